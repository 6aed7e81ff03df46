//! What can be found.

use raft_core::{Entry, Index, ServerId, ServerSet, Term};
use raft_sim::{RequestId, Time};
use serde::Serialize;

/// What must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Property {
    /// "At most one leader can be elected in a given term" (Figure 3, §5.2).
    ElectionSafety,
    /// "A leader never overwrites or deletes entries in its log; it only appends new entries"
    /// (Figure 3, §5.3).
    LeaderAppendOnly,
    /// "If two logs contain an entry with the same index and term, then the logs are identical in
    /// all entries up through the given index" (Figure 3, §5.3). Two logs at any two moments of the
    /// run, as no entry of that index and term can come into being twice.
    LogMatching,
    /// "If a log entry is committed in a given term, then that entry will be present in the logs of
    /// the leaders for all higher-numbered terms" (Figure 3, §5.4).
    ///
    /// An entry is committed in the term of the leader that moved its commitIndex over it, which may
    /// be later than the entry's own. So a stale leader of an earlier term may lack it (Figure 8(e)),
    /// and a leader that was elected before the commit, for a later term, may not.
    LeaderCompleteness,
    /// "If a server has applied a log entry at a given index to its state machine, no other server
    /// will ever apply a different log entry for the same index" (Figure 3, §5.4.3). Nor may one leave
    /// an entry out that another applied, or apply one twice without having restarted.
    StateMachineSafety,
    /// A client was told that its command was done, and the command can no longer be had: no disk
    /// holds an entry with it any more, or a leader of a later term than the one it was committed in
    /// has committed another entry at its index and has the command nowhere up to there. (A client
    /// that asks again may have its command in several entries: one of them is enough.)
    AcknowledgedLost,
    /// A client was answered from entries that, when the server sent the answer, were not on the
    /// disks of a majority of all servers. Of each leader, the first such answer counts.
    UncommittedRead,
}

impl Property {
    /// Every property, with its name in scenarios.
    pub const ALL: [(&'static str, Self); 7] = [
        ("election-safety", Self::ElectionSafety),
        ("leader-append-only", Self::LeaderAppendOnly),
        ("log-matching", Self::LogMatching),
        ("leader-completeness", Self::LeaderCompleteness),
        ("state-machine-safety", Self::StateMachineSafety),
        ("acknowledged-lost", Self::AcknowledgedLost),
        ("uncommitted-read", Self::UncommittedRead),
    ];

    /// Its name in scenarios.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// A property that a run has broken, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Violation {
    /// Which.
    pub property: Property,
    /// When.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub at: Time,
    /// The event with which it happened.
    pub seq: u64,
    /// What was so.
    pub first: Fact,
    /// What contradicts it.
    pub second: Fact,
}

impl Violation {
    /// The two facts that contradict each other.
    pub fn facts(&self) -> [&Fact; 2] {
        [&self.first, &self.second]
    }

    /// The servers they are about.
    pub fn servers(&self) -> ServerSet {
        self.facts().into_iter().map(|fact| fact.server).collect()
    }
}

/// Something that happened, and that something else contradicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Fact {
    /// The event with which it happened.
    pub seq: u64,
    /// When.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub at: Time,
    /// The server it happened to.
    pub server: ServerId,
    /// That server's currentTerm.
    pub term: Term,
    /// What happened.
    pub claim: Claim,
}

/// What happened, in a [`Fact`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Claim {
    /// The server was elected leader of its term.
    Elected,
    /// The server was elected leader of its term, and its log did not have the other fact's entry.
    ElectedWithout {
        /// The entry's index.
        index: Index,
        /// What it had there, if its log reached so far.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        instead: Option<Entry>,
    },
    /// The server stored an entry.
    Stored {
        /// Where.
        index: Index,
        /// The entry.
        entry: Entry,
        /// The term of the entry before it; 0 when there is none.
        prev_term: Term,
    },
    /// The server removed an entry from its log, and all after it.
    Removed {
        /// Where.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server, as leader of its term, moved its commitIndex over an entry.
    Committed {
        /// Where.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server gave an entry to its state machine.
    Applied {
        /// Where.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// A client heard from the server that its command was done.
    Acknowledged {
        /// The client's request.
        request: RequestId,
        /// Where the server had the command.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server answered a client.
    Answered {
        /// The client's request.
        request: RequestId,
        /// Where the server had the command.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The answered entry, and all before it, were on these servers' disks, the answering server's
    /// among them, and on no other's.
    OnDisksOf {
        /// Which servers.
        #[cfg_attr(feature = "typescript", tsify(type = "ServerId[]"))]
        servers: ServerSet,
        /// How many make a majority.
        needed: u8,
    },
    /// The last disk that held the command lost it: the server removed it, or the disk lost it in a
    /// crash.
    LastCopyGone {
        /// Where it was.
        index: Index,
    },
}
