//! Ways of searching.

mod commuting;
mod corpus;
mod exhaustive;
mod guided;
mod mutation;
mod phases;
mod walk;
mod waypoints;

use raft_sim::SetupError;

use self::exhaustive::Exhaustive;
use self::guided::Guided;
use self::mutation::Mutation;
use self::phases::Phases;
use self::walk::{Style, Walk};
use crate::moves::Move;
use crate::search_task::SearchTask;

/// How much a way may do, and what it has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// How many more moves may be made. Below 0 when a run was played to its end.
    pub left: i64,
    /// How many moves were made.
    pub moves: u64,
    /// How many runs were begun.
    pub runs: u64,
    /// How many distinct states were kept.
    pub states: u64,
    /// How many moves the longest run has, or up to how many moves all runs were looked at.
    pub depth: usize,
}

impl Work {
    /// A move was made.
    pub(crate) fn pay(&mut self) {
        self.left -= 1;
        self.moves += 1;
    }
}

/// Makes random runs until one reaches the goal, or the work is used up. `make` is told how many moves a run
/// has at most when one of `limit` moves is known: most of its moves turn out not to matter, so it may have
/// more.
fn make_runs(
    task: &SearchTask,
    limit: usize,
    work: &mut Work,
    mut make: impl FnMut(usize, &mut Work) -> Option<Vec<Move>>,
) -> Option<Vec<Move>> {
    let most = task.bounds.moves.min(limit.saturating_mul(4));
    work.depth = most;
    while work.left > 0 {
        // A run of no moves costs something as well.
        work.left -= 1;
        work.runs += 1;
        let found = make(most, work);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A way of searching. What it does follows from the task, the seed and the work it was given so far.
pub trait Way: Send {
    /// Searches on until the work is used up, or until a run reaches the goal: then its moves. A run of
    /// `limit` moves is known, so only shorter ones are of use, once they are shortened.
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>>;

    /// Up to how many moves every run within the bounds was looked at, if this way looks at all.
    fn proved(&self) -> Option<usize> {
        None
    }

    /// Whether there is nothing left to look at.
    fn is_done(&self) -> bool {
        false
    }
}

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
