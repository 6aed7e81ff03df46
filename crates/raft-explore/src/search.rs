//! A search: several ways that take turns, and the shortest run so far.

use raft_scenario::Scenario;
use raft_sim::SetupError;

use crate::goal::{Goal, Reached};
use crate::moves::Move;
use crate::search_task::SearchTask;
use crate::shrink::Shrinking;
use crate::ways::{Method, Way, Work};

/// How many moves the search for a proof makes in its turn, once a run is known: most of the time.
const PROOF_TURN: i64 = 40_000;

/// As long as the search has made fewer moves and found nothing, the way that mostly finds something first has
/// more of them.
const EARLY_MOVES: u64 = 200_000;

/// How many times as many.
const EARLY_SHARE: i64 = 7;

/// A search in progress. What it does follows from the task, the ways, the seed and how much work it was
/// given; it never reads a clock.
pub struct Search {
    task: SearchTask,
    ways: Vec<Turn>,
    /// Whose turn it is, and how many more moves it takes.
    turn: (usize, i64),
    /// How many moves the last call made beyond what it was given, as a number below 0: a run is played to its
    /// end.
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
    /// Up to how many moves every run within its bounds was looked at.
    pub depth: usize,
    /// How many runs reached the goal, before they were made shorter.
    pub found: u64,
    /// How many moves the shortest run has.
    pub best: Option<usize>,
}

impl Search {
    /// Ready to search in these ways.
    ///
    /// # Errors
    /// When there can be no such world.
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

    /// What is looked for, and where.
    pub fn task(&self) -> &SearchTask {
        &self.task
    }

    /// The shortest run so far, as far as it is shortened.
    pub fn best(&self) -> Option<&Found> {
        self.best.as_ref()
    }

    /// Whether the last run that was found is still being made shorter.
    pub fn is_shortening(&self) -> bool {
        self.shrinking.is_some()
    }

    /// Whether nothing is left to be done: no way can find anything more, or nothing shorter exists.
    pub fn is_done(&self) -> bool {
        let proved = self.best.as_ref().is_some_and(|found| found.is_shortest);
        !self.is_shortening() && (proved || self.ways.iter().all(|turn| turn.way.is_done()))
    }

    /// What was done so far.
    pub fn progress(&self) -> SearchProgress {
        self.progress
    }

    /// Goes on for about so many moves. Many calls do the same as one with the sum of their moves.
    pub fn advance(&mut self, moves: u64) -> SearchProgress {
        let mut left = i64::try_from(moves).unwrap_or(i64::MAX).saturating_add(self.overdrawn);
        while left > 0 && !self.is_done() {
            left = if self.shrinking.is_some() { self.shorten(left) } else { self.take_turn(left) };
        }
        self.overdrawn = left.min(0);
        self.progress
    }

    /// Shortens what was found. Returns how many moves are left.
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

    /// Lets the way search whose turn it is. Returns how many moves are left.
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

    /// Whether the way that mostly finds something first has more of the moves. Towards a goal that is described
    /// the other ways do not know where to go, so there it always has.
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
    /// The run as a scenario, with its rules, notes and expectations. Nothing, when the run is not one of
    /// this task.
    pub fn scenario(&self, task: &SearchTask) -> Option<Scenario> {
        crate::render::scenario(task, &self.moves, self.reached)
    }
}
