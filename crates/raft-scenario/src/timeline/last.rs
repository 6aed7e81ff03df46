//! The last thing that happened up to an instant of a run.

use raft_sim::{Envelope, Event, Time, What};

use super::{Place, Timeline};
use crate::player::Player;

/// One step of a run: one thing that happened by itself, or one act, with all that it brought about.
#[derive(Clone, Debug)]
pub struct LastStep {
    /// When.
    pub at: Time,
    /// The message that arrived, if the step began with an arrival.
    pub received: Option<Box<Envelope>>,
    /// What happened, in order; the first event brought about the others. Empty for an act that could
    /// not be done.
    pub events: Vec<Event>,
}

impl Timeline {
    /// The step that led to this instant; nothing at the beginning. The run is played again from the
    /// last checkpoint.
    pub fn last_step(&self) -> Option<LastStep> {
        self.last_steps(1).pop()
    }

    /// The steps that led to this instant, oldest first: the last so many.
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

    /// Plays one step at a place.
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
