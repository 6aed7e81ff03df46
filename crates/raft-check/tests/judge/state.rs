//! What the state machines hold: the same after the same entries, and every request executed once.

use raft_check::{Claim, Part, Property};
use raft_core::Entry;
use raft_sim::{Answer, ClientId, Machine, RequestId};

use crate::judged_run::{JudgedRun, command};

/// `s1` and `s2` have these entries, and `s1` has applied them.
fn applied_on_one(entries: &[Entry]) -> JudgedRun {
    let mut run = JudgedRun::of(2);
    for server in [1, 2] {
        run.stores(server, entries);
    }
    for index in 1..=entries.len() as u64 {
        run.applies(1, index);
    }
    run
}

/// Two clients, and a retry of the first one's request.
fn with_a_retry() -> Vec<Entry> {
    let add = |request, text| command(1, request, text);
    vec![add((1, 1), "add x 1"), add((2, 2), "add x 5"), add((1, 1), "add x 1")]
}

fn value(key: &str, value: Option<&str>) -> Part {
    Part::Value { key: key.into(), value: value.map(Into::into) }
}

fn claims(run: &JudgedRun) -> [Claim; 2] {
    run.violations()[0].facts().map(|fact| fact.claim.clone())
}

#[test]
fn the_same_entries_make_the_same_state_also_after_a_restart() {
    let mut run = applied_on_one(&with_a_retry());
    run.crashes(1);
    run.restarts(1);
    for index in 1..=3 {
        run.applies(1, index);
        run.applies(2, index);
    }
    assert_eq!(run.violated(), []);
}

#[test]
fn another_value_after_the_same_entries() {
    let mut run = applied_on_one(&with_a_retry());
    run.applies(2, 1);
    let applied = run.applies_as(2, 2, |machine, session, _| machine.apply(session, "add x 4"));
    let (property, [(_, first), second]) = run.only();
    assert_eq!((property, first, second), (Property::StateDivergence, 1, (applied, 2)));
    let [due, holds] = claims(&run);
    let session = |answer: &str| Part::Session {
        client: ClientId(2),
        last: Some(RequestId(2)),
        answer: Some(Answer::Value { value: Some(answer.into()) }),
    };
    assert_eq!(due, Claim::Due { index: 2, part: session("6") });
    assert_eq!(holds, Claim::Holds { index: 2, part: session("5") });
    run.applies(2, 3);
    assert_eq!(run.violated().len(), 1, "what follows from it is no news");
}

#[test]
fn a_write_that_was_not_done() {
    let mut run = applied_on_one(&[command(1, (1, 1), "set x 1")]);
    run.applies_as(2, 1, |machine, session, _| machine.apply(session, "set y 1"));
    assert_eq!(run.violated(), [Property::StateDivergence]);
    let [due, holds] = claims(&run);
    assert_eq!(due, Claim::Due { index: 1, part: value("x", Some("1")) });
    assert_eq!(holds, Claim::Holds { index: 1, part: value("x", None) });
}

/// The only server has another state than follows from the log.
#[test]
fn the_first_server_can_be_the_wrong_one() {
    let mut run = JudgedRun::of(1);
    run.stores(1, &[command(1, (1, 1), "set x 1")]);
    run.applies_as(1, 1, |machine, session, _| machine.apply(session, "set x 2"));
    assert_eq!(run.violated(), [Property::StateDivergence]);
}

#[test]
fn a_key_too_many() {
    let mut run = applied_on_one(&[command(1, (1, 1), "set x 1")]);
    run.applies_as(2, 1, |machine, session, text| {
        machine.apply(None, "set y 1");
        machine.apply(session, text)
    });
    assert_eq!(run.violated(), [Property::StateDivergence]);
    assert_eq!(claims(&run)[1], Claim::Holds { index: 1, part: Part::Keys { count: 2 } });
}

/// The values are right, but the clients' sessions are lost.
#[test]
fn sessions_that_are_lost_at_a_restart() {
    let mut run = applied_on_one(&with_a_retry());
    run.crashes(1);
    run.restarts(1);
    let forgetful = |machine: &mut Machine, _: Option<(ClientId, RequestId)>, text: &str| {
        machine.apply(None, text)
    };
    run.applies_as(1, 1, forgetful);
    assert_eq!(run.violated(), [Property::StateDivergence]);
    let lost = Part::Session { client: ClientId(1), last: None, answer: None };
    assert_eq!(claims(&run)[1], Claim::Holds { index: 1, part: lost });
}

#[test]
fn sessions_of_other_clients_that_are_lost() {
    let mut run = applied_on_one(&with_a_retry());
    run.applies(2, 1);
    // The values stay, but the session of client 1 is lost.
    let mut machine = Machine::default();
    machine.apply(None, "add x 1");
    machine.apply(Some((ClientId(2), RequestId(2))), "add x 5");
    run.applies_as(2, 2, |it, _, _| {
        *it = machine;
        Answer::Done
    });
    assert_eq!(run.violated(), [Property::StateDivergence]);
    assert_eq!(claims(&run)[1], Claim::Holds { index: 2, part: Part::Sessions { count: 1 } });
}

#[test]
fn a_server_must_not_start_with_something() {
    let mut run = JudgedRun::of(1);
    let mut machine = Machine::default();
    machine.apply(None, "set x 1");
    run.machine_is(1, 0, machine);
    assert_eq!(run.violated(), [Property::StateDivergence]);
}

#[test]
fn a_retry_that_is_executed_again() {
    let mut run = applied_on_one(&with_a_retry());
    run.applies(2, 1);
    run.applies(2, 2);
    let again = run.applies_as(2, 3, |machine, _, text| machine.apply(None, text));
    let (property, [_, second]) = run.only();
    assert_eq!((property, second), (Property::ExecutedTwice, (again, 2)));
    let (request, entry) = (RequestId(1), command(1, (1, 1), "add x 1"));
    let applied = Claim::Applied { index: 1, entry: entry.clone() };
    assert_eq!(claims(&run), [applied, Claim::ExecutedAgain { request, index: 3, entry }]);
}

/// A late copy of a request that is older than its client's last must not be executed either.
#[test]
fn a_late_copy_of_an_older_request_is_not_executed() {
    let older = [(1, 1), (1, 2), (1, 1)].map(|request| command(1, request, "add x 1"));
    let mut run = applied_on_one(&older);
    assert_eq!(run.violated(), []);
    run.applies(2, 1);
    run.applies(2, 2);
    run.applies_as(2, 3, |machine, _, text| machine.apply(None, text));
    assert_eq!(run.violated(), [Property::ExecutedTwice]);
    let first = Claim::Applied { index: 1, entry: older[0].clone() };
    assert_eq!(claims(&run)[0], first);
}

/// A server that was given other entries holds another state, which is not reported again.
#[test]
fn what_follows_from_other_entries_is_no_news() {
    let mut run = JudgedRun::of(2);
    run.stores(1, &[command(1, (1, 1), "set x 1"), command(1, (1, 2), "set y 1")]);
    run.stores(2, &[command(2, (1, 3), "set x 2"), command(2, (1, 4), "set y 2")]);
    for index in [1, 2] {
        run.applies(1, index);
        run.applies(2, index);
    }
    assert_eq!(run.violated(), [Property::StateMachineSafety]);
}
