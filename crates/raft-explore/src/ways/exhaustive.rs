//! Every run within bounds, the shorter ones first.

use std::hash::Hasher;

use raft_core::ServerId;

use super::commuting::Footprint;
use super::{Way, Work};
use crate::bounds::Bounds;
use crate::fingerprints::{Fingerprints, Mixer};
use crate::goal::Goal;
use crate::moves::Move;
use crate::quest::Quest;
use crate::run::{ManualRun, PossibleMove};

/// So many states are kept at most: 24 bytes of each, and twice that for a moment when there is need of
/// more room.
const MOST_STATES: usize = 12_000_000;

/// Looks at every state that runs within the bounds reach, in the order of their lengths. Of a state it
/// keeps a fingerprint of 64 bits, and how it was reached; the state itself is played again.
pub(super) struct Exhaustive {
    bounds: Bounds,
    /// Whether servers that only differ in their names are taken for the same.
    symmetric: bool,
    seen: Fingerprints,
    nodes: Vec<ReachedState>,
    /// The node whose moves are made next, and the first one that has one move more.
    next: usize,
    level_end: usize,
    /// How many moves the runs to `next` have.
    depth: usize,
    /// The runs on the way to the node that was played last, each with its node.
    path: Vec<(u32, ManualRun)>,
    is_full: bool,
    found: bool,
}

/// How a state was reached: from which other one, and by which of the choices there.
#[derive(Clone, Copy)]
struct ReachedState {
    parent: u32,
    choice: u16,
}

impl Exhaustive {
    pub(super) fn new(quest: &Quest, root: ManualRun) -> Self {
        let setup = &quest.setup;
        let disks_are_alike = setup.disks.iter().all(|disk| *disk == setup.disks[0])
            && (setup.disks.is_empty() || setup.disks.len() == usize::from(setup.servers))
            && setup.commits.is_empty()
            && setup.clocks.is_empty();
        let mut seen = Fingerprints::default();
        let symmetric = disks_are_alike && matches!(quest.goal, Goal::Violation(_));
        seen.insert(fingerprint(&root, symmetric));
        Self {
            bounds: quest.proof,
            symmetric,
            seen,
            nodes: vec![ReachedState { parent: 0, choice: 0 }],
            next: 0,
            level_end: 1,
            depth: 0,
            path: vec![(0, root)],
            is_full: false,
            found: false,
        }
    }

    /// The run to a node, on top of the path.
    fn go_to(&mut self, node: usize) {
        let mut way = Vec::new();
        let (mut at, mut depth) = (node as u32, self.depth);
        while self.path.get(depth).is_none_or(|(there, _)| *there != at) {
            way.push(at);
            at = self.nodes[at as usize].parent;
            depth -= 1;
        }
        self.path.truncate(depth + 1);
        let mut choices = Vec::new();
        for node in way.into_iter().rev() {
            let mut run = self.path[self.path.len() - 1].1.clone();
            choices.clear();
            run.choices(&self.bounds, &mut choices);
            let choice = choices[usize::from(self.nodes[node as usize].choice)];
            run.choose(choice, &self.bounds);
            self.path.push((node, run));
        }
    }

    /// The moves that can be left out at the last node of the path, N: those that were possible before the move
    /// that led there, come before it in the list of choices, and lead to the same state in either order.
    ///
    /// No state is lost. Such a move, made before instead, led to a node that has a smaller number than N, and from
    /// there the other move leads to the same state. It may have been left out there in turn, but then for a
    /// node with a smaller number still, and so on to one where it is made.
    fn made_before(&self) -> Vec<PossibleMove> {
        let [.., (_, parent), (node, _)] = &self.path[..] else { return Vec::new() };
        let mut choices = Vec::new();
        parent.choices(&self.bounds, &mut choices);
        let footprint = |choice| Footprint::of(choice, parent.world());
        let led_there = usize::from(self.nodes[*node as usize].choice);
        let Some(made) = choices.get(led_there).and_then(|&it| footprint(it)) else {
            return Vec::new();
        };
        choices.truncate(led_there);
        choices.retain(|&it| footprint(it).is_some_and(|it| it.commutes_with(made)));
        choices
    }

    /// Makes every move from the next node. Returns the moves of a run that reaches the goal.
    fn expand(&mut self, quest: &Quest, work: &mut Work) -> Option<Vec<Move>> {
        self.go_to(self.next);
        let (_, run) = self.path.last()?;
        let mut choices: Vec<PossibleMove> = Vec::new();
        run.choices(&self.bounds, &mut choices);
        let made_before = self.made_before();
        let mut new = Vec::new();
        for (number, &choice) in choices.iter().enumerate() {
            if made_before.contains(&choice) {
                continue;
            }
            let mut next = run.clone();
            work.pay();
            if !next.choose(choice, &self.bounds) {
                continue;
            }
            if quest.goal.reached(&next.trial).is_some() {
                self.found = true;
                return Some(next.moves);
            }
            new.push((number as u16, fingerprint(&next, self.symmetric)));
        }
        let parent = self.next as u32;
        for (choice, fingerprint) in new {
            if self.seen.insert(fingerprint) {
                self.nodes.push(ReachedState { parent, choice });
                work.states += 1;
            }
        }
        self.next += 1;
        None
    }
}

impl Way for Exhaustive {
    fn advance(&mut self, quest: &Quest, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        while work.left > 0 && !self.is_done() && self.depth + 1 < limit {
            if self.next == self.level_end {
                self.depth += 1;
                self.level_end = self.nodes.len();
                continue;
            }
            let found = self.expand(quest, work);
            if found.is_some() {
                return found;
            }
            self.is_full = self.nodes.len() >= MOST_STATES;
        }
        None
    }

    fn proved(&self) -> Option<usize> {
        Some(if self.is_exhausted() { usize::MAX - 1 } else { self.depth })
    }

    fn is_done(&self) -> bool {
        self.found || self.is_full || self.is_exhausted() || self.depth >= self.bounds.moves
    }
}

impl Exhaustive {
    /// Whether there are no more states within the bounds.
    fn is_exhausted(&self) -> bool {
        self.next == self.nodes.len() && !self.found
    }
}

/// What the future of a run, and of the judge's verdicts on it, depends on.
pub(super) fn fingerprint(run: &ManualRun, symmetric: bool) -> u64 {
    let world = run.world();
    let order: Vec<ServerId> = if symmetric {
        world.canonical_order::<Mixer>()
    } else {
        world.setup().server_ids().collect()
    };
    let mut hasher = Mixer::default();
    world.hash_canonically(&order, &mut hasher);
    run.trial.judge().hash_canonically(&order, &mut hasher);
    run.hash_used(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use raft_core::Rules;
    use raft_sim::Setup;

    use super::*;

    /// The fingerprints of all states within so many moves, every move made from each.
    fn all_states(quest: &Quest, moves: usize) -> BTreeSet<u64> {
        let root = quest.begin().expect("a possible world");
        let mut states = BTreeSet::from([fingerprint(&root, false)]);
        let mut level = vec![root];
        for _ in 0..moves {
            let mut next = Vec::new();
            for run in &level {
                let mut choices = Vec::new();
                run.choices(&quest.proof, &mut choices);
                for choice in choices {
                    let mut child = run.clone();
                    if child.choose(choice, &quest.proof)
                        && states.insert(fingerprint(&child, false))
                    {
                        next.push(child);
                    }
                }
            }
            level = next;
        }
        states
    }

    /// Under some rules that are off, and the paper's. Violations are states like any other here.
    #[test]
    fn leaving_out_the_other_order_of_moves_loses_no_state() {
        let rules = [("quorum", "all-servers"), ("commit", "any-term-on-majority")];
        for (name, choice) in rules {
            let mut setup = Setup { servers: 3, ..Setup::default() };
            let rule = Rules::find(name).expect("there is such a rule");
            assert!(rule.choose(&mut setup.rules, choice));
            let goal = Goal::parse(&["term s1 = 99"], 3).expect("a goal that can be read");
            let quest = Quest::new(setup, goal, Bounds::default()).expect("a possible world");
            let proof = Bounds { moves: 6, ..Bounds::EXHAUSTIVE };
            let quest = Quest { proof, ..quest };
            let mut way = Exhaustive::new(&quest, quest.begin().expect("a possible world"));
            let mut work = Work { left: i64::MAX, ..Work::default() };
            assert_eq!(way.advance(&quest, usize::MAX, &mut work), None);
            let states = all_states(&quest, 6);
            assert_eq!(way.nodes.len(), states.len(), "{name} {choice}");
            // Few moves lead to a state that another move led to.
            let (moves, states) = (work.moves, states.len() as u64);
            assert!(moves * 2 < states * 3, "{moves} moves to {states} states");
        }
    }
}
