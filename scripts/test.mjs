// Runs every test of the project, and stops at the first step that fails.
//
//   npm test                        every step
//   npm test -- quick               what a change breaks most often, in less than a minute
//   npm test -- rust                these steps only, with what they need
//   npm test -- package             the npm package, in four projects: not among "every step"
//   npm test -- page -g "keyboard"  what follows the first dash goes to the last step named

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { Advice, root, runBeside, runMain } from "./process.mjs";
import { setup } from "./setup.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} [program] a program in PATH
 * @property {string} [package] or else the npm package whose program it is
 * @property {string[]} args
 * @property {string[]} [needs] earlier steps whose products it uses
 * @property {boolean} [isExtra] runs only when it is named
 */

/** @type {Step[]} */
const STEPS = [
  { name: "fmt", program: "cargo", args: ["fmt", "--all", "--check"] },
  {
    name: "clippy",
    program: "cargo",
    args: ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
  },
  { name: "rust", program: "cargo", args: ["test", "--workspace"] },
  { name: "wasm", program: "cargo", args: ["xtask", "wasm"] },
  { name: "types", package: "typescript", args: ["--build"], needs: ["wasm"] },
  { name: "lint", package: "@biomejs/biome", args: ["check", "--error-on-warnings"] },
  { name: "unit", package: "vitest", args: ["run"], needs: ["wasm"] },
  { name: "build", package: "vite", args: ["build"] },
  {
    name: "firefox",
    program: process.execPath,
    args: ["scripts/firefox/test.mjs"],
    needs: ["build"],
  },
  { name: "page", package: "@playwright/test", args: ["test"], needs: ["build"] },
  {
    // It asks a registry for other people's packages, and takes most of a minute.
    name: "package",
    program: process.execPath,
    args: ["scripts/package.mjs"],
    needs: ["build"],
    isExtra: true,
  },
];

const USUAL = STEPS.filter(({ isExtra }) => !isExtra);

/** @type {Step[]} Without a browser, without what takes long to compile, and without long random runs. */
const QUICK = [
  { name: "fmt", program: "cargo", args: ["fmt", "--all", "--check"] },
  { name: "lint", package: "@biomejs/biome", args: ["check", "--error-on-warnings"] },
  { name: "core", program: "cargo", args: ["test", "-p", "raft-core", "-p", "raft-sim"] },
  { name: "wasm", program: "cargo", args: ["xtask", "wasm", "--dev"] },
  { name: "types", package: "typescript", args: ["--build"] },
  { name: "unit", package: "vitest", args: ["run"] },
];

/** These run at the same time as what is not named here: one compiles while the other links or waits. */
const BESIDE = ["fmt", "clippy", "rust", "core"];
/** These run in the end, one at a time. */
const LAST = ["firefox", "page"];

async function main() {
  const { steps, inLanes, extra } = readArguments(process.argv.slice(2));
  setup();
  if (steps.some(({ name }) => name === "page")) await ensureBrowser();

  const groups = inLanes
    ? [
        [
          steps.filter(({ name }) => BESIDE.includes(name)),
          steps.filter(({ name }) => ![...BESIDE, ...LAST].includes(name)),
        ],
        [steps.filter(({ name }) => LAST.includes(name))],
      ]
    : [[steps]];
  /** @type {boolean[]} */
  const results = [];
  for (const lanes of groups) {
    if (results.every(Boolean)) results.push(...(await runLanes(lanes, extra)));
  }
  const failed = results.filter((passed) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Runs lanes of steps at the same time, until one step fails.
 * @param {Step[][]} lanes
 * @param {string[]} extra arguments for a step that is named last, or alone
 * @returns {Promise<boolean[]>} for each step that has ended by itself, whether it passed
 */
async function runLanes(lanes, extra) {
  const stop = new AbortController();
  const last = lanes.length === 1 ? lanes[0]?.at(-1) : undefined;
  /** @type {boolean[]} */
  const results = [];
  const runLane = async (/** @type {Step[]} */ steps) => {
    for (const step of steps) {
      if (stop.signal.aborted) return;
      const args = step === last ? [...step.args, ...extra] : step.args;
      const passed = await runStep(step, args, lanes.length > 1, stop.signal);
      if (stop.signal.aborted) return;
      results.push(passed);
      if (!passed) stop.abort();
    }
  };
  await Promise.all(lanes.map(runLane));
  return results;
}

/**
 * The steps to run, all of them when none is named, and the arguments for the last.
 * @param {string[]} args
 */
function readArguments(args) {
  const dash = args.findIndex((arg) => arg.startsWith("-"));
  const end = dash === -1 ? args.length : dash;
  const asked = end > 0 ? args.slice(0, end) : USUAL.map(({ name }) => name);
  if (asked.length === 1 && asked[0] === "quick") return { steps: QUICK, inLanes: true, extra: [] };
  /** @type {Set<string>} */
  const names = new Set();
  for (const name of asked) {
    const step = STEPS.find((candidate) => candidate.name === name);
    if (!step) {
      const known = STEPS.map((candidate) => candidate.name).join(", ");
      throw new Advice(`There is no step "${name}"; the steps are ${known}, or quick alone.`);
    }
    for (const needed of step.needs ?? []) names.add(needed);
    names.add(name);
  }
  return {
    steps: STEPS.filter(({ name }) => names.has(name)),
    inLanes: end === 0,
    extra: args.slice(end),
  };
}

/**
 * @param {Step} step
 * @param {string[]} args
 * @param {boolean} inOnePiece whether others run beside it
 * @param {AbortSignal} signal
 */
async function runStep(step, args, inOnePiece, signal) {
  console.log(inOnePiece ? `=== ${step.name} starts` : `\n=== ${step.name}`);
  const start = performance.now();
  const [program, all] = step.program
    ? [step.program, args]
    : [process.execPath, [packageProgram(step.package ?? ""), ...args]];
  const passed = await runBeside(program, all, { inOnePiece, signal });
  if (signal.aborted) return false;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`=== ${step.name}: ${passed ? "passed" : "FAILED"} in ${seconds} s`);
  const alone = STEPS.some(({ name }) => name === step.name) ? step.name : "quick";
  if (!passed) console.log(`\nRun this again: npm test -- ${alone}`);
  return passed;
}

/**
 * The JavaScript file behind a package's program: quicker than npx, and the same on Windows.
 * @param {string} name
 */
function packageProgram(name) {
  const folder = join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : String(Object.values(bin)[0]));
}

await runMain(main);
