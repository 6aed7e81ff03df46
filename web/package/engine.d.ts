/// <reference lib="esnext.disposable" />

/**
 * Where a module comes from. By default its file beside this one is fetched; where `fetch` knows no files,
 * as in Node.js, pass its bytes.
 */
export type ModuleSource = WebAssembly.Module | BufferSource | Response | URL | string;

/** A cluster and nothing else: `Simulation` and its views. */
export type Simulator = typeof import("./raft_wasm.js");

/** Runs that can be wound back, scenarios, properties, rules, links, searches: `Run` and its views. */
export type Timeline = typeof import("./raft_timeline.js");

/** Loads the module that simulates a cluster, once; rejects when it cannot be loaded. */
export function loadSimulator(source?: ModuleSource): Promise<Simulator>;

/**
 * Loads the module that also reads scenarios, keeps the past and checks the properties, once; rejects when
 * it cannot be loaded.
 */
export function loadTimeline(source?: ModuleSource): Promise<Timeline>;
