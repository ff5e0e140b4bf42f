//! Who keeps what: the folders and files that `[owners]` of a manifest names.
//!
//! In: the manifest of a pack, or of a local pack and of the one it extends; the files. Out: a problem for a path at which nothing stands.
//! Never knows who an owner is: it is a text for editors, and is not built.
//! Next: `report_page/due.rs`, which says who is to check what again.

use std::path::Path;

use crate::compile::Sources;
use crate::problem::{Code, Problems, meant};
use crate::read::Located;

use lykta_core::format::source::Manifest;

/// Tells of every path in `[owners]` that names no folder and no file of its pack.
pub fn check(sources: &Sources, problems: &mut Problems) {
    for manifest in std::iter::once(&sources.manifest).chain(&sources.own) {
        check_manifest(manifest, sources, problems);
    }
}

fn check_manifest(manifest: &Located<Manifest>, sources: &Sources, problems: &mut Problems) {
    let Some(folder) = sources.documents.get(manifest.place.document).and_then(|document| document.path.parent()) else { return };
    let files = || sources.documents.iter().filter_map(|document| document.path.strip_prefix(folder).ok());
    for (path, owner) in &manifest.entry.owners {
        let place = manifest.place.key("owners").key(path);
        if !files().any(|file| file.starts_with(path)) {
            problems.add(
                Code::OwnerNowhere,
                &place,
                format!("there is no folder or file `{path}` in this pack"),
                meant(path, names(files()).iter().map(String::as_str).collect::<Vec<_>>()),
            );
        }
        if owner.trim().is_empty() {
            problems.add(Code::OwnerNowhere, &place, format!("nobody is named for `{path}`"), "write the name of a unit, not of a person");
        }
    }
}

/// The folders and files that could be meant.
fn names<'a>(files: impl Iterator<Item = &'a Path>) -> Vec<String> {
    let above = |file: &'a Path| file.ancestors().filter(|part| !part.as_os_str().is_empty());
    let mut names: Vec<String> = files
        .flat_map(above)
        .map(|part| part.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
        .collect();
    names.sort();
    names.dedup();
    names
}
