//! Drift: what has changed in the country's pack under the changes of a local one.
//!
//! In: the folder of a local pack, and what it was made upon: its `based-on.toml`, or the folder of an older edition. Out: the differences in words.
//! Never changes the pack; only `--accept` writes, and only `based-on.toml`.
//! Next: `fields.rs` for what is compared, `lock.rs` for the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lykta_core::format::source::Change;

use crate::document;
use crate::load;
use crate::local;
use crate::problem::{Code, Problems, Weight, nearest};
use crate::read::Located;
use crate::report;

pub mod fields;
pub mod lock;

use fields::{Country, Fields};
use lock::{Field, Lock};

/// What `drift` is told.
#[derive(Debug, clap::Args)]
pub struct DriftArguments {
    /// Folder of the local pack
    local: PathBuf,
    /// Folder of the older edition of the country's pack to compare with, instead of what `based-on.toml` keeps
    #[arg(long, value_name = "FOLDER", conflicts_with = "accept")]
    since: Option<PathBuf>,
    /// Write `based-on.toml` anew: what is there now has been read, and the changes fit it
    #[arg(long)]
    accept: bool,
}

/// Runs the command; false if something has changed.
///
/// # Errors
/// What keeps the packs from being read.
pub fn run(arguments: &DriftArguments) -> Result<bool, String> {
    let DriftArguments { local, since, accept } = arguments;
    let (changes, country, is_whole) = sources(local)?;
    let changed: BTreeSet<String> = changes.iter().map(|change| change.entry.card.clone()).collect();
    let file = local.join(lock::FILE);
    if *accept {
        if !is_whole {
            return Err(format!(
                "{} has files or rows that cannot be read; run `lykta-pack check {0}` and mend them first",
                local.display()
            ));
        }
        write(&file, &country, &changed)?;
        report::line(&format!("{}: made upon {} {}, {} changed here", file.display(), country.id, country.version, cards(changed.len())));
        return Ok(true);
    }
    let before = match since {
        Some(folder) => whole(&fields::country(folder)?, &changed),
        None => kept(&file, local)?,
    };
    let lines = compared(&before, &country, &changes);
    report::line(&lines.join("\n"));
    if !is_whole {
        report::line(&format!("not compared: files or rows that cannot be read; run `lykta-pack check {}`", local.display()));
    }
    Ok(lines.len() == 1 && is_whole)
}

fn cards(count: usize) -> String {
    report::counted(count, "card")
}

/// Writes the file that `drift` compares with.
///
/// # Errors
/// A file that cannot be written.
pub fn write(file: &Path, country: &Country, changed: &BTreeSet<String>) -> Result<(), String> {
    fs::write(file, lock::written(country, changed)).map_err(|fault| format!("{}: {}", file.display(), document::plain(&fault)))
}

/// The changes of a local pack, the country's pack beside it, and whether all of both could be read.
fn sources(folder: &Path) -> Result<(Vec<Located<Change>>, Country, bool), String> {
    if !folder.is_dir() {
        return Err(load::no_folder(folder));
    }
    let mut problems = Problems::default();
    let (_, sources) = local::sources(folder, &mut problems).map_err(|fault| fault.to_string())?;
    let Some(sources) = sources else {
        return Err(format!("{} cannot be read as a pack; run `lykta-pack check {0}`", folder.display()));
    };
    let Some(base) = sources.own.as_ref().and_then(|own| own.entry.extends.clone()) else {
        return Err(format!("{} is not a local pack: its `pack.toml` has no `extends`", folder.display()));
    };
    let country = fields::country(&local::beside(folder, &base))?;
    // What the two packs disagree on, such as a new language, is what this command is for.
    let disagree = [Code::ChangeForbidden, Code::ForeignLanguage, Code::SameId];
    let is_whole = problems.0.iter().all(|problem| problem.code.weight() == Weight::Warning || disagree.contains(&problem.code));
    Ok((sources.entries.changes, country, is_whole))
}

/// What `based-on.toml` keeps.
fn kept(file: &Path, local: &Path) -> Result<Lock, String> {
    let text = fs::read_to_string(file).map_err(|_| {
        format!(
            "{} is missing: nothing says what this pack was made upon. Name the older edition with `--since`, or read the cards that \
             you change and run `lykta-pack drift {} --accept`",
            file.display(),
            local.display()
        )
    })?;
    lock::read(&text)
}

/// An older edition, as if the file had been written from it.
fn whole(country: &Country, changed: &BTreeSet<String>) -> Lock {
    let kept = country.cards.iter().filter(|(id, _)| changed.contains(*id));
    Lock {
        pack: country.id.clone(),
        version: country.version.clone(),
        cards: country.cards.iter().map(|(id, fields)| (id.clone(), fields::digest_of(fields))).collect(),
        card: kept.map(|(id, fields)| lock::Kept { id: id.clone(), field: full(fields) }).collect(),
    }
}

/// The fields with their whole words.
fn full(fields: &Fields) -> Vec<Field> {
    fields.iter().map(|(name, text)| Field { name: name.clone(), digest: fields::digest(text), short: text.clone() }).collect()
}

/// The differences in words: one line alone if there are none.
fn compared(before: &Lock, now: &Country, changes: &[Located<Change>]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    for change in changes.iter().filter(|change| seen.insert(change.entry.card.clone())) {
        let id = &change.entry.card;
        let all: Vec<&Change> = changes.iter().map(|change| &change.entry).filter(|change| change.card == *id).collect();
        let Some(fields) = now.cards.get(id) else {
            // A card of the local pack's own is no concern of the country's.
            if before.cards.contains_key(id) {
                lines.push(gone(id, before, now));
            }
            continue;
        };
        match before.card.iter().find(|kept| kept.id == *id) {
            Some(kept) => lines.extend(differences(id, &kept.field, fields, &all)),
            None if before.cards.get(id) != Some(&fields::digest_of(fields)) => {
                lines.push(format!("{id}: changed here since the file was written, and in {} too; read the whole card", now.id));
            }
            None => {}
        }
    }
    let mut new: Vec<String> = Vec::new();
    for (id, fields) in now.cards.iter().filter(|(id, _)| !before.cards.contains_key(*id)) {
        let kind = fields.get("kind").map_or("", String::as_str);
        let title = fields.iter().find(|(name, _)| name.starts_with("title.")).map_or("", |(_, title)| title.as_str());
        let need = if fields.contains_key("contact") { "see whether its contacts hold here" } else { "it may need a contact of yours" };
        new.push(format!("{id}: new {kind} \"{title}\"; {need}"));
    }
    lines.extend(new);
    let count = report::counted(lines.len(), "difference");
    if lines.is_empty() {
        return vec![format!("{} {}: nothing has changed under the {} changed here", now.id, now.version, cards(seen.len()))];
    }
    lines.push(format!(
        "{count} between {} {} and {}; when the changes fit, run `lykta-pack drift --accept` on the pack",
        now.id, before.version, now.version
    ));
    lines
}

/// A card that is no more, and the one that it may have become.
fn gone(id: &str, before: &Lock, now: &Country) -> String {
    let new: Vec<&str> = now.cards.keys().map(String::as_str).filter(|known| !before.cards.contains_key(*known)).collect();
    let titles: BTreeMap<&str, &str> = before
        .card
        .iter()
        .filter(|kept| kept.id == id)
        .flat_map(|kept| &kept.field)
        .filter(|field| field.name.starts_with("title."))
        .map(|field| (field.name.as_str(), field.digest.as_str()))
        .collect();
    let has_title = |known: &&str| {
        let fields = now.cards.get(*known);
        fields.is_some_and(|fields| fields.iter().any(|(name, text)| titles.get(name.as_str()) == Some(&fields::digest(text).as_str())))
    };
    let same = new.iter().copied().find(|known| has_title(known)).or_else(|| nearest(id, new.iter().copied()));
    let hint = same.map_or_else(
        || "take the change out, or write the card into this pack".to_owned(),
        |known| format!("it may be called `{known}` now"),
    );
    format!("{id}: gone from {}; {hint}", now.id)
}

/// What is another in a card, field by field, as one block of lines; none if nothing is.
fn differences(id: &str, before: &[Field], now: &Fields, changes: &[&Change]) -> Option<String> {
    let old: BTreeMap<&str, &Field> = before.iter().map(|field| (field.name.as_str(), field)).collect();
    let names: BTreeSet<&str> = old.keys().copied().chain(now.keys().map(String::as_str)).collect();
    let mut lines = Vec::new();
    for name in names {
        let (was, is) = (old.get(name), now.get(name));
        if was.map(|field| field.digest.as_str()) == is.map(|text| fields::digest(text)).as_deref() {
            continue;
        }
        lines.push(format!("  {name}{}", note(name, changes)));
        lines.push(format!("    before: {}", was.map_or("(nothing)", |field| field.short.as_str())));
        lines.push(format!("    now:    {}", is.map_or("(nothing)", String::as_str)));
    }
    let hidden = if changes.iter().any(|change| change.hide) { ", which is hidden here" } else { "" };
    (!lines.is_empty()).then(|| format!("{id}{hidden}:\n{}", lines.join("\n")))
}

/// What a difference means for the local pack.
fn note(name: &str, changes: &[&Change]) -> &'static str {
    let base = name.split(['.', ' ']).next().unwrap_or(name);
    let is_own = changes.iter().any(|change| match base {
        "title" => change.title.is_some(),
        "text" => change.text.is_some(),
        "first" => change.first.is_some(),
        "know" => change.know.is_some(),
        "say" => change.say.is_some(),
        "refused" => change.refused.is_some(),
        "decides" => change.decides.is_some(),
        "check_with" => change.check_with.is_some(),
        "step" => !change.step.is_empty(),
        _ => false,
    });
    match base {
        _ if is_own => ": your own words stand in its place; see whether they still fit",
        "law" | "deadline" | "when" => ": the law or the rule; see whether your comment still fits",
        "contact" => ": see whether your contacts and hours still fit",
        _ => "",
    }
}
