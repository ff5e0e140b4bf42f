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
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let read = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok(Document { path, text }),
        // A spreadsheet saves so without a word: its table is told of as a problem, and the rest of the pack is read.
        Err(fault) if fault.kind() == io::ErrorKind::InvalidData && rows::columns::kind_of(&path).is_some() => {
            let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
            Ok(Document { path, text })
        }
        Err(fault) if fault.kind() == io::ErrorKind::InvalidData => {
            Err(io::Error::other(format!("{} is not written in UTF-8; save it again with that encoding", path.display())))
        }
        Err(fault) => Err(io::Error::other(format!("{}: {fault}", path.display()))),
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "csv") {
            paths.push(path);
        }
    }
    Ok(())
}
