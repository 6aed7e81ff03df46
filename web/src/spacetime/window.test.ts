import { describe, expect, test } from "vitest";
import { canZoom, follow, pan, ticks, windowAt, zoom } from "./window.ts";

describe("the window on the run", () => {
  test("has the present near its end, and nothing before the start", () => {
    expect(windowAt(1000, 600)).toEqual({ from: 436, to: 1036 });
    expect(windowAt(50, 600)).toEqual({ from: 0, to: 600 });
  });

  test("stays while the present is in it, and then moves along", () => {
    const span = { from: 0, to: 600 };
    expect(follow(span, 400, 400)).toBe(span);
    expect(follow(span, 600, 600)).toEqual(windowAt(600, 600));
    expect(follow({ from: 400, to: 1000 }, 500, 9000)).toEqual({ from: 400, to: 1000 });
  });

  test("puts what a jump led to in its middle", () => {
    expect(follow({ from: 2000, to: 2600 }, 1000, 9000)).toEqual({ from: 700, to: 1300 });
    expect(follow({ from: 0, to: 600 }, 5000, 9000)).toEqual({ from: 4700, to: 5300 });
  });

  test("leaves no room for what is not known yet", () => {
    expect(follow({ from: 0, to: 600 }, 5000, 5000)).toEqual(windowAt(5000, 600));
    expect(follow({ from: 0, to: 600 }, 5000, 5100)).toEqual(windowAt(5100, 600));
    expect(follow({ from: 2000, to: 2600 }, 1000, 1000)).toEqual(windowAt(1000, 600));
  });

  test("zooms around an instant, between two limits", () => {
    expect(zoom({ from: 400, to: 1000 }, 0.5, 700)).toEqual({ from: 550, to: 850 });
    expect(zoom({ from: 0, to: 12 }, 0.5, 6)).toEqual({ from: 1, to: 11 });
    expect(canZoom({ from: 1, to: 11 }, 0.5)).toBe(false);
    expect(canZoom({ from: 1, to: 11 }, 2)).toBe(true);
    expect(canZoom({ from: 0, to: 60_000 }, 2)).toBe(false);
  });

  test("moves no further than anything is known", () => {
    expect(pan({ from: 100, to: 700 }, -500, 1000)).toEqual({ from: 0, to: 600 });
    const { from, to } = pan({ from: 100, to: 700 }, 5000, 1000);
    expect(from).toBeLessThan(1000);
    expect(to - from).toBeCloseTo(600);
  });
});

test("the axis has round instants, inside the window and far enough apart", () => {
  expect(ticks({ from: 130, to: 460 }, 60)).toEqual({ step: 100, at: [200, 300, 400] });
  expect(ticks({ from: 0, to: 10 }, 1.5)).toEqual({ step: 2, at: [0, 2, 4, 6, 8, 10] });
  expect(ticks({ from: 0, to: 1 }, 0.5).at).toEqual([0, 0.5, 1]);
});
