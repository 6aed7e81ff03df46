//! Evaluating conditions at any instant of a run.

use raft_scenario::{Predicate, Scenario, Timeline, Verdict, parse_act, parse_predicate};
use raft_sim::Time;

fn at(ms: u64) -> Time {
    Time::from_ms(ms)
}

/// The first election of this seed is won by s1 at 223.8 ms.
fn timeline() -> Timeline {
    let scenario = Scenario::parse("raft 1\nseed 16\nat 350 client \"set x 1\"\n").unwrap();
    Timeline::new(scenario, &mut ()).unwrap()
}

fn predicate(text: &str) -> Predicate {
    parse_predicate(text, 5).unwrap()
}

/// Whether a condition holds now, counting from `since` on.
fn holds(timeline: &Timeline, since: u64, text: &str) -> bool {
    timeline.conditions(vec![predicate(text)], at(since))[0].has_held()
}

#[test]
fn a_condition_is_about_the_instant_at_which_the_run_is() {
    let mut timeline = timeline();
    for (ms, leads) in [(0, false), (300, true), (100, false), (2000, true)] {
        timeline.seek(at(ms), &mut ());
        assert_eq!(holds(&timeline, 0, "leader s1 term 1"), leads, "at {ms} ms");
    }
}

#[test]
fn what_was_done_by_hand_counts_at_once_and_undo_takes_it_back() {
    let mut timeline = timeline();
    timeline.seek(at(300), &mut ());
    timeline.act(parse_act("crash s1", 5).unwrap(), &mut ()).unwrap();
    assert!(holds(&timeline, 0, "role s1 crashed"));
    assert!(timeline.undo());
    assert!(!holds(&timeline, 0, "role s1 crashed"));
}

/// The same counts as the scenario language gives for the same period.
#[test]
fn counts_begin_where_they_are_asked_to() {
    for since in [0, 90, 223, 400, 900, 1200] {
        let text = |bound: u64| format!("sent append s1->* between {since} and 1200 >= {bound}");
        let lines: String = (0..200).map(|n| format!("at 1200 expect {}\n", text(n))).collect();
        let scenario = format!("raft 1\nseed 16\nat 350 client \"set x 1\"\n{lines}");
        let mut expected = Timeline::new(Scenario::parse(&scenario).unwrap(), &mut ()).unwrap();
        expected.seek(at(1200), &mut ());
        let count = expected.verdicts().iter().filter(|verdict| verdict.has_held()).count() - 1;

        let mut timeline = timeline();
        timeline.seek(at(1200), &mut ());
        assert!(
            holds(&timeline, since, &format!("sent append s1->* = {count}")),
            "{since}: {count}"
        );
        assert!(holds(&timeline, 0, &text(count as u64)));
    }
}

/// The same even if the run moves forward or back while the answer is being found.
#[test]
fn an_answer_found_in_small_steps_is_the_same() {
    let mut timeline = timeline();
    timeline.seek(at(1500), &mut ());
    let asked = || vec![predicate("sent append s1->* >= 40"), predicate("elections = 1")];
    let mut slices = timeline.start_conditions(asked(), at(0));
    let mut calls = 0;
    while !slices.go_on(&timeline, 20) {
        calls += 1;
        if calls == 5 {
            timeline.seek(at(1000), &mut ());
        }
    }
    assert!(calls > 5, "{calls}");
    assert_eq!(slices.verdicts(&timeline), timeline.conditions(asked(), at(0)));
    timeline.seek(at(300), &mut ());
    while !slices.go_on(&timeline, 20) {}
    assert_eq!(slices.verdicts(&timeline), timeline.conditions(asked(), at(0)));
}

#[test]
fn what_does_not_hold_says_what_is_the_case_instead() {
    let mut timeline = timeline();
    timeline.seek(at(600), &mut ());
    let asked = vec![predicate("commit s1 = 7"), predicate("violation")];
    let verdicts = timeline.conditions(asked, at(0));
    let said: Vec<_> = verdicts
        .iter()
        .map(|verdict| match verdict {
            Verdict::Failed(failure) => failure.instead.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(said[0], "s1: commitIndex 1");
    assert!(!said[1].is_empty());
}

#[test]
fn a_condition_that_cannot_be_read_is_refused() {
    for text in ["", "leader s9", "leader s1 term 2 now", "at 5 expect leader", "nonsense"] {
        assert!(parse_predicate(text, 5).is_err(), "{text:?}");
    }
}
