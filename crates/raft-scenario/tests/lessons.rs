//! The scenarios of the lessons: each can be read, expects something, and does what it expects.

use std::fs;
use std::path::PathBuf;

use raft_scenario::{Scenario, Task};

/// Every `lessons/NAME/*.raft`, by its path.
fn scenarios() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    let entries =
        |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let lessons = entries(folder).filter(|path| path.is_dir());
    let mut files: Vec<_> = lessons.flat_map(entries).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "raft"));
    files.sort();
    files
}

#[test]
fn every_scenario_of_a_lesson_does_what_it_expects() {
    let files = scenarios();
    assert!(!files.is_empty());
    for path in files {
        let name = path.display();
        let text = fs::read_to_string(&path).unwrap();
        let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expects = |step: &raft_scenario::Step| matches!(step.task, Task::Expect(_));
        assert!(scenario.steps.iter().any(expects), "{name} expects nothing");
        let report = scenario.run(&mut ()).unwrap_or_else(|error| panic!("{name}: {error}"));
        for (step, verdict) in scenario.steps.iter().zip(&report.verdicts) {
            let held = verdict.as_ref().is_none_or(|verdict| verdict.has_held());
            assert!(held, "{name}, line {}: {verdict:?}", step.origin.line);
        }
        assert!(report.problems.is_empty(), "{name}: {:?}", report.problems);
        for violation in report.judge.violations() {
            let property = violation.property;
            assert!(scenario.expects(property), "{name} violates {property:?} unexpectedly");
        }
    }
}
