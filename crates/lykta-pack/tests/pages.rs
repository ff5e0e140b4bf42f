//! The guide's pages: their policy, the way out, what the engine is told, and what stands there without it.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;

use lykta_pack::build::Names;
use lykta_pack::policy;
use serde_json::Value;
use support::{fi, names, pages};

/// The guide's own pages of the Finnish pack.
fn guides(name: &str, names: &Names) -> BTreeMap<String, String> {
    let mut pages = pages(name, fi(), names);
    pages.retain(|name, _| !name.ends_with("-all.html"));
    assert_eq!(pages.len(), 5, "three languages, two of them in easy words too: {:?}", pages.keys());
    pages
}

/// What the page tells the boot script.
fn list(html: &str) -> Value {
    let (_, rest) = html.split_once("id=\"lykta-files\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_policy_names_the_origin_where_it_is_known() {
    let names = Names { origin: Some("https://guide.example.fi".to_owned()), ..names() };
    for (name, html) in guides("pages-origin", &names) {
        let policy = support::escaped(&policy::guide(Some("https://guide.example.fi")));
        assert!(html.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")), "{name}");
    }
}

#[test]
fn the_policy_names_the_schemes_where_no_origin_is_known() {
    for (name, html) in guides("pages-schemes", &names()) {
        assert!(html.contains(&support::escaped(&policy::guide(None))), "{name}");
    }
}

#[test]
fn the_policy_stands_before_anything_that_it_holds() {
    for (name, html) in guides("pages-order", &names()) {
        let policy = html.find("Content-Security-Policy").unwrap();
        for later in ["<link", "<script"] {
            assert!(policy < html.find(later).unwrap(), "{name}: {later}");
        }
    }
}

#[test]
fn leaving_is_a_link_on_every_screen_of_the_page_and_the_boot_script_knows_it_too() {
    let names = Names { exit: "https://www.example.fi/?a=1&b=2".to_owned(), ..names() };
    for (name, html) in guides("pages-exit", &names) {
        let link = "role=\"button\" href=\"https://www.example.fi/?a=1&amp;b=2\" target=\"_top\" rel=\"noreferrer\" data-leave>";
        assert_eq!(html.matches(link).count(), 3, "{name}");
        assert_eq!(html.matches("data-leave").count(), 3, "{name}");
        assert_eq!(list(&html)["exit"], "https://www.example.fi/?a=1&b=2");
    }
}

#[test]
fn no_choice_comes_back_when_the_page_is_loaded_anew() {
    for (name, html) in guides("pages-inputs", &names()) {
        let inputs: Vec<&str> = html.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        assert!(!inputs.is_empty(), "{name}");
        for input in inputs {
            assert!(input.contains("autocomplete=\"off\""), "{name}: {input}");
        }
    }
}

#[test]
fn the_first_question_says_how_many_there_usually_are_in_the_page_and_in_the_words() {
    let usual = lykta_pack::prove::usual_questions(fi()).unwrap();
    assert!(usual <= 10, "the median persona is asked {usual} questions");
    let files = lykta_pack::build::files(fi(), Some(&names()), Some(usual)).unwrap();
    let lines = [("fi", "Ensimmäinen kysymys, yhteensä noin"), ("sv", "Första frågan, av ungefär"), ("en", "First question, of about")];
    for (language, line) in lines {
        let line = format!("{line} {usual}");
        let text = |part: &str, end: &str| {
            let is_meant = |name: &str| name.starts_with(&format!("fi-{language}{part}")) && name.ends_with(end) && !name.contains("easy");
            let (_, bytes) = files.iter().find(|(name, _)| is_meant(name)).unwrap();
            String::from_utf8(bytes.clone()).unwrap()
        };
        assert!(text(".html", "").contains(&line), "{language}");
        assert!(text("-", ".json").contains(&line), "{language}");
    }
}
