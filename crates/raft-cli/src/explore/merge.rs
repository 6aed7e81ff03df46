//! `raft explore --merge`: chooses the shortest of several runs that were found.

use std::io;

use raft_scenario::{Expectation, Scenario, Step, Task, When};

use crate::args::ExploreArgs;
use crate::source::{ScenarioText, write_to};
use crate::{ExitStatus, Streams};

/// Writes the text that does what it expects with the fewest steps: of equally short ones, the first.
pub(super) fn merge(args: &ExploreArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let mut best: Option<(usize, String, String)> = None;
    for path in &args.files {
        let (source, scenario) = match ScenarioText::scenario(path, streams)? {
            Ok(read) => read,
            Err(_) => return Ok(ExitStatus::Unreadable),
        };
        if !reaches(&scenario) {
            writeln!(streams.err, "{}: left out: the run is not what it expects", source.name)?;
            continue;
        }
        let steps = scenario.steps.iter().filter(|step| is_act(step)).count();
        if best.as_ref().is_none_or(|(fewest, ..)| steps < *fewest) {
            best = Some((steps, source.name, scenario.print()));
        }
    }
    let Some((steps, name, text)) = best else {
        writeln!(streams.err, "None of the texts reaches what it expects.")?;
        return Ok(ExitStatus::Failed);
    };
    if !write_to(args.output.as_deref(), text.as_bytes(), streams)? {
        return Ok(ExitStatus::Unreadable);
    }
    writeln!(streams.err, "The shortest is {name}, with {steps} steps.")?;
    Ok(ExitStatus::Good)
}

fn is_act(step: &Step) -> bool {
    matches!(step.task, Task::Act(_))
}

/// Whether the text expects something to happen, and it does.
fn reaches(scenario: &Scenario) -> bool {
    let expects = scenario.steps.iter().any(|step| {
        matches!(&step.task, Task::Expect(Expectation { when: When::At | When::By, .. }))
    });
    expects && scenario.run(&mut ()).is_ok_and(|report| report.is_good())
}
