// Measures the load that a one-minute search in two workers puts on the page, and how soon the search stops:
// the processor time of the page's longest task, the longest time between two frames, and the time until the
// page says that the search has stopped, and until the last worker has reported.
//
//   npm run build && node web/bench/search-page.mjs [SECONDS]

import { launchBrowser } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const SECONDS = Number(process.argv[2] ?? 55);
const STOPS = 5;
/** A goal that the paper's rules never allow, so that the search continues. */
const GOAL = "violation leader-completeness";

/** Runs in the page before anything else: makes the search use two workers, and records their last message. */
function instrument() {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: 4 });
  const bench = { heard: 0, workers: 0, frames: /** @type {number[]} */ ([]) };
  window.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      bench.workers += 1;
      this.addEventListener("message", () => {
        bench.heard = performance.now();
      });
    }
  };
  let last = 0;
  requestAnimationFrame(function frame(now) {
    if (last) bench.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  });
  Object.assign(window, { bench });
}

/**
 * Runs in the page: stops the search. Returns the time until the page says so, and until the last worker has
 * reported.
 * @returns {Promise<[number, number]>}
 */
async function stop() {
  const { bench } = /** @type {any} */ (window);
  const root = /** @type {Element} */ (document.querySelector("raft-playground")).shadowRoot;
  const inside = root ?? document;
  const buttons = [...inside.querySelectorAll("button")];
  const begun = performance.now();
  buttons.find((button) => button.textContent?.trim() === "Stop")?.click();
  const isOver = () =>
    !inside.querySelector("dialog [role=status]")?.textContent?.includes("Searching");
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve));
  const said = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [said, bench.heard - begun];
}

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, tdur?: number, args: { name?: string } }} TraceEvent */

/**
 * The processor times of the tasks of pages' main threads, in milliseconds, longest first.
 * @param {TraceEvent[]} events
 */
function tasks(events) {
  const id = (/** @type {TraceEvent} */ { pid, tid }) => `${pid}/${tid}`;
  const mains = new Set(
    events.filter((it) => it.name === "thread_name" && it.args.name === "CrRendererMain").map(id),
  );
  return events
    .filter((it) => it.ph === "X" && mains.has(id(it)) && it.name.includes("RunTask"))
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => b - a);
}

const server = await serve();
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(instrument);
await page.goto(`${server.url}?lang=en#seed=1&speed=1/50`);
await page.getByRole("button", { name: /: leader/ }).waitFor();
await page.getByRole("button", { name: /^Rules/ }).click();
await page.getByRole("button", { name: "Find a run where …" }).click();
const dialog = page.getByRole("dialog", { name: "Find a run" });
await dialog.getByRole("textbox").fill(GOAL);
await dialog.getByRole("button", { name: "Search", exact: true }).click();
await dialog.locator(".search-numbers").filter({ hasText: /[1-9]/ }).waitFor();

const session = await page.context().newCDPSession(page);
/** @type {TraceEvent[]} */
const events = [];
session.on("Tracing.dataCollected", ({ value }) => {
  for (const event of value) events.push(/** @type {any} */ (event));
});
await session.send("Tracing.start", {
  traceConfig: { includedCategories: ["toplevel"] },
  transferMode: "ReportEvents",
});
await page.evaluate(() => {
  /** @type {any} */ (window).bench.frames.length = 0;
});
await page.waitForTimeout(SECONDS * 1000);
const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
await session.send("Tracing.end");
await ended;
const { workers, frames } = await page.evaluate(() => /** @type {any} */ (window).bench);
const longest = tasks(events);
const most = (/** @type {number[]} */ times) => Math.max(0, ...times).toFixed(1);
console.log(`${workers} workers, ${SECONDS} s, ${frames.length} frames`);
console.log(
  `longest task of the page, in processor time: ${longest
    .slice(0, 3)
    .map((it) => it.toFixed(1))
    .join(", ")} ms`,
);
console.log(`tasks above 16 ms: ${longest.filter((it) => it > 16).length} of ${longest.length}`);
console.log(`longest time between two frames: ${most(frames)} ms`);

const [said, heard] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
for (let at = 0; at < STOPS; at++) {
  if (at > 0) {
    await dialog.getByRole("button", { name: "Continue" }).click();
    await page.waitForTimeout(300);
  }
  const [first, last] = await page.evaluate(stop);
  said.push(first);
  heard.push(last);
}
console.log(
  `stopped ${STOPS} times: the page says so after ${most(said)} ms at most, the last report comes after ${most(heard)} ms`,
);
await browser.close();
await server.close();
