//! Reading one line, word by word.

use std::collections::BTreeSet;

use raft_core::ServerId;
use raft_sim::{ClientId, Duration, Endpoint, NetworkSettings, Setup, SetupError, Time};
use smol_str::SmolStr;

use crate::comment::split_comment;
use crate::error::{ParseError, ParseHint};
use crate::milliseconds;
use crate::quote::shorten;
use crate::scenario::{LONGEST_RUN, Localized, Origin};
use crate::words::Words;

/// A place in a line.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    line: &'a str,
    number: u32,
    /// The number of servers that can be named.
    servers: u8,
    /// In bytes; always at the start of a token or at the end.
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(line: &'a str, number: u32, servers: u8) -> Self {
        let mut cursor = Self { line, number, servers, at: 0 };
        cursor.skip_space();
        cursor
    }

    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The place of the next token.
    pub(crate) fn origin(&self) -> Origin {
        let column = self.line[..self.at].chars().count() as u32 + 1;
        Origin { line: self.number, column }
    }

    /// Whether nothing more comes, except perhaps a comment.
    pub(crate) fn at_end(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with('#')
    }

    /// The line's comment, wherever in the line it begins.
    pub(crate) fn comment(&self) -> Option<String> {
        split_comment(self.line).1.map(|comment| comment.trim().to_owned())
    }

    /// Returns the next token: a word, a string with its quotes, or one sign.
    pub(crate) fn peek(&self) -> &'a str {
        let rest = self.rest();
        if self.at_end() {
            return "";
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%');
        if rest.starts_with('"') {
            return &rest[..string_end(rest)];
        }
        let mut end = 0;
        for c in rest.chars() {
            // An arrow ends a word; so do the two dots of a range.
            let here = &rest[end..];
            if !is_word(c) || here.starts_with("->") || here.starts_with("..") {
                break;
            }
            end += c.len_utf8();
        }
        match end {
            0 => SIGNS.iter().find(|sign| rest.starts_with(**sign)).copied().map_or_else(
                || &rest[..rest.chars().next().map_or(0, char::len_utf8)],
                |sign| &rest[..sign.len()],
            ),
            end => &rest[..end],
        }
    }

    /// Takes the next token.
    pub(crate) fn word(&mut self) -> &'a str {
        let word = self.peek();
        self.at += word.len();
        self.skip_space();
        word
    }

    /// Takes the next token if it is this one.
    pub(crate) fn skip_symbol(&mut self, symbol: &str) -> bool {
        let there = self.peek() == symbol;
        if there {
            self.word();
        }
        there
    }

    pub(crate) fn keyword(&mut self, keyword: &str, expected: &str) -> Result<(), ParseError> {
        self.skip_symbol(keyword).then_some(()).ok_or_else(|| self.error(expected))
    }

    /// Takes one of a list of words.
    pub(crate) fn one_of<T: Copy>(&mut self, words: &Words<T>) -> Result<T, ParseError> {
        let found = words.iter().find(|(word, _)| *word == self.peek());
        let Some(&(_, value)) = found else { return Err(self.error(&listed(words))) };
        self.word();
        Ok(value)
    }

    pub(crate) fn number(&mut self, expected: &str) -> Result<u64, ParseError> {
        let number = self.peek().parse().ok().filter(|&number| number <= Time::MAX.0);
        let number = number.ok_or_else(|| self.error(expected))?;
        self.word();
        Ok(number)
    }

    /// Milliseconds, with up to three decimals.
    pub(crate) fn time(&mut self) -> Result<Duration, ParseError> {
        let word = self.peek();
        let time = milliseconds::parse(word).filter(|&us| us <= Duration::MAX.0);
        let time = time.ok_or_else(|| self.time_error())?;
        self.word();
        Ok(Duration(time))
    }

    fn time_error(&self) -> ParseError {
        let error = self.error(TIME);
        let word = self.peek();
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if word.starts_with(|c: char| c.is_ascii_digit()) && unit.starts_with(char::is_alphabetic) {
            return error.hint(ParseHint::Milliseconds);
        }
        error
    }

    /// Reads a time, and returns the instant that long after another one.
    pub(crate) fn instant(&mut self, after: Time) -> Result<Time, ParseError> {
        let before = self.clone();
        let instant = after + self.time()?;
        let problem = "a time up to 86400000 ms (24 h), the end of the longest run";
        (instant <= LONGEST_RUN).then_some(instant).ok_or_else(|| before.error(problem))
    }

    /// `10..20`, or `10` for `10..10`.
    pub(crate) fn range(&mut self) -> Result<(Duration, Duration), ParseError> {
        let from = self.peek();
        if let Some((min, max)) = from.split_once('-').and_then(range_of) {
            return Err(self.error(TIME).hint(ParseHint::Range { min, max }));
        }
        let min = self.time()?;
        if self.skip_symbol("..") {
            return Ok((min, self.time()?));
        }
        let mut after = self.clone();
        while DASHES.contains(&after.peek()) {
            after.word();
        }
        let to = after.peek().trim_start_matches('-');
        match range_of((from, to)) {
            Some((min, max)) => Err(self.error("..").hint(ParseHint::Range { min, max })),
            None => Ok((min, min)),
        }
    }

    /// `5%`, with up to one decimal; returned in thousandths.
    pub(crate) fn permille(&mut self) -> Result<u16, ParseError> {
        let percent = self.peek().strip_suffix('%').unwrap_or_default();
        let (whole, decimal) = percent.split_once('.').unwrap_or((percent, "0"));
        let value = format!("{whole}{decimal}").parse::<u16>().ok();
        let value = value
            .filter(|&value| value <= 1000 && decimal.len() == 1 && !whole.is_empty())
            .ok_or_else(|| {
                let error = self.error("a share from 0% to 100%");
                match decimal.len() > 1 && decimal.bytes().all(|byte| byte.is_ascii_digit()) {
                    true => error.hint(ParseHint::OneDecimal),
                    false => error,
                }
            })?;
        self.word();
        Ok(value)
    }

    /// `1.5x`, with up to three decimals; returned in thousandths.
    pub(crate) fn rate(&mut self) -> Result<u16, ParseError> {
        let times = self.peek().strip_suffix('x').unwrap_or_default();
        let (whole, decimals) = times.split_once('.').unwrap_or((times, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let rate = (digits(whole) && digits(decimals) && decimals.len() <= 3 && !whole.is_empty())
            .then(|| format!("{whole}{decimals:0<3}").parse().ok())
            .flatten()
            .filter(|&rate| Setup::is_rate(rate));
        let rate = rate.ok_or_else(|| self.error("a rate from 0.1x to 10x, like 1.5x"))?;
        self.word();
        Ok(rate)
    }

    /// Takes a client's name, if one comes next.
    pub(crate) fn client(&mut self) -> Option<ClientId> {
        let Some(Endpoint::Client(client)) = self.endpoint_of(self.peek()) else { return None };
        self.word();
        Some(client)
    }

    pub(crate) fn server(&mut self) -> Result<ServerId, ParseError> {
        match self.endpoint_of(self.peek()) {
            Some(Endpoint::Server(server)) => {
                self.word();
                Ok(server)
            }
            _ => Err(self.server_error()),
        }
    }

    /// Returns the error for a missing server name.
    pub(crate) fn server_error(&self) -> ParseError {
        self.error(&format!("a server, s1 to s{}", self.servers))
    }

    pub(crate) fn is_server(&self) -> bool {
        matches!(self.endpoint_of(self.peek()), Some(Endpoint::Server(_)))
    }

    /// Reads the name of a server or a client.
    pub(crate) fn endpoint(&mut self) -> Result<Endpoint, ParseError> {
        let endpoint = self.endpoint_of(self.peek()).ok_or_else(|| {
            self.error(&format!("a server, s1 to s{}, or a client, like c1", self.servers))
        })?;
        self.word();
        Ok(endpoint)
    }

    /// Reads the first end of a link. For `s1-s2`, the error hints at the arrow.
    pub(crate) fn first_end<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, ParseError>,
    ) -> Result<T, ParseError> {
        let hyphenated = self.hyphenated();
        read(self).map_err(|error| match hyphenated {
            Some((from, to)) => error.hint(arrow(from, to)),
            None => error,
        })
    }

    /// Takes the arrow of a link that begins with `from`.
    pub(crate) fn arrow(&mut self, from: &str, expected: &str) -> Result<(), ParseError> {
        let error = self.error(expected);
        if self.skip_symbol("->") {
            return Ok(());
        }
        let mut after = self.clone();
        while ARROWS.contains(&after.peek()) || DASHES.contains(&after.peek()) {
            after.word();
        }
        let to = after.peek().trim_start_matches('-');
        Err(if is_end(to) { error.hint(arrow(from, to)) } else { error })
    }

    /// Whether a link comes next, even one with something else than an arrow between its ends.
    pub(crate) fn is_link(&self) -> bool {
        let word = self.peek();
        word == "*" || self.endpoint_of(word).is_some() || self.hyphenated().is_some()
    }

    /// Returns the ends of a link that is written as one word, such as `s1-s2`.
    fn hyphenated(&self) -> Option<(&'a str, &'a str)> {
        self.peek().split_once('-').filter(|(from, to)| is_end(from) && is_end(to))
    }

    fn endpoint_of(&self, word: &str) -> Option<Endpoint> {
        let number = |digits: &str| digits.parse::<u8>().ok().filter(|&number| number > 0);
        match word.split_at_checked(1)? {
            ("s", digits) => {
                let number = number(digits).filter(|&number| number <= self.servers)?;
                Some(Endpoint::Server(ServerId(number)))
            }
            ("c", digits) => Some(Endpoint::Client(ClientId(number(digits)?))),
            _ => None,
        }
    }

    /// Reads a text in double quotes.
    pub(crate) fn string(&mut self) -> Result<String, ParseError> {
        let token = self.peek();
        let inner = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let inner = inner
            .filter(|_| token.len() > 1 && string_end(token) == token.len() && is_closed(token))
            .ok_or_else(|| {
                let error = self.error("a text in double quotes");
                if self.is_string() { error.hint(ParseHint::ClosingQuote) } else { error }
            })?;
        let mut text = String::with_capacity(inner.len());
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => text.push('\n'),
                    Some(c @ ('"' | '\\')) => text.push(c),
                    _ => return Err(self.error("\\n, \\\" or \\\\ after a backslash")),
                },
                (c, false) => text.push(c),
            }
        }
        self.word();
        Ok(text)
    }

    pub(crate) fn is_string(&self) -> bool {
        self.peek().starts_with('"')
    }

    /// `"text"`, or `en "text" zh "文本"`; without a code, English.
    pub(crate) fn localized(&mut self) -> Result<Localized, ParseError> {
        let mut texts = Vec::new();
        let mut languages = BTreeSet::new();
        while !self.at_end() || texts.is_empty() {
            let code = if self.is_string() { "en" } else { self.peek() };
            let known =
                code.len() >= 2 && code.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
            if !known {
                return Err(self.error("a text in double quotes, or a language like zh before one"));
            }
            if !self.is_string() {
                self.language()?;
            }
            if !languages.insert(code) {
                let code = shorten(code, LONGEST_FOUND);
                return Err(self.error(&format!("one text in the language {code}")));
            }
            texts.push((SmolStr::new(code), self.string()?));
        }
        Ok(Localized(texts))
    }

    /// Takes the code of a language. If no text in quotes follows, the words there were probably
    /// meant as the text, including the code if it is not one of the project's languages: the hint
    /// puts them in quotes.
    fn language(&mut self) -> Result<(), ParseError> {
        let before = self.clone();
        let code = self.word();
        let is_code = matches!(code, "en" | "zh");
        if self.is_string() || self.at_end() && code.len() <= 3 {
            return Ok(());
        }
        let (text, expected) = match is_code && !self.at_end() {
            true => (&*self, "a text in double quotes"),
            false => (&before, "a text in double quotes, or a language like zh before one"),
        };
        let words = split_comment(text.rest()).0.trim_end();
        let error = text.error(expected);
        Err(match words.contains('"') {
            true => error,
            false => error.hint(ParseHint::Quotes { text: shorten(words, LONGEST_FOUND) }),
        })
    }

    /// `latency 10..20`, `loss 5%` or `duplicate 1%`. Returns false for anything else.
    pub(crate) fn network(&mut self, settings: &mut NetworkSettings) -> Result<bool, ParseError> {
        let value;
        match self.peek() {
            "latency" => {
                self.word();
                value = self.clone();
                (settings.latency_min, settings.latency_max) = self.range()?;
            }
            "loss" => {
                self.word();
                value = self.clone();
                settings.loss = self.permille()?;
            }
            "duplicate" => {
                self.word();
                value = self.clone();
                settings.duplication = self.permille()?;
            }
            _ => return Ok(false),
        }
        let impossible = |problem| value.impossible(SetupError::Network { problem });
        settings.check().map_err(impossible)?;
        Ok(true)
    }

    /// Checks that the line ends here.
    pub(crate) fn finish(&self) -> Result<(), ParseError> {
        if self.at_end() { Ok(()) } else { Err(self.error("the end of the line")) }
    }

    /// Returns an error about the next token.
    pub(crate) fn error(&self, expected: &str) -> ParseError {
        ParseError {
            line: self.number,
            column: self.line[..self.at].chars().count() as u32 + 1,
            found: shorten(self.peek(), LONGEST_FOUND),
            expected: expected.to_owned(),
            hint: None,
        }
    }

    /// Returns an error about a value that can be read but makes the setup impossible.
    pub(crate) fn impossible(&self, problem: SetupError) -> ParseError {
        self.error("another value").hint(ParseHint::Impossible(problem))
    }

    /// Returns an error about what follows this token.
    pub(crate) fn error_after(mut self, token: &str, expected: &str) -> ParseError {
        self.skip_symbol(token);
        self.error(expected)
    }
}

/// What a time looks like, for an error.
const TIME: &str = "a time in milliseconds, like 200 or 12.5";

/// What people write instead of the dots of a range, or as the stroke of an arrow.
const DASHES: [&str; 8] =
    ["-", "\u{2013}", "\u{2014}", "\u{2212}", "~", "\u{ff5e}", "\u{2026}", "to"];

/// What people write instead of an arrow.
const ARROWS: [&str; 5] = ["\u{2192}", "\u{21d2}", "\u{27f6}", "=", ">"];

/// Returns the ends of a range written with something else than two dots, if these words are times.
fn range_of((min, max): (&str, &str)) -> Option<(String, String)> {
    let time = |word: &str| {
        let number = word.strip_suffix("ms").unwrap_or(word);
        milliseconds::parse(number).map(|_| number.to_owned())
    };
    Some((time(min)?, time(max)?))
}

/// Whether a word looks like the end of a link: a server, a client or `*`.
fn is_end(word: &str) -> bool {
    let digits = word.strip_prefix(['s', 'c']).unwrap_or_default();
    word == "*" || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn arrow(from: &str, to: &str) -> ParseHint {
    ParseHint::Arrow { from: shorten(from, LONGEST_FOUND), to: shorten(to, LONGEST_FOUND) }
}

/// The most characters of the text found that an error repeats.
const LONGEST_FOUND: usize = 40;

/// The signs of more than one character, the longer ones first.
const SIGNS: [&str; 7] = ["<->", "->", "..", "<=", ">=", "!=", "="];

/// Returns where the string at the beginning of the text ends, in bytes; the end of the text if it
/// is not closed.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether the string's last quote closes it, rather than being escaped.
fn is_closed(token: &str) -> bool {
    let backslashes = token[..token.len() - 1].bytes().rev().take_while(|&b| b == b'\\').count();
    token.len() > 1 && backslashes % 2 == 0
}

/// All the words of a list, for an error.
fn listed<T>(words: &Words<T>) -> String {
    let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    }
}
