//! The `raft` command: `raft help` says what it does.

use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use raft_cli::{Streams, Terminal};

fn main() -> ExitCode {
    let (mut input, mut out, mut err) = (io::stdin(), BufWriter::new(io::stdout()), io::stderr());
    let terminal = Terminal {
        out: io::stdout().is_terminal(),
        err: io::stderr().is_terminal(),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    };
    let mut streams = Streams { terminal, ..Streams::new(&mut input, &mut out, &mut err) };
    ExitCode::from(raft_cli::main(std::env::args_os(), &mut streams) as u8)
}
