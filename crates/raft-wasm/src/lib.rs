//! The boundary between the simulator and the page: typed views out, actions in. It decides nothing.
//!
//! Every type that crosses is a Rust struct or enum from which the TypeScript definition is generated.
//! What can go wrong crosses as a value (a refused action) or as an `Error` with a sentence (an
//! impossible setup); a panic ends the module, and [`last_panic`] says what it was.

mod events;
mod panic;
mod project;
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
