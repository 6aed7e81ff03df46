//! The setup as the page writes it: milliseconds and plain numbers.

use raft_core::{Range, Rules, Timing};
use raft_sim::{NetworkSettings, Setup, Time};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, UnwrapThrowExt};

/// All that a run depends on, besides the actions. Times are in milliseconds.
#[derive(Clone, Debug, Serialize, Deserialize, Tsify)]
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
    /// The servers' rules.
    pub rules: Rules,
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
        }
    }
}

impl From<&SetupView> for Setup {
    fn from(view: &SetupView) -> Self {
        let us = |ms| Time::from_ms_f64(ms).0;
        let whole = view.seed >= 0.0 && view.seed.fract() == 0.0;
        Self {
            servers: view.servers,
            // What is no seed becomes one that is out of range, and is refused as that.
            seed: if whole { view.seed as u64 } else { u64::MAX },
            timing: Timing {
                election_timeout: Range { min: us(view.election_min), max: us(view.election_max) },
                heartbeat_interval: us(view.heartbeat),
            },
            network: view.network,
            rules: view.rules,
            ..Self::default()
        }
    }
}

/// Five servers, the paper's timeouts, a calm network.
///
/// # Errors
/// None that a caller can cause.
#[wasm_bindgen(js_name = defaultSetup)]
pub fn default_setup() -> Result<Ts<SetupView>, JsError> {
    Ok(Ts::from_rust(&SetupView::from(&Setup::default()))?)
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
