//! Figure 2, "Rules for Servers": all servers.

use raft_core::{Message, RoleName, Timer};

use crate::common::*;

/// Rule 1: "If commitIndex > lastApplied: increment lastApplied, apply log\[lastApplied\] to state
/// machine", on a follower.
#[test]
fn rule_1_a_follower_applies_what_is_committed() {
    let mut s1 = node(1).of(3).term(3).log("1 2 3").follower();
    let effects = s1.receive(2, append(3).after(at(3, 3)).commit(2));
    assert_eq!(effects[1..3], [committed(2), applied(1, 2)]);
    assert_eq!((s1.commit_index(), s1.last_applied()), (2, 2));
}

/// Rule 1, on a leader.
#[test]
fn rule_1_a_leader_applies_what_is_committed() {
    let mut s1 = node(1).of(3).term(3).log("1").leader();
    s1.propose(7);
    let effects = s1.receive(2, stored(3, 2));
    assert_eq!(effects, [committed(2), applied(1, 2)]);
}

/// Rule 2: "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert
/// to follower", whichever message it is, and whatever the server was.
#[test]
fn rule_2_a_larger_term_makes_anybody_a_follower() {
    let messages: [Message; 5] = [
        request_vote(4, at(0, 0)),
        vote(4, false),
        append(4).after(at(9, 9)).into(),
        stored(4, 1),
        too_short(4, 1, 0),
    ];
    let servers = [
        node(1).of(3).term(3).voted_for(1).log("1").follower(),
        node(1).of(3).term(3).log("1").candidate(),
        node(1).of(3).term(3).log("1").leader(),
    ];
    for message in messages {
        for mut server in servers.clone() {
            let effects = server.receive(2, message.clone());
            let expected = [persist(4, None), became(RoleName::Follower, 4)];
            assert_eq!(effects[..2], expected, "{message:?}");
            let state = (server.term(), server.vote(), server.role());
            assert_eq!(state, (4, None, RoleName::Follower), "{message:?}");
        }
    }
}

/// Rule 2, and then the message is acted on: in the same step, in the new term.
#[test]
fn rule_2_comes_before_the_message_itself() {
    let mut s1 = node(1).of(3).term(3).log("1").follower();
    let effects = s1.receive(2, append(4).after(at(1, 1)).entries("4"));
    assert_eq!(
        effects,
        [
            persist(4, None),
            became(RoleName::Follower, 4),
            set_election_timer(),
            appended(2, "4"),
            send(2, stored(4, 2)),
        ]
    );
}

/// Rule 2 for a leader: heartbeats end, and the wait for the next leader begins.
#[test]
fn rule_2_a_deposed_leader_waits_for_the_next() {
    let mut s1 = node(1).of(3).term(3).log("1").leader();
    let effects = s1.receive(2, request_vote(4, at(0, 0)));
    assert_eq!(
        effects,
        [
            persist(4, None),
            became(RoleName::Follower, 4),
            cancel(Timer::Heartbeat),
            set_election_timer(),
            send(2, vote(4, false)),
        ]
    );
    assert_eq!((s1.leader(), s1.heartbeat_timeout()), (None, vec![]));
    assert_eq!(s1.propose(7), [not_leader(7, None)]);
}

/// Rule 2: whoever led the old term does not lead the new one.
#[test]
fn rule_2_a_new_term_has_no_leader_yet() {
    let mut s1 = node(1).of(3).term(3).follower();
    s1.receive(2, append(3));
    s1.receive(3, vote(4, false));
    assert_eq!(s1.propose(7), [not_leader(7, None)]);
}

/// Rule 2, the other way round (§5.1): a stale answer is no answer.
#[test]
fn answers_of_an_earlier_term_are_dropped() {
    let mut candidate = node(1).of(3).term(3).candidate();
    assert_eq!(candidate.receive(2, vote(2, true)), []);
    assert_eq!(candidate.role(), RoleName::Candidate);

    let mut leader = node(1).of(3).term(3).log("1 1").leader();
    for message in [stored(2, 2), too_short(2, 2, 0)] {
        assert_eq!(leader.receive(2, message), []);
        assert_eq!((leader.match_index(2), leader.next_index(2)), (0, 3));
    }
}

/// No sentence of Figure 2, but what all of them mean by "servers": those of the cluster.
#[test]
fn nobody_outside_the_cluster_is_heard() {
    let mut s1 = node(1).of(3).term(3).candidate();
    for stranger in [1, 4, 64, 255] {
        for message in [vote(3, true), request_vote(9, at(9, 9)), append(9).into()] {
            assert_eq!(s1.receive(stranger, message), []);
        }
    }
    assert_eq!((s1.role(), s1.term()), (RoleName::Candidate, 3));
}
