//! Traces are runs of Raft: an independent checker accepts them row by row, and refuses falsified ones.

mod checker;
mod harness;

use std::fmt::Write;

use checker::mutate::LIES;
use checker::{check, parse};
use harness::{eventful, play};
use raft_cli::{Coverage, TraceReporter};
use raft_core::{Command, Durable, Entry, Log, Payload, Rules, Term, Weight};
use raft_scenario::{Recipe, Scenario};
use raft_sim::Proposal;
use serde_json::Value;

fn trace(scenario: &Scenario) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut tracer = TraceReporter::new(&mut rows, scenario.setup.servers);
    assert!(play(scenario, &mut tracer).problems.is_empty());
    tracer.finish().unwrap();
    parse(std::str::from_utf8(&rows).unwrap())
}

/// Checks the traces of random runs. Returns how many rows there were, and what happened in the runs.
fn check_random(seeds: std::ops::Range<u64>, ms: u64) -> (usize, [(&'static str, u64); 11]) {
    let (mut rows, mut counts) = (0, Coverage::default().counts());
    for seed in seeds {
        let scenario = eventful(seed, ms).scenario().unwrap();
        let mut coverage = Coverage::default();
        play(&scenario, &mut coverage);
        for (sum, (_, count)) in counts.iter_mut().zip(coverage.counts()) {
            sum.1 += count;
        }
        let trace = trace(&scenario);
        rows += trace.len();
        if let Err(why) = check(&trace) {
            panic!("seed {seed}: {why}\n{}", scenario.print());
        }
    }
    (rows, counts)
}

#[test]
fn random_runs_are_accepted() {
    let (rows, counts) = check_random(0..150, 2_000);
    assert!(counts.iter().all(|(_, count)| *count > 0), "{counts:?}");
    assert!(rows > 30_000, "{rows} rows");
}

/// Scenarios that break a rule are refused, all others are accepted.
#[test]
fn built_in_scenarios_are_what_their_rules_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../raft-scenario/scenarios");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let scenario = Scenario::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let rules = &scenario.setup.rules;
        let is_broken = Rules::TABLE.iter().any(|it| it.chosen(rules).weight == Weight::Unsafe);
        match check(&trace(&scenario)) {
            Ok(()) => assert!(!is_broken, "{}", path.display()),
            Err(why) => assert!(is_broken, "{}: {why}", path.display()),
        }
    }
}

/// For a release build: `cargo test --release -p raft-cli --test trace_checks -- --ignored --nocapture`
#[test]
#[ignore = "takes two minutes"]
fn many_random_runs_are_accepted() {
    let (rows, counts) = check_random(1_000..2_200, 5_000);
    println!("1200 runs of 5 s, {rows} rows: {counts:?}");
}

#[test]
fn lies_are_refused() {
    let mut traces = [3, 4, 11].map(|seed| {
        let recipe = Recipe { servers: 5, ..eventful(seed, 1500) };
        trace(&recipe.scenario().unwrap())
    });
    for trace in &mut traces {
        trace.truncate(320);
        assert_eq!(check(trace), Ok(()));
    }
    for (name, lie) in LIES {
        let mut told = 0;
        for trace in &traces {
            // The changes are made at some rows, but early enough that a later row can reveal them.
            for part in 1..=3 {
                let mut rows = trace.clone();
                let lied = (trace.len() * part / 4..trace.len() * 7 / 8).find(|&at| {
                    let has_lied = lie(&mut rows, at);
                    assert!(has_lied || rows[at] == trace[at], "{name}: changed, yet no lie");
                    has_lied
                });
                if let Some(at) = lied {
                    assert!(check(&rows).is_err(), "{name}, at row {at}: {}", trace[at]);
                    told += 1;
                }
            }
        }
        assert!(told > 0, "{name}: there was no occasion");
    }
}

/// Every unsafe choice of a rule leads to steps that Raft does not allow, except one, which shows only where leaders
/// send less than all they have.
#[test]
fn broken_rules_are_found_out() {
    for rule in Rules::TABLE.iter().filter(|rule| rule.name != "follower-commit") {
        for choice in rule.choices.iter().filter(|choice| choice.weight == Weight::Unsafe) {
            let refused = |seed: u64| {
                let recipe = Recipe { servers: 5, ..eventful(seed, 1500) };
                let mut scenario = recipe.scenario().unwrap();
                assert!(rule.choose(&mut scenario.setup.rules, choice.name));
                let mut rows = Vec::new();
                let mut tracer = TraceReporter::new(&mut rows, scenario.setup.servers);
                // With other rules, some of the planned acts are impossible.
                play(&scenario, &mut tracer);
                tracer.finish().unwrap();
                check(&parse(std::str::from_utf8(&rows).unwrap())).is_err()
            };
            assert!((0..100).any(refused), "{} {} goes unnoticed", rule.name, choice.name);
        }
    }
}

#[test]
fn starting_logs_and_long_logs_are_written_in_full_or_as_tails() {
    let long = |terms: &str| {
        (0..150).fold(String::new(), |mut text, _| {
            let _ = write!(text, " {terms}");
            text
        })
    };
    let text = format!(
        "raft 1\nservers 3\nserver s1 term 3 vote s2 log 1:\"set x 1\"{}\nserver s2 log 1:\"set x 1\"{} 2 2 2\nserver s3 log 1:\"set x 1\"\n\
         end 1500\nat 1 timeout s1\nat 100 client \"set y 1\"\nat 200 client \"set z 2\"\nat 300 crash s2\n\
         at 350 restart s2\n",
        long("1 1") + " 3",
        long("1 1"),
    );
    let rows = trace(&Scenario::parse(&text).unwrap());
    assert_eq!(check(&rows), Ok(()));
    let init = &rows[0]["nodes"];
    assert_eq!(init["s1"]["log"].as_array().unwrap().len(), 302);
    assert_eq!(init["s1"]["log"][4], init["s2"]["log"][4]);
    assert_eq!(init["s3"]["log"][0][1], "p1.1 set x 1");
    let tails = || rows.iter().filter_map(|row| row.pointer("/post/tail"));
    assert!(tails().any(|tail| tail["from"] == 302), "s2 replaces the entries from 302 on");
    assert!(tails().all(|tail| tail["ents"].as_array().unwrap().len() < 400));
    let whole = |row: &&Value| row["n"] == "s3" && row.pointer("/post/log").is_some();
    assert!(rows.iter().filter(whole).count() > 1);
}

/// Random runs of clusters that have been running for a while, with clocks of different rates.
#[test]
fn runs_that_begin_with_committed_entries_are_accepted() {
    let log = |length| {
        let terms = [1, 1, 2, 3, 3].into_iter().take(length);
        let entry = |(at, term): (usize, Term)| {
            let text = format!("set k{} {at}", at % 2).into();
            Entry { term, payload: Payload::Command(Command { proposal: Proposal::NONE, text }) }
        };
        terms.enumerate().map(entry).collect()
    };
    let mut commits = 0;
    for seed in 0..40 {
        let mut scenario = eventful(seed, 1_500).scenario().unwrap();
        let setup = &mut scenario.setup;
        for server in 0..u64::from(setup.servers) {
            // A majority has all entries.
            let is_behind = server * 2 + 1 > u64::from(setup.servers);
            let length = if is_behind { (seed + server) % 5 } else { 5 };
            let log: Log = log(length as usize);
            setup.commits.push((seed * 7 + server * 3) % 6 % (length + 1));
            setup.clocks.push([1000, 700, 1500, 2000, 500][(seed + server * 2) as usize % 5]);
            setup.disks.push(Durable {
                current_term: log.last_id().term,
                log,
                ..Durable::default()
            });
        }
        let mut rows = Vec::new();
        let mut tracer = TraceReporter::new(&mut rows, scenario.setup.servers);
        // In this cluster, some of the planned acts are impossible.
        let report = play(&scenario, &mut tracer);
        tracer.finish().unwrap();
        let trace = parse(std::str::from_utf8(&rows).unwrap());
        assert_eq!(check(&trace), Ok(()), "{}", scenario.print());
        assert!(report.judge.violations().next().is_none(), "{}", scenario.print());
        commits +=
            trace[0]["nodes"].as_object().unwrap().values().filter(|it| it["commit"] != 0).count();
    }
    assert!(commits > 50, "{commits}");
}

/// A cluster that forgets what was committed at the start violates Raft's properties.
#[test]
fn lost_entries_of_the_start_are_found_out() {
    let text = "raft 1\nservers 3\nseed 16\nend 2000\nserver s1 log 1:\"set x 1\" commit 1\n\
                at 1 crash s1\nat 500 client \"set y 1\"\n";
    let why = check(&trace(&Scenario::parse(text).unwrap())).unwrap_err();
    assert!(why.contains("Log Matching"), "{why}");
    let text = text.replace("log 1:", "log 9:");
    let why = check(&trace(&Scenario::parse(&text).unwrap())).unwrap_err();
    assert!(why.contains("State Machine Safety"), "{why}");
}

/// Clients' requests and the answers have rows of their own: the history that a linearizability checker reads.
#[test]
fn acknowledgements_and_values_read_are_written() {
    let text =
        "raft 1\nseed 16\nlatency 10\nend 800\nat 300 client \"set x 7\"\nat 300 client \"get y\"\n"
            .to_owned()
            + "at 400 client \"get x\"\nat 500 client \"add x 1\"\nat 600 client \"del x\"\n";
    let rows = trace(&Scenario::parse(&text).unwrap());
    assert_eq!(check(&rows), Ok(()));
    let of =
        |ev: &str| -> Vec<Value> { rows.iter().filter(|it| it["ev"] == ev).cloned().collect() };
    let asked: Vec<_> =
        of("invoke").iter().map(|it| (it["t"].clone(), it["text"].clone())).collect();
    let expected = [(300.0, "set x 7"), (300.0, "get y"), (400.0, "get x"), (500.0, "add x 1")];
    assert_eq!(asked.len(), 5);
    for ((t, text), (at, command)) in asked.iter().zip(expected) {
        assert_eq!((t.as_f64(), text.as_str()), (Some(at), Some(command)));
    }
    let told = |at: usize| {
        let ack = &of("ack")[at];
        (ack["request"].clone(), ack["answer"].clone(), ack.get("value").cloned())
    };
    assert_eq!(of("ack").len(), 5);
    assert_eq!(told(0), (1.into(), "done".into(), None));
    assert_eq!(told(1), (2.into(), "value".into(), Some(Value::Null)));
    assert_eq!(told(2), (3.into(), "value".into(), Some("7".into())));
    assert_eq!(told(3), (4.into(), "value".into(), Some("8".into())));
    assert_eq!(told(4), (5.into(), "done".into(), None));
    let first = &of("ack")[0];
    assert_eq!((&first["client"], &first["by"]), (&"c1".into(), &"s1".into()));
    assert_eq!((first["index"].as_u64(), first["t"].as_f64()), (Some(1), Some(340.0)));
    assert!(of("ack").iter().all(|row| row.get("n").is_none()));
}
