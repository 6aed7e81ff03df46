//! Shortens a run without knowing what its moves mean: leaves out moves, and keeps the rest if it still reaches the
//! goal.

use crate::goal::{Goal, Reached};
use crate::moves::Move;
use crate::run::ManualRun;
use crate::search_task::SearchTask;
use crate::ways::Work;

/// The most moves that a run may have for leaving out every pair of them to be tried.
const PAIRS: usize = 60;

/// A run that is being shortened.
pub struct Shrinking {
    /// The shortest run so far.
    moves: Vec<Move>,
    reached: Reached,
    root: ManualRun,
    stage: Stage,
}

/// What is tried next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Leave out `size` moves from place `at` on.
    Chunk {
        size: usize,
        at: usize,
    },
    /// Leave out these two moves.
    Pair {
        first: usize,
        second: usize,
    },
    /// Number the servers in the order in which they act.
    Rename,
    Done,
}

impl Shrinking {
    /// Prepares to shorten a run. Returns `None` when the run does not reach the goal.
    pub fn new(task: &SearchTask, moves: &[Move]) -> Option<Self> {
        let root = task.begin().ok()?;
        let (moves, reached) =
            play(task, &root, moves.iter().copied(), None, &mut Work::default())?;
        let size = (moves.len() / 2).max(1);
        Some(Self { stage: Stage::Chunk { size, at: 0 }, moves, reached, root })
    }

    /// The shortest run so far.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// What it reaches.
    pub fn reached(&self) -> Reached {
        self.reached
    }

    /// Continues until the work is used up. Returns whether nothing is left to try.
    pub fn advance(&mut self, task: &SearchTask, work: &mut Work) -> bool {
        while work.left > 0 && self.stage != Stage::Done {
            self.stage = match self.stage {
                Stage::Chunk { size, at } => self.chunk(size, at, task, work),
                Stage::Pair { first, second } => self.pair(first, second, task, work),
                Stage::Rename => self.rename(task, work),
                Stage::Done => return true,
            };
        }
        self.stage == Stage::Done
    }

    fn chunk(&mut self, size: usize, at: usize, task: &SearchTask, work: &mut Work) -> Stage {
        if at >= self.moves.len() {
            let long = self.moves.len() > PAIRS;
            return match size {
                1 if long => Stage::Rename,
                1 => Stage::Pair { first: 0, second: 1 },
                _ => Stage::Chunk { size: size / 2, at: 0 },
            };
        }
        if self.try_without(|place| (at..at + size).contains(&place), task, work) {
            Stage::Chunk { size, at }
        } else {
            Stage::Chunk { size, at: at + size }
        }
    }

    fn pair(&mut self, first: usize, second: usize, task: &SearchTask, work: &mut Work) -> Stage {
        if second >= self.moves.len() {
            let next = first + 1;
            let over = next + 1 >= self.moves.len();
            return if over {
                Stage::Rename
            } else {
                Stage::Pair { first: next, second: next + 1 }
            };
        }
        if self.try_without(|place| place == first || place == second, task, work) {
            // Without these two, single moves may have become unnecessary.
            Stage::Chunk { size: 1, at: 0 }
        } else {
            Stage::Pair { first, second: second + 1 }
        }
    }

    /// Numbers the servers in the order in which they act, unless the setup or the goal tells servers apart.
    fn rename(&mut self, task: &SearchTask, work: &mut Work) -> Stage {
        let disks = &task.setup.disks;
        let alike = disks.iter().all(|disk| *disk == disks[0])
            && (disks.is_empty() || disks.len() == usize::from(task.setup.servers))
            && task.setup.commits.is_empty();
        if alike && matches!(task.goal, Goal::Violation(_)) {
            let mut order = Vec::new();
            for server in self.moves.iter().flat_map(|made| made.servers()) {
                if !order.contains(&server) {
                    order.push(server);
                }
            }
            let renamed: Vec<_> = self.moves.iter().map(|made| made.renamed(&order)).collect();
            let found = play(task, &self.root, renamed.into_iter(), Some(self.reached), work);
            if let Some((moves, _)) = found.filter(|(moves, _)| moves.len() <= self.moves.len()) {
                self.moves = moves;
            }
        }
        Stage::Done
    }

    fn try_without(
        &mut self,
        is_out: impl Fn(usize) -> bool,
        task: &SearchTask,
        work: &mut Work,
    ) -> bool {
        let kept = self.moves.iter().enumerate().filter(|(place, _)| !is_out(*place));
        let kept = kept.map(|(_, made)| *made);
        let found = play(task, &self.root, kept, Some(self.reached), work);
        let shorter = found.filter(|(moves, _)| moves.len() < self.moves.len());
        if let Some((moves, _)) = shorter {
            self.moves = moves;
            return true;
        }
        false
    }
}

/// Plays moves up to the one that reaches the goal, and leaves out those that cannot be made. Returns `None` when the
/// run reaches nothing, or reaches something other than `wanted`.
pub(crate) fn play(
    task: &SearchTask,
    root: &ManualRun,
    moves: impl Iterator<Item = Move>,
    wanted: Option<Reached>,
    work: &mut Work,
) -> Option<(Vec<Move>, Reached)> {
    let mut run = root.clone();
    work.runs += 1;
    for made in moves {
        work.pay();
        if run.make(made, &task.bounds)
            && let Some(reached) = task.goal.reached(&run.trial)
        {
            let is_wanted = wanted.is_none_or(|wanted| wanted == reached);
            return is_wanted.then_some((run.moves, reached));
        }
    }
    None
}
