//! Whether predicates hold at this instant of a run, also those that count: what happened is played
//! again, in bounded steps.

use raft_core::{Durable, Index, ServerId};
use raft_sim::{Event, Machine, Observer, ServerStep, Time};

use super::Timeline;
use crate::expect::{Counts, Period, Predicate, Verdict};
use crate::player::{Player, Watcher};

/// The question whether predicates hold now. It belongs to one timeline.
#[derive(Clone, Debug)]
pub struct Conditions {
    predicates: Vec<Predicate>,
    /// The instant from which predicates count that do not say `between`.
    since: Time,
    /// The run as far as it was counted; nothing when none of the predicates counts.
    replay: Option<Player<Counting>>,
}

/// Counts what happens, and nothing else.
#[derive(Clone, Debug)]
struct Counting(Counts);

impl Observer for Counting {
    fn event(&mut self, event: Event) {
        self.0.count(&event);
    }

    fn step(&mut self, _step: ServerStep<'_>) {}

    fn lost_write(&mut self, _server: ServerId, _disk: &Durable) {}

    fn machine(&mut self, _server: ServerId, _last_applied: Index, _machine: &Machine) {}
}

impl Watcher for Counting {}

impl Timeline {
    /// Asks whether these predicates hold now. Those that count messages, entries or election timeouts
    /// without a period of their own count from `since` on.
    pub fn start_conditions(&self, predicates: Vec<Predicate>, since: Time) -> Conditions {
        let from_then = Period { from: since, to: Time::MAX };
        let predicates = predicates.into_iter().map(|it| it.counting_in(from_then)).collect();
        let mut conditions = Conditions { predicates, since, replay: None };
        conditions.replay = conditions.beginning(self);
        conditions
    }

    /// Whether these predicates hold now, each with what is the case instead.
    pub fn conditions(&self, predicates: Vec<Predicate>, since: Time) -> Vec<Verdict> {
        let mut conditions = self.start_conditions(predicates, since);
        while !conditions.go_on(self, u64::MAX) {}
        conditions.verdicts(self)
    }
}

impl Conditions {
    /// Goes on for about `budget` events. True when the answer is there for the instant at which the
    /// timeline is now.
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

    /// For each predicate whether it holds, once [`Conditions::go_on`] has returned true.
    pub fn verdicts(&self, timeline: &Timeline) -> Vec<Verdict> {
        let Player { world, watcher: (expectations, _), .. } = &timeline.here;
        let counted = self.replay.as_ref().map_or(&expectations.counts, |it| &it.watcher.0);
        let verdict = |predicate: &Predicate| {
            let counts = match predicate.counts_in() {
                Some(_) => counted,
                None => &expectations.counts,
            };
            match predicate.holds(world, counts) {
                true => Verdict::Held(world.now()),
                false => predicate.failure(world, counts),
            }
        };
        self.predicates.iter().map(verdict).collect()
    }

    /// The predicates.
    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }

    /// A place of the run before everything that is to be counted, if anything is.
    fn beginning(&self, timeline: &Timeline) -> Option<Player<Counting>> {
        let periods = self.predicates.iter().filter_map(Predicate::counts_in);
        let from = periods.map(|period| period.map_or(self.since, |it| it.from)).min()?;
        let here = timeline.here.items();
        let is_before = |place: &super::Place| place.items() <= here && place.world.now() < from;
        let place = timeline.checkpoints.at_or_before(is_before);
        Some(place.watched_by(Counting(Counts::new(self.predicates.iter()))))
    }
}
