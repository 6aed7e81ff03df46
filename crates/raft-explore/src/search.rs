//! A search: several ways that take turns, and the shortest run so far.

use raft_scenario::Scenario;
use raft_sim::SetupError;

use crate::goal::{Goal, Reached};
use crate::moves::Move;
use crate::search_task::SearchTask;
use crate::shrink::Shrinking;
use crate::ways::{Method, Way, Work};

/// How many moves the exhaustive search makes in its turn once a run is known: it gets most of the work, to prove
/// that no run is shorter.
const PROOF_TURN: i64 = 40_000;

/// While the search has made fewer moves than this and found nothing, guided search, which is mostly the first to
/// find something, gets longer turns.
const EARLY_MOVES: u64 = 200_000;

/// How many times longer the early turns of guided search are than its usual ones.
const EARLY_SHARE: i64 = 7;

/// A search in progress. What it does depends only on the task, the ways, the seed and how much work it was given; it
/// never reads a clock.
pub struct Search {
    task: SearchTask,
    ways: Vec<Turn>,
    /// The index of the way whose turn it is, and how many moves are left of the turn.
    turn: (usize, i64),
    /// How many moves the last call made beyond its budget, as a number that is 0 or less: a run that has begun is
    /// played to its end.
    overdrawn: i64,
    shrinking: Option<(Method, Shrinking)>,
    best: Option<Found>,
    progress: SearchProgress,
}

struct Turn {
    method: Method,
    way: Box<dyn Way>,
    work: Work,
}

/// A run that reaches the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its moves.
    pub moves: Vec<Move>,
    /// What it reaches.
    pub reached: Reached,
    /// The way that found it first.
    pub method: Method,
    /// Whether no shorter run within the bounds of the exhaustive search reaches the goal.
    pub is_shortest: bool,
}

/// What a search has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchProgress {
    /// How many runs were begun.
    pub runs: u64,
    /// How many moves were made.
    pub moves: u64,
    /// How many distinct states the exhaustive search keeps.
    pub states: u64,
    /// The number of moves up to which the exhaustive search has explored every run within its bounds.
    pub depth: usize,
    /// How many runs were found that reach the goal, not counting their shortened forms.
    pub found: u64,
    /// How many moves the shortest run has.
    pub best: Option<usize>,
}

impl Search {
    /// Creates a search that uses these ways.
    ///
    /// # Errors
    /// Returns a [`SetupError`] when the task's setup describes no possible world.
    pub fn new(task: SearchTask, methods: &[Method], seed: u64) -> Result<Self, SetupError> {
        let mut ways = Vec::new();
        for &method in methods {
            let way = method.start(&task, seed)?;
            ways.push(Turn { method, way, work: Work::default() });
        }
        let progress = SearchProgress::default();
        let mut search =
            Self { task, ways, turn: (0, 0), overdrawn: 0, shrinking: None, best: None, progress };
        search.turn.1 = search.length_of_turn(0);
        Ok(search)
    }

    /// The task of the search.
    pub fn task(&self) -> &SearchTask {
        &self.task
    }

    /// The shortest run found so far, which may still be being shortened.
    pub fn best(&self) -> Option<&Found> {
        self.best.as_ref()
    }

    /// Whether the last run that was found is still being shortened.
    pub fn is_shortening(&self) -> bool {
        self.shrinking.is_some()
    }

    /// Whether the search is over: no way can find anything more, or the best run is proved to be the shortest.
    pub fn is_done(&self) -> bool {
        let proved = self.best.as_ref().is_some_and(|found| found.is_shortest);
        !self.is_shortening() && (proved || self.ways.iter().all(|turn| turn.way.is_done()))
    }

    /// What the search has done so far.
    pub fn progress(&self) -> SearchProgress {
        self.progress
    }

    /// Continues for about `moves` moves. Several calls do the same as one call with the sum of their moves.
    pub fn advance(&mut self, moves: u64) -> SearchProgress {
        let mut left = i64::try_from(moves).unwrap_or(i64::MAX).saturating_add(self.overdrawn);
        while left > 0 && !self.is_done() {
            left = if self.shrinking.is_some() { self.shorten(left) } else { self.take_turn(left) };
        }
        self.overdrawn = left.min(0);
        self.progress
    }

    /// Continues to shorten the run that was found. Returns how many of `left` moves remain.
    fn shorten(&mut self, left: i64) -> i64 {
        let Some((method, mut shrinking)) = self.shrinking.take() else { return left };
        let mut work = Work { left, ..Work::default() };
        let is_done = shrinking.advance(&self.task, &mut work);
        self.progress.moves += work.moves;
        self.progress.runs += work.runs;
        self.keep(method, &shrinking);
        if !is_done {
            self.shrinking = Some((method, shrinking));
        }
        work.left
    }

    fn keep(&mut self, method: Method, shrinking: &Shrinking) {
        let moves = shrinking.moves();
        if self.best.as_ref().is_none_or(|best| moves.len() < best.moves.len()) {
            self.best = Some(Found {
                moves: moves.to_vec(),
                reached: shrinking.reached(),
                method,
                is_shortest: false,
            });
        }
        self.progress.best = self.best.as_ref().map(|best| best.moves.len());
        self.look_for_proof();
    }

    /// Lets the way whose turn it is search. Returns how many of `left` moves remain.
    fn take_turn(&mut self, left: i64) -> i64 {
        let limit = self.best.as_ref().map_or(usize::MAX, |best| best.moves.len());
        let (at, of_turn) = self.turn;
        self.turn = (at, 0);
        let mut used = 0;
        if let Some(turn) = self.ways.get_mut(at)
            && !turn.way.is_done()
        {
            let (before, share) = (turn.work, left.min(of_turn));
            turn.work.left = share;
            let found = turn.way.advance(&self.task, limit, &mut turn.work);
            used = (share - turn.work.left).max(1);
            self.turn.1 = of_turn - used;
            self.progress.moves += turn.work.moves - before.moves;
            self.progress.runs += turn.work.runs - before.runs;
            self.progress.states += turn.work.states - before.states;
            let method = turn.method;
            if let Some(moves) = found {
                self.found(method, &moves);
            }
        }
        if self.turn.1 <= 0 {
            let next = (at + 1) % self.ways.len().max(1);
            self.turn = (next, self.length_of_turn(next));
        }
        self.look_for_proof();
        left - used
    }

    fn length_of_turn(&self, at: usize) -> i64 {
        let Some(turn) = self.ways.get(at) else { return 0 };
        let usual = turn.method.turn();
        match (&self.best, turn.method) {
            (Some(_), _) if turn.way.proved().is_some() => PROOF_TURN,
            (None, Method::Guided) if self.is_early() => usual * EARLY_SHARE,
            _ => usual,
        }
    }

    /// Whether guided search gets longer turns while nothing is found. For a goal of predicates it always does: the
    /// other ways do not know in which direction the goal lies.
    fn is_early(&self) -> bool {
        self.progress.moves < EARLY_MOVES || matches!(self.task.goal, Goal::Holds(_))
    }

    fn found(&mut self, method: Method, moves: &[Move]) {
        if let Some(shrinking) = Shrinking::new(&self.task, moves) {
            self.progress.found += 1;
            self.keep(method, &shrinking);
            self.shrinking = Some((method, shrinking));
        }
    }

    fn look_for_proof(&mut self) {
        let proved = self.ways.iter().filter_map(|turn| turn.way.proved()).max();
        self.progress.depth = proved.unwrap_or_default();
        if let (Some(best), Some(proved)) = (&mut self.best, proved) {
            best.is_shortest = proved + 1 >= best.moves.len();
        }
    }
}

impl Found {
    /// The run as a scenario, with its rules, notes and expectations. `None` when a move of the run cannot be made in
    /// this task.
    pub fn scenario(&self, task: &SearchTask) -> Option<Scenario> {
        crate::render::scenario(task, &self.moves, self.reached)
    }
}
