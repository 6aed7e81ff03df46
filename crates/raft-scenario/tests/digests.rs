//! The same run on every machine: `digests.json` holds runs, each as a scenario and as what a page
//! would do, with the fingerprint of the last state. This side plays the scenarios; the WebAssembly
//! side (`web/tests/unit/digest.test.ts`) does what the page would do.
//!
//! After a change that is meant to change runs: `UPDATE_DIGESTS=1 cargo test -p raft-scenario`.

use raft_scenario::{Report, Scenario};
use serde::Deserialize;

#[derive(Deserialize)]
struct Script {
    name: String,
    digest: String,
    text: Vec<String>,
}

impl Script {
    fn run(&self) -> Report {
        let scenario = Scenario::parse(&self.text.join("\n"))
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let report = scenario.run(&mut ()).expect(&self.name);
        assert_eq!(report.problems, [], "{}", self.name);
        report
    }
}

fn path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digests.json")
}

fn scripts() -> (String, Vec<Script>) {
    let text = std::fs::read_to_string(path()).expect("digests.json");
    let scripts = serde_json::from_str(&text).expect("scripts");
    (text, scripts)
}

#[test]
fn runs_end_where_they_always_did() {
    let (mut text, scripts) = scripts();
    let mut wrong = Vec::new();
    for script in &scripts {
        let digest = format!("{:016x}", script.run().world.digest());
        if digest != script.digest {
            wrong.push(format!("{}: {digest}", script.name));
            text = text.replace(&format!("\"{}\"", script.digest), &format!("\"{digest}\""));
        }
    }
    if std::env::var_os("UPDATE_DIGESTS").is_some() {
        std::fs::write(path(), text).expect("digests.json");
    } else {
        assert!(wrong.is_empty(), "other than in digests.json: {wrong:#?}");
    }
}

/// A fingerprint that is the same for everything would prove nothing.
#[test]
fn scripts_lead_to_different_ends_and_to_something() {
    let (_, scripts) = scripts();
    let mut digests: Vec<_> = scripts.iter().map(|script| &script.digest).collect();
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), scripts.len());
    for script in &scripts {
        let world = script.run().world;
        let applied = world.servers().iter().map(|server| server.node.volatile.last_applied).max();
        let asked = world.clients().requests().count();
        assert!(asked == 0 || applied > Some(0), "{}: nothing was applied", script.name);
    }
}
