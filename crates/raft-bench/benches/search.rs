//! `cargo bench -- search`: how long the search takes to find a violation for each unsafe choice of a rule, and how
//! short the run becomes. Times are the thread's processor time where Linux reports it, so that other work on the
//! machine does not count. `RAFT_SEEDS` is the number of seeds over which medians are taken, 21 by default;
//! `RAFT_PATIENCE` the number of milliseconds after which a search has missed, 10,000 by default;
//! `RAFT_LOST_PATIENCE` the same for lost acknowledged commands, 2,000 by default; `RAFT_RULE` and `RAFT_METHOD`
//! select rules and ways. `cargo bench -- search ways` lets each way search alone, with five servers.

#![allow(clippy::disallowed_types, reason = "a benchmark measures real time")]

use std::time::{Duration, Instant};

use raft_check::Property;
use raft_core::{Rule, Rules, Weight};
use raft_explore::{Bounds, Goal, Method, Reached, Search, SearchTask};
use raft_sim::Setup;

/// How long a search continues to look for shorter runs.
const SHORTEN: Duration = Duration::from_secs(2);

/// The number of seeds with which the search continues to look.
const SHORTENED: u64 = 3;

/// How many moves are made between two looks at the clock.
const SLICE: u64 = 200;

/// The processor time of this thread, or the real time where that is not known.
fn spent(begun: Instant) -> Duration {
    // The kernel updates the number when the thread yields.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|it| it.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

fn main() {
    let args: Vec<_> = std::env::args().collect();
    if !args.iter().any(|it| it == "--bench") || !args.iter().any(|it| it == "search") {
        return;
    }
    let seeds = number("RAFT_SEEDS", 21);
    if args.iter().any(|it| it == "ways") {
        return each_way(seeds);
    }
    let wanted = std::env::var("RAFT_RULE").unwrap_or_default();
    println!(
        "| rule | servers | property | first, median | first, slowest | misses | entry lost, median | moves | lines | shortest |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (rule, choice) in unsafe_choices().filter(|(rule, _)| rule.name.contains(&wanted)) {
        for servers in [3, 5] {
            row(rule, choice, servers, seeds);
        }
    }
    speed();
}

/// A number from an environment variable, or the usual one.
fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual)
}

fn unsafe_choices() -> impl Iterator<Item = (&'static Rule, &'static str)> {
    Rules::TABLE.iter().flat_map(|rule| {
        let choices = rule.choices.iter().filter(|choice| choice.weight == Weight::Unsafe);
        choices.map(move |choice| (rule, choice.name))
    })
}

/// A setup with this choice of a rule. A wrong follower commit shows only where heartbeats are empty.
fn setup(rule: &Rule, choice: &str, servers: u8) -> Setup {
    let mut setup = Setup { servers, ..Setup::default() };
    assert!(rule.choose(&mut setup.rules, choice));
    if rule.name == "follower-commit" {
        setup.rules.heartbeats = raft_core::Heartbeats::Empty;
    }
    setup
}

/// What one search did.
struct Outcome {
    first: Duration,
    moves: usize,
    lines: usize,
    property: Option<Property>,
    is_shortest: bool,
}

fn search(setup: &Setup, goal: Goal, methods: &[Method], seed: u64) -> Option<Outcome> {
    let goal_is_any = goal == Goal::Violation(None);
    let shorten = seed <= SHORTENED && goal_is_any && methods == Method::PORTFOLIO;
    let task = SearchTask::new(setup.clone(), goal, Bounds::default()).expect("a possible world");
    let mut search = Search::new(task, methods, seed).expect("a possible world");
    let patience = match goal_is_any {
        true => number("RAFT_PATIENCE", 10_000),
        false => number("RAFT_LOST_PATIENCE", 2_000),
    };
    let patience = Duration::from_millis(patience);
    let instant = Instant::now();
    let begun = spent(instant);
    let elapsed = || spent(instant) - begun;
    while search.progress().found == 0 {
        if elapsed() > patience || search.is_done() {
            return None;
        }
        search.advance(SLICE);
    }
    let first = elapsed();
    while shorten && elapsed() < first + SHORTEN && !search.is_done() {
        search.advance(SLICE);
    }
    let best = search.best()?;
    let property = match best.reached {
        Reached::Violated(property) => Some(property),
        Reached::Held => None,
    };
    let scenario = best.scenario(search.task())?;
    let is_act = |step: &&raft_scenario::Step| matches!(step.task, raft_scenario::Task::Act(_));
    let lines = scenario.steps.iter().filter(is_act).count();
    let (moves, is_shortest) = (best.moves.len(), best.is_shortest);
    Some(Outcome { first, moves, lines, property, is_shortest })
}

fn row(rule: &Rule, choice: &str, servers: u8, seeds: u64) {
    let setup = setup(rule, choice, servers);
    let methods = &Method::PORTFOLIO;
    let any: Vec<_> = (1..=seeds)
        .filter_map(|seed| search(&setup, Goal::Violation(None), methods, seed))
        .collect();
    let lost: Vec<_> = (1..=seeds)
        .filter_map(|seed| {
            let goal = Goal::Violation(Some(Property::AcknowledgedLost));
            search(&setup, goal, methods, seed)
        })
        .collect();
    let times = |outcomes: &[Outcome]| {
        let mut times: Vec<_> = outcomes.iter().map(|it| it.first).collect();
        times.sort_unstable();
        times
    };
    let first = times(&any);
    let entry_lost = times(&lost);
    let median = |times: &[Duration]| shown(times.get(times.len() / 2));
    let best = any.iter().min_by_key(|it| (it.moves, it.lines));
    let misses = seeds as usize - any.len();
    let of_lost = if lost.len() < seeds as usize {
        format!("{} ({} misses)", median(&entry_lost), seeds as usize - lost.len())
    } else {
        median(&entry_lost)
    };
    println!(
        "| `{} {choice}` | {servers} | {} | {} | {} | {misses} | {of_lost} | {} | {} | {} |",
        rule.name,
        best.and_then(|it| it.property).map_or("–", Property::name),
        median(&first),
        shown(first.last()),
        best.map_or("–".into(), |it| it.moves.to_string()),
        best.map_or("–".into(), |it| it.lines.to_string()),
        if any.iter().any(|it| it.is_shortest) { "proved" } else { "" },
    );
}

/// A time, or a dash if there is none.
fn shown(time: Option<&Duration>) -> String {
    time.map_or("–".into(), |it| format!("{:.1} ms", it.as_secs_f64() * 1000.0))
}

/// Prints how long each way alone takes until the first violation: the median, in which a miss counts as longer than
/// any time.
fn each_way(seeds: u64) {
    let wanted = std::env::var("RAFT_RULE").unwrap_or_default();
    let ways: Vec<_> = methods().collect();
    let names: Vec<_> = ways.iter().map(|(name, _)| format!("`{name}`")).collect();
    println!("| rule | {} |\n|{}", names.join(" | "), "---|".repeat(ways.len() + 1));
    for (rule, choice) in unsafe_choices().filter(|(rule, _)| rule.name.contains(&wanted)) {
        let setup = setup(rule, choice, 5);
        let median = |&(_, method): &(_, Method)| {
            let find = |seed| search(&setup, Goal::Violation(None), &[method], seed);
            let mut times: Vec<_> = (1..=seeds).filter_map(find).map(|it| it.first).collect();
            times.sort_unstable();
            shown(times.get(seeds as usize / 2))
        };
        let medians: Vec<_> = ways.iter().map(median).collect();
        println!("| `{} {choice}` | {} |", rule.name, medians.join(" | "));
    }
}

/// The ways that are measured.
fn methods() -> impl Iterator<Item = (&'static str, Method)> {
    let wanted = std::env::var("RAFT_METHOD").unwrap_or_default();
    Method::ALL.into_iter().filter(move |(name, _)| name.contains(&wanted))
}

/// Measures how many moves per second each way makes with the paper's rules, and checks that it finds nothing.
/// `RAFT_SPEED` is the time in milliseconds, 2,000 by default.
fn speed() {
    let time = Duration::from_millis(number("RAFT_SPEED", 2_000));
    for (name, method) in methods() {
        let goal = Goal::Violation(None);
        let task =
            SearchTask::new(Setup { servers: 3, ..Setup::default() }, goal, Bounds::default());
        let task = task.expect("a possible world");
        let mut search = Search::new(task, &[method], 1).expect("a possible world");
        let instant = Instant::now();
        let begun = spent(instant);
        while spent(instant) - begun < time && !search.is_done() {
            search.advance(SLICE);
        }
        assert!(search.best().is_none(), "{name} found something with the paper's rules");
        let (progress, seconds) = (search.progress(), (spent(instant) - begun).as_secs_f64());
        let a_second = |count: u64| count as f64 / seconds;
        println!(
            "{name}: {:.0} moves/s, {:.0} runs/s, {:.0} states/s",
            a_second(progress.moves),
            a_second(progress.runs),
            a_second(progress.states),
        );
    }
}
