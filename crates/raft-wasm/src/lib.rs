//! The boundary between the simulator and the page: text in, typed views out. It decides nothing.
//!
//! What comes in is the scenario language: a whole run, or a line of what is done. So there is one
//! format for everything, and no second reader of data in the module that every page downloads.
//! Every type that goes out is a Rust struct or enum from which the TypeScript definition is
//! generated. What can go wrong goes out as a value; a panic ends the module, and [`last_panic`] says
//! what it was.

mod history;
mod notes;
mod panic;
mod problem;
mod project;
mod setup;
mod simulation;
mod story;
pub mod view;

pub use panic::last_panic;
pub use problem::check_text;
pub use setup::{SetupView, fresh_seed};
pub use simulation::Simulation;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once, when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    panic::install_hook();
}
