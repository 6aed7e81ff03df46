//! The trace of a run, as `raft trace` writes it, but written in bounded steps and up to a limited size.

use raft_scenario::Replay;
use raft_trace::Tracer;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::simulation::Run;
use crate::read;

/// The largest trace that is written here, in bytes. The command line writes one of any size.
const MOST_BYTES: usize = 10_000_000;

/// The largest trace that a page can have, in bytes.
#[wasm_bindgen(js_name = greatestTrace)]
pub fn greatest_trace() -> f64 {
    MOST_BYTES as f64
}

/// A trace that is being written: from the beginning of the run to an instant.
#[wasm_bindgen]
pub struct TraceWriting {
    replay: Replay,
    tracer: Tracer<Vec<u8>>,
}

#[wasm_bindgen]
impl TraceWriting {
    /// Continues. Returns true when the trace is complete, or larger than it may be.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.is_too_large() || self.replay.go_on(run.timeline(), budget.into(), &mut self.tracer)
    }

    /// The time up to which the trace is written, in milliseconds.
    pub fn now(&self) -> f64 {
        self.replay.now().ms()
    }

    /// What has been written; `undefined` when that is more than `greatestTrace`. This uses up the writing.
    pub fn finish(self) -> Option<String> {
        if self.is_too_large() {
            return None;
        }
        // Rows that go to memory can always be written, and JSON is UTF-8.
        String::from_utf8(self.tracer.finish().ok()?).ok()
    }

    fn is_too_large(&self) -> bool {
        self.tracer.out().len() > MOST_BYTES
    }
}

#[wasm_bindgen]
impl Run {
    /// Starts to write the trace of the run, from its beginning to an instant to which it was played.
    ///
    /// # Errors
    /// Returns an error when `ms` is not a time.
    #[wasm_bindgen(js_name = startTrace)]
    pub fn start_trace(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] ms: JsValue,
    ) -> Result<TraceWriting, JsError> {
        let to = read::time(&ms, "ms")?;
        let timeline = self.timeline();
        let mut tracer = Tracer::new(Vec::new(), timeline.scenario().setup.servers);
        let replay = timeline.start_replay(to, &mut tracer);
        Ok(TraceWriting { replay, tracer })
    }
}
