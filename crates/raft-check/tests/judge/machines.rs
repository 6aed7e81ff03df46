//! State Machine Safety.

use raft_check::{Claim, Property};

use crate::judged_run::{JudgedRun, entry};

#[test]
fn the_same_entries_may_be_applied_by_all_and_again_after_a_restart() {
    let mut run = JudgedRun::of(2);
    for server in [1, 2] {
        run.stores(server, &[entry(1, 1), entry(1, 2)]);
        run.applies(server, 1);
        run.applies(server, 2);
    }
    run.crashes(1);
    run.restarts(1);
    run.applies(1, 1);
    run.applies(1, 2);
    assert_eq!(run.violated(), []);
}

#[test]
fn another_entry_at_an_index() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &[entry(1, 1), entry(1, 2)]);
    run.stores(2, &[entry(1, 1), entry(2, 3)]);
    run.applies(1, 1);
    run.applies(2, 1);
    let first = run.applies(1, 2);
    let second = run.applies(2, 2);
    assert_eq!(run.only(), (Property::StateMachineSafety, [(first, 1), (second, 2)]));
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let applied = |entry| Claim::Applied { index: 2, entry };
    assert_eq!(claims, [applied(entry(1, 2)), applied(entry(2, 3))]);
}

#[test]
fn another_command_of_the_same_term() {
    let mut run = JudgedRun::of(2);
    run.stores(1, &[entry(1, 1)]);
    run.stores(2, &[entry(1, 2)]);
    run.applies(1, 1);
    run.applies(2, 1);
    assert_eq!(run.violated(), [Property::LogMatching, Property::StateMachineSafety]);
}

#[test]
fn what_was_applied_first_may_be_gone_from_every_log() {
    let mut run = JudgedRun::of(2);
    run.stores(1, &[entry(1, 1)]);
    run.applies(1, 1);
    run.removes(1, 1);
    run.stores(1, &[entry(2, 2)]);
    run.applies(1, 1);
    assert_eq!(run.violated(), [Property::StateMachineSafety]);
}

/// Neither the entries after the first wrong one nor other servers that apply the same are reported again.
#[test]
fn a_wrong_turn_is_told_once() {
    let mut run = JudgedRun::of(4);
    for server in [1, 2] {
        run.stores(server, &[entry(1, 1), entry(1, 2)]);
    }
    for server in [3, 4] {
        run.stores(server, &[entry(2, 3), entry(2, 4), entry(2, 5)]);
    }
    for (server, index) in [(1, 1), (3, 1), (3, 2), (4, 1), (4, 2), (3, 3), (1, 2), (2, 1), (2, 2)]
    {
        run.applies(server, index);
    }
    assert_eq!(run.violated(), [Property::StateMachineSafety]);
}

#[test]
fn leaving_out_an_entry_that_others_applied() {
    let mut run = JudgedRun::of(2);
    for server in [1, 2] {
        run.stores(server, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    }
    for index in 1..=3 {
        run.applies(1, index);
    }
    run.applies(2, 1);
    run.applies(2, 3);
    assert_eq!(run.violated(), [Property::StateMachineSafety]);
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let applied = Claim::Applied { index: 2, entry: entry(1, 2) };
    let without = Claim::AppliedWithout { index: 3, entry: entry(1, 3), left_out: 2 };
    assert_eq!(claims, [applied, without]);
}

#[test]
fn leaving_out_an_entry_that_others_apply_later() {
    let mut run = JudgedRun::of(2);
    for server in [1, 2] {
        run.stores(server, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    }
    run.applies(2, 1);
    run.applies(2, 3);
    assert_eq!(run.violated(), [], "nobody has applied the second");
    for index in 1..=3 {
        run.applies(1, index);
    }
    assert_eq!(run.violated(), [Property::StateMachineSafety]);
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let without = Claim::AppliedWithout { index: 3, entry: entry(1, 3), left_out: 2 };
    assert_eq!(claims, [without, Claim::Applied { index: 2, entry: entry(1, 2) }]);
}

#[test]
fn applying_an_entry_twice() {
    let mut run = JudgedRun::of(2);
    for server in [1, 2] {
        run.stores(server, &[entry(1, 1), entry(1, 2)]);
    }
    for (server, index) in [(1, 1), (1, 2)] {
        run.applies(server, index);
    }
    let (first, second) = (run.applies(2, 1), run.applies(2, 1));
    run.applies(2, 2);
    assert_eq!(run.only(), (Property::StateMachineSafety, [(first, 2), (second, 2)]));
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let (index, entry) = (1, entry(1, 1));
    let applied = Claim::Applied { index, entry: entry.clone() };
    assert_eq!(claims, [applied, Claim::AppliedAgain { index, entry }]);
}
