//! Election Safety and Leader Completeness.

use raft_check::{Claim, Property};
use raft_sim::EventId;

use crate::judged_run::{JudgedRun, entry, log};

#[test]
fn one_leader_a_term_is_well() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.elected(2, 2);
    run.elected(1, 3);
    assert_eq!(run.violated(), []);
}

#[test]
fn two_leaders_of_a_term_are_not() {
    let mut run = JudgedRun::of(3);
    let first = run.elected(1, 4);
    run.elected(3, 5);
    let second = run.elected(2, 4);
    assert_eq!(run.only(), (Property::ElectionSafety, [(first, 1), (second, 2)]));
    let violation = &run.violations()[0];
    assert_eq!((violation.seq, violation.at.0), (second, second.0 * 1000));
    assert_eq!(violation.facts().map(|fact| (fact.term, &fact.claim)), [(4, &Claim::Elected); 2]);
}

/// The whole history counts: the first leader may have crashed long ago.
#[test]
fn a_leader_that_crashed_counts() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.crashes(1);
    run.elected(2, 1);
    assert_eq!(run.violated(), [Property::ElectionSafety]);
}

/// `s1` commits two entries in term 1.
fn two_committed() -> JudgedRun {
    let mut run = JudgedRun::of(5);
    run.elected(1, 1);
    for server in [1, 2, 3] {
        run.stores(server, &log(&[1, 1]));
    }
    run.commits(1, 2);
    run
}

#[test]
fn a_later_leader_that_holds_what_was_committed_is_complete() {
    let mut run = two_committed();
    run.elected(2, 2);
    run.stores(4, &log(&[1, 1]));
    run.elected(4, 7);
    assert_eq!(run.violated(), []);
}

#[test]
fn a_later_leader_without_an_entry_is_not() {
    let mut run = two_committed();
    let committed = EventId(run.commits(1, 2).0 - 2);
    run.stores(4, &log(&[1]));
    let elected = run.elected(4, 2);
    assert_eq!(run.only(), (Property::LeaderCompleteness, [(committed, 1), (elected, 4)]));
    let [first, second] = run.violations()[0].facts().map(|fact| fact.claim.clone());
    assert_eq!(first, Claim::Committed { index: 2, entry: entry(1, 0) });
    assert_eq!(second, Claim::ElectedWithout { index: 2, instead: None });
}

#[test]
fn of_a_lost_tail_the_first_entry_is_named_and_only_once() {
    let mut run = two_committed();
    run.stores(5, &log(&[3, 3, 3]));
    run.elected(5, 4);
    run.elected(4, 5);
    assert_eq!(run.violated(), [Property::LeaderCompleteness]);
    let second = run.violations()[0].second.claim.clone();
    assert_eq!(second, Claim::ElectedWithout { index: 1, instead: Some(entry(3, 0)) });
}

/// The violation names the event that moved commitIndex over the entry, not the last one to move it.
#[test]
fn the_commit_named_is_the_one_that_covered_the_entry() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.stores(1, &log(&[1, 1, 1]));
    run.commits(1, 1);
    let second = run.commits(1, 2);
    run.commits(1, 3);
    run.stores(2, &log(&[1]));
    let elected = run.elected(2, 2);
    assert_eq!(run.only(), (Property::LeaderCompleteness, [(second, 1), (elected, 2)]));
}

/// A leader that was elected before an entry was committed in an earlier term had to hold it already.
#[test]
fn a_late_commit_of_an_earlier_term_is_compared_with_later_leaders() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.stores(1, &log(&[1]));
    let elected = run.elected(2, 2);
    assert_eq!(run.violated(), []);
    let committed = run.commits(1, 1);
    assert_eq!(run.only(), (Property::LeaderCompleteness, [(committed, 1), (elected, 2)]));
    assert_eq!(run.violations()[0].seq, committed);
}

/// Figure 8(e), with S5 cut off rather than crashed: it is still leader in term 3 when the entry of term 2
/// is committed in term 4. It must not be accused: 3 is not later than 4.
#[test]
fn a_stale_leader_may_lack_what_a_later_one_commits() {
    let mut run = JudgedRun::of(5);
    run.elected(1, 2);
    for server in [1, 2] {
        run.stores(server, &log(&[1, 2]));
    }
    for server in [3, 4] {
        run.stores(server, &log(&[1]));
    }
    run.stores(5, &log(&[1]));
    run.elected(5, 3);
    run.stores(5, &log(&[3]));
    run.elected(1, 4);
    run.stores(3, &log(&[2]));
    for server in [1, 2, 3] {
        run.stores(server, &log(&[4]));
    }
    run.commits(1, 3);
    assert_eq!(run.violated(), []);
    // Even if it wins an election late, in its old term, it need not have what term 4 committed.
    run.elected(5, 3);
    assert_eq!(run.violated(), []);
}

#[test]
fn nor_when_a_still_later_leader_makes_the_commit_a_late_one() {
    let mut run = JudgedRun::of(5);
    run.elected(5, 3);
    run.elected(1, 4);
    for server in [1, 2] {
        run.stores(server, &log(&[4]));
    }
    run.elected(2, 5);
    run.commits(1, 1);
    assert_eq!(run.violated(), []);
}

/// Two leaders of one term are one violation. That the second lacks what the first committed is not
/// another.
#[test]
fn a_leader_of_the_same_term_is_not_compared() {
    let mut run = two_committed();
    run.elected(5, 1);
    assert_eq!(run.violated(), [Property::ElectionSafety]);
}

/// The same entries committed again by a later leader were committed first in the earlier term.
#[test]
fn the_earliest_term_of_a_commit_counts() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.stores(1, &log(&[1]));
    run.stores(2, &log(&[1]));
    run.elected(2, 5);
    run.commits(2, 1);
    run.elected(3, 3);
    assert_eq!(run.violated(), [], "term 3 is not later than 5");
    run.commits(1, 1);
    assert_eq!(run.violated(), [Property::LeaderCompleteness], "but later than 1");
    let first = &run.violations()[0].first;
    assert_eq!((first.server.0, first.term), (1, 1));
}

#[test]
fn followers_words_commit_nothing() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.stores(2, &log(&[1]));
    run.commits(2, 1);
    run.elected(3, 2);
    assert_eq!(run.violated(), []);
}
