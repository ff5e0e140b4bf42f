//! The oldest browsers that run the guide, and whether anything newer has crept in.
//!
//! In: the sources of what is published, `floor.toml`, `newer.txt`; with `--built` the built folder. Out: faults on the terminal, and an
//! exit code: 0 clean, 1 problems found, 2 could not run.
//! Never asks the network: what browsers know stands in `newer.txt`, made from a package by `--renew`.
//! Never sees what stands in no file: a name that older browsers know of another kind of object, options of a call, what a call does.
//! Next: `check.rs` for what is read, `renew.rs` for the list, `docs/decisions/0020-lowest-engines.md` for why.

mod check;
mod floor;
mod newer;
mod page;
mod renew;
mod rust;
mod script;
mod sheet;
#[path = "../../xtask/src/tidy/sheet_text.rs"]
mod sheet_text;
mod usage;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("could not go on: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is well.
fn run(words: &[&str]) -> Result<bool> {
    let root = root();
    match words {
        [] => Ok(report(&check::sources(&root)?)),
        ["--built", dist] => Ok(report(&check::built(&root, Path::new(dist))?)),
        ["--renew", data] => {
            renew::renew(&root, Path::new(data))?;
            Ok(true)
        }
        _ => bail!("usage: engines [--built DIST | --renew DATA.json]"),
    }
}

/// Tells the faults, and whether there are none.
fn report(found: &check::Found) -> bool {
    for fault in &found.faults {
        println!("{fault}");
    }
    println!("engines: {} files read, {} faults", found.files, found.faults.len());
    found.faults.is_empty()
}

/// The root of the clone.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
