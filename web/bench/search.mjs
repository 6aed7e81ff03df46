// Measures in Node how long the page's WebAssembly module takes to find a violation for each unsafe choice of
// a rule: the rows of `npm run bench -- search`, over 21 seeds or as many as are asked for. Times are
// processor time, as other work on the machine would count otherwise.
//
//   npm run build && node web/bench/search.mjs [SEEDS]

import { brokenWorlds, RunSearch } from "./broken-worlds.mjs";

const SEEDS = Number(process.argv[2] ?? 21);
/** How long a search may take before it counts as a miss, in milliseconds. */
const PATIENCE_MS = 10_000;
const MOVES = 200;

/** The processor time of this process, in milliseconds. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @param {string} text @param {number} seed */
function first(text, seed) {
  const begun = spent();
  const search = new RunSearch(text, "", undefined, seed, true);
  try {
    while (spent() - begun < PATIENCE_MS) {
      search.goOn(MOVES);
      if (search.progress().best !== undefined) return spent() - begun;
    }
    return undefined;
  } finally {
    search.free();
  }
}

console.log("| rule | servers | first, median | first, slowest | misses |\n|---|---|---|---|---|");
for (const { name, servers, text } of brokenWorlds([3, 5])) {
  const times = [];
  for (let seed = 1; seed <= SEEDS; seed++) times.push(first(text, seed));
  const found = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  const shown = (time = Number.NaN) => `${time.toFixed(1)} ms`;
  const [median, slowest] = [found[Math.floor(found.length / 2)], found.at(-1)];
  const misses = SEEDS - found.length;
  console.log(`| \`${name}\` | ${servers} | ${shown(median)} | ${shown(slowest)} | ${misses} |`);
}
