// The real WebAssembly modules, in Node.

import { readFileSync } from "node:fs";
import * as timeline from "../../generated/raft_timeline.js";
import * as small from "../../generated/raft_wasm.js";

const read = (name: string) => readFileSync(new URL(`../../generated/${name}`, import.meta.url));

/** Makes both modules ready: the first, and the one that keeps the past. */
export async function loadModules(): Promise<void> {
  await small.default({ module_or_path: read("raft_wasm_bg.wasm") });
  await timeline.default({ module_or_path: read("raft_timeline_bg.wasm") });
}
