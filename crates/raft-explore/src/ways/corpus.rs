//! Runs to continue, one for each kind of state that they reach.

use raft_scenario::Chance;

use crate::run::ManualRun;

/// The most runs that are kept.
const MOST: usize = 64;

/// After more than this many tries, a run is replaced by the next one of its kind, even a longer one.
const MOST_TRIES: u32 = 50;

/// One in this many runs starts from scratch.
const ANEW: u64 = 8;

/// The kind of a state. One run is kept for each kind.
pub(super) trait Kind: Copy + PartialEq {
    /// How promising it is to continue a run from such a state.
    fn worth(&self) -> u32;
}

/// For each kind of state a run that reached it, as short as possible.
pub(super) struct Corpus<K>(Vec<Kept<K>>);

struct Kept<K> {
    run: ManualRun,
    kind: K,
    /// How often this run was continued.
    tries: u32,
}

impl<K> Default for Corpus<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Kind> Kept<K> {
    /// A run is worth less each time it was continued.
    fn worth(&self) -> i64 {
        i64::from(self.kind.worth()) * 2 - i64::from(self.tries)
    }
}

impl<K: Kind> Corpus<K> {
    /// Draws a run to continue: the worthiest of three that leaves room for more than four of `most` moves. Returns
    /// `None` when the new run is to start from scratch.
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

    /// Keeps a run. It replaces a run of its kind that is longer or was tried too often. When the corpus is full, a
    /// run of a new kind replaces the least worthy run, if it is worth more than that.
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
