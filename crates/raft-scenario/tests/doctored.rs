//! Real runs, reported to the judge with errors, as a faulty world would report them.

use raft_check::{Claim, Judge, Property};
use raft_core::{Durable, Effect, Index, Message, ServerId, Timer};
use raft_scenario::Scenario;
use raft_sim::{
    Answer, Body, ClientId, ClientMessage, Event, Machine, Observer, RequestId, ServerStep, What,
};

/// A judge behind a filter that changes what it is told.
#[derive(Default)]
struct Doctored {
    judge: Judge,
    /// Replaces an event with others.
    events: Option<fn(Event) -> Vec<Event>>,
    /// Changes the effects of a step.
    effects: Option<fn(Vec<Effect>) -> Vec<Effect>>,
    /// Changes a state machine that has applied up to an index.
    machines: Option<fn(ServerId, Index, &Machine) -> Machine>,
}

impl Observer for Doctored {
    fn event(&mut self, event: Event) {
        let told = self.events.map_or(vec![event.clone()], |change| change(event));
        told.iter().for_each(|event| self.judge.hear(event));
    }

    fn step(&mut self, step: ServerStep<'_>) {
        let effects = self.effects.map(|change| change(step.effects.to_vec()));
        let effects = effects.as_deref().unwrap_or(step.effects);
        self.judge.watch(&ServerStep { effects, ..step });
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.judge.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, machine: &Machine) {
        let told = self.machines.map(|change| change(server, last_applied, machine));
        self.judge.machine(server, last_applied, told.as_ref().unwrap_or(machine));
    }
}

/// Two writes and a read, one after the other; then a server restarts, and a write follows.
const READ: &str = "raft 1\nservers 3\nseed 1\nat 400 client \"set x 1\"\nat 500 client \"set x 2\"\n\
    at 600 client \"get x\"\nat 700 crash s2\nat 800 restart s2\nat 1300 client \"set x 3\"\n\
    at 2000 expect state all x \"3\"\nat 2000 expect answer 3 acknowledged\n";

/// The answers are lost, so the client sends its command again: it is in the log twice.
const RETRY: &str = "raft 1\nservers 3\nseed 1\nat 400 hold every answer\nat 400 client \"add x 1\" to s2\n\
    at 600 drop every answer\nat 600 release every answer\nat 1500 expect length all >= 2\n\
    at 1500 expect state all x \"1\"\nat 1500 expect answer 1 acknowledged\n";

/// A follower that its leader no longer reaches asks for PreVotes, again and again; the others hear from
/// the leader and grant none.
const PRE_VOTE: &str = "raft 1\nservers 3\nseed 1\nrule pre-vote on\nat 400 client \"set x 1\" to s2\n\
    at 500 cut s2->s3\nat 1000 expect sent prevote >= 2\nat 1000 expect no violation\n\
    at 1000 expect leader s2 term 1\n";

/// Returns what the judge finds, and the two facts of the first violation.
fn found(text: &str, mut doctored: Doctored) -> (Vec<Property>, Option<[Claim; 2]>) {
    let scenario = Scenario::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let report = scenario.run(&mut doctored).expect("the setup is possible");
    assert!(report.is_good(), "{:?} {:?}", report.verdicts, report.problems);
    let violations: Vec<_> = doctored.judge.violations().cloned().collect();
    let claims = violations.first().map(|it| it.facts().map(|fact| fact.claim.clone()));
    (violations.iter().map(|it| it.property).collect(), claims)
}

/// Changes every server's answers to requests.
fn answer(event: Event, change: impl FnOnce(RequestId, Index, Answer) -> (Index, Answer)) -> Event {
    match event.what {
        What::Sent {
            message,
            copy_of,
            from,
            to,
            body: Body::Client(ClientMessage::ClientAnswer { request, index, answer }),
        } => {
            let (index, answer) = change(request, index, answer);
            let body = Body::Client(ClientMessage::ClientAnswer { request, index, answer });
            Event { what: What::Sent { message, copy_of, from, to, body }, ..event }
        }
        _ => event,
    }
}

#[test]
fn told_as_they_were_they_are_clean() {
    for text in [READ, RETRY] {
        assert_eq!(found(text, Doctored::default()).0, []);
    }
}

#[test]
fn a_read_answered_with_an_older_value() {
    let events = |event| {
        vec![answer(event, |_, index, answer| match answer {
            Answer::Value { .. } => (index, Answer::Value { value: Some("1".into()) }),
            other => (index, other),
        })]
    };
    let (violated, claims) = found(READ, Doctored { events: Some(events), ..Doctored::default() });
    assert_eq!(violated, [Property::Linearizability]);
    let [first, second] = claims.expect("it is found");
    assert!(matches!(first, Claim::Acknowledged { request: RequestId(2), .. }), "{first:?}");
    let two = Answer::Value { value: Some("2".into()) };
    assert!(matches!(second, Claim::Returned { due, .. } if due == two));
}

#[test]
fn an_acknowledgement_for_an_entry_that_is_not_there() {
    let events = |event| vec![answer(event, |_, index, answer| (index + 9, answer))];
    let (violated, claims) = found(READ, Doctored { events: Some(events), ..Doctored::default() });
    assert_eq!(violated[0], Property::FalseAcknowledgement);
    assert!(violated.iter().all(|it| *it == violated[0]), "{violated:?}");
    assert!(matches!(claims, Some([_, Claim::NotThere { instead: None, .. }])), "{claims:?}");
}

#[test]
fn an_acknowledgement_for_somebody_elses_entry() {
    let events = |event| {
        vec![answer(event, |request, index, answer| {
            (if request == RequestId(2) { index - 1 } else { index }, answer)
        })]
    };
    let (violated, claims) = found(READ, Doctored { events: Some(events), ..Doctored::default() });
    assert_eq!(violated, [Property::FalseAcknowledgement]);
    assert!(matches!(claims, Some([_, Claim::NotThere { instead: Some(_), .. }])), "{claims:?}");
}

#[test]
fn an_entry_given_to_a_state_machine_twice() {
    let events = |event: Event| match event.what {
        What::Applied { server: ServerId(3), index: 2 } => vec![event.clone(), event],
        _ => vec![event],
    };
    let (violated, claims) = found(READ, Doctored { events: Some(events), ..Doctored::default() });
    assert_eq!(violated, [Property::StateMachineSafety]);
    assert!(matches!(claims, Some([_, Claim::AppliedAgain { index: 2, .. }])), "{claims:?}");
}

#[test]
fn an_entry_left_out() {
    let events = |event: Event| match event.what {
        What::Applied { server: ServerId(3), index: 1 } => vec![],
        _ => vec![event],
    };
    let (violated, claims) = found(READ, Doctored { events: Some(events), ..Doctored::default() });
    assert_eq!(violated, [Property::StateMachineSafety]);
    let told = claims
        .iter()
        .flatten()
        .any(|claim| matches!(claim, Claim::AppliedWithout { left_out: 1, index: 2, .. }));
    assert!(told, "{claims:?}");
}

/// Keeps the values and forgets all clients.
fn forgetful(machine: &Machine) -> Machine {
    let mut other = Machine::default();
    for (key, value) in machine.values() {
        other.apply(None, &format!("set {key} {value}"));
    }
    other
}

#[test]
fn sessions_that_are_lost_at_a_restart() {
    // `s2` restarts at 800 ms with three entries; what it applied before is unchanged.
    let machines = |server, index, machine: &Machine| {
        if server == ServerId(2) && index >= 4 { forgetful(machine) } else { machine.clone() }
    };
    let doctored = Doctored { machines: Some(machines), ..Doctored::default() };
    let (violated, claims) = found(READ, doctored);
    assert_eq!(violated, [Property::StateDivergence]);
    assert!(matches!(claims, Some([Claim::Due { .. }, Claim::Holds { .. }])), "{claims:?}");
}

#[test]
fn a_retry_executed_twice() {
    let machines = |server, index, machine: &Machine| {
        let mut machine = machine.clone();
        if server == ServerId(2) && index == 2 {
            machine.apply(Some((ClientId(1), RequestId(9))), "add x 1");
        }
        machine
    };
    let doctored = Doctored { machines: Some(machines), ..Doctored::default() };
    let (violated, claims) = found(RETRY, doctored);
    assert_eq!(violated, [Property::ExecutedTwice]);
    let [first, second] = claims.expect("it is found");
    assert!(matches!(first, Claim::Applied { index: 1, .. }), "{first:?}");
    assert!(matches!(second, Claim::ExecutedAgain { request: RequestId(1), index: 2, .. }));
}

#[test]
fn a_state_machine_with_another_value() {
    let machines = |server, index, machine: &Machine| {
        let mut machine = machine.clone();
        if server == ServerId(3) && index == 2 {
            machine.apply(None, "set x 7");
        }
        machine
    };
    let doctored = Doctored { machines: Some(machines), ..Doctored::default() };
    assert_eq!(found(READ, doctored).0, [Property::StateDivergence]);
}

/// Grants every PreVote.
fn grants_all(effects: Vec<Effect>) -> Vec<Effect> {
    let granted = |effect| match effect {
        Effect::Send { to, message: Message::PreVoteResponse { term, .. } } => {
            Effect::Send { to, message: Message::PreVoteResponse { term, granted: true } }
        }
        other => other,
    };
    effects.into_iter().map(granted).collect()
}

#[test]
fn a_voter_and_a_leader_that_grant_every_pre_vote() {
    let (violated, claims) =
        found(PRE_VOTE, Doctored { effects: Some(grants_all), ..Doctored::default() });
    assert_eq!(violated, [Property::LeaderIgnored; 2], "of each server once");
    let [first, second] = claims.expect("it is found");
    let told = [
        matches!(first, Claim::Elected | Claim::HeardFromLeader { leader: ServerId(2), .. }),
        matches!(second, Claim::GrantedPreVote { candidate: ServerId(3), .. }),
    ];
    assert_eq!(told, [true, true], "{first:?} {second:?}");
}

#[test]
fn a_contact_that_a_server_forgets_too_early() {
    let effects = |effects: Vec<Effect>| {
        let early = |effect| match effect {
            Effect::SetTimer { timer: timer @ (Timer::LeaderContact | Timer::Election), range } => {
                let (min, max) = (range.min / 10, range.max / 10);
                Effect::SetTimer { timer, range: raft_core::Range { min, max } }
            }
            other => other,
        };
        grants_all(effects).into_iter().map(early).collect()
    };
    let (violated, _) = found(PRE_VOTE, Doctored { effects: Some(effects), ..Doctored::default() });
    assert_eq!(violated, [Property::LeaderIgnored; 2]);
}

/// By the others' clocks, a server with a fast clock forgets its leader early; it may do so.
#[test]
fn a_contact_lasts_by_the_servers_own_clock() {
    for clock in ["clock s1 2x", "clock s1 0.5x", "clock s3 3x", "clock s2 0.5x"] {
        let text = format!(
            "raft 1\nservers 3\nseed 1\n{clock}\nrule pre-vote on\nat 10 timeout s2\n\
             at 300 cut s2->s3\nat 1200 expect sent prevote >= 3\nat 1200 expect no violation\n"
        );
        assert_eq!(found(&text, Doctored::default()).0, [], "{clock}");
        let doctored = Doctored { effects: Some(grants_all), ..Doctored::default() };
        let (violated, _) = found(&text, doctored);
        assert!(violated.contains(&Property::LeaderIgnored), "{clock}: {violated:?}");
    }
}
