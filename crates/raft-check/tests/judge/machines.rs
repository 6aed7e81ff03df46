//! State Machine Safety.

use raft_check::{Claim, Property};

use crate::story::{Story, entry};

#[test]
fn the_same_entries_may_be_applied_by_all_and_again_after_a_restart() {
    let mut story = Story::of(2);
    for server in [1, 2] {
        story.stores(server, &[entry(1, 1), entry(1, 2)]);
        story.applies(server, 1);
        story.applies(server, 2);
    }
    story.crashes(1);
    story.restarts(1);
    story.applies(1, 1);
    story.applies(1, 2);
    assert_eq!(story.violated(), []);
}

#[test]
fn another_entry_at_an_index() {
    let mut story = Story::of(3);
    story.stores(1, &[entry(1, 1), entry(1, 2)]);
    story.stores(2, &[entry(1, 1), entry(2, 3)]);
    story.applies(1, 1);
    story.applies(2, 1);
    let first = story.applies(1, 2);
    let second = story.applies(2, 2);
    assert_eq!(story.only(), (Property::StateMachineSafety, [(first, 1), (second, 2)]));
    let claims = story.violations()[0].facts().map(|fact| fact.claim.clone());
    let applied = |entry| Claim::Applied { index: 2, entry };
    assert_eq!(claims, [applied(entry(1, 2)), applied(entry(2, 3))]);
}

#[test]
fn another_command_of_the_same_term() {
    let mut story = Story::of(2);
    story.stores(1, &[entry(1, 1)]);
    story.stores(2, &[entry(1, 2)]);
    story.applies(1, 1);
    story.applies(2, 1);
    assert_eq!(story.violated(), [Property::LogMatching, Property::StateMachineSafety]);
}

#[test]
fn what_was_applied_first_may_be_gone_from_every_log() {
    let mut story = Story::of(2);
    story.stores(1, &[entry(1, 1)]);
    story.applies(1, 1);
    story.removes(1, 1);
    story.stores(1, &[entry(2, 2)]);
    story.applies(1, 1);
    assert_eq!(story.violated(), [Property::StateMachineSafety]);
}

/// Neither the entries behind the first wrong one, nor other servers that do the same, are news.
#[test]
fn a_wrong_turn_is_told_once() {
    let mut story = Story::of(4);
    for server in [1, 2] {
        story.stores(server, &[entry(1, 1), entry(1, 2)]);
    }
    for server in [3, 4] {
        story.stores(server, &[entry(2, 3), entry(2, 4), entry(2, 5)]);
    }
    for (server, index) in [(1, 1), (3, 1), (3, 2), (4, 1), (4, 2), (3, 3), (1, 2), (2, 1), (2, 2)]
    {
        story.applies(server, index);
    }
    assert_eq!(story.violated(), [Property::StateMachineSafety]);
}

#[test]
fn leaving_out_an_entry_that_others_applied() {
    let mut story = Story::of(2);
    for server in [1, 2] {
        story.stores(server, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    }
    for index in 1..=3 {
        story.applies(1, index);
    }
    story.applies(2, 1);
    story.applies(2, 3);
    assert_eq!(story.violated(), [Property::StateMachineSafety]);
    let claims = story.violations()[0].facts().map(|fact| fact.claim.clone());
    let applied = Claim::Applied { index: 2, entry: entry(1, 2) };
    let without = Claim::AppliedWithout { index: 3, entry: entry(1, 3), left_out: 2 };
    assert_eq!(claims, [applied, without]);
}

#[test]
fn leaving_out_an_entry_that_others_apply_later() {
    let mut story = Story::of(2);
    for server in [1, 2] {
        story.stores(server, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    }
    story.applies(2, 1);
    story.applies(2, 3);
    assert_eq!(story.violated(), [], "nobody has applied the second");
    for index in 1..=3 {
        story.applies(1, index);
    }
    assert_eq!(story.violated(), [Property::StateMachineSafety]);
    let claims = story.violations()[0].facts().map(|fact| fact.claim.clone());
    let without = Claim::AppliedWithout { index: 3, entry: entry(1, 3), left_out: 2 };
    assert_eq!(claims, [without, Claim::Applied { index: 2, entry: entry(1, 2) }]);
}

#[test]
fn applying_an_entry_twice() {
    let mut story = Story::of(2);
    for server in [1, 2] {
        story.stores(server, &[entry(1, 1), entry(1, 2)]);
    }
    for (server, index) in [(1, 1), (1, 2)] {
        story.applies(server, index);
    }
    let (first, second) = (story.applies(2, 1), story.applies(2, 1));
    story.applies(2, 2);
    assert_eq!(story.only(), (Property::StateMachineSafety, [(first, 2), (second, 2)]));
    let claims = story.violations()[0].facts().map(|fact| fact.claim.clone());
    let (index, entry) = (1, entry(1, 1));
    let applied = Claim::Applied { index, entry: entry.clone() };
    assert_eq!(claims, [applied, Claim::AppliedAgain { index, entry }]);
}
