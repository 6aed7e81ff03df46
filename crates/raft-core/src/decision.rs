//! What a rule decided, with the values it compared, so that a decision can be explained.

use serde::Serialize;

use crate::ids::{Index, LogId, ServerId, Term};
use crate::rules::TermVerdict;

/// A decision of one of the [`crate::Rules`], on the server that made it: plain values, no
/// sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "rule", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Decision {
    /// A message arrived with a term other than the server's own (§5.1).
    Term {
        /// The message's term.
        theirs: Term,
        /// The server's term before.
        ours: Term,
        /// What the server does with it.
        verdict: TermVerdict,
    },
    /// A reply of an earlier term arrived.
    StaleReply {
        /// Its term.
        theirs: Term,
        /// The receiver's term.
        ours: Term,
        /// Whether it was counted.
        counted: bool,
    },
    /// A candidate asked for a vote (§5.2, §5.4.1), or whether it would get one (dissertation §9.6).
    Vote {
        /// The candidate.
        candidate: ServerId,
        /// What it asked for.
        #[serde(rename = "preVote")]
        #[cfg_attr(feature = "typescript", tsify(type = "boolean"))]
        ballot: Ballot,
        /// Whether the vote was granted, and why.
        because: VoteReason,
        /// The term for which the candidate asked.
        candidate_term: Term,
        /// The voter's term before the request.
        voter_term: Term,
        /// Where the candidate's log ends.
        candidate_log: LogId,
        /// Where the voter's log ends.
        voter_log: LogId,
        /// The server that the voter had already voted for in this term.
        voted_for: Option<ServerId>,
    },
    /// Votes were counted (§5.2).
    Election {
        /// What the votes are for.
        #[serde(rename = "preVote")]
        #[cfg_attr(feature = "typescript", tsify(type = "boolean"))]
        ballot: Ballot,
        /// The votes so far, the candidate's own included.
        votes: u8,
        /// The votes needed.
        needed: u8,
        /// Whether the candidate has won.
        won: bool,
    },
    /// A leader decided whether to commit its log up to `index`: the largest index that a majority
    /// stores or, with [`crate::CommitRule::AtOnce`], the last one (§5.3, §5.4.2).
    Commit {
        /// The index.
        index: Index,
        /// The term of the entry there.
        entry_term: Term,
        /// The leader's term.
        current_term: Term,
        /// How many servers make a majority.
        needed: u8,
        /// Whether the rule allows it to be committed.
        allowed: bool,
    },
    /// The entry before the new ones was compared (§5.3).
    Consistency {
        /// The leader's entry.
        prev_log: LogId,
        /// The term of the follower's entry there; none if its log is shorter.
        own_term: Option<Term>,
        /// Whether they match.
        matches: bool,
    },
    /// New entries were compared with those at the same indexes (§5.3).
    Conflict {
        /// The first index where they differ, if they do.
        conflict: Option<Index>,
        /// The first index that the follower deleted, if it deleted any.
        deleted_from: Option<Index>,
    },
    /// A follower learnt how far the leader has committed (§5.3).
    FollowerCommit {
        /// The leader's commitIndex.
        leader_commit: Index,
        /// The last entry that the message covers.
        last_new: Index,
        /// The follower's last entry.
        last_own: Index,
        /// The follower's commitIndex from now on.
        commit_index: Index,
    },
    /// A leader whose entries were refused chose where to try next (§5.3).
    NextTry {
        /// The follower.
        follower: ServerId,
        /// The `prevLogIndex` it refused.
        refused: Index,
        /// `nextIndex` from now on.
        next_index: Index,
    },
    /// A restarted server read its vote (Figure 2).
    VoteMemory {
        /// The vote on its disk.
        stored: ServerId,
        /// Whether it remembers that vote.
        remembered: bool,
    },
    /// A leader checked whether it still hears from a majority (dissertation §6.2).
    CheckQuorum {
        /// The servers it has heard from, itself included.
        heard: u8,
        /// The servers needed.
        needed: u8,
        /// Whether it stays leader.
        stays: bool,
    },
}

/// What a candidate asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ballot {
    /// A vote in its term (§5.2).
    Vote,
    /// Whether it would get a vote in the next term (dissertation §9.6). The reply is not a promise.
    PreVote,
}

/// Serializes as a boolean, true for [`Ballot::PreVote`].
impl Serialize for Ballot {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self == Self::PreVote)
    }
}

/// Why a vote was granted or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum VoteReason {
    /// Granted: the voter had not voted for another candidate, and the log is acceptable.
    Granted,
    /// Refused: the request's term is older than the voter's.
    StaleTerm,
    /// Refused: the voter has voted for another candidate in this term.
    AlreadyVoted,
    /// Refused: the rule does not accept the candidate's log.
    LogOlder,
    /// A PreVote refused: the voter hears from a leader.
    LeaderAlive,
}
