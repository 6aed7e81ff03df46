// Measures how soon the page is there for a reader who only looks: its first contentful paint, the cluster,
// and everything that is loaded after it when the browser is idle. Prints medians, in milliseconds from the
// start of navigation.
//
//   npm run build && node web/bench/opening.mjs

import { launchBrowser } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const LOADS = 15;

/** For every part that is loaded later, an element that it draws. */
const PARTS = [
  ".timeline-place input",
  ".spacetime-plot",
  ".judge .properties",
  ".told .step:not(:empty)",
  ".key-cluster .key-item",
];

/** @type {[name: string, throttling: number][]} */
const CASES = [
  ["as it is", 1],
  ["6× slower", 6],
];

/**
 * Runs in the page before anything else: records when the cluster and all parts are there.
 * @param {string[]} parts
 */
function instrument(parts) {
  const bench = { cluster: Number.NaN, all: Number.NaN };
  Object.assign(window, { bench });
  const timer = setInterval(() => {
    const root = document.querySelector("raft-playground")?.shadowRoot;
    if (!root?.querySelector(".cluster .server")) return;
    bench.cluster ||= performance.now();
    if (!parts.every((part) => root.querySelector(part))) return;
    bench.all = performance.now();
    clearInterval(timer);
  }, 5);
}

/** Runs in the page. */
function times() {
  const { bench } = /** @type {any} */ (window);
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [paint?.startTime ?? Number.NaN, bench.cluster, bench.all];
}

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const server = await serve();
const browser = await launchBrowser();
console.log(`${LOADS} loads, ms       first paint   cluster all parts  after the paint`);
for (const [name, throttling] of CASES) {
  /** @type {number[][]} */
  const rows = [];
  for (let load = 0; load < LOADS; load++) {
    // A context of its own has an empty cache.
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: throttling });
    await page.addInitScript(instrument, PARTS);
    await page.goto(`${server.url}?seed=7&lang=en`);
    await page.waitForFunction(() => /** @type {any} */ (window).bench.all > 0);
    const row = await page.evaluate(times);
    rows.push([...row, (row[2] ?? 0) - (row[0] ?? 0)]);
    await page.close();
  }
  const columns = [0, 1, 2, 3].map((at) => median(rows.map((row) => row[at] ?? Number.NaN)));
  const cells = columns.map((value) => value.toFixed(0).padStart(10));
  console.log(`${name.padEnd(20)}${cells.join("")}`);
}
await browser.close();
await server.close();
