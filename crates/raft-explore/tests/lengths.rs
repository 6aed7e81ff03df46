//! What the search finds is no longer than the scenarios that were written by hand.

use raft_check::{Judge, Property};
use raft_core::{Durable, Index, Rules, ServerId, Weight};
use raft_explore::{Bounds, Goal, Method, Quest, Search};
use raft_scenario::{Scenario, builtin};
use raft_sim::{Event, Machine, Observer, ServerStep, Setup, What};

/// Counts the moves of a run up to its first violation: arrivals, timers that run out, crashes and restarts.
/// A command is one move with the arrival of its request.
#[derive(Default)]
struct MovesOfRun {
    judge: Judge,
    moves: usize,
    /// How many there were when a property was violated first, and which one.
    violated: Option<(usize, Property)>,
}

impl Observer for MovesOfRun {
    fn event(&mut self, event: Event) {
        let is_move = match &event.what {
            What::Arrived { .. } | What::TimerFired { .. } | What::Crashed { .. } => true,
            What::Started { .. } => event.cause.is_some(),
            _ => false,
        };
        self.moves += usize::from(is_move);
        self.judge.event(event);
        self.note();
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.judge.step(step);
        self.note();
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.judge.lost_write(server, disk);
        self.note();
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.judge.machine(server, last_applied, machine);
        self.note();
    }
}

impl MovesOfRun {
    fn note(&mut self) {
        if self.violated.is_none() {
            let first = self.judge.violations().next();
            self.violated = first.map(|it| (self.moves, it.property));
        }
    }
}

/// The scenarios that switch a rule off, each with the number of its moves and what it violates.
fn written() -> impl Iterator<Item = (&'static str, Setup, usize, Property)> {
    builtin::ALL.iter().filter_map(|&(name, text)| {
        let scenario = Scenario::parse(text).expect("a scenario");
        let is_unsafe =
            |rule: &raft_core::Rule| rule.chosen(&scenario.setup.rules).weight == Weight::Unsafe;
        Rules::TABLE.iter().any(is_unsafe).then_some(())?;
        let mut run = MovesOfRun::default();
        scenario.run(&mut run).expect("a possible world");
        let (moves, property) = run.violated?;
        Some((name, scenario.setup, moves, property))
    })
}

#[test]
fn no_run_is_longer_than_the_one_that_was_written_for_its_rule() {
    let mut names = Vec::new();
    for (name, setup, moves, property) in written() {
        let goal = Goal::Violation(Some(property));
        let quest = Quest::new(setup, goal, Bounds::default()).expect("a possible world");
        let methods = Method::PORTFOLIO;
        let mut search = Search::new(quest, &methods, 1).expect("a possible world");
        while search.best().is_none_or(|it| it.moves.len() > moves)
            && search.progress().moves < 1_000_000
        {
            search.advance(1_000);
        }
        let found = search.best().map(|it| it.moves.len());
        println!("{name}: {moves} moves by hand, {found:?} found");
        assert!(found.is_some_and(|found| found <= moves), "{name}: {moves}, found {found:?}");
        names.push(name);
    }
    let unsafe_choices = Rules::TABLE.iter().flat_map(|rule| rule.choices);
    let unsafe_choices = unsafe_choices.filter(|choice| choice.weight == Weight::Unsafe);
    assert_eq!(names.len(), unsafe_choices.count(), "one for each unsafe choice: {names:?}");
}
