//! Writing a run while playing it.

use raft_core::{RoleName, ServerId, Timer};
use raft_sim::{
    Action, Duration, MessageId, MessageKind, NetworkSettings, Observer, Server, Setup, SetupError,
    Status, Time,
};
use smol_str::SmolStr;

use super::chance::Chance;
use super::{Fault, Recipe};
use crate::message::Selector;
use crate::player::Player;
use crate::scenario::{Act, MessageAction, Step};
use crate::script::Script;

/// With this many messages in flight, messages are answered, and the answers copied, faster than
/// they arrive. No correct server causes that, and the run would never end.
const STORM: usize = 2_000;

/// A run being written and played.
pub(super) struct Author<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) chance: Chance,
    pub(super) player: Player<()>,
    observer: &'a mut dyn Observer,
    /// When the calm end of the run begins: from then on there are no new faults.
    calm: Time,
    steps: Vec<Step>,
    /// Actions planned for later: repairs, and the rest of a sequence.
    planned: Vec<(Time, Action)>,
    /// How many more leaders are to be cut off in quick succession.
    pub(super) churn: u64,
    /// How many more faults are to happen in the middle of an election.
    pub(super) contest: u64,
    /// The instant before which no new fault happens.
    pub(super) undisturbed: Time,
    /// The instant before which clients send only what a sequence has planned.
    pub(super) silent: Time,
    /// The longest time between two commands, in milliseconds. With few commands, a new leader has
    /// nothing to send but the entries of earlier leaders.
    longest_idle: u64,
    commands: u64,
}

impl<'a> Author<'a> {
    pub(super) fn new(
        recipe: &'a Recipe,
        setup: Setup,
        mut chance: Chance,
        observer: &'a mut dyn Observer,
    ) -> Result<Self, SetupError> {
        let longest_idle = *chance.of(&[250, 1_500]);
        Ok(Self {
            recipe,
            chance,
            player: Player::new(setup, (), observer)?,
            observer,
            calm: Time(recipe.length.0 / 5 * 4),
            steps: Vec::new(),
            planned: Vec::new(),
            churn: 0,
            contest: 0,
            undisturbed: Time::default(),
            silent: Time::default(),
            longest_idle,
            commands: 0,
        })
    }

    /// Writes the acts of the run, and plays it up to the last of them.
    pub(super) fn write(&mut self) {
        let mut fault_at = self.pause(200, 500);
        let mut command_at = self.pause(250, 400);
        loop {
            let repair_at = self.planned.iter().map(|(at, _)| *at).min();
            let next = command_at.min(fault_at).min(repair_at.unwrap_or(Time::MAX));
            if next > self.recipe.length || self.player.world.messages().count() > STORM {
                return;
            }
            self.play_to(next);
            if Some(next) == repair_at {
                self.do_planned(next);
            } else if next == command_at {
                let to = self.chance.one_in(3).then(|| self.any_server());
                let command = self.command(to);
                self.act(Act::Plain(command));
                command_at = self.pause(20, self.longest_idle).max(self.silent);
            } else {
                self.go_wrong();
                let next = self.next_fault();
                fault_at = if next < self.calm { next } else { Time::MAX };
            }
        }
    }

    /// Plays up to an instant; no later act has been written yet.
    pub(super) fn play_to(&mut self, until: Time) {
        self.player.play_to(until, &Script::default(), self.observer);
    }

    /// Returns the steps written.
    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// Performs an act now and writes it down; returns false if it is impossible now.
    pub(super) fn act(&mut self, act: Act) -> bool {
        let done = self.player.act(&act, self.observer).is_ok();
        if done {
            let at = self.player.world.now();
            self.steps.push(Step::act(at, act));
        }
        done
    }

    /// Returns when the next fault happens: often right after the last one, while that has its
    /// effects, as a single fault rarely violates anything.
    fn next_fault(&mut self) -> Time {
        let (min, max) = match (self.churn, self.contest) {
            (1.., _) => (60, 180),
            (_, 1..) => (1, 40),
            _ if self.chance.one_in(2) => (0, 25),
            _ => (40, 450),
        };
        self.pause(min, max).max(self.undisturbed)
    }

    fn do_planned(&mut self, now: Time) {
        let (due, later) = self.planned.drain(..).partition(|(at, _)| *at == now);
        self.planned = later;
        for (_, action) in due {
            self.act(Act::Plain(action));
        }
    }

    /// Plans an action for later, at the latest for the beginning of the calm end.
    pub(super) fn later(&mut self, min: u64, max: u64, action: Action) {
        let at = self.pause(min, max).min(self.calm).max(self.player.world.now());
        self.planned.push((at, action));
    }

    /// Begins a sequence of actions that takes `ms` milliseconds. Nothing else happens meanwhile.
    /// Returns false, and begins nothing, if the sequence would not end before the calm end. Repairs that
    /// were planned happen now, so that they do not disturb it; what else was planned is discarded.
    pub(super) fn begin_sequence(&mut self, ms: u64, steps: Vec<(u64, Action)>) -> bool {
        let now = self.player.world.now();
        let end = now + Duration::from_ms(ms);
        if end > self.calm {
            return false;
        }
        for (_, action) in std::mem::take(&mut self.planned) {
            if !matches!(action, Action::Command { .. } | Action::Fire { .. }) {
                self.act(Act::Plain(action));
            }
        }
        let steps = steps.into_iter().map(|(ms, action)| (now + Duration::from_ms(ms), action));
        self.planned.extend(steps);
        (self.undisturbed, self.silent) = (end, end);
        true
    }

    fn go_wrong(&mut self) {
        if self.churn > 0 {
            self.replace_leader();
            self.churn -= 1;
        } else if self.contest > 0 {
            let fault = self.next_in_contest();
            self.happen(fault);
            self.contest -= 1;
        } else if !self.recipe.faults.is_empty() {
            let fault = *self.chance.of(&self.recipe.faults);
            self.happen(fault);
        }
    }

    fn happen(&mut self, fault: Fault) {
        match fault {
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
                self.cut(from, to, 100, 1500);
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
                if let Some(message) = self.message() {
                    self.delay(message);
                }
            }
            Fault::Duplicates => self.duplicate(),
            Fault::Timeouts => self.stand(),
        }
    }

    pub(super) fn fire(&mut self, server: ServerId) {
        self.act(Act::Plain(Action::Fire { server, timer: Timer::Election }));
    }

    /// Cuts one direction of a link for a while.
    pub(super) fn cut(&mut self, from: ServerId, to: ServerId, min: u64, max: u64) {
        if self.act(Act::Plain(Action::Cut { from, to, both_ways: false })) {
            self.later(min, max, Action::Mend { from, to, both_ways: false });
        }
    }

    /// Crashes one server; now and then all of them. Often it restarts soon, and hears from the
    /// same candidates and leaders that it has answered before.
    fn crash(&mut self) {
        let in_contest = self.contest > 0;
        let one = if in_contest || self.chance.one_in(2) { self.who_promised() } else { None };
        let one = one.unwrap_or_else(|| self.leader_or_any());
        let all: Vec<_> = self.player.world.setup().server_ids().collect();
        let servers = if self.chance.one_in(15) { all } else { vec![one] };
        let longest = if in_contest || self.chance.one_in(2) { 20 } else { 1200 };
        for server in servers {
            if self.act(Act::Plain(Action::Crash { server })) {
                self.later(1, longest, Action::Restart { server });
            }
        }
    }

    /// Partitions the servers into two groups; now and then one server is in neither.
    fn partition(&mut self) {
        let mut servers: Vec<_> = self.player.world.setup().server_ids().collect();
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

    /// Changes the settings of one direction of a link, or of the network, for a while.
    fn trouble(&mut self, settings: NetworkSettings) {
        if self.chance.one_in(4) {
            let usual = self.player.world.setup().network;
            self.act(Act::Plain(Action::SetNetwork { settings }));
            self.later(200, 1000, Action::SetNetwork { settings: usual });
            return;
        }
        let (from, to) = self.link();
        if self.act(Act::Plain(Action::SetLink { from, to, settings: Some(settings) })) {
            self.later(300, 2000, Action::SetLink { from, to, settings: None });
        }
    }

    /// Returns a message in flight; in the middle of an election, one of those that decide it.
    fn message(&mut self) -> Option<MessageId> {
        let decides =
            |kind| matches!(kind, MessageKind::RequestVote | MessageKind::RequestVoteResponse);
        let votes = self.messages(decides);
        let all =
            if self.contest > 0 && !votes.is_empty() { votes } else { self.messages(|_| true) };
        (!all.is_empty()).then(|| *self.chance.of(&all))
    }

    fn messages(&self, wanted: impl Fn(MessageKind) -> bool) -> Vec<MessageId> {
        let messages = self.player.world.messages().filter(|envelope| wanted(envelope.body.kind()));
        messages.map(|envelope| envelope.id).collect()
    }

    fn do_to(&mut self, message: MessageId, action: MessageAction) {
        if let Some(selector) = Selector::naming(message, &self.player.world) {
            self.act(Act::Message { selector, action });
        }
    }

    /// Delays a message by up to one election timeout, or by one to four.
    fn delay(&mut self, message: MessageId) {
        let timeout = self.player.world.setup().timing.election_timeout.max / 1000;
        let (min, max) = if self.chance.one_in(2) { (5, timeout) } else { (timeout, 4 * timeout) };
        let by = self.chance.between(min, max);
        self.do_to(message, MessageAction::Delay(Duration::from_ms(by)));
    }

    /// Duplicates a message. One of the two may be late, and repeats what has long been answered.
    fn duplicate(&mut self) {
        let Some(message) = self.message() else { return };
        self.do_to(message, MessageAction::Duplicate);
        if self.chance.one_in(2) {
            self.delay(message);
        }
    }

    pub(super) fn command(&mut self, to: Option<ServerId>) -> Action {
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
    pub(super) fn leader(&self) -> Option<ServerId> {
        let leads = |server: &&Server| {
            server.status == Status::Up && server.node.volatile.role.name() == RoleName::Leader
        };
        let leaders = self.player.world.servers().iter().filter(leads);
        let latest = leaders.max_by_key(|server| server.node.durable.current_term);
        latest.map(|server| server.node.config.id)
    }

    pub(super) fn any_server(&mut self) -> ServerId {
        ServerId(self.chance.between(1, u64::from(self.recipe.servers)) as u8)
    }

    pub(super) fn leader_or_any(&mut self) -> ServerId {
        let any = self.any_server();
        if self.chance.one_in(2) { self.leader().unwrap_or(any) } else { any }
    }

    /// Returns two servers, often with the leader at one end. In a cluster of one, both are the same.
    pub(super) fn link(&mut self) -> (ServerId, ServerId) {
        let one = self.leader_or_any();
        let others: Vec<_> =
            self.player.world.setup().server_ids().filter(|&server| server != one).collect();
        let other = if others.is_empty() { one } else { *self.chance.of(&others) };
        if self.chance.one_in(2) { (one, other) } else { (other, one) }
    }

    /// Returns an instant from `min` to `max` milliseconds from now.
    pub(super) fn pause(&mut self, min: u64, max: u64) -> Time {
        self.player.world.now() + Duration::from_ms(self.chance.between(min, max))
    }
}
