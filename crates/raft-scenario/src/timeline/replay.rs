//! The whole run once more, for an observer that was not there.

use raft_sim::{Observer, Time};

use super::Timeline;
use crate::player::Player;

/// A replay from the beginning of a run, in bounded steps. It holds for its run as long as nothing is done
/// or undone there.
pub struct Replay {
    /// How far it has come; nothing when the world cannot be made.
    place: Option<Player<()>>,
    to: Time,
}

impl Timeline {
    /// Starts to replay the run to an observer, up to an instant to which it was played, that included.
    /// The observer is told of the servers' starts at once.
    pub fn start_replay(&self, to: Time, observer: &mut dyn Observer) -> Replay {
        // It could be made before.
        let place = Player::new(self.scenario.setup.clone(), (), observer).ok();
        Replay { place, to: to.min(self.reached) }
    }
}

impl Replay {
    /// Goes on for about `budget` events. True when it is over.
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

    /// The instant to which it has come.
    pub fn now(&self) -> Time {
        self.place.as_ref().map_or(self.to, |place| place.world.now())
    }
}
