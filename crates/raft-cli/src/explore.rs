//! `raft explore`.

mod merge;
mod report;
mod shards;

use std::io;

use raft_explore::{Bounds, Goal, Method, SearchTask};
use raft_scenario::quote;
use raft_sim::Setup;

use self::merge::merge;
use self::report::report;
use self::shards::{SearchPlan, search_all};
use crate::args::{Budget, Chosen, ExploreArgs};
use crate::source::ScenarioText;
use crate::{ExitStatus, Streams};

/// The number of servers when nothing else is said: the fewest in which a majority can be wrong.
const SERVERS: u8 = 3;

pub(crate) fn explore(args: &ExploreArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    if args.merge {
        return merge(args, streams);
    }
    let Some(setup) = setup(args, streams)? else { return Ok(ExitStatus::Unreadable) };
    let goal = match Goal::parse(&args.goals, setup.servers) {
        Ok(goal) => goal,
        Err((number, error)) => {
            let (goal, column) = (&args.goals[number], error.column);
            let goal = quote(goal);
            writeln!(streams.err, "--goal {goal}, column {column}: {}", error.problem())?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let bounds = args.bounds(Bounds::default().with_room_for(&goal));
    let task = match SearchTask::new(setup, goal, bounds) {
        Ok(task) => SearchTask { proof: args.bounds(Bounds::EXHAUSTIVE), ..task },
        Err(error) => {
            writeln!(streams.err, "raft: {error}")?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let plan = SearchPlan {
        methods: methods(args),
        seeds: args.seeds.unwrap_or((1, u64::from(args.jobs))),
        jobs: args.jobs,
        budget: args.budget,
        first: args.first,
    };
    let outcome = search_all(&task, &plan, streams)?;
    report(args, &task, &plan, &outcome, streams)
}

fn methods(args: &ExploreArgs) -> Vec<Method> {
    if args.methods.is_empty() {
        return Method::PORTFOLIO.to_vec();
    }
    args.methods.iter().flatten().copied().collect()
}

/// The setup: the head of a text, changed by the options. `None`, after an error message, when the text cannot be
/// read.
fn setup(args: &ExploreArgs, streams: &mut Streams<'_>) -> io::Result<Option<Setup>> {
    let mut setup = match args.files.first() {
        None => Setup { servers: SERVERS, ..Setup::default() },
        Some(path) => match ScenarioText::scenario(path, streams)? {
            Ok((_, scenario)) => scenario.setup,
            Err(_) => return Ok(None),
        },
    };
    setup.servers = args.servers.unwrap_or(setup.servers);
    for &Chosen { rule, choice } in &args.rules {
        let _ = rule.choose(&mut setup.rules, choice);
    }
    Ok(Some(setup))
}

impl Budget {
    /// The share of the budget for one of `parts`.
    fn share(self, parts: u64) -> Self {
        match self {
            Self::Time(time) => Self::Time(time / parts.max(1) as u32),
            Self::Moves(moves) => Self::Moves(moves / parts.max(1)),
        }
    }
}
