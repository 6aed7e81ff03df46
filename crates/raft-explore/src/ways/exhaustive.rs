//! Explores every run within bounds, the shorter ones first.

mod fingerprint;
mod remembered;

pub(super) use self::fingerprint::fingerprint;
use self::remembered::{Packed, Recalled, Remembered, Successor, Sums};
use super::commuting::Footprint;
use super::way::{Way, Work};
use crate::bounds::Bounds;
use crate::fingerprints::Fingerprints;
use crate::goal::Goal;
use crate::moves::Move;
use crate::run::{ManualRun, PossibleMove};
use crate::search_task::SearchTask;

/// The most states that are kept. Each takes 24 bytes, and twice that for a moment when more room is needed.
const MOST_STATES: usize = 12_000_000;

/// How many new states wait until they are added together, so that the memory accesses overlap.
const BATCH: usize = 64;

/// Explores every state that runs within the bounds reach, in the order of the runs' lengths. Of a state it keeps a
/// fingerprint of 64 bits and how the state was reached; to get the state itself, it plays the run again.
pub(super) struct Exhaustive {
    bounds: Bounds,
    /// Whether states that differ only in the servers' names count as the same state.
    symmetric: bool,
    seen: Fingerprints,
    nodes: Vec<ReachedState>,
    /// The node whose moves are made next, and the first node whose run has one move more.
    next: usize,
    level_end: usize,
    /// How many moves the runs to `next` have.
    depth: usize,
    /// The runs on the way to the node that was played last, each with its node.
    path: Vec<(u32, ManualRun)>,
    /// The steps made so far. Kept only when the goal is a violation: then the judge alone says whether it is
    /// reached.
    remembered: Option<Remembered>,
    /// Like `path`, but with packed states, which need no playing.
    packed_path: Vec<(u32, PathState)>,
    /// States that were reached and not added yet, in the order in which they were reached.
    waiting: Vec<(ReachedState, u64)>,
    /// Lists that are kept to reuse their memory.
    scratch: Scratch,
    is_full: bool,
    found: bool,
}

/// The lists that the expansion of one node uses.
#[derive(Default)]
struct Scratch {
    choices: Vec<PossibleMove>,
    made_before: Vec<PossibleMove>,
    /// What is remembered of each choice.
    recalled: Vec<Option<Recalled>>,
    sums: Sums,
    /// Former elements of the path, kept to reuse their memory.
    places: Vec<PathState>,
}

/// A state on the path, if it is known without playing.
#[derive(Default)]
struct PathState {
    is_known: bool,
    packed: Packed,
    /// The moves that are possible there.
    choices: Vec<PossibleMove>,
}

impl PathState {
    /// The state, if it is known.
    fn known(&self) -> Option<&Packed> {
        self.is_known.then_some(&self.packed)
    }

    /// Sets the state, or marks it as unknown.
    fn set(&mut self, packed: Option<Packed>, remembered: &Remembered, bounds: &Bounds) {
        self.is_known = packed.is_some();
        self.packed = packed.unwrap_or_default();
        self.list_choices(remembered, bounds);
    }

    fn list_choices(&mut self, remembered: &Remembered, bounds: &Bounds) {
        self.choices.clear();
        if self.is_known {
            remembered.choices(&self.packed, bounds, &mut self.choices);
        }
    }
}

/// How a state was reached: from which node, and by which of the choices there.
#[derive(Clone, Copy)]
struct ReachedState {
    parent: u32,
    choice: u16,
}

impl Exhaustive {
    pub(super) fn new(task: &SearchTask, root: ManualRun) -> Self {
        let setup = &task.setup;
        let disks_are_alike = setup.disks.iter().all(|disk| *disk == setup.disks[0])
            && (setup.disks.is_empty() || setup.disks.len() == usize::from(setup.servers))
            && setup.commits.is_empty()
            && setup.clocks.is_empty();
        let mut seen = Fingerprints::default();
        let is_violation = matches!(task.goal, Goal::Violation(_));
        let symmetric = disks_are_alike && is_violation;
        seen.insert(fingerprint(&root, symmetric));
        let mut remembered =
            is_violation.then(|| Remembered::new(&task.setup, &task.goal, symmetric));
        let mut place = PathState::default();
        if let Some(remembered) = &mut remembered {
            let packed = remembered.pack(&root);
            place.set(packed, remembered, &task.proof);
        }
        Self {
            bounds: task.proof,
            symmetric,
            seen,
            nodes: vec![ReachedState { parent: 0, choice: 0 }],
            next: 0,
            level_end: 1,
            depth: 0,
            path: vec![(0, root)],
            remembered,
            packed_path: vec![(0, place)],
            waiting: Vec::new(),
            scratch: Scratch::default(),
            is_full: false,
            found: false,
        }
    }

    /// Plays the run to the next node, starting from the part of it that is on the path.
    fn play(&mut self) {
        let way = way_from_fork(&self.path, self.next, self.depth, &self.nodes);
        self.path.truncate(self.depth + 1 - way.len());
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

    /// Goes to the next node by remembered steps. If one is missing, plays the run.
    fn go_to(&mut self) {
        let Some(remembered) = &mut self.remembered else { return };
        let way = way_from_fork(&self.packed_path, self.next, self.depth, &self.nodes);
        let kept = self.depth + 1 - way.len();
        let spare = self.packed_path.drain(kept..).map(|(_, place)| place);
        self.scratch.places.extend(spare);
        for node in way.into_iter().rev() {
            let mut place = self.scratch.places.pop().unwrap_or_default();
            let (_, parent) = &self.packed_path[self.packed_path.len() - 1];
            let made = parent.known().and_then(|packed| {
                let choice = parent.choices[usize::from(self.nodes[node as usize].choice)];
                Some((choice, remembered.recall(packed, choice)?))
            });
            place.is_known = made.is_some();
            if let Some(made) = made {
                remembered.make(&parent.packed, made, &mut place.packed);
            }
            place.list_choices(remembered, &self.bounds);
            self.packed_path.push((node, place));
        }
        if self.here().is_none() {
            self.play();
            let (_, run) = &self.path[self.path.len() - 1];
            if let (Some(remembered), Some((_, last))) =
                (&mut self.remembered, self.packed_path.last_mut())
            {
                let packed = remembered.pack(run);
                last.set(packed, remembered, &self.bounds);
            }
        }
    }

    /// The packed state of the next node, if it is known.
    fn here(&self) -> Option<&Packed> {
        self.packed_path.last().and_then(|(_, place)| place.known())
    }

    /// Lists the moves that are possible at the next node, and those of them that can be left out.
    fn look_around(&mut self) {
        let Scratch { choices, made_before, .. } = &mut self.scratch;
        choices.clear();
        made_before.clear();
        let led_there = usize::from(self.nodes[self.next].choice);
        if let (Some(remembered), [before @ .., (_, here)]) =
            (&self.remembered, &self.packed_path[..])
            && here.is_known
        {
            let Some((_, parent)) = before.last() else {
                return choices.extend_from_slice(&here.choices);
            };
            if parent.is_known {
                made_before.extend_from_slice(&parent.choices[..=led_there]);
                // The messages before the delivered one are still at the same places in the list.
                leave_out(made_before, led_there, |it| remembered.footprint(&parent.packed, it));
                return choices.extend_from_slice(&here.choices);
            }
        }
        self.forget();
        self.play();
        let Scratch { choices, made_before, .. } = &mut self.scratch;
        let [before @ .., (_, run)] = &self.path[..] else { return };
        run.choices(&self.bounds, choices);
        if let Some((_, parent)) = before.last() {
            parent.choices(&self.bounds, made_before);
            leave_out(made_before, led_there, |it| Footprint::of(it, parent.world()));
        }
    }

    /// Marks the packed state of the next node as unknown, so that the node is explored by playing alone.
    fn forget(&mut self) {
        if let Some((_, last)) = self.packed_path.last_mut() {
            last.is_known = false;
        }
    }

    /// Looks up the results of all choices before any is used, so that the memory accesses overlap.
    fn recall_choices(&mut self) {
        let Scratch { choices, recalled, sums, .. } = &mut self.scratch;
        recalled.clear();
        sums.clear();
        let packed = self.packed_path.last().and_then(|(_, place)| place.known());
        if let (Some(remembered), Some(packed)) = (&self.remembered, packed) {
            recalled.extend(choices.iter().map(|&choice| remembered.recall(packed, choice)));
        }
    }

    /// What a move from the next node leads to. `None` when it cannot be made.
    fn try_move(&mut self, number: usize, task: &SearchTask) -> Option<Successor> {
        let choice = self.scratch.choices[number];
        let packed = self.packed_path.last().and_then(|(_, place)| place.known());
        if let (Some(remembered), Some(packed)) = (&mut self.remembered, packed)
            && let Some(recalled) = self.scratch.recalled[number]
        {
            let sums = &mut self.scratch.sums;
            if let Some(next) = remembered.next_after(packed, (choice, recalled), sums) {
                return Some(next);
            }
        }
        let run = self.played(number)?;
        let packed = self.packed_path.last().and_then(|(_, place)| place.known());
        if let (Some(remembered), Some(packed)) = (&mut self.remembered, packed)
            && let Some(to) = remembered.pack_next(packed, choice, &run)
        {
            remembered.learn(packed, choice, &to);
            return remembered.next(&to, Some(&run));
        }
        Some(match task.goal.reached(&run.trial) {
            Some(_) => Successor::Goal,
            None => Successor::State(fingerprint(&run, self.symmetric)),
        })
    }

    /// The run to the next node and one of the moves there. `None` when the move cannot be made.
    fn played(&mut self, number: usize) -> Option<ManualRun> {
        self.play();
        let mut run = self.path[self.path.len() - 1].1.clone();
        let choice = self.scratch.choices[number];
        let choice = match self.here() {
            Some(_) => Remembered::played(choice, &run),
            None => choice,
        };
        run.choose(choice, &self.bounds).then_some(run)
    }

    /// Makes every move from the next node. Returns the moves of a run that reaches the goal.
    fn expand(&mut self, task: &SearchTask, work: &mut Work) -> Option<Vec<Move>> {
        self.go_to();
        self.look_around();
        self.recall_choices();
        let entered = self.waiting.len();
        let parent = self.next as u32;
        for number in 0..self.scratch.choices.len() {
            if self.scratch.made_before.contains(&self.scratch.choices[number]) {
                continue;
            }
            work.pay();
            match self.try_move(number, task) {
                Some(Successor::Goal) => {
                    self.waiting.truncate(entered);
                    self.found = true;
                    return self.played(number).map(|run| run.moves);
                }
                Some(Successor::State(state)) => {
                    let reached = ReachedState { parent, choice: number as u16 };
                    self.waiting.push((reached, state));
                }
                None => {}
            }
        }
        self.next += 1;
        // Near the limit states are added at once, so that what is kept does not depend on how many were waiting.
        if self.waiting.len() >= BATCH || self.nodes.len() + self.waiting.len() >= MOST_STATES {
            self.enter_waiting(work);
        }
        None
    }

    /// Adds the waiting states that are new.
    fn enter_waiting(&mut self, work: &mut Work) {
        self.seen.fetch(self.waiting.iter().map(|(_, fingerprint)| *fingerprint));
        for (reached, fingerprint) in self.waiting.drain(..) {
            if self.seen.insert(fingerprint) {
                self.nodes.push(reached);
                work.states += 1;
            }
        }
    }
}

/// The nodes on the way to `node`, whose run has `depth` moves, that are not on the path. The last one comes first.
fn way_from_fork<T>(
    path: &[(u32, T)],
    node: usize,
    mut depth: usize,
    nodes: &[ReachedState],
) -> Vec<u32> {
    let (mut way, mut at) = (Vec::new(), node as u32);
    while path.get(depth).is_none_or(|(there, _)| *there != at) {
        way.push(at);
        at = nodes[at as usize].parent;
        depth -= 1;
    }
    way
}

/// Keeps those of the choices at the parent of a node N that can be left out at N: those that come before the move
/// that led to N and commute with it.
///
/// No state is lost. Such a move, made first instead, led to a node with a smaller number than N, and from there the
/// move that led to N leads to the same state. That move may have been left out there in turn, but then in favour of a
/// node with a still smaller number, and so on to one where it is made.
fn leave_out(
    choices: &mut Vec<PossibleMove>,
    led_there: usize,
    footprint: impl Fn(PossibleMove) -> Option<Footprint>,
) {
    let made = choices.get(led_there).and_then(|&it| footprint(it));
    choices.truncate(if made.is_some() { led_there } else { 0 });
    choices.retain(|&it| footprint(it).zip(made).is_some_and(|(it, made)| it.commutes_with(made)));
}

impl Way for Exhaustive {
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        let mut found = None;
        while found.is_none() && work.left > 0 && !self.is_done() && self.depth + 1 < limit {
            if self.next == self.level_end {
                self.enter_waiting(work);
                self.depth += 1;
                self.level_end = self.nodes.len();
                continue;
            }
            found = self.expand(task, work);
            self.is_full = self.nodes.len() >= MOST_STATES;
        }
        self.enter_waiting(work);
        found
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
        self.next == self.nodes.len() && self.waiting.is_empty() && !self.found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use raft_core::Rules;
    use raft_sim::Setup;

    use super::*;

    /// The fingerprints of all states within `moves` moves, with every move made from each state.
    fn all_states(task: &SearchTask, moves: usize) -> BTreeSet<u64> {
        let root = task.begin().expect("a possible world");
        let mut states = BTreeSet::from([fingerprint(&root, false)]);
        let mut level = vec![root];
        for _ in 0..moves {
            let mut next = Vec::new();
            for run in &level {
                let mut choices = Vec::new();
                run.choices(&task.proof, &mut choices);
                for choice in choices {
                    let mut child = run.clone();
                    if child.choose(choice, &task.proof)
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

    /// With the paper's rules, and with an unsafe commit rule. Violations are states like any other here.
    #[test]
    fn leaving_out_the_other_order_of_moves_loses_no_state() {
        let rules = [("quorum", "all-servers"), ("commit", "any-term-on-majority")];
        for (name, choice) in rules {
            let mut setup = Setup { servers: 3, ..Setup::default() };
            let rule = Rules::find(name).expect("there is such a rule");
            assert!(rule.choose(&mut setup.rules, choice));
            let goal = Goal::parse(&["term s1 = 99"], 3).expect("a goal that can be read");
            let task = SearchTask::new(setup, goal, Bounds::default()).expect("a possible world");
            let proof = Bounds { moves: 6, ..Bounds::EXHAUSTIVE };
            let task = SearchTask { proof, ..task };
            let mut way = Exhaustive::new(&task, task.begin().expect("a possible world"));
            let mut work = Work { left: i64::MAX, ..Work::default() };
            assert_eq!(way.advance(&task, usize::MAX, &mut work), None);
            let states = all_states(&task, 6);
            assert_eq!(way.nodes.len(), states.len(), "{name} {choice}");
            // Few moves lead to a state that another move has led to.
            let (moves, states) = (work.moves, states.len() as u64);
            assert!(moves * 2 < states * 3, "{moves} moves to {states} states");
        }
    }

    /// The nodes after `moves` moves, with remembered steps or without, and how many moves were made.
    fn nodes(task: &SearchTask, moves: usize, remembers: bool) -> (Vec<(u32, u16)>, u64) {
        let task = &SearchTask { proof: Bounds { moves, ..task.proof }, ..task.clone() };
        let mut way = Exhaustive::new(task, task.begin().expect("a possible world"));
        assert!(way.remembered.is_some(), "the goal is a violation");
        way.remembered = way.remembered.filter(|_| remembers);
        let mut work = Work { left: i64::MAX, ..Work::default() };
        assert_eq!(way.advance(task, usize::MAX, &mut work), None);
        (way.nodes.iter().map(|node| (node.parent, node.choice)).collect(), work.moves)
    }

    #[test]
    fn the_nodes_are_the_same_without_remembered_steps() {
        for rule in Rules::TABLE {
            for choice in rule.choices {
                let mut setup = Setup { servers: 3, ..Setup::default() };
                assert!(rule.choose(&mut setup.rules, choice.name));
                let goal = Goal::Violation(Some(raft_check::Property::AcknowledgedLost));
                let task =
                    SearchTask::new(setup, goal, Bounds::default()).expect("a possible world");
                let (fast, slow) = (nodes(&task, 5, true), nodes(&task, 5, false));
                assert_eq!(fast, slow, "{} {}", rule.name, choice.name);
            }
        }
    }
}
