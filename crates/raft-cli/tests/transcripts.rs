//! What `raft run` prints for every built-in scenario, word for word.
//!
//! `UPDATE_GOLDEN=1 cargo test -p raft-cli` rewrites the files.

mod harness;

use std::collections::BTreeSet;
use std::fs;

use harness::{assert_golden, raft};
use raft_cli::ExitStatus;
use raft_scenario::builtin;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/transcripts");

#[test]
fn every_built_in_scenario_runs_as_its_transcript_says() {
    for (name, _) in builtin::ALL {
        let done = raft(&["run", name]);
        assert_eq!((done.outcome, done.err.as_str()), (ExitStatus::Good, ""), "{name}");
        assert_golden(&done.out, &format!("{FOLDER}/{name}.txt"));
    } // And no transcript is left of one that is gone.
    let files = fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().path());
    let found: BTreeSet<_> = files.map(|file| file.display().to_string()).collect();
    let names = builtin::ALL.iter().map(|(name, _)| format!("{FOLDER}/{name}.txt"));
    assert_eq!(found, names.collect());
}
