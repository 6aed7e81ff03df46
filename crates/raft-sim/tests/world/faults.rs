//! Servers that crash and servers that freeze, and the disks they leave behind.

use raft_core::{
    Disk, Durable, Entry, Payload, RoleName, Rules, ServerId, Timer, Volatile, VoteMemory,
};
use raft_sim::{
    Action, Endpoint, Envelope, Loss, MessageFilter, MessageKind, NetworkSettings, Setup, Status,
    Time, What,
};

use crate::lab::{Lab, between, of_kind, s};

/// Whether the event is something that this server does.
fn is_done_by(what: &What, doer: ServerId) -> bool {
    match *what {
        What::Started { server }
        | What::TimerFired { server, .. }
        | What::BecameRole { server, .. }
        | What::Persisted { server, .. }
        | What::Appended { server, .. }
        | What::Truncated { server, .. }
        | What::Committed { server, .. }
        | What::Applied { server, .. }
        | What::Decided { server, .. }
        | What::Accepted { server, .. } => server == doer,
        What::Sent { from, .. } => from == Endpoint::Server(doer),
        What::Arrived { to, .. } => to == Endpoint::Server(doer),
        _ => false,
    }
}

#[test]
fn a_crash_keeps_the_disk_and_drops_the_rest() {
    let (mut lab, leader) = Lab::led(3);
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);
    let disk = lab.node(leader).durable.clone();
    assert_eq!((disk.log.last_index(), disk.voted_for), (1, Some(leader)));
    lab.crash(leader);
    let server = lab.server(leader);
    assert_eq!(server.status, Status::Crashed);
    assert_eq!((&server.node.durable, &server.node.volatile), (&disk, &Volatile::default()));
    assert_eq!(server.machine.values().count(), 0);
    assert!(Timer::ALL.iter().all(|&timer| server.timer(timer).is_none()));
}

#[test]
fn a_crashed_server_does_nothing_and_hears_nothing() {
    let (mut lab, leader) = Lab::led(3);
    let dead = lab.others(leader)[0];
    lab.crash(dead);
    let (before, asleep) = (lab.world.events(), lab.server(dead).clone());
    lab.run(2_000);
    assert_eq!(lab.happened(before, |what| is_done_by(what, dead)), 0);
    assert_eq!(lab.server(dead), &asleep);
    let lost = |what: &What| matches!(what, What::Lost { why: Loss::Crashed, .. });
    assert!(lab.happened(before, lost) > 20);
}

#[test]
fn a_crashed_leader_sends_no_more_but_what_it_sent_arrives() {
    let (mut lab, leader) = Lab::led(3);
    lab.fire(leader, Timer::Heartbeat);
    let sent = *lab.messages(between(leader, lab.others(leader)[0])).last().unwrap();
    lab.crash(leader);
    lab.run(1_000);
    assert!(lab.arrival(sent).is_some());
    assert_ne!(lab.leader(), leader);
}

#[test]
fn a_restarted_server_builds_its_state_anew_from_the_log() {
    let (mut lab, leader) = Lab::led(3);
    for round in 0..5 {
        let request = lab.command_to(leader, &format!("add x {round}"));
        lab.finish(request);
    }
    let follower = lab.others(leader)[0];
    lab.run(200);
    lab.crash(follower);
    lab.run(100);
    lab.restart(follower);
    let server = lab.server(follower);
    assert_eq!(server.status, Status::Up);
    assert_eq!(server.node.volatile.commit_index, 0);
    assert!(server.timer(Timer::Election).is_some());
    lab.run(200);
    assert_eq!(lab.value(follower, "x"), Some("10"));
    assert_eq!(lab.node(follower).volatile.last_applied, 5);
}

#[test]
fn a_vote_survives_a_crash_unless_the_rule_says_otherwise() {
    for (vote_memory, kept) in VoteMemory::ALL.iter().zip([Some(s(1)), None]) {
        let rules = Rules { vote_memory: *vote_memory, ..Rules::default() };
        let mut lab = Lab::new(Setup { rules, manual: true, ..Setup::default() });
        lab.fire(s(1), Timer::Election);
        lab.deliver_all(between(s(1), s(2)));
        lab.crash(s(2));
        lab.restart(s(2));
        assert_eq!(lab.node(s(2)).durable.voted_for, kept, "{vote_memory:?}");
        assert_eq!(lab.term(s(2)), 1);
    }
}

#[test]
fn a_restarted_leader_no_longer_answers_for_what_it_took() {
    let (mut lab, leader) = Lab::led(1);
    lab.act(Action::HoldAll {
        filter: MessageFilter { from: Some(leader), ..MessageFilter::default() },
    });
    let request = lab.command("add x 1");
    lab.run(25);
    assert_eq!(lab.value(leader, "x"), Some("1"));
    let answer = lab.message(of_kind(MessageKind::ClientResponse));
    lab.act(Action::Drop { message: answer });
    lab.crash(leader);
    lab.restart(leader);
    lab.run(350);
    assert_eq!(lab.messages(of_kind(MessageKind::ClientResponse)), []);
    assert!(!lab.is_acknowledged(request));
}

// Disks.

fn has_written_and_crashed(disk: Disk) -> Lab {
    let rules = Rules { disk, ..Rules::default() };
    let mut lab = Lab::new(Setup { rules, manual: true, ..Setup::default() });
    lab.fire(s(1), Timer::Election);
    lab.deliver_all(between(s(1), s(2)));
    lab.deliver_all(between(s(1), s(3)));
    lab.deliver_all(of_kind(MessageKind::RequestVoteResponse));
    for command in ["set x 1", "set x 2"] {
        lab.command_to(s(1), command);
        lab.deliver_all(of_kind(MessageKind::ClientRequest));
        lab.deliver_all(between(s(1), s(2)));
    }
    // A heartbeat writes nothing.
    lab.fire(s(1), Timer::Heartbeat);
    lab.deliver_all(between(s(1), s(2)));
    assert_eq!(lab.log(s(2)), ["set x 1", "set x 2"]);
    lab.crash(s(2));
    lab
}

#[test]
fn a_good_disk_keeps_every_write() {
    let lab = has_written_and_crashed(Disk::WriteBeforeReply);
    assert_eq!(lab.log(s(2)), ["set x 1", "set x 2"]);
}

#[test]
fn a_bad_disk_loses_the_last_write_and_no_more() {
    let mut lab = has_written_and_crashed(Disk::LastWriteMayBeLost);
    assert_eq!(lab.log(s(2)), ["set x 1"]);
    assert_eq!((lab.term(s(2)), lab.node(s(2)).durable.voted_for), (1, Some(s(1))));
    lab.restart(s(2));
    lab.crash(s(2));
    assert_eq!(lab.log(s(2)), ["set x 1"], "nothing was written since");
}

#[test]
fn servers_can_begin_with_logs() {
    let entry = |term| Entry { term, payload: Payload::Noop };
    let disk = |terms: &[u64]| Durable {
        current_term: 3,
        voted_for: None,
        log: terms.iter().copied().map(entry).collect(),
    };
    let disks = vec![disk(&[1, 1, 2, 3]), disk(&[1, 1, 2, 2, 2]), disk(&[1])];
    let mut lab = Lab::new(Setup { disks, ..Setup::default() });
    assert_eq!(lab.ids().iter().map(|&id| lab.log(id).len()).collect::<Vec<_>>(), [4, 5, 1, 0, 0]);
    let leader = lab.elect();
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);
    lab.run(1_000);
    for server in lab.ids() {
        assert_eq!(lab.node(server).durable.log, lab.node(leader).durable.log);
    }
}

// Pauses.

#[test]
fn a_paused_server_works_off_what_came_in_its_order() {
    let network = NetworkSettings::with_latency_ms(1, 60);
    let mut lab = Lab::new(Setup { network, ..Setup::default() });
    let leader = lab.elect();
    let frozen = lab.others(leader)[0];
    lab.pause(frozen);
    assert_eq!(lab.server(frozen).status, Status::Paused);
    let before = lab.world.events();
    let to_frozen = |envelope: &Envelope| envelope.to == Endpoint::Server(frozen);
    let mut expected = Vec::new();
    for round in 0..20 {
        lab.command_to(leader, &format!("set x {round}"));
        for _ in 0..5 {
            lab.run(1);
            let seen = lab.world.messages().filter(|envelope| to_frozen(envelope));
            expected.extend(seen.map(|envelope| (envelope.arrives_at, envelope.id)));
        }
    }
    assert_eq!(lab.happened(before, |what| is_done_by(what, frozen)), 0);
    expected.sort();
    expected.dedup();
    expected.retain(|(arrives_at, _)| *arrives_at <= lab.now());
    assert_eq!(lab.server(frozen).waiting(), expected.len());
    assert!(!expected.is_sorted_by_key(|(_, message)| *message), "some overtook others");

    let resumed = lab.world.events();
    lab.resume(frozen);
    let arrived = lab.events()[resumed as usize..].iter().filter_map(|event| match event.what {
        What::Arrived { message, to } if to == Endpoint::Server(frozen) => {
            Some((event.at, message))
        }
        _ => None,
    });
    let now = lab.now();
    assert!(arrived.eq(expected.iter().map(|&(_, message)| (now, message))));
}

#[test]
fn a_timer_that_ran_out_in_a_pause_fires_after_it() {
    let (mut lab, leader) = Lab::led(3);
    let frozen = lab.others(leader)[0];
    lab.isolate(frozen);
    lab.pause(frozen);
    let before = lab.world.events();
    let term = lab.term(frozen);
    lab.run(1_000);
    assert_eq!(lab.server(frozen).waiting(), 1);
    lab.resume(frozen);
    let fired = |what: &What| matches!(what, What::TimerFired { server, .. } if *server == frozen);
    assert_eq!(lab.happened(before, fired), 1);
    assert_eq!((lab.role(frozen), lab.term(frozen)), (RoleName::Candidate, term + 1));
}

#[test]
fn a_heartbeat_that_waits_first_puts_the_timeout_off() {
    let (mut lab, leader) = Lab::led(3);
    let frozen = lab.others(leader)[0];
    lab.pause(frozen);
    let before = lab.world.events();
    lab.run(1_000);
    let waiting = lab.server(frozen).waiting();
    lab.resume(frozen);
    assert!(waiting > 15);
    assert_eq!(
        lab.happened(
            before,
            |what| matches!(what, What::TimerFired { server, .. } if *server == frozen)
        ),
        0
    );
    assert_eq!(lab.role(frozen), RoleName::Follower);
    let timer = lab.server(frozen).timer(Timer::Election).unwrap();
    assert!(timer.set_at == lab.now() && timer.fires_at > Some(lab.now()));
    lab.run(1_000);
    assert_eq!(lab.leader(), leader);
}

#[test]
fn a_timeout_that_waits_before_the_heartbeat_fires() {
    let (mut lab, leader) = Lab::led(3);
    let (frozen, term) = (lab.others(leader)[0], lab.term(leader));
    lab.isolate(frozen);
    lab.run(30);
    lab.pause(frozen);
    lab.run(400);
    lab.act(Action::Heal);
    lab.run(200);
    lab.resume(frozen);
    assert!(lab.term(frozen) > term);
}

#[test]
fn a_paused_leader_learns_of_its_successor() {
    let (mut lab, old) = Lab::led(5);
    lab.pause(old);
    lab.run(1_000);
    let new = lab.leader();
    assert_ne!(new, old);
    assert!(lab.is_leader(old), "frozen, it knows nothing yet");
    lab.resume(old);
    lab.run(200);
    assert_eq!((lab.role(old), lab.node(old).volatile.leader), (RoleName::Follower, Some(new)));
}

#[test]
fn a_crash_in_a_pause_loses_what_waited() {
    let (mut lab, leader) = Lab::led(3);
    let frozen = lab.others(leader)[0];
    lab.pause(frozen);
    lab.run(1_000);
    let (waiting, before) = (lab.server(frozen).waiting(), lab.world.events());
    lab.crash(frozen);
    assert_eq!(lab.server(frozen).waiting(), 0);
    // All that waits is messages, except for one timer.
    let lost = |what: &What| matches!(what, What::Lost { why: Loss::Crashed, .. });
    assert_eq!(lab.happened(before, lost), waiting - 1);
    lab.restart(frozen);
    lab.run(200);
    assert_eq!(lab.leader(), leader);
}

// The end of time.

#[test]
fn time_ends() {
    let mut lab = Lab::of(1);
    lab.act(Action::Crash { server: s(1) });
    assert_eq!(lab.world.next_at(), None, "or the wait would be long");
    lab.run_until(Time(Time::MAX.0 - 1));
    lab.restart(s(1));
    let happened = (0..100).take_while(|_| lab.world.step(&mut ())).count();
    assert!(happened < 100, "it goes on for ever");
    lab.run_until(Time::MAX);
    assert_eq!(lab.now(), Time::MAX);
}
