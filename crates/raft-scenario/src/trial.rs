//! A run whose actions are chosen while it is played.

use raft_check::Judge;
use raft_sim::{Action, Observer, Refusal, Setup, SetupError, Time, World};

use crate::expect::{Counts, Predicate};
use crate::player::{Player, Problem, Watcher};
use crate::scenario::Act;
use crate::script::Script;

/// A run at one moment, with what the judge says of it, for whoever decides from the world what is done
/// next. A copy is the same moment.
#[derive(Clone)]
pub struct Trial {
    player: Player<Counts>,
}

impl Watcher for Counts {}

impl Trial {
    /// A run of which nothing is played yet, and of which these predicates will be asked.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn new(
        setup: Setup,
        predicates: &[Predicate],
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let counts = Counts::new(predicates.iter());
        Ok(Self { player: Player::new(setup, counts, observer)? })
    }

    /// Performs an act now.
    ///
    /// # Errors
    /// When it makes no sense now; see [`Problem`].
    pub fn act(&mut self, act: &Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        self.player.act(act, observer)
    }

    /// Performs an action now.
    ///
    /// # Errors
    /// When it makes no sense now; then nothing has changed.
    pub fn action(&mut self, action: Action) -> Result<(), Refusal> {
        self.player.action(action)
    }

    /// Moves the time on to an instant, with everything that is due up to then.
    pub fn wait(&mut self, until: Time, observer: &mut dyn Observer) {
        self.player.play_to(until, &Script::default(), observer);
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.player.world
    }

    /// What the judge says so far.
    pub fn judge(&self) -> &Judge {
        &self.player.watcher.judge
    }

    /// Whether a predicate is true now. One that counts what happens must be among those that the trial
    /// was made with.
    pub fn holds(&self, predicate: &Predicate) -> bool {
        predicate.holds(&self.player.world, &self.player.watcher)
    }
}
