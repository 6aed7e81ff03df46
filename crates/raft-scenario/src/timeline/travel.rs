//! Moving through a run in bounded steps, so that the caller never has to wait long.
//!
//! Starting a movement costs almost nothing. Each call of [`Timeline::go_on`] then plays a given
//! number of events. The budget is counted in events, never in time, so that the same calls always
//! do the same.

use raft_sim::{EventId, Observer, Time};

use super::{Branch, Timeline};

/// Where a timeline is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Forward to an instant, with everything that is due then.
    Instant(Time),
    /// To an instant, from the last checkpoint before `report_from` where that saves work.
    Seek { to: Time, report_from: Time },
    /// Forward to the end of the step in which an event happens.
    Event(EventId),
    /// Forward to the state after `items` events and acts, and then to the instant `then`.
    Items { items: u64, then: Time },
    /// The same for a step back. If it takes back an act, the time stays that of the act. `done` is
    /// the number of acts performed before the step back.
    Back { items: u64, done: usize },
}

/// How [`Timeline::play_some`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Played {
    /// The wanted instant is reached.
    Arrived,
    /// The budget is spent.
    Spent,
    /// A property was violated; everything else in that instant has happened, too.
    Violated,
}

impl Timeline {
    /// Starts to go to any instant, even one that has not been played yet. A jump goes to a
    /// checkpoint no later than `report_from`, so that the observer of [`Timeline::go_on`] is told
    /// everything from then on, even if it has happened before.
    pub fn start_seek(&mut self, to: Time, report_from: Time) {
        self.goals.clear();
        self.goals.push_back(Destination::Seek { to, report_from });
    }

    /// Starts to go to the end of the step in which the event with this number happens, or to the
    /// end of what has been played. As several steps may share an instant, the instant alone does
    /// not name the place.
    pub fn start_seek_event(&mut self, event: EventId) {
        self.goals.clear();
        let is_before = |place: &super::Place| place.world.next_event() <= event;
        if !is_before(&self.here) {
            self.here = self.checkpoints.at_or_before(is_before).clone();
        }
        self.goals.push_back(Destination::Event(event));
    }

    /// Starts to step back by one event or act. Returns false at the beginning.
    pub fn start_back(&mut self, report_from: Time) -> bool {
        self.goals.clear();
        let Some(items) = self.here.items().checked_sub(1) else { return false };
        let done = self.here.done();
        self.jump_to_items(items, report_from);
        self.goals.push_back(Destination::Back { items, done });
        true
    }

    /// Takes back the last act by hand and starts to go to where it was performed; the future that
    /// it replaced is planned again. Given the instant to go to, `report_from` says from when on
    /// the observer is told. Returns false if there is nothing to undo.
    pub fn start_undo(&mut self, report_from: impl Fn(Time) -> Time) -> bool {
        let Some(branch) = self.undo.pop() else { return false };
        let other = self.start_restoring(branch, report_from);
        self.redo.push(other);
        true
    }

    /// Undoes [`Timeline::start_undo`].
    pub fn start_redo(&mut self, report_from: impl Fn(Time) -> Time) -> bool {
        let Some(branch) = self.redo.pop() else { return false };
        let other = self.start_restoring(branch, report_from);
        self.undo.push(other);
        true
    }

    /// Continues the movement for about `budget` events: once they are spent, no further event or
    /// act begins. Returns true when there is nothing left to do.
    ///
    /// After each call, the timeline is at a valid place of the run.
    pub fn go_on(&mut self, budget: u64, observer: &mut dyn Observer) -> bool {
        let mut left = budget;
        while let Some(&goal) = self.goals.front() {
            let has_arrived = match goal {
                Destination::Seek { to, report_from } => {
                    self.jump_towards(to, report_from);
                    self.goals[0] = Destination::Instant(to);
                    continue;
                }
                Destination::Instant(until) => self.run_within(until, &mut left, observer),
                Destination::Event(event) => self.run_past(event, &mut left, observer),
                Destination::Items { items, then } => {
                    self.replay_some(items, &mut left, observer) && {
                        self.here.wait(then, &self.script);
                        true
                    }
                }
                Destination::Back { items, done } => {
                    self.replay_some(items, &mut left, observer) && {
                        let act = self
                            .script
                            .plan
                            .get(self.here.done())
                            .filter(|_| self.here.done() < done);
                        if let Some(at) = act.map(|planned| planned.at) {
                            self.here.wait(at, &self.script);
                        }
                        true
                    }
                }
            };
            if !has_arrived {
                return false;
            }
            self.goals.pop_front();
        }
        true
    }

    /// Gives up the movement and stays here.
    pub fn stop(&mut self) {
        self.goals.clear();
    }

    /// The instant of the next destination; `None` if nothing is left to do. For a step back or an
    /// event it is the current instant, as the destination is not known in advance.
    pub fn heading(&self) -> Option<Time> {
        self.goals.front().map(|goal| match *goal {
            Destination::Instant(to)
            | Destination::Seek { to, .. }
            | Destination::Items { then: to, .. } => to,
            Destination::Back { .. } | Destination::Event(_) => self.now(),
        })
    }

    /// Plays up to `until`, for about `budget` events, or to the end of the instant in which a
    /// property is violated.
    pub fn play_some(
        &mut self,
        until: Time,
        mut budget: u64,
        observer: &mut dyn Observer,
    ) -> Played {
        let found = self.judge().found();
        while let Some(at) = self.next_at().filter(|&at| at <= until) {
            if budget == 0 {
                return Played::Spent;
            }
            self.forward_within(&mut budget, observer);
            if self.judge().found() > found {
                self.run_to(at, observer);
                return Played::Violated;
            }
        }
        self.wait(until);
        Played::Arrived
    }

    /// Plays on up to `until`, for about `budget` events. Returns false if the budget is spent first.
    pub fn run_some(&mut self, until: Time, mut budget: u64, observer: &mut dyn Observer) -> bool {
        self.run_within(until, &mut budget, observer)
    }

    /// Completes the movement, however long that takes.
    pub(super) fn arrive(&mut self, observer: &mut dyn Observer) {
        while !self.go_on(u64::MAX, observer) {}
    }

    fn run_within(&mut self, until: Time, left: &mut u64, observer: &mut dyn Observer) -> bool {
        while self.next_at().is_some_and(|at| at <= until) {
            if *left == 0 {
                return false;
            }
            self.forward_within(left, observer);
        }
        self.wait(until);
        true
    }

    /// Plays on until the event has happened, but not beyond what has been played.
    fn run_past(&mut self, event: EventId, left: &mut u64, observer: &mut dyn Observer) -> bool {
        while self.here.world.next_event() <= event
            && self.next_at().is_some_and(|at| at <= self.reached)
        {
            if *left == 0 {
                return false;
            }
            self.forward_within(left, observer);
        }
        true
    }

    fn replay_some(&mut self, items: u64, left: &mut u64, observer: &mut dyn Observer) -> bool {
        while self.here.items() < items {
            if *left == 0 {
                return false;
            }
            if !self.forward_within(left, observer) {
                break;
            }
        }
        true
    }

    /// Plays one event or act and takes its cost off the budget.
    fn forward_within(&mut self, left: &mut u64, observer: &mut dyn Observer) -> bool {
        let has_moved = self.here.forward_within(left, &self.script, observer);
        if has_moved {
            self.note_progress();
        }
        has_moved
    }

    fn jump_towards(&mut self, to: Time, report_from: Time) {
        let report_from = report_from.min(to);
        let checkpoint = self.checkpoints.at_or_before(|place| place.world.now() <= report_from);
        if to < self.now() || checkpoint.items() > self.here.items() {
            self.here = checkpoint.clone();
        }
    }

    pub(super) fn jump_to_items(&mut self, items: u64, report_from: Time) {
        let is_before =
            |place: &super::Place| place.items() <= items && place.world.now() <= report_from;
        self.here = self.checkpoints.at_or_before(is_before).clone();
    }

    /// Returns the branch that was left.
    fn start_restoring(&mut self, branch: Branch, report_from: impl Fn(Time) -> Time) -> Branch {
        let (items, then) = (branch.items, branch.now);
        let left = self.restore(branch);
        self.goals.clear();
        self.jump_to_items(items, report_from(then));
        self.goals.push_back(Destination::Items { items, then });
        left
    }
}
