//! A run as text: one format for lessons, tests, links, embeds and counterexamples.
//!
//! [`Scenario::parse`] reads a text, [`Scenario::print`] writes its one canonical form, and
//! [`Runner`] plays it in a [`raft_sim::World`], telling which of its expectations hold. The language
//! is described for people in `docs/scenarios.md`.

pub mod builtin;
mod error;
mod expect;
mod limits;
mod link;
mod message;
mod open;
mod parse;
mod print;
mod quote;
mod random;
mod run;
mod scenario;
mod timeline;
mod words;

pub use error::ParseError;
pub use expect::{
    Bound, Carries, Comparison, Expectation, Holds, InFlight, Known, MessageNumber, Period,
    Predicate, ProgressIndex, Servers, Verdict, When,
};
pub use limits::{MAX_LINK, MAX_TEXT};
pub use link::{Link, LinkError, Linked};
pub use message::{Selector, Which};
pub use parse::parse_act;
pub use quote::{MAX_QUOTED, quote, snippet, visible};
pub use random::{Fault, Recipe};
pub use run::{MOST_DELIVERIES, Problem, Report, Runner, perform};
pub use scenario::{
    Act, Deed, LONGEST_RUN, Localized, Origin, Repeat, Scenario, Step, Task, VERSION,
};
pub use timeline::{
    Cause, Difference, Played, RunComparison, Search, Tally, Timeline, Window, WindowReplay,
};
