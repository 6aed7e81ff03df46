//! The `raft` command: `raft help` says what it does.

use std::process::ExitCode;

use raft_cli::Streams;

fn main() -> ExitCode {
    let (mut input, mut out, mut err) =
        (std::io::stdin(), std::io::BufWriter::new(std::io::stdout()), std::io::stderr());
    let mut streams = Streams { input: &mut input, out: &mut out, err: &mut err };
    ExitCode::from(raft_cli::main(std::env::args_os(), &mut streams) as u8)
}
