//! Every rule that keeps a property of Raft, switched off: one run violates the property, and the
//! same run with the paper's rule does not.

use raft_check::Property;
use raft_core::{Rule, Rules, Weight};
use raft_scenario::{Report, Scenario, builtin};

/// Each unsafe choice, the built-in scenario that shows it, and the property violated in it.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str, Property)] = &[
    ("quorum", "heard-from-lately", "broken-quorum", Property::LeaderCompleteness),
    ("vote-log-check", "current-term", "broken-log-check-term", Property::LeaderCompleteness),
    ("vote-log-check", "length-only", "broken-log-check-length", Property::LeaderCompleteness),
    ("vote-log-check", "none", "broken-log-check-none", Property::LeaderCompleteness),
    ("votes-per-term", "any", "broken-votes-any", Property::ElectionSafety),
    ("vote-memory", "forgotten-at-restart", "broken-vote-memory", Property::ElectionSafety),
    ("terms", "ignored", "broken-terms", Property::LeaderCompleteness),
    ("stale-replies", "counted", "broken-stale-replies", Property::ElectionSafety),
    ("commit", "any-term-on-majority", "figure-8-unsafe", Property::LeaderCompleteness),
    ("commit", "at-once", "broken-commit-at-once", Property::UncommittedRead),
    ("consistency-check", "off", "broken-consistency-check", Property::LogMatching),
    ("conflicting-suffix", "always-cut", "broken-suffix-cut", Property::LeaderCompleteness),
    ("conflicting-suffix", "never-deleted", "broken-suffix-kept", Property::StateMachineSafety),
    ("follower-commit", "up-to-own-last-entry", "broken-follower-commit", Property::StateMachineSafety),
    ("disk", "last-write-may-be-lost", "broken-disk", Property::AcknowledgedLost),
];

fn scenario(name: &str) -> Scenario {
    let text = builtin::text_of(name).unwrap_or_else(|| panic!("there is no {name}"));
    Scenario::parse(text).unwrap_or_else(|error| panic!("{name}:{error}"))
}

fn run(scenario: &Scenario) -> Report {
    scenario.run(&mut ()).expect("the setup is possible")
}

fn violated(scenario: &Scenario) -> Vec<Property> {
    run(scenario).judge.violations().map(|violation| violation.property).collect()
}

fn rule(name: &str) -> &'static Rule {
    Rules::find(name).unwrap_or_else(|| panic!("there is no rule {name}"))
}

#[test]
fn every_unsafe_choice_is_in_the_table() {
    let is_unsafe = |rule: &'static Rule| {
        let choices = rule.choices.iter().filter(|choice| choice.weight == Weight::Unsafe);
        choices.map(|choice| (rule.name, choice.name))
    };
    let all: Vec<_> = Rules::TABLE.iter().flat_map(is_unsafe).collect();
    let here: Vec<_> = TABLE.iter().map(|&(rule, choice, ..)| (rule, choice)).collect();
    assert_eq!(here, all);
}

#[test]
fn each_breaks_its_property_and_no_other() {
    for &(rule_name, choice, name, property) in TABLE {
        let scenario = scenario(name);
        let rules = &scenario.setup.rules;
        assert_eq!(rule(rule_name).chosen(rules).name, choice, "{name}");
        let unsafe_rules =
            Rules::TABLE.iter().filter(|it| it.chosen(rules).weight == Weight::Unsafe);
        assert_eq!(unsafe_rules.count(), 1, "{name} breaks one rule");
        assert_eq!(violated(&scenario), [property], "{name}");
    }
}

#[test]
fn the_same_run_under_the_papers_rule_breaks_nothing() {
    for &(rule_name, _, name, _) in TABLE {
        let mut scenario = scenario(name);
        let paper = rule(rule_name).choices[0].name;
        assert!(rule(rule_name).choose(&mut scenario.setup.rules, paper));
        assert_eq!(violated(&scenario), [], "{name}");
    }
}

/// No scenario begins in a state that is already broken.
#[test]
fn none_begins_in_a_broken_state() {
    for &(.., name, _) in TABLE {
        let disks = scenario(name).setup.disks;
        assert!(disks.iter().all(|disk| *disk == disks[0]), "{name} begins with equal logs");
    }
}

#[test]
fn what_they_break_is_what_they_expect() {
    for &(.., name, property) in TABLE {
        assert!(scenario(name).expects(property), "{name}");
    }
}

#[test]
fn all_other_built_in_runs_break_nothing() {
    for (name, _) in builtin::ALL {
        if !TABLE.iter().any(|(.., broken, _)| broken == name) {
            assert_eq!(violated(&scenario(name)), [], "{name}");
        }
    }
}

/// Figure 8(e), with `s5` cut off rather than crashed: it still believes that it is leader in term
/// 3 when the entry of term 2 is committed in term 4, and lacks that entry. This is no violation,
/// as term 3 is not later than term 4.
#[test]
fn a_stale_leader_in_figure_8_breaks_nothing() {
    let text = builtin::text_of("figure-8-safe").expect("there is such a run");
    let (text, _) = text.split_once("at 800 note").expect("(e) is over then");
    let text = text.replace("at 300 crash s5\n", "").replace(
        "at 400 deliver every vote\n",
        "at 400 drop every vote *->s5\nat 400 deliver every vote\n",
    );
    let text = format!("{text}at 700 expect leader s5 term 3\nat 700 expect log s5 1 3\n");
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = run(&scenario);
    assert!(report.is_good(), "{:?} {:?}", report.verdicts, report.problems);
    assert_eq!(violated(&scenario), []);
}
