//! Links in documents lead to files that are there, and no file needs a folder outside the clone.
//!
//! In: all files. Out: faults.
//! Links to the network are not followed: a check must not depend on it.

use std::collections::BTreeSet;

use super::{Fault, Page, line_at};

/// The folder beside the clone; put together here so that this file does not mention it.
const SIBLING: &str = concat!("../", "shared");

/// Broken links, and mentions of the folder beside.
pub fn faults(pages: &[Page]) -> Vec<Fault> {
    let known: BTreeSet<&str> = pages.iter().flat_map(|page| with_folders(&page.name)).collect();
    let mut faults = Vec::new();
    for page in pages {
        if page.name.ends_with(".md") {
            broken(page, &known, &mut faults);
        }
        if page.name != ".ci/run" {
            for (place, _) in page.text.match_indices(SIBLING) {
                faults.push(page.fault(line_at(&page.text, place), "a folder beside the clone is named here; only .ci/run may know it"));
            }
        }
    }
    faults
}

/// A file's path and those of the folders it lies in.
fn with_folders(name: &str) -> impl Iterator<Item = &str> {
    let folders = name.match_indices('/').filter_map(|(place, _)| name.get(..place));
    folders.chain([name])
}

fn broken(page: &Page, known: &BTreeSet<&str>, faults: &mut Vec<Fault>) {
    let mut is_example = false;
    for (index, line) in page.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_example = !is_example;
        }
        if is_example {
            continue;
        }
        for target in targets(&without_code(line)) {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            let is_elsewhere = target.contains("://") || ["mailto:", "tel:"].iter().any(|kind| target.starts_with(kind));
            if path.is_empty() || is_elsewhere {
                continue;
            }
            if !resolve(&page.name, path).is_some_and(|path| path.is_empty() || known.contains(path.as_str())) {
                faults.push(page.fault(index + 1, format!("the link to `{target}` leads nowhere")));
            }
        }
    }
}

/// The line without what stands between backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// Where the links of a line lead: `[text](target "title")` and `[name]: target`.
fn targets(line: &str) -> Vec<String> {
    let first_word = |text: &str| -> Option<String> {
        let word = text.split_whitespace().next()?;
        Some(word.trim_start_matches('<').trim_end_matches('>').to_owned())
    };
    let inline = line.split("](").skip(1).filter_map(|rest| first_word(rest.split(')').next()?));
    let reference = line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).and_then(|(_, target)| first_word(target));
    inline.chain(reference).collect()
}

/// A link's path seen from the root; `None` if it leaves the clone.
fn resolve(document: &str, path: &str) -> Option<String> {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn a_link_to_a_file_or_folder_that_is_there_holds() {
        let text = "[a](b.md) [c](../docs/) [d](#e) [f](https://example.org/x) [g](b.md#h)\n[i]: b.md\n";
        check(faults, &[("docs/a.md", text), ("docs/b.md", "")], &[]);
    }

    #[test]
    fn a_link_to_a_file_that_is_not_there_is_a_fault() {
        check(faults, &[("docs/a.md", "x\n[a](no.md)\n")], &["docs/a.md:2"]);
        check(faults, &[("docs/a.md", "![a](no.svg \"title\")\n")], &["docs/a.md:1"]);
        check(faults, &[("docs/a.md", "[a]: no.md\n")], &["docs/a.md:1"]);
        check(faults, &[("a.md", "[a](../a.md)\n")], &["a.md:1"]);
    }

    #[test]
    fn what_looks_like_a_link_in_an_example_is_none() {
        check(faults, &[("a.md", "`[a](no.md)`\n```\n[a](no.md)\n```\n")], &[]);
    }

    #[test]
    fn only_the_ci_script_names_the_folder_beside() {
        let text = format!("x\ncd {SIBLING}/data\n");
        check(faults, &[("src/a.rs", &text)], &["src/a.rs:2"]);
        check(faults, &[(".ci/run", &text)], &[]);
    }
}
