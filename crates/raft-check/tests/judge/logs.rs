//! Leader Append-Only and Log Matching.

use raft_check::{Claim, Property};
use raft_core::RoleName;

use crate::story::{Story, entry, log};

#[test]
fn a_follower_may_remove_entries() {
    let mut story = Story::of(3);
    story.stores(1, &log(&[1, 1]));
    story.removes(1, 2);
    story.elected(1, 2);
    story.role(1, RoleName::Follower, 3);
    story.removes(1, 1);
    assert_eq!(story.violated(), []);
}

#[test]
fn a_leader_may_not() {
    let mut story = Story::of(3);
    story.stores(1, &log(&[1, 1]));
    let elected = story.elected(1, 2);
    let removed = story.removes(1, 2);
    assert_eq!(story.only(), (Property::LeaderAppendOnly, [(elected, 1), (removed, 1)]));
    let removed = story.violations()[0].second.claim.clone();
    assert_eq!(removed, Claim::Removed { index: 2, entry: entry(1, 0) });
}

#[test]
fn removing_nothing_is_nothing() {
    let mut story = Story::of(3);
    story.elected(1, 2);
    story.removes(1, 1);
    assert_eq!(story.violated(), []);
}

/// The judge compares what a server says it wrote with what it has.
#[test]
fn a_leader_that_rewrites_its_log_in_secret_is_found_out() {
    let mut story = Story::of(3);
    story.stores(1, &log(&[1, 1, 1]));
    story.elected(1, 2);
    story.forges(1, &log(&[1]));
    assert_eq!(story.violated(), [Property::LeaderAppendOnly]);
    // And from then on, the judge knows the log as it is.
    story.stores(2, &log(&[1]));
    story.elected(2, 3);
    assert_eq!(story.violated().len(), 1);
}

#[test]
fn equal_logs_match() {
    let mut story = Story::of(3);
    for server in 1..=3 {
        story.stores(server, &[entry(1, 1), entry(1, 2), entry(3, 3)]);
    }
    assert_eq!(story.violated(), []);
}

#[test]
fn logs_may_differ_where_their_terms_do() {
    let mut story = Story::of(3);
    story.stores(1, &[entry(1, 1), entry(2, 2), entry(2, 3)]);
    story.stores(2, &[entry(1, 1), entry(3, 4), entry(3, 5)]);
    assert_eq!(story.violated(), []);
}

#[test]
fn another_command_at_the_same_index_and_term() {
    let mut story = Story::of(3);
    let one = story.stores(1, &[entry(1, 1), entry(1, 2)]);
    let other = story.stores(2, &[entry(1, 1), entry(1, 3)]);
    assert_eq!(story.only(), (Property::LogMatching, [(one, 1), (other, 2)]));
    let second = story.violations()[0].second.claim.clone();
    assert_eq!(second, Claim::Stored { index: 2, entry: entry(1, 3), prev_term: 1 });
}

#[test]
fn the_same_entry_after_another_one() {
    let mut story = Story::of(3);
    story.stores(1, &[entry(1, 1), entry(3, 9)]);
    story.stores(2, &[entry(2, 2), entry(3, 9)]);
    assert_eq!(story.violated(), [Property::LogMatching]);
    let terms = story.violations()[0].facts().map(|fact| match fact.claim {
        Claim::Stored { prev_term, .. } => prev_term,
        _ => 0,
    });
    assert_eq!(terms, [1, 2]);
}

/// What follows the first difference is no other contradiction.
#[test]
fn a_long_difference_is_told_once() {
    let mut story = Story::of(3);
    story.stores(1, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    story.stores(2, &[entry(1, 4), entry(1, 5), entry(1, 6)]);
    story.stores(3, &[entry(1, 4), entry(1, 5), entry(1, 6)]);
    assert_eq!(story.violated(), [Property::LogMatching]);
}

/// An entry that is gone was there all the same.
#[test]
fn logs_of_different_moments_are_compared() {
    let mut story = Story::of(3);
    story.stores(1, &[entry(1, 1)]);
    story.removes(1, 1);
    story.stores(1, &[entry(1, 2)]);
    assert_eq!(story.violated(), [Property::LogMatching]);
}

#[test]
fn starting_logs_are_as_they_are() {
    let (one, other) = ([entry(1, 1), entry(1, 2)], [entry(1, 3), entry(1, 2)]);
    let mut story = Story::beginning_with(&[&one, &other]);
    assert_eq!(story.violated(), []);
    // Nor is it a leader's fault when it sends what it was given.
    story.removes(2, 2);
    story.stores(2, &[entry(1, 2)]);
    assert_eq!(story.violated(), []);
    // But one that becomes another entry of that index and term is.
    story.removes(2, 1);
    story.stores(2, &[entry(1, 4)]);
    assert_eq!(story.violated(), [Property::LogMatching]);
}

#[test]
fn a_restart_changes_nothing() {
    let mut story = Story::of(2);
    story.stores(1, &[entry(1, 1), entry(1, 2)]);
    story.crashes(1);
    story.restarts(1);
    story.stores(2, &[entry(1, 1), entry(1, 2)]);
    story.stores(1, &[entry(2, 3)]);
    assert_eq!(story.violated(), []);
}
