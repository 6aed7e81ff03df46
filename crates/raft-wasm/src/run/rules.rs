//! The rules, for the page on which people choose them.

use raft_core::{Rules, Weight};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::json::to_js;

/// One rule.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct RuleView {
    /// Its name, in scenarios and in a setup's `rules`.
    pub name: &'static str,
    /// The choices, the paper's own first.
    pub choices: Vec<ChoiceView>,
}

/// One choice of a rule.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct ChoiceView {
    /// Its name.
    pub name: &'static str,
    /// What it puts at risk.
    pub weight: Weight,
}

/// All rules, in the order of the table of rules.
#[wasm_bindgen(unchecked_return_type = "RuleView[]")]
pub fn rules() -> JsValue {
    let choice =
        |choice: &raft_core::Choice| ChoiceView { name: choice.name, weight: choice.weight };
    let rule = |rule: &raft_core::Rule| RuleView {
        name: rule.name,
        choices: rule.choices.iter().map(choice).collect(),
    };
    to_js(&Rules::TABLE.iter().map(rule).collect::<Vec<_>>())
}
