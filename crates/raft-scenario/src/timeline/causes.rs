//! Why something happened: the chain of causes behind it.

use raft_core::{Decision, Index, ServerId};
use raft_sim::{Event, MessageId, Status, Time, What};

use super::{Place, Timeline};

/// One link in a chain of causes: what happened, and what the server decided on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What happened.
    pub event: Event,
    /// What rules decided in the step in which it happened, before it.
    pub decisions: Vec<(ServerId, Decision)>,
}

/// How long a chain gets at most. What is older than that explains nothing any more.
const LONGEST_CHAIN: usize = 40;

impl Timeline {
    /// The chain of causes of an event, from itself backwards; empty when there is no such event up
    /// to where the run has been played.
    pub fn causes(&self, seq: u64) -> Vec<Cause> {
        let mut chain = Vec::new();
        let mut stretch: Vec<Event> = Vec::new();
        let mut wanted = Some(seq);
        while let Some(seq) = wanted.filter(|_| chain.len() < LONGEST_CHAIN) {
            if stretch.first().is_none_or(|first| seq < first.seq) {
                stretch = self.stretch_with(seq);
            }
            let Ok(at) = stretch.binary_search_by_key(&seq, |event| event.seq) else { break };
            let event = stretch[at].clone();
            wanted = event.cause;
            chain.push(Cause { decisions: decisions(&stretch[..at], &event), event });
        }
        chain
    }

    /// The last event up to this instant that `is_it` holds for.
    fn last_event(&self, is_it: impl Fn(&Event) -> bool) -> Option<u64> {
        let mut before = self.here.world.events();
        while before > 0 {
            let stretch = self.stretch_with(before - 1);
            let candidates = stretch.iter().rev().filter(|event| event.seq < before);
            if let Some(event) = candidates.into_iter().find(|event| is_it(event)) {
                return Some(event.seq);
            }
            before = stretch.first().map_or(0, |event| event.seq);
        }
        None
    }

    /// The event with which a server came to its role and term, as they are now.
    pub fn why_role(&self, of: ServerId) -> Option<u64> {
        let server = self.here.world.servers().iter().find(|server| server.node.config.id == of)?;
        let is_paused = server.status == Status::Paused;
        self.last_event(|event| match event.what {
            What::BecameRole { server, .. }
            | What::Crashed { server }
            | What::Started { server } => server == of,
            What::Paused { server } => server == of && is_paused,
            _ => false,
        })
    }

    /// The event with which a server came to have an entry.
    pub fn why_entry(&self, of: ServerId, index: Index) -> Option<u64> {
        self.last_event(|event| match event.what {
            What::Appended { server, first, count } => {
                server == of && (first..first + count).contains(&index)
            }
            _ => false,
        })
    }

    /// The event with which an entry came to be committed, as far as a server knows.
    pub fn why_commit(&self, of: ServerId, index: Index) -> Option<u64> {
        let commit = self.here.world.servers().iter().find(|server| server.node.config.id == of)?;
        if commit.node.volatile.commit_index < index {
            return None;
        }
        let mut found = None;
        // The first of the moves of commitIndex that went so far, since the last start.
        let mut before = self.here.world.events();
        while before > 0 {
            let stretch = self.stretch_with(before - 1);
            for event in stretch.iter().rev().filter(|event| event.seq < before) {
                match event.what {
                    What::Committed { server, index: to } if server == of => {
                        if to < index {
                            return found;
                        }
                        found = Some(event.seq);
                    }
                    What::Started { server } if server == of => return found,
                    _ => {}
                }
            }
            before = stretch.first().map_or(0, |event| event.seq);
        }
        found
    }

    /// The event with which a message set out.
    pub fn why_message(&self, id: MessageId) -> Option<u64> {
        self.last_event(|event| matches!(event.what, What::Sent { message, .. } if message == id))
    }

    /// The events of the run from a checkpoint up to the step of the event with this number.
    fn stretch_with(&self, seq: u64) -> Vec<Event> {
        let mut events = Vec::new();
        let mut place = self.checkpoints.at_or_before(|place| place.world.events() <= seq).clone();
        if place.world.events() > seq {
            // It happened while the world was made.
            let _ = raft_sim::World::new(self.scenario.setup.clone(), &mut events);
        }
        while place.world.events() <= seq && place.is_before(self.reached, &self.plan) {
            place.forward(&self.plan, &mut events);
        }
        events
    }
}

impl Place {
    /// Does something more happen up to this time?
    fn is_before(&self, until: Time, plan: &[super::Planned]) -> bool {
        self.next(plan).is_some_and(|(at, _)| at <= until)
    }
}

/// What was decided between the cause of an event and the event.
fn decisions(before: &[Event], event: &Event) -> Vec<(ServerId, Decision)> {
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
