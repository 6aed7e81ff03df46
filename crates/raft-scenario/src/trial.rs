//! A run whose actions are chosen while it is played.

use raft_check::Judge;
use raft_sim::{Action, Observer, Refusal, Setup, SetupError, Time, World};

use crate::expect::{Counts, Predicate};
use crate::player::{Player, Problem, Watcher};
use crate::scenario::Act;
use crate::script::Script;

/// A run at one moment, with the judge's findings so far. Its user chooses each action from the
/// current world. A clone is a copy of that moment.
#[derive(Clone)]
pub struct Trial {
    player: Player<Counts>,
}

impl Watcher for Counts {}

impl Trial {
    /// Starts a run, with nothing played yet. `predicates` are those that [`Self::holds`] will be asked.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
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
    /// Returns a [`Problem`] if the act is impossible now.
    pub fn act(&mut self, act: &Act, observer: &mut dyn Observer) -> Result<(), Problem> {
        self.player.act(act, observer)
    }

    /// Performs an action now.
    ///
    /// # Errors
    /// Returns a [`Refusal`] if the action is impossible now; nothing has changed then.
    pub fn action(&mut self, action: Action) -> Result<(), Refusal> {
        self.player.action(action)
    }

    /// Plays up to an instant, including everything due then.
    pub fn wait(&mut self, until: Time, observer: &mut dyn Observer) {
        self.player.play_to(until, &Script::default(), observer);
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.player.world
    }

    /// The judge, with what it has found so far.
    pub fn judge(&self) -> &Judge {
        &self.player.watcher.judge
    }

    /// Whether a predicate holds now. A predicate that counts events must be one of those given to
    /// [`Self::new`].
    pub fn holds(&self, predicate: &Predicate) -> bool {
        predicate.holds(&self.player.world, &self.player.watcher)
    }
}
