//! Every random draw of a world, from one seed.
//!
//! Draws have no state. The n-th draw for a purpose by a server, or on a directed link, is a function of the seed,
//! the purpose, the server or directed link and n alone, so an action that causes one more message does not shuffle
//! every later timeout of every server: two runs that differ in one action or one rule differ only in what
//! follows from it.

use raft_core::Range;

/// What a draw is for. The numbers are part of what a seed means, so they must never be changed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A server's timer.
    Timer = 1,
    /// A message's latency.
    Latency = 2,
    /// Whether a message is lost.
    Loss = 3,
    /// Whether a message is duplicated.
    Duplication = 4,
    /// The latency of a duplicated message's copy.
    CopyLatency = 5,
}

/// A seed, mixed and ready to draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The `count`-th draw of `purpose` by `whom`, a server or a directed link: any of the 2⁶⁴ numbers.
    pub(crate) fn draw(self, purpose: Purpose, whom: u64, count: u64) -> u64 {
        mix(mix(mix(self.0 ^ purpose as u64) ^ whom) ^ count)
    }

    /// A duration in `range`, both ends included.
    pub(crate) fn duration(self, purpose: Purpose, whom: u64, count: u64, range: Range) -> u64 {
        let span = range.max.saturating_sub(range.min);
        match span.checked_add(1) {
            // The remainder favours small numbers, by at most `choices` / 2⁶⁴: negligible.
            Some(choices) => range.min + self.draw(purpose, whom, count) % choices,
            None => self.draw(purpose, whom, count),
        }
    }

    /// Returns true with a probability of `permille` in a thousand.
    pub(crate) fn chance(self, purpose: Purpose, whom: u64, count: u64, permille: u16) -> bool {
        self.draw(purpose, whom, count) % 1000 < u64::from(permille)
    }
}

/// What SplitMix64 adds to its state with every draw.
const STRIDE: u64 = 0x9E37_79B9_7F4A_7C15;

/// SplitMix64: the same numbers from the same seed, on every machine. Worlds do not use it, as their draws
/// have no state; generators of random runs and tests do.
#[derive(Clone, Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next number, any of the 2⁶⁴.
    pub fn draw(&mut self) -> u64 {
        let drawn = mix(self.0);
        self.0 = self.0.wrapping_add(STRIDE);
        drawn
    }

    /// The next number below `limit`, which must not be 0. For small limits, the bias is negligible.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.draw() % limit
    }
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input affects every bit of
/// the output.
fn mix(input: u64) -> u64 {
    let mut z = input.wrapping_add(STRIDE);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_for_ever() {
        let dice = Dice::new(1);
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(
            [0, 1, 2].map(|count| dice.draw(Purpose::Latency, 7, count)),
            [0, 1, 2].map(|count| mix(mix(mix(mix(1) ^ 2) ^ 7) ^ count)),
        );
    }

    #[test]
    fn durations_fill_their_range() {
        let dice = Dice::new(42);
        let range = Range { min: 150, max: 300 };
        let mut seen = [0u32; 301];
        for count in 0..20_000 {
            seen[dice.duration(Purpose::Timer, 1, count, range) as usize] += 1;
        }
        assert_eq!(seen[..150].iter().sum::<u32>(), 0);
        assert!(seen[150..].iter().all(|&times| (80..200).contains(&times)), "{seen:?}");
        assert_eq!(dice.duration(Purpose::Timer, 1, 1, Range::exactly(5)), 5);
    }

    #[test]
    fn chances_come_as_often_as_they_say() {
        let dice = Dice::new(42);
        let hits = (0..10_000).filter(|&n| dice.chance(Purpose::Loss, 3, n, 200)).count();
        assert!((1_850..2_150).contains(&hits), "{hits}");
        assert!(!(0..1000).any(|n| dice.chance(Purpose::Loss, 3, n, 0)));
        assert!((0..1000).all(|n| dice.chance(Purpose::Loss, 3, n, 1000)));
    }
}
