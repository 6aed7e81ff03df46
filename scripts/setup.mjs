// Brings a fresh clone to where it can build: packages, compiler, WebAssembly target.
// Node's built-in modules only, for it runs before there are others. Does nothing when all is there.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Advice, capture, isStarted, root, run, runMain, runNpm } from "./process.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";
const INSTALL_RUST = "Rust is missing: install it with rustup, see https://rustup.rs.";

export function setup() {
  checkNode();
  ensureRust();
  ensurePackages();
}

/** Vite's own condition; keep it equal to "engines" in package.json. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!enough) {
    throw new Advice(
      `Node ${process.versions.node} is too old: install Node 20.19 or later, or 22.12 or later.`,
    );
  }
}

function ensureRust() {
  const libraries = wasmLibraries();
  if (libraries && existsSync(libraries)) return;

  const hasRustup = capture("rustup", ["--version"]) !== undefined;
  if (!hasRustup) {
    throw new Advice(
      libraries
        ? `This Rust cannot build for WebAssembly: install its ${WASM_TARGET} target, or rustup.`
        : INSTALL_RUST,
    );
  }
  // Asked for by name, for rustup may be told to install nothing by itself.
  const channel = pinnedChannel();
  const parts = ["--profile", "minimal", "--component", "rustfmt,clippy", "--target", WASM_TARGET];
  console.log(`Installing Rust ${channel} for WebAssembly`);
  if (!libraries && !run("rustup", ["toolchain", "install", channel, ...parts])) {
    throw new Advice(`Rust ${channel} could not be installed: see rustup's message above.`);
  }
  if (libraries && !run("rustup", ["target", "add", WASM_TARGET])) {
    throw new Advice(`The ${WASM_TARGET} target could not be added: see rustup's message above.`);
  }
}

/** Where the compiler keeps its WebAssembly libraries, present or not; undefined without Rust. */
function wasmLibraries() {
  return capture("rustc", ["--print", "target-libdir", "--target", WASM_TARGET]);
}

function pinnedChannel() {
  const file = readFileSync(join(root, "rust-toolchain.toml"), "utf8");
  const channel = /^channel = "(.+)"$/m.exec(file)?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  return channel;
}

/** Installs the packages again when the lock is not the one they came from. */
function ensurePackages() {
  const stamp = join(root, "node_modules", ".lock-hash");
  const lock = readFileSync(join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  console.log("Installing the packages in package-lock.json");
  if (!runNpm(["ci"])) {
    throw new Advice("npm ci failed: see its message above.");
  }
  writeFileSync(stamp, hash);
}

if (isStarted(import.meta.url)) await runMain(setup);
