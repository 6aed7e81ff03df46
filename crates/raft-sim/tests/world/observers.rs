//! Observers compose: pairs, borrowed ones and absent ones are told everything.

use raft_core::{Disk, Durable, Index, Rules, ServerId};
use raft_sim::{Action, Event, Machine, Observer, ServerStep, Setup, Time, World};

use crate::lab::{Record, s};

/// All that an observer is told.
#[derive(Clone, Debug, Default, PartialEq)]
struct All {
    record: Record,
    machines: Vec<(ServerId, Index)>,
}

impl Observer for All {
    fn event(&mut self, event: Event) {
        self.record.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.record.step(step);
    }

    fn lost_write(&mut self, server: ServerId, disk: &Durable) {
        self.record.lost_write(server, disk);
    }

    fn machine(&mut self, server: ServerId, last_applied: Index, _: &Machine) {
        self.machines.push((server, last_applied));
    }
}

fn play(observer: &mut dyn Observer) {
    let rules = Rules { disk: Disk::LastWriteMayBeLost, ..Rules::default() };
    let mut world = World::new(Setup { rules, ..Setup::default() }, observer).unwrap();
    world.run_until(Time::from_ms(600), observer);
    let command = Action::Command { text: "set x 1".into(), to: None };
    world.act(command, observer).unwrap();
    world.run_until(Time::from_ms(800), observer);
    world.act(Action::Crash { server: s(1) }, observer).unwrap();
    world.act(Action::Restart { server: s(1) }, observer).unwrap();
    world.run_until(Time::from_ms(1500), observer);
}

#[test]
fn pairs_and_options_are_told_everything() {
    let mut alone = All::default();
    play(&mut alone);
    assert!(alone.record.events.len() > 100 && alone.machines.len() > 10);
    assert!(!alone.record.steps.is_empty() && !alone.record.lost_writes.is_empty());

    let (mut borrowed, nobody): (All, Option<All>) = (All::default(), None);
    let mut many = (All::default(), (Some(All::default()), (&mut borrowed, nobody)));
    play(&mut many);
    let (first, (second, _)) = many;
    assert_eq!(first, alone);
    assert_eq!(second, Some(alone.clone()));
    assert_eq!(borrowed, alone);
}
