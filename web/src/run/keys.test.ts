import { expect, test } from "vitest";
import { commandOf } from "./keys.ts";

const press = (key: string, held: "shiftKey" | "ctrlKey" | "metaKey" | "" = "", shift = false) =>
  commandOf({
    key,
    shiftKey: shift,
    ctrlKey: false,
    metaKey: false,
    ...(held && { [held]: true }),
  });

test("arrows step and jump, and what was done is undone as elsewhere", () => {
  expect(press("ArrowLeft")).toEqual({ type: "back" });
  expect(press("ArrowLeft", "shiftKey")).toEqual({ type: "jump", by: -1 });
  expect(press("ArrowRight", "shiftKey")).toEqual({ type: "jump", by: 1 });
  expect(press("z", "ctrlKey")).toEqual({ type: "undo" });
  expect(press("Z", "metaKey", true)).toEqual({ type: "redo" });
  expect(press("y", "ctrlKey")).toEqual({ type: "redo" });
});

test("other keys are left to others", () => {
  // The key for one event forward works before the rest of the run's keys do.
  for (const key of ["ArrowRight", "ArrowUp", "z", "y", " "]) expect(press(key)).toBeUndefined();
  expect(press("ArrowLeft", "ctrlKey")).toBeUndefined();
});

test("letters open the panels of the bar, and copy a link", () => {
  for (const [key, panel] of [
    ["s", "scenarios"],
    ["T", "text"],
    ["r", "rules"],
    ["n", "network"],
  ] as const) {
    expect(press(key)).toEqual({ type: "open", panel });
    expect(press(key, "ctrlKey")).toBeUndefined();
    expect(press(key, "", true)).toBeUndefined();
  }
  expect(press("l")).toEqual({ type: "link" });
});
