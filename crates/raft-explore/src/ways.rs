//! Ways of searching.

mod commuting;
mod corpus;
mod exhaustive;
mod guided;
mod mutation;
mod phases;
mod walk;
mod way;
mod waypoints;

use raft_sim::SetupError;

use self::exhaustive::Exhaustive;
use self::guided::Guided;
use self::mutation::Mutation;
use self::phases::Phases;
use self::walk::{Style, Walk};
pub use self::way::{Way, Work};
use crate::search_task::SearchTask;

/// The ways of searching, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Makes any possible move, mostly deliveries.
    Random,
    /// Like `Random`, but each run leaves out some kinds of moves and makes others more likely.
    Swarm,
    /// Delivers messages in the order of their links' priorities, which change a few times in a run.
    Pct,
    /// Makes whole elections, replications and crashes, with stray messages in between.
    Phases,
    /// Continues runs in which more of the conditions hold that the goal needs.
    Guided,
    /// Explores every run within the bounds, breadth-first: the first run that it finds is the shortest.
    Bfs,
    /// Changes runs that were the first to reach a kind of state.
    Mutation,
}

impl Method {
    /// The ways of a portfolio, in the order of their turns.
    pub const PORTFOLIO: [Self; 6] =
        [Self::Guided, Self::Phases, Self::Swarm, Self::Pct, Self::Random, Self::Bfs];

    /// Every way, by name.
    pub const ALL: [(&'static str, Self); 7] = [
        ("guided", Self::Guided),
        ("phases", Self::Phases),
        ("swarm", Self::Swarm),
        ("pct", Self::Pct),
        ("random", Self::Random),
        ("bfs", Self::Bfs),
        ("mutation", Self::Mutation),
    ];

    /// How many moves the way makes before it is another way's turn.
    pub(crate) fn turn(self) -> i64 {
        match self {
            Self::Guided => 2_000,
            Self::Phases => 1_000,
            Self::Swarm | Self::Pct | Self::Random | Self::Mutation => 500,
            Self::Bfs => 250,
        }
    }

    /// The way of this name. `stories` is an earlier name of `phases`.
    pub fn find(name: &str) -> Option<Self> {
        let name = if name == "stories" { "phases" } else { name };
        Self::ALL.iter().find(|(other, _)| *other == name).map(|&(_, method)| method)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, method)| *method == self).map_or("", |(name, _)| name)
    }

    /// Creates the way, ready to search.
    ///
    /// # Errors
    /// Returns a [`SetupError`] when the task's setup describes no possible world.
    pub fn start(self, task: &SearchTask, seed: u64) -> Result<Box<dyn Way>, SetupError> {
        let root = task.begin()?;
        // Different ways draw different numbers from one seed.
        let seed = seed.wrapping_mul(31).wrapping_add(self as u64);
        Ok(match self {
            Self::Random => Box::new(Walk::new(Style::Random, root, seed)),
            Self::Swarm => Box::new(Walk::new(Style::Swarm, root, seed)),
            Self::Pct => Box::new(Walk::new(Style::Pct, root, seed)),
            Self::Mutation => Box::new(Mutation::new(root, seed)),
            Self::Bfs => Box::new(Exhaustive::new(task, root)),
            Self::Guided => Box::new(Guided::new(root, seed)),
            Self::Phases => Box::new(Phases::new(root, seed)),
        })
    }
}
