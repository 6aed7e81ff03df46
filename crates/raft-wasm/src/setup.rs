//! The setup as the page writes it: milliseconds and plain numbers.

#[cfg(feature = "timeline")]
use raft_core::Rules;
use raft_core::{Range, Timing};
use raft_sim::{Duration, NetworkSettings, Setup};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue, UnwrapThrowExt};

use crate::json::to_js;
#[cfg(feature = "timeline")]
use crate::read;
use crate::read::{Fields, network};

/// All that a run depends on, besides the actions. Times are in milliseconds.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SetupView {
    /// How many servers, 1 to 9.
    pub servers: u8,
    /// The seed of all random draws: a whole number from 0 to 2⁵³ − 1.
    pub seed: f64,
    /// The shortest election timeout.
    pub election_min: f64,
    /// The longest election timeout.
    pub election_max: f64,
    /// The time between a leader's heartbeats.
    pub heartbeat: f64,
    /// The network at the start.
    pub network: NetworkSettings,
    /// The servers' rules, by name. Only the module that keeps the past knows any but the paper's.
    #[cfg(feature = "timeline")]
    #[tsify(optional)]
    pub rules: Option<Rules>,
}

impl From<&Setup> for SetupView {
    fn from(setup: &Setup) -> Self {
        let Timing { election_timeout: Range { min, max }, heartbeat_interval } = setup.timing;
        Self {
            servers: setup.servers,
            seed: setup.seed as f64,
            election_min: Duration(min).ms(),
            election_max: Duration(max).ms(),
            heartbeat: Duration(heartbeat_interval).ms(),
            network: setup.network,
            #[cfg(feature = "timeline")]
            rules: Some(setup.rules),
        }
    }
}

/// Reads a setup from the page.
pub(crate) fn read(value: JsValue) -> Result<Setup, JsError> {
    let fields = Fields::of(value, "setup")?;
    Ok(Setup {
        // A number too large for `u8` becomes 255, which is refused as a number that no cluster can have.
        servers: u8::try_from(fields.whole("servers")?).unwrap_or(u8::MAX),
        seed: fields.whole("seed")?,
        timing: timing(&fields)?,
        network: network(&fields.get("network")?)?,
        #[cfg(feature = "timeline")]
        rules: fields.optional("rules", read::rules)?.unwrap_or_default(),
        ..Setup::default()
    })
}

/// The servers' timeouts and intervals.
pub(crate) fn timing(fields: &Fields) -> Result<Timing, JsError> {
    Ok(Timing {
        election_timeout: Range {
            min: fields.duration("electionMin")?.0,
            max: fields.duration("electionMax")?.0,
        },
        heartbeat_interval: fields.duration("heartbeat")?.0,
    })
}

/// Converts a setup for the page.
pub(crate) fn write(setup: &Setup) -> JsValue {
    to_js(&SetupView::from(setup))
}

/// The default setup: five servers, the paper's timeouts, a calm network.
#[wasm_bindgen(js_name = defaultSetup, unchecked_return_type = "SetupView")]
pub fn default_setup() -> JsValue {
    write(&Setup::default())
}

/// A random seed of at most six digits, short enough to be read out.
///
/// # Panics
/// Panics when the browser has no source of randomness.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> f64 {
    let random = getrandom::u32().expect_throw("no source of randomness");
    f64::from(random % 1_000_000)
}
