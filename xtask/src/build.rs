//! The build: `dist/`, made by Trunk, and only when something it is made from has changed.
//!
//! In: the sources. Out: `dist/`, and beside it a stamp that says which sources it was made from.
//! Never trusts a stamp that an interrupted build left: it is removed before `dist/` changes.
//! Next: `bundle.rs`, which Trunk calls at the end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::lock::Lock;
use crate::tools::Tools;
use crate::{files, run};

/// All that `dist/` depends on.
const INPUTS: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "index.html",
    "locales",
    "packs",
    "public",
    "rust-toolchain.toml",
    "src",
    "styles",
    "xtask",
];

/// What the pages are told beside the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the guide will be served.
    pub origin: Option<String>,
    /// The page for leaving.
    pub exit: Option<String>,
    /// The packs to publish, parted by commas; those that are published by default if none.
    pub packs: Option<String>,
}

/// Names of the variables by which they reach `bundle`, which Trunk starts.
pub const ORIGIN: &str = "LYKTA_ORIGIN";
/// See `ORIGIN`.
pub const EXIT: &str = "LYKTA_EXIT";
/// See `ORIGIN`.
pub const PACKS: &str = "LYKTA_PACKS";

/// The built folder.
pub fn dist() -> PathBuf {
    files::root().join("dist")
}

/// Builds `dist/`, unless it is there and up to date.
///
/// # Errors
/// Something could not be compiled, or a pack has problems.
pub fn build(tools: &Tools, options: &Options) -> Result<()> {
    let root = files::root();
    let target = root.join("target");
    fs::create_dir_all(&target).with_context(|| format!("could not make {}", target.display()))?;
    let lock = Lock::take(&target, "build")?;
    let inputs = inputs(&root, options)?;
    if is_up_to_date(&inputs) {
        println!("build: dist/ is up to date");
        return Ok(());
    }
    println!("build: making dist/; the first time takes some minutes");
    let start = Instant::now();
    let mut trunk = Command::new(tools.bin().join("trunk"));
    trunk
        .current_dir(&root)
        .args(["build", "--release"])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk refuses to start with the usual `NO_COLOR=1`.
        .env_remove("NO_COLOR");
    for (name, value) in [(ORIGIN, &options.origin), (EXIT, &options.exit), (PACKS, &options.packs)] {
        match value {
            Some(value) => trunk.env(name, value),
            None => trunk.env_remove(name),
        };
    }
    run::run(tools.put_on_path(&mut trunk)?).context("the app could not be built")?;
    fs::write(stamp(), inputs).context("could not write the stamp of the build")?;
    println!("build: dist/ is made, in {} s", start.elapsed().as_secs());
    drop(lock);
    Ok(())
}

fn is_up_to_date(inputs: &str) -> bool {
    dist().join("index.html").is_file() && fs::read_to_string(stamp()).is_ok_and(|was| was == inputs)
}

/// Forgets what `dist/` was made from.
///
/// # Errors
/// The stamp is there and cannot be removed.
pub fn forget() -> Result<()> {
    let stamp = stamp();
    if stamp.exists() {
        fs::remove_file(&stamp).with_context(|| format!("could not remove {}", stamp.display()))?;
    }
    Ok(())
}

fn stamp() -> PathBuf {
    files::root().join("target").join("lykta-dist.stamp")
}

/// A digest of the options, and of the names and contents of all inputs.
fn inputs(root: &Path, options: &Options) -> Result<String> {
    let mut all = format!("{options:?}\n");
    for input in INPUTS {
        for file in files::under(&root.join(input))? {
            let content = fs::read(&file).with_context(|| format!("could not read {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file);
            all.push_str(&format!("{} {}\n", files::digest(&content), name.display()));
        }
    }
    Ok(files::digest(all.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folder: &str, change: impl Fn(&Path) -> std::io::Result<()>, is_other: bool) -> Result<()> {
        let root = std::env::temp_dir().join(format!("lykta-{folder}-{}", std::process::id()));
        fs::create_dir_all(root.join("src"))?;
        fs::write(root.join("src/main.rs"), "fn main() {}")?;
        let options = Options::default();
        let before = inputs(&root, &options)?;
        change(&root)?;
        let after = inputs(&root, &options)?;
        let elsewhere = Options { exit: Some("https://www.example.fi/".to_owned()), ..Options::default() };
        assert_ne!(inputs(&root, &elsewhere)?, after, "another page for leaving asks for a new build");
        fs::remove_dir_all(root)?;
        assert_eq!(before != after, is_other);
        Ok(())
    }

    #[test]
    fn a_changed_source_asks_for_a_new_build() -> Result<()> {
        check("changed", |root| fs::write(root.join("src/main.rs"), "fn main() { }"), true)
    }

    #[test]
    fn a_renamed_source_asks_for_a_new_build() -> Result<()> {
        check("renamed", |root| fs::rename(root.join("src/main.rs"), root.join("src/lib.rs")), true)
    }

    #[test]
    fn a_changed_document_does_not() -> Result<()> {
        check("document", |root| fs::write(root.join("README.md"), "x"), false)
    }
}
