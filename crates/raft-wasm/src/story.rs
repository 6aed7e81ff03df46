//! What happened, as far as a person would tell it: the marks of the timeline, the news for whoever
//! listens, and the messages lost a moment ago.

use std::collections::VecDeque;

use raft_core::{RoleName, ServerId, Term, Timer};
use raft_sim::{Action, Envelope, Event, Loss, Observer, RequestId, Time, What};
use serde::Serialize;
use tsify::Tsify;

use crate::view::FALL_MS;

/// How many lost messages are kept.
const LOST_KEPT: usize = 200;

/// One notable event.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// Its number in the run.
    pub seq: f64,
    /// When, in milliseconds.
    pub at: f64,
    /// What.
    pub what: Notable,
}

/// The events that a person would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Notable {
    /// A server came up, for the first time or again.
    Started { server: ServerId },
    /// A server crashed.
    Crashed { server: ServerId },
    /// A server was frozen.
    Paused { server: ServerId },
    /// A server went on.
    Resumed { server: ServerId },
    /// Links were cut or mended, or the network changed.
    Network,
    /// A server's election timeout ran out.
    ElectionTimeout { server: ServerId },
    /// A server has another role, or its role another term.
    BecameRole { server: ServerId, role: RoleName, term: Term },
    /// A server removed entries, from this index on.
    Truncated { server: ServerId, from: u64 },
    /// A server moved its commitIndex.
    Committed { server: ServerId, index: u64 },
    /// A client learnt that its command was done.
    Acknowledged { request: RequestId },
}

impl Notable {
    fn of(what: &What) -> Option<Self> {
        Some(match *what {
            What::Started { server } => Self::Started { server },
            What::Crashed { server } => Self::Crashed { server },
            What::Paused { server } => Self::Paused { server },
            What::Resumed { server } => Self::Resumed { server },
            What::TimerFired { server, timer: Timer::Election } => Self::ElectionTimeout { server },
            What::BecameRole { server, role, term } => Self::BecameRole { server, role, term },
            What::Truncated { server, from } => Self::Truncated { server, from },
            What::Committed { server, index } => Self::Committed { server, index },
            What::Acknowledged { request } => Self::Acknowledged { request },
            What::Acted(
                Action::Cut { .. }
                | Action::Mend { .. }
                | Action::Partition { .. }
                | Action::Heal
                | Action::SetLink { .. }
                | Action::SetNetwork { .. },
            ) => Self::Network,
            _ => return None,
        })
    }
}

/// A lost message: as it was, when, and why.
pub(crate) type Lost = (Box<Envelope>, Time, Loss);

/// The notable events of the whole run so far, and the messages lost a moment ago.
#[derive(Default)]
pub(crate) struct Story {
    notable: Vec<EventView>,
    /// The number of the first event not told yet: what is played again is not told again.
    told: u64,
    lost: VecDeque<Lost>,
}

impl Story {
    /// The notable events after the one with the number `since`.
    pub(crate) fn since(&self, since: f64) -> &[EventView] {
        let first = self.notable.partition_point(|event| event.seq <= since);
        &self.notable[first..]
    }

    /// What is still falling at `now`.
    pub(crate) fn lost(&self, now: Time) -> impl Iterator<Item = &Lost> {
        self.lost.iter().filter(move |(_, at, _)| *at <= now && now - *at <= Time::from_ms(FALL_MS))
    }

    /// The run goes on in another way after `events` events.
    pub(crate) fn branch(&mut self, events: u64) {
        self.told = self.told.min(events);
        let kept = self.notable.partition_point(|event| (event.seq as u64) < events);
        self.notable.truncate(kept);
    }

    /// The time was moved: what is falling now is found anew.
    pub(crate) fn moved(&mut self, events: Vec<Event>) {
        self.lost.clear();
        for event in events {
            self.note_loss(event);
        }
    }

    fn note_loss(&mut self, event: Event) {
        if let What::Lost { message, why } = event.what {
            if self.lost.len() == LOST_KEPT {
                self.lost.pop_front();
            }
            self.lost.push_back((message, event.at, why));
        }
    }
}

impl Observer for Story {
    fn event(&mut self, event: Event) {
        if event.seq >= self.told {
            self.told = event.seq + 1;
            if let Some(what) = Notable::of(&event.what) {
                self.notable.push(EventView { seq: event.seq as f64, at: event.at.ms(), what });
            }
        }
        self.note_loss(event);
    }
}
