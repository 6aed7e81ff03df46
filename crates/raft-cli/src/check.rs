//! `raft check`.

use std::io::{self, Write};

use raft_check::Judge;
use raft_scenario::Scenario;

use crate::args::CheckArgs;
use crate::play::play;
use crate::screen::{Palette, ProgressLine};
use crate::source::ScenarioText;
use crate::{ExitStatus, Streams, violations};

pub(crate) fn check(
    args: &CheckArgs,
    palette: Palette,
    streams: &mut Streams<'_>,
) -> io::Result<ExitStatus> {
    let mut worst = ExitStatus::Good;
    for path in &args.files {
        worst = worst.max(match ScenarioText::scenario(path, streams)? {
            Ok((source, scenario)) => check_one(palette, &source, &scenario, streams)?,
            Err(_) => ExitStatus::Unreadable,
        });
        streams.out.flush()?;
    }
    Ok(worst)
}

fn check_one(
    palette: Palette,
    source: &ScenarioText,
    scenario: &Scenario,
    streams: &mut Streams<'_>,
) -> io::Result<ExitStatus> {
    let (end, is_shown) = (scenario.ends_at(), streams.terminal.err);
    let mut progress = ProgressLine::new(&source.name, end, &mut *streams.err, is_shown);
    let played = play(scenario, &mut progress)?;
    progress.clear()?;
    let judge = match played {
        Ok(report) => report.judge,
        Err(error) => {
            source.cannot_be_played(&error, streams)?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    report(&source.name, &judge, palette, streams.out)?;
    Ok(if judge.found() == 0 { ExitStatus::Good } else { ExitStatus::Failed })
}

fn report(name: &str, judge: &Judge, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    for violation in judge.violations() {
        let property = palette.bad(violation.property.name());
        writeln!(out, "{name}: {property} violated at {}", violation.at)?;
        for fact in violations::facts(violation) {
            writeln!(out, "  {fact}")?;
        }
    }
    match judge.found() {
        0 => writeln!(out, "{name}: {}", palette.good("no violation")),
        1 => writeln!(out, "{name}: {}", palette.bad("1 violation")),
        found => writeln!(out, "{name}: {}", palette.bad(format!("{found} violations"))),
    }
}
