//! Random runs in which much goes wrong, before the judge: it finds nothing with the paper's rules, and something
//! with each unsafe one.

mod harness;

use std::ops::Range;
use std::panic::resume_unwind;

use harness::{eventful, play};
use raft_check::{Judge, Property};
use raft_cli::Coverage;
use raft_core::{
    Decision, Durable, Effect, Heartbeats, Index, Message, Rule, Rules, ServerId, VoteReason,
    Weight,
};
use raft_scenario::{Act, Fault, Recipe, Scenario, Step};
use raft_sim::{
    Action, Event, Machine, NetworkSettings, Observer, Outcome, Request, ServerStep, Time,
};

/// How often things happened in some runs, by name.
type Counts = [(&'static str, u64); 11];

/// Plays random runs on all processors, none of which may violate anything. Returns what happened in them.
fn play_all(seeds: Range<u64>, ms: u64) -> Counts {
    let threads = std::thread::available_parallelism().map_or(1, |it| it.get());
    std::thread::scope(|scope| {
        let parts = (0..threads)
            .map(|at| seeds.clone().skip(at).step_by(threads))
            .map(|part| scope.spawn(move || play_some(part, ms)))
            .collect::<Vec<_>>();
        parts.into_iter().fold(Coverage::default().counts(), |sums, part| {
            let counts = part.join().unwrap_or_else(|panic| resume_unwind(panic));
            sum(sums, counts)
        })
    })
}

fn play_some(seeds: impl Iterator<Item = u64>, ms: u64) -> Counts {
    seeds.fold(Coverage::default().counts(), |sums, seed| {
        let scenario = eventful(seed, ms).scenario().unwrap();
        let mut coverage = Coverage::default();
        let judge = play(&scenario, &mut coverage).judge;
        let first = judge.violations().next();
        assert!(first.is_none(), "seed {seed}: {first:#?}\n{}", scenario.print());
        sum(sums, coverage.counts())
    })
}

fn sum(mut sums: Counts, counts: Counts) -> Counts {
    for (sum, (_, count)) in sums.iter_mut().zip(counts) {
        sum.1 += count;
    }
    sums
}

#[test]
fn the_papers_rules_break_nothing() {
    let counts = play_all(0..20_000, 2_500);
    assert!(counts.iter().all(|(_, count)| *count > 10_000), "{counts:?}");
}

/// For a release build: `cargo test --release -p raft-cli --test judged_runs -- --ignored --nocapture`
#[test]
#[ignore = "takes two minutes"]
fn the_papers_rules_break_nothing_in_many_runs() {
    println!("60000 runs of 5 s: {:?}", play_all(20_000..80_000, 5_000));
}

/// "As long as the system satisfies the timing requirement, Raft will be able to elect and maintain a
/// steady leader" (§5.6), whatever went wrong before: every client is answered, and every server has
/// applied the same.
#[test]
fn when_nothing_goes_wrong_any_more_everybody_is_served() {
    for seed in 0..300 {
        let world = play(&in_the_end(seed), &mut ()).world;
        let answered = |request: &Request| matches!(request.outcome, Outcome::Acknowledged { .. });
        assert!(world.clients().requests().all(answered), "seed {seed}: somebody waits in vain");
        let committed = world.servers()[0].node.volatile.commit_index;
        for server in world.servers() {
            let state = &server.node.volatile;
            assert_eq!((state.commit_index, state.last_applied), (committed, committed), "{seed}");
        }
    }
}

/// A random run that continues for some quiet seconds on a good network. A last command lets a leader commit what it
/// found in its log (§5.4.2).
fn in_the_end(seed: u64) -> Scenario {
    let mut scenario = eventful(seed, 2_500).scenario().unwrap();
    let settings = NetworkSettings::default();
    let command = Action::Command { text: "set z 0".into(), to: None };
    for (ms, action) in [(2_500, Action::SetNetwork { settings }), (6_500, command)] {
        scenario.steps.push(Step::act(Time::from_ms(ms), Act::Plain(action)));
    }
    scenario.end = Some(Time::from_ms(7_500));
    scenario
}

/// The properties that random runs violate with one broken rule, each with the number of runs.
fn violated(rule: &Rule, choice: &str, seeds: Range<u64>) -> Vec<(Property, usize)> {
    let mut found = Property::ALL.map(|(_, property)| (property, 0)).to_vec();
    for seed in seeds {
        let mut recipe = Recipe { servers: 5, vary_rules: false, ..eventful(seed, 3_000) };
        if rule.name == "vote-memory" {
            // A voter must crash and restart during an election.
            recipe.servers = 3;
            recipe.faults = vec![Fault::Crashes, Fault::Cuts, Fault::Timeouts];
        }
        let mut scenario = recipe.scenario().unwrap();
        let rules = &mut scenario.setup.rules;
        assert!(rule.choose(rules, choice));
        if rule.name == "follower-commit" {
            // It shows only where a message covers less of the log than its leader has committed.
            rules.heartbeats = Heartbeats::Empty;
        }
        let judge = play(&scenario, &mut ()).judge;
        for (property, runs) in &mut found {
            *runs += usize::from(judge.is_violated(*property));
        }
    }
    found
}

fn unsafe_choices() -> impl Iterator<Item = (&'static Rule, &'static str)> {
    Rules::TABLE.iter().flat_map(|rule| {
        let choices = rule.choices.iter().filter(|choice| choice.weight == Weight::Unsafe);
        choices.map(move |choice| (rule, choice.name))
    })
}

#[test]
fn every_broken_rule_is_found_out_by_chance() {
    for (rule, choice) in unsafe_choices() {
        let is_found =
            |seed| violated(rule, choice, seed..seed + 1).iter().any(|(_, runs)| *runs > 0);
        assert!((0..300).any(is_found), "{} {choice} goes unnoticed", rule.name);
    }
}

/// For a release build: `cargo test --release -p raft-cli --test judged_runs -- --ignored --nocapture`
#[test]
#[ignore = "prints a table"]
fn what_every_broken_rule_breaks_by_chance() {
    println!("in how many of 300 random runs");
    for (rule, choice) in unsafe_choices() {
        println!("{} {choice}", rule.name);
        for (property, runs) in violated(rule, choice, 0..300) {
            if runs > 0 {
                println!("    {:24} {runs:3}", property.name());
            }
        }
    }
}

/// For an error put into the code by hand: how many of 1,000 random runs violate each property. Without one, none do.
/// For a release build, like the others.
#[test]
#[ignore = "prints a table"]
fn what_a_thousand_random_runs_find() {
    let mut found = Property::ALL.map(|(_, property)| (property, 0)).to_vec();
    let mut broken = 0;
    for seed in 0..1_000 {
        let judge = play(&eventful(seed, 5_000).scenario().unwrap(), &mut ()).judge;
        broken += usize::from(judge.found() > 0);
        for (property, runs) in &mut found {
            *runs += usize::from(judge.is_violated(*property));
        }
    }
    println!("violated in {broken} of 1000 random runs");
    for (property, runs) in found.into_iter().filter(|(_, runs)| *runs > 0) {
        println!("    {:24} {runs:4}", property.name());
    }
}

/// A judge that sees every PreVote refused because of a live leader as if it had been granted.
#[derive(Default)]
struct AllGranted(Judge);

impl Observer for AllGranted {
    fn event(&mut self, event: Event) {
        self.0.hear(&event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        let because = VoteReason::LeaderAlive;
        let refuses = |effect: &Effect| matches!(effect, Effect::Decided(Decision::Vote { because: it, .. }) if *it == because);
        let mut effects = step.effects.to_vec();
        if step.effects.iter().any(refuses) {
            for effect in &mut effects {
                if let Effect::Send { message: Message::PreVoteResponse { granted, .. }, .. } =
                    effect
                {
                    *granted = true;
                }
            }
        }
        self.0.watch(&ServerStep { effects: &effects, ..step });
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.0.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        self.0.machine(server, last_applied, machine);
    }
}

#[test]
fn a_voter_that_ignores_its_leader_is_found_out_by_chance() {
    let mut found = 0;
    for seed in 0..300 {
        let mut told = AllGranted::default();
        play(&eventful(seed, 3_000).scenario().unwrap(), &mut told);
        found += usize::from(told.0.is_violated(Property::LeaderIgnored));
        assert_eq!(told.0.found() > 0, told.0.is_violated(Property::LeaderIgnored), "seed {seed}");
    }
    assert!(found >= 10, "in {found} of 300 runs");
}

/// A copy of a judge, made during a run, continues as the original does.
#[test]
fn a_copy_of_the_judge_judges_the_same() {
    struct Both(Judge, Judge, u64);
    impl Observer for Both {
        fn event(&mut self, event: Event) {
            self.0.hear(&event);
            self.1.hear(&event);
            if event.seq.0.is_multiple_of(self.2) {
                self.1 = self.0.clone();
            }
        }
        fn step(&mut self, step: ServerStep<'_>) {
            self.0.watch(&step);
            self.1.watch(&step);
        }
        fn lost_write(&mut self, server: ServerId, disk: &Durable) {
            self.0.lost_write(server, disk);
            self.1.lost_write(server, disk);
        }
        fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
            self.0.machine(server, last_applied, machine);
            self.1.machine(server, last_applied, machine);
        }
    }
    let mut found = 0;
    for (rule, choice) in unsafe_choices() {
        for seed in 0..3 {
            let recipe = Recipe { servers: 5, ..eventful(seed, 2_000) };
            let mut scenario: Scenario = recipe.scenario().unwrap();
            assert!(rule.choose(&mut scenario.setup.rules, choice));
            let mut both = Both(Judge::new(), Judge::new(), 100 + seed);
            play(&scenario, &mut both);
            let [one, other] =
                [&both.0, &both.1].map(|it| it.violations().cloned().collect::<Vec<_>>());
            assert_eq!(one, other);
            found += one.len();
        }
    }
    assert!(found > 10, "{found}");
}
