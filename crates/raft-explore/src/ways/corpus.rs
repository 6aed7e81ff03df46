//! Runs to go on from, one for each kind of state that they reach.

use raft_scenario::Chance;

use crate::run::ManualRun;

/// So many runs are kept.
const MOST: usize = 64;

/// A run is exchanged for another one of its kind after so many tries.
const MOST_TRIES: u32 = 50;

/// One in so many runs begins at the beginning.
const ANEW: u64 = 8;

/// The kind of a state, of which one run is kept.
pub(super) trait Kind: Copy + PartialEq {
    /// How much it is worth to go on from there.
    fn worth(&self) -> u32;
}

/// For each kind of state the shortest run that reached it.
pub(super) struct Corpus<K>(Vec<Kept<K>>);

struct Kept<K> {
    run: ManualRun,
    kind: K,
    /// How often a run went on from here.
    tries: u32,
}

impl<K> Default for Corpus<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Kind> Kept<K> {
    /// What leads nowhere is worth less each time.
    fn worth(&self) -> i64 {
        i64::from(self.kind.worth()) * 2 - i64::from(self.tries)
    }
}

impl<K: Kind> Corpus<K> {
    /// A run to go on from with room for some of `most` moves: the worthiest of three. Sometimes none, to
    /// begin at the beginning.
    pub(super) fn draw(&mut self, most: usize, chance: &mut Chance) -> Option<ManualRun> {
        if self.0.is_empty() || chance.one_in(ANEW) {
            return None;
        }
        let places = self.0.len() as u64;
        let drawn = [(); 3].map(|()| chance.below(places) as usize);
        let fitting = drawn.into_iter().filter(|&at| self.0[at].run.moves.len() + 4 < most);
        let best = fitting.max_by_key(|&at| self.0[at].worth())?;
        let kept = &mut self.0[best];
        kept.tries += 1;
        Some(kept.run.clone())
    }

    /// Keeps a run, unless a shorter one of its kind is kept, or worthier ones are.
    pub(super) fn keep(&mut self, run: &ManualRun, kind: K) {
        if let Some(known) = self.0.iter_mut().find(|it| it.kind == kind) {
            if run.moves.len() < known.run.moves.len() || known.tries > MOST_TRIES {
                (known.run, known.tries) = (run.clone(), 0);
            }
            return;
        }
        let new = Kept { run: run.clone(), kind, tries: 0 };
        if self.0.len() < MOST {
            return self.0.push(new);
        }
        let least = self.0.iter_mut().min_by_key(|it| it.worth());
        if let Some(least) = least.filter(|it| it.worth() < new.worth()) {
            *least = new;
        }
    }
}
