//! Sequences of several faults: the orders of events that the paper's arguments are about. Chance
//! alone would produce them in one run of thousands.

use raft_core::{ServerId, Timer};
use raft_sim::{Action, MessageKind, NetworkSettings};

use super::Fault;
use super::author::Author;
use crate::scenario::Act;

/// Leaders, and entries that they could not commit (Figure 8).
impl Author<'_> {
    /// Isolates the leader, alone or with one other server: it stores what clients send it, and
    /// cannot commit it. Then other leaders follow in quick succession; or it is deposed, and
    /// elected again.
    pub(super) fn cut_leader(&mut self) {
        let told = match self.chance.below(4) {
            0 => self.late_acknowledgement(),
            1 => self.minority_of_a_later_term(),
            _ => false,
        };
        if told {
            return;
        }
        let companion = self.chance.one_in(2);
        let Some((leader, others)) = self.isolate_leader(companion) else { return };
        if self.chance.one_in(2) {
            self.churn = self.chance.between(2, 5);
            self.commands(leader, 1, 40);
            self.elect_one_of(&others);
        } else {
            self.commands(leader, 1, 150);
            self.later(300, 1500, Action::Heal);
            self.elect(leader, 400, 1500);
            self.commands(leader, 450, 1600);
        }
    }

    /// Cuts off the next leader as well, perhaps before it has entries of its own.
    pub(super) fn replace_leader(&mut self) {
        let Some((leader, others)) = self.isolate_leader(false) else { return };
        if self.chance.one_in(2) {
            self.commands(leader, 1, 40);
        }
        self.elect_one_of(&others);
    }

    /// Isolates the leader. Returns it, and the servers on the other side.
    fn isolate_leader(&mut self, companion: bool) -> Option<(ServerId, Vec<ServerId>)> {
        let leader = self.leader()?;
        let mut group = vec![leader];
        let mut others = self.all_but(leader);
        if companion && others.len() > 2 {
            let other = others.remove(self.chance.below(others.len() as u64) as usize);
            if self.chance.one_in(2) {
                // Its replies may arrive when the leader has been deposed and elected again.
                let max = self.chance.between(200, 2000);
                self.slow(other, leader, max / 2, max);
            }
            group.push(other);
            group.sort_unstable();
        }
        let groups = vec![group, others.clone()];
        (!others.is_empty() && self.act(Act::Plain(Action::Partition { groups })))
            .then_some((leader, others))
    }

    /// Has one of the servers elected, mostly the one that would get the others' votes.
    fn elect_one_of(&mut self, servers: &[ServerId]) {
        let any = *self.chance.of(servers);
        let log =
            |id: &ServerId| self.player.world.server(*id).map(|it| it.node.durable.log.last_id());
        let best = servers.iter().copied().max_by_key(log).unwrap_or(any);
        let next = if self.chance.one_in(4) { any } else { best };
        self.elect(next, 1, 40);
        self.later(800, 1500, Action::Heal);
    }

    /// Lets a server's election timer run out twice: a server that was cut off must first catch up
    /// with the terms.
    fn elect(&mut self, server: ServerId, min: u64, max: u64) {
        for wait in [0, 45] {
            let action = Action::Fire { server, timer: Timer::Election };
            self.later(min + wait, max + wait, action);
        }
    }

    fn commands(&mut self, to: ServerId, min: u64, max: u64) {
        for _ in 0..self.chance.between(1, 3) {
            let command = self.command(Some(to));
            self.later(min, max, command);
        }
    }
}

/// Candidates, and who votes for them (§5.2).
impl Author<'_> {
    /// Lets election timers run out, and the election be contested.
    pub(super) fn stand(&mut self) {
        if self.contest > 0 {
            let server = self.any_server();
            return self.fire(server);
        }
        let may = |fault| self.recipe.has(fault);
        let (shuffled, asked_twice) = (may(Fault::Slow), may(Fault::Cuts) && may(Fault::Crashes));
        if asked_twice && self.chance.one_in(2) {
            if self.chance.one_in(2) && self.late_candidate() {
                return;
            }
            return self.ask_twice();
        }
        self.contest = self.chance.below(5);
        if shuffled && self.chance.one_in(2) {
            self.shuffle_messages();
        }
        let (one, other) = self.link();
        self.fire(one);
        if self.chance.one_in(2) {
            self.fire(other);
        }
    }

    /// Returns what happens next in a contested election: a voter crashes, another candidate starts
    /// an election, a message is late or arrives twice.
    pub(super) fn next_in_contest(&mut self) -> Fault {
        let of_use = [Fault::Crashes, Fault::Timeouts, Fault::Delays, Fault::Duplicates];
        let fault = *self.chance.of(&of_use);
        if self.recipe.has(fault) { fault } else { Fault::Timeouts }
    }

    /// Two candidates of one term. The second one's request arrives late at a voter that has voted
    /// for the first one and since then has restarted or become a candidate itself. The second one
    /// hears nothing from the first one.
    fn ask_twice(&mut self) {
        // A leader does not start an election.
        let voter = self.leader_or_any();
        let mut candidates = self.all_but(voter);
        self.chance.shuffle(&mut candidates);
        let [one, other, ..] = candidates[..] else { return };
        let latency = self.player.world.setup().network.latency_max.0.div_ceil(1000);
        self.cut(one, other, 100, 400);
        // With PreVote, a PreVote round comes before the votes, and may be quick.
        let slow_at_once = self.chance.one_in(2);
        if slow_at_once {
            self.slow(other, voter, 3 * latency, 8 * latency);
        }
        self.fire(one);
        self.fire(other);
        if !slow_at_once {
            self.slow(other, voter, 3 * latency, 8 * latency);
        }
        let after = self.chance.between(latency, 4 * latency);
        if self.chance.one_in(2) {
            self.later(after, after, Action::Crash { server: voter });
            self.later(after + 1, after + 10, Action::Restart { server: voter });
        } else {
            self.later(after, after, Action::Fire { server: voter, timer: Timer::Election });
        }
        self.undisturbed = self.pause(8 * latency, 10 * latency);
    }

    /// Returns a server that has just promised something, preferably a vote: its answer is in flight.
    pub(super) fn who_promised(&mut self) -> Option<ServerId> {
        for kind in [MessageKind::RequestVoteResponse, MessageKind::AppendEntriesResponse] {
            let answers =
                self.player.world.messages().filter(|envelope| envelope.body.kind() == kind);
            let senders: Vec<_> = answers.filter_map(|envelope| envelope.from.server()).collect();
            if !senders.is_empty() {
                return Some(*self.chance.of(&senders));
            }
        }
        None
    }
}

/// The latency of links and of the network.
impl Author<'_> {
    /// Lets messages overtake each other more than usual, for a while.
    fn shuffle_messages(&mut self) {
        let usual = self.player.world.setup().network;
        let max = self.chance.between(50, 250);
        let settings = NetworkSettings::with_latency_ms(1, max);
        self.act(Act::Plain(Action::SetNetwork { settings }));
        self.later(100, 600, Action::SetNetwork { settings: usual });
    }

    /// Gives what is sent over a link from now on a long latency, for a while.
    fn slow(&mut self, from: ServerId, to: ServerId, min: u64, max: u64) {
        let settings = Some(NetworkSettings::with_latency_ms(min, max));
        if self.act(Act::Plain(Action::SetLink { from, to, settings })) {
            self.later(max / 2, max, Action::SetLink { from, to, settings: None });
        }
    }

    pub(super) fn all_but(&self, one: ServerId) -> Vec<ServerId> {
        self.player.world.setup().server_ids().filter(|&server| server != one).collect()
    }
}
