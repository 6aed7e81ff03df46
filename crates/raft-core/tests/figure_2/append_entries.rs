//! Figure 2, "AppendEntries RPC".

use raft_core::{Decision, RoleName};

use crate::common::*;

/// "Invoked by leader to replicate log entries", "also used as heartbeat": entries are "empty for
/// heartbeat".
#[test]
fn a_heartbeat_is_an_append_without_entries() {
    let mut s1 = node(1).of(3).term(3).log("1 2").leader();
    let heartbeat = append(3).after(at(2, 2));
    assert_eq!(
        s1.heartbeat_timeout(),
        [send(2, heartbeat.clone()), send(3, heartbeat), set_heartbeat_timer()]
    );
}

/// Arguments: "leader's term", "index of log entry immediately preceding new ones" and its term,
/// the entries ("may send more than one"), "leader's commitIndex".
#[test]
fn an_append_says_where_its_entries_belong() {
    let mut s1 = node(1).of(3).term(3).log("1 2").leader();
    s1.receive(2, too_short(3, 2, 1));
    s1.receive(3, stored(3, 2));
    s1.propose(7);
    s1.receive(3, stored(3, 3));
    let message = append(3).after(at(1, 1)).entries("2").entry(proposed(3, 7)).commit(3);
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [message.into()]);
}

/// Arguments, leaderId: "so follower can redirect clients". It is the message's sender.
#[test]
fn a_follower_sends_clients_to_the_leader_it_heard() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert_eq!(s1.propose(7), [not_leader(7, None)]);
    s1.receive(2, append(3));
    assert_eq!(s1.propose(8), [not_leader(8, Some(2))]);
}

/// Results, term: "for leader to update itself".
#[test]
fn a_stale_leader_learns_the_term_from_the_answer() {
    let mut s1 = node(1).of(3).term(5).follower();
    let answer = sent_to(2, &s1.receive(2, append(3)));
    let mut s2 = node(2).of(3).term(3).leader();
    s2.receive(1, answer[0].clone());
    assert_eq!((s2.term(), s2.role()), (5, RoleName::Follower));
}

/// Results, success: "true if follower contained entry matching prevLogIndex and prevLogTerm".
#[test]
fn an_append_that_fits_succeeds() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2").follower();
    let effects = s1.receive(2, append(3).after(at(2, 3)));
    assert_eq!(effects, [set_election_timer(), send(2, stored(3, 3))]);
    // Every log agrees before its first entry.
    let effects = s1.receive(2, append(3).after(at(0, 0)));
    assert_eq!(effects, [set_election_timer(), send(2, stored(3, 0))]);
}

/// Receiver 1: "Reply false if term < currentTerm". Nothing else happens: no entry is stored,
/// nothing is committed, no election is put off.
#[test]
fn rule_1_a_stale_leader_is_refused() {
    let mut s1 = node(1).of(3).term(3).log("1 1").follower();
    let effects = s1.receive(2, append(2).after(at(1, 2)).entries("2").commit(2));
    assert_eq!(effects, [send(2, conflict(3, 2, at(1, 1), 2))]);
    assert_eq!((s1.log().as_str(), s1.commit_index(), s1.leader()), ("1 1", 0, None));
}

/// Receiver 2: "Reply false if log doesn't contain an entry at prevLogIndex …": it is shorter.
#[test]
fn rule_2_a_log_that_is_too_short_refuses() {
    let mut s1 = node(1).of(3).term(3).log("1 1").follower();
    let effects = s1.receive(2, append(3).after(at(1, 3)).entries("3").commit(2));
    assert_eq!(effects, [set_election_timer(), send(2, too_short(3, 3, 2))]);
    assert_eq!((s1.log().as_str(), s1.commit_index()), ("1 1", 0));
    let decision = Decision::Consistency { prev_log: at(1, 3), own_term: None, matches: false };
    assert_eq!(s1.decisions(), [decision]);
}

/// Receiver 2: "… whose term matches prevLogTerm": it is of another term.
#[test]
fn rule_2_another_term_at_prev_index_refuses() {
    let mut s1 = node(1).of(3).term(3).log("1 1 1").follower();
    let effects = s1.receive(2, append(3).after(at(2, 3)).entries("3").commit(3));
    assert_eq!(effects, [set_election_timer(), send(2, conflict(3, 3, at(1, 1), 3))]);
    // Refusing removes nothing: that is for the entries that will come instead.
    assert_eq!((s1.log().as_str(), s1.commit_index()), ("1 1 1", 0));
}

/// §5.3: a refusal carries "the term of the conflicting entry and the first index it stores for
/// that term".
#[test]
fn a_refusal_names_the_conflicting_term_and_its_first_index() {
    let mut s1 = node(1).of(3).term(5).log("1 1 2 2 2 4").follower();
    let effects = s1.receive(2, append(5).after(at(3, 5)));
    assert_eq!(effects, [set_election_timer(), send(2, conflict(5, 5, at(2, 3), 6))]);
}

/// Receiver 3: "If an existing entry conflicts with a new one (same index but different terms),
/// delete the existing entry and all that follow it".
#[test]
fn rule_3_a_conflicting_entry_and_all_after_it_are_deleted() {
    let mut s1 = node(1).of(3).term(3).log("1 1 2 2 2").follower();
    let effects = s1.receive(2, append(3).after(at(1, 1)).entries("1 3"));
    assert_eq!(
        effects,
        [set_election_timer(), truncated(3), appended(3, "3"), send(2, stored(3, 3))]
    );
    assert_eq!(s1.log(), "1 1 3");
}

/// Receiver 3 deletes nothing without a conflict: an append that comes late must not remove what
/// was acknowledged since.
#[test]
fn rule_3_without_a_conflict_nothing_is_deleted() {
    let mut s1 = node(1).of(3).term(3).log("1 1 3 3 3").follower();
    let late = s1.receive(2, append(3).after(at(1, 1)).entries("1 3"));
    assert_eq!(late, [set_election_timer(), send(2, stored(3, 3))]);
    let heartbeat = s1.receive(2, append(3).after(at(1, 2)));
    assert_eq!(heartbeat, [set_election_timer(), send(2, stored(3, 2))]);
    assert_eq!(s1.log(), "1 1 3 3 3");
}

/// Receiver 4: "Append any new entries not already in the log".
#[test]
fn rule_4_only_what_is_missing_is_appended() {
    let mut s1 = node(1).of(3).term(3).log("1 1 3").follower();
    let effects = s1.receive(2, append(3).after(at(1, 1)).entries("1 3 3 3"));
    assert_eq!(effects, [set_election_timer(), appended(4, "3 3"), send(2, stored(3, 5))]);
    assert_eq!(s1.log(), "1 1 3 3 3");
}

/// Receiver 4, into an empty log.
#[test]
fn rule_4_a_log_begins_at_index_1() {
    let mut s1 = node(1).of(3).term(3).follower();
    let effects = s1.receive(2, append(3).entries("1 2 3"));
    assert_eq!(effects, [set_election_timer(), appended(1, "1 2 3"), send(2, stored(3, 3))]);
}

/// Receiver 3 and 4 twice are as good as once: RPCs are retried (§5.5).
#[test]
fn an_append_repeated_changes_nothing() {
    let mut s1 = node(1).of(3).term(3).log("1 2 2").follower();
    let message = append(3).after(at(1, 1)).entries("3 3").commit(2);
    s1.receive(2, message.clone());
    let before = s1.node.clone();
    assert_eq!(s1.receive(2, message), [set_election_timer(), send(2, stored(3, 3))]);
    assert_eq!(s1.node, before);
}

/// Receiver 5: "If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, …)": no
/// further than the leader has committed.
#[test]
fn rule_5_commit_index_follows_the_leaders() {
    let mut s1 = node(1).of(3).term(3).log("1 1 1").follower();
    let effects = s1.receive(2, append(3).after(at(1, 3)).commit(2));
    assert_eq!(effects, [set_election_timer(), committed(2), applied(1, 2), send(2, stored(3, 3))]);
}

/// Receiver 5: "min(…, index of last new entry)": what lies beyond may be none of the leader's.
#[test]
fn rule_5_commits_only_what_the_message_vouches_for() {
    let mut s1 = node(1).of(3).term(4).log("1 1 2 2 2").follower();
    s1.receive(2, append(4).after(at(1, 1)).entries("1").commit(5));
    assert_eq!((s1.commit_index(), s1.log().as_str()), (2, "1 1 2 2 2"));
    // A heartbeat vouches for its prevLogIndex.
    s1.receive(2, append(4).after(at(2, 3)).commit(5));
    assert_eq!(s1.commit_index(), 3);
}

/// Receiver 5 never takes commitIndex back, however little a message vouches for, nor says it did.
#[test]
fn rule_5_a_message_that_vouches_for_less_changes_nothing() {
    let mut s1 = node(1).of(3).term(3).log("1 1 1").follower();
    s1.receive(2, append(3).after(at(1, 3)).commit(2));
    s1.receive(2, append(3).after(at(1, 1)).commit(3));
    assert_eq!(s1.commit_index(), 2);
    let unchanged =
        Decision::FollowerCommit { leader_commit: 3, last_new: 1, last_own: 3, commit_index: 2 };
    assert!(s1.decisions().contains(&unchanged));
}

/// Receiver 5 comes after 3 and 4: what is applied is what was stored.
#[test]
fn rule_5_new_entries_are_stored_before_they_are_committed() {
    let mut s1 = node(1).of(3).term(3).log("1 2").follower();
    let effects = s1.receive(2, append(3).after(at(1, 1)).entries("3").commit(2));
    assert_eq!(
        effects,
        [
            set_election_timer(),
            truncated(2),
            appended(2, "3"),
            committed(2),
            applied(1, 2),
            send(2, stored(3, 2)),
        ]
    );
}
