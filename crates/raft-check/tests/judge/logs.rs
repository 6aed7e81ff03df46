//! Leader Append-Only and Log Matching.

use raft_check::{Claim, Property};
use raft_core::RoleName;

use crate::judged_run::{JudgedRun, entry, log};

#[test]
fn a_follower_may_remove_entries() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &log(&[1, 1]));
    run.removes(1, 2);
    run.elected(1, 2);
    run.role(1, RoleName::Follower, 3);
    run.removes(1, 1);
    assert_eq!(run.violated(), []);
}

#[test]
fn a_leader_may_not() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &log(&[1, 1]));
    let elected = run.elected(1, 2);
    let removed = run.removes(1, 2);
    assert_eq!(run.only(), (Property::LeaderAppendOnly, [(elected, 1), (removed, 1)]));
    let removed = run.violations()[0].second.claim.clone();
    assert_eq!(removed, Claim::Removed { index: 2, entry: entry(1, 0) });
}

#[test]
fn removing_nothing_is_nothing() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 2);
    run.removes(1, 1);
    assert_eq!(run.violated(), []);
}

/// The judge compares what a server says it wrote with the log that it has.
#[test]
fn a_leader_that_rewrites_its_log_in_secret_is_found_out() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &log(&[1, 1, 1]));
    run.elected(1, 2);
    run.forges(1, &log(&[1]));
    assert_eq!(run.violated(), [Property::LeaderAppendOnly]);
    // From then on, the judge knows the log as it is.
    run.stores(2, &log(&[1]));
    run.elected(2, 3);
    assert_eq!(run.violated().len(), 1);
}

#[test]
fn equal_logs_match() {
    let mut run = JudgedRun::of(3);
    for server in 1..=3 {
        run.stores(server, &[entry(1, 1), entry(1, 2), entry(3, 3)]);
    }
    assert_eq!(run.violated(), []);
}

#[test]
fn logs_may_differ_where_their_terms_do() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &[entry(1, 1), entry(2, 2), entry(2, 3)]);
    run.stores(2, &[entry(1, 1), entry(3, 4), entry(3, 5)]);
    assert_eq!(run.violated(), []);
}

#[test]
fn another_command_at_the_same_index_and_term() {
    let mut run = JudgedRun::of(3);
    let one = run.stores(1, &[entry(1, 1), entry(1, 2)]);
    let other = run.stores(2, &[entry(1, 1), entry(1, 3)]);
    assert_eq!(run.only(), (Property::LogMatching, [(one, 1), (other, 2)]));
    let second = run.violations()[0].second.claim.clone();
    assert_eq!(second, Claim::Stored { index: 2, entry: entry(1, 3), prev_term: 1 });
}

#[test]
fn the_same_entry_after_another_one() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &[entry(1, 1), entry(3, 9)]);
    run.stores(2, &[entry(2, 2), entry(3, 9)]);
    assert_eq!(run.violated(), [Property::LogMatching]);
    let terms = run.violations()[0].facts().map(|fact| match fact.claim {
        Claim::Stored { prev_term, .. } => prev_term,
        _ => 0,
    });
    assert_eq!(terms, [1, 2]);
}

/// What follows the first difference is not reported again.
#[test]
fn a_long_difference_is_told_once() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &[entry(1, 1), entry(1, 2), entry(1, 3)]);
    run.stores(2, &[entry(1, 4), entry(1, 5), entry(1, 6)]);
    run.stores(3, &[entry(1, 4), entry(1, 5), entry(1, 6)]);
    assert_eq!(run.violated(), [Property::LogMatching]);
}

/// An entry that was removed counts all the same.
#[test]
fn logs_of_different_moments_are_compared() {
    let mut run = JudgedRun::of(3);
    run.stores(1, &[entry(1, 1)]);
    run.removes(1, 1);
    run.stores(1, &[entry(1, 2)]);
    assert_eq!(run.violated(), [Property::LogMatching]);
}

#[test]
fn starting_logs_are_as_they_are() {
    let (one, other) = ([entry(1, 1), entry(1, 2)], [entry(1, 3), entry(1, 2)]);
    let mut run = JudgedRun::beginning_with(&[&one, &other]);
    assert_eq!(run.violated(), []);
    // Nor is it a violation to store the given entry again.
    run.removes(2, 2);
    run.stores(2, &[entry(1, 2)]);
    assert_eq!(run.violated(), []);
    // But it is one to store another entry of that index and term.
    run.removes(2, 1);
    run.stores(2, &[entry(1, 4)]);
    assert_eq!(run.violated(), [Property::LogMatching]);
}

#[test]
fn a_restart_changes_nothing() {
    let mut run = JudgedRun::of(2);
    run.stores(1, &[entry(1, 1), entry(1, 2)]);
    run.crashes(1);
    run.restarts(1);
    run.stores(2, &[entry(1, 1), entry(1, 2)]);
    run.stores(1, &[entry(2, 3)]);
    assert_eq!(run.violated(), []);
}
