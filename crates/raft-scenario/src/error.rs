//! What is wrong with a text, and where.

use std::fmt;

use crate::quote::snippet;

/// The first thing in a text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What stands there; empty at the end of a line.
    pub found: String,
    /// What could stand there, or what is wrong with what does.
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
    /// A text stands in double quotes.
    Quotes {
        /// The word that has none.
        word: String,
    },
    /// `until quiet` is about every message.
    EveryUntilQuiet,
    /// A line of the head stands above the first step.
    AboveSteps {
        /// The line of the first step.
        line: u32,
    },
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
            Self::Quotes { word } => {
                write!(f, "a text stands in double quotes, as in \"{word}\"")
            }
            Self::EveryUntilQuiet => f.write_str(
                "\"until quiet\" is about every message, as in \"every append until quiet\"",
            ),
            Self::AboveSteps { line } => write!(
                f,
                "settings stand above the first step: move this line up, above line {line}"
            ),
        }
    }
}

impl ParseError {
    /// Something else could stand there too.
    pub(crate) fn or(mut self, more: &str) -> Self {
        self.expected += ", or ";
        self.expected += more;
        self
    }

    /// How to write what was probably meant.
    pub(crate) fn hint(mut self, hint: ParseHint) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong, without the place: `unexpected "three"; expected a number of servers, 1 to 9`.
    pub fn problem(&self) -> String {
        let found = match self.found.as_str() {
            "" => "the line ends here".to_owned(),
            // A text that is found stands in its own quotes.
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
