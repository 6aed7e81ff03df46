//! How to write what was probably meant, as values that the page has sentences for.

use raft_scenario::{ParseHint, When};
use raft_sim::SetupError;
use serde::Serialize;
use tsify::Tsify;

/// How to write what was probably meant.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TextHint {
    /// Times have no unit.
    Milliseconds,
    /// A range is written with two dots.
    Range { min: String, max: String },
    /// A link is written with an arrow.
    Arrow { from: String, to: String },
    /// A share has at most one decimal.
    OneDecimal,
    /// A text is written in double quotes.
    Quotes { text: String },
    /// A text in double quotes does not end.
    ClosingQuote,
    /// `until quiet` needs `every`.
    EveryUntilQuiet,
    /// A line of the head stands above the first step, which is in line `line`.
    AboveSteps { line: u32 },
    /// `setting` is already set in line `line`.
    Twice { setting: String, line: u32 },
    /// The value can be read, but no cluster can have it.
    Impossible { problem: SetupError },
    /// `by TIME`, `always` and `never` are followed by an expectation.
    Expectation { when: When },
}

impl From<ParseHint> for TextHint {
    fn from(hint: ParseHint) -> Self {
        match hint {
            ParseHint::Milliseconds => Self::Milliseconds,
            ParseHint::Range { min, max } => Self::Range { min, max },
            ParseHint::Arrow { from, to } => Self::Arrow { from, to },
            ParseHint::OneDecimal => Self::OneDecimal,
            ParseHint::Quotes { text } => Self::Quotes { text },
            ParseHint::ClosingQuote => Self::ClosingQuote,
            ParseHint::EveryUntilQuiet => Self::EveryUntilQuiet,
            ParseHint::AboveSteps { line } => Self::AboveSteps { line },
            ParseHint::Twice { setting, line } => Self::Twice { setting, line },
            ParseHint::Impossible(problem) => Self::Impossible { problem },
            ParseHint::Expectation(when) => Self::Expectation { when },
        }
    }
}
