//! Reading a text, line by line.

mod act;
mod cursor;
mod expect;
mod header;
mod reader;
mod reading;

pub use self::act::parse_act;
pub use self::expect::parse_predicate;
pub use self::reading::Reading;
use crate::error::ParseError;
use crate::scenario::Scenario;

impl Scenario {
    /// Reads a text of at most [`MAX_TEXT`](crate::MAX_TEXT) bytes, in lines of at most
    /// [`MAX_LINE`](crate::MAX_LINE). A [`Reading`] does the same in steps.
    ///
    /// # Errors
    /// Returns a [`ParseError`] for the first thing that cannot be read.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Reading::new(text.to_owned()).finish()
    }
}
