import { describe, expect, test } from "vitest";
import { expectations as en } from "../i18n/expectations.en.ts";
import { expectation, failed } from "../model/sample-expectations.ts";
import { lineSigns } from "./line-signs.ts";
import { countLines, firstLines, SHOWN_LINES } from "./lines.ts";
import { badLine, offsetOf } from "./underlay.ts";

const problem = (line: number, column: number, found: string) => ({
  line,
  column,
  found,
  expected: "something else",
});

describe("the place that cannot be read", () => {
  test("is marked in its line, and nowhere else", () => {
    expect(badLine("raft 1\nservers three # no", problem(2, 9, "three"))).toEqual({
      above: 1,
      before: "servers ",
      marked: "three",
      after: " # no",
    });
    expect(badLine("raft 1\nservers 3", undefined)).toBeUndefined();
  });

  test("is behind the line when the line ends too early", () => {
    expect(badLine("at 5 cut s1", problem(1, 12, ""))).toEqual({
      above: 0,
      before: "at 5 cut s1",
      marked: " ",
      after: "",
    });
  });

  test("is counted in characters", () => {
    expect(badLine("𝄞𝄞 x", problem(1, 4, "x"))).toMatchObject({ before: "𝄞𝄞 ", marked: "x" });
    expect(offsetOf("a\n𝄞𝄞 x", problem(2, 4, "x"))).toBe(7);
  });

  test("may be on a line that is gone meanwhile", () => {
    expect(badLine("raft 1", problem(9, 9, "x"))).toBeUndefined();
    expect(offsetOf("raft 1", problem(9, 9, "x"))).toBeLessThanOrEqual(6);
  });

  test("may be far below, and far to the right: no more is drawn than can be seen", () => {
    const line = `${"x".repeat(50_000)} here ${"y".repeat(50_000)}`;
    const text = `${"#\n".repeat(100_000)}${line}`;
    const bad = badLine(text, problem(100_001, 50_002, "here"));
    expect(bad).toEqual({ above: 100_000, before: "", marked: "", after: "" });
    const near = badLine(text, problem(100_001, 2, "x"));
    expect(near?.after.length).toBeLessThanOrEqual(10_000);
    expect(offsetOf(text, problem(100_001, 50_002, "here"))).toBe(text.indexOf("here"));
  });
});

describe("a long text", () => {
  test("is counted in lines, the last with or without its end", () => {
    expect(["", "a", "a\n", "a\nb", "\n\n"].map(countLines)).toEqual([0, 1, 1, 2, 2]);
    expect(countLines("#\n".repeat(60_000))).toBe(60_000);
  });

  test("is shown by its first lines, however long they are", () => {
    expect(firstLines("a\nb\n".repeat(30_000)).split("\n")).toHaveLength(SHOWN_LINES);
    expect(firstLines("x".repeat(1_000_000)).length).toBe(10_000);
  });
});

test("of several expectations in a line one that failed counts", () => {
  const line = { line: 7 };
  const list = [
    expectation(0, "at", { type: "held", at: 1 }, line),
    expectation(1, "at", failed(2), line),
    expectation(2, "at", failed(3), line),
  ];
  const signs = lineSigns({ held: 1, failed: 2, open: 0, list }, en);
  expect(signs.map(({ line, state, at }) => [line, state, at])).toEqual([[7, "failed", 2]]);
});
