//! Actions on single messages.

use raft_core::{RoleName, Timer};
use raft_sim::{Action, Duration, Envelope, Loss, MessageId, Setup, Time, What};

use crate::lab::{Lab, between, exactly_ms, s};

/// Five servers with a latency of exactly 16 ms, of which s1 has just asked for votes; and its request to
/// s2.
fn asking() -> (Lab, MessageId) {
    let mut lab = Lab::new(Setup { network: exactly_ms(16), ..Setup::default() });
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    (lab, asked)
}

#[test]
fn left_alone_it_arrives_in_time() {
    let (mut lab, asked) = asking();
    lab.run(100);
    assert_eq!((lab.arrival(asked), lab.loss(asked)), (Some(Time::from_ms(16)), None));
}

#[test]
fn dropped_it_is_lost_where_it_is() {
    let (mut lab, asked) = asking();
    lab.run(5);
    lab.act(Action::Drop { message: asked });
    assert_eq!(lab.loss(asked), Some((Loss::ByHand, Time::from_ms(5))));
    lab.run(100);
    assert_eq!(lab.arrival(asked), None);
}

#[test]
fn dropped_it_is_sent_again() {
    let (mut lab, leader) = Lab::led(3);
    let follower = lab.others(leader)[0];
    lab.fire(leader, Timer::Heartbeat);
    lab.command_to(leader, "set x 1");
    lab.run_until_it(|lab| !lab.log(leader).is_empty());
    for message in lab.messages(between(leader, follower)) {
        lab.act(Action::Drop { message });
    }
    // Only the next heartbeat brings it again.
    lab.run(20);
    assert!(lab.log(follower).is_empty());
    lab.run(60);
    assert_eq!(lab.log(follower), ["set x 1"]);
}

#[test]
fn delivered_it_arrives_now() {
    let (mut lab, asked) = asking();
    lab.run(5);
    lab.act(Action::Deliver { message: asked });
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(5)));
    assert_eq!(lab.node(s(2)).durable.voted_for, Some(s(1)));
    lab.run(100);
    let arrived = |what: &What| matches!(what, What::Arrived { message, .. } if *message == asked);
    assert_eq!(lab.happened(0, arrived), 1);
}

#[test]
fn delivered_to_a_crashed_server_it_is_lost() {
    let (mut lab, asked) = asking();
    lab.crash(s(2));
    lab.act(Action::Deliver { message: asked });
    assert_eq!(lab.loss(asked), Some((Loss::Crashed, Time::default())));
}

#[test]
fn delivered_to_a_paused_server_it_waits_there() {
    let (mut lab, asked) = asking();
    lab.pause(s(2));
    lab.act(Action::Deliver { message: asked });
    assert_eq!((lab.arrival(asked), lab.server(s(2)).waiting()), (None, 1));
    lab.run(3);
    lab.resume(s(2));
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(3)));
}

#[test]
fn held_it_waits_and_released_it_goes_on_from_there() {
    let (mut lab, asked) = asking();
    lab.run(6);
    lab.act(Action::Hold { message: asked });
    assert_eq!(lab.envelope(asked).held_since, Some(Time::from_ms(6)));
    lab.run(1_000);
    assert_eq!(lab.arrival(asked), None);
    lab.act(Action::Release { message: asked });
    let Envelope { sent_at, arrives_at, held_since, .. } = *lab.envelope(asked);
    let times = (Time::from_ms(1_000), Time::from_ms(1_016));
    assert_eq!(((sent_at, arrives_at), held_since), (times, None));
    lab.run(100);
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(1_016)));
}

#[test]
fn held_twice_it_is_shifted_twice() {
    let (mut lab, asked) = asking();
    for wait in [100, 10] {
        lab.run(1);
        lab.act(Action::Hold { message: asked });
        lab.run(wait);
        lab.act(Action::Release { message: asked });
    }
    lab.run(100);
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(16 + 110)));
}

#[test]
fn held_and_released_one_that_is_going_to_be_lost_is_still_lost() {
    let mut lab = Lab::new(Setup { network: exactly_ms(16), ..Setup::default() });
    lab.cut(s(1), s(2));
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    lab.run(2);
    lab.act(Action::Hold { message: asked });
    lab.run(50);
    assert_eq!(lab.loss(asked), None);
    lab.act(Action::Release { message: asked });
    lab.run(50);
    assert_eq!(lab.loss(asked), Some((Loss::Cut, Time::from_ms(8 + 50))));
}

/// A message from s1 to s2 on a cut link, held as soon as it was sent.
fn held_at_a_cut(setup: Setup) -> (Lab, MessageId) {
    let mut lab = Lab::new(setup);
    lab.cut(s(1), s(2));
    lab.act(Action::HoldAll { filter: raft_sim::MessageFilter::default() });
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    (lab, asked)
}

#[test]
fn delivered_across_a_cut_it_is_lost_there() {
    for manual in [false, true] {
        let (mut lab, asked) = held_at_a_cut(Setup { manual, ..Setup::default() });
        lab.act(Action::Deliver { message: asked });
        assert_eq!(lab.loss(asked), Some((Loss::Cut, Time::default())), "manual: {manual}");
        assert_eq!((lab.arrival(asked), lab.term(s(2))), (None, 0), "manual: {manual}");
    }
}

#[test]
fn delivered_after_its_link_was_mended_it_arrives() {
    for manual in [false, true] {
        let (mut lab, asked) = held_at_a_cut(Setup { manual, ..Setup::default() });
        lab.act(Action::Mend { from: s(1), to: s(2), both_ways: false });
        lab.act(Action::Deliver { message: asked });
        assert_eq!((lab.arrival(asked), lab.loss(asked)), (Some(Time::default()), None));
        assert_eq!(lab.node(s(2)).durable.voted_for, Some(s(1)), "manual: {manual}");
    }
}

#[test]
fn released_after_its_link_was_mended_it_arrives() {
    let (mut lab, asked) = held_at_a_cut(Setup { network: exactly_ms(16), ..Setup::default() });
    lab.run(5);
    lab.act(Action::Mend { from: s(1), to: s(2), both_ways: false });
    lab.act(Action::Release { message: asked });
    lab.run(20);
    assert_eq!((lab.arrival(asked), lab.loss(asked)), (Some(Time::from_ms(21)), None));
}

#[test]
fn delivered_where_the_network_loses_it_it_is_lost() {
    let network = raft_sim::NetworkSettings { loss: 1000, ..exactly_ms(16) };
    for manual in [false, true] {
        let mut lab = Lab::new(Setup { network, manual, ..Setup::default() });
        lab.fire(s(1), Timer::Election);
        let asked = lab.message(between(s(1), s(2)));
        lab.act(Action::Deliver { message: asked });
        assert_eq!(lab.loss(asked), Some((Loss::Network, Time::default())), "manual: {manual}");
        assert_eq!(lab.arrival(asked), None, "manual: {manual}");
    }
}

#[test]
fn held_it_is_lost_with_its_link() {
    let (mut lab, asked) = asking();
    lab.act(Action::Hold { message: asked });
    lab.cut(s(1), s(2));
    assert_eq!(lab.loss(asked), Some((Loss::Cut, Time::default())));
}

#[test]
fn delayed_it_arrives_so_much_later() {
    let (mut lab, asked) = asking();
    lab.run(4);
    lab.act(Action::Delay { message: asked, by: Duration(30_500) });
    lab.run(100);
    assert_eq!(lab.arrival(asked), Some(Time(16_000 + 30_500)));
}

#[test]
fn delayed_it_can_be_released_before() {
    let (mut lab, asked) = asking();
    lab.act(Action::Delay { message: asked, by: Duration::from_ms(500) });
    lab.run(10);
    lab.act(Action::Release { message: asked });
    lab.run(600);
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(26)));
}

#[test]
fn a_delay_of_nothing_is_none() {
    let (mut lab, asked) = asking();
    lab.act(Action::Delay { message: asked, by: Duration::default() });
    lab.run(100);
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(16)));
}

#[test]
fn duplicated_a_copy_follows_shortly() {
    let (mut lab, asked) = asking();
    lab.run(4);
    lab.act(Action::Duplicate { message: asked });
    let copy = lab.message(|envelope| envelope.copy_of == Some(asked));
    lab.run(100);
    // The copy arrives an eighth of the latency and half a millisecond later.
    assert_eq!(lab.arrival(asked), Some(Time::from_ms(16)));
    assert_eq!(lab.arrival(copy), Some(Time(16_000 + 2_500)));
    // The second reply of s2 is not a second vote.
    let answers = |what: &What| matches!(what, What::BecameRole { role: RoleName::Leader, .. });
    assert_eq!(lab.happened(0, answers), 1);
}

#[test]
fn a_copy_of_a_copy_is_one_of_the_original() {
    let (mut lab, asked) = asking();
    lab.act(Action::Duplicate { message: asked });
    let copy = lab.message(|envelope| envelope.copy_of == Some(asked));
    lab.act(Action::Duplicate { message: copy });
    let copies = lab.messages(|envelope| envelope.copy_of == Some(asked));
    assert_eq!(copies.len(), 2);
    lab.act(Action::Drop { message: asked });
    lab.run(100);
    assert!(copies.iter().all(|&copy| lab.arrival(copy).is_some()));
}

#[test]
fn duplicated_while_held_the_copy_goes_on_from_there() {
    let (mut lab, asked) = asking();
    lab.run(6);
    lab.act(Action::Hold { message: asked });
    lab.run(1_000);
    lab.act(Action::Duplicate { message: asked });
    let copy = lab.message(|envelope| envelope.copy_of == Some(asked));
    lab.run(100);
    assert_eq!(lab.arrival(asked), None);
    assert_eq!(lab.arrival(copy), Some(Time(1_006_000 + 10_000 + 2_500)));
}

#[test]
fn a_copy_goes_through_no_cut_either() {
    let mut lab = Lab::new(Setup { network: exactly_ms(16), ..Setup::default() });
    lab.cut(s(1), s(2));
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    lab.act(Action::Duplicate { message: asked });
    let copy = lab.message(|envelope| envelope.copy_of == Some(asked));
    lab.run(100);
    assert_eq!(lab.loss(copy), Some((Loss::Cut, Time(8_000 + 2_500))));
}

#[test]
fn a_duplicated_request_is_done_once() {
    let (mut lab, leader) = Lab::led(3);
    let request = lab.command_to(leader, "add x 1");
    let asked =
        *lab.messages(|envelope| crate::lab::is_client_message(&envelope.body)).last().unwrap();
    lab.act(Action::Duplicate { message: asked });
    lab.finish(request);
    lab.run(500);
    assert_eq!(lab.logged_requests(leader), [request, request]);
    assert!(lab.all_have("x", "1"));
    assert_eq!(lab.happened(0, |what| *what == What::Acknowledged { request }), 1);
}
