//! Smaller scripts, made so by Terser.
//!
//! In: a script's text. Out: the same script, shorter.
//! Never changes what a script does: names of properties stay, and nothing unsafe is asked for.
//! Next: `engine.rs`, for what Terser cannot know of the engine's script.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::tools::Tools;

/// How a page loads a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By a script element alone: its top-level names are the page's.
    Classic,
    /// The same, in browsers of any age: it gets no word of the language that it does not hold itself.
    Oldest,
    /// As a module: its top-level names are its own.
    Module,
}

/// The script, shorter.
///
/// # Errors
/// There is no Terser, or it cannot read the script.
pub fn shrink(tools: &Tools, script: &str, kind: Kind) -> Result<String> {
    let mut node = Command::new("node");
    node.arg(tools.npm_package("terser").join("bin/terser"));
    let ecma = if kind == Kind::Oldest { "5" } else { "2020" };
    node.args(["--ecma", ecma, "--compress", "passes=3", "--mangle"]);
    if kind == Kind::Module {
        node.arg("--module");
    }
    let mut terser = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("Node.js (node) is needed for shorter scripts")?;
    if let Some(mut input) = terser.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let output = terser.wait_with_output()?;
    if !output.status.success() {
        bail!("a script could not be made shorter; see above, or run `cargo xtask setup`");
    }
    String::from_utf8(output.stdout).context("Terser gave something that is not text")
}
