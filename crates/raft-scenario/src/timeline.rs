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

/// How many abandoned futures are remembered.
const UNDO_LEVELS: usize = 100;

/// A moment of a run: checkpoints are copies of it.
type Place = Player<(Expectations, TallyRecord)>;

/// A scenario being played, at any instant of it.
pub struct Timeline {
    /// What the run began as, without steps.
    scenario: Scenario,
    /// What is done, said and expected.
    script: Script,
    here: Place,
    /// The furthest the run has been played.
    reached: Time,
    /// What the judge has found, as far as the run has been played.
    violations: Arc<Vec<Violation>>,
    checkpoints: Checkpoints,
    /// Where the last window ended: the next one mostly begins there.
    edge: Option<Player<()>>,
    /// Where it is to go, one after the other.
    goals: VecDeque<Destination>,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
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

    /// The furthest the run has been played, or is planned.
    pub fn end(&self) -> Time {
        self.reached.max(self.script_end())
    }

    /// When the scenario ends, with what was done by hand: no expectation is about a later instant.
    pub fn script_end(&self) -> Time {
        let end = self.scenario.end.unwrap_or_default();
        let said =
            self.script.annotations.last().map_or(Time::default(), |annotation| annotation.step.at);
        end.max(said).max(self.script.last_act_at())
    }

    /// The furthest the run has been played.
    pub fn reached(&self) -> Time {
        self.reached
    }

    /// What the judge has found up to this instant.
    pub fn judge(&self) -> &Judge {
        self.here.watcher.0.judge()
    }

    /// What the judge has found, as far as the run has been played.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What has been counted up to this instant.
    pub fn tally(&self) -> Tally {
        self.here.record().tally
    }

    /// The rules of its servers.
    pub fn rules(&self) -> Rules {
        self.scenario.setup.rules
    }

    /// The same run with other rules, as far as this one has been played, at the same instant. What
    /// was done to it is done again, where that makes sense.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn with_rules(
        &self,
        rules: Rules,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let mut other = self.start_with_rules(rules, self.now(), observer)?;
        other.arrive(observer);
        Ok(other)
    }

    /// The same, with nothing played yet: [`Timeline::go_on`] plays it, first as far as this one has been
    /// played. `report_from` is as for [`Timeline::start_seek`].
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn start_with_rules(
        &self,
        rules: Rules,
        report_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        self.start_with(|setup| setup.rules = rules, report_from, observer)
    }

    /// The same run with other timeouts and intervals, otherwise as [`Timeline::start_with_rules`].
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn start_with_timing(
        &self,
        timing: Timing,
        report_from: Time,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        self.start_with(|setup| setup.timing = timing, report_from, observer)
    }

    /// The same run in a world that begins otherwise, with nothing played yet.
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

    /// When something happens next, by itself or as planned.
    pub fn next_at(&self) -> Option<Time> {
        self.here.next_at(&self.script)
    }

    /// Goes on up to `until`; the past is left alone.
    pub fn run_to(&mut self, until: Time, observer: &mut dyn Observer) {
        self.run_some(until, u64::MAX, observer);
    }

    /// Goes on up to `until`, or to the moment a property is violated, with whatever else happens in
    /// that instant. Returns whether one was.
    pub fn run_to_violation(&mut self, until: Time, observer: &mut dyn Observer) -> bool {
        self.play_some(until, u64::MAX, observer) == Played::Violated
    }

    fn wait(&mut self, until: Time) {
        self.here.wait(until, &self.script);
        self.reached = self.reached.max(self.now());
    }

    /// One thing forward: an event, or something planned. False when nothing ever happens.
    pub fn forward(&mut self, observer: &mut dyn Observer) -> bool {
        let has_moved = self.here.forward(&self.script, observer);
        if has_moved {
            self.note_progress();
        }
        has_moved
    }

    /// Takes note of where the run has come to.
    fn note_progress(&mut self) {
        self.reached = self.reached.max(self.now());
        self.note_violations();
        self.checkpoints.visit(&self.here);
    }

    /// Takes over what the judge has found beyond what is known.
    fn note_violations(&mut self) {
        let judge = self.here.watcher.0.judge();
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

    /// Does something now: at an instant of many steps, after those that have been played. What was
    /// planned after that is abandoned; [`Timeline::undo`] restores it.
    ///
    /// # Errors
    /// When it makes no sense now; then nothing has changed.
    pub fn act(&mut self, act: Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        self.stop();
        let mut before = self.branch();
        let at = self.now();
        // What happens by itself at this instant comes first, as it would in the text.
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

    /// Whether [`Timeline::undo`] and [`Timeline::redo`] would do anything.
    pub fn can_undo_and_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Replays the run to an observer, from its beginning to where it was played.
    pub fn replay(&self, observer: &mut dyn Observer) {
        // It could be made before.
        let Ok(mut player) = Player::new(self.scenario.setup.clone(), (), observer) else { return };
        player.play_to(self.reached, &self.script, observer);
    }

    /// The run as a scenario: all that is done, said and expected, in the order in which it was
    /// written. What is done by hand at an instant comes before what was written after the acts that
    /// it took the place of.
    pub fn to_scenario(&self) -> Scenario {
        Scenario { steps: self.script.steps(), ..self.scenario.clone() }
    }

    /// Its title and setup, without its steps.
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

    /// What has become of the expectations at this moment, in the order in which they are written. What
    /// must hold in the whole run has held when its scenario ends.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let Player { world, watcher: (expectations, _), .. } = &self.here;
        expectations.verdicts(world, self.is_settled(), self.script_end())
    }

    /// A fingerprint of [`Timeline::verdicts`], which takes less time: while it stays the same, so do
    /// they.
    pub fn verdicts_fingerprint(&self) -> u64 {
        let Player { watcher: (expectations, record), .. } = &self.here;
        let (is_settled, end) = (self.is_settled(), self.script_end());
        expectations.fingerprint(self.now(), record.fingerprint, is_settled, end)
    }

    /// Whether nothing else happens at this instant.
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

/// The act with messages named as a text can name them.
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
