import { expect, test } from "vitest";
import { textWidth } from "../view/text.ts";
import { linesOf } from "./lines.ts";

test("a text is broken at spaces, into lines that fit", () => {
  const text = "S1 committed entry 2 as leader of term 4; and yet S5 was elected with another.";
  const lines = linesOf(text, 200, 12, 9);
  expect(lines.join(" ")).toBe(text);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(200);
});

test("a Chinese text is broken anywhere but before a mark that ends a phrase", () => {
  const text = "S1 作为任期 4 的领导者提交了条目 2；但是，S5 当选，日志里那个位置是另一个条目。";
  const lines = linesOf(text, 120, 12, 9);
  expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(line).not.toMatch(/^[，。；：、]/);
});

test("what does not fit on the last line is cut", () => {
  const lines = linesOf("word ".repeat(1000), 200, 12, 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
});
