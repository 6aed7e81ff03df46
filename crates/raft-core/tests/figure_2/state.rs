//! Figure 2, "State".

use raft_core::{Durable, Effect, LogId, Node, RoleName, Term};

use crate::common::*;

/// All servers: `currentTerm` is "initialized to 0 on first boot", `votedFor` is "null if none",
/// the log is empty; `commitIndex` and `lastApplied` are "initialized to 0".
#[test]
fn on_first_boot_everything_is_zero_or_nothing() {
    let s1 = node(1).of(3).follower();
    assert_eq!((s1.term(), s1.vote(), s1.log().as_str()), (0, None, ""));
    assert_eq!((s1.commit_index(), s1.last_applied()), (0, 0));
    assert_eq!(s1.role(), RoleName::Follower);
}

/// Persistent state: "updated on stable storage before responding to RPCs": a vote.
#[test]
fn a_vote_is_on_disk_before_it_is_given() {
    let mut s1 = node(1).of(3).term(3).follower();
    let effects = s1.receive(2, request_vote(3, at(0, 0)));
    assert_eq!(effects, [persist(3, Some(2)), set_election_timer(), send(2, vote(3, true))]);
}

/// Persistent state: "updated on stable storage before responding to RPCs": a term.
#[test]
fn a_term_is_on_disk_before_it_is_told() {
    let mut s1 = node(1).of(3).term(3).log("3").follower();
    let effects = s1.receive(2, request_vote(4, at(2, 1)));
    assert_eq!(effects, [persist(4, None), became(RoleName::Follower, 4), send(2, vote(4, false))]);
}

/// Persistent state: "updated on stable storage before responding to RPCs": log entries.
#[test]
fn entries_are_on_disk_before_they_are_acknowledged() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2 2").follower();
    let effects = s1.receive(2, append(3).after(at(1, 2)).entries("3 3"));
    assert_eq!(
        effects,
        [set_election_timer(), truncated(3), appended(3, "3 3"), send(2, stored(3, 4))]
    );
}

/// The same for the leader's own log, which counts toward the majority.
#[test]
fn a_leader_has_an_entry_on_disk_before_it_sends_it() {
    let mut s1 = node(1).of(2).term(3).leader();
    let effects = s1.propose(7);
    let message = append(3).entry(proposed(3, 7));
    assert_eq!(effects, [appended_proposal(1, 3, 7), accepted(7, 1), send(2, message)]);
}

/// Persistent state survives a crash: `currentTerm`, `votedFor` and `log[]`.
#[test]
fn a_crash_leaves_term_vote_and_log() {
    let mut s1 = node(1).of(3).term(3).log("1 1").follower();
    s1.receive(2, request_vote(4, at(1, 2)));
    s1.receive(2, append(4).after(at(1, 2)).entries("4"));
    s1.restart();
    assert_eq!((s1.term(), s1.vote(), s1.log().as_str()), (4, Some(2), "1 1 4"));
}

/// `votedFor`: the "candidateId that received vote in current term", remembered across a crash.
#[test]
fn a_restarted_server_keeps_to_its_vote() {
    let mut s1 = node(1).of(3).term(3).follower();
    s1.receive(2, request_vote(3, at(0, 0)));
    s1.restart();
    assert_eq!(s1.receive(3, request_vote(3, at(0, 0))), [send(3, vote(3, false))]);
    let again = s1.receive(2, request_vote(3, at(0, 0)));
    assert_eq!(again, [set_election_timer(), send(2, vote(3, true))]);
}

/// Volatile state does not survive: `commitIndex` and `lastApplied` start from 0 again, a leader
/// comes back as a follower, and the state machine is fed anew.
#[test]
fn a_crash_drops_what_is_volatile() {
    let mut s1 = node(1).of(3).term(3).log("1").leader();
    s1.propose(7);
    s1.receive(2, stored(3, 2));
    assert_eq!((s1.commit_index(), s1.last_applied()), (2, 2));

    assert_eq!(s1.restart(), [became(RoleName::Follower, 3), set_election_timer()]);
    assert_eq!((s1.commit_index(), s1.last_applied(), s1.leader()), (0, 0, None));
    s1.receive(2, append(4).after(at(3, 2)).commit(1));
    assert_eq!(s1.last_applied(), 1);
}

/// `currentTerm`: "increases monotonically".
#[test]
fn a_term_never_goes_back() {
    let mut s1 = node(1).of(3).term(5).follower();
    for message in [request_vote(4, at(9, 9)), vote(4, true), append(4).into(), stored(4, 1)] {
        s1.receive(2, message);
        assert_eq!(s1.term(), 5);
    }
}

/// There is no term above the largest: a second vote in it would break "increases monotonically".
#[test]
fn in_the_last_term_of_all_nobody_stands_again() {
    let mut s1 = node(1).of(3).term(Term::MAX - 1).follower();
    s1.receive(2, request_vote(Term::MAX, at(0, 0)));
    assert_eq!(s1.election_timeout(), [set_election_timer()]);
    assert_eq!((s1.vote(), s1.role()), (Some(2), RoleName::Follower));
}

/// `log[]`: "first index is 1", and an entry is known by its term there.
#[test]
fn the_first_entry_has_index_1() {
    let s1 = node(1).of(3).log("1 1 2").follower();
    let log = &s1.node.durable.log;
    assert_eq!(log.get(0), None);
    assert_eq!(log.get(1), Some(&entry(1)));
    assert_eq!(log.last_id(), LogId { term: 2, index: 3 });
    assert_eq!(log.get(4), None);
}

/// `log[]`: "each entry contains command for state machine, and term when entry was received by
/// leader".
#[test]
fn an_entry_is_a_command_and_the_leaders_term() {
    let mut s1 = node(1).of(3).term(3).log("1").leader();
    s1.propose(7);
    assert_eq!(s1.node.durable.log.get(2), Some(&proposed(3, 7)));
}

/// `commitIndex`: "increases monotonically", also when an older leaderCommit comes late.
#[test]
fn commit_index_never_goes_back() {
    let mut s1 = node(1).of(3).term(3).log("1 1 1").follower();
    s1.receive(2, append(3).after(at(1, 3)).commit(3));
    let late = s1.receive(2, append(3).after(at(1, 1)).commit(1));
    assert_eq!(late, [set_election_timer(), send(2, stored(3, 1))]);
    assert_eq!(s1.commit_index(), 3);
}

/// `lastApplied`: "increases monotonically", one entry at a time, each entry once.
#[test]
fn every_entry_is_applied_once_and_in_order() {
    let mut s1 = node(1).of(3).term(3).log("1 2 2").follower();
    let mut all = Vec::new();
    for leader_commit in [2, 1, 2, 3, 3] {
        all.extend(s1.receive(2, append(3).after(at(2, 3)).commit(leader_commit)));
    }
    all.retain(|effect| matches!(effect, Effect::Apply { .. }));
    assert_eq!(all, [applied(1, 2), applied(3, 3)]);
}

/// Leaders: "reinitialized after election". `nextIndex[]`: "leader last log index + 1".
/// `matchIndex[]`: "initialized to 0".
#[test]
fn a_new_leader_knows_nothing_of_its_followers() {
    let s1 = node(1).of(3).term(3).log("1 1 2").leader();
    for peer in [2, 3] {
        assert_eq!((s1.next_index(peer), s1.match_index(peer)), (4, 0));
    }
}

/// Leaders: "reinitialized after election": nothing is left from an earlier leadership.
#[test]
fn a_leader_elected_again_starts_over() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2").leader();
    s1.receive(2, stored(3, 3));
    s1.receive(3, too_short(3, 3, 1));
    assert_eq!((s1.match_index(2), s1.next_index(3)), (3, 3));

    s1.receive(2, request_vote(4, at(0, 0)));
    s1.election_timeout();
    s1.receive(3, vote(5, true));
    for peer in [2, 3] {
        assert_eq!((s1.next_index(peer), s1.match_index(peer)), (4, 0));
    }
}

/// `matchIndex[]`: "increases monotonically", although acknowledgements may overtake each other.
#[test]
fn match_index_never_goes_back() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2").leader();
    s1.receive(2, stored(3, 3));
    s1.receive(2, stored(3, 1));
    assert_eq!((s1.match_index(2), s1.next_index(2)), (3, 4));
}

/// The durable state is all that a restart needs.
#[test]
fn a_node_is_made_of_what_is_on_its_disk() {
    let s1 = node(1).of(3).term(3).voted_for(2).log("1 1").follower();
    let again = Node::new(s1.node.config.clone(), s1.node.durable.clone());
    assert_eq!(again, s1.node);
    assert_ne!(again.durable, Durable::default());
}
