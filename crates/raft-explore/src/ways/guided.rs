//! Random runs that go on from where earlier ones came near the goal.

use raft_scenario::Chance;

use super::corpus::Corpus;
use super::stories::Teller;
use super::walk::{Mix, Style};
use super::waypoints::Waypoints;
use super::{Way, Work};
use crate::moves::Move;
use crate::quest::Quest;
use crate::run::{ManualRun, PossibleMove};

/// After so many moves it starts anew: runs that lead nowhere may be all that is kept.
const RESTART: u64 = 5_000;

/// Continues runs in which more of the conditions hold that lead to the goal.
pub(super) struct Guided {
    chance: Chance,
    root: ManualRun,
    corpus: Corpus<Waypoints>,
    /// How many moves had been made when the corpus was emptied last.
    begun: u64,
    choices: Vec<PossibleMove>,
}

impl Guided {
    pub(super) fn new(root: ManualRun, seed: u64) -> Self {
        let corpus = Corpus::default();
        Self { chance: Chance::new(seed), root, corpus, begun: 0, choices: Vec::new() }
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
            self.corpus.keep(&teller.run, Waypoints::of(&teller.run, &quest.goal));
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
                self.corpus.keep(&run, Waypoints::of(&run, &quest.goal));
            }
        }
        None
    }
}

impl Way for Guided {
    fn advance(&mut self, quest: &Quest, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        super::make_runs(quest, limit, work, |most, work| {
            if work.moves > self.begun + RESTART {
                (self.begun, self.corpus) = (work.moves, Corpus::default());
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
