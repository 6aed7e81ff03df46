// Measures the script time per frame of five live playgrounds on one page, and the time until the last of them
// has drawn its first view.
//
//   npm run build && node web/bench/embedded.mjs

import { launchBrowser } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const PLAYGROUNDS = 5;
const FRAMES = 600;
const WARM_UP = 120;
const HEIGHT = 620;

/** Runs in the page before anything else: records the time of every animation frame's callback. */
function instrument() {
  const bench = { times: /** @type {number[]} */ ([]), ready: /** @type {number[]} */ ([]) };
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const start = performance.now();
      callback(now);
      bench.times.push(performance.now() - start);
    });
  addEventListener("ready", () => bench.ready.push(performance.now()), true);
  Object.assign(window, { bench });
}

/**
 * @param {number[]} times
 * @param {number} share
 */
function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/** @type {[name: string, attributes: string][]} */
const CASES = [
  ["clusters", 'seed="1"'],
  ["scenarios", 'scenario="first-election"'],
];

const server = await serve();
const browser = await launchBrowser();
console.log(
  `${PLAYGROUNDS} playgrounds, ${FRAMES} frames      p50        p95        max  last picture`,
);
for (const [name, attributes] of CASES) {
  const viewport = { width: 900, height: PLAYGROUNDS * HEIGHT + 100 };
  const page = await browser.newPage({ viewport });
  await page.addInitScript(instrument);
  const embedded = `<raft-playground ${attributes}></raft-playground>`;
  const body = `<!doctype html><meta charset="utf-8"><script type="module" src="embed/raft-playground.js"></script>${embedded.repeat(PLAYGROUNDS)}`;
  // Isolated pages get a finer clock.
  const headers = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  };
  await page.route(`${server.url}five.html`, (route) =>
    route.fulfill({ contentType: "text/html", headers, body }),
  );
  await page.goto(`${server.url}five.html`);
  await page.waitForFunction(
    (count) => /** @type {any} */ (window).bench.ready.length === count,
    PLAYGROUNDS,
  );
  const { times, last } = await page.evaluate(
    async ({ warmUp, frames }) => {
      const { bench } = /** @type {any} */ (window);
      const last = Math.max(...bench.ready);
      const wait = async (/** @type {number} */ count) => {
        bench.times.length = 0;
        while (bench.times.length < count) await new Promise((resolve) => setTimeout(resolve, 50));
      };
      await wait(warmUp);
      await wait(frames);
      return { times: bench.times.slice(0, frames), last };
    },
    { warmUp: WARM_UP, frames: FRAMES },
  );
  const cells = [0.5, 0.95, 1].map((share) =>
    `${percentile(times, share).toFixed(2)} ms`.padStart(11),
  );
  console.log(`${name.padEnd(18)}${cells.join("")}${last.toFixed(0).padStart(11)} ms`);
  await page.close();
}
await browser.close();
await server.close();
