//! What a server holds in memory because of the role it plays (Figure 2, volatile state).

use std::fmt;

use serde::Serialize;

use crate::ids::{ServerId, ServerSet};
use crate::progress::FollowerProgress;

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
    /// Leader of its term.
    Leader {
        /// What it knows of each other server, in ascending order of their names.
        progress: Vec<FollowerProgress>,
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

/// A role without what comes with it (Figure 4, and the dissertation's §9.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RoleName {
    /// Passive: responds to leaders and candidates.
    Follower,
    /// Asks whether an election could be won, before it begins one.
    PreCandidate,
    /// Requests votes, to become leader.
    Candidate,
    /// Handles all client requests.
    Leader,
}

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Follower => "follower",
            Self::PreCandidate => "pre-candidate",
            Self::Candidate => "candidate",
            Self::Leader => "leader",
        })
    }
}

/// The servers that a server has received a reply or a leader's message from since the timeout before the
/// last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RecentlyActive {
    /// Since the last timeout.
    now: ServerSet,
    /// Between the last two.
    before: ServerSet,
}

impl RecentlyActive {
    /// A reply or a leader's message from `server` arrived.
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
