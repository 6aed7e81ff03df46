//! No instant lasts forever, even where messages take no time at all.
//!
//! A timer runs for at least a millisecond, and a client pauses after a few redirects. Every other message
//! is a reply, or is sent because of one: a refusal moves `nextIndex` back or causes no message, and an
//! acknowledgement moves `matchIndex` forward, so both come to an end. The network does not copy copies,
//! and the limit on messages in flight bounds the number of each.

use proptest::prelude::*;
use raft_core::{Durable, Entry, Payload, Rules, ServerId, Timer};
use raft_sim::{Action, Duration, Event, NetworkSettings, Observer, Setup, Time, World};

/// Counts the events of the busiest instant.
#[derive(Default)]
struct Busiest {
    now: Time,
    events: u64,
    most: u64,
}

impl Observer for Busiest {
    fn event(&mut self, event: Event) {
        if event.at != self.now {
            (self.now, self.events) = (event.at, 0);
        }
        self.events += 1;
        self.most = self.most.max(self.events);
    }
}

/// A limit that is far above the number of events of any instant.
const MANY: u64 = 100_000;

/// A choice for every rule, including those that break something.
fn rules() -> impl Strategy<Value = Rules> {
    let choices = proptest::collection::vec(any::<prop::sample::Index>(), Rules::TABLE.len());
    (choices, 0..4u8).prop_map(|(choices, paper)| {
        let mut rules = Rules::default();
        for (rule, index) in Rules::TABLE.iter().zip(choices) {
            // In some runs, few rules differ from the paper's.
            if usize::from(paper) <= index.index(4) {
                assert!(rule.choose(&mut rules, index.get(rule.choices).name));
            }
        }
        rules
    })
}

fn disks() -> impl Strategy<Value = Vec<Durable>> {
    let log = proptest::collection::vec(1..5u64, 0..300).prop_map(|mut terms| {
        terms.sort_unstable();
        terms
    });
    let disk = (log, 0..3u64).prop_map(|(terms, more)| {
        let entry = |&term: &u64| Entry { term, payload: Payload::Noop };
        let current_term = terms.last().copied().unwrap_or_default() + more;
        Durable { current_term, voted_for: None, log: terms.iter().map(entry).collect() }
    });
    proptest::collection::vec(disk, 3..=5)
}

fn action() -> impl Strategy<Value = Action> {
    let server = (1..=3u8).prop_map(ServerId);
    prop_oneof![
        Just(Action::Command { text: "add x 1".into(), to: None }),
        server.clone().prop_map(|server| Action::Crash { server }),
        server.clone().prop_map(|server| Action::Restart { server }),
        server.clone().prop_map(|server| Action::Pause { server }),
        server.clone().prop_map(|server| Action::Resume { server }),
        server.prop_map(|server| Action::Fire { server, timer: Timer::Election }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_instant_ends(
        rules in rules(),
        disks in disks(),
        duplication in prop_oneof![Just(0u16), Just(500), Just(1000)],
        actions in proptest::collection::vec((0..60u64, action()), 0..30),
        seed in 0..1000u64,
    ) {
        let network = NetworkSettings { duplication, ..NetworkSettings::with_latency_ms(0, 0) };
        let servers = disks.len() as u8;
        let setup = Setup { servers, seed, rules, disks, network, ..Setup::default() };
        let mut busiest = Busiest::default();
        let mut world = World::new(setup, &mut busiest).expect("a possible setup");
        let mut at = Time::default();
        for (wait, action) in actions {
            at = at + Duration::from_ms(wait);
            run_until(&mut world, at, &mut busiest);
            let _ = world.act(action, &mut busiest);
        }
        run_until(&mut world, at + Duration::from_ms(1000), &mut busiest);
    }
}

fn run_until(world: &mut World, until: Time, busiest: &mut Busiest) {
    while world.next_at().is_some_and(|at| at <= until) {
        world.step(busiest);
        assert!(busiest.most < MANY, "{:?}", world.setup().rules);
    }
    world.run_until(until, busiest);
}
