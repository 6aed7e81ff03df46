//! Workloads that measure the core and the simulated world. The same functions run natively, from `cargo bench`, and
//! in WebAssembly, from `node.mjs`; the module that people download has none of this.

mod clock;
mod cluster;
mod growth;
mod hour;
mod timeline;
mod workloads;

pub use workloads::{WORKLOADS, Workload};

/// Runs one of [`WORKLOADS`], by its place in the list.
#[cfg(target_family = "wasm")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn measure(workload: usize) -> f64 {
    WORKLOADS[workload].measure()
}
