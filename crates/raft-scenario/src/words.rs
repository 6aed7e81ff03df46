//! The words of the language that stand for values: the same tables are used for reading and writing.

use raft_core::{RoleName, Timer};
use raft_sim::MessageKind;

/// A word for each value.
pub(crate) type Words<T> = [(&'static str, T)];

pub(crate) const TIMERS: &Words<Timer> = &[
    ("election", Timer::Election),
    ("heartbeat", Timer::Heartbeat),
    ("quorum-check", Timer::QuorumCheck),
    ("leader-lease", Timer::LeaderContact),
];

pub(crate) const KINDS: &Words<MessageKind> = &[
    ("vote", MessageKind::RequestVote),
    ("vote-reply", MessageKind::RequestVoteResponse),
    ("prevote", MessageKind::PreVote),
    ("prevote-reply", MessageKind::PreVoteResponse),
    ("append", MessageKind::AppendEntries),
    ("append-reply", MessageKind::AppendEntriesResponse),
    ("request", MessageKind::ClientRequest),
    ("answer", MessageKind::ClientResponse),
];

/// The word for a message of any kind.
pub(crate) const ANY_KIND: &str = "message";

pub(crate) const ROLES: &Words<RoleName> = &[
    ("follower", RoleName::Follower),
    ("pre-candidate", RoleName::PreCandidate),
    ("candidate", RoleName::Candidate),
    ("leader", RoleName::Leader),
];

/// The word for a kind of message.
pub fn kind_word(kind: MessageKind) -> &'static str {
    word(KINDS, &kind)
}

/// The word for a value.
pub(crate) fn word<T: PartialEq>(words: &Words<T>, value: &T) -> &'static str {
    words.iter().find(|(_, other)| other == value).map_or("", |(word, _)| word)
}
