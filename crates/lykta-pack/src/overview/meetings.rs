//! Meetings of a group on the page with everything: each with its days, place, way to join and who may come.
//!
//! In: a card and the meetings of the pack. Out: a list; many of them by municipality, folded.
//! Never says when the next one is: the page has no clock. All are here, old ones too, each with the day it was last confirmed.
//! Next: `lykta_core::meeting`, `src/components/groups.rs` for the same in the app.

use std::collections::BTreeMap;

use lykta_core::meeting::{Access, Break, Kind, Meeting, MeetingWords, Repeat, Who};
use lykta_core::pack::{Card, is_page};

use super::{Overview, speak};
use crate::markup::{Element, element, link};

/// Meetings of a card that stand open; more are folded by municipality.
const OPEN: usize = 8;

/// The meetings of a card, under their heading.
pub fn list(page: &Overview<'_>, card: &Card) -> Option<Element> {
    let is_own = |meeting: &&Meeting| page.pack.cards.get(meeting.card).is_some_and(|own| own.id == card.id);
    let own: Vec<&Meeting> = page.pack.meetings.all.iter().filter(is_own).collect();
    if own.is_empty() {
        return None;
    }
    let rows = |meetings: &[&Meeting]| element("ul", "lykta-list").with_each(meetings.iter().map(|meeting| row(page, meeting)));
    let lists = if own.len() <= OPEN {
        vec![rows(&own)]
    } else {
        let mut by_place: BTreeMap<String, Vec<&Meeting>> = BTreeMap::new();
        for meeting in own {
            by_place.entry(place(page, &page.pack.meetings.words(meeting))).or_default().push(meeting);
        }
        let folded = |(name, meetings): (&String, &Vec<&Meeting>)| {
            let name = if name.is_empty() { page.ui("all-anywhere") } else { name };
            element("details", "lykta-why")
                .with(element("summary", "lykta-why__button").text(&format!("{name} ({})", meetings.len())))
                .with(rows(meetings))
        };
        by_place.iter().map(folded).collect()
    };
    let label = element("b", "lykta-all__label").text(page.ui("card-meetings"));
    Some(element("div", "").with(element("p", "lykta-card__text").with(label)).with_each(lists))
}

/// The name of its municipality; empty where none is told.
fn place(page: &Overview<'_>, words: &MeetingWords<'_>) -> String {
    let language = page.pack.languages.iter().position(|tag| *tag == page.words.language).unwrap_or(0);
    page.pack.gazetteer.municipality(words.place).map_or_else(String::new, |place| place.name(language).to_owned())
}

fn row(page: &Overview<'_>, meeting: &Meeting) -> Element {
    let words = page.pack.meetings.words(meeting);
    let line = |text: &str| (!text.is_empty()).then(|| element("span", "lykta-rows__text").text(text));
    let held = |kind: Kind, key: &'static str| meeting.kinds.has(kind as usize).then(|| page.ui(key));
    let kinds = [held(Kind::InPerson, "groups-in-person"), held(Kind::Online, "groups-online"), held(Kind::Phone, "groups-phone")];
    let kinds: Vec<&str> = kinds.into_iter().flatten().collect();
    let there = [words.location, words.address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let access: Vec<&str> =
        Access::ALL.into_iter().filter(|access| meeting.access.has(*access as usize)).map(|own| page.ui(speak::access(own))).collect();
    let who: Vec<&str> = Who::ALL.into_iter().filter(|who| meeting.who.has(*who as usize)).map(|own| page.ui(speak::who(own))).collect();
    let come = if who.is_empty() { page.ui("groups-come-ask").to_owned() } else { who.join(" ") };
    let confirmed = page.filled("groups-confirmed", &[("date", &speak::date(page.words, meeting.confirmed))]);
    let phone =
        (!words.phone.is_empty()).then(|| link("lykta-link", &["tel:", words.phone].concat()).attribute("dir", "ltr").text(words.number));
    let url = is_page(words.url).then(|| link("lykta-link", words.url).attribute("dir", "ltr").text(super::card::bare(words.url)));
    element("li", "lykta-list__item")
        .text(&when(page, meeting))
        .with_each(line(words.name))
        .with_each(line(&kinds.join(" · ")))
        .with_each(line(&there))
        .with_each(line(&[page.ui("groups-come"), " ", &come].concat()))
        .with_each(line(speak::language(page.words, words.language)))
        .with_each(line(&access.join(" · ")))
        .with_each(line(words.notes))
        .with_each(line(&confirmed))
        .with_each(url)
        .with_each(phone)
}

/// Days and times: "Thursday 18:00–19:30, not 15 June – 15 August".
pub fn when(page: &Overview<'_>, meeting: &Meeting) -> String {
    let words = page.words;
    let hours = speak::hours(words, meeting.start, meeting.length);
    let on = |day: u8| format!("{} {hours}", speak::weekday(words, day));
    let days = match &meeting.repeat {
        Repeat::Weekly { day, every: 0 | 1, from } if from.parts().0 < 1971 => on(day.iso()),
        Repeat::Weekly { day, every: 0 | 1, from } => {
            page.filled("all-meeting-from", &[("when", &on(day.iso())), ("date", &speak::date(words, *from))])
        }
        Repeat::Weekly { day, every, from } => {
            let slots = [("when", on(day.iso())), ("weeks", every.to_string()), ("date", speak::date(words, *from))];
            page.filled("all-meeting-every", &slots.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Repeat::Monthly { day, weeks } => {
            let names = page.ui("all-weeks").split(' ').enumerate().filter(|(bit, _)| weeks >> bit & 1 == 1);
            let names: Vec<&str> = names.map(|(_, name)| name).collect();
            page.filled("all-meeting-month", &[("when", &on(day.iso())), ("weeks", &names.join(", "))])
        }
        Repeat::Dates(dates) => {
            let dates: Vec<String> = dates.iter().map(|date| speak::date(words, *date)).collect();
            format!("{} {hours}", dates.join(", "))
        }
    };
    let of_year = |(month, day): (u8, u8)| {
        let month = words.ui("months").split(' ').nth(usize::from(month).saturating_sub(1)).unwrap_or("");
        page.filled("all-day", &[("day", &day.to_string()), ("month", month)])
    };
    let breaks: Vec<String> = meeting
        .breaks
        .iter()
        .map(|held| match held {
            Break::Once(from, to) => speak::days(words, [*from, *to].into_iter()),
            Break::Yearly(from, to) => format!("{} – {}", of_year(*from), of_year(*to)),
        })
        .collect();
    if breaks.is_empty() { days } else { page.filled("all-meeting-not", &[("when", &days), ("breaks", &breaks.join(", "))]) }
}
