//! Compiles a crate to WebAssembly and generates its JavaScript and TypeScript bindings.

mod optimize;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

/// A module to compile, and the name of its files.
struct Module {
    package: &'static str,
    features: &'static [&'static str],
    out_name: &'static str,
    /// The Cargo profile for what people download.
    release: &'static str,
}

/// The module with what every playground needs, and the one that is loaded when somebody wants more.
const PAGE: [Module; 2] = [
    Module { package: "raft-wasm", features: &[], out_name: "raft_wasm", release: "release" },
    Module {
        package: "raft-wasm",
        features: &["timeline"],
        out_name: "raft_timeline",
        release: "release-fast",
    },
];
const BENCH: Module = Module {
    package: "raft-bench",
    features: &[],
    out_name: "raft_bench",
    release: "release-fast",
};
const OUT_DIR: &str = "web/generated";
const TARGET: &str = "wasm32-unknown-unknown";

/// How the module is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// For people to download: small.
    Release,
    /// For editing: quick to build, with function names in stack traces.
    Dev,
}

/// Brings web/generated up to date with the Rust sources.
pub(crate) fn build(profile: Profile) -> Result<()> {
    let out_dir = workspace_root()?.join(OUT_DIR);
    for module in &PAGE {
        let _lock = lock()?;
        let compiled = compile(module, profile)?;
        // The folder is beside the module, so that it goes where the build's other products go; its name has the
        // process id, so that two simultaneous builds do not mix their files.
        let staging = compiled.with_file_name(format!("bindings-{}", std::process::id()));
        generate_bindings(module, &compiled, &staging, profile)?;
        publish(&staging, &out_dir)?;
        fs::remove_dir_all(&staging)
            .with_context(|| format!("cannot remove {}", staging.display()))?;
    }
    Ok(())
}

/// Builds the benchmarks' module in the same way as the one that people download, and returns the folder of its
/// bindings.
pub(crate) fn build_bench() -> Result<PathBuf> {
    let profile = Profile::Release;
    let compiled = compile(&BENCH, profile)?;
    let folder = compiled.with_file_name("bench-bindings");
    generate_bindings(&BENCH, &compiled, &folder, profile)?;
    Ok(folder)
}

/// Takes a lock for one build. The modules of one package have the same file name: between compiling one and reading
/// it, no other build may write another there.
fn lock() -> Result<fs::File> {
    let folder = workspace_root()?.join("target");
    fs::create_dir_all(&folder)?;
    let path = folder.join("xtask-wasm.lock");
    let file =
        fs::File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(file)
}

fn workspace_root() -> Result<PathBuf> {
    // Read at run time: a cached target folder may have been built somewhere else.
    let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR").context("run this with cargo")?;
    let parent = Path::new(&manifest_dir).parent();
    Ok(parent.context("xtask is not in a workspace")?.to_path_buf())
}

/// Runs cargo and returns the path of the compiled module.
fn compile(module: &Module, profile: Profile) -> Result<PathBuf> {
    let package = module.package;
    let cargo_profile = match profile {
        Profile::Release => module.release,
        Profile::Dev => "wasm-dev",
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = workspace_root()?;
    let output = Command::new(cargo)
        .current_dir(&root)
        .env("CARGO_ENCODED_RUSTFLAGS", without_local_paths(&root).join("\x1f"))
        .args([
            "rustc",
            "--quiet",
            "--lib",
            "--package",
            package,
            "--features",
            &module.features.join(","),
            "--target",
            TARGET,
            // Without the rlib, with which Cargo would leave out link-time optimization.
            "--crate-type",
            "cdylib",
        ])
        .args(["--profile", cargo_profile])
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("{package} did not compile");
    }
    let messages = String::from_utf8(output.stdout).context("cargo's messages are not UTF-8")?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find_map(|message| module_path(package, &message))
        .with_context(|| format!("cargo built no module of {package}"))
}

/// Compiler options that shorten the source paths in panic messages. People download those messages: a path begins at
/// the workspace, or at the dependency, and says nothing about the machine that built the module.
fn without_local_paths(root: &Path) -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.map(|home| home.join("registry/src")).and_then(|src| src.read_dir().ok());
    registries
        .into_iter()
        .flatten()
        .filter_map(|registry| Some(registry.ok()?.path()))
        .chain([root.to_path_buf()])
        .map(|path| format!("--remap-path-prefix={}=", path.display()))
        .collect()
}

/// The module's path, if this message of cargo announces it.
fn module_path(package: &str, message: &Value) -> Option<PathBuf> {
    message["filenames"].as_array()?.iter().filter_map(Value::as_str).map(PathBuf::from).find(
        |path| {
            path.file_stem().is_some_and(|stem| stem == package.replace('-', "_").as_str())
                && path.extension().is_some_and(|extension| extension == "wasm")
        },
    )
}

fn generate_bindings(
    module: &Module,
    compiled: &Path,
    staging: &Path,
    profile: Profile,
) -> Result<()> {
    let release = profile == Profile::Release;
    Bindgen::new()
        .input_path(compiled)
        .out_name(module.out_name)
        .web(true)?
        .typescript(true)
        // The page says where the module is; a bundler must not guess.
        .omit_default_module_path(true)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(staging)
        .context("wasm-bindgen failed")?;
    if release {
        // This folder is beside the compiled module, where the next build finds it.
        let kept = compiled.with_file_name(format!("{}-optimized", module.out_name));
        optimize::module(&staging.join(format!("{}_bg.wasm", module.out_name)), &kept)?;
    }
    Ok(())
}

/// Copies the files that differ, so that a dev server reloads the page only when there is a reason to.
fn publish(staging: &Path, out_dir: &Path) -> Result<()> {
    fs::create_dir_all(out_dir).with_context(|| format!("cannot create {}", out_dir.display()))?;
    for entry in fs::read_dir(staging)? {
        let entry = entry?;
        let new = fs::read(entry.path())?;
        let destination = out_dir.join(entry.file_name());
        if fs::read(&destination).is_ok_and(|old| old == new) {
            continue;
        }
        write_whole(&destination, &new)
            .with_context(|| format!("cannot write {}", destination.display()))?;
    }
    Ok(())
}

/// Replaces a file atomically: a reader sees the old contents or the new, never half of them.
fn write_whole(destination: &Path, contents: &[u8]) -> std::io::Result<()> {
    let mut name = destination.file_name().expect("a file in web/generated").to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = destination.with_file_name(name);
    fs::write(&temporary, contents)?;
    fs::rename(&temporary, destination)
}
