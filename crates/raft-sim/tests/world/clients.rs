//! Clients that are chosen by name, and their links.

use raft_core::ServerId;
use raft_sim::{
    Action, ClientId, Duration, Endpoint, Loss, NetworkSettings, RequestId, Setup, What,
};

use crate::lab::{Lab, s};

fn c(number: u8) -> Endpoint {
    Endpoint::Client(ClientId(number))
}

fn by(client: u8, text: &str, to: impl Into<Option<ServerId>>) -> Action {
    Action::CommandBy { client: ClientId(client), text: text.into(), to: to.into() }
}

fn client_of(lab: &Lab, request: u64) -> u8 {
    lab.world.clients().request(RequestId(request)).expect("it was made").client.0
}

#[test]
fn a_client_of_ones_choice_sends() {
    let (mut lab, leader) = Lab::led(3);
    lab.act(by(3, "set x 1", leader));
    lab.act(by(1, "set y 2", leader));
    lab.command("set z 3");
    assert_eq!([1, 2, 3].map(|request| client_of(&lab, request)), [3, 1, 2]);
    lab.finish(RequestId(3));
    lab.act(by(3, "get x", leader));
    lab.finish(RequestId(4));
    assert_eq!(client_of(&lab, 4), 3);
}

/// A cut of a client's link concerns one direction and one client.
#[test]
fn a_cut_client_does_not_reach_the_server() {
    let (mut lab, leader) = Lab::led(3);
    let (client, server) = (c(1), Endpoint::from(leader));
    lab.act(by(1, "set x 1", leader));
    lab.act(Action::CutClient { from: client, to: server, both_ways: false });
    let lost = |lab: &Lab| {
        let is_cut = |what: &What| matches!(what, What::Lost { why: Loss::Cut, .. });
        lab.record.events.iter().filter(|event| is_cut(&event.what)).count()
    };
    assert_eq!(lost(&lab), 1, "it was on its way");
    lab.act(by(2, "set y 2", leader));
    lab.finish(RequestId(2));
    lab.act(Action::CutClient { from: client, to: server, both_ways: true });
    lab.act(Action::Heal);
    assert_eq!(lab.world.network().client_links().count(), 0);
    lab.finish(RequestId(1));
}

#[test]
fn clients_are_in_partitions_or_not() {
    let (mut lab, leader) = Lab::led(3);
    let others = lab.others(leader);
    let ends =
        |servers: &[ServerId]| servers.iter().map(|&server| server.into()).collect::<Vec<_>>();
    let minority = [ends(&[leader]), vec![c(1)]].concat();
    lab.act(Action::PartitionClients { groups: vec![minority, ends(&others)] });
    let cut =
        |lab: &Lab, from: Endpoint, to: ServerId| lab.world.network().between(from, to.into()).cut;
    assert!(!cut(&lab, c(1), leader) && cut(&lab, c(1), others[0]) && cut(&lab, c(1), others[1]));
    assert!(!cut(&lab, c(2), leader) && !cut(&lab, c(2), others[0]), "c2 is in no group");
    assert!(lab.world.network().between(others[0].into(), c(1)).cut, "both ways");
    lab.act(by(1, "set x 1", leader));
    lab.run(3_000);
    assert!(!lab.is_acknowledged(RequestId(1)), "its group has no majority");
    // Another partition, without clients, restores all their links.
    lab.act(Action::Partition { groups: vec![lab.world.setup().server_ids().collect()] });
    assert_eq!(lab.world.network().client_links().count(), 0);
    lab.finish(RequestId(1));
}

#[test]
fn a_link_of_a_client_can_have_settings_of_its_own() {
    let (mut lab, leader) = Lab::led(3);
    let slow = Some(NetworkSettings::with_latency_ms(100, 100));
    lab.act(Action::SetClientLink { from: c(1), to: leader.into(), settings: slow });
    lab.act(by(1, "set x 1", leader));
    let asked = lab.now();
    lab.finish(RequestId(1));
    assert!(lab.now() > asked + Duration::from_ms(100));
    let lossy = Some(NetworkSettings { loss: 1000, ..NetworkSettings::default() });
    lab.act(Action::SetClientLink { from: c(1), to: leader.into(), settings: lossy });
    let before = lab.record.events.len();
    lab.act(by(1, "set x 2", leader));
    lab.run(200);
    let is_lost = |what: &What| matches!(what, What::Lost { why: Loss::Network, .. });
    assert!(lab.record.events[before..].iter().any(|event| is_lost(&event.what)));
    lab.act(Action::SetClientLink { from: c(1), to: leader.into(), settings: None });
    assert_eq!(lab.world.network().client_links().count(), 0);
    lab.finish(RequestId(2));
}

/// Features that were added later change only the digests of worlds that use them.
#[test]
fn what_differs_has_another_digest() {
    let world = |setup: Setup, actions: &[Action]| {
        let mut lab = Lab::new(setup);
        actions.iter().for_each(|action| lab.act(action.clone()));
        lab.world.digest()
    };
    let cut = |client: u8| Action::CutClient { from: c(client), to: s(1).into(), both_ways: false };
    let clock = |rate| Action::SetClock { server: s(1), rate };
    let heal = Action::Heal;
    let plain = world(Setup::default(), &[clock(1000), clock(1000)]);
    let digests = [
        world(Setup::default(), &[cut(1), clock(1000)]),
        world(Setup::default(), &[cut(2), clock(1000)]),
        world(Setup::default(), &[clock(1500), clock(1500)]),
        world(Setup { clocks: vec![1500], ..Setup::default() }, &[clock(1500), clock(1500)]),
        world(Setup { clocks: vec![1000], ..Setup::default() }, &[clock(1000), clock(1000)]),
    ];
    for (at, digest) in digests.iter().enumerate() {
        assert_ne!(*digest, plain);
        assert!(!digests[..at].contains(digest));
    }
    assert_eq!(world(Setup::default(), &[cut(1), heal]), plain);
}
