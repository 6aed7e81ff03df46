//! The first difference between two runs.

use std::collections::VecDeque;

use raft_sim::{Event, Time, World};

use super::record::is_occurrence;
use super::{Place, Timeline};
use crate::player::Player;

/// The first thing that happens in one of two runs and not in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The instant.
    pub at: Time,
    /// What happens in the first run at that instant; `None` if nothing does.
    pub first: Option<Event>,
    /// The same for the second run.
    pub second: Option<Event>,
}

/// An unfinished comparison of two runs. It is valid until something is done or undone in one of them.
#[derive(Clone, Debug)]
pub struct RunComparison {
    until: Time,
    ours: EventStream,
    theirs: EventStream,
    difference: Option<Difference>,
}

impl Timeline {
    /// The first difference between this run and another, as far as both have been played; `None` if they are equal.
    ///
    /// A rule's decision by itself is no difference; its effect may be.
    pub fn first_difference(&self, other: &Self) -> Option<Difference> {
        let mut comparison = self.start_comparison(other);
        while !comparison.go_on(self, other, u64::MAX) {}
        comparison.difference
    }

    /// Starts what [`Timeline::first_difference`] does.
    pub fn start_comparison(&self, other: &Self) -> RunComparison {
        // Up to the last common checkpoint the runs are equal; that part is not replayed.
        let (ours, theirs) = match self.checkpoints.last_common(&other.checkpoints) {
            Some((here, there)) => (EventStream::from(here), EventStream::from(there)),
            None => (EventStream::whole(self), EventStream::whole(other)),
        };
        RunComparison { until: self.reached.min(other.reached), ours, theirs, difference: None }
    }
}

impl RunComparison {
    /// Compares about `budget` more events of each run. Returns true when the comparison is over.
    pub fn go_on(&mut self, first: &Timeline, second: &Timeline, budget: u64) -> bool {
        let (mut ours_left, mut theirs_left) = (budget, budget);
        while self.difference.is_none() {
            let has_ours = self.ours.seek_next(first, self.until, &mut ours_left);
            let has_theirs = self.theirs.seek_next(second, self.until, &mut theirs_left);
            if !(has_ours && has_theirs) {
                return false;
            }
            let (one, other) = (self.ours.take(), self.theirs.take());
            match (&one, &other) {
                (None, None) => return true,
                (Some(one), Some(other)) if (one.at, &one.what) == (other.at, &other.what) => {}
                _ => self.difference = difference(one, other),
            }
        }
        true
    }

    /// The first difference, once the comparison is over; `None` if the runs are equal.
    pub fn difference(&self) -> Option<&Difference> {
        self.difference.as_ref()
    }
}

fn difference(first: Option<Event>, second: Option<Event>) -> Option<Difference> {
    let at = first.iter().chain(&second).map(|event| event.at).min()?;
    let is_now = |event: &Event| event.at == at;
    Some(Difference { at, first: first.filter(is_now), second: second.filter(is_now) })
}

/// A run as a stream of events.
#[derive(Clone, Debug)]
struct EventStream {
    place: Player<()>,
    events: VecDeque<Event>,
}

impl EventStream {
    /// The run from a place on.
    fn from(place: &Place) -> Self {
        Self { place: place.unwatched(), events: VecDeque::new() }
    }

    /// The whole run, with its servers' starts, which happen while the world is created.
    fn whole(timeline: &Timeline) -> Self {
        let mut starts = Vec::new();
        // Cannot fail: a world was created from this setup before.
        let _ = World::new(timeline.scenario.setup.clone(), &mut starts);
        let beginning = timeline.checkpoints.at_or_before(|_| false);
        Self { events: starts.into(), ..Self::from(beginning) }
    }

    /// Plays until the next event is known, or the end; the cost is taken off the budget. Returns false
    /// when the budget is used up before.
    fn seek_next(&mut self, timeline: &Timeline, until: Time, left: &mut u64) -> bool {
        loop {
            while self.events.front().is_some_and(|event| !is_occurrence(event)) {
                self.events.pop_front();
            }
            let next = self.place.next_at(&timeline.script);
            if !self.events.is_empty() || next.is_none_or(|at| at > until) {
                return true;
            }
            if *left == 0 {
                return false;
            }
            let mut events = Vec::new();
            self.place.forward_within(left, &timeline.script, &mut events);
            self.events.extend(events);
        }
    }

    /// Takes the event that [`Self::seek_next`] has found; `None` at the end.
    fn take(&mut self) -> Option<Event> {
        self.events.pop_front()
    }
}
