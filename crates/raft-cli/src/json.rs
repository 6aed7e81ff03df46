//! The results of a run as JSON: `raft run --json`. The fields are described in `docs/scenarios.md`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use raft_check::Violation;
use raft_core::{ServerId, Term};
use raft_scenario::{Localized, Origin, ParseError, Report, Scenario, Verdict};
use raft_sim::EventId;
use serde::Serialize;

use crate::coverage::Coverage;
use crate::play::verdicts;
use crate::source::statement;
use crate::source::{ScenarioText, Unreadable};
use crate::violations;

/// One run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunJson<'a> {
    name: &'a str,
    title: BTreeMap<&'a str, &'a str>,
    outcome: &'static str,
    end: f64,
    events: u64,
    digest: String,
    verdicts: Vec<ExpectationJson<'a>>,
    not_done: Vec<NotDone<'a>>,
    violations: Vec<Violated>,
    metrics: Metrics,
}

/// What became of an expectation.
#[derive(Serialize)]
struct ExpectationJson<'a> {
    line: u32,
    column: u32,
    text: &'a str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<String>,
}

/// A step that could not be taken.
#[derive(Serialize)]
struct NotDone<'a> {
    line: u32,
    column: u32,
    text: &'a str,
    why: String,
}

/// A property that was violated.
#[derive(Serialize)]
struct Violated {
    property: &'static str,
    at: f64,
    event: EventId,
    expected: bool,
    facts: [FactJson; 2],
}

/// One of the two facts that contradict each other.
#[derive(Serialize)]
struct FactJson {
    server: ServerId,
    term: Term,
    at: f64,
    event: EventId,
    what: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metrics {
    #[serde(flatten)]
    counts: Coverage,
    leaderless: f64,
    elections_without_winner: u64,
}

/// A text that could not be read, or a run that could not be played.
#[derive(Serialize)]
struct Unread<'a> {
    name: &'a str,
    outcome: &'static str,
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

/// Writes the results of a run, in one line.
pub(crate) fn run(
    source: &ScenarioText,
    scenario: &Scenario,
    report: &Report,
    coverage: &Coverage,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines: Vec<_> = source.text.lines().collect();
    let place = |step: usize| {
        let origin = scenario.steps[step].origin;
        (origin, statement(&lines, origin.line))
    };
    let judged = verdicts(report).map(|(step, verdict)| {
        let (Origin { line, column }, text) = place(step);
        let (verdict, instead) = match verdict {
            Verdict::Held(_) => ("held", None),
            Verdict::Open => ("open", None),
            Verdict::Failed(failure) => ("failed", Some(failure.to_string())),
        };
        ExpectationJson { line, column, text, verdict, instead }
    });
    let not_done = report.problems.iter().map(|(step, problem)| {
        let (Origin { line, column }, text) = place(*step);
        NotDone { line, column, text, why: problem.to_string() }
    });
    let violations = report.judge.violations();
    let violations = violations.map(|it| violated(it, scenario.expects(it.property)));
    let (world, progress) = (&report.world, report.judge.progress());
    write(
        &RunJson {
            name: &source.name,
            title: languages(&scenario.title),
            outcome: if report.is_good() { "held" } else { "failed" },
            end: world.now().ms(),
            events: world.events(),
            digest: format!("{:016x}", world.digest()),
            verdicts: judged.collect(),
            not_done: not_done.collect(),
            violations: violations.collect(),
            metrics: Metrics {
                counts: coverage.clone(),
                leaderless: progress.leaderless_in_all(world.now()).ms(),
                elections_without_winner: progress.elections_without_winner,
            },
        },
        out,
    )
}

/// Writes why there is no run, in one line.
pub(crate) fn unreadable(unreadable: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
    let Unreadable { name, error, at } = unreadable;
    let place = at.as_ref();
    write(
        &Unread {
            name,
            outcome: "unreadable",
            error,
            line: place.map(|&ParseError { line, .. }| line),
            column: place.map(|&ParseError { column, .. }| column),
        },
        out,
    )
}

fn write(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    writeln!(out)
}

fn languages(text: &Localized) -> BTreeMap<&str, &str> {
    text.0.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect()
}

fn violated(violation: &Violation, expected: bool) -> Violated {
    let facts = violation.facts().map(|fact| FactJson {
        server: fact.server,
        term: fact.term,
        at: fact.at.ms(),
        event: fact.seq,
        what: violations::what(fact),
    });
    let (property, at, event) = (violation.property.name(), violation.at.ms(), violation.seq);
    Violated { property, at, event, expected, facts }
}
