//! The messages between servers: the two RPCs of Figure 2, the PreVote RPC of the dissertation's
//! §9.6, and their replies. They are the same with all [`crate::Rules`].

use serde::Serialize;

use crate::entry::{Entries, Entry};
use crate::ids::{Index, LogId, Term};

/// One message between two servers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Message {
    /// RequestVote RPC, arguments (Figure 2).
    RequestVote {
        /// The candidate's term.
        term: Term,
        /// Where the candidate's log ends: `lastLogTerm` and `lastLogIndex`.
        last_log: LogId,
    },
    /// RequestVote RPC, results (Figure 2).
    RequestVoteResponse {
        /// The voter's current term, for the candidate to update itself.
        term: Term,
        /// True means the candidate received the vote.
        granted: bool,
    },
    /// PreVote RPC, arguments (dissertation §9.6): "would you vote for me?"
    PreVote {
        /// The term the candidate would begin: one above its own.
        term: Term,
        /// Where the candidate's log ends.
        last_log: LogId,
    },
    /// PreVote RPC, results.
    PreVoteResponse {
        /// The voter's current term or, when it would vote, the term it was asked about.
        term: Term,
        /// Whether it would vote.
        granted: bool,
    },
    /// AppendEntries RPC, arguments (Figure 2); with no entries, a heartbeat.
    AppendEntries {
        /// The leader's term.
        term: Term,
        /// The entry just before the new ones: `prevLogTerm` and `prevLogIndex`.
        prev_log: LogId,
        /// The entries to store.
        #[cfg_attr(feature = "typescript", tsify(type = "Entry[]"))]
        entries: Entries,
        /// The leader's commitIndex.
        leader_commit: Index,
    },
    /// AppendEntries RPC, results (Figure 2), with what §5.3's last paragraphs add.
    AppendEntriesResponse {
        /// The follower's current term, for the leader to update itself.
        term: Term,
        /// Whether the entries were stored.
        outcome: AppendOutcome,
    },
}

/// A follower's reply to AppendEntries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppendOutcome {
    /// `success = true`.
    Stored {
        /// The index up to which the follower's log now agrees with the leader's. The reply carries it
        /// because replies may be lost, duplicated and reordered.
        match_index: Index,
    },
    /// `success = false`: the term was stale, or the log has no entry that matches `prev_log`.
    Refused {
        /// The `prevLogIndex` that was refused. It lets the leader recognize a refusal that arrives late.
        prev_index: Index,
        /// The term of the follower's entry at `prev_index`, 0 if its log is shorter.
        conflict_term: Term,
        /// The first index of that term in the follower's log; when its log is shorter, the index
        /// after its last entry.
        first_index: Index,
        /// The index of the follower's last entry.
        last_index: Index,
    },
}

impl Message {
    /// The term the message carries; every message carries one (§5.1).
    pub fn term(&self) -> Term {
        match self {
            Self::RequestVote { term, .. }
            | Self::RequestVoteResponse { term, .. }
            | Self::PreVote { term, .. }
            | Self::PreVoteResponse { term, .. }
            | Self::AppendEntries { term, .. }
            | Self::AppendEntriesResponse { term, .. } => *term,
        }
    }

    /// The entries it carries; only AppendEntries has any.
    pub fn entries(&self) -> &[Entry] {
        match self {
            Self::AppendEntries { entries, .. } => entries,
            _ => &[],
        }
    }

    /// Whether it is the reply to an RPC, rather than the request.
    pub fn is_response(&self) -> bool {
        matches!(
            self,
            Self::RequestVoteResponse { .. }
                | Self::PreVoteResponse { .. }
                | Self::AppendEntriesResponse { .. }
        )
    }
}
