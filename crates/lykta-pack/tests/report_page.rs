//! The report on a pack: all that a jurist must find stands there, links lead somewhere, and nothing runs or loads.

#![cfg(test)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_pack::compile::cards::cited;
use lykta_pack::compile::{self, Compiled, Sources};
use lykta_pack::problem::Problems;
use lykta_pack::{local, report_page};
use support::dom::{self, Dom};
use support::{FI, folder, said};

fn read(folder: &Path) -> (Compiled, Sources) {
    let mut problems = Problems::default();
    let (_, sources) = local::sources(folder, &mut problems).unwrap();
    let sources = sources.unwrap();
    let compiled = compile::compile(&sources, &mut problems).unwrap();
    (compiled, sources)
}

#[track_caller]
fn html(folder: &str, language: &str, today: &str) -> String {
    let (compiled, sources) = read(Path::new(folder));
    report_page::html(Path::new(folder), &compiled, &sources, language, Date::parse(today).unwrap()).unwrap()
}

#[track_caller]
fn page(folder: &str, language: &str, today: &str) -> Dom {
    dom::read(&html(folder, language, today))
}

/// The English report on the Finnish pack.
fn english() -> &'static (String, Dom) {
    static PAGE: OnceLock<(String, Dom)> = OnceLock::new();
    PAGE.get_or_init(|| {
        let text = html(FI, "en", "2026-11-22");
        let page = dom::read(&text);
        (text, page)
    })
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an entry of the page.
#[track_caller]
fn entry(page: &Dom, id: &str) -> String {
    plain(&page.by_id(id).text)
}

/// The values of a row of facts in an entry; none if it has no such row.
fn row_of(page: &Dom, id: &str, label: &str) -> Vec<String> {
    let inside: Vec<_> = page.inside(id).collect();
    let from = inside.iter().position(|element| element.name == "dt" && plain(&element.text) == label);
    let after = from.map_or(&[][..], |from| &inside[from + 1..]);
    let row = after.iter().take_while(|element| element.name != "dt").filter(|element| element.name == "dd");
    row.map(|element| plain(&element.text)).collect()
}

/// A small pack with owners, of these cards' days.
fn owned(name: &str, checked_on: &str) -> String {
    let folder = folder(name);
    let source = Path::new("tests/fixtures/problems/P072-owner-nowhere/good");
    for file in ["pack.toml", "items.toml", "cards.toml"] {
        let text = fs::read_to_string(source.join(file)).unwrap();
        let lines = text
            .lines()
            .map(|line| if line.starts_with("checked_on") { format!("checked_on = \"{checked_on}\"") } else { line.to_owned() });
        fs::write(folder.join(file), lines.collect::<Vec<_>>().join("\n")).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

#[test]
fn a_browser_has_nothing_to_put_right_in_any_language() {
    assert_eq!(english().1.faults, Vec::<String>::new());
    for language in ["fi", "sv"] {
        assert_eq!(page(FI, language, "2026-11-22").faults, Vec::<String>::new());
    }
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let (text, page) = english();
    for name in ["script", "link", "img", "iframe", "object", "form", "base"] {
        assert_eq!(page.all(name).count(), 0, "{name}");
    }
    assert!(!text.contains(" style=\"") && !text.contains("url("));
    let policy = page.all("meta").find(|meta| meta.get("http-equiv") == Some("Content-Security-Policy")).unwrap();
    assert!(policy.get("content").unwrap().starts_with("default-src 'none'; style-src 'sha256-"));
}

#[test]
fn every_link_inside_the_page_leads_somewhere_and_every_id_stands_once() {
    let text = html(FI, "sv", "2026-11-22");
    let ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len());
    let targets: Vec<&str> = text.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > 500, "{}", targets.len());
    for target in targets {
        assert!(known.contains(target), "{target}");
    }
}

#[test]
fn every_card_question_and_persona_has_a_place_in_the_page() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    for card in &compiled.pack.cards {
        page.by_id(card.id.as_str());
    }
    for item in &compiled.pack.items {
        page.by_id(&format!("item-{}", item.id.as_str()));
    }
    for persona in &compiled.personas {
        page.by_id(&format!("persona-{}", persona.entry.id));
    }
}

#[test]
fn every_word_of_every_card_stands_in_it() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    let words = compiled.words.iter().find(|words| words.language == "en").unwrap();
    for card in &compiled.pack.cards {
        let shown = entry(page, card.id.as_str());
        let mut texts = vec![card.title, card.text];
        texts.extend([card.first, card.know, card.say, card.refused, card.decides, card.check_with].into_iter().flatten());
        texts.extend(&card.steps);
        texts.extend(card.laws.iter().map(|law| law.citation));
        texts.extend(card.deadlines.iter().flat_map(|deadline| [deadline.text, deadline.law]));
        texts.extend(card.sources.iter().map(|(name, _)| *name));
        texts.extend(card.contacts.iter().flat_map(|contact| [contact.label, contact.hours_text]).flatten());
        for text in texts {
            let text = words.text(text).replace("{region}", words.ui("your-region"));
            assert!(shown.contains(&plain(&text)), "{}: {text}", card.id.as_str());
        }
        assert!(shown.contains(&card.checked_on.to_string()), "{}", card.id.as_str());
        for fact in &card.facts {
            assert!(shown.contains(fact.as_str()), "{}: {fact}", card.id.as_str());
        }
    }
}

#[test]
fn a_right_stands_with_its_condition_in_words_and_as_written_its_law_its_personas_and_its_place() {
    let (_, page) = english();
    let right = entry(page, "fi-right-pregnant");
    for part in [
        "all of these hold: Who is it about? “Me” or “Someone I meet at work”",
        "Which municipality do you live in? anywhere but in",
        "Are you pregnant? “Yes” or “Maybe”",
        "own and mainland and intoxicants and pregnant is yes or maybe",
        "Social Welfare Act",
        "(read 2026-11). In force from 1 January 2023.",
        "21 November 2026",
        "From the text of the law; when it was read stands beside each law.",
        "shown to ",
        "pregnant-gets-help",
        "not shown to ",
        "pregnant-gambles-only, pregnant-on-aland",
    ] {
        assert!(right.contains(part), "{part}: {right}");
    }
    let file = fs::read_to_string(Path::new(FI).join("rights/01-pregnant.toml")).unwrap();
    let line = file.lines().position(|line| line == "id = \"fi-right-pregnant\"").unwrap() + 1;
    assert!(right.ends_with(&format!("rights/01-pregnant.toml:{line}")), "{right}");
    assert!(english().0.contains("href=\"https://www.finlex.fi"));
}

#[test]
fn a_time_limit_stands_with_all_its_laws_and_how_it_is_counted() {
    let review = entry(&english().1, "fi-right-review");
    let laws = [
        "Administrative Procedure Act 434/2003, section 49 c",
        "Social Welfare Act 1301/2014, section 50",
        "Act on the Calculation of Statutory Time Limits 150/1930, section 2",
        "Act on the Calculation of Statutory Time Limits 150/1930, section 5",
    ];
    let limit = review.split("ask for a change (30 days).").nth(1).unwrap();
    let limit = limit.split("help that is granted must have begun").next().unwrap();
    for part in laws.into_iter().chain([
        "Counts from the day the person gives at “Which day was that?”; that day is not counted. Calendar days: every day counts. The last day moves to the next working day if",
        "Runs if: ",
    ]) {
        assert!(limit.contains(part), "{part}: {limit}");
    }
    assert_eq!(limit.matches("(read 2026-11).").count(), 4, "{limit}");
    let own = review.split("must have begun (3 months).").nth(1).unwrap();
    for part in ["Calendar days: it ends on the day with the same number", "The last day does not move.", "In force from 1 January 2025."] {
        assert!(own.contains(part), "{part}: {own}");
    }
}

#[test]
fn a_time_limit_speaks_the_language_of_the_page() {
    let said = |language: &str, part: &str| {
        let shown = entry(&page(FI, language, "2026-11-22"), "fi-right-review");
        assert!(shown.contains(part), "{part}: {shown}");
    };
    said("fi", "pitää alkaa (3 kuukautta). Lasketaan päivästä, jonka henkilö antaa kohdassa ”Minä päivänä");
    said("fi", "Viimeinen päivä ei siirry.");
    said("sv", "ska börja (3 månader). Räknas från den dag som personen anger vid ”Vilken dag");
    said("sv", "Den sista dagen flyttas till nästa vardag om");
}

#[test]
fn every_law_of_the_pack_stands_on_its_card_with_when_it_was_read() {
    let (compiled, sources) = read(Path::new(FI));
    let (_, page) = english();
    assert!(compiled.pack.cards.len() > 50);
    for card in &sources.entries.cards {
        let shown = entry(page, &card.entry.id);
        let laws: Vec<_> = card.entry.law.iter().chain(card.entry.deadline.iter().flat_map(|limit| &limit.law)).collect();
        assert_eq!(shown.matches(" (read 20").count(), laws.len(), "{}", card.entry.id);
        for law in laws {
            let law = plain(&cited(&sources.entries.acts, law, "en"));
            assert!(shown.contains(&law), "{}: {law}", card.entry.id);
        }
    }
}

#[test]
fn a_card_tells_what_is_promised_of_it_and_why() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    assert!(compiled.promises.len() > 10);
    for promise in &compiled.promises {
        let because = promise.because.as_ref().map(|because| format!("; {because}")).unwrap_or_default();
        let told = plain(&format!("{}{because}", promise.about));
        for (label, cards) in [("Promised", &promise.always), ("Promised not to show", &promise.never)] {
            for (card, _) in cards {
                let id = compiled.pack.cards[*card].id.as_str();
                let values = row_of(page, id, label);
                assert!(values.contains(&told), "{id}: {told}: {values:?}");
            }
        }
    }
    let review = row_of(page, "fi-right-review", "Promised");
    assert!(review.iter().any(|line| line.ends_with("; Social Welfare Act 1301/2014, section 45: every client")), "{review:?}");
}

#[test]
fn a_right_that_no_promise_names_is_listed() {
    let folder = Path::new(FI);
    let (mut compiled, sources) = read(folder);
    let pregnant = compiled.pack.cards.iter().position(|card| card.id.as_str() == "fi-right-pregnant").unwrap();
    let rights = |compiled: &Compiled| {
        let html = report_page::html(folder, compiled, &sources, "en", Date::parse("2026-11-22").unwrap()).unwrap();
        entry(&dom::read(&html), "unpromised")
    };
    let title = "Pregnant: you have a right to help at once";
    assert!(!rights(&compiled).contains(title), "{}", rights(&compiled));
    for promise in &mut compiled.promises {
        promise.always.retain(|(card, _)| *card != pregnant);
    }
    assert!(rights(&compiled).contains(title), "{}", rights(&compiled));
    let place = compiled.promises[0].place.clone();
    compiled.promises[0].always = (0..compiled.pack.cards.len()).map(|card| (card, place.clone())).collect();
    assert_eq!(rights(&compiled), "Rights without a promise Every right has a promise.");
}

#[test]
fn a_persona_stands_under_one_line_of_a_card() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    for card in &compiled.pack.cards {
        let lines = row_of(page, card.id.as_str(), "Personas");
        let mut seen = BTreeSet::new();
        // `shown to one, two (No last day), three (Last day: 9 December 2026)`
        for line in &lines {
            let line = ["shown to ", "may apply to ", "not shown to ", "only the last day is expected for "]
                .into_iter()
                .find_map(|start| line.strip_prefix(start));
            for name in line.into_iter().flat_map(|line| line.split(", ")) {
                let id = name.split(" (").next().unwrap();
                assert!(seen.insert(id.to_owned()), "{}: {id} stands twice: {lines:?}", card.id.as_str());
            }
        }
    }
    let care = row_of(page, "fi-right-primary-care", "Personas");
    let may = care.iter().find(|line| line.starts_with("may apply to ")).unwrap();
    assert!(may.contains("mother-asked-health-care (No last day)"), "{care:?}");
}

#[test]
fn a_persona_stands_with_the_last_day_that_it_expects() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    let mut count = 0;
    for persona in compiled.personas.iter().map(|persona| &persona.entry).filter(|persona| !persona.last_day.is_empty()) {
        count += 1;
        let days = row_of(page, &format!("persona-{}", persona.id), "Time limits");
        assert_eq!(days.len(), persona.last_day.len(), "{}", persona.id);
        let none = persona.last_day.values().filter(|day| *day == "none").count();
        assert_eq!(days.iter().filter(|day| day.ends_with(": No last day")).count(), none, "{days:?}");
        assert_eq!(days.iter().filter(|day| day.contains(": Last day: ")).count(), days.len() - none, "{days:?}");
    }
    assert!(count > 10, "{count}");
    // The persona answers with the age that all packs share, where this pack has finer ones.
    let answers = row_of(page, "persona-mother-asked-health-care", "Answers");
    assert!(answers.contains(&"How old is the person close to you? 18 years or more".to_owned()), "{answers:?}");
    let asked = row_of(page, "persona-asked-social-services-at-23-64", "Time limits");
    assert!(asked.iter().any(|day| day.ends_with(": Last day: 9 February 2027")), "{asked:?}");
}

#[test]
fn conditions_speak_the_language_of_the_page() {
    assert!(entry(&page(FI, "sv", "2026-11-22"), "fi-right-pregnant").contains("allt detta gäller: Vem gäller det? ”Mig” eller"));
    assert!(entry(&page(FI, "fi", "2026-11-22"), "fi-right-pregnant").contains("kaikki nämä pitävät paikkansa"));
}

#[test]
fn a_day_from_which_a_time_limit_counts_names_the_card() {
    let question = entry(&english().1, "item-progress-date");
    assert!(question.contains("If they say no, or it takes too long"), "{question}");
}

#[test]
fn an_answer_that_shuts_a_question_is_said_to_close_it() {
    let words = plain(&english().1.by_id("flow").text);
    assert!(words.contains("“An adult, I am under 18” closes 4"), "{words}");
    assert!(words.contains("“Someone close to me” opens 6, 8"), "{words}");
}

#[test]
fn a_question_tells_to_whom_it_is_put_and_what_reads_its_answers() {
    let (compiled, _) = read(Path::new(FI));
    let (_, page) = english();
    let always = compiled.pack.items.iter().filter(|item| item.is_asked && item.enable_when == Condition::always());
    let mut count = 0;
    for item in always {
        count += 1;
        let id = format!("item-{}", item.id.as_str());
        assert_eq!(row_of(page, &id, "For whom"), ["Put to everyone for whom it can still change something"]);
        assert!(row_of(page, &id, "Put if").is_empty());
        let shown = entry(page, &id);
        assert!(shown.contains("Questions whose condition reads this answer"), "{shown}");
        assert!(shown.contains("Cards whose condition or time limit reads this answer, shown or hidden"), "{shown}");
    }
    assert!(count > 0);
}

#[test]
fn what_is_due_is_told_the_day_before_on_the_day_and_the_day_after() {
    // Checked on 2025-12-22 with a limit of twelve months: good until 2026-12-22.
    let folder = owned("due", "2025-12-22");
    let due = |today: &str| entry(&page(&folder, "en", today), "due");
    assert!(due("2026-11-21").contains("Nothing is due within 30 days. The next is due on 22 December 2026."));
    assert!(due("2026-11-22").contains("2026-12-22 check it again by then xx-line Legal unit cards.toml:"), "{}", due("2026-11-22"));
    assert!(due("2026-12-22").contains("check it again by then"));
    assert!(due("2026-12-23").contains("2026-12-22 its check is too old xx-line"));
    assert!(due("2025-12-21").contains("its check lies ahead of the day of this report"));
}

#[test]
fn who_keeps_what_is_told_for_each_file() {
    let folder = owned("owned", "2026-11-21");
    let page = page(&folder, "en", "2026-11-22");
    assert!(entry(&page, "owners").contains("Legal unit cards.toml"), "{}", entry(&page, "owners"));
    assert!(entry(&page, "owners").contains("nobody is named items.toml"));
    assert!(entry(&page, "xx-line").contains("Kept byLegal unit"));
}

#[test]
fn a_local_pack_has_a_report_too_and_tells_what_it_changes() {
    let page = page("tests/fixtures/local/town", "en", "2026-11-22");
    let (_, sources) = read(Path::new("tests/fixtures/local/town"));
    for change in sources.entries.changes.iter().filter(|change| !change.entry.hide) {
        assert!(entry(&page, &change.entry.card).contains(&change.entry.provenance), "{}", change.entry.card);
    }
    assert!(sources.entries.changes.iter().any(|change| !change.entry.hide));
}

#[test]
fn a_hostile_text_that_came_through_runs_nothing() {
    let folder = Path::new("tests/fixtures/every-field/country");
    let (mut compiled, sources) = read(folder);
    for words in &mut compiled.words {
        for text in &mut words.texts {
            text.push_str(
                "</title></style></svg><script>x()</script><img src=x onerror=x()>\" onclick='x()' <a href='javascript:x()'>x</a>",
            );
        }
    }
    let html = report_page::html(folder, &compiled, &sources, "en", Date::parse("2026-11-22").unwrap()).unwrap();
    let page = dom::read(&html);
    assert_eq!(page.faults, Vec::<String>::new());
    assert_eq!(page.all("script").chain(page.all("img")).count(), 0);
    assert!(html.matches("&lt;script&gt;").count() > 20);
    assert!(page.all("a").all(|link| link.get("onclick").is_none() && !link.get("href").unwrap().starts_with("javascript")));
}

#[test]
fn the_same_pack_language_and_day_give_the_same_bytes() {
    assert!(html(FI, "fi", "2026-11-22") == html(FI, "fi", "2026-11-22"));
}

#[test]
fn the_command_writes_a_file_or_into_a_folder() {
    let out = folder("report-out");
    let path = |name: &str| out.join(name).to_str().unwrap().to_owned();
    let write = |to: &str, more: &[&str]| said(&[&["report", FI, "--out", to, "--today", "2026-11-22"], more].concat(), "");
    let (code, printed, trouble) = write(&path(""), &[]);
    assert_eq!((code, trouble.as_str()), (Some(0), ""), "{printed}");
    assert!(out.join("fi-report-fi.html").is_file(), "{printed}");
    assert_eq!(write(&path("new/one.html"), &["--language", "sv"]).0, Some(0));
    assert!(fs::read_to_string(out.join("new/one.html")).unwrap().starts_with("<!doctype html>\n<html lang=\"sv\""));
    let (code, _, trouble) = write(&path(""), &["--language", "xx"]);
    assert_eq!((code, trouble.trim()), (Some(2), "lykta-pack: the pack has no language `xx`; it has fi, sv, en"));
}

#[test]
fn a_pack_with_problems_has_no_report() {
    let out = folder("report-of-problems");
    let bad = "tests/fixtures/problems/P011-unknown-item/bad";
    let (code, printed, _) = said(&["report", bad, "--out", out.to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("error[P011]"), "{printed}");
    assert_eq!(fs::read_dir(out).unwrap().count(), 0);
}
