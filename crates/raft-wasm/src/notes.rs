//! What a scenario says to its reader.

use raft_scenario::{Scenario, Task};
use serde::Serialize;
use tsify::Tsify;

/// One remark.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct NoteView {
    /// The moment it is pinned to, in milliseconds.
    pub at: f64,
    /// What it says.
    pub text: String,
}

/// All remarks in a language, or the nearest there is, by time.
pub(crate) fn notes(scenario: &Scenario, language: &str) -> impl Iterator<Item = NoteView> {
    scenario.steps.iter().filter_map(move |step| match &step.task {
        Task::Note(note) => {
            Some(NoteView { at: step.at.ms(), text: note.in_language(language).to_owned() })
        }
        Task::Act(_) | Task::Expect(_) => None,
    })
}
