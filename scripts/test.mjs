// Runs every test of the project, one step after the other, and stops at the first that fails.
//
//   npm test                        every step
//   npm test -- quick               what a change breaks most often, in less than a minute
//   npm test -- rust                these steps only, with what they need
//   npm test -- page -g "keyboard"  what follows the first dash goes to the last step named

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { Advice, root, run, runMain } from "./process.mjs";
import { setup } from "./setup.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} [program] a program in PATH
 * @property {string} [package] or else the npm package whose program it is
 * @property {string[]} args
 * @property {string[]} [needs] earlier steps whose products it uses
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
  { name: "page", package: "@playwright/test", args: ["test"], needs: ["build"] },
];

/** @type {Step[]} Without a browser, without what takes long to compile, and without long random runs. */
const QUICK = [
  { name: "fmt", program: "cargo", args: ["fmt", "--all", "--check"] },
  { name: "lint", package: "@biomejs/biome", args: ["check", "--error-on-warnings"] },
  { name: "core", program: "cargo", args: ["test", "-p", "raft-core", "-p", "raft-sim"] },
  { name: "wasm", program: "cargo", args: ["xtask", "wasm", "--dev"] },
  { name: "types", package: "typescript", args: ["--build"] },
  { name: "unit", package: "vitest", args: ["run"] },
];

async function main() {
  const { steps, extra } = readArguments(process.argv.slice(2));
  setup();
  if (steps.some(({ name }) => name === "page")) await ensureBrowser();

  let passed = 0;
  for (const step of steps) {
    const args = step === steps.at(-1) ? [...step.args, ...extra] : step.args;
    console.log(`\n=== ${step.name}`);
    const start = performance.now();
    const succeeded = runStep(step, args);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`=== ${step.name}: ${succeeded ? "passed" : "FAILED"} in ${seconds} s`);
    if (!succeeded) {
      const alone = STEPS.some(({ name }) => name === step.name) ? step.name : "quick";
      console.log(`\nRun this again: npm test -- ${alone}`);
      console.log(`\n${passed} passed, 1 failed`);
      process.exitCode = 1;
      return;
    }
    passed += 1;
  }
  console.log(`\n${passed} passed, 0 failed`);
}

/**
 * The steps to run, all of them when none is named, and the arguments for the last.
 * @param {string[]} args
 */
function readArguments(args) {
  const dash = args.findIndex((arg) => arg.startsWith("-"));
  const end = dash === -1 ? args.length : dash;
  const asked = end > 0 ? args.slice(0, end) : STEPS.map(({ name }) => name);
  if (asked.length === 1 && asked[0] === "quick") return { steps: QUICK, extra: args.slice(end) };
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
  return { steps: STEPS.filter(({ name }) => names.has(name)), extra: args.slice(end) };
}

/**
 * @param {Step} step
 * @param {string[]} args
 */
function runStep(step, args) {
  if (step.program) return run(step.program, args);
  return run(process.execPath, [packageProgram(step.package ?? ""), ...args]);
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
