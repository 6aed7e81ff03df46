//! Sequences of many steps, each at its exact time. The other sequences reach the same states only
//! in one run of ten thousand.

use raft_core::{PreVote, ServerId, Timer};
use raft_sim::{Action, NetworkSettings};

use super::author::Author;

/// The highest network latency for these sequences, in milliseconds. On a slower network a sequence
/// would take longer than a run.
const SLOWEST: u64 = 60;

/// The longest time until a leader sends its next AppendEntries, in milliseconds: a little more
/// than a heartbeat interval.
const HEARTBEAT: u64 = 60;

/// A sequence of actions being planned. All times are milliseconds.
struct SequencePlan {
    steps: Vec<(u64, Action)>,
    /// The time up to which it is planned, from its beginning.
    at: u64,
    /// The longest that a message takes.
    latency: u64,
    /// How long after a leader's last message its followers grant a PreVote; 0 without PreVote.
    contact: u64,
}

impl SequencePlan {
    fn add(&mut self, at: u64, action: Action) {
        self.steps.push((at, action));
    }

    fn wait(&mut self, messages: u64) {
        self.at += messages * self.latency;
    }

    /// How long a candidate waits for the answers to its PreVotes.
    fn asking_first(&self) -> u64 {
        if self.contact > 0 { 2 * self.latency } else { 0 }
    }

    fn partition(&mut self, groups: &[&[ServerId]]) {
        let mut groups: Vec<_> = groups.iter().map(|group| group.to_vec()).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort_unstable();
        self.add(self.at, Action::Partition { groups });
    }

    fn fire(&mut self, at: u64, server: ServerId) {
        self.add(at, Action::Fire { server, timer: Timer::Election });
    }

    /// Has a server elected. Its timer runs out twice, as it may first have to catch up with the terms.
    fn elect(&mut self, server: ServerId) {
        self.at += self.contact;
        for _ in 0..2 {
            self.fire(self.at, server);
            self.at += self.asking_first() + 2 * self.latency + 5;
        }
        self.wait(1);
    }

    /// Gives what one server sends to the other between the times `from` and `to` a long latency.
    fn slow(&mut self, ends: (ServerId, ServerId), (from, to): (u64, u64), latency: (u64, u64)) {
        let settings = Some(NetworkSettings::with_latency_ms(latency.0, latency.1));
        let (one, other) = ends;
        self.add(from, Action::SetLink { from: one, to: other, settings });
        self.add(to, Action::SetLink { from: one, to: other, settings: None });
    }
}

impl Author<'_> {
    fn plan(&self) -> Option<SequencePlan> {
        let setup = self.player.world.setup();
        let latency = setup.network.latency_max.0.div_ceil(1000);
        let min = setup.timing.election_timeout.min.div_ceil(1000);
        let contact = if setup.rules.pre_vote == PreVote::On { min + latency } else { 0 };
        (latency <= SLOWEST).then_some(SequencePlan { steps: Vec::new(), at: 0, latency, contact })
    }

    fn begin(&mut self, plan: SequencePlan) -> bool {
        self.begin_sequence(plan.at, plan.steps)
    }

    fn ask(&mut self, plan: &mut SequencePlan, to: ServerId, count: u64) {
        for _ in 0..count {
            let command = self.command(Some(to));
            plan.add(plan.at + 1, command);
        }
    }

    /// A leader and a follower store entries, and the follower's acknowledgement is late. Another
    /// leader has these entries deleted. The first leader is elected again, with a shorter log, and
    /// has stored other entries in their place when the acknowledgement arrives. It is from an
    /// earlier term, and says nothing about these entries.
    pub(super) fn late_acknowledgement(&mut self) -> bool {
        let (Some(leader), Some(mut plan)) = (self.leader(), self.plan()) else { return false };
        let mut others = self.all_but(leader);
        let needed = others.len().div_ceil(2) + 1;
        // The others must have a majority without these two, and with PreVote they would refuse a
        // candidate because they hear from a leader.
        if others.len() < needed + 1 || plan.contact > 0 {
            return false;
        }
        self.chance.shuffle(&mut others);
        let (late, next, rest) = (others[0], others[1], &others[2..]);
        plan.partition(&[&[leader, late], &others[1..]]);
        self.ask(&mut plan, leader, 3);
        let sent = 2 * plan.latency + HEARTBEAT;
        plan.elect(next);
        self.ask(&mut plan, next, 1);
        plan.at = plan.at.max(sent) + HEARTBEAT;
        plan.wait(4);
        plan.add(plan.at, Action::Heal);
        plan.at += HEARTBEAT;
        plan.wait(6);
        plan.elect(leader);
        // A cut drops the messages in flight, so only the direction to the late server is cut: its
        // acknowledgement must arrive.
        plan.add(plan.at, Action::Cut { from: leader, to: late, both_ways: false });
        for &to in [next].iter().chain(&rest[needed - 2..]) {
            plan.add(plan.at, Action::Cut { from: leader, to, both_ways: true });
        }
        self.ask(&mut plan, leader, 2);
        plan.at += HEARTBEAT;
        plan.wait(3);
        let late_by = plan.at;
        plan.slow((late, leader), (0, sent), (late_by, late_by + 10));
        plan.at += sent + 30;
        plan.wait(2);
        plan.add(plan.at, Action::Heal);
        self.begin(plan)
    }

    /// Two leaders, one after the other, are each isolated with the entries that clients send them,
    /// the second one with more. The first one is elected again and has the second one delete its
    /// entries, which are of a later term than those that replace them. Then that server restarts:
    /// the deleted entries must not come back.
    pub(super) fn minority_of_a_later_term(&mut self) -> bool {
        let (Some(first), Some(mut plan)) = (self.leader(), self.plan()) else { return false };
        let mut others = self.all_but(first);
        if others.len() < 2 {
            return false;
        }
        self.chance.shuffle(&mut others);
        let (second, rest) = (others[0], &others[1..]);
        plan.partition(&[&[first], &others]);
        self.ask(&mut plan, first, 1);
        plan.elect(second);
        plan.partition(&[&[first], &[second], rest]);
        let count = self.chance.between(2, 4);
        self.ask(&mut plan, second, count);
        plan.wait(2);
        plan.partition(&[&[second], &[&[first], rest].concat()]);
        plan.elect(first);
        plan.add(plan.at, Action::Heal);
        let longest = 6 * plan.latency + HEARTBEAT;
        plan.at += self.chance.between(2 * plan.latency, longest);
        plan.add(plan.at, Action::Crash { server: second });
        plan.at += self.chance.between(1, 10);
        plan.add(plan.at, Action::Restart { server: second });
        plan.at += 2 * HEARTBEAT;
        self.begin(plan)
    }

    /// Two candidates of one term. The vote requests of the second one reach the voters of the
    /// first one when that is already leader and they have heard from it, perhaps after their
    /// election timers have run out once more. They have already voted in this term.
    pub(super) fn late_candidate(&mut self) -> bool {
        let Some(mut plan) = self.plan() else { return false };
        let old = self.leader_or_any();
        let mut others = self.all_but(old);
        self.chance.shuffle(&mut others);
        let [one, other, ref rest @ ..] = others[..] else { return false };
        // Only as many as the first one needs, so that the second one needs the same ones.
        let mut voters = [&[old], rest].concat();
        voters.truncate(others.len().div_ceil(2));
        plan.at = 2;
        if plan.contact > 0 {
            // Then there is no leader, and no server has heard from one since it started.
            for server in self.player.world.setup().server_ids() {
                plan.add(0, Action::Crash { server });
                plan.add(1, Action::Restart { server });
            }
        }
        plan.add(0, Action::Cut { from: one, to: other, both_ways: false });
        plan.fire(plan.at, one);
        plan.fire(plan.at, other);
        // With PreVote, the second candidate's PreVote requests are quick, and only its vote
        // requests late.
        let slow_from = if plan.contact > 0 { plan.at + 1 } else { plan.at - 1 };
        plan.at += plan.asking_first();
        let latency = plan.latency;
        let impatient = plan.contact > 0 && self.chance.below(4) > 0;
        let again = plan.at + 3 * latency;
        for &voter in &voters {
            let slow = (slow_from, plan.at + 2 * latency);
            plan.slow((other, voter), slow, (5 * latency, 6 * latency));
            if impatient {
                plan.fire(again, voter);
            }
        }
        if impatient {
            plan.add(again + 1, Action::Fire { server: one, timer: Timer::Heartbeat });
        }
        plan.wait(9);
        plan.add(plan.at, Action::Mend { from: one, to: other, both_ways: false });
        self.begin(plan)
    }
}
