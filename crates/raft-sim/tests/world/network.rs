//! What a network does to messages by itself, and what its settings and cuts do to it.

use raft_core::{RoleName, ServerId, Timer};
use raft_sim::{
    Action, Duration, Endpoint, Event, Loss, MessageId, NetworkSettings, Setup, Time, What,
};

use crate::lab::{Lab, between, exactly_ms, s};

fn with_network(network: NetworkSettings) -> Lab {
    Lab::new(Setup { network, ..Setup::default() })
}

/// The messages between servers that arrived, with the times of sending and arrival, in the order of
/// sending.
fn journeys(lab: &Lab) -> Vec<(ServerId, ServerId, Time, Time)> {
    let journey = |event: &Event| match event.what {
        What::Sent { message, from: Endpoint::Server(from), to: Endpoint::Server(to), .. } => {
            Some((from, to, event.at, lab.arrival(message)?))
        }
        _ => None,
    };
    lab.events().iter().filter_map(journey).collect()
}

/// Whether a message overtakes another on the same link.
fn overtakes(journeys: &[(ServerId, ServerId, Time, Time)]) -> bool {
    journeys.iter().enumerate().any(|(at, first)| {
        let behind =
            journeys[at + 1..].iter().filter(|next| (next.0, next.1) == (first.0, first.1));
        behind.into_iter().any(|next| next.3 < first.3)
    })
}

fn sent_between_servers(what: &What) -> bool {
    matches!(what, What::Sent { from: Endpoint::Server(_), to: Endpoint::Server(_), .. })
}

fn lost_by(why: Loss) -> impl Fn(&What) -> bool {
    move |what| matches!(what, What::Lost { why: other, .. } if *other == why)
}

// Latency.

#[test]
fn latencies_fill_their_range() {
    let mut lab = Lab::of(5);
    lab.run(5_000);
    let travels: Vec<_> =
        journeys(&lab).iter().map(|(_, _, sent, arrived)| *arrived - *sent).collect();
    assert!(travels.len() > 500);
    let (least, most) = (*travels.iter().min().unwrap(), *travels.iter().max().unwrap());
    assert!((Duration::from_ms(10)..Duration::from_ms(11)).contains(&least), "{least}");
    assert!((Duration::from_ms(19)..=Duration::from_ms(20)).contains(&most), "{most}");
}

#[test]
fn messages_overtake_each_other_where_latency_varies() {
    // Latencies differ by up to 99 ms, and a heartbeat is sent every 50 ms.
    let mut lab = with_network(NetworkSettings::with_latency_ms(1, 100));
    lab.run(3_000);
    assert!(overtakes(&journeys(&lab)));

    let mut lab = with_network(exactly_ms(60));
    lab.run(3_000);
    assert!(!overtakes(&journeys(&lab)));
}

#[test]
fn of_two_that_arrive_at_once_the_first_sent_comes_first() {
    let mut lab = with_network(exactly_ms(20));
    for server in lab.ids() {
        lab.fire(server, Timer::Election);
    }
    let sent = lab.messages(|_| true);
    assert_eq!(sent.len(), 5 * 4);
    lab.run(20);
    let arrived = lab.events().iter().filter_map(|event| match event.what {
        What::Arrived { message, .. } => Some(message),
        _ => None,
    });
    assert!(arrived.eq(sent));
}

#[test]
fn new_settings_hold_for_messages_sent_from_now_on() {
    let (mut lab, leader) = Lab::led(3);
    lab.fire(leader, Timer::Heartbeat);
    let to = lab.others(leader)[0];
    let before = lab.messages(between(leader, to));
    let expected: Vec<_> = before.iter().map(|&id| lab.envelope(id).arrives_at).collect();
    lab.act(Action::SetNetwork { settings: exactly_ms(35) });
    assert_eq!(lab.world.network().settings, exactly_ms(35));
    lab.run(30);
    assert_eq!(before.iter().map(|&id| lab.arrival(id).unwrap()).collect::<Vec<_>>(), expected);
    lab.fire(leader, Timer::Heartbeat);
    let after = *lab.messages(between(leader, to)).last().unwrap();
    assert_eq!(lab.envelope(after).arrives_at - lab.now(), Duration::from_ms(35));
}

#[test]
fn a_link_can_have_settings_of_its_own() {
    let (mut lab, leader) = Lab::led(3);
    let [near, far] = lab.others(leader)[..] else { panic!() };
    let travel = |lab: &mut Lab, to| {
        lab.fire(leader, Timer::Heartbeat);
        let last = *lab.messages(between(leader, to)).last().unwrap();
        lab.envelope(last).arrives_at - lab.now()
    };
    lab.act(Action::SetLink { from: leader, to: far, settings: Some(exactly_ms(77)) });
    assert_eq!(travel(&mut lab, far), Duration::from_ms(77));
    assert!(travel(&mut lab, near) <= Duration::from_ms(20));
    assert_eq!(lab.world.network().links().count(), 1);
    lab.act(Action::SetLink { from: leader, to: far, settings: None });
    assert!(travel(&mut lab, far) <= Duration::from_ms(20));
    assert_eq!(lab.world.network().links().count(), 0);
}

// Loss and duplication.

#[test]
fn so_many_of_a_thousand_are_lost() {
    let network = NetworkSettings { loss: 200, ..NetworkSettings::default() };
    let mut lab = with_network(network);
    lab.run(20_000);
    let sent = lab.happened(0, sent_between_servers);
    let lost = lab.happened(0, lost_by(Loss::Network));
    assert!(sent > 2_000);
    assert!((160..240).contains(&(lost * 1000 / sent)), "{lost} of {sent}");
    let request = lab.command("set x 1");
    lab.finish(request);
}

#[test]
fn a_network_that_loses_all_elects_nobody() {
    let mut lab = with_network(NetworkSettings { loss: 1000, ..NetworkSettings::default() });
    lab.run(10_000);
    assert!(lab.ids().iter().all(|&server| !lab.is_leader(server)));
    assert!(journeys(&lab).is_empty());
}

#[test]
fn a_lost_message_falls_half_way() {
    let network = NetworkSettings { loss: 1000, ..exactly_ms(20) };
    let mut lab = with_network(network);
    lab.fire(s(1), Timer::Election);
    let asked = lab.message(between(s(1), s(2)));
    lab.run(50);
    assert_eq!(lab.loss(asked), Some((Loss::Network, Time::from_ms(10))));
}

#[test]
fn so_many_of_a_thousand_arrive_twice() {
    for (duplication, least, most) in [(0, 0, 1), (300, 250, 350), (1000, 1000, 1001)] {
        let mut lab = with_network(NetworkSettings { duplication, ..NetworkSettings::default() });
        lab.run(10_000);
        let copy = |what: &What| matches!(what, What::Sent { copy_of: Some(_), .. });
        let copies = lab.happened(0, copy);
        let originals = lab.happened(0, sent_between_servers) - copies;
        assert!((least..most).contains(&(copies * 1000 / originals)), "{copies} of {originals}");
        let request = lab.command("add x 1");
        lab.finish(request);
        lab.run(200);
        assert!(lab.all_have("x", "1"));
    }
}

#[test]
fn a_copy_is_the_same_message_under_another_name() {
    let network = NetworkSettings { duplication: 1000, ..NetworkSettings::default() };
    let mut lab = with_network(network);
    lab.fire(s(1), Timer::Election);
    let [original, copy] = lab.messages(between(s(1), s(2)))[..] else { panic!() };
    let (original, copy) = (lab.envelope(original).clone(), lab.envelope(copy).clone());
    assert_eq!((original.copy_of, copy.copy_of), (None, Some(original.id)));
    assert_eq!((&original.body, original.sent_at), (&copy.body, copy.sent_at));
    assert_ne!(original.arrives_at, copy.arrives_at);
    lab.run(30);
    assert_eq!(lab.arrival(original.id), Some(original.arrives_at));
    assert_eq!(lab.arrival(copy.id), Some(copy.arrives_at));
    // The server receives both with the original's identity.
    let received =
        |id: MessageId| lab.record.steps.iter().filter(|step| step.received == Some(id)).count();
    assert_eq!((received(original.id), received(copy.id)), (2, 0));
}

#[test]
fn clients_are_not_troubled() {
    let network = NetworkSettings { loss: 1000, duplication: 1000, ..NetworkSettings::default() };
    let mut lab = Lab::new(Setup { servers: 1, network, ..Setup::default() });
    lab.elect();
    for round in 0..50 {
        let request = lab.command(&format!("set x {round}"));
        lab.finish(request);
        assert_eq!(lab.request(request).sent, 1);
    }
    assert_eq!(lab.happened(0, lost_by(Loss::Network)), 0);
}

// Cuts.

#[test]
fn a_cut_goes_one_way() {
    let (mut lab, leader) = Lab::led(3);
    let (deaf, term) = (lab.others(leader)[0], lab.term(leader));
    lab.run(60);
    lab.cut(leader, deaf);
    lab.run(1_000);
    // It hears nothing, starts an election, and is heard.
    assert!(lab.term(deaf) > term);
    assert!(lab.ids().iter().all(|&server| lab.term(server) > term));
    assert!(lab.world.network().link(leader, deaf).cut);
    assert!(!lab.world.network().link(deaf, leader).cut);
    let arrived = journeys(&lab);
    let after = |from, to| {
        let later = |sent: Time| sent > Time::from_ms(400);
        arrived
            .iter()
            .filter(|journey| (journey.0, journey.1) == (from, to) && later(journey.2))
            .count()
    };
    assert_eq!(after(leader, deaf), 0);
    assert!(after(deaf, leader) > 0);
}

#[test]
fn what_is_on_a_link_is_lost_when_it_is_cut() {
    for both_ways in [false, true] {
        let (mut lab, leader) = Lab::led(3);
        let follower = lab.others(leader)[0];
        lab.fire(leader, Timer::Heartbeat);
        let call = *lab.messages(between(leader, follower)).last().unwrap();
        lab.fire(follower, Timer::Election);
        let back = *lab.messages(between(follower, leader)).last().unwrap();
        lab.act(Action::Cut { from: leader, to: follower, both_ways });
        let lost_now = Some((Loss::Cut, lab.now()));
        assert_eq!(lab.loss(call), lost_now);
        assert_eq!(lab.loss(back), lost_now.filter(|_| both_ways));
        assert!(lab.messages(between(leader, follower)).is_empty());
        lab.run(30);
        assert_eq!(lab.arrival(call), None);
        assert_eq!(lab.arrival(back).is_some(), !both_ways);
    }
}

#[test]
fn what_is_sent_into_a_cut_falls_half_way_even_if_it_is_mended() {
    let mut lab = with_network(exactly_ms(20));
    let (from, to) = (s(1), s(2));
    lab.act(Action::Cut { from, to, both_ways: true });
    lab.fire(from, Timer::Election);
    let asked = lab.message(between(from, to));
    lab.run(1);
    lab.act(Action::Mend { from, to, both_ways: false });
    lab.run(30);
    assert_eq!(lab.loss(asked), Some((Loss::Cut, Time::from_ms(10))));
    assert!(!lab.world.network().link(from, to).cut);
    assert!(lab.world.network().link(to, from).cut);
    lab.act(Action::Mend { from, to, both_ways: true });
    assert_eq!(lab.world.network().links().count(), 0);
}

#[test]
fn a_partition_lets_only_groups_talk() {
    let (mut lab, leader) = Lab::led(5);
    let others = lab.others(leader);
    let (minority, majority) = (vec![leader, others[0]], others[1..].to_vec());
    lab.act(Action::Partition { groups: vec![minority.clone(), majority.clone()] });
    assert_eq!(lab.world.network().links().count(), 2 * 2 * 3);
    let lost = lab.command_to(leader, "set x 1");
    lab.run(1_000);
    assert!(lab.is_leader(leader), "it keeps its own follower");
    assert_eq!(lab.role(others[0]), RoleName::Follower);
    let new = lab.leader();
    assert!(majority.contains(&new));
    assert!(minority.iter().all(|&server| lab.value(server, "x").is_none()));

    // Another partition restores what it does not cut; a server in no group is alone.
    lab.act(Action::Partition { groups: vec![majority[1..].to_vec(), minority] });
    let alone = majority[0];
    assert!(lab.others(alone).iter().all(|&other| lab.world.network().link(alone, other).cut));
    assert!(!lab.world.network().link(leader, others[0]).cut);

    lab.act(Action::Heal);
    assert_eq!(lab.world.network().links().count(), 0);
    lab.finish(lost);
    lab.run(1_000);
    assert!(lab.all_have("x", "1"));
}

#[test]
fn healing_keeps_the_links_own_settings() {
    let mut lab = Lab::of(3);
    let (from, to, settings) = (s(1), s(2), Some(exactly_ms(5)));
    lab.act(Action::SetLink { from, to, settings });
    lab.act(Action::Cut { from, to, both_ways: true });
    lab.act(Action::Heal);
    let link = lab.world.network().link(from, to);
    assert_eq!((link.cut, link.settings), (false, settings));
}

#[test]
fn a_cut_keeps_no_client_away() {
    let (mut lab, leader) = Lab::led(3);
    let request = lab.command_to(leader, "set x 1");
    lab.act(Action::Partition { groups: Vec::new() });
    lab.run(25);
    assert_eq!(lab.logged_requests(leader), [request]);
}
