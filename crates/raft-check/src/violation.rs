//! Violations: the properties, and the facts that contradict each other.

use raft_core::{Entry, Index, ServerId, ServerSet, Term};
use raft_sim::{Answer, ClientId, Duration, EventId, RequestId, Time};
use serde::Serialize;
use smol_str::SmolStr;

/// A property that every run must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Property {
    /// "At most one leader can be elected in a given term" (Figure 3, §5.2).
    ElectionSafety,
    /// "A leader never overwrites or deletes entries in its log; it only appends new entries"
    /// (Figure 3, §5.3).
    LeaderAppendOnly,
    /// "If two logs contain an entry with the same index and term, then the logs are identical in all
    /// entries up through the given index" (Figure 3, §5.3). This holds for two logs at any two moments of
    /// the run, as an entry of that index and term is created only once.
    LogMatching,
    /// "If a log entry is committed in a given term, then that entry will be present in the logs of
    /// the leaders for all higher-numbered terms" (Figure 3, §5.4).
    ///
    /// An entry is committed in the term of the leader that moved its commitIndex over it, which may be
    /// later than the entry's own. So a stale leader of an earlier term may lack it (Figure 8(e)), but a
    /// leader of a later term may not, even if it was elected before the commit.
    LeaderCompleteness,
    /// "If a server has applied a log entry at a given index to its state machine, no other server will
    /// ever apply a different log entry for the same index" (Figure 3, §5.4.3). Nor may a server leave out
    /// an entry that another applied, or apply one twice without having restarted.
    StateMachineSafety,
    /// A client was told that its command was done, and the command is lost: no disk
    /// holds an entry with it any more, or a leader of a later term than the one it was committed in
    /// has committed another entry at its index and has the command nowhere up to there. (A client
    /// that retries may have its command in several entries; one of them is enough.)
    AcknowledgedLost,
    /// A client read a value, or was told that its command was done, and the entry was not on the disks of
    /// a majority of all servers when the server replied. Only the first such reply of a leader in its term
    /// is reported.
    UncommittedRead,
    /// A client was told that its command was done, but the entry that the answer names is not the
    /// client's: the server's log has another command there, or nothing. Every command, reads too, is an
    /// entry of the log. Only a server's first such answer since it started is reported.
    FalseAcknowledgement,
    /// A server's state machine, with the sessions of clients (§8), is not what follows from the entries
    /// that it applied. Only the first difference at an index is reported, and only a server's first since
    /// it started.
    StateDivergence,
    /// A server executed a request again that an earlier entry had executed: a retry took effect twice
    /// (§8).
    ExecutedTwice,
    /// A client's operation has no place in the order of the log: at every place, the state machine returns
    /// another answer, or the operation would come before one that had ended before it began (§8). An
    /// operation that was not answered may have happened at any time, or never. Only a server's first such
    /// answer since it started is reported.
    Linearizability,
    /// A server granted a PreVote although it was the leader itself, or had heard from the leader of its
    /// term within the minimum election timeout (dissertation §4.2.3, §9.6). The time is measured by the
    /// server's own clock: until a timer runs out that it started when it heard from the leader. Checked
    /// only with [`raft_core::PreVote::On`]. Only a server's first violation since it started is reported.
    LeaderIgnored,
}

impl Property {
    /// Every property, with its name in scenarios.
    pub const ALL: [(&'static str, Self); 12] = [
        ("election-safety", Self::ElectionSafety),
        ("leader-append-only", Self::LeaderAppendOnly),
        ("log-matching", Self::LogMatching),
        ("leader-completeness", Self::LeaderCompleteness),
        ("state-machine-safety", Self::StateMachineSafety),
        ("acknowledged-lost", Self::AcknowledgedLost),
        ("uncommitted-read", Self::UncommittedRead),
        ("false-acknowledgement", Self::FalseAcknowledgement),
        ("state-divergence", Self::StateDivergence),
        ("executed-twice", Self::ExecutedTwice),
        ("linearizability", Self::Linearizability),
        ("leader-ignored", Self::LeaderIgnored),
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
    /// The property.
    pub property: Property,
    /// The time of the violation.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub at: Time,
    /// The number of the event that violated it.
    pub seq: EventId,
    /// The earlier fact.
    pub first: Fact,
    /// The fact that contradicts it.
    pub second: Fact,
}

impl Violation {
    /// The two facts that contradict each other.
    pub fn facts(&self) -> [&Fact; 2] {
        [&self.first, &self.second]
    }

    /// The servers that the facts are about.
    pub fn servers(&self) -> ServerSet {
        self.facts().into_iter().map(|fact| fact.server).collect()
    }
}

/// One of the two facts of a violation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Fact {
    /// The number of its event.
    pub seq: EventId,
    /// Its time.
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
        /// The entry that it had there, if its log was long enough.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        instead: Option<Entry>,
    },
    /// The server stored an entry.
    Stored {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
        /// The term of the entry before it; 0 when there is none.
        prev_term: Term,
    },
    /// The server removed an entry from its log, and all after it.
    Removed {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server, as leader of its term, moved its commitIndex over an entry.
    Committed {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server applied an entry.
    Applied {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server applied an entry that it had applied before, without a restart in between.
    AppliedAgain {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server applied an entry, but not one of the entries before it.
    AppliedWithout {
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
        /// The index of the first entry that was left out.
        left_out: Index,
    },
    /// A client heard from the server that its command was done.
    Acknowledged {
        /// The client's request.
        request: RequestId,
        /// The index of the entry with the command.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// The server answered a client.
    Answered {
        /// The client's request.
        request: RequestId,
        /// The index of the entry with the command.
        index: Index,
        /// The entry.
        entry: Entry,
        /// What the client read, or that its command was done.
        answer: Answer,
    },
    /// The answered entry, and all before it, were on these servers' disks, the answering server's among
    /// them, and on no others.
    OnDisksOf {
        /// The servers.
        #[cfg_attr(feature = "typescript", tsify(type = "ServerId[]"))]
        servers: ServerSet,
        /// The number of servers that make a majority.
        needed: u8,
    },
    /// The last disk that held the command no longer does: the server removed it.
    LastCopyGone {
        /// The index at which the disk held it.
        index: Index,
    },
    /// The last disk that held the command lost it when the server crashed.
    LastCopyLost {
        /// The index at which the disk held it.
        index: Index,
    },
    /// The server told a client that its request was done, and named an entry.
    Reported {
        /// The client's request.
        request: RequestId,
        /// The index that it named.
        index: Index,
    },
    /// The server's log did not have the request's command at the index that the other fact names.
    NotThere {
        /// The client's request.
        request: RequestId,
        /// The index that was named.
        index: Index,
        /// The entry that the log had there, if it was long enough.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        instead: Option<Entry>,
    },
    /// The server was the first to apply an entry, after which every state machine must have this part.
    Due {
        /// The entry's index; 0 before the first entry.
        index: Index,
        /// What must be there.
        part: Part,
    },
    /// The server had applied the same entries, and its state machine had this part.
    Holds {
        /// The index of the last entry that it had applied.
        index: Index,
        /// What was there.
        part: Part,
    },
    /// The server executed a request again.
    ExecutedAgain {
        /// The client's request.
        request: RequestId,
        /// The entry's index.
        index: Index,
        /// The entry.
        entry: Entry,
    },
    /// A client sent a request to the server for the first time.
    Asked {
        /// The client's request.
        request: RequestId,
        /// Its command.
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        command: SmolStr,
    },
    /// A client heard this answer from the server.
    Returned {
        /// The client's request.
        request: RequestId,
        /// Its command.
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        command: SmolStr,
        /// What the client heard.
        answer: Answer,
        /// What the answer must be, by the order of the log.
        due: Answer,
    },
    /// The server received AppendEntries from the leader of its term.
    HeardFromLeader {
        /// The leader.
        leader: ServerId,
        /// The minimum election timeout, for which the server must grant no PreVote, by its own clock.
        #[cfg_attr(feature = "typescript", tsify(type = "number"))]
        timeout: Duration,
    },
    /// The server granted a PreVote: it would vote for the candidate.
    GrantedPreVote {
        /// The candidate.
        candidate: ServerId,
        /// The term that the candidate would begin.
        candidate_term: Term,
    },
}

/// A part of a server's state machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Part {
    /// The value of a key.
    Value {
        /// The key.
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        key: SmolStr,
        /// Its value, if it has one.
        #[cfg_attr(feature = "typescript", tsify(type = "string | undefined"))]
        value: Option<SmolStr>,
    },
    /// The number of keys with a value.
    Keys {
        /// The number.
        count: u64,
    },
    /// The session of a client (§8).
    Session {
        /// The client.
        client: ClientId,
        /// Its last request; `None` if the client has no session.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        last: Option<RequestId>,
        /// The reply to it.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        answer: Option<Answer>,
    },
    /// The number of clients with a session.
    Sessions {
        /// The number.
        count: u64,
    },
}
