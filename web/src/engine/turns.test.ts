import { describe, expect, test } from "vitest";
import { Turns } from "./turns.ts";

/** What is done in each of `frames` frames when all parts are always due. */
function played(frames: number, parts: string[], isViewDue: boolean): string[] {
  const turns = new Turns();
  return Array.from({ length: frames }, () => {
    const done = turns.begin(isViewDue) ? ["view"] : [];
    for (const part of parts) if (turns.isTurnOf(part)) done.push(part);
    return done.join(" and ");
  });
}

describe("the turns of a frame", () => {
  test("one thing is done in each, and each comes to its turn", () => {
    expect(played(6, ["logs", "diagram", "timeline"], false)).toEqual([
      "logs",
      "diagram",
      "timeline",
      "logs",
      "diagram",
      "timeline",
    ]);
  });

  test("the view has every second frame while others wait, and else every one", () => {
    expect(played(6, ["logs", "diagram"], true)).toEqual([
      "view",
      "logs",
      "view",
      "diagram",
      "view",
      "logs",
    ]);
    expect(played(3, [], true)).toEqual(["view", "view", "view"]);
  });

  test("a view that came between two frames is drawn in a frame of its own", () => {
    const turns = new Turns();
    expect(turns.begin(true, true)).toBe(false);
    expect(turns.isTurnOf("logs")).toBe(false);
    expect(turns.begin(true)).toBe(false);
    expect(turns.isTurnOf("logs")).toBe(true);
  });

  test("what does not ask any more is not waited for", () => {
    const turns = new Turns();
    turns.begin(true);
    expect(turns.isTurnOf("logs")).toBe(false);
    expect(turns.isTurnOf("diagram")).toBe(false);
    turns.begin(false);
    expect(turns.isTurnOf("diagram")).toBe(false);
    turns.begin(false);
    expect(turns.isTurnOf("diagram")).toBe(true);
  });
});
