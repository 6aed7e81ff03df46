//! What a server holds in memory because of the role it plays (Figure 2, volatile state).

use crate::effect::RoleName;
use crate::ids::{Index, ServerId, ServerSet};

/// A role, with the state that comes and goes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Nothing more to remember.
    #[default]
    Follower,
    /// In a PreVote round.
    PreCandidate {
        /// Who would vote for it, itself among them.
        votes: ServerSet,
    },
    /// In an election.
    Candidate {
        /// Who voted for it, itself among them.
        votes: ServerSet,
    },
    /// Leading: what it knows of every other server, in ascending order of their names.
    Leader {
        /// One for each other server.
        progress: Vec<Progress>,
    },
}

impl Role {
    /// The role alone.
    pub fn name(&self) -> RoleName {
        match self {
            Self::Follower => RoleName::Follower,
            Self::PreCandidate { .. } => RoleName::PreCandidate,
            Self::Candidate { .. } => RoleName::Candidate,
            Self::Leader { .. } => RoleName::Leader,
        }
    }
}

/// What a leader knows of one follower (Figure 2, volatile state on leaders).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    /// The follower.
    pub server: ServerId,
    /// The index of the next entry to send to it.
    pub next_index: Index,
    /// The highest index known to be replicated on it.
    pub match_index: Index,
    /// Has it refused, and not yet said where the logs agree? Until then a leader that pipelines
    /// waits for each answer, or every refusal of what is under way would begin a search of its own.
    pub probing: bool,
    /// The last entry of the last message, if that was as full as can be: when this is acknowledged,
    /// the rest can follow. 0 when there was no rest.
    pub full_to: Index,
    /// Has an empty heartbeat been sent since entries were? Its answer then says, once, that they were
    /// lost, or never sent.
    pub asked: bool,
}

impl Progress {
    /// A follower at the beginning of a term: nextIndex after the leader's last entry, matchIndex 0.
    pub fn new(server: ServerId, next_index: Index) -> Self {
        Self { server, next_index, match_index: 0, probing: false, full_to: 0, asked: false }
    }
}

/// Whom a server has heard from lately, in answer or as its leader: since the timeout before the last
/// one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Heard {
    /// Since the last timeout.
    now: ServerSet,
    /// Between the last two.
    before: ServerSet,
}

impl Heard {
    /// An answer or a leader's message from `server` came.
    pub(crate) fn note(&mut self, server: ServerId) {
        self.now.insert(server);
    }

    /// A timeout passed.
    pub(crate) fn next_period(&mut self) {
        self.before = self.now;
        self.now = ServerSet::default();
    }

    /// Heard from since the last timeout.
    pub fn since_last_timeout(&self) -> ServerSet {
        self.now
    }

    /// Heard from in either period.
    pub fn lately(&self) -> ServerSet {
        self.now.union(self.before)
    }
}
