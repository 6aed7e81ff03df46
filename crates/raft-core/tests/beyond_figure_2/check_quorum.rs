//! Dissertation §6.2, CheckQuorum: "a leader in Raft steps down if an election timeout elapses
//! without a successful round of heartbeats to a majority of its cluster".

use raft_core::{CheckQuorum, Effect, Input, Range, RoleName, Rules, Timer};

use crate::common::*;

fn server(servers: u8) -> Setup {
    let rules = Rules { check_quorum: CheckQuorum::On, ..Rules::default() };
    node(1).of(servers).term(3).rules(rules)
}

fn check(leader: &mut Server) -> Vec<Effect> {
    leader.step(Input::Timer(Timer::QuorumCheck))
}

fn set_check_timer() -> Effect {
    Effect::SetTimer { timer: Timer::QuorumCheck, range: Range::exactly(ELECTION.max) }
}

#[test]
fn a_new_leader_begins_to_watch() {
    let mut s1 = server(3).candidate();
    assert!(s1.receive(2, vote(3, true)).contains(&set_check_timer()));
}

#[test]
fn a_leader_that_hears_from_a_majority_stays() {
    let mut s1 = server(5).leader();
    check(&mut s1);
    s1.receive(2, stored(3, 0));
    s1.receive(3, stored(3, 0));
    assert_eq!(check(&mut s1), [set_check_timer()]);
    assert_eq!(s1.role(), RoleName::Leader);
}

/// In the same term, so nothing is written; and it waits for an election like everybody.
#[test]
fn a_leader_that_hears_from_too_few_steps_down() {
    let mut s1 = server(5).leader();
    check(&mut s1);
    s1.receive(2, stored(3, 0));
    s1.receive(2, stored(3, 0));
    assert_eq!(
        check(&mut s1),
        [
            became(RoleName::Follower, 3),
            cancel(Timer::Heartbeat),
            cancel(Timer::QuorumCheck),
            set_election_timer(),
        ]
    );
    assert_eq!((s1.term(), s1.vote(), s1.leader()), (3, Some(1), None));
}

/// Each period counts for itself.
#[test]
fn what_was_heard_before_the_last_check_is_forgotten() {
    let mut s1 = server(3).leader();
    s1.receive(2, stored(3, 0));
    assert_eq!(check(&mut s1), [set_check_timer()]);
    check(&mut s1);
    assert_eq!(s1.role(), RoleName::Follower);
}

/// Figure 2 has no such rule: a leader that nobody hears stays leader of its term.
#[test]
fn without_the_rule_a_leader_stays() {
    let mut s1 = node(1).of(5).term(3).leader();
    for _ in 0..3 {
        check(&mut s1);
    }
    assert_eq!(s1.role(), RoleName::Leader);
}

/// What a deposed leader says, or an answer of an earlier term, is refused unread: it says nothing of
/// who can be reached now.
#[test]
fn stale_messages_do_not_keep_a_leader() {
    let mut s1 = server(3).leader();
    check(&mut s1);
    for peer in [2, 3] {
        s1.receive(peer, stored(2, 0));
        s1.receive(peer, append(2));
    }
    check(&mut s1);
    assert_eq!(s1.role(), RoleName::Follower);
}

/// Whoever asks for votes reaches the leader, but the leader may not reach them: that is no heartbeat's
/// success.
#[test]
fn candidates_do_not_keep_a_leader_that_nobody_answers() {
    let mut s1 = server(3).leader();
    check(&mut s1);
    for candidate in [2, 3] {
        s1.receive(candidate, pre_vote(4, at(0, 0)));
    }
    check(&mut s1);
    assert_eq!(s1.role(), RoleName::Follower);
}
