import { expect, it } from "vitest";
import { decode, encode, sameTarget } from "./targets.ts";
import type { Target } from "./types.ts";

const targets: Target[] = [
  { kind: "server", id: 3 },
  { kind: "message", id: 1234567 },
  { kind: "link", from: 2, to: 1 },
  { kind: "entry", server: 4, index: 1001 },
  { kind: "client", id: 2 },
];

it.each(targets)("reads back what it wrote: $kind", (target) => {
  expect(decode(encode(target))).toEqual(target);
});

it("reads nothing else", () => {
  expect(decode(undefined)).toBeUndefined();
  expect(decode("")).toBeUndefined();
  expect(decode("moon:1")).toBeUndefined();
});

it("takes a link for the same from either end", () => {
  const link: Target = { kind: "link", from: 1, to: 2 };
  expect(sameTarget(link, { kind: "link", from: 2, to: 1 })).toBe(true);
  expect(sameTarget(link, { kind: "link", from: 2, to: 3 })).toBe(false);
  expect(sameTarget(link, undefined)).toBe(false);
  expect(sameTarget(undefined, undefined)).toBe(true);
});
