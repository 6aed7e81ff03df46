//! Chance.

use raft_sim::SplitMix64;

/// Random draws that follow from a seed, for whoever invents a run.
#[derive(Clone, Debug)]
pub struct Chance(SplitMix64);

impl Chance {
    /// The draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self(SplitMix64(seed))
    }

    /// Less than `limit`, which is not 0. Biased by less than anybody will notice.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// A number between two, both included.
    pub fn between(&mut self, min: u64, max: u64) -> u64 {
        min + self.below(max.saturating_sub(min) + 1)
    }

    /// Whether something happens that happens once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of several, of which there is at least one.
    pub fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len() as u64) as usize]
    }

    /// Brings several into a random order.
    pub fn shuffle<T>(&mut self, several: &mut [T]) {
        for end in (1..several.len()).rev() {
            several.swap(end, self.below(end as u64 + 1) as usize);
        }
    }
}
