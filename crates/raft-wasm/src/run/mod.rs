//! A run that can be rewound and written as text: what the second module adds.

mod conditions;
mod event_log;
mod expectations;
mod explore;
mod hint;
mod history;
mod rules;
mod simulation;
mod slices;
mod tally;
mod text;
mod texts;
mod timing;
mod trace;
mod why;

pub use conditions::{ConditionCheck, ConditionView};
pub use expectations::{ExpectationState, ExpectationView, ExpectationsView};
pub use explore::{RunSearch, SearchBounds, SearchProgress, goal_problem};
pub use history::{Flight, History, Point, PointKind, Segment};
pub use rules::{ChoiceView, RuleView, rules};
pub use simulation::Run;
pub use slices::{Comparing, EventSearch, HistoryReplay};
pub use tally::TallyView;
pub use text::{
    BuiltinView, LinkProblem, NoteView, SharedLink, TextProblem, builtin_text, builtins,
};
pub use texts::{LinkReading, LinkWriting, TextReading, TextWriting};
pub use timing::{TimingProblem, TimingView, timing_problem};
pub use trace::{TraceWriting, greatest_trace};
pub use why::{CauseView, Decided, DifferenceView, MessageSummary, RecordView, StepView, WhatView};
