// Replays in Node shortened runs that the page's WebAssembly module finds, from their texts and from their
// links. Exits with 1 when one does not do what it expects, or ends in another state.
//
//   npm run build && node web/bench/search-replay.mjs [SEEDS]

import { brokenWorlds, LinkReading, Run, RunSearch } from "./broken-worlds.mjs";

/** With 15 unsafe choices, 667 seeds give more than 10,000 runs. */
const SEEDS = Number(process.argv[2] ?? 667);
const MOVES = 1_000;
const MOST_MOVES = 5_000_000;
const BUDGET = 10_000;

/** The text of the first run that is found, once it is short. @param {string} text @param {number} seed */
function find(text, seed) {
  const search = new RunSearch(text, "", undefined, seed, false);
  try {
    for (let moves = 0; moves < MOST_MOVES; moves += MOVES) {
      search.goOn(MOVES);
      const { best, isShortening } = search.progress();
      if (best !== undefined && !isShortening) return search.best();
    }
    return undefined;
  } finally {
    search.free();
  }
}

/** The result of a run: its expectations, violations and final state. @param {Run} run */
function play(run) {
  const end = run.end();
  for (let turn = 0; turn < 100 && (run.now() < end || run.expectations().open > 0); turn++) {
    run.playTo(end, BUDGET);
  }
  const { held, failed, open } = run.expectations();
  const violated = run.violations(0).map(({ property }) => property);
  return { held, failed, open, violated: violated.join(), digest: run.digest() };
}

/** The fragment of a link to a run. @param {Run} run */
function linkTo(run) {
  const writing = run.startLink();
  while (!writing.goOn(run, BUDGET)) {}
  return writing.finish();
}

/** The text that a link leads to. @param {string} address */
function read(address) {
  const reading = new LinkReading(address);
  while (!reading.goOn(BUDGET)) {}
  const text = reading.text();
  reading.free();
  return text;
}

/** What is wrong with a run that was found; `undefined` if nothing is. @param {string | undefined} text */
function problem(text) {
  if (text === undefined) return "not found";
  const run = Run.fromText(text);
  try {
    const first = play(run);
    if (first.held === 0 || first.failed + first.open > 0 || !first.violated) {
      return `${JSON.stringify(first)}\n${text}`;
    }
    const link = linkTo(run);
    const linked = link === undefined ? undefined : read(link);
    if (linked === undefined) return `the link ${link} cannot be read\n${text}`;
    const again = Run.fromText(linked);
    const second = play(again);
    again.free();
    if (JSON.stringify(first) === JSON.stringify(second)) return undefined;
    return `${JSON.stringify(first)}\n${JSON.stringify(second)}\n${text}\n${linked}`;
  } finally {
    run.free();
  }
}

let [runs, bad] = [0, 0];
for (const { name, text } of brokenWorlds([3])) {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const wrong = problem(find(text, seed));
    runs += 1;
    if (wrong === undefined) continue;
    bad += 1;
    console.log(`${name}, seed ${seed}: ${wrong}`);
  }
  console.log(`${name}: ${SEEDS} runs`);
}
console.log(`${runs} runs, ${bad} of them do not replay`);
process.exitCode = bad > 0 ? 1 : 0;
