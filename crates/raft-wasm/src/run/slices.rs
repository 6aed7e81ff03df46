//! What a run is asked for in bounded steps, so that the page is never kept waiting: each object here is
//! a question in progress, and every call of its `goOn` plays a given number of events at most, or little
//! more. An answer holds as long as nothing is done to the run, or undone.

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
    /// Goes on. True when the search is over.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.0.go_on(run.timeline(), budget.into())
    }

    /// How many events are still to be searched at most.
    pub fn left(&self) -> f64 {
        self.0.left() as f64
    }

    /// The number of the event that was looked for; nothing when there is none.
    pub fn found(&self) -> Option<f64> {
        self.0.found().map(|seq| seq.0 as f64)
    }

    /// The chain of causes that was looked for.
    #[wasm_bindgen(unchecked_return_type = "CauseView[]")]
    pub fn causes(&self) -> JsValue {
        let causes: Vec<_> = self.0.chain().iter().map(CauseView::from).collect();
        // As for the last step: a short chain, asked for once, needs no text in between.
        serde_wasm_bindgen::to_value(&causes).expect_throw("causes are plain data")
    }
}

/// The search for where two runs part.
#[wasm_bindgen]
pub struct Comparing(RunComparison);

#[wasm_bindgen]
impl Comparing {
    /// Goes on. True when the search is over.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, first: &Run, second: &Run, budget: u32) -> bool {
        self.0.go_on(first.timeline(), second.timeline(), budget.into())
    }

    /// Where the runs part; nothing when they do not.
    #[wasm_bindgen(unchecked_return_type = "DifferenceView | undefined")]
    pub fn difference(&self) -> JsValue {
        let difference = self.0.difference();
        difference.map_or(JsValue::UNDEFINED, |it| to_js(&DifferenceView::from(it)))
    }
}

/// The space-time diagram of a window of time, being put together.
#[wasm_bindgen]
pub struct HistoryReplay(WindowReplay);

#[wasm_bindgen]
impl HistoryReplay {
    /// Goes on. True when the window is complete, or holds as many events as can be drawn.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.0.go_on(run.timeline(), budget.into())
    }

    /// What was found. The replay is used up by it.
    #[wasm_bindgen(unchecked_return_type = "History")]
    pub fn finish(self, run: &mut Run) -> JsValue {
        to_js(&history(run.timeline_mut().finish_window(self.0)))
    }
}

#[wasm_bindgen]
impl Run {
    /// Starts to look for the event with which a server came to its role and term, as they are now.
    ///
    /// # Errors
    /// When `server` is no server's number.
    #[wasm_bindgen(js_name = searchRole)]
    pub fn search_role(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] server: JsValue,
    ) -> Result<EventSearch, JsError> {
        Ok(EventSearch(self.timeline().search_role(read::server(&server)?)))
    }

    /// Starts to look for the event with which a server came to have an entry.
    ///
    /// # Errors
    /// When `server` is no server's number, or `index` is no whole number.
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
    /// When `server` is no server's number, or `index` is no whole number.
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
    /// When `id` is no whole number.
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
    /// When a server is no server's number, or `term` is no whole number.
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
    /// When `server` is no server's number.
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
    /// When `server` is no server's number, or `index` is no whole number.
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
    /// When `request` is no whole number.
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
    /// When `request` is no whole number.
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
    /// When `request` is no whole number.
    #[wasm_bindgen(js_name = searchAcknowledged)]
    pub fn search_acknowledged(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] request: JsValue,
    ) -> Result<EventSearch, JsError> {
        let request = RequestId(read::whole(&request, "request")?);
        Ok(EventSearch(self.timeline().search_acknowledged(request)))
    }

    /// Starts to look for the last action that cut the way from one server to another, or has messages on it
    /// held.
    ///
    /// # Errors
    /// When a server is no server's number.
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
    /// When a server is no server's number.
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
    /// When `server` is no server's number, or `index` is no whole number.
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
    /// When `seq` is no whole number.
    #[wasm_bindgen(js_name = searchCauses)]
    pub fn search_causes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] seq: JsValue,
    ) -> Result<EventSearch, JsError> {
        Ok(EventSearch(self.timeline().search_causes(EventId(read::whole(&seq, "seq")?))))
    }

    /// Starts to look for where this run and another one part, as far as both have been played.
    #[wasm_bindgen(js_name = compareWith)]
    pub fn compare_with(&self, other: &Self) -> Comparing {
        Comparing(self.timeline().start_comparison(other.timeline()))
    }

    /// Starts to put together what happened from one time to another, as far as the run has been
    /// played: the space-time diagram.
    ///
    /// # Errors
    /// When one of them is no finite number. A window may begin before the run.
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
