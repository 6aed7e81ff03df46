//! The events in a segment of a run, found by replay in bounded steps.

use raft_sim::{Event, Time, World};

use super::Timeline;
use crate::player::Player;

/// A segment of a run.
#[derive(Clone, Debug)]
pub struct Window {
    /// The world before it.
    pub before: World,
    /// What happened in it, in order.
    pub events: Vec<Event>,
    /// The world after it.
    pub after: World,
    /// Where it was cut short, if there were more events than wanted: it holds everything before
    /// this instant.
    pub cut_at: Option<Time>,
}

/// A window that is being filled.
#[derive(Clone, Debug)]
pub struct WindowReplay {
    from: Time,
    to: Time,
    most: usize,
    place: Player<()>,
    before: Option<World>,
    edge: Option<Player<()>>,
    events: Vec<Event>,
}

impl Timeline {
    /// Returns what happened between two instants, both included, as far as the run was played.
    pub fn window(&mut self, from: Time, to: Time) -> Window {
        let mut replay = self.start_window(from, to, usize::MAX);
        while !replay.go_on(self, u64::MAX) {}
        self.finish_window(replay)
    }

    /// Starts to collect what happened between two instants, both included, as far as the run was
    /// played: about `most` events at most.
    pub fn start_window(&self, from: Time, to: Time, most: usize) -> WindowReplay {
        let place = self.last_before(from);
        let (from, to) = (from.min(self.reached), to.min(self.reached));
        WindowReplay { from, to, most, place, before: None, edge: None, events: Vec::new() }
    }

    /// Returns what a replay has found, once it is over.
    pub fn finish_window(&mut self, replay: WindowReplay) -> Window {
        let WindowReplay { to, place, before, edge, events, .. } = replay;
        let next = place.next_at(&self.script);
        let cut_at = next.filter(|&at| at <= to);
        self.edge = edge.or_else(|| Some(place.clone()));
        let before = before.unwrap_or_else(|| place.world.clone());
        Window { before, events, after: place.world, cut_at }
    }

    /// Returns the last known place before an instant, or the beginning if there is none.
    fn last_before(&self, instant: Time) -> Player<()> {
        let checkpoint = self.checkpoints.at_or_before(|place| place.world.now() < instant);
        let edge = self.edge.as_ref().filter(|edge| edge.world.now() < instant);
        let edge = edge.filter(|edge| edge.items() > checkpoint.items());
        edge.cloned().unwrap_or_else(|| checkpoint.unwatched())
    }
}

impl WindowReplay {
    /// Replays about `budget` more events. Returns true when the window is complete. The replay is
    /// valid until something is done or undone in its run.
    pub fn go_on(&mut self, timeline: &Timeline, budget: u64) -> bool {
        let mut left = budget;
        if self.before.is_none() {
            if !self.approach(timeline, &mut left) {
                return false;
            }
            self.before = Some(self.place.world.clone());
            if self.place.items() == 0 && self.from == Time::default() {
                // The servers' starts happen while the world is created, which cannot fail a second time.
                let _ = World::new(timeline.scenario.setup.clone(), &mut self.events);
            }
        }
        self.collect(timeline, &mut left)
    }

    /// Replays up to the beginning of the window. Returns false if the budget is spent first.
    fn approach(&mut self, timeline: &Timeline, left: &mut u64) -> bool {
        while self.place.next_at(&timeline.script).is_some_and(|at| at < self.from) {
            if *left == 0 {
                return false;
            }
            self.place.forward_within(left, &timeline.script, &mut ());
        }
        true
    }

    fn collect(&mut self, timeline: &Timeline, left: &mut u64) -> bool {
        while let Some(at) = self.place.next_at(&timeline.script).filter(|&at| at <= self.to) {
            if self.events.len() >= self.most {
                return true;
            }
            if *left == 0 {
                return false;
            }
            if at == self.to && self.edge.is_none() {
                self.edge = Some(self.place.clone());
            }
            self.place.forward_within(left, &timeline.script, &mut self.events);
        }
        true
    }
}
