//! The project's build tool: `cargo xtask wasm [--dev]`.

mod wasm;

use std::process::ExitCode;

use wasm::Profile;

const USAGE: &str = "\
usage: cargo xtask wasm [--dev]

  wasm          build crates/raft-wasm and write its bindings to web/generated
  wasm --dev    the same, quick to build and larger, for editing";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        ["wasm"] => wasm::build(Profile::Release),
        ["wasm", "--dev"] => wasm::build(Profile::Dev),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
