//! Reading one line, word by word.

use std::collections::BTreeSet;

use raft_core::ServerId;
use raft_sim::{ClientId, Duration, Endpoint, NetworkSettings, Setup, Time};
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
    /// How many servers there are to be named.
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

    /// The place of what comes next.
    pub(crate) fn origin(&self) -> Origin {
        let column = self.line[..self.at].chars().count() as u32 + 1;
        Origin { line: self.number, column }
    }

    /// Whether there is nothing more, except perhaps a comment.
    pub(crate) fn at_end(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with('#')
    }

    /// The line's comment, wherever in the line it begins.
    pub(crate) fn comment(&self) -> Option<String> {
        split_comment(self.line).1.map(|comment| comment.trim().to_owned())
    }

    /// The token that comes next: a word, a string with its quotes, or one sign.
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
            // An arrow ends a word; so do the two points of a range.
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
        let error = self.error("a time in milliseconds, like 200 or 12.5");
        let word = self.peek();
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if word.starts_with(|c: char| c.is_ascii_digit()) && unit.starts_with(char::is_alphabetic) {
            return error.hint(ParseHint::Milliseconds);
        }
        error
    }

    /// An instant of the run, so long after another one.
    pub(crate) fn instant(&mut self, after: Time) -> Result<Time, ParseError> {
        let before = self.clone();
        let instant = after + self.time()?;
        let problem = "an instant of the first day (a run ends at 86400000 ms at the latest)";
        (instant <= LONGEST_RUN).then_some(instant).ok_or_else(|| before.error(problem))
    }

    /// `10..20`, or `10` for `10..10`.
    pub(crate) fn range(&mut self) -> Result<(Duration, Duration), ParseError> {
        if let Some((min, max)) = self.peek().split_once('-')
            && [min, max].iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        {
            let error = self.error("a time in milliseconds, like 200 or 12.5");
            return Err(error.hint(ParseHint::Range { min: min.into(), max: max.into() }));
        }
        let min = self.time()?;
        let max = if self.skip_symbol("..") { self.time()? } else { min };
        Ok((min, max))
    }

    /// `5%`, with up to one decimal: of a thousand.
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

    /// `1.5x`, with up to three decimals: in thousandths.
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

    /// There is no server's name here.
    pub(crate) fn server_error(&self) -> ParseError {
        self.error(&format!("a server, s1 to s{}", self.servers))
    }

    pub(crate) fn is_server(&self) -> bool {
        matches!(self.endpoint_of(self.peek()), Some(Endpoint::Server(_)))
    }

    /// A server or a client.
    pub(crate) fn endpoint(&mut self) -> Result<Endpoint, ParseError> {
        let endpoint = self.endpoint_of(self.peek()).ok_or_else(|| {
            self.error(&format!("a server, s1 to s{}, or a client, like c1", self.servers))
        })?;
        self.word();
        Ok(endpoint)
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

    /// A text in double quotes.
    pub(crate) fn string(&mut self) -> Result<String, ParseError> {
        let token = self.peek();
        let inner = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let inner = inner
            .filter(|_| token.len() > 1 && string_end(token) == token.len() && is_closed(token))
            .ok_or_else(|| self.error("a text in double quotes"))?;
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
                self.language(texts.is_empty())?;
            }
            if !languages.insert(code) {
                let code = shorten(code, LONGEST_FOUND);
                return Err(self.error(&format!("one text in the language {code}")));
            }
            texts.push((SmolStr::new(code), self.string()?));
        }
        Ok(Localized(texts))
    }

    /// Takes the code of a language. A first word that no text in quotes follows was meant as the
    /// text itself, unless it is as short as most codes are.
    fn language(&mut self, is_first: bool) -> Result<(), ParseError> {
        let before = self.clone();
        let code = self.word();
        if is_first && !self.is_string() && (code.len() > 3 || !self.at_end()) {
            let error = before.error("a text in double quotes, or a language like zh before one");
            return Err(error.hint(ParseHint::Quotes { word: code.into() }));
        }
        Ok(())
    }

    /// `latency 10..20`, `loss 5%` or `duplicate 1%`. False for anything else.
    pub(crate) fn network(&mut self, settings: &mut NetworkSettings) -> Result<bool, ParseError> {
        let before = self.clone();
        match self.peek() {
            "latency" => {
                self.word();
                (settings.latency_min, settings.latency_max) = self.range()?;
            }
            "loss" => {
                self.word();
                settings.loss = self.permille()?;
            }
            "duplicate" => {
                self.word();
                settings.duplication = self.permille()?;
            }
            _ => return Ok(false),
        }
        settings.check().map_err(|problem| before.error(&format!("other settings: {problem}")))?;
        Ok(true)
    }

    /// The line must be over.
    pub(crate) fn finish(&self) -> Result<(), ParseError> {
        if self.at_end() { Ok(()) } else { Err(self.error("the end of the line")) }
    }

    /// What is wrong here.
    pub(crate) fn error(&self, expected: &str) -> ParseError {
        ParseError {
            line: self.number,
            column: self.line[..self.at].chars().count() as u32 + 1,
            found: shorten(self.peek(), LONGEST_FOUND),
            expected: expected.to_owned(),
            hint: None,
        }
    }

    /// What is wrong after this token.
    pub(crate) fn error_after(mut self, token: &str, expected: &str) -> ParseError {
        self.skip_symbol(token);
        self.error(expected)
    }
}

/// How many characters of what stands there an error repeats.
const LONGEST_FOUND: usize = 40;

/// The signs of more than one character, the longer ones first.
const SIGNS: [&str; 7] = ["<->", "->", "..", "<=", ">=", "!=", "="];

/// Where a string that begins the text ends, in bytes; at the text's end when it is not closed.
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

/// Whether the string's last quote closes it, and is not escaped.
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
