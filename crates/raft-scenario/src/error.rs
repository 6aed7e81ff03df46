//! What is wrong with a text, and where.

use std::fmt;

use raft_sim::SetupError;

use crate::expect::When;
use crate::quote::snippet;

/// The first thing in a text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// The text found there; empty at the end of a line.
    pub found: String,
    /// What is expected there, or what is wrong with the text found.
    pub expected: String,
    /// How to write what was probably meant, when something better than `expected` is known.
    pub hint: Option<ParseHint>,
}

/// How to write what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseHint {
    /// Times have no unit.
    Milliseconds,
    /// A range is written with two dots.
    Range {
        /// Its lower end, as in the text.
        min: String,
        /// Its upper end.
        max: String,
    },
    /// A link is written with an arrow.
    Arrow {
        /// Its first end, as in the text.
        from: String,
        /// Its second end.
        to: String,
    },
    /// A share has at most one decimal.
    OneDecimal,
    /// A text is written in double quotes.
    Quotes {
        /// The words written without quotes.
        text: String,
    },
    /// A text in double quotes does not end.
    ClosingQuote,
    /// `until quiet` needs `every`.
    EveryUntilQuiet,
    /// A line of the head stands above the first step.
    AboveSteps {
        /// The line of the first step.
        line: u32,
    },
    /// A setting is given once.
    Twice {
        /// What is set, such as `servers` or `clock s1`.
        setting: String,
        /// The line that sets it.
        line: u32,
    },
    /// The value can be read but makes the setup impossible.
    Impossible(SetupError),
    /// `by TIME`, `always` and `never` are followed by an expectation.
    Expectation(When),
}

impl fmt::Display for ParseHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Milliseconds => {
                f.write_str("times are numbers of milliseconds, as in \"at 300\"")
            }
            Self::Range { min, max } => {
                write!(f, "a range is written with \"..\", as in {min}..{max}")
            }
            Self::Arrow { from, to } => {
                write!(f, "a link is written with \"->\", as in {from}->{to}")
            }
            Self::OneDecimal => f.write_str("a share has at most one decimal, as in 0.5%"),
            Self::Quotes { text } => {
                write!(f, "a text is written in double quotes, as in \"{text}\"")
            }
            Self::ClosingQuote => f.write_str("the closing quote of this text is missing"),
            Self::EveryUntilQuiet => {
                f.write_str("\"until quiet\" needs \"every\", as in \"every append until quiet\"")
            }
            Self::AboveSteps { line } => write!(
                f,
                "settings come before the first step: move this line up, above line {line}"
            ),
            Self::Twice { setting, line } => {
                write!(f, "\"{setting}\" is already set in line {line}; change that line instead")
            }
            Self::Impossible(problem) => problem.fmt(f),
            Self::Expectation(when) => write!(
                f,
                "{} is followed by an expectation, as in \"{} expect leader\"; an action or a note is \
                 written with \"at\"",
                match when {
                    When::Always => "\"always\"",
                    When::Never => "\"never\"",
                    When::At | When::By => "\"by TIME\"",
                },
                match when {
                    When::Always => "always",
                    When::Never => "never",
                    When::At | When::By => "by 300",
                },
            ),
        }
    }
}

impl ParseError {
    /// Adds an alternative to what is expected.
    pub(crate) fn or(mut self, more: &str) -> Self {
        self.expected += ", or ";
        self.expected += more;
        self
    }

    /// Sets the hint.
    pub(crate) fn hint(mut self, hint: ParseHint) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong, without the place: `unexpected "three"; expected a number of servers, 1 to 9`.
    pub fn problem(&self) -> String {
        let found = match self.found.as_str() {
            "" => "the line ends here".to_owned(),
            // A string is shown in its own quotes.
            found if found.starts_with('"') => format!("unexpected {}", snippet(found)),
            found => format!("unexpected \"{}\"", snippet(found)),
        };
        match &self.hint {
            None => format!("{found}; expected {}", self.expected),
            Some(hint) => format!("{found}; {}", snippet(&hint.to_string())),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem())
    }
}

impl std::error::Error for ParseError {}
