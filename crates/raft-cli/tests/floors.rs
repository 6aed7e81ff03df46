//! The house is a straight tower: no floor depends on one above it.

use std::process::Command;

use serde_json::Value;

/// From the ground up. Those on one line stand beside each other and must not know each other.
const FLOORS: &[&[&str]] = &[
    &["raft-core"],
    &["raft-sim"],
    &["raft-check"],
    &["raft-scenario"],
    &["raft-wasm", "raft-cli", "raft-bench"],
    &["xtask"],
];

fn floor(package: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&package))
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

#[test]
fn every_package_stands_on_a_floor_and_knows_only_those_below() {
    let packages = packages();
    assert_eq!(packages.len(), FLOORS.iter().map(|floor| floor.len()).sum::<usize>());
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let here = floor(name).unwrap_or_else(|| panic!("{name} stands on no floor"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let other = dependency["name"].as_str().expect("a name");
            assert!(floor(other).is_none_or(|floor| floor < here), "{name} depends on {other}");
        }
    }
}
