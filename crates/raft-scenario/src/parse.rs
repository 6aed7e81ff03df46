//! Reading a text, line by line.

mod act;
mod cursor;
mod expect;
mod header;

use raft_sim::Time;

pub use self::act::parse_act;
use self::cursor::Cursor;
use crate::error::ParseError;
use crate::expect::When;
use crate::scenario::{Scenario, Step, Task, VERSION};

/// Reads a whole text.
pub(crate) fn parse(text: &str) -> Result<Scenario, ParseError> {
    let mut reader = Reader::default();
    let mut last = 0;
    for (line, number) in text.lines().zip(1..) {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        reader.line(Cursor::new(line, number, reader.scenario.setup.servers))?;
        last = number;
    }
    reader.finish(last)
}

#[derive(Default)]
struct Reader {
    scenario: Scenario,
    has_version: bool,
    /// The time of the last step, to which `+` times are added.
    last: Time,
    /// What the head has spoken of.
    said: Vec<String>,
    /// Comments whose line has not come yet.
    comment: Vec<String>,
}

impl Reader {
    fn line(&mut self, mut cursor: Cursor<'_>) -> Result<(), ParseError> {
        if let Some(comment) = cursor.comment() {
            self.comment.push(comment);
        }
        if cursor.at_end() {
            return Ok(());
        }
        let origin = cursor.origin();
        if !self.has_version {
            self.version(&mut cursor)?;
        } else if let Some((at, when)) = self.moment(&mut cursor)? {
            let task = task(&mut cursor, when)?;
            let comment = std::mem::take(&mut self.comment);
            self.scenario.steps.push(Step { at, task, comment, origin });
        } else if let Some(first) = self.scenario.steps.first() {
            let error =
                cursor.error("at, by, always, never or +, and what then (the head is over)");
            return Err(match header::is_setting(cursor.peek()) {
                true => error.hint(&format!(
                    "settings stand above the first step: move this line up, above line {}",
                    first.origin.line
                )),
                false => error,
            });
        } else {
            self.once(&cursor)?;
            header::line(&mut cursor, &mut self.scenario)?;
            self.scenario.comment.append(&mut self.comment);
        }
        cursor.finish()
    }

    /// A line of the head says something once; a rule may be chosen again.
    fn once(&mut self, cursor: &Cursor<'_>) -> Result<(), ParseError> {
        let mut ahead = cursor.clone();
        let subject = match ahead.word() {
            "rule" => return Ok(()),
            "server" => format!("server {}", ahead.word()),
            word => word.to_owned(),
        };
        if self.said.contains(&subject) {
            let problem = format!("something else: the head has said \u{2018}{subject}\u{2019}");
            return Err(cursor.error(&problem));
        }
        self.said.push(subject);
        Ok(())
    }

    fn version(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let before = cursor.clone();
        cursor.keyword("raft", "\u{2018}raft 1\u{2019} in the first line")?;
        let word = cursor.word();
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large to be read is newer still.
        let version = if is_number { word.parse().unwrap_or(u64::MAX) } else { 0 };
        if version == 0 {
            return Err(before.error_after("raft", "the version of the language, such as 1"));
        }
        if version > u64::from(VERSION) {
            let problem = format!(
                "a version this program can read, which is {VERSION}: the text needs a newer one"
            );
            return Err(before.error_after("raft", &problem));
        }
        self.has_version = true;
        self.scenario.comment.append(&mut self.comment);
        Ok(())
    }

    /// The time that a step's line begins with. Nothing, for a line of the header.
    fn moment(
        &mut self,
        cursor: &mut Cursor<'_>,
    ) -> Result<Option<(Time, Option<When>)>, ParseError> {
        if cursor.skip_symbol("+") {
            self.last = cursor.instant(self.last)?;
            return Ok(Some((self.last, None)));
        }
        let (at, when) = match cursor.peek() {
            "at" | "by" => {
                let by = cursor.word() == "by";
                self.last = cursor.instant(Time::default())?;
                (self.last, by.then_some(When::By))
            }
            "always" => (Time::default(), Some(When::Always)),
            "never" => (Time::default(), Some(When::Never)),
            _ => return Ok(None),
        };
        if matches!(when, Some(When::Always | When::Never)) {
            cursor.word();
        }
        Ok(Some((at, when)))
    }

    fn finish(mut self, last_line: u32) -> Result<Scenario, ParseError> {
        if !self.has_version {
            let cursor = Cursor::new("", last_line.max(1), 0);
            return Err(cursor.error("\u{2018}raft 1\u{2019} in the first line"));
        }
        self.scenario.comment.append(&mut self.comment);
        // What always or never holds comes first; the rest by time, and as written within an instant.
        self.scenario.steps.sort_by_key(|step| (!step.is_timeless(), step.at));
        Ok(self.scenario)
    }
}

/// What a step's line says after its time.
fn task(cursor: &mut Cursor<'_>, when: Option<When>) -> Result<Task, ParseError> {
    match (cursor.peek(), when) {
        ("expect", _) => {
            cursor.word();
            let when = when.unwrap_or(When::At);
            Ok(Task::Expect(expect::expectation(cursor, when)?))
        }
        (_, Some(_)) => Err(cursor.error("\u{2018}expect\u{2019}")),
        ("note", None) => {
            cursor.word();
            Ok(Task::Note(cursor.localized()?))
        }
        (_, None) => Ok(Task::Act(act::act(cursor)?)),
    }
}
