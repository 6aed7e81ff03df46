//! The command line: the same scenarios as on the page, from a terminal.
//!
//! The binary `raft` calls [`main`], which takes its arguments and streams as values: so a test can
//! call it too.

mod account;
mod args;
mod check;
mod coverage;
mod format;
mod link;
mod phrases;
mod random;
mod run;
mod source;
mod trace;
mod violations;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};

use clap::Parser;

use crate::args::{Args, Command};
pub use crate::coverage::Coverage;
pub use crate::trace::Tracer;

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// What `-` reads.
    pub input: &'a mut dyn Read,
    /// What was asked for.
    pub out: &'a mut dyn Write,
    /// What went wrong.
    pub err: &'a mut dyn Write,
}

/// How a command ended: the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All is well.
    Good = 0,
    /// A run is not what its text expects, or breaks a property, or a text is not in its canonical
    /// form.
    Failed = 1,
    /// The command, a file or a text cannot be read, or a file not be written.
    Unreadable = 2,
}

/// Carries out one command line, the program's name first.
pub fn main(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Outcome {
    let outcome = match Args::try_parse_from(args) {
        Ok(args) => carry_out(&args.command, streams),
        Err(error) if error.use_stderr() => {
            write!(streams.err, "{error}").map(|()| Outcome::Unreadable)
        }
        Err(help) => write!(streams.out, "{help}").map(|()| Outcome::Good),
    };
    let flushed = outcome.and_then(|outcome| streams.out.flush().map(|()| outcome));
    flushed.unwrap_or_else(|error| {
        // Whoever read the output has seen enough: `raft trace … | head`.
        if error.kind() != ErrorKind::BrokenPipe {
            let _ = writeln!(streams.err, "raft: cannot write: {error}");
        }
        Outcome::Unreadable
    })
}

fn carry_out(command: &Command, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    match command {
        Command::Run(args) => run::run(args, streams),
        Command::Check(args) => check::check(args, streams),
        Command::Trace(args) => trace::trace(args, streams),
        Command::Fmt(args) => format::format(args, streams),
        Command::Link(args) => link::link(args, streams),
        Command::Unlink(args) => link::unlink(args, streams),
        Command::Random(args) => random::random(args, streams),
    }
}
