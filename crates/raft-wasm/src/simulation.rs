//! A world for a page.

use raft_sim::{MessageId, Time, World};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::json::to_js;
use crate::project::Projection;
use crate::recent::RecentEvents;
use crate::{read, setup};

/// A running world. Times are milliseconds of virtual time.
#[wasm_bindgen]
pub struct Simulation {
    world: World,
    recent: RecentEvents,
    version: u32,
    projection: Projection,
}

#[wasm_bindgen]
impl Simulation {
    /// A world in which every server has just started.
    ///
    /// # Errors
    /// Returns an error with a sentence when the setup describes no possible world.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "SetupView")] setup: JsValue,
    ) -> Result<Self, JsError> {
        let mut recent = RecentEvents::default();
        let world = World::new(setup::read(setup)?, &mut recent)?;
        Ok(Self { world, recent, version: 0, projection: Projection::default() })
    }

    /// The setup that the world began with.
    #[wasm_bindgen(unchecked_return_type = "SetupView")]
    pub fn setup(&self) -> JsValue {
        setup::write(self.world.setup())
    }

    /// The present time.
    pub fn now(&self) -> f64 {
        self.world.now().ms()
    }

    /// A number that changes whenever anything but the time does.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// When something happens next by itself; `undefined` if nothing ever will.
    #[wasm_bindgen(js_name = nextEventAt)]
    pub fn next_event_at(&self) -> Option<f64> {
        self.world.next_at().map(Time::ms)
    }

    /// Plays everything that is due up to this time. A time in the past changes nothing. With a `budget`, stops after
    /// about that many events, at the end of an instant. Returns false when there is more to play.
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
        let before = self.world.events();
        let last = before.saturating_add(budget.map_or(u64::MAX, u64::from));
        while self.world.events() < last && self.world.next_at().is_some_and(|at| at <= until) {
            self.world.step(&mut self.recent);
        }
        let has_arrived = self.world.next_at().is_none_or(|at| at > until);
        let until = if has_arrived { until } else { self.world.now() };
        self.world.run_until(until, &mut self.recent);
        if self.world.events() != before {
            self.changed();
        }
        Ok(has_arrived)
    }

    /// Plays the next thing that happens. Returns false when nothing ever will by itself.
    pub fn step(&mut self) -> bool {
        let happened = self.world.step(&mut self.recent);
        if happened {
            self.changed();
        }
        happened
    }

    /// Performs an action. A refused action changes nothing.
    ///
    /// # Errors
    /// Returns an error when `action` is not an action.
    #[wasm_bindgen(unchecked_return_type = "Refusal | undefined")]
    pub fn act(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Action")] action: JsValue,
    ) -> Result<JsValue, JsError> {
        let action = read::action(&action)?;
        Ok(match self.world.act(action, &mut self.recent) {
            Ok(()) => {
                self.changed();
                JsValue::UNDEFINED
            }
            Err(refusal) => to_js(&refusal),
        })
    }

    /// The view of the present instant. Servers, messages, links and requests that have not changed since the last
    /// view are the same objects.
    #[wasm_bindgen(unchecked_return_type = "View")]
    pub fn view(&mut self) -> JsValue {
        let lost = self.recent.lost(self.world.now());
        self.projection.view(&self.world, self.world.next_at(), lost, self.version)
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
        let envelope = self.world.message(MessageId(read::whole(&id, "id")?));
        Ok(envelope.map_or(JsValue::UNDEFINED, |envelope| to_js(&envelope.body)))
    }

    /// What happened after the event with the number `since` (all, for a negative number), oldest first: what a
    /// person would tell about the run, not every message. Only the last few hundred events are kept.
    ///
    /// # Errors
    /// Returns an error when `since` is not a finite number.
    #[wasm_bindgen(unchecked_return_type = "EventView[]")]
    pub fn events(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] since: JsValue,
    ) -> Result<JsValue, JsError> {
        Ok(to_js(&self.recent.since(read::number(&since, "since")?)))
    }

    fn changed(&mut self) {
        self.version = self.version.wrapping_add(1);
    }
}
