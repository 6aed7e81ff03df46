//! The chain of causes behind an event.

use raft_core::{Decision, ServerId};
use raft_sim::{Event, What};

/// One link in a chain of causes: an event, and the server's decisions that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What happened.
    pub event: Event,
    /// The decisions made in the step of the event, before it.
    pub decisions: Vec<(ServerId, Decision)>,
}

/// The greatest length of a chain. Older causes explain nothing any more.
pub(super) const LONGEST_CHAIN: usize = 40;

/// Returns the decisions between the cause of an event and the event.
pub(super) fn decisions(before: &[Event], event: &Event) -> Vec<(ServerId, Decision)> {
    let same_step = before.iter().rev().take_while(|other| Some(other.seq) != event.cause);
    let mut decisions: Vec<_> = same_step
        .filter(|other| other.cause == event.cause && event.cause.is_some())
        .filter_map(|other| match other.what {
            What::Decided { server, decision } => Some((server, decision)),
            _ => None,
        })
        .collect();
    decisions.reverse();
    decisions
}
