//! A small cluster in which everything that can go wrong does: messages are lost, repeated and
//! overtaken, timers run out at any time, and servers crash in the middle of a step.

use proptest::collection::vec;
use proptest::prelude::*;
use raft_core::{Durable, Effect, Effects, Input, Message, Node, RoleName, Rules, ServerId, Timer};

use crate::happenings::{command, new_node};
use crate::judge::Judge;

/// What happens next. The numbers choose among what there is to choose from, modulo its length.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    Deliver(u16),
    Lose(u16),
    /// Delivers a message that will be delivered again.
    Repeat(u16),
    ElectionTimeout(u8),
    /// Of one of the leaders.
    Heartbeat(u8),
    /// To one of the leaders.
    Propose(u8),
    /// In its next step, the server gets no further than this many effects.
    Crash {
        server: u8,
        after: u8,
    },
    Restart(u8),
}

impl Event {
    /// One number for one event: cheaper to draw by the hundred thousand than a choice of choices.
    fn drawn(number: u32) -> Self {
        let (kind, n) = (number % 60, number / 60);
        let (any, server) = (n as u16, n as u8);
        match kind {
            0..40 => Self::Deliver(any),
            40..43 => Self::Lose(any),
            43..46 => Self::Repeat(any),
            46..49 => Self::ElectionTimeout(server),
            49..53 => Self::Heartbeat(server),
            53..57 => Self::Propose(server),
            57 => Self::Crash { server, after: (n >> 8) as u8 % 8 },
            _ => Self::Restart(server),
        }
    }
}

/// What happens in one run.
pub fn events() -> impl Strategy<Value = Vec<Event>> {
    vec(any::<u32>().prop_map(Event::drawn), 300)
}

pub struct Cluster {
    servers: Vec<Server>,
    /// Sent and not yet delivered.
    network: Vec<(ServerId, ServerId, Message)>,
    requests: u64,
    pub judge: Judge,
}

struct Server {
    node: Node,
    disk: Durable,
    up: bool,
    /// It will crash in its next step, after this many effects.
    crash_after: Option<usize>,
}

impl Cluster {
    pub fn new(servers: u8, rules: Rules) -> Self {
        let server = |id| Server {
            node: new_node(id, servers, rules),
            disk: Durable::default(),
            up: true,
            crash_after: None,
        };
        Self {
            servers: (1..=servers).map(server).collect(),
            network: Vec::new(),
            requests: 0,
            judge: Judge::default(),
        }
    }

    /// Lets everything happen, up to the first violation.
    pub fn run(&mut self, events: &[Event]) {
        for &event in events {
            self.happen(event);
            if self.judge.violated.is_some() {
                return;
            }
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Deliver(n) => self.deliver(n, false),
            Event::Repeat(n) => self.deliver(n, true),
            Event::Lose(n) => {
                if let Some(at) = nth(n.into(), self.network.len()) {
                    self.network.swap_remove(at);
                }
            }
            Event::ElectionTimeout(n) => {
                let at = usize::from(n) % self.servers.len();
                self.step(at, Input::Timer(Timer::Election));
            }
            Event::Heartbeat(n) => {
                if let Some(at) = self.leader(n) {
                    self.step(at, Input::Timer(Timer::Heartbeat));
                }
            }
            Event::Propose(n) => {
                if let Some(at) = self.leader(n) {
                    self.requests += 1;
                    self.step(at, Input::Propose(command(self.requests)));
                }
            }
            Event::Crash { server, after } => {
                let at = usize::from(server) % self.servers.len();
                self.servers[at].crash_after = Some(after.into());
            }
            Event::Restart(n) => {
                let down: Vec<_> = self.numbers(|server| !server.up).collect();
                if let Some(at) = nth(n.into(), down.len()) {
                    self.servers[down[at]].up = true;
                    self.step(down[at], Input::Start);
                }
            }
        }
    }

    fn deliver(&mut self, n: u16, again: bool) {
        let Some(at) = nth(n.into(), self.network.len()) else {
            return;
        };
        let (from, to, message) = match again {
            true => self.network[at].clone(),
            false => self.network.swap_remove(at),
        };
        self.step(usize::from(to.0) - 1, Input::Receive { from, message });
    }

    /// One step of one server, carried out effect by effect.
    fn step(&mut self, at: usize, input: Input) {
        let server = &mut self.servers[at];
        if !server.up {
            return;
        }
        let mut effects = Effects::default();
        server.node.step(input, &mut effects);
        let crash_after = server.crash_after.take();
        let leads = server.node.volatile.role.name() == RoleName::Leader;
        let mut wrote_to_log = false;
        for effect in effects.drain().take(crash_after.unwrap_or(usize::MAX)) {
            let server = &mut self.servers[at];
            server.disk.write(&effect);
            wrote_to_log |= matches!(effect, Effect::Append { .. } | Effect::Truncate { .. });
            let disk = &server.disk;
            match effect {
                Effect::Send { to, message } => {
                    self.network.push((server.node.config.id, to, message));
                }
                Effect::BecameRole { role: RoleName::Leader, term } => {
                    self.judge.elected(server.node.config.id, term, &disk.log);
                }
                Effect::Commit { index } if leads => {
                    self.judge.committed(disk.current_term, index, &disk.log);
                }
                Effect::Apply { first, last } => {
                    for index in first..=last {
                        let entry = disk.log.get(index).expect("an entry that is there");
                        self.judge.applied(index, entry);
                    }
                }
                _ => {}
            }
        }
        if crash_after.is_some() {
            let server = &mut self.servers[at];
            server.up = false;
            server.node = Node::new(server.node.config.clone(), server.disk.clone());
        }
        if wrote_to_log {
            let log = self.servers[at].disk.log.clone();
            for other in &self.servers {
                self.judge.compare(&log, &other.disk.log);
            }
        }
    }

    fn leader(&self, n: u8) -> Option<usize> {
        let leads = |server: &Server| server.node.volatile.role.name() == RoleName::Leader;
        let leaders: Vec<_> = self.numbers(leads).collect();
        nth(n.into(), leaders.len()).map(|at| leaders[at])
    }

    fn numbers(&self, wanted: impl Fn(&Server) -> bool) -> impl Iterator<Item = usize> {
        (0..self.servers.len()).filter(move |&at| wanted(&self.servers[at]))
    }
}

fn nth(n: usize, of: usize) -> Option<usize> {
    (of > 0).then(|| n % of)
}
