//! The roles of a server, and the volatile state of each (Figure 2).

use std::fmt;

use serde::Serialize;

use crate::ids::{ServerId, ServerSet};
use crate::progress::FollowerProgress;

/// A role, with its state, which is dropped when the role changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// A follower has no further state.
    #[default]
    Follower,
    /// In a PreVote round.
    PreCandidate {
        /// The servers that would vote for it, itself included.
        votes: ServerSet,
    },
    /// In an election.
    Candidate {
        /// The servers that voted for it, itself included.
        votes: ServerSet,
    },
    /// Leader of its term.
    Leader {
        /// What it knows of each other server, in ascending order of their ids.
        progress: Vec<FollowerProgress>,
    },
}

impl Role {
    /// The role without its state.
    pub fn name(&self) -> RoleName {
        match self {
            Self::Follower => RoleName::Follower,
            Self::PreCandidate { .. } => RoleName::PreCandidate,
            Self::Candidate { .. } => RoleName::Candidate,
            Self::Leader { .. } => RoleName::Leader,
        }
    }
}

/// A role without its state (Figure 4, and the dissertation's §9.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RoleName {
    /// Passive: responds to leaders and candidates.
    Follower,
    /// Asks whether it could win an election, before it starts one.
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

/// The servers from which a server has received a reply or a leader's message in the current and the previous
/// period. A period ends when its election timer, or a leader's CheckQuorum timer, runs out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RecentlyActive {
    /// In the current period.
    now: ServerSet,
    /// In the previous one.
    before: ServerSet,
}

impl RecentlyActive {
    /// Notes that a reply or a leader's message from `server` arrived.
    pub(crate) fn note(&mut self, server: ServerId) {
        self.now.insert(server);
    }

    /// Begins the next period.
    pub(crate) fn next_period(&mut self) {
        self.before = self.now;
        self.now = ServerSet::default();
    }

    /// The servers heard from in the current period.
    pub fn since_last_timeout(&self) -> ServerSet {
        self.now
    }

    /// The servers heard from in either period.
    pub fn lately(&self) -> ServerSet {
        self.now.union(self.before)
    }
}
