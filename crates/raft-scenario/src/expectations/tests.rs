//! Evaluating only what has changed decides the same as evaluating everything after every event.

use raft_core::{Durable, Index, Rules, ServerId};
use raft_sim::{Event, Machine, Observer, ServerStep, Time, World};

use crate::expect::{Counts, Expectation, Verdict, When};
use crate::player::Watcher;
use crate::random::{Chance, Fault, Recipe};
use crate::run::Runner;
use crate::scenario::{Scenario, Step, Task};

/// A run with many faults and many expectations, some of which are not met.
fn eventful(seed: u64) -> Scenario {
    let mut chance = Chance::new(seed);
    let recipe = Recipe {
        servers: chance.between(1, 5) as u8,
        seed,
        length: Time::from_ms(3000),
        faults: Fault::ALL.iter().map(|&(_, fault)| fault).filter(|_| chance.one_in(2)).collect(),
        vary_rules: true,
        rules: Vec::new(),
    };
    let mut scenario = recipe.scenario().expect("a possible setup");
    for rule in Rules::TABLE.iter().filter(|rule| rule.name != "election-timeout") {
        if chance.one_in(12) {
            let choice = chance.of(rule.choices);
            assert!(rule.choose(&mut scenario.setup.rules, choice.name));
        }
    }
    let mut text = scenario.print();
    for _ in 0..60 {
        text += &expectation(&mut chance, recipe.servers);
        text.push('\n');
    }
    Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn expectation(chance: &mut Chance, servers: u8) -> String {
    let when = match chance.between(0, 2) {
        0 => "always".to_owned(),
        1 => "never".to_owned(),
        _ => format!("by {}", chance.between(0, 3000)),
    };
    format!("{when} expect {}", predicate(chance, servers))
}

fn predicate(chance: &mut Chance, servers: u8) -> String {
    let one = format!("s{}", chance.between(1, u64::from(servers)));
    let whom = (*chance.of(&[one.as_str(), "all", "any"])).to_owned();
    let number = chance.between(0, 9);
    let few = chance.between(0, 3);
    let bound = format!("{} {number}", chance.of(&["=", "!=", "<", "<=", ">", ">="]));
    let role = *chance.of(&["follower", "candidate", "leader", "up", "paused", "crashed"]);
    let known = *chance.of(&["waiting", "unknown", "acknowledged"]);
    match chance.between(0, 34) {
        0 => "leader".into(),
        1 => format!("leader {one}"),
        2 => format!("leader {one} term {few}"),
        3 => "no leader".into(),
        4 | 5 => format!("role {whom} {role}"),
        6 => format!("term {whom} {bound}"),
        7 => format!("vote {whom} {one}"),
        8 => format!("vote {whom} none"),
        9 => format!("log {whom} empty"),
        10 => format!("log {whom} {}", few + 1),
        11 => format!("length {whom} {bound}"),
        12 => format!("entry {whom} {} \"set x {few}\"", number + 1),
        13 => format!("commit {whom} {bound}"),
        14 => format!("applied {whom} {bound}"),
        15 => format!("state {whom} x none"),
        16 => format!("answer {} {known}", number + 1),
        17 => format!("took {} <= {}", number + 1, number * 30),
        18 => format!("sent append {one}->* <= {}", number * 20),
        19 => format!("carried {bound}"),
        20 => format!("elections {bound}"),
        21 => format!("answer {} value \"{few}\"", number + 1),
        22 => format!("answer {} value none", number + 1),
        23 => format!("next-index {one}->s1 {bound}"),
        24 => format!("match-index {one}->s1 {bound}"),
        25 => format!("in-flight append {one}->* entries {bound}"),
        26 => format!("no in-flight message *->{one}"),
        27 => format!("in-flight vote-reply *->{one} granted"),
        28 => "logs agree".into(),
        29 => "logs equal".into(),
        30 => format!("term {whom} never decreases"),
        31 => format!("entry {whom} {} noop", few + 1),
        32 => format!("sent message {one}->* between {} and 2000 {bound}", number * 100),
        33 => format!("elections between {} and 2000 {bound}", number * 100),
        _ => format!("violations {bound}"),
    }
}

/// The verdicts when each expectation is evaluated after every event.
struct Everything {
    counts: Counts,
    /// For each note and expectation, what is expected and the verdict.
    list: Vec<(Option<Expectation>, Verdict)>,
}

impl Everything {
    fn new(scenario: &Scenario) -> Self {
        let mut list = Vec::new();
        for step in &scenario.steps {
            match &step.task {
                Task::Act(_) => {}
                Task::Note(_) => list.push((None, Verdict::Open)),
                Task::Expect(it) => list.push((Some(it.clone()), Verdict::Open)),
            }
        }
        let expectations = list.iter().filter_map(|(expectation, _)| expectation.as_ref());
        Self { counts: Counts::new(expectations.map(|it| &it.predicate)), list }
    }

    /// An expectation that is still open at the end is met.
    fn finish(self, end: Time) -> Vec<Verdict> {
        let expected = self.list.into_iter().filter(|(expectation, _)| expectation.is_some());
        expected
            .map(|(_, verdict)| if verdict == Verdict::Open { Verdict::Held(end) } else { verdict })
            .collect()
    }
}

impl Observer for Everything {
    fn event(&mut self, event: Event) {
        self.counts.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.counts.step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.counts.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.counts.machine(server, last_applied, machine);
    }
}

impl Watcher for Everything {
    fn comes_to(&mut self, annotation: usize, _step: &Step, world: &World) {
        let (Some(expectation), verdict) = &mut self.list[annotation] else { return };
        if *verdict == Verdict::Open {
            *verdict = match expectation.predicate.holds(world, &self.counts) {
                true => Verdict::Held(world.now()),
                false => expectation.predicate.failure(world, &self.counts),
            };
        }
    }

    fn moved(&mut self, world: &World) {
        for (expectation, verdict) in &mut self.list {
            let Some(expectation) = expectation else { continue };
            if *verdict != Verdict::Open {
                continue;
            }
            let holds = expectation.predicate.holds(world, &self.counts);
            match (expectation.when, holds) {
                (When::By, true) => *verdict = Verdict::Held(world.now()),
                (When::Always, false) | (When::Never, true) => {
                    *verdict = expectation.predicate.failure(world, &self.counts);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_has_not_changed_needs_no_second_look() {
    let (mut held, mut failed, mut evaluated, mut events) = (0, 0, 0, 0);
    for seed in 0..150 {
        let scenario = eventful(seed);
        let everything = Everything::new(&scenario);
        let mut runner = Runner::new(&scenario, everything, &mut ()).expect("a possible setup");
        while runner.advance(&mut ()) {}
        events += runner.world().events();
        evaluated += runner.expectations().evaluated;
        let (world, _, everything) = runner.parts();
        let none = Everything::new(&Scenario::default());
        let expected = std::mem::replace(everything, none).finish(world.now());
        let found = runner.finish().verdicts.into_iter().flatten();
        for (number, (found, expected)) in found.zip(expected).enumerate() {
            assert_eq!(found, expected, "seed {seed}: expectation {number}");
            held += usize::from(found.has_held());
            failed += usize::from(!found.has_held());
        }
    }
    assert!(held > 1000 && failed > 1000, "{held} held, {failed} failed");
    assert!(evaluated < events * 2, "{evaluated} evaluations in {events} events");
}

/// A thousand expectations with the same predicate take as many evaluations as one.
#[test]
fn the_same_predicate_is_evaluated_once_for_all() {
    let evaluated = |expectations: usize| {
        let lines = "by 6000 expect leader term 7\nnever expect sent append > 9999\n";
        let scenario = Scenario::parse(&format!("raft 1\n{}", lines.repeat(expectations))).unwrap();
        let mut runner = Runner::new(&scenario, (), &mut ()).unwrap();
        while runner.advance(&mut ()) {}
        assert!(runner.world().events() > 2000);
        runner.expectations().evaluated
    };
    let once = evaluated(1);
    assert!(once > 100);
    assert_eq!(evaluated(1000), once);
}

/// Heartbeats and their replies change nothing that most predicates are about.
#[test]
fn heartbeats_are_no_reason_to_look_at_logs_and_terms() {
    let lines: String =
        (1..300).map(|n| format!("by 60000 expect term s1 = {}\n", n + 50)).collect();
    let scenario = Scenario::parse(&format!("raft 1\n{lines}")).unwrap();
    let mut runner = Runner::new(&scenario, (), &mut ()).unwrap();
    while runner.world().now() < Time::from_ms(1000) {
        runner.advance(&mut ());
    }
    let (evaluated, events) = (runner.expectations().evaluated, runner.world().events());
    while runner.advance(&mut ()) {}
    assert!(runner.world().events() > events + 10_000);
    assert_eq!(runner.expectations().evaluated, evaluated);
}
