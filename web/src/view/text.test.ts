import { expect, it } from "vitest";
import { fitNumber, fitText, shorten, textWidth } from "./text.ts";

it("takes the first text that fits", () => {
  expect(fitText(["voted for itself", "voted S1"], 200, 12)).toBe("voted for itself");
  expect(fitText(["voted for itself", "voted S1"], 70, 12)).toBe("voted S1");
});

it("shortens what never fits, however long it is", () => {
  for (const text of ["averyveryverylongkey", "v".repeat(100_000), "很长很长很长很长的键"]) {
    const short = shorten(text, 50, 12);
    expect(short).toMatch(/.…$/);
    expect(textWidth(short, 12)).toBeLessThanOrEqual(50);
  }
  expect(shorten("x=1", 50, 12)).toBe("x=1");
  expect(shorten("x=1", 0, 12)).toBe("…");
});

it("does not cut a character in two", () => {
  expect(shorten("😀😀😀😀", 30, 12)).toBe("😀…");
});

it("keeps the end of a number, where numbers that are close differ", () => {
  const ways = [(value: number) => `term ${value}`, (value: number) => `t${value}`];
  expect(fitNumber(7, ways, 60, 11)).toBe("term 7");
  expect(fitNumber(123_456, ways, 50, 11)).toBe("t123456");
  expect(fitNumber(123_456_789, ways, 50, 11)).toMatch(/^…\d+789$/);
});
