//! The check: what is used, against the list of what is newer, less the exceptions.
//!
//! In: the files of the clone, or the built folder. Out: all faults at once.
//! An exception that nothing uses any more is a fault too, so that the list stays true.
//! Next: the readers, `script.rs`, `sheet.rs`, `page.rs`, `rust.rs`, `wasm.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::floor::Floor;
use crate::newer::Newer;
use crate::usage::Use;
use crate::{page, rust, script, sheet, wasm};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// How many files were read.
    pub files: usize,
    /// With file and line, and what to do.
    pub faults: BTreeSet<String>,
}

/// A file's uses, by its path and by the name that exceptions know it by.
struct Read {
    path: String,
    name: String,
    uses: Vec<Use>,
}

/// The sources of what is published.
///
/// # Errors
/// A file cannot be read.
pub fn sources(root: &Path) -> Result<Found> {
    let mut read = Vec::new();
    for path in
        ["public/embed.js", "public/guide/boot.js", "public/guide/old.js", "styles/tokens.css", "styles/lykta.css", "styles/all.css"]
    {
        read.push(file(root, path)?);
    }
    for path in rust_files(&root.join("src"))? {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        read.push(file(root, &name)?);
    }
    faults(root, &read)
}

/// The built folder.
///
/// # Errors
/// It is not built, or a file cannot be read.
pub fn built(root: &Path, dist: &Path) -> Result<Found> {
    let mut read = vec![file(dist, "embed.js")?];
    for name in names(&dist.join("guide"))? {
        if [".js", ".css", ".html", ".wasm"].iter().any(|end| name.ends_with(end)) {
            read.push(file(dist, &format!("guide/{name}"))?);
        }
    }
    faults(root, &read)
}

fn faults(root: &Path, read: &[Read]) -> Result<Found> {
    let list = fs::read_to_string(root.join("engines/newer.txt")).context("could not read engines/newer.txt")?;
    Ok(Found { files: read.len(), faults: judged(&Floor::shipped(root)?, &Newer::read(&list)?, read) })
}

fn judged(floor: &Floor, newer: &Newer, read: &[Read]) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    let mut kept: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for soft in &floor.soft {
        let here = soft.files.iter().filter(|name| read.iter().any(|file| file.name == **name));
        kept.extend(here.map(|name| ((soft.what.as_str(), name.as_str()), false)));
    }
    for file in read {
        for found in &file.uses {
            let Some([chrome, firefox, safari]) = newer.versions(&found.what) else { continue };
            if let Some(is_used) = kept.get_mut(&(found.what.as_str(), file.name.as_str())) {
                *is_used = true;
                continue;
            }
            let [floor_chrome, floor_firefox, floor_safari] = &floor.versions;
            faults.insert(format!(
                "{}:{}: `{}` is newer than the floor: Chrome {chrome}, Firefox {firefox}, Safari {safari}, and not {floor_chrome}, {floor_firefox}, {floor_safari}; \
                 use something older, or name it in engines/floor.toml with what happens without it",
                file.path, found.line, found.what
            ));
        }
    }
    for ((what, name), _) in kept.into_iter().filter(|(_, is_used)| !is_used) {
        faults.insert(format!("engines/floor.toml: `{what}` is no longer used in {name}, or no longer newer; take it out"));
    }
    faults
}

fn file(folder: &Path, path: &str) -> Result<Read> {
    let full = folder.join(path);
    let said = || format!("could not read {}", full.display());
    let name = known_as(path);
    let uses = if path.ends_with(".wasm") {
        wasm::uses(&fs::read(&full).with_context(said)?)
    } else {
        let text = fs::read_to_string(&full).with_context(said)?;
        match path.rsplit('.').next() {
            Some("js") => script::uses(&text),
            Some("css") => Ok(sheet::uses(&text)),
            Some("html") => Ok(page::uses(&text)),
            _ => Ok(rust::uses(&text, path.starts_with("src/platform/"))),
        }
    };
    Ok(Read { path: path.to_owned(), name, uses: uses.with_context(|| path.to_owned())? })
}

/// The name by which exceptions know a file: without folder and hash; the built look holds the tokens, all pages are alike, and so is the app.
fn known_as(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    match (end, stem) {
        ("html", _) => "pages".to_owned(),
        ("rs", _) => "app".to_owned(),
        ("css", "tokens") => "lykta.css".to_owned(),
        ("wasm", _) => "lykta.wasm".to_owned(),
        _ => {
            let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            let stem = stem.rsplit_once('-').filter(|(_, hash)| is_hash(hash)).map_or(stem, |(stem, _)| stem);
            format!("{stem}.{end}")
        }
    }
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let said = || format!("there is no built guide in {}; run `cargo xtask build`", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(said)? {
        names.push(entry.with_context(said)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in names(folder)? {
        let path = folder.join(name);
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> (Floor, Newer) {
        let root = crate::root();
        (Floor::shipped(&root).unwrap(), Newer::read(&fs::read_to_string(root.join("engines/newer.txt")).unwrap()).unwrap())
    }

    /// Faults of what a file of this name holds, with the shipped list and floor.
    #[track_caller]
    fn check(path: &str, uses: &[Use], expected: &[&str]) {
        let (mut floor, newer) = shipped();
        floor.soft.clear();
        let read = [Read { path: path.to_owned(), name: known_as(path), uses: uses.to_vec() }];
        let faults = judged(&floor, &newer, &read);
        assert_eq!(faults.len(), expected.len(), "{faults:#?}");
        for what in expected {
            assert!(faults.iter().any(|fault| fault.contains(&format!("`{what}` is newer"))), "{what} is not among {faults:#?}");
        }
    }

    #[test]
    fn the_sources_keep_to_the_floor() {
        let found = sources(&crate::root()).unwrap();
        assert!(found.files > 20 && found.faults.is_empty(), "{:#?}", found.faults);
    }

    #[test]
    fn a_newer_name_in_a_script_is_told() {
        let script = |text: &str| script::uses(text).unwrap();
        check("boot.js", &script("const a = [3].toSorted()"), &["member toSorted"]);
        check("boot.js", &script("Promise.try(go)"), &["static Promise.try"]);
        check("boot.js", &script("Object.groupBy(a, b)"), &["static Object.groupBy"]);
        check("boot.js", &script("new Intl.DurationFormat('fi')"), &["static Intl.DurationFormat"]);
        check("boot.js", &script("globalThis.scheduler; new CloseWatcher()"), &["global scheduler", "global CloseWatcher"]);
        check("boot.js", &script("a.addEventListener('scrollend', b)"), &["event scrollend"]);
        // Chrome learned it one version after the floor.
        check("boot.js", &script("structuredClone(a)"), &["global structuredClone"]);
    }

    #[test]
    fn a_newer_form_of_the_language_is_told() {
        let script = |text: &str| script::uses(text).unwrap();
        check("boot.js", &script("class A { static { f() } }"), &["syntax static-block"]);
        check("boot.js", &script("/(?<=a)b/"), &["syntax lookbehind"]);
        check("boot.js", &script("/[a--b]/v"), &["syntax flag-v"]);
        check("boot.js", &script("{ using a = b() }"), &["syntax using"]);
        check("boot.js", &script("import a from './a.json' with { type: 'json' }"), &["syntax import-attributes"]);
    }

    #[test]
    fn what_the_floor_has_is_no_fault() {
        let text = "class A { #a = 1; b() { return this.#a ?? [].at(-1)?.c; } } a ??= `${Object.hasOwn(b, 'c')}`; queueMicrotask(a);";
        check("boot.js", &script::uses(text).unwrap(), &[]);
        check("a.css", &sheet::uses(".a:is(b, c):focus-visible { inset-inline: 0; gap: 1rem; inline-size: clamp(1px, 2vw, 3rem) }"), &[]);
    }

    #[test]
    fn a_newer_word_of_a_style_sheet_is_told() {
        check("a.css", &sheet::uses(".a { field-sizing: content }"), &["property field-sizing", "value field-sizing content"]);
        check("a.css", &sheet::uses(".a { translate: 0 1px }"), &["property translate"]);
        check("a.css", &sheet::uses(".a { color: light-dark(red, blue) }"), &["function light-dark"]);
        check("a.css", &sheet::uses(".a { padding: 2vi; block-size: 2dvh }"), &["unit vi", "unit dvh"]);
        check("a.css", &sheet::uses(".a:has(b) { margin: 0 }"), &["selector has"]);
        check("a.css", &sheet::uses("@container (a) { }"), &["rule container"]);
        check("a.css", &sheet::uses("@media (scripting: none) { }"), &["media scripting"]);
    }

    #[test]
    fn a_newer_word_of_a_page_or_of_the_app_is_told() {
        check(
            "a.html",
            &page::uses("<search inert><dialog closedby=any>"),
            &["element search", "attribute inert", "attribute closedby", "attribute dialog closedby"],
        );
        check("src/a.rs", &rust::uses("element(\"search\", \"\").flag(\"popover\")", false), &["element search", "attribute popover"]);
        check("a.html", &page::uses("<meta content=\"default-src 'none'; trusted-types a\">"), &["policy trusted-types"]);
    }

    #[test]
    fn a_newer_feature_of_the_engine_is_told() {
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x09\x01\x07\0\x41\0\xfd\x0f\x1a\x0b";
        check("lykta.wasm", &wasm::uses(module).unwrap(), &["wasm fixed-width-SIMD"]);
    }

    #[test]
    fn an_exception_holds_in_its_own_file_and_only_while_it_is_used() {
        let (mut floor, newer) = shipped();
        let soft = |what: &str| crate::floor::Soft { what: what.to_owned(), files: vec!["boot.js".to_owned()] };
        floor.soft = vec![soft("member toSorted"), soft("member toSpliced")];
        let read = |path: &str| Read { path: path.to_owned(), name: known_as(path), uses: script::uses("a.toSorted()").unwrap() };
        let faults = judged(&floor, &newer, &[read("guide/boot-0123456789abcdef.js"), read("embed.js")]);
        assert_eq!(faults.len(), 2, "{faults:#?}");
        assert!(faults.iter().any(|fault| fault.starts_with("embed.js:1: `member toSorted` is newer")));
        assert!(faults.iter().any(|fault| fault.starts_with("engines/floor.toml: `member toSpliced` is no longer used in boot.js")));
    }
}
