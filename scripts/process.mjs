// Small helpers to run other programs, for scripts that start before node_modules exists.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the reader must do, in one sentence: shown without a stack trace. */
export class Advice extends Error {}

/**
 * Whether a module is the script that was started, rather than imported by it.
 * @param {string} url its import.meta.url
 */
export function isStarted(url) {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === fileURLToPath(url);
}

/**
 * Runs a script's main function; advice ends it with one line.
 * @param {() => void | Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Advice)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Runs a program in the project's root, its output shown.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extraEnv]
 * @returns {boolean} whether it succeeded
 */
export function run(command, args, extraEnv = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...extraEnv },
  });
  return result.status === 0;
}

/**
 * Runs a program beside others. Its output is shown as it comes, or in one piece when it has ended, so that
 * programs that run at the same time do not interrupt each other.
 * @param {string} command
 * @param {string[]} args
 * @param {{ inOnePiece: boolean, signal: AbortSignal }} options the signal ends the program
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runBeside(command, args, { inOnePiece, signal }) {
  const out = inOnePiece ? "pipe" : "inherit";
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", out, out], signal });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (/** @type {Buffer} */ chunk) => output.push(chunk));
  }
  return new Promise((resolve) => {
    child.on("error", (error) => {
      if (!signal.aborted) console.error(error.message);
      resolve(false);
    });
    child.on("close", (code) => {
      if (!signal.aborted) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

/**
 * Runs a talkative program; its output is shown only when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extraEnv]
 */
export function runQuietly(command, args, extraEnv = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...extraEnv },
  });
  if (result.status !== 0) console.error(`${result.stdout}${result.stderr}`);
}

/**
 * What a program prints, or undefined when it is absent or fails.
 * @param {string} command
 * @param {string[]} args
 */
export function capture(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * Runs npm itself. npm is a shell script on Windows, which Node does not start: ask npm where its
 * JavaScript is when it is npm that started us.
 * @param {string[]} args
 */
export function runNpm(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args]);
  if (process.platform === "win32") return run("cmd.exe", ["/d", "/s", "/c", "npm", ...args]);
  return run("npm", args);
}

/**
 * The full path of the first of these programs found in PATH.
 * @param {string[]} names
 */
export function findInPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return candidates.find(isExecutable);
}

/**
 * The program that an environment variable names, or undefined.
 * @param {string} variable
 */
export function programFrom(variable) {
  const chosen = process.env[variable];
  if (!chosen) return undefined;
  if (!isExecutable(chosen)) throw new Advice(`${variable} is not a program: ${chosen}`);
  return chosen;
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
