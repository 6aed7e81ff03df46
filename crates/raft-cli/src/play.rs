//! Plays a run once, for all who write about it.

use std::io;

use raft_check::Judge;
use raft_scenario::{Recipe, Report, Runner, Scenario, Verdict, Watcher};
use raft_sim::{Observer, SetupError, World};

/// Writes about a run while it is played.
pub(crate) trait Reporter: Watcher {
    /// Called after each event or act of the run. An error ends the run: nobody reads on.
    fn report(&mut self, _world: &World, _judge: &Judge) -> io::Result<()> {
        Ok(())
    }
}

/// Two reporters of one run, the first one first.
impl<A: Reporter, B: Reporter> Reporter for (A, B) {
    fn report(&mut self, world: &World, judge: &Judge) -> io::Result<()> {
        self.0.report(world, judge)?;
        self.1.report(world, judge)
    }
}

/// Plays a run to its end.
///
/// # Errors
/// Returns the reporter's error when it cannot write. The inner error says that the setup describes no possible
/// world.
pub(crate) fn play(
    scenario: &Scenario,
    reporter: &mut dyn Reporter,
) -> io::Result<Result<Report, SetupError>> {
    #[cfg(test)]
    tests::count();
    let mut runner = match Runner::new(scenario, reporter, &mut ()) {
        Ok(runner) => runner,
        Err(error) => return Ok(Err(error)),
    };
    loop {
        let (world, judge, reporter) = runner.parts();
        reporter.report(world, judge)?;
        if !runner.advance(&mut ()) {
            let (world, judge, reporter) = runner.parts();
            reporter.report(world, judge)?;
            return Ok(Ok(runner.finish()));
        }
    }
}

/// Makes a random run, and plays it to its end while making it.
///
/// # Errors
/// Returns a [`SetupError`] when the recipe's setup describes no possible world.
pub(crate) fn play_random(
    recipe: &Recipe,
    observer: &mut dyn Observer,
) -> Result<Scenario, SetupError> {
    #[cfg(test)]
    tests::count();
    recipe.play(observer)
}

/// The verdicts on the expectations of a run, each with the number of its step.
pub(crate) fn verdicts(report: &Report) -> impl Iterator<Item = (usize, &Verdict)> {
    let verdicts = report.verdicts.iter().enumerate();
    verdicts.filter_map(|(step, verdict)| Some((step, verdict.as_ref()?)))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    thread_local! {
        /// How many runs this thread has played.
        pub(crate) static PLAYED: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        PLAYED.set(PLAYED.get() + 1);
    }
}
