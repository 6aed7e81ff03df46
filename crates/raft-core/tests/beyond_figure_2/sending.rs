//! When a leader sends (dissertation §10.2.2, batching and pipelining): three ways, one outcome.

use raft_core::{Index, MAX_ENTRIES, Rules, Sending};

use crate::common::*;

fn leader(sending: Sending) -> Server {
    let rules = Rules { sending, ..Rules::default() };
    node(1).of(3).term(3).log("1").rules(rules).leader()
}

/// Figure 2's nextIndex moves with acknowledgements: what is not acknowledged is sent again.
#[test]
fn at_once_sends_again_what_was_not_acknowledged() {
    let mut s1 = leader(Sending::AtOnce);
    s1.propose(7);
    let message = append(3).after(at(1, 1)).entry(proposed(3, 7)).entry(proposed(3, 8));
    assert_eq!(sent_to(2, &s1.propose(8)), [message.into()]);
}

/// Pipelining: nextIndex moves as the leader sends, so each entry is sent once.
#[test]
fn pipelined_sends_each_entry_once() {
    let mut s1 = leader(Sending::Pipelined);
    let first = append(3).after(at(1, 1)).entry(proposed(3, 7));
    assert_eq!(sent_to(2, &s1.propose(7)), [first.into()]);
    let second = append(3).after(at(3, 2)).entry(proposed(3, 8));
    assert_eq!(sent_to(2, &s1.propose(8)), [second.into()]);
    assert_eq!((s1.next_index(2), s1.match_index(2)), (4, 0));
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [append(3).after(at(3, 3)).into()]);
}

/// Acknowledgements do not take nextIndex back.
#[test]
fn pipelined_acknowledgements_move_match_index_alone() {
    let mut s1 = leader(Sending::Pipelined);
    s1.propose(7);
    s1.propose(8);
    // Nothing is sent again.
    assert_eq!(s1.receive(2, stored(3, 2)), [committed(2), applied(1, 2)]);
    assert_eq!((s1.next_index(2), s1.match_index(2), s1.commit_index()), (4, 2, 2));
}

/// A lost message is noticed by the consistency check of the next one, and repaired.
#[test]
fn pipelined_a_loss_is_repaired() {
    let mut s1 = leader(Sending::Pipelined);
    let mut s2 = node(2).of(3).term(3).log("1").follower();
    s1.propose(7);
    let after_the_lost_one = sent_to(2, &s1.propose(8)).remove(0);
    converse(&mut s1, &mut s2, after_the_lost_one);
    assert_eq!(s2.node.durable.log, s1.node.durable.log);
    assert_eq!((s1.match_index(2), s1.commit_index()), (3, 3));
}

/// After a refusal one message is in flight that counts: nextIndex waits until the follower says
/// where the logs agree. Otherwise every refusal of what was pipelined would begin a search.
#[test]
fn pipelined_one_search_at_a_time() {
    let mut s1 = leader(Sending::Pipelined);
    for id in 7..10 {
        s1.propose(id);
    }
    // The refusals of the second and the third entry, and of the second once more.
    assert_eq!(sent_to(2, &s1.receive(2, too_short(3, 2, 1))).len(), 1);
    assert_eq!(s1.next_index(2), 2);
    assert_eq!(s1.receive(2, too_short(3, 3, 1)), []);
    assert_eq!(s1.receive(2, too_short(3, 2, 1)), []);
    s1.propose(10);
    assert_eq!(s1.next_index(2), 2, "it probes");
    s1.receive(2, stored(3, 4));
    s1.propose(11);
    assert_eq!(s1.next_index(2), 7, "they agree: it goes on as before");
}

/// A refusal of an entry that is acknowledged by now is late.
#[test]
fn pipelined_late_refusals_are_ignored() {
    let mut s1 = leader(Sending::Pipelined);
    s1.propose(7);
    s1.receive(2, stored(3, 2));
    for late in [0, 1, 2, 3, u64::MAX] {
        assert_eq!(s1.receive(2, too_short(3, late, 0)), []);
    }
}

/// Batching: what came since the last heartbeat goes out with the next.
#[test]
fn next_heartbeat_sends_all_together() {
    let mut s1 = leader(Sending::NextHeartbeat);
    assert_eq!(s1.propose(7), [appended_proposal(2, 3, 7), accepted(7, 2)]);
    assert_eq!(s1.propose(8), [appended_proposal(3, 3, 8), accepted(8, 3)]);
    let message = append(3).after(at(1, 1)).entry(proposed(3, 7)).entry(proposed(3, 8));
    assert_eq!(sent_to(2, &s1.heartbeat_timeout()), [message.into()]);
}

/// Waiting concerns new entries only: a refused follower is repaired at once.
#[test]
fn next_heartbeat_does_not_delay_repair() {
    let mut s1 = leader(Sending::NextHeartbeat);
    let effects = s1.receive(2, too_short(3, 1, 0));
    assert_eq!(effects, [send(2, append(3).entries("1"))]);
}

/// A message has a greatest size. The rest of what a follower lacks follows its acknowledgements.
#[test]
fn a_follower_far_behind_catches_up_message_by_message() {
    for sending in [Sending::AtOnce, Sending::Pipelined] {
        let mut s1 = leader(sending);
        let mut s2 = node(2).of(3).term(3).follower();
        for id in 0..150 {
            s1.propose(id);
        }
        let heartbeat = sent_to(2, &s1.heartbeat_timeout()).remove(0);
        assert!(heartbeat.entries().len() <= MAX_ENTRIES);
        let exchanged = converse(&mut s1, &mut s2, heartbeat);
        assert!(exchanged.iter().all(|message| message.entries().len() <= MAX_ENTRIES));
        assert_eq!(s2.node.durable.log, s1.node.durable.log, "{sending:?}");
    }
}

/// The rest follows the end of a full message, also when its beginning was acknowledged before.
#[test]
fn the_rest_follows_the_end_of_a_full_message() {
    let mut s1 = leader(Sending::AtOnce);
    let full = 1 + MAX_ENTRIES as Index;
    for id in 0..100 {
        s1.propose(id);
    }
    for index in 2..full {
        assert_eq!(sent_to(2, &s1.receive(2, stored(3, index))), []);
    }
    let rest = sent_to(2, &s1.receive(2, stored(3, full)));
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].entries().len() as Index, 101 - full);
    assert_eq!(sent_to(2, &s1.receive(2, stored(3, full))), []);
}
