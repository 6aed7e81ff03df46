//! The boundary between the simulator and the page: actions in, typed views out. It decides nothing.
//!
//! Every type that crosses is a Rust struct or enum from which the TypeScript definition is generated:
//! written as JSON (`json.rs`), read field by field (`read.rs`). Both are small, because every page
//! downloads them. What can go wrong crosses as a value (a refused action) or as an `Error` with a
//! sentence (an impossible setup, or what is no action at all); a panic ends the module, and
//! [`last_panic`] says what it was.
//!
//! The crate is built twice. What a playground needs to live is one module; with the feature `timeline` it
//! becomes another, which has the past and the scenario language as well and is loaded when somebody
//! wants them ([`run`]).

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

/// A third of the size of the standard library's allocator for WebAssembly, and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
