//! Tools that Cargo compiles: Trunk, wasm-bindgen and geckodriver.
//!
//! In: `Tools`. Out: the program in the tools' folder, with a stamp written last.
//! Never uses the person's own install folder, this clone's settings or its target folder.
//! Next: `setup.rs`, the caller.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{files, run};

/// A program made by `cargo install`.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Further words for `cargo install`.
    options: &'static [&'static str],
}

/// `wasm-bindgen`, without its test runner.
pub fn wasm_bindgen(tools: &Tools) -> CargoTool {
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: tools.versions.wasm_bindgen.clone(),
        options: &["--bin", "wasm-bindgen"],
    }
}

/// Trunk, without what it needs to fetch tools or news from the network: all it runs is here.
pub fn trunk(tools: &Tools) -> CargoTool {
    CargoTool { package: "trunk", program: "trunk", version: tools.versions.trunk.clone(), options: &["--no-default-features"] }
}

/// `geckodriver`, which steers Firefox.
pub fn geckodriver(tools: &Tools) -> CargoTool {
    CargoTool { package: "geckodriver", program: "geckodriver", version: tools.versions.geckodriver.clone(), options: &[] }
}

impl CargoTool {
    /// Whether the whole tool is here, and answers with the right version.
    pub fn is_there(&self, tools: &Tools) -> bool {
        self.stamp(&tools.folder).is_file() && self.is_right(&tools.bin().join(self.program))
    }

    /// Takes the tool from `PATH` or from an older set of tools, or compiles it.
    ///
    /// # Errors
    /// It could not be compiled, or the folder cannot be written.
    pub fn install(&self, tools: &Tools) -> Result<()> {
        let program = tools.bin().join(self.program);
        remove(&program)?;
        if let Some(found) = run::find(self.program).filter(|found| self.is_right(found)) {
            println!("  {} {} is on PATH: {}", self.program, self.version, found.display());
            super::link(&found, &program)?;
        } else if let Some(older) = self.in_older_set(tools) {
            println!("  taken from {}", older.display());
            files::copy(&older, &program)?;
        } else {
            self.compile(tools)?;
        }
        super::stamp(&self.stamp(&tools.folder))
    }

    fn compile(&self, tools: &Tools) -> Result<()> {
        println!("  compiling {} {}: this takes some minutes, once", self.package, self.version);
        // Kept until it is done, so that a set-up that was cut off goes on where it was.
        let target = tools.folder.join(format!("build-{}", self.package));
        let locked = run::succeeds(self.cargo_install(tools, &target).arg("--locked"))?;
        if !locked {
            println!(
                "  the very versions that {} was released with are not all to be had \
                 (see above);\n  trying again with the newest that fit",
                self.package
            );
            run::run(&mut self.cargo_install(tools, &target))
                .with_context(|| format!("could not install {} {}", self.package, self.version))?;
        }
        fs::remove_dir_all(&target).ok();
        Ok(())
    }

    fn cargo_install(&self, tools: &Tools, target: &Path) -> Command {
        let mut command = Command::new("cargo");
        command
            .current_dir(&tools.folder)
            .args(["install", self.package, "--version", &self.version, "--force"])
            .args(self.options)
            .arg("--root")
            .arg(&tools.folder)
            .env("CARGO_TARGET_DIR", target)
            // Compiled for a short wait now, not for speed later: each runs for some seconds.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        for name in [
            "CARGO_BUILD_TARGET",
            "CARGO_BUILD_TARGET_DIR",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTFLAGS",
            "RUSTC_WORKSPACE_WRAPPER",
        ] {
            command.env_remove(name);
        }
        command
    }

    fn in_older_set(&self, tools: &Tools) -> Option<PathBuf> {
        let sets = files::folders_in(tools.folder.parent()?).ok()?;
        sets.into_iter()
            .filter(|set| *set != tools.folder && self.stamp(set).is_file())
            .map(|set| set.join("bin").join(self.program))
            .find(|program| !program.is_symlink() && self.is_right(program))
    }

    fn is_right(&self, program: &Path) -> bool {
        run::read(Command::new(program).arg("--version")).is_ok_and(|said| said.split_whitespace().nth(1) == Some(self.version.as_str()))
    }

    fn stamp(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}-{}.done", self.package, self.version))
    }
}

fn remove(program: &Path) -> Result<()> {
    if program.exists() || program.is_symlink() {
        fs::remove_file(program).with_context(|| format!("could not remove {}", program.display()))?;
    }
    Ok(())
}
