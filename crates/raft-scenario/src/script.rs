//! A scenario's steps, sorted by who needs them: what is done, and what is said and expected.

use std::sync::Arc;

use raft_core::Blocks;
use raft_sim::Time;

use crate::scenario::{Act, Origin, Repeat, Step, Task};

/// What is done, by time. The branches of a run share it up to where they part.
pub(crate) type Plan = Blocks<Planned>;

/// One thing to be done.
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
    /// How many acts are written before it.
    pub(crate) acts_before: usize,
}

/// What a player plays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) plan: Plan,
    /// As they are written: those about the whole run first, then by time.
    pub(crate) annotations: Arc<[Annotation]>,
}

impl Planned {
    /// Something done by hand.
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

    /// All steps, in the order in which they are written. What is done by hand at an instant comes
    /// before what was written after the acts that it took the place of.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut merging = Merging::default();
        std::iter::from_fn(|| merging.next(self)).collect()
    }

    /// The latest instant at which something is done.
    pub(crate) fn last_act_at(&self) -> Time {
        self.plan.last().map_or(Time::default(), |planned| planned.at)
    }
}

/// How far what is done and what is said and expected have been put in order.
#[derive(Default)]
pub(crate) struct Merging {
    /// How many notes and expectations have been taken.
    annotations: usize,
    /// How many acts.
    acts: usize,
}

impl Merging {
    /// The next step as it is written.
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

/// How many acts come before a note or an expectation.
fn acts_before(Annotation { step, acts_before }: &Annotation, plan: &Plan) -> usize {
    if step.is_timeless() {
        return 0;
    }
    let earlier = plan.partition_point(|planned| planned.at < step.at);
    let until_then = plan.partition_point(|planned| planned.at <= step.at);
    (*acts_before).clamp(earlier, until_then)
}
