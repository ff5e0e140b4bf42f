//! The app that was built: its engine, scripts and styles, and their names.
//!
//! In: the folder that the app's build made. Out: the names that a page needs, and the files, only read.
//! The names come from a page that stands there; the template of a page is the one that this tool was made with, as in the build itself.
//! Never writes into that folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::build::Names;
use crate::policy;

/// The template of all pages, with the line by which the app's build begins.
const TEMPLATE: &str = include_str!("../../../../index.html");

/// The built app.
#[derive(Debug)]
pub struct Site {
    /// The folder of the guide's files.
    guide: PathBuf,
    /// The names that pages name them by.
    pub names: Names,
}

impl Site {
    /// The app in a folder.
    ///
    /// # Errors
    /// What is missing there.
    pub fn find(dist: &Path) -> Result<Self, String> {
        let guide = dist.join("guide");
        let none =
            || format!("there is no built app in {}; build it with `cargo xtask build`, or name its folder with --dist", dist.display());
        let mut names: Vec<String> =
            fs::read_dir(&guide).map_err(|_| none())?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        let style_all = names.iter().find(|name| name.starts_with("all-") && name.ends_with(".css")).ok_or_else(none)?.clone();
        let pages = names.iter().filter(|name| name.ends_with(".html"));
        let found = pages.filter_map(|name| fs::read_to_string(guide.join(name)).ok()).find_map(|page| read(&page)).ok_or_else(none)?;
        let template: String = TEMPLATE.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]).collect();
        let names = Names { template, style_all, origin: None, exit: policy::EXIT.to_owned(), ..found };
        for name in [&names.engine_js, &names.engine_wasm, &names.boot, &names.old, &names.style] {
            if !guide.join(name).is_file() {
                return Err(format!("{} is missing in {}; build the app again", name, guide.display()));
            }
        }
        Ok(Self { guide, names })
    }

    /// A file of the app that pages load; none of that name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')) && !name.starts_with('.');
        let is_loaded = [".js", ".wasm", ".css", ".svg"].iter().any(|end| name.ends_with(end));
        (is_name && is_loaded).then(|| fs::read(self.guide.join(name)).ok()).flatten()
    }
}

/// The names in a page of the guide; none if it is another page.
fn read(page: &str) -> Option<Names> {
    let between = |before: &str, after: &str| page.split_once(before)?.1.split_once(after).map(|(text, _)| text.to_owned());
    let files: Value = serde_json::from_str(&between("id=\"lykta-files\">", "</script>")?).ok()?;
    let name = |key: &str| files.get(key)?.as_str().map(str::to_owned);
    Some(Names {
        template: String::new(),
        engine_js: name("engine")?,
        engine_wasm: name("wasm")?,
        boot: between("<script type=\"module\" src=\"", "\"")?,
        old: between("<script defer src=\"", "\"")?,
        style: between("<link rel=\"stylesheet\" href=\"", "\"")?,
        style_all: String::new(),
        origin: None,
        exit: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_read_from_a_page_of_the_guide() {
        let page = "<link rel=\"stylesheet\" href=\"lykta-1.css\">\n<script type=\"application/json\" id=\"lykta-files\">{\"engine\":\"lykta-2.js\",\"wasm\":\"lykta-2_bg.wasm\"}</script>\n<script defer src=\"old-4.js\"></script>\n<script type=\"module\" src=\"boot-3.js\"></script>";
        let names = read(page).unwrap();
        assert_eq!(
            [names.style, names.engine_js, names.engine_wasm, names.boot, names.old],
            ["lykta-1.css", "lykta-2.js", "lykta-2_bg.wasm", "boot-3.js", "old-4.js"]
        );
        assert!(read("<link rel=\"stylesheet\" href=\"lykta-1.css\">").is_none(), "the page with everything names no engine");
    }

    #[test]
    fn the_template_has_the_slots_that_a_page_fills_and_nothing_of_the_build() {
        let kept: Vec<&str> = TEMPLATE.lines().filter(|line| !line.contains("data-trunk")).collect();
        assert_eq!(TEMPLATE.lines().count(), kept.len() + 1);
        assert!(kept.contains(&"<!--lykta:head-->") && kept.contains(&"<!--lykta:body-->"));
    }
}
