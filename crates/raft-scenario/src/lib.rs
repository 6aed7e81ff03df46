//! A run as text: one format for lessons, tests, links, embeds and counterexamples.
//!
//! [`Scenario::parse`] reads a text and [`Scenario::print`] writes its canonical form. [`Runner`]
//! plays it in a [`raft_sim::World`] to its end, [`Timeline`] to any instant; both report which of
//! its expectations hold. `docs/scenarios.md` describes the language for users.

pub mod builtin;
mod claim;
mod comment;
mod error;
mod expect;
mod expectations;
mod limits;
mod link;
mod message;
mod milliseconds;
mod parse;
mod player;
mod print;
mod quote;
mod random;
mod run;
mod scenario;
mod script;
mod timeline;
mod trial;
mod words;

pub use claim::claim_in_words;
pub use comment::split_comment;
pub use error::{ParseError, ParseHint};
pub use expect::{
    Bound, Carries, Comparison, DecreasedTerm, Expectation, Failure, Holds, InFlight, Instead,
    Known, Leading, MessageNumber, Period, Predicate, ProgressIndex, RequestFact, ServerFact,
    ServerIs, Servers, Subject, Verdict, ViolatedAt, When,
};
pub use limits::{MAX_ENTRIES, MAX_LINE, MAX_LINK, MAX_TEXT};
pub use link::{LinkError, LinkReading, LinkWriting, Linked, RunLink};
pub use message::{Selector, Which};
pub use milliseconds::parse_time;
pub use parse::{Reading, parse_act, parse_predicate};
pub use player::{MOST_DELIVERIES, Problem, Watcher};
pub use quote::{MAX_QUOTED, quote, snippet, visible};
pub use random::{Chance, Fault, Recipe};
pub use run::{Report, Runner};
pub use scenario::{
    Act, LONGEST_RUN, Localized, MessageAction, Origin, Repeat, Scenario, Step, Task, VERSION,
};
pub use timeline::{
    Cause, Conditions, Difference, EventSearch, LastStep, Played, Replay, RunComparison, Tally,
    Timeline, Window, WindowReplay, Writing,
};
pub use trial::Trial;
pub use words::kind_word;
