//! What predicates are about, and which events change it.

use raft_core::Timer;
use raft_sim::{Action, What};

use crate::expect::Predicate;

/// What a predicate is about: its value changes only when that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Roles, terms, and which servers have crashed.
    Leaders,
    Roles,
    Terms,
    Votes,
    Logs,
    Commits,
    /// What was applied, and the state machines.
    Applied,
    Requests,
    /// Messages sent, and the entries they carry.
    Sent,
    ElectionTimeouts,
    /// What leaders know of their followers.
    Progress,
    InFlight,
    Violations,
}

/// The number of these.
pub(super) const ABOUT: usize = About::Violations as usize + 1;

impl Predicate {
    pub(super) fn about(&self) -> About {
        match self {
            Self::Leader { .. } | Self::NoLeader => About::Leaders,
            Self::Role { .. } | Self::Status { .. } => About::Roles,
            Self::Term { .. } | Self::TermNeverDecreases { .. } => About::Terms,
            Self::Vote { .. } => About::Votes,
            Self::Log { .. } | Self::Length { .. } | Self::Entry { .. } | Self::Logs { .. } => {
                About::Logs
            }
            Self::Commit { .. } => About::Commits,
            Self::Applied { .. } | Self::State { .. } => About::Applied,
            Self::Answer { .. } | Self::Value { .. } | Self::Took { .. } => About::Requests,
            Self::Progress { .. } => About::Progress,
            Self::InFlight { .. } => About::InFlight,
            Self::Sent { .. } | Self::Carried { .. } => About::Sent,
            Self::ElectionTimeouts { .. } => About::ElectionTimeouts,
            Self::Violation { .. } | Self::NoViolation { .. } | Self::Violations { .. } => {
                About::Violations
            }
        }
    }
}

/// What has changed: a set of [`About`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes(u16);

impl Changes {
    pub(super) const ALL: Self = Self((1 << ABOUT) - 1);

    pub(super) fn of(about: &[About]) -> Self {
        Self(about.iter().fold(0, |set, &about| set | 1 << about as usize))
    }

    /// Adds other changes.
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn contains(self, about: usize) -> bool {
        self.0 & (1 << about) != 0
    }

    /// Adds what an event changes. No event reports a violation: the judge counts them.
    pub(super) fn add(&mut self, what: &What) {
        use About::{
            Applied, Commits, ElectionTimeouts, InFlight, Leaders, Logs, Progress, Requests, Roles,
            Sent, Terms, Votes,
        };
        let changes: &[About] = match what {
            // The server keeps only what was on its disk. Predicates about all servers that have
            // not crashed leave it out, or include it again.
            What::Started { .. } | What::Crashed { .. } => {
                &[Leaders, Roles, Terms, Votes, Logs, Commits, Applied, Progress]
            }
            What::Paused { .. } | What::Resumed { .. } => &[Roles],
            What::BecameRole { .. } => &[Leaders, Roles, Terms, Votes, Progress],
            What::Persisted { .. } => &[Leaders, Terms, Votes],
            What::Appended { .. } | What::Truncated { .. } => &[Logs],
            What::Committed { .. } => &[Commits],
            What::Applied { .. } => &[Applied],
            What::Sent { copy_of: None, .. } => &[Sent, Progress, InFlight],
            What::Arrived { .. } => &[Progress, InFlight],
            What::Sent { .. } | What::Lost { .. } => &[InFlight],
            What::TimerFired { timer: Timer::Election, .. } => &[ElectionTimeouts],
            What::Acted(Action::Command { .. } | Action::CommandBy { .. })
            | What::Acknowledged { .. }
            | What::TriedAgain { .. } => &[Requests],
            What::TimerFired { .. }
            | What::Acted(_)
            | What::Decided { .. }
            | What::Accepted { .. } => &[],
        };
        self.0 |= Self::of(changes).0;
    }
}
