//! What a lesson asks of a run: whether conditions hold now, and acts in the words of the scenario
//! language.

use raft_scenario::{
    Act, Conditions, Instead, Predicate, Problem, Subject, Verdict, parse_act, parse_predicate,
};
use raft_sim::{Event, Observer};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::simulation::Run;
use crate::json::to_js;
use crate::read;

/// The most conditions that can be asked about together.
const MOST: u32 = 32;
/// The longest condition or act, in bytes of UTF-8.
const LONGEST: usize = 2_000;

/// A condition, and whether it holds.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ConditionView {
    /// The condition, in the words of the scenario language.
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
    /// What is the case instead, when it does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub instead: Option<Instead>,
    /// What to ask about in order to learn why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub subject: Option<Subject>,
}

/// A check in progress of whether conditions hold.
#[wasm_bindgen]
pub struct ConditionCheck {
    conditions: Conditions,
    texts: Vec<String>,
}

#[wasm_bindgen]
impl ConditionCheck {
    /// Continues for about `budget` events. Returns true when the answer for this instant of the run is there.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, run: &Run, budget: u32) -> bool {
        self.conditions.go_on(run.timeline(), budget.into())
    }

    /// The answer, once `goOn` has returned true.
    #[wasm_bindgen(unchecked_return_type = "ConditionView[]")]
    pub fn answer(&self, run: &Run) -> JsValue {
        let verdicts = self.conditions.verdicts(run.timeline());
        let views = self.texts.iter().zip(verdicts).map(|(text, verdict)| view(text, verdict));
        to_js(&views.collect::<Vec<_>>())
    }
}

fn view(text: &str, verdict: Verdict) -> ConditionView {
    let text = text.to_owned();
    match verdict {
        Verdict::Failed(failure) => ConditionView {
            text,
            holds: false,
            instead: Some(failure.instead),
            subject: failure.subject,
        },
        Verdict::Held(_) | Verdict::Open => {
            ConditionView { text, holds: true, instead: None, subject: None }
        }
    }
}

#[wasm_bindgen]
impl Run {
    /// Starts to find out whether conditions hold now. Each is a predicate of the scenario language: what follows
    /// `expect` there. Predicates that count, and do not say `between`, count from `since` on.
    ///
    /// # Errors
    /// Returns an error when there are more than 32 conditions, when one cannot be read, or when `since` is not a
    /// time.
    #[wasm_bindgen(js_name = startConditions)]
    pub fn start_conditions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string[]")] conditions: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] since: JsValue,
    ) -> Result<ConditionCheck, JsError> {
        let since = read::time(&since, "since")?;
        let servers = self.timeline().world().setup().servers;
        let mut predicates: Vec<Predicate> = Vec::new();
        let mut texts = Vec::new();
        for text in read::strings(&conditions, "conditions", MOST)? {
            predicates.push(parse_predicate(short(&text)?, servers)?);
            texts.push(text);
        }
        let conditions = self.timeline().start_conditions(predicates, since);
        Ok(ConditionCheck { conditions, texts })
    }

    /// Does what a line of the scenario language says, without its time: `crash s1`, `drop append s1->s2`. The future
    /// of the run is abandoned, until undo restores it. If the act cannot be done, changes nothing and returns the
    /// reason, in English.
    ///
    /// # Errors
    /// Returns an error when the line cannot be read.
    pub fn perform(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] line: JsValue,
    ) -> Result<Option<String>, JsError> {
        let line = read::string(&line, "line")?;
        let act = parse_act(short(&line)?, self.timeline().world().setup().servers)?;
        Ok(self.carry_out(act).err().map(|problem| problem.to_string()))
    }
}

impl Run {
    /// Performs an act now, and reports it to the event log.
    pub(super) fn carry_out(&mut self, act: Act) -> Result<(), Problem> {
        let first = self.timeline().world().next_event();
        let mut events: Vec<Event> = Vec::new();
        self.timeline_mut().act(act, &mut events)?;
        let log = self.log_mut();
        log.branch(first);
        events.into_iter().for_each(|event| log.event(event));
        self.changed_course();
        Ok(())
    }
}

fn short(text: &str) -> Result<&str, JsError> {
    match text.len() {
        0..=LONGEST => Ok(text),
        _ => Err(JsError::new("the line is too long")),
    }
}
