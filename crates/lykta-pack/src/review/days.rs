//! Days: what is due, past, or not yet, as seen from a day.
//!
//! In: the days that cards, changes and citations name, the pack's limit, and today. Out: warnings for what grows old,
//! errors for a right whose law has ended and for days that have not come yet.
//! Never keeps a pack from being built: the guide itself puts a stale card behind "check with".
//! Next: `lykta_core::evaluate`, whose measure of freshness this follows.

use lykta_core::date::Date;
use lykta_core::format::source::{CardKind, Citation};

use crate::compile::Sources;
use crate::problem::{Code, Place, Problems};
use crate::report::counted;
use crate::review::is_own;

/// Days ahead of which an editor is told what will be due.
pub const NOTICE: i32 = 30;

/// What the days of a pack are held to.
struct Measure {
    today: Date,
    months: u16,
}

/// What is known of a card whose laws are looked at.
#[derive(Clone, Copy)]
struct Told {
    /// That it was checked too long ago is told already.
    is_stale: bool,
    /// The latest day on which a persona is shown it.
    latest: Option<Date>,
}

/// Tells of every such day.
pub fn check(sources: &Sources, today: Date, problems: &mut Problems) {
    let measure = Measure { today, months: sources.manifest.entry.stale_after_months };
    let entries = &sources.entries;
    for card in entries.cards.iter().filter(|card| is_own(sources, &card.place)) {
        let place = &card.place;
        let is_stale = measure.reading("card", "checked", &card.entry.checked_on, &place.key("checked_on"), problems);
        let is_right = card.entry.kind == CardKind::Right;
        // A persona of a later day who is shown the card says that it is meant for then.
        let shown = entries.personas.iter().map(|persona| &persona.entry).filter(|persona| persona.shows.contains(&card.entry.id));
        let told = Told { is_stale, latest: shown.filter_map(|persona| Date::parse(&persona.today)).max() };
        for (index, law) in card.entry.law.iter().enumerate() {
            measure.law(law, is_right, told, &place.key("law").index(index), problems);
        }
        for (index, deadline) in card.entry.deadline.iter().enumerate() {
            for (law, citation) in deadline.law.iter().enumerate() {
                measure.law(citation, true, told, &place.key("deadline").index(index).key("law").index(law), problems);
            }
        }
    }
    for change in entries.changes.iter().filter(|change| is_own(sources, &change.place)) {
        measure.reading("change", "checked", &change.entry.checked_on, &change.place.key("checked_on"), problems);
    }
    for check in entries.checks.iter().filter(|check| is_own(sources, &check.place)) {
        measure.reading("check", "checked", &check.entry.checked_on, &check.place.key("checked_on"), problems);
        for (index, limit) in check.entry.limit.iter().enumerate() {
            measure.reading("limit", "read", &limit.read, &check.place.key("limit").index(index).key("read"), problems);
        }
    }
    check_table(sources, today, problems);
}

impl Measure {
    /// Tells how old a reading is; whether it is past the pack's limit. A month counts from its first day.
    fn reading(&self, word: &str, did: &str, text: &str, place: &Place, problems: &mut Problems) -> bool {
        let Some(day) = Date::parse(text).or_else(|| Date::parse(&format!("{text}-01"))) else { return false };
        let limit = day.plus_months(i32::from(self.months));
        let left = self.today.days_until(limit);
        let months = counted(usize::from(self.months), "month");
        let mend = format!("read the source again, mend what has changed, and write the day on which you did, such as `{}`", self.today);
        if day > self.today {
            problems.add(
                Code::DayAhead,
                place,
                format!("{text} has not come yet: today is {}", self.today),
                "write the day on which the source was read",
            );
        } else if left < 0 {
            problems.add(Code::Stale, place, format!("the {word} was {did} on {text}, more than {months} ago"), mend);
        } else if left <= NOTICE {
            problems.add(
                Code::DueSoon,
                place,
                format!("the {word} was {did} on {text} and counts as old after {limit}, {}", ahead(left)),
                mend,
            );
        }
        left < 0
    }

    fn law(&self, law: &Citation, is_right: bool, told: Told, place: &Place, problems: &mut Problems) {
        if !told.is_stale {
            self.reading("law", "read", &law.read, &place.key("read"), problems);
        }
        let day = |text: &Option<String>| text.as_deref().and_then(Date::parse);
        if day(&law.valid_from).zip(day(&law.valid_to)).is_some_and(|(from, to)| to < from) {
            // That is told where the card is compiled.
            return;
        }
        if let Some(from) = day(&law.valid_from).filter(|from| *from > self.today && told.latest.is_none_or(|latest| latest < *from)) {
            problems.add(
                Code::LawAhead,
                &place.key("valid_from"),
                format!("the law is in force from {from} on, {}", ahead(self.today.days_until(from))),
                "if the card is for that day, write a persona of that day or later who is shown it; cite the law that holds until then in a card of its own",
            );
        }
        let Some(to) = day(&law.valid_to) else { return };
        let left = self.today.days_until(to);
        let mend = "read which text is in force now, and cite that one; if none gives it any more, take the card out";
        if left < 0 {
            let code = if is_right { Code::LawPassed } else { Code::Stale };
            problems.add(code, &place.key("valid_to"), format!("the last day of this law was {to}"), mend);
        } else if left <= NOTICE {
            problems.add(Code::DueSoon, &place.key("valid_to"), format!("the last day of this law is {to}, {}", ahead(left)), mend);
        }
    }
}

/// The years of the table of holidays: past them no last day is named.
fn check_table(sources: &Sources, today: Date, problems: &mut Problems) {
    let is_table = |path: &std::path::Path| path.file_name().is_some_and(|name| name == "holidays.csv");
    let Some((index, document)) = sources.documents.iter().enumerate().rfind(|(_, document)| is_table(&document.path)) else { return };
    let place = Place { document: index, ..Place::default() };
    let days = document.text.lines().filter_map(|line| Date::parse(line.split(',').next()?));
    let Some(end) = days.max().and_then(|last| Date::new(last.parts().0, 12, 31)).filter(|_| is_own(sources, &place)) else { return };
    let left = today.days_until(end);
    let line = document.text.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let place = place.span(&(line..document.text.trim_end().len()));
    let mend = "add the holidays of the years to come";
    if left < 0 {
        problems.add(Code::Stale, &place, format!("the table of holidays ends with {end}; no last day to act is named after it"), mend);
    } else if left <= NOTICE {
        problems.add(Code::DueSoon, &place, format!("the table of holidays ends with {end}, {}", ahead(left)), mend);
    }
}

/// `today`, `tomorrow`, `in 9 days`.
fn ahead(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {days} days"),
    }
}
