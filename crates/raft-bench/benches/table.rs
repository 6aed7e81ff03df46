//! `cargo bench`: measures everything, natively and in WebAssembly, and prints a table.
//! `cargo bench -- WORDS` measures the workloads whose names contain the words.

use std::path::Path;
use std::process::{Command, Stdio};

use raft_bench::{WORKLOADS, Workload};

fn main() {
    // `cargo test --benches` runs this without `--bench`, and then there is nothing to do. With `search`, the other
    // benchmark is meant.
    let is_asked = |name: &str| std::env::args().any(|argument| argument == name);
    if !is_asked("--bench") || is_asked("search") {
        return;
    }
    let words = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let is_meant = |at: &usize| words.as_ref().is_none_or(|it| WORKLOADS[*at].name.contains(it));
    let meant: Vec<usize> = (0..WORKLOADS.len()).filter(is_meant).collect();
    let native: Vec<f64> = meant.iter().map(|&at| WORKLOADS[at].measure()).collect();
    let wasm = in_wasm(&meant).unwrap_or_else(|problem| {
        eprintln!("No measurements in WebAssembly: {problem}");
        Vec::new()
    });
    print(&meant, &native, &wasm);
}

fn print(meant: &[usize], native: &[f64], wasm: &[f64]) {
    let headings = ["", "", "native", "wasm", "raft 0.7", "native ÷ raft 0.7"];
    let [name, unit, first, second, yardstick, ratio] = headings;
    println!("\n{name:38} {unit:4} {first:>12} {second:>12} {yardstick:>12} {ratio:>18}");
    for (at, &workload) in meant.iter().enumerate() {
        let Workload { name, unit, more_is_better, yardstick, .. } = &WORKLOADS[workload];
        let cell = |value: Option<f64>| value.map_or(String::new(), readable);
        let ratio = yardstick.map(|yardstick| {
            let ratio = native[at] / yardstick;
            format!("{:.1} × as fast", if *more_is_better { ratio } else { 1.0 / ratio })
        });
        println!(
            "{name:38} {unit:4} {:>12} {:>12} {:>12} {:>18}",
            cell(Some(native[at])),
            cell(wasm.get(at).copied()),
            cell(*yardstick),
            ratio.unwrap_or_default(),
        );
    }
    println!("\nFive servers in one process, 16-byte commands; medians of several runs.");
}

/// Three significant digits, in groups of thousands.
fn readable(value: f64) -> String {
    if value < 100.0 {
        return format!("{value:.2}");
    }
    let unit = 10f64.powi(value.log10().floor() as i32 - 2).max(1.0);
    let digits = format!("{:.0}", (value / unit).round() * unit);
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Builds the WebAssembly module, and lets Node run it.
fn in_wasm(meant: &[usize]) -> Result<Vec<f64>, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let module = output(Command::new(cargo).current_dir(here).args(["xtask", "bench-wasm"]))?;
    let measured = output(
        Command::new("node")
            .arg(here.join("node.mjs"))
            .arg(module.trim())
            .args(meant.iter().map(usize::to_string)),
    )?;
    let parse = |line: &str| line.parse().map_err(|_| format!("node printed {line:?}"));
    measured.lines().map(parse).collect()
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program} failed"));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{program} printed no text"))
}
