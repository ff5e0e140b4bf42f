//! Files of words: the languages that a folder of locales holds.
//!
//! In: a folder. Out: its files by language, those of easy words too.
//! The build script reads `locales/` by this as well, so that what is built in is what the folder holds.
//! Next: `crate::locale` for what stands in them.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file of words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// The tag of its language.
    pub tag: String,
    /// Whether it holds easy words.
    pub is_easy: bool,
    /// Where it stands.
    pub path: PathBuf,
}

/// The files of a folder by tag: `<tag>.toml`, and `easy/<tag>.toml`.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    collect(folder, false, &mut files)?;
    let easy = folder.join("easy");
    if easy.is_dir() {
        collect(&easy, true, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, is_easy: bool, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let tag = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".toml")).map(str::to_owned);
        if let Some(tag) = tag.filter(|_| path.is_file()) {
            files.push(File { tag, is_easy, path });
        }
    }
    Ok(())
}
