//! What happened in the whole run, as far as a person would tell it: the marks of the timeline, the
//! news for whoever listens, and the messages lost a moment ago.

use std::collections::VecDeque;

use raft_scenario::Timeline;
use raft_sim::{Event, Observer, Time, What};

use crate::story::{EventView, Lost};
use crate::view::FALL_MS;

/// How many lost messages are kept.
const LOST_KEPT: usize = 200;

/// The notable events of the run as far as it was played, whatever instant it shows.
#[derive(Default)]
pub(super) struct Tale {
    notable: Vec<EventView>,
    /// The number of the first event not told yet: what is played again is not told again.
    told: u64,
    lost: VecDeque<Lost>,
}

impl Tale {
    /// The notable events after the one with the number `since`.
    pub(super) fn since(&self, since: f64) -> &[EventView] {
        let first = self.notable.partition_point(|event| event.seq <= since);
        &self.notable[first..]
    }

    /// What is still falling at `now`.
    pub(super) fn lost(&self, now: Time) -> impl Iterator<Item = &Lost> {
        let falls = move |at: Time| at <= now && now - at <= Time::from_ms(FALL_MS);
        self.lost.iter().filter(move |(_, at, _)| falls(*at))
    }

    /// After `events` events the run goes on in another way.
    pub(super) fn branch(&mut self, events: u64) {
        self.told = self.told.min(events);
        let kept = self.notable.partition_point(|event| (event.seq as u64) < events);
        self.notable.truncate(kept);
    }

    /// The run is another one: it is told anew.
    pub(super) fn tell_anew(&mut self, timeline: &Timeline) {
        *self = Self::default();
        timeline.tell(self);
    }

    /// The time was moved: what is falling now is found anew.
    pub(super) fn look_again(&mut self, timeline: &mut Timeline) {
        self.lost.clear();
        let now = timeline.now();
        for event in timeline.window(now - Time::from_ms(FALL_MS), now).events {
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

impl Observer for Tale {
    fn event(&mut self, event: Event) {
        if event.seq >= self.told {
            self.told = event.seq + 1;
            self.notable.extend(EventView::of(&event));
        }
        self.note_loss(event);
    }
}
