//! Running other programs, and saying plainly when one is missing or did not succeed.
//!
//! In: a `Command`. Out: whether it succeeded, or what it wrote.
//! Never hides a failure: what a program said is in the error or on the terminal.
//! Next: `setup.rs` and `suite.rs`, which run most of them.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Cargo, run in the root of the clone.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(crate::files::root());
    command
}

/// Runs a program with its output on the terminal, and tells whether it succeeded.
///
/// # Errors
/// The program could not be started.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("`{}` could not be started", shown(command)))?;
    Ok(status.success())
}

/// Runs a program with its output on the terminal.
///
/// # Errors
/// The program could not be started, or did not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    if !succeeds(command)? {
        bail!("`{}` did not succeed; see above", shown(command));
    }
    Ok(())
}

/// Runs a program in silence and gives what it wrote, without white space around it.
///
/// # Errors
/// The program could not be started, or did not succeed; the error holds what it said.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{}` could not be started", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` did not succeed:\n{}", shown(command), said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The full path of the first program of this name on `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_program(file))
}

/// A command as a person would type it, without the folders of the program.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args().map(OsStr::to_string_lossy) {
        line.push(' ');
        line.push_str(&argument);
    }
    line
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}
