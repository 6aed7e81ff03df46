//! Every reason to refuse an action is reached, and changes nothing.

use std::collections::BTreeSet;

use raft_core::{Durable, Entry, Payload, Range, ServerId, Timer};
use raft_sim::{
    Action, ClientId, CommandError, Duration, Endpoint, MessageFilter, MessageId, NetworkError,
    NetworkSettings, Refusal, Setup, SetupError, World,
};

use crate::lab::{Lab, between, s};

/// A number for each variant. A new variant does not compile until it has a number, and the test fails
/// until the table reaches it.
fn number(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::NoSuchServer { .. } => 0,
        Refusal::NotCrashed { .. } => 1,
        Refusal::Crashed { .. } => 2,
        Refusal::Paused { .. } => 3,
        Refusal::NotPaused { .. } => 4,
        Refusal::NoSuchTimer { .. } => 5,
        Refusal::NoSuchLink { .. } => 6,
        Refusal::AlreadyCut { .. } => 7,
        Refusal::NotCut { .. } => 8,
        Refusal::NothingToHeal => 9,
        Refusal::InTwoGroups { .. } => 10,
        Refusal::NotInFlight { .. } => 11,
        Refusal::AlreadyHeld { .. } => 12,
        Refusal::NotHeld { .. } => 13,
        Refusal::AlreadyHolding => 14,
        Refusal::NotHolding => 15,
        Refusal::BadCommand { .. } => 16,
        Refusal::TooManyClients => 17,
        Refusal::BadNetwork { .. } => 18,
        Refusal::DelayTooLong => 19,
        Refusal::NetworkFull => 20,
        Refusal::NoSuchClient { .. } => 21,
        Refusal::ClientWaits { .. } => 22,
        Refusal::NoClientLink => 23,
        Refusal::ClientCut { .. } => 24,
        Refusal::ClientNotCut { .. } => 25,
        Refusal::ClientInTwoGroups { .. } => 26,
        Refusal::BadClock => 27,
    }
}
const REFUSALS: usize = 28;

/// s1 is leader, s2 has crashed, s3 is paused, the link from s4 to s5 is cut, and messages to s5 are held.
/// With the identities of a message that is moving, of one that is held, and of one that has arrived.
struct Scene {
    lab: Lab,
    moving: MessageId,
    held: MessageId,
    gone: MessageId,
}

fn filter() -> MessageFilter {
    MessageFilter { to: Some(s(5)), ..MessageFilter::default() }
}

fn scene() -> Scene {
    let mut lab = Lab::of(5);
    lab.fire(s(1), Timer::Election);
    let gone = lab.message(between(s(1), s(2)));
    assert_eq!(lab.elect(), s(1));
    lab.run(60);
    lab.crash(s(2));
    lab.pause(s(3));
    lab.cut(s(4), s(5));
    lab.act(Action::HoldAll { filter: filter() });
    lab.act(Action::CutClient { from: ClientId(1).into(), to: s(1).into(), both_ways: false });
    lab.act(Action::CommandBy { client: ClientId(2), text: "get x".into(), to: Some(s(3)) });
    lab.fire(s(1), Timer::Heartbeat);
    let moving = *lab.messages(between(s(1), s(4))).last().unwrap();
    let held = *lab.messages(between(s(1), s(5))).last().unwrap();
    Scene { lab, moving, held, gone }
}

fn bad_network(problem: NetworkError) -> (NetworkSettings, Refusal) {
    let settings = NetworkSettings::default();
    let settings = match problem {
        NetworkError::LatencyReversed => NetworkSettings::with_latency_ms(20, 10),
        NetworkError::LatencyTooLong => NetworkSettings::with_latency_ms(0, 3_600_001),
        NetworkError::MoreThanAll => NetworkSettings { loss: 1001, ..settings },
    };
    (settings, Refusal::BadNetwork { problem })
}

fn refused(Scene { moving, held, gone, .. }: &Scene) -> Vec<(Action, Refusal)> {
    let (moving, held, gone) = (*moving, *held, *gone);
    let nobody = ServerId(6);
    let no_such = Refusal::NoSuchServer { server: nobody };
    let command = |text: &str, problem| {
        (Action::Command { text: text.into(), to: None }, Refusal::BadCommand { problem })
    };
    let cut = |from, to, both_ways| Action::Cut { from: s(from), to: s(to), both_ways };
    let mend = |from, to, both_ways| Action::Mend { from: s(from), to: s(to), both_ways };
    let hold_all = |from, to| Action::HoldAll { filter: MessageFilter { from, to, kind: None } };
    let mut refused = vec![
        (Action::Crash { server: nobody }, no_such.clone()),
        (Action::Crash { server: ServerId(0) }, Refusal::NoSuchServer { server: ServerId(0) }),
        (Action::Crash { server: ServerId(255) }, Refusal::NoSuchServer { server: ServerId(255) }),
        (Action::Crash { server: s(2) }, Refusal::Crashed { server: s(2) }),
        (Action::Restart { server: nobody }, no_such.clone()),
        (Action::Restart { server: s(1) }, Refusal::NotCrashed { server: s(1) }),
        (Action::Restart { server: s(3) }, Refusal::NotCrashed { server: s(3) }),
        (Action::Pause { server: nobody }, no_such.clone()),
        (Action::Pause { server: s(2) }, Refusal::Crashed { server: s(2) }),
        (Action::Pause { server: s(3) }, Refusal::Paused { server: s(3) }),
        (Action::Resume { server: nobody }, no_such.clone()),
        (Action::Resume { server: s(2) }, Refusal::Crashed { server: s(2) }),
        (Action::Resume { server: s(1) }, Refusal::NotPaused { server: s(1) }),
        (Action::Fire { server: nobody, timer: Timer::Election }, no_such.clone()),
        (Action::Fire { server: s(2), timer: Timer::Election }, Refusal::Crashed { server: s(2) }),
        (Action::Fire { server: s(3), timer: Timer::Election }, Refusal::Paused { server: s(3) }),
        (cut(1, 6, false), no_such.clone()),
        (cut(6, 1, false), no_such.clone()),
        (cut(1, 1, true), Refusal::NoSuchLink { server: s(1) }),
        (cut(4, 5, false), Refusal::AlreadyCut { from: s(4), to: s(5) }),
        (mend(1, 6, true), no_such.clone()),
        (mend(2, 2, false), Refusal::NoSuchLink { server: s(2) }),
        (mend(5, 4, false), Refusal::NotCut { from: s(5), to: s(4) }),
        (mend(1, 4, true), Refusal::NotCut { from: s(1), to: s(4) }),
        (Action::Partition { groups: vec![vec![s(1), nobody]] }, no_such.clone()),
        (
            Action::Partition { groups: vec![vec![s(1), s(2)], vec![s(2)]] },
            Refusal::InTwoGroups { server: s(2) },
        ),
        (Action::SetLink { from: s(1), to: nobody, settings: None }, no_such.clone()),
        (
            Action::SetLink { from: s(1), to: s(1), settings: None },
            Refusal::NoSuchLink { server: s(1) },
        ),
        (Action::Command { text: "get x".into(), to: Some(nobody) }, no_such.clone()),
        command("", CommandError::Empty),
        command("please", CommandError::UnknownWord),
        command("set x", CommandError::WrongLength),
        command("add x one", CommandError::NotANumber),
        command(&format!("set x {}", "1".repeat(195)), CommandError::TooLong),
        (Action::Delay { message: held, by: Duration(1) }, Refusal::AlreadyHeld { message: held }),
        (Action::Delay { message: moving, by: Duration::MAX }, Refusal::DelayTooLong),
        (Action::Delay { message: moving, by: Duration(u64::MAX) }, Refusal::DelayTooLong),
        (Action::Hold { message: held }, Refusal::AlreadyHeld { message: held }),
        (Action::Release { message: moving }, Refusal::NotHeld { message: moving }),
        (hold_all(Some(nobody), None), no_such.clone()),
        (hold_all(None, Some(nobody)), no_such),
        (hold_all(Some(s(1)), Some(s(1))), Refusal::NoSuchLink { server: s(1) }),
        (Action::HoldAll { filter: filter() }, Refusal::AlreadyHolding),
        (Action::ReleaseAll { filter: MessageFilter::default() }, Refusal::NotHolding),
    ];
    refused.extend(refused_to_clients());
    for rate in [0, Setup::MIN_RATE - 1, Setup::MAX_RATE + 1, u16::MAX] {
        refused.push((Action::SetClock { server: s(1), rate }, Refusal::BadClock));
    }
    let no_such = Refusal::NoSuchServer { server: nobody };
    refused.push((Action::SetClock { server: nobody, rate: 1000 }, no_such));
    for timer in [Timer::Election, Timer::QuorumCheck, Timer::LeaderContact] {
        let refusal = Refusal::NoSuchTimer { server: s(1), timer };
        refused.push((Action::Fire { server: s(1), timer }, refusal));
    }
    let timer = Timer::Heartbeat;
    let refusal = Refusal::NoSuchTimer { server: s(4), timer };
    refused.push((Action::Fire { server: s(4), timer }, refusal));
    for message in [gone, MessageId(0), MessageId(u64::MAX)] {
        let refusal = Refusal::NotInFlight { message };
        let actions = [
            Action::Drop { message },
            Action::Deliver { message },
            Action::Duplicate { message },
            Action::Delay { message, by: Duration(1) },
            Action::Hold { message },
            Action::Release { message },
        ];
        refused.extend(actions.map(|action| (action, refusal.clone())));
    }
    let problems =
        [NetworkError::LatencyReversed, NetworkError::LatencyTooLong, NetworkError::MoreThanAll];
    for (settings, refusal) in problems.map(bad_network) {
        refused.push((Action::SetNetwork { settings }, refusal.clone()));
        let settings = Some(settings);
        refused.push((Action::SetLink { from: s(1), to: s(2), settings }, refusal));
    }
    let settings = NetworkSettings { duplication: u16::MAX, ..NetworkSettings::default() };
    let (_, refusal) = bad_network(NetworkError::MoreThanAll);
    refused.push((Action::SetNetwork { settings }, refusal));
    refused
}

/// c2 waits for an answer, and c1 cannot reach s1.
fn refused_to_clients() -> Vec<(Action, Refusal)> {
    let (c, nobody) = (ClientId, ServerId(6));
    let by = |client, text: &str, to| Action::CommandBy { client, text: text.into(), to };
    let cut = |from: Endpoint, to: Endpoint, both_ways| Action::CutClient { from, to, both_ways };
    let mend = |from: Endpoint, to: Endpoint, both_ways| Action::MendClient { from, to, both_ways };
    let groups = |groups: &[&[Endpoint]]| Action::PartitionClients {
        groups: groups.iter().map(|group| group.to_vec()).collect(),
    };
    let link =
        |from: Endpoint, to: Endpoint, settings| Action::SetClientLink { from, to, settings };
    let no_such = Refusal::NoSuchServer { server: nobody };
    let no_client = Refusal::NoSuchClient { client: c(0) };
    let (bad, refusal) = bad_network(NetworkError::MoreThanAll);
    vec![
        (by(c(0), "get x", None), no_client.clone()),
        (by(c(2), "get x", None), Refusal::ClientWaits { client: c(2) }),
        (by(c(3), "get x", Some(nobody)), no_such.clone()),
        (by(c(3), "get", None), Refusal::BadCommand { problem: CommandError::WrongLength }),
        (cut(c(1).into(), c(2).into(), false), Refusal::NoClientLink),
        (cut(s(1).into(), s(2).into(), false), Refusal::NoClientLink),
        (cut(c(0).into(), s(2).into(), false), no_client.clone()),
        (cut(c(1).into(), nobody.into(), false), no_such.clone()),
        (cut(c(1).into(), s(1).into(), false), Refusal::ClientCut { client: c(1), server: s(1) }),
        (
            mend(s(1).into(), c(1).into(), false),
            Refusal::ClientNotCut { client: c(1), server: s(1) },
        ),
        (
            mend(c(3).into(), s(1).into(), true),
            Refusal::ClientNotCut { client: c(3), server: s(1) },
        ),
        (groups(&[&[c(1).into()], &[c(1).into()]]), Refusal::ClientInTwoGroups { client: c(1) }),
        (
            groups(&[&[s(1).into(), c(1).into()], &[s(1).into()]]),
            Refusal::InTwoGroups { server: s(1) },
        ),
        (groups(&[&[c(0).into()]]), no_client),
        (groups(&[&[c(1).into(), nobody.into()]]), no_such.clone()),
        (link(s(1).into(), s(2).into(), None), Refusal::NoClientLink),
        (link(c(1).into(), nobody.into(), None), no_such),
        (link(c(1).into(), s(2).into(), Some(bad)), refusal),
    ]
}

/// Takes an action that is refused, and checks that neither the state nor the record has changed.
fn ask(lab: &mut Lab, action: Action, expected: &Refusal) {
    let before = lab.clone();
    let told = format!("{action:?}");
    assert_eq!(lab.world.check(&action).as_ref(), Err(expected), "{told}");
    assert_eq!(lab.try_act(action).as_ref(), Err(expected), "{told}");
    assert_eq!(lab.world.digest(), before.world.digest(), "{told}");
    assert_eq!(lab.world, before.world, "{told}");
    assert_eq!(lab.record, before.record, "{told}");
}

#[test]
fn every_refusal_is_reached_and_changes_nothing() {
    let mut scene = scene();
    let mut reached = BTreeSet::new();
    let mut sentences = BTreeSet::new();
    for (action, refusal) in refused(&scene) {
        ask(&mut scene.lab, action, &refusal);
        reached.insert(number(&refusal));
        sentences.insert(refusal.to_string());
    }
    // Three refusals need scenes of their own.
    ask(&mut Lab::of(3), Action::Heal, &Refusal::NothingToHeal);
    let mut crowd = Lab::of(1);
    crowd.crash(s(1));
    for _ in 0..255 {
        crowd.command("get x");
    }
    let one_more = Action::Command { text: "get x".into(), to: None };
    ask(&mut crowd, one_more, &Refusal::TooManyClients);
    let (mut full, message) = crate::in_flight::full();
    ask(&mut full, Action::Duplicate { message }, &Refusal::NetworkFull);
    for refusal in [Refusal::NothingToHeal, Refusal::TooManyClients, Refusal::NetworkFull] {
        reached.insert(number(&refusal));
        sentences.insert(refusal.to_string());
    }
    assert_eq!(reached, (0..REFUSALS).collect());
    assert!(sentences.iter().all(|sentence| sentence.len() > 10), "{sentences:?}");
}

#[test]
fn both_ways_asks_for_what_is_left_to_do() {
    let mut lab = Lab::of(2);
    lab.cut(s(1), s(2));
    lab.act(Action::Cut { from: s(1), to: s(2), both_ways: true });
    assert!(lab.world.network().link(s(2), s(1)).cut);
    let refusal = Refusal::AlreadyCut { from: s(2), to: s(1) };
    ask(&mut lab, Action::Cut { from: s(2), to: s(1), both_ways: true }, &refusal);
    lab.act(Action::Mend { from: s(1), to: s(2), both_ways: false });
    lab.act(Action::Mend { from: s(1), to: s(2), both_ways: true });
    assert_eq!(lab.world.network().links().count(), 0);
}

#[test]
fn the_edges_are_allowed() {
    let mut lab = Lab::of(9);
    lab.crash(s(9));
    lab.restart(s(9));
    lab.act(Action::SetNetwork { settings: NetworkSettings::with_latency_ms(0, 3_600_000) });
    let all = NetworkSettings { loss: 1000, duplication: 1000, ..NetworkSettings::default() };
    lab.act(Action::SetNetwork { settings: all });
    lab.command(&format!("set x {}", "1".repeat(194)));
    lab.act(Action::Partition { groups: vec![Vec::new()] });
}

// Setups.

fn setup_number(error: &SetupError) -> usize {
    match error {
        SetupError::Servers { .. } => 0,
        SetupError::Seed => 1,
        SetupError::ElectionTimeoutReversed => 2,
        SetupError::Wait => 3,
        SetupError::Network { .. } => 4,
        SetupError::TooManyDisks => 5,
        SetupError::Disk { .. } => 6,
        SetupError::Commit { .. } => 7,
        SetupError::Clock => 8,
        SetupError::TooManyClocks => 9,
    }
}
const SETUP_ERRORS: usize = 10;

fn timing(min: u64, max: u64, heartbeat_interval: u64) -> Setup {
    let timing = raft_core::Timing { election_timeout: Range { min, max }, heartbeat_interval };
    Setup { timing, ..Setup::default() }
}

fn with_disk(current_term: u64, voted_for: Option<ServerId>, terms: &[u64]) -> Setup {
    let entry = |&term: &u64| Entry { term, payload: Payload::Noop };
    let disk = Durable { current_term, voted_for, log: terms.iter().map(entry).collect() };
    Setup { disks: vec![Durable::default(), disk], ..Setup::default() }
}

#[test]
fn every_setup_error_is_reached() {
    let default = Setup::default;
    let (min, max) = (Setup::MIN_WAIT, Setup::MAX_WAIT);
    let disk = SetupError::Disk { server: s(2) };
    let mut cases = vec![
        (Setup { servers: 0, ..default() }, SetupError::Servers { servers: 0 }),
        (Setup { servers: 10, ..default() }, SetupError::Servers { servers: 10 }),
        (Setup { seed: Setup::MAX_SEED + 1, ..default() }, SetupError::Seed),
        (timing(300_000, 150_000, 50_000), SetupError::ElectionTimeoutReversed),
        (timing(min - 1, max, min), SetupError::Wait),
        (timing(min, max + 1, min), SetupError::Wait),
        (timing(min, max, 0), SetupError::Wait),
        (timing(min, max, u64::MAX), SetupError::Wait),
        (
            Setup { servers: 1, disks: vec![Durable::default(); 2], ..default() },
            SetupError::TooManyDisks,
        ),
        (Setup { servers: 1, commits: vec![0, 0], ..default() }, SetupError::TooManyDisks),
        (Setup { servers: 1, clocks: vec![1000; 2], ..default() }, SetupError::TooManyClocks),
        (Setup { clocks: vec![1000, 99], ..default() }, SetupError::Clock),
        (Setup { clocks: vec![10_001], ..default() }, SetupError::Clock),
        (
            Setup { commits: vec![0, 3], ..with_disk(1, None, &[1, 1]) },
            SetupError::Commit { server: s(2), last: 2 },
        ),
        (
            Setup { commits: vec![1], ..with_disk(1, None, &[1, 1]) },
            SetupError::Commit { server: s(1), last: 0 },
        ),
        (with_disk(1, None, &[1, 2]), disk),
        (with_disk(1, Some(s(6)), &[]), disk),
        (with_disk(Setup::MAX_SEED + 1, None, &[]), disk),
    ];
    for problem in
        [NetworkError::LatencyReversed, NetworkError::LatencyTooLong, NetworkError::MoreThanAll]
    {
        let (network, _) = bad_network(problem);
        cases.push((Setup { network, ..default() }, SetupError::Network { problem }));
    }
    let mut reached = BTreeSet::new();
    for (setup, error) in cases {
        assert_eq!(World::new(setup, &mut ()).err(), Some(error));
        assert!(error.to_string().len() > 10, "{error}");
        reached.insert(setup_number(&error));
    }
    assert_eq!(reached, (0..SETUP_ERRORS).collect());
}

#[test]
fn the_edges_of_setups_are_possible() {
    let (min, max) = (Setup::MIN_WAIT, Setup::MAX_WAIT);
    let setups = [
        Setup { servers: 1, seed: 0, ..Setup::default() },
        Setup { servers: 9, seed: Setup::MAX_SEED, ..Setup::default() },
        timing(min, min, min),
        timing(max, max, max),
        with_disk(2, Some(s(5)), &[1, 2]),
    ];
    for setup in setups {
        let mut lab = Lab::new(setup);
        lab.run(500);
    }
}
