//! The modules of the crate form layers: none uses one above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The source files of a module, and of those inside it.
fn files(module: &str) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inner = fs::read_dir(src.join(module)).into_iter().flatten();
    let inner = inner.map(|file| file.expect("a file").path());
    inner.chain([src.join(format!("{module}.rs"))]).collect()
}

#[test]
fn no_module_uses_one_of_a_layer_above() {
    for (module, above) in [("record", &["checks", "judge"][..]), ("checks", &["judge"])] {
        for file in files(module) {
            let text = fs::read_to_string(&file).expect("source text");
            let uses = text.lines().filter(|line| line.trim_start().starts_with("use "));
            for line in uses {
                let names = |name: &&&str| {
                    line.contains(&format!("crate::{name}")) || line.contains("crate::Judge")
                };
                assert_eq!(above.iter().find(names), None, "{}: {line}", file.display());
            }
        }
    }
}
