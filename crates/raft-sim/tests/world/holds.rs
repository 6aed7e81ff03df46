//! Messages that are held as soon as they are sent: by a filter, or in a manual world.

use raft_core::{RoleName, Timer};
use raft_sim::{Action, Body, Endpoint, Envelope, MessageFilter, MessageKind, Time};

use crate::lab::{Lab, between, is_client_message, s};

/// Whether a message is one that a filter must match.
type Matches = fn(&Envelope) -> bool;

fn filters() -> Vec<(MessageFilter, Matches)> {
    let all = MessageFilter::default();
    vec![
        (all, |_| true),
        (MessageFilter { from: Some(s(1)), ..all }, |envelope| {
            envelope.from == Endpoint::Server(s(1))
        }),
        (MessageFilter { to: Some(s(2)), ..all }, |envelope| envelope.to == Endpoint::Server(s(2))),
        (MessageFilter { from: Some(s(1)), to: Some(s(2)), ..all }, between_s1_and_s2),
        (MessageFilter { kind: Some(MessageKind::RequestVoteResponse), ..all }, |envelope| {
            envelope.body.kind() == MessageKind::RequestVoteResponse
        }),
        (MessageFilter { kind: Some(MessageKind::ClientRequest), ..all }, |envelope| {
            envelope.body.kind() == MessageKind::ClientRequest
        }),
    ]
}

#[test]
fn a_filter_holds_what_matches_as_it_sets_out_and_nothing_else() {
    for (filter, matches) in filters() {
        let mut lab = Lab::of(5);
        lab.act(Action::HoldAll { filter });
        lab.run(2_000);
        lab.command("set x 1");
        lab.run(100);
        let held = lab.messages(|envelope| envelope.held_since.is_some());
        assert!(!held.is_empty(), "{filter:?}");
        for &message in &held {
            let envelope = lab.envelope(message);
            assert!(matches(envelope), "{filter:?}: {envelope:?}");
            assert_eq!(envelope.held_since, Some(envelope.sent_at));
        }
        assert_eq!(lab.messages(matches), held, "{filter:?}");
        lab.act(Action::ReleaseAll { filter });
        assert!(lab.messages(|envelope| envelope.held_since.is_some()).is_empty());
        lab.run(25);
        assert!(held.iter().all(|&message| lab.arrival(message).is_some()), "{filter:?}");
    }
}

fn between_s1_and_s2(envelope: &Envelope) -> bool {
    between(s(1), s(2))(envelope)
}

#[test]
fn a_message_goes_on_when_the_last_filter_that_holds_it_is_gone() {
    let mut lab = Lab::of(3);
    let from = MessageFilter { from: Some(s(1)), ..MessageFilter::default() };
    let to = MessageFilter { to: Some(s(2)), ..MessageFilter::default() };
    lab.act(Action::HoldAll { filter: from });
    lab.act(Action::HoldAll { filter: to });
    assert_eq!(lab.world.holds().count(), 2);
    lab.fire(s(1), Timer::Election);
    let (both, only_from) = (lab.message(between(s(1), s(2))), lab.message(between(s(1), s(3))));
    lab.run(10);
    lab.act(Action::ReleaseAll { filter: from });
    assert!(lab.envelope(both).held_since.is_some());
    assert!(lab.envelope(only_from).held_since.is_none());
    lab.act(Action::ReleaseAll { filter: to });
    assert!(lab.envelope(both).held_since.is_none());
    assert_eq!(lab.world.holds().count(), 0);
}

#[test]
fn a_client_message_has_no_server_at_its_other_end() {
    let (mut lab, leader) = Lab::led(3);
    // A filter by sender matches the answer, one by receiver the request, and one by both neither.
    let to_other =
        MessageFilter { from: Some(leader), to: Some(lab.others(leader)[0]), kind: None };
    lab.act(Action::HoldAll { filter: to_other });
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);
    let from_leader = MessageFilter { from: Some(leader), ..MessageFilter::default() };
    lab.act(Action::HoldAll { filter: from_leader });
    lab.command_to(lab.others(leader)[1], "get x");
    lab.run(100);
    let to_clients = lab.messages(|envelope| is_client_message(&envelope.body));
    assert!(to_clients.iter().all(|&id| lab.envelope(id).from == Endpoint::Server(leader)));
}

// A world in which nothing happens by itself.

#[test]
fn a_manual_world_waits_for_its_script() {
    let mut lab = Lab::manual();
    lab.command("set x 1");
    let before = lab.world.events();
    assert_eq!(lab.world.next_at(), None);
    lab.run(3_600_000);
    assert_eq!(lab.world.events(), before);
    assert!(!lab.world.step(&mut ()));
    let timer = lab.server(s(1)).timer(Timer::Election).unwrap();
    assert_eq!(timer.fires_at, None);
}

#[test]
fn a_manual_world_does_what_its_script_says() {
    let mut lab = Lab::manual();
    lab.fire(s(3), Timer::Election);
    assert_eq!(lab.role(s(3)), RoleName::Candidate);
    for voter in [s(1), s(5)] {
        lab.deliver_all(between(s(3), voter));
        lab.deliver_all(between(voter, s(3)));
    }
    assert!(lab.is_leader(s(3)));
    assert_eq!([s(1), s(2), s(4), s(5)].map(|server| lab.term(server)), [1, 0, 0, 1]);

    let request = lab.command_to(s(3), "set x 1");
    lab.deliver_all(|envelope| is_client_message(&envelope.body));
    let entries = |envelope: &Envelope| match &envelope.body {
        Body::Raft(raft_core::Message::AppendEntries { entries, .. }) => !entries.is_empty(),
        _ => false,
    };
    lab.deliver_all(entries);
    assert!(lab.ids().iter().all(|&server| lab.log(server) == ["set x 1"]));
    assert_eq!(lab.value(s(3), "x"), None);
    lab.deliver_all(|envelope| envelope.to == Endpoint::Server(s(3)));
    assert_eq!(lab.value(s(3), "x"), Some("1"));
    assert!(!lab.is_acknowledged(request));
    lab.deliver_all(|envelope| is_client_message(&envelope.body));
    assert!(lab.is_acknowledged(request));
    assert_eq!(lab.now(), Time::default());
}

#[test]
fn a_released_message_of_a_manual_world_arrives_by_itself() {
    let mut lab = Lab::manual();
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    lab.run(1_000);
    lab.act(Action::Release { message: asked });
    lab.run(1_000);
    assert!(lab.arrival(asked).is_some());
    assert_eq!(lab.messages(between(s(1), s(3))).len(), 1);
}
