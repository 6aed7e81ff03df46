//! Writing a run while playing it.

use raft_core::{RoleName, ServerId, Timer};
use raft_sim::{Action, NetworkSettings, Server, Setup, SetupError, Status, Time, World};
use smol_str::SmolStr;

use super::chance::Chance;
use super::{Fault, Recipe};
use crate::message::Selector;
use crate::run::perform;
use crate::scenario::{Act, Deed, Step, Task};

/// A run being written and played.
pub(super) struct Author<'a> {
    recipe: &'a Recipe,
    chance: Chance,
    world: World,
    /// From when on nothing more goes wrong.
    calm: Time,
    steps: Vec<Step>,
    /// What comes of what was done: repairs, and commands to a leader that was cut off.
    planned: Vec<(Time, Action)>,
    commands: u64,
}

impl<'a> Author<'a> {
    pub(super) fn new(
        recipe: &'a Recipe,
        setup: Setup,
        chance: Chance,
    ) -> Result<Self, SetupError> {
        Ok(Self {
            recipe,
            chance,
            world: World::new(setup, &mut ())?,
            calm: Time(recipe.length.0 / 5 * 4),
            steps: Vec::new(),
            planned: Vec::new(),
            commands: 0,
        })
    }

    /// What is done in the run.
    pub(super) fn write(mut self) -> Vec<Step> {
        let mut fault_at = self.pause(200, 500);
        let mut command_at = self.pause(250, 400);
        loop {
            let repair_at = self.planned.iter().map(|(at, _)| *at).min();
            let next = command_at.min(fault_at).min(repair_at.unwrap_or(Time::MAX));
            if next > self.recipe.length {
                return self.steps;
            }
            self.world.run_until(next, &mut ());
            if Some(next) == repair_at {
                self.do_planned(next);
            } else if next == command_at {
                let to = self.chance.one_in(3).then(|| self.any_server());
                let command = self.command(to);
                self.act(Act::Plain(command));
                command_at = self.pause(20, 250);
            } else {
                self.go_wrong();
                let next = self.pause(40, 450);
                fault_at = if next < self.calm { next } else { Time::MAX };
            }
        }
    }

    /// Does something now, and writes it down; nothing, if it makes no sense.
    fn act(&mut self, act: Act) -> bool {
        let done = perform(&act, &mut self.world, &mut ()).is_ok();
        if done {
            let at = self.world.now();
            self.steps.push(Step { at, task: Task::Act(act), comment: Vec::new() });
        }
        done
    }

    fn do_planned(&mut self, now: Time) {
        let (due, later) = self.planned.drain(..).partition(|(at, _)| *at == now);
        self.planned = later;
        for (_, action) in due {
            self.act(Act::Plain(action));
        }
    }

    /// Plans something for later, but before the calm is over.
    fn later(&mut self, min: u64, max: u64, action: Action) {
        let at = self.pause(min, max).min(self.calm).max(self.world.now());
        self.planned.push((at, action));
    }

    fn go_wrong(&mut self) {
        let faults = &self.recipe.faults;
        if faults.is_empty() {
            return;
        }
        match *self.chance.of(faults) {
            Fault::Crashes => self.crash(),
            Fault::Pauses => {
                let server = self.leader_or_any();
                if self.act(Act::Plain(Action::Pause { server })) {
                    self.later(50, 900, Action::Resume { server });
                }
            }
            Fault::Partitions => self.partition(),
            Fault::Cuts => {
                let (from, to) = self.link();
                if self.act(Act::Plain(Action::Cut { from, to, both_ways: false })) {
                    self.later(100, 1500, Action::Mend { from, to, both_ways: false });
                }
            }
            Fault::Leaders => self.cut_leader(),
            Fault::Slow => {
                let max = self.chance.between(100, 600);
                self.trouble(NetworkSettings::with_latency_ms(max / 4, max));
            }
            Fault::Loss => {
                let loss = self.chance.between(10, 60) as u16 * 10;
                self.trouble(NetworkSettings { loss, ..NetworkSettings::default() });
            }
            Fault::Delays => {
                let longest = self.world.setup().timing.election_timeout.max / 1000;
                let by = self.chance.between(longest, 4 * longest);
                self.message(Deed::Delay(Time::from_ms(by)));
            }
            Fault::Duplicates => self.message(Deed::Duplicate),
            Fault::Timeouts => {
                let (server, timer) = (self.any_server(), Timer::Election);
                self.act(Act::Plain(Action::Fire { server, timer }));
            }
        }
    }

    /// One server; now and then all of them.
    fn crash(&mut self) {
        let one = self.leader_or_any();
        let all: Vec<_> = self.world.setup().server_ids().collect();
        let servers = if self.chance.one_in(15) { all } else { vec![one] };
        for server in servers {
            if self.act(Act::Plain(Action::Crash { server })) {
                self.later(20, 1200, Action::Restart { server });
            }
        }
    }

    /// Two groups; now and then one server is in neither.
    fn partition(&mut self) {
        let mut servers: Vec<_> = self.world.setup().server_ids().collect();
        self.chance.shuffle(&mut servers);
        if self.chance.one_in(4) {
            servers.pop();
        }
        if servers.len() < 2 {
            return;
        }
        let first = self.chance.between(1, servers.len() as u64 - 1) as usize;
        let mut groups = vec![servers.split_off(first), servers];
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        if self.act(Act::Plain(Action::Partition { groups })) {
            self.later(200, 1500, Action::Heal);
        }
    }

    /// The leader, alone or with one other, keeps what clients write to it, and cannot commit it.
    fn cut_leader(&mut self) {
        let Some(leader) = self.leader() else { return };
        let mut group = vec![leader];
        let mut others: Vec<_> =
            self.world.setup().server_ids().filter(|&server| server != leader).collect();
        if others.is_empty() {
            return;
        }
        if others.len() > 2 && self.chance.one_in(2) {
            group.push(others.remove(self.chance.below(others.len() as u64) as usize));
            group.sort_unstable();
        }
        if self.act(Act::Plain(Action::Partition { groups: vec![group, others] })) {
            for _ in 0..self.chance.between(1, 3) {
                let command = self.command(Some(leader));
                self.later(1, 150, command);
            }
            self.later(300, 1500, Action::Heal);
        }
    }

    /// Other settings for a while: for one direction of a link, or for the network.
    fn trouble(&mut self, settings: NetworkSettings) {
        if self.chance.one_in(4) {
            let usual = self.world.setup().network;
            self.act(Act::Plain(Action::SetNetwork { settings }));
            self.later(200, 1000, Action::SetNetwork { settings: usual });
            return;
        }
        let (from, to) = self.link();
        if self.act(Act::Plain(Action::SetLink { from, to, settings: Some(settings) })) {
            self.later(300, 2000, Action::SetLink { from, to, settings: None });
        }
    }

    fn message(&mut self, deed: Deed) {
        let messages: Vec<_> = self.world.messages().map(|envelope| envelope.id).collect();
        if messages.is_empty() {
            return;
        }
        let selector = Selector::naming(*self.chance.of(&messages), &self.world);
        if let Some(selector) = selector {
            self.act(Act::Message { selector, deed });
        }
    }

    fn command(&mut self, to: Option<ServerId>) -> Action {
        self.commands += 1;
        let key = *self.chance.of(&["x", "y", "z"]);
        let text: SmolStr = match self.chance.below(8) {
            0 => format!("get {key}"),
            1 => format!("del {key}"),
            2 => format!("add n {}", self.commands),
            _ => format!("set {key} {}", self.commands),
        }
        .into();
        Action::Command { text, to }
    }

    /// The leader of the latest term, if it is up.
    fn leader(&self) -> Option<ServerId> {
        let leads = |server: &&Server| {
            server.status == Status::Up && server.node.volatile.role.name() == RoleName::Leader
        };
        let leaders = self.world.servers().iter().filter(leads);
        let latest = leaders.max_by_key(|server| server.node.durable.current_term);
        latest.map(|server| server.node.config.id)
    }

    fn any_server(&mut self) -> ServerId {
        ServerId(self.chance.between(1, u64::from(self.recipe.servers)) as u8)
    }

    fn leader_or_any(&mut self) -> ServerId {
        let any = self.any_server();
        if self.chance.one_in(2) { self.leader().unwrap_or(any) } else { any }
    }

    /// Two servers, often with the leader at one end. In a cluster of one, nobody's link.
    fn link(&mut self) -> (ServerId, ServerId) {
        let one = self.leader_or_any();
        let others: Vec<_> =
            self.world.setup().server_ids().filter(|&server| server != one).collect();
        let other = if others.is_empty() { one } else { *self.chance.of(&others) };
        if self.chance.one_in(2) { (one, other) } else { (other, one) }
    }

    /// Now, and so many milliseconds.
    fn pause(&mut self, min: u64, max: u64) -> Time {
        self.world.now() + Time::from_ms(self.chance.between(min, max))
    }
}
