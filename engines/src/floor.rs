//! The floor: the oldest browsers that run the guide, and what is used although they lack it.
//!
//! In: `floor.toml`. Out: its versions and exceptions.

use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

/// The three engines, as `floor.toml` names them.
pub const ENGINES: [&str; 3] = ["chrome", "firefox", "safari"];

/// What `floor.toml` says.
#[derive(Debug)]
pub struct Floor {
    /// The package that the list is made from, with its version.
    pub source: String,
    /// The oldest versions of `ENGINES`.
    pub versions: [String; 3],
    /// What is newer, used, and not missed.
    pub soft: Vec<Soft>,
}

/// Something newer that is used, and what happens without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soft {
    /// As the check names it.
    pub what: String,
    /// The files that may use it, built ones without their hash.
    pub files: Vec<String>,
}

impl Floor {
    /// The floor of this clone.
    ///
    /// # Errors
    /// The file cannot be read, or is not of its form.
    pub fn shipped(root: &Path) -> Result<Self> {
        Self::read(&std::fs::read_to_string(root.join("engines/floor.toml")).context("could not read engines/floor.toml")?)
    }

    /// A floor from its text.
    ///
    /// # Errors
    /// It is not of its form.
    pub fn read(text: &str) -> Result<Self> {
        let table: Table = text.parse().context("engines/floor.toml cannot be read")?;
        let word = |group: &str, key: &str| {
            let value = table.get(group).and_then(|group| group.get(key)).and_then(Value::as_str);
            value.map(str::to_owned).with_context(|| format!("engines/floor.toml has no text `{key}` under [{group}]"))
        };
        let soft = table.get("soft").and_then(Value::as_array).into_iter().flatten().map(soft).collect::<Result<_>>()?;
        let [chrome, firefox, safari] = ENGINES;
        Ok(Self {
            source: format!("{} {}", word("source", "package")?, word("source", "version")?),
            versions: [word("floor", chrome)?, word("floor", firefox)?, word("floor", safari)?],
            soft,
        })
    }
}

fn soft(entry: &Value) -> Result<Soft> {
    let what = entry.get("use").and_then(Value::as_str).context("an exception in engines/floor.toml has no `use`")?;
    let files: Vec<String> =
        entry.get("in").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let without = entry.get("without").and_then(Value::as_str).unwrap_or_default();
    if files.is_empty() || without.is_empty() {
        bail!("`{what}` in engines/floor.toml does not say in which files it is used, or what happens without it");
    }
    Ok(Soft { what: what.to_owned(), files })
}

/// A version as numbers that can be compared; none if there is none.
pub fn number(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[source]\npackage = \"a\"\nversion = \"1\"\n[floor]\nchrome = \"1\"\nfirefox = \"2\"\nsafari = \"3.1\"\n";

    #[test]
    fn an_exception_says_where_and_what_happens_without_it() {
        let floor = Floor::read(&format!("{HEAD}[[soft]]\nuse = \"unit dvh\"\nin = [\"a.css\"]\nwithout = \"b\"\n")).unwrap();
        assert_eq!(floor.soft, [Soft { what: "unit dvh".to_owned(), files: vec!["a.css".to_owned()] }]);
        assert!(Floor::read(&format!("{HEAD}[[soft]]\nuse = \"unit dvh\"\nin = [\"a.css\"]\n")).is_err());
        assert!(Floor::read(&format!("{HEAD}[[soft]]\nuse = \"unit dvh\"\nwithout = \"b\"\n")).is_err());
    }

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(number("9") < number("10") && number("15.4") < number("16") && number("16.4") > number("16"));
        assert_eq!(number("-"), None);
    }
}
