//! The expectations of a scenario and what has become of them, for the page.

use raft_scenario::{Expectation, Instead, Subject, Task, Timeline, Verdict, When};
use raft_sim::Time;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use crate::json::to_js;

/// All expectations at an instant.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
pub struct ExpectationsView {
    /// How many have held.
    pub held: u32,
    /// How many have failed.
    pub failed: u32,
    /// How many are still undecided.
    pub open: u32,
    /// The expectations in the order in which they are written, at most [`MOST`]: if there are more, failed ones are
    /// preferred.
    pub list: Vec<ExpectationView>,
}

/// The most expectations in a view: more than anybody reads.
const MOST: usize = 200;

/// One expectation.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ExpectationView {
    /// Its place among the expectations of the text, from 0.
    pub number: u32,
    /// Its line in the run's text, from 1.
    pub line: u32,
    /// What is expected, in the words of the scenario language.
    pub text: String,
    /// When it must hold.
    pub when: When,
    /// The time that it names, in milliseconds; for one that is about the whole run, the end of the scenario.
    pub at: f64,
    /// What has become of it.
    pub state: ExpectationState,
}

/// What has become of an expectation. Times are in milliseconds.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ExpectationState {
    /// The run has not come that far.
    Open,
    /// It was met.
    Held { at: f64 },
    /// It was not met: something else was the case, and `subject` is what to ask about in order to learn why.
    Failed {
        at: f64,
        instead: Instead,
        #[tsify(optional)]
        subject: Option<Subject>,
    },
}

/// The last view of the expectations, and the lines in which they are written.
#[derive(Default)]
pub(super) struct ExpectationsCache {
    /// The line of each expectation; `None` when the text has changed since.
    lines: Option<Vec<u32>>,
    fingerprint: u64,
    /// `None` before the first view.
    value: Option<JsValue>,
}

impl ExpectationsCache {
    /// Forgets everything, because the text has changed.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns the view: the same object as long as nothing has changed.
    pub(super) fn view(&mut self, timeline: &Timeline) -> JsValue {
        let fingerprint = timeline.verdicts_fingerprint();
        match &self.value {
            Some(value) if fingerprint == self.fingerprint => value.clone(),
            _ => {
                self.fingerprint = fingerprint;
                let lines = self.lines.get_or_insert_with(|| lines(timeline));
                let value = to_js(&view(timeline, lines));
                self.value.insert(value).clone()
            }
        }
    }
}

fn lines(timeline: &Timeline) -> Vec<u32> {
    if timeline.expectations().next().is_none() {
        return Vec::new();
    }
    let scenario = timeline.to_scenario();
    let steps = scenario.steps.iter().zip(scenario.printed_lines());
    let expected = steps.filter(|(step, _)| matches!(step.task, Task::Expect(_)));
    expected.map(|(_, line)| line).collect()
}

fn view(timeline: &Timeline, lines: &[u32]) -> ExpectationsView {
    let verdicts = timeline.verdicts();
    let mut view = ExpectationsView::default();
    for verdict in &verdicts {
        match verdict {
            Verdict::Open => view.open += 1,
            Verdict::Held(_) => view.held += 1,
            Verdict::Failed(_) => view.failed += 1,
        }
    }
    let mut others = MOST.saturating_sub(view.failed as usize);
    let mut failed = MOST;
    let end = timeline.script_end();
    let all = timeline.expectations().zip(verdicts).zip(lines).zip(0..);
    for ((((at, expectation), verdict), &line), number) in all {
        let room = match verdict {
            Verdict::Failed(_) => &mut failed,
            Verdict::Open | Verdict::Held(_) => &mut others,
        };
        if *room > 0 {
            *room -= 1;
            let at = if is_timeless(expectation) { end } else { at };
            view.list.push(ExpectationView {
                number,
                line,
                text: expectation.predicate.to_string(),
                when: expectation.when,
                at: at.ms(),
                state: verdict.into(),
            });
        }
    }
    view
}

fn is_timeless(expectation: &Expectation) -> bool {
    matches!(expectation.when, When::Always | When::Never)
}

impl From<Verdict> for ExpectationState {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Open => Self::Open,
            Verdict::Held(at) => Self::Held { at: at.ms() },
            Verdict::Failed(failure) => Self::Failed {
                at: Time::ms(failure.at),
                instead: failure.instead,
                subject: failure.subject,
            },
        }
    }
}
