//! Dissertation §9.6, PreVote: a server asks whether it could win before it begins an election.

use raft_core::{
    Ballot, Decision, Effect, Input, PreVote, Range, RoleName, Rules, Timer, VoteReason,
};

use crate::common::*;

fn server(id: u8) -> Setup {
    node(id).of(3).rules(Rules { pre_vote: PreVote::On, ..Rules::default() })
}

fn set_lease() -> Effect {
    Effect::SetTimer { timer: Timer::LeaderContact, range: Range::exactly(ELECTION.min) }
}

/// "a candidate only increments its term if it first learns from a majority of the cluster that
/// they would be willing to grant the candidate their votes": asking changes nothing on its disk.
#[test]
fn asking_begins_no_term() {
    let mut s1 = server(1).term(3).log("1").follower();
    let ask = pre_vote(4, at(1, 1));
    assert_eq!(
        s1.election_timeout(),
        [
            became(RoleName::PreCandidate, 3),
            set_election_timer(),
            send(2, ask.clone()),
            send(3, ask)
        ]
    );
    assert_eq!((s1.term(), s1.vote()), (3, None));
}

/// … and when a majority would, the election begins.
#[test]
fn a_majority_of_answers_begins_the_election() {
    let mut s1 = server(1).term(3).log("1").follower();
    s1.election_timeout();
    let ask = request_vote(4, at(1, 1));
    assert_eq!(
        s1.receive(3, pre_vote_answer(4, true)),
        [
            persist(4, Some(1)),
            became(RoleName::Candidate, 4),
            set_election_timer(),
            send(2, ask.clone()),
            send(3, ask),
        ]
    );
}

#[test]
fn refusals_begin_nothing() {
    let mut s1 = server(1).term(3).follower();
    s1.election_timeout();
    for voter in [2, 3] {
        assert_eq!(s1.receive(voter, pre_vote_answer(3, false)), []);
    }
    assert_eq!((s1.role(), s1.term()), (RoleName::PreCandidate, 3));
}

/// An answer is for the term that was asked about, and for the round that is on.
#[test]
fn answers_about_another_term_do_not_count() {
    let mut s1 = server(1).term(3).follower();
    s1.election_timeout();
    for term in [2, 3, 5, u64::MAX] {
        assert_eq!(s1.receive(2, pre_vote_answer(term, true)), []);
        assert_eq!((s1.role(), s1.term()), (RoleName::PreCandidate, 3));
    }
}

/// Saying what it would do binds the voter to nothing: no term, no vote, no timer.
#[test]
fn an_answer_promises_nothing() {
    let mut s1 = server(1).term(3).voted_for(3).follower();
    let before = s1.node.clone();
    assert_eq!(s1.receive(2, pre_vote(4, at(0, 0))), [send(2, pre_vote_answer(4, true))]);
    assert_eq!((s1.node.durable, s1.node.volatile.role), (before.durable, before.volatile.role));
}

/// It would vote as it votes: for an up-to-date log, and not in a term of the past.
#[test]
fn it_would_vote_as_it_votes() {
    let cases = [
        (4, at(2, 2), VoteReason::Granted),
        (9, at(2, 2), VoteReason::Granted),
        (4, at(1, 5), VoteReason::LogOlder),
        (2, at(2, 2), VoteReason::StaleTerm),
        (3, at(2, 2), VoteReason::AlreadyVoted),
    ];
    for (term, log, reason) in cases {
        let mut s1 = server(1).term(3).voted_for(3).log("1 2").follower();
        let granted = reason == VoteReason::Granted;
        let answer = pre_vote_answer(if granted { term } else { 3 }, granted);
        assert_eq!(s1.receive(2, pre_vote(term, log)), [send(2, answer)]);
        let because = s1.decisions().into_iter().find_map(|decision| match decision {
            Decision::Vote { because, ballot: Ballot::PreVote, .. } => Some(because),
            _ => None,
        });
        assert_eq!(because, Some(reason));
    }
}

/// A refusal carries the voter's term, and a larger one is obeyed like any other.
#[test]
fn a_candidate_that_is_behind_learns_the_term() {
    let mut s1 = server(1).term(3).follower();
    s1.election_timeout();
    s1.receive(2, pre_vote_answer(7, false));
    assert_eq!((s1.term(), s1.role()), (7, RoleName::Follower));
}

/// Nobody would vote who has heard "heartbeats from a valid leader" within the shortest election
/// timeout, and no leader would.
#[test]
fn while_there_is_a_leader_nobody_would_vote() {
    let mut s1 = server(1).term(3).follower();
    let effects = s1.receive(2, append(3));
    assert_eq!(effects, [set_election_timer(), set_lease(), send(2, stored(3, 0))]);
    assert_eq!(s1.receive(3, pre_vote(4, at(9, 9))), [send(3, pre_vote_answer(3, false))]);
    s1.step(Input::Timer(Timer::LeaderContact));
    assert_eq!(s1.receive(3, pre_vote(4, at(9, 9))), [send(3, pre_vote_answer(4, true))]);

    let mut leader = server(1).term(3).leader();
    assert_eq!(leader.receive(3, pre_vote(4, at(9, 9))), [send(3, pre_vote_answer(3, false))]);
    assert_eq!((leader.role(), leader.term()), (RoleName::Leader, 3));
}

/// The wait is for PreVote alone: a vote that is asked for in earnest is given.
#[test]
fn a_leader_heard_of_does_not_keep_a_server_from_voting() {
    let mut s1 = server(1).term(3).follower();
    s1.receive(2, append(3));
    let answer = sent_to(3, &s1.receive(3, request_vote(4, at(0, 0))));
    assert_eq!(answer, [vote(4, true)]);
}

/// "If AppendEntries RPC received from new leader: convert to follower" holds in this round too.
#[test]
fn a_leaders_append_ends_the_round() {
    let mut s1 = server(1).term(3).follower();
    s1.election_timeout();
    let effects = s1.receive(2, append(3));
    assert_eq!(effects[0], became(RoleName::Follower, 3));
    assert_eq!(s1.receive(3, pre_vote_answer(4, true)), []);
    assert_eq!((s1.role(), s1.term()), (RoleName::Follower, 3));
}

/// Whoever has found its candidate must not depose it: its own round is over.
#[test]
fn a_granted_vote_ends_the_round() {
    let mut s1 = server(1).term(3).follower();
    s1.election_timeout();
    let effects = s1.receive(2, request_vote(3, at(0, 0)));
    assert_eq!(
        effects,
        [
            became(RoleName::Follower, 3),
            persist(3, Some(2)),
            set_election_timer(),
            send(2, vote(3, true))
        ]
    );
    assert_eq!(s1.receive(3, pre_vote_answer(4, true)), []);
    assert_eq!((s1.role(), s1.term()), (RoleName::Follower, 3));
}

/// The leader of an earlier term is no reason to keep this one's from being elected.
#[test]
fn a_later_term_begins_without_a_leader() {
    let mut s1 = server(1).term(3).follower();
    s1.receive(2, append(3));
    s1.receive(3, request_vote(4, at(0, 0)));
    assert_eq!(s1.receive(3, pre_vote(5, at(0, 0))), [send(3, pre_vote_answer(5, true))]);
}

/// A round without an outcome is tried again, in no later term.
#[test]
fn a_round_without_an_answer_is_repeated() {
    let mut s1 = server(1).term(3).follower();
    let first = s1.election_timeout();
    assert_eq!(s1.election_timeout(), first);
    assert_eq!(s1.term(), 3);
}

/// Wire messages are the same with all rules: a server that does not ask does answer.
#[test]
fn a_server_without_the_rule_answers_as_well() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert_eq!(s1.receive(2, pre_vote(4, at(0, 0))), [send(2, pre_vote_answer(4, true))]);
}

#[test]
fn a_single_server_asks_itself() {
    let rules = Rules { pre_vote: PreVote::On, ..Rules::default() };
    let mut s1 = node(1).of(1).term(3).rules(rules).follower();
    s1.election_timeout();
    assert_eq!((s1.role(), s1.term()), (RoleName::Leader, 4));
}
