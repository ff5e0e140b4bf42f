//! A language is files: one for the app's own words, one for each pack. Nothing that was there is touched.
//!
//! A made-up language is added to a copy of the app's words and of a pack, and the tool runs as an editor runs it.
//! Next: `tests/tests/added_language.rs`, where the built guide speaks it.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::language::{TAG, copy, locales, said, translate};

const PACK: &str = "tests/fixtures/whole";

/// A pack and the app's words, in a folder of the test's own; the catalog is not there yet.
struct Added {
    pack: PathBuf,
    locales: PathBuf,
    out: PathBuf,
}

impl Added {
    fn new(name: &str, direction: &str) -> Self {
        let folder = support::folder(&format!("added-{name}"));
        copy(Path::new(PACK), &folder.join("xx"));
        Self { locales: locales(&folder, direction), pack: folder.join("xx"), out: folder.join("out") }
    }

    fn catalog(&self) -> PathBuf {
        self.pack.join("languages").join(format!("{TAG}.po"))
    }

    /// Runs the tool with the added words: exit code and what was printed.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let (code, printed, trouble) = support::said(&[&["--locales", self.locales.to_str().unwrap()], arguments].concat(), "");
        assert_eq!(trouble, "");
        (code, printed)
    }

    /// Writes the catalog, and translates what `is_done` says.
    fn translate(&self, is_done: impl Fn(&str) -> bool) {
        let (code, printed) = self.run(&["translate", self.pack.to_str().unwrap(), TAG]);
        assert_eq!(code, Some(0), "{printed}");
        translate(&self.catalog(), is_done);
    }

    #[track_caller]
    fn check(&self) -> (Option<i32>, String) {
        self.run(&["check", self.pack.to_str().unwrap(), "--today", support::TODAY])
    }

    /// What is built, by name.
    #[track_caller]
    fn built(&self, more: &[&str]) -> BTreeMap<String, String> {
        let _ = fs::remove_dir_all(&self.out);
        fs::create_dir_all(&self.out).unwrap();
        let template = self.out.with_extension("html");
        fs::write(&template, support::names().template).unwrap();
        let names = support::names();
        let arguments = [
            &["build", self.pack.to_str().unwrap(), "--out", self.out.to_str().unwrap(), "--template", template.to_str().unwrap()],
            &["--engine-js", &names.engine_js, "--engine-wasm", &names.engine_wasm, "--boot", &names.boot, "--old", &names.old][..],
            &["--style", &names.style, "--style-all", &names.style_all],
            more,
        ];
        let (code, printed) = self.run(&arguments.concat());
        assert_eq!(code, Some(0), "{printed}");
        support::files(&self.out).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }
}

#[track_caller]
fn file<'a>(files: &'a BTreeMap<String, String>, begins: &str, ends: &str) -> &'a str {
    // Which of two files comes first hangs on their hashes: easy words are meant where they are named.
    let is_meant = |name: &str| name.starts_with(begins) && name.ends_with(ends) && (begins.contains("easy") || !name.contains("-easy"));
    let found = files.iter().find(|(name, _)| is_meant(name));
    found.unwrap_or_else(|| panic!("no {begins}...{ends} among {:?}", files.keys())).1
}

/// The words of the added language, as the app loads them.
#[track_caller]
fn words(files: &BTreeMap<String, String>) -> Value {
    serde_json::from_str(file(files, &format!("xx-{TAG}-"), ".json")).unwrap()
}

#[test]
fn a_language_is_added_by_adding_files() {
    let added = Added::new("whole", "ltr");
    let (before, told) = (added.built(&[]), added.check());
    added.translate(|_| true);
    assert_eq!(added.check(), told, "nothing more is told of");
    let files = added.built(&[]);

    let structure: Value = serde_json::from_str(file(&files, "xx-", ".json")).unwrap();
    assert_eq!(structure["languages"], serde_json::json!(["en", TAG]));
    let words = words(&files);
    assert_eq!(words["ui"]["language-name"], "Qutzish");
    assert_eq!(words["ui"]["next"], said("Next"));
    assert_eq!(words["ui"]["language-sv"], "Svenska", "a language that it does not name goes by its own name");
    let texts: Vec<&str> = words["texts"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(texts.contains(&said("Who is it about?").as_str()), "{texts:?}");

    let page = file(&files, &format!("xx-{TAG}.html"), "");
    assert!(page.contains(&format!("lang=\"{TAG}\" dir=\"ltr\"")) && page.contains(&said("Who is it about?")));
    assert!(file(&files, &format!("xx-{TAG}-all"), ".html").contains(&said("You can ask for care.")));
    // The other language offers it, and is otherwise as it was.
    assert!(file(&files, "xx-en.html", "").contains("Qutzish"));
    let texts = |files: &BTreeMap<String, String>| -> Value {
        serde_json::from_str::<Value>(file(files, "xx-en-", ".json")).unwrap()["texts"].clone()
    };
    assert_eq!(texts(&files), texts(&before));
}

#[test]
fn from_right_to_left_as_well() {
    let added = Added::new("right-to-left", "rtl");
    added.translate(|_| true);
    let files = added.built(&[]);
    assert!(file(&files, &format!("xx-{TAG}.html"), "").contains(&format!("lang=\"{TAG}\" dir=\"rtl\"")));
    assert_eq!(words(&files)["ui"]["direction"], "rtl");
}

#[test]
fn what_is_not_translated_yet_is_told_at_its_line_and_falls_back_marked() {
    let added = Added::new("half", "ltr");
    added.translate(|name| !name.starts_with("card/xx-right/") && name != "item/who/option/self/text");
    let (code, printed) = added.check();
    assert_eq!(code, Some(1));
    assert!(printed.contains(&format!("error[P020]: the text is missing in {TAG}\n")), "{printed}");
    let text = fs::read_to_string(added.catalog()).unwrap();
    let line = text.lines().position(|line| line == "msgctxt \"item/who/option/self/text\"").unwrap() + 3;
    assert!(printed.contains(&format!("{}:{line}:8   /item/who/option/self/text\n", added.catalog().display())), "{printed}");
    let (code, _) = added.run(&["build", added.pack.to_str().unwrap(), "--out", added.out.to_str().unwrap()]);
    assert_eq!(code, Some(1), "a build refuses, unless it is told to borrow");
    let files = added.built(&["--borrow"]);
    let page = file(&files, &format!("xx-{TAG}.html"), "");
    assert!(page.contains("<bdi lang=\"en\" dir=\"ltr\">Me</bdi>"), "{page}");
    assert!(page.contains(&said("Someone close")));
    let all = file(&files, &format!("xx-{TAG}-all"), ".html");
    assert!(all.contains("<bdi lang=\"en\" dir=\"ltr\">You can ask for care.</bdi>"));
    assert!(words(&files)["texts"].as_array().unwrap().iter().any(|text| text == "\u{2066}Me\u{2069}"));
}

#[test]
fn without_words_of_the_app_a_catalog_adds_nothing_and_says_why() {
    let added = Added::new("foreign", "ltr");
    added.translate(|_| true);
    let (code, printed, _) = support::said(&["check", added.pack.to_str().unwrap(), "--today", support::TODAY], "");
    assert_eq!(code, Some(1));
    assert!(printed.contains(&format!("error[P021]: the app itself has no words in `{TAG}`\n")), "{printed}");
    assert!(printed.contains(&format!("add `locales/{TAG}.toml` to the tool, or name its folder with `--locales`")), "{printed}");
    assert_eq!(printed.matches("error[").count(), 1, "{printed}");
}

#[test]
fn a_file_of_words_that_lacks_a_key_is_refused_by_its_name() {
    let added = Added::new("lacking", "ltr");
    let path = added.locales.join(format!("{TAG}.toml"));
    let words = fs::read_to_string(&path).unwrap();
    fs::write(&path, words.replacen(&format!("next = \"{}\"\n", said("Next")), "", 1)).unwrap();
    let (code, _, trouble) = support::said(&["--locales", added.locales.to_str().unwrap(), "check", added.pack.to_str().unwrap()], "");
    assert_eq!(code, Some(2));
    assert_eq!(trouble, format!("lykta-pack: {}: `next` is missing; in English it is \"Next\"\n", path.display()));
}

/// Easy words and official ones stand in entries of their own, so in files of their own too.
#[test]
fn easy_words_and_terms_of_an_added_language_are_files_too() {
    let added = Added::new("easy", "ltr");
    added.translate(|_| true);
    let easy = "[[easy]]\nof = \"xx-right\"\ntitle = { qtz = \"Cáré\" }\n";
    fs::create_dir_all(added.pack.join("easy")).unwrap();
    fs::write(added.pack.join(format!("easy/{TAG}.toml")), easy).unwrap();
    assert!(added.check().1.contains("the app itself has no easy words in `qtz`"));
    fs::write(
        added.locales.join(format!("easy/{TAG}.toml")),
        "language-name = \"Easier Qutzish\"\neasy-note = \"Éasy.\"\neasy-not-yet = \"Nót yét.\"\n",
    )
    .unwrap();
    fs::write(added.pack.join("terms-qtz.toml"), "[[term]]\nforms = { qtz = [\"cáré\"] }\ntext = { qtz = \"Hélp.\" }\n").unwrap();
    let (_, printed) = added.check();
    assert!(!printed.contains("error["), "{printed}");
    assert!(printed.contains("has easy words in `qtz`, but not for"), "{printed}");
    let files = added.built(&[]);
    assert!(file(&files, &format!("xx-{TAG}-easy-"), ".json").contains("Cáré"));
    assert!(file(&files, &format!("xx-{TAG}-"), ".json").contains("Hélp."));
}
