//! What a scenario expects of its run.

use raft_check::Property;
use raft_core::{Entry, Index, Payload, Role, RoleName, ServerId, Term};
use raft_sim::{Answer, MessageKind, Outcome, RequestId, Server, Status, Time, World};
use smol_str::SmolStr;

pub(crate) use self::counts::Counts;
pub use self::in_flight::{Carries, InFlight, MessageNumber};
use crate::print::quoted;

mod counts;
mod in_flight;

/// A predicate, and when it must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// When.
    pub when: When,
    /// What.
    pub predicate: Predicate,
}

/// When a predicate must hold. The instant itself is the step's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// That one.
    One(ServerId),
    /// Every one that is up.
    All,
    /// At least one that is up.
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

/// A number with what it is compared with.
pub type Bound = (Comparison, u64);

/// Something that is true of a world or not.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// Some server that is up leads: this one, if named; in this term, if given.
    Leader { server: Option<ServerId>, term: Option<Term> },
    /// No server that is up leads.
    NoLeader,
    /// The servers are up, and in this role.
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
    /// What the client knows of its n-th request, from 1.
    Answer { request: u64, known: Known },
    /// The value that the n-th request, from 1, returned, or that the key had none. Not true of one
    /// that has not been acknowledged, or that returns no value.
    Value { request: u64, value: Option<SmolStr> },
    /// What a leader knows of a follower: `nextIndex` or `matchIndex`. Not true where it does not lead.
    Progress { leader: ServerId, follower: ServerId, index: ProgressIndex, bound: Bound },
    /// Some message in flight (or none) is of this kind, goes from here to there, and carries this.
    InFlight { is_there: bool, message: InFlight },
    /// The logs of all servers that are up: no two differ at an index that both have; `equal`, and all
    /// are of the same length.
    Logs { equal: bool },
    /// `currentTerm` has never decreased so far.
    TermNeverDecreases { servers: Servers },
    /// How long the client waited for the answer to its n-th request, from 1, since it first sent it;
    /// not true of one that has not been acknowledged.
    Took { request: u64, comparison: Comparison, time: Time },
    /// How many messages were sent so far; copies that the network or a person made are not counted.
    Sent {
        kind: Option<MessageKind>,
        from: Option<ServerId>,
        to: Option<ServerId>,
        between: Option<Period>,
        bound: Bound,
    },
    /// How many entries such messages carried so far, each as often as it was sent.
    Carried { from: Option<ServerId>, to: Option<ServerId>, between: Option<Period>, bound: Bound },
    /// How often election timers have run out so far.
    Elections { between: Option<Period>, bound: Bound },
    /// This property, or any, has been violated.
    Violation { property: Option<Property> },
    /// This property, or all, have been kept.
    NoViolation { property: Option<Property> },
    /// How many violations have been found so far.
    Violations { bound: Bound },
}

/// What an entry of a log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// This command.
    Command(SmolStr),
    /// Nothing: the blank entry with which some leaders begin (§8).
    Noop,
}

/// What a leader knows of a follower (Figure 2, volatile state on leaders).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressIndex {
    /// The index of the next entry to send to it.
    Next,
    /// The highest index known to be replicated on it.
    Match,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing yet.
    Waiting,
    /// Nothing in time.
    Unknown,
    /// That it was done.
    Acknowledged,
}

impl Known {
    pub(crate) const WORDS: [(&'static str, Self); 3] = [
        ("waiting", Self::Waiting),
        ("unknown", Self::Unknown),
        ("acknowledged", Self::Acknowledged),
    ];
}

/// What became of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The run is not that far.
    Open,
    /// It was met.
    Held,
    /// It was not met: what was the case instead, in English.
    Failed(String),
}

impl Predicate {
    pub(crate) fn holds(&self, world: &World, counts: &Counts) -> bool {
        match self {
            Self::Leader { server, term } => leaders(world).any(|leader| {
                server.is_none_or(|server| leader.node.config.id == server)
                    && term.is_none_or(|term| leader.node.durable.current_term == term)
            }),
            Self::NoLeader => leaders(world).next().is_none(),
            Self::Role { servers, role } => servers.are(world, |s| {
                s.status != Status::Crashed && s.node.volatile.role.name() == *role
            }),
            Self::Status { servers, status } => match servers {
                Servers::One(id) => world.server(*id).is_some_and(|s| s.status == *status),
                Servers::All => world.servers().iter().all(|s| s.status == *status),
                Servers::Any => world.servers().iter().any(|s| s.status == *status),
            },
            Self::Term { servers, bound } => {
                servers.are(world, |s| within(*bound, s.node.durable.current_term))
            }
            Self::Vote { servers, vote } => {
                servers.are(world, |s| s.node.durable.voted_for == *vote)
            }
            Self::Log { servers, terms } => servers.are(world, |s| {
                s.node.durable.log.iter().map(|entry| entry.term).eq(terms.iter().copied())
            }),
            Self::Length { servers, bound } => {
                servers.are(world, |s| within(*bound, s.node.durable.log.last_index()))
            }
            Self::Entry { servers, index, holds } => {
                servers.are(world, |s| entry_at(s, *index).is_some_and(|entry| holds.is(entry)))
            }
            Self::Commit { servers, bound } => {
                servers.are(world, |s| within(*bound, s.node.volatile.commit_index))
            }
            Self::Applied { servers, bound } => {
                servers.are(world, |s| within(*bound, s.node.volatile.last_applied))
            }
            Self::State { servers, key, value } => servers.are(world, |s| {
                let found = s.machine.values().find(|(other, _)| other == key);
                found.map(|(_, value)| value) == value.as_deref()
            }),
            Self::Answer { request, known } => known_of(world, *request) == Some(*known),
            Self::Value { request, value } => {
                matches!(answer_to(world, *request), Some(Answer::Value { value: is }) if is == value)
            }
            Self::Progress { leader, follower, index, bound } => {
                index.of(world, *leader, *follower).is_some_and(|index| within(*bound, index))
            }
            Self::InFlight { is_there, message } => message.is_there(world) == *is_there,
            Self::Logs { equal } => first_difference(world, *equal).is_none(),
            Self::TermNeverDecreases { servers } => {
                servers.are(world, |s| !counts.has_lost_term(s.node.config.id))
            }
            Self::Sent { kind, from, to, between, bound } => {
                let counted = counts.between(*between);
                within(*bound, counted.sum(*kind, *from, *to, |sent| sent.count))
            }
            Self::Carried { from, to, between, bound } => {
                let counted = counts.between(*between);
                within(*bound, counted.sum(None, *from, *to, |sent| sent.entries))
            }
            Self::Took { request, comparison, time } => {
                time_taken(world, *request).is_some_and(|took| comparison.holds(took, *time))
            }
            Self::Elections { between, bound } => {
                within(*bound, counts.between(*between).elections)
            }
            Self::Violation { property } => counts.violated(*property),
            Self::NoViolation { property } => !counts.violated(*property),
            Self::Violations { bound } => within(*bound, counts.judge.found() as u64),
        }
    }

    /// The verdict on an expectation that is not met, now.
    pub(crate) fn failure(&self, world: &World, counts: &Counts) -> Verdict {
        Verdict::Failed(format!("at {}: {}", world.now(), self.what_is(world, counts)))
    }

    /// What is the case, for whoever expected something else.
    fn what_is(&self, world: &World, counts: &Counts) -> String {
        let each = |servers: &Servers, show: &dyn Fn(&Server) -> String| {
            let meant = world.servers().iter().filter(|s| match servers {
                Servers::One(id) => s.node.config.id == *id,
                Servers::All | Servers::Any => true,
            });
            let shown: Vec<_> =
                meant.map(|s| format!("{}: {}", s.node.config.id, show(s))).collect();
            shown.join(", ")
        };
        let terms = |s: &Server| {
            let terms: Vec<_> =
                s.node.durable.log.iter().map(|entry| entry.term.to_string()).collect();
            match terms.len() {
                0 => "empty".to_owned(),
                1 => format!("term {}", terms[0]),
                _ => format!("terms {}", terms.join(" ")),
            }
        };
        match self {
            Self::Leader { .. } | Self::NoLeader => {
                let shown: Vec<_> = leaders(world)
                    .map(|s| {
                        format!("{} in term {}", s.node.config.id, s.node.durable.current_term)
                    })
                    .collect();
                if shown.is_empty() { "nobody leads".into() } else { shown.join(", ") + " leads" }
            }
            Self::Role { servers, .. } | Self::Status { servers, .. } => {
                each(servers, &|s| match s.status {
                    Status::Crashed => "crashed".into(),
                    Status::Paused => "paused".into(),
                    Status::Up => {
                        let role = s.node.volatile.role.name();
                        crate::words::word(crate::words::ROLES, &role).into()
                    }
                })
            }
            Self::Term { servers, .. } => {
                each(servers, &|s| format!("term {}", s.node.durable.current_term))
            }
            Self::Vote { servers, .. } => each(servers, &|s| match s.node.durable.voted_for {
                Some(vote) => format!("voted for {vote}"),
                None => "has not voted".into(),
            }),
            Self::Log { servers, .. } => each(servers, &terms),
            Self::Length { servers, .. } => {
                each(servers, &|s| format!("length {}", s.node.durable.log.last_index()))
            }
            Self::Entry { servers, index, .. } => each(servers, &|s| {
                entry_at(s, *index).map_or("no such entry".into(), |entry| match &entry.payload {
                    Payload::Command(command) => quoted(&command.text),
                    Payload::Noop => "a blank entry".into(),
                })
            }),
            Self::Commit { servers, .. } => {
                each(servers, &|s| format!("commitIndex {}", s.node.volatile.commit_index))
            }
            Self::Applied { servers, .. } => {
                each(servers, &|s| format!("lastApplied {}", s.node.volatile.last_applied))
            }
            Self::State { servers, key, .. } => each(servers, &|s| {
                let value = s.machine.values().find(|(other, _)| other == key);
                value.map_or("no value".into(), |(_, value)| quoted(value))
            }),
            Self::Answer { request, .. } => known_of(world, *request)
                .map_or("there is no such request".into(), |known| {
                    crate::words::word(&Known::WORDS, &known).into()
                }),
            Self::Value { request, .. } => value_returned(world, *request),
            Self::Progress { leader, follower, index, .. } => {
                index.of(world, *leader, *follower).map_or_else(
                    || format!("{leader} does not lead"),
                    |number| format!("{leader}: {} {number} for {follower}", index.name()),
                )
            }
            Self::InFlight { message, .. } => message.what_is(world),
            Self::Logs { equal } => first_difference(world, *equal)
                .map_or("they are".into(), |(one, other, index)| {
                    format!("{one} and {other} differ at index {index}")
                }),
            Self::TermNeverDecreases { .. } => counts.lost_terms(),
            Self::Sent { kind, from, to, between, .. } => {
                let counted = counts.between(*between);
                format!("{} sent", counted.sum(*kind, *from, *to, |sent| sent.count))
            }
            Self::Carried { from, to, between, .. } => {
                let counted = counts.between(*between);
                format!("{} carried", counted.sum(None, *from, *to, |sent| sent.entries))
            }
            Self::Took { request, .. } => time_taken(world, *request)
                .map_or("it has not been acknowledged".into(), |took| took.to_string()),
            Self::Elections { between, .. } => match counts.between(*between).elections {
                1 => "1 election timeout".into(),
                number => format!("{number} election timeouts"),
            },
            Self::Violation { .. } | Self::NoViolation { .. } | Self::Violations { .. } => {
                counts.violations()
            }
        }
    }
}

impl Servers {
    fn are(self, world: &World, holds: impl Fn(&Server) -> bool) -> bool {
        let mut up = world.servers().iter().filter(|server| server.status != Status::Crashed);
        match self {
            Self::One(id) => world.server(id).is_some_and(holds),
            Self::All => up.all(holds),
            Self::Any => up.any(holds),
        }
    }
}

pub(crate) fn within((comparison, right): Bound, left: u64) -> bool {
    comparison.holds(left, right)
}

fn leaders(world: &World) -> impl Iterator<Item = &Server> {
    world.servers().iter().filter(|server| {
        server.status != Status::Crashed && server.node.volatile.role.name() == RoleName::Leader
    })
}

fn entry_at(server: &Server, index: Index) -> Option<&Entry> {
    server.node.durable.log.get(index)
}

impl Holds {
    fn is(&self, entry: &Entry) -> bool {
        match (self, &entry.payload) {
            (Self::Command(text), Payload::Command(command)) => command.text == *text,
            (Self::Noop, Payload::Noop) => true,
            (Self::Command(_), Payload::Noop) | (Self::Noop, Payload::Command(_)) => false,
        }
    }
}

impl ProgressIndex {
    /// The paper's name.
    fn name(self) -> &'static str {
        match self {
            Self::Next => "nextIndex",
            Self::Match => "matchIndex",
        }
    }

    /// What the leader knows; nothing, when it does not lead.
    fn of(self, world: &World, leader: ServerId, follower: ServerId) -> Option<Index> {
        let leader = leaders(world).find(|server| server.node.config.id == leader)?;
        let Role::Leader { progress } = &leader.node.volatile.role else { return None };
        let peer = progress.iter().find(|peer| peer.server == follower)?;
        Some(match self {
            Self::Next => peer.next_index,
            Self::Match => peer.match_index,
        })
    }
}

/// The first two servers that are up and whose logs differ, and at which index. Where one log ends
/// before the other counts only when they are to be equal.
fn first_difference(world: &World, equal: bool) -> Option<(ServerId, ServerId, Index)> {
    let up = || world.servers().iter().filter(|server| server.status != Status::Crashed);
    up().zip(1..).find_map(|(one, next)| {
        up().skip(next).find_map(|other| {
            let (ours, theirs) = (&one.node.durable.log, &other.node.durable.log);
            let shorter = ours.last_index().min(theirs.last_index());
            let end = if equal { ours.last_index().max(theirs.last_index()) } else { shorter };
            let same = ours.iter().zip(theirs.iter()).take_while(|(a, b)| a == b).count() as Index;
            (same < end).then(|| (one.node.config.id, other.node.config.id, same + 1))
        })
    })
}

fn answer_to(world: &World, request: u64) -> Option<&Answer> {
    match &world.clients().request(RequestId(request))?.outcome {
        Outcome::Acknowledged { answer, .. } => Some(answer),
        Outcome::Waiting | Outcome::Unknown => None,
    }
}

fn value_returned(world: &World, request: u64) -> String {
    if world.clients().request(RequestId(request)).is_none() {
        return "there is no such request".into();
    }
    match answer_to(world, request) {
        None => "it has not been acknowledged".into(),
        Some(Answer::Done) => "it returns no value".into(),
        Some(Answer::Value { value: Some(value) }) => quoted(value),
        Some(Answer::Value { value: None }) => "the key had no value".into(),
        Some(Answer::Failed) => "the command failed".into(),
    }
}

fn known_of(world: &World, request: u64) -> Option<Known> {
    Some(match world.clients().request(RequestId(request))?.outcome {
        Outcome::Waiting => Known::Waiting,
        Outcome::Unknown => Known::Unknown,
        Outcome::Acknowledged { .. } => Known::Acknowledged,
    })
}

fn time_taken(world: &World, request: u64) -> Option<Time> {
    let request = world.clients().request(RequestId(request))?;
    match request.outcome {
        Outcome::Acknowledged { at, .. } => Some(at - request.submitted_at),
        Outcome::Waiting | Outcome::Unknown => None,
    }
}
