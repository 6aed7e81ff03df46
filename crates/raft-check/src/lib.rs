//! The judge: does a run keep Raft's promises?
//!
//! A [`Judge`] is told what happens in a [`raft_sim::World`], as any other observer is, and says which
//! of the five properties of the paper's Figure 3 a run has broken, which of the promises to clients,
//! linearizability among them, and whether a voter ignored its leader. It judges the whole history of a run, not single states: who led which term, what was
//! committed in which, what was ever applied at an index. A [`Violation`] is data: the property, the
//! two facts that contradict each other, and the events that brought them about.
//!
//! Whatever is only a pity (no leader, no commits, elections that nobody wins) is [`Progress`], and
//! no violation.

mod clients;
mod contact;
mod judge;
mod leaders;
mod logs;
mod machines;
mod model;
mod operations;
mod past;
mod progress;
mod violation;

pub use judge::Judge;
pub use progress::Progress;
pub use violation::{Claim, Fact, Part, Property, Violation};
