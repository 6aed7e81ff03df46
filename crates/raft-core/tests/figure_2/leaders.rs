//! Figure 2, "Rules for Servers": leaders.

use raft_core::{NextTry, RoleName, Rules, Timer};

use crate::common::*;

/// "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server".
#[test]
fn a_new_leader_makes_itself_known() {
    let mut s1 = node(1).of(3).term(3).log("1 2").candidate();
    let heartbeat = append(3).after(at(2, 2));
    assert_eq!(
        s1.receive(3, vote(3, true)),
        [
            became(RoleName::Leader, 3),
            cancel(Timer::Election),
            send(2, heartbeat.clone()),
            send(3, heartbeat),
            set_heartbeat_timer(),
        ]
    );
    assert_eq!(s1.leader(), Some(1));
}

/// "repeat during idle periods to prevent election timeouts": each round sets the next one's timer,
/// and an election timeout that was on its way finds a leader.
#[test]
fn heartbeats_go_on() {
    let mut s1 = node(1).of(2).term(3).leader();
    for _ in 0..3 {
        assert_eq!(s1.heartbeat_timeout(), [send(2, append(3)), set_heartbeat_timer()]);
    }
    assert_eq!(s1.election_timeout(), []);
    assert_eq!((s1.role(), s1.term()), (RoleName::Leader, 3));
}

/// "If command received from client: append entry to local log, respond after entry applied to
/// state machine": it is applied when a majority stores it, and not before.
#[test]
fn a_command_is_applied_when_a_majority_stores_it() {
    let mut s1 = node(1).of(5).term(3).log("1").leader();
    let message = append(3).after(at(1, 1)).entry(proposed(3, 7));
    assert_eq!(
        s1.propose(7),
        [
            appended_proposal(2, 3, 7),
            accepted(7, 2),
            send(2, message.clone()),
            send(3, message.clone()),
            send(4, message.clone()),
            send(5, message),
        ]
    );
    assert_eq!(s1.receive(2, stored(3, 2)), []);
    assert_eq!(s1.receive(4, stored(3, 2)), [committed(2), applied(1, 2)]);
    assert_eq!(s1.receive(5, stored(3, 2)), []);
}

/// "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting
/// at nextIndex": from each follower's own, and again until it is acknowledged.
#[test]
fn every_follower_is_sent_what_it_lacks() {
    let mut s1 = node(1).of(4).term(3).log("1 1").leader();
    s1.receive(2, stored(3, 2));
    s1.receive(3, too_short(3, 2, 1));
    let effects = s1.propose(7);
    let to_s3 = append(3).after(at(1, 1)).entries("1").entry(proposed(3, 7));
    let to_others = append(3).after(at(1, 2)).entry(proposed(3, 7));
    assert_eq!(sent_to(2, &effects), [to_others.clone().into()]);
    assert_eq!(sent_to(3, &effects), [to_s3.clone().into()]);

    s1.receive(2, stored(3, 3));
    let effects = s1.heartbeat_timeout();
    assert_eq!(sent_to(2, &effects), [append(3).after(at(3, 3)).into()]);
    assert_eq!(sent_to(3, &effects), [to_s3.into()]);
    assert_eq!(sent_to(4, &effects), [to_others.into()]);
}

/// "If successful: update nextIndex and matchIndex for follower".
#[test]
fn an_acknowledgement_moves_both_indexes() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2").leader();
    s1.receive(2, too_short(3, 3, 0));
    assert_eq!((s1.next_index(2), s1.match_index(2)), (3, 0));
    assert_eq!(s1.receive(2, stored(3, 3)), []);
    assert_eq!((s1.next_index(2), s1.match_index(2)), (4, 3));
    assert_eq!((s1.next_index(3), s1.match_index(3)), (4, 0));
}

/// … to what was acknowledged, which need not be all that was sent.
#[test]
fn an_acknowledgement_of_a_part_moves_the_indexes_that_far() {
    let mut s1 = node(1).of(3).term(3).leader();
    s1.propose(7);
    s1.propose(8);
    s1.receive(2, stored(3, 1));
    assert_eq!((s1.next_index(2), s1.match_index(2), s1.commit_index()), (2, 1, 1));
}

/// "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry": at once,
/// with the entries from the new nextIndex on.
#[test]
fn a_refusal_is_answered_one_entry_earlier() {
    let mut s1 = node(1).of(3).term(5).log("1 2 4").leader();
    assert_eq!(
        s1.receive(2, too_short(5, 3, 0)),
        [send(2, append(5).after(at(2, 2)).entries("4"))]
    );
    assert_eq!(
        s1.receive(2, too_short(5, 2, 0)),
        [send(2, append(5).after(at(1, 1)).entries("2 4"))]
    );
    assert_eq!(s1.receive(2, too_short(5, 1, 0)), [send(2, append(5).entries("1 2 4"))]);
    assert_eq!((s1.next_index(2), s1.next_index(3)), (1, 4));
}

/// "fails *because of log inconsistency*": a refusal for a newer term is no reason to retry.
#[test]
fn a_refusal_for_the_term_ends_the_leadership() {
    let mut s1 = node(1).of(3).term(3).log("1 2").leader();
    let effects = s1.receive(2, too_short(4, 2, 0));
    assert_eq!((sent_to(2, &effects), s1.role()), (vec![], RoleName::Follower));
}

/// "decrement nextIndex" once for each refusal: one that comes twice, or late, says nothing new,
/// and nothing below matchIndex is tried again.
#[test]
fn a_late_refusal_is_ignored() {
    let mut s1 = node(1).of(3).term(5).log("1 2 4").leader();
    s1.receive(2, too_short(5, 3, 0));
    assert_eq!(s1.receive(2, too_short(5, 3, 0)), []);
    assert_eq!(s1.next_index(2), 3);

    s1.receive(2, stored(5, 3));
    for late in [0, 2, 3, u64::MAX] {
        assert_eq!(s1.receive(2, too_short(5, late, 0)), []);
    }
    assert_eq!((s1.next_index(2), s1.match_index(2)), (4, 3));
}

/// … however far back a refusal points: "matchIndex: index of highest log entry known to be
/// replicated" stays known.
#[test]
fn a_refusal_does_not_take_next_index_below_match_index() {
    for &next_try in NextTry::ALL {
        let rules = Rules { next_try, ..Rules::default() };
        let mut s1 = node(1).of(3).term(5).log("1 1 3").rules(rules).leader();
        s1.receive(2, stored(5, 2));
        s1.receive(2, conflict(5, 3, at(2, 1), 1));
        assert_eq!((s1.next_index(2), s1.match_index(2)), (3, 2), "{next_try:?}");
    }
}

/// "If there exists an N such that N > commitIndex, a majority of matchIndex\[i\] ≥ N …: set
/// commitIndex = N": the largest such N, the leader's own log being one of the majority.
#[test]
fn the_commit_index_is_what_a_majority_stores() {
    let mut s1 = node(1).of(5).term(3).leader();
    for request in 1..=4 {
        s1.propose(request);
    }
    // (follower, stored up to, and then committed up to)
    for (follower, index, commit_index) in
        [(2, 4, 0), (3, 1, 1), (4, 2, 2), (5, 1, 2), (3, 4, 4), (5, 4, 4)]
    {
        s1.receive(follower, stored(3, index));
        assert_eq!(s1.commit_index(), commit_index, "s{follower} stores up to {index}");
    }
}

/// … a majority of an even number of servers is more than a half.
#[test]
fn a_half_is_no_majority() {
    let mut s1 = node(1).of(4).term(3).leader();
    s1.propose(7);
    s1.receive(2, stored(3, 1));
    assert_eq!(s1.commit_index(), 0);
    s1.receive(3, stored(3, 1));
    assert_eq!(s1.commit_index(), 1);
}

/// "… and log\[N\].term == currentTerm" (§5.4.2): entries of earlier terms do not commit by
/// number, only under one of the leader's own.
#[test]
fn an_entry_of_an_earlier_term_commits_only_under_one_of_the_leaders_own() {
    let mut s1 = node(1).of(3).term(3).log("1 2").leader();
    s1.receive(2, stored(3, 2));
    s1.receive(3, stored(3, 2));
    assert_eq!(s1.commit_index(), 0);

    s1.propose(7);
    assert_eq!(s1.receive(2, stored(3, 3)), [committed(3), applied(1, 3)]);
}

/// Followers learn of it with the next AppendEntries (leaderCommit).
#[test]
fn the_commit_index_travels_with_the_next_append() {
    let mut s1 = node(1).of(3).term(3).leader();
    s1.propose(7);
    s1.receive(2, stored(3, 1));
    let heartbeat = append(3).after(at(3, 1)).commit(1);
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [heartbeat.into()]);
}

/// An AppendEntries of its own term cannot reach a leader (Election Safety); one that a broken
/// rule let through is ignored: a leader never overwrites its log (Figure 3, Leader Append-Only).
#[test]
fn a_leader_obeys_no_other_leader() {
    let mut s1 = node(1).of(3).term(3).log("1 2").leader();
    assert_eq!(s1.receive(2, append(3).after(at(1, 1)).entries("3")), []);
    assert_eq!((s1.log().as_str(), s1.role()), ("1 2", RoleName::Leader));
}
