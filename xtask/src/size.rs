//! The size of a first visit, in bytes as sent, beside its limit.
//!
//! In: `dist/guide` with its `.br` files. Out: a table for each pack and language, and a verdict.
//! Never counts twice what a visit asks for once; other languages than the page's are not counted.
//! Next: `compress.rs`, which makes the `.br` files.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{Verdict, build, files};

/// What a whole first visit in one language may cost: 224 KB of 1000 bytes.
const LIMIT: u64 = 224_000;

/// A file of a visit and its size as sent.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    name: String,
    bytes: u64,
}

/// Which files a visit asks for.
#[derive(Debug, PartialEq, Eq)]
struct Visit {
    page: String,
    /// Until the first answer can be given and counts.
    first: Vec<Part>,
    /// What comes after, in this one language.
    rest: Vec<Part>,
}

/// Prints the tables.
///
/// # Errors
/// `dist/` is not built.
pub fn report() -> Result<Verdict> {
    let guide = build::dist().join("guide");
    if !guide.is_dir() {
        bail!("dist/ is not built yet; run `cargo xtask build`");
    }
    let visits = visits(&sizes(&guide)?)?;
    let mut is_clean = true;
    for visit in &visits {
        print_visit(visit);
        is_clean &= sum(&visit.first) + sum(&visit.rest) <= LIMIT;
    }
    if !is_clean {
        println!("size: a first visit is over the limit of {}", kilobytes(LIMIT));
    }
    Ok(Verdict::of(is_clean))
}

fn print_visit(visit: &Visit) {
    println!("\n{}, as sent (Brotli)", visit.page);
    for part in &visit.first {
        println!("  {:<44} {:>10}", part.name, kilobytes(part.bytes));
    }
    let first = sum(&visit.first);
    println!("  {:<44} {:>10}", "to the first answer", kilobytes(first));
    for part in &visit.rest {
        println!("  {:<44} {:>10}", part.name, kilobytes(part.bytes));
    }
    let whole = first + sum(&visit.rest);
    let word = if whole <= LIMIT { "of" } else { "OVER" };
    println!("  {:<44} {:>10}  {word} {}", "the whole visit", kilobytes(whole), kilobytes(LIMIT));
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{:02} KB", bytes / 1000, bytes % 1000 / 10)
}

fn sum(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.bytes).sum()
}

/// The size as sent of every file directly in the guide.
fn sizes(guide: &Path) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for file in files::entries(guide)? {
        let name = files::name(&file);
        let sent = guide.join(format!("{name}.br"));
        if !name.ends_with(".br") && sent.is_file() {
            let bytes = sent.metadata().with_context(|| format!("could not read {name}.br"))?.len();
            parts.push(Part { name, bytes });
        }
    }
    Ok(parts)
}

/// The visits that these files make possible: one for each page.
fn visits(parts: &[Part]) -> Result<Vec<Visit>> {
    let pages: Vec<(&str, &str)> = parts.iter().filter_map(|part| page(&part.name)).collect();
    if pages.is_empty() {
        bail!("there is no page in dist/guide");
    }
    pages.iter().map(|&(pack, language)| visit(parts, &pages, pack, language)).collect()
}

fn visit(parts: &[Part], pages: &[(&str, &str)], pack: &str, language: &str) -> Result<Visit> {
    let page = format!("{pack}-{language}.html");
    // A page of easy words begins with a file that holds the ordinary ones below them too.
    let stem = if language.ends_with(EASY) { format!("{pack}-{language}-all") } else { format!("{pack}-{language}") };
    let own = |name: &str| name == page || is_hashed(name, &stem, ".json");
    let shared = |name: &str| {
        is_hashed(name, "lykta", ".css")
            || is_hashed(name, "boot", ".js")
            || is_hashed(name, "old", ".js")
            || is_hashed(name, "lykta", ".js")
            || is_hashed(name, "lykta", "_bg.wasm")
            || is_hashed(name, pack, ".json")
    };
    let of_other_page = |name: &str| {
        pages.iter().any(|(other, language)| {
            is_hashed(name, &format!("{other}-{language}"), ".json")
                || is_hashed(name, &format!("{other}-{language}-all"), ".json")
                || (*other != pack && name.starts_with(&format!("{other}-")) && other.len() > pack.len())
        })
    };
    let of_pack = |name: &str| name.starts_with(&format!("{pack}-")) && name.ends_with(".json");
    let mut visit = Visit { page: page.clone(), first: Vec::new(), rest: Vec::new() };
    for part in parts {
        let Part { name, bytes } = part;
        let part = Part { name: name.clone(), bytes: *bytes };
        if own(name) || shared(name) {
            visit.first.push(part);
        } else if of_pack(name) && !of_other_page(name) {
            visit.rest.push(part);
        }
    }
    if visit.first.len() != 8 {
        let names: Vec<&str> = visit.first.iter().map(|part| part.name.as_str()).collect();
        bail!(
            "{page} should ask first for eight files: page, look, boot script, script for old browsers, script, \
             engine, pack and words; found: {}",
            names.join(", ")
        );
    }
    Ok(visit)
}

/// At the end of the language of a page that begins with easy words.
const EASY: &str = "-easy";

/// The pack and language of a guide's page such as `fi-sv.html`; a page with everything is no visit, and neither is what websites paste.
fn page(name: &str) -> Option<(&str, &str)> {
    let stem = name.strip_suffix(".html").filter(|stem| !["-all", "-embed"].iter().any(|end| stem.ends_with(end)))?;
    let at = stem.strip_suffix(EASY).unwrap_or(stem).rfind('-')?;
    Some((stem.get(..at)?, stem.get(at + 1..)?))
}

/// Whether a name is `stem`, a dash, a hash and `ending`.
fn is_hashed(name: &str, stem: &str, ending: &str) -> bool {
    name.strip_prefix(stem)
        .and_then(|rest| rest.strip_prefix('-'))
        .and_then(|rest| rest.strip_suffix(ending))
        .is_some_and(|hash| hash.len() == 16 && hash.chars().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef";

    #[track_caller]
    fn check(page: &str, first: &[&str], rest: &[&str]) -> Result<()> {
        let names = [
            "boot-#.js",
            "fi-#.json",
            "fi-en-#.json",
            "fi-en.html",
            "fi-en-all.html",
            "fi-en-embed.html",
            "all-0123456789abcdef.css",
            "fi-places-#.json",
            "fi-sv-#.json",
            "fi-sv.html",
            "fi-sv-easy-#.json",
            "fi-sv-easy-all-#.json",
            "fi-sv-easy.html",
            "fi-oulu-#.json",
            "fi-oulu-meetings-#.json",
            "fi-oulu-places-#.json",
            "fi-oulu-sv-#.json",
            "fi-oulu-sv.html",
            "lykta-#.css",
            "lykta-#.js",
            "lykta-#_bg.wasm",
            "mark.svg",
            "old-#.js",
        ];
        let parts: Vec<Part> = names.iter().map(|name| Part { name: name.replace('#', HASH), bytes: 1 }).collect();
        let visit = visits(&parts)?.into_iter().find(|visit| visit.page == page);
        let names = |parts: &[Part]| -> Vec<String> { parts.iter().map(|part| part.name.replace(HASH, "#")).collect() };
        let visit = visit.context("no such page")?;
        assert_eq!(names(&visit.first), first);
        assert_eq!(names(&visit.rest), rest);
        Ok(())
    }

    #[test]
    fn a_visit_asks_for_its_own_words_and_not_those_of_other_languages() -> Result<()> {
        check(
            "fi-sv.html",
            &["boot-#.js", "fi-#.json", "fi-sv-#.json", "fi-sv.html", "lykta-#.css", "lykta-#.js", "lykta-#_bg.wasm", "old-#.js"],
            &["fi-places-#.json"],
        )
    }

    #[test]
    fn a_visit_with_easy_words_asks_for_them_first() -> Result<()> {
        check(
            "fi-sv-easy.html",
            &[
                "boot-#.js",
                "fi-#.json",
                "fi-sv-easy-all-#.json",
                "fi-sv-easy.html",
                "lykta-#.css",
                "lykta-#.js",
                "lykta-#_bg.wasm",
                "old-#.js",
            ],
            &["fi-places-#.json"],
        )
    }

    #[test]
    fn a_local_pack_is_told_apart_from_its_country() -> Result<()> {
        check(
            "fi-oulu-sv.html",
            &[
                "boot-#.js",
                "fi-oulu-#.json",
                "fi-oulu-sv-#.json",
                "fi-oulu-sv.html",
                "lykta-#.css",
                "lykta-#.js",
                "lykta-#_bg.wasm",
                "old-#.js",
            ],
            &["fi-oulu-meetings-#.json", "fi-oulu-places-#.json"],
        )
    }

    #[test]
    fn a_kilobyte_is_a_thousand_bytes() {
        assert_eq!(kilobytes(140_000), "140.00 KB");
        assert_eq!(kilobytes(1_234), "1.23 KB");
    }
}
