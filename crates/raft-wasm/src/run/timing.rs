//! The servers' timeouts and intervals, for the page on which people set them.

use raft_core::{Range, Timing};
use raft_sim::{Duration, Setup, SetupError};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::json::to_js;
use crate::read::{self, Fields};

/// The servers' timeouts and intervals, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TimingView {
    /// The shortest election timeout.
    pub election_min: f64,
    /// The longest election timeout.
    pub election_max: f64,
    /// The time between a leader's heartbeats.
    pub heartbeat: f64,
}

/// Why servers cannot have a timing, and which of its values are wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TimingProblem {
    /// The shortest election timeout is above the longest.
    Reversed,
    /// Values are out of their range.
    OutOfRange {
        /// The values, as [`TimingView`] names them.
        #[tsify(type = "(keyof TimingView)[]")]
        fields: Vec<&'static str>,
        /// The shortest time that is allowed, in milliseconds.
        min: f64,
        /// The longest time that is allowed, in milliseconds.
        max: f64,
    },
}

/// Why servers cannot have this timing; `undefined` when they can. Its values may be any finite numbers.
///
/// # Errors
/// Returns an error when a value is not a finite number.
#[wasm_bindgen(js_name = timingProblem, unchecked_return_type = "TimingProblem | undefined")]
pub fn timing_problem(
    #[wasm_bindgen(unchecked_param_type = "TimingView")] timing: JsValue,
) -> Result<JsValue, JsError> {
    let fields = Fields::of(timing, "timing")?;
    // A number below 0 becomes 0, which is out of the range, too.
    let wait = |key: &str| -> Result<u64, JsError> {
        Ok(Duration::from_ms_f64(read::number(&fields.get(key)?, key)?).0)
    };
    let election_timeout = Range { min: wait("electionMin")?, max: wait("electionMax")? };
    let timing = Timing { election_timeout, heartbeat_interval: wait("heartbeat")? };
    Ok(problem(&timing).map_or(JsValue::UNDEFINED, |problem| to_js(&problem)))
}

fn problem(timing: &Timing) -> Option<TimingProblem> {
    match Setup::check_timing(timing).err()? {
        SetupError::ElectionTimeoutReversed => Some(TimingProblem::Reversed),
        _ => Some(out_of_range(timing)),
    }
}

fn out_of_range(timing: &Timing) -> TimingProblem {
    let Range { min, max } = timing.election_timeout;
    let fields =
        [("electionMin", min), ("electionMax", max), ("heartbeat", timing.heartbeat_interval)];
    TimingProblem::OutOfRange {
        fields: fields
            .into_iter()
            .filter(|&(_, wait)| !Setup::is_wait(wait))
            .map(|(name, _)| name)
            .collect(),
        min: Duration(Setup::MIN_WAIT).ms(),
        max: Duration(Setup::MAX_WAIT).ms(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(min: u64, max: u64, heartbeat_interval: u64) -> Timing {
        Timing { election_timeout: Range { min, max }, heartbeat_interval }
    }

    #[test]
    fn each_value_out_of_its_range_is_named() {
        let (least, most) = (Setup::MIN_WAIT, Setup::MAX_WAIT);
        assert_eq!(problem(&timing(least, most, least)), None);
        assert_eq!(problem(&timing(2000, 1999, 0)), Some(TimingProblem::Reversed));
        let wrong = problem(&timing(least - 1, least, most + 1));
        let fields = vec!["electionMin", "heartbeat"];
        assert_eq!(wrong, Some(TimingProblem::OutOfRange { fields, min: 1.0, max: 3_600_000.0 }));
    }
}
