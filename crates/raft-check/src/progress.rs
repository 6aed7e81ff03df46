//! The progress of a cluster: observations, not violations.

use raft_core::{Index, Term};
use raft_sim::{Duration, Time};
use serde::Serialize;

/// Whether the cluster has a leader, commits entries, and ends its elections. A cluster that does none of
/// this breaks no property of Figure 3, but is of no use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Since when no running server is leader; `None` while one is. A leader that is cut off still counts.
    #[cfg_attr(feature = "typescript", tsify(type = "number", optional))]
    pub leaderless_since: Option<Time>,
    /// The total time without a leader before that.
    #[cfg_attr(feature = "typescript", tsify(type = "number"))]
    pub leaderless_before: Duration,
    /// When a leader last committed an entry beyond all that were committed before.
    #[cfg_attr(feature = "typescript", tsify(type = "number", optional))]
    pub last_commit: Option<Time>,
    /// The highest index that a leader has committed.
    pub committed: Index,
    /// The number of terms in which a server started an election since an election was last won.
    pub elections_without_winner: u64,
    /// The last term in which a server started an election.
    #[serde(skip)]
    last_election: Term,
}

impl Progress {
    /// How long there has been no leader, at the instant `now`.
    pub fn leaderless_for(&self, now: Time) -> Duration {
        self.leaderless_since.map_or(Duration::default(), |since| now - since)
    }

    /// The total time without a leader since the beginning, at the instant `now`.
    pub fn leaderless_in_all(&self, now: Time) -> Duration {
        self.leaderless_before + self.leaderless_for(now)
    }

    /// How long nothing new has been committed, at the instant `now`: since the beginning, if
    /// nothing ever was.
    pub fn idle_for(&self, now: Time) -> Duration {
        now - self.last_commit.unwrap_or_default()
    }

    pub(crate) fn started_election(&mut self, term: Term) {
        if term > self.last_election {
            self.last_election = term;
            self.elections_without_winner += 1;
        }
    }

    pub(crate) fn won(&mut self) {
        self.elections_without_winner = 0;
    }

    pub(crate) fn is_led(&mut self, led: bool, now: Time) {
        if led {
            self.leaderless_before = self.leaderless_in_all(now);
            self.leaderless_since = None;
        } else {
            self.leaderless_since.get_or_insert(now);
        }
    }

    pub(crate) fn committed(&mut self, index: Index, now: Time) {
        if index > self.committed {
            (self.committed, self.last_commit) = (index, Some(now));
        }
    }
}
