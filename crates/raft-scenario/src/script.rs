//! The steps of a scenario in two lists: the acts, and the notes and expectations.

use std::sync::Arc;

use raft_core::Blocks;
use raft_sim::Time;

use crate::scenario::{Act, Origin, Repeat, Step, Task};

/// The acts, by time. Branches of a run share the acts up to the first that differs.
pub(crate) type Plan = Blocks<Planned>;

/// One planned act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) at: Time,
    pub(crate) act: Act,
    comment: Vec<String>,
    origin: Origin,
    repeat: Option<Repeat>,
}

/// A note or an expectation.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    pub(crate) step: Step,
    /// The number of acts written before it.
    pub(crate) acts_before: usize,
}

/// What a player plays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) plan: Plan,
    /// In the order written: those about the whole run first, then by time.
    pub(crate) annotations: Arc<[Annotation]>,
}

impl Planned {
    /// An act performed by hand.
    pub(crate) fn new(at: Time, act: Act) -> Self {
        Self { at, act, comment: Vec::new(), origin: Origin::default(), repeat: None }
    }

    pub(crate) fn step(&self) -> Step {
        let Self { at, act, comment, origin, repeat } = self.clone();
        Step { at, task: Task::Act(act), comment, origin, repeat }
    }
}

impl Script {
    pub(crate) fn new(steps: Vec<Step>) -> Self {
        let (mut plan, mut annotations) = (Plan::default(), Vec::new());
        for step in steps {
            let Step { at, task, comment, origin, repeat } = step;
            if let Task::Act(act) = task {
                plan.push(Planned { at, act, comment, origin, repeat });
            } else {
                let step = Step { at, task, comment, origin, repeat };
                annotations.push(Annotation { step, acts_before: plan.len() });
            }
        }
        Self { plan, annotations: annotations.into() }
    }

    /// Returns all steps in the order in which they are written. An act by hand comes before what
    /// was written after the acts of its instant that it replaced.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut merging = Merging::default();
        std::iter::from_fn(|| merging.next(self)).collect()
    }

    /// The instant of the last act; 0 if there is none.
    pub(crate) fn last_act_at(&self) -> Time {
        self.plan.last().map_or(Time::default(), |planned| planned.at)
    }
}

/// The progress of merging acts and annotations into one list of steps.
#[derive(Default)]
pub(crate) struct Merging {
    /// The number of annotations taken.
    annotations: usize,
    /// The number of acts taken.
    acts: usize,
}

impl Merging {
    /// Returns the next step in the order written.
    pub(crate) fn next(&mut self, script: &Script) -> Option<Step> {
        let annotation = script.annotations.get(self.annotations);
        if annotation.is_none_or(|annotation| self.acts < acts_before(annotation, &script.plan)) {
            let act = script.plan.get(self.acts).map(Planned::step);
            self.acts += 1;
            return act;
        }
        self.annotations += 1;
        annotation.map(|annotation| annotation.step.clone())
    }
}

/// Returns how many acts come before an annotation.
fn acts_before(Annotation { step, acts_before }: &Annotation, plan: &Plan) -> usize {
    if step.is_timeless() {
        return 0;
    }
    let earlier = plan.partition_point(|planned| planned.at < step.at);
    let until_then = plan.partition_point(|planned| planned.at <= step.at);
    (*acts_before).clamp(earlier, until_then)
}
