//! Remembers the steps of servers and of the judge: a step that was made once is looked up from then on.
//!
//! What a server does depends only on its state and on what happens to it. What the judge remembers after a step
//! depends only on that step and on what it remembered before. Millions of states are combinations of some thousand
//! states of servers, so nearly every move consists of steps that were made before. The world and the judge make
//! those that were not.

use std::hash::Hasher;

use raft_core::ServerId;
use raft_sim::{Endpoint, MessageId, Setup};

use super::fingerprint::{
    MessageFacts, Parts, SERVERS, ServerOrder, Traffic, at, combined, of_clients, of_judge,
    of_server, sum_of_messages,
};
use crate::bounds::Bounds;
use crate::fingerprints::{Mixer, Table};
use crate::goal::Goal;
use crate::moves::Move;
use crate::run::{Abilities, ManualRun, PossibleMove, Used, possible_moves};
use crate::ways::commuting::Footprint;

/// The most entries that a table has, each of at most 64 bytes. Beyond that, nothing more is remembered.
const MOST: usize = 1 << 20;

/// The parts of a run at one moment, each as a number. A message in flight is identified by its place in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed {
    rest: Rest,
    /// Oldest first.
    messages: Vec<u32>,
}

/// All parts except the messages themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Rest {
    servers: [u32; SERVERS],
    traffic: Traffic,
    clients: u32,
    judge: u32,
    used: Used,
}

/// For each order of the servers that was asked for, the sum of the fingerprints of the messages in flight at one
/// moment. The moves from there change few of the messages.
#[derive(Default)]
pub(super) struct Sums(Vec<(u64, u64)>);

impl Sums {
    /// Forgets the sums, to be used for another moment.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    fn of(&mut self, order: &ServerOrder, find: impl FnOnce() -> u64) -> u64 {
        let number = order.number();
        if let Some(&(_, sum)) = self.0.iter().find(|(it, _)| *it == number) {
            return sum;
        }
        let sum = find();
        self.0.push((number, sum));
        sum
    }
}

/// The most servers for which what is new is fingerprinted in every order of them. For more there are too many
/// orders.
const IN_EVERY_ORDER: u8 = 3;

/// The remembered steps, and numbers for the parts of states.
pub(super) struct Remembered {
    setup: Setup,
    symmetric: bool,
    commutes: bool,
    goal: Goal,
    servers: Numbers<ServerFacts>,
    messages: Numbers<MessageFacts>,
    clients: Numbers<u64>,
    judges: Numbers<JudgeFacts>,
    /// The index in `outcomes` of the result of a step, by the server's state and what happened to it.
    steps: Table<u32>,
    outcomes: Vec<StepResult>,
    sent: Vec<u32>,
    /// What the judge remembers after a step, by the step and what it remembered before.
    verdicts: Table<u32>,
    /// Fingerprints of servers and of what the judge remembers, by number and order.
    servers_in_order: Table<u64>,
    judges_in_order: Table<u64>,
    /// The orders in which each of these is fingerprinted as soon as it is new, while the run that has it is at hand.
    orders: Vec<ServerOrder>,
}

/// Numbers things by their fingerprints, from 0, and keeps what is known of each.
struct Numbers<T> {
    by_fingerprint: Table<u32>,
    facts: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { by_fingerprint: Table::default(), facts: Vec::new() }
    }
}

impl<T: Copy> Numbers<T> {
    /// The number of a fingerprint, a new one if necessary. `None` when there are too many.
    fn number(&mut self, fingerprint: u64, facts: impl FnOnce() -> T) -> Option<u32> {
        let fingerprint = fingerprint.min(u64::MAX - 1);
        if let Some(number) = self.by_fingerprint.get(fingerprint) {
            return Some(number);
        }
        let number = self.facts.len() as u32;
        (self.facts.len() < MOST).then(|| {
            self.by_fingerprint.insert(fingerprint, number);
            self.facts.push(facts());
            number
        })
    }

    fn of(&self, number: u32) -> T {
        self.facts[number as usize]
    }
}

#[derive(Clone, Copy)]
struct ServerFacts {
    abilities: Abilities,
    /// Its fingerprint without names.
    signature: u64,
}

#[derive(Clone, Copy)]
struct JudgeFacts {
    /// Whether the goal is reached.
    has_found: bool,
}

/// The result of a step.
#[derive(Clone, Copy)]
struct StepResult {
    /// The server's state.
    server: u32,
    clients: u32,
    /// The messages that were sent, as a range of the list of sent messages.
    sent: (u32, u32),
}

/// The server that a move happens to, if any, and the number that identifies the step.
struct StepKey {
    whom: Option<ServerId>,
    number: u64,
}

/// The remembered result of a move: of the step, and of the judge.
#[derive(Clone, Copy)]
pub(super) struct Recalled {
    whom: Option<ServerId>,
    outcome: u32,
    judge: u32,
}

/// What a move leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Successor {
    /// The goal.
    Goal,
    /// A state with this fingerprint.
    State(u64),
}

impl Remembered {
    /// Creates it without any steps. The goal is a violation, so the judge alone says whether it is reached.
    pub(super) fn new(setup: &Setup, goal: &Goal, symmetric: bool) -> Self {
        let orders = match setup.servers {
            ..=IN_EVERY_ORDER if symmetric => ServerOrder::all(setup.servers),
            _ => Vec::new(),
        };
        Self {
            orders,
            setup: setup.clone(),
            symmetric,
            commutes: Footprint::are_known(setup),
            goal: goal.clone(),
            servers: Numbers::default(),
            messages: Numbers::default(),
            clients: Numbers::default(),
            judges: Numbers::default(),
            steps: Table::default(),
            outcomes: Vec::new(),
            sent: Vec::new(),
            verdicts: Table::default(),
            servers_in_order: Table::default(),
            judges_in_order: Table::default(),
        }
    }

    /// Packs a played run. Returns `None` when its parts cannot be numbered, because there are too many.
    pub(super) fn pack(&mut self, run: &ManualRun) -> Option<Packed> {
        let mut packed = Packed::default();
        for &server in ServerOrder::of_names(self.setup.servers).servers() {
            packed.rest.servers[at(server)] = self.server(run, server)?;
        }
        self.pack_rest(run, &mut packed)?;
        Some(packed)
    }

    /// Packs the run that a move led to. Parts that the move did not change are taken from `from`.
    pub(super) fn pack_next(
        &mut self,
        from: &Packed,
        choice: PossibleMove,
        run: &ManualRun,
    ) -> Option<Packed> {
        let Some(StepKey { whom, .. }) = self.step(from, choice) else { return self.pack(run) };
        let mut packed = from.clone();
        if let PossibleMove::Deliver(message) = choice {
            let number = packed.messages.remove(message.0 as usize);
            packed.rest.traffic.remove(&self.messages.facts[number as usize]);
        }
        if let Some(server) = whom {
            packed.rest.servers[at(server)] = self.server(run, server)?;
        }
        self.pack_rest(run, &mut packed)?;
        Some(packed)
    }

    /// Packs everything except the servers and the messages that are packed already.
    fn pack_rest(&mut self, run: &ManualRun, packed: &mut Packed) -> Option<()> {
        self.pack_messages(run, packed)?;
        packed.rest.clients = self.clients(run)?;
        packed.rest.judge = self.judge(run)?;
        packed.rest.used = run.used;
        Some(())
    }

    /// The number of a server's state.
    fn server(&mut self, run: &ManualRun, server: ServerId) -> Option<u32> {
        let names = ServerOrder::of_names(self.setup.servers);
        // Servers that differ only in their names have different numbers.
        let mut fingerprint = Mixer::default();
        fingerprint.write_u8(server.0);
        fingerprint.write_u64(of_server(run, server, names.servers()));
        let state = run.world().server(server)?;
        let before = self.servers.facts.len();
        let number = self.servers.number(fingerprint.finish(), || ServerFacts {
            abilities: Abilities::of(state),
            signature: of_server(run, server, &[]),
        })?;
        if number as usize == before {
            let find = |order: &ServerOrder| of_server(run, server, order.servers());
            enter_in_orders(&mut self.servers_in_order, number, &self.orders, find);
        }
        Some(number)
    }

    /// Adds the messages that are not packed yet: the newest.
    fn pack_messages(&mut self, run: &ManualRun, packed: &mut Packed) -> Option<()> {
        let names = ServerOrder::of_names(self.setup.servers);
        for envelope in run.world().messages().skip(packed.messages.len()) {
            let facts = MessageFacts::of(envelope);
            packed.messages.push(self.messages.number(facts.fingerprint(&names), || facts)?);
            packed.rest.traffic.add(&facts);
        }
        Some(())
    }

    fn clients(&mut self, run: &ManualRun) -> Option<u32> {
        let clients = of_clients(run);
        self.clients.number(clients, || clients)
    }

    fn judge(&mut self, run: &ManualRun) -> Option<u32> {
        let judge = of_judge(run, &ServerOrder::of_names(self.setup.servers));
        let has_found = || self.goal.reached(&run.trial).is_some();
        let before = self.judges.facts.len();
        let number = self.judges.number(judge, || JudgeFacts { has_found: has_found() })?;
        if number as usize == before {
            let find = |order: &ServerOrder| of_judge(run, order);
            enter_in_orders(&mut self.judges_in_order, number, &self.orders, find);
        }
        Some(number)
    }

    /// Appends all moves that are possible, in the same order as for the played run.
    pub(super) fn choices(&self, packed: &Packed, bounds: &Bounds, into: &mut Vec<PossibleMove>) {
        let to = |&message: &u32| self.messages.facts[message as usize].to;
        let messages = (0..).map(MessageId).zip(packed.messages.iter().map(to));
        let count = self.setup.servers;
        let server = |server: ServerId| {
            (server.0 <= count).then(|| self.servers.of(packed.rest.servers[at(server)]).abilities)
        };
        possible_moves(messages, server, packed.rest.used, bounds, into);
    }

    /// The footprint of a move, if it is known.
    pub(super) fn footprint(&self, packed: &Packed, choice: PossibleMove) -> Option<Footprint> {
        match choice {
            _ if !self.commutes => None,
            PossibleMove::Deliver(message) => self.message(packed, message).footprint,
            PossibleMove::Plain(made) => Footprint::of_plain(made, &self.setup),
            PossibleMove::Drop(_) | PossibleMove::Duplicate(_) => None,
        }
    }

    /// Translates a move of a packed state into the same move of the played run.
    pub(super) fn played(choice: PossibleMove, run: &ManualRun) -> PossibleMove {
        let message = |it: MessageId| {
            let mut messages = run.world().messages();
            messages.nth(it.0 as usize).map_or(it, |envelope| envelope.id)
        };
        match choice {
            PossibleMove::Deliver(it) => PossibleMove::Deliver(message(it)),
            PossibleMove::Drop(it) => PossibleMove::Drop(message(it)),
            PossibleMove::Duplicate(it) => PossibleMove::Duplicate(message(it)),
            PossibleMove::Plain(_) => choice,
        }
    }

    fn message(&self, packed: &Packed, message: MessageId) -> MessageFacts {
        self.messages.of(packed.messages[message.0 as usize])
    }

    /// The step that a move consists of. `None` when its result depends on more than the key of a step holds.
    fn step(&self, packed: &Packed, choice: PossibleMove) -> Option<StepKey> {
        let of_server = |server: ServerId, kind: u64, with: u32| {
            let state = u64::from(packed.rest.servers[at(server)]);
            StepKey { whom: Some(server), number: state << 36 | kind << 32 | u64::from(with) }
        };
        Some(match choice {
            PossibleMove::Deliver(message) => {
                let with = packed.messages[message.0 as usize];
                let facts = self.messages.of(with);
                // Delivering a request changes more than the server.
                facts.footprint?;
                match facts.to {
                    Endpoint::Server(server) => of_server(server, 0, with),
                    Endpoint::Client(_) => {
                        // The judge remembers where each reply to a client came from. With several in flight, this
                        // could be any of them.
                        let is_to_client =
                            |it: &&u32| self.messages.facts[**it as usize].to.server().is_none();
                        if packed.messages.iter().filter(is_to_client).count() != 1 {
                            return None;
                        }
                        let clients = u64::from(packed.rest.clients);
                        StepKey { whom: None, number: clients << 36 | 1 << 32 | u64::from(with) }
                    }
                }
            }
            PossibleMove::Plain(Move::Fire(server, timer)) => of_server(server, 2, timer as u32),
            PossibleMove::Plain(Move::Ask(server)) => of_server(server, 3, packed.rest.clients),
            PossibleMove::Plain(Move::Crash(server)) => of_server(server, 4, 0),
            PossibleMove::Plain(Move::Restart(server)) => of_server(server, 5, 0),
            _ => return None,
        })
    }

    /// The result of a move, if its steps are remembered.
    pub(super) fn recall(&self, from: &Packed, choice: PossibleMove) -> Option<Recalled> {
        let step = self.step(from, choice)?;
        let number = self.steps.get(step.number)?;
        let judge = self.verdicts.get(verdict(from.rest.judge, number))?;
        Some(Recalled { whom: step.whom, outcome: number, judge })
    }

    /// Makes a move whose result is remembered.
    pub(super) fn make(
        &self,
        from: &Packed,
        (choice, recalled): (PossibleMove, Recalled),
        to: &mut Packed,
    ) {
        let sent = self.sent(recalled);
        to.rest = self.rest_after(from, choice, recalled);
        to.messages.clear();
        to.messages.reserve(from.messages.len() + sent.len());
        to.messages.extend_from_slice(&from.messages);
        if let PossibleMove::Deliver(message) = choice {
            to.messages.remove(message.0 as usize);
        }
        to.messages.extend_from_slice(sent);
    }

    /// The messages that the step sends.
    fn sent(&self, recalled: Recalled) -> &[u32] {
        let (first, end) = self.outcomes[recalled.outcome as usize].sent;
        &self.sent[first as usize..end as usize]
    }

    /// What a remembered move leads to, except for the messages themselves.
    fn rest_after(&self, from: &Packed, choice: PossibleMove, recalled: Recalled) -> Rest {
        let mut to = from.rest;
        let outcome = &self.outcomes[recalled.outcome as usize];
        to.judge = recalled.judge;
        match recalled.whom {
            Some(server) => to.servers[at(server)] = outcome.server,
            None => to.clients = outcome.clients,
        }
        match choice {
            // The message is no longer in flight.
            PossibleMove::Deliver(message) => {
                let number = from.messages[message.0 as usize];
                to.traffic.remove(&self.messages.facts[number as usize]);
            }
            PossibleMove::Plain(made) => {
                to.used.count(made);
                if let Move::Ask(_) = made {
                    to.clients = outcome.clients;
                }
            }
            PossibleMove::Drop(_) | PossibleMove::Duplicate(_) => {}
        }
        for &it in self.sent(recalled) {
            to.traffic.add(&self.messages.facts[it as usize]);
        }
        to
    }

    /// What a remembered move leads to. `None` when its fingerprint is not known.
    pub(super) fn next_after(
        &mut self,
        from: &Packed,
        (choice, recalled): (PossibleMove, Recalled),
        sums: &mut Sums,
    ) -> Option<Successor> {
        let messages = |remembered: &Self, order: &ServerOrder| {
            let before = sums.of(order, || remembered.sum(&from.messages, order));
            let taken = match choice {
                PossibleMove::Deliver(message) => &from.messages[message.0 as usize..][..1],
                _ => &[],
            };
            let sent = remembered.sum(remembered.sent(recalled), order);
            before.wrapping_sub(remembered.sum(taken, order)).wrapping_add(sent)
        };
        self.reached(self.rest_after(from, choice, recalled), messages, None)
    }

    /// The sum of the fingerprints of messages.
    fn sum(&self, messages: &[u32], order: &ServerOrder) -> u64 {
        sum_of_messages(messages.iter().map(|&it| &self.messages.facts[it as usize]), order)
    }

    /// Remembers the result of a move.
    pub(super) fn learn(&mut self, from: &Packed, choice: PossibleMove, to: &Packed) {
        let full = self.steps.len() >= MOST || self.verdicts.len() >= MOST;
        let Some(step) = self.step(from, choice).filter(|_| !full) else { return };
        let number = self.steps.get(step.number).unwrap_or_else(|| {
            let arrived = matches!(choice, PossibleMove::Deliver(_));
            let first = self.sent.len() as u32;
            let kept = from.messages.len() - usize::from(arrived);
            self.sent.extend_from_slice(&to.messages[kept..]);
            let server = step.whom.map_or(0, |server| to.rest.servers[at(server)]);
            let sent = (first, self.sent.len() as u32);
            self.outcomes.push(StepResult { server, clients: to.rest.clients, sent });
            let number = self.outcomes.len() as u32 - 1;
            self.steps.insert(step.number, number);
            number
        });
        let verdict = verdict(from.rest.judge, number);
        if self.verdicts.get(verdict).is_none() {
            self.verdicts.insert(verdict, to.rest.judge);
        }
    }

    /// Whether a packed run has reached the goal, or the fingerprint of its state. `None` when the fingerprint is not
    /// known and there is no played run to compute it from.
    pub(super) fn next(&mut self, packed: &Packed, run: Option<&ManualRun>) -> Option<Successor> {
        let messages =
            |remembered: &Self, order: &ServerOrder| remembered.sum(&packed.messages, order);
        self.reached(packed.rest, messages, run)
    }

    /// Whether the goal is reached, or the fingerprint of the state. `messages` sums up the fingerprints of its
    /// messages.
    fn reached(
        &mut self,
        rest: Rest,
        messages: impl FnMut(&Self, &ServerOrder) -> u64,
        run: Option<&ManualRun>,
    ) -> Option<Successor> {
        if self.judges.of(rest.judge).has_found {
            return Some(Successor::Goal);
        }
        let symmetric = self.symmetric;
        let parts = &mut PackedParts { rest, remembered: self, messages, run };
        combined(parts, symmetric).map(Successor::State)
    }
}

/// The key in `verdicts` of a step after what the judge remembered.
fn verdict(judge: u32, step: u32) -> u64 {
    u64::from(judge) << 32 | u64::from(step)
}

/// The parts of a run as numbers, how its messages are summed up, and the played run, if there is one.
struct PackedParts<'a, M> {
    rest: Rest,
    remembered: &'a mut Remembered,
    messages: M,
    run: Option<&'a ManualRun>,
}

/// Adds the fingerprints of something new in these orders to a table.
fn enter_in_orders(
    table: &mut Table<u64>,
    number: u32,
    orders: &[ServerOrder],
    find: impl Fn(&ServerOrder) -> u64,
) {
    for order in orders {
        look_up(table, in_order(number, order), Some(|| find(order)));
    }
}

/// The key of a fingerprint in such a table.
fn in_order(number: u32, order: &ServerOrder) -> u64 {
    u64::from(number) << 36 | order.number()
}

/// The value of a key. If the table lacks it, `find` computes it, and the table keeps it while there is room.
fn look_up(table: &mut Table<u64>, key: u64, find: Option<impl FnOnce() -> u64>) -> Option<u64> {
    table.get(key).or_else(|| {
        let found = find?();
        if table.len() < MOST {
            table.insert(key, found);
        }
        Some(found)
    })
}

impl<M: FnMut(&Remembered, &ServerOrder) -> u64> Parts for PackedParts<'_, M> {
    fn servers(&self) -> u8 {
        self.remembered.setup.servers
    }

    fn signature(&self, server: ServerId) -> u64 {
        self.remembered.servers.facts[self.rest.servers[at(server)] as usize].signature
    }

    fn traffic(&self) -> Traffic {
        self.rest.traffic
    }

    fn server(&mut self, server: ServerId, order: &ServerOrder) -> Option<u64> {
        let key = in_order(self.rest.servers[at(server)], order);
        let find = self.run.map(|run| || of_server(run, server, order.servers()));
        look_up(&mut self.remembered.servers_in_order, key, find)
    }

    fn messages(&mut self, order: &ServerOrder) -> u64 {
        (self.messages)(self.remembered, order)
    }

    fn clients(&self) -> u64 {
        self.remembered.clients.of(self.rest.clients)
    }

    fn judge(&mut self, order: &ServerOrder) -> Option<u64> {
        let key = in_order(self.rest.judge, order);
        let find = self.run.map(|run| || of_judge(run, order));
        look_up(&mut self.remembered.judges_in_order, key, find)
    }

    fn used(&self) -> Used {
        self.rest.used
    }
}

#[cfg(test)]
mod tests {
    use raft_check::Property;
    use raft_core::{CommitRule, Rules, Timer};
    use raft_scenario::Chance;
    use raft_sim::Envelope;

    use super::*;
    use crate::search_task::SearchTask;
    use crate::ways::exhaustive::fingerprint;
    use crate::ways::walk::{Mix, Style};

    /// Compares every move at every state of a random run. Returns how many moves were remembered, and how many were
    /// not.
    fn compare(remembered: &mut Remembered, task: &SearchTask, chance: &mut Chance) -> (u64, u64) {
        let mut run = task.begin().expect("a possible world");
        let style = if chance.one_in(2) { Style::Random } else { Style::Swarm };
        let (mut mix, mut drawn) = (Mix::new(style, chance), Vec::new());
        let (mut hits, mut misses) = (0, 0);
        while run.moves.len() < 40 {
            let here = compare_here(remembered, task, &run);
            (hits, misses) = (hits + here.0, misses + here.1);
            let made = mix.step(&mut run, task, &mut drawn, chance, &mut Default::default());
            if made.is_none() {
                break;
            }
        }
        (hits, misses)
    }

    /// Compares every move from here, as the world makes it and as remembered steps make it. Returns how many moves
    /// were remembered, and how many were not.
    fn compare_here(remembered: &mut Remembered, task: &SearchTask, run: &ManualRun) -> (u64, u64) {
        let (mut hits, mut misses) = (0, 0);
        let from = remembered.pack(run).expect("few states");
        let mut sums = Sums::default();
        let (mut choices, mut packed) = (Vec::new(), Vec::new());
        run.choices(&task.bounds, &mut choices);
        remembered.choices(&from, &task.bounds, &mut packed);
        assert_eq!(choices.len(), packed.len(), "{}", run.world());
        for (&choice, &packed) in choices.iter().zip(&packed) {
            let footprint = Footprint::of(choice, run.world());
            assert_eq!(remembered.footprint(&from, packed), footprint, "{choice:?}");
            assert_eq!(Remembered::played(packed, run), choice);
            let mut played = run.clone();
            assert!(played.choose(choice, &task.bounds), "{choice:?} was possible");
            let goal = task.goal.reached(&played.trial);
            let state = || Successor::State(fingerprint(&played, remembered.symmetric));
            let due = goal.map_or_else(state, |_| Successor::Goal);
            let is = remembered.pack(&played).expect("few states");
            let mut made = Packed::default();
            if let Some(recalled) = remembered.recall(&from, packed) {
                hits += 1;
                remembered.make(&from, (packed, recalled), &mut made);
                assert_eq!(made, is, "{choice:?}\n{}", run.world());
            } else {
                misses += 1;
                let next = remembered.pack_next(&from, packed, &played);
                assert_eq!(next.as_ref(), Some(&is), "{choice:?}\n{}", run.world());
                remembered.learn(&from, packed, &is);
            }
            assert_eq!(remembered.next(&is, Some(&played)), Some(due), "{choice:?}");
            assert_eq!(remembered.next(&is, None), Some(due), "{choice:?}");
            if let Some(recalled) = remembered.recall(&from, packed) {
                let next = remembered.next_after(&from, (packed, recalled), &mut sums);
                assert_eq!(next, Some(due), "{choice:?}");
            }
        }
        (hits, misses)
    }

    /// Compares, for every choice of every rule, `runs` random runs for each number of servers. Runs continue after a
    /// violation of a property other than the one that is looked for.
    fn compare_under_every_rule(runs: usize, seed: u64) {
        let mut chance = Chance::new(seed);
        for rule in Rules::TABLE {
            for choice in rule.choices {
                for (servers, symmetric) in [(1, true), (2, false), (3, true), (5, false)] {
                    let mut setup = Setup { servers, ..Setup::default() };
                    assert!(rule.choose(&mut setup.rules, choice.name));
                    let goal = Goal::Violation(Some(Property::AcknowledgedLost));
                    let task = SearchTask::new(setup, goal, Bounds::default());
                    let task = task.expect("a possible world");
                    let mut remembered = Remembered::new(&task.setup, &task.goal, symmetric);
                    let (mut hits, mut misses) = (0, 0);
                    for _ in 0..runs {
                        let run = compare(&mut remembered, &task, &mut chance);
                        (hits, misses) = (hits + run.0, misses + run.1);
                    }
                    assert!(hits > 0 && misses > 0, "{hits} {misses}");
                }
            }
        }
    }

    #[test]
    fn remembered_steps_are_those_that_the_world_and_the_judge_make() {
        compare_under_every_rule(2, 1);
    }

    /// Makes this server leader with the vote of s3 alone. The other servers receive nothing of it.
    fn elect(run: &mut ManualRun, server: ServerId, bounds: &Bounds) {
        let pair = [server, ServerId(3)].map(Endpoint::from);
        while !run.leads(server) {
            let between = |it: &&Envelope| pair.contains(&it.from) && pair.contains(&it.to);
            let message = run.world().messages().find(between);
            let fire = PossibleMove::Plain(Move::Fire(server, Timer::Election));
            let choice = message.map_or(fire, |it| PossibleMove::Deliver(it.id));
            assert!(run.choose(choice, bounds), "{choice:?} is possible");
        }
    }

    /// Two leaders, each with a command that it has answered: the result of a move depends on the clients.
    #[test]
    fn steps_in_which_clients_have_a_part_are_told_apart() {
        let mut setup = Setup { servers: 3, ..Setup::default() };
        setup.rules.commit = CommitRule::AtOnce;
        let goal = Goal::Violation(Some(Property::AcknowledgedLost));
        let task = SearchTask::new(setup, goal, Bounds::default()).expect("a possible world");
        let mut remembered = Remembered::new(&task.setup, &task.goal, true);
        let mut run = task.begin().expect("a possible world");
        elect(&mut run, ServerId(1), &task.bounds);
        elect(&mut run, ServerId(2), &task.bounds);
        for asked in [None, Some(ServerId(2)), Some(ServerId(1))] {
            let made = asked.is_none_or(|it| run.make(Move::Ask(it), &task.bounds));
            assert!(made, "{asked:?} leads");
            // What is learnt here the first time is remembered the second time.
            compare_here(&mut remembered, &task, &run);
            compare_here(&mut remembered, &task, &run);
            let from = remembered.pack(&run).expect("few states");
            let to_client = |it: &u32| remembered.messages.of(*it).to.server().is_none();
            let replies: Vec<_> = (0..from.messages.len())
                .filter(|&it| to_client(&from.messages[it]))
                .map(|it| PossibleMove::Deliver(MessageId(it as u64)))
                .collect();
            let is_alone = replies.len() == 1;
            assert!(replies.iter().all(|&it| remembered.recall(&from, it).is_some() == is_alone));
            assert_eq!(replies.len(), run.world().clients().requests().count());
        }
    }

    /// For a release build: `cargo test --release -p raft-explore -- --ignored`
    #[test]
    #[ignore = "takes minutes"]
    fn remembered_steps_are_so_in_many_runs() {
        compare_under_every_rule(60, 2);
    }
}
