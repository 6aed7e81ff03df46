//! Where two runs part.

use std::collections::VecDeque;

use raft_sim::{Event, Time, World};

use super::watch::is_told;
use super::{Place, Timeline};

/// The first thing that happens in one of two runs and not in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// When.
    pub at: Time,
    /// What happens in the first run; nothing when it has come to an end.
    pub first: Option<Event>,
    /// What happens in the second.
    pub second: Option<Event>,
}

impl Timeline {
    /// Where this run and another one part, as far as both have been played; nothing when they do not.
    ///
    /// What a rule decided is no difference by itself: what came of it may be one.
    pub fn parts_from(&self, other: &Self) -> Option<Difference> {
        let until = self.reached.min(other.reached);
        // Not played again: what is the same up to their last common checkpoint.
        let (mut ours, mut theirs) = match self.checkpoints.last_common(&other.checkpoints) {
            Some((here, there)) => {
                (Telling::from(here, self, until), Telling::from(there, other, until))
            }
            None => (Telling::whole(self, until), Telling::whole(other, until)),
        };
        loop {
            let (first, second) = (ours.next(), theirs.next());
            let same = match (&first, &second) {
                (None, None) => return None,
                (Some(one), Some(two)) => (one.at, &one.what) == (two.at, &two.what),
                _ => false,
            };
            if !same {
                let at = first.iter().chain(&second).map(|event| event.at).min()?;
                let is_now = |event: &Event| event.at == at;
                let (first, second) = (first.filter(is_now), second.filter(is_now));
                return Some(Difference { at, first, second });
            }
        }
    }
}

/// A run told event by event.
struct Telling<'a> {
    timeline: &'a Timeline,
    until: Time,
    place: Place,
    events: VecDeque<Event>,
}

impl<'a> Telling<'a> {
    /// From a place in it.
    fn from(place: &Place, timeline: &'a Timeline, until: Time) -> Self {
        Self { timeline, until, place: place.clone(), events: VecDeque::new() }
    }

    /// With its servers' starts, which happen while the world is made.
    fn whole(timeline: &'a Timeline, until: Time) -> Self {
        let mut starts = Vec::new();
        // It could be made before.
        let _ = World::new(timeline.scenario.setup.clone(), &mut starts);
        let beginning = timeline.checkpoints.at_or_before(|_| false);
        Self { events: starts.into(), ..Self::from(beginning, timeline, until) }
    }
}

impl Iterator for Telling<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            while let Some(event) = self.events.pop_front() {
                if is_told(&event) {
                    return Some(event);
                }
            }
            let plan = &self.timeline.plan;
            self.place.next(plan).filter(|&(at, _)| at <= self.until)?;
            let mut events = Vec::new();
            self.place.forward(plan, &mut events);
            self.events.extend(events);
        }
    }
}
