//! What was the case instead of what was expected: as data, so that it can be said in any language.

use std::fmt;

use raft_check::Property;
use raft_core::{Index, Payload, RoleName, ServerId, Term};
use raft_sim::{Answer, Duration, RequestId, Server, Status, Time, World};
use serde::Serialize;
use smol_str::SmolStr;

use super::counts::DecreasedTerm;
use super::holds::{answer_to, entry_at, first_difference, known_of, leaders, time_taken};
use super::{Counts, Known, Predicate, ProgressIndex, Servers};
use crate::quote::quoted;
use crate::words::{ROLES, word};

/// What was the case instead. `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Instead {
    /// These servers have not crashed and are leaders.
    Leaders {
        /// Each with its term.
        leaders: Vec<Leading>,
    },
    /// The state of the servers that the predicate is about.
    Servers {
        /// Each with what is true of it.
        servers: Vec<ServerFact>,
    },
    /// The state of the request.
    Request {
        /// What is known of it.
        fact: RequestFact,
    },
    /// What a leader knows of a follower.
    Progress {
        /// The server that should be leader.
        leader: ServerId,
        /// Its follower.
        follower: ServerId,
        /// Which index.
        index: ProgressIndex,
        /// Its value; absent if the server is not leader.
        #[cfg_attr(feature = "typescript", tsify(optional))]
        is: Option<Index>,
    },
    /// These messages of this kind, and between these ends, are in flight.
    InFlight {
        /// The first of them, with what they carry, in the words of the scenario language.
        messages: Vec<String>,
        /// How many more there are.
        more: u64,
    },
    /// Two logs differ.
    LogsDiffer {
        /// One server.
        one: ServerId,
        /// The other server.
        other: ServerId,
        /// The first index at which they do.
        index: Index,
    },
    /// No two logs differ.
    LogsAgree,
    /// Terms have decreased.
    TermsDecreased {
        /// The servers, and how their terms decreased.
        servers: Vec<DecreasedTerm>,
    },
    /// This many messages were sent.
    Sent {
        /// How many.
        count: u64,
    },
    /// This many entries were carried.
    Carried {
        /// How many.
        count: u64,
    },
    /// Election timers have run out.
    ElectionTimeouts {
        /// How often.
        count: u64,
    },
    /// The client waited for this long.
    Took {
        /// How long.
        #[cfg_attr(feature = "typescript", tsify(type = "number"))]
        time: Duration,
    },
    /// These properties have been violated.
    Violations {
        /// The first of them, each with the time.
        violations: Vec<ViolatedAt>,
        /// How many more there are.
        more: u64,
    },
}

/// A server that is leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Leading {
    /// The leader.
    pub server: ServerId,
    /// Its term.
    pub term: Term,
}

/// Something that is true of a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ServerFact {
    /// Which server.
    pub server: ServerId,
    /// What is true of it.
    pub is: ServerIs,
}

/// What can be true of a server.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ServerIs {
    /// It has crashed.
    Crashed,
    /// It is paused.
    Paused,
    /// It is up, and in this role.
    InRole { role: RoleName },
    /// Its current term.
    InTerm { term: Term },
    /// It has voted for this candidate.
    VotedFor { candidate: ServerId },
    /// It has not voted in its term.
    HasNotVoted,
    /// The terms of its log's first entries, and how many entries follow.
    Log { terms: Vec<Term>, more: u64 },
    /// The number of its entries.
    Length { length: Index },
    /// Its log does not reach that far.
    NoEntry,
    /// The command of its entry.
    Command {
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        command: SmolStr,
    },
    /// Its entry is a no-op.
    Noop,
    /// Its commitIndex.
    Commit { index: Index },
    /// Its lastApplied.
    Applied { index: Index },
    /// The value that a key has.
    Value {
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        value: SmolStr,
    },
    /// The key has no value.
    NoValue,
}

/// What can be true of a client's request.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum RequestFact {
    /// There is no such request.
    Missing,
    /// What the client knows of it.
    Known { known: Known },
    /// It has not been acknowledged.
    NotAcknowledged,
    /// It returns no value.
    ReturnsNothing,
    /// It returned this value.
    Returned {
        #[cfg_attr(feature = "typescript", tsify(type = "string"))]
        value: SmolStr,
    },
    /// The key had no value.
    ReturnedNoValue,
    /// The command failed.
    Failed,
}

/// A property that was violated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ViolatedAt {
    /// The property.
    pub property: Property,
    /// When it was violated.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub at: Time,
}

/// The most entries of a log, or violations, that are listed.
const MOST: usize = 100;

impl Predicate {
    /// Returns what is the case instead of what this predicate expects.
    pub(super) fn instead(&self, world: &World, counts: &Counts) -> Instead {
        let each = |servers: &Servers, is: &dyn Fn(&Server) -> ServerIs| {
            let meant = world.servers().iter().filter(|server| match servers {
                Servers::One(id) => server.node.config.id == *id,
                Servers::All | Servers::Any => true,
            });
            let fact = |server| ServerFact { server: id_of(server), is: is(server) };
            Instead::Servers { servers: meant.map(fact).collect() }
        };
        match self {
            Self::Leader { .. } | Self::NoLeader => {
                let leading = |server: &Server| Leading {
                    server: id_of(server),
                    term: server.node.durable.current_term,
                };
                Instead::Leaders { leaders: leaders(world).map(leading).collect() }
            }
            Self::Role { servers, .. } | Self::Status { servers, .. } => {
                each(servers, &|server| match server.status {
                    Status::Crashed => ServerIs::Crashed,
                    Status::Paused => ServerIs::Paused,
                    Status::Up => ServerIs::InRole { role: server.node.volatile.role.name() },
                })
            }
            Self::Term { servers, .. } => {
                each(servers, &|server| ServerIs::InTerm { term: server.node.durable.current_term })
            }
            Self::Vote { servers, .. } => each(servers, &|server| {
                let voted = |candidate| ServerIs::VotedFor { candidate };
                server.node.durable.voted_for.map_or(ServerIs::HasNotVoted, voted)
            }),
            Self::Log { servers, .. } => each(servers, &terms),
            Self::Length { servers, .. } => each(servers, &|server| ServerIs::Length {
                length: server.node.durable.log.last_index(),
            }),
            Self::Entry { servers, index, .. } => {
                each(servers, &|server| match entry_at(server, *index).map(|it| &it.payload) {
                    None => ServerIs::NoEntry,
                    Some(Payload::Noop) => ServerIs::Noop,
                    Some(Payload::Command(it)) => ServerIs::Command { command: it.text.clone() },
                })
            }
            Self::Commit { servers, .. } => each(servers, &|server| ServerIs::Commit {
                index: server.node.volatile.commit_index,
            }),
            Self::Applied { servers, .. } => each(servers, &|server| ServerIs::Applied {
                index: server.node.volatile.last_applied,
            }),
            Self::State { servers, key, .. } => each(servers, &|server| {
                let found = server.machine.values().find(|(other, _)| other == key);
                let value = |(_, value): (_, &str)| ServerIs::Value { value: value.into() };
                found.map_or(ServerIs::NoValue, value)
            }),
            Self::Answer { request, .. } => {
                let known = known_of(world, *request);
                let fact = known.map_or(RequestFact::Missing, |known| RequestFact::Known { known });
                Instead::Request { fact }
            }
            Self::Value { request, .. } => Instead::Request { fact: value_of(world, *request) },
            Self::Progress { leader, follower, index, .. } => Instead::Progress {
                leader: *leader,
                follower: *follower,
                index: *index,
                is: index.of(world, *leader, *follower),
            },
            Self::InFlight { message, .. } => message.instead(world),
            Self::Logs { equal } => {
                first_difference(world, *equal).map_or(Instead::LogsAgree, |(one, other, index)| {
                    Instead::LogsDiffer { one, other, index }
                })
            }
            Self::TermNeverDecreases { .. } => {
                Instead::TermsDecreased { servers: counts.decreased_terms() }
            }
            Self::Sent { kind, from, to, between, .. } => {
                let counted = counts.between(*between);
                Instead::Sent { count: counted.sum(*kind, *from, *to, |sent| sent.count) }
            }
            Self::Carried { from, to, between, .. } => {
                let counted = counts.between(*between);
                Instead::Carried { count: counted.sum(None, *from, *to, |sent| sent.entries) }
            }
            Self::Took { request, .. } => time_taken(world, *request)
                .map_or(Instead::Request { fact: RequestFact::NotAcknowledged }, |time| {
                    Instead::Took { time }
                }),
            Self::ElectionTimeouts { between, .. } => {
                Instead::ElectionTimeouts { count: counts.between(*between).election_timeouts }
            }
            Self::Violation { .. } | Self::NoViolation { .. } | Self::Violations { .. } => {
                let first = counts.judge.violations().take(MOST);
                let violations: Vec<_> =
                    first.map(|it| ViolatedAt { property: it.property, at: it.at }).collect();
                let more = (counts.judge.found() - violations.len()) as u64;
                Instead::Violations { violations, more }
            }
        }
    }
}

pub(super) fn id_of(server: &Server) -> ServerId {
    server.node.config.id
}

fn terms(server: &Server) -> ServerIs {
    let log = &server.node.durable.log;
    let terms: Vec<_> = log.iter().take(MOST).map(|entry| entry.term).collect();
    let more = log.last_index() - terms.len() as Index;
    ServerIs::Log { terms, more }
}

fn value_of(world: &World, request: RequestId) -> RequestFact {
    if world.clients().request(request).is_none() {
        return RequestFact::Missing;
    }
    match answer_to(world, request) {
        None => RequestFact::NotAcknowledged,
        Some(Answer::Done) => RequestFact::ReturnsNothing,
        Some(Answer::Value { value: Some(value) }) => {
            RequestFact::Returned { value: value.as_str().into() }
        }
        Some(Answer::Value { value: None }) => RequestFact::ReturnedNoValue,
        Some(Answer::Failed) => RequestFact::Failed,
    }
}

impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaders { leaders } if leaders.is_empty() => f.write_str("no server is leader"),
            Self::Leaders { leaders } => {
                list(f, leaders, |it| format!("{} is leader in term {}", it.server, it.term))
            }
            Self::Servers { servers } => list(f, servers, |it| format!("{}: {}", it.server, it.is)),
            Self::Request { fact } => fact.fmt(f),
            Self::Progress { leader, is: None, .. } => write!(f, "{leader} is not leader"),
            Self::Progress { leader, follower, index, is: Some(number) } => {
                write!(f, "{leader}: {} {number} for {follower}", index.name())
            }
            Self::InFlight { messages, more: 0 } if messages.is_empty() => {
                f.write_str("no such message is in flight")
            }
            Self::InFlight { messages, more } => {
                write!(f, "in flight: {}", messages.join("; "))?;
                if *more > 0 { write!(f, "; and {more} more") } else { Ok(()) }
            }
            Self::LogsDiffer { one, other, index } => {
                write!(f, "{one} and {other} differ at index {index}")
            }
            Self::LogsAgree => f.write_str("no two logs differ"),
            Self::TermsDecreased { servers } if servers.is_empty() => {
                f.write_str("no term has decreased")
            }
            Self::TermsDecreased { servers } => list(f, servers, |it| {
                format!("{}: from term {} to term {}", it.server, it.from, it.to)
            }),
            Self::Sent { count } => write!(f, "{count} sent"),
            Self::Carried { count } => write!(f, "{count} carried"),
            Self::ElectionTimeouts { count: 1 } => f.write_str("1 election timeout"),
            Self::ElectionTimeouts { count } => write!(f, "{count} election timeouts"),
            Self::Took { time } => time.fmt(f),
            Self::Violations { violations, .. } if violations.is_empty() => {
                f.write_str("no violation")
            }
            Self::Violations { violations, more } => {
                list(f, violations, |it| format!("{} at {}", it.property.name(), it.at))?;
                if *more > 0 { write!(f, ", and {more} more") } else { Ok(()) }
            }
        }
    }
}

/// Items with commas between them.
fn list<T>(f: &mut fmt::Formatter<'_>, items: &[T], show: impl Fn(&T) -> String) -> fmt::Result {
    let shown: Vec<_> = items.iter().map(show).collect();
    f.write_str(&shown.join(", "))
}

impl fmt::Display for ServerIs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crashed => f.write_str("crashed"),
            Self::Paused => f.write_str("paused"),
            Self::InRole { role } => f.write_str(word(ROLES, role)),
            Self::InTerm { term } => write!(f, "term {term}"),
            Self::VotedFor { candidate } => write!(f, "voted for {candidate}"),
            Self::HasNotVoted => f.write_str("has not voted"),
            Self::Log { terms, more } => {
                let shown: Vec<_> = terms.iter().map(Term::to_string).collect();
                match shown.len() {
                    0 => f.write_str("empty")?,
                    1 => write!(f, "term {}", shown[0])?,
                    _ => write!(f, "terms {}", shown.join(" "))?,
                }
                if *more > 0 { write!(f, " and {more} more") } else { Ok(()) }
            }
            Self::Length { length } => write!(f, "length {length}"),
            Self::NoEntry => f.write_str("no such entry"),
            Self::Command { command } => f.write_str(&quoted(command)),
            Self::Noop => f.write_str("a no-op entry"),
            Self::Commit { index } => write!(f, "commitIndex {index}"),
            Self::Applied { index } => write!(f, "lastApplied {index}"),
            Self::Value { value } => f.write_str(&quoted(value)),
            Self::NoValue => f.write_str("no value"),
        }
    }
}

impl fmt::Display for RequestFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such request"),
            Self::Known { known } => f.write_str(word(&Known::WORDS, known)),
            Self::NotAcknowledged => f.write_str("it has not been acknowledged"),
            Self::ReturnsNothing => f.write_str("it returns no value"),
            Self::Returned { value } => f.write_str(&quoted(value)),
            Self::ReturnedNoValue => f.write_str("the key had no value"),
            Self::Failed => f.write_str("the command failed"),
        }
    }
}
