//! A world for a page.

use raft_sim::{Action, Refusal, Setup, Time, World};
use tsify::Ts;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::events::{EventView, Recent};
use crate::project::project;
use crate::setup::SetupView;
use crate::view::View;

/// A running world.
#[wasm_bindgen]
pub struct Simulation {
    world: World,
    recent: Recent,
    version: u32,
}

#[wasm_bindgen]
impl Simulation {
    /// A world in which every server has just started.
    ///
    /// # Errors
    /// With a sentence, when there can be no such world.
    #[wasm_bindgen(constructor)]
    pub fn new(setup: Ts<SetupView>) -> Result<Self, JsError> {
        let setup = Setup::from(&setup.to_rust()?);
        let mut recent = Recent::default();
        let world = World::new(setup, &mut recent)?;
        Ok(Self { world, recent, version: 0 })
    }

    /// What the world began as.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn setup(&self) -> Result<Ts<SetupView>, JsError> {
        Ok(Ts::from_rust(&SetupView::from(self.world.setup()))?)
    }

    /// The virtual time, in milliseconds.
    pub fn now(&self) -> f64 {
        self.world.now().ms()
    }

    /// Another number after anything but the passing of time.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// When something happens next by itself, in milliseconds; nothing if nothing ever will.
    #[wasm_bindgen(js_name = nextEventAt)]
    pub fn next_event_at(&self) -> Option<f64> {
        self.world.next_at().map(Time::ms)
    }

    /// Lets everything happen that is due up to this time, in milliseconds. The past is left alone.
    #[wasm_bindgen(js_name = advanceTo)]
    pub fn advance_to(&mut self, ms: f64) {
        let before = self.world.events();
        self.world.run_until(Time::from_ms_f64(ms), &mut self.recent);
        self.changed_since(before);
    }

    /// Lets the next thing happen. False when nothing ever will by itself.
    pub fn step(&mut self) -> bool {
        let happened = self.world.step(&mut self.recent);
        if happened {
            self.version = self.version.wrapping_add(1);
        }
        happened
    }

    /// Does something to the world. A refused action has changed nothing.
    ///
    /// # Errors
    /// When `action` is no action at all.
    pub fn act(&mut self, action: Ts<Action>) -> Result<Option<Ts<Refusal>>, JsError> {
        let action = action.to_rust()?;
        match self.world.act(action, &mut self.recent) {
            Ok(()) => {
                self.version = self.version.wrapping_add(1);
                Ok(None)
            }
            Err(refusal) => Ok(Some(Ts::from_rust(&refusal)?)),
        }
    }

    /// What there is to see.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn view(&self) -> Result<Ts<View>, JsError> {
        Ok(Ts::from_rust(&project(&self.world, self.recent.lost(self.world.now()), self.version))?)
    }

    /// What happened after the event with the number `since` (all, for a negative number), oldest
    /// first: what a person would tell of it, and not every message. Only the last few hundred are
    /// kept.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn events(&self, since: f64) -> Result<Vec<Ts<EventView>>, JsError> {
        let events = self.recent.notable().filter(|event| event.seq as f64 > since);
        Ok(events.map(|event| Ts::from_rust(event)).collect::<Result<_, _>>()?)
    }

    /// A fingerprint of the whole state: 16 hexadecimal digits, the same on every machine.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.world.digest())
    }

    fn changed_since(&mut self, events: u64) {
        if self.world.events() != events {
            self.version = self.version.wrapping_add(1);
        }
    }
}
