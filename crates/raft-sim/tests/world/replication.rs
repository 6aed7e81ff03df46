//! Commands: from a client into every log, and back as an answer.

use raft_core::Rules;
use raft_core::{RoleName, Sending, ServerId, Timer};
use raft_sim::{
    Action, Answer, Body, ClientId, ClientMessage, Duration, MessageFilter, MessageKind,
    NetworkSettings, Outcome, What,
};

use crate::lab::{Lab, s};

fn hold_answers() -> MessageFilter {
    MessageFilter { kind: Some(MessageKind::ClientResponse), ..MessageFilter::default() }
}

#[test]
fn a_command_is_committed_and_applied_everywhere() {
    for sending in [Sending::AtOnce, Sending::Pipelined, Sending::NextHeartbeat] {
        let mut lab = Lab::with_rules(Rules { sending, ..Rules::default() });
        lab.elect();
        let request = lab.command("set x 1");
        lab.finish(request);
        lab.run(200);
        assert!(lab.all_have("x", "1"), "{sending:?}");
        for server in lab.ids() {
            assert_eq!(lab.log(server), ["set x 1"]);
            assert_eq!(lab.node(server).volatile.commit_index, 1);
            assert_eq!(lab.node(server).volatile.last_applied, 1);
        }
    }
}

#[test]
fn the_ledger_says_what_was_answered_by_whom_and_when() {
    let (mut lab, leader) = Lab::led(3);
    let asked = lab.now();
    let request = lab.command_to(leader, "add x 41");
    assert_eq!(lab.request(request).outcome, Outcome::Waiting);
    lab.finish(request);
    let entry = lab.request(request);
    let answer = Answer::Value { value: Some("41".into()) };
    assert_eq!(
        entry.outcome,
        Outcome::Acknowledged { answer, at: lab.now(), by: leader, index: 1 }
    );
    assert_eq!((entry.client, entry.sent, entry.proposed), (ClientId(1), 1, 1));
    assert_eq!(entry.submitted_at, asked);
    assert_eq!(lab.happened(0, |what| *what == What::Acknowledged { request }), 1);
}

#[test]
fn a_client_has_one_request_outstanding() {
    let (mut lab, _) = Lab::led(5);
    let (first, second) = (lab.command("set x 1"), lab.command("set y 2"));
    lab.finish(first);
    lab.finish(second);
    let third = lab.command("get x");
    let clients = [first, second, third].map(|request| lab.request(request).client);
    assert_eq!(clients, [ClientId(1), ClientId(2), ClientId(1)]);
}

#[test]
fn a_follower_names_the_leader() {
    let (mut lab, leader) = Lab::led(5);
    let follower = lab.others(leader)[0];
    let request = lab.command_to(follower, "set x 1");
    lab.finish(request);
    let redirect = |what: &What| match what {
        What::Sent {
            body: Body::Client(ClientMessage::ClientRedirect { leader: named, .. }),
            ..
        } => *named == Some(leader),
        _ => false,
    };
    assert_eq!(lab.happened(0, redirect), 1);
    assert_eq!((lab.request(request).sent, lab.request(request).proposed), (2, 2));
    // The client remembers the leader, and asks it the next time.
    let request = lab.command("set x 2");
    assert_eq!(lab.request(request).target, leader);
}

#[test]
fn a_hint_is_for_all_clients() {
    let (mut lab, leader) = Lab::led(5);
    let request = lab.command_to(lab.others(leader)[0], "set x 1");
    lab.run_until_it(|lab| lab.request(request).sent == 2);
    let next = lab.command("set y 1");
    assert_eq!(lab.request(next).target, leader);
}

#[test]
fn a_hint_that_comes_too_late_is_not_followed() {
    let (mut lab, leader) = Lab::led(3);
    lab.act(Action::HoldAll { filter: hold_answers() });
    let follower = lab.others(leader)[0];
    let request = lab.command_to(follower, "set x 1");
    lab.run(390);
    // The client turns to the next server. Its request is held, so that no answer comes for now.
    let kind = Some(MessageKind::ClientRequest);
    lab.act(Action::HoldAll { filter: MessageFilter { kind, ..MessageFilter::default() } });
    lab.run(20);
    let target = lab.request(request).target;
    assert_ne!(target, follower);
    lab.act(Action::ReleaseAll { filter: hold_answers() });
    lab.run(30);
    assert_eq!((lab.request(request).target, lab.request(request).sent), (target, 2));
}

/// Cuts off a leader together with the `followers` that a client asks next.
fn led_by_a_minority(servers: u8, followers: u8) -> (Lab, ServerId) {
    let (mut lab, old) = Lab::led(servers);
    let cut_off: Vec<_> =
        (0..=followers).map(|step| ServerId((old.0 - 1 + step) % servers + 1)).collect();
    let others = lab.ids().into_iter().filter(|server| !cut_off.contains(server)).collect();
    lab.act(Action::Partition { groups: vec![cut_off, others] });
    (lab, old)
}

#[test]
fn a_hint_to_a_server_that_has_just_failed_to_answer_is_not_followed() {
    for (servers, followers) in [(5, 1), (7, 2), (9, 3)] {
        let (mut lab, old) = led_by_a_minority(servers, followers);
        lab.run(1_000);
        let request = lab.command_to(old, "set x 1");
        lab.run(400 + 100 * u64::from(followers) + 200);
        assert!(lab.is_acknowledged(request), "{servers} servers");
        // The client asked each server that is cut off once, then the majority's leader, perhaps after a
        // redirect.
        assert!(lab.request(request).sent <= u64::from(followers) + 3, "{servers} servers");
    }
}

#[test]
fn a_server_that_failed_to_answer_is_asked_again_in_its_turn() {
    let (mut lab, leader) = Lab::led(3);
    lab.act(Action::HoldAll { filter: hold_answers() });
    let request = lab.command_to(leader, "set x 1");
    lab.run(390);
    lab.act(Action::ReleaseAll { filter: hold_answers() });
    let answers = lab.messages(|envelope| envelope.body.kind() == MessageKind::ClientResponse);
    for message in answers {
        lab.act(Action::Drop { message });
    }
    // Both others name the leader, which has just failed to answer.
    lab.run_until_it(|lab| lab.request(request).sent > 1);
    lab.finish(request);
    assert_eq!(lab.request(request).sent, 4);
    assert_eq!(lab.request(request).target, leader);
}

#[test]
fn where_nobody_leads_a_client_goes_round() {
    let mut lab = Lab::of(5);
    let request = lab.command("set x 1");
    lab.finish(request);
    assert!(lab.request(request).sent > 2);
    assert!(lab.happened(0, |what| *what == What::TriedAgain { request }) > 0);
    assert_eq!(lab.logged_requests(lab.leader()), [request]);
}

#[test]
fn what_was_acknowledged_survives_the_leader() {
    let (mut lab, old) = Lab::led(5);
    let request = lab.command_to(old, "set x 1");
    lab.finish(request);
    lab.crash(old);
    let new = lab.elect();
    assert_ne!(new, old);
    // The new leader commits `set x 1` with the first entry of its own term (§5.4.2).
    let request = lab.command_to(new, "set y 2");
    lab.finish(request);
    assert_eq!((lab.value(new, "x"), lab.value(new, "y")), (Some("1"), Some("2")));

    lab.restart(old);
    lab.run(500);
    assert_eq!(lab.role(old), RoleName::Follower);
    assert!(lab.all_have("x", "1") && lab.all_have("y", "2"));
    assert_eq!(lab.log(old), ["set x 1", "set y 2"]);
}

#[test]
fn the_log_of_a_leader_that_was_cut_off_is_repaired() {
    let (mut lab, old) = Lab::led(5);
    let request = lab.command_to(old, "set x 1");
    lab.finish(request);
    lab.isolate(old);
    let lost = lab.command_to(old, "set x lost");
    lab.run(100);
    assert_eq!(lab.log(old), ["set x 1", "set x lost"]);
    lab.run(1_000);
    let new = lab.leader();
    assert_ne!(new, old);
    let request = lab.command_to(new, "set x 2");
    lab.finish(request);
    assert!(lab.is_leader(old), "nobody has told it");

    lab.act(Action::Heal);
    lab.run(500);
    assert_eq!(lab.role(old), RoleName::Follower);
    assert_eq!(lab.happened(0, |what| *what == What::Truncated { server: old, from: 2 }), 1);
    // The client has sent its request again meanwhile, and is answered in the end.
    lab.finish(lost);
    lab.run(500);
    for server in lab.ids() {
        assert_eq!(lab.log(server), lab.log(new));
    }
    assert_eq!(lab.node(old).durable.log.term_at(2), Some(lab.term(new)));
}

#[test]
fn a_slow_follower_comes_after() {
    let (mut lab, leader) = Lab::led(5);
    let slow = lab.others(leader)[3];
    let settings = Some(NetworkSettings::with_latency_ms(90, 100));
    lab.act(Action::SetLink { from: leader, to: slow, settings });
    lab.act(Action::SetLink { from: slow, to: leader, settings });
    let request = lab.command_to(leader, "set x 1");
    lab.finish(request);
    assert_eq!(lab.log(slow), Vec::<&str>::new());
    lab.run(100);
    assert_eq!(lab.log(slow), ["set x 1"]);
    assert_eq!(lab.leader(), leader);
}

#[test]
fn a_paused_follower_comes_after() {
    let (mut lab, leader) = Lab::led(5);
    let frozen = lab.others(leader)[1];
    lab.pause(frozen);
    for round in 0..20 {
        let request = lab.command_to(leader, &format!("set x {round}"));
        lab.finish(request);
    }
    assert_eq!(lab.log(frozen), Vec::<&str>::new());
    assert!(lab.server(frozen).waiting() > 20);
    lab.resume(frozen);
    assert_eq!(lab.log(frozen).len(), 20);
    assert_eq!(lab.server(frozen).waiting(), 0);
    lab.run(200);
    assert!(lab.all_have("x", "19"));
    assert_eq!(lab.leader(), leader);
}

#[test]
fn a_retry_is_done_once_though_it_stands_twice_in_the_log() {
    let (mut lab, leader) = Lab::led(5);
    // The answer is lost: the client times out, asks the other servers, and comes back to the leader.
    lab.act(Action::HoldAll { filter: hold_answers() });
    let request = lab.command_to(leader, "add x 1");
    lab.run(150);
    let answer = lab.message(|envelope| envelope.body.kind() == MessageKind::ClientResponse);
    lab.act(Action::Drop { message: answer });
    lab.act(Action::ReleaseAll { filter: hold_answers() });
    lab.finish(request);
    lab.run(200);
    for server in lab.ids() {
        assert_eq!(lab.log(server), ["add x 1", "add x 1"]);
        assert_eq!(lab.logged_requests(server), [request, request]);
        assert_eq!(lab.node(server).volatile.last_applied, 2);
    }
    assert!(lab.all_have("x", "1"));
    let Outcome::Acknowledged { answer, index, .. } = &lab.request(request).outcome else {
        panic!()
    };
    assert_eq!((answer, *index), (&Answer::Value { value: Some("1".into()) }, 2));
    // The same client's next command is not taken for a retry.
    let next = lab.command("add x 1");
    assert_eq!(lab.request(next).client, lab.request(request).client);
    lab.finish(next);
    lab.run(200);
    assert!(lab.all_have("x", "2"));
}

#[test]
fn an_outcome_may_be_unknown_for_long() {
    let (mut lab, leader) = Lab::led(5);
    let request = lab.command_to(leader, "set x 1");
    // Only the leader has the command when all servers crash, so its outcome is unknown.
    lab.run(22);
    assert_eq!(lab.log(leader), ["set x 1"]);
    for server in lab.ids() {
        lab.crash(server);
    }
    lab.run(5_000);
    assert_eq!(lab.request(request).outcome, Outcome::Unknown);
    assert!(lab.request(request).sent > 10);
    for server in lab.ids() {
        lab.restart(server);
    }
    lab.finish(request);
    lab.run(500);
    assert!(lab.all_have("x", "1"));
}

#[test]
fn patience_is_400_ms() {
    let (mut lab, leader) = Lab::led(3);
    lab.crash(leader);
    let asked = lab.now();
    let request = lab.command_to(leader, "set x 1");
    lab.run_until_it(|lab| lab.request(request).outcome == Outcome::Unknown);
    assert_eq!(lab.now() - asked, Duration::from_ms(400));
    assert_eq!(lab.request(request).target, s(leader.0 % 3 + 1));
}

#[test]
fn commands_wait_for_the_heartbeat_when_the_rule_says_so() {
    let mut lab = Lab::with_rules(Rules { sending: Sending::NextHeartbeat, ..Rules::default() });
    let leader = lab.elect();
    lab.fire(leader, Timer::Heartbeat);
    lab.command_to(leader, "set x 1");
    lab.command_to(leader, "set y 1");
    lab.run(49);
    assert_eq!(lab.log(leader).len(), 2);
    assert!(lab.others(leader).iter().all(|&server| lab.log(server).is_empty()));
    lab.run(50);
    assert!(lab.others(leader).iter().all(|&server| lab.log(server).len() == 2));
}
