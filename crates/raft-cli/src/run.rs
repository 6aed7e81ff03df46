//! `raft run`.

use std::io::{self, Write};

use raft_scenario::{Report, Scenario, Verdict};

use crate::account::Account;
use crate::args::RunArgs;
use crate::coverage::Coverage;
use crate::source::Source;
use crate::{Outcome, Streams, violations};

pub(crate) fn run(args: &RunArgs, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut worst = Outcome::Good;
    for (at, path) in args.files.iter().enumerate() {
        let outcome = match Source::scenario(path, streams)? {
            None => Outcome::Unreadable,
            Some((source, scenario)) => {
                if at > 0 && !args.quiet {
                    writeln!(streams.out)?;
                }
                run_one(args, &source, &scenario, streams)?
            }
        };
        worst = worst.max(outcome);
    }
    Ok(worst)
}

fn run_one(
    args: &RunArgs,
    source: &Source,
    scenario: &Scenario,
    streams: &mut Streams<'_>,
) -> io::Result<Outcome> {
    let mut coverage = Coverage::default();
    let report = match scenario.run(&mut coverage) {
        Ok(report) => report,
        Err(error) => {
            writeln!(streams.err, "{}: {error}", source.name)?;
            return Ok(Outcome::Unreadable);
        }
    };
    let out = &mut *streams.out;
    let title = scenario.title.in_language("en");
    let title = if title.is_empty() { String::new() } else { format!(": {title}") };
    if !args.quiet {
        writeln!(out, "{}{title}", source.name)?;
        Account::new(&mut *out, args.verbose).tell(scenario)?;
        writeln!(out, "  {coverage}")?;
    }
    violated(scenario, &report, args.quiet, out)?;
    judge(source, &report, args.quiet, out)?;
    Ok(if report.is_good() { Outcome::Good } else { Outcome::Failed })
}

/// Says which properties were violated; if quiet, only of those of which the text does not expect it.
fn violated(
    scenario: &Scenario,
    report: &Report,
    quiet: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for violation in report.judge.violations() {
        let (name, at) = (violation.property.name(), violation.at);
        match scenario.expects(violation.property) {
            true if quiet => continue,
            true => writeln!(out, "  violated  {name} at {at}, as expected")?,
            false => writeln!(out, "  VIOLATED  {name} at {at}; the text does not expect it")?,
        }
        for fact in violations::facts(violation) {
            writeln!(out, "            {fact}")?;
        }
    }
    Ok(())
}

/// Says what became of the expectations, and which steps could not be taken.
fn judge(source: &Source, report: &Report, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let lines = source.lines();
    let place = |step: usize| {
        let number = lines.get(step).copied().unwrap_or(0);
        format!("{}:{number}: {}", source.name, source.line(number))
    };
    for (step, problem) in &report.problems {
        writeln!(out, "  not done  {}\n            {problem}", place(*step))?;
    }
    let verdicts = || {
        let verdicts = report.verdicts.iter().enumerate();
        verdicts.filter_map(|(step, verdict)| Some((step, verdict.as_ref()?)))
    };
    for (step, verdict) in verdicts() {
        match verdict {
            Verdict::Failed(what_is) => {
                writeln!(out, "  FAILS     {}\n            {what_is}", place(step))?;
            }
            Verdict::Held if !quiet => writeln!(out, "  holds     {}", place(step))?,
            Verdict::Held | Verdict::Open => {}
        }
    }
    let held = verdicts().filter(|(_, verdict)| **verdict == Verdict::Held).count();
    let all = verdicts().count();
    let undone = match report.problems.len() {
        0 => String::new(),
        1 => ", and 1 step could not be taken".into(),
        steps => format!(", and {steps} steps could not be taken"),
    };
    if !quiet || !report.is_good() {
        let met = match (held, all) {
            (_, 0) => "nothing is expected".into(),
            (held, 1) => format!("{held} of 1 expectation met"),
            (held, all) => format!("{held} of {all} expectations met"),
        };
        writeln!(out, "{}: {met}{undone}", source.name)?;
    }
    Ok(())
}
