//! A place in a run, and the way from one to the next.

use raft_sim::{Observer, Time, World};

use super::Plan;
use super::watch::Watch;
use crate::run::perform;

/// Where in a run one is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) world: World,
    /// What is made of what happened.
    pub(super) watch: Watch,
    /// Things that have happened by themselves.
    pub(super) happened: u64,
    /// How much of the plan is done.
    pub(super) done: usize,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Event,
    Act,
}

impl Place {
    pub(super) fn items(&self) -> u64 {
        self.happened + self.done as u64
    }

    /// At the same instant, what happens by itself comes before what is done.
    pub(super) fn next(&self, plan: &Plan) -> Option<(Time, Next)> {
        let event = self.world.next_at().map(|at| (at, Next::Event));
        let act = plan.get(self.done).map(|planned| (planned.at, Next::Act));
        match (event, act) {
            (Some(event), Some(act)) => Some(if event.0 <= act.0 { event } else { act }),
            (event, act) => event.or(act),
        }
    }

    pub(super) fn forward(&mut self, plan: &Plan, observer: &mut dyn Observer) -> bool {
        match self.next(plan) {
            Some((_, Next::Event)) => {
                self.world.step(&mut self.watch.and(observer));
                self.happened += 1;
            }
            Some((at, Next::Act)) => {
                self.world.run_until(at, &mut ());
                // What makes no sense by now is left out, as it is when the text is run.
                let observer = &mut self.watch.and(observer);
                if let Some(planned) = plan.get(self.done) {
                    let _ = perform(&planned.act, &mut self.world, observer);
                }
                self.done += 1;
            }
            None => return false,
        }
        true
    }

    /// The same; an act that brings about many events costs as many of those that are `left`.
    pub(super) fn forward_within(
        &mut self,
        left: &mut u64,
        plan: &Plan,
        observer: &mut dyn Observer,
    ) -> bool {
        let before = self.world.events();
        let has_moved = self.forward(plan, observer);
        *left = left.saturating_sub((self.world.events() - before).max(1));
        has_moved
    }
}
