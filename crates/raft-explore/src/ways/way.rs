//! What every way of searching is, and how much work it is given.

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
pub(super) fn make_runs(
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
