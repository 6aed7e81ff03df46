//! What a scenario expects of its run.

use raft_check::{Judge, Property};
use raft_core::{Index, RoleName, ServerId, Term};
use raft_sim::{MessageKind, Outcome, Server, Status, Time, World};
use smol_str::SmolStr;

use crate::open::Changes;

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
    /// The command at an index.
    Entry { servers: Servers, index: Index, command: SmolStr },
    /// `commitIndex`.
    Commit { servers: Servers, bound: Bound },
    /// `lastApplied`.
    Applied { servers: Servers, bound: Bound },
    /// A key of the state machine: its value, or that it has none.
    State { servers: Servers, key: SmolStr, value: Option<SmolStr> },
    /// What the client knows of its n-th request, from 1.
    Answer { request: u64, known: Known },
    /// How long the client waited for the answer to its n-th request, from 1, since it first sent it;
    /// not true of one that has not been acknowledged.
    Took { request: u64, comparison: Comparison, time: Time },
    /// How many messages were sent so far; copies that the network or a person made are not counted.
    Sent { kind: Option<MessageKind>, from: Option<ServerId>, to: Option<ServerId>, bound: Bound },
    /// How many entries such messages carried so far, each as often as it was sent.
    Carried { from: Option<ServerId>, to: Option<ServerId>, bound: Bound },
    /// How often election timers have run out so far.
    Elections { bound: Bound },
    /// This property, or any, has been violated.
    Violation { property: Option<Property> },
    /// This property, or all, have been kept.
    NoViolation { property: Option<Property> },
    /// How many violations have been found so far.
    Violations { bound: Bound },
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

/// What has been seen so far of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// Messages sent, by kind and ends.
    pub(crate) sent: Vec<Sent>,
    /// Election timeouts.
    pub(crate) elections: u64,
    /// What the judge says.
    pub(crate) judge: Judge,
    /// What has changed since the expectations were looked at.
    pub(crate) changes: Changes,
}

/// Messages of one kind from one end to another; a client is nobody here.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) kind: MessageKind,
    pub(crate) from: Option<ServerId>,
    pub(crate) to: Option<ServerId>,
    /// How many.
    pub(crate) count: u64,
    /// How many entries they carried.
    pub(crate) entries: u64,
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
            Self::Entry { servers, index, command } => {
                servers.are(world, |s| command_at(s, *index) == Some(command))
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
            Self::Sent { kind, from, to, bound } => {
                within(*bound, counts.sum(*kind, *from, *to, |sent| sent.count))
            }
            Self::Carried { from, to, bound } => {
                within(*bound, counts.sum(None, *from, *to, |sent| sent.entries))
            }
            Self::Took { request, comparison, time } => {
                time_taken(world, *request).is_some_and(|took| comparison.holds(took, *time))
            }
            Self::Elections { bound } => within(*bound, counts.elections),
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
            if terms.is_empty() { "empty".to_owned() } else { terms.join(" ") }
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
            Self::Log { servers, .. } | Self::Length { servers, .. } => each(servers, &terms),
            Self::Entry { servers, index, .. } => each(servers, &|s| {
                command_at(s, *index).map_or("no such entry".into(), |text| format!("{text:?}"))
            }),
            Self::Commit { servers, .. } => {
                each(servers, &|s| format!("commitIndex {}", s.node.volatile.commit_index))
            }
            Self::Applied { servers, .. } => {
                each(servers, &|s| format!("lastApplied {}", s.node.volatile.last_applied))
            }
            Self::State { servers, key, .. } => each(servers, &|s| {
                let value = s.machine.values().find(|(other, _)| other == key);
                value.map_or("no value".into(), |(_, value)| format!("{value:?}"))
            }),
            Self::Answer { request, .. } => known_of(world, *request)
                .map_or("there is no such request".into(), |known| {
                    crate::words::word(&Known::WORDS, &known).into()
                }),
            Self::Sent { kind, from, to, .. } => {
                format!("{} sent", counts.sum(*kind, *from, *to, |sent| sent.count))
            }
            Self::Carried { from, to, .. } => {
                format!("{} carried", counts.sum(None, *from, *to, |sent| sent.entries))
            }
            Self::Took { request, .. } => time_taken(world, *request)
                .map_or("it has not been acknowledged".into(), |took| took.to_string()),
            Self::Elections { .. } => format!("{} election timeouts", counts.elections),
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

impl Counts {
    fn violated(&self, property: Option<Property>) -> bool {
        property.map_or(self.judge.found() > 0, |property| self.judge.is_violated(property))
    }

    fn violations(&self) -> String {
        let violations = self.judge.violations();
        let shown: Vec<_> =
            violations.map(|it| format!("{} at {}", it.property.name(), it.at)).collect();
        if shown.is_empty() { "no violation".into() } else { shown.join(", ") }
    }

    fn sum(
        &self,
        kind: Option<MessageKind>,
        from: Option<ServerId>,
        to: Option<ServerId>,
        number: impl Fn(&Sent) -> u64,
    ) -> u64 {
        let matching = self.sent.iter().filter(|sent| {
            kind.is_none_or(|kind| kind == sent.kind)
                && (from.is_none() || from == sent.from)
                && (to.is_none() || to == sent.to)
        });
        matching.map(number).sum()
    }
}

fn within((comparison, right): Bound, left: u64) -> bool {
    comparison.holds(left, right)
}

fn leaders(world: &World) -> impl Iterator<Item = &Server> {
    world.servers().iter().filter(|server| {
        server.status != Status::Crashed && server.node.volatile.role.name() == RoleName::Leader
    })
}

fn command_at(server: &Server, index: Index) -> Option<&SmolStr> {
    match &server.node.durable.log.get(index)?.payload {
        raft_core::Payload::Command(command) => Some(&command.text),
        raft_core::Payload::Noop => None,
    }
}

fn known_of(world: &World, request: u64) -> Option<Known> {
    Some(match world.clients().request(raft_sim::RequestId(request))?.outcome {
        Outcome::Waiting => Known::Waiting,
        Outcome::Unknown => Known::Unknown,
        Outcome::Acknowledged { .. } => Known::Acknowledged,
    })
}

fn time_taken(world: &World, request: u64) -> Option<Time> {
    let request = world.clients().request(raft_sim::RequestId(request))?;
    match request.outcome {
        Outcome::Acknowledged { at, .. } => Some(at - request.submitted_at),
        Outcome::Waiting | Outcome::Unknown => None,
    }
}
