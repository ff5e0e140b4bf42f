//! The files of the clone: where it is, what is in it, and names made from content.
//!
//! In: folders. Out: sorted lists of files, so that every run sees the same order.
//! Never follows symbolic links and never looks into build folders.
//! Next: `bundle.rs` and `tidy.rs`, the two that read most.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The root of the clone.
pub fn root() -> PathBuf {
    // Cargo says where the package is now; the path from compile time is for a run without Cargo.
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.ends_with("xtask"))
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().map(Path::to_owned).unwrap_or(package)
}

/// All files under `folder`, sorted; none if there is no such folder.
/// A file given instead of a folder is itself the list.
///
/// # Errors
/// A folder could not be read.
pub fn under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    Ok(files)
}

/// The folders directly in `folder` whose names do not begin with a dot, sorted.
///
/// # Errors
/// The folder could not be read.
pub fn folders_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in entries(folder)? {
        if entry.is_dir() && !name(&entry).starts_with('.') {
            folders.push(entry);
        }
    }
    Ok(folders)
}

/// The last part of a path, as text.
pub fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Copies a file or a whole folder.
///
/// # Errors
/// Something could not be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to).with_context(|| format!("could not make {}", to.display()))?;
        for entry in entries(from)? {
            copy(&entry, &to.join(name(&entry)))?;
        }
        return Ok(());
    }
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// What is directly in a folder, sorted.
///
/// # Errors
/// The folder could not be read.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let said = || format!("could not read the folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(said)? {
        found.push(entry.with_context(said)?.path());
    }
    found.sort();
    Ok(found)
}

/// A file's text.
///
/// # Errors
/// The file could not be read, or is not UTF-8.
pub fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))
}

/// A name made from content: the first 16 hexadecimal digits of its SHA-256.
pub fn digest(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_symlink() || !path.exists() {
        return Ok(());
    }
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in entries(path)? {
        if !matches!(name(&entry).as_str(), "target" | "node_modules" | ".git") {
            collect(&entry, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_first_half_of_the_sha_256() {
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn the_root_holds_this_package() {
        assert!(root().join("xtask").join("Cargo.toml").is_file());
    }
}
