//! Figure 2, "Rules for Servers": candidates (§5.2).

use raft_core::{Ballot, Decision, RoleName, Timer};

use crate::common::*;

/// "On conversion to candidate, start election: increment currentTerm; vote for self; reset
/// election timer; send RequestVote RPCs to all other servers." In this order, and on disk first.
#[test]
fn an_election_begins_in_four_steps() {
    let mut s2 = node(2).of(4).term(3).voted_for(1).log("1 2").follower();
    let ask = request_vote(4, at(2, 2));
    assert_eq!(
        s2.election_timeout(),
        [
            persist(4, Some(2)),
            became(RoleName::Candidate, 4),
            set_election_timer(),
            send(1, ask.clone()),
            send(3, ask.clone()),
            send(4, ask),
        ]
    );
    assert_eq!((s2.term(), s2.vote(), s2.role()), (4, Some(2), RoleName::Candidate));
}

/// "If votes received from majority of servers: become leader": of all servers, its own included.
#[test]
fn a_majority_of_votes_makes_a_leader() {
    for (servers, votes_needed_from_others) in [(2, 1), (3, 1), (4, 2), (5, 2), (9, 4)] {
        let mut s1 = node(1).of(servers).term(3).candidate();
        for voter in 2..2 + votes_needed_from_others {
            assert_eq!(s1.role(), RoleName::Candidate, "{servers} servers");
            s1.receive(voter, vote(3, true));
        }
        assert_eq!(s1.role(), RoleName::Leader, "{servers} servers");
    }
}

/// … and a server that is alone is its own majority.
#[test]
fn a_single_server_elects_itself() {
    let mut s1 = node(1).of(1).term(3).follower();
    assert_eq!(
        s1.election_timeout(),
        [
            persist(4, Some(1)),
            became(RoleName::Candidate, 4),
            set_election_timer(),
            became(RoleName::Leader, 4),
            cancel(Timer::Election),
            set_heartbeat_timer(),
        ]
    );
    let effects = s1.propose(7);
    let expected = [appended_proposal(1, 4, 7), accepted(7, 1), committed(1), applied(1, 1)];
    assert_eq!(effects, expected);
}

/// "votes received from majority of *servers*": one server's vote counts once.
#[test]
fn a_vote_that_comes_twice_counts_once() {
    let mut s1 = node(1).of(5).term(3).candidate();
    s1.receive(2, vote(3, true));
    s1.receive(2, vote(3, true));
    assert_eq!(s1.role(), RoleName::Candidate);
    let count = Decision::Election { ballot: Ballot::Vote, votes: 2, needed: 3, won: false };
    assert_eq!(s1.decisions(), [count]);
}

/// Votes for an earlier candidacy are not votes for this one.
#[test]
fn votes_are_counted_anew_in_every_term() {
    let mut s1 = node(1).of(5).term(3).candidate();
    s1.receive(2, vote(3, true));
    s1.election_timeout();
    s1.receive(3, vote(4, true));
    assert_eq!(s1.role(), RoleName::Candidate);
}

/// "If AppendEntries RPC received from new leader: convert to follower": in the same term, as there
/// the election is lost. The vote stays what it was.
#[test]
fn a_candidate_gives_way_to_the_leader_of_its_term() {
    let mut s1 = node(1).of(3).term(3).log("1").candidate();
    let effects = s1.receive(2, append(3).after(at(1, 1)).entries("3"));
    assert_eq!(
        effects,
        [
            became(RoleName::Follower, 3),
            set_election_timer(),
            appended(2, "3"),
            send(2, stored(3, 2))
        ]
    );
    assert_eq!((s1.role(), s1.vote(), s1.leader()), (RoleName::Follower, Some(1), Some(2)));
}

/// … from a *new* leader: one of an earlier term is refused (§5.2).
#[test]
fn a_candidate_does_not_give_way_to_an_old_leader() {
    let mut s1 = node(1).of(3).term(3).candidate();
    assert_eq!(s1.receive(2, append(2)), [send(2, conflict(3, 0, at(0, 1), 0))]);
    assert_eq!(s1.role(), RoleName::Candidate);
}

/// "If election timeout elapses: start new election", in a term of its own.
#[test]
fn a_split_vote_is_tried_again_in_the_next_term() {
    let mut s1 = node(1).of(3).term(3).candidate();
    let ask = request_vote(4, at(0, 0));
    assert_eq!(
        s1.election_timeout(),
        [
            persist(4, Some(1)),
            became(RoleName::Candidate, 4),
            set_election_timer(),
            send(2, ask.clone()),
            send(3, ask),
        ]
    );
}
