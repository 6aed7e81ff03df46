//! The judge: checks whether a run keeps Raft's promises.
//!
//! A [`Judge`] observes a [`raft_sim::World`] as any other observer does. It reports which of the five
//! properties of the paper's Figure 3 a run violates, which promises to clients (linearizability among
//! them), and whether a server granted a PreVote although it hears from a leader. It judges the whole
//! history of a run, not single states: who was leader in which term, what was committed in which term,
//! what was ever applied at an index. A [`Violation`] is data: the property, the two facts that contradict
//! each other, and their events.
//!
//! [`Progress`] reports what breaks no promise but makes a cluster useless: no leader, no commits,
//! elections that nobody wins.
//!
//! Three layers, each of which knows only those before it: `record` remembers the run, `checks` has
//! the properties, `judge` receives the events and calls both.

mod checks;
mod judge;
mod progress;
mod record;
mod violation;

pub use judge::Judge;
pub use progress::Progress;
pub use violation::{Claim, Fact, Part, Property, Violation};
