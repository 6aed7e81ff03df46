//! Figure 2, "Rules for Servers": followers (§5.2).

use raft_core::{Effect, RoleName, Timer};

use crate::common::*;

/// "Respond to RPCs from candidates and leaders": each with one answer to whoever asked.
#[test]
fn every_call_gets_one_answer() {
    let calls = [
        (request_vote(2, at(0, 0)), vote(3, false)),
        (request_vote(3, at(0, 0)), vote(3, true)),
        (append(2).into(), conflict(3, 0, at(0, 1), 0)),
        (append(3).into(), stored(3, 0)),
        (append(3).after(at(1, 1)).into(), too_short(3, 1, 0)),
    ];
    for (call, answer) in calls {
        let mut s1 = node(1).of(3).term(3).follower();
        let mut effects = s1.receive(2, call);
        effects.retain(|effect| matches!(effect, Effect::Send { .. }));
        assert_eq!(effects, [send(2, answer)]);
    }
}

/// … and it starts none itself: it is passive (§5.1).
#[test]
fn a_follower_answers_no_answers() {
    let mut s1 = node(1).of(3).term(3).follower();
    for message in [vote(3, true), pre_vote_answer(4, true), stored(3, 1), too_short(3, 1, 0)] {
        assert_eq!(s1.receive(2, message), []);
        assert_eq!(s1.role(), RoleName::Follower);
    }
    assert_eq!(s1.heartbeat_timeout(), []);
}

/// "If election timeout elapses …: convert to candidate". The wait begins when the server comes up.
#[test]
fn without_a_leader_a_follower_stands_for_election() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert_eq!(s1.restart(), [became(RoleName::Follower, 3), set_election_timer()]);
    s1.election_timeout();
    assert_eq!(s1.role(), RoleName::Candidate);
}

/// "… without receiving AppendEntries RPC from current leader": each one starts the wait anew,
/// whether its entries fit or not.
#[test]
fn the_leaders_append_puts_the_election_off() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert_eq!(s1.receive(2, append(3))[0], set_election_timer());
    assert_eq!(s1.receive(2, append(3).after(at(3, 9)))[0], set_election_timer());
}

/// "… from *current* leader": one of an earlier term puts nothing off.
#[test]
fn a_stale_leaders_append_does_not_put_the_election_off() {
    let mut s1 = node(1).of(3).term(3).follower();
    let effects = s1.receive(2, append(2));
    assert!(!effects.contains(&set_election_timer()));
}

/// "… or granting vote to candidate".
#[test]
fn a_granted_vote_puts_the_election_off() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert!(s1.receive(2, request_vote(3, at(0, 0))).contains(&set_election_timer()));
}

/// "… or *granting*": a refused vote puts nothing off, not even when it brings a new term.
#[test]
fn a_refused_vote_does_not_put_the_election_off() {
    let mut s1 = node(1).of(3).term(3).voted_for(3).log("3").follower();
    for call in [request_vote(2, at(9, 9)), request_vote(3, at(9, 9)), request_vote(4, at(0, 0))] {
        assert!(!s1.receive(2, call).contains(&set_election_timer()));
    }
}

/// A follower's other timers are a leader's, and say nothing to it.
#[test]
fn a_leaders_timers_mean_nothing_to_a_follower() {
    let mut s1 = node(1).of(3).term(3).follower();
    for timer in [Timer::Heartbeat, Timer::QuorumCheck, Timer::LeaderContact] {
        assert_eq!(s1.step(raft_core::Input::Timer(timer)), []);
    }
}
