//! Replaying a whole run to an observer that was not there.

use raft_sim::{Observer, Time};

use super::Timeline;
use crate::player::Player;

/// A replay from the beginning of a run, in bounded steps. It is valid until something is done or
/// undone in that run.
pub struct Replay {
    /// The place reached; `None` if the world cannot be created.
    place: Option<Player<()>>,
    to: Time,
}

impl Timeline {
    /// Starts to replay the run to an observer, up to the end of the instant `to` or as far as the
    /// run was played. The observer is told of the servers' starts immediately.
    pub fn start_replay(&self, to: Time, observer: &mut dyn Observer) -> Replay {
        // Cannot fail: a world was created from this setup before.
        let place = Player::new(self.scenario.setup.clone(), (), observer).ok();
        Replay { place, to: to.min(self.reached) }
    }
}

impl Replay {
    /// Replays about `budget` more events. Returns true when the replay is over.
    pub fn go_on(
        &mut self,
        timeline: &Timeline,
        mut budget: u64,
        observer: &mut dyn Observer,
    ) -> bool {
        let Some(place) = &mut self.place else { return true };
        while place.next_at(&timeline.script).is_some_and(|at| at <= self.to) {
            if budget == 0 {
                return false;
            }
            place.forward_within(&mut budget, &timeline.script, observer);
        }
        true
    }

    /// The instant reached.
    pub fn now(&self) -> Time {
        self.place.as_ref().map_or(self.to, |place| place.world.now())
    }
}
