//! Where two runs part.

use std::collections::VecDeque;

use raft_sim::{Event, Time, What, World};

use super::watch::Watch;
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
        let (mut ours, mut theirs) = (Telling::of(self, until), Telling::of(other, until));
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

/// A run told from its beginning, event by event.
struct Telling<'a> {
    timeline: &'a Timeline,
    until: Time,
    place: Option<Place>,
    events: VecDeque<Event>,
}

impl<'a> Telling<'a> {
    fn of(timeline: &'a Timeline, until: Time) -> Self {
        let mut events = Vec::new();
        let world = World::new(timeline.scenario.setup.clone(), &mut events).ok();
        let place =
            world.map(|world| Place { world, watch: Watch::default(), happened: 0, done: 0 });
        Self { timeline, until, place, events: events.into() }
    }
}

impl Iterator for Telling<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            while let Some(event) = self.events.pop_front() {
                if !matches!(event.what, What::Decided { .. }) {
                    return Some(event);
                }
            }
            let (place, plan) = (self.place.as_mut()?, &self.timeline.plan);
            place.next(plan).filter(|&(at, _)| at <= self.until)?;
            let mut events = Vec::new();
            place.forward(plan, &mut events);
            self.events.extend(events);
        }
    }
}
