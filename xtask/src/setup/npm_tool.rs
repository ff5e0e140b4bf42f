//! Tools that come as npm packages: binaryen (`wasm-opt`), Terser and axe-core.
//!
//! In: `Tools`. Out: the package in the tools' folder, with a stamp written last.
//! Never runs a package's own install scripts, and never writes outside the tools' folder.
//! Next: `setup.rs`, the caller.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{files, run};

/// A package, and the program that Trunk must find, if it has one.
pub struct NpmTool {
    package: &'static str,
    version: String,
    program: Option<Program>,
}

/// A program that says its version when asked.
struct Program {
    name: &'static str,
    /// A word of what it then says.
    says: String,
}

/// `wasm-opt`, which makes the engine smaller.
pub fn binaryen(tools: &Tools) -> NpmTool {
    let version = tools.versions.binaryen.clone();
    let major = version.split('.').next().unwrap_or_default();
    let program = Program { name: "wasm-opt", says: format!("(version_{major})") };
    NpmTool { package: "binaryen", program: Some(program), version }
}

/// What makes scripts shorter.
pub fn terser(tools: &Tools) -> NpmTool {
    NpmTool { package: "terser", version: tools.versions.terser.clone(), program: None }
}

/// The accessibility checker.
pub fn axe_core(tools: &Tools) -> NpmTool {
    NpmTool { package: "axe-core", version: tools.versions.axe_core.clone(), program: None }
}

impl NpmTool {
    /// Whether the whole tool is here in the right version.
    pub fn is_there(&self, tools: &Tools) -> bool {
        let has_package = is_version(&tools.npm_package(self.package), &self.version);
        let is_whole = match &self.program {
            None => has_package,
            Some(program) => {
                let file = tools.bin().join(program.name);
                file.is_file() && (has_package || program.is_right(&file))
            }
        };
        self.stamp(&tools.folder).is_file() && is_whole
    }

    /// Takes the program from `PATH`, or installs the package and links its program.
    ///
    /// # Errors
    /// npm did not succeed, or the folder cannot be written.
    pub fn install(&self, tools: &Tools) -> Result<()> {
        // What a set-up left that was cut off would be taken for the whole package.
        fs::remove_dir_all(tools.npm_package(self.package)).ok();
        match &self.program {
            None => self.install_package(tools)?,
            Some(program) => {
                let link = tools.bin().join(program.name);
                fs::remove_file(&link).ok();
                let found = run::find(program.name).filter(|found| program.is_right(found));
                let file = if let Some(found) = found {
                    println!("  {} is on PATH: {}", program.name, found.display());
                    found
                } else {
                    self.install_package(tools)?;
                    // Relative, so that the folder can be moved.
                    let package = Path::new("../npm/node_modules").join(self.package);
                    package.join("bin").join(program.name)
                };
                super::link(&file, &link)?;
            }
        }
        super::stamp(&self.stamp(&tools.folder))
    }

    fn install_package(&self, tools: &Tools) -> Result<()> {
        let folder = tools.npm();
        fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).arg("install").arg("--prefix").arg(&folder).args([
            "--save-exact",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            &format!("{}@{}", self.package, self.version),
        ]);
        run::run(&mut npm)
    }

    fn stamp(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}-{}.done", self.package, self.version))
    }
}

impl Program {
    fn is_right(&self, file: &Path) -> bool {
        run::read(Command::new(file).arg("--version")).is_ok_and(|said| said.contains(&self.says))
    }
}

fn is_version(package: &Path, version: &str) -> bool {
    files::text(&package.join("package.json")).is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")))
}
