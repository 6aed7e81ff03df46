//! Reads scenarios, and reports the texts that cannot be read.

use std::io;
use std::path::Path;

use raft_scenario::{ParseError, Scenario, split_comment};
use raft_sim::SetupError;

use crate::Streams;
use crate::input::{self, InputText, is_standard};

/// A text, and what to call it.
pub(crate) struct ScenarioText {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether the text comes from a file that can be rewritten.
    pub(crate) is_file: bool,
}

/// Why there is no run, as reported on the standard error.
pub(crate) struct Unreadable {
    pub(crate) name: String,
    pub(crate) error: String,
    /// Where the text is wrong, and why, if that is the reason.
    pub(crate) at: Option<ParseError>,
}

impl ScenarioText {
    /// Parses the text. If it is wrong, reports where.
    pub(crate) fn parse(
        &self,
        streams: &mut Streams<'_>,
    ) -> io::Result<Result<Scenario, Unreadable>> {
        let error = match Scenario::parse(&self.text) {
            Ok(scenario) => return Ok(Ok(scenario)),
            Err(error) => error,
        };
        let name = self.name.clone();
        let place = format!("{name}:{}:{}", error.line, error.column);
        let problem = format!("{place}: {}", error.problem());
        let unreadable = Unreadable { error: problem, name, at: Some(error) };
        writeln!(streams.err, "{}", unreadable.error)?;
        Ok(Err(unreadable))
    }

    /// Reads and parses what an argument names. Reports when that is not possible.
    pub(crate) fn scenario(
        path: &Path,
        streams: &mut Streams<'_>,
    ) -> io::Result<Result<(Self, Scenario), Unreadable>> {
        let source = match input::read(path, streams) {
            Ok(InputText { name, text, is_file }) => Self { name, text, is_file },
            Err(error) => {
                writeln!(streams.err, "{error}")?;
                return Ok(Err(Unreadable { name: path.display().to_string(), error, at: None }));
            }
        };
        let scenario = source.parse(streams)?;
        Ok(scenario.map(|scenario| (source, scenario)))
    }

    /// Reports that the setup describes no possible world.
    pub(crate) fn cannot_be_played(
        &self,
        error: &SetupError,
        streams: &mut Streams<'_>,
    ) -> io::Result<Unreadable> {
        let (name, error) = (self.name.clone(), format!("{}: {error}", self.name));
        writeln!(streams.err, "{error}")?;
        Ok(Unreadable { name, error, at: None })
    }
}

/// One of the lines, by its number from 1, without its comment and the space around it.
pub(crate) fn statement<'a>(lines: &[&'a str], number: u32) -> &'a str {
    let line = lines.get((number as usize).saturating_sub(1)).copied().unwrap_or_default();
    split_comment(line).0.trim()
}

/// Writes to a file, or to the standard output when there is none. Returns false, after reporting it, when the file
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
    use super::statement;

    #[test]
    fn lines_are_shown_without_their_comments() {
        let text = "raft 1 # one\n# two\n\nat 20 crash s1\nat 10 note \"#\" # five\n# six\n\
                    never expect leader\r\n+ 5 heal";
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(statement(&lines, 5), "at 10 note \"#\"");
        assert_eq!(statement(&lines, 8), "+ 5 heal");
        assert_eq!(statement(&lines, 99), "");
    }
}
