//! The project's build tool: `cargo xtask wasm [--dev]`, `cargo xtask bench-wasm`.

mod wasm;

use std::process::ExitCode;

use wasm::Profile;

const USAGE: &str = "\
usage: cargo xtask wasm [--dev]
       cargo xtask bench-wasm

  wasm          build crates/raft-wasm and write its bindings to web/generated
  wasm --dev    the same, quick to build and larger, for editing
  bench-wasm    build crates/raft-bench, and print the folder with its bindings";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        ["wasm"] => wasm::build(Profile::Release),
        ["wasm", "--dev"] => wasm::build(Profile::Dev),
        ["bench-wasm"] => wasm::build_bench().map(|folder| println!("{}", folder.display())),
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
