//! A run for a page, at any instant of it.

use raft_scenario::{Act, Played, Problem, Scenario, Timeline};
use raft_sim::{Duration, EventId, MessageId, Time};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue, UnwrapThrowExt};

use super::event_log::EventLog;
use super::expectations::ExpectationsCache;
use super::tally::TallyView;
use super::text::notes;
use super::why::StepView;
use crate::json::to_js;
use crate::project::Projection;
use crate::read::Fields;
use crate::view::FALL_MS;
use crate::{read, setup};

/// The most violations that one call returns, so that the page is not kept waiting.
const VIOLATIONS: usize = 500;

/// The most steps that one call returns, so that the page is not kept waiting.
const STEPS: usize = 500;

/// A run whose past is kept. It does all that a `Simulation` does, in the same way. Times are
/// milliseconds of virtual time.
#[wasm_bindgen]
pub struct Run {
    timeline: Timeline,
    log: EventLog,
    expectations: ExpectationsCache,
    /// The language of the last call of `notes`, and its result.
    notes: Option<(String, JsValue)>,
    version: u32,
    course: u32,
    projection: Projection,
}

#[wasm_bindgen]
impl Run {
    /// A run in which every server has just started and nothing is planned.
    ///
    /// # Errors
    /// Returns an error with a sentence when the setup describes no possible world.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "SetupView")] setup: JsValue,
    ) -> Result<Self, JsError> {
        Self::of(Scenario { setup: setup::read(setup)?, ..Scenario::default() })
    }

    /// The run that a scenario's text describes, at its beginning.
    ///
    /// # Errors
    /// Returns an error with a sentence when the text cannot be read; see also `TextReading`.
    #[wasm_bindgen(js_name = fromText)]
    pub fn from_text(
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    ) -> Result<Self, JsError> {
        Self::of(Scenario::parse(&read::string(&text, "text")?)?)
    }

    /// The run of a scenario, before anything planned for its beginning is done.
    pub(super) fn before_all(scenario: Scenario) -> Result<Self, JsError> {
        let mut log = EventLog::default();
        let timeline = Timeline::unplayed(scenario, &mut log)?;
        Ok(Self::with(timeline, log))
    }

    fn of(scenario: Scenario) -> Result<Self, JsError> {
        let mut log = EventLog::default();
        let timeline = Timeline::new(scenario, &mut log)?;
        Ok(Self::with(timeline, log))
    }

    fn with(timeline: Timeline, log: EventLog) -> Self {
        Self {
            timeline,
            log,
            expectations: ExpectationsCache::default(),
            notes: None,
            version: 0,
            course: 0,
            projection: Projection::default(),
        }
    }

    pub(super) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    pub(super) fn timeline_mut(&mut self) -> &mut Timeline {
        &mut self.timeline
    }

    pub(super) fn log_mut(&mut self) -> &mut EventLog {
        &mut self.log
    }

    /// The setup that the world began with.
    #[wasm_bindgen(unchecked_return_type = "SetupView")]
    pub fn setup(&self) -> JsValue {
        setup::write(self.timeline.world().setup())
    }

    /// The present time.
    pub fn now(&self) -> f64 {
        self.timeline.now().ms()
    }

    /// The time up to which the run has been played.
    pub fn reached(&self) -> f64 {
        self.timeline.reached().ms()
    }

    /// The time up to which the run has been played or is planned, whichever is later.
    pub fn end(&self) -> f64 {
        self.timeline.end().ms()
    }

    /// How many events there were up to now: the number of the next one.
    pub fn happened(&self) -> f64 {
        self.timeline.world().events() as f64
    }

    /// A number that changes whenever anything but the time does.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// A number that changes whenever something is done, undone or redone: what was played, and the text of the run,
    /// may then have changed.
    pub fn course(&self) -> u32 {
        self.course
    }

    /// When something happens next, by itself or as planned; `undefined` if nothing ever will.
    #[wasm_bindgen(js_name = nextEventAt)]
    pub fn next_event_at(&self) -> Option<f64> {
        self.timeline.next_at().map(Time::ms)
    }

    /// Plays everything that is due up to this time. A time in the past changes nothing. With a `budget`, stops after
    /// about that many events. Returns false when there is more to play.
    ///
    /// # Errors
    /// Returns an error when `ms` is not a time.
    #[wasm_bindgen(js_name = advanceTo)]
    pub fn advance_to(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] ms: JsValue,
        budget: Option<u32>,
    ) -> Result<bool, JsError> {
        let until = read::time(&ms, "ms")?;
        let budget = budget.map_or(u64::MAX, u64::from);
        Ok(self.moving(|timeline, log| timeline.run_some(until, budget, log)))
    }

    /// Like `advanceTo`, for about `budget` events at most, but also stops after the instant in which a property is
    /// violated. Returns false only when the budget was used up first.
    ///
    /// # Errors
    /// Returns an error when `ms` is not a time.
    #[wasm_bindgen(js_name = playTo)]
    pub fn play_to(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] ms: JsValue,
        budget: u32,
    ) -> Result<bool, JsError> {
        let until = read::time(&ms, "ms")?;
        let play = |timeline: &mut Timeline, log: &mut EventLog| {
            timeline.play_some(until, budget.into(), log)
        };
        Ok(self.moving(play) != Played::Spent)
    }

    /// Starts to go to any time, back or forth; `goOn` carries it out.
    ///
    /// # Errors
    /// Returns an error when `ms` is not a time.
    #[wasm_bindgen(js_name = startSeek)]
    pub fn start_seek(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] ms: JsValue,
    ) -> Result<(), JsError> {
        let to = read::time(&ms, "ms")?;
        self.timeline.start_seek(to, falls_from(to));
        Ok(())
    }

    /// Starts to go to the end of the step in which the event with this number happens. Several steps may
    /// happen at one time: this goes to one of them.
    ///
    /// # Errors
    /// Returns an error when `seq` is not a whole number.
    #[wasm_bindgen(js_name = startSeekEvent)]
    pub fn start_seek_event(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] seq: JsValue,
    ) -> Result<(), JsError> {
        self.timeline.start_seek_event(EventId(read::whole(&seq, "seq")?));
        Ok(())
    }

    /// Whether messages wait until a person delivers them, so that much may happen at one instant.
    #[wasm_bindgen(js_name = isManual)]
    pub fn is_manual(&self) -> bool {
        self.timeline.world().setup().manual
    }

    /// Starts to take back the last event or act. Returns false at the beginning.
    #[wasm_bindgen(js_name = startStepBack)]
    pub fn start_step_back(&mut self) -> bool {
        let report_from = falls_from(self.timeline.now());
        self.timeline.start_back(report_from)
    }

    /// Undoes the last act: restores the future that was abandoned for it, and starts to go to where the act was
    /// done. Returns false when there is no act to undo.
    #[wasm_bindgen(js_name = startUndo)]
    pub fn start_undo(&mut self) -> bool {
        let is_done = self.timeline.start_undo(falls_from);
        if is_done {
            self.log.undo();
            self.changed_course();
        }
        is_done
    }

    /// Undoes `startUndo`. Returns false when there is nothing to redo.
    #[wasm_bindgen(js_name = startRedo)]
    pub fn start_redo(&mut self) -> bool {
        let is_done = self.timeline.start_redo(falls_from);
        if is_done {
            self.log.redo();
            self.changed_course();
        }
        is_done
    }

    /// Continues what was started, for about `budget` events. Returns true when there is nothing left to do.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, budget: u32) -> bool {
        let has_arrived = self.timeline.go_on(budget.into(), &mut self.log);
        self.changed();
        has_arrived
    }

    /// Stops what was started: the run stays at the instant that it has reached.
    pub fn stop(&mut self) {
        self.timeline.stop();
    }

    /// The time to which what was started leads next; `undefined` when nothing is left to do.
    pub fn heading(&self) -> Option<f64> {
        self.timeline.heading().map(Time::ms)
    }

    /// Plays the next thing that happens. Returns false when nothing ever will by itself.
    pub fn step(&mut self) -> bool {
        let happened = self.timeline.forward(&mut self.log);
        if happened {
            self.changed();
        }
        happened
    }

    /// Goes to any time, back or forth.
    ///
    /// # Errors
    /// Returns an error when `ms` is not a time.
    pub fn seek(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] ms: JsValue,
    ) -> Result<(), JsError> {
        self.start_seek(ms)?;
        while !self.go_on(u32::MAX) {}
        Ok(())
    }

    /// Performs an action now. The future of the run is abandoned, until undo restores it. A refused action changes
    /// nothing.
    ///
    /// # Errors
    /// Returns an error when `action` is not an action.
    #[wasm_bindgen(unchecked_return_type = "Refusal | undefined")]
    pub fn act(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Action")] action: JsValue,
    ) -> Result<JsValue, JsError> {
        let act = Act::from(read::action(&action)?);
        match self.carry_out(act) {
            Ok(()) => Ok(JsValue::UNDEFINED),
            Err(Problem::Refused(refusal)) => Ok(to_js(&refusal)),
            Err(problem) => Err(JsError::new(&problem.to_string())),
        }
    }

    /// Whether there is anything to undo.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.timeline.can_undo_and_redo().0
    }

    /// Whether there is anything to redo.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.timeline.can_undo_and_redo().1
    }

    /// The view of the present instant. Servers, messages, links and requests that have not changed since the last
    /// view are the same objects.
    #[wasm_bindgen(unchecked_return_type = "View")]
    pub fn view(&mut self) -> JsValue {
        let (world, next) = (self.timeline.world(), self.timeline.next_at());
        self.projection.view(world, next, self.log.lost(world.now()), self.version)
    }

    /// The content of a message in flight.
    ///
    /// # Errors
    /// Returns an error when `id` is not a whole number.
    #[wasm_bindgen(unchecked_return_type = "Body | undefined")]
    pub fn message(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] id: JsValue,
    ) -> Result<JsValue, JsError> {
        let envelope = self.timeline.world().message(MessageId(read::whole(&id, "id")?));
        Ok(envelope.map_or(JsValue::UNDEFINED, |envelope| to_js(&envelope.body)))
    }

    /// The notable events after the one with the number `since` (all, for a negative number), oldest first: all that
    /// have been played, even if the run has been rewound since.
    ///
    /// # Errors
    /// Returns an error when `since` is not a finite number.
    #[wasm_bindgen(unchecked_return_type = "EventView[]")]
    pub fn events(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] since: JsValue,
    ) -> Result<JsValue, JsError> {
        Ok(to_js(&self.log.since(read::number(&since, "since")?)))
    }

    /// The latest notable events after the one with the number `since`, up to now: a few hundred at most.
    ///
    /// # Errors
    /// Returns an error when `since` is not a finite number.
    #[wasm_bindgen(js_name = recentEvents, unchecked_return_type = "EventView[]")]
    pub fn recent_events(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] since: JsValue,
    ) -> Result<JsValue, JsError> {
        let now = self.timeline.now().ms();
        Ok(to_js(&self.log.recent(read::number(&since, "since")?, now)))
    }

    /// The number of the last notable event, as far as the run has been played; -1 when there is none.
    #[wasm_bindgen(js_name = lastEvent)]
    pub fn last_event(&self) -> f64 {
        self.log.last()
    }

    /// The step that led to this instant; `undefined` at the beginning.
    #[wasm_bindgen(js_name = lastStep, unchecked_return_type = "StepView | undefined")]
    pub fn last_step(&self) -> JsValue {
        let step = self.timeline.last_step();
        step.map_or(JsValue::UNDEFINED, |step| {
            let view = StepView::from(&step);
            // One small object at a time is made field by field, without a text in between. The first module must be
            // small and does without this (`json.rs`); the second one has room for it.
            serde_wasm_bindgen::to_value(&view).expect_throw("a step is plain data")
        })
    }

    /// The steps that led to this instant, oldest first: the last [`STEPS`].
    #[wasm_bindgen(js_name = lastSteps, unchecked_return_type = "StepView[]")]
    pub fn last_steps(&self) -> JsValue {
        let steps = self.timeline.last_steps(STEPS);
        to_js(&steps.iter().map(StepView::from).collect::<Vec<_>>())
    }

    /// The expectations of the scenario, and what has become of them up to now. Returns the same object as before, as
    /// long as nothing about them has changed.
    #[wasm_bindgen(unchecked_return_type = "ExpectationsView")]
    pub fn expectations(&mut self) -> JsValue {
        self.expectations.view(&self.timeline)
    }

    /// The violations that the judge has found, as far as the run has been played, oldest first, without the first
    /// `since`. At most [`VIOLATIONS`] in a call; none when there are no more.
    ///
    /// # Errors
    /// Returns an error when `since` is not a whole number.
    #[wasm_bindgen(unchecked_return_type = "Violation[]")]
    pub fn violations(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] since: JsValue,
    ) -> Result<JsValue, JsError> {
        let since = usize::try_from(read::whole(&since, "since")?).unwrap_or(usize::MAX);
        let new = self.timeline.violations().get(since..).unwrap_or_default();
        Ok(to_js(&&new[..new.len().min(VIOLATIONS)]))
    }

    /// The times of the violations, as far as the run has been played, in milliseconds.
    #[wasm_bindgen(js_name = violatedAt)]
    pub fn violated_at(&self) -> Vec<f64> {
        self.timeline.violations().iter().map(|violation| violation.at.ms()).collect()
    }

    /// For each server, the index up to which leaders have committed the entries of its log, whether or not the
    /// server knows it.
    #[wasm_bindgen(js_name = committedUpTo)]
    pub fn committed_up_to(&self) -> Vec<f64> {
        let judge = self.timeline.judge();
        let servers = self.timeline.world().servers().iter();
        servers.map(|server| judge.committed_up_to(server.node.config.id) as f64).collect()
    }

    /// How many violations the judge has found up to now.
    pub fn found(&self) -> usize {
        self.timeline.judge().found()
    }

    /// The cost and the progress of the run, up to now.
    #[wasm_bindgen(unchecked_return_type = "TallyView")]
    pub fn tally(&self) -> JsValue {
        to_js(&TallyView::new(&self.timeline))
    }

    /// The progress of the cluster, up to now: observations, not violations.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn progress(&self) -> JsValue {
        to_js(self.timeline.judge().progress())
    }

    /// The same run with other rules, of which nothing is played yet: `goOn` plays it, first as far as this one has
    /// been played.
    ///
    /// # Errors
    /// Returns an error when `rules` has a choice that does not exist.
    #[wasm_bindgen(js_name = startWithRules)]
    pub fn start_with_rules(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<Rules>")] rules: JsValue,
    ) -> Result<Self, JsError> {
        let mut log = EventLog::default();
        let report_from = falls_from(self.timeline.now());
        let timeline =
            self.timeline.start_with_rules(read::rules(&rules)?, report_from, &mut log)?;
        Ok(Self::with(timeline, log))
    }

    /// The same run with other timeouts and intervals; otherwise like `startWithRules`.
    ///
    /// # Errors
    /// Returns an error with a sentence when servers cannot have this timing; see also `timingProblem`.
    #[wasm_bindgen(js_name = startWithTiming)]
    pub fn start_with_timing(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TimingView")] timing: JsValue,
    ) -> Result<Self, JsError> {
        let timing = setup::timing(&Fields::of(timing, "timing")?)?;
        let mut log = EventLog::default();
        let report_from = falls_from(self.timeline.now());
        let timeline = self.timeline.start_with_timing(timing, report_from, &mut log)?;
        Ok(Self::with(timeline, log))
    }

    /// The text of the run as it is now, with all that was done by hand.
    pub fn text(&self) -> String {
        self.timeline.to_scenario().print()
    }

    /// The title of the run in a language, or in the nearest that it has; empty when it has none.
    ///
    /// # Errors
    /// Returns an error when `language` is not a string.
    pub fn title(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] language: JsValue,
    ) -> Result<String, JsError> {
        let language = read::string(&language, "language")?;
        Ok(self.timeline.scenario().title.in_language(&language).to_owned())
    }

    /// The notes of the run, by time, in a language or in the nearest that they have. They are the same for the whole
    /// life of a run, and the same object if the last call had the same language.
    ///
    /// # Errors
    /// Returns an error when `language` is not a string.
    #[wasm_bindgen(unchecked_return_type = "NoteView[]")]
    pub fn notes(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] language: JsValue,
    ) -> Result<JsValue, JsError> {
        let language = read::string(&language, "language")?;
        if let Some((_, known)) = self.notes.as_ref().filter(|(of, _)| *of == language) {
            return Ok(known.clone());
        }
        let made = to_js(&notes(&self.timeline, &language));
        self.notes = Some((language, made.clone()));
        Ok(made)
    }

    /// A fingerprint of the whole state: 16 hexadecimal digits, the same on every machine.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.timeline.world().digest())
    }

    fn changed(&mut self) {
        self.version = self.version.wrapping_add(1);
    }

    /// Moves the timeline. Changes the version if anything has happened.
    fn moving<T>(&mut self, movement: impl FnOnce(&mut Timeline, &mut EventLog) -> T) -> T {
        let before = self.timeline.world().events();
        let result = movement(&mut self.timeline, &mut self.log);
        if self.timeline.world().events() != before {
            self.changed();
        }
        result
    }

    /// Forgets what was kept of the previous course, as the same numbers may now mean other things.
    pub(super) fn changed_course(&mut self) {
        self.projection = Projection::default();
        self.expectations.forget();
        self.course = self.course.wrapping_add(1);
        self.changed();
    }
}

/// The time from which on losses must be reported for the messages that are still falling at an instant.
fn falls_from(instant: Time) -> Time {
    instant.earlier_by(Duration::from_ms(FALL_MS))
}
