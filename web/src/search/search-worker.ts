// A worker in which a search goes on while the page stays free.

import { initSync, lastPanic, RunSearch } from "../../generated/raft_timeline.js";
import { SearchCourse } from "./course.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

/** Between two looks at its messages. */
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

/** Goes on once messages have been heard. */
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
