//! Checks what the crates depend on: each only on those below it, and on packages whose licence and source are
//! allowed. Also checks that the modules of a crate do not depend on each other in a circle, and that no two crates
//! use one name for two things.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The layers, lowest first. Crates of one layer must not depend on each other.
const LAYERS: &[&[&str]] = &[
    &["raft-core"],
    &["raft-sim"],
    &["raft-check", "raft-trace"],
    &["raft-scenario"],
    &["raft-explore"],
    &["raft-wasm", "raft-cli", "raft-bench"],
    &["xtask"],
];

/// The licences that whatever is shipped may have, by their SPDX names.
const LICENCES: &[&str] =
    &["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "Zlib", "Unicode-3.0"];

/// Licences that tools for building and testing may have as well: nothing of them is shipped.
const LICENCES_OF_TOOLS: &[&str] = &["MPL-2.0"];

/// The prefixes of the npm packages that are in the page.
const SHIPPED: &[&str] = &["node_modules/lit", "node_modules/@lit"];

/// The prefix with which Cargo marks a package from a registry, rather than from git or another folder. The workspace
/// declares no registry of its own, so it is crates.io.
const REGISTRY: &str = "registry+";

/// The packages that `cargo metadata` names, called with these additional arguments.
fn packages(args: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn layer(package: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&package))
}

/// The Rust files of a folder and of the folders in it.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let inner =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = |path: PathBuf| match path.is_dir() {
        true => rust_files(&path),
        false => vec![path],
    };
    inner.flat_map(files).filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

/// For each module directly in a crate, the other modules that its code names, as `crate::name`. Tests and the
/// crate's root, which names all modules, are left out.
fn modules(src: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in rust_files(src) {
        let inner = file.strip_prefix(src).expect("a file of the folder");
        let module = Path::new(inner.iter().next().expect("a name")).with_extension("");
        let module = module.to_string_lossy().into_owned();
        let is_test = inner.file_stem().is_some_and(|stem| stem == "tests");
        if is_test || ["lib", "main"].contains(&&*module) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("source text");
        let code = text.split("mod tests {").next().unwrap_or_default();
        let used = modules.entry(module).or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for after in line.split("crate::").skip(1) {
                let after = after
                    .strip_prefix('{')
                    .map_or(after, |group| group.split('}').next().unwrap_or_default());
                let of_group = line.contains("crate::{");
                let names = after.split(',').take(if of_group { usize::MAX } else { 1 });
                let name = |text: &str| {
                    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                    text.trim_start().split(|c| !is_name(c)).next().unwrap_or_default().to_owned()
                };
                used.extend(names.map(name));
            }
        }
    }
    modules
}

/// The modules on which a module depends, directly or not.
fn reached(modules: &BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(module) = next.pop() {
        for used in modules.get(module).into_iter().flatten().filter(|&used| used != module) {
            if reached.insert(used.clone()) {
                next.push(used);
            }
        }
    }
    reached
}

#[test]
fn no_modules_of_a_crate_depend_on_each_other_in_a_circle() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for name in LAYERS.iter().copied().flatten().filter(|name| name.starts_with("raft-")) {
        let modules = modules(&crates.join(name).join("src"));
        assert!(modules.len() > 2, "{name}: {modules:?}");
        for module in modules.keys() {
            let reached = reached(&modules, module);
            assert!(!reached.contains(module), "{name}: {module} is in a circle: {reached:?}");
        }
    }
}

/// Types of the WebAssembly boundary that wrap the type of the same name in a crate below.
const WRAPPERS: &[&str] = &["EventSearch", "LinkReading", "LinkWriting", "SearchProgress"];

/// The name of the type that a line of source text declares, public or not.
fn declared_type(line: &str) -> Option<&str> {
    // What is indented is in a function, or is a type that a trait asks for.
    let public = line.strip_prefix("pub").map_or(line, |rest| {
        let narrowed = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        narrowed.map_or(rest, |(_, rest)| rest).trim_start()
    });
    let kinds = ["struct ", "enum ", "trait ", "type "];
    let named = kinds.iter().find_map(|kind| public.strip_prefix(kind))?;
    named.split(|c: char| !c.is_ascii_alphanumeric()).next()
}

#[test]
fn no_two_crates_give_two_types_the_same_name() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut homes: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for name in LAYERS.iter().copied().flatten().filter(|name| name.starts_with("raft-")) {
        let is_test = |file: &PathBuf| file.file_stem().is_some_and(|stem| stem == "tests");
        for file in rust_files(&crates.join(name).join("src")).iter().filter(|it| !is_test(it)) {
            let text = fs::read_to_string(file).expect("source text");
            for found in text.lines().filter_map(declared_type) {
                homes.entry(found.to_owned()).or_default().insert(name);
            }
        }
    }
    assert!(homes.len() > 300, "{}", homes.len());
    let shared: Vec<_> = homes.iter().filter(|(_, crates)| crates.len() > 1).collect();
    let names: Vec<_> = shared.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, WRAPPERS, "{shared:?}");
}

#[test]
fn every_crate_depends_only_on_lower_layers() {
    let packages = packages(&["--no-deps"]);
    assert_eq!(packages.len(), LAYERS.iter().map(|layer| layer.len()).sum::<usize>());
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let here = layer(name).unwrap_or_else(|| panic!("{name} is in no layer"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let other = dependency["name"].as_str().expect("a name");
            assert!(layer(other).is_none_or(|layer| layer < here), "{name} depends on {other}");
        }
    }
}

/// Whether an SPDX expression, in which `/` means OR, allows a choice of only allowed licences.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.trim();
    if let Some((one, other)) = split(expression, " OR ").or_else(|| split(expression, "/")) {
        return is_allowed(one, allowed) || is_allowed(other, allowed);
    }
    if let Some((one, other)) = split(expression, " AND ") {
        return is_allowed(one, allowed) && is_allowed(other, allowed);
    }
    let inner = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.map_or_else(|| allowed.contains(&expression), |inner| is_allowed(inner, allowed))
}

/// The two sides of the first `operator` that is not in brackets.
fn split<'a>(expression: &'a str, operator: &str) -> Option<(&'a str, &'a str)> {
    let is_outside = |at: &usize| {
        let before = &expression[..*at];
        before.matches('(').count() == before.matches(')').count()
    };
    let at = expression.match_indices(operator).map(|(at, _)| at).find(is_outside)?;
    Some((&expression[..at], &expression[at + operator.len()..]))
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = ["MIT", "ISC"];
    for good in ["MIT", "GPL-3.0 OR MIT", "GPL-3.0/MIT", "(MIT OR GPL-3.0) AND ISC", "(MIT)"] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT AND GPL-3.0) OR GPL-2.0", "mit"] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}

/// The crates of the platform that the tests run on, with every feature of the workspace.
#[test]
fn every_crate_has_an_allowed_licence_and_comes_from_crates_io() {
    let host = Command::new("rustc").arg("-vV").output().expect("rustc can be started").stdout;
    let host = String::from_utf8(host).expect("text");
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let packages = packages(&["--all-features", "--filter-platform", host]);
    assert!(packages.len() > 20, "{}", packages.len());
    for package in &packages {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, LICENCES), "{name} has the licence {licence:?}");
        let is_ours = layer(name.as_str().expect("a name")).is_some();
        let source = package["source"].as_str();
        let is_from_registry = source.is_some_and(|source| source.starts_with(REGISTRY));
        assert_eq!(is_from_registry, !is_ours, "{name} comes from {source:?}");
    }
}

#[test]
fn every_npm_package_has_an_allowed_licence_and_comes_from_the_registry() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../package-lock.json");
    let lock = fs::read_to_string(path).expect("there is a package-lock.json");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 20, "{}", packages.len());
    let for_tools = [LICENCES, LICENCES_OF_TOOLS].concat();
    // The package without a name is the project itself.
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let licence = package["license"].as_str().unwrap_or_default();
        // The build puts Lit into the page, so the npm package does not depend on it.
        let is_shipped = SHIPPED.iter().any(|prefix| name.starts_with(prefix));
        let is_dev = package["dev"] == true || package["devOptional"] == true;
        let is_tool = is_dev && !is_shipped;
        let allowed = if is_tool { &for_tools[..] } else { LICENCES };
        assert!(is_allowed(licence, allowed), "{name} has the licence {licence:?}");
        // The lock file leaves out addresses, as .npmrc says: only a package that is not from the registry has one.
        assert!(package["resolved"].is_null(), "{name} comes from {}", package["resolved"]);
        assert!(package["integrity"].is_string(), "{name} has no checksum");
    }
}
