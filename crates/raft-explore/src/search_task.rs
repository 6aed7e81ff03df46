//! Where a search begins, and what it looks for.

use raft_scenario::Trial;
use raft_sim::{NetworkSettings, Setup, SetupError};

use crate::bounds::Bounds;
use crate::goal::Goal;
use crate::run::ManualRun;

/// The task of a search: a setup, a goal and bounds.
#[derive(Clone, Debug)]
pub struct SearchTask {
    /// The setup that every run begins with. It is in manual mode: nothing happens except by moves.
    pub setup: Setup,
    /// What a run must reach.
    pub goal: Goal,
    /// How large a run may become.
    pub bounds: Bounds,
    /// The bounds within which the exhaustive search explores every run.
    pub proof: Bounds,
}

impl SearchTask {
    /// Creates a task for a cluster with the servers, rules, timing and logs of this setup. The setup's network
    /// settings are ignored: messages are delivered, lost and duplicated by moves alone.
    ///
    /// # Errors
    /// Returns a [`SetupError`] when the setup describes no possible world.
    pub fn new(setup: Setup, goal: Goal, bounds: Bounds) -> Result<Self, SetupError> {
        let network = NetworkSettings::default();
        let setup = Setup { manual: true, network, ..setup };
        setup.check()?;
        Ok(Self { setup, goal, bounds, proof: Bounds::EXHAUSTIVE })
    }

    /// Begins a run, without any moves yet.
    ///
    /// # Errors
    /// Returns a [`SetupError`] when the setup describes no possible world.
    pub fn begin(&self) -> Result<ManualRun, SetupError> {
        let trial = Trial::new(self.setup.clone(), self.goal.predicates(), &mut ())?;
        Ok(ManualRun::new(trial))
    }
}
