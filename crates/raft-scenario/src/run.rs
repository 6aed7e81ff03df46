//! Playing a scenario to its end.

use raft_check::{Judge, Property};
use raft_sim::{Observer, SetupError, Time, World};

use crate::expect::{Expectation, Predicate, Verdict, When};
use crate::expectations::Expectations;
use crate::player::{Player, Problem, Watcher};
use crate::scenario::{Scenario, Task};
use crate::script::Script;

/// A scenario being played.
pub struct Runner<'a, W = ()> {
    scenario: &'a Scenario,
    script: Script,
    player: Player<(Expectations, (Problems, W))>,
    end: Time,
}

/// The acts that could not be performed, by their number among the acts, and why.
#[derive(Clone, Debug, Default)]
struct Problems(Vec<(usize, Problem)>);

impl Observer for Problems {}

impl Watcher for Problems {
    fn refused(&mut self, act: usize, _at: Time, problem: &Problem) {
        self.0.push((act, problem.clone()));
    }
}

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The world at the end.
    pub world: World,
    /// For each step of the scenario, the verdict on its expectation; `None` for acts and notes.
    pub verdicts: Vec<Option<Verdict>>,
    /// The acts that could not be performed, by their index among the steps of the scenario, and why.
    pub problems: Vec<(usize, Problem)>,
    /// The judge, with all violations found, expected or not.
    pub judge: Judge,
}

impl Report {
    /// Whether every act was performed and every expectation met.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty() && self.verdicts.iter().flatten().all(|verdict| verdict.has_held())
    }
}

impl Scenario {
    /// Whether the scenario expects a violation of this property.
    pub fn expects(&self, property: Property) -> bool {
        self.steps.iter().any(|step| match &step.task {
            Task::Expect(Expectation { when, predicate }) if *when != When::Never => {
                match predicate {
                    Predicate::Violation { property: expected } => {
                        expected.is_none_or(|expected| expected == property)
                    }
                    Predicate::Violations { bound: (comparison, number) } => {
                        !comparison.holds(0, *number)
                    }
                    _ => false,
                }
            }
            _ => false,
        })
    }

    /// Plays the whole run.
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn run(&self, observer: &mut dyn Observer) -> Result<Report, SetupError> {
        let mut runner = Runner::new(self, (), observer)?;
        while runner.advance(observer) {}
        Ok(runner.finish())
    }
}

impl<'a, W: Watcher> Runner<'a, W> {
    /// Prepares to play a scenario. The watcher is told of everything, and so are the observers
    /// given here and to [`Self::advance`].
    ///
    /// # Errors
    /// Returns a [`SetupError`] if the setup is impossible.
    pub fn new(
        scenario: &'a Scenario,
        watcher: W,
        observer: &mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let script = Script::new(scenario.steps.clone());
        let watchers = (Expectations::new(&script.annotations), (Problems::default(), watcher));
        let player = Player::new(scenario.setup.clone(), watchers, observer)?;
        Ok(Self { scenario, script, player, end: scenario.ends_at() })
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.player.world
    }

    /// The world as it is now, the judge, and the watcher.
    pub fn parts(&mut self) -> (&World, &Judge, &mut W) {
        let Player { world, watcher: (expectations, (_, watcher)), .. } = &mut self.player;
        (world, expectations.judge(), watcher)
    }

    #[cfg(test)]
    pub(crate) fn expectations(&self) -> &Expectations {
        &self.player.watcher.0
    }

    /// Plays the next event of the world or act of the scenario, with the notes and expectations
    /// that are due before it. Returns false when the run is over.
    pub fn advance(&mut self, observer: &mut dyn Observer) -> bool {
        if self.player.next_at(&self.script).is_some_and(|at| at <= self.end) {
            return self.player.forward(&self.script, observer);
        }
        self.player.finish(self.end, &self.script);
        false
    }

    /// Returns the outcome of the run.
    pub fn finish(self) -> Report {
        let Self { scenario, player, end, .. } = self;
        let Player { world, watcher: (expectations, (Problems(problems), _)), .. } = player;
        let is_over = world.now() >= end;
        let mut verdicts = expectations.verdicts(&world, is_over, end).into_iter();
        let steps = scenario.steps.iter();
        let verdict = |task: &Task| match task {
            Task::Expect(_) => verdicts.next(),
            Task::Act(_) | Task::Note(_) => None,
        };
        let verdicts = steps.clone().map(|step| &step.task).map(verdict).collect();
        let is_act = |(_, step): &(_, &crate::scenario::Step)| matches!(step.task, Task::Act(_));
        let acts: Vec<_> = steps.enumerate().filter(is_act).map(|(at, _)| at).collect();
        let problems = problems.into_iter().map(|(act, problem)| (acts[act], problem)).collect();
        Report { world, verdicts, problems, judge: expectations.counts.judge }
    }
}
