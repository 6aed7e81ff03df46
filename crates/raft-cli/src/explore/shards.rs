//! Searches in several threads, each of which takes one seed after the other.

#![allow(clippy::disallowed_types, reason = "a budget is real time")]

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use raft_explore::{Found, Method, Search, SearchProgress, SearchTask};

use crate::Streams;
use crate::args::Budget;

/// How many moves are made between two looks at the clock.
const SLICE: u64 = 2_000;

/// The time between two updates of the progress line.
const TICK: Duration = Duration::from_millis(100);

/// The searches to make.
pub(super) struct SearchPlan {
    pub(super) methods: Vec<Method>,
    /// The first seed and the last one.
    pub(super) seeds: (u64, u64),
    pub(super) jobs: u16,
    pub(super) budget: Budget,
    /// Whether to stop once the first run is found and shortened.
    pub(super) first: bool,
}

/// The results of the searches.
#[derive(Default)]
pub(super) struct SearchResults {
    /// The shortest run and the seed of its search.
    pub(super) best: Option<(Found, u64)>,
    pub(super) progress: SearchProgress,
    pub(super) took: Duration,
}

struct Shared<'a> {
    task: &'a SearchTask,
    plan: &'a SearchPlan,
    next: AtomicU64,
    enough: AtomicBool,
    /// The results of the searches that are over.
    outcome: Mutex<SearchResults>,
    /// The progress of the search that each job is making.
    running: Mutex<Vec<SearchProgress>>,
}

/// Searches with every seed.
pub(super) fn search_all(
    task: &SearchTask,
    plan: &SearchPlan,
    streams: &mut Streams<'_>,
) -> io::Result<SearchResults> {
    let begun = Instant::now();
    let shared = Shared {
        task,
        plan,
        next: AtomicU64::new(plan.seeds.0),
        enough: AtomicBool::new(false),
        outcome: Mutex::default(),
        running: Mutex::new(vec![SearchProgress::default(); usize::from(plan.jobs)]),
    };
    std::thread::scope(|scope| {
        let jobs: Vec<_> = (0..usize::from(plan.jobs))
            .map(|job| {
                scope.spawn({
                    let shared = &shared;
                    move || shared.work(job)
                })
            })
            .collect();
        let mut shown = false;
        while !jobs.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            if !streams.terminal.err || begun.elapsed() < TICK * 3 {
                std::thread::sleep(Duration::from_millis(1));
                continue;
            }
            std::thread::sleep(TICK);
            shown = true;
            write!(streams.err, "\r\x1b[K{}", line(&shared.progress(), begun.elapsed()))?;
            streams.err.flush()?;
        }
        if shown { write!(streams.err, "\r\x1b[K") } else { Ok(()) }
    })?;
    let mut outcome = shared.outcome.into_inner().unwrap_or_default();
    outcome.took = begun.elapsed();
    Ok(outcome)
}

/// The progress of the searches, as one line.
fn line(progress: &SearchProgress, took: Duration) -> String {
    let best =
        progress.best.map_or("none found yet".into(), |best| format!("shortest: {best} moves"));
    let seconds = took.as_secs_f64();
    let rate = progress.moves as f64 / seconds.max(0.001) / 1000.0;
    let SearchProgress { runs, states, depth, .. } = progress;
    format!(
        "{seconds:.1} s: {runs} runs, {rate:.0}k moves/s, {states} states, depth {depth}, {best}"
    )
}

impl Shared<'_> {
    fn work(&self, job: usize) {
        let (first, last) = self.plan.seeds;
        let seeds = last - first + 1;
        let each = match self.plan.budget {
            Budget::Time(_) => {
                let rounds = seeds.div_ceil(u64::from(self.plan.jobs));
                self.plan.budget.share(rounds)
            }
            moves @ Budget::Moves(_) => moves.share(seeds),
        };
        loop {
            let seed = self.next.fetch_add(1, Ordering::Relaxed);
            if seed > last || self.enough.load(Ordering::Relaxed) {
                return;
            }
            // The setup was checked, so this does not happen.
            let Ok(search) = Search::new(self.task.clone(), &self.plan.methods, seed) else {
                return;
            };
            self.search(search, seed, each, job);
        }
    }

    fn search(&self, mut search: Search, seed: u64, budget: Budget, job: usize) {
        let begun = Instant::now();
        while !search.is_done() && !self.enough.load(Ordering::Relaxed) {
            let left = match budget {
                Budget::Time(time) if begun.elapsed() < time => SLICE,
                Budget::Time(_) => break,
                Budget::Moves(moves) => moves.saturating_sub(search.progress().moves).min(SLICE),
            };
            if left == 0 {
                break;
            }
            let progress = search.advance(left);
            if let Ok(mut running) = self.running.lock() {
                running[job] = progress;
            }
            if self.plan.first && search.best().is_some() && !search.is_shortening() {
                self.enough.store(true, Ordering::Relaxed);
            }
        }
        self.keep(&search, seed, job);
    }

    /// Keeps the result of a search. Of equally short runs it keeps one that is proved to be the shortest, and then
    /// the one of the smallest seed, so that it does not matter which job was faster.
    fn keep(&self, search: &Search, seed: u64, job: usize) {
        let (Ok(mut outcome), Ok(mut running)) = (self.outcome.lock(), self.running.lock()) else {
            return;
        };
        outcome.progress = sum(outcome.progress, search.progress());
        running[job] = SearchProgress::default();
        let Some(found) = search.best() else { return };
        let rank = |found: &Found, seed: u64| (found.moves.len(), !found.is_shortest, seed);
        if outcome.best.as_ref().is_none_or(|(best, of)| rank(found, seed) < rank(best, *of)) {
            outcome.best = Some((found.clone(), seed));
        }
    }

    fn progress(&self) -> SearchProgress {
        let done = self.outcome.lock().map(|outcome| outcome.progress).unwrap_or_default();
        let running = self.running.lock().map(|running| running.clone()).unwrap_or_default();
        running.into_iter().fold(done, sum)
    }
}

fn sum(one: SearchProgress, other: SearchProgress) -> SearchProgress {
    SearchProgress {
        runs: one.runs + other.runs,
        moves: one.moves + other.moves,
        states: one.states + other.states,
        depth: one.depth.max(other.depth),
        found: one.found + other.found,
        best: one.best.into_iter().chain(other.best).min(),
    }
}
