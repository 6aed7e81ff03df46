//! Makes runs by small changes to runs that were the first to reach a kind of state.

use std::hash::{Hash, Hasher};

use raft_core::Term;
use raft_scenario::Chance;
use raft_sim::{Server, World};

use super::walk::{Mix, Style};
use super::way::{Way, Work, make_runs};
use crate::fingerprints::{Fingerprints, Mixer};
use crate::moves::Move;
use crate::run::{ManualRun, PossibleMove};
use crate::search_task::SearchTask;

/// The most runs that are kept. After that, a new one replaces one drawn at random.
const MOST: usize = 512;

/// One in this many runs starts from scratch.
const ANEW: u64 = 16;

/// Changes runs that reached kinds of states never seen before.
pub(super) struct Mutation {
    chance: Chance,
    root: ManualRun,
    /// The kinds of states seen.
    seen: Fingerprints,
    corpus: Vec<Vec<Move>>,
    choices: Vec<PossibleMove>,
}

impl Mutation {
    pub(super) fn new(root: ManualRun, seed: u64) -> Self {
        Self {
            chance: Chance::new(seed),
            root,
            seen: Fingerprints::default(),
            corpus: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// The moves of a kept run, changed: some left out, some repeated at the end, or with the end of another run.
    /// Also returns how many random moves follow.
    fn mutate(&mut self) -> (Vec<Move>, u64) {
        if self.corpus.is_empty() || self.chance.one_in(ANEW) {
            return (Vec::new(), 40);
        }
        let mut moves = self.chance.of(&self.corpus).clone();
        let places = moves.len() as u64 + 1;
        let at = self.chance.below(places) as usize;
        let end = moves.len().min(at + self.chance.between(1, 8) as usize);
        match self.chance.below(4) {
            0 => drop(moves.drain(at..end)),
            1 => {
                let again = moves[at..end].to_vec();
                moves.extend(again);
            }
            2 => {
                let other = self.chance.of(&self.corpus);
                let from = other.len().min(at);
                moves.truncate(at);
                moves.extend_from_slice(&other[from..]);
            }
            _ => {}
        }
        (moves, self.chance.between(0, 12))
    }

    fn make(&mut self, task: &SearchTask, most: usize, work: &mut Work) -> Option<Vec<Move>> {
        let (moves, more) = self.mutate();
        let mut run = self.root.clone();
        let mut newest = 0;
        for made in moves {
            if run.moves.len() >= most {
                break;
            }
            work.pay();
            if run.make(made, &task.bounds) {
                if task.goal.reached(&run.trial).is_some() {
                    return Some(run.moves);
                }
                self.note(&run, &mut newest);
            }
        }
        let mut mix = Mix::new(Style::Swarm, &mut self.chance);
        for _ in 0..more {
            if run.moves.len() >= most {
                break;
            }
            match mix.step(&mut run, task, &mut self.choices, &mut self.chance, work) {
                Some(true) => return Some(run.moves),
                Some(false) => self.note(&run, &mut newest),
                None => break,
            }
        }
        run.moves.truncate(newest);
        self.keep(run.moves);
        None
    }

    /// Sets `newest` to the number of moves so far when they have led to a kind of state never seen before.
    fn note(&mut self, run: &ManualRun, newest: &mut usize) {
        if self.seen.insert(kind(run.world())) {
            *newest = run.moves.len();
        }
    }

    fn keep(&mut self, moves: Vec<Move>) {
        if moves.is_empty() {
            return;
        }
        if self.corpus.len() < MOST {
            return self.corpus.push(moves);
        }
        let at = self.chance.below(MOST as u64) as usize;
        self.corpus[at] = moves;
    }
}

impl Way for Mutation {
    fn advance(&mut self, task: &SearchTask, limit: usize, work: &mut Work) -> Option<Vec<Move>> {
        make_runs(task, limit, work, |most, work| self.make(task, most, work))
    }
}

/// The kind of a world, without the servers' names: of each server whether it runs, its role, how far its term is
/// behind the latest and the term of its last entry behind its own, whether it has voted, and the length of its log
/// and its commit index, both up to 3; and of all the latest term, up to 4.
fn kind(world: &World) -> u64 {
    let latest = world.servers().iter().map(|it| it.node.durable.current_term).max().unwrap_or(0);
    let sum = world.servers().iter().fold(0_u64, |sum, server| {
        let mut hasher = Mixer::default();
        of_server(server, latest, &mut hasher);
        sum.wrapping_add(hasher.finish())
    });
    let mut hasher = Mixer::default();
    (sum, latest.min(4)).hash(&mut hasher);
    hasher.finish()
}

fn of_server(server: &Server, latest: Term, hasher: &mut Mixer) {
    let (disk, volatile) = (&server.node.durable, &server.node.volatile);
    let last = disk.log.last_id();
    (server.status, volatile.role.name() as u8).hash(hasher);
    (latest - disk.current_term, disk.current_term - last.term.min(disk.current_term)).hash(hasher);
    (last.index.min(3), volatile.commit_index.min(3), disk.voted_for.is_some()).hash(hasher);
}
