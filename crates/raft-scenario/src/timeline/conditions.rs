//! Evaluating predicates at the current instant of a run. For predicates that count, the run is
//! replayed in bounded steps.

use raft_sim::Time;

use super::Timeline;
use crate::expect::{Period, PeriodCounts, Predicate, Verdict};
use crate::player::{Player, Watcher};

/// An evaluation of predicates at the current instant of one timeline.
#[derive(Clone, Debug)]
pub struct Conditions {
    predicates: Vec<Predicate>,
    /// The instant from which predicates without `between` count.
    since: Time,
    /// The replay, as far as it has counted; `None` if none of the predicates counts.
    replay: Option<Player<PeriodCounts>>,
}

impl Watcher for PeriodCounts {}

impl Timeline {
    /// Starts to evaluate these predicates at the current instant. Those that count messages,
    /// entries or election timeouts without a period of their own count from `since` on.
    pub fn start_conditions(&self, predicates: Vec<Predicate>, since: Time) -> Conditions {
        let from_then = Period { from: since, to: Time::MAX };
        let predicates = predicates.into_iter().map(|it| it.counting_in(from_then)).collect();
        let mut conditions = Conditions { predicates, since, replay: None };
        conditions.replay = conditions.beginning(self);
        conditions
    }

    /// Evaluates these predicates now. The verdict on one that does not hold says what is the case instead.
    pub fn conditions(&self, predicates: Vec<Predicate>, since: Time) -> Vec<Verdict> {
        let mut conditions = self.start_conditions(predicates, since);
        while !conditions.go_on(self, u64::MAX) {}
        conditions.verdicts(self)
    }
}

impl Conditions {
    /// Replays about `budget` more events. Returns true when the verdicts are known for the current
    /// instant of the timeline.
    pub fn go_on(&mut self, timeline: &Timeline, budget: u64) -> bool {
        let here = timeline.here.items();
        if self.replay.as_ref().is_some_and(|replay| replay.items() > here) {
            self.replay = self.beginning(timeline);
        }
        let Some(replay) = &mut self.replay else { return true };
        let mut left = budget;
        while replay.items() < here {
            if left == 0 {
                return false;
            }
            replay.forward_within(&mut left, &timeline.script, &mut ());
        }
        true
    }

    /// The verdict on each predicate, once [`Conditions::go_on`] has returned true.
    pub fn verdicts(&self, timeline: &Timeline) -> Vec<Verdict> {
        let Player { world, watcher: (expectations, _), .. } = &timeline.here;
        let mut counts = expectations.counts.clone();
        if let Some(replay) = &self.replay {
            counts.counted = replay.watcher.clone();
        }
        let verdict = |predicate: &Predicate| match predicate.holds(world, &counts) {
            true => Verdict::Held(world.now()),
            false => predicate.failure(world, &counts),
        };
        self.predicates.iter().map(verdict).collect()
    }

    /// The predicates.
    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }

    /// Returns a place of the run before everything to be counted; `None` if no predicate counts.
    fn beginning(&self, timeline: &Timeline) -> Option<Player<PeriodCounts>> {
        let periods = self.predicates.iter().filter_map(Predicate::counts_in);
        let from = periods.map(|period| period.map_or(self.since, |it| it.from)).min()?;
        let here = timeline.here.items();
        let is_before = |place: &super::Place| place.items() <= here && place.world.now() < from;
        let place = timeline.checkpoints.at_or_before(is_before);
        Some(place.watched_by(PeriodCounts::new(self.predicates.iter())))
    }
}
