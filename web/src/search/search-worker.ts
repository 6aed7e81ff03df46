// The worker in which a search runs, so that the page stays responsive.

import { initSync, lastPanic, RunSearch } from "../../generated/raft_timeline.js";
import { SearchCourse } from "./course.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

/** How long the worker searches before it handles messages, in real milliseconds. */
const TURN_MS = 40;

const say = (message: FromWorker) => postMessage(message);
let course: SearchCourse | undefined;
let isPaused = false;
let isWaiting = false;

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "start") attempt(() => start(data));
  else isPaused = data.type === "pause";
  if (isPaused) attempt(() => course?.report());
  else soon();
});

function start({ module, order, seed, proves }: ToWorker & { type: "start" }): void {
  initSync({ module });
  const search = new RunSearch(order.text, order.goals, order.servers, seed, proves);
  course = new SearchCourse(search, (report) => say({ type: "report", report }));
}

/** Continues the search after pending messages have been handled. */
function soon(): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    if (!course || isPaused) return;
    if (attempt(() => course?.work(TURN_MS)) === false) soon();
  });
}

function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    course = undefined;
    const message = error instanceof WebAssembly.RuntimeError ? lastPanic() : undefined;
    say({ type: "failed", message: message ?? String((error as Error).message ?? error) });
    return undefined;
  }
}
