// How long the page's script takes in a frame: nine servers, and as many messages in flight as one
// can still tell apart. Prints percentiles of the time inside the requestAnimationFrame callback.
//
//   npm run build && node web/bench/frame.mjs

import { launchBrowser } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const FRAMES = 600;
const WARM_UP = 120;
const SERVERS = 9;
/** As people see it. */
const SPEED = "1/50";
/** A client sends something in every such frame: 1.7 ms of virtual time. */
const FRAMES_PER_COMMAND = 5;

/** Runs in the page before anything else: notes how long every animation frame's callback takes. */
function instrument() {
  const bench = { times: /** @type {number[]} */ ([]), before: () => {} };
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      bench.before();
      const start = performance.now();
      callback(now);
      bench.times.push(performance.now() - start);
    });
  Object.assign(window, { bench });
}

/**
 * Runs in the page: keeps the clients busy for so many frames.
 * @param {{ warmUp: number, frames: number, framesPerCommand: number }} length
 * @returns {Promise<{ times: number[], messages: number }>}
 */
function run({ warmUp, frames, framesPerCommand }) {
  const { bench } = /** @type {any} */ (window);
  const { session } = /** @type {any} */ (document.querySelector("raft-playground"));
  let frame = 0;
  let messages = 0;
  return new Promise((resolve) => {
    bench.before = () => {
      if (frame === warmUp) bench.times.length = 0;
      if (frame === warmUp + frames) {
        resolve({ times: bench.times.slice(0, frames), messages: messages / frames });
      }
      if (frame % framesPerCommand === 0) {
        session.act({ command: { text: `set k${frame % 7} ${frame}` } });
      }
      if (frame >= warmUp) messages += session.view.messages.length;
      frame += 1;
    };
  });
}

/** @param {number[]} times */
function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return [at(0.5), at(0.95), at(1)].map((time) => `${time.toFixed(2)} ms`.padStart(11)).join("");
}

/** @typedef {import("@playwright/test").Page} Page */

/**
 * What there is to draw besides: whoever only looks has the first of these.
 * @type {{ name: string, throttling?: number, prepare?: (page: Page) => Promise<void> }[]}
 */
const CASES = [
  { name: "as it opens" },
  { name: "CPU 6× slower", throttling: 6 },
  { name: "touched", prepare: touch },
  { name: "diagram in view", prepare: showDiagram },
  { name: "two worlds", prepare: showTwoWorlds },
];

/** @param {Page} page */
async function touch(page) {
  await page.locator("raft-playground").dispatchEvent("pointerover");
  await page.getByRole("region", { name: "Properties" }).waitFor();
}

/** @param {Page} page */
async function showDiagram(page) {
  await touch(page);
  await page.locator(".spacetime-plot").scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function showTwoWorlds(page) {
  await touch(page);
  await page.getByRole("button", { name: "Rules" }).click();
  await page.getByRole("button", { name: "Compare with the paper's rules" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "The same run, other rules" }).first().waitFor();
}

const server = await serve();
const browser = await launchBrowser();
console.log(`${SERVERS} servers, ${FRAMES} frames        p50        p95        max   messages`);
for (const { name, throttling = 1, prepare } of CASES) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(instrument);
  // Isolated pages get a finer clock.
  await page.route(server.url, async (route) => {
    const response = await route.fetch();
    const isolation = {
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolation } });
  });
  await page.goto(`${server.url}#servers=${SERVERS}&speed=${SPEED}&seed=1`);
  await page.getByRole("button", { name: /: leader/ }).waitFor();
  await prepare?.(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttling });
  const { times, messages } = await page.evaluate(run, {
    warmUp: WARM_UP,
    frames: FRAMES,
    framesPerCommand: FRAMES_PER_COMMAND,
  });
  console.log(`${name.padEnd(18)}${percentiles(times)}${messages.toFixed(0).padStart(11)}`);
  await page.close();
}
await browser.close();
await server.close();
