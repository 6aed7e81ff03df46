//! Texts to be read, and what is said of those that cannot be.

use std::io;
use std::path::Path;

use raft_scenario::{ParseError, Scenario};

use crate::Streams;

/// A text, and what to call it.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Source {
    /// Reads a file; `-` is the standard input. Says so when it cannot be read.
    pub(crate) fn read(path: &Path, streams: &mut Streams<'_>) -> io::Result<Option<Self>> {
        let is_input = is_standard(path);
        let name = if is_input { "<stdin>".into() } else { path.display().to_string() };
        let bytes = if is_input {
            let mut bytes = Vec::new();
            streams.input.read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(path)
        };
        let text = bytes.and_then(|bytes| {
            let not_text = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text");
            String::from_utf8(bytes).map_err(not_text)
        });
        match text {
            Ok(text) => Ok(Some(Self { name, text })),
            Err(error) => {
                writeln!(streams.err, "{name}: cannot be read: {error}")?;
                Ok(None)
            }
        }
    }

    /// Parses the text. Says where it is wrong, if it is.
    pub(crate) fn parse(&self, streams: &mut Streams<'_>) -> io::Result<Option<Scenario>> {
        match Scenario::parse(&self.text) {
            Ok(scenario) => Ok(Some(scenario)),
            Err(error) => {
                writeln!(streams.err, "{}:{error}", self.name)?;
                Ok(None)
            }
        }
    }

    /// Reads and parses a file.
    pub(crate) fn scenario(
        path: &Path,
        streams: &mut Streams<'_>,
    ) -> io::Result<Option<(Self, Scenario)>> {
        let Some(source) = Self::read(path, streams)? else {
            return Ok(None);
        };
        let scenario = source.parse(streams)?;
        Ok(scenario.map(|scenario| (source, scenario)))
    }

    /// The line that each step of the scenario was read from.
    ///
    /// A step carries the comments of its line; so a copy of the text whose lines are numbered by
    /// comments says which lines the steps came from, however they were put in order.
    pub(crate) fn lines(&self) -> Vec<usize> {
        let numbered = |(line, number): (&str, usize)| format!("{line} #@{number}\n");
        let text: String = self.text.lines().zip(1..).map(numbered).collect();
        let line_of = |comments: &Vec<String>| {
            let (_, number) = comments.last()?.rsplit_once('@')?;
            number.parse().ok()
        };
        let steps = Scenario::parse(&text).map_or_else(|_: ParseError| Vec::new(), |it| it.steps);
        steps.iter().map(|step| line_of(&step.comment).unwrap_or(0)).collect()
    }

    /// A line, by number, without its comment and the space around it.
    pub(crate) fn line(&self, number: usize) -> &str {
        let line = self.text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
        let mut in_string = false;
        let mut escaped = false;
        let comment = line.find(|c| {
            match c {
                _ if escaped => escaped = false,
                '\\' if in_string => escaped = true,
                '"' => in_string = !in_string,
                _ => {}
            }
            c == '#' && !in_string
        });
        line[..comment.unwrap_or(line.len())].trim()
    }
}

/// Is it `-`?
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes to a file, or to the standard output when there is none. False, and said so, when the file
/// cannot be written.
pub(crate) fn write_to(
    path: Option<&Path>,
    text: &[u8],
    streams: &mut Streams<'_>,
) -> io::Result<bool> {
    let Some(path) = path.filter(|path| !is_standard(path)) else {
        return streams.out.write_all(text).map(|()| true);
    };
    match std::fs::write(path, text) {
        Ok(()) => Ok(true),
        Err(error) => {
            writeln!(streams.err, "{}: cannot be written: {error}", path.display())?;
            Ok(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn steps_know_their_lines() {
        let text = "raft 1 # one\n# two\n\nat 20 crash s1\nat 10 note \"#\" # five\n# six\n\
                    never expect leader\r\n+ 5 heal";
        let source = Source { name: String::new(), text: text.into() };
        assert_eq!(source.lines(), [7, 5, 8, 4]);
        assert_eq!(source.line(5), "at 10 note \"#\"");
        assert_eq!(source.line(8), "+ 5 heal");
        assert_eq!(source.line(99), "");
    }
}
