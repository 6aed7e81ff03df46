//! Predicates about the messages in flight, and what they carry.

use raft_core::{AppendOutcome, Message};
use raft_sim::{Body, Endpoint, MessageKind, World};

use super::holds::within;
use super::{Bound, Instead};
use crate::message::{Selector, Which};
use crate::words::kind_word;

/// A description of a message in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFlight {
    /// Its kind; any when absent.
    pub kind: Option<MessageKind>,
    /// Its sender; any when absent.
    pub from: Option<Endpoint>,
    /// Its receiver; any when absent.
    pub to: Option<Endpoint>,
    /// What it carries: all of these.
    pub carries: Vec<Carries>,
}

/// Something that a message carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// A number, compared with another.
    Number(MessageNumber, Bound),
    /// A granted vote or PreVote.
    Granted,
    /// The confirmation that the entries were stored.
    Stored,
    /// The refusal of a vote, of a PreVote, or of entries.
    Refused,
}

/// A number that a message carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageNumber {
    /// Its term.
    Term,
    /// `prevLogIndex`.
    PrevIndex,
    /// `prevLogTerm`.
    PrevTerm,
    /// The number of entries.
    Entries,
    /// `leaderCommit`.
    LeaderCommit,
    /// The candidate's `lastLogIndex`.
    LastIndex,
    /// The candidate's `lastLogTerm`.
    LastTerm,
    /// The index up to which the follower's log now matches the leader's.
    MatchIndex,
}

impl MessageNumber {
    /// Every number, with its word.
    pub(crate) const WORDS: [(&'static str, Self); 8] = [
        ("term", Self::Term),
        ("prev-index", Self::PrevIndex),
        ("prev-term", Self::PrevTerm),
        ("entries", Self::Entries),
        ("leader-commit", Self::LeaderCommit),
        ("last-index", Self::LastIndex),
        ("last-term", Self::LastTerm),
        ("match-index", Self::MatchIndex),
    ];

    fn of(self, message: &Message) -> Option<u64> {
        match (self, message) {
            (Self::Term, _) => Some(message.term()),
            (Self::PrevIndex, Message::AppendEntries { prev_log, .. }) => Some(prev_log.index),
            (Self::PrevTerm, Message::AppendEntries { prev_log, .. }) => Some(prev_log.term),
            (Self::Entries, Message::AppendEntries { entries, .. }) => Some(entries.len() as u64),
            (Self::LeaderCommit, Message::AppendEntries { leader_commit, .. }) => {
                Some(*leader_commit)
            }
            (
                Self::LastIndex,
                Message::RequestVote { last_log, .. } | Message::PreVote { last_log, .. },
            ) => Some(last_log.index),
            (
                Self::LastTerm,
                Message::RequestVote { last_log, .. } | Message::PreVote { last_log, .. },
            ) => Some(last_log.term),
            (
                Self::MatchIndex,
                Message::AppendEntriesResponse {
                    outcome: AppendOutcome::Stored { match_index },
                    ..
                },
            ) => Some(*match_index),
            _ => None,
        }
    }

    fn is_in(self, kind: MessageKind) -> bool {
        use MessageKind::{AppendEntries, AppendEntriesResponse, PreVote, RequestVote};
        match self {
            Self::Term => !matches!(kind, MessageKind::ClientRequest | MessageKind::ClientResponse),
            Self::PrevIndex | Self::PrevTerm | Self::Entries | Self::LeaderCommit => {
                kind == AppendEntries
            }
            Self::LastIndex | Self::LastTerm => matches!(kind, RequestVote | PreVote),
            Self::MatchIndex => kind == AppendEntriesResponse,
        }
    }
}

impl InFlight {
    /// Returns the words for what messages of a kind can carry.
    pub(crate) fn carried_by(kind: MessageKind) -> Vec<&'static str> {
        let numbers = MessageNumber::WORDS.iter().filter(|(_, number)| number.is_in(kind));
        let news = Carries::NEWS.iter().filter(|(_, news)| news.is_in(kind));
        numbers.map(|(word, _)| *word).chain(news.map(|(word, _)| *word)).collect()
    }
}

impl Carries {
    /// What a message can carry besides numbers, with its word.
    pub(crate) const NEWS: [(&'static str, Self); 3] =
        [("granted", Self::Granted), ("stored", Self::Stored), ("refused", Self::Refused)];

    /// Whether messages of a kind can carry this.
    pub(crate) fn is_in(self, kind: MessageKind) -> bool {
        use MessageKind::{AppendEntriesResponse, PreVoteResponse, RequestVoteResponse};
        match self {
            Self::Number(number, _) => number.is_in(kind),
            Self::Granted => matches!(kind, RequestVoteResponse | PreVoteResponse),
            Self::Stored => kind == AppendEntriesResponse,
            Self::Refused => {
                matches!(kind, RequestVoteResponse | PreVoteResponse | AppendEntriesResponse)
            }
        }
    }

    fn is_of(self, message: &Message) -> bool {
        let granted = match message {
            Message::RequestVoteResponse { granted, .. }
            | Message::PreVoteResponse { granted, .. } => Some(*granted),
            _ => None,
        };
        let stored = match message {
            Message::AppendEntriesResponse { outcome, .. } => {
                Some(matches!(outcome, AppendOutcome::Stored { .. }))
            }
            _ => None,
        };
        match self {
            Self::Number(number, bound) => number.of(message).is_some_and(|it| within(bound, it)),
            Self::Granted => granted == Some(true),
            Self::Stored => stored == Some(true),
            Self::Refused => granted == Some(false) || stored == Some(false),
        }
    }
}

impl InFlight {
    /// Returns the messages in flight of this kind and between these ends, whatever they carry.
    fn alike<'a>(&self, world: &'a World) -> impl Iterator<Item = &'a Body> {
        let Self { kind, from, to, .. } = *self;
        let selector = Selector { kind, from, to, which: Which::Every };
        world.messages().filter(move |it| selector.matches(it)).map(|it| &it.body)
    }

    pub(super) fn is_there(&self, world: &World) -> bool {
        self.alike(world).any(|body| match body {
            Body::Raft(message) => self.carries.iter().all(|it| it.is_of(message)),
            Body::Client(_) => self.carries.is_empty(),
        })
    }

    /// Says what the messages in flight of this kind and between these ends carry.
    pub(super) fn instead(&self, world: &World) -> Instead {
        const SHOWN: usize = 3;
        let messages: Vec<_> = self.alike(world).take(SHOWN).map(content).collect();
        let more = (self.alike(world).count() - messages.len()) as u64;
        Instead::InFlight { messages, more }
    }
}

/// Returns what a message carries, in the words of the language.
fn content(body: &Body) -> String {
    let kind = kind_word(body.kind());
    let Body::Raft(message) = body else { return kind.to_owned() };
    let mut parts = vec![kind.to_owned()];
    for (word, number) in MessageNumber::WORDS {
        parts.extend(number.of(message).map(|number| format!("{word} {number}")));
    }
    let news =
        [("granted", Carries::Granted), ("stored", Carries::Stored), ("refused", Carries::Refused)];
    parts.extend(news.iter().filter(|it| it.1.is_of(message)).map(|it| it.0.to_owned()));
    parts.join(" ")
}
