//! Random runs that continue earlier runs that came near the goal.

use raft_scenario::Chance;

use super::corpus::{Corpus, Kind};
use super::phases::PhasedRun;
use super::walk::{Mix, Style};
use super::way::{Way, Work, make_runs};
use super::waypoints::Waypoints;
use crate::goal::Goal;
use crate::moves::Move;
use crate::run::{ManualRun, PossibleMove};
use crate::search_task::SearchTask;

/// After this many moves, a search for a violation discards its corpus: all that it keeps may be runs that lead
/// nowhere.
const RESTART: u64 = 8_000;

/// The least number of such moves for a goal of predicates, which runs approach step by step.
const PATIENCE: u64 = 60_000;

/// How far the runs of the corpus have come. Times are counted in moves of the search.
#[derive(Clone, Copy, Default)]
struct CorpusProgress {
    /// When the corpus was last empty.
    begun: u64,
    /// The worth of the best run, and when it was found.
    best: (u32, u64),
}

impl CorpusProgress {
    fn note(&mut self, worth: u32, now: u64) {
        if worth > self.best.0 {
            self.best = (worth, now);
        }
    }

    /// Whether it is time to discard the corpus. For a goal of predicates: when, after the best run was found,
    /// nothing better was found in twice the time that the best took, and in `PATIENCE` moves more.
    fn has_stalled(&self, goal: &Goal, now: u64) -> bool {
        match goal {
            Goal::Violation(_) => now > self.begun + RESTART,
            Goal::Holds(_) => {
                let took = self.best.1.saturating_sub(self.begun);
                now > self.begun + took * 3 + PATIENCE
            }
        }
    }
}

/// Continues runs in which more of the conditions that lead to the goal hold.
pub(super) struct Guided {
    chance: Chance,
    root: ManualRun,
    corpus: Corpus<Waypoints>,
    progress: CorpusProgress,
    choices: Vec<PossibleMove>,
}

impl Guided {
    pub(super) fn new(root: ManualRun, seed: u64) -> Self {
        let corpus = Corpus::default();
        Self {
            chance: Chance::new(seed),
            root,
            corpus,
            progress: CorpusProgress::default(),
            choices: Vec::new(),
        }
    }

    /// Continues a run with whole elections and replications.
    fn add_phases(
        &mut self,
        run: ManualRun,
        task: &SearchTask,
        most: usize,
        work: &mut Work,
    ) -> Option<Vec<Move>> {
        let phases = self.chance.between(1, 5);
        let mut phased = PhasedRun::new(run, task, &mut self.chance, work, most);
        for _ in 0..phases {
            phased.add_phase();
            if phased.found {
                return Some(phased.run.moves);
            }
            let points = Waypoints::of(&phased.run, &task.goal);
            self.corpus.keep(&phased.run, points);
            self.progress.note(points.worth(), phased.work.moves);
        }
        None
    }

    /// Continues a run with moves of any kind.
    fn wander(
        &mut self,
        mut run: ManualRun,
        task: &SearchTask,
        most: usize,
        work: &mut Work,
    ) -> Option<Vec<Move>> {
        let style = if self.chance.one_in(2) { Style::Random } else { Style::Swarm };
        let mut mix = Mix::new(style, &mut self.chance);
        for number in 1..=self.chance.between(4, 24) {
            if run.moves.len() >= most {
                return None;
            }
            if mix.step(&mut run, task, &mut self.choices, &mut self.chance, work)? {
                return Some(run.moves);
            }
            if number % 4 == 0 {
                let points = Waypoints::of(&run, &task.goal);
                self.corpus.keep(&run, points);
                self.progress.note(points.worth(), work.moves);
            }
        }
        None
    }
}

impl Way for Guided {
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        make_runs(task, limit, work, |most, work| {
            if self.progress.has_stalled(&task.goal, work.moves) {
                self.progress = CorpusProgress { begun: work.moves, ..CorpusProgress::default() };
                self.corpus = Corpus::default();
            }
            let kept = self.corpus.draw(most, &mut self.chance);
            let run = kept.unwrap_or_else(|| self.root.clone());
            if self.chance.one_in(5) {
                self.wander(run, task, most, work)
            } else {
                self.add_phases(run, task, most, work)
            }
        })
    }
}
