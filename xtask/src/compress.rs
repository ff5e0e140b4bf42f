//! Compression: a `.br` file beside every file of the built folder that shrinks by it.
//!
//! In: the folder. Out: the files beside, made with the strongest setting.
//! Never changes a file that is there.
//! Next: `serve.rs`, which sends them, and `size.rs`, which measures them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

const SCRIPT: &str = include_str!("compress.cjs");

/// Compresses all in a folder.
///
/// # Errors
/// There is no Node.js, or a file cannot be written.
pub fn compress(folder: &Path) -> Result<()> {
    let mut node = Command::new("node")
        .arg("-")
        .arg(folder)
        .stdin(Stdio::piped())
        .spawn()
        .context("Node.js (node) is needed for compressing; `cargo xtask setup` installs it")?;
    if let Some(mut input) = node.stdin.take() {
        input.write_all(SCRIPT.as_bytes())?;
    }
    if !node.wait()?.success() {
        bail!("the files in {} could not be compressed; see above", folder.display());
    }
    Ok(())
}
