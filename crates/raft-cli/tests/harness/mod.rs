//! Calling the command line from tests.

use std::ffi::OsString;
use std::path::PathBuf;

use raft_cli::{Outcome, Streams};

/// What a command did.
pub struct Done {
    pub outcome: Outcome,
    pub out: String,
    pub err: String,
}

/// Carries out `raft ARGS`, with something to read at the standard input.
pub fn raft_reading(args: &[&str], input: &str) -> Done {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams { input: &mut input.as_bytes(), out: &mut out, err: &mut err };
    let args = ["raft"].iter().chain(args).map(OsString::from);
    let outcome = raft_cli::main(args, &mut streams);
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Done { outcome, out: text(out), err: text(err) }
}

/// Carries out `raft ARGS`.
pub fn raft(args: &[&str]) -> Done {
    raft_reading(args, "")
}

/// A file of the tests.
#[allow(dead_code, reason = "not every test has files")]
pub fn golden(name: &str) -> String {
    format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file to be written by a test, with this text in it.
#[allow(dead_code, reason = "not every test has files")]
pub fn scratch(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the folder for tests can be written");
    path.display().to_string()
}
