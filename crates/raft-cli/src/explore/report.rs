//! The report of a search.

use std::io;

use raft_core::Rules;
use raft_explore::{Found, Goal, Method, Reached, SearchProgress, SearchTask};
use raft_scenario::{Scenario, Task};
use serde_json::{Value, json};

use super::shards::{SearchPlan, SearchResults};
use crate::args::{Budget, ExploreArgs};
use crate::source::write_to;
use crate::{ExitStatus, Streams};

/// Writes what was found, or that nothing was.
pub(super) fn report(
    args: &ExploreArgs,
    task: &SearchTask,
    plan: &SearchPlan,
    outcome: &SearchResults,
    streams: &mut Streams<'_>,
) -> io::Result<ExitStatus> {
    let found = outcome.best.as_ref().and_then(|(found, seed)| {
        let mut scenario = found.scenario(task)?;
        scenario.comment = vec![command(args, task, *seed), words(task, found)];
        Some((found, *seed, scenario))
    });
    let status = if found.is_some() { ExitStatus::Good } else { ExitStatus::Failed };
    if let Some((_, _, scenario)) = &found
        && (args.output.is_some() || !args.json)
        && !write_to(args.output.as_deref(), scenario.print().as_bytes(), streams)?
    {
        return Ok(ExitStatus::Unreadable);
    }
    if args.json {
        let found = found.as_ref().map(|(found, seed, scenario)| (*found, *seed, scenario));
        writeln!(streams.out, "{}", json_of(task, found, outcome))?;
        return Ok(status);
    }
    let did = did(plan, outcome);
    match found {
        Some((found, _, _)) => writeln!(streams.err, "{}\n{did}", words(task, found))?,
        None => writeln!(streams.err, "{}\n{did}", nothing(task, &outcome.progress))?,
    }
    Ok(status)
}

/// The command line of a search with the same setup, goal, methods, limits and seed. How long it takes is left out.
fn command(args: &ExploreArgs, task: &SearchTask, seed: u64) -> String {
    let file = args
        .files
        .first()
        .map_or_else(String::new, |path| format!(" {}", shell_quoted(&path.to_string_lossy())));
    let goals: String = match &task.goal {
        Goal::Violation(None) => String::new(),
        Goal::Violation(Some(property)) => format!(" --goal \"violation {}\"", property.name()),
        Goal::Holds(predicates) => predicates
            .iter()
            .map(|predicate| format!(" --goal {}", shell_quoted(&predicate.to_string())))
            .collect(),
    };
    let servers = task.setup.servers;
    let rules = rules(&task.setup.rules);
    let limits = limits(args);
    format!("raft explore{file} --servers {servers}{rules}{goals}{limits} --seeds {seed}..{seed}")
}

/// The methods and the limits that the options choose.
fn limits(args: &ExploreArgs) -> String {
    let mut options = String::new();
    if !args.methods.is_empty() {
        let names: Vec<_> = args.methods.iter().flatten().map(|method| method.name()).collect();
        options = format!(" --method {}", names.join(","));
    }
    let limits = [
        ("terms", args.terms),
        ("commands", args.commands.map(u64::from)),
        ("crashes", args.crashes.map(u64::from)),
    ];
    for (name, limit) in limits {
        options.extend(limit.map(|limit| format!(" --{name} {limit}")));
    }
    options
}

/// The rules that are not the paper's, as options.
fn rules(rules: &Rules) -> String {
    let changed =
        Rules::TABLE.iter().filter(|rule| rule.chosen(rules).name != rule.choices[0].name);
    changed.map(|rule| format!(" --rule \"{} {}\"", rule.name, rule.chosen(rules).name)).collect()
}

/// The text as one word of a shell, in single quotes, so that nothing in it is expanded.
fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What was found, and whether it is known to be the shortest.
fn words(task: &SearchTask, found: &Found) -> String {
    let what = match found.reached {
        Reached::Violated(property) => format!("A run that violates {}", property.name()),
        Reached::Held => "A run that reaches the goal".into(),
    };
    let moves = found.moves.len();
    if found.is_shortest {
        format!("{what} in {moves} moves. No shorter run exists with at most {}.", bounds(task))
    } else {
        format!("{what} in {moves} moves: the shortest that was found.")
    }
}

/// A depth beyond this means that every run within the bounds was explored: no run has that many moves.
const EVERY_RUN: usize = 1_000_000;

fn nothing(task: &SearchTask, progress: &SearchProgress) -> String {
    let proved = match progress.depth {
        0 => "This does not mean that none exists.".into(),
        // Every run within the bounds was explored.
        depth if depth > EVERY_RUN => format!("None exists with at most {}.", bounds(task)),
        depth => format!(
            "None exists with at most {depth} moves, {}. A longer one may exist.",
            bounds(task)
        ),
    };
    format!("No run found. {proved}")
}

fn bounds(task: &SearchTask) -> String {
    task.proof.words(task.setup.servers)
}

/// How much was searched.
fn did(plan: &SearchPlan, outcome: &SearchResults) -> String {
    let SearchProgress { runs, moves, states, .. } = outcome.progress;
    let (first, last) = plan.seeds;
    let methods: Vec<_> = plan.methods.iter().map(|method| method.name()).collect();
    let took = match plan.budget {
        // Without times, the output is the same on every run.
        Budget::Moves(_) => String::new(),
        Budget::Time(_) => format!(" in {:.1} s", outcome.took.as_secs_f64()),
    };
    format!(
        "Searched: {runs} runs, {moves} moves, {states} states{took}; seeds {first}..{last}; {}.",
        methods.join(", ")
    )
}

fn json_of(
    task: &SearchTask,
    found: Option<(&Found, u64, &Scenario)>,
    outcome: &SearchResults,
) -> Value {
    let SearchProgress { runs, moves, states, depth, .. } = outcome.progress;
    let found = found.map(|(found, seed, scenario)| {
        let property = match found.reached {
            Reached::Violated(property) => Some(property.name()),
            Reached::Held => None,
        };
        let is_act = |step: &&raft_scenario::Step| matches!(step.task, Task::Act(_));
        json!({
            "property": property,
            "moves": found.moves.len(),
            "lines": scenario.steps.iter().filter(is_act).count(),
            "method": Method::name(found.method),
            "seed": seed,
            "isShortest": found.is_shortest,
            "text": scenario.print(),
        })
    });
    let seconds = outcome.took.as_secs_f64();
    json!({
        "servers": task.setup.servers,
        "found": found,
        "runs": runs,
        "moves": moves,
        "states": states,
        "depth": depth,
        "seconds": seconds,
    })
}
