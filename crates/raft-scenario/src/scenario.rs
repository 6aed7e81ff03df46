//! A scenario, as data.

use raft_sim::{Action, Duration, Setup, Time};
use smol_str::SmolStr;

use crate::expect::{Expectation, When};
use crate::message::{Selector, Which};

/// The version of the language: the number after `raft` in a text's first line. Texts of an older
/// version can always be read.
pub const VERSION: u32 = 1;

/// The latest instant that a text can name: 24 hours. A longer run would take too long to open.
pub const LONGEST_RUN: Time = Time::from_ms(86_400_000);

/// A run as a text describes it: the setup, the actions, the notes and the expectations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Its title.
    pub title: Localized,
    /// The setup of its world.
    pub setup: Setup,
    /// The instant of its `end` line: the run ends then, or at its last step if that is later.
    pub end: Option<Time>,
    /// The comments of its head, one line each.
    pub comment: Vec<String>,
    /// Its steps: first the expectations about the whole run, then the rest by time.
    pub steps: Vec<Step>,
}

/// A text in several languages, in the order written, each with a code such as `en` or `zh`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(pub Vec<(SmolStr, String)>);

impl Localized {
    /// Returns the text in `language`, else in English, else the first one, else an empty string.
    pub fn in_language(&self, language: &str) -> &str {
        let find = |code: &str| self.0.iter().find(|(other, _)| other == code);
        find(language).or_else(|| find("en")).or(self.0.first()).map_or("", |(_, text)| text)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its instant; 0 for an expectation about the whole run.
    pub at: Time,
    /// What it does, says or expects.
    pub task: Task,
    /// The comments above it and on its own line.
    pub comment: Vec<String>,
    /// Where its line begins in the text it was read from.
    pub origin: Origin,
    /// Its place among the steps of a line that stands for several; `None` for other lines.
    pub repeat: Option<Repeat>,
}

/// One of several steps that one line of a text stands for: `client "add n 1" repeat 100 every 10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The number of this step among them, from 1.
    pub number: u32,
    /// The number of steps, at least 2.
    pub times: u32,
    /// The time from one to the next.
    pub every: Duration,
}

impl Repeat {
    /// The most steps that the repeating lines of a text can stand for, all together.
    pub const MOST: u32 = 10_000;
}

/// The place in a text that something was read from; 0 and 0 when it was not read.
///
/// All origins compare equal and none is printed, so steps are equal wherever they were read from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl Step {
    /// Returns a step that performs `act` at `at`, without a comment.
    pub fn act(at: Time, act: Act) -> Self {
        Self {
            at,
            task: Task::Act(act),
            comment: Vec::new(),
            origin: Origin::default(),
            repeat: None,
        }
    }

    /// Returns the steps that a repeating line stands for; only the first keeps the comment.
    pub fn repeated(self, times: u32, every: Duration) -> impl Iterator<Item = Self> {
        (1..=times).map(move |number| Self {
            at: self.at + Duration(every.0.saturating_mul(u64::from(number - 1))),
            comment: if number == 1 { self.comment.clone() } else { Vec::new() },
            repeat: Some(Repeat { number, times, every }),
            ..self.clone()
        })
    }

    /// Whether it is an expectation about the whole run.
    pub fn is_timeless(&self) -> bool {
        matches!(&self.task, Task::Expect(Expectation { when: When::Always | When::Never, .. }))
    }
}

/// What a step does, says or expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// An action.
    Act(Act),
    /// A note for the reader.
    Note(Localized),
    /// An expectation.
    Expect(Expectation),
}

/// An action on the world, with messages named as a person can name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// An action that is not about particular messages.
    Plain(Action),
    /// An action on messages in flight.
    Message {
        /// The messages.
        selector: Selector,
        /// What is done to them.
        action: MessageAction,
    },
}

/// The act names the action's message, if it has one, by its identity.
impl From<Action> for Act {
    fn from(action: Action) -> Self {
        let (message, action) = match action {
            Action::Drop { message } => (message, MessageAction::Drop),
            Action::Deliver { message } => (message, MessageAction::Deliver),
            Action::Duplicate { message } => (message, MessageAction::Duplicate),
            Action::Delay { message, by } => (message, MessageAction::Delay(by)),
            Action::Hold { message } => (message, MessageAction::Hold),
            Action::Release { message } => (message, MessageAction::Release),
            plain => return Self::Plain(plain),
        };
        let which = Which::Identity(message);
        Self::Message { selector: Selector { kind: None, from: None, to: None, which }, action }
    }
}

/// What can be done to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageAction {
    /// Drops it.
    Drop,
    /// Delivers it.
    Deliver,
    /// Delivers it, and every matching message that is sent because of it, until none is in flight.
    /// Only for [`Which::Every`].
    DeliverUntilQuiet,
    /// Sends a copy of it.
    Duplicate,
    /// Delays it by this much.
    Delay(Duration),
    /// Holds it.
    Hold,
    /// Releases it.
    Release,
}

impl MessageAction {
    /// Returns this action on one message.
    pub fn on(self, message: raft_sim::MessageId) -> Action {
        match self {
            Self::Drop => Action::Drop { message },
            Self::Deliver | Self::DeliverUntilQuiet => Action::Deliver { message },
            Self::Duplicate => Action::Duplicate { message },
            Self::Delay(by) => Action::Delay { message, by },
            Self::Hold => Action::Hold { message },
            Self::Release => Action::Release { message },
        }
    }
}

impl Scenario {
    /// Returns the instant at which the run ends.
    pub fn ends_at(&self) -> Time {
        let last = self.steps.iter().map(|step| step.at).max().unwrap_or_default();
        self.end.unwrap_or_default().max(last)
    }
}
