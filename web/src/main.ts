// Placeholder: proves the pipeline from Rust to the page.
import init, { version } from "../generated/raft_wasm.js";
import moduleUrl from "../generated/raft_wasm_bg.wasm?url";

await init({ module_or_path: moduleUrl });
const line = document.querySelector("#version");
if (line) line.textContent = version();
