//! The scenarios of the lessons: each can be read, expects something, and does what it expects.

use std::fs;
use std::path::PathBuf;

use raft_core::Rules;
use raft_scenario::{Scenario, Task};

fn lessons_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons")
}

/// Every `lessons/NAME/*.raft`, by its path.
fn scenarios() -> Vec<PathBuf> {
    let entries =
        |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let lessons = entries(lessons_folder()).filter(|path| path.is_dir());
    let mut files: Vec<_> = lessons.flat_map(entries).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "raft"));
    files.sort();
    files
}

/// What does not go as a scenario expects, each with its line.
fn problems_of(text: &str) -> Vec<String> {
    let scenario = match Scenario::parse(text) {
        Ok(scenario) => scenario,
        Err(error) => return vec![error.to_string()],
    };
    if !scenario.steps.iter().any(|step| matches!(step.task, Task::Expect(_))) {
        return vec!["it expects nothing".to_owned()];
    }
    let report = match scenario.run(&mut ()) {
        Ok(report) => report,
        Err(error) => return vec![error.to_string()],
    };
    let mut problems: Vec<_> = report.problems.iter().map(|it| format!("{it:?}")).collect();
    for (step, verdict) in scenario.steps.iter().zip(&report.verdicts) {
        if verdict.as_ref().is_some_and(|verdict| !verdict.has_held()) {
            problems.push(format!("line {}: {verdict:?}", step.origin.line));
        }
    }
    let found = report.judge.violations().map(|violation| violation.property);
    let unexpected = found.filter(|&property| !scenario.expects(property));
    problems.extend(unexpected.map(|property| format!("violates {property:?} unexpectedly")));
    problems
}

/// The problems of all scenarios, as `problems` finds them in each text.
fn problems_in_all(problems: impl Fn(&str) -> Vec<String>) -> String {
    let files = scenarios();
    assert!(!files.is_empty());
    let all = files.iter().flat_map(|path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.strip_prefix(lessons_folder()).unwrap().display().to_string();
        problems(&text).into_iter().map(move |problem| format!("{name}: {problem}"))
    });
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_scenario_of_a_lesson_does_what_it_expects() {
    let problems = problems_in_all(problems_of);
    assert!(problems.is_empty(), "{problems}");
}

/// A lesson violates a property only by the rule that it changes.
#[test]
fn with_the_papers_rules_no_scenario_of_a_lesson_violates_a_property() {
    let problems = problems_in_all(|text| {
        let mut scenario = Scenario::parse(text).unwrap();
        scenario.setup.rules = Rules::default();
        let report = scenario.run(&mut ()).unwrap();
        let found = report.judge.violations();
        found.map(|violation| format!("violates {:?}", violation.property)).collect()
    });
    assert!(problems.is_empty(), "{problems}");
}

/// The logs of the paper's Figure 7 as its lesson names the servers: the leader of term 8, then the
/// followers a to f.
const FIGURE_7: [(&str, &str); 7] = [
    ("s1", "1 1 1 4 4 5 5 6 6 6"),
    ("s2", "1 1 1 4 4 5 5 6 6"),
    ("s3", "1 1 1 4"),
    ("s4", "1 1 1 4 4 5 5 6 6 6 6"),
    ("s5", "1 1 1 4 4 5 5 6 6 6 7 7"),
    ("s6", "1 1 1 4 4 4 4"),
    ("s7", "1 1 1 2 2 2 3 3 3 3 3"),
];

#[test]
fn figure_7_comes_about_from_empty_logs_by_crashes_elections_and_lost_messages() {
    let path = lessons_folder().join("how-logs-come-to-differ/by-run.raft");
    let text = fs::read_to_string(path).unwrap();
    let setup = Scenario::parse(&text).unwrap().setup;
    assert!(setup.disks.is_empty() && setup.rules == Rules::default());
    let acts = text.lines().filter_map(|line| line.strip_prefix("at ")?.split(' ').nth(1));
    for act in acts.filter(|act| !matches!(*act, "note" | "expect")) {
        let allowed = ["client", "crash", "restart", "timeout", "deliver", "drop"];
        assert!(allowed.contains(&act), "{act}");
    }
    let last = text.lines().last().unwrap().split(' ').nth(1).unwrap();
    for (server, log) in FIGURE_7 {
        let expectation = format!("at {last} expect log {server} {log}");
        assert!(text.lines().any(|line| line == expectation), "{expectation}");
    }
}
