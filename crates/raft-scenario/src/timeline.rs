//! A run that can be wound back: checkpoints plus replay.
//!
//! A run is a plan, what is done and when, and what the world makes of it. As worlds are
//! deterministic, any instant can be had again from the last checkpoint before it. Acting in the past
//! cuts off the future that was planned; [`Timeline::undo`] brings it back.

mod causes;
mod checkpoints;
mod compare;
mod place;
mod search;
mod travel;
mod watch;
mod window;

use std::collections::VecDeque;
use std::sync::Arc;

use raft_check::{Judge, Violation};
use raft_core::{Blocks, Rules};
use raft_sim::{Observer, Refusal, SetupError, Time, World};

pub use self::causes::Cause;
use self::checkpoints::Checkpoints;
pub use self::compare::{Difference, RunComparison};
use self::place::Place;
pub use self::search::Search;
use self::travel::Goal;
pub use self::travel::Played;
pub use self::watch::Tally;
use self::watch::Watch;
pub use self::window::{Window, WindowReplay};
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
    plan: Plan,
    here: Place,
    /// The furthest the run has been played.
    reached: Time,
    /// What the judge has found, as far as the run has been played.
    violations: Arc<Vec<Violation>>,
    checkpoints: Checkpoints,
    /// Where the last window ended: the next one mostly begins there.
    edge: Option<Place>,
    /// Where it is to go, one after the other.
    goals: VecDeque<Goal>,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
}

/// What is done, by time. The branches of a run share it up to where they part.
type Plan = Blocks<Planned>;

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Planned {
    at: Time,
    act: Act,
    comment: Vec<String>,
    origin: Origin,
    repeat: Option<Repeat>,
}

/// A future that was left, and from where.
struct Branch {
    plan: Plan,
    items: u64,
    now: Time,
    reached: Time,
    violations: Arc<Vec<Violation>>,
    /// The checkpoints that lie only in this future.
    later: Vec<Arc<Place>>,
}

impl Timeline {
    /// The scenario at its beginning.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn new(scenario: Scenario, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let mut timeline = Self::unplayed(scenario, observer)?;
        timeline.arrive(observer);
        Ok(timeline)
    }

    /// The scenario before anything that is planned for its beginning is done: [`Timeline::go_on`] does
    /// that.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn unplayed(scenario: Scenario, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let mut watch = Watch::default();
        let world = World::new(scenario.setup.clone(), &mut watch.and(observer))?;
        let here = Place { world, watch, happened: 0, done: 0 };
        let Parts { plan, steps, acts_before } = parts(scenario.steps);
        Ok(Self {
            scenario: Scenario { steps, ..scenario },
            acts_before,
            plan,
            reached: Time::default(),
            violations: Arc::default(),
            checkpoints: Checkpoints::new(&here),
            edge: None,
            goals: [Goal::Instant(Time::default())].into(),
            undo: Vec::new(),
            redo: Vec::new(),
            here,
        })
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
        let mut other = self.start_under(rules, self.now(), observer)?;
        other.arrive(observer);
        Ok(other)
    }

    /// The same, with nothing played yet: [`Timeline::go_on`] plays it, first as far as this one has been
    /// played. `told_from` is as for [`Timeline::start_seek`].
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn start_under(
        &self,
        rules: Rules,
        told_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let mut scenario = self.to_scenario();
        scenario.setup.rules = rules;
        let mut other = Self::unplayed(scenario, observer)?;
        other.goals.push_back(Goal::Instant(self.reached));
        other.goals.push_back(Goal::Seek { to: self.now(), told_from });
        Ok(other)
    }

    /// When something happens next, by itself or as planned.
    pub fn next_at(&self) -> Option<Time> {
        self.here.next(&self.plan).map(|(at, _)| at)
    }

    /// Goes on up to `until`; the past is left alone.
    pub fn run_to(&mut self, until: Time, observer: &mut dyn Observer) {
        self.run_some(until, u64::MAX, observer);
    }

    /// Goes on up to `until`, or to the moment a property is violated, with whatever else happens in
    /// that instant. Was one?
    pub fn run_to_violation(&mut self, until: Time, observer: &mut dyn Observer) -> bool {
        self.play_some(until, u64::MAX, observer) == Played::Violated
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
        self.note_violations();
        self.checkpoints.visit(&self.here);
        true
    }

    /// Takes over what the judge has found beyond what is known.
    fn note_violations(&mut self) {
        let judge = &self.here.watch.judge;
        if judge.found() > self.violations.len() {
            let new = judge.violations().skip(self.violations.len()).cloned();
            Arc::make_mut(&mut self.violations).extend(new);
        }
    }

    /// One thing back: to the state before the last event or act. False at the beginning.
    pub fn back(&mut self) -> bool {
        let has_moved = self.start_back(self.now());
        self.arrive(&mut ());
        has_moved
    }

    /// Goes to any instant: back, or forward to where the run has not been yet.
    pub fn seek(&mut self, to: Time, observer: &mut dyn Observer) {
        self.start_seek(to, to);
        self.arrive(observer);
    }

    /// Does something now. What was planned after now is abandoned; [`Timeline::undo`] brings it back.
    ///
    /// # Errors
    /// When it makes no sense now; then nothing has changed.
    pub fn act(&mut self, act: Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        self.stop();
        let mut before = self.branch();
        let at = self.now();
        // Whatever else is due at this instant comes first, as it would in the text.
        let mut trial = self.here.clone();
        while trial.next(&self.plan).is_some_and(|(next, _)| next <= at) {
            trial.forward(&self.plan, &mut ());
        }
        let named = named(act, &trial.world)?;
        perform(&named, &mut trial.world, &mut ())?;
        self.run_to(at, observer);
        if self.judge().found() < self.violations.len() {
            let found = self.judge().found();
            Arc::make_mut(&mut self.violations).truncate(found);
        }
        self.plan.truncate(self.here.done);
        self.plan.push(Planned::new(at, named));
        before.later = self.checkpoints.cut_after(self.here.items());
        self.edge = None;
        self.reached = at;
        self.forward(observer);
        self.remember(before);
        Ok(())
    }

    /// Takes the last act back, and goes to where it was done; the future that was abandoned for it
    /// is planned again. False when there is none.
    pub fn undo(&mut self) -> bool {
        let has_moved = self.start_undo(|to| to);
        self.arrive(&mut ());
        has_moved
    }

    /// Undoes [`Timeline::undo`].
    pub fn redo(&mut self) -> bool {
        let has_moved = self.start_redo(|to| to);
        self.arrive(&mut ());
        has_moved
    }

    /// Can [`Timeline::undo`] and [`Timeline::redo`] do anything?
    pub fn can_undo_and_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
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
        let mut acts_written = self.plan.iter().map(Planned::step);
        for (step, &acts_before) in steps.iter().zip(&self.acts_before) {
            let earlier = self.plan.partition_point(|planned| planned.at < step.at);
            let until_then = self.plan.partition_point(|planned| planned.at <= step.at);
            let acts = if step.is_timeless() { 0 } else { acts_before.clamp(earlier, until_then) };
            merged.extend(acts_written.by_ref().take(acts.saturating_sub(written)));
            written = written.max(acts);
            merged.push(step.clone());
        }
        merged.extend(acts_written);
        Scenario { steps: merged, ..self.scenario.clone() }
    }

    /// Its title, setup, notes and expectations.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    fn branch(&self) -> Branch {
        Branch {
            plan: self.plan.clone(),
            items: self.here.items(),
            now: self.now(),
            reached: self.reached,
            violations: self.violations.clone(),
            later: Vec::new(),
        }
    }

    fn remember(&mut self, branch: Branch) {
        self.redo.clear();
        if self.undo.len() == UNDO_LEVELS {
            self.undo.remove(0);
        }
        self.undo.push(branch);
        self.bound_branches();
    }

    /// Of the futures abandoned longest ago, only the plan is remembered when their checkpoints would
    /// be too many: they are played again when they are restored.
    fn bound_branches(&mut self) {
        let branches = self.undo.iter().chain(&self.redo);
        let mut kept: usize = branches.map(|branch| branch.later.len()).sum();
        for branch in &mut self.undo {
            if kept <= checkpoints::MOST {
                break;
            }
            kept -= std::mem::take(&mut branch.later).len();
        }
    }

    /// Goes over to another branch, and returns the one that was left.
    fn restore(&mut self, branch: Branch) -> Branch {
        let mut left = self.branch();
        let same = self.plan.in_common(&branch.plan);
        let differs_at = [&self.plan, &branch.plan]
            .iter()
            .filter_map(|plan| plan.get(same).map(|planned| planned.at))
            .min()
            .unwrap_or(Time::MAX);
        let is_common = |place: &Place| place.done <= same && place.world.now() <= differs_at;
        left.later = self.checkpoints.cut_unless(is_common);
        self.checkpoints.append(branch.later);
        self.edge = None;
        self.plan = branch.plan;
        self.reached = branch.reached;
        self.violations = branch.violations;
        left
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
    plan: Plan,
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
