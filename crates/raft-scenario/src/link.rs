//! Links: a run in what follows the `#` of an address, so that no server ever sees it.
//!
//! Either `s=<codec>.<payload>`, a whole text, or `scenario=<name>`, one of the built-in ones; and
//! perhaps `t=<ms>`, the moment to open it at. Other parameters (of an embedding page) are left to
//! whoever knows them. The codec is the version, and old ones are read for ever:
//!
//! - `t2`: the text, percent-encoded, and a `-` after its last line break: without that, it was cut.
//! - `z2`: the text, zlib (RFC 1950), base64url without padding, and a `=` at its end: without that, it
//!   was cut. With it, what cannot be unpacked was changed; zlib's checksum finds it out.
//! - `z1`: the same without the `=`; read, not written any more.
//! - `d1`: the text, raw deflate (RFC 1951), base64url without padding; read, not written any more.
//! - `t1`: the text, percent-encoded; read, not written any more.
//!
//! Every text in a link ends with exactly one line break.

mod reading;
mod writing;

use std::fmt;

use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use raft_sim::Time;

pub use self::reading::LinkReading;
pub use self::writing::LinkWriting;
use self::writing::percent_encode;
use crate::limits::{MAX_LINK, MAX_TEXT};
use crate::milliseconds;
use crate::quote::quote;

/// Lenient where a link that was cut should be found out by the inflater, which knows better.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A link to a run: what its address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLink {
    /// The run.
    pub run: Linked,
    /// The moment to open it at.
    pub at: Option<Time>,
}

/// The run that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// This text, which need not be one that can be read.
    Text(String),
    /// The built-in scenario of this name, if there is one.
    Builtin(String),
}

/// Why a link cannot be read. What was given is kept whole; whoever shows it cuts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is neither `s=` nor `scenario=`.
    NoRun,
    /// What follows `s=` begins with no codec: no version of this program wrote it.
    NotALink,
    /// It is a codec, but none that this program knows: a newer version may.
    UnknownCodec(String),
    /// The end is missing.
    CutShort,
    /// It has its end, and was changed somewhere before.
    Damaged,
    /// The link has more than [`MAX_LINK`] bytes: so many.
    TooLong(usize),
    /// The text in it has more than [`MAX_TEXT`] bytes. It was not unpacked further than that.
    TextTooLong,
    /// `t=` is no time in milliseconds.
    BadTime(String),
    /// There is no built-in scenario of this name.
    NoSuchScenario(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRun => f.write_str("the link holds no run: there is neither s= nor scenario="),
            Self::NotALink => f.write_str(
                "this is no link to a run: what follows s= begins with the name of a form, as in s=t2.",
            ),
            Self::UnknownCodec(codec) => write!(
                f,
                "the link is written in a form that this program does not know ({}); a newer version may",
                quote(codec)
            ),
            Self::CutShort => f.write_str("the link was cut short: its end is missing"),
            Self::Damaged => f.write_str(
                "the link was changed on its way: it has its end, but some characters before are not \
                 those that were written",
            ),
            Self::TooLong(size) => {
                write!(f, "the link has {size} bytes; the longest that is read has {MAX_LINK}")
            }
            Self::TextTooLong => {
                write!(f, "the text in the link has more than {MAX_TEXT} bytes, the most that is read")
            }
            Self::BadTime(time) => {
                write!(f, "the link's t={} is no time in milliseconds", quote(time))
            }
            Self::NoSuchScenario(name) => {
                write!(f, "there is no built-in scenario {}", quote(name))
            }
        }
    }
}

impl std::error::Error for LinkError {}

impl RunLink {
    /// Reads a link: a whole address, or what follows its `#`. A [`LinkReading`] does the same in steps.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(address: &str) -> Result<Self, LinkError> {
        LinkReading::new(address)?.finish()
    }

    /// The text it leads to; `builtin` knows the built-in scenarios.
    ///
    /// # Errors
    /// When there is no such built-in scenario.
    pub fn text(self, builtin: impl FnOnce(&str) -> Option<String>) -> Result<String, LinkError> {
        match self.run {
            Linked::Text(text) => Ok(text),
            Linked::Builtin(name) => builtin(&name).ok_or(LinkError::NoSuchScenario(name)),
        }
    }
}

impl fmt::Display for RunLink {
    /// With its `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.run {
            Linked::Text(text) => write!(f, "#{}", LinkWriting::new(text).finish())?,
            Linked::Builtin(name) => write!(f, "#scenario={}", percent_encode(name))?,
        }
        let Some(Time(us)) = self.at else {
            return Ok(());
        };
        write!(f, "&t={}", milliseconds::format(us))
    }
}
