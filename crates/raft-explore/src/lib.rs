//! Searches for runs that reach a goal, and shortens them.
//!
//! A [`Search`] works on a [`SearchTask`]: a setup, a [`Goal`] and [`Bounds`]. Several [`Way`]s of searching share
//! its work; each is deterministic from its seed. A run is a sequence of [`Move`]s. A scenario can write every move,
//! so whatever the search finds is a scenario. The judge says what a run violates; the search does not look at the
//! rules.

mod bounds;
mod explain;
mod fingerprints;
mod goal;
mod moves;
mod render;
mod run;
mod search;
mod search_task;
mod shrink;
mod ways;

pub use bounds::Bounds;
pub use goal::{Goal, Reached};
pub use moves::{Move, Named};
pub use run::ManualRun;
pub use search::{Found, Search, SearchProgress};
pub use search_task::SearchTask;
pub use shrink::Shrinking;
pub use ways::{Method, Way, Work};
