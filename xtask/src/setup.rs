//! Set-up: checks what the other chores need and installs what is missing, step by step.
//!
//! In: what is needed (building, or testing too). Out: `Tools`, all in place and of the right version.
//! Never touches the clone, the person's own Cargo or npm folders, or a tool of another version;
//! system packages are added only where the account may (`setup/system.rs`).
//! Next: `setup/cargo_tool.rs` and `setup/npm_tool.rs` for the two kinds of tools.

mod cargo_tool;
mod npm_tool;
mod system;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::lock::Lock;
use crate::tools::Tools;
use crate::{files, run};

pub use system::{browser, driver, firefox};

/// What a chore needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Only what the native checks need; nothing is installed into the cache but Rust's target.
    Check,
    /// What builds the app.
    Build,
    /// That, and what tests it in a browser.
    Test,
}

/// One thing that must be there.
struct Step {
    /// What it is, as said on the terminal.
    name: &'static str,
    is_there: fn(&Tools) -> bool,
    install: fn(&Tools) -> Result<()>,
}

const CHECK: &[Step] = &[
    Step { name: "a C and C++ compiler", is_there: |_| system::COMPILER.is_there(), install: |_| system::COMPILER.install() },
    Step { name: "Rust's target for the browser", is_there: has_target, install: add_target },
];

const BUILD: &[Step] = &[
    Step {
        name: "Node.js and npm",
        is_there: |tools| system::NODE.is_there() && system::is_node_new_enough(tools),
        install: system::install_node,
    },
    Step {
        name: "wasm-bindgen",
        is_there: |tools| cargo_tool::wasm_bindgen(tools).is_there(tools),
        install: |tools| cargo_tool::wasm_bindgen(tools).install(tools),
    },
    Step {
        name: "Trunk",
        is_there: |tools| cargo_tool::trunk(tools).is_there(tools),
        install: |tools| cargo_tool::trunk(tools).install(tools),
    },
    Step {
        name: "wasm-opt",
        is_there: |tools| npm_tool::binaryen(tools).is_there(tools),
        install: |tools| npm_tool::binaryen(tools).install(tools),
    },
    Step {
        name: "Terser",
        is_there: |tools| npm_tool::terser(tools).is_there(tools),
        install: |tools| npm_tool::terser(tools).install(tools),
    },
];

const TEST: &[Step] = &[
    Step {
        name: "axe, the accessibility checker",
        is_there: |tools| npm_tool::axe_core(tools).is_there(tools),
        install: |tools| npm_tool::axe_core(tools).install(tools),
    },
    Step {
        name: "Chromium and its driver",
        is_there: |_| system::BROWSER.is_there() && system::DRIVER.is_there(),
        install: |_| system::install_browser(),
    },
    Step { name: "Firefox", is_there: |_| system::FIREFOX.is_there(), install: |_| system::FIREFOX.install() },
    Step {
        name: "geckodriver, which steers Firefox",
        is_there: |tools| cargo_tool::geckodriver(tools).is_there(tools),
        install: |tools| cargo_tool::geckodriver(tools).install(tools),
    },
    Step {
        name: "WebKitGTK, its driver and a screen for it",
        is_there: |_| system::WEBKIT.is_there(),
        install: |_| system::install_webkit(),
    },
    Step { name: "nginx, a web server", is_there: |_| system::WEB_SERVER.is_there(), install: |_| system::WEB_SERVER.install() },
    Step {
        name: "a synthesizer, which reads aloud",
        is_there: |_| system::SYNTHESIZER.is_there(),
        install: |_| system::SYNTHESIZER.install(),
    },
];

/// Makes sure that all is there, and says what it is doing when something is not.
///
/// # Errors
/// Something is missing and could not be installed; the error says what to do.
pub fn set_up(needs: Needs) -> Result<Tools> {
    let tools = Tools::find()?;
    let groups: &[&[Step]] = match needs {
        Needs::Check => &[CHECK],
        Needs::Build => &[CHECK, BUILD],
        Needs::Test => &[CHECK, BUILD, TEST],
    };
    let steps: Vec<&Step> = groups.iter().copied().flatten().collect();
    if steps.iter().all(|step| (step.is_there)(&tools)) {
        println!("set-up: all is here; the tools are in {}", tools.bin().display());
        return Ok(tools);
    }

    println!("set-up: the tools go to {}", tools.folder.display());
    fs::create_dir_all(tools.bin()).with_context(|| format!("could not make {}", tools.bin().display()))?;
    let lock = Lock::take(&tools.folder, "set-up")?;
    for (index, step) in steps.iter().enumerate() {
        let place = format!("set-up: step {} of {}: {}", index + 1, steps.len(), step.name);
        if (step.is_there)(&tools) {
            println!("{place}: here");
            continue;
        }
        println!("{place}: installing ...");
        let start = Instant::now();
        (step.install)(&tools)?;
        if !(step.is_there)(&tools) {
            bail!("{} was installed but still cannot be used", step.name);
        }
        println!("{place}: installed in {} s", start.elapsed().as_secs());
    }
    drop(lock);
    Ok(tools)
}

fn has_target(tools: &Tools) -> bool {
    // Asked of the compiler, so that a Rust without rustup will do too.
    let mut rustc = Command::new("rustc");
    rustc.current_dir(files::root());
    rustc.args(["--print", "target-libdir", "--target", &tools.versions.target]);
    run::read(&mut rustc).is_ok_and(|folder| Path::new(&folder).is_dir())
}

fn add_target(tools: &Tools) -> Result<()> {
    let target = &tools.versions.target;
    if run::find("rustup").is_none() {
        bail!(
            "Rust's target {target} is missing, and there is no rustup to add it.\n\
             Install Rust by rustup, or add the target by the means that installed Rust."
        );
    }
    let mut rustup = Command::new("rustup");
    rustup.current_dir(files::root());
    run::run(rustup.args(["target", "add", target]))
}

/// Puts `link` in place of `file`: a symbolic link where there are such, a copy elsewhere.
/// A relative `file` is seen from the folder of the link.
fn link(file: &Path, link: &Path) -> Result<()> {
    if link.is_symlink() || link.exists() {
        fs::remove_file(link).with_context(|| format!("could not remove {}", link.display()))?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(file, link).with_context(|| format!("could not make {}", link.display()))?;
    #[cfg(not(unix))]
    files::copy(&link.parent().unwrap_or(link).join(file), link)?;
    Ok(())
}

/// Marks a tool as whole.
fn stamp(file: &Path) -> Result<()> {
    fs::write(file, "").with_context(|| format!("could not write {}", file.display()))
}
