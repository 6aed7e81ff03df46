//! The limit on messages in flight.

use raft_core::{Range, Timer};
use raft_sim::{
    Action, Endpoint, Loss, MAX_IN_FLIGHT, MessageId, NetworkSettings, Refusal, Setup, Status,
    Time, What,
};

use crate::lab::{Lab, between, exactly_ms, s};

/// A manual world with [`MAX_IN_FLIGHT`] messages in flight, and one of them.
pub fn full() -> (Lab, MessageId) {
    let mut lab = Lab::manual();
    lab.fire(s(1), Timer::Election);
    let message = lab.message(between(s(1), s(2)));
    fill(&mut lab, message, MAX_IN_FLIGHT);
    (lab, message)
}

/// Duplicates a message until `number` messages are in flight.
fn fill(lab: &mut Lab, message: MessageId, number: usize) {
    let there = MAX_IN_FLIGHT - lab.world.room();
    for _ in there..number {
        lab.act(Action::Duplicate { message });
    }
}

fn full_network(what: &What) -> bool {
    matches!(what, What::Lost { why: Loss::NetworkFull, .. })
}

#[test]
fn what_a_server_sends_into_a_full_network_is_lost_at_once() {
    let (mut lab, _) = full();
    let before = lab.events().len();
    lab.fire(s(3), Timer::Election);
    assert_eq!(lab.world.messages().count(), MAX_IN_FLIGHT);
    let sent = |what: &What| matches!(what, What::Sent { from: Endpoint::Server(from), .. } if *from == s(3));
    assert_eq!(lab.happened(before as u64, sent), 4);
    assert_eq!(lab.happened(before as u64, full_network), 4);
    for loss in lab.events()[before..].iter().filter(|event| full_network(&event.what)) {
        let What::Lost { message, .. } = &loss.what else { unreachable!() };
        let cause = &lab.events()[loss.cause.expect("a cause").0 as usize];
        assert!(matches!(cause.what, What::Sent { message: sent, .. } if sent == message.id));
        assert_eq!(cause.at, loss.at);
    }
}

#[test]
fn a_client_asks_again_when_there_is_room() {
    let mut lab = Lab::new(Setup { servers: 2, ..Setup::default() });
    let leader = lab.elect();
    lab.act(Action::HoldAll { filter: Default::default() });
    lab.run(100);
    let held = lab.messages(|envelope| envelope.held_since.is_some())[0];
    fill(&mut lab, held, MAX_IN_FLIGHT);
    let request = lab.command_to(leader, "set x 1");
    assert_eq!(lab.happened(lab.events().len() as u64 - 1, full_network), 1);
    for message in lab.messages(|_| true) {
        lab.act(Action::Drop { message });
    }
    lab.act(Action::ReleaseAll { filter: Default::default() });
    lab.finish(request);
}

#[test]
fn copies_that_would_be_too_many_are_refused_until_there_is_room() {
    let (mut lab, message) = full();
    let refused = Err(Refusal::NetworkFull);
    assert_eq!(lab.try_act(Action::Duplicate { message }), refused);
    let other = lab.message(between(s(1), s(3)));
    lab.act(Action::Drop { message: other });
    lab.act(Action::Duplicate { message });
    assert_eq!(lab.try_act(Action::Duplicate { message }), refused);
}

#[test]
fn a_full_network_makes_no_copies() {
    let (mut lab, message) = full();
    let all = NetworkSettings { duplication: 1000, ..NetworkSettings::default() };
    lab.act(Action::SetNetwork { settings: all });
    // There is room for one message, its copy, and one more message.
    for message in lab.messages(|envelope| envelope.copy_of == Some(message)).into_iter().take(3) {
        lab.act(Action::Drop { message });
    }
    let before = lab.events().len() as u64;
    lab.fire(s(5), Timer::Election);
    let copied = |what: &What| matches!(what, What::Sent { copy_of: Some(_), .. });
    assert_eq!(lab.happened(before, copied), 1);
    assert_eq!(lab.happened(before, full_network), 2);
    assert_eq!(lab.world.room(), 0);
}

#[test]
fn messages_that_wait_for_a_paused_server_count() {
    let (mut lab, message) = full();
    lab.pause(s(2));
    lab.deliver_all(between(s(1), s(2)));
    assert_eq!((lab.world.messages().count(), lab.world.room()), (3, 0));
    let other = lab.message(between(s(1), s(3)));
    assert_eq!(lab.try_act(Action::Duplicate { message: other }), Err(Refusal::NetworkFull));
    assert_eq!(lab.try_act(Action::Drop { message }), Err(Refusal::NotInFlight { message }));
    lab.crash(s(2));
    assert_eq!(lab.world.room(), MAX_IN_FLIGHT - 3);
}

#[test]
fn timers_that_wait_for_a_paused_server_do_not_count() {
    let mut lab = Lab::of(2);
    lab.pause(s(1));
    lab.run(1000);
    assert_eq!(lab.server(s(1)).status, Status::Paused);
    let waiting = lab.server(s(1)).waiting();
    assert!(waiting > 1);
    assert_eq!(lab.world.room() + lab.world.messages().count() + waiting - 1, MAX_IN_FLIGHT);
    lab.resume(s(1));
    assert_eq!(lab.world.room() + lab.world.messages().count(), MAX_IN_FLIGHT);
}

/// Nine servers start an election every millisecond, and their messages take an hour: the messages in
/// flight stay within the limit, and the number of events grows linearly.
#[test]
fn a_network_that_nothing_leaves_fills_and_is_bounded() {
    let election_timeout = Range { min: 1000, max: 1000 };
    let timing = raft_core::Timing { election_timeout, ..Setup::default().timing };
    let mut lab =
        Lab::new(Setup { servers: 9, timing, network: exactly_ms(3_600_000), ..Setup::default() });
    let mut events = Vec::new();
    for ms in [100, 200, 300] {
        lab.run_until(Time::from_ms(ms));
        assert_eq!(lab.world.messages().count(), MAX_IN_FLIGHT);
        events.push(lab.events().len());
    }
    assert_eq!(events[2] - events[1], events[1] - events[0]);
}
