//! The same script gives the same run on every machine: the scripts and the fingerprints of their
//! last states are in `tests/digests.json`, which the WebAssembly side reads too
//! (`web/tests/unit/digest.test.ts`).
//!
//! After a change that is meant to change runs: `UPDATE_DIGESTS=1 cargo test -p raft-sim digests`.

use raft_core::{Range, Rules, Timing};
use raft_sim::{Action, NetworkSettings, Setup, Time, World};
use serde::Deserialize;

#[derive(Deserialize)]
struct Script {
    name: String,
    setup: SetupText,
    acts: Vec<Act>,
    until: Time,
    digest: String,
}

/// As the page writes it: in milliseconds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SetupText {
    servers: u8,
    seed: u64,
    election_min: Time,
    election_max: Time,
    heartbeat: Time,
    network: NetworkSettings,
    rules: Rules,
}

#[derive(Deserialize)]
struct Act {
    at: Time,
    action: Action,
}

impl Script {
    fn setup(&self) -> Setup {
        let text = &self.setup;
        Setup {
            servers: text.servers,
            seed: text.seed,
            timing: Timing {
                election_timeout: Range {
                    min: text.election_min.0,
                    max: text.election_max.0,
                },
                heartbeat_interval: text.heartbeat.0,
            },
            network: text.network,
            rules: text.rules,
            ..Setup::default()
        }
    }

    fn run(&self) -> World {
        let mut world = World::new(self.setup(), &mut ()).expect(&self.name);
        for Act { at, action } in &self.acts {
            world.run_until(*at, &mut ());
            world
                .act(action.clone(), &mut ())
                .unwrap_or_else(|refusal| panic!("{} at {at}: {refusal}", self.name));
        }
        world.run_until(self.until, &mut ());
        world
    }
}

fn path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digests.json")
}

#[test]
fn runs_end_where_they_always_did() {
    let mut text = std::fs::read_to_string(path()).expect("digests.json");
    let scripts: Vec<Script> = serde_json::from_str(&text).expect("scripts");
    let update = std::env::var_os("UPDATE_DIGESTS").is_some();
    let mut wrong = Vec::new();
    for script in &scripts {
        let digest = format!("{:016x}", script.run().digest());
        if digest != script.digest {
            wrong.push(format!("{}: {digest}", script.name));
            text = text.replace(&format!("\"{}\"", script.digest), &format!("\"{digest}\""));
        }
    }
    if update {
        std::fs::write(path(), text).expect("digests.json");
    } else {
        assert!(wrong.is_empty(), "other than in digests.json: {wrong:#?}");
    }
}

/// A fingerprint that is the same for everything would prove nothing.
#[test]
fn scripts_lead_to_different_ends_and_to_something() {
    let text = std::fs::read_to_string(path()).expect("digests.json");
    let scripts: Vec<Script> = serde_json::from_str(&text).expect("scripts");
    let mut digests: Vec<_> = scripts.iter().map(|script| &script.digest).collect();
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), scripts.len());
    for script in &scripts {
        let world = script.run();
        let applied = world
            .servers()
            .iter()
            .map(|server| server.node.volatile.last_applied)
            .max();
        let asked = world.clients().requests().count();
        assert!(
            asked == 0 || applied > Some(0),
            "{}: nothing was applied",
            script.name
        );
        let other = Setup {
            seed: script.setup.seed + 1,
            ..script.setup()
        };
        let other = World::new(other, &mut ()).expect("a setup");
        assert_ne!(
            other.digest(),
            World::new(script.setup(), &mut ())
                .expect("a setup")
                .digest()
        );
    }
}
