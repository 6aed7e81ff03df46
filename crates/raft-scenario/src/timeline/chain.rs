//! The chain of causes behind an event.

use raft_core::{Decision, ServerId};
use raft_sim::{Event, What};

/// One link in a chain of causes: what happened, and what the server decided on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What happened.
    pub event: Event,
    /// What rules decided in the step in which it happened, before it.
    pub decisions: Vec<(ServerId, Decision)>,
}

/// How long a chain gets at most. What is older than that explains nothing any more.
pub(super) const LONGEST_CHAIN: usize = 40;

/// What was decided between the cause of an event and the event.
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
