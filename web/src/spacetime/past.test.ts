import { expect, test } from "vitest";
import { Past } from "./past.ts";
import { sampleHistory } from "./sample-history.ts";

/** A run that was played up to `reached`, and the windows that were asked of it. */
function source(reached: number) {
  const asked: [number, number][] = [];
  return {
    asked,
    now: reached,
    reached,
    version: 1,
    history(from: number, to: number) {
      asked.push([from, to]);
      return () => sampleHistory();
    },
  };
}

test("takes the window, then only what is new", () => {
  const past = new Past();
  const run = source(500);
  past.look(run, { from: 0, to: 600 }, 0, false);
  past.look(run, { from: 0, to: 600 }, 1000, false);
  run.reached = 520;
  past.look(run, { from: 0, to: 600 }, 2000, false);
  expect(run.asked).toEqual([
    [0, 500],
    [500, 520],
  ]);
  expect(past.until).toBe(520);
});

test("looks only now and then while time passes, and at once when it stands still", () => {
  const past = new Past();
  const run = source(500);
  past.look(run, { from: 0, to: 600 }, 0, false);
  run.reached = 510;
  past.look(run, { from: 0, to: 600 }, 30, false);
  expect(past.until).toBe(500);
  past.look(run, { from: 0, to: 600 }, 31, true);
  expect(past.until).toBe(510);
});

test("a look that takes long is taken less often, but never too seldom", () => {
  const past = new Past();
  const run = source(500);
  past.look(run, { from: 0, to: 600 }, 0, false);
  past.took(4);
  run.reached = 510;
  past.look(run, { from: 0, to: 600 }, 200, false);
  expect(past.until).toBe(500);
  past.look(run, { from: 0, to: 600 }, 240, false);
  expect(past.until).toBe(510);
  past.took(1000);
  run.reached = 520;
  past.look(run, { from: 0, to: 600 }, 740, false);
  expect(past.until).toBe(520);
});

test("sees all that happens at one instant, step by step", () => {
  const past = new Past();
  const run = source(500);
  past.look(run, { from: 0, to: 600 }, 0, true);
  past.look(run, { from: 0, to: 600 }, 1, true);
  run.version += 1;
  past.look(run, { from: 0, to: 600 }, 2, true);
  expect(run.asked).toEqual([
    [0, 500],
    [500, 500],
  ]);
});

test("shows nothing that was not played, and nothing beyond the window", () => {
  const past = new Past();
  past.look(source(500), { from: 400, to: 1000 }, 0, true);
  expect(past.until).toBe(500);
  const long = source(5000);
  const other = new Past();
  other.look(long, { from: 400, to: 1000 }, 0, true);
  expect(long.asked).toEqual([[400, 1000]]);
});

test("takes the window again when it has moved elsewhere, or when told to forget", () => {
  const past = new Past();
  const run = source(5000);
  past.look(run, { from: 2000, to: 2600 }, 0, true);
  past.look(run, { from: 1900, to: 2500 }, 1, true);
  past.look(run, { from: 1950, to: 2550 }, 2, true);
  past.forget();
  past.look(run, { from: 1950, to: 2550 }, 3, true);
  expect(run.asked).toEqual([
    [2000, 2600],
    [1900, 2500],
    [2500, 2550],
    [1950, 2550],
  ]);
});

test("the rest of a look waits for its turn while time passes", () => {
  const past = new Past();
  let isTurn = true;
  let calls = 0;
  const run = {
    ...source(500),
    isTurnOf: () => isTurn,
    history: () => () => {
      calls += 1;
      return calls < 3 ? ("later" as const) : sampleHistory();
    },
  };
  past.look(run, { from: 0, to: 600 }, 0, true);
  isTurn = false;
  past.look(run, { from: 0, to: 600 }, 1, false);
  expect(calls).toBe(1);
  isTurn = true;
  past.look(run, { from: 0, to: 600 }, 2, false);
  past.look(run, { from: 0, to: 600 }, 3, false);
  expect(calls).toBe(3);
  expect(past.isLooking).toBe(false);
});
