//! Chance.

use raft_sim::SplitMix64;

/// What is drawn to invent a run.
pub(crate) struct Chance(SplitMix64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SplitMix64(seed))
    }

    /// Less than `limit`, which is not 0. Biased by less than anybody will notice.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// Both ends included.
    pub(crate) fn between(&mut self, min: u64, max: u64) -> u64 {
        min + self.below(max.saturating_sub(min) + 1)
    }

    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of several, of which there is at least one.
    pub(crate) fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len() as u64) as usize]
    }

    pub(crate) fn shuffle<T>(&mut self, several: &mut [T]) {
        for end in (1..several.len()).rev() {
            several.swap(end, self.below(end as u64 + 1) as usize);
        }
    }
}
