//! Links: a run in what follows the `#` of an address, which browsers do not send to any server.
//!
//! A link holds either `s=<codec>.<payload>`, a whole text, or `scenario=<name>`, the name of a
//! built-in scenario. It may also hold `t=<ms>`, the instant to open it at. Other parameters (of an
//! embedding page) are ignored here. The codec is the version, and old ones can always be read:
//!
//! - `t2`: the text, percent-encoded, and a `-` after its last line break. If the `-` is missing,
//!   the link was cut short.
//! - `z2`: the text, zlib (RFC 1950), base64url without padding, and a `=` at its end. If the `=`
//!   is missing, the link was cut short. If it is there but the text cannot be unpacked, the link
//!   was changed; zlib's checksum detects that.
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

/// Lenient about padding and trailing bits: the inflater detects better whether a link was cut short.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The contents of a link to a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLink {
    /// The run.
    pub run: Linked,
    /// The instant to open it at.
    pub at: Option<Time>,
}

/// The run that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// This text, which may be one that cannot be parsed.
    Text(String),
    /// The built-in scenario of this name, if there is one.
    Builtin(String),
}

/// Why a link cannot be read. Parts of the link are kept whole; they are shortened when shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is neither `s=` nor `scenario=`.
    NoRun,
    /// What follows `s=` does not begin with a codec: no version of this program wrote it.
    NotALink,
    /// The codec is none that this program knows: a newer version may.
    UnknownCodec(String),
    /// The end is missing.
    CutShort,
    /// The end is there, but something before it was changed.
    Damaged,
    /// The link has this many bytes, more than [`MAX_LINK`].
    TooLong(usize),
    /// The text in it has more than [`MAX_TEXT`] bytes. Unpacking stopped there.
    TextTooLong,
    /// `t=` is not a time in milliseconds.
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
    /// Returns a [`LinkError`] that says why the link cannot be read.
    pub fn read(address: &str) -> Result<Self, LinkError> {
        LinkReading::new(address)?.finish()
    }

    /// Returns the text that the link leads to; `builtin` looks up the built-in scenarios.
    ///
    /// # Errors
    /// Returns [`LinkError::NoSuchScenario`] if there is no such built-in scenario.
    pub fn text(self, builtin: impl FnOnce(&str) -> Option<String>) -> Result<String, LinkError> {
        match self.run {
            Linked::Text(text) => Ok(text),
            Linked::Builtin(name) => builtin(&name).ok_or(LinkError::NoSuchScenario(name)),
        }
    }
}

impl fmt::Display for RunLink {
    /// Writes the link with its `#`.
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
