//! A run that can be wound back: checkpoints plus replay.
//!
//! A run is a plan, what is done and when, and what the world makes of it. As worlds are
//! deterministic, any instant can be had again from the last checkpoint before it. Acting in the past
//! cuts off the future that was planned; [`Timeline::undo`] brings it back.

mod causes;
mod checkpoints;
mod compare;
mod place;
mod watch;

use raft_check::{Judge, Violation};
use raft_core::Rules;
use raft_sim::{Event, Observer, Refusal, SetupError, Time, World};

pub use self::causes::Cause;
use self::checkpoints::Checkpoints;
pub use self::compare::Difference;
use self::place::Place;
pub use self::watch::Tally;
use self::watch::Watch;
use crate::message::{Selector, Which};
use crate::run::{Problem, perform};
use crate::scenario::{Act, Origin, Repeat, Scenario, Step, Task};

/// How many abandoned futures are remembered.
const UNDO_LEVELS: usize = 100;

/// A scenario under way, at any instant of it.
pub struct Timeline {
    /// What the run began as; its steps are what it says and expects, not what is done.
    scenario: Scenario,
    /// For each of these steps, how many acts are written before it.
    acts_before: Vec<usize>,
    /// What is done, by time.
    plan: Vec<Planned>,
    here: Place,
    /// The furthest the run has been played.
    reached: Time,
    /// What the judge has found, as far as the run has been played.
    violations: Vec<Violation>,
    checkpoints: Checkpoints,
    /// Where the last window ended: the next one mostly begins there.
    edge: Option<Place>,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Planned {
    at: Time,
    act: Act,
    comment: Vec<String>,
    origin: Origin,
    repeat: Option<Repeat>,
}

/// A stretch of a run.
#[derive(Clone, Debug)]
pub struct Window {
    /// The world before it.
    pub before: World,
    /// What happened in it, in order.
    pub events: Vec<Event>,
    /// The world after it.
    pub after: World,
}

/// A future that was left, and from where.
#[derive(Clone)]
struct Branch {
    plan: Vec<Planned>,
    items: u64,
    now: Time,
    reached: Time,
    violations: Vec<Violation>,
}

impl Timeline {
    /// The scenario at its beginning.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn new(scenario: Scenario, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let mut watch = Watch::default();
        let world = World::new(scenario.setup.clone(), &mut watch.and(observer))?;
        let here = Place { world, watch, happened: 0, done: 0 };
        let Parts { plan, steps, acts_before } = parts(scenario.steps);
        let mut timeline = Self {
            scenario: Scenario { steps, ..scenario },
            acts_before,
            plan,
            reached: Time::default(),
            violations: Vec::new(),
            checkpoints: Checkpoints::new(&here),
            edge: None,
            undo: Vec::new(),
            redo: Vec::new(),
            here,
        };
        timeline.run_to(Time::default(), observer);
        Ok(timeline)
    }

    /// The world at this instant.
    pub fn world(&self) -> &World {
        &self.here.world
    }

    /// This instant.
    pub fn now(&self) -> Time {
        self.here.world.now()
    }

    /// The furthest the run has been played, or is planned.
    pub fn end(&self) -> Time {
        let planned = self.plan.last().map_or(Time::default(), |planned| planned.at);
        self.reached.max(planned).max(self.scenario.ends_at())
    }

    /// The furthest the run has been played.
    pub fn reached(&self) -> Time {
        self.reached
    }

    /// What the judge has found up to this instant.
    pub fn judge(&self) -> &Judge {
        &self.here.watch.judge
    }

    /// What the judge has found, as far as the run has been played.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What has been counted up to this instant.
    pub fn tally(&self) -> Tally {
        self.here.watch.tally
    }

    /// The rules of its servers.
    pub fn rules(&self) -> Rules {
        self.scenario.setup.rules
    }

    /// The same run under other rules, as far as this one has been played, at the same instant. What
    /// was done to it is done again, where that makes sense.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn under(&self, rules: Rules, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let mut scenario = self.to_scenario();
        scenario.setup.rules = rules;
        let mut other = Self::new(scenario, observer)?;
        other.run_to(self.reached, observer);
        other.seek(self.now(), &mut ());
        Ok(other)
    }

    /// When something happens next, by itself or as planned.
    pub fn next_at(&self) -> Option<Time> {
        self.here.next(&self.plan).map(|(at, _)| at)
    }

    /// Goes on up to `until`; the past is left alone.
    pub fn run_to(&mut self, until: Time, observer: &mut dyn Observer) {
        while self.next_at().is_some_and(|at| at <= until) {
            self.forward(observer);
        }
        self.wait(until, observer);
    }

    /// Goes on up to `until`, or to the moment a property is violated, with whatever else happens in
    /// that instant. Was one?
    pub fn run_to_violation(&mut self, until: Time, observer: &mut dyn Observer) -> bool {
        let found = self.judge().found();
        while let Some(at) = self.next_at().filter(|&at| at <= until) {
            self.forward(observer);
            if self.judge().found() > found {
                self.run_to(at, observer);
                return true;
            }
        }
        self.wait(until, observer);
        false
    }

    fn wait(&mut self, until: Time, observer: &mut dyn Observer) {
        self.here.world.run_until(until, observer);
        self.reached = self.reached.max(self.now());
    }

    /// One thing forward: an event, or something planned. False when nothing ever happens.
    pub fn forward(&mut self, observer: &mut dyn Observer) -> bool {
        if !self.here.forward(&self.plan, observer) {
            return false;
        }
        self.reached = self.reached.max(self.now());
        let known = self.violations.len();
        self.violations.extend(self.here.watch.judge.violations().skip(known).cloned());
        self.checkpoints.visit(&self.here);
        true
    }

    /// One thing back: to the state before the last event or act. False at the beginning.
    pub fn back(&mut self) -> bool {
        let Some(items) = self.here.items().checked_sub(1) else { return false };
        let done = self.here.done;
        self.replay(items);
        if self.here.done < done {
            // Before an act, it was the act's time already.
            let at = self.plan[self.here.done].at;
            self.here.world.run_until(at, &mut ());
        }
        true
    }

    /// Goes to any instant: back, or forward to where the run has not been yet.
    pub fn seek(&mut self, to: Time, observer: &mut dyn Observer) {
        if to < self.now() {
            self.here = self.checkpoints.at_or_before(|place| place.world.now() <= to).clone();
        } else if let Some(nearer) = self.checkpoints.between(&self.here, to) {
            self.here = nearer.clone();
        }
        self.run_to(to, observer);
    }

    /// Does something now. What was planned after now is abandoned; [`Timeline::undo`] brings it back.
    ///
    /// # Errors
    /// When it makes no sense now; then nothing has changed.
    pub fn act(&mut self, act: Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        let before = self.branch();
        let at = self.now();
        // Whatever else is due at this instant comes first, as it would in the text.
        let mut trial = self.here.clone();
        while trial.next(&self.plan).is_some_and(|(next, _)| next <= at) {
            trial.forward(&self.plan, &mut ());
        }
        let named = named(act, &trial.world)?;
        perform(&named, &mut trial.world, &mut ())?;
        self.run_to(at, observer);
        self.violations.truncate(self.judge().found());
        self.plan.truncate(self.here.done);
        self.plan.push(Planned::new(at, named));
        self.checkpoints.forget_after(self.here.items());
        self.edge = None;
        self.reached = at;
        self.forward(observer);
        self.remember(before);
        Ok(())
    }

    /// Takes the last act back, and goes to where it was done; the future that was abandoned for it
    /// is planned again. False when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(branch) = self.undo.pop() else { return false };
        self.redo.push(self.branch());
        self.restore(branch);
        true
    }

    /// Undoes [`Timeline::undo`].
    pub fn redo(&mut self) -> bool {
        let Some(branch) = self.redo.pop() else { return false };
        self.undo.push(self.branch());
        self.restore(branch);
        true
    }

    /// Can [`Timeline::undo`] and [`Timeline::redo`] do anything?
    pub fn can_undo_and_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// What happened from one instant to another, both included, as far as the run was played.
    pub fn window(&mut self, from: Time, to: Time) -> Window {
        let mut place = self.last_before(from).clone();
        let (from, to) = (from.min(self.reached), to.min(self.reached));
        while place.next(&self.plan).is_some_and(|(at, _)| at < from) {
            place.forward(&self.plan, &mut ());
        }
        let before = place.world.clone();
        let mut events = Vec::new();
        if place.items() == 0 && from == Time::default() {
            // The servers' starts happen while the world is made, which cannot fail a second time.
            let _ = World::new(self.scenario.setup.clone(), &mut events);
        }
        let mut edge = None;
        while let Some((at, _)) = place.next(&self.plan).filter(|&(at, _)| at <= to) {
            if at == to {
                edge.get_or_insert_with(|| place.clone());
            }
            place.forward(&self.plan, &mut events);
        }
        self.edge = edge.or_else(|| Some(place.clone()));
        Window { before, events, after: place.world }
    }

    /// The last place that is known before an instant; the beginning, when that is the instant.
    fn last_before(&self, instant: Time) -> &Place {
        let checkpoint = self.checkpoints.at_or_before(|place| place.world.now() < instant);
        let edge = self.edge.as_ref().filter(|edge| edge.world.now() < instant);
        edge.filter(|edge| edge.items() > checkpoint.items()).unwrap_or(checkpoint)
    }

    /// Tells the whole run, as far as it was played, from its beginning.
    pub fn tell(&self, observer: &mut dyn Observer) {
        // It could be made before.
        let Ok(world) = World::new(self.scenario.setup.clone(), observer) else { return };
        let mut place = Place { world, watch: Watch::default(), happened: 0, done: 0 };
        while place.next(&self.plan).is_some_and(|(at, _)| at <= self.reached) {
            place.forward(&self.plan, observer);
        }
    }

    /// The run as a scenario: all that is done, said and expected, in the order in which it was
    /// written. What is done by hand at an instant comes before what was written after the acts that
    /// it took the place of.
    pub fn to_scenario(&self) -> Scenario {
        let (steps, mut written) = (&self.scenario.steps, 0);
        let mut merged: Vec<Step> = Vec::with_capacity(steps.len() + self.plan.len());
        for (step, &acts_before) in steps.iter().zip(&self.acts_before) {
            let earlier = self.plan.partition_point(|planned| planned.at < step.at);
            let until_then = self.plan.partition_point(|planned| planned.at <= step.at);
            let acts = if step.is_timeless() { 0 } else { acts_before.clamp(earlier, until_then) };
            merged.extend(self.plan[written..acts.max(written)].iter().map(Planned::step));
            written = written.max(acts);
            merged.push(step.clone());
        }
        merged.extend(self.plan[written..].iter().map(Planned::step));
        Scenario { steps: merged, ..self.scenario.clone() }
    }

    /// Its title, setup, notes and expectations.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    fn replay(&mut self, items: u64) {
        self.here = self.checkpoints.at_or_before(|place| place.items() <= items).clone();
        while self.here.items() < items && self.here.forward(&self.plan, &mut ()) {}
    }

    fn branch(&self) -> Branch {
        Branch {
            plan: self.plan.clone(),
            items: self.here.items(),
            now: self.now(),
            reached: self.reached,
            violations: self.violations.clone(),
        }
    }

    fn remember(&mut self, branch: Branch) {
        self.redo.clear();
        if self.undo.len() == UNDO_LEVELS {
            self.undo.remove(0);
        }
        self.undo.push(branch);
    }

    fn restore(&mut self, branch: Branch) {
        let same = self.plan.iter().zip(&branch.plan).take_while(|(a, b)| a == b).count();
        let differs_at = [&self.plan, &branch.plan]
            .iter()
            .filter_map(|plan| plan.get(same).map(|planned| planned.at))
            .min()
            .unwrap_or(Time::MAX);
        self.checkpoints
            .forget_unless(|place| place.done <= same && place.world.now() <= differs_at);
        self.edge = None;
        self.plan = branch.plan;
        self.reached = branch.reached;
        self.violations = branch.violations;
        self.replay(branch.items);
        self.here.world.run_until(branch.now, &mut ());
    }
}

/// The act with messages named as a text can name them.
fn named(act: Act, world: &World) -> Result<Act, Problem> {
    match act {
        Act::Message { selector: Selector { which: Which::Identity(message), .. }, deed } => {
            let refusal = Problem::Refused(Refusal::NotUnderWay { message });
            let selector = Selector::naming(message, world).ok_or(refusal)?;
            Ok(Act::Message { selector, deed })
        }
        other => Ok(other),
    }
}

impl Planned {
    fn new(at: Time, act: Act) -> Self {
        Self { at, act, comment: Vec::new(), origin: Origin::default(), repeat: None }
    }

    fn step(&self) -> Step {
        let Self { at, act, comment, origin, repeat } = self.clone();
        Step { at, task: Task::Act(act), comment, origin, repeat }
    }
}

/// A scenario's steps: what is done, and what is said and expected.
#[derive(Default)]
struct Parts {
    plan: Vec<Planned>,
    steps: Vec<Step>,
    acts_before: Vec<usize>,
}

fn parts(steps: Vec<Step>) -> Parts {
    let mut parts = Parts::default();
    for Step { at, task, comment, origin, repeat } in steps {
        if let Task::Act(act) = task {
            parts.plan.push(Planned { at, act, comment, origin, repeat });
        } else {
            parts.steps.push(Step { at, task, comment, origin, repeat });
            parts.acts_before.push(parts.plan.len());
        }
    }
    parts
}
