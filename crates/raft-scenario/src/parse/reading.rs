//! Reading a text in bounded steps.

use super::cursor::Cursor;
use super::reader::Reader;
use crate::error::ParseError;
use crate::limits::{MAX_LINE, MAX_TEXT};
use crate::scenario::Scenario;

/// This many bytes of a line cost as much as another line.
const BYTES_OF_A_LINE: usize = 32;

/// A text being read in short steps.
pub struct Reading {
    text: String,
    /// Where the next line begins, in bytes.
    at: usize,
    /// How many lines have been read.
    lines: u32,
    reader: Reader,
    result: Option<Result<Scenario, ParseError>>,
}

impl Reading {
    /// Starts to read a text.
    pub fn new(text: String) -> Self {
        let result = (text.len() > MAX_TEXT).then(|| Err(too_long(&text)));
        Self { text, at: 0, lines: 0, reader: Reader::default(), result }
    }

    /// Reads about `budget` more short lines. Returns true when the text has been read, or found unreadable.
    pub fn go_on(&mut self, budget: u64) -> bool {
        let mut left = budget;
        while self.result.is_none() && left > 0 {
            let cost = 1 + self.next_line().len() / BYTES_OF_A_LINE;
            left = left.saturating_sub(cost as u64);
            self.step();
        }
        self.result.is_some()
    }

    /// How many bytes of the text have been read.
    pub fn done(&self) -> usize {
        self.at
    }

    /// The size of the text, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// What is wrong with the text, as far as it has been read.
    pub fn problem(&self) -> Option<&ParseError> {
        self.result.as_ref()?.as_ref().err()
    }

    /// Returns the scenario. What is left of the text is read now.
    ///
    /// # Errors
    /// Returns a [`ParseError`] for the first thing that cannot be read.
    pub fn finish(mut self) -> Result<Scenario, ParseError> {
        loop {
            match self.result {
                Some(result) => return result,
                None => self.step(),
            }
        }
    }

    /// The next line, with its end; empty after the last.
    fn next_line(&self) -> &str {
        self.text[self.at..].split_inclusive('\n').next().unwrap_or_default()
    }

    /// Reads a line, or ends the text after the last.
    fn step(&mut self) {
        if self.at == self.text.len() {
            let reader = std::mem::take(&mut self.reader);
            self.result = Some(reader.finish(self.lines));
            return;
        }
        self.lines += 1;
        let line = self.text[self.at..].split_inclusive('\n').next().unwrap_or_default();
        self.at += line.len();
        let line = line.lines().next().unwrap_or_default();
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        self.reader.reserve(self.at, self.text.len());
        let read = match line.len() > MAX_LINE {
            true => Err(line_too_long(line, self.lines)),
            false => {
                let servers = self.reader.scenario.setup.servers;
                self.reader.line(Cursor::new(line, self.lines, servers))
            }
        };
        self.result = read.err().map(Err);
    }
}

/// The error for a text that is too long, at the first character too many.
fn too_long(text: &str) -> ParseError {
    let end = text.floor_char_boundary(MAX_TEXT);
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ParseError {
        line: before.bytes().filter(|&byte| byte == b'\n').count() as u32 + 1,
        column: before[line_start..].chars().count() as u32 + 1,
        found: text[end..].chars().take(1).collect(),
        expected: format!(
            "the end of the text, which may have {MAX_TEXT} bytes (this one has {})",
            text.len()
        ),
        hint: None,
    }
}

/// The same for a line.
fn line_too_long(line: &str, number: u32) -> ParseError {
    let end = line.floor_char_boundary(MAX_LINE);
    ParseError {
        line: number,
        column: line[..end].chars().count() as u32 + 1,
        found: line[end..].chars().take(1).collect(),
        expected: format!(
            "the end of the line, which may have {MAX_LINE} bytes (this one has {})",
            line.len()
        ),
        hint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_a_long_text_are_moved_a_few_times_only() {
        let mut reading = Reading::new(format!("raft 1\n{}", "at 0 crash s1\n".repeat(20_000)));
        let (mut moves, mut capacity) = (0, 0);
        while !reading.go_on(1) {
            let now = reading.reader.scenario.steps.capacity();
            moves += usize::from(now != capacity);
            capacity = now;
        }
        assert!(moves <= 5, "{moves} times");
        assert_eq!(reading.finish().expect("it can be read").steps.len(), 20_000);
    }
}
