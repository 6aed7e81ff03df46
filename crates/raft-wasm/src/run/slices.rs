//! Questions about a run that are answered in bounded steps, so that the page is never kept waiting. Each object here
//! is a question in progress, and every call of its `goOn` plays a given number of events at most, or few more. An
//! answer is valid as long as nothing is done to the run, or undone.

use raft_scenario::{RunComparison, WindowReplay};
use raft_sim::{EventId, MessageId, RequestId, Time};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue, UnwrapThrowExt};

use super::history::{MOST_EVENTS, history};
use super::simulation::Run;
use super::why::{CauseView, DifferenceView};
use crate::json::to_js;
use crate::read;

/// The search for an event, or for the chain of causes behind one.
#[wasm_bindgen]
pub struct EventSearch(raft_scenario::EventSearch);

#[wasm_bindgen]
impl EventSearch {
    /// Continues. Returns true when the search is over.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.0.go_on(run.timeline(), budget.into())
    }

    /// The most events that are still to be searched.
    pub fn left(&self) -> f64 {
        self.0.left() as f64
    }

    /// The number of the event that was looked for; `undefined` when there is none.
    pub fn found(&self) -> Option<f64> {
        self.0.found().map(|seq| seq.0 as f64)
    }

    /// The chain of causes that was looked for.
    #[wasm_bindgen(unchecked_return_type = "CauseView[]")]
    pub fn causes(&self) -> JsValue {
        let causes: Vec<_> = self.0.chain().iter().map(CauseView::from).collect();
        // As for the last step: a short chain that is asked for once needs no text in between.
        serde_wasm_bindgen::to_value(&causes).expect_throw("causes are plain data")
    }
}

/// The search for where two runs diverge.
#[wasm_bindgen]
pub struct Comparing(RunComparison);

#[wasm_bindgen]
impl Comparing {
    /// Continues. Returns true when the search is over.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, first: &Run, second: &Run, budget: u32) -> bool {
        self.0.go_on(first.timeline(), second.timeline(), budget.into())
    }

    /// Where the runs diverge; `undefined` when they do not.
    #[wasm_bindgen(unchecked_return_type = "DifferenceView | undefined")]
    pub fn difference(&self) -> JsValue {
        let difference = self.0.difference();
        difference.map_or(JsValue::UNDEFINED, |it| to_js(&DifferenceView::from(it)))
    }
}

/// The space-time diagram of a window of time, which is being put together.
#[wasm_bindgen]
pub struct HistoryReplay(WindowReplay);

#[wasm_bindgen]
impl HistoryReplay {
    /// Continues. Returns true when the window is complete, or holds as many events as can be drawn.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.0.go_on(run.timeline(), budget.into())
    }

    /// The space-time diagram. This uses up the replay.
    #[wasm_bindgen(unchecked_return_type = "History")]
    pub fn finish(self, run: &mut Run) -> JsValue {
        to_js(&history(run.timeline_mut().finish_window(self.0)))
    }
}

#[wasm_bindgen]
impl Run {
    /// Starts to look for the event with which a server got its present role and term.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number.
    #[wasm_bindgen(js_name = searchRole)]
    pub fn search_role(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
    ) -> Result<EventSearch, JsError> {
        Ok(EventSearch(self.timeline().search_role(read::server(&server)?)))
    }

    /// Starts to look for the event with which a server got an entry.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number, or `index` is not a whole number.
    #[wasm_bindgen(js_name = searchEntry)]
    pub fn search_entry(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] index: JsValue,
    ) -> Result<EventSearch, JsError> {
        let (server, index) = (read::server(&server)?, read::whole(&index, "index")?);
        Ok(EventSearch(self.timeline().search_entry(server, index)))
    }

    /// Starts to look for the event with which a server learnt that an entry is committed.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number, or `index` is not a whole number.
    #[wasm_bindgen(js_name = searchCommitted)]
    pub fn search_committed(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] index: JsValue,
    ) -> Result<EventSearch, JsError> {
        let (server, index) = (read::server(&server)?, read::whole(&index, "index")?);
        Ok(EventSearch(self.timeline().search_commit(server, index)))
    }

    /// Starts to look for the event with which a message was sent.
    ///
    /// # Errors
    /// Returns an error when `id` is not a whole number.
    #[wasm_bindgen(js_name = searchMessage)]
    pub fn search_message(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] id: JsValue,
    ) -> Result<EventSearch, JsError> {
        let message = MessageId(read::whole(&id, "id")?);
        Ok(EventSearch(self.timeline().search_message(message)))
    }

    /// Starts to look for the last decision of a server on a candidate's request for its vote in `term`
    /// or later.
    ///
    /// # Errors
    /// Returns an error when a server is not a server's number, or `term` is not a whole number.
    #[wasm_bindgen(js_name = searchVote)]
    pub fn search_vote(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] candidate: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] term: JsValue,
    ) -> Result<EventSearch, JsError> {
        let server = read::server(&server)?;
        let candidate = read::server(&candidate)?;
        let term = read::whole(&term, "term")?;
        Ok(EventSearch(self.timeline().search_vote(server, candidate, term)))
    }

    /// Starts to look for the last time that a server counted its votes.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number.
    #[wasm_bindgen(js_name = searchCount)]
    pub fn search_count(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
    ) -> Result<EventSearch, JsError> {
        let server = read::server(&server)?;
        Ok(EventSearch(self.timeline().search_count(server)))
    }

    /// Starts to look for the last decision of a leader on whether to commit an entry.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number, or `index` is not a whole number.
    #[wasm_bindgen(js_name = searchCommitDecision)]
    pub fn search_commit_decision(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] index: JsValue,
    ) -> Result<EventSearch, JsError> {
        let server = read::server(&server)?;
        let index = read::whole(&index, "index")?;
        Ok(EventSearch(self.timeline().search_commit_decision(server, index)))
    }

    /// Starts to look for what happened last to a client's request: that a leader appended it, or that
    /// the client resent it.
    ///
    /// # Errors
    /// Returns an error when `request` is not a whole number.
    #[wasm_bindgen(js_name = searchRequest)]
    pub fn search_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] request: JsValue,
    ) -> Result<EventSearch, JsError> {
        let request = RequestId(read::whole(&request, "request")?);
        Ok(EventSearch(self.timeline().search_request(request)))
    }

    /// Starts to look for the last time that a client resent a request.
    ///
    /// # Errors
    /// Returns an error when `request` is not a whole number.
    #[wasm_bindgen(js_name = searchResending)]
    pub fn search_resending(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] request: JsValue,
    ) -> Result<EventSearch, JsError> {
        let request = RequestId(read::whole(&request, "request")?);
        Ok(EventSearch(self.timeline().search_resending(request)))
    }

    /// Starts to look for the event with which a client learnt that its request is done.
    ///
    /// # Errors
    /// Returns an error when `request` is not a whole number.
    #[wasm_bindgen(js_name = searchAcknowledged)]
    pub fn search_acknowledged(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] request: JsValue,
    ) -> Result<EventSearch, JsError> {
        let request = RequestId(read::whole(&request, "request")?);
        Ok(EventSearch(self.timeline().search_acknowledged(request)))
    }

    /// Starts to look for the last action that cut the link from one server to another, or that holds messages on it.
    ///
    /// # Errors
    /// Returns an error when a server is not a server's number.
    #[wasm_bindgen(js_name = searchObstacle)]
    pub fn search_obstacle(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] from: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] to: JsValue,
    ) -> Result<EventSearch, JsError> {
        let from = read::server(&from)?;
        let to = read::server(&to)?;
        Ok(EventSearch(self.timeline().search_obstacle(from, to)))
    }

    /// Starts to look for the last loss of a message from one server to another.
    ///
    /// # Errors
    /// Returns an error when a server is not a server's number.
    #[wasm_bindgen(js_name = searchLoss)]
    pub fn search_loss(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] from: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] to: JsValue,
    ) -> Result<EventSearch, JsError> {
        let from = read::server(&from)?;
        let to = read::server(&to)?;
        Ok(EventSearch(self.timeline().search_loss(from, to)))
    }

    /// Starts to look for the last event that kept an entry from a server.
    ///
    /// # Errors
    /// Returns an error when `server` is not a server's number, or `index` is not a whole number.
    #[wasm_bindgen(js_name = searchMissing)]
    pub fn search_missing(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] index: JsValue,
    ) -> Result<EventSearch, JsError> {
        let server = read::server(&server)?;
        let index = read::whole(&index, "index")?;
        Ok(EventSearch(self.timeline().search_missing(server, index)))
    }

    /// Starts to look for the event with which the last leader ceased to be one.
    #[wasm_bindgen(js_name = searchLeaderEnd)]
    pub fn search_leader_end(&self) -> EventSearch {
        EventSearch(self.timeline().search_leader_end())
    }

    /// Starts to look for the chain of causes of the event with this number, from itself backwards.
    ///
    /// # Errors
    /// Returns an error when `seq` is not a whole number.
    #[wasm_bindgen(js_name = searchCauses)]
    pub fn search_causes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] seq: JsValue,
    ) -> Result<EventSearch, JsError> {
        Ok(EventSearch(self.timeline().search_causes(EventId(read::whole(&seq, "seq")?))))
    }

    /// Starts to look for where this run and another one diverge, as far as both have been played.
    #[wasm_bindgen(js_name = compareWith)]
    pub fn compare_with(&self, other: &Self) -> Comparing {
        Comparing(self.timeline().start_comparison(other.timeline()))
    }

    /// Starts to put together the space-time diagram of what happened from one time to another, as far as the run has
    /// been played. A window may begin before the run.
    ///
    /// # Errors
    /// Returns an error when one of the times is not a finite number.
    #[wasm_bindgen(js_name = startHistory)]
    pub fn start_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] from: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] to: JsValue,
    ) -> Result<HistoryReplay, JsError> {
        let time = |value: &JsValue, what| read::number(value, what).map(Time::from_ms_f64);
        let (from, to) = (time(&from, "from")?, time(&to, "to")?);
        Ok(HistoryReplay(self.timeline().start_window(from, to, MOST_EVENTS)))
    }
}
