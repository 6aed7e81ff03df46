//! Reading the lines of a text, one after the other.

use raft_sim::{Action, Time};

use super::cursor::Cursor;
use super::{act, expect, header};
use crate::error::{ParseError, ParseHint};
use crate::expect::When;
use crate::quote::snippet;
use crate::scenario::{Act, LONGEST_RUN, Repeat, Scenario, Step, Task, VERSION};

/// What has been read so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) scenario: Scenario,
    has_version: bool,
    /// The time of the last step, to which `+` times are added.
    last: Time,
    /// What the head has set, and in which line.
    set: Vec<(String, u32)>,
    /// How many steps the repeating lines stand for so far.
    repeated: u32,
    /// Comments of a line that has not come yet.
    comment: Vec<String>,
}

impl Reader {
    /// Reserves room for the steps of a whole text, as if the rest of it were like its first
    /// `bytes`. Steps are large, and moving many of them whenever there is no room for another
    /// would take long.
    pub(super) fn reserve(&mut self, bytes: usize, of: usize) {
        let steps = &mut self.scenario.steps;
        if steps.len() == steps.capacity() {
            // In 64 bits: with WebAssembly's 32-bit `usize`, the product would overflow for a long text.
            let all = steps.len() as u64 * of as u64 / bytes as u64;
            steps.reserve((all as usize).saturating_sub(steps.len()).max(1));
        }
    }

    pub(super) fn line(&mut self, mut cursor: Cursor<'_>) -> Result<(), ParseError> {
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
            let repeat = match task {
                Task::Act(Act::Plain(Action::Command { .. } | Action::CommandBy { .. })) => {
                    self.repeat(&mut cursor, at)?
                }
                _ => None,
            };
            let comment = std::mem::take(&mut self.comment);
            self.scenario.steps.push(Step { at, task, comment, origin, repeat });
        } else if let Some(first) = self.scenario.steps.first() {
            let error =
                cursor.error("at, by, always, never or +, and what then (the head is over)");
            return Err(match header::is_setting(cursor.peek()) {
                true => error.hint(ParseHint::AboveSteps { line: first.origin.line }),
                false => error,
            });
        } else {
            self.once(&cursor)?;
            header::line(&mut cursor, &mut self.scenario)?;
            self.scenario.comment.append(&mut self.comment);
        }
        cursor.finish()
    }

    /// Checks that a line of the head sets something for the first time; only a rule may be chosen again.
    fn once(&mut self, cursor: &Cursor<'_>) -> Result<(), ParseError> {
        let mut ahead = cursor.clone();
        let subject = match ahead.word() {
            "rule" => return Ok(()),
            word @ ("server" | "clock") => format!("{word} {}", ahead.word()),
            word => word.to_owned(),
        };
        if let Some((_, line)) = self.set.iter().find(|(set, _)| *set == subject) {
            let hint = ParseHint::Twice { setting: snippet(&subject), line: *line };
            return Err(cursor.error("another setting").hint(hint));
        }
        self.set.push((subject, cursor.origin().line));
        Ok(())
    }

    fn version(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let before = cursor.clone();
        cursor.keyword("raft", "\u{2018}raft 1\u{2019} in the first line")?;
        let word = cursor.word();
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large to be read is a newer version still.
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

    /// Reads the time that a step's line begins with; `None` for a line of the head.
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

    /// `repeat 100 every 10`, or nothing.
    fn repeat(
        &mut self,
        cursor: &mut Cursor<'_>,
        first: Time,
    ) -> Result<Option<Repeat>, ParseError> {
        if !cursor.skip_symbol("repeat") {
            return Ok(None);
        }
        let (before, most) = (cursor.clone(), Repeat::MOST);
        let expected = format!("how many times, 2 or more, with at most {most} in a whole text");
        let times = u32::try_from(cursor.number(&expected)?).ok().filter(|&times| times > 1);
        let left = most - self.repeated;
        let times = times.filter(|&times| times <= left).ok_or_else(|| before.error(&expected))?;
        self.repeated += times;
        cursor.keyword("every", "every, and the time between two")?;
        let before = cursor.clone();
        let every = cursor.time()?;
        let last = first.0.checked_add(every.0.saturating_mul(u64::from(times - 1)));
        if last.is_none_or(|last| last > LONGEST_RUN.0) {
            let problem = "a shorter time: the last command would come after 86400000 ms (24 h), \
                           the end of the longest run";
            return Err(before.error(problem));
        }
        Ok(Some(Repeat { number: 1, times, every }))
    }

    pub(super) fn finish(mut self, last_line: u32) -> Result<Scenario, ParseError> {
        if !self.has_version {
            let cursor = Cursor::new("", last_line.max(1), 0);
            return Err(cursor.error("\u{2018}raft 1\u{2019} in the first line"));
        }
        self.scenario.comment.append(&mut self.comment);
        sort(&mut self.scenario.steps);
        if self.repeated > 0 {
            // The lines are sorted before the steps they stand for. So a printed text, which has
            // the lines in the order of their first steps, is read in the same order.
            let lines = std::mem::take(&mut self.scenario.steps);
            for line in lines {
                match line.repeat {
                    Some(Repeat { times, every, .. }) => {
                        self.scenario.steps.extend(line.repeated(times, every));
                    }
                    None => self.scenario.steps.push(line),
                }
            }
            sort(&mut self.scenario.steps);
        }
        Ok(self.scenario)
    }
}

/// Sorts `always` and `never` expectations first, the rest by time, and as written within an instant.
fn sort(steps: &mut [Step]) {
    let by_time = |step: &Step| (!step.is_timeless(), step.at);
    if !steps.is_sorted_by_key(by_time) {
        // Steps are large: their places are sorted first, and then each is moved once.
        steps.sort_by_cached_key(by_time);
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
        (_, Some(when)) => Err(cursor.error("expect").hint(ParseHint::Expectation(when))),
        ("note", None) => {
            cursor.word();
            Ok(Task::Note(cursor.localized()?))
        }
        (_, None) => Ok(Task::Act(act::act(cursor)?)),
    }
}
