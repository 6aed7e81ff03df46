import { expect, test } from "vitest";
import { given, MOST_SHOWN, visible } from "./given.ts";

test("a short plain text is shown as it is", () => {
  expect(given("set x 1")).toBe("set x 1");
  expect(given("日志 𝄞")).toBe("日志 𝄞");
});

test("a long text is cut after the most characters, never within one", () => {
  expect(given("𝄞".repeat(3000))).toBe(`${"𝄞".repeat(MOST_SHOWN)}…`);
  expect(given("x".repeat(MOST_SHOWN))).toBe("x".repeat(MOST_SHOWN));
});

test("what cannot be seen is escaped", () => {
  expect(given("a\u202eb\u200b\0\n\ud800c")).toBe("a\\u{202e}b\\u{200b}\\u{0}\\n\\u{d800}c");
  expect(visible("one\ntwo\u202e")).toBe("one\ntwo\\u{202e}");
});

test("escapes count as they are shown", () => {
  expect(given("\u202e".repeat(3000))).toBe(`${"\\u{202e}".repeat(MOST_SHOWN / 8)}…`);
});

test("what is written from right to left is isolated", () => {
  expect(given("שלום")).toBe("\u2068שלום\u2069");
});
