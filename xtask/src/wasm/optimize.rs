//! Makes a module smaller with `wasm-opt`, which the npm package `binaryen` ships.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The path of `wasm-opt`, relative to the workspace.
const WASM_OPT: &str = "node_modules/binaryen/bin/wasm-opt";

/// Of all levels, this one, applied twice, gives the smallest modules once they are compressed with brotli. No
/// browser reads the section that names the features used.
const PASSES: [&str; 3] = ["-O3", "-O3", "--strip-target-features"];

/// The features that the Rust compiler uses by default on this target; no others must be added.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Optimizes a module in place.
///
/// `kept` is a folder for the last module and its optimized form. A module that has not changed since is not
/// optimized again: that takes ten times as long as generating its bindings.
///
/// # Errors
///
/// Returns an error when the npm packages are not installed, a file cannot be read or written, or wasm-opt fails.
pub(super) fn module(path: &Path, kept: &Path) -> Result<()> {
    let (input, output) = (kept.join("input.wasm"), kept.join("output.wasm"));
    let module = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let is_known = fs::read(&input).is_ok_and(|last| last == module) && output.exists();
    if !is_known {
        fs::create_dir_all(kept).with_context(|| format!("cannot create {}", kept.display()))?;
        // An interrupted build must not leave a module beside the result of another one.
        if input.exists() {
            fs::remove_file(&input)
                .with_context(|| format!("cannot remove {}", input.display()))?;
        }
        run(path, &output)?;
        fs::write(&input, module).with_context(|| format!("cannot write {}", input.display()))?;
    }
    fs::copy(&output, path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

fn run(input: &Path, output: &Path) -> Result<()> {
    let program = super::workspace_root()?.join(WASM_OPT);
    if !program.exists() {
        bail!("wasm-opt is missing: install the npm packages with `npm run setup`");
    }
    let status = Command::new("node")
        .arg(program)
        .args(FEATURES)
        .args(PASSES)
        .arg(input)
        .arg("-o")
        .arg(output)
        .status()
        .context("cannot run node")?;
    if !status.success() {
        bail!("wasm-opt failed");
    }
    Ok(())
}
