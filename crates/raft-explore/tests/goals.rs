//! Goals other than violations are reached with the paper's rules.

use raft_explore::{Bounds, Goal, Method, Search, SearchTask};
use raft_scenario::Scenario;

/// A name, the setup, and the goals.
const GOALS: &[(&str, &str, &[&str])] = &[
    ("two leaders at once", "servers 3", &["leader s1 term 1", "leader s2 term 2"]),
    (
        "three leaders at once",
        "servers 5",
        &["leader s1 term 1", "leader s2 term 2", "leader s3 term 3"],
    ),
    (
        "three split votes in a row",
        "servers 4",
        &[
            "elections >= 6",
            "sent append <= 0",
            "role s1 candidate",
            "role s2 candidate",
            "term s1 = 3",
            "term s2 = 3",
        ],
    ),
    (
        "two logs that contradict each other twice, and no leader",
        "servers 3",
        &["log s1 1 1", "log s2 2 2", "log s3 empty", "no leader"],
    ),
    (
        "a command is committed, and one server has seen none of three terms",
        "servers 3",
        &["commit s1 = 1", "term s1 = 3", "term s3 = 0"],
    ),
    (
        "a client waits while a majority has its command",
        "servers 3",
        &["answer 1 waiting", "length s1 = 1", "length s2 = 1", "length s3 = 1", "no leader"],
    ),
    (
        "a new leader knows less of what is committed than its follower",
        "servers 3",
        &["role s1 crashed", "commit s2 = 2", "commit s3 = 0", "leader s3"],
    ),
    (
        "a leader with an entry of an earlier term on a majority, not committed",
        "servers 3",
        &["leader s1 term 3", "log s1 1", "log s2 1", "log s3 empty", "commit s1 = 0"],
    ),
    (
        "all entries of a follower are replaced",
        "servers 3",
        &["leader s2 term 2", "log s1 2 2", "commit s1 = 2", "answer 1 waiting"],
    ),
    (
        "two requests answered, a third one that only its leader has",
        "servers 5",
        &[
            "answer 1 acknowledged",
            "answer 2 acknowledged",
            "answer 3 waiting",
            "length s1 = 3",
            "length s2 <= 2",
            "length s3 <= 2",
        ],
    ),
];

fn search(world: &str, goals: &[&str], methods: &[Method], seed: u64) -> Search {
    let setup =
        Scenario::parse(&format!("raft 1\n{world}\n")).expect("a head that can be read").setup;
    let goal = Goal::parse(goals, setup.servers).unwrap_or_else(|it| panic!("{goals:?}: {it:?}"));
    let bounds = Bounds::default().with_room_for(&goal);
    let task = SearchTask::new(setup, goal, bounds).expect("a possible world");
    Search::new(task, methods, seed).expect("a possible world")
}

/// The most moves of a search: they take a second or two.
const MOST: u64 = 500_000;

#[test]
fn ten_goals_are_reached_and_replay_from_their_texts() {
    for (name, world, goals) in GOALS {
        let search = search(world, goals, &Method::PORTFOLIO, 1);
        reach(name, search, MOST);
    }
}

/// Searches until the goal is reached, and replays the run from its text.
fn reach(name: &str, mut search: Search, most: u64) {
    while search.progress().found == 0 && search.progress().moves < most {
        search.advance(1_000);
    }
    println!("{name}: {} moves", search.progress().moves);
    let found = search.best().unwrap_or_else(|| panic!("{name} is not reached"));
    let text = found.scenario(search.task()).expect("a run of this task").print();
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = scenario.run(&mut ()).expect("a possible world");
    assert!(report.is_good(), "{name}\n{text}");
    assert_eq!(report.judge.found(), 0, "{name}\n{text}");
}

/// The logs of Figure 7: the leader's, and those of the followers a to f.
const FIGURE_7: &[&str] = &[
    "log s1 1 1 1 4 4 5 5 6 6 6",
    "log s2 1 1 1 4 4 5 5 6 6",
    "log s3 1 1 1 4",
    "log s4 1 1 1 4 4 5 5 6 6 6 6",
    "log s5 1 1 1 4 4 5 5 6 6 6 7 7",
    "log s6 1 1 1 4 4 4 4",
    "log s7 1 1 1 2 2 2 3 3 3 3 3",
];

#[test]
fn the_logs_of_figure_7_are_reached_from_empty_ones() {
    let search = search("servers 7", FIGURE_7, &[Method::Guided], 3);
    reach("Figure 7", search, 2_000_000);
}
