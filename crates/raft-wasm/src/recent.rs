//! What happened recently, as far as a person would tell it, and the messages lost a moment ago.

use std::collections::VecDeque;

use raft_core::{RoleName, ServerId, Term, Timer};
use raft_sim::{Duration, Envelope, Event, Loss, Observer, RequestId, Time, What};
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
    /// When it happened, in milliseconds.
    pub at: f64,
    /// What happened.
    pub what: Notable,
}

/// The events that a person would tell about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Notable {
    /// A server came up, for the first time or again.
    Started { server: ServerId },
    /// A server crashed.
    Crashed { server: ServerId },
    /// A server was frozen.
    Paused { server: ServerId },
    /// A server resumed.
    Resumed { server: ServerId },
    /// Links were cut or restored, or the network changed.
    Network,
    /// A server's election timeout ran out.
    ElectionTimeout { server: ServerId },
    /// A server changed its role, or its term without changing its role.
    BecameRole { server: ServerId, role: RoleName, term: Term },
    /// A server deleted its entries from this index on.
    Truncated { server: ServerId, from: u64 },
    /// A server moved its commitIndex.
    Committed { server: ServerId, index: u64 },
    /// A client learnt that its command was done.
    Acknowledged { request: RequestId },
}

impl EventView {
    /// The notable event that an event is, if it is one.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let what = Notable::of(&event.what)?;
        Some(Self { seq: event.seq.0 as f64, at: event.at.ms(), what })
    }
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
            What::Acted(ref action) if action.is_network() => Self::Network,
            _ => return None,
        })
    }
}

/// A lost message, when it was lost, and why.
pub(crate) type Lost = (Box<Envelope>, Time, Loss);

/// How many notable events are kept.
const NOTABLE_KEPT: usize = 400;

/// The last notable events, and the messages lost a moment ago.
#[derive(Default)]
pub(crate) struct RecentEvents {
    notable: VecDeque<EventView>,
    lost: VecDeque<Lost>,
}

impl RecentEvents {
    /// The notable events after the one with the number `since`.
    pub(crate) fn since(&self, since: f64) -> Vec<&EventView> {
        self.notable.iter().filter(|event| event.seq > since).collect()
    }

    /// The lost messages that are still falling at `now`.
    pub(crate) fn lost(&self, now: Time) -> impl Iterator<Item = &Lost> {
        let falls = move |at: Time| at <= now && now - at <= Duration::from_ms(FALL_MS);
        self.lost.iter().filter(move |(_, at, _)| falls(*at))
    }
}

impl Observer for RecentEvents {
    fn event(&mut self, event: Event) {
        if let Some(view) = EventView::of(&event) {
            keep(&mut self.notable, view, NOTABLE_KEPT);
        }
        if let What::Lost { message, why } = event.what {
            keep(&mut self.lost, (message, event.at, why), LOST_KEPT);
        }
    }
}

fn keep<T>(kept: &mut VecDeque<T>, new: T, most: usize) {
    if kept.len() == most {
        kept.pop_front();
    }
    kept.push_back(new);
}
