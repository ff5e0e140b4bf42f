//! Laws and time limits of a card, as a jurist checks them: each law with its days, each limit with how it is counted.
//!
//! In: a card. Out: lines.
//! Never counts a day: it says how the guide counts.
//! Next: `lykta_core::deadline`, which counts.

use lykta_core::condition::Condition;
use lykta_core::date::Date;
use lykta_core::deadline::{Period, Unit};
use lykta_core::format::source::Citation;
use lykta_core::pack::{Card, Deadline};

use crate::compile::cards::cited;
use crate::markup::{Element, element};
use crate::overview::speak;

use super::book::{Book, to};
use super::labels::Label;

/// The laws that the card stands on.
#[must_use]
pub fn laws(book: &Book<'_>, card: &Card) -> Vec<Element> {
    book.source(card).map_or_else(Vec::new, |source| source.entry.law.iter().map(|law| law_line(book, law)).collect())
}

/// The time limits, each with all laws that state it.
#[must_use]
pub fn limits(book: &Book<'_>, card: &Card) -> Vec<Element> {
    // The built card keeps only the first law of a limit, which is what a person is shown; the file has them all.
    let written = book.source(card).map_or(&[][..], |source| &source.entry.deadline);
    let of = |index: usize| written.get(index).map_or(&[][..], |limit| &limit.law);
    card.deadlines.iter().enumerate().map(|(index, limit)| limit_entry(book, limit, of(index))).collect()
}

/// A law: where it can be read, from when to when it is in force, and when it was read.
fn law_line(book: &Book<'_>, law: &Citation) -> Element {
    let entries = &book.sources.entries;
    let language = &book.words.language;
    let act = entries.acts.iter().find(|act| act.entry.id == law.act);
    let url = act.and_then(|act| act.entry.url.as_ref()).and_then(|urls| urls.get(language)).map_or("", String::as_str);
    let force = |key: &'static str, day: Option<&String>| {
        let day = day.and_then(|day| Date::parse(day))?;
        Some(format!(" {}.", speak::fill(book.words.ui(key), &[("date", &book.day(day))])))
    };
    let from = force("all-law-from", law.valid_from.as_ref());
    let until = force("all-law-to", law.valid_to.as_ref());
    let read = speak::fill(book.label(Label::ReadOn), &[("day", &law.read)]);
    let soft = format!(" ({read}).{}{}", from.unwrap_or_default(), until.unwrap_or_default());
    element("span", "").with(to(url, &cited(&entries.acts, law, language))).with(element("span", "report__soft").text(&soft))
}

fn limit_entry(book: &Book<'_>, limit: &Deadline, laws: &[Citation]) -> Element {
    let question = book.speaker.quoted(&book.speaker.question(&limit.anchor));
    let counts = speak::fill(book.label(Label::CountsFrom), &[("question", &question)]);
    let moves = book.label(if limit.moves { Label::Moves } else { Label::Stays });
    let (_, unit) = limit.period.parts();
    let when = (limit.when != Condition::always()).then(|| format!(" {}: {}.", book.label(Label::Runs), book.speaker.line(&limit.when)));
    let how = format!(" {counts} {} {moves}{}", book.label(kind_of_day(unit)), when.unwrap_or_default());
    let laws = laws.iter().map(|law| element("li", "").with(law_line(book, law)));
    element("div", "")
        .text(&format!("{} ({}).", book.text(limit.text), period(&book.words.language, limit.period)))
        .with(element("span", "report__soft").text(&how))
        .with(element("ul", "report__plain").with_each(laws))
}

fn kind_of_day(unit: Unit) -> Label {
    match unit {
        Unit::Days | Unit::Weeks => Label::CalendarDays,
        Unit::Months | Unit::Years => Label::CalendarDates,
        Unit::WorkingDays => Label::WorkingDays,
    }
}

/// A period in words: `3 months`, `3 kuukautta`.
fn period(language: &str, period: Period) -> String {
    let (count, unit) = period.parts();
    let [one, many] = match (language, unit) {
        ("sv", Unit::Days) => ["dag", "dagar"],
        ("sv", Unit::WorkingDays) => ["arbetsdag", "arbetsdagar"],
        ("sv", Unit::Weeks) => ["vecka", "veckor"],
        ("sv", Unit::Months) => ["månad", "månader"],
        ("sv", Unit::Years) => ["år", "år"],
        ("fi", Unit::Days) => ["päivä", "päivää"],
        ("fi", Unit::WorkingDays) => ["työpäivä", "työpäivää"],
        ("fi", Unit::Weeks) => ["viikko", "viikkoa"],
        ("fi", Unit::Months) => ["kuukausi", "kuukautta"],
        ("fi", Unit::Years) => ["vuosi", "vuotta"],
        (_, Unit::Days) => ["day", "days"],
        (_, Unit::WorkingDays) => ["working day", "working days"],
        (_, Unit::Weeks) => ["week", "weeks"],
        (_, Unit::Months) => ["month", "months"],
        (_, Unit::Years) => ["year", "years"],
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, words: [&str; 3]) {
        let found = ["en", "fi", "sv"].map(|language| period(language, Period::parse(written).unwrap()));
        assert_eq!(found, words);
    }

    #[test]
    fn a_period_is_said_in_the_language_of_the_report() {
        check("1 day", ["1 day", "1 päivä", "1 dag"]);
        check("30 days", ["30 days", "30 päivää", "30 dagar"]);
        check("1 working day", ["1 working day", "1 työpäivä", "1 arbetsdag"]);
        check("7 working days", ["7 working days", "7 työpäivää", "7 arbetsdagar"]);
        check("1 week", ["1 week", "1 viikko", "1 vecka"]);
        check("4 weeks", ["4 weeks", "4 viikkoa", "4 veckor"]);
        check("1 month", ["1 month", "1 kuukausi", "1 månad"]);
        check("3 months", ["3 months", "3 kuukautta", "3 månader"]);
        check("1 year", ["1 year", "1 vuosi", "1 år"]);
        check("2 years", ["2 years", "2 vuotta", "2 år"]);
    }

    #[test]
    fn the_kind_of_day_is_that_which_the_period_counts() {
        assert_eq!(kind_of_day(Unit::Weeks), Label::CalendarDays);
        assert_eq!(kind_of_day(Unit::Months), Label::CalendarDates);
        assert_eq!(kind_of_day(Unit::WorkingDays), Label::WorkingDays);
    }
}
