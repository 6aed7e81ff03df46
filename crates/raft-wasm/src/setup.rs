//! The setup as the page reads it: milliseconds and plain numbers.

use raft_core::{Range, Rules, Timing};
use raft_sim::{NetworkSettings, Setup, Time};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::UnwrapThrowExt;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a world began as. Times are in milliseconds.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename = "Setup", rename_all = "camelCase")]
pub struct SetupView {
    /// How many servers, 1 to 9.
    pub servers: u8,
    /// All chance comes from it: a whole number from 0 to 2⁵³ − 1.
    pub seed: f64,
    /// The shortest election timeout.
    pub election_min: f64,
    /// The longest election timeout.
    pub election_max: f64,
    /// The time between a leader's heartbeats.
    pub heartbeat: f64,
    /// The network at the start.
    pub network: NetworkSettings,
    /// The servers' rules, by name.
    pub rules: Rules,
    /// Does nothing happen unless an act says so?
    pub manual: bool,
}

impl From<&Setup> for SetupView {
    fn from(setup: &Setup) -> Self {
        let Timing { election_timeout: Range { min, max }, heartbeat_interval } = setup.timing;
        Self {
            servers: setup.servers,
            seed: setup.seed as f64,
            election_min: Time(min).ms(),
            election_max: Time(max).ms(),
            heartbeat: Time(heartbeat_interval).ms(),
            network: setup.network,
            rules: setup.rules,
            manual: setup.manual,
        }
    }
}

/// A seed nobody has seen: six digits, short enough to be read out.
///
/// # Panics
/// When the browser has no source of randomness.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> f64 {
    let random = getrandom::u32().expect_throw("no source of randomness");
    f64::from(random % 1_000_000)
}
