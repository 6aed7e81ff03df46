//! The boundary between the simulator and the page: actions in, typed views out. It decides nothing.
//!
//! Every type that crosses is a Rust struct or enum from which the TypeScript definition is generated: written as
//! JSON (`json.rs`), read field by field (`read.rs`). Both are small, because every page downloads them. What can go
//! wrong crosses as a value (a refused action) or as an `Error` with a sentence (an impossible setup, or a value that
//! is not an action); a panic ends the module, and [`last_panic`] returns its message.
//!
//! The crate is built twice. One module has what every playground needs. The other, built with the feature
//! `timeline`, also has the past and the scenario language, and is loaded when somebody wants them (module `run`).

mod json;
mod kept;
mod panic;
mod project;
mod read;
mod recent;
#[cfg(feature = "timeline")]
pub mod run;
mod setup;
mod simulation;
pub mod view;

pub use panic::last_panic;
pub use setup::{SetupView, default_setup, fresh_seed};
pub use simulation::Simulation;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once, when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    panic::install_hook();
}

/// This allocator has a third of the size of the standard library's for WebAssembly, and is as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
