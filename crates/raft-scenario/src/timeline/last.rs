//! The last thing that happened up to an instant of a run.

use raft_sim::{Envelope, Event, Time, What};

use super::{Place, Timeline};
use crate::player::Player;

/// One step of a run: an event or an act, with everything that it caused.
#[derive(Clone, Debug)]
pub struct LastStep {
    /// The instant.
    pub at: Time,
    /// The message that arrived, if the step began with an arrival.
    pub received: Option<Box<Envelope>>,
    /// The events, in order; the first caused the others. Empty for an act that was refused.
    pub events: Vec<Event>,
}

impl Timeline {
    /// Returns the last step before this moment; `None` at the beginning. The run is replayed from
    /// the last checkpoint.
    pub fn last_step(&self) -> Option<LastStep> {
        self.last_steps(1).pop()
    }

    /// Returns the last `most` steps before this moment, oldest first.
    pub fn last_steps(&self, most: usize) -> Vec<LastStep> {
        let items = self.here.items();
        let before = items.saturating_sub(most as u64);
        let is_before = |place: &Place| place.items() <= before;
        let mut place = self.checkpoints.at_or_before(is_before).unwatched();
        while place.items() < before {
            place.forward(&self.script, &mut ());
        }
        let mut steps = Vec::new();
        while place.items() < items
            && let Some(step) = self.step_of(&mut place)
        {
            steps.push(step);
        }
        steps
    }

    /// Plays one step from a place.
    fn step_of(&self, place: &mut Player<()>) -> Option<LastStep> {
        let at = place.next_at(&self.script)?;
        let world = place.world.clone();
        let mut events = Vec::new();
        place.forward(&self.script, &mut events);
        let received = events.iter().find_map(|event: &Event| match event.what {
            What::Arrived { message, .. } => world.message(message).cloned().map(Box::new),
            _ => None,
        });
        Some(LastStep { at, received, events })
    }
}
