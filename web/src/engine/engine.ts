// The simulator's WebAssembly module: compiled once, shared by every figure on the page.

import * as firstGlue from "../../generated/raft_wasm.js";
import moduleUrl from "../../generated/raft_wasm_bg.wasm?url";

type Glue = typeof firstGlue;

/** One living instance of the module. */
export type Engine = Pick<Glue, "Simulation" | "defaultSetup" | "freshSeed" | "lastPanic">;

let compiled: Promise<WebAssembly.Module> | undefined;
let current: Promise<Engine> | undefined;
let instances = 0;

/** The instance new runs start on. */
export function loadEngine(): Promise<Engine> {
  current ??= instantiate().catch((error) => {
    // The next call tries again: the network may be back.
    current = undefined;
    throw error;
  });
  return current;
}

/** After a trap an instance cannot be trusted: the next run starts on another one. */
export function discardEngine(): void {
  current = undefined;
}

async function instantiate(): Promise<Engine> {
  compiled ??= compile().catch((error) => {
    compiled = undefined;
    throw error;
  });
  const glue = await freshGlue();
  await glue.default({ module_or_path: await compiled });
  return glue;
}

/** Does without `compileStreaming`, which insists on a content type that not every host sends. */
async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(moduleUrl);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} (${moduleUrl})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The generated code holds one instance for good: a second one needs the code a second time. */
async function freshGlue(): Promise<Glue> {
  instances += 1;
  if (instances === 1) return firstGlue;
  const spare = await import("./spare.ts");
  return import(/* @vite-ignore */ `${spare.url}?instance=${instances}`);
}
