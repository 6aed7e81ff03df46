//! A server that hears from its leader supports no other candidate.

use raft_check::{Claim, Property};
use raft_core::{ServerId, Timer};
use raft_sim::{Action, Duration, What};

use crate::judged_run::JudgedRun;

const BOTH: &[Timer] = &[Timer::Election, Timer::LeaderContact];

/// Three servers; `s1` is leader in term 2.
fn led() -> JudgedRun {
    let mut run = JudgedRun::of(3).with_pre_vote();
    run.elected(1, 2);
    run
}

#[test]
fn a_pre_vote_granted_in_spite_of_the_leader() {
    let mut run = led();
    let heard = run.hears_leader(2, (1, 2), BOTH);
    run.answers_pre_vote(2, (3, 3), false);
    assert_eq!(run.violated(), [], "it is refused");
    let granted = run.answers_pre_vote(2, (3, 3), true);
    run.answers_pre_vote(2, (3, 3), true);
    assert_eq!(run.only(), (Property::LeaderIgnored, [(heard, 2), (granted, 2)]), "once");
    let (leader, timeout) = (ServerId(1), Duration(150));
    let (candidate, candidate_term) = (ServerId(3), 3);
    let claims = run.violations()[0].facts().map(|fact| fact.claim.clone());
    let second = Claim::GrantedPreVote { candidate, candidate_term };
    assert_eq!(claims, [Claim::HeardFromLeader { leader, timeout }, second]);
}

#[test]
fn a_leader_that_supports_another() {
    let mut run = led();
    run.answers_pre_vote(1, (3, 3), true);
    assert_eq!(run.violations()[0].first.claim, Claim::Elected);
    assert_eq!(run.violated(), [Property::LeaderIgnored]);
}

#[test]
fn who_has_heard_from_no_leader_may_support_anybody() {
    let mut run = led();
    run.answers_pre_vote(2, (3, 3), true);
    run.hears_leader(2, (1, 2), BOTH);
    run.hears_leader(3, (1, 4), BOTH);
    run.hears_leader(3, (1, 5), &[]);
    run.crashes(3);
    run.restarts(3);
    run.answers_pre_vote(3, (2, 6), true);
    assert_eq!(run.violated(), []);
}

#[test]
fn a_contact_is_over_when_its_time_is() {
    for &timer in BOTH {
        let mut run = led();
        run.hears_leader(2, (1, 2), BOTH);
        run.runs_out(2, timer);
        run.answers_pre_vote(2, (3, 3), true);
        assert_eq!(run.violated(), [], "{timer:?}");
    }
}

#[test]
fn a_timer_that_was_not_started_again_says_nothing_of_the_contact() {
    for &timer in BOTH {
        let mut run = led();
        let others: Vec<_> = BOTH.iter().copied().filter(|it| *it != timer).collect();
        run.hears_leader(2, (1, 2), &others);
        run.runs_out(2, timer);
        run.answers_pre_vote(2, (3, 3), true);
        assert_eq!(run.violated(), [Property::LeaderIgnored], "{timer:?}");
    }
}

#[test]
fn a_contact_is_over_when_a_person_says_so() {
    let mut run = led();
    run.hears_leader(2, (1, 2), &[]);
    let (server, timer) = (ServerId(2), Timer::Election);
    run.tell(None, What::Acted(Action::Fire { server, timer }));
    run.answers_pre_vote(2, (3, 3), true);
    assert_eq!(run.violated(), []);
}

#[test]
fn a_contact_is_over_with_its_term() {
    let mut run = led();
    run.hears_leader(2, (1, 2), BOTH);
    run.role(2, raft_core::RoleName::Follower, 3);
    run.answers_pre_vote(2, (3, 4), true);
    assert_eq!(run.violated(), []);
}

#[test]
fn without_the_rule_nothing_is_demanded() {
    let mut run = JudgedRun::of(3);
    run.hears_leader(2, (1, 2), BOTH);
    run.answers_pre_vote(2, (3, 3), true);
    assert_eq!(run.violated(), []);
}
