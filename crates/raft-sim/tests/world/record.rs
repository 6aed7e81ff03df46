//! The record: every event with a cause, every message with one fate.

use std::collections::{BTreeMap, BTreeSet};

use raft_core::{CheckQuorum, Disk, Noop, PreVote, Rules, Timer};
use raft_sim::{
    Action, Endpoint, Event, EventId, MessageFilter, MessageId, MessageKind, NetworkSettings,
    Observer, Setup, Time, What, World,
};

use crate::lab::{Lab, Record, between, s};

/// A run in which almost everything happens.
fn busy() -> Lab {
    let network =
        NetworkSettings { loss: 50, duplication: 100, ..NetworkSettings::with_latency_ms(5, 60) };
    let rules = Rules {
        pre_vote: PreVote::On,
        check_quorum: CheckQuorum::On,
        noop: Noop::Appended,
        ..Rules::default()
    };
    let mut lab = Lab::new(Setup { network, rules, seed: 7, ..Setup::default() });
    for round in 0..12 {
        lab.run(400);
        lab.command(&format!("add x {round}"));
        lab.command_to(s(round % 5 + 1), &format!("set y {round}"));
        let server = s(round % 5 + 1);
        match round % 4 {
            0 => lab.crash(server),
            1 => lab.pause(server),
            2 => lab.isolate(server),
            _ => lab.act(Action::HoldAll {
                filter: MessageFilter { from: Some(server), ..MessageFilter::default() },
            }),
        }
        lab.run(700);
        let message = lab.world.messages().next().map(|envelope| envelope.id);
        if let Some(message) = message {
            lab.act(Action::Duplicate { message });
            lab.act(Action::Drop { message });
        }
        match round % 4 {
            0 => lab.restart(server),
            1 if round % 8 == 1 => lab.resume(server),
            1 => {
                lab.crash(server);
                lab.restart(server);
            }
            2 => lab.act(Action::Heal),
            _ => lab.act(Action::ReleaseAll {
                filter: MessageFilter { from: Some(server), ..MessageFilter::default() },
            }),
        }
    }
    lab.run(5_000);
    lab
}

#[test]
fn events_are_numbered_and_in_the_order_of_time() {
    let lab = busy();
    let mut before = Time::default();
    for (number, event) in lab.events().iter().enumerate() {
        assert_eq!(event.seq, EventId(number as u64));
        assert!(event.at >= before);
        before = event.at;
    }
    assert_eq!(lab.world.events(), lab.events().len() as u64);
}

#[test]
fn every_event_has_a_cause_before_it_but_those_that_need_none() {
    for event in busy().events() {
        match (event.cause, &event.what) {
            (Some(cause), _) => assert!(cause < event.seq),
            (None, What::Acted(_) | What::Started { .. } | What::TriedAgain { .. }) => {}
            (None, what) => panic!("{what:?} has no cause"),
        }
    }
}

#[test]
fn causes_are_of_the_right_kind() {
    let lab = busy();
    let cause = |event: &Event| event.cause.map(|cause| &lab.events()[cause.0 as usize].what);
    for event in lab.events() {
        let fits = match (&event.what, cause(event)) {
            (What::Arrived { message, .. }, Some(What::Sent { message: sent, .. })) => {
                message == sent
            }
            (What::TimerFired { server, .. }, Some(why)) => steps(why, *server),
            (
                What::BecameRole { server, .. }
                | What::Persisted { server, .. }
                | What::Appended { server, .. }
                | What::Truncated { server, .. }
                | What::Committed { server, .. }
                | What::Applied { server, .. }
                | What::Decided { server, .. }
                | What::Accepted { server, .. }
                | What::Sent { from: Endpoint::Server(server), .. },
                Some(why),
            ) => steps(why, *server) || matches!(why, What::Acted(Action::Duplicate { .. })),
            (What::Sent { from: Endpoint::Client(_), .. }, Some(why)) => matches!(
                why,
                What::Acted(_)
                    | What::TriedAgain { .. }
                    | What::Arrived { to: Endpoint::Client(_), .. }
            ),
            (What::Lost { message, .. }, Some(why)) => match why {
                What::Sent { message: sent, .. } => message.id == *sent,
                What::Acted(_) => true,
                What::Crashed { server } => message.to == Endpoint::Server(*server),
                _ => false,
            },
            (What::Acknowledged { .. }, Some(why)) => {
                matches!(why, What::Arrived { to: Endpoint::Client(_), .. })
            }
            (What::Crashed { .. } | What::Paused { .. } | What::Resumed { .. }, Some(why)) => {
                matches!(why, What::Acted(_))
            }
            (What::Started { .. }, why) => why.is_none_or(|why| matches!(why, What::Acted(_))),
            (What::Acted(_) | What::TriedAgain { .. }, why) => why.is_none(),
            _ => false,
        };
        assert!(fits, "{event:?} because of {:?}", cause(event));
    }
}

/// Whether this event makes the server take a step.
fn steps(why: &What, server: raft_core::ServerId) -> bool {
    match why {
        What::Arrived { to, .. } => *to == Endpoint::Server(server),
        What::TimerFired { server: other, .. } | What::Started { server: other } => {
            *other == server
        }
        What::Acted(Action::Fire { server: other, .. }) => *other == server,
        _ => false,
    }
}

#[test]
fn every_message_has_one_fate() {
    let lab = busy();
    let mut open = BTreeSet::new();
    let mut ever = BTreeSet::new();
    for event in lab.events() {
        match &event.what {
            What::Sent { message, copy_of, .. } => {
                assert!(ever.insert(*message), "{message} twice");
                assert!(copy_of.is_none_or(|original| ever.contains(&original)));
                open.insert(*message);
            }
            What::Arrived { message, .. } => assert!(open.remove(message), "{message}"),
            What::Lost { message, .. } => assert!(open.remove(&message.id), "{}", message.id),
            _ => {}
        }
    }
    // A message without a fate yet is in flight, or waits for a paused server.
    let in_flight: BTreeSet<_> = lab.world.messages().map(|envelope| envelope.id).collect();
    let waiting: usize = lab.world.servers().iter().map(raft_sim::Server::waiting).sum();
    assert!(in_flight.is_subset(&open));
    assert!(open.len() - in_flight.len() <= waiting);
}

#[test]
fn a_step_names_the_messages_it_sends() {
    let lab = busy();
    let mut sent =
        BTreeMap::<MessageId, (Option<EventId>, Endpoint, Endpoint, &raft_sim::Body)>::new();
    for event in lab.events() {
        if let What::Sent { message, from, to, body, .. } = &event.what {
            sent.insert(*message, (event.cause, *from, *to, body));
        }
    }
    let mut named = BTreeSet::new();
    for step in &lab.record.steps {
        for (place, (to, message)) in step.sends.iter().enumerate() {
            let id = MessageId(step.first_sent.0 + place as u64);
            let body = raft_sim::Body::Raft(message.clone());
            let ends = (Endpoint::Server(step.server), Endpoint::Server(*to));
            assert_eq!(sent.get(&id), Some(&(Some(step.cause), ends.0, ends.1, &body)));
            named.insert(id);
        }
        if let Some(received) = step.received {
            assert!(sent.contains_key(&received));
        }
    }
    // Every other message between servers is a copy.
    let originals = lab.events().iter().filter_map(|event| match event.what {
        What::Sent {
            message,
            copy_of: None,
            from: Endpoint::Server(_),
            to: Endpoint::Server(_),
            ..
        } => Some(message),
        _ => None,
    });
    assert!(originals.eq(named));
}

#[test]
fn a_why_leads_back_to_the_action() {
    let (mut lab, leader) = Lab::led(3);
    let command = lab.world.next_event();
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);
    let mut event = lab.events().last().unwrap();
    let mut why = vec![event];
    while let Some(cause) = event.cause {
        event = &lab.events()[cause.0 as usize];
        why.push(event);
    }
    assert!(matches!(why[0].what, What::Acknowledged { .. }));
    let names: Vec<_> = why.iter().map(|event| format!("{:?}", event.what)).collect();
    let asked = |name: &String| name.contains("ClientRequest");
    assert!(names.iter().any(asked), "{names:?}");
    assert_eq!(why.last().unwrap().seq, command);
    assert!(why.len() >= 9, "{names:?}");
}

#[test]
fn a_forced_timer_is_due_to_the_action_and_another_to_who_set_it() {
    let mut lab = Lab::of(3);
    let acted = lab.world.next_event();
    lab.fire(s(1), Timer::Election);
    let fired = &lab.events()[acted.next().0 as usize];
    let what = What::TimerFired { server: s(1), timer: Timer::Election };
    assert_eq!((fired.cause, &fired.what), (Some(acted), &what));

    let lab = {
        let mut lab = Lab::of(3);
        lab.elect();
        lab
    };
    let fired =
        lab.events().iter().find(|event| matches!(event.what, What::TimerFired { .. })).unwrap();
    let cause = &lab.events()[fired.cause.unwrap().0 as usize].what;
    assert!(matches!(cause, What::Started { .. }), "{cause:?}");
}

#[test]
fn nobody_needs_to_watch() {
    let mut watched = Lab::of(5);
    let mut alone = World::new(Setup::default(), &mut ()).unwrap();
    watched.run(3_000);
    alone.run_until(watched.now(), &mut ());
    assert_eq!(watched.world, alone);
}

#[test]
fn kinds_are_told_apart() {
    let lab = busy();
    let kinds: BTreeSet<MessageKind> = lab
        .events()
        .iter()
        .filter_map(|event| match &event.what {
            What::Sent { body, .. } => Some(body.kind()),
            _ => None,
        })
        .collect();
    assert_eq!(kinds.len(), 8);
    assert!(!lab.messages(between(s(1), s(1))).iter().any(|_| true));
}

/// Two observers, one of them borrowed, are each told what one alone is told.
#[test]
fn a_pair_of_observers_is_told_everything_in_order() {
    let play = |observer: &mut dyn Observer| {
        let rules = Rules { disk: Disk::LastWriteMayBeLost, ..Rules::default() };
        let setup = Setup { rules, ..Setup::default() };
        let mut world = World::new(setup, observer).unwrap();
        world.run_until(Time::from_ms(600), observer);
        let server = s(1);
        world.act(Action::Crash { server }, observer).unwrap();
        world.run_until(Time::from_ms(900), observer);
    };
    let mut alone = Record::default();
    play(&mut alone);
    let mut borrowed = Record::default();
    let mut pair = (&mut borrowed, Record::default());
    play(&mut pair);
    let (_, owned) = pair;
    assert!(alone.events.len() > 100 && alone.steps.len() > 100);
    assert!(alone.lost_writes.len() == 1 && !alone.machines.is_empty());
    assert_eq!((&borrowed, &owned), (&alone, &alone));
}

#[test]
fn a_world_is_shown_as_in_a_log() {
    let mut lab = Lab::of(3);
    lab.run(1_000);
    let leader = lab.leader();
    lab.command("set x 1");
    lab.run(500);
    let term = lab.term(leader);
    let [crashed, paused] =
        [1, 2, 3].map(s).into_iter().filter(|&it| it != leader).collect::<Vec<_>>()[..]
    else {
        panic!("three servers")
    };
    lab.crash(crashed);
    lab.pause(paused);
    let lines = [
        format!("1500 ms, {} in flight", lab.world.messages().count()),
        format!("{leader} leader t{term} last=1@{term} commit=1"),
        format!("{crashed} crashed t{term} last=1@{term}"),
        format!("{paused} follower t{term} last=1@{term} commit=1 paused"),
    ];
    let shown = lab.world.to_string();
    let mut shown: Vec<_> = shown.lines().collect();
    shown[1..].sort_by_key(|line| (!line.contains("leader"), !line.contains("crashed")));
    assert_eq!(shown, lines);
}
