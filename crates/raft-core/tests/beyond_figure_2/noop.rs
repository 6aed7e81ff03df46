//! §8: a leader commits "a blank no-op entry into the log at the start of its term".

use raft_core::{Noop, RoleName, Rules, Timer};

use crate::common::*;

fn rules() -> Rules {
    Rules { noop: Noop::Appended, ..Rules::default() }
}

/// The entry is on disk before it is sent, and goes out with the first heartbeats.
#[test]
fn a_new_leader_appends_a_no_op() {
    let mut s1 = node(1).of(2).term(3).log("1 2").rules(rules()).candidate();
    assert_eq!(
        s1.receive(2, vote(3, true)),
        [
            became(RoleName::Leader, 3),
            cancel(Timer::Election),
            appended(3, "3"),
            send(2, append(3).after(at(2, 2)).entries("3")),
            set_heartbeat_timer(),
        ]
    );
}

/// It is of the leader's own term, so entries of earlier terms commit with it and no client's
/// command need come.
#[test]
fn earlier_entries_commit_without_a_client() {
    let mut s1 = node(1).of(3).term(3).log("1 2").rules(rules()).leader();
    let effects = s1.receive(2, stored(3, 3));
    assert_eq!(effects, [committed(3), applied(1, 3)]);
}

#[test]
fn a_single_server_commits_it_at_once() {
    let s1 = node(1).of(1).term(3).log("1").rules(rules()).leader();
    assert_eq!((s1.log().as_str(), s1.commit_index()), ("1 3", 2));
}

/// Figure 2 has no such entry.
#[test]
fn without_the_rule_nothing_is_appended() {
    let s1 = node(1).of(3).term(3).log("1 2").leader();
    assert_eq!(s1.log(), "1 2");
}
