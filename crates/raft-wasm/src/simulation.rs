//! A run for a page.

use raft_scenario::{Scenario, Timeline, parse_act};
use raft_sim::Time;
use tsify::Ts;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::history::{HistoryView, history};
use crate::notes::{NoteView, notes};
use crate::problem::{ActProblem, TextProblem};
use crate::project::project;
use crate::setup::SetupView;
use crate::story::{EventView, Story};
use crate::view::{FALL_MS, View};

/// A run, at any instant of it. Times are milliseconds of virtual time.
#[wasm_bindgen]
pub struct Simulation {
    timeline: Timeline,
    story: Story,
    version: u32,
}

#[wasm_bindgen]
impl Simulation {
    /// The run that a scenario's text describes, at its beginning.
    ///
    /// # Errors
    /// With a sentence, when the text cannot be read; see also `checkText`.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<Self, JsError> {
        let mut story = Story::default();
        let timeline = Timeline::new(Scenario::parse(text)?, &mut story)?;
        Ok(Self { timeline, story, version: 0 })
    }

    /// The text of the run as it is now, with all that was done by hand.
    pub fn text(&self) -> String {
        self.timeline.to_scenario().print()
    }

    /// Its title in a language, or the nearest there is.
    pub fn title(&self, language: &str) -> String {
        self.timeline.scenario().title.in_language(language).to_owned()
    }

    /// What is said about it, by time.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn notes(&self, language: &str) -> Result<Vec<Ts<NoteView>>, JsError> {
        notes(self.timeline.scenario(), language).map(|note| Ok(Ts::from_rust(&note)?)).collect()
    }

    /// What the world began as.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn setup(&self) -> Result<Ts<SetupView>, JsError> {
        Ok(Ts::from_rust(&SetupView::from(self.timeline.world().setup()))?)
    }

    /// The time.
    pub fn now(&self) -> f64 {
        self.timeline.now().ms()
    }

    /// The furthest the run has been played, or is planned.
    pub fn end(&self) -> f64 {
        self.timeline.end().ms()
    }

    /// Another number after anything but the passing of time.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// When something happens next; nothing if nothing ever will by itself.
    #[wasm_bindgen(js_name = nextEventAt)]
    pub fn next_event_at(&self) -> Option<f64> {
        self.timeline.next_at().map(Time::ms)
    }

    /// Lets everything happen that is due up to this time. The past is left alone.
    #[wasm_bindgen(js_name = advanceTo)]
    pub fn advance_to(&mut self, ms: f64) {
        let before = self.timeline.world().events();
        self.timeline.run_to(Time::from_ms_f64(ms), &mut self.story);
        if self.timeline.world().events() != before {
            self.changed();
        }
    }

    /// Goes to any time, back or forth.
    pub fn seek(&mut self, ms: f64) {
        self.timeline.seek(Time::from_ms_f64(ms), &mut self.story);
        self.moved();
    }

    /// Lets the next thing happen. False when nothing ever will by itself.
    pub fn step(&mut self) -> bool {
        let happened = self.timeline.forward(&mut self.story);
        if happened {
            self.changed();
        }
        happened
    }

    /// Takes the last event or act back. False at the beginning.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) -> bool {
        let moved = self.timeline.back();
        if moved {
            self.moved();
        }
        moved
    }

    /// Does what a line of the scenario language says, now; messages may be named by identity (`m12`).
    /// What was planned after now is given up, until `undo`. An act that is not done has changed
    /// nothing.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn act(&mut self, line: &str) -> Result<Option<Ts<ActProblem>>, JsError> {
        let act = match parse_act(line, self.timeline.scenario().setup.servers) {
            Ok(act) => act,
            Err(error) => {
                return Ok(Some(Ts::from_rust(&ActProblem::Text(TextProblem::from(error)))?));
            }
        };
        let events = self.timeline.world().events();
        let mut story = std::mem::take(&mut self.story);
        story.branch(events);
        let acted = self.timeline.act(act, &mut story);
        match acted {
            Ok(()) => {
                self.story = story;
                self.changed();
                Ok(None)
            }
            Err(problem) => {
                self.story = story;
                Ok(Some(Ts::from_rust(&ActProblem::from(problem))?))
            }
        }
    }

    /// Takes the last act back, and brings back the future given up for it. False when there is none.
    pub fn undo(&mut self) -> bool {
        let done = self.timeline.undo();
        self.branched(done)
    }

    /// Undoes `undo`. False when there is nothing to redo.
    pub fn redo(&mut self) -> bool {
        let done = self.timeline.redo();
        self.branched(done)
    }

    /// Would `undo` do anything?
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.timeline.can_undo_and_redo().0
    }

    /// Would `redo` do anything?
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.timeline.can_undo_and_redo().1
    }

    /// What there is to see.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn view(&self) -> Result<Ts<View>, JsError> {
        let lost = self.story.lost(self.timeline.now());
        let next = self.timeline.next_at().map(Time::ms);
        Ok(Ts::from_rust(&project(self.timeline.world(), next, lost, self.version))?)
    }

    /// The notable events after the one with the number `since` (all, for a negative number), oldest
    /// first: as far as the run has been played, also when the time was moved back since.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn events(&self, since: f64) -> Result<Vec<Ts<EventView>>, JsError> {
        self.story.since(since).iter().map(|event| Ok(Ts::from_rust(event)?)).collect()
    }

    /// What happened from one time to another: the space-time diagram.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn history(&self, from: f64, to: f64) -> Result<Ts<HistoryView>, JsError> {
        let (from, to) = (Time::from_ms_f64(from), Time::from_ms_f64(to));
        Ok(Ts::from_rust(&history(&self.timeline, from, to))?)
    }

    /// A fingerprint of the whole state: 16 hexadecimal digits, the same on every machine.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.timeline.world().digest())
    }

    fn changed(&mut self) {
        self.version = self.version.wrapping_add(1);
    }

    fn moved(&mut self) {
        let now = self.timeline.now();
        let (_, events) = self.timeline.window(now - Time::from_ms(FALL_MS), now);
        self.story.moved(events);
        self.changed();
    }

    fn branched(&mut self, done: bool) -> bool {
        if done {
            // The story of the run that is back is told anew, from its beginning to where it was.
            let now = self.timeline.now();
            let mut story = Story::default();
            let (_, events) = self.timeline.window(Time::default(), self.timeline.reached());
            for event in events {
                raft_sim::Observer::event(&mut story, event);
            }
            self.story = story;
            debug_assert_eq!(now, self.timeline.now());
            self.moved();
        }
        done
    }
}
