//! What websites paste: the element with plain help inside, whose numbers are those of "show help now", in each country and language.

#![cfg(test)]

mod support;

use lykta_core::pack::{Card, Channel};
use lykta_pack::build::Names;
use lykta_pack::compile::Compiled;
use lykta_pack::overview::snippet;
use support::dom::{self, Dom};
use support::{built, names};

const COUNTRIES: [(&str, &[&str]); 4] =
    [("dk", &["da", "en"]), ("fi", &["fi", "sv", "en"]), ("no", &["nb", "nn", "en"]), ("se", &["sv", "en"])];

/// The cards of "show help now", in the pack's order.
fn now(compiled: &Compiled) -> Vec<&Card> {
    compiled.pack.help_now.iter().map(|index| &compiled.pack.cards[*index]).collect()
}

fn address(card: &Card) -> (String, String) {
    match &card.contacts[0].channel {
        Channel::Phone(number, shown) => (format!("tel:{number}"), shown.clone()),
        Channel::Sms(number, shown) => (format!("sms:{number}"), shown.clone()),
        Channel::Web(url) => (url.clone(), url.trim_start_matches("https://").trim_end_matches('/').to_owned()),
    }
}

/// Each snippet of each country, as a browser reads it, with the place of its language in the pack.
fn each(names: &Names, check: impl Fn(&Compiled, usize, &str, &Dom)) {
    for (pack, languages) in COUNTRIES {
        let compiled = built(&format!("../../packs/{pack}"));
        assert_eq!(compiled.file.languages, languages, "{pack}");
        for (at, words) in compiled.words.iter().enumerate() {
            let html = snippet::html(&compiled, words, names);
            check(&compiled, at, &html, &dom::read(&html));
        }
    }
}

#[test]
fn the_numbers_are_those_of_help_now_with_their_hours_and_no_others() {
    each(&names(), |compiled, at, html, page| {
        let words = &compiled.words[at];
        let links: Vec<_> = page.all("a").filter(|link| link.is("lykta-help__link")).collect();
        assert_eq!(links.len(), now(compiled).len());
        for (link, card) in links.iter().zip(now(compiled)) {
            let (address, shown) = address(card);
            assert_eq!(link.get("href"), Some(address.as_str()), "{:?}", card.id);
            let title = words.text(card.title);
            let stop = if title.ends_with(['?', '.', '!', ')']) { "" } else { "." };
            let hours = card.contacts[0].hours_text.map_or_else(String::new, |hours| format!("{stop} {}", words.text(hours)));
            assert_eq!(link.text, format!("{shown} {title}{hours}"));
        }
        assert!(page.all("h2").any(|title| title.text == words.ui("help-title")), "{html}");
    });
}

#[test]
fn it_names_its_pack_and_language_and_its_frame_in_words() {
    each(&names(), |compiled, at, html, page| {
        let (id, words) = (&compiled.file.id, &compiled.words[at]);
        let guide = page.all("lykta-guide").next().unwrap();
        let given = ["pack", "lang", "label"].map(|name| guide.get(name).unwrap());
        assert_eq!(given, [id.as_str(), words.language.as_str(), words.ui("all-title")]);
        assert_eq!(snippet::name(id, &words.language), format!("{id}-{}-embed.html", words.language));
        assert!(!html.contains("{dates}") && html.contains("2026"), "{html}");
        assert!(page.all("a").all(|link| !link.text.trim().is_empty()));
    });
}

#[test]
fn beside_the_script_its_addresses_are_those_of_the_folder() {
    each(&names(), |compiled, at, html, page| {
        let start = format!("{}-{}", compiled.file.id, compiled.words[at].language);
        let ways: Vec<_> = page.all("a").filter(|link| link.is("lykta-help__way")).map(|link| link.get("href").unwrap()).collect();
        assert_eq!(ways, [format!("guide/{start}.html"), format!("guide/{start}-all.html")]);
        assert_eq!(page.all("script").map(|script| script.get("src")).collect::<Vec<_>>(), [Some("embed.js")], "{html}");
    });
}

#[test]
fn where_the_origin_is_known_its_addresses_are_whole() {
    let names = Names { origin: Some("https://guide.example.fi".to_owned()), ..names() };
    each(&names, |compiled, at, _, page| {
        let start = format!("https://guide.example.fi/guide/{}-{}", compiled.file.id, compiled.words[at].language);
        let ways: Vec<_> = page.all("a").filter(|link| link.is("lykta-help__way")).map(|link| link.get("href").unwrap()).collect();
        assert_eq!(ways, [format!("{start}.html"), format!("{start}-all.html")]);
        let script = page.all("script").next().unwrap();
        assert_eq!(script.get("src"), Some("https://guide.example.fi/embed.js"));
        let how = ["defer", "crossorigin", "referrerpolicy"].map(|name| script.get(name));
        assert_eq!(how, [Some(""), Some("anonymous"), Some("no-referrer")]);
    });
}

#[test]
fn it_stands_under_a_strict_policy() {
    each(&names(), |_, _, html, page| {
        assert!(!html.contains("style=") && !html.contains("<style"), "{html}");
        assert!(page.all("script").all(|script| script.text.trim().is_empty()), "{html}");
        assert_eq!(html.matches("<lykta-guide ").count(), html.matches("</lykta-guide>").count());
    });
}
