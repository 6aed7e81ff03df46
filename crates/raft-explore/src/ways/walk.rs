//! Random runs, one move at a time.

use raft_core::Timer;
use raft_scenario::Chance;
use raft_sim::{Endpoint, MessageId};

use super::way::{Way, Work, make_runs};
use crate::bounds::Bounds;
use crate::moves::Move;
use crate::run::{ManualRun, PossibleMove};
use crate::search_task::SearchTask;

/// With more messages in flight than this, the oldest is dropped.
const MOST_IN_FLIGHT: usize = 16;

/// How many kinds of moves there are.
const KINDS: usize = 8;

/// How likely each kind of move is: deliver, duplicate, election, heartbeat, other timers, command,
/// crash, restart.
const USUAL: [u64; KINDS] = [60, 1, 8, 5, 2, 8, 2, 8];

/// How the moves of a run are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// With the usual weights.
    Random,
    /// With weights drawn for the run, some of them 0.
    Swarm,
    /// With the usual weights, and deliveries by priorities of links.
    Pct,
}

/// Random runs.
pub(super) struct Walk {
    style: Style,
    chance: Chance,
    root: ManualRun,
    choices: Vec<PossibleMove>,
}

impl Walk {
    pub(super) fn new(style: Style, root: ManualRun, seed: u64) -> Self {
        Self { style, chance: Chance::new(seed), root, choices: Vec::new() }
    }

    fn walk(&mut self, task: &SearchTask, most: usize, work: &mut Work) -> Option<Vec<Move>> {
        let mut run = self.root.clone();
        let mut mix = Mix::new(self.style, &mut self.chance);
        while run.moves.len() < most {
            if mix.step(&mut run, task, &mut self.choices, &mut self.chance, work)? {
                return Some(run.moves);
            }
        }
        None
    }
}

impl Way for Walk {
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        make_runs(task, limit, work, |most, work| self.walk(task, most, work))
    }
}

/// How likely the moves of one run are.
pub(super) struct Mix {
    weights: [u64; KINDS],
    /// The priorities of the links, in the style `Pct`.
    links: Option<Links>,
}

struct Links {
    priorities: Vec<(Endpoint, Endpoint, u64)>,
    /// One in this many deliveries changes a priority.
    change: u64,
}

impl Mix {
    pub(super) fn new(style: Style, chance: &mut Chance) -> Self {
        let mut weights = USUAL;
        if style == Style::Swarm {
            for weight in &mut weights[1..] {
                *weight *= *chance.of(&[0, 1, 1, 3]);
            }
            weights[0] = *chance.of(&[20, 60, 150]);
        }
        let links = (style == Style::Pct)
            .then(|| Links { priorities: Vec::new(), change: chance.between(10, 40) });
        Self { weights, links }
    }

    /// Makes the next move of a run. Returns whether it reaches the goal, or `None` when no move is possible.
    pub(super) fn step(
        &mut self,
        run: &mut ManualRun,
        task: &SearchTask,
        choices: &mut Vec<PossibleMove>,
        chance: &mut Chance,
        work: &mut Work,
    ) -> Option<bool> {
        let choice = self.next(run, &task.bounds, choices, chance)?;
        work.pay();
        Some(run.choose(choice, &task.bounds) && task.goal.reached(&run.trial).is_some())
    }

    /// The next move, or `None` when no move is possible.
    fn next(
        &mut self,
        run: &ManualRun,
        bounds: &Bounds,
        choices: &mut Vec<PossibleMove>,
        chance: &mut Chance,
    ) -> Option<PossibleMove> {
        let mut messages = run.world().messages();
        if let Some(oldest) = messages.next()
            && messages.nth(MOST_IN_FLIGHT - 1).is_some()
        {
            return Some(PossibleMove::Drop(oldest.id));
        }
        choices.clear();
        run.choices(bounds, choices);
        let mut counts = [0_u64; KINDS];
        for choice in choices.iter() {
            counts[kind(*choice)] += 1;
        }
        let weight = |kind: usize| if counts[kind] > 0 { self.weights[kind] } else { 0 };
        let total: u64 = (0..KINDS).map(weight).sum();
        let mut drawn = if total > 0 { chance.below(total) } else { return None };
        let chosen = (0..KINDS).find(|&kind| {
            let weight = weight(kind);
            let here = drawn < weight;
            drawn = drawn.saturating_sub(weight);
            here
        })?;
        if chosen == 0
            && let Some(links) = &mut self.links
            && let Some(message) = links.first(run, choices, chance)
        {
            return Some(PossibleMove::Deliver(message));
        }
        let nth = chance.below(counts[chosen]) as usize;
        choices.iter().copied().filter(|choice| kind(*choice) == chosen).nth(nth)
    }
}

fn kind(choice: PossibleMove) -> usize {
    match choice {
        PossibleMove::Deliver(_) | PossibleMove::Drop(_) => 0,
        PossibleMove::Duplicate(_) => 1,
        PossibleMove::Plain(Move::Fire(_, Timer::Election)) => 2,
        PossibleMove::Plain(Move::Fire(_, Timer::Heartbeat)) => 3,
        PossibleMove::Plain(Move::Fire(..)) => 4,
        PossibleMove::Plain(Move::Ask(_)) => 5,
        PossibleMove::Plain(Move::Crash(_)) => 6,
        PossibleMove::Plain(_) => 7,
    }
}

impl Links {
    /// The oldest message of the link with the highest priority.
    fn first(
        &mut self,
        run: &ManualRun,
        choices: &[PossibleMove],
        chance: &mut Chance,
    ) -> Option<MessageId> {
        if !self.priorities.is_empty() && chance.one_in(self.change) {
            let at = chance.below(self.priorities.len() as u64) as usize;
            self.priorities[at].2 = chance.below(1_000);
        }
        let mut best: Option<(u64, MessageId)> = None;
        for choice in choices {
            let PossibleMove::Deliver(message) = *choice else { continue };
            let Some(envelope) = run.world().message(message) else { continue };
            let priority = self.of(envelope.from, envelope.to, chance);
            if best.is_none_or(|(other, _)| priority > other) {
                best = Some((priority, message));
            }
        }
        best.map(|(_, message)| message)
    }

    fn of(&mut self, from: Endpoint, to: Endpoint, chance: &mut Chance) -> u64 {
        let known = self.priorities.iter().find(|link| (link.0, link.1) == (from, to));
        if let Some(&(_, _, priority)) = known {
            return priority;
        }
        let priority = chance.below(1_000);
        self.priorities.push((from, to, priority));
        priority
    }
}
