//! The built-in scenarios: each is in canonical form, has English and Chinese texts, does what it
//! expects, does so every time, and would notice if the rule it is about were broken.

use std::fs;
use std::path::PathBuf;

use raft_core::Rules;
use raft_scenario::{Report, Scenario, Task, Verdict};

/// Every built-in scenario, with choices of rules under which some expectation of it must fail.
const BUILTIN: &[(&str, &[(&str, &str)])] = &[
    ("broken-commit-at-once", &[("commit", "own-term-on-majority")]),
    ("broken-consistency-check", &[("consistency-check", "on")]),
    ("broken-disk", &[("disk", "write-before-reply")]),
    ("broken-follower-commit", &[("follower-commit", "up-to-last-new-entry")]),
    ("broken-log-check-length", &[("vote-log-check", "last-term-then-index")]),
    ("broken-log-check-none", &[("vote-log-check", "last-term-then-index")]),
    ("broken-log-check-term", &[("vote-log-check", "last-term-then-index")]),
    ("broken-quorum", &[("quorum", "all-servers")]),
    ("broken-stale-replies", &[("stale-replies", "dropped")]),
    ("broken-suffix-cut", &[("conflicting-suffix", "deleted-on-conflict")]),
    ("broken-suffix-kept", &[("conflicting-suffix", "deleted-on-conflict")]),
    ("broken-terms", &[("terms", "obeyed")]),
    ("broken-vote-memory", &[("vote-memory", "durable")]),
    ("broken-votes-any", &[("votes-per-term", "one")]),
    ("check-quorum", &[("check-quorum", "off")]),
    ("command-step-by-step", &[("commit", "at-once"), ("sending", "next-heartbeat")]),
    (
        "figure-7",
        &[
            ("vote-log-check", "current-term"),
            ("vote-log-check", "length-only"),
            ("vote-log-check", "none"),
            ("consistency-check", "off"),
            ("conflicting-suffix", "always-cut"),
            ("conflicting-suffix", "never-deleted"),
            ("commit", "any-term-on-majority"),
            ("commit", "at-once"),
            ("next-try", "conflicting-term"),
            ("next-try", "followers-last-index"),
        ],
    ),
    (
        "figure-7-by-run",
        &[
            ("vote-log-check", "length-only"),
            ("terms", "ignored"),
            ("disk", "last-write-may-be-lost"),
        ],
    ),
    (
        "figure-8-safe",
        &[
            ("commit", "any-term-on-majority"),
            ("commit", "at-once"),
            ("vote-log-check", "current-term"),
            ("vote-log-check", "none"),
            ("consistency-check", "off"),
        ],
    ),
    ("figure-8-unsafe", &[("commit", "own-term-on-majority")]),
    (
        "first-election",
        &[("quorum", "heard-from-lately"), ("election-timeout", "fixed"), ("pre-vote", "on")],
    ),
    ("fixed-timeouts", &[("election-timeout", "randomized")]),
    ("heartbeats-empty", &[("heartbeats", "carry-entries")]),
    ("leader-crash", &[("disk", "last-write-may-be-lost"), ("quorum", "heard-from-lately")]),
    ("noop", &[("noop", "off")]),
    (
        "old-leader-returns",
        &[
            ("terms", "ignored"),
            ("quorum", "heard-from-lately"),
            ("commit", "at-once"),
            ("conflicting-suffix", "never-deleted"),
        ],
    ),
    ("pre-vote", &[("pre-vote", "off")]),
    ("pre-vote-alone", &[("pre-vote", "off"), ("check-quorum", "on")]),
    ("repair-by-length", &[("next-try", "one-back"), ("next-try", "conflicting-term")]),
    ("repair-by-term", &[("next-try", "one-back"), ("next-try", "followers-last-index")]),
    ("sending-at-once", &[("sending", "pipelined"), ("sending", "next-heartbeat")]),
    ("sending-next-heartbeat", &[("sending", "at-once"), ("sending", "pipelined")]),
    ("sending-pipelined", &[("sending", "at-once"), ("sending", "next-heartbeat")]),
    ("slow-follower", &[("commit", "at-once"), ("sending", "next-heartbeat")]),
    (
        "spinning-follower",
        &[
            ("vote-log-check", "current-term"),
            ("vote-log-check", "none"),
            ("terms", "ignored"),
            ("pre-vote", "on"),
        ],
    ),
    ("split-vote", &[("votes-per-term", "any"), ("election-timeout", "fixed")]),
];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "scenarios"].iter().collect()
}

fn text(name: &str) -> String {
    let path = folder().join(format!("{name}.raft"));
    fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn scenario(name: &str) -> Scenario {
    Scenario::parse(&text(name)).unwrap_or_else(|error| panic!("{name}:{error}"))
}

fn run(scenario: &Scenario) -> Report {
    scenario.run(&mut ()).expect("the setup is possible")
}

/// Everything that did not go as expected.
fn complaints(scenario: &Scenario, report: &Report) -> Vec<String> {
    let failed = report.verdicts.iter().zip(&scenario.steps).filter_map(|(verdict, step)| {
        let Some(Verdict::Failed(what)) = verdict else {
            return None;
        };
        Some(format!("{:?}: {what}", step.task))
    });
    let problems = report.problems.iter();
    let refused = problems.map(|(at, why)| format!("{:?}: {why}", scenario.steps[*at].task));
    failed.chain(refused).collect()
}

#[test]
fn all_of_them_are_known_here() {
    let files = fs::read_dir(folder()).expect("there is a folder of scenarios");
    let mut names: Vec<_> = files
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .map(|name| name.strip_suffix(".raft").expect("only scenarios are there").to_owned())
        .collect();
    names.sort();
    let here: Vec<_> = BUILTIN.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, here);
}

#[test]
fn they_are_written_in_the_canonical_form() {
    for (name, _) in BUILTIN {
        assert_eq!(scenario(name).print(), text(name), "{name}");
    }
}

#[test]
fn everything_they_say_is_said_in_english_and_chinese() {
    for (name, _) in BUILTIN {
        let scenario = scenario(name);
        let notes = scenario.steps.iter().filter_map(|step| match &step.task {
            Task::Note(note) => Some(note),
            _ => None,
        });
        let notes: Vec<_> = notes.collect();
        assert!(notes.len() >= 3, "{name} explains itself");
        for text in notes.into_iter().chain([&scenario.title]) {
            let languages: Vec<_> = text.0.iter().map(|(code, _)| code.as_str()).collect();
            assert_eq!(languages, ["en", "zh"], "{name}: {text:?}");
            let (en, zh) = (text.in_language("en"), text.in_language("zh"));
            assert!(en.is_ascii() && !zh.is_ascii(), "{name}: {text:?}");
            assert!(en.len() <= 160, "{name}: a note says one thing: {en:?}");
        }
    }
}

#[test]
fn they_do_what_they_expect() {
    for (name, _) in BUILTIN {
        let scenario = scenario(name);
        let report = run(&scenario);
        assert_eq!(complaints(&scenario, &report), [""; 0], "{name}");
        assert!(report.is_good(), "{name}");
        assert!(report.verdicts.iter().flatten().count() >= 5, "{name} expects something");
    }
}

#[test]
fn they_do_the_same_every_time() {
    for (name, _) in BUILTIN {
        let digest = || run(&scenario(name)).world.digest();
        assert_eq!(digest(), digest(), "{name}");
    }
}

/// An expectation that holds whatever the servers do proves nothing.
#[test]
fn they_notice_when_a_rule_is_broken() {
    for (name, broken) in BUILTIN {
        for (rule, choice) in *broken {
            let mut scenario = scenario(name);
            let found = Rules::find(rule).expect("there is such a rule");
            assert!(found.choose(&mut scenario.setup.rules, choice), "{rule} {choice}");
            let report = run(&scenario);
            let failed = |verdict: &&Verdict| matches!(verdict, Verdict::Failed(_));
            let failed = report.verdicts.iter().flatten().filter(failed).count();
            assert!(failed > 0, "{name} does not notice {rule} {choice}");
        }
    }
}
