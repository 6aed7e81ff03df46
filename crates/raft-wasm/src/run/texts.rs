//! Texts and links, read and written in bounded steps, so that no size of either keeps the page waiting. Each object
//! here is in progress, and every call of its `goOn` handles a given number of short lines, or few more.

use std::sync::OnceLock;

use raft_scenario::{LinkError, Linked, RunLink, Scenario, builtin};
use raft_sim::Time;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::simulation::Run;
use super::text::{LinkProblem, SharedLink, TextProblem};
use crate::json::to_js;
use crate::read;

/// A scenario's text that is being read.
#[wasm_bindgen]
pub struct TextReading(raft_scenario::Reading);

#[wasm_bindgen]
impl TextReading {
    /// Starts to read a text.
    ///
    /// # Errors
    /// Returns an error when `text` is not a string.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    ) -> Result<Self, JsError> {
        Ok(Self(raft_scenario::Reading::new(read::string(&text, "text")?)))
    }

    /// Continues. Returns true when the text has been read, or cannot be.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, budget: u32) -> bool {
        self.0.go_on(budget.into())
    }

    /// How much of the text has been read, from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.0.done(), self.0.size())
    }

    /// What is wrong with the text, as far as it has been read; `undefined` when it can be played.
    #[wasm_bindgen(unchecked_return_type = "TextProblem | undefined")]
    pub fn problem(&self) -> JsValue {
        let problem = self.0.problem().cloned().map(TextProblem::from);
        problem.map_or(JsValue::UNDEFINED, |problem| to_js(&problem))
    }

    /// The run that the text describes, before anything planned for its beginning is done: `Run.goOn` does that. This
    /// uses up the reading.
    ///
    /// # Errors
    /// Returns an error with a sentence when the text cannot be read.
    pub fn run(self) -> Result<Run, JsError> {
        Run::before_all(self.0.finish()?)
    }
}

/// A link that is being read.
#[wasm_bindgen]
pub struct LinkReading {
    /// `None` once it is over.
    reading: Option<raft_scenario::LinkReading>,
    found: SharedLink,
    text: Option<String>,
}

#[wasm_bindgen]
impl LinkReading {
    /// Starts to read a link: a whole address, or what follows its `#`.
    ///
    /// # Errors
    /// Returns an error when `address` is not a string.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string")] address: JsValue,
    ) -> Result<Self, JsError> {
        let address = read::string(&address, "address")?;
        let mut it = Self { reading: None, found: SharedLink::default(), text: None };
        match raft_scenario::LinkReading::new(&address) {
            Ok(reading) => it.reading = Some(reading),
            Err(error) => it.refuse(error),
        }
        Ok(it)
    }

    /// Continues. Returns true when the link has been read, or cannot be.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, budget: u32) -> bool {
        if self.reading.as_mut().is_some_and(|reading| !reading.go_on(budget.into())) {
            return false;
        }
        if let Some(reading) = self.reading.take()
            && let Err(error) = reading.finish().and_then(|link| self.take(link))
        {
            self.refuse(error);
        }
        true
    }

    /// What the link leads to, or why it cannot be read, once that is known.
    #[wasm_bindgen(unchecked_return_type = "SharedLink")]
    pub fn found(&self) -> JsValue {
        to_js(&self.found)
    }

    /// The scenario's text, which may be one that cannot be played; `undefined` when the link cannot be read.
    pub fn text(&self) -> Option<String> {
        self.text.clone()
    }

    fn take(&mut self, link: RunLink) -> Result<(), LinkError> {
        let at = link.at.map(Time::ms);
        let name = match &link.run {
            Linked::Builtin(name) => Some(name.clone()),
            Linked::Text(_) => None,
        };
        self.text = Some(link.text(|name| builtin::text_of(name).map(str::to_owned))?);
        self.found = SharedLink { name, at, problem: None };
        Ok(())
    }

    fn refuse(&mut self, error: LinkError) {
        self.found.problem = Some(LinkProblem::from(error));
    }
}

/// The text of a run that is being written. It describes the run as it was at the start only if nothing is done to
/// the run meanwhile, or undone.
#[wasm_bindgen]
pub struct TextWriting(raft_scenario::Writing);

#[wasm_bindgen]
impl TextWriting {
    /// Continues. Returns true when the text is complete.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.0.go_on(run.timeline(), budget.into())
    }

    /// How much of the text has been written, from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.0.done(), self.0.size())
    }

    /// What has been written. This uses up the writing.
    pub fn finish(self) -> String {
        self.0.finish()
    }
}

/// A link to a run that is being written.
#[wasm_bindgen]
pub struct LinkWriting(LinkStage);

/// The text is written first, and then packed into a link, unless it is that of a built-in scenario.
enum LinkStage {
    Text(raft_scenario::Writing),
    Packed(raft_scenario::LinkWriting),
    Builtin(&'static str),
}

#[wasm_bindgen]
impl LinkWriting {
    /// Continues. Returns true when the link is complete.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        match &mut self.0 {
            LinkStage::Text(writing) => {
                if writing.go_on(run.timeline(), budget.into()) {
                    let text = std::mem::replace(writing, run.timeline().start_writing()).finish();
                    self.0 = match builtin_named(&text) {
                        Some(name) => LinkStage::Builtin(name),
                        None => LinkStage::Packed(raft_scenario::LinkWriting::new(&text)),
                    };
                }
                false
            }
            LinkStage::Packed(writing) => writing.go_on(budget.into()),
            LinkStage::Builtin(_) => true,
        }
    }

    /// How much of it has been written, from 0 to 1.
    pub fn share(&self) -> f64 {
        match &self.0 {
            LinkStage::Text(writing) => share(writing.done(), writing.size()) / 2.0,
            LinkStage::Packed(writing) => 0.5 + share(writing.done(), writing.size()) / 2.0,
            LinkStage::Builtin(_) => 1.0,
        }
    }

    /// What follows the `#` of the link, without a time to open it at; `undefined` when it is not complete. This uses
    /// up the writing.
    pub fn finish(self) -> Option<String> {
        match self.0 {
            LinkStage::Text(_) => None,
            LinkStage::Packed(writing) => Some(writing.finish()),
            LinkStage::Builtin(name) => {
                let link = RunLink { run: Linked::Builtin(name.to_owned()), at: None };
                Some(link.to_string().split_off(1))
            }
        }
    }
}

#[wasm_bindgen]
impl Run {
    /// Starts to write the text of the run as it is now, with all that was done by hand.
    #[wasm_bindgen(js_name = startText)]
    pub fn start_text(&self) -> TextWriting {
        TextWriting(self.timeline().start_writing())
    }

    /// Starts to write a link to the run as it is now.
    #[wasm_bindgen(js_name = startLink)]
    pub fn start_link(&self) -> LinkWriting {
        LinkWriting(LinkStage::Text(self.timeline().start_writing()))
    }
}

/// The name of the built-in scenario of which this is the canonical text. The built-in texts may have comments and a
/// layout of their own, so their canonical forms are made once.
fn builtin_named(text: &str) -> Option<&'static str> {
    static CANONICAL: OnceLock<Vec<String>> = OnceLock::new();
    let canonical = CANONICAL.get_or_init(|| {
        let print = |&(_, text): &_| Scenario::parse(text).map(|it| it.print());
        builtin::ALL.iter().map(|it| print(it).unwrap_or_default()).collect()
    });
    let at = canonical.iter().position(|other| other == text)?;
    builtin::ALL.get(at).map(|&(name, _)| name)
}

/// The share of something that is done; 1 when there is nothing to do.
fn share(done: usize, size: usize) -> f64 {
    if size == 0 { 1.0 } else { done as f64 / size as f64 }
}
