//! What every command begins with: the pack, the day, a file.
//!
//! In: a folder. Out: the pack as far as it could be compiled, with its problems; or only a clean one, after they were printed.
//! Alone reads the clock.
//! Next: `cli.rs` for the commands, `compile/` for what a pack becomes.

use std::path::Path;
use std::{fs, io};

use lykta_core::date::Date;

use crate::compile::{self, Compiled, Sources};
use crate::document::{self, Document};
use crate::problem::{Code, Problems};
use crate::{catalog, local, report, review, rows};

/// A day as an argument.
///
/// # Errors
/// How to write it.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write the day like 2026-11-22".to_owned())
}

/// Today by the clock of this machine; none if it shows no day that can be used.
#[must_use]
pub fn clock() -> Option<Date> {
    Date::parse(&jiff::Zoned::now().date().to_string())
}

/// The day named, or today.
///
/// # Errors
/// A clock that shows no day.
pub fn today(named: Option<Date>) -> Result<Date, String> {
    named.or_else(clock).ok_or_else(|| "the clock of this machine shows no day that can be used; name it with --today".to_owned())
}

/// The text of a file.
///
/// # Errors
/// A file that cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|fault| format!("{}: {}", path.display(), document::plain(&fault)))
}

/// That a folder is no folder, and the one beside it that is likely meant.
#[must_use]
pub fn no_folder(folder: &Path) -> String {
    let near = Path::new("packs").join(folder);
    let manifest = folder.file_name().is_some_and(|name| name == "pack.toml").then(|| folder.parent()).flatten();
    let meant = manifest.map(Path::to_owned).or_else(|| near.join("pack.toml").is_file().then_some(near));
    let help = match meant {
        Some(meant) if !meant.as_os_str().is_empty() => format!("; did you mean {}?", meant.display()),
        _ => String::new(),
    };
    format!("{} is not a folder; a pack is a folder with a `pack.toml`{help}", folder.display())
}

/// A pack as far as it could be compiled, its documents and its problems.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load(folder: &Path) -> Result<Loaded, String> {
    loaded(folder, &[], None, false)
}

/// The same, with documents that are not written yet in the place of the pack's own files.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load_with(folder: &Path, overlay: &[Document]) -> Result<Loaded, String> {
    loaded(folder, overlay, None, false)
}

/// The same, with the languages that no speaker has read.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load_with_drafts(folder: &Path) -> Result<Loaded, String> {
    loaded(folder, &[], None, true)
}

/// The same as `load`, with what is told only on a day: what is due or past, and what nothing uses.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load_on(folder: &Path, today: Date) -> Result<Loaded, String> {
    loaded(folder, &[], Some(today), false)
}

/// A pack as far as it could be compiled, its documents and its problems.
pub type Loaded = (Option<Compiled>, Vec<Document>, Problems);

fn loaded(folder: &Path, overlay: &[Document], today: Option<Date>, has_drafts: bool) -> Result<Loaded, String> {
    if !folder.is_dir() {
        return Err(no_folder(folder));
    }
    let mut problems = Problems::default();
    let (documents, sources) = local::sources_with(folder, overlay, &mut problems).map_err(|fault: io::Error| fault.to_string())?;
    let Some(mut sources) = sources else { return Ok((None, documents, problems)) };
    sources.has_drafts = has_drafts;
    let compiled = compile::compile(&sources, &mut problems);
    if let Some(today) = today {
        review::on_day(&sources, compiled.as_ref(), today, &mut problems);
    }
    rows::mend_in_cells(&sources.documents, &mut problems);
    catalog::told::settle(&sources.entries.catalogs, &sources.documents, &mut problems);
    Ok((compiled, sources.documents, problems))
}

/// A pack without problems, or none after they were printed.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load_clean(folder: &Path, may_borrow: bool) -> Result<Option<(Compiled, Vec<Document>)>, String> {
    Ok(clean(load(folder)?, may_borrow))
}

/// As `load_clean`, of what is loaded already.
#[must_use]
pub fn clean((compiled, documents, mut problems): Loaded, may_borrow: bool) -> Option<(Compiled, Vec<Document>)> {
    if may_borrow {
        let is_borrowed = [Code::MissingTranslation, Code::TranslationStale, Code::TranslationUnsure];
        problems.0.retain(|problem| !is_borrowed.contains(&problem.code));
    }
    match compiled {
        Some(compiled) if !problems.has_errors() => Some((compiled, documents)),
        _ => {
            report::line(&report::problems(&problems, &documents));
            None
        }
    }
}

/// A pack and its sources, without problems; or none after they were printed. A missing translation passes: the first language stands in for it.
///
/// # Errors
/// What keeps the folder from being read.
pub fn load_sources(folder: &Path) -> Result<Option<(Compiled, Sources)>, String> {
    if !folder.is_dir() {
        return Err(no_folder(folder));
    }
    let mut problems = Problems::default();
    let (documents, sources) = local::sources(folder, &mut problems).map_err(|fault| fault.to_string())?;
    let compiled = sources.as_ref().and_then(|sources| compile::compile(sources, &mut problems));
    problems.0.retain(|problem| problem.code != Code::MissingTranslation);
    match (compiled, sources) {
        (Some(compiled), Some(sources)) if !problems.has_errors() => Ok(Some((compiled, sources))),
        (_, sources) => {
            report::line(&report::problems(&problems, sources.as_ref().map_or(&documents, |sources| &sources.documents)));
            Ok(None)
        }
    }
}
