//! Predicates that were added after version 1 was first written.

use crate::{check, failure};

/// What two commands and a read return.
#[test]
fn values_that_requests_return() {
    let text = "raft 1\nseed 16\nlatency 10\nat 300 client \"add n 3\"\nat 400 client \"get n\"
         at 500 client \"get other\"\nat 600 client \"set x 1\"";
    check(&format!(
        "{text}
         at 310 expect answer 1 value \"3\" # fails
         at 900 expect answer 1 value \"3\"
         at 900 expect answer 1 value \"4\" # fails
         at 900 expect answer 2 value \"3\"
         at 900 expect answer 2 value none # fails
         at 900 expect answer 3 value none
         at 900 expect answer 3 value \"3\" # fails
         at 900 expect answer 4 value none # fails
         at 900 expect answer 5 value none # fails",
    ));
    let why = |step: &str| failure(&format!("{text}\nat 900 {step}"));
    assert_eq!(why("expect answer 1 value none"), "at 900 ms: \"3\"");
    assert_eq!(why("expect answer 3 value \"3\""), "at 900 ms: the key had no value");
    assert_eq!(why("expect answer 4 value none"), "at 900 ms: it returns no value");
    assert_eq!(why("expect answer 5 value none"), "at 900 ms: there is no such request");
    let soon = failure(&format!("{text}\nat 310 expect answer 1 value none"));
    assert_eq!(soon, "at 310 ms: it has not been acknowledged");
}

#[test]
fn what_a_leader_knows_of_a_follower() {
    let text = "raft 1\nseed 16\nlatency 10\nat 300 client \"set x 1\"";
    check(&format!(
        "{text}
         at 300 expect next-index s1->s2 = 1
         at 300 expect match-index s1->s2 = 0
         at 330 expect next-index s1->s2 = 2
         at 330 expect match-index s1->s2 = 1
         at 330 expect match-index s1->s2 > 1 # fails
         at 330 expect match-index s2->s1 = 0 # fails
         at 330 expect match-index s1->s1 = 1 # fails",
    ));
    let why = |step: &str| failure(&format!("{text}\nat 330 expect {step}"));
    assert_eq!(why("match-index s1->s2 = 9"), "at 330 ms: s1: matchIndex 1 for s2");
    assert_eq!(why("next-index s2->s1 = 9"), "at 330 ms: s2 is not leader");
}

/// s1 is leader in term 3 with three entries; s2 lacks the last, s3 holds another one in its place.
const REPAIR: &str = "raft 1\nservers 3\nmanual\nserver s1 term 2 log 1 2:\"set x 1\" 2
    server s2 term 2 log 1 2:\"set x 1\"\nserver s3 term 2 log 1 1
    at 0 timeout s1\n";

#[test]
fn what_messages_in_flight_carry() {
    check(&format!(
        "{REPAIR}
         at 0 expect in-flight vote s1->s2 term = 3 last-index = 3 last-term = 2
         at 0 expect in-flight vote last-index > 3 # fails
         at 0 expect no in-flight vote last-index > 3
         at 0 expect no in-flight vote # fails
         at 0 expect in-flight message *->s3 term = 3
         at 0 expect in-flight prevote # fails
         at 1 deliver every vote
         at 1 expect in-flight vote-reply s2->* granted
         at 1 expect in-flight vote-reply refused # fails
         at 1 expect no in-flight vote
         at 2 deliver every vote-reply
         at 2 expect in-flight append s1->s3 prev-index = 3 prev-term = 2 entries = 0 leader-commit = 0
         at 2 expect in-flight append s1->s3 prev-index = 3 entries > 0 # fails
         at 2 expect in-flight append c1->s3 # fails
         at 3 deliver every append
         at 3 expect in-flight append-reply s3->s1 refused
         at 3 expect in-flight append-reply stored # fails
         at 3 expect in-flight append-reply match-index >= 0 # fails
         at 4 deliver every append-reply
         at 4 expect in-flight append s1->s2 prev-index = 2 entries = 1
         at 5 deliver append s1->s2
         at 5 expect in-flight append-reply s2->s1 stored match-index = 3
         at 6 client \"set x 2\"
         at 6 expect in-flight request c1->s1
         at 6 expect in-flight message c1->* term = 0 # fails",
    ));
}

#[test]
fn a_failure_says_what_such_messages_carry() {
    let why = |step: &str| failure(&format!("{REPAIR}at 0 expect {step}"));
    assert_eq!(
        why("in-flight vote last-index = 9"),
        "at 0 ms: in flight: vote term 3 last-index 3 last-term 2; \
         vote term 3 last-index 3 last-term 2"
    );
    assert_eq!(why("in-flight append"), "at 0 ms: no such message is in flight");
    let many = failure("raft 1\nmanual\nat 0 timeout s1\nat 0 expect no in-flight vote");
    assert!(many.ends_with("; and 1 more"), "{many}");
}

#[test]
fn logs_that_agree() {
    let text = "raft 1\nservers 3\nmanual\nserver s1 log 1 2\nserver s2 log 1";
    check(&format!(
        "{text}
         at 0 expect logs agree
         at 0 expect logs equal # fails
         at 0 crash s1
         at 0 expect logs equal # fails
         at 0 crash s3
         at 0 expect logs equal",
    ));
    check(&format!("{text}\nserver s3 log 3\nat 0 expect logs agree # fails"));
    let why = failure(&format!("{text}\nserver s3 log 1 3\nat 0 expect logs agree"));
    assert_eq!(why, "at 0 ms: s1 and s3 differ at index 2");
    let why = failure(&format!("{text}\nat 0 expect logs equal"));
    assert_eq!(why, "at 0 ms: s1 and s2 differ at index 2");
}

/// A disk that loses its last write loses the term that was on it.
#[test]
fn terms_that_decrease() {
    let text = "raft 1\nservers 3\nmanual\nrule disk last-write-may-be-lost\nserver s1 term 4";
    check(&format!(
        "{text}
         always expect term s2 never decreases
         always expect term all never decreases # fails
         at 0 timeout s1
         at 1 expect term s1 never decreases
         at 2 crash s1
         at 3 restart s1
         at 3 expect term s1 never decreases # fails
         at 3 expect term any never decreases
         at 4 timeout s1
         at 4 expect term s1 never decreases # fails",
    ));
    let why = failure(&format!(
        "{text}\nat 0 timeout s1\nat 2 crash s1\nat 2 expect term s1 never decreases"
    ));
    assert_eq!(why, "at 2 ms: s1: from term 5 to term 4");
}

#[test]
fn what_happens_in_a_part_of_the_run_is_counted() {
    check(
        "raft 1\nservers 3\nmanual
         at 1 timeout s1
         at 2 timeout s1
         at 3 timeout s1
         at 9 expect elections between 0 and 0.5 = 0
         at 9 expect elections between 1 and 2 = 2
         at 9 expect elections between 2 and 3 = 2
         at 9 expect elections between 1 and 3 = 3
         at 9 expect elections between 2 and 2 = 1
         at 9 expect elections = 3
         at 1 expect elections between 0 and 20 = 1
         at 9 expect sent vote between 2 and 3 = 4
         at 9 expect sent vote s1->s2 between 2 and 3 = 2
         at 9 expect sent message between 4 and 5 = 0
         at 9 expect carried between 0 and 9 = 0
         at 9 expect sent vote between 2 and 3 = 5 # fails",
    );
    check(
        "raft 1\nseed 16\nlatency 10\nat 300 client \"set x 1\"
         at 900 expect carried s1->s2 between 250 and 305 = 0
         at 900 expect carried s1->s2 between 306 and 315 = 1
         at 900 expect carried between 306 and 315 = 4",
    );
}

#[test]
fn no_ops_are_entries() {
    let text = "raft 1\nmanual\nserver s1 log 1:noop 1:\"set x 1\" 1";
    check(&format!(
        "{text}
         at 0 expect entry s1 1 noop
         at 0 expect entry s1 2 noop # fails
         at 0 expect entry s1 3 noop # fails
         at 0 expect entry s1 3 \"\"
         at 0 expect entry s1 4 noop # fails
         at 0 expect entry s1 1 \"\" # fails",
    ));
    let why = failure(&format!("{text}\nat 0 expect entry s1 1 \"set x 1\""));
    assert_eq!(why, "at 0 ms: s1: a no-op entry");
}
