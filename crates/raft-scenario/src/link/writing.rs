//! Writing a link in bounded steps.

use std::fmt::Write;

use base64::Engine;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};

use super::BASE64;

/// The compressor's highest level, which takes no time for a short text.
const COMPRESSION: i32 = 10;

/// The number of bytes that are compressed for a unit of the budget.
const BYTES_OF_A_LINE: u64 = 32;

/// A link to a text, being written in short steps.
pub struct LinkWriting {
    text: String,
    compressor: Box<CompressorOxide>,
    /// How many bytes of the text have been compressed.
    read: usize,
    packed: Vec<u8>,
    is_done: bool,
}

impl LinkWriting {
    /// Starts to write a link to a text. Every text in a link ends with exactly one line break.
    pub fn new(text: &str) -> Self {
        let text = format!("{}\n", text.trim_end_matches('\n'));
        // A positive number of window bits asks for a zlib header and checksum.
        let flags = create_comp_flags_from_zip_params(COMPRESSION, 1, 0);
        let compressor = Box::new(CompressorOxide::new(flags));
        Self { text, compressor, read: 0, packed: Vec::new(), is_done: false }
    }

    /// Compresses about `budget` more short lines. Returns true when the link is complete.
    pub fn go_on(&mut self, budget: u64) -> bool {
        let mut left = budget.saturating_mul(BYTES_OF_A_LINE);
        while !self.is_done && left > 0 {
            left = left.saturating_sub(self.compress_some(left).max(1) as u64);
        }
        self.is_done
    }

    /// Compresses at most `most` bytes, and returns how many it has compressed.
    fn compress_some(&mut self, most: u64) -> usize {
        let rest = &self.text.as_bytes()[self.read..];
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let (input, flush) = match rest.split_at_checked(most) {
            Some((input, [_, ..])) => (input, TDEFLFlush::None),
            _ => (rest, TDEFLFlush::Finish),
        };
        let mut output = [0; 16 * 1024];
        let (status, read, written) = compress(&mut self.compressor, input, &mut output, flush);
        self.packed.extend_from_slice(&output[..written]);
        self.read += read;
        self.is_done = status == TDEFLStatus::Done;
        read
    }

    /// The number of bytes of the text that have been compressed.
    pub fn done(&self) -> usize {
        self.read
    }

    /// The size of the text, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// Returns what follows the `#` of the link, with whichever codec is shorter, after compressing
    /// what is left.
    pub fn finish(mut self) -> String {
        while !self.go_on(u64::MAX) {}
        let packed = self.packed.len().div_ceil(3) * 4;
        // The most that base64 takes; the percent-encoded form is rarely shorter.
        if percent_encoded_len(&self.text) <= packed {
            let plain = format!("s=t2.{}-", percent_encode(&self.text));
            let packed = format!("s=z2.{}=", BASE64.encode(&self.packed));
            return if plain.len() <= packed.len() { plain } else { packed };
        }
        format!("s=z2.{}=", BASE64.encode(&self.packed))
    }
}

/// Whether a link contains this byte as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

fn percent_encoded_len(text: &str) -> usize {
    text.bytes().map(|byte| if is_plain(byte) { 1 } else { 3 }).sum()
}

/// Percent-encodes everything but letters, digits and what no program takes for the end of an address.
pub(super) fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    /// Whatever the size of the steps, a text has one link.
    #[test]
    fn the_steps_make_no_difference() {
        let mut text: String =
            (0..3000).map(|n| format!("at {n} client \"set x {n}\"\n")).collect();
        for _ in 0..4 {
            let whole = compress_to_vec_zlib(text.as_bytes(), COMPRESSION as u8);
            for budget in [1, 7, 100, 1000, u64::MAX] {
                let mut writing = LinkWriting::new(&text);
                let mut steps = 0;
                while !writing.go_on(budget) {
                    steps += 1;
                }
                assert_eq!(writing.done(), text.len());
                assert!(budget > 1000 || steps >= text.len() as u64 / BYTES_OF_A_LINE / budget);
                assert_eq!(writing.packed, whole, "in steps of {budget}");
            }
            text = text.replace("client \"set", "client c2 \"add").replace("1", "17");
        }
    }
}
