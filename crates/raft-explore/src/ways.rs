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
    /// Any possible move, messages mostly.
    Random,
    /// As random, with some kinds of moves left out of each run and others made more likely.
    Swarm,
    /// Messages in the order of their links' priorities, which change a few times in a run.
    Pct,
    /// Elections, replication and crashes as wholes, with stray messages in between.
    Phases,
    /// On from runs in which more of the conditions hold that the goal needs.
    Guided,
    /// Every run within the bounds, breadth-first: the first one that is found is the shortest.
    Bfs,
    /// Changes to runs that were the first to reach a kind of state.
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

    /// How many moves it makes before it is another way's turn.
    pub(crate) fn turn(self) -> i64 {
        match self {
            Self::Guided => 2_000,
            Self::Phases => 1_000,
            Self::Swarm | Self::Pct | Self::Random | Self::Mutation => 500,
            Self::Bfs => 250,
        }
    }

    /// The way of this name. `stories` is what `phases` was called first.
    pub fn find(name: &str) -> Option<Self> {
        let name = if name == "stories" { "phases" } else { name };
        Self::ALL.iter().find(|(other, _)| *other == name).map(|&(_, method)| method)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, method)| *method == self).map_or("", |(name, _)| name)
    }

    /// Ready to search.
    ///
    /// # Errors
    /// When there can be no such world.
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
