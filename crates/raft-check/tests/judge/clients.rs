//! Promises to clients: nothing acknowledged is lost, and answers rest on what is committed.

use raft_check::{Claim, Property};
use raft_core::{RoleName, ServerId};
use raft_sim::{Answer, ClientId, Endpoint, RequestId, What};

use crate::judged_run::{JudgedRun, entry};

/// In a cluster of three, `s1` is leader in term 1, and these servers have the command of request 1.
fn stored_on(servers: &[u8]) -> JudgedRun {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    for &server in servers {
        run.stores(server, &[entry(1, 1)]);
    }
    run.commits(1, 1);
    run.applies(1, 1);
    run
}

fn acknowledged_on(servers: &[u8]) -> JudgedRun {
    let mut run = stored_on(servers);
    let answer = run.answers(1, 1, 1);
    run.hears(answer, 1);
    run
}

#[test]
fn an_answer_from_a_majority_is_well() {
    assert_eq!(acknowledged_on(&[1, 2]).violated(), []);
}

#[test]
fn an_answer_that_names_another_commands_entry() {
    let mut run = stored_on(&[1, 2]);
    let answer = run.answers(1, 2, 1);
    assert_eq!(run.violated(), [], "nobody has heard it yet");
    run.hears(answer, 2);
    assert_eq!(run.violated(), [Property::FalseAcknowledgement]);
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let (request, index, instead) = (RequestId(2), 1, Some(entry(1, 1)));
    let not_there = Claim::NotThere { request, index, instead };
    assert_eq!(claims, [Claim::Reported { request, index }, not_there]);
}

#[test]
fn an_answer_for_a_command_in_no_log() {
    for index in [0, 2] {
        let mut run = stored_on(&[1, 2]);
        let answer = run.answers(1, 2, index);
        run.hears(answer, 2);
        let again = run.answers(1, 3, index);
        run.hears(again, 3);
        assert_eq!(run.violated(), [Property::FalseAcknowledgement], "of each server once");
        let not_there = Claim::NotThere { request: RequestId(2), index, instead: None };
        assert_eq!(run.violations()[0].second.claim, not_there);
    }
}

#[test]
fn an_answer_from_less_than_a_majority_is_not() {
    let mut run = stored_on(&[1]);
    let answer = run.answers(1, 1, 1);
    assert_eq!(run.violated(), [], "nobody has heard it yet");
    // When the client hears the answer, the entry is on a majority. It was not when the answer was sent.
    run.stores(2, &[entry(1, 1)]);
    let heard = run.hears(answer, 1);
    let violation = &run.violations()[0];
    assert_eq!((violation.property, violation.seq), (Property::UncommittedRead, heard));
    let (request, index) = (RequestId(1), 1);
    let (entry, answer) = (entry(1, 1), Answer::Done);
    assert_eq!(violation.first.claim, Claim::Answered { request, index, entry, answer });
    let servers = [ServerId(1)].into_iter().collect();
    assert_eq!(violation.second.claim, Claim::OnDisksOf { servers, needed: 2 });
}

#[test]
fn a_leader_that_answers_too_early_is_told_of_once_a_term() {
    let mut run = stored_on(&[1]);
    for (term, count) in [(1, 1), (2, 2)] {
        if term > 1 {
            run.elected(1, term);
        }
        for _ in 0..3 {
            let answer = run.answers(1, 1, 1);
            run.hears(answer, 1);
        }
        assert_eq!(run.violated(), vec![Property::UncommittedRead; count]);
    }
}

/// The disks of all servers count towards the majority, whether the servers run or not.
#[test]
fn crashed_servers_disks_count() {
    let mut run = stored_on(&[1, 2]);
    run.crashes(2);
    let answer = run.answers(1, 1, 1);
    run.hears(answer, 1);
    assert_eq!(run.violated(), []);
}

/// The entry alone is not enough: all before it must be the same.
#[test]
fn an_answer_rests_on_all_entries_up_to_it() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 2);
    run.stores(1, &[entry(1, 1), entry(2, 2)]);
    run.stores(2, &[entry(2, 3), entry(2, 2)]);
    let answer = run.answers(1, 2, 2);
    run.hears(answer, 2);
    assert!(run.violated().contains(&Property::UncommittedRead));
}

#[test]
fn a_copy_of_an_answer_rests_on_what_the_answer_rested_on() {
    let mut run = stored_on(&[1]);
    let answer = run.answers(1, 1, 1);
    run.stores(2, &[entry(1, 1)]);
    let copy = run.copies(1, answer, 1, 1);
    run.hears(copy, 1);
    assert_eq!(run.violated(), [Property::UncommittedRead]);
}

/// This holds even if the original has arrived or is lost, and only another copy is left.
#[test]
fn a_copy_of_a_copy_rests_on_it_too() {
    let mut run = stored_on(&[1]);
    let answer = run.answers(1, 1, 1);
    run.copies(1, answer, 1, 1);
    let to = Endpoint::Client(ClientId(1));
    run.tell(None, What::Arrived { message: answer, to });
    run.stores(2, &[entry(1, 1)]);
    let copy = run.copies(1, answer, 1, 1);
    run.hears(copy, 1);
    assert_eq!(run.violated(), [Property::UncommittedRead]);
}

#[test]
fn what_is_on_one_disk_still_is_not_lost() {
    let mut run = acknowledged_on(&[1, 2]);
    run.removes(2, 1);
    assert_eq!(run.violated(), []);
}

#[test]
fn a_command_whose_last_copy_goes_is_lost() {
    let mut run = acknowledged_on(&[1, 2]);
    run.removes(2, 1);
    run.role(1, RoleName::Follower, 2);
    let removed = run.removes(1, 1);
    let (property, [(_, by), last]) = run.only();
    assert_eq!((property, by, last), (Property::AcknowledgedLost, 1, (removed, 1)));
    assert_eq!(run.violations()[0].second.claim, Claim::LastCopyGone { index: 1 });
}

#[test]
fn a_disk_that_forgets_loses_too() {
    let mut run = acknowledged_on(&[1, 2]);
    run.crashes_to(1, &[]);
    let crashed = run.crashes_to(2, &[]);
    assert_eq!(run.violated(), [Property::AcknowledgedLost]);
    assert_eq!(run.violations()[0].seq, crashed);
    assert_eq!(run.violations()[0].second.claim, Claim::LastCopyLost { index: 1 });
    run.restarts(1);
    run.restarts(2);
    assert_eq!(run.violated().len(), 1);
}

#[test]
fn a_crash_alone_loses_nothing() {
    let mut run = acknowledged_on(&[1, 2]);
    for server in 1..=3 {
        run.crashes(server);
    }
    for server in 1..=3 {
        run.restarts(server);
    }
    assert_eq!(run.violated(), []);
}

/// A client that asked twice has its command in two entries; one of them is enough.
#[test]
fn a_command_that_is_in_another_entry_is_not_lost() {
    let mut run = acknowledged_on(&[1, 2]);
    run.stores(3, &[entry(2, 9), entry(2, 1)]);
    run.removes(2, 1);
    run.role(1, RoleName::Follower, 2);
    run.removes(1, 1);
    assert_eq!(run.violated(), []);
    run.removes(3, 2);
    assert_eq!(run.violated(), [Property::AcknowledgedLost]);
}

#[test]
fn it_may_be_gone_before_the_client_hears_of_it() {
    let mut run = stored_on(&[1, 2]);
    let answer = run.answers(1, 1, 1);
    run.crashes_to(2, &[]);
    run.crashes_to(1, &[]);
    assert_eq!(run.violated(), []);
    run.hears(answer, 1);
    assert_eq!(run.violated(), [Property::AcknowledgedLost]);
}

/// A leader of a later term commits something else in its place: the cluster has gone on without it.
#[test]
fn a_command_that_a_later_leader_commits_over_is_lost() {
    let mut run = acknowledged_on(&[1, 2]);
    run.elected(3, 2);
    run.stores(3, &[entry(2, 5)]);
    assert_eq!(run.violated(), [Property::LeaderCompleteness], "it is still on two disks");
    let committed = run.commits(3, 1);
    assert_eq!(run.violated(), [Property::LeaderCompleteness, Property::AcknowledgedLost]);
    let claim = Claim::Committed { index: 1, entry: entry(2, 5) };
    let second = &run.violations()[1].second;
    assert_eq!((&second.claim, second.seq), (&claim, committed));
    run.commits(3, 1);
    assert_eq!(run.violated().len(), 2, "once");
}

#[test]
fn a_later_leader_that_has_the_command_elsewhere_keeps_it() {
    let mut run = acknowledged_on(&[1, 2]);
    run.elected(3, 2);
    run.stores(3, &[entry(2, 5), entry(2, 1)]);
    run.commits(3, 2);
    assert!(!run.violated().contains(&Property::AcknowledgedLost));
}

/// A commit by a leader of an earlier term loses nothing that was committed in a later one.
#[test]
fn an_old_leader_takes_nothing_from_a_later_one() {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    run.elected(2, 2);
    run.stores(2, &[entry(2, 1)]);
    run.stores(3, &[entry(2, 1)]);
    run.commits(2, 1);
    let answer = run.answers(2, 1, 1);
    run.hears(answer, 1);
    run.stores(1, &[entry(1, 7)]);
    run.commits(1, 1);
    assert!(!run.violated().contains(&Property::AcknowledgedLost));
}

#[test]
fn nor_does_one_that_lacks_something_itself() {
    let mut run = acknowledged_on(&[1, 2]);
    run.elected(3, 2);
    assert_eq!(run.violated(), [Property::LeaderCompleteness]);
    run.elected(1, 3);
    run.stores(1, &[entry(3, 2)]);
    run.stores(2, &[entry(3, 2)]);
    run.commits(1, 2);
    let answer = run.answers(1, 2, 2);
    run.hears(answer, 2);
    // The leader of term 2 commits over entries of terms 1 and 3. Only that of term 1 is lost, as term 3 is
    // later.
    run.stores(3, &[entry(2, 8), entry(2, 9)]);
    run.commits(3, 2);
    let lost = |it: &raft_check::Violation| it.property == Property::AcknowledgedLost;
    let lost: Vec<_> = run.violations().into_iter().filter(lost).collect();
    assert_eq!(lost.len(), 1);
    let (request, index) = (RequestId(1), 1);
    let first = &lost[0].first.claim;
    assert_eq!(*first, Claim::Acknowledged { request, index, entry: entry(1, 1) });
}
