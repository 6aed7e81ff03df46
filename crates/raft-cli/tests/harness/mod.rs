//! Calls the command line from tests, and makes the random runs that they play.
#![allow(dead_code, reason = "every test binary compiles this module, and uses a part of it")]

use std::ffi::OsString;
use std::path::PathBuf;

use raft_cli::{ExitStatus, Streams};
use raft_scenario::{Fault, Recipe, Report, Runner, Scenario};
use raft_sim::{Observer, Time};

/// What a command did.
pub struct Done {
    pub outcome: ExitStatus,
    pub out: String,
    pub err: String,
}

/// Runs `raft ARGS` with an input to read at the standard input.
pub fn raft_reading(args: &[&str], input: &str) -> Done {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = input.as_bytes();
    let mut streams = Streams::new(&mut input, &mut out, &mut err);
    let args = ["raft"].iter().chain(args).map(OsString::from);
    let outcome = raft_cli::main(args, &mut streams);
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Done { outcome, out: text(out), err: text(err) }
}

/// Runs `raft ARGS`.
pub fn raft(args: &[&str]) -> Done {
    raft_reading(args, "")
}

/// A file of the tests.
pub fn golden(name: &str) -> String {
    format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Compares an output with a file of expected output, and shows the lines that differ. `UPDATE_GOLDEN=1` rewrites the
/// file instead.
pub fn assert_golden(found: &str, path: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, found).expect("the tests' folder can be written");
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "the output is not that of {path} (-); it is (+)\n{}\n\
         If it should be: UPDATE_GOLDEN=1 cargo test -p raft-cli",
        difference(&expected, found)
    );
}

/// The lines in which two texts differ, without their common beginning and end.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let pairs = expected.iter().zip(&found);
    let before = pairs.take_while(|(one, other)| one == other).count();
    let (expected, found) = (&expected[before..], &found[before..]);
    let pairs = expected.iter().rev().zip(found.iter().rev());
    let after = pairs.take_while(|(one, other)| one == other).count();
    let lines = |lines: &[&str], sign| {
        let lines = lines[..lines.len() - after].iter().take(40);
        lines.map(|line| format!("{sign}{line}\n")).collect::<String>()
    };
    let place = format!("at line {}:\n", before + 1);
    place + &lines(expected, '-') + &lines(found, '+')
}

/// A file to be written by a test, with this text in it.
pub fn scratch(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the folder for tests can be written");
    path.display().to_string()
}

/// A random run in which everything may go wrong, mostly in a small cluster, where one wrong vote is decisive. Half
/// of the runs have the paper's rules.
pub fn eventful(seed: u64, ms: u64) -> Recipe {
    let servers = [3, 5, 4, 3, 2, 5, 3, 4, 7, 6, 1];
    Recipe {
        servers: servers[(seed % servers.len() as u64) as usize],
        seed,
        length: Time::from_ms(ms),
        faults: Fault::ALL.iter().map(|&(_, fault)| fault).collect(),
        vary_rules: seed.is_multiple_of(2),
        rules: Vec::new(),
    }
}

/// Plays a run, with a limit: messages that multiply without end are a failure, and not a test that hangs.
pub fn play(scenario: &Scenario, observer: &mut dyn Observer) -> Report {
    let mut runner = Runner::new(scenario, (), observer).expect("there can be such a world");
    let mut events = 0;
    while runner.advance(observer) {
        events += 1;
        assert!(events < 150_000, "a storm of messages\n{}", scenario.print());
    }
    runner.finish()
}
