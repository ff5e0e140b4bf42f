//! "Why am I seeing this?": the answers that made a card apply, its rule in words with how each clause stands to them, law, source, day.

use lykta_core::date::Date;
use lykta_core::evaluate::{Finding, Mark};
use lykta_core::format::built::Words;
use lykta_core::pack::{self, Card, Pack, Text};
use lykta_core::said::{Said, Speaker};
use lykta_core::session::Session;
use lykta_core::truth::Truth;

use crate::components::{contact, frame};
use crate::view::{Element, element};
use crate::words;

/// The fold.
pub fn why(shown: &Words, pack: &Pack, session: &Session, card: &Card, finding: Option<&Finding>) -> Element {
    let mut lines: Vec<String> = Vec::new();
    if let Some(finding) = finding {
        let said = words::because(shown, pack, session, finding);
        if !said.is_empty() {
            lines.push(words::filled(shown, "why-said", &[("answers", &said)]));
        }
        if finding.truth == Truth::Unknown {
            lines.push(words::filled(shown, "why-may", &[("conditions", &words::hangs_on(shown, pack, finding))]));
        }
        lines.extend(
            finding
                .because
                .last()
                .and_then(|index| pack.items.get(*index))
                .map(|item| words::filled(shown, "why-change", &[("question", shown.text(item.text))])),
        );
    }
    let rule = Speaker::new(pack, shown).marked(&card.when, session.answers(), session.today());
    let rule = match rule {
        // "Always" is said in a sentence of its own.
        Said::Line(_, None) => {
            lines.push(shown.ui("why-always").to_owned());
            None
        }
        rule => Some(
            element("div", "lykta-rule")
                .with(element("p", "lykta-why__text").with(element("span", "lykta-rule__title").text(shown.ui("rule-title"))))
                .with(said(shown, &rule)),
        ),
    };
    frame::opens(
        shown.ui("card-why"),
        // What was answered goes on no paper.
        element("div", "lykta-why__said")
            .with_each(lines.into_iter().map(|line| element("p", "lykta-why__text").text(line)))
            .with_some(rule)
            .with(element("dl", "lykta-facts").with_each(provenance(shown, card))),
    )
}

/// A rule, its parts as lists.
fn said(shown: &Words, rule: &Said) -> Element {
    match rule {
        Said::Line(clause, mark) => {
            let mark = mark.map(|mark| {
                element("span", "lykta-rule__mark").text(match mark {
                    Mark::Said => shown.ui("rule-said"),
                    Mark::Otherwise => shown.ui("rule-otherwise"),
                    Mark::Open => shown.ui("rule-open"),
                    Mark::Unclear => shown.ui("rule-unclear"),
                    Mark::Unasked => shown.ui("rule-unasked"),
                })
            });
            element("div", "lykta-rule__clause").text(clause).with_some(mark)
        }
        Said::Parts(key, parts) => element("div", "").text(shown.ui(key)).text(":").with(
            element("ul", "lykta-list").with_each(parts.iter().map(|part| element("li", "lykta-list__item").with(said(shown, part)))),
        ),
    }
}

/// Law with section, source, and the day of the check, as rows of a list of facts.
fn provenance(shown: &Words, card: &Card) -> Vec<Element> {
    let mut rows = laws(shown, card);
    rows.extend(sources(shown, &card.sources, card.checked_on));
    rows
}

/// The places in acts that a card stands on, as rows.
pub fn laws(shown: &Words, card: &Card) -> Vec<Element> {
    let url = |law: &pack::Law| law.url.map_or("", |url| shown.text(url));
    card.laws.iter().map(|law| row(shown, "fact-law", value().with(link(url(law), shown.text(law.citation))))).collect()
}

/// Where something was read, name and address, and on which day it was checked, as rows.
pub fn sources(shown: &Words, sources: &[(Text, String)], checked_on: Date) -> Vec<Element> {
    let sources = sources.iter().map(|(name, url)| row(shown, "fact-source", value().with(link(url, shown.text(*name)))));
    let mut rows: Vec<Element> = sources.collect();
    rows.push(row(shown, "fact-checked", value().text(words::date(shown, checked_on))));
    rows
}

fn link(url: &str, words: &str) -> Element {
    // The address of a law is a text of the words file: what is no page is no link.
    if pack::is_page(url) { contact::outward("lykta-link", url).text(words) } else { element("span", "").text(words) }
}

/// A row of a list of facts.
pub fn row(shown: &Words, name: &str, value: Element) -> Element {
    element("div", "lykta-facts__row").with(element("dt", "lykta-facts__name").text(shown.ui(name))).with(value)
}

/// The value of a row.
pub fn value() -> Element {
    element("dd", "lykta-facts__value")
}
