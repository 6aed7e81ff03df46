//! Heartbeats "that carry no log entries" (§5.2): what was lost is sent again all the same (§5.3).

use raft_core::{Heartbeats, Noop, Rules, Sending};

use crate::common::*;

fn leader(rules: Rules) -> Server {
    let rules = Rules { heartbeats: Heartbeats::Empty, ..rules };
    node(1).of(3).term(3).log("1").rules(rules).leader()
}

#[test]
fn a_heartbeat_is_empty() {
    let mut s1 = leader(Rules::default());
    s1.propose(7);
    let heartbeat = append(3).after(at(1, 1));
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [heartbeat.into()]);
}

/// The answer matches no more than before: what follows was lost, and is sent again.
#[test]
fn its_answer_brings_what_was_lost() {
    let mut s1 = leader(Rules::default());
    s1.receive(2, stored(3, 1));
    s1.propose(7);
    s1.heartbeat_timeout();
    let again = append(3).after(at(1, 1)).entry(proposed(3, 7));
    assert_eq!(s1.receive(2, stored(3, 1)), [send(2, again.clone())]);
    // Once for each heartbeat: the same answer a second time is a copy.
    assert_eq!(s1.receive(2, stored(3, 1)), []);
    s1.heartbeat_timeout();
    assert_eq!(s1.receive(2, stored(3, 1)), [send(2, again)]);
}

/// The entries arrived, and the answer to them was lost: what follows is sent with the next one.
#[test]
fn its_answer_may_have_news_too() {
    let mut s1 = leader(Rules::default());
    s1.propose(7);
    s1.propose(8);
    s1.heartbeat_timeout();
    let rest = append(3).after(at(3, 2)).entry(proposed(3, 8)).commit(2);
    assert_eq!(sent_to(2, &s1.receive(2, stored(3, 2))), [rest.into()]);
}

/// The answer to entries says nothing of those after them.
#[test]
fn an_answer_with_news_brings_nothing() {
    let mut s1 = leader(Rules::default());
    s1.propose(7);
    s1.propose(8);
    assert_eq!(sent_to(2, &s1.receive(2, stored(3, 2))), []);
    assert_eq!(sent_to(2, &s1.receive(2, stored(3, 3))), []);
}

/// A follower that has everything gets nothing more.
#[test]
fn nothing_is_sent_to_who_lacks_nothing() {
    let mut s1 = leader(Rules::default());
    s1.receive(2, stored(3, 1));
    assert_eq!(s1.receive(2, stored(3, 1)), []);
}

/// The first message of a term carries the no-op all the same.
#[test]
fn a_noop_is_sent_at_once() {
    let rules = Rules { noop: Noop::Appended, heartbeats: Heartbeats::Empty, ..Rules::default() };
    let mut s1 = node(1).of(3).term(3).log("1").rules(rules).candidate();
    let sent = sent_to(2, &s1.receive(2, vote(3, true)));
    assert_eq!(sent, [append(3).after(at(1, 1)).entry(entry(3)).into()]);
}

/// A leader whose new entries wait for the heartbeat sends them with it.
#[test]
fn what_waits_for_the_heartbeat_goes_with_it() {
    let mut s1 = leader(Rules { sending: Sending::NextHeartbeat, ..Rules::default() });
    s1.propose(7);
    let message = append(3).after(at(1, 1)).entry(proposed(3, 7));
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [message.into()]);
}
