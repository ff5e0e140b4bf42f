//! The tools' versions and the folder outside the clone where they are kept.
//!
//! In: `tools.toml` and the environment. Out: `Tools`, which knows where each tool lies.
//! Never installs anything and never writes.
//! Next: `setup.rs`, which fills the folder.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::files;

const TOOLS: &str = include_str!("../tools.toml");

/// The versions in `tools.toml`.
#[derive(Debug)]
pub struct Versions {
    /// The name of Rust's own target for the browser.
    pub target: String,
    /// `wasm-bindgen`, which writes the JavaScript around the engine.
    pub wasm_bindgen: String,
    /// Trunk, which builds the app.
    pub trunk: String,
    /// `geckodriver`, which steers Firefox.
    pub geckodriver: String,
    /// The npm package that gives `wasm-opt`.
    pub binaryen: String,
    /// What makes scripts shorter.
    pub terser: String,
    /// The accessibility checker of the browser tests.
    pub axe_core: String,
    /// The oldest major version of Node.js that will do.
    pub oldest_node: u32,
}

impl Versions {
    /// The versions that this program was built with.
    ///
    /// # Errors
    /// `tools.toml` is not as it should be.
    pub fn read() -> Result<Self> {
        let table: toml::Table = TOOLS.parse().context("xtask/tools.toml cannot be read")?;
        let version = |group: &str, tool: &str| {
            table
                .get(group)
                .and_then(|tools| tools.get(tool))
                .and_then(toml::Value::as_str)
                .map(str::to_owned)
                .with_context(|| format!("xtask/tools.toml has no text `{tool}` under [{group}]"))
        };
        Ok(Self {
            target: version("rust", "target")?,
            wasm_bindgen: version("cargo", "wasm-bindgen-cli")?,
            trunk: version("cargo", "trunk")?,
            geckodriver: version("cargo", "geckodriver")?,
            binaryen: version("npm", "binaryen")?,
            terser: version("npm", "terser")?,
            axe_core: version("npm", "axe-core")?,
            oldest_node: version("node", "oldest")?.parse().context("[node] oldest in xtask/tools.toml is not a whole number")?,
        })
    }
}

/// Where the tools are kept, and which versions they must have.
#[derive(Debug)]
pub struct Tools {
    /// What each tool must be.
    pub versions: Versions,
    /// The folder of this very set of versions.
    pub folder: PathBuf,
}

impl Tools {
    /// The tools of this clone, whether they are installed yet or not.
    ///
    /// # Errors
    /// No folder can be worked out from the environment.
    pub fn find() -> Result<Self> {
        let folder = cache()?.join("lykta").join(format!("tools-{}", fingerprint(TOOLS)));
        Ok(Self { versions: Versions::read()?, folder })
    }

    /// The folder of the programs; it comes first on `PATH` for all that is run.
    pub fn bin(&self) -> PathBuf {
        self.folder.join("bin")
    }

    /// The folder given to npm.
    pub fn npm(&self) -> PathBuf {
        self.folder.join("npm")
    }

    /// An installed npm package.
    pub fn npm_package(&self, package: &str) -> PathBuf {
        self.npm().join("node_modules").join(package)
    }

    /// The script of the accessibility checker.
    pub fn axe(&self) -> PathBuf {
        self.npm_package("axe-core").join("axe.min.js")
    }

    /// Puts the tools first on a command's `PATH`.
    ///
    /// # Errors
    /// A folder on `PATH` has a name that cannot stand there.
    pub fn put_on_path<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let mut folders = vec![self.bin()];
        let path: OsString = env::var_os("PATH").unwrap_or_default();
        folders.extend(env::split_paths(&path));
        Ok(command.env("PATH", env::join_paths(folders)?))
    }
}

/// The per-user folder for what can be made again.
fn cache() -> Result<PathBuf> {
    let set = |name| env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let folder = match (set("LYKTA_CACHE"), set("XDG_CACHE_HOME"), set("HOME")) {
        (Some(cache), _, _) | (None, Some(cache), _) => PathBuf::from(cache),
        (None, None, Some(home)) => Path::new(&home).join(".cache"),
        (None, None, None) => {
            anyhow::bail!("no home folder: set LYKTA_CACHE to a folder where tools may be kept")
        }
    };
    std::path::absolute(&folder).with_context(|| format!("{} is no folder for tools", folder.display()))
}

/// The digest of the lines that say something, so that a new comment installs nothing anew.
fn fingerprint(tools: &str) -> String {
    let lines: Vec<&str> = tools.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    files::digest(lines.join("\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_does_not_move_the_tools() {
        assert_eq!(fingerprint("# old\na = 1\n"), fingerprint("# new\n\na = 1"));
    }

    #[test]
    fn a_version_moves_the_tools() {
        assert_ne!(fingerprint("a = 1"), fingerprint("a = 2"));
    }

    #[test]
    fn wasm_bindgen_is_the_one_in_the_lock_file() -> Result<()> {
        let lock: toml::Table = files::text(&files::root().join("Cargo.lock"))?.parse()?;
        let locked: Vec<&str> = lock
            .get("package")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            .filter(|package| package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen"))
            .filter_map(|package| package.get("version")?.as_str())
            .collect();
        assert_eq!(locked, [Versions::read()?.wasm_bindgen.as_str()]);
        Ok(())
    }

    #[test]
    fn trunk_is_told_the_same_versions() -> Result<()> {
        let trunk: toml::Table = files::text(&files::root().join("Trunk.toml"))?.parse()?;
        let versions = Versions::read()?;
        let major = versions.binaryen.split('.').next().unwrap_or_default();
        let wasm_opt = trunk.get("tools").and_then(|tools| tools.get("wasm_opt"));
        assert_eq!(wasm_opt.and_then(toml::Value::as_str), Some(format!("version_{major}").as_str()));
        let required = trunk.get("trunk-version").and_then(toml::Value::as_str);
        assert_eq!(required, Some(format!("={}", versions.trunk).as_str()));
        Ok(())
    }
}
