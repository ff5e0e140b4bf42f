//! The oldest browsers: whether anything needs newer ones than `engines/floor.toml` says.
//!
//! In: the clone, and `dist/` where it is built. Out: what the crate `engines` finds, and a verdict.
//! A crate of its own, since it brings a parser of scripts along, which nobody should wait for who only wants to build.
//! Next: `engines/src/main.rs`.

use anyhow::Result;

use crate::{Verdict, build, run};

/// The sources, and what is built if it is.
///
/// # Errors
/// The crate could not be run.
pub fn all() -> Result<Verdict> {
    let sources = engines(&[])?;
    if !build::dist().is_dir() {
        println!("engines: dist/ is not built, so the engine and the pages were not read; run `cargo xtask build`");
        return Ok(sources);
    }
    let built = built()?;
    Ok(Verdict::of(sources == Verdict::Clean && built == Verdict::Clean))
}

/// What is built.
///
/// # Errors
/// The crate could not be run.
pub fn built() -> Result<Verdict> {
    engines(&["--built", &build::dist().display().to_string()])
}

/// Makes the list of what is newer anew, from the data of the package that `engines/floor.toml` names.
///
/// # Errors
/// The crate could not be run.
pub fn renew(data: &str) -> Result<Verdict> {
    engines(&["--renew", &std::path::absolute(data)?.display().to_string()])
}

fn engines(words: &[&str]) -> Result<Verdict> {
    Ok(Verdict::of(run::succeeds(run::cargo().args(["run", "--quiet", "--package", "engines", "--"]).args(words))?))
}
