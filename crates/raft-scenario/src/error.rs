//! What is wrong with a text, and where.

use std::fmt;

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
}

impl ParseError {
    /// Something else could stand there too.
    pub(crate) fn or(mut self, more: &str) -> Self {
        self.expected += ", or ";
        self.expected += more;
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, found, expected } = self;
        write!(f, "{line}:{column}: expected {expected}, found ")?;
        if found.is_empty() {
            f.write_str("the end of the line")
        } else {
            write!(f, "\u{2018}{found}\u{2019}")
        }
    }
}

impl std::error::Error for ParseError {}
