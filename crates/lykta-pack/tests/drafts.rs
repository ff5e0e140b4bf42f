//! Languages that no speaker has read: left out unless asked for, marked where they are written, with other texts borrowed and told apart.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lykta_core::isolate::{self, Part};
use lykta_pack::compile::Compiled;
use lykta_pack::{build, load, report};
use support::names;

const MANIFEST: &str = include_str!("fixtures/whole/pack.toml");
const CONTENT: &str = include_str!("fixtures/whole/content.toml");
const PLACES: &str = include_str!("fixtures/whole/places/municipalities.csv");

/// The pack with an entry of every kind, in these languages; its first question stands in Arabic too, if that is one of them.
fn pack(name: &str, languages: &str) -> PathBuf {
    let folder = support::folder(name).join("xx");
    std::fs::create_dir_all(folder.join("places")).unwrap();
    std::fs::write(folder.join("pack.toml"), MANIFEST.replace("languages = [\"en\"]", &format!("languages = [{languages}]"))).unwrap();
    let question = "en = \"Who is it about?\"";
    let both = format!("{question}, ar = \"بمن يتعلق الأمر؟\"");
    std::fs::write(
        folder.join("content.toml"),
        if languages.contains("ar") { CONTENT.replace(question, &both) } else { CONTENT.to_owned() },
    )
    .unwrap();
    std::fs::write(folder.join("places/municipalities.csv"), PLACES).unwrap();
    folder
}

#[track_caller]
fn drafted(folder: &Path) -> Compiled {
    let (compiled, documents, problems) = load::load_with_drafts(folder).unwrap();
    assert_eq!(report::problems(&problems, &documents), "no problems");
    compiled.unwrap()
}

fn files(compiled: &Compiled) -> BTreeMap<String, String> {
    let files = build::files(compiled, Some(&names()), None).unwrap();
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[track_caller]
fn file<'a>(files: &'a BTreeMap<String, String>, begins: &str, ends: &str) -> &'a str {
    let found = files.iter().find(|(name, _)| name.starts_with(begins) && name.ends_with(ends));
    found.unwrap_or_else(|| panic!("no {begins}...{ends} among {:?}", files.keys())).1
}

#[test]
fn a_build_leaves_a_draft_out_as_if_it_were_not_named() {
    let named = files(&support::built(pack("drafts-named", "\"en\", \"ar\"").to_str().unwrap()));
    let alone = files(&support::built(pack("drafts-alone", "\"en\"").to_str().unwrap()));
    assert_eq!(named, alone);
}

#[test]
fn a_draft_is_written_only_when_asked_for() {
    let folder = pack("drafts-asked", "\"en\", \"ar\"");
    let words = |arguments: &[&str]| {
        let out = support::folder("drafts-asked-out");
        let arguments = [&["build", folder.to_str().unwrap(), "--out", out.to_str().unwrap()], arguments].concat();
        let (code, said, trouble) = support::said(&arguments, "");
        assert_eq!((code, trouble.as_str()), (Some(0), ""), "{said}");
        (said, support::files(&out).into_keys().filter(|name| name.starts_with("xx-ar-")).count())
    };
    let (said, count) = words(&[]);
    assert!(said.contains("`ar` is a machine draft that no speaker has read"), "{said}");
    assert_eq!(count, 0);
    let (said, count) = words(&["--drafts"]);
    assert!(!said.contains("machine draft"), "{said}");
    assert_eq!(count, 1);
}

#[test]
fn check_says_that_a_draft_is_left_out() {
    let folder = pack("drafts-check", "\"en\", \"ar\"");
    let (code, said, _) = support::said(&["check", folder.to_str().unwrap(), "--today", "2026-11-22"], "");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("note: `ar` is a machine draft that no speaker has read; `build` leaves it out unless it is told `--drafts`"),
        "{said}"
    );
}

#[test]
fn a_draft_stands_behind_languages_that_speakers_have_read() {
    for languages in ["\"ar\"", "\"ar\", \"en\"", "\"en\", \"ar\", \"sv\""] {
        let (_, documents, problems) = load::load(&pack("drafts-order", languages)).unwrap();
        let told = report::problems(&problems, &documents);
        assert!(told.contains("stands before other languages or alone"), "{languages}: {told}");
    }
}

#[test]
fn a_page_in_a_draft_says_so_and_no_other_does() {
    let files = files(&drafted(&pack("drafts-note", "\"en\", \"ar\"")));
    for (language, is_told) in [("ar", true), ("en", false)] {
        let note = lykta_pack::locale::word("ar", "draft-note");
        let page = file(&files, &format!("xx-{language}.html"), "");
        assert_eq!(page.split("<noscript>").nth(1).unwrap().contains(note), is_told, "{language}");
        let all = file(&files, &format!("xx-{language}-all"), ".html");
        assert_eq!(all.contains(note), is_told, "{language}, everything");
        assert_eq!(all.contains("<meta name=\"robots\" content=\"noindex\">"), is_told, "{language}, for searching");
        // The app shows it with the promise of the first screen.
        assert_eq!(file(&files, &format!("xx-{language}-"), ".json").contains(note), is_told, "{language}, words");
        assert_eq!(page.contains("lang=\"ar\" dir=\"rtl\""), is_told, "{language}, direction");
    }
}

#[test]
fn what_is_borrowed_is_told_apart_and_addresses_stay_addresses() {
    let compiled = drafted(&pack("drafts-borrowed", "\"en\", \"ar\""));
    let files = files(&compiled);
    let page = file(&files, "xx-ar.html", "");
    assert!(page.contains("aria-describedby=\"lykta-progress\">بمن يتعلق الأمر؟</h1>"), "the question stands in Arabic");
    assert!(page.contains("<span class=\"lykta-option__text\"><bdi lang=\"en\" dir=\"ltr\">Someone close</bdi></span>"));
    assert!(!page.contains(['\u{2066}', '\u{2067}']));
    let all = file(&files, "xx-ar-all", ".html");
    assert!(all.contains("<bdi lang=\"en\" dir=\"ltr\">You can ask for care.</bdi>"));
    // A law without an Arabic name is cited whole as its country does, and its address is no text.
    assert!(all.contains(
        "href=\"https://law.example.org/1/2020\" rel=\"noreferrer noopener\"><bdi lang=\"en\" dir=\"ltr\">Care Act 1/2020, section 1"
    ));
    assert!(!file(&files, "xx-en-all", ".html").contains("<bdi lang=\"en\" dir=\"ltr\">You can"));
    let words: serde_json::Value = serde_json::from_str(file(&files, "xx-ar-", ".json")).unwrap();
    assert_eq!(words["ui"]["direction"], "rtl");
    let texts: Vec<&str> = words["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert!(texts.contains(&"بمن يتعلق الأمر؟"));
    assert!(texts.contains(&"https://law.example.org/1/2020"));
    let unmarked: Vec<&&str> = texts.iter().filter(|text| text.is_ascii() && !text.starts_with("https:")).collect();
    assert!(unmarked.is_empty(), "borrowed and not marked: {unmarked:?}");
    assert!(texts.iter().any(|text| isolate::parts(text) == [Part::Other("Someone close", "ltr")]));
}

#[test]
fn numbers_times_and_places_keep_their_order() {
    let files = files(&drafted(&pack("drafts-numbers", "\"en\", \"ar\"")));
    let all = file(&files, "xx-ar-all", ".html");
    assert!(all.contains("<span class=\"lykta-contact__number lykta-ltr\">116 117</span>"));
    assert!(all.contains("الاثنين–الجمعة \u{2068}12:00–18:00\u{2069}"), "hours");
    assert!(all.contains("الخميس \u{2068}18:00–19:30\u{2069}"), "a meeting");
}

#[test]
fn a_local_pack_stands_on_a_country_with_a_draft() {
    let country = pack("drafts-local", "\"en\", \"ar\"");
    let local = country.with_file_name("town");
    std::fs::create_dir_all(&local).unwrap();
    let manifest = "format = 1\nid = \"town\"\nversion = \"2026.11.1\"\nextends = \"xx\"\ncountry = \"XX\"\nlanguages = [\"en\", \"ar\"]\ntimezone = \"Europe/Helsinki\"\nemergency = \"112\"\n";
    std::fs::write(local.join("pack.toml"), manifest).unwrap();
    assert_eq!(support::built(local.to_str().unwrap()).file.languages, ["en"]);
    assert_eq!(drafted(&local).file.languages, ["en", "ar"]);
}
