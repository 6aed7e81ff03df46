//! Texts and links for the page: what is wrong with them is a value, not an error.

use raft_scenario::{LinkError, MAX_LINK, MAX_TEXT, ParseError, Scenario, Task, Timeline, builtin};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::hint::TextHint;
use crate::json::to_js;
use crate::read;

/// Where a text cannot be read, and why.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct TextProblem {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What stands there; empty at the end of a line.
    pub found: String,
    /// What could stand there, in English, as are the words of the scenario language.
    pub expected: String,
    /// How to write what was probably meant, when that is known: it says more than `expected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub hint: Option<TextHint>,
}

impl From<ParseError> for TextProblem {
    fn from(ParseError { line, column, found, expected, hint }: ParseError) -> Self {
        Self { line, column, found, expected, hint: hint.map(TextHint::from) }
    }
}

/// One annotation of a scenario.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct NoteView {
    /// The moment it is pinned to, in milliseconds.
    pub at: f64,
    /// What it says.
    pub text: String,
}

/// All annotations in a language, or the nearest there is, by time.
pub(super) fn notes(timeline: &Timeline, language: &str) -> Vec<NoteView> {
    let note = |step: &raft_scenario::Step| match &step.task {
        Task::Note(note) => {
            Some(NoteView { at: step.at.ms(), text: note.in_language(language).to_owned() })
        }
        Task::Act(_) | Task::Expect(_) => None,
    };
    timeline.annotations().filter_map(note).collect()
}

/// The greatest size of a scenario's text, in bytes of UTF-8.
#[wasm_bindgen(js_name = greatestText)]
pub fn greatest_text() -> f64 {
    MAX_TEXT as f64
}

/// A built-in scenario.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct BuiltinView {
    /// Its name in links.
    pub name: String,
    /// Its title for people.
    pub title: String,
}

/// The built-in scenarios, with their titles in a language.
///
/// # Errors
/// Returns an error when `language` is not a string.
#[wasm_bindgen(unchecked_return_type = "BuiltinView[]")]
pub fn builtins(
    #[wasm_bindgen(unchecked_param_type = "string")] language: JsValue,
) -> Result<JsValue, JsError> {
    let language = &read::string(&language, "language")?;
    let view = |&(name, text): &(&str, &str)| {
        let title = Scenario::parse(text).map(|it| it.title.in_language(language).to_owned());
        BuiltinView { name: name.to_owned(), title: title.unwrap_or_default() }
    };
    Ok(to_js(&builtin::ALL.iter().map(view).collect::<Vec<_>>()))
}

/// The text of a built-in scenario.
///
/// # Errors
/// Returns an error when `name` is not a string.
#[wasm_bindgen(js_name = builtinText)]
pub fn builtin_text(
    #[wasm_bindgen(unchecked_param_type = "string")] name: JsValue,
) -> Result<Option<String>, JsError> {
    Ok(builtin::text_of(&read::string(&name, "name")?).map(str::to_owned))
}

/// What a link leads to, or why it cannot be read.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
pub struct SharedLink {
    /// The name of the built-in scenario that it leads to.
    pub name: Option<String>,
    /// The time to open it at, in milliseconds.
    pub at: Option<f64>,
    /// Why it cannot be read; in that case it leads nowhere.
    pub problem: Option<LinkProblem>,
}

/// Why a link cannot be read.
#[expect(missing_docs, reason = "the fields are named for what they are")]
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum LinkProblem {
    /// There is no run in it.
    NoRun,
    /// No version of the page wrote it.
    NotALink,
    /// It is written in a form that a newer version may know.
    UnknownCodec { codec: String },
    /// Its end is missing.
    CutShort,
    /// It was changed after it was written.
    Damaged,
    /// It has `size` bytes; at most `limit` are allowed.
    TooLong { size: f64, limit: f64 },
    /// Its text has more than `limit` bytes.
    TextTooLong { limit: f64 },
    /// `t` is not a time.
    BadTime { time: String },
    /// There is no built-in scenario of this name.
    NoSuchScenario { name: String },
}

impl From<LinkError> for LinkProblem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NoRun => Self::NoRun,
            LinkError::UnknownCodec(codec) => Self::UnknownCodec { codec },
            LinkError::CutShort => Self::CutShort,
            LinkError::NotALink => Self::NotALink,
            LinkError::Damaged => Self::Damaged,
            LinkError::TooLong(size) => Self::TooLong { size: size as f64, limit: MAX_LINK as f64 },
            LinkError::TextTooLong => Self::TextTooLong { limit: MAX_TEXT as f64 },
            LinkError::BadTime(time) => Self::BadTime { time },
            LinkError::NoSuchScenario(name) => Self::NoSuchScenario { name },
        }
    }
}
