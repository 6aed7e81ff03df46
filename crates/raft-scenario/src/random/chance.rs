//! Random draws.

use raft_sim::SplitMix64;

/// Random draws that follow from a seed, for inventing runs.
#[derive(Clone, Debug)]
pub struct Chance(SplitMix64);

impl Chance {
    /// Creates the draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self(SplitMix64(seed))
    }

    /// Returns a number below `limit`, which must not be 0. The bias is negligible.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// Returns a number from `min` to `max`, both included.
    pub fn between(&mut self, min: u64, max: u64) -> u64 {
        min + self.below(max.saturating_sub(min) + 1)
    }

    /// Returns true once in `times` times, on average.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Returns one of several items; there must be at least one.
    pub fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len() as u64) as usize]
    }

    /// Shuffles the items.
    pub fn shuffle<T>(&mut self, several: &mut [T]) {
        for end in (1..several.len()).rev() {
            several.swap(end, self.below(end as u64 + 1) as usize);
        }
    }
}
