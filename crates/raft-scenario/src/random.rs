//! Random runs with many faults.
//!
//! A text cannot say "the leader", so the run is played while it is written: which server to cut
//! off and which message to delay is chosen from the world as it is at that moment. Everything
//! follows from the recipe, on every machine.

mod author;
mod chance;
mod rare;
mod sequences;

use raft_core::{Rule, Rules, Weight};
use raft_sim::{NetworkSettings, Observer, Setup, SetupError, Time, range_ms};

use self::author::Author;
pub use self::chance::Chance;
use crate::scenario::Scenario;

/// A kind of fault in a random run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Servers crash and restart.
    Crashes,
    /// Servers freeze for a while.
    Pauses,
    /// The network is partitioned.
    Partitions,
    /// Links are cut in one direction.
    Cuts,
    /// The leader is cut off while clients still write to it; others take its place.
    Leaders,
    /// Links, or the whole network, become slow, often slower than election timeouts.
    Slow,
    /// Links, or the whole network, lose messages.
    Loss,
    /// Single messages are delayed, by up to four election timeouts.
    Delays,
    /// Messages arrive twice.
    Duplicates,
    /// Election timers run out early, so that a term has several candidates.
    Timeouts,
}

impl Fault {
    /// Every fault, by name.
    pub const ALL: [(&'static str, Self); 10] = [
        ("crashes", Self::Crashes),
        ("pauses", Self::Pauses),
        ("partitions", Self::Partitions),
        ("cuts", Self::Cuts),
        ("leaders", Self::Leaders),
        ("slow", Self::Slow),
        ("loss", Self::Loss),
        ("delays", Self::Delays),
        ("duplicates", Self::Duplicates),
        ("timeouts", Self::Timeouts),
    ];
}

/// The options of a random run.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// How many servers.
    pub servers: u8,
    /// The seed of all random draws, here and in the run.
    pub seed: u64,
    /// When it ends.
    pub length: Time,
    /// The kinds of faults that may happen; if empty, none do.
    pub faults: Vec<Fault>,
    /// Whether rules are chosen at random too, among those that keep the properties of Figure 3.
    pub vary_rules: bool,
    /// Rules that are chosen in any case, with the name of the choice. Unsafe choices are allowed:
    /// the run may then break anything.
    pub rules: Vec<(&'static Rule, &'static str)>,
}

impl Recipe {
    /// Writes the run. In its last fifth there are no new faults, and the earlier ones are repaired.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn scenario(&self) -> Result<Scenario, SetupError> {
        self.write(&mut (), false)
    }

    /// Writes the run, and plays it to its end meanwhile: the observer is told what a [`Runner`] of the
    /// text would tell it.
    ///
    /// [`Runner`]: crate::Runner
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn play(&self, observer: &mut dyn Observer) -> Result<Scenario, SetupError> {
        self.write(observer, true)
    }

    fn write(&self, observer: &mut dyn Observer, to_its_end: bool) -> Result<Scenario, SetupError> {
        let mut chance = Chance::new(self.seed);
        let setup = self.setup(&mut chance);
        let mut author = Author::new(self, setup.clone(), chance, observer)?;
        author.write();
        if to_its_end {
            author.play_to(self.length);
        }
        let steps = author.into_steps();
        Ok(Scenario { setup, end: Some(self.length), steps, ..Scenario::default() })
    }

    fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    fn setup(&self, chance: &mut Chance) -> Setup {
        let mut setup = Setup { servers: self.servers, seed: self.seed, ..Setup::default() };
        let latencies = if self.has(Fault::Slow) { 5 } else { 4 };
        let (min, max) = *chance.of(&[(10, 20), (10, 20), (1, 8), (5, 60), (20, 150)][..latencies]);
        setup.network = NetworkSettings::with_latency_ms(min, max);
        setup.timing.election_timeout = *chance.of(&[range_ms(150, 300), range_ms(100, 200)]);
        if self.has(Fault::Loss) && chance.one_in(2) {
            setup.network.loss = chance.between(1, 15) as u16 * 10;
        }
        if self.has(Fault::Duplicates) && chance.one_in(2) {
            setup.network.duplication = chance.between(1, 15) as u16 * 10;
        }
        if self.vary_rules {
            for rule in Rules::TABLE {
                let safe: Vec<_> =
                    rule.choices.iter().filter(|choice| choice.weight != Weight::Unsafe).collect();
                // An election under fixed timeouts may never end.
                if rule.name != "election-timeout" {
                    let _ = rule.choose(&mut setup.rules, chance.of(&safe).name);
                }
            }
        }
        for (rule, choice) in &self.rules {
            let is_known = rule.choose(&mut setup.rules, choice);
            debug_assert!(is_known, "{} has no choice {choice}", rule.name);
        }
        setup
    }
}

#[cfg(test)]
mod tests {
    use raft_sim::{Event, Time};

    use super::{Fault, Recipe};
    use crate::player::tests::MADE;

    /// An observer is told the same while a run is written as when its text is played.
    #[test]
    fn a_random_run_is_played_once_and_is_the_run_of_its_text() {
        for seed in 0..20 {
            let faults = Fault::ALL.iter().map(|&(_, fault)| fault).collect();
            let length = Time::from_ms(2_000);
            let recipe =
                Recipe { servers: 4, seed, length, faults, vary_rules: true, rules: Vec::new() };
            let (mut while_written, mut when_played) = (Vec::<Event>::new(), Vec::<Event>::new());
            let before = MADE.get();
            let scenario = recipe.play(&mut while_written).unwrap();
            assert_eq!(MADE.get() - before, 1);
            assert_eq!(scenario, recipe.scenario().unwrap());
            assert!(scenario.run(&mut when_played).unwrap().is_good());
            assert_eq!(while_written, when_played, "seed {seed}");
        }
    }
}
