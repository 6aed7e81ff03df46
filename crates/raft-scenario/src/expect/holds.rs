//! Whether a predicate is true of a world.

use raft_core::{Entry, Index, Payload, Role, RoleName, ServerId};
use raft_sim::{Answer, Duration, Outcome, RequestId, Server, Status, World};

use super::{Bound, Counts, Holds, Known, Predicate, ProgressIndex, Servers};

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
            Self::ElectionTimeouts { between, bound } => {
                within(*bound, counts.between(*between).election_timeouts)
            }
            Self::Violation { property } => counts.violated(*property),
            Self::NoViolation { property } => !counts.violated(*property),
            Self::Violations { bound } => within(*bound, counts.judge.found() as u64),
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

pub(super) fn leaders(world: &World) -> impl Iterator<Item = &Server> {
    world.servers().iter().filter(|server| {
        server.status != Status::Crashed && server.node.volatile.role.name() == RoleName::Leader
    })
}

pub(super) fn entry_at(server: &Server, index: Index) -> Option<&Entry> {
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
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Next => "nextIndex",
            Self::Match => "matchIndex",
        }
    }

    /// Returns what the leader knows of the follower; `None` if the server is not leader.
    pub(super) fn of(self, world: &World, leader: ServerId, follower: ServerId) -> Option<Index> {
        let leader = leaders(world).find(|server| server.node.config.id == leader)?;
        let Role::Leader { progress } = &leader.node.volatile.role else { return None };
        let peer = progress.iter().find(|peer| peer.server == follower)?;
        Some(match self {
            Self::Next => peer.next_index,
            Self::Match => peer.match_index,
        })
    }
}

/// Returns the first two servers that have not crashed and whose logs differ, and the first index at
/// which they do. If one log only ends before the other, that counts only if they are to be `equal`.
pub(super) fn first_difference(world: &World, equal: bool) -> Option<(ServerId, ServerId, Index)> {
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

pub(super) fn answer_to(world: &World, request: RequestId) -> Option<&Answer> {
    match &world.clients().request(request)?.outcome {
        Outcome::Acknowledged { answer, .. } => Some(answer),
        Outcome::Waiting | Outcome::Unknown => None,
    }
}

pub(super) fn known_of(world: &World, request: RequestId) -> Option<Known> {
    Some(match world.clients().request(request)?.outcome {
        Outcome::Waiting => Known::Waiting,
        Outcome::Unknown => Known::Unknown,
        Outcome::Acknowledged { .. } => Known::Acknowledged,
    })
}

pub(super) fn time_taken(world: &World, request: RequestId) -> Option<Duration> {
    let request = world.clients().request(request)?;
    match request.outcome {
        Outcome::Acknowledged { at, .. } => Some(at - request.submitted_at),
        Outcome::Waiting | Outcome::Unknown => None,
    }
}
