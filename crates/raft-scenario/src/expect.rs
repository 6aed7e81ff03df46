//! What a scenario expects of its run.

use raft_check::Property;
use raft_core::{Index, RoleName, ServerId, Term};
use raft_sim::{Duration, MessageKind, RequestId, Status, Time};
use serde::Serialize;
use smol_str::SmolStr;

pub use self::counts::DecreasedTerm;
pub(crate) use self::counts::{Counts, PeriodCounts};
pub use self::in_flight::{Carries, InFlight, MessageNumber};
pub use self::instead::{Instead, Leading, RequestFact, ServerFact, ServerIs, ViolatedAt};
pub use self::verdict::{Failure, Subject, Verdict};

mod counts;
mod holds;
mod in_flight;
mod instead;
mod verdict;

/// A predicate, and when it must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// When it must hold.
    pub when: When,
    /// What must hold.
    pub predicate: Predicate,
}

/// When a predicate must hold. The step gives the instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// At that instant.
    At,
    /// At that instant or some earlier one.
    By,
    /// At every instant of the run.
    Always,
    /// At no instant of the run.
    Never,
}

/// Which servers a predicate is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Servers {
    /// This server.
    One(ServerId),
    /// Every server that has not crashed; of [`Predicate::Status`], every server.
    All,
    /// At least one server that has not crashed; of [`Predicate::Status`], at least one server.
    Any,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    pub(crate) const ALL: [(&'static str, Self); 6] = [
        ("=", Self::Equal),
        ("!=", Self::NotEqual),
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
    ];

    pub(crate) fn holds<T: Ord>(self, left: T, right: T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

/// A comparison with a number.
pub type Bound = (Comparison, u64);

/// A condition on a world and on what has been counted in its run.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// Some server that has not crashed is leader: this one, if named; in this term, if given.
    Leader { server: Option<ServerId>, term: Option<Term> },
    /// No server that has not crashed is leader.
    NoLeader,
    /// The servers have not crashed and are in this role.
    Role { servers: Servers, role: RoleName },
    /// The server runs, is paused, or has crashed.
    Status { servers: Servers, status: Status },
    /// `currentTerm`.
    Term { servers: Servers, bound: Bound },
    /// `votedFor`.
    Vote { servers: Servers, vote: Option<ServerId> },
    /// The terms of the log's entries.
    Log { servers: Servers, terms: Vec<Term> },
    /// The number of entries in the log.
    Length { servers: Servers, bound: Bound },
    /// What the entry at an index holds.
    Entry { servers: Servers, index: Index, holds: Holds },
    /// `commitIndex`.
    Commit { servers: Servers, bound: Bound },
    /// `lastApplied`.
    Applied { servers: Servers, bound: Bound },
    /// A key of the state machine: its value, or that it has none.
    State { servers: Servers, key: SmolStr, value: Option<SmolStr> },
    /// What the client knows of the n-th request, from 1 over all clients.
    Answer { request: RequestId, known: Known },
    /// The n-th request, from 1, returned this value; `None` means that the key had none. False if
    /// the request has not been acknowledged or returns no value.
    Value { request: RequestId, value: Option<SmolStr> },
    /// What a leader knows of a follower: `nextIndex` or `matchIndex`. False if the server is not leader.
    Progress { leader: ServerId, follower: ServerId, index: ProgressIndex, bound: Bound },
    /// Some message in flight is of this kind, between these ends, and carries this; or none is.
    InFlight { is_there: bool, message: InFlight },
    /// No two logs of servers that have not crashed differ at an index that both have; with
    /// `equal`, all these logs also have the same length.
    Logs { equal: bool },
    /// `currentTerm` has never decreased so far.
    TermNeverDecreases { servers: Servers },
    /// How long the client waited for the answer to the n-th request, from 1, since it first sent
    /// it. False if the request has not been acknowledged.
    Took { request: RequestId, comparison: Comparison, time: Duration },
    /// How many messages were sent so far, or in the period `between`; copies that the network or a
    /// person made are not counted.
    Sent {
        kind: Option<MessageKind>,
        from: Option<ServerId>,
        to: Option<ServerId>,
        between: Option<Period>,
        bound: Bound,
    },
    /// How many entries such messages carried so far, or in the period `between`, each as often as
    /// it was sent.
    Carried { from: Option<ServerId>, to: Option<ServerId>, between: Option<Period>, bound: Bound },
    /// How often election timers have run out so far, or in the period `between`.
    ElectionTimeouts { between: Option<Period>, bound: Bound },
    /// This property, or any if none is given, has been violated.
    Violation { property: Option<Property> },
    /// This property, or every one if none is given, has been kept.
    NoViolation { property: Option<Property> },
    /// How many violations have been found so far.
    Violations { bound: Bound },
}

/// What an entry of a log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// This command.
    Command(SmolStr),
    /// No command: a no-op entry, with which some leaders begin (§8).
    Noop,
}

/// What a leader knows of a follower (Figure 2, volatile state on leaders).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ProgressIndex {
    /// The index of the next entry to send to it.
    Next,
    /// The highest index known to be replicated on it.
    Match,
}

impl ProgressIndex {
    pub(crate) const WORDS: &[(&str, Self)] =
        &[("next-index", Self::Next), ("match-index", Self::Match)];
}

/// A part of a run, from one instant to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first instant.
    pub from: Time,
    /// Its last instant, not before the first.
    pub to: Time,
}

impl Period {
    /// Whether an instant is in it.
    pub fn contains(&self, instant: Time) -> bool {
        (self.from..=self.to).contains(&instant)
    }
}

/// What a client knows of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Known {
    /// No answer yet.
    Waiting,
    /// No answer in time: the request may have been executed or not.
    Unknown,
    /// The request was acknowledged.
    Acknowledged,
}

impl Known {
    pub(crate) const WORDS: [(&'static str, Self); 3] = [
        ("waiting", Self::Waiting),
        ("unknown", Self::Unknown),
        ("acknowledged", Self::Acknowledged),
    ];
}
