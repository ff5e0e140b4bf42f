//! Documents: the source files of a pack, with the place of every value.
//!
//! In: a folder. Out: the text of each file, and the position of any value for problems.
//! Never interprets a value.
//! Standard: TOML 1.1.
//! Next: `read.rs`, `rows/` for tables that a spreadsheet keeps.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{fs, io};

use toml::de::{DeTable, DeValue};

use crate::catalog;
use crate::import;
use crate::problem::{Place, Position, Step};
use crate::rows;

/// A source file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path, as the folder was given.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

impl Document {
    /// The values of the file with their places.
    #[must_use]
    pub fn tree(&self) -> DeTable<'_> {
        if catalog::is_catalog(&self.path) {
            return DeTable::new();
        }
        rows::tree(self).unwrap_or_else(|| DeTable::parse_recoverable(&self.text).0.into_inner())
    }

    /// The bytes of the value at a pointer; of the nearest one above it, if there is none.
    #[must_use]
    pub fn span(&self, pointer: &[Step]) -> Range<usize> {
        span_in(&self.tree(), pointer)
    }

    /// The line, column and text of a place in this document, whose `tree` was made before.
    #[must_use]
    pub fn position_in(&self, tree: &DeTable<'_>, place: &Place) -> Position {
        let mut span = span_in(tree, &place.pointer);
        let is_plain = |raw: &str| (raw.starts_with('"') && !raw.starts_with("\"\"\"") || raw.starts_with('\'')) && !raw.contains('\\');
        if let Some((start, end)) = place.span {
            span = start..end;
        } else if let Some((start, end)) = place.part
            && self.text.get(span.clone()).is_some_and(is_plain)
        {
            // The part counts inside the quotes.
            span = span.start + 1 + start..span.start + 1 + end;
        }
        let start = floor(&self.text, span.start);
        let end = floor(&self.text, span.end.max(start));
        let before = self.text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_text = self.text.get(line_start..).unwrap_or("").lines().next().unwrap_or("");
        let marked = self.text.get(start..end).unwrap_or("").lines().next().unwrap_or("").chars().count();
        Position {
            file: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: self.text.get(line_start..start).unwrap_or("").chars().count() + 1,
            width: marked.max(1),
            text: line_text.to_owned(),
            pointer: rows::cell_words(self, &(start..end)).unwrap_or_else(|| {
                place.pointer.iter().fold(String::new(), |pointer, step| match step {
                    Step::Key(key) => format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                    Step::Index(index) => format!("{pointer}/{index}"),
                })
            }),
        }
    }
}

/// The bytes of the value at a pointer of a tree; of the nearest one above it, if there is none.
fn span_in(tree: &DeTable<'_>, pointer: &[Step]) -> Range<usize> {
    let mut span = 0..0;
    let Some((Step::Key(first), rest)) = pointer.split_first() else { return span };
    let Some((key, mut value)) = tree.get_key_value(first.as_str()) else { return span };
    span = if rest.is_empty() { value.span() } else { key.span() };
    for (index, step) in rest.iter().enumerate() {
        let is_last = index + 1 == rest.len();
        let below = match (step, value.get_ref()) {
            (Step::Key(name), DeValue::Table(table)) => table.get_key_value(name.as_str()).map(|(key, value)| (key.span(), value)),
            (Step::Index(number), DeValue::Array(array)) => array.get(*number).map(|value| (value.span(), value)),
            _ => None,
        };
        let Some((at, found)) = below else { return span };
        value = found;
        span = match value.get_ref() {
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => value.span(),
            DeValue::Array(_) | DeValue::Table(_) => at,
        };
        if is_last {
            break;
        }
    }
    span
}

/// The files of a pack, each parsed once at most, for the places of many problems.
#[derive(Debug)]
pub struct Positions<'a> {
    documents: &'a [Document],
    trees: BTreeMap<usize, DeTable<'a>>,
}

impl<'a> Positions<'a> {
    /// Nothing is parsed yet.
    #[must_use]
    pub fn new(documents: &'a [Document]) -> Self {
        Self { documents, trees: BTreeMap::new() }
    }

    /// The position of a place; none in a document that is not there.
    pub fn at(&mut self, place: &Place) -> Option<Position> {
        let document = self.documents.get(place.document)?;
        if place.pointer.is_empty() {
            // A table of places has no tree.
            return Some(document.position_in(&DeTable::new(), place));
        }
        let tree = self.trees.entry(place.document).or_insert_with(|| document.tree());
        Some(document.position_in(tree, place))
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// All source files of a pack folder, sorted by path.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn read_folder(folder: &Path) -> io::Result<Vec<Document>> {
    read_folder_with(folder, &[])
}

/// The same, with documents that are not written yet in the place of their files.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn read_folder_with(folder: &Path, overlay: &[Document]) -> io::Result<Vec<Document>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.extend(overlay.iter().map(|own| own.path.clone()));
    paths.sort();
    paths.dedup();
    let read = |path: PathBuf| {
        if let Some(own) = overlay.iter().find(|own| own.path == path) {
            return Ok(own.clone());
        }
        if is_misnamed(&path) {
            return Ok(Document { path, text: String::new() });
        }
        match fs::read(&path) {
            // A program saves letters in another way without a word: the file is told of as a problem, and the rest of the pack is read.
            Ok(bytes) => Ok(Document { path, text: String::from_utf8_lossy(&bytes).into_owned() }),
            Err(fault) => Err(io::Error::other(format!("{}: {}", path.display(), plain(&fault)))),
        }
    };
    paths.into_iter().map(read).collect()
}

/// Whether a file looks like content, but has a form or an ending that no part of the tool reads.
///
/// It is a document without text, so that it can be told of.
#[must_use]
pub fn is_misnamed(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    // What a spreadsheet keeps beside a file while it is open is nobody's content.
    let is_lock = name.starts_with("~$") || name.starts_with('.');
    !is_lock && [".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".toml.txt", ".csv.txt"].iter().any(|ending| name.ends_with(ending))
}

/// Why a file cannot be read or written, in words.
#[must_use]
pub fn plain(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "this account may not read or write there; name another folder, or ask for the permission".to_owned()
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "a file stands where a folder is needed; name another folder".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder stands where a file is needed; name a file".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::InvalidData => "it is not saved as UTF-8; save it again with that encoding".to_owned(),
        _ => fault.to_string(),
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let told = |fault: io::Error| io::Error::other(format!("{}: {}", folder.display(), plain(&fault)));
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if import::is_apart(&path) {
            continue;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "csv" || extension == "po")
            || is_misnamed(&path)
        {
            paths.push(path);
        }
    }
    Ok(())
}
