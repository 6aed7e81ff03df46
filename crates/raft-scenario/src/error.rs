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
    /// How to write what was probably meant. Empty when nothing better than `expected` is known.
    pub hint: String,
}

impl ParseError {
    /// Something else could stand there too.
    pub(crate) fn or(mut self, more: &str) -> Self {
        self.expected += ", or ";
        self.expected += more;
        self
    }

    /// How to write what was probably meant.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.hint = snippet(hint);
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
        match self.hint.as_str() {
            "" => format!("{found}; expected {}", self.expected),
            hint => format!("{found}; {hint}"),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem())
    }
}

impl std::error::Error for ParseError {}
