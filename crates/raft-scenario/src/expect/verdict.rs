//! Verdicts on expectations.

use std::fmt;

use raft_core::{Index, ServerId};
use raft_sim::{EventId, Outcome, RequestId, Time, World};
use serde::Serialize;

use super::holds::{entry_at, leaders};
use super::instead::id_of;
use super::{Counts, Instead, Predicate, Servers};

/// The verdict on an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not decided yet: the run has not come that far.
    Open,
    /// It was met, at this instant.
    Held(Time),
    /// It was not met.
    Failed(Failure),
}

/// How an expectation was not met. `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub at: Time,
    /// What was the case instead.
    pub instead: Instead,
    /// What to ask about in order to learn why.
    pub subject: Option<Subject>,
}

/// Something whose causes can be searched for.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Subject {
    /// A server's role, term and status.
    Server { server: ServerId },
    /// That a server has an entry.
    Entry { server: ServerId, index: Index },
    /// That a server knows an entry to be committed.
    Committed { server: ServerId, index: Index },
    /// A client's request: why it is still waiting, or how it was answered.
    Request { request: RequestId, acknowledged: bool },
    /// An event, such as a violation, by its number in the run.
    Event { seq: EventId },
}

impl Subject {
    /// The entry up to which a server knows the log to be committed, or the server if there is none.
    fn known_up_to(server: ServerId, index: Index) -> Self {
        match index {
            0 => Self::Server { server },
            index => Self::Committed { server, index },
        }
    }
}

impl Verdict {
    /// Whether it was met.
    pub fn has_held(&self) -> bool {
        matches!(self, Self::Held(_))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.at, self.instead)
    }
}

impl Predicate {
    /// Returns the verdict on an expectation that is not met now.
    pub(crate) fn failure(&self, world: &World, counts: &Counts) -> Verdict {
        Verdict::Failed(Failure {
            at: world.now(),
            instead: self.instead(world, counts),
            subject: self.subject(world, counts),
        })
    }

    /// Returns what to ask about when this does not hold.
    fn subject(&self, world: &World, counts: &Counts) -> Option<Subject> {
        match self {
            Self::Leader { server: Some(server), .. } | Self::Progress { leader: server, .. } => {
                Some(Subject::Server { server: *server })
            }
            Self::Leader { server: None, .. } | Self::NoLeader => {
                leaders(world).next().map(|leader| Subject::Server { server: id_of(leader) })
            }
            Self::Role { servers, .. }
            | Self::Status { servers, .. }
            | Self::Term { servers, .. }
            | Self::Vote { servers, .. }
            | Self::TermNeverDecreases { servers }
            | Self::Log { servers, .. }
            | Self::Length { servers, .. } => {
                let server = self.culprit(*servers, world, counts)?;
                Some(Subject::Server { server })
            }
            Self::Entry { servers, index, .. } => {
                let server = self.culprit(*servers, world, counts)?;
                let has_it = entry_at(world.server(server)?, *index).is_some();
                Some(match has_it {
                    true => Subject::Entry { server, index: *index },
                    false => Subject::Server { server },
                })
            }
            Self::Commit { servers, .. } | Self::Applied { servers, .. } => {
                let server = self.culprit(*servers, world, counts)?;
                Some(Subject::known_up_to(server, world.server(server)?.node.volatile.commit_index))
            }
            Self::Logs { equal } => {
                let (one, other, index) = super::holds::first_difference(world, *equal)?;
                let has_it = entry_at(world.server(one)?, index).is_some();
                Some(Subject::Entry { server: if has_it { one } else { other }, index })
            }
            Self::Violation { .. } | Self::NoViolation { .. } | Self::Violations { .. } => {
                let last = counts.judge.violations().next_back()?;
                Some(Subject::Event { seq: last.seq })
            }
            // The values of a server's state machine are what its last applied entry has led to.
            Self::State { servers, .. } => {
                let server = self.culprit(*servers, world, counts)?;
                Some(Subject::known_up_to(server, world.server(server)?.node.volatile.last_applied))
            }
            Self::Answer { request, .. }
            | Self::Value { request, .. }
            | Self::Took { request, .. } => {
                let outcome = &world.clients().request(*request)?.outcome;
                let acknowledged = matches!(outcome, Outcome::Acknowledged { .. });
                Some(Subject::Request { request: *request, acknowledged })
            }
            // How many there were in all, or that none is there, has no single cause.
            Self::InFlight { .. }
            | Self::Sent { .. }
            | Self::Carried { .. }
            | Self::ElectionTimeouts { .. } => None,
        }
    }

    /// Returns the server that the predicate is about, or the first of all for which it does not hold.
    fn culprit(&self, servers: Servers, world: &World, counts: &Counts) -> Option<ServerId> {
        match servers {
            Servers::One(server) => Some(server),
            // None of them does what it should: the first stands for all.
            Servers::Any => world.setup().server_ids().next(),
            Servers::All => world
                .setup()
                .server_ids()
                .find(|&server| !self.about_one(server).is_some_and(|it| it.holds(world, counts))),
        }
    }

    /// Returns the same predicate about one server.
    fn about_one(&self, server: ServerId) -> Option<Self> {
        let mut one = self.clone();
        let servers = match &mut one {
            Self::Role { servers, .. }
            | Self::Status { servers, .. }
            | Self::Term { servers, .. }
            | Self::Vote { servers, .. }
            | Self::Log { servers, .. }
            | Self::Length { servers, .. }
            | Self::Entry { servers, .. }
            | Self::Commit { servers, .. }
            | Self::Applied { servers, .. }
            | Self::State { servers, .. }
            | Self::TermNeverDecreases { servers } => servers,
            _ => return None,
        };
        *servers = Servers::One(server);
        Some(one)
    }
}
