//! `raft run`.

use std::io::{self, Write};

use raft_scenario::{Origin, Report, Scenario, Verdict, snippet};

use crate::args::RunArgs;
use crate::coverage::Coverage;
use crate::event_log::{Detail, EventLogWriter};
use crate::play::{play, verdicts};
use crate::screen::{Palette, ProgressLine};
use crate::source::{ScenarioText, statement};
use crate::{ExitStatus, Streams, json, violations};

pub(crate) fn run(
    args: &RunArgs,
    palette: Palette,
    streams: &mut Streams<'_>,
) -> io::Result<ExitStatus> {
    let mut worst = ExitStatus::Good;
    for (at, path) in args.files.iter().enumerate() {
        if at > 0 && detail(args) != Detail::Nothing {
            writeln!(streams.out)?;
        }
        worst = worst.max(match ScenarioText::scenario(path, streams)? {
            Ok((source, scenario)) => run_one(args, palette, &source, &scenario, streams)?,
            Err(unreadable) => {
                if args.json {
                    json::unreadable(&unreadable, streams.out)?;
                }
                ExitStatus::Unreadable
            }
        });
        streams.out.flush()?;
    }
    Ok(worst)
}

fn detail(args: &RunArgs) -> Detail {
    match args {
        RunArgs { quiet: true, .. } | RunArgs { json: true, .. } => Detail::Nothing,
        RunArgs { verbose: true, .. } => Detail::Everything,
        _ => Detail::Summary,
    }
}

fn run_one(
    args: &RunArgs,
    palette: Palette,
    source: &ScenarioText,
    scenario: &Scenario,
    streams: &mut Streams<'_>,
) -> io::Result<ExitStatus> {
    let detail = detail(args);
    if detail != Detail::Nothing {
        let title = scenario.title.in_language("en");
        let title = if title.is_empty() { String::new() } else { format!(": {}", snippet(title)) };
        writeln!(streams.out, "{}{title}", source.name)?;
    }
    let is_unseen = detail == Detail::Nothing || !streams.terminal.out;
    let is_shown = streams.terminal.err && is_unseen;
    let log = EventLogWriter::new(&mut *streams.out, detail, palette);
    let progress = ProgressLine::new(&source.name, scenario.ends_at(), &mut *streams.err, is_shown);
    let mut reporters = (Coverage::default(), (log, progress));
    let played = play(scenario, &mut reporters)?;
    let (coverage, (log, progress)) = reporters;
    progress.clear()?;
    let report = match played {
        Ok(report) => report,
        Err(error) => {
            let unreadable = source.cannot_be_played(&error, streams)?;
            if args.json {
                json::unreadable(&unreadable, streams.out)?;
            }
            return Ok(ExitStatus::Unreadable);
        }
    };
    log.end(&report.world)?;
    if args.json {
        json::run(source, scenario, &report, &coverage, streams.out)?;
    } else {
        let mut summary = Summary { source, quiet: args.quiet, palette, out: streams.out };
        if !args.quiet {
            writeln!(summary.out, "  {coverage}")?;
        }
        summary.violations(scenario, &report)?;
        summary.expectations(scenario, &report)?;
    }
    Ok(if report.is_good() { ExitStatus::Good } else { ExitStatus::Failed })
}

/// The results of a run, written below its event log.
struct Summary<'a> {
    source: &'a ScenarioText,
    quiet: bool,
    palette: Palette,
    out: &'a mut dyn Write,
}

impl Summary<'_> {
    /// Writes which properties were violated; if quiet, only those whose violation the text does not expect.
    fn violations(&mut self, scenario: &Scenario, report: &Report) -> io::Result<()> {
        let Self { palette, .. } = *self;
        for violation in report.judge.violations() {
            let (name, at) = (violation.property.name(), violation.at);
            if !scenario.expects(violation.property) {
                let word = palette.bad("VIOLATED");
                writeln!(self.out, "  {word}  {name} at {at}; the text does not expect it")?;
            } else if self.quiet {
                continue;
            } else {
                let word = palette.good("violated");
                writeln!(self.out, "  {word}  {name} at {at}, as expected")?;
            }
            for fact in violations::facts(violation) {
                writeln!(self.out, "            {fact}")?;
            }
        }
        Ok(())
    }

    /// Writes what became of the expectations, and which steps could not be taken.
    fn expectations(&mut self, scenario: &Scenario, report: &Report) -> io::Result<()> {
        let Self { palette, quiet, .. } = *self;
        let name = &self.source.name;
        let lines: Vec<_> = self.source.text.lines().collect();
        let place = |step: usize| {
            let Origin { line, column } = scenario.steps[step].origin;
            format!("{name}:{line}:{column}: {}", snippet(statement(&lines, line)))
        };
        for (step, problem) in &report.problems {
            let word = palette.warning("not done");
            writeln!(self.out, "  {word}  {}\n            {problem}", place(*step))?;
        }
        for (step, verdict) in verdicts(report) {
            match verdict {
                Verdict::Failed(failure) => {
                    let word = palette.bad("FAILS");
                    writeln!(self.out, "  {word}     {}\n            {failure}", place(step))?;
                }
                Verdict::Held(_) if !quiet => {
                    writeln!(self.out, "  {}     {}", palette.good("holds"), place(step))?;
                }
                Verdict::Held(_) | Verdict::Open => {}
            }
        }
        if quiet && report.is_good() {
            return Ok(());
        }
        let sum = sum(report);
        let sum = if report.is_good() { palette.good(sum) } else { palette.bad(sum) };
        writeln!(self.out, "{name}: {sum}")
    }
}

fn sum(report: &Report) -> String {
    let held = verdicts(report).filter(|(_, verdict)| verdict.has_held()).count();
    let met = match (held, verdicts(report).count()) {
        (_, 0) => "nothing is expected".into(),
        (held, 1) => format!("{held} of 1 expectation met"),
        (held, all) => format!("{held} of {all} expectations met"),
    };
    match report.problems.len() {
        0 => met,
        1 => format!("{met}, and 1 step could not be taken"),
        steps => format!("{met}, and {steps} steps could not be taken"),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::play::tests::PLAYED;
    use crate::{ExitStatus, Streams};

    /// How many runs a command plays.
    fn plays(args: &[&str]) -> u64 {
        let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
        let mut streams = Streams::new(&mut input, &mut out, &mut err);
        let before = PLAYED.get();
        let args = ["raft"].iter().chain(args).map(OsString::from);
        assert_eq!(crate::main(args, &mut streams), ExitStatus::Good);
        PLAYED.get() - before
    }

    #[test]
    fn a_run_is_played_once_whatever_is_asked_of_it() {
        for option in ["-v", "-q", "--json", "--color=always"] {
            assert_eq!(plays(&["run", option, "figure-7", "first-election"]), 2, "{option}");
        }
        assert_eq!(plays(&["run", "figure-7"]), 1);
        assert_eq!(plays(&["check", "figure-7"]), 1);
        assert_eq!(plays(&["trace", "figure-7"]), 1);
        assert_eq!(plays(&["random", "--seconds", "1"]), 1);
    }
}
