//! Five servers that hand their messages to each other directly: the core alone, without a simulated world.

use std::collections::VecDeque;
use std::hint::black_box;

use raft_core::{
    Command, Config, Durable, Effect, Effects, Index, Input, Message, Node, ProposalId, Range,
    Rules, Sending, ServerId, Timer, Timing,
};
use smol_str::SmolStr;

const SERVERS: u8 = 5;

/// 16 bytes.
const COMMAND: SmolStr = SmolStr::new_inline("set counter 1234");

pub(crate) struct Cluster {
    nodes: Vec<Node>,
    queue: VecDeque<Packet>,
    effects: Effects,
    leader: ServerId,
    proposed: Index,
    committed: Index,
}

struct Packet {
    from: ServerId,
    to: ServerId,
    message: Message,
}

impl Cluster {
    /// A cluster in which the first server is the leader.
    pub(crate) fn new(sending: Sending) -> Self {
        let ids = || (1..=SERVERS).map(ServerId);
        let timing =
            Timing { election_timeout: Range { min: 150, max: 300 }, heartbeat_interval: 50 };
        let rules = Rules { sending, ..Rules::default() };
        let config = |id| Config { id, voters: ids().collect(), rules, timing };
        let mut cluster = Self {
            nodes: ids().map(|id| Node::new(config(id), Durable::default())).collect(),
            queue: VecDeque::new(),
            effects: Effects::default(),
            leader: ServerId(1),
            proposed: 0,
            committed: 0,
        };
        for id in ids() {
            cluster.step(id, Input::Start);
        }
        cluster.elect(ServerId(1));
        cluster
    }

    /// Lets this server win an election, and all others learn of it.
    pub(crate) fn elect(&mut self, server: ServerId) {
        self.leader = server;
        self.step(server, Input::Timer(Timer::Election));
        self.deliver_all();
        assert_eq!(self.nodes[usize::from(server.0) - 1].volatile.leader, Some(server));
    }

    /// Lets the next server after the leader win an election.
    pub(crate) fn elect_next(&mut self) {
        self.elect(ServerId(self.leader.0 % SERVERS + 1));
    }

    /// Commits `commands` commands, with `window` of them in flight at any time.
    pub(crate) fn commit_in_flight(&mut self, commands: u64, window: u64) {
        let end = self.proposed + commands;
        while self.committed < end {
            while self.proposed < end && self.proposed - self.committed < window {
                self.propose();
            }
            self.deliver();
        }
        self.deliver_all();
    }

    /// Commits `batches` batches of `size` commands, each batch sent with a heartbeat.
    pub(crate) fn commit_in_batches(&mut self, batches: u64, size: u64) {
        for _ in 0..batches {
            for _ in 0..size {
                self.propose();
            }
            self.step(self.leader, Input::Timer(Timer::Heartbeat));
            self.deliver_all();
        }
        assert_eq!(self.committed, self.proposed);
    }

    fn propose(&mut self) {
        self.proposed += 1;
        let command = Command { proposal: ProposalId(self.proposed), text: COMMAND };
        self.step(self.leader, Input::Propose(command));
    }

    fn deliver(&mut self) {
        if let Some(Packet { from, to, message }) = self.queue.pop_front() {
            self.step(to, Input::Receive { from, message });
        }
    }

    fn deliver_all(&mut self) {
        while !self.queue.is_empty() {
            self.deliver();
        }
    }

    /// Makes one step and carries out its effects. There are no disks and no timers here, and no state machine.
    fn step(&mut self, server: ServerId, input: Input) {
        self.nodes[usize::from(server.0) - 1].step(input, &mut self.effects);
        for effect in self.effects.drain() {
            match effect {
                Effect::Send { to, message } => {
                    self.queue.push_back(Packet { from: server, to, message });
                }
                Effect::Commit { index } if server == self.leader => self.committed = index,
                other => {
                    black_box(other);
                }
            }
        }
    }
}
