//! A run whose actions are chosen while it is played.

use raft_check::Judge;
use raft_core::{Durable, Index, ServerId};
use raft_sim::{
    Action, Event, Machine, Observer, Refusal, ServerStep, Setup, SetupError, Time, World,
};

use crate::expect::{Counts, Predicate};
use crate::player::{Player, Problem, Watcher};
use crate::scenario::Act;
use crate::script::Script;

/// A run at one moment, with what the judge says of it, for whoever decides from the world what is done
/// next. A copy is the same moment.
#[derive(Clone)]
pub struct Trial {
    player: Player<TrialCounts>,
}

/// The counts that predicates and the judge need.
#[derive(Clone)]
struct TrialCounts(Counts);

impl Observer for TrialCounts {
    fn event(&mut self, event: Event) {
        self.0.event(&event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.0.step(&step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.0.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.0.judge.machine(server, last_applied, machine);
    }
}

impl Watcher for TrialCounts {}

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
        let counts = TrialCounts(Counts::new(predicates.iter()));
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
        self.player.world.act(action, &mut self.player.watcher)
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
        &self.player.watcher.0.judge
    }

    /// Whether a predicate is true now. One that counts what happens must be among those that the trial
    /// was made with.
    pub fn holds(&self, predicate: &Predicate) -> bool {
        predicate.holds(&self.player.world, &self.player.watcher.0)
    }
}
