//! Reading a pack from its folder, and local packs on top of a country's.
//!
//! In: the folder of a pack. Out: its sources, with those of the pack it extends before them.
//! Never lets a local pack change what holds for the whole country.
//! Next: `compile/`, and there `changes.rs`.

use std::io;
use std::path::{Path, PathBuf};

use lykta_core::format::source::Manifest;

use crate::compile::Sources;
use crate::document::{self, Document};
use crate::problem::{Code, Place, Problems};
use crate::read::{self, Entries, Located};

/// Reads a pack. None, with a problem, if it has no manifest that can be used.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn sources(folder: &Path, problems: &mut Problems) -> io::Result<(Vec<Document>, Option<Sources>)> {
    sources_with(folder, &[], problems)
}

/// The same, with documents that are not written yet in the place of the pack's own files.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn sources_with(folder: &Path, overlay: &[Document], problems: &mut Problems) -> io::Result<(Vec<Document>, Option<Sources>)> {
    let mut own = document::read_folder_with(folder, overlay)?;
    let (mut entries, mut scratch) = (Entries::default(), Problems::default());
    let manifest = read::read(&own, 0..own.len(), &mut entries, &mut scratch);
    let Some(mut local) = manifest else {
        problems.0.append(&mut scratch.0);
        if !own.iter().any(|document| document.path.file_name().is_some_and(|name| name == "pack.toml")) {
            let place = Place { document: own.len(), ..Place::default() };
            own.push(Document { path: folder.join("pack.toml"), text: String::new() });
            problems.add(
                Code::ManifestMissing,
                &place,
                "the folder has no `pack.toml`",
                "add a `pack.toml` with `format`, `id`, `version`, `country`, `languages` and `timezone`",
            );
        }
        return Ok((own, None));
    };
    let Some(base_id) = local.entry.extends.clone() else {
        problems.0.append(&mut scratch.0);
        return Ok((Vec::new(), Some(Sources { documents: own, manifest: local, own: None, entries, has_drafts: false })));
    };
    if base_id == local.entry.id {
        problems.0.append(&mut scratch.0);
        problems.add(
            Code::UnknownReference,
            &local.place.key("extends"),
            format!("the pack `{base_id}` extends itself"),
            "name the country's pack, or take `extends` out",
        );
        return Ok((own, None));
    }
    let base_folder = beside(folder, &base_id);
    if !base_folder.join("pack.toml").is_file() {
        problems.0.append(&mut scratch.0);
        problems.add(
            Code::UnknownReference,
            &local.place.key("extends"),
            format!("there is no pack `{base_id}` beside this one"),
            format!("put the folder `{base_id}` beside this pack's folder"),
        );
        return Ok((own, None));
    }
    // Read again together: the base first, so that its questions keep their order.
    let mut documents = document::read_folder(&base_folder)?;
    let split = documents.len();
    documents.extend(own);
    let mut entries = Entries::default();
    let base = read::read(&documents, 0..split, &mut entries, problems);
    // The personas of the country's pack test that pack: what a local one changes, its own personas test.
    entries.personas.clear();
    entries.check_personas.clear();
    if let Some(base) = &base {
        entries.catalogs.country = base.entry.languages.clone();
    }
    if let Some(again) = read::read(&documents, split..documents.len(), &mut entries, problems) {
        local = again;
    }
    let Some(base) = base else { return Ok((documents, None)) };
    if base.entry.extends.is_some() {
        problems.add(
            Code::UnknownReference,
            &local.place.key("extends"),
            format!("`{base_id}` is a local pack itself"),
            "extend the country's pack that it extends",
        );
        return Ok((documents, None));
    }
    check_kept(&local, &base.entry, problems);
    // Those that a catalog of the country's pack adds need not be named again.
    let (own, named) = (read::named(&documents, &(split..documents.len())), read::named(&documents, &(0..split)));
    if own != named && own != base.entry.languages {
        problems.add(
            Code::ForeignLanguage,
            &local.place.key("languages"),
            "a local pack has the languages of the pack it extends",
            format!("write `languages = {named:?}`"),
        );
    }
    for name in local.entry.define.keys().filter(|name| base.entry.define.contains_key(*name)) {
        problems.add(
            Code::SameId,
            &local.place.key("define").key(name),
            format!("`{name}` is already a named condition of the pack `{base_id}`"),
            "give the condition another name",
        );
    }
    let mut merged = base;
    let own = local.entry.clone();
    merged.entry.id = own.id;
    merged.entry.version = own.version;
    merged.entry.title = own.title.or(merged.entry.title);
    merged.entry.your_region = own.your_region.or(merged.entry.your_region);
    merged.entry.attribution.extend(own.attribution);
    merged.entry.report = own.report.or(merged.entry.report);
    merged.entry.meetings_stale_after_months = own.meetings_stale_after_months.or(merged.entry.meetings_stale_after_months);
    merged.entry.meetings_hidden_after_months = own.meetings_hidden_after_months.or(merged.entry.meetings_hidden_after_months);
    merged.entry.define.extend(own.define);
    merged.entry.reading.extend(own.reading);
    merged.entry.not_covered.extend(own.not_covered);
    if !own.help_now.is_empty() {
        merged.entry.help_now = own.help_now;
    }
    Ok((Vec::new(), Some(Sources { documents, manifest: merged, own: Some(local), entries, has_drafts: false })))
}

/// The folder of a country's pack beside that of a local one.
#[must_use]
pub fn beside(folder: &Path, base: &str) -> PathBuf {
    match folder.parent() {
        // `.` and `..` have no folder beside them by name.
        Some(parent) if folder.file_name().is_some() => parent.join(base),
        _ => folder.join("..").join(base),
    }
}

/// What holds for the whole country stays as it is: a local pack that says otherwise is told so, not passed over.
fn check_kept(local: &Located<Manifest>, base: &Manifest, problems: &mut Problems) {
    let own = &local.entry;
    let number = |emergency: &Option<String>| emergency.clone().unwrap_or_else(|| "112".to_owned());
    let kept = [
        ("country", own.country.clone(), base.country.clone()),
        ("timezone", own.timezone.clone(), base.timezone.clone()),
        ("emergency", own.emergency.clone().unwrap_or_else(|| number(&base.emergency)), number(&base.emergency)),
    ];
    if !own.other_emergency.is_empty() {
        let what = "a local pack has the emergency numbers of the pack it extends";
        problems.add(Code::ChangeForbidden, &local.place.key("other_emergency"), what, "take `other_emergency` out");
    }
    for (key, _, base) in kept.into_iter().filter(|(_, own, base)| own != base) {
        problems.add(
            Code::ChangeForbidden,
            &local.place.key(key),
            format!("a local pack has the `{key}` of the pack it extends"),
            format!("write `{key} = \"{base}\"`"),
        );
    }
}
