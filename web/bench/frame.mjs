// Measures the processor time of a frame on the page's main thread, with nine servers and as many messages in
// flight as can still be told apart. Prints percentiles of the script's share (the callbacks of
// requestAnimationFrame), and of the rest (styles, layout, painting). Processor time, from a trace of
// the browser, does not include other work on the machine.
//
//   npm run build && node web/bench/frame.mjs [part of a case's name]

import { launchBrowser } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";
import { frameTimes } from "./frame-times.mjs";

const FRAMES = 600;
const WARM_UP = 120;
const SERVERS = 9;
/** The page's usual speed. */
const SPEED = "1/50";
/** How often a client sends a command, in frames: every 1.7 ms of virtual time. */
const FRAMES_PER_COMMAND = 5;

/** Runs in the page before anything else: counts the frames in which the page's script does something. */
function instrument() {
  const bench = { frames: 0, onFrame: () => {} };
  let last = -1;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      if (now !== last) {
        last = now;
        bench.frames += 1;
        bench.onFrame();
      }
      callback(now);
    });
  Object.assign(window, { bench });
}

/**
 * Runs in the page: sends commands for this many frames, in tasks between them.
 * @param {{ frames: number, framesPerCommand: number }} length
 * @returns {Promise<number>} the mean number of messages in flight
 */
function run({ frames, framesPerCommand }) {
  const { bench } = /** @type {any} */ (window);
  const { session } = /** @type {any} */ (document.querySelector("raft-playground"));
  const first = bench.frames;
  let messages = 0;
  const command = () => session.act({ command: { text: `set k${bench.frames % 7} 1` } });
  return new Promise((resolve) => {
    bench.onFrame = () => {
      messages += session.view.messages.length;
      if (bench.frames % framesPerCommand === 0) setTimeout(command);
      if (bench.frames - first < frames) return;
      bench.onFrame = () => {};
      resolve(messages / frames);
    };
  });
}

/** @param {number[]} times */
function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return [at(0.5), at(0.95), at(1)].map((time) => time.toFixed(2).padStart(8)).join("");
}

/** @typedef {import("@playwright/test").Page} Page */

/**
 * What there is to draw besides: whoever only looks has the first of these.
 * @type {{ name: string, throttling?: number, prepare?: (page: Page) => Promise<void> }[]}
 */
const CASES = [
  { name: "as it opens" },
  { name: "touched", prepare: touch },
  { name: "two worlds", prepare: showTwoWorlds },
  { name: "as it opens, 6× slower", throttling: 6 },
  { name: "touched, 6× slower", throttling: 6, prepare: touch },
];

/** @param {Page} page */
async function touch(page) {
  await page.locator("raft-playground").dispatchEvent("pointerover");
  await page.getByRole("region", { name: "Properties" }).waitFor();
  await page.locator(".spacetime-plot").scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function showTwoWorlds(page) {
  await touch(page);
  await page.getByRole("button", { name: "Rules" }).click();
  await page.getByRole("button", { name: "Compare with the paper's rules" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "The same run, other rules" }).first().waitFor();
  // The comparison opens where the two worlds begin to differ, and pauses there.
  await page.getByRole("button", { name: "Play" }).click();
}

const [wanted = ""] = process.argv.slice(2);
const server = await serve();
const browser = await launchBrowser();
console.log(
  `${SERVERS} servers, ${FRAMES} frames                     script, ms                 rest, ms`,
);
console.log("                              p50     p95     max     p50     p95     max  messages");
for (const { name, throttling = 1, prepare } of CASES) {
  if (!name.includes(wanted)) continue;
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(instrument);
  await page.goto(`${server.url}#servers=${SERVERS}&speed=${SPEED}&seed=1`);
  await page.getByRole("button", { name: /: leader/ }).waitFor();
  await prepare?.(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttling });
  await page.evaluate(run, { frames: WARM_UP, framesPerCommand: FRAMES_PER_COMMAND });
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  const length = { frames: FRAMES, framesPerCommand: FRAMES_PER_COMMAND };
  const messages = await page.evaluate(run, length);
  const times = frameTimes(await browser.stopTracing());
  const columns = [times.map(({ script }) => script), times.map(({ rest }) => rest)];
  const cells = columns.map(percentiles).join("");
  console.log(`${name.padEnd(25)}${cells}${messages.toFixed(0).padStart(10)}`);
  await page.close();
}
await browser.close();
await server.close();
