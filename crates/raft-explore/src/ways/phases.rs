//! Random runs, made of phases: an election by some voters, an entry that reaches one follower, a crash. Between
//! them, messages that were left behind arrive.

use raft_core::{RoleName, ServerId, Timer};
use raft_scenario::Chance;
use raft_sim::{Endpoint, MessageKind, Status};

use super::way::{Way, Work, make_runs};
use crate::moves::Move;
use crate::run::{ManualRun, PossibleMove};
use crate::search_task::SearchTask;

/// With more messages in flight than this, the oldest is dropped.
const MOST_IN_FLIGHT: usize = 24;

/// Random runs of whole elections and replications.
pub(super) struct Phases {
    chance: Chance,
    root: ManualRun,
}

impl Phases {
    pub(super) fn new(root: ManualRun, seed: u64) -> Self {
        Self { chance: Chance::new(seed), root }
    }
}

impl Way for Phases {
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        make_runs(task, limit, work, |most, work| {
            let run = self.root.clone();
            let mut phased = PhasedRun::new(run, task, &mut self.chance, work, most);
            phased.play();
            phased.found.then_some(phased.run.moves)
        })
    }
}

/// A run that is being made.
pub(super) struct PhasedRun<'a> {
    pub(super) run: ManualRun,
    task: &'a SearchTask,
    chance: &'a mut Chance,
    pub(super) work: &'a mut Work,
    most: usize,
    /// How likely each kind of phase is in this run.
    weights: [u64; 8],
    /// The servers that start elections in this run: often only two, so that the same rivals meet repeatedly.
    candidates: Vec<ServerId>,
    /// The server that started the last election.
    last: Option<ServerId>,
    /// Whether the goal was reached.
    pub(super) found: bool,
}

impl<'a> PhasedRun<'a> {
    pub(super) fn new(
        run: ManualRun,
        task: &'a SearchTask,
        chance: &'a mut Chance,
        work: &'a mut Work,
        most: usize,
    ) -> Self {
        let mut weights = [10, 5, 8, 8, 3, 3, 3, 1];
        for weight in &mut weights[4..] {
            *weight *= *chance.of(&[0, 1, 3]);
        }
        let mut candidates: Vec<_> = task.setup.server_ids().collect();
        chance.shuffle(&mut candidates);
        if !chance.one_in(3) {
            candidates.truncate(2);
        }
        Self { run, task, chance, work, most, weights, candidates, last: None, found: false }
    }

    /// Adds phases until the goal is reached or the run is long enough.
    pub(super) fn play(&mut self) {
        // A phase may make no move, so the number of phases is limited as well.
        for _ in 0..self.most {
            if self.is_over() {
                return;
            }
            self.add_phase();
        }
    }

    fn is_over(&self) -> bool {
        self.found || self.run.moves.len() >= self.most
    }

    pub(super) fn add_phase(&mut self) {
        let total: u64 = self.weights.iter().sum();
        let mut drawn = self.chance.below(total);
        let phase = self.weights.iter().position(|&weight| {
            let here = drawn < weight;
            drawn = drawn.saturating_sub(weight);
            here
        });
        match phase {
            Some(0) => self.election(),
            Some(1) => self.commands(),
            Some(2) => self.replication(),
            Some(3) => self.replication_to_a_majority(),
            Some(4) => self.stray(),
            Some(5) => self.crash(),
            Some(6) => self.heartbeat(),
            _ => self.other_timer(),
        }
        while !self.is_over() && self.run.world().messages().count() > MOST_IN_FLIGHT {
            let oldest = self.run.world().messages().next().map(|it| it.id);
            let Some(message) = oldest else { return };
            self.choose(PossibleMove::Drop(message));
        }
    }

    fn choose(&mut self, choice: PossibleMove) -> bool {
        if self.is_over() {
            return false;
        }
        self.work.pay();
        let done = self.run.choose(choice, &self.task.bounds);
        self.found = done && self.task.goal.reached(&self.run.trial).is_some();
        done
    }

    fn make(&mut self, made: Move) -> bool {
        self.choose(PossibleMove::Plain(made))
    }

    /// Delivers the newest message of this kind between these servers.
    fn deliver(&mut self, kind: MessageKind, from: ServerId, to: ServerId) -> bool {
        let ends = (Endpoint::Server(from), Endpoint::Server(to));
        let messages = self.run.world().messages();
        let wanted = messages.filter(|it| (it.from, it.to) == ends && it.body.kind() == kind);
        let Some(message) = wanted.last().map(|it| it.id) else { return false };
        self.choose(PossibleMove::Deliver(message))
    }

    fn servers(&self, wanted: impl Fn(Status, RoleName) -> bool) -> Vec<ServerId> {
        let all = self.run.world().servers().iter();
        let wanted = all.filter(|it| wanted(it.status, it.node.volatile.role.name()));
        wanted.map(|it| it.node.config.id).collect()
    }

    fn one(&mut self, wanted: impl Fn(Status, RoleName) -> bool) -> Option<ServerId> {
        let several = self.servers(wanted);
        (!several.is_empty()).then(|| *self.chance.of(&several))
    }

    fn leader(&mut self) -> Option<ServerId> {
        self.one(|status, role| status == Status::Up && role == RoleName::Leader)
    }

    fn others(&mut self, one: ServerId) -> Vec<ServerId> {
        let mut others = self.servers(|status, _| status == Status::Up);
        others.retain(|&server| server != one);
        self.chance.shuffle(&mut others);
        others
    }

    /// A server starts an election, mostly with as many voters as it needs. If it does not win, it mostly starts a
    /// second one, as its term may have been too low.
    fn election(&mut self) {
        let mut candidate = *self.chance.of(&self.candidates);
        if self.last == Some(candidate) && !self.chance.one_in(4) {
            candidate = *self.chance.of(&self.candidates);
        }
        if self.run.leads(candidate) && !self.chance.one_in(4) {
            return;
        }
        self.last = Some(candidate);
        let mut voters = self.others(candidate);
        if !self.chance.one_in(4) {
            // Other candidates are asked last.
            voters.sort_by_key(|voter| self.candidates.contains(voter));
        }
        let all = self.run.world().servers().len();
        let needed =
            if self.chance.one_in(6) { self.chance.below(all as u64) } else { all as u64 / 2 };
        voters.truncate(needed as usize);
        for _ in 0..2 {
            if !self.make(Move::Fire(candidate, Timer::Election)) {
                return;
            }
            for kinds in [
                (MessageKind::PreVote, MessageKind::PreVoteResponse),
                (MessageKind::RequestVote, MessageKind::RequestVoteResponse),
            ] {
                for &voter in &voters {
                    if self.deliver(kinds.0, candidate, voter) {
                        self.deliver(kinds.1, voter, candidate);
                    }
                }
            }
            if self.run.leads(candidate) {
                // A leader without entries of its own changes little.
                if self.chance.one_in(2) {
                    self.make(Move::Ask(candidate));
                }
                return;
            }
            if self.chance.one_in(4) {
                return;
            }
        }
    }

    fn commands(&mut self) {
        let Some(leader) = self.leader() else { return };
        for _ in 0..self.chance.between(1, 2) {
            self.make(Move::Ask(leader));
        }
    }

    /// A leader brings one follower up to date, or nearly so.
    fn replication(&mut self) {
        let Some(leader) = self.leader() else { return };
        let Some(&follower) = self.others(leader).first() else { return };
        self.replicate(leader, follower);
    }

    /// A leader brings as many followers up to date as it needs for a majority.
    fn replication_to_a_majority(&mut self) {
        let Some(leader) = self.leader() else { return };
        let needed = self.run.world().servers().len() / 2;
        for follower in self.others(leader).into_iter().take(needed) {
            self.replicate(leader, follower);
        }
    }

    fn replicate(&mut self, leader: ServerId, follower: ServerId) {
        for round in 0..4 {
            if !self.deliver(MessageKind::AppendEntries, leader, follower) {
                let fired = round == 0 && self.make(Move::Fire(leader, Timer::Heartbeat));
                if !fired || !self.deliver(MessageKind::AppendEntries, leader, follower) {
                    return;
                }
            }
            if self.chance.one_in(5)
                || !self.deliver(MessageKind::AppendEntriesResponse, follower, leader)
            {
                return;
            }
        }
    }

    /// Any message arrives.
    fn stray(&mut self) {
        let messages: Vec<_> = self.run.world().messages().map(|it| it.id).collect();
        if !messages.is_empty() {
            let message = *self.chance.of(&messages);
            if self.chance.one_in(8) {
                self.choose(PossibleMove::Duplicate(message));
            }
            self.choose(PossibleMove::Deliver(message));
        }
    }

    /// A server crashes, and mostly restarts at once. If a server has already crashed, it restarts instead.
    fn crash(&mut self) {
        if let Some(server) = self.one(|status, _| status == Status::Crashed) {
            self.make(Move::Restart(server));
            return;
        }
        let Some(server) = self.one(|status, _| status == Status::Up) else { return };
        if self.make(Move::Crash(server)) && !self.chance.one_in(4) {
            self.make(Move::Restart(server));
        }
    }

    fn heartbeat(&mut self) {
        if let Some(leader) = self.leader() {
            self.make(Move::Fire(leader, Timer::Heartbeat));
        }
    }

    fn other_timer(&mut self) {
        let Some(server) = self.one(|status, _| status == Status::Up) else { return };
        for timer in [Timer::LeaderContact, Timer::QuorumCheck] {
            self.make(Move::Fire(server, timer));
        }
    }
}
