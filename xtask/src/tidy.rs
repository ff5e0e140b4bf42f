//! Tidy: the rules that can be checked by reading the files, and are not a compiler's business.
//!
//! In: every file of the clone. Out: all faults at once, with file and line, and a verdict.
//! Never mends anything, and never runs anything.
//! Next: `tidy/rooms.rs` for who may know whom; the other rules stand beside it.

mod code;
mod length;
mod links;
mod rooms;
mod sheet_text;
mod styles;
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use crate::{Verdict, files};

/// From all files to the faults of one kind.
type Rule = fn(&[Page]) -> Vec<Fault>;

const RULES: &[Rule] = &[rooms::faults, styles::faults, links::faults, length::faults, words::faults];

/// A file of the clone.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path seen from the root, with `/` between the parts.
    name: String,
    /// Its text; empty if it is not UTF-8.
    text: String,
}

/// A rule that a file does not keep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    file: String,
    /// From 1.
    line: usize,
    /// What is wrong and what to do, in one sentence.
    what: String,
}

impl Page {
    /// Whether it lies in this folder; `folder` ends with `/`.
    fn is_in(&self, folder: &str) -> bool {
        self.name.starts_with(folder)
    }

    fn is_rust(&self) -> bool {
        self.name.ends_with(".rs")
    }

    fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault { file: self.name.clone(), line, what: what.into() }
    }
}

/// Reads the clone and tells all faults.
///
/// # Errors
/// A file could not be read.
pub fn tidy() -> Result<Verdict> {
    let pages = pages(&files::root())?;
    let faults: BTreeSet<Fault> = RULES.iter().flat_map(|rule| rule(&pages)).collect();
    for Fault { file, line, what } in &faults {
        println!("{file}:{line}: {what}");
    }
    println!("tidy: {} files read, {} faults", pages.len(), faults.len());
    Ok(Verdict::of(faults.is_empty()))
}

/// All files but those that are built or are Git's own.
fn pages(root: &Path) -> Result<Vec<Page>> {
    let ignored = files::text(&root.join(".gitignore")).unwrap_or_default();
    let ignored: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('/')).collect();
    let mut pages = Vec::new();
    for entry in files::entries(root)? {
        if ignored.contains(&files::name(&entry).as_str()) || files::name(&entry) == ".git" {
            continue;
        }
        for file in files::under(&entry)? {
            let name = file.strip_prefix(root).unwrap_or(&file);
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            pages.push(Page { name: parts.join("/"), text: files::text(&file).unwrap_or_default() });
        }
    }
    Ok(pages)
}

/// The line, from 1, on which a place in a text lies.
fn line_at(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

/// The places where `word` stands as a whole word.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_';
    text.match_indices(word).map(|(place, _)| place).filter(move |place| {
        let before = text.get(..*place).and_then(|text| text.chars().next_back());
        let after = text.get(place + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
fn page(name: &str, text: &str) -> Page {
    Page { name: name.to_owned(), text: text.to_owned() }
}

/// Asserts where faults lie, as `file:line`.
#[cfg(test)]
#[track_caller]
fn check(rule: Rule, pages: &[(&str, &str)], faults: &[&str]) {
    let pages: Vec<Page> = pages.iter().map(|(name, text)| page(name, text)).collect();
    let found: BTreeSet<String> = rule(&pages).iter().map(|fault| format!("{}:{}", fault.file, fault.line)).collect();
    let expected: BTreeSet<String> = faults.iter().map(|fault| (*fault).to_owned()).collect();
    assert_eq!(found, expected);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_a_longer_one_is_not_found() {
        assert_eq!(places("serde serde_json my_serde", "serde").collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_at("a\nb", 0), 1);
        assert_eq!(line_at("a\nb", 2), 2);
    }
}
