//! Seeded edits of texts and links. The same seed makes the same cases.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use raft_sim::SplitMix64;

/// Pieces put into texts: words of the language, its punctuation, and what has no place in it.
const WORDS: [&str; 60] = [
    "\"",
    "\\",
    "#",
    "->",
    "<->",
    "..",
    "*",
    "|",
    "%",
    "+",
    "+0",
    "-1",
    "0",
    "1e308",
    "NaN",
    "0.001",
    "0.0009",
    "86400000",
    "9007199254740991",
    "9007199254740992",
    "18446744073709551615",
    "99999999999999999999",
    "000000000000000000001",
    "\0",
    "\r",
    "\n",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{ad}",
    "\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{e0041}",
    "\u{10ffff}",
    "日",
    "𝄞",
    "שלום",
    "s1",
    "s9",
    "s255",
    "every",
    "message",
    "all",
    "none",
    "at 0",
    "by",
    "expect",
    "manual",
    "latency 0.001",
    "end 86400000",
    "repeat 9 every 0",
    "repeat 100000 every 0.001",
    "until quiet",
    "<script>",
    "\"set x 1\"",
    "\"\"",
    "zh",
];

/// Lines with large effects, which may be put anywhere.
const LINES: [&str; 12] = [
    "at 0 duplicate every message",
    "at 0 hold every message",
    "at 0 deliver every message until quiet",
    "at 1 client \"add x 1\" repeat 100000 every 0.001",
    "by 86400000 expect leader term 9007199254740991",
    "always expect no violation",
    "network latency 0.001 loss 50 duplicate 100",
    "at 0 network latency 0.001..3600000 duplicate 100",
    "servers 9",
    "election 1..2",
    "heartbeat 1",
    "at 0 timeout s1",
];

/// Pieces put into links.
const PARTS: [&str; 30] = [
    "A",
    "_",
    "-",
    "=",
    "%",
    "%2",
    "%00",
    "%FF",
    "%0A",
    "%E6%97",
    "%F0%9D",
    "%ED%A0%80",
    "+",
    "&",
    "&t=",
    "&t=NaN",
    "&t=-1",
    "&t=1e308",
    "&t=5&t=6",
    "&s=",
    "&scenario=",
    "#",
    ".",
    "z1.",
    "z2.",
    "t1.",
    "d1.",
    "日",
    "\u{202e}",
    "\0",
];

/// Random draws, and the edits of texts and links that follow from them.
pub struct Mutator(SplitMix64);

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self(SplitMix64(seed))
    }

    /// Returns a number below the limit; 0 if the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit.max(1) as u64) as usize
    }

    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Returns a place between two characters of the text.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// Returns two places, in order.
    fn range(&mut self, text: &str) -> (usize, usize) {
        let (a, b) = (self.place(text), self.place(text));
        (a.min(b), a.max(b))
    }

    /// Makes one edit of a text; `other` provides further lines.
    pub fn edit(&mut self, text: &mut String, other: &str) {
        match self.below(16) {
            0 => text.truncate(self.place(text)),
            1 => text.insert_str(self.place(text), self.one(&WORDS)),
            2 | 3 => self.replace(text, "\n ", |chance, _| chance.one(&WORDS).to_owned()),
            4 => self.replace(text, "\n ", |chance, word| format!("{word}{}", chance.below(999))),
            5 => self.replace(text, "\n", |chance, _| {
                let lines: Vec<_> = other.lines().collect();
                chance.one(&lines).to_owned()
            }),
            6 => {
                self.replace(text, "\n", |chance, line| {
                    vec![line; 1 + chance.below(20)].join("\n")
                });
            }
            7 => self.replace(text, "\n", |_, _| String::new()),
            8 => self.replace(text, "\n", |chance, line| {
                let times = if chance.below(50) == 0 { 1000 } else { 1 + chance.below(22) };
                format!("{line}\n{}", vec![chance.one(&LINES); times].join("\n"))
            }),
            9 => {
                let (from, to) = self.range(text);
                let to = text.ceil_char_boundary(to.min(from + 20));
                text.replace_range(from..to, "");
            }
            10 => {
                let word = self.one(&WORDS);
                let times = if self.below(50) == 0 { 3000 } else { 1 + self.below(40) };
                text.insert_str(self.place(text), &word.repeat(times));
            }
            11..=13 => self.number(text),
            14 => self.replace(text, "\n", |_, line| format!("{line}\n{line}")),
            _ => {
                let at = self.place(text);
                let c = char::from_u32(self.below(0x11_0000) as u32).unwrap_or('\u{fffd}');
                text.insert(at, c);
            }
        }
    }

    /// Replaces the first number after some place.
    fn number(&mut self, text: &mut String) {
        const NUMBERS: [&str; 12] =
            ["0", "1", "2", "3", "5", "9", "10", "99", "1000", "0.001", "60000", "86400000"];
        let from = self.place(text);
        let is_digit = |c: char| c.is_ascii_digit();
        let Some(start) = text[from..].find(is_digit).map(|at| from + at) else { return };
        let end = text[start..].find(|c| !is_digit(c)).map_or(text.len(), |at| start + at);
        text.replace_range(start..end, self.one(&NUMBERS));
    }

    /// Replaces one of the parts between these separators.
    fn replace(
        &mut self,
        text: &mut String,
        separators: &str,
        with: impl FnOnce(&mut Self, &str) -> String,
    ) {
        let is_separator = |c: char| separators.contains(c);
        let at = self.place(text);
        let start = text[..at].rfind(is_separator).map_or(0, |at| at + 1);
        let end = text[at..].find(is_separator).map_or(text.len(), |end| at + end);
        let part = with(self, &text[start..end]);
        text.replace_range(start..end, &part);
    }

    /// Makes one edit of a link.
    pub fn edit_link(&mut self, link: &mut String) {
        let at = self.place(link);
        match self.below(7) {
            0 => link.truncate(at),
            1 => link.insert_str(at, self.one(&PARTS)),
            2 => drop(link.pop()),
            3 => {
                let to = self.place(link);
                let part = link[at.min(to)..at.max(to)].to_owned();
                link.insert_str(at, &part);
            }
            4 => {
                let (from, to) = self.range(link);
                link.replace_range(from..to, "");
            }
            5 => {
                let times = if self.below(50) == 0 { 100_000 } else { self.below(100) };
                let part = self.one(&PARTS).repeat(times);
                link.insert_str(at, &part);
            }
            _ if at < link.len() => drop(link.remove(at)),
            _ => link.push_str(self.one(&PARTS)),
        }
    }

    /// Returns a well-formed link to bytes that may not be a text: perhaps cut within a character,
    /// or with a byte that belongs to no character.
    pub fn link_to_bytes(&mut self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        match self.below(4) {
            0 => bytes.truncate(self.below(bytes.len() + 1)),
            1 if !bytes.is_empty() => {
                let at = self.below(bytes.len());
                bytes[at] = self.below(256) as u8;
            }
            2 => bytes.extend([0xE6, 0x97, b'\n']),
            _ => {}
        }
        let zlib = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(bytes, 1));
        match self.below(4) {
            0 => format!("#s=z1.{}", zlib(&bytes)),
            1 => format!("#s=z2.{}=", zlib(&bytes)),
            2 => format!("#s=d1.{}", BASE64_URL_SAFE_NO_PAD.encode(compress_to_vec(&bytes, 1))),
            _ => {
                let hex: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
                format!("#s=t2.{hex}-")
            }
        }
    }
}
