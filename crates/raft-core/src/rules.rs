//! Every decision of Raft that can be broken, each as one enum and one pure function.
//!
//! The handlers use [`Rules`] only through these functions. So a reader who wants to know what a rule
//! is for can change it here, or switch it off from outside, and watch. Variants are marked *unsafe* if
//! they can break a safety property, *liveness* if they change whether the cluster makes progress, and
//! *efficiency* if they change only the cost ([`Weight`]). The quoted names are those of the scenario
//! language, and never change. Each choice other than the paper's names a built-in scenario
//! (`crates/raft-scenario/scenarios`) that shows what it does.

mod table;

use serde::Serialize;

pub use self::table::{Choice, Rule, Weight};
use crate::ids::{Index, LogId, ServerId, Term};
use crate::role::RoleName;
use crate::timing::Range;

table::rules! {
    /// How many servers make a majority (§5.2, §5.3). Any two majorities share a server, so some voter
    /// of every new leader has each committed entry.
    quorum "quorum": Quorum {
        /// More than half of all servers, whether they answer or not.
        #[default]
        AllServers "all-servers" Paper,
        /// *Unsafe.* More than half of the servers heard from recently: both sides of a partition
        /// elect and commit (split brain).
        /// Shown by the scenario `broken-quorum`.
        HeardFromLately "heard-from-lately" Unsafe,
    }
    /// Which logs a voter accepts in a candidate (§5.4.1, the election restriction): the reason
    /// why a new leader holds every committed entry.
    vote_log_check "vote-log-check": VoteLogCheck {
        /// The term of the last entry, then the log's length.
        #[default]
        LastTermThenIndex "last-term-then-index" Paper,
        /// *Unsafe.* "Up-to-date" misread as the larger *current* term: a server that was cut off
        /// and started one election after another wins with an old log. Requests of earlier terms are
        /// refused anyway (§5.1), so this check refuses nothing more.
        /// Shown by the scenario `broken-log-check-term`.
        CurrentTerm "current-term" Unsafe,
        /// *Unsafe.* The log's length, whatever its terms.
        /// Shown by the scenario `broken-log-check-length`.
        LengthOnly "length-only" Unsafe,
        /// *Unsafe.* Any log.
        /// Shown by the scenario `broken-log-check-none`.
        None "none" Unsafe,
    }
    /// How many candidates a server votes for in one term (§5.2).
    votes_per_term "votes-per-term": VotesPerTerm {
        /// One, first come first served.
        #[default]
        One "one" Paper,
        /// *Unsafe.* Every one that requests it: two leaders in one term.
        /// Shown by the scenario `broken-votes-any`.
        Any "any" Unsafe,
    }
    /// Whether `votedFor` survives a crash (Figure 2, persistent state).
    vote_memory "vote-memory": VoteMemory {
        /// It is on disk.
        #[default]
        Durable "durable" Paper,
        /// *Unsafe.* A restarted server has forgotten its vote, and votes again in the same term.
        /// Shown by the scenario `broken-vote-memory`.
        ForgottenAtRestart "forgotten-at-restart" Unsafe,
    }
    /// What terms mean to a server (§5.1): they tell a new leader from an old one.
    terms "terms": Terms {
        /// Stale messages are refused; a larger term makes its receiver a follower.
        #[default]
        Obeyed "obeyed" Paper,
        /// *Unsafe.* Stale messages are acted on, and a larger term does not depose a leader.
        /// Shown by the scenario `broken-terms`.
        Ignored "ignored" Unsafe,
    }
    /// What happens to a reply that belongs to an earlier term of its receiver (§5.1, "stale
    /// information"). Votes and `matchIndex` are valid in one term only.
    stale_replies "stale-replies": StaleReplies {
        /// It is ignored.
        #[default]
        Dropped "dropped" Paper,
        /// *Unsafe.* It is counted as if it were of this term: a vote from an earlier
        /// election, or an acknowledgement of entries that may have been overwritten since.
        /// Shown by the scenario `broken-stale-replies`.
        Counted "counted" Unsafe,
    }
    /// When a leader may commit an entry (§5.3, §5.4.2).
    commit "commit": CommitRule {
        /// When a majority stores it and it is of the leader's own term. All entries before it are
        /// committed with it.
        #[default]
        OwnTermOnMajority "own-term-on-majority" Paper,
        /// *Unsafe.* When a majority stores it: Figure 8.
        /// Shown by the scenario `figure-8-unsafe`.
        AnyTermOnMajority "any-term-on-majority" Unsafe,
        /// *Unsafe.* As soon as the leader has it.
        /// Shown by the scenario `broken-commit-at-once`.
        AtOnce "at-once" Unsafe,
    }
    /// Whether a follower compares the entry before the new ones with its own (§5.3). The induction
    /// step of Log Matching.
    consistency_check "consistency-check": ConsistencyCheck {
        /// Yes, and it refuses when they differ.
        #[default]
        On "on" Paper,
        /// *Unsafe.* No: it stores the new entries without comparing.
        /// Shown by the scenario `broken-consistency-check`.
        Off "off" Unsafe,
    }
    /// What a follower removes when it stores new entries (Figure 2, AppendEntries 3).
    conflicting_suffix "conflicting-suffix": ConflictingSuffix {
        /// From the first entry that conflicts with a new one.
        #[default]
        DeletedOnConflict "deleted-on-conflict" Paper,
        /// *Unsafe.* Everything after the new entries: a late message removes acknowledged ones.
        /// Shown by the scenario `broken-suffix-cut`.
        AlwaysCut "always-cut" Unsafe,
        /// *Unsafe.* Nothing: entries that conflict are kept.
        /// Shown by the scenario `broken-suffix-kept`.
        NeverDeleted "never-deleted" Unsafe,
    }
    /// How far a follower moves `commitIndex` (Figure 2, AppendEntries 5).
    follower_commit "follower-commit": FollowerCommit {
        /// To `leaderCommit`, but not past the last entry that the message covers.
        #[default]
        UpToLastNewEntry "up-to-last-new-entry" Paper,
        /// *Unsafe.* To `leaderCommit`, but not past its own last entry, which may be one that
        /// the leader has never seen.
        /// Shown by the scenario `broken-follower-commit`.
        UpToOwnLastEntry "up-to-own-last-entry" Unsafe,
    }
    /// Where a leader tries next when a follower refuses (§5.3). *Efficiency* only.
    next_try "next-try": NextTry {
        /// One entry earlier.
        /// Shown by the scenario `figure-7`.
        #[default]
        OneBack "one-back" Paper,
        /// Before all of the conflicting term's entries, or after the leader's own last one of that
        /// term, if it has any: one round trip per term.
        /// Shown by the scenario `repair-by-term`.
        ConflictingTerm "conflicting-term" Efficiency,
        /// At the follower's last entry, if that is earlier; else one entry earlier.
        /// Shown by the scenario `repair-by-length`.
        FollowersLastIndex "followers-last-index" Efficiency,
    }
    /// When a leader sends new entries (§5.3). *Efficiency* only.
    sending "sending": Sending {
        /// With each new command, all from `nextIndex` on, including those already in flight.
        /// Shown by the scenario `sending-at-once`.
        #[default]
        AtOnce "at-once" Paper,
        /// With each new command, and without waiting: `nextIndex` moves on as entries are sent
        /// (dissertation §10.2.2, pipelining).
        /// Shown by the scenario `sending-pipelined`.
        Pipelined "pipelined" Efficiency,
        /// With the next heartbeat, all entries of the interval together.
        /// Shown by the scenario `sending-next-heartbeat`.
        NextHeartbeat "next-heartbeat" Efficiency,
    }
    /// What a heartbeat carries to a follower that lacks entries: two ways to read "the leader
    /// retries AppendEntries RPCs indefinitely" (§5.3). *Efficiency* only.
    heartbeats "heartbeats": Heartbeats {
        /// The entries: a heartbeat is the retry.
        #[default]
        CarryEntries "carry-entries" Paper,
        /// No entries (§5.2); the reply shows what has to be sent again. Has no effect with
        /// [`Sending::NextHeartbeat`].
        /// Shown by the scenario `heartbeats-empty`.
        Empty "empty" Efficiency,
    }
    /// How long a follower waits for a leader (§5.2).
    election_timeout "election-timeout": ElectionTimeout {
        /// A time that is drawn anew for each timeout.
        #[default]
        Randomized "randomized" Paper,
        /// *Liveness.* The same time for all servers: votes split again and again.
        /// Shown by the scenario `fixed-timeouts`.
        Fixed "fixed" Liveness,
    }
    /// Whether a server asks if it could win before it starts an election (dissertation §9.6).
    /// *Liveness* only.
    pre_vote "pre-vote": PreVote {
        /// No (Figure 2).
        #[default]
        Off "off" Paper,
        /// Yes: a server that cannot win does not depose the leader with a larger term. Without
        /// `check-quorum on`, a leader that has lost its majority, but is still heard by the one server
        /// that could win, is never replaced.
        /// Shown by the scenarios `pre-vote` and `pre-vote-alone`.
        On "on" Liveness,
    }
    /// Whether a leader that hears from no majority steps down (dissertation §6.2). *Liveness* only.
    check_quorum "check-quorum": CheckQuorum {
        /// No (Figure 2): it stays leader of its term, and can commit nothing.
        #[default]
        Off "off" Paper,
        /// Yes, after an election timeout.
        /// Shown by the scenario `check-quorum`.
        On "on" Liveness,
    }
    /// Whether a leader appends a no-op entry at the start of its term (§8). *Liveness* only.
    noop "noop": Noop {
        /// No (Figure 2).
        #[default]
        Off "off" Paper,
        /// Yes: entries of earlier terms commit without waiting for a client.
        /// Shown by the scenario `noop`.
        Appended "appended" Liveness,
    }
    /// What a crash leaves of the last write (Figure 2: "updated on stable storage before
    /// responding to RPCs").
    disk "disk": Disk {
        /// All of it: every write is on disk before the reply goes out.
        #[default]
        WriteBeforeReply "write-before-reply" Paper,
        /// *Unsafe.* A crash may lose the last step's writes, although they were replied to.
        /// Shown by the scenario `broken-disk`.
        LastWriteMayBeLost "last-write-may-be-lost" Unsafe,
    }
}

/// How many servers make a majority, in a cluster of `all` servers of which `heard` (itself included) have
/// been heard from recently.
pub fn quorum_size(rule: Quorum, all: usize, heard: usize) -> usize {
    match rule {
        Quorum::AllServers => all / 2 + 1,
        Quorum::HeardFromLately => heard / 2 + 1,
    }
}

/// Whether a voter may accept this candidate's log. `voter_term` is its term before it saw the request.
pub fn log_is_acceptable(
    rule: VoteLogCheck,
    (candidate_term, candidate_log): (Term, LogId),
    (voter_term, voter_log): (Term, LogId),
) -> bool {
    match rule {
        VoteLogCheck::LastTermThenIndex => candidate_log >= voter_log,
        VoteLogCheck::CurrentTerm => candidate_term >= voter_term,
        VoteLogCheck::LengthOnly => candidate_log.index >= voter_log.index,
        VoteLogCheck::None => true,
    }
}

/// Whether a voter that voted for `voted_for` in this term may vote for `candidate`.
pub fn vote_is_free(rule: VotesPerTerm, voted_for: Option<ServerId>, candidate: ServerId) -> bool {
    match rule {
        VotesPerTerm::One => voted_for.is_none_or(|server| server == candidate),
        VotesPerTerm::Any => true,
    }
}

/// The server that a restarted server remembers having voted for.
pub fn vote_after_restart(rule: VoteMemory, voted_for: Option<ServerId>) -> Option<ServerId> {
    match rule {
        VoteMemory::Durable => voted_for,
        VoteMemory::ForgottenAtRestart => None,
    }
}

/// What a server does about a message's term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum TermVerdict {
    /// It acts on the message in its own term.
    Act,
    /// The message is stale: it refuses it.
    Refuse,
    /// It adopts the term, becomes a follower and then acts on the message.
    StepDown,
}

/// Compares a message's term with the server's own (Figure 2, Rules for All Servers).
pub fn term_verdict(rule: Terms, theirs: Term, ours: Term, role: RoleName) -> TermVerdict {
    match rule {
        _ if theirs == ours => TermVerdict::Act,
        Terms::Obeyed if theirs < ours => TermVerdict::Refuse,
        Terms::Obeyed => TermVerdict::StepDown,
        Terms::Ignored if theirs < ours || role == RoleName::Leader => TermVerdict::Act,
        // Without this no election could ever end.
        Terms::Ignored => TermVerdict::StepDown,
    }
}

/// Whether a reply of an earlier term counts.
pub fn stale_reply_counts(rule: StaleReplies) -> bool {
    match rule {
        StaleReplies::Dropped => false,
        StaleReplies::Counted => true,
    }
}

/// The index up to which a leader may be able to commit, when a majority stores the log up to
/// `on_majority` and its own log ends at `last`.
pub fn commit_candidate(rule: CommitRule, on_majority: Index, last: Index) -> Index {
    match rule {
        CommitRule::OwnTermOnMajority | CommitRule::AnyTermOnMajority => on_majority,
        CommitRule::AtOnce => last,
    }
}

/// Whether a leader of `current_term` may commit an entry of `entry_term`.
pub fn may_commit(rule: CommitRule, entry_term: Term, current_term: Term) -> bool {
    match rule {
        CommitRule::OwnTermOnMajority => entry_term == current_term,
        CommitRule::AnyTermOnMajority | CommitRule::AtOnce => true,
    }
}

/// Whether a log matches the leader's at `prev`: its entry there has `own_term`, or is missing (`None`).
pub fn logs_match(rule: ConsistencyCheck, prev: LogId, own_term: Option<Term>) -> bool {
    match rule {
        ConsistencyCheck::On => own_term == Some(prev.term),
        ConsistencyCheck::Off => true,
    }
}

/// The first index that a follower deletes when it stores entries up to `last_new`; none, if it deletes
/// nothing. `conflict` is the first index at which its own entry conflicts with a new one.
pub fn delete_from(
    rule: ConflictingSuffix,
    conflict: Option<Index>,
    last_new: Index,
    last_own: Index,
) -> Option<Index> {
    match rule {
        ConflictingSuffix::DeletedOnConflict => conflict,
        ConflictingSuffix::AlwaysCut => conflict.or((last_own > last_new).then_some(last_new + 1)),
        ConflictingSuffix::NeverDeleted => None,
    }
}

/// A follower's commitIndex after a message that covers the log up to `last_new`.
pub fn follower_commit(
    rule: FollowerCommit,
    leader_commit: Index,
    last_new: Index,
    last_own: Index,
) -> Index {
    match rule {
        FollowerCommit::UpToLastNewEntry => leader_commit.min(last_new).min(last_own),
        FollowerCommit::UpToOwnLastEntry => leader_commit.min(last_own),
    }
}

/// What the refusal of an AppendEntries tells the leader about the follower's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogConflict {
    /// The `prevLogIndex` that was refused; at least 1.
    pub prev_index: Index,
    /// The follower's term there, 0 if its log is shorter.
    pub conflict_term: Term,
    /// The first index of that term there, or one past its last entry.
    pub first_index: Index,
    /// The follower's last index.
    pub last_index: Index,
}

/// The follower's next `nextIndex`: less than the one that was refused, and at least 1. `last_of_term`
/// finds the leader's own last entry of a term.
pub fn next_try(
    rule: NextTry,
    conflict: LogConflict,
    last_of_term: impl FnOnce(Term) -> Option<Index>,
) -> Index {
    let LogConflict { prev_index, conflict_term, first_index, last_index } = conflict;
    let next = match rule {
        NextTry::OneBack => prev_index,
        NextTry::ConflictingTerm => match last_of_term(conflict_term) {
            Some(last) if conflict_term > 0 && last < prev_index => last + 1,
            _ => first_index,
        },
        NextTry::FollowersLastIndex => last_index.saturating_add(1),
    };
    next.clamp(1, prev_index.max(1))
}

/// Whether a leader sends a new entry immediately (rather than with the next heartbeat).
pub fn sends_at_once(rule: Sending) -> bool {
    match rule {
        Sending::AtOnce | Sending::Pipelined => true,
        Sending::NextHeartbeat => false,
    }
}

/// Whether `nextIndex` advances when entries are sent (rather than when they are acknowledged).
pub fn advances_when_sent(rule: Sending) -> bool {
    match rule {
        Sending::Pipelined => true,
        Sending::AtOnce | Sending::NextHeartbeat => false,
    }
}

/// Whether a heartbeat carries the entries that its receiver has not acknowledged.
pub fn heartbeats_carry_entries(rules: &Rules) -> bool {
    rules.heartbeats == Heartbeats::CarryEntries || !sends_at_once(rules.sending)
}

/// The durations an election timeout is drawn from.
pub fn election_range(rule: ElectionTimeout, range: Range) -> Range {
    match rule {
        ElectionTimeout::Randomized => range,
        ElectionTimeout::Fixed => Range::exactly(range.min),
    }
}

/// Whether a server asks for pre-votes before it starts an election.
pub fn asks_first(rule: PreVote) -> bool {
    match rule {
        PreVote::Off => false,
        PreVote::On => true,
    }
}

/// Whether a leader stays leader when it has heard from `heard` servers, itself included, in the last
/// election timeout, and `needed` make a majority.
pub fn stays_leader(rule: CheckQuorum, heard: usize, needed: usize) -> bool {
    match rule {
        CheckQuorum::Off => true,
        CheckQuorum::On => heard >= needed,
    }
}

/// Whether a leader must keep track of the servers it hears from.
pub fn watches_quorum(rules: &Rules) -> bool {
    rules.check_quorum == CheckQuorum::On || rules.quorum == Quorum::HeardFromLately
}

/// Whether a new leader appends a no-op entry.
pub fn begins_with_noop(rule: Noop) -> bool {
    match rule {
        Noop::Off => false,
        Noop::Appended => true,
    }
}

/// Whether a crash may lose what the last step wrote.
pub fn last_write_may_be_lost(rule: Disk) -> bool {
    match rule {
        Disk::WriteBeforeReply => false,
        Disk::LastWriteMayBeLost => true,
    }
}
