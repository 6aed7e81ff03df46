//! Where a search begins, and what it looks for.

use raft_scenario::Trial;
use raft_sim::{NetworkSettings, Setup, SetupError};

use crate::bounds::Bounds;
use crate::goal::Goal;
use crate::run::ManualRun;

/// The task of a search: a setup, a goal and bounds.
#[derive(Clone, Debug)]
pub struct SearchTask {
    /// What every run begins as. It is in manual mode: only moves let anything happen.
    pub setup: Setup,
    /// What is looked for.
    pub goal: Goal,
    /// How large a run may become.
    pub bounds: Bounds,
    /// Within which bounds every run is looked at.
    pub proof: Bounds,
}

impl SearchTask {
    /// A search in this world: of its servers, rules, timing and logs. Messages are delivered, lost and
    /// duplicated by moves alone, so its network does not count.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn new(setup: Setup, goal: Goal, bounds: Bounds) -> Result<Self, SetupError> {
        let network = NetworkSettings::default();
        let setup = Setup { manual: true, network, ..setup };
        setup.check()?;
        Ok(Self { setup, goal, bounds, proof: Bounds::EXHAUSTIVE })
    }

    /// The run of which nothing is played yet.
    ///
    /// # Errors
    /// When there can be no such world.
    pub fn begin(&self) -> Result<ManualRun, SetupError> {
        let trial = Trial::new(self.setup.clone(), self.goal.predicates(), &mut ())?;
        Ok(ManualRun::new(trial))
    }
}
