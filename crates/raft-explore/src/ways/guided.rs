//! Random runs that go on from where earlier ones came near the goal.

use raft_scenario::Chance;

use super::corpus::{Corpus, Kind};
use super::stories::Teller;
use super::walk::{Mix, Style};
use super::waypoints::Waypoints;
use super::{Way, Work};
use crate::goal::Goal;
use crate::moves::Move;
use crate::quest::Quest;
use crate::run::{ManualRun, PossibleMove};

/// After so many moves it starts anew: runs that lead nowhere may be all that is kept.
const RESTART: u64 = 8_000;

/// The same towards a goal that is described, where one comes step by step.
const PATIENCE: u64 = 60_000;

/// How far the runs have come that are kept, in moves of the search.
#[derive(Clone, Copy, Default)]
struct Progress {
    /// When there were none.
    begun: u64,
    /// The most that one is worth, and when there was one.
    best: (u32, u64),
}

impl Progress {
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
    progress: Progress,
    choices: Vec<PossibleMove>,
}

impl Guided {
    pub(super) fn new(root: ManualRun, seed: u64) -> Self {
        let corpus = Corpus::default();
        Self {
            chance: Chance::new(seed),
            root,
            corpus,
            progress: Progress::default(),
            choices: Vec::new(),
        }
    }

    /// Goes on with whole elections and replications.
    fn tell(
        &mut self,
        run: ManualRun,
        quest: &Quest,
        most: usize,
        work: &mut Work,
    ) -> Option<Vec<Move>> {
        let chapters = self.chance.between(1, 5);
        let mut teller = Teller::new(run, quest, &mut self.chance, work, most);
        for _ in 0..chapters {
            teller.chapter();
            if teller.found {
                return Some(teller.run.moves);
            }
            let points = Waypoints::of(&teller.run, &quest.goal);
            self.corpus.keep(&teller.run, points);
            self.progress.note(points.worth(), teller.work.moves);
        }
        None
    }

    /// Goes on with moves of any kind.
    fn wander(
        &mut self,
        mut run: ManualRun,
        quest: &Quest,
        most: usize,
        work: &mut Work,
    ) -> Option<Vec<Move>> {
        let style = if self.chance.one_in(2) { Style::Random } else { Style::Swarm };
        let mut mix = Mix::new(style, &mut self.chance);
        for number in 1..=self.chance.between(4, 24) {
            if run.moves.len() >= most {
                return None;
            }
            if mix.step(&mut run, quest, &mut self.choices, &mut self.chance, work)? {
                return Some(run.moves);
            }
            if number % 4 == 0 {
                let points = Waypoints::of(&run, &quest.goal);
                self.corpus.keep(&run, points);
                self.progress.note(points.worth(), work.moves);
            }
        }
        None
    }
}

impl Way for Guided {
    fn advance(&mut self, quest: &Quest, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        super::make_runs(quest, limit, work, |most, work| {
            if self.progress.has_stalled(&quest.goal, work.moves) {
                self.progress = Progress { begun: work.moves, ..Progress::default() };
                self.corpus = Corpus::default();
            }
            let kept = self.corpus.draw(most, &mut self.chance);
            let run = kept.unwrap_or_else(|| self.root.clone());
            if self.chance.one_in(5) {
                self.wander(run, quest, most, work)
            } else {
                self.tell(run, quest, most, work)
            }
        })
    }
}
