//! Figure 7 (§5.3, §5.4.1): a leader comes to power in term 8, and its followers may be (a) to (f).

use raft_core::{AppendOutcome, Message, NextTry, Rules};

use crate::common::*;

const LEADER: &str = "1 1 1 4 4 5 5 6 6 6";

/// A follower, its number in the cluster (the leader is 1), and its log.
const FOLLOWERS: [(char, u8, &str); 6] = [
    ('a', 2, "1 1 1 4 4 5 5 6 6"),
    ('b', 3, "1 1 1 4"),
    ('c', 4, "1 1 1 4 4 5 5 6 6 6 6"),
    ('d', 5, "1 1 1 4 4 5 5 6 6 6 7 7"),
    ('e', 6, "1 1 1 4 4 4 4"),
    ('f', 7, "1 1 1 2 2 2 3 3 3 3 3"),
];

fn leader(next_try: NextTry) -> Server {
    let rules = Rules { next_try, ..Rules::default() };
    node(1).of(7).term(8).log(LEADER).rules(rules).leader()
}

fn follower(id: u8, log: &str) -> Server {
    node(id).of(7).term(7).log(log).follower()
}

/// §5.4.1: whose log ends later than the leader's refuses its vote. The others make a majority.
#[test]
fn c_and_d_refuse_their_votes() {
    let mut granted = String::new();
    for (name, id, log) in FOLLOWERS {
        let mut voter = follower(id, log);
        if sent_to(1, &voter.receive(1, request_vote(8, at(6, 10)))) == [vote(8, true)] {
            granted.push(name);
        }
    }
    assert_eq!(granted, "abef");
}

/// §5.3: how many refusals it takes to find where a follower's log agrees with the leader's.
fn refusals(next_try: NextTry) -> [(char, usize); 6] {
    FOLLOWERS.map(|(name, id, log)| {
        let mut leader = leader(next_try);
        let mut follower = follower(id, log);
        let heartbeat = sent_to(id, &leader.heartbeat_timeout()).remove(0);
        let said = converse(&mut leader, &mut follower, heartbeat);
        assert_eq!(leader.match_index(id), 10, "({name}) agrees with the leader's whole log");
        (name, said.iter().filter(|message| is_refusal(message)).count())
    })
}

fn is_refusal(message: &Message) -> bool {
    let Message::AppendEntriesResponse { outcome, .. } = message else {
        return false;
    };
    matches!(outcome, AppendOutcome::Refused { .. })
}

/// Figure 2: "decrement nextIndex and retry". One refusal for each entry.
#[test]
fn one_back_takes_a_refusal_for_each_entry() {
    let expected = [('a', 1), ('b', 6), ('c', 0), ('d', 0), ('e', 5), ('f', 7)];
    assert_eq!(refusals(NextTry::OneBack), expected);
}

/// §5.3: "one AppendEntries RPC will be required for each term with conflicting entries, rather
/// than one RPC per entry".
#[test]
fn with_the_conflicting_term_it_takes_a_refusal_for_each_term() {
    let expected = [('a', 1), ('b', 1), ('c', 0), ('d', 0), ('e', 2), ('f', 2)];
    assert_eq!(refusals(NextTry::ConflictingTerm), expected);
}

/// The follower's last index helps where its log is short (a, b, e), and not where it is wrong (f).
#[test]
fn with_the_followers_last_index_short_logs_are_found_at_once() {
    let expected = [('a', 1), ('b', 1), ('c', 0), ('d', 0), ('e', 3), ('f', 7)];
    assert_eq!(refusals(NextTry::FollowersLastIndex), expected);
}

/// The same repair with every rule: after it, logs that had less than the leader's equal it, and
/// (c) and (d) keep their longer tails, as nothing conflicts with them yet.
#[test]
fn every_rule_leads_to_the_same_logs() {
    for &next_try in NextTry::ALL {
        for (name, id, log) in FOLLOWERS {
            let mut leader = leader(next_try);
            let mut follower = follower(id, log);
            let heartbeat = sent_to(id, &leader.heartbeat_timeout()).remove(0);
            converse(&mut leader, &mut follower, heartbeat);
            let expected = if "cd".contains(name) { log } else { LEADER };
            assert_eq!(follower.log(), expected, "({name}) under {next_try:?}");
        }
    }
}

/// §5.3: the leader's next entry conflicts with the tails of (c) and (d), and overwrites them.
#[test]
fn the_next_entry_makes_all_logs_equal() {
    for (name, id, log) in FOLLOWERS {
        let mut leader = leader(NextTry::OneBack);
        let mut follower = follower(id, log);
        let message = sent_to(id, &leader.propose(1)).remove(0);
        converse(&mut leader, &mut follower, message);
        assert_eq!(follower.log(), format!("{LEADER} 8"), "({name})");
        assert_eq!(follower.node.durable.log, leader.node.durable.log);
    }
}

/// §5.3, "bypass all of the conflicting entries in that term": if the leader has entries of the
/// conflicting term too, it goes on after its own last one.
#[test]
fn the_leaders_own_entries_of_the_conflicting_term_are_not_sent_again() {
    let mut leader = leader(NextTry::ConflictingTerm);
    let effects = leader.receive(6, too_short(8, 10, 7));
    assert_eq!(sent_to(6, &effects), [append(8).after(at(5, 7)).entries("6 6 6").into()]);
    let effects = leader.receive(6, conflict(8, 7, at(4, 4), 7));
    assert_eq!(sent_to(6, &effects), [append(8).after(at(4, 5)).entries("5 5 6 6 6").into()]);
}
