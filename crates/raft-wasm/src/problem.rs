//! What can be wrong with what comes in, as values.

use raft_scenario::{ParseError, Problem};
use raft_sim::Refusal;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Where a text cannot be read, and why.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct TextProblem {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What stands there; empty at the end of a line.
    pub found: String,
    /// What could stand there, in English.
    pub expected: String,
}

impl From<ParseError> for TextProblem {
    fn from(ParseError { line, column, found, expected }: ParseError) -> Self {
        Self { line, column, found, expected }
    }
}

/// Why an act was not done. Nothing has changed then.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ActProblem {
    /// The line cannot be read.
    Text(TextProblem),
    /// No such message is under way.
    NoSuchMessage,
    /// It makes no sense now.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

impl From<Problem> for ActProblem {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NoSuchMessage => Self::NoSuchMessage,
            Problem::Refused(refusal) => Self::Refused { refusal },
        }
    }
}

/// What is wrong with a scenario's text; nothing when it can be played.
///
/// # Errors
/// None that a caller can cause.
#[wasm_bindgen(js_name = checkText)]
pub fn check_text(text: &str) -> Result<Option<Ts<TextProblem>>, JsError> {
    match raft_scenario::Scenario::parse(text) {
        Ok(_) => Ok(None),
        Err(error) => Ok(Some(Ts::from_rust(&TextProblem::from(error))?)),
    }
}
