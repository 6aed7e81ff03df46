// Runs the workloads in the WebAssembly module that `cargo xtask bench-wasm` built, and prints one
// number a line.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...workloads] = process.argv.slice(2);
if (!folder) throw new Error("usage: node node.mjs <folder of the bindings> <workloads, by place>");
const module = await import(pathToFileURL(join(folder, "raft_bench.js")).href);
await module.default({ module_or_path: readFileSync(join(folder, "raft_bench_bg.wasm")) });
for (const workload of workloads) console.log(module.measure(Number(workload)));
