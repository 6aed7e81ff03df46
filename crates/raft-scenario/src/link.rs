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

use std::fmt;

use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{DecodeError, Engine};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use raft_sim::Time;

use crate::limits::{MAX_LINK, MAX_TEXT};
use crate::quote::quote;

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

impl Link {
    /// Reads a link: a whole address, or what follows its `#`.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(address: &str) -> Result<Self, LinkError> {
        let address = address.trim();
        if address.len() > MAX_LINK {
            return Err(LinkError::TooLong(address.len()));
        }
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
        let at = find("t").map(|t| time(t).ok_or_else(|| LinkError::BadTime(t.to_owned())));
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
    let packed = format!("z2.{}=", BASE64.encode(packed));
    if plain.len() <= packed.len() { plain } else { packed }
}

fn decode(encoded: &str) -> Result<String, LinkError> {
    const CODECS: [&str; 5] = ["t2", "z2", "z1", "d1", "t1"];
    let Some((codec, payload)) = encoded.split_once('.') else {
        let is_start = CODECS.iter().any(|codec| codec.starts_with(encoded));
        return Err(if is_start { LinkError::CutShort } else { LinkError::NotALink });
    };
    let zlib =
        inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32;
    let text = match codec {
        "t2" => percent_decode(without_end(payload, '-')?).map_err(whole)?,
        "z2" => base64(without_end(payload, '=')?)
            .and_then(|packed| inflate(&packed, zlib))
            .map_err(whole)?,
        "z1" => inflate(&base64(payload)?, zlib)?,
        "d1" => inflate(&base64(payload)?, 0)?,
        "t1" => percent_decode(payload)?,
        _ if is_codec(codec) => return Err(LinkError::UnknownCodec(codec.to_owned())),
        _ => return Err(LinkError::NotALink),
    };
    match text.ends_with('\n') {
        _ if text.len() > MAX_TEXT => Err(LinkError::TextTooLong),
        true => Ok(text),
        false if matches!(codec, "t2" | "z2") => Err(LinkError::Damaged),
        false => Err(LinkError::CutShort),
    }
}

/// Whether a later version may have written it: a letter and a number.
fn is_codec(codec: &str) -> bool {
    let mut bytes = codec.bytes();
    let is_letter = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
    is_letter && (2..=4).contains(&codec.len()) && bytes.all(|byte| byte.is_ascii_digit())
}

/// The payload before the mark of its end.
fn without_end(payload: &str, mark: char) -> Result<&str, LinkError> {
    payload.strip_suffix(mark).ok_or(LinkError::CutShort)
}

/// What is wrong with a payload whose end is there: nothing was cut off.
fn whole(error: LinkError) -> LinkError {
    if error == LinkError::CutShort { LinkError::Damaged } else { error }
}

fn base64(payload: &str) -> Result<Vec<u8>, LinkError> {
    // Mail breaks long lines.
    let payload: String = payload.split_ascii_whitespace().collect();
    BASE64.decode(payload).map_err(|error| match error {
        DecodeError::InvalidLength(_) => LinkError::CutShort,
        _ => LinkError::Damaged,
    })
}

/// The text that was deflated, which is not unpacked beyond [`MAX_TEXT`]: a short link can hold a
/// thousand times its length. `flags` tell what is around it.
fn inflate(deflated: &[u8], flags: u32) -> Result<String, LinkError> {
    // One more than there may be: a text that fills it is too long.
    const ROOM: usize = MAX_TEXT + 1;
    let mut text = vec![0; (deflated.len() * 4).clamp(1024, ROOM)];
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
                return String::from_utf8(text).map_err(|_| LinkError::Damaged);
            }
            TINFLStatus::HasMoreOutput if text.len() >= ROOM => {
                return Err(LinkError::TextTooLong);
            }
            TINFLStatus::HasMoreOutput => text.resize((text.len() * 2).min(ROOM), 0),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                let is_text = is_beginning_of_text(&text[..written]);
                return Err(if is_text { LinkError::CutShort } else { LinkError::Damaged });
            }
            _ => return Err(LinkError::Damaged),
        }
    }
}

/// Whether a text can begin so; the last character may be incomplete. What is unpacked of a damaged
/// link is rarely one.
fn is_beginning_of_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_some() => return false,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
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
                    char::from(digit).to_digit(16).ok_or(LinkError::Damaged)
                };
                (digit()? << 4 | digit()?) as u8
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|error| match error.utf8_error().error_len() {
        None => LinkError::CutShort,
        Some(_) => LinkError::Damaged,
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
