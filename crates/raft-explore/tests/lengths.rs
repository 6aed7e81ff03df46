//! What the search finds is no longer than the scenarios that were written by hand.

use raft_check::Property;
use raft_core::{Rules, Weight};
use raft_explore::{Bounds, Goal, Method, Search, SearchTask};
use raft_scenario::{Scenario, builtin};
use raft_sim::{Event, EventId, Observer, Setup, What};

/// The numbers of the events that are moves: arrivals, timers that run out, crashes and restarts. A command and the
/// arrival of its request are one move.
#[derive(Default)]
struct MovesOfRun(Vec<EventId>);

impl Observer for MovesOfRun {
    fn event(&mut self, event: Event) {
        let is_move = match &event.what {
            What::Arrived { .. } | What::TimerFired { .. } | What::Crashed { .. } => true,
            What::Started { .. } => event.cause.is_some(),
            _ => false,
        };
        if is_move {
            self.0.push(event.seq);
        }
    }
}

/// The scenarios that switch a rule off, each with the number of its moves up to its first violation, and the
/// property that this violates.
fn written() -> impl Iterator<Item = (&'static str, Setup, usize, Property)> {
    builtin::ALL.iter().filter_map(|&(name, text)| {
        let scenario = Scenario::parse(text).expect("a scenario");
        let is_unsafe =
            |rule: &raft_core::Rule| rule.chosen(&scenario.setup.rules).weight == Weight::Unsafe;
        Rules::TABLE.iter().any(is_unsafe).then_some(())?;
        let mut moves = MovesOfRun::default();
        let report = scenario.run(&mut moves).expect("a possible world");
        let violation = report.judge.violations().next()?;
        let moves = moves.0.iter().filter(|&&seq| seq <= violation.seq).count();
        Some((name, scenario.setup, moves, violation.property))
    })
}

#[test]
fn no_run_is_longer_than_the_one_that_was_written_for_its_rule() {
    let mut names = Vec::new();
    for (name, setup, moves, property) in written() {
        let goal = Goal::Violation(Some(property));
        let task = SearchTask::new(setup, goal, Bounds::default()).expect("a possible world");
        let methods = Method::PORTFOLIO;
        let mut search = Search::new(task, &methods, 1).expect("a possible world");
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
