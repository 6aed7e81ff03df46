//! The trait of all ways of searching, and the work that they are given.

use crate::moves::Move;
use crate::search_task::SearchTask;

/// How much a way may do, and what it has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// How many more moves may be made. Below 0 when a run was played to its end beyond that.
    pub left: i64,
    /// How many moves were made.
    pub moves: u64,
    /// How many runs were begun.
    pub runs: u64,
    /// How many distinct states were kept.
    pub states: u64,
}

impl Work {
    /// Counts a move that was made.
    pub(crate) fn pay(&mut self) {
        self.left -= 1;
        self.moves += 1;
    }
}

/// Makes random runs until one reaches the goal or the work is used up. A run of `limit` moves is known. `make` is
/// told how many moves its run may have: up to four times `limit`, because most moves of a run turn out to be
/// unnecessary.
pub(super) fn make_runs(
    task: &SearchTask,
    limit: usize,
    work: &mut Work,
    mut make: impl FnMut(usize, &mut Work) -> Option<Vec<Move>>,
) -> Option<Vec<Move>> {
    let most = task.bounds.moves.min(limit.saturating_mul(4));
    while work.left > 0 {
        // A run without moves uses up work as well, so that the loop ends.
        work.left -= 1;
        work.runs += 1;
        let found = make(most, work);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A way of searching. What it does depends only on the task, the seed and the work it was given so far.
pub trait Way: Send {
    /// Continues the search until the work is used up or a run reaches the goal, and returns the moves of that run. A
    /// run of `limit` moves is known, so only runs that become shorter than that by shortening are of use.
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>>;

    /// The number of moves up to which every run within the bounds was explored. `None` for a way that does not
    /// explore all runs.
    fn proved(&self) -> Option<usize> {
        None
    }

    /// Whether there is nothing left to explore.
    fn is_done(&self) -> bool {
        false
    }
}
