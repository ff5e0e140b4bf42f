//! The page with everything: all that the pack holds stands there, in good HTML, and nothing runs.

#![cfg(test)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use lykta_core::answer::{Answer, Answers, ItemId};
use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Channel, Text};
use lykta_pack::policy;
use support::dom::{self, Dom};
use support::{built, fi, names, pages};

/// All pages of the Finnish pack, by name, and as a browser reads them.
fn all() -> &'static (BTreeMap<String, String>, BTreeMap<String, Dom>) {
    static PAGES: OnceLock<(BTreeMap<String, String>, BTreeMap<String, Dom>)> = OnceLock::new();
    PAGES.get_or_init(|| {
        let pages = pages("overview", fi(), &names());
        let read = pages.iter().map(|(name, html)| (name.clone(), dom::read(html))).collect();
        (pages, read)
    })
}

/// The page with everything in a language.
#[track_caller]
fn page(language: &str) -> &'static Dom {
    &all().1[&format!("fi-{language}-all.html")]
}

/// Each page with everything, with the words of its language.
fn each(check: impl Fn(&Dom, &Words)) {
    assert_eq!(fi().words.len(), 3);
    for words in &fi().words {
        check(page(&words.language), words);
    }
}

/// Texts with all white space as single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_browser_has_nothing_to_put_right() {
    each(|page, _| assert_eq!(page.faults, Vec::<String>::new()));
    assert!(!dom::read("<!doctype html><title>x</title><p><b>x</p>").faults.is_empty(), "the reader tells what is left open");
}

#[test]
fn every_card_stands_whole_once() {
    each(|page, _| {
        let cards: Vec<&str> = page.all("article").filter_map(|card| card.get("id")).collect();
        let expected: BTreeSet<&str> = fi().pack.cards.iter().map(|card| card.id.as_str()).collect();
        assert_eq!(cards.len(), fi().pack.cards.len());
        assert_eq!(cards.into_iter().collect::<BTreeSet<_>>(), expected);
    });
}

#[test]
fn every_word_of_a_card_stands_in_it() {
    each(|page, words| {
        for card in &fi().pack.cards {
            // What an official word means stands inside the text, where it opens; so spaces do not count.
            let signs = |text: &str| text.split_whitespace().collect::<String>();
            let whole = signs(&page.by_id(card.id.as_str()).text);
            let shown = words.terms.iter().fold(whole, |shown, term| shown.replace(&signs(&term.text), ""));
            for text in texts(card) {
                // Where the region is not known, plain words stand for it.
                let text = words.text(text).replace("{region}", words.ui("your-region"));
                assert!(shown.contains(&signs(&text)), "{}: {text}", card.id.as_str());
            }
        }
    });
}

fn texts(card: &Card) -> Vec<Text> {
    let mut texts = vec![card.title, card.text];
    texts.extend([card.first, card.know, card.say, card.refused, card.decides, card.check_with].into_iter().flatten());
    texts.extend(&card.steps);
    texts.extend(card.laws.iter().map(|law| law.citation));
    texts.extend(card.deadlines.iter().flat_map(|deadline| [deadline.text, deadline.law]));
    texts.extend(card.sources.iter().map(|(name, _)| *name));
    texts.extend(card.contacts.iter().flat_map(|contact| [contact.label, contact.hours_text]).flatten());
    texts
}

#[test]
fn every_number_and_address_of_a_card_can_be_called_or_opened_from_it() {
    let mut numbers = 0;
    for words in &fi().words {
        let page = page(&words.language);
        for card in &fi().pack.cards {
            let links: Vec<&str> = page.inside(card.id.as_str()).filter_map(|element| element.get("href")).collect();
            let shown = &page.by_id(card.id.as_str()).text;
            for contact in &card.contacts {
                let (href, number) = match &contact.channel {
                    Channel::Phone(number, shown) => (format!("tel:{number}"), shown.as_str()),
                    Channel::Sms(number, shown) => (format!("sms:{number}"), shown.as_str()),
                    Channel::Web(url) => (url.clone(), ""),
                };
                assert!(links.contains(&href.as_str()) && shown.contains(number), "{}: {href}", card.id.as_str());
                numbers += 1;
            }
            for law in card.laws.iter().filter_map(|law| law.url) {
                assert!(links.contains(&words.text(law)), "{}", card.id.as_str());
            }
        }
    }
    assert!(numbers > 100, "{numbers}");
}

#[test]
fn the_numbers_to_call_now_come_first() {
    each(|page, words| {
        let main = page.all("main").next().unwrap();
        let first = page.elements.iter().find(|element| element.name == "h2").unwrap();
        assert!(main.text.trim_start().starts_with(words.ui("help-title")) && first.text == words.ui("help-title"));
        let calls: Vec<&str> = page.inside("numbers").filter_map(|element| element.get("href")).collect();
        assert_eq!(calls.len(), fi().pack.help_now.len());
        assert_eq!(calls[0], "tel:112");
    });
}

#[test]
fn a_part_holds_what_the_core_finds_for_it_and_nothing_else() {
    let pack = &fi().pack;
    each(|page, _| {
        for who in ["self", "close-one", "child"] {
            let mut answers = Answers::default();
            answers.give(ItemId::new("who"), Answer::option(who));
            // The page has what a law gives from a later day on, too; the latest of the pack begins then.
            let found = evaluate(pack, &answers, Date::parse("2027-07-01").unwrap()).findings;
            let found: BTreeSet<&str> = found.iter().map(|finding| pack.cards[finding.card].id.as_str()).collect();
            let whole = page.inside(who).filter(|element| element.name == "article").filter_map(|card| card.get("id"));
            let above = page.inside(who).filter_map(|element| element.get("href")?.strip_prefix("#fi-")).map(|rest| format!("fi-{rest}"));
            let shown: BTreeSet<String> = whole.map(str::to_owned).chain(above).collect();
            assert_eq!(shown.iter().map(String::as_str).collect::<BTreeSet<_>>(), found, "{who}");
        }
    });
}

#[test]
fn what_a_card_still_hangs_on_stands_in_it_in_plain_words() {
    let english = page("en");
    assert!(english.by_id("fi-right-pregnant").text.contains("if you are pregnant"));
    let swedish = page("sv");
    assert!(swedish.by_id("fi-right-pregnant").text.contains("om du är gravid"));
}

#[test]
fn nothing_runs_and_nothing_is_styled_in_place() {
    each(|page, words| {
        assert_eq!(page.dangers(), Vec::<String>::new());
        assert_eq!(page.all("script").count(), 0);
        let html = all().0[&format!("fi-{}-all.html", words.language)].to_lowercase();
        for word in ["<script", "<style", " style=", "javascript:", " onclick", "http://"] {
            assert!(!html.contains(word), "{word}");
        }
    });
}

#[test]
fn its_policy_lets_in_its_sheets_and_nothing_else() {
    each(|page, _| {
        let policy = page.all("meta").find(|meta| meta.get("http-equiv") == Some("Content-Security-Policy")).unwrap();
        assert_eq!(policy.get("content"), Some(policy::overview()));
        let sheets: Vec<_> =
            page.all("link").filter(|link| link.get("rel") == Some("stylesheet")).filter_map(|link| link.get("href")).collect();
        assert_eq!(sheets, ["lykta-0123456789abcdef.css", "all-0123456789abcdef.css"]);
    });
}

#[test]
fn no_id_stands_twice_and_every_anchor_leads_somewhere() {
    each(|page, _| {
        let ids: Vec<&str> = page.elements.iter().filter_map(|element| element.get("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        let mut anchors = 0;
        for element in &page.elements {
            for (name, value) in &element.attributes {
                let wanted = match name.as_str() {
                    "href" => value.strip_prefix('#'),
                    "aria-labelledby" => Some(value.as_str()),
                    _ => None,
                };
                if let Some(wanted) = wanted {
                    anchors += 1;
                    assert!(unique.contains(wanted), "#{wanted}");
                }
            }
        }
        assert!(anchors > 100, "{anchors}");
    });
}

#[test]
fn the_contents_name_every_part_and_every_group() {
    each(|page, _| {
        let contents: BTreeSet<&str> = page
            .inside("numbers")
            .chain(&page.elements)
            .filter(|element| element.name == "a" && element.is("lykta-link"))
            .filter_map(|link| link.get("href")?.strip_prefix('#'))
            .collect();
        let groups: Vec<&str> = page.all("h3").filter(|title| title.is("lykta-group__title")).filter_map(|title| title.get("id")).collect();
        assert!(groups.len() > 10 && groups.iter().all(|group| contents.contains(group)), "{groups:?}");
        for part in ["danger", "self", "close-one", "child"] {
            assert!(contents.contains(part), "{part}");
        }
    });
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    each(|page, _| {
        let levels: Vec<u32> =
            page.elements.iter().filter_map(|element| element.name.strip_prefix('h').and_then(|level| level.parse().ok())).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
        assert!(
            page.elements.iter().filter(|element| element.name.len() == 2 && element.name.starts_with('h')).all(|heading| !heading
                .text
                .trim()
                .is_empty()
                || heading.name == "hr")
        );
    });
}

#[test]
fn landmarks_are_there_and_the_first_link_skips_to_the_numbers() {
    each(|page, _| {
        for landmark in ["header", "main", "footer"] {
            assert_eq!(page.all(landmark).count(), 1, "{landmark}");
        }
        assert!(page.all("nav").all(|nav| nav.get("aria-label").is_some() || nav.get("aria-labelledby").is_some()));
        let first = page.all("a").next().unwrap();
        assert_eq!(first.get("href"), Some("#numbers"));
    });
}

#[test]
fn search_engines_find_what_it_is_about_in_its_own_language() {
    let mut titles = BTreeSet::new();
    for language in ["fi", "sv", "en"] {
        let page = page(language);
        let root = page.all("html").next().unwrap();
        assert_eq!((root.get("lang"), root.get("dir")), (Some(language), Some("ltr")));
        assert!(page.all("meta").all(|meta| meta.get("name") != Some("robots")));
        let title = page.all("title").next().unwrap().text.clone();
        let description = page.all("meta").find(|meta| meta.get("name") == Some("description")).unwrap().get("content").unwrap();
        assert!(title.chars().count() > 40 && (80..=180).contains(&description.chars().count()), "{title}: {description}");
        assert!(titles.insert(title));
    }
}

#[test]
fn other_languages_and_the_guide_are_linked_and_there() {
    each(|page, words| {
        let files: BTreeSet<&str> =
            page.all("a").filter_map(|link| link.get("href")).filter(|href| href.ends_with(".html") && !href.contains(':')).collect();
        assert_eq!(files.len(), 4, "three languages and the guide: {files:?}");
        assert!(files.contains(format!("fi-{}.html", words.language).as_str()));
        assert!(files.iter().all(|file| all().0.contains_key(*file)), "{files:?}");
        let alternates: Vec<_> = page.all("link").filter_map(|link| link.get("hreflang")).collect();
        assert_eq!(alternates, ["fi", "sv", "en"]);
    });
}

#[test]
fn when_it_was_checked_and_where_its_data_come_from_stands_at_the_end() {
    each(|page, _| {
        let end = &page.by_id("data").text;
        assert!(end.contains(&fi().pack.version) && end.contains("2026"));
        assert!(fi().pack.attribution.iter().all(|line| plain(end).contains(&plain(line))));
    });
}

#[test]
fn the_guides_page_leads_here_where_no_engine_is_needed() {
    for words in &fi().words {
        let page = &all().1[&format!("fi-{}.html", words.language)];
        let name = format!("fi-{}-all.html", words.language);
        let links: Vec<_> = page.elements.iter().filter(|element| element.get("href") == Some(&name)).collect();
        assert_eq!(links.len(), 3, "without scripts, help, stop");
        for link in links {
            assert_eq!((link.get("target"), link.get("rel")), (Some("_blank"), Some("noreferrer noopener")));
            assert_eq!(link.text, words.ui("all-link"));
        }
        let first = page.inside("lykta-first").find(|element| element.get("href") == Some(&name)).unwrap();
        assert!(first.within.iter().any(|index| page.elements[*index].name == "noscript"), "the first screen itself stays as the app's");
    }
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    assert!(all().0 == pages("overview-again", fi(), &names()));
}

#[test]
fn a_local_pack_says_its_own_words_and_where_a_contact_serves() {
    let town = built("tests/fixtures/local/town");
    let pages = pages("overview-town", &town, &names());
    let page = dom::read(&pages["xx-town-en-all.html"]);
    assert!(page.all("title").next().unwrap().text.contains("Guide of Harbour"));
    assert_eq!(page.all("article").count(), town.pack.cards.len());
    assert!(page.by_id("xx-line").text.contains("Area: Harbour"), "{}", page.by_id("xx-line").text);
    assert!(page.inside("data").any(|element| element.get("href") == Some("https://www.example.org/harbour/contact")));
    assert!(page.by_id("xx-town-group").text.contains("18:00–19:30"));
}

#[test]
fn the_languages_of_a_contact_are_named_in_every_country() {
    for pack in ["dk", "no", "se"] {
        let compiled = built(&format!("../../packs/{pack}"));
        for words in &compiled.words {
            let html = lykta_pack::overview::html(&compiled, words, &names());
            let spoken = compiled.pack.cards.iter().flat_map(|card| &card.contacts).flat_map(|contact| &contact.languages);
            for tag in spoken.collect::<BTreeSet<_>>() {
                let key = format!("language-{tag}");
                let named = words.ui(&key);
                assert!(!named.is_empty() && html.contains(named), "{pack}, {}: {tag} is not named", words.language);
                assert!(!html.contains(&format!(": {tag}<")) && !html.contains(&format!(", {tag}<")), "{pack}, {}: {tag}", words.language);
            }
        }
    }
}
