//! Figure 2, "RequestVote RPC".

use raft_core::{Decision, LogId, RoleName, VoteReason};

use crate::common::*;

/// "Invoked by candidates to gather votes". Arguments: "candidate's term", "index of candidate's
/// last log entry" and its term; candidateId is the sender.
#[test]
fn a_candidate_asks_everybody_else_and_tells_where_its_log_ends() {
    let mut s2 = node(2).of(3).term(3).log("1 1 2").follower();
    let effects = s2.election_timeout();
    assert_eq!(sent_to(1, &effects), [request_vote(4, at(2, 3))]);
    assert_eq!(sent_to(2, &effects), []);
    assert_eq!(sent_to(3, &effects), [request_vote(4, at(2, 3))]);
}

/// Results, term: "for candidate to update itself".
#[test]
fn a_stale_candidate_learns_the_term_from_the_answer() {
    let mut s1 = node(1).of(3).term(3).candidate();
    s1.receive(2, vote(7, false));
    assert_eq!((s1.term(), s1.role()), (7, RoleName::Follower));
}

/// Results, voteGranted: "true means candidate received vote", and false that it did not.
#[test]
fn only_a_granted_vote_counts() {
    let mut s1 = node(1).of(3).term(3).candidate();
    s1.receive(2, vote(3, false));
    assert_eq!(s1.role(), RoleName::Candidate);
    s1.receive(3, vote(3, true));
    assert_eq!(s1.role(), RoleName::Leader);
}

/// Receiver 1: "Reply false if term < currentTerm", even to a better log and with a free vote.
#[test]
fn rule_1_a_stale_candidate_is_refused() {
    let mut s1 = node(1).of(3).term(3).follower();
    assert_eq!(s1.receive(2, request_vote(2, at(2, 9))), [send(2, vote(3, false))]);
    assert_eq!((s1.term(), s1.vote()), (3, None));
    assert_eq!(reason(&s1), VoteReason::StaleTerm);
}

/// Receiver 2: "If votedFor is null …, grant vote".
#[test]
fn rule_2_a_free_vote_is_granted() {
    let mut s1 = node(1).of(3).term(3).log("1").follower();
    let effects = s1.receive(2, request_vote(3, at(1, 1)));
    assert_eq!(effects, [persist(3, Some(2)), set_election_timer(), send(2, vote(3, true))]);
    assert_eq!(reason(&s1), VoteReason::Granted);
}

/// Receiver 2: "… or candidateId": who lost the answer may ask again, and nothing new is written.
#[test]
fn rule_2_the_same_candidate_gets_its_vote_again() {
    let mut s1 = node(1).of(3).term(3).voted_for(2).follower();
    let effects = s1.receive(2, request_vote(3, at(0, 0)));
    assert_eq!(effects, [set_election_timer(), send(2, vote(3, true))]);
}

/// Receiver 2, the other way round: another candidate gets nothing in this term.
#[test]
fn rule_2_another_candidate_is_refused() {
    let mut s1 = node(1).of(3).term(3).voted_for(2).follower();
    assert_eq!(s1.receive(3, request_vote(3, at(2, 9))), [send(3, vote(3, false))]);
    assert_eq!(s1.vote(), Some(2));
    assert_eq!(reason(&s1), VoteReason::AlreadyVoted);
}

/// Receiver 2: a candidate has voted for itself, and a leader has too.
#[test]
fn rule_2_candidates_and_leaders_vote_for_nobody_else() {
    let mut candidate = node(1).of(3).term(3).candidate();
    assert_eq!(candidate.receive(2, request_vote(3, at(2, 9))), [send(2, vote(3, false))]);
    let mut leader = node(1).of(3).term(3).leader();
    assert_eq!(leader.receive(2, request_vote(3, at(2, 9))), [send(2, vote(3, false))]);
    assert_eq!((leader.role(), leader.vote()), (RoleName::Leader, Some(1)));
}

/// Receiver 2: "candidate's log is at least as up-to-date as receiver's log", which §5.4.1 spells
/// out: the later last term wins; in the same term, the longer log; equal logs will do.
#[test]
fn rule_2_the_candidates_log_is_at_least_as_up_to_date() {
    let own = "1 1 2 2"; // ends with term 2 at index 4
    let cases: [(LogId, bool); 9] = [
        (at(2, 4), true),
        (at(2, 5), true),
        (at(2, 3), false),
        (at(3, 1), true),
        (at(3, 4), true),
        (at(3, 5), true),
        (at(1, 3), false),
        (at(1, 9), false),
        (at(0, 0), false),
    ];
    for (candidates, granted) in cases {
        let mut s1 = node(1).of(3).term(3).log(own).follower();
        let answer = sent_to(2, &s1.receive(2, request_vote(3, candidates)));
        assert_eq!(answer, [vote(3, granted)], "a log that ends at {candidates:?}");
        assert_eq!(s1.vote(), granted.then_some(2));
        let expected = if granted { VoteReason::Granted } else { VoteReason::LogOlder };
        assert_eq!(reason(&s1), expected);
    }
}

/// Receiver 2 speaks of the log's end, not of the current term: §5.4.1 compares "the index and
/// term of the last entries in the logs".
#[test]
fn rule_2_a_larger_current_term_makes_no_log_more_up_to_date() {
    let mut s1 = node(1).of(3).term(3).log("3").follower();
    let answer = sent_to(2, &s1.receive(2, request_vote(9, at(2, 5))));
    assert_eq!((answer, s1.vote()), (vec![vote(9, false)], None));
}

/// Receiver 2 in a new term: the vote of the old one binds nobody.
#[test]
fn a_new_term_brings_a_new_vote() {
    let mut s1 = node(1).of(3).term(3).voted_for(2).follower();
    let effects = s1.receive(3, request_vote(4, at(0, 0)));
    assert_eq!(
        effects,
        [
            persist(4, None),
            became(RoleName::Follower, 4),
            persist(4, Some(3)),
            set_election_timer(),
            send(3, vote(4, true)),
        ]
    );
}

fn reason(server: &Server) -> VoteReason {
    let found = server.decisions().into_iter().find_map(|decision| match decision {
        Decision::Vote { because, .. } => Some(because),
        _ => None,
    });
    found.expect("a decision about a vote")
}
