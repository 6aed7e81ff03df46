//! Reading a link in bounded steps.

use base64::{DecodeError, Engine};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use raft_sim::Time;

use super::{BASE64, LinkError, Linked, RunLink};
use crate::limits::{MAX_LINK, MAX_TEXT};
use crate::milliseconds::parse_time;

/// The number of bytes of text that are unpacked for a unit of the budget.
const BYTES_OF_A_LINE: u64 = 64;

const ZLIB: u32 =
    inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32;

/// A link being read in short steps.
pub struct LinkReading {
    run: LinkContent,
    at: Option<Result<Time, LinkError>>,
}

enum LinkContent {
    Known(Result<Linked, LinkError>),
    Unpacking { inflation: Inflation, has_end: bool },
}

impl LinkReading {
    /// Starts to read a link: a whole address, or what follows its `#`.
    ///
    /// # Errors
    /// Returns a [`LinkError`] if the link cannot be read and this shows before unpacking.
    pub fn new(address: &str) -> Result<Self, LinkError> {
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
            (Some(encoded), _) => decode(encoded)?,
            (None, Some(name)) => LinkContent::Known(Ok(Linked::Builtin(percent_decode(name)?))),
            (None, None) => return Err(LinkError::NoRun),
        };
        let at = find("t").map(|t| parse_time(t).ok_or_else(|| LinkError::BadTime(t.to_owned())));
        Ok(Self { run, at })
    }

    /// Reads about `budget` more short lines of the text. Returns true when the link has been read,
    /// or found unreadable.
    pub fn go_on(&mut self, budget: u64) -> bool {
        let LinkContent::Unpacking { inflation, has_end } = &mut self.run else { return true };
        let most = budget.saturating_mul(BYTES_OF_A_LINE);
        let Some(text) = inflation.go_on(usize::try_from(most).unwrap_or(usize::MAX)) else {
            return false;
        };
        let text = match has_end {
            true => text.map_err(whole).and_then(|text| complete(text, LinkError::Damaged)),
            false => text.and_then(|text| complete(text, LinkError::CutShort)),
        };
        self.run = LinkContent::Known(text.map(Linked::Text));
        true
    }

    /// Returns the link, after reading what is left of it.
    ///
    /// # Errors
    /// Returns a [`LinkError`] that says why the link cannot be read.
    pub fn finish(mut self) -> Result<RunLink, LinkError> {
        while !self.go_on(u64::MAX) {}
        match self.run {
            LinkContent::Known(run) => Ok(RunLink { run: run?, at: self.at.transpose()? }),
            LinkContent::Unpacking { .. } => Err(LinkError::Damaged),
        }
    }
}

fn decode(encoded: &str) -> Result<LinkContent, LinkError> {
    const CODECS: [&str; 5] = ["t2", "z2", "z1", "d1", "t1"];
    let Some((codec, payload)) = encoded.split_once('.') else {
        let is_start = CODECS.iter().any(|codec| codec.starts_with(encoded));
        return Err(if is_start { LinkError::CutShort } else { LinkError::NotALink });
    };
    let unpacking = |packed, flags, has_end| {
        let inflation = Inflation::new(packed, flags);
        LinkContent::Unpacking { inflation, has_end }
    };
    let known = |text| LinkContent::Known(Ok(Linked::Text(text)));
    Ok(match codec {
        "t2" => {
            let text = percent_decode(without_end(payload, '-')?).map_err(whole)?;
            known(complete(text, LinkError::Damaged)?)
        }
        "z2" => {
            let packed = base64(without_end(payload, '=')?).map_err(whole)?;
            unpacking(packed, ZLIB, true)
        }
        "z1" => unpacking(base64(payload)?, ZLIB, false),
        "d1" => unpacking(base64(payload)?, 0, false),
        "t1" => known(complete(percent_decode(payload)?, LinkError::CutShort)?),
        _ if is_codec(codec) => return Err(LinkError::UnknownCodec(codec.to_owned())),
        _ => return Err(LinkError::NotALink),
    })
}

/// Returns a text if it is not too long and ends with a line break; `otherwise` is the error if the
/// line break is missing.
fn complete(text: String, otherwise: LinkError) -> Result<String, LinkError> {
    match text.ends_with('\n') {
        _ if text.len() > MAX_TEXT => Err(LinkError::TextTooLong),
        true => Ok(text),
        false => Err(otherwise),
    }
}

/// Whether this may be a codec of a later version: a letter and a number.
fn is_codec(codec: &str) -> bool {
    let mut bytes = codec.bytes();
    let is_letter = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
    is_letter && (2..=4).contains(&codec.len()) && bytes.all(|byte| byte.is_ascii_digit())
}

/// Returns the payload without the mark of its end.
fn without_end(payload: &str, mark: char) -> Result<&str, LinkError> {
    payload.strip_suffix(mark).ok_or(LinkError::CutShort)
}

/// Corrects the error for a payload whose end is there: nothing was cut off.
fn whole(error: LinkError) -> LinkError {
    if error == LinkError::CutShort { LinkError::Damaged } else { error }
}

fn base64(payload: &str) -> Result<Vec<u8>, LinkError> {
    // Mail programs break long lines.
    let payload: String = payload.split_ascii_whitespace().collect();
    BASE64.decode(payload).map_err(|error| match error {
        DecodeError::InvalidLength(_) => LinkError::CutShort,
        _ => LinkError::Damaged,
    })
}

/// A text being inflated, to at most [`ROOM`] bytes: a short link can hold a thousand times its length.
struct Inflation {
    deflated: Vec<u8>,
    /// What surrounds it: [`ZLIB`], or 0 for nothing.
    flags: u32,
    inflater: Box<DecompressorOxide>,
    text: Vec<u8>,
    read: usize,
    written: usize,
}

/// One byte more than a text may have: a text that fills it is too long.
const ROOM: usize = MAX_TEXT + 1;

impl Inflation {
    fn new(deflated: Vec<u8>, flags: u32) -> Self {
        let text = vec![0; (deflated.len() * 4).clamp(1024, ROOM)];
        Self { deflated, flags, inflater: Box::default(), text, read: 0, written: 0 }
    }

    /// Unpacks at most `most` bytes; returns `None` if there are more.
    fn go_on(&mut self, most: usize) -> Option<Result<String, LinkError>> {
        let flags = self.flags | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let end = self.written.saturating_add(most);
        while self.written < end {
            let input = &self.deflated[self.read..];
            let room = self.text.len().min(end);
            let output = &mut self.text[..room];
            let (status, read, written) =
                decompress(&mut self.inflater, input, output, self.written, flags);
            self.read += read;
            self.written += written;
            let problem = match status {
                TINFLStatus::Done if self.read == self.deflated.len() => {
                    let mut text = std::mem::take(&mut self.text);
                    text.truncate(self.written);
                    return Some(String::from_utf8(text).map_err(|_| LinkError::Damaged));
                }
                TINFLStatus::HasMoreOutput if self.written >= ROOM => LinkError::TextTooLong,
                TINFLStatus::HasMoreOutput => {
                    if self.written == self.text.len() {
                        self.text.resize((self.written * 2).min(ROOM), 0);
                    }
                    continue;
                }
                TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                    match is_beginning_of_text(&self.text[..self.written]) {
                        true => LinkError::CutShort,
                        false => LinkError::Damaged,
                    }
                }
                _ => LinkError::Damaged,
            };
            return Some(Err(problem));
        }
        None
    }
}

/// Whether a text can begin with these bytes; the last character may be incomplete. What is
/// unpacked of a damaged link rarely looks like a text.
fn is_beginning_of_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_some() => return false,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Decodes percent-encoding; accepts what other encoders leave as it is, and `+` for a space.
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
