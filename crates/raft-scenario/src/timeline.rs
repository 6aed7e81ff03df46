//! A run that can be wound back: checkpoints plus replay.
//!
//! A run is a plan (actions with their times) and the events that follow from it. As worlds are
//! deterministic, any instant can be restored from the last checkpoint before it. Acting in the past
//! abandons the planned future; [`Timeline::undo`] restores it.

mod causes;
mod chain;
mod checkpoints;
mod compare;
mod conditions;
mod last;
mod record;
mod replay;
mod search;
mod travel;
mod window;
mod writing;

use std::collections::VecDeque;
use std::sync::Arc;

use raft_check::{Judge, Violation};
use raft_core::{Rules, Timing};
use raft_sim::{Observer, Refusal, Setup, SetupError, Time, World};

pub use self::chain::Cause;
use self::checkpoints::Checkpoints;
pub use self::compare::{Difference, RunComparison};
pub use self::conditions::Conditions;
pub use self::last::LastStep;
pub use self::record::Tally;
use self::record::TallyRecord;
pub use self::replay::Replay;
pub use self::search::EventSearch;
use self::travel::Destination;
pub use self::travel::Played;
pub use self::window::{Window, WindowReplay};
pub use self::writing::Writing;
use crate::expect::{Expectation, Verdict};
use crate::expectations::Expectations;
use crate::message::{Selector, Which};
use crate::player::{Player, Problem};
use crate::scenario::{Act, Scenario, Step, Task};
use crate::script::{Plan, Planned, Script};

/// The number of abandoned futures that are remembered.
const UNDO_LEVELS: usize = 100;

/// A moment of a run: checkpoints are copies of it.
type Place = Player<(Expectations, TallyRecord)>;

/// A scenario being played, which can be at any of its instants.
pub struct Timeline {
    /// The scenario without its steps.
    scenario: Scenario,
    /// The acts, notes and expectations.
    script: Script,
    here: Place,
    /// The latest instant to which the run has been played.
    reached: Time,
    /// What the judge has found, as far as the run has been played.
    violations: Arc<Vec<Violation>>,
    checkpoints: Checkpoints,
    /// Where the last window ended; the next one mostly begins there.
    edge: Option<Player<()>>,
    /// The destinations ahead, in order.
    goals: VecDeque<Destination>,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
}

/// An abandoned future, and the place where it was abandoned.
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
    /// Creates a timeline at instant 0, with everything due then played.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn new(scenario: Scenario, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let mut timeline = Self::unplayed(scenario, observer)?;
        timeline.arrive(observer);
        Ok(timeline)
    }

    /// Creates a timeline with nothing played yet: [`Timeline::go_on`] plays what is due at instant 0.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn unplayed(scenario: Scenario, observer: &mut dyn Observer) -> Result<Self, SetupError> {
        let script = Script::new(scenario.steps);
        let watchers = (Expectations::new(&script.annotations), TallyRecord::default());
        let here = Player::new(scenario.setup.clone(), watchers, observer)?;
        Ok(Self {
            scenario: Scenario { steps: Vec::new(), ..scenario },
            script,
            reached: Time::default(),
            violations: Arc::default(),
            checkpoints: Checkpoints::new(&here),
            edge: None,
            goals: [Destination::Instant(Time::default())].into(),
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

    /// The end of what has been played or is planned, whichever is later.
    pub fn end(&self) -> Time {
        self.reached.max(self.script_end())
    }

    /// The end of the scenario, including acts by hand: no expectation is about a later instant.
    pub fn script_end(&self) -> Time {
        let end = self.scenario.end.unwrap_or_default();
        let said =
            self.script.annotations.last().map_or(Time::default(), |annotation| annotation.step.at);
        end.max(said).max(self.script.last_act_at())
    }

    /// The latest instant to which the run has been played.
    pub fn reached(&self) -> Time {
        self.reached
    }

    /// The judge, with what it has found up to this instant.
    pub fn judge(&self) -> &Judge {
        self.here.watcher.0.judge()
    }

    /// All violations found, as far as the run has been played.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The tally up to this instant.
    pub fn tally(&self) -> Tally {
        self.here.record().tally
    }

    /// The rules of its servers.
    pub fn rules(&self) -> Rules {
        self.scenario.setup.rules
    }

    /// Returns the same run with other rules, played as far as this one and at the same instant.
    /// The same acts are performed, where they are possible.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn with_rules(
        &self,
        rules: Rules,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let mut other = self.start_with_rules(rules, self.now(), observer)?;
        other.arrive(observer);
        Ok(other)
    }

    /// Like [`Timeline::with_rules`], but with nothing played yet: [`Timeline::go_on`] plays it,
    /// first as far as this one has been played. `report_from` is as for [`Timeline::start_seek`].
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn start_with_rules(
        &self,
        rules: Rules,
        report_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        self.start_with(|setup| setup.rules = rules, report_from, observer)
    }

    /// Like [`Timeline::start_with_rules`], but with other timeouts and intervals instead of rules.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn start_with_timing(
        &self,
        timing: Timing,
        report_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        self.start_with(|setup| setup.timing = timing, report_from, observer)
    }

    /// Returns the same run with a changed setup, with nothing played yet.
    fn start_with(
        &self,
        change: impl FnOnce(&mut Setup),
        report_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let mut scenario = self.to_scenario();
        change(&mut scenario.setup);
        let mut other = Self::unplayed(scenario, observer)?;
        other.goals.push_back(Destination::Instant(self.reached));
        other.goals.push_back(Destination::Seek { to: self.now(), report_from });
        Ok(other)
    }

    /// The instant of the next event or act.
    pub fn next_at(&self) -> Option<Time> {
        self.here.next_at(&self.script)
    }

    /// Plays on up to `until`; never goes back.
    pub fn run_to(&mut self, until: Time, observer: &mut dyn Observer) {
        self.run_some(until, u64::MAX, observer);
    }

    /// Plays on up to `until`, or to the end of the instant in which a property is violated.
    /// Returns whether one was.
    pub fn run_to_violation(&mut self, until: Time, observer: &mut dyn Observer) -> bool {
        self.play_some(until, u64::MAX, observer) == Played::Violated
    }

    fn wait(&mut self, until: Time) {
        self.here.wait(until, &self.script);
        self.reached = self.reached.max(self.now());
    }

    /// Steps forward by one event or act. Returns false if there is none.
    pub fn forward(&mut self, observer: &mut dyn Observer) -> bool {
        let has_moved = self.here.forward(&self.script, observer);
        if has_moved {
            self.note_progress();
        }
        has_moved
    }

    /// Records how far the run has been played, the violations, and perhaps a checkpoint.
    fn note_progress(&mut self) {
        self.reached = self.reached.max(self.now());
        self.note_violations();
        self.checkpoints.visit(&self.here);
    }

    /// Adds the violations that the judge has found since.
    fn note_violations(&mut self) {
        let judge = self.here.watcher.0.judge();
        if judge.found() > self.violations.len() {
            let new = judge.violations().skip(self.violations.len()).cloned();
            Arc::make_mut(&mut self.violations).extend(new);
        }
    }

    /// Steps back by one event or act, to the state before it. Returns false at the beginning.
    pub fn back(&mut self) -> bool {
        let has_moved = self.start_back(self.now());
        self.arrive(&mut ());
        has_moved
    }

    /// Goes to any instant, even one that has not been played yet.
    pub fn seek(&mut self, to: Time, observer: &mut dyn Observer) {
        self.start_seek(to, to);
        self.arrive(observer);
    }

    /// Performs an act now: at an instant of many steps, after those that have been played. What
    /// was planned after that is abandoned; [`Timeline::undo`] restores it.
    ///
    /// # Errors
    /// Returns a [`Problem`] if the act is impossible now; nothing has changed then.
    pub fn act(&mut self, act: Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        self.stop();
        let mut before = self.branch();
        let at = self.now();
        // The events of this instant come first, as they would if the act were in the text.
        let mut trial = self.here.unwatched();
        while trial.is_event_due(at) {
            trial.forward(&self.script, &mut ());
        }
        let named = named(act, &trial.world)?;
        trial.act(&named, &mut ())?;
        while self.here.is_event_due(at) {
            self.forward(observer);
        }
        if self.judge().found() < self.violations.len() {
            let found = self.judge().found();
            Arc::make_mut(&mut self.violations).truncate(found);
        }
        self.script.plan.truncate(self.here.done());
        self.script.plan.push(Planned::new(at, named));
        before.later = self.checkpoints.cut_after(self.here.items());
        self.edge = None;
        self.reached = at;
        self.forward(observer);
        self.remember(before);
        Ok(())
    }

    /// Takes back the last act by hand and goes to where it was performed; the future that it
    /// replaced is planned again. Returns false if there is none.
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

    /// Whether [`Timeline::undo`] and [`Timeline::redo`] would do anything.
    pub fn can_undo_and_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Replays the run to an observer, as far as it has been played.
    pub fn replay(&self, observer: &mut dyn Observer) {
        // Cannot fail: a world was created from this setup before.
        let Ok(mut player) = Player::new(self.scenario.setup.clone(), (), observer) else { return };
        player.play_to(self.reached, &self.script, observer);
    }

    /// Returns the run as a scenario: all acts, notes and expectations in the order in which they
    /// are written. An act by hand comes before what was written after the acts of its instant that
    /// it replaced.
    pub fn to_scenario(&self) -> Scenario {
        Scenario { steps: self.script.steps(), ..self.scenario.clone() }
    }

    /// The scenario without its steps.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Its notes and expectations, in the order in which they are written.
    pub fn annotations(&self) -> impl Iterator<Item = &Step> {
        self.script.annotations.iter().map(|annotation| &annotation.step)
    }

    /// Its expectations, each with its instant, in the order in which they are written.
    pub fn expectations(&self) -> impl Iterator<Item = (Time, &Expectation)> {
        self.annotations().filter_map(|step| match &step.task {
            Task::Expect(expectation) => Some((step.at, expectation)),
            Task::Act(_) | Task::Note(_) => None,
        })
    }

    /// The verdicts on the expectations at this moment, in the order in which they are written. An
    /// expectation about the whole run is decided at the latest when the scenario ends.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let Player { world, watcher: (expectations, _), .. } = &self.here;
        expectations.verdicts(world, self.is_settled(), self.script_end())
    }

    /// A fingerprint of [`Timeline::verdicts`] that takes less time to compute: while it stays the
    /// same, so do the verdicts.
    pub fn verdicts_fingerprint(&self) -> u64 {
        let Player { watcher: (expectations, record), .. } = &self.here;
        let (is_settled, end) = (self.is_settled(), self.script_end());
        expectations.fingerprint(self.now(), record.fingerprint, is_settled, end)
    }

    /// Whether nothing else is due at this instant.
    fn is_settled(&self) -> bool {
        self.next_at().is_none_or(|at| at > self.now())
    }

    fn branch(&self) -> Branch {
        Branch {
            plan: self.script.plan.clone(),
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

    /// Limits the checkpoints kept for abandoned futures. If there are too many, the futures
    /// abandoned longest ago keep only their plan, and are played again when they are restored.
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

    /// Switches to another branch and returns the one that was left.
    fn restore(&mut self, branch: Branch) -> Branch {
        let mut left = self.branch();
        let same = self.script.plan.in_common(&branch.plan);
        let differs_at = [&self.script.plan, &branch.plan]
            .iter()
            .filter_map(|plan| plan.get(same).map(|planned| planned.at))
            .min()
            .unwrap_or(Time::MAX);
        let is_common = |place: &Place| place.done() <= same && place.world.now() <= differs_at;
        left.later = self.checkpoints.cut_unless(is_common);
        self.checkpoints.append(branch.later);
        self.edge = None;
        self.script.plan = branch.plan;
        self.reached = branch.reached;
        self.violations = branch.violations;
        left
    }
}

/// Returns the act with its messages named as a text can name them.
fn named(act: Act, world: &World) -> Result<Act, Problem> {
    match act {
        Act::Message { selector: Selector { which: Which::Identity(message), .. }, action } => {
            let refusal = Problem::Refused(Refusal::NotInFlight { message });
            let selector = Selector::naming(message, world).ok_or(refusal)?;
            Ok(Act::Message { selector, action })
        }
        other => Ok(other),
    }
}

impl Place {
    fn record(&self) -> &TallyRecord {
        &self.watcher.1
    }
}
