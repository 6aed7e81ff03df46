import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LONGEST_FRAME_MS, Ticker } from "./ticker.ts";

let queue: FrameRequestCallback[] = [];
const page = { hidden: false };

beforeEach(() => {
  queue = [];
  page.hidden = false;
  vi.stubGlobal("document", page);
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => queue.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => {
    queue = [];
  });
});
afterEach(() => vi.unstubAllGlobals());

/** The browser draws a frame. */
function browserFrame(now: number): void {
  const frames = queue;
  queue = [];
  for (const frame of frames) frame(now);
}

test("many playgrounds share one animation frame", () => {
  const ticker = new Ticker();
  ticker.wake(() => true);
  ticker.wake(() => true);
  expect(queue).toHaveLength(1);
  browserFrame(0);
  expect(queue).toHaveLength(1);
});

test("it sleeps when nothing moves, and begins anew without a jump", () => {
  const ticker = new Ticker();
  const elapsed: number[] = [];
  let moving = true;
  const frame = (time: number) => {
    elapsed.push(time);
    return moving;
  };
  ticker.wake(frame);
  browserFrame(1000);
  browserFrame(1016);
  moving = false;
  browserFrame(1032);
  expect(queue).toHaveLength(0);
  ticker.wake(frame);
  browserFrame(9000);
  expect(elapsed).toEqual([0, 16, 16, 0]);
});

test("a hidden page asks for no frames, and goes on where it was", () => {
  const ticker = new Ticker();
  const elapsed: number[] = [];
  ticker.wake((time) => {
    elapsed.push(time);
    return true;
  });
  browserFrame(0);
  page.hidden = true;
  ticker.setHidden(true);
  expect(queue).toHaveLength(0);
  page.hidden = false;
  ticker.setHidden(false);
  browserFrame(60_000);
  browserFrame(60_016);
  expect(elapsed).toEqual([0, 0, 16]);
});

test("a slow frame does not make the world jump", () => {
  const ticker = new Ticker();
  const elapsed: number[] = [];
  ticker.wake((time) => {
    elapsed.push(time);
    return true;
  });
  browserFrame(0);
  browserFrame(5000);
  expect(elapsed).toEqual([0, LONGEST_FRAME_MS]);
});

test("a playground that is gone is not drawn", () => {
  const ticker = new Ticker();
  let drawn = 0;
  const frame = () => {
    drawn += 1;
    return true;
  };
  ticker.wake(frame);
  ticker.forget(frame);
  browserFrame(0);
  expect(drawn).toBe(0);
  expect(queue).toHaveLength(0);
});
