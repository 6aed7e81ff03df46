//! Links: a run in what follows the `#` of an address, so that no server ever sees it.
//!
//! Either `s=<codec>.<payload>`, a whole text, or `scenario=<name>`, one of the built-in ones; and
//! perhaps `t=<ms>`, the moment to open it at. Other parameters (of an embedding page) are left to
//! whoever knows them. The codec is the version, and old ones are read for ever:
//!
//! - `t2`: the text, percent-encoded, and a `-` after its last line break: without that, it was cut.
//! - `z1`: the text, zlib (RFC 1950), base64url without padding. Its checksum tells what was changed on
//!   the way from another run.
//! - `d1`: the text, raw deflate (RFC 1951), base64url without padding; read, not written any more.
//! - `t1`: the text, percent-encoded; read, not written any more.
//!
//! Every text in a link ends with exactly one line break.

use std::fmt;

use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{DecodeError, Engine};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use raft_sim::Time;

/// The longest text a link can carry, in bytes. A short link can inflate to a thousand times its
/// length; this is where it stops.
pub const MAX_LINKED: usize = 256 * 1024;

/// Lenient where a link that was cut should be found out by the inflater, which knows better.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The compressor's best, which a short text takes no time for.
const COMPRESSION: u8 = 10;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
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

/// Why a link cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is neither `s=` nor `scenario=`.
    NoRun,
    /// The codec is none that this program knows.
    UnknownCodec(String),
    /// The end is missing.
    CutShort,
    /// It was changed on its way.
    Garbled,
    /// The text is longer than [`MAX_LINKED`].
    TooLong,
    /// `t=` is no time in milliseconds.
    BadTime(String),
    /// There is no built-in scenario of this name.
    NoSuchScenario(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRun => f.write_str("the link holds no run: there is neither s= nor scenario="),
            Self::UnknownCodec(codec) => write!(
                f,
                "the link is written in a form that this program does not know (\u{2018}{codec}\u{2019}); \
                 a newer version may"
            ),
            Self::CutShort => f.write_str("the link was cut short: its end is missing"),
            Self::Garbled => f.write_str("the link was changed on its way, and cannot be read"),
            Self::TooLong => {
                write!(f, "the link holds a text of more than {} KiB", MAX_LINKED / 1024)
            }
            Self::BadTime(time) => {
                write!(f, "the link's t=\u{2018}{time}\u{2019} is no time in milliseconds")
            }
            Self::NoSuchScenario(name) => {
                write!(f, "there is no built-in scenario \u{2018}{name}\u{2019}")
            }
        }
    }
}

impl std::error::Error for LinkError {}

impl Link {
    /// Reads a link: a whole address, or what follows its `#`.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(address: &str) -> Result<Self, LinkError> {
        let address = address.trim();
        let fragment = address.split_once('#').map_or(address, |(_, fragment)| fragment);
        let find = |wanted: &str| {
            let parameters = fragment.split('&').filter_map(|parameter| parameter.split_once('='));
            parameters.into_iter().find(|(key, _)| *key == wanted).map(|(_, value)| value)
        };
        let run = match (find("s"), find("scenario")) {
            (Some(encoded), _) => Linked::Text(decode(encoded)?),
            (None, Some(name)) => Linked::Builtin(percent_decode(name)?),
            (None, None) => return Err(LinkError::NoRun),
        };
        let at = find("t")
            .map(|t| time(t).ok_or_else(|| LinkError::BadTime(t.chars().take(40).collect())));
        Ok(Self { run, at: at.transpose()? })
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

impl fmt::Display for Link {
    /// With its `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.run {
            Linked::Text(text) => write!(f, "#s={}", encode(text))?,
            Linked::Builtin(name) => write!(f, "#scenario={}", percent_encode(name))?,
        }
        let Some(Time(us)) = self.at else {
            return Ok(());
        };
        let ms = format!("{}.{:03}", us / 1000, us % 1000);
        write!(f, "&t={}", ms.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// The text in whichever codec is shorter.
fn encode(text: &str) -> String {
    let text = format!("{}\n", text.trim_end_matches('\n'));
    let plain = format!("t2.{}-", percent_encode(&text));
    let packed = compress_to_vec_zlib(text.as_bytes(), COMPRESSION);
    let packed = format!("z1.{}", BASE64.encode(packed));
    if plain.len() <= packed.len() { plain } else { packed }
}

fn decode(encoded: &str) -> Result<String, LinkError> {
    let (codec, payload) = encoded.split_once('.').ok_or(LinkError::CutShort)?;
    let text = match codec {
        "t2" => percent_decode(payload.strip_suffix('-').ok_or(LinkError::CutShort)?)?,
        "t1" => percent_decode(payload)?,
        "z1" => {
            let flags = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER
                | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32;
            inflate(&base64(payload)?, flags)?
        }
        "d1" => inflate(&base64(payload)?, 0)?,
        _ => {
            let is_codec = !codec.is_empty()
                && codec.len() <= 8
                && codec.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let unknown = LinkError::UnknownCodec(codec.to_owned());
            return Err(if is_codec { unknown } else { LinkError::Garbled });
        }
    };
    if text.len() > MAX_LINKED {
        return Err(LinkError::TooLong);
    }
    if text.ends_with('\n') { Ok(text) } else { Err(LinkError::CutShort) }
}

fn base64(payload: &str) -> Result<Vec<u8>, LinkError> {
    // Mail breaks long lines.
    let payload: String = payload.split_ascii_whitespace().collect();
    BASE64.decode(payload).map_err(|error| match error {
        DecodeError::InvalidLength(_) => LinkError::CutShort,
        _ => LinkError::Garbled,
    })
}

/// The text that was deflated; `flags` tell what is around it.
fn inflate(deflated: &[u8], flags: u32) -> Result<String, LinkError> {
    let mut text = vec![0; (deflated.len() * 4).clamp(1024, MAX_LINKED)];
    let mut inflater = Box::<DecompressorOxide>::default();
    let (mut read, mut written) = (0, 0);
    loop {
        let flags = flags | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, more_read, more_written) =
            decompress(&mut inflater, &deflated[read..], &mut text, written, flags);
        read += more_read;
        written += more_written;
        match status {
            TINFLStatus::Done if read == deflated.len() => {
                text.truncate(written);
                return String::from_utf8(text).map_err(|_| LinkError::Garbled);
            }
            TINFLStatus::HasMoreOutput if text.len() >= MAX_LINKED => {
                return Err(LinkError::TooLong);
            }
            TINFLStatus::HasMoreOutput => text.resize((text.len() * 2).min(MAX_LINKED), 0),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                return Err(LinkError::CutShort);
            }
            _ => return Err(LinkError::Garbled),
        }
    }
}

/// Everything but letters, digits and what no program takes for the end of an address.
fn percent_encode(text: &str) -> String {
    use fmt::Write;
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Accepts what other encoders leave as it is, and `+` for a space.
fn percent_decode(encoded: &str) -> Result<String, LinkError> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || {
                    let digit = rest.next().ok_or(LinkError::CutShort)?;
                    char::from(digit).to_digit(16).ok_or(LinkError::Garbled)
                };
                (digit()? << 4 | digit()?) as u8
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|error| match error.utf8_error().error_len() {
        None => LinkError::CutShort,
        Some(_) => LinkError::Garbled,
    })
}

/// Milliseconds, with up to three decimals.
fn time(text: &str) -> Option<Time> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let possible = !whole.is_empty() && decimals.len() <= 3 && digits(whole) && digits(decimals);
    let us = possible.then(|| format!("{whole}{decimals:0<3}").parse().ok()).flatten()?;
    Some(Time(us)).filter(|&time| time <= Time::MAX)
}
