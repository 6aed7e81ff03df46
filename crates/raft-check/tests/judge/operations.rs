//! Linearizability: every finished operation fits into the order of the log, in real time.

use raft_check::{Claim, Property};
use raft_core::Entry;
use raft_sim::{Answer, RequestId};

use crate::judged_run::{JudgedRun, command};

fn read(value: Option<&str>) -> Answer {
    Answer::Value { value: value.map(Into::into) }
}

/// Requests of different clients, so that they may overlap: `set x 1`, `set x 2` and so on.
fn sets(count: u64) -> Vec<Entry> {
    (1..=count).map(|it| command(1, (it as u8, it), &format!("set x {it}"))).collect()
}

/// Three servers that have these entries; the first is leader.
fn having(entries: &[Entry]) -> JudgedRun {
    let mut run = JudgedRun::of(3);
    run.elected(1, 1);
    for server in 1..=3 {
        run.stores(server, entries);
    }
    run.commits(1, entries.len() as u64);
    run
}

/// `set x 1` and `set x 2` have been asked for and acknowledged, one after the other.
fn two_writes(more: &[Entry]) -> JudgedRun {
    let mut run = having(&[&sets(2), more].concat());
    for it in 1..=2 {
        run.asks(it, &format!("set x {it}"), 1);
        run.applies(1, it);
        run.returns(1, (it, it), Answer::Done);
    }
    run
}

fn get(request: u64) -> Entry {
    command(1, (9, request), "get x")
}

fn claims(run: &JudgedRun) -> [Claim; 2] {
    let linear = |it: &raft_check::Violation| it.property == Property::Linearizability;
    let found = run.violations().into_iter().find(linear).expect("it is found");
    found.facts().map(|fact| fact.claim.clone())
}

#[test]
fn a_read_in_the_log_reads_what_is_before_it() {
    let mut run = two_writes(&[get(3)]);
    run.asks(3, "get x", 1);
    run.applies(1, 3);
    run.returns(1, (3, 3), read(Some("2")));
    assert_eq!(run.violated(), []);
}

#[test]
fn a_read_that_misses_an_acknowledged_write() {
    let mut run = two_writes(&[get(3)]);
    run.asks(3, "get x", 1);
    run.applies(1, 3);
    let returned = run.returns(1, (3, 3), read(Some("1")));
    let violation = &run.violations()[0];
    assert_eq!(run.violated(), [Property::Linearizability]);
    assert_eq!((violation.seq, violation.second.seq), (returned, returned));
    let entry = sets(2)[1].clone();
    let acknowledged = Claim::Acknowledged { request: RequestId(2), index: 2, entry };
    let (request, command) = (RequestId(3), "get x".into());
    let (answer, due) = (read(Some("1")), read(Some("2")));
    assert_eq!(claims(&run), [acknowledged, Claim::Returned { request, command, answer, due }]);
}

/// A read that is in no log is a false acknowledgement in any case. It breaks linearizability only if it is
/// stale.
#[test]
fn a_read_beside_the_log_may_be_right() {
    for (value, is_stale) in [("2", false), ("1", true)] {
        let mut run = two_writes(&[]);
        run.asks(3, "get x", 1);
        run.returns(1, (3, 2), read(Some(value)));
        assert!(run.violated().contains(&Property::FalseAcknowledgement));
        assert_eq!(run.violated().contains(&Property::Linearizability), is_stale, "{value}");
    }
}

/// While a write is not finished, a read that overlaps with it may read either value. A read that begins
/// after one has returned the new value must not return the old one.
#[test]
fn an_unfinished_write_may_be_read_or_not_but_not_unread() {
    for first in ["1", "2"] {
        let mut run = having(&sets(2));
        run.asks(1, "set x 1", 1);
        run.applies(1, 1);
        run.returns(1, (1, 1), Answer::Done);
        run.asks(2, "set x 2", 1);
        run.applies(1, 2);
        run.asks(3, "get x", 2);
        run.returns(2, (3, 1), read(Some(first)));
        run.asks(4, "get x", 3);
        run.returns(3, (4, 1), read(Some("1")));
        let is_broken = run.violated().contains(&Property::Linearizability);
        assert_eq!(is_broken, first == "2", "{first}");
    }
}

/// Both reads began before any was answered, so their order is free.
#[test]
fn reads_that_overlap_may_have_any_order() {
    let mut run = having(&sets(2));
    run.asks(1, "set x 1", 1);
    run.applies(1, 1);
    run.returns(1, (1, 1), Answer::Done);
    run.asks(2, "set x 2", 1);
    run.applies(1, 2);
    run.asks(3, "get x", 2);
    run.asks(4, "get x", 3);
    run.returns(2, (3, 1), read(Some("2")));
    run.returns(3, (4, 1), read(Some("1")));
    assert!(!run.violated().contains(&Property::Linearizability));
}

/// The write is missing from the order of the log, and a read shows that.
#[test]
fn an_acknowledged_write_that_is_nowhere_must_be_read() {
    let mut run = having(&[get(2)]);
    run.asks(1, "set x 2", 1);
    run.returns(1, (1, 7), Answer::Done);
    assert_eq!(run.violated(), [Property::FalseAcknowledgement], "nobody has read yet");
    run.asks(2, "get x", 2);
    run.applies(2, 1);
    run.returns(2, (2, 1), read(None));
    let [first, second] = claims(&run);
    assert_eq!(first, Claim::Reported { request: RequestId(1), index: 7 });
    let two = read(Some("2"));
    assert!(matches!(second, Claim::Returned { due, .. } if due == two));
}

/// A write that had not ended when the missing one began may have followed it.
#[test]
fn a_missing_write_may_have_been_overwritten() {
    for (at_once, is_broken) in [(true, false), (false, true)] {
        let mut run = having(&[sets(1), vec![get(3)]].concat());
        let writes = |run: &mut JudgedRun| {
            run.asks(1, "set x 1", 1);
            run.applies(1, 1);
            run.returns(1, (1, 1), Answer::Done);
        };
        if !at_once {
            writes(&mut run);
        }
        run.asks(2, "set x 2", 2);
        run.returns(2, (2, 9), Answer::Done);
        if at_once {
            writes(&mut run);
        }
        run.asks(3, "get x", 1);
        run.applies(1, 2);
        run.returns(1, (3, 2), read(Some("1")));
        assert_eq!(run.violated().contains(&Property::Linearizability), is_broken);
        if is_broken {
            let reported = Claim::Reported { request: RequestId(2), index: 9 };
            assert_eq!(claims(&run)[0], reported);
        }
    }
}

#[test]
fn a_value_that_never_was() {
    let mut run = having(&sets(1));
    let asked = run.asks(2, "get x", 2);
    run.returns(2, (2, 1), read(Some("7")));
    let [first, second] = claims(&run);
    let (request, command) = (RequestId(2), "get x".into());
    assert_eq!(first, Claim::Asked { request, command });
    assert!(matches!(second, Claim::Returned { due, .. } if due == read(None)));
    assert!(run.violations().iter().any(|it| it.first.seq == asked));
}

#[test]
fn a_write_with_another_answer_than_its_entry_has() {
    let mut run = having(&[command(1, (1, 1), "add x 1"), command(1, (2, 2), "add x 1")]);
    for it in 1..=2 {
        run.asks(it, "add x 1", 1);
        run.applies(1, it);
    }
    run.returns(1, (1, 1), read(Some("1")));
    assert_eq!(run.violated(), []);
    run.returns(1, (2, 2), read(Some("1")));
    let [first, _] = claims(&run);
    assert_eq!(first, Claim::Applied { index: 2, entry: command(1, (2, 2), "add x 1") });
}

/// A retry is answered as the request was.
#[test]
fn a_retry_is_answered_from_the_entry_that_executed_it() {
    let add = |client| command(1, (client, u64::from(client)), "add x 1");
    let mut run = having(&[add(1), add(2), add(1)]);
    run.asks(1, "add x 1", 1);
    run.asks(2, "add x 1", 1);
    for index in 1..=3 {
        run.applies(1, index);
    }
    run.returns(1, (1, 3), read(Some("1")));
    assert_eq!(run.violated(), []);
}

/// Later wrong answers of a server have the same reason, until it restarts.
#[test]
fn of_each_server_the_first_wrong_answer_counts() {
    let mut run = two_writes(&[]);
    for request in 3..6 {
        run.asks(request, "get x", 2);
        run.returns(2, (request, 1), read(Some("1")));
    }
    let count = |run: &JudgedRun| {
        run.violated().iter().filter(|it| **it == Property::Linearizability).count()
    };
    assert_eq!(count(&run), 1);
    run.crashes(2);
    run.restarts(2);
    run.asks(6, "get x", 2);
    run.returns(2, (6, 1), read(Some("1")));
    assert_eq!(count(&run), 2);
}

/// A number that no client can have given yet is not remembered.
#[test]
fn numbers_out_of_reach_are_left_alone() {
    let mut run = two_writes(&[]);
    run.asks(1 << 27, "get x", 1);
    run.returns(1, (1 << 27, 2), read(Some("1")));
    assert!(!run.violated().contains(&Property::Linearizability));
}
