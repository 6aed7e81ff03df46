//! Searches find a violation for every unsafe choice of a rule, and none for the safe ones.

use raft_core::{Heartbeats, Rule, Rules, Weight};
use raft_explore::{Bounds, Found, Goal, Method, Move, Reached, Search, SearchTask};
use raft_scenario::{Scenario, Task};
use raft_sim::Setup;

/// The ways that make random runs.
const METHODS: [Method; 5] =
    [Method::Guided, Method::Phases, Method::Swarm, Method::Pct, Method::Random];

fn choices(wanted: fn(Weight) -> bool) -> impl Iterator<Item = (&'static Rule, &'static str)> {
    Rules::TABLE.iter().flat_map(move |rule| {
        let choices = rule.choices.iter().filter(move |choice| wanted(choice.weight));
        choices.map(move |choice| (rule, choice.name))
    })
}

/// A setup with this choice of a rule. A wrong follower commit shows only where heartbeats are empty.
fn broken(rule: &Rule, choice: &str, servers: u8) -> Setup {
    let mut setup = Setup { servers, ..Setup::default() };
    assert!(rule.choose(&mut setup.rules, choice));
    if rule.name == "follower-commit" {
        setup.rules.heartbeats = Heartbeats::Empty;
    }
    setup
}

fn task(setup: Setup, goals: &[&str]) -> SearchTask {
    let goal = Goal::parse(goals, setup.servers).expect("a goal that can be read");
    SearchTask::new(setup, goal, Bounds::default()).expect("a possible world")
}

/// The first run that is found, shortened.
fn first(task: &SearchTask, seed: u64, most: u64) -> Option<Found> {
    first_by(&METHODS, task, seed, most)
}

fn first_by(methods: &[Method], task: &SearchTask, seed: u64, most: u64) -> Option<Found> {
    let mut search = Search::new(task.clone(), methods, seed).expect("a possible world");
    while (search.best().is_none() || search.is_shortening())
        && search.progress().moves < most
        && !search.is_done()
    {
        search.advance(1_000);
    }
    search.best().cloned()
}

/// Checks that the text of a run can be read and played like any other, and that the run does what the text expects.
fn replays(found: &Found, task: &SearchTask) {
    let text = found.scenario(task).expect("a run of this task").print();
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = scenario.run(&mut ()).expect("a possible world");
    assert!(report.is_good(), "{:?} {:?}\n{text}", report.verdicts, report.problems);
    let violated: Vec<_> = report.judge.violations().map(|it| it.property).collect();
    match found.reached {
        Reached::Violated(property) => {
            assert!(violated.contains(&property), "{violated:?}\n{text}");
        }
        Reached::Held => {}
    }
    assert_eq!(scenario.print(), text);
}

#[test]
fn every_unsafe_choice_is_found_and_the_run_replays_from_its_text() {
    for (rule, choice) in choices(|weight| weight == Weight::Unsafe) {
        let task = task(broken(rule, choice, 3), &[]);
        let found = first(&task, 1, 200_000);
        let found = found.unwrap_or_else(|| panic!("{} {choice} is not found", rule.name));
        replays(&found, &task);
    }
}

#[test]
fn every_way_finds_two_leaders_of_one_term_alone() {
    let rule = Rules::find("votes-per-term").expect("there is such a rule");
    let task = task(broken(rule, "any", 3), &[]);
    for (name, method) in Method::ALL {
        let found = first_by(&[method], &task, 1, 200_000);
        let found = found.unwrap_or_else(|| panic!("{name} finds nothing"));
        assert_eq!(found.method, method);
        replays(&found, &task);
    }
}

/// No move of a shortened run can be left out.
#[test]
fn every_move_of_a_shortened_run_is_needed() {
    for (rule, choice) in choices(|weight| weight == Weight::Unsafe) {
        let task = task(broken(rule, choice, 3), &[]);
        let found = first(&task, 2, 1_000_000).expect("it is found");
        for out in 0..found.moves.len() {
            let kept = found.moves.iter().enumerate().filter(|(at, _)| *at != out);
            let reached = reaches(&task, kept.map(|(_, made)| *made));
            assert_ne!(reached, Some(found.reached), "{} {choice}: move {out}", rule.name);
        }
    }
}

fn reaches(task: &SearchTask, moves: impl Iterator<Item = Move>) -> Option<Reached> {
    let mut run = task.begin().expect("a possible world");
    for made in moves {
        run.make(made, &task.bounds);
        let reached = task.goal.reached(&run.trial);
        if reached.is_some() {
            return reached;
        }
    }
    None
}

fn finds_nothing(moves: u64, seed: u64) {
    let mut worlds =
        vec![(Setup { servers: 3, ..Setup::default() }, "the paper's rules".to_owned())];
    for (rule, choice) in choices(|weight| !matches!(weight, Weight::Unsafe | Weight::Paper)) {
        worlds.push((broken(rule, choice, 3), format!("{} {choice}", rule.name)));
    }
    for (setup, name) in worlds {
        for (_, method) in Method::ALL {
            let task = task(setup.clone(), &[]);
            let mut search = Search::new(task.clone(), &[method], seed).expect("a possible world");
            while search.progress().moves < moves && !search.is_done() {
                search.advance(10_000);
            }
            let best = search.best().and_then(|found| found.scenario(&task));
            assert!(
                best.is_none(),
                "{name}, {}\n{}",
                method.name(),
                best.unwrap_or_default().print()
            );
        }
    }
}

#[test]
fn nothing_is_found_under_the_papers_rules_and_every_safe_choice() {
    finds_nothing(1_500, 1);
}

/// For a release build: `cargo test --release -p raft-explore -- --ignored`
#[test]
#[ignore = "takes minutes"]
fn nothing_is_found_in_long_searches_either() {
    finds_nothing(3_000_000, 2);
}

/// For a release build, as above.
#[test]
#[ignore = "takes minutes"]
fn many_shortened_runs_replay_from_their_texts() {
    for (rule, choice) in choices(|weight| weight == Weight::Unsafe) {
        for seed in 0..670 {
            let task = task(broken(rule, choice, 3), &[]);
            let found = first(&task, seed, 5_000_000).expect("it is found");
            replays(&found, &task);
        }
    }
}

/// Explores every run within the bounds of the proof, and no further.
fn exhaust(task: &SearchTask) -> Search {
    let mut search = Search::new(task.clone(), &[Method::Bfs], 1).expect("a possible world");
    while !search.is_done() {
        search.advance(10_000);
    }
    search
}

#[test]
fn the_first_run_that_breadth_first_search_finds_is_proved_to_be_the_shortest() {
    let cases = [
        ("quorum", "heard-from-lately", 2),
        ("votes-per-term", "any", 6),
        ("stale-replies", "counted", 7),
        ("commit", "at-once", 5),
    ];
    for (name, choice, moves) in cases {
        let rule = Rules::find(name).expect("there is such a rule");
        let task = task(broken(rule, choice, 3), &[]);
        let search = exhaust(&task);
        let found = search.best().expect("it is found");
        assert_eq!((found.moves.len(), found.is_shortest), (moves, true), "{name} {choice}");
        replays(found, &task);
        // Other ways, within the same bounds, find nothing shorter.
        let within = SearchTask { bounds: task.proof, ..task.clone() };
        for method in METHODS {
            let mut other = Search::new(within.clone(), &[method], 3).expect("a possible world");
            other.advance(20_000);
            assert!(other.progress().best.is_none_or(|it| it >= moves), "{name} {}", method.name());
        }
    }
}

/// States that differ only in the servers' names are kept once, unless the goal names servers.
#[test]
fn names_of_servers_make_no_other_state() {
    let small = Bounds { terms: 2, commands: 1, crashes: 1, duplicates: 0, moves: 5 };
    let states = |goals: &[&str]| {
        let task = task(Setup { servers: 3, ..Setup::default() }, goals);
        let search = exhaust(&SearchTask { proof: small, ..task });
        assert!(search.best().is_none() && search.is_done());
        search.progress()
    };
    let (any, named) = (states(&[]), states(&["term s1 = 9"]));
    assert_eq!((any.depth, named.depth), (5, 5), "all runs of five moves were looked at");
    // Three servers have six orders.
    assert!(named.states > 4 * any.states && named.states <= 6 * any.states, "{any:?} {named:?}");
}

/// How many moves one way makes until it finds Figure 8, summed over some seeds.
fn moves_to_figure_8(method: Method) -> u64 {
    let rule = Rules::find("commit").expect("there is such a rule");
    let task = task(broken(rule, "any-term-on-majority", 3), &[]);
    let moves = (1..=8).map(|seed| {
        let mut search = Search::new(task.clone(), &[method], seed).expect("a possible world");
        while search.progress().found == 0 && search.progress().moves < 500_000 {
            search.advance(100);
        }
        search.progress().moves
    });
    moves.sum()
}

#[test]
fn going_on_from_runs_that_came_near_finds_figure_8_with_half_the_moves() {
    let (guided, phases) = (moves_to_figure_8(Method::Guided), moves_to_figure_8(Method::Phases));
    assert!(guided * 2 < phases, "{guided} {phases}");
}

#[test]
fn goals_are_predicates_that_hold_at_once() {
    let goals: [&[&str]; 5] = [
        &["leader s1 term 3", "leader s2"],
        &["log s1 1 1", "log s2 1", "log s3 empty"],
        &["commit s2 = 1", "role s1 crashed"],
        &["answer 1 acknowledged", "term s3 = 0"],
        &["in-flight vote-reply s2->s1 refused"],
    ];
    for goals in goals {
        let task = task(Setup { servers: 3, ..Setup::default() }, goals);
        let found = first(&task, 1, 300_000).unwrap_or_else(|| panic!("{goals:?} is not reached"));
        replays(&found, &task);
    }
}

#[test]
fn a_search_follows_from_its_seed_whatever_the_slices() {
    let rule = Rules::find("stale-replies").expect("there is such a rule");
    let task = task(broken(rule, "counted", 3), &[]);
    let search = |slices: u64| {
        let mut search = Search::new(task.clone(), &METHODS, 7).expect("a possible world");
        for _ in 0..slices {
            search.advance(60_000 / slices);
        }
        (search.best().cloned(), search.progress().found)
    };
    let (once, found) = search(1);
    assert!(once.is_some() && found > 0);
    assert_eq!(search(60), (once, found));
}

#[test]
fn texts_are_merged_into_few_lines() {
    let rule = Rules::find("votes-per-term").expect("there is such a rule");
    let task = task(broken(rule, "any", 3), &[]);
    let mut search = Search::new(task.clone(), &METHODS, 1).expect("a possible world");
    search.advance(100_000);
    let scenario = search.best().and_then(|it| it.scenario(&task)).expect("it is found");
    let acts = scenario.steps.iter().filter(|step| matches!(step.task, Task::Act(_))).count();
    assert!(acts <= 6, "{}", scenario.print());
    let says = |language: &str| {
        scenario.steps.iter().any(|step| match &step.task {
            Task::Note(note) => !note.in_language(language).is_empty(),
            _ => false,
        })
    };
    assert!(says("en") && says("zh"));
}
