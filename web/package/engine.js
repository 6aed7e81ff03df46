// The two modules of the simulator without a page, for pictures of one's own.

/**
 * Loads the module that simulates a cluster. engine.d.ts describes it.
 * @param {WebAssembly.Module | BufferSource | Response | URL | string} [source]
 */
export async function loadSimulator(source = new URL("./raft_wasm_bg.wasm", import.meta.url)) {
  const engine = await import("./raft_wasm.js");
  await engine.default({ module_or_path: source });
  return engine;
}

/**
 * Loads the module that also reads scenarios, keeps the past and checks the properties.
 * @param {WebAssembly.Module | BufferSource | Response | URL | string} [source]
 */
export async function loadTimeline(source = new URL("./raft_timeline_bg.wasm", import.meta.url)) {
  const engine = await import("./raft_timeline.js");
  await engine.default({ module_or_path: source });
  return engine;
}
