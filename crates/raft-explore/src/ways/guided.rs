//! Random runs that go on from where earlier ones came near the goal.

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

/// After so many moves it starts anew: runs that lead nowhere may be all that is kept.
const RESTART: u64 = 8_000;

/// The same towards a goal that is described, where one comes step by step.
const PATIENCE: u64 = 60_000;

/// How far the runs have come that are kept, in moves of the search.
#[derive(Clone, Copy, Default)]
struct CorpusProgress {
    /// When there were none.
    begun: u64,
    /// The most that one is worth, and when there was one.
    best: (u32, u64),
}

impl CorpusProgress {
    fn note(&mut self, worth: u32, now: u64) {
        if worth > self.best.0 {
            self.best = (worth, now);
        }
    }

    /// Whether it is time to start anew. Towards a goal that is described, also when nothing better was found in
    /// twice the time that the best took.
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

/// Continues runs in which more of the conditions hold that lead to the goal.
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

    /// Goes on with whole elections and replications.
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

    /// Goes on with moves of any kind.
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
