//! The command line: the same scenarios as on the page, from a terminal.
//!
//! The binary `raft` calls [`main`], which takes its arguments and streams as values, so that a test can call it too.

mod args;
mod check;
mod coverage;
mod event_log;
mod explore;
mod format;
mod input;
mod json;
mod link;
mod list;
mod phrases;
mod play;
mod random;
mod run;
mod screen;
mod source;
mod trace;
mod violations;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};

use crate::args::{Args, Subcommand};
pub use crate::coverage::Coverage;
use crate::screen::Palette;
pub use crate::screen::Terminal;
pub use crate::trace::TraceReporter;

/// The streams from which a command reads and to which it writes.
pub struct Streams<'a> {
    /// The input that `-` reads.
    pub input: &'a mut dyn Read,
    /// The output that was asked for.
    pub out: &'a mut dyn Write,
    /// Messages about what went wrong.
    pub err: &'a mut dyn Write,
    /// Which of them go to a terminal.
    pub terminal: Terminal,
}

impl<'a> Streams<'a> {
    /// Streams of which none is a terminal.
    pub fn new(input: &'a mut dyn Read, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { input, out, err, terminal: Terminal::default() }
    }
}

/// How a command ended: the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Everything was as expected.
    Good = 0,
    /// A run does not do what its text expects, or violates a property, or a text is not in its canonical form, or a
    /// search found nothing.
    Failed = 1,
    /// The command, a file or a text cannot be read, or a file cannot be written.
    Unreadable = 2,
    /// Whoever read the output closed it early, as in `raft run … | head -1`. The number is what a
    /// shell gives for a program that SIGPIPE ended.
    Closed = 141,
}

/// Carries out one command line, the program's name first.
pub fn main(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> ExitStatus {
    let outcome = match Args::read(args) {
        Ok(args) => carry_out(&args, streams),
        Err(error) if error.use_stderr() => {
            write!(streams.err, "{error}").map(|()| ExitStatus::Unreadable)
        }
        Err(help) => write!(streams.out, "{help}").map(|()| ExitStatus::Good),
    };
    let flushed = outcome.and_then(|outcome| streams.out.flush().map(|()| outcome));
    flushed.unwrap_or_else(|error| {
        if error.kind() == ErrorKind::BrokenPipe {
            return ExitStatus::Closed;
        }
        let _ = writeln!(streams.err, "raft: cannot write: {error}");
        ExitStatus::Unreadable
    })
}

fn carry_out(args: &Args, streams: &mut Streams<'_>) -> io::Result<ExitStatus> {
    let palette = Palette::new(args.color, streams.terminal);
    match &args.command {
        Subcommand::Run(args) => run::run(args, palette, streams),
        Subcommand::Check(args) => check::check(args, palette, streams),
        Subcommand::List => list::list(streams),
        Subcommand::Trace(args) => trace::trace(args, streams),
        Subcommand::Fmt(args) => format::format(args, streams),
        Subcommand::Link(args) => link::link(args, streams),
        Subcommand::Unlink(args) => link::unlink(args, streams),
        Subcommand::Random(args) => random::random(args, streams),
        Subcommand::Explore(args) => explore::explore(args, streams),
    }
}
