//! A run, as data.

use raft_sim::{Action, Duration, Setup, Time};
use smol_str::SmolStr;

use crate::expect::{Expectation, When};
use crate::message::{Selector, Which};

/// The version of the language: the number after `raft` in a text's first line. Texts of an older
/// version are read for ever.
pub const VERSION: u32 = 1;

/// The latest instant a text can speak of, in microseconds: a day. A longer run would keep whoever
/// opens it waiting.
pub const LONGEST_RUN: Time = Time::from_ms(86_400_000);

/// A run as a text describes it: the setup, the actions, the notes and the expectations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called.
    pub title: Localized,
    /// The setup of its world.
    pub setup: Setup,
    /// When it ends, if that is later than its last step.
    pub end: Option<Time>,
    /// The comments of its head.
    pub comment: Vec<String>,
    /// What happens in it: what holds at all times first, then by time.
    pub steps: Vec<Step>,
}

/// A text in several languages: codes such as `en` and `zh`, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(pub Vec<(SmolStr, String)>);

impl Localized {
    /// The text in `language`; else in English; else in any; else empty.
    pub fn in_language(&self, language: &str) -> &str {
        let find = |code: &str| self.0.iter().find(|(other, _)| other == code);
        find(language).or_else(|| find("en")).or(self.0.first()).map_or("", |(_, text)| text)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One line of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When; for what holds at all times, 0.
    pub at: Time,
    /// What.
    pub task: Task,
    /// The comment above it.
    pub comment: Vec<String>,
    /// Where its line begins in the text it was read from.
    pub origin: Origin,
    /// Which of the steps of its line it is, when that stands for several.
    pub repeat: Option<Repeat>,
}

/// One of several steps that one line of a text stands for: `client "add n 1" repeat 100 every 10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Which of them it is, from 1.
    pub number: u32,
    /// How many there are, at least 2.
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
/// It says nothing about the thing itself: all origins are equal, and none is printed.
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
    /// Something done at an instant, without a comment.
    pub fn act(at: Time, act: Act) -> Self {
        Self {
            at,
            task: Task::Act(act),
            comment: Vec::new(),
            origin: Origin::default(),
            repeat: None,
        }
    }

    /// The steps that a line stands for; the first one has its comment.
    pub fn repeated(self, times: u32, every: Duration) -> impl Iterator<Item = Self> {
        (1..=times).map(move |number| Self {
            at: self.at + Duration(every.0.saturating_mul(u64::from(number - 1))),
            comment: if number == 1 { self.comment.clone() } else { Vec::new() },
            repeat: Some(Repeat { number, times, every }),
            ..self.clone()
        })
    }

    /// Whether it is about the whole run.
    pub fn is_timeless(&self) -> bool {
        matches!(&self.task, Task::Expect(Expectation { when: When::Always | When::Never, .. }))
    }
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// An action.
    Act(Act),
    /// A note for the reader.
    Note(Localized),
    /// An expectation.
    Expect(Expectation),
}

/// Something done to the world, with messages named as a person can name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Anything that is not about one message.
    Plain(Action),
    /// About messages that are in flight.
    Message {
        /// Which.
        selector: Selector,
        /// What is done to them.
        action: MessageAction,
    },
}

/// A message is meant by its identity.
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
    /// It is lost.
    Drop,
    /// It arrives.
    Deliver,
    /// It arrives, and so does every such message that is sent because of it, until none is in
    /// flight. Said of [`Which::Every`] message.
    DeliverUntilQuiet,
    /// It is sent twice.
    Duplicate,
    /// It arrives that much later.
    Delay(Duration),
    /// It is held.
    Hold,
    /// It is released.
    Release,
}

impl MessageAction {
    /// The action on one message.
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
    /// When the run is over.
    pub fn ends_at(&self) -> Time {
        let last = self.steps.iter().map(|step| step.at).max().unwrap_or_default();
        self.end.unwrap_or_default().max(last)
    }
}
