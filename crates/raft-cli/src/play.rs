//! Playing a run, once, for everybody who wants to know of it.

use std::io;

use raft_scenario::{Problem, Report, Runner, Scenario, Step};
use raft_sim::{Observer, SetupError, Time};

/// Watches a run: what happens in its world, and what its text does.
pub(crate) trait Watcher: Observer {
    /// The next step of the text is about to be taken.
    fn takes(&mut self, _step: &Step) {}

    /// The step that was announced last could not be taken.
    fn cannot_take(&mut self, _at: Time, _problem: &Problem) {}

    /// The run has moved by one event, or one step. An error ends it: nobody reads on.
    fn moved(&mut self, _runner: &Runner<'_>) -> io::Result<()> {
        Ok(())
    }
}

/// Two watchers of one run: each is told everything, the first one first.
impl<A: Watcher, B: Watcher> Watcher for (A, B) {
    fn takes(&mut self, step: &Step) {
        self.0.takes(step);
        self.1.takes(step);
    }

    fn cannot_take(&mut self, at: Time, problem: &Problem) {
        self.0.cannot_take(at, problem);
        self.1.cannot_take(at, problem);
    }

    fn moved(&mut self, runner: &Runner<'_>) -> io::Result<()> {
        self.0.moved(runner)?;
        self.1.moved(runner)
    }
}

/// Plays a run to its end.
///
/// # Errors
/// The watcher's. Inside, when there can be no such world.
pub(crate) fn play(
    scenario: &Scenario,
    watcher: &mut dyn Watcher,
) -> io::Result<Result<Report, SetupError>> {
    #[cfg(test)]
    tests::PLAYED.with(|played| played.set(played.get() + 1));
    let mut runner = match Runner::new(scenario, watcher) {
        Ok(runner) => runner,
        Err(error) => return Ok(Err(error)),
    };
    watcher.moved(&runner)?;
    loop {
        let refused = runner.problems().len();
        if let Some(step) = runner.upcoming_step() {
            watcher.takes(step);
        }
        let goes_on = runner.advance(watcher);
        for (_, problem) in &runner.problems()[refused..] {
            watcher.cannot_take(runner.world().now(), problem);
        }
        watcher.moved(&runner)?;
        if !goes_on {
            return Ok(Ok(runner.finish()));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    thread_local! {
        /// How many runs this thread has played.
        pub(crate) static PLAYED: Cell<u64> = const { Cell::new(0) };
    }
}
