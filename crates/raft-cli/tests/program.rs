//! The program itself: exit codes, and an output that nobody reads.

use std::process::{Command, Stdio};

fn raft(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_raft"));
    command.args(args).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden"));
    command
}

#[test]
fn exit_codes_are_as_promised() {
    let cases: [(&[&str], i32); 5] = [
        (&["run", "by-hand.raft"], 0),
        (&["run", "fails.raft", "by-hand.raft"], 1),
        (&["run", "fails.raft", "nowhere.raft", "by-hand.raft"], 2),
        (&["fmt", "--check", "fails.raft"], 1),
        (&["nothing"], 2),
    ];
    for (args, code) in cases {
        let output = raft(args).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_trouble() {
    for args in [&["random", "--seconds", "30"][..], &["run", "figure-7"], &["list"]] {
        // Nobody reads, from the start: otherwise a short output could be written before its reader leaves.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = raft(args).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(141), "{args:?}");
    }
}

#[test]
fn what_is_no_terminal_gets_no_colour() {
    let output = raft(&["run", "fails.raft", "figure-7"]).output().unwrap();
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
}

#[test]
fn the_version_is_that_of_the_npm_package() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../package.json");
    let package: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let output = raft(&["--version"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.trim(), format!("raft {}", package["version"].as_str().unwrap()));
}
