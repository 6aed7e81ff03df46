//! `raft check`.

use std::io::{self, Write};

use raft_check::Judge;
use raft_scenario::Scenario;

use crate::args::CheckArgs;
use crate::source::Source;
use crate::{Outcome, Streams, violations};

pub(crate) fn check(args: &CheckArgs, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut worst = Outcome::Good;
    for path in &args.files {
        let outcome = match Source::scenario(path, streams)? {
            None => Outcome::Unreadable,
            Some((source, scenario)) => check_one(&source, &scenario, streams)?,
        };
        worst = worst.max(outcome);
    }
    Ok(worst)
}

fn check_one(
    source: &Source,
    scenario: &Scenario,
    streams: &mut Streams<'_>,
) -> io::Result<Outcome> {
    let judge = match scenario.run(&mut ()) {
        Ok(report) => report.judge,
        Err(error) => {
            writeln!(streams.err, "{}: {error}", source.name)?;
            return Ok(Outcome::Unreadable);
        }
    };
    tell(&source.name, &judge, streams.out)?;
    Ok(if judge.found() == 0 { Outcome::Good } else { Outcome::Failed })
}

fn tell(name: &str, judge: &Judge, out: &mut dyn Write) -> io::Result<()> {
    for violation in judge.violations() {
        writeln!(out, "{name}: {} violated at {}", violation.property.name(), violation.at)?;
        for fact in violations::facts(violation) {
            writeln!(out, "  {fact}")?;
        }
    }
    match judge.found() {
        0 => writeln!(out, "{name}: no violation"),
        1 => writeln!(out, "{name}: 1 violation"),
        found => writeln!(out, "{name}: {found} violations"),
    }
}
