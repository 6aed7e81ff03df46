//! What holds in every run, whatever is done in it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use raft_core::{RoleName, Rules, ServerId, Timer};
use raft_sim::{
    Action, ClientId, Duration, Loss, MessageFilter, MessageId, MessageKind, NetworkSettings,
    Setup, Time, What, World,
};

use crate::lab::Record;

/// Something to do at some time. What it is depends on the world at that time, such as the messages then in
/// flight.
#[derive(Clone, Debug)]
struct Intervention {
    after: u64,
    kind: u8,
    a: u8,
    b: u8,
    c: u64,
}

fn intervention() -> impl Strategy<Value = Intervention> {
    let after = prop_oneof![Just(0), 0..5_000u64, 0..400_000u64];
    (after, 0..30u8, any::<u8>(), any::<u8>(), any::<u64>())
        .prop_map(|(after, kind, a, b, c)| Intervention { after, kind, a, b, c })
}

fn network() -> impl Strategy<Value = NetworkSettings> {
    let latency = prop_oneof![0..30_000u64, 0..300_000u64];
    let part = || prop_oneof![3 => Just(0u16), 2 => 0..300u16, 1 => 0..=1000u16];
    (latency.clone(), latency, part(), part()).prop_map(|(one, other, loss, duplication)| {
        let (latency_min, latency_max) = (Duration(one.min(other)), Duration(one.max(other)));
        NetworkSettings { latency_min, latency_max, loss, duplication }
    })
}

/// The paper's rules, or any choice for each rule.
fn rules() -> impl Strategy<Value = Rules> {
    let paper = Just(Rules::default());
    let any = proptest::collection::vec(any::<u8>(), Rules::TABLE.len()).prop_map(|choices| {
        let mut rules = Rules::default();
        for (rule, choice) in Rules::TABLE.iter().zip(choices) {
            let name = rule.choices[usize::from(choice) % rule.choices.len()].name;
            assert!(rule.choose(&mut rules, name));
        }
        rules
    });
    prop_oneof![paper, any]
}

fn setup() -> impl Strategy<Value = Setup> {
    let servers = 1..=Setup::MAX_SERVERS;
    let timing = (5_000..300_000u64, 0..300_000u64, 1_000..200_000u64);
    let manual = proptest::bool::weighted(0.1);
    (servers, 0..=Setup::MAX_SEED, timing, network(), rules(), manual).prop_map(
        |(servers, seed, (min, more, heartbeat_interval), network, rules, manual)| {
            let election_timeout = raft_core::Range { min, max: min + more };
            let timing = raft_core::Timing { election_timeout, heartbeat_interval };
            Setup {
                servers,
                seed,
                timing,
                network,
                rules,
                manual,
                disks: Vec::new(),
                ..Setup::default()
            }
        },
    )
}

/// The action that an intervention means in this world, possible or not.
fn action(world: &World, &Intervention { kind, a, b, c, .. }: &Intervention) -> Action {
    // Now and then a server that does not exist.
    let one_of = |n: u8| ServerId(n % (world.setup().servers + 1) + u8::from(n < 250));
    let (server, other) = (one_of(a), one_of(b));
    let both_ways = c % 2 == 0;
    let in_flight = world.messages().count() as u64;
    let message = match world.messages().nth((c % in_flight.max(1)) as usize) {
        Some(envelope) if a < 240 => envelope.id,
        _ => MessageId(c % 1000),
    };
    let filter = MessageFilter {
        from: (a % 2 == 0).then_some(server),
        to: (b % 2 == 0).then_some(other),
        kind: (c % 3 == 0).then_some(MessageKind::AppendEntries),
    };
    let settings = NetworkSettings {
        latency_min: Duration(c % 20_000),
        latency_max: Duration(c % 70_000),
        loss: u16::from(a) * 5,
        duplication: u16::from(b) * 4,
    };
    match kind {
        0 => Action::Crash { server },
        1 | 2 => Action::Restart { server },
        3 => Action::Pause { server },
        4 | 5 => Action::Resume { server },
        6 => Action::Fire { server, timer: Timer::ALL[usize::from(b) % Timer::ALL.len()] },
        7 => Action::Cut { from: server, to: other, both_ways },
        8 => Action::Mend { from: server, to: other, both_ways },
        9 => {
            let (left, right): (Vec<_>, Vec<_>) =
                world.setup().server_ids().partition(|server| a >> (server.0 % 8) & 1 == 0);
            Action::Partition { groups: if both_ways { vec![left, right] } else { vec![left] } }
        }
        10 | 11 => Action::Heal,
        12 => Action::SetLink { from: server, to: other, settings: both_ways.then_some(settings) },
        13 => Action::SetNetwork { settings },
        14..=16 => {
            let text = match b % 4 {
                0 => format!("set k{} {c}", a % 5),
                1 => format!("get k{}", a % 5),
                2 => format!("del k{}", a % 5),
                _ => format!("add k{} {}", a % 5, c as i64),
            };
            Action::Command { text: text.into(), to: both_ways.then_some(server) }
        }
        17 => Action::Drop { message },
        18 => Action::Deliver { message },
        19 => Action::Duplicate { message },
        20 => Action::Delay { message, by: Duration(c % 500_000) },
        21 if both_ways => Action::Hold { message },
        21 => Action::Release { message },
        22 => Action::HoldAll { filter },
        23 => Action::SetClock { server, rate: 100 + (c % 9_901) as u16 },
        24 => Action::CutClient { from: ClientId(b).into(), to: server.into(), both_ways },
        25 => Action::MendClient { from: server.into(), to: ClientId(b).into(), both_ways },
        26 => Action::PartitionClients { groups: vec![vec![server.into(), ClientId(b).into()]] },
        27 => Action::CommandBy { client: ClientId(b), text: "add k 1".into(), to: None },
        28 => Action::SetClientLink {
            from: ClientId(b).into(),
            to: server.into(),
            settings: both_ways.then_some(settings),
        },
        _ => Action::ReleaseAll { filter },
    }
}

/// Runs the interventions in a new world. Returns the world, and what it reported.
fn run(setup: &Setup, interventions: &[Intervention]) -> (World, Record) {
    let mut record = Record::default();
    let mut world = World::new(setup.clone(), &mut record).unwrap();
    for intervention in interventions {
        act(&mut world, intervention, &mut record);
    }
    (world, record)
}

/// Runs to `until`, but for 4,000 steps at most: broken rules on a network that duplicates can cause a
/// storm of messages.
fn go_on(world: &mut World, until: Time, record: &mut Record) {
    for _ in 0..4_000 {
        if world.next_at().is_none_or(|next| next > until) {
            return world.run_until(until, record);
        }
        world.step(record);
    }
}

fn act(world: &mut World, intervention: &Intervention, record: &mut Record) {
    go_on(world, world.now() + Duration(intervention.after), record);
    let before = (world.digest(), record.events.len());
    if world.act(action(world, intervention), record).is_err() {
        assert_eq!((world.digest(), record.events.len()), before, "a refusal changed something");
    }
}

fn interventions() -> impl Strategy<Value = Vec<Intervention>> {
    proptest::collection::vec(intervention(), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_same_setup_and_actions_give_the_same_run(setup in setup(), interventions in interventions()) {
        let (world, record) = run(&setup, &interventions);
        let (again, same) = run(&setup, &interventions);
        prop_assert_eq!(world.digest(), again.digest());
        prop_assert_eq!(&world, &again);
        prop_assert_eq!(record, same);
    }

    #[test]
    fn a_copy_of_a_world_goes_on_like_the_world(
        setup in setup(),
        first in interventions(),
        then in interventions(),
    ) {
        let (mut world, _) = run(&setup, &first);
        let mut record = Record::default();
        let (mut copy, mut copys) = (world.clone(), Record::default());
        for intervention in &then {
            act(&mut world, intervention, &mut record);
        }
        for intervention in &then {
            act(&mut copy, intervention, &mut copys);
        }
        prop_assert_eq!(world, copy);
        prop_assert_eq!(record, copys);
    }

    #[test]
    fn time_never_goes_back(setup in setup(), interventions in interventions()) {
        let (mut world, record) = run(&setup, &interventions);
        prop_assert!(record.events.is_sorted_by_key(|event| event.at));
        let mut now = world.now();
        for _ in 0..300 {
            let next = world.next_at();
            prop_assert!(next.is_none_or(|next| next >= now));
            if !world.step(&mut ()) { break; }
            prop_assert_eq!(Some(world.now()), next);
            now = world.now();
        }
        world.run_until(Time(0), &mut ());
        prop_assert_eq!(world.now(), now);
    }

    #[test]
    fn how_the_time_is_cut_up_does_not_matter(
        setup in setup(),
        interventions in interventions(),
        cuts in proptest::collection::vec(0..50_000u64, 1..20),
    ) {
        let (mut whole, _) = run(&setup, &interventions);
        // A storm of messages would keep this test busy for minutes.
        prop_assume!(whole.messages().count() < 300);
        let mut record = Record::default();
        let (mut parts, mut same) = (whole.clone(), Record::default());
        for &part in &cuts {
            parts.run_until(parts.now() + Duration(part), &mut same);
        }
        let end = whole.now() + Duration(cuts.iter().sum());
        whole.run_until(end, &mut record);
        prop_assert_eq!((whole.now(), parts.now()), (end, end));
        prop_assert_eq!(whole, parts);
        prop_assert_eq!(record, same);
    }

    #[test]
    fn messages_have_one_fate_and_crashed_servers_none(setup in setup(), interventions in interventions()) {
        let (world, record) = run(&setup, &interventions);
        let mut open = BTreeMap::new();
        let mut clients_cut = false;
        for event in &record.events {
            match &event.what {
                What::Acted(Action::CutClient { .. } | Action::PartitionClients { .. }) => {
                    clients_cut = true;
                }
                What::Sent { message, to, .. } => {
                    prop_assert!(open.insert(*message, *to).is_none());
                }
                What::Arrived { message, to } => prop_assert_eq!(open.remove(message), Some(*to)),
                What::Lost { message, why } => {
                    prop_assert_eq!(open.remove(&message.id), Some(message.to));
                    let of_servers = message.from.server().is_some() && message.to.server().is_some();
                    prop_assert!(*why != Loss::Cut || of_servers || clients_cut);
                }
                _ => {}
            }
            prop_assert!(event.cause.is_none_or(|cause| cause < event.seq));
        }
        for envelope in world.messages() {
            prop_assert!(open.contains_key(&envelope.id));
            prop_assert!(envelope.held_since.is_some() || envelope.arrives_at >= world.now());
        }
    }

    /// With the paper's rules, every run has one leader per term and one applied entry per index.
    #[test]
    fn the_paper_s_rules_are_safe(setup in setup(), interventions in interventions()) {
        let setup = Setup { rules: Rules::default(), ..setup };
        let (world, record) = run(&setup, &interventions);
        let mut leaders = BTreeMap::new();
        for event in &record.events {
            if let What::BecameRole { server, role: RoleName::Leader, term } = event.what {
                prop_assert_eq!(*leaders.entry(term).or_insert(server), server);
            }
        }
        for one in world.servers() {
            for other in world.servers() {
                let applied = one.node.volatile.last_applied.min(other.node.volatile.last_applied);
                for index in 1..=applied {
                    let at = |node: &raft_core::Node| node.durable.log.get(index).cloned();
                    prop_assert_eq!(at(&one.node), at(&other.node));
                }
            }
        }
    }
}
