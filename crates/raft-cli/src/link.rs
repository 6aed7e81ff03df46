//! `raft link` and `raft unlink`.

use std::io;

use raft_scenario::{Linked, Localized, RunLink, Scenario, Task, builtin};

use crate::args::{LinkArgs, UnlinkArgs};
use crate::input::linked;
use crate::source::ScenarioText;
use crate::{ExitStatus, Streams};

pub(crate) fn link(args: &LinkArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let Ok((_, mut scenario)) = ScenarioText::scenario(&args.file, streams)? else {
        return Ok(ExitStatus::Unreadable);
    };
    if args.bare {
        strip(&mut scenario);
    }
    let text = scenario.print();
    let run = match builtin::name_of(&text) {
        Some(name) => Linked::Builtin(name.into()),
        None => Linked::Text(text),
    };
    writeln!(streams.out, "{}", RunLink { run, at: args.at })?;
    Ok(ExitStatus::Good)
}

/// Removes everything except the acts and the end of the run.
fn strip(scenario: &mut Scenario) {
    scenario.end = Some(scenario.ends_at());
    scenario.title = Localized::default();
    scenario.comment.clear();
    scenario.steps.retain_mut(|step| {
        step.comment.clear();
        matches!(step.task, Task::Act(_))
    });
    // The end is written only where it is later than the last step.
    if scenario.steps.last().is_some_and(|last| Some(last.at) == scenario.end) {
        scenario.end = None;
    }
}

pub(crate) fn unlink(args: &UnlinkArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let mut address = args.link.clone();
    if address == "-" {
        address.clear();
        streams.input.read_to_string(&mut address)?;
    }
    let at = RunLink::read(&address).ok().and_then(|link| link.at);
    let text = match linked(&address) {
        Ok(text) => text,
        Err(error) => {
            writeln!(streams.err, "raft: {error}")?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    write!(streams.out, "{text}")?;
    if let Some(at) = at {
        writeln!(streams.err, "The link opens it at {at}.")?;
    }
    // The text is shown even when it is wrong, so that it can be corrected.
    let source = ScenarioText { name: "<link>".into(), text, is_file: false };
    let scenario = source.parse(streams)?;
    Ok(if scenario.is_ok() { ExitStatus::Good } else { ExitStatus::Unreadable })
}
