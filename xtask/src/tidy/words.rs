//! The app's own words: every locale has every key, every key asked for is there, and every key is used.
//!
//! In: `locales/*.toml`, and the sources. Out: faults.
//! A table whose keys are plural categories (`one`, `few`, `other`) is one key: which categories there
//! are differs by language, but `other` must be there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Page, line_at};

/// Where easy words stand.
const EASY: &str = "locales/easy/";

/// Tables of what the tool knows of a language; the tool holds them to what it needs.
const KNOWN: &[&str] = &["language", "figures"];

const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// All faults in the words.
pub fn faults(pages: &[Page]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut locales: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.is_in("locales/") && page.name.ends_with(".toml")) {
        match page.text.parse::<toml::Table>() {
            Ok(table) => {
                let mut keys = BTreeSet::new();
                let words = table.into_iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())).collect();
                collect(&words, "", &mut keys);
                locales.insert(&page.name, keys);
            }
            Err(error) => {
                faults.push(page.fault(1, format!("this is not TOML: {}", error.message())));
            }
        }
    }
    let all: BTreeSet<&String> = locales.values().flatten().collect();
    // Easy words are those that differ from the ordinary ones, and some of their own.
    let ordinary: BTreeSet<&String> = locales.iter().filter(|(name, _)| !name.starts_with(EASY)).flat_map(|(_, keys)| keys).collect();
    let sources = |page: &&Page| ["src/", "crates/", "public/"].iter().any(|room| page.is_in(room));
    let texts: Vec<&str> = pages.iter().filter(sources).map(|page| page.text.as_str()).collect();

    let mut told = BTreeSet::new();
    for page in pages {
        if let Some(keys) = locales.get(page.name.as_str()) {
            if !page.is_in(EASY) {
                missing(page, keys, &ordinary, &mut faults);
            }
            // Once for each key, in the first language that has it.
            unused(page, &keys.difference(&told).cloned().collect(), &texts, &mut faults);
            told.extend(keys.iter().cloned());
        }
        if page.is_in("src/") && page.is_rust() {
            unknown(page, &all, &mut faults);
        }
    }
    faults
}

/// Keys with their tables' names before them, parted by dots.
fn collect(table: &toml::Table, before: &str, keys: &mut BTreeSet<String>) {
    for (name, value) in table {
        let key = format!("{before}{name}");
        match value {
            toml::Value::Table(inner) if !is_plural(inner) => {
                collect(inner, &format!("{key}."), keys);
            }
            _ => drop(keys.insert(key)),
        }
    }
}

fn is_plural(table: &toml::Table) -> bool {
    table.contains_key("other") && table.keys().all(|key| CATEGORIES.contains(&key.as_str()))
}

fn missing(page: &Page, keys: &BTreeSet<String>, all: &BTreeSet<&String>, faults: &mut Vec<Fault>) {
    // A language that others do not name goes by its own name there.
    let may_lack = |key: &str| key.starts_with("language-") && key != "language-name";
    for key in all.iter().filter(|key| !keys.contains(**key) && !may_lack(key)) {
        faults.push(page.fault(1, format!("the words `{key}` are missing in this language")));
    }
}

fn unused(page: &Page, keys: &BTreeSet<String>, texts: &[&str], faults: &mut Vec<Fault>) {
    for key in keys {
        // What is said to a professional stands in place of a key that is used.
        let asked_for = key.strip_suffix("-client").unwrap_or(key);
        if texts.iter().any(|text| is_used(asked_for, text)) {
            continue;
        }
        let name = key.rsplit('.').next().unwrap_or(key);
        let is_named = |line: &str| {
            let rest = line.trim_start().strip_prefix(name);
            rest.is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
        };
        let line = page.text.lines().position(is_named);
        faults.push(page.fault(line.map_or(1, |line| line + 1), format!("the words `{key}` are used nowhere in src, crates or public")));
    }
}

/// Whether a text names the key whole, or makes it: `"weekday-{day}"` uses `weekday-1`.
fn is_used(key: &str, text: &str) -> bool {
    let is_whole = ['"', '\''].iter().any(|mark| text.contains(&format!("{mark}{key}{mark}")));
    let mut beginnings = key.match_indices('-').filter_map(|(dash, _)| key.get(..=dash));
    is_whole || beginnings.any(|beginning| text.contains(&format!("\"{beginning}{{")))
}

/// Keys asked for by `.ui("key")`.
fn unknown(page: &Page, all: &BTreeSet<&String>, faults: &mut Vec<Fault>) {
    for (place, call) in page.text.match_indices(".ui(") {
        let rest = page.text.get(place + call.len()..).unwrap_or_default().trim_start();
        let Some(key) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
            continue;
        };
        if !all.contains(&key.to_owned()) {
            faults.push(page.fault(line_at(&page.text, place), format!("there are no words `{key}` in locales/")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    const USE: (&str, &str) = ("src/app.rs", "words.ui(\"next\"); words.ui(\n    \"step.back\"\n);\n");

    #[test]
    fn a_locale_need_not_name_the_other_languages() {
        let words = "language-name = \"a\"\nlanguage-fi = \"a\"\n[language]\ndirection = \"ltr\"\n";
        let own = "language-name = \"b\"\n[language]\ndirection = \"ltr\"\n";
        let asked = ("src/a.rs", "words.ui(\"language-name\"); format!(\"language-{tag}\");\n");
        check(faults, &[("locales/en.toml", words), ("locales/fi.toml", own), asked], &[]);
        let none = "[language]\ndirection = \"ltr\"\n";
        check(faults, &[("locales/en.toml", words), ("locales/fi.toml", none), asked], &["locales/fi.toml:1"]);
    }

    #[test]
    fn locales_with_the_same_keys_that_are_all_used_hold() {
        let words = "next = \"a\"\n[step]\nback = { one = \"b\", other = \"c\" }\n";
        let other = "next = \"a\"\n[step]\nback = { other = \"c\" }\n";
        check(faults, &[("locales/en.toml", words), ("locales/fi.toml", other), USE], &[]);
    }

    #[test]
    fn words_missing_in_one_language_are_a_fault_there() {
        let words = "next = \"a\"\n[step]\nback = \"b\"\n";
        check(faults, &[("locales/en.toml", words), ("locales/fi.toml", "next = \"a\"\n"), USE], &["locales/fi.toml:1"]);
    }

    #[test]
    fn easy_words_need_not_be_there_in_every_language_and_are_no_words_of_others() {
        let words = "next = \"a\"\nstep.back = \"b\"\n";
        let easy = "note = \"c\"\nnext = \"d\"\n";
        let asked = ("src/b.rs", "words.ui(\"note\");\n");
        check(faults, &[("locales/easy/en.toml", easy), ("locales/en.toml", words), USE, asked], &[]);
        check(faults, &[("locales/easy/en.toml", easy), ("locales/en.toml", words), USE], &["locales/easy/en.toml:1"]);
    }

    #[test]
    fn words_asked_for_but_not_there_are_a_fault_where_they_are_asked_for() {
        let words = "next = \"a\"\nstep.back = \"b\"\n";
        let asked = ("src/b.rs", "\nwords.ui(\"no-such\");\n");
        check(faults, &[("locales/en.toml", words), USE, asked], &["src/b.rs:2"]);
    }

    #[test]
    fn words_used_nowhere_are_a_fault() {
        let words = "next = \"a\"\nstep.back = \"b\"\nold = \"c\"\n";
        check(faults, &[("locales/en.toml", words), USE], &["locales/en.toml:3"]);
        let page = ("public/embed.js", "const key = 'old';\n");
        check(faults, &[("locales/en.toml", words), USE, page], &[]);
    }

    #[test]
    fn words_used_nowhere_are_told_once_and_not_for_each_language() {
        let words = "older = \"a\"\nold = \"b\"\n";
        let pages = [("locales/en.toml", words), ("locales/fi.toml", words), ("src/a.rs", "\"older\"")];
        check(faults, &pages, &["locales/en.toml:2"]);
    }

    #[test]
    fn words_whose_key_is_made_are_used() {
        let asked = ("src/a.rs", "words.ui(&format!(\"day-{day}\"))");
        check(faults, &[("locales/en.toml", "day-1 = \"a\"\n"), asked], &[]);
        check(faults, &[("locales/en.toml", "date-1 = \"a\"\n"), asked], &["locales/en.toml:1"]);
    }

    #[test]
    fn a_file_that_is_not_toml_is_a_fault() {
        check(faults, &[("locales/en.toml", "next = \n")], &["locales/en.toml:1"]);
    }
}
