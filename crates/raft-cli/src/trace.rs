//! `raft trace`: a run as rows of JSON, one for every step of a server. `raft-trace` writes the rows.

use std::io::{self, Write};

use raft_check::Judge;
use raft_scenario::{Scenario, Watcher};
use raft_sim::{Event, Observer, ServerStep, SetupError, World};

use crate::args::TraceArgs;
use crate::play::{Reporter, play};
use crate::source::{ScenarioText, write_to};
use crate::{ExitStatus, Streams};

pub(crate) fn trace(args: &TraceArgs, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let Ok((source, scenario)) = ScenarioText::scenario(&args.file, streams)? else {
        return Ok(ExitStatus::Unreadable);
    };
    let written = match &args.output {
        // Rows are written as they are made, so that a trace larger than the memory can go to a pipe.
        None => write_rows(&scenario, &mut *streams.out)?.map(|()| true),
        Some(path) => {
            let mut rows = Vec::new();
            match write_rows(&scenario, &mut rows)? {
                Ok(()) => write_to(Some(path), &rows, streams).map(Ok)?,
                Err(error) => Err(error),
            }
        }
    };
    match written {
        Ok(true) => Ok(ExitStatus::Good),
        Ok(false) => Ok(ExitStatus::Unreadable),
        Err(error) => {
            source.cannot_be_played(&error, streams)?;
            Ok(ExitStatus::Unreadable)
        }
    }
}

fn write_rows(scenario: &Scenario, out: impl Write) -> io::Result<Result<(), SetupError>> {
    let mut tracer = TraceReporter::new(out, scenario.setup.servers);
    match play(scenario, &mut tracer)? {
        Ok(_) => tracer.finish().map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// A tracer that follows a run played for the command line.
pub struct TraceReporter<W>(raft_trace::Tracer<W>);

impl<W: Write> TraceReporter<W> {
    /// A tracer for a cluster of `servers` servers, from the very beginning of the run.
    pub fn new(out: W, servers: u8) -> Self {
        Self(raft_trace::Tracer::new(out, servers))
    }

    /// Ends the trace.
    ///
    /// # Errors
    /// Returns the error when not all rows could be written.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map(|_| ())
    }
}

impl<W: Write> Watcher for TraceReporter<W> {}

impl<W: Write> Reporter for TraceReporter<W> {
    fn report(&mut self, _world: &World, _judge: &Judge) -> io::Result<()> {
        self.0.check()
    }
}

impl<W: Write> Observer for TraceReporter<W> {
    fn event(&mut self, event: Event) {
        self.0.event(event);
    }

    fn step(&mut self, step: ServerStep<'_>) {
        self.0.step(step);
    }
}
