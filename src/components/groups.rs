//! Meetings of groups: one list by day, with a few choices above it.
//!
//! What is listed, in what order and what a person may read of it is made by `lykta_core::meeting_list`; here it is shown, thirty at a time.
//! The list is made anew when a choice changes; the choices are not, so that the focus stays in them.

use std::time::Duration;

use leptos::prelude::{AnyView, Get, WithUntracked as _, set_timeout};
use lykta_core::format::built::Words;
use lykta_core::meeting::{Access, Kind, Meeting, Who};
use lykta_core::meeting_list::{NEAR, Row, Seeker, Wish, choices, list};
use lykta_core::pack::{CardKind, Pack, is_page};
use lykta_core::results;
use lykta_core::schedule::Moment;
use lykta_core::session::{Screen, Session};

use crate::components::{contact, frame, keep};
use crate::platform::page;
use crate::session::{Guide, Holdings, Search};
use crate::view::{Child, Element, changing, element, nothing, text};
use crate::words;

/// Meetings that show at once.
const AT_ONCE: usize = 30;

/// Meetings that show on the card of their group.
const ON_CARD: usize = 3;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, holdings: &Holdings) -> AnyView {
    let intro = if holdings.search.seeker.is_minor { "groups-minor" } else { "groups-text" };
    let head = frame::head(guide, shown, "", shown.ui("groups-title"), vec![frame::head_text(shown.ui(intro)).into()]);
    let form = changing(move || {
        guide.files.get();
        guide.look(|shown, holdings| form(guide, shown, holdings))
    });
    let status = element("p", "lykta-group__text").attribute("role", "status").with(changing(move || text(&guide.watch(status))));
    let body = vec![form.into(), status.into(), changing(move || guide.watch(|shown, holdings| days(guide, shown, holdings))).into()];
    let back = frame::quiet(shown.ui("back"), frame::closes(guide));
    frame::screen(head, body, vec![back], true)
}

/// The way here from the results; nothing where the pack has no meetings.
pub fn open(guide: Guide, shown: &Words, pack: &Pack) -> Option<Element> {
    pack.has_meetings.then(|| {
        frame::button(
            "lykta-link lykta-link--row",
            shown.ui("groups-open"),
            Box::new(move |_| guide.step(|session, _| session.open(Screen::Groups))),
        )
        .attribute("id", "lykta-open-groups")
    })
}

/// The next meetings of the group of a card, and the way to all of them.
pub fn of_card(guide: Guide, card: usize) -> AnyView {
    changing(move || {
        guide.files.get();
        guide.look(|shown, Holdings { pack, .. }| {
            let wish = Wish { card: Some(card), ..Wish::default() };
            let seeker = guide.session.with_untracked(|session| Seeker::of(pack, session.evaluation(), session.answers()));
            let now = moment(guide);
            let rows = list(pack, &seeker, &wish, now).rows;
            if rows.is_empty() {
                return nothing();
            }
            let all = frame::button(
                "lykta-link lykta-link--row",
                shown.ui("groups-of-card"),
                Box::new(move |_| {
                    let wish = wish.clone();
                    guide.search(Box::new(move |search| *search = Search { wish, ..Search::default() }));
                    guide.step(|session, _| session.open(Screen::Groups));
                }),
            );
            let first = rows.get(..ON_CARD.min(rows.len())).unwrap_or_default();
            frame::group("lykta-meetings", shown.ui("card-meetings"))
                .with_each(by_day(guide, shown, pack, &seeker, first, now))
                .with(all.attribute("id", "lykta-open-groups"))
                .view()
        })
    })
}

/// The present moment where the pack's groups meet; the first of the day where the browser cannot tell.
pub fn moment(guide: Guide) -> Moment {
    guide.now().unwrap_or_else(|| Moment { date: guide.session.with_untracked(Session::today), minute: 0 })
}

/// The choices. What would leave everything as it is has none.
fn form(guide: Guide, shown: &Words, holdings: &Holdings) -> AnyView {
    let Holdings { pack, search: Search { wish, seeker, .. }, .. } = holdings;
    let (cards, languages) = choices(pack, seeker, moment(guide).date);
    let mut fields: Vec<Element> = Vec::new();
    let all = || (String::new(), shown.ui("groups-all").to_owned());
    if !cards.is_empty() && !seeker.is_minor {
        let kinds = Kind::ALL.into_iter().map(|kind| ((kind as usize).to_string(), words::held(shown, kind).to_owned()));
        let chosen = wish.kind.map_or_else(String::new, |kind| (kind as usize).to_string());
        fields.push(field(guide, "how", shown.ui("groups-how"), core::iter::once(all()).chain(kinds), &chosen, |wish, value| {
            wish.kind = Kind::ALL.into_iter().find(|kind| (*kind as usize).to_string() == value);
        }));
    }
    if let Some(place) = seeker.place.as_ref().filter(|_| seeker.has_point()).and_then(|code| pack.gazetteer.municipality(code)) {
        let near = words::filled(shown, "groups-near", &[("place", place.name(words::index(shown, pack)))]);
        let options = [(String::new(), shown.ui("groups-everywhere").to_owned()), ("near".to_owned(), near)];
        let chosen = if wish.is_near { "near" } else { "" };
        let hint = words::filled(shown, "groups-near-text", &[("km", &(NEAR / 1000).to_string())]);
        let where_to =
            field(guide, "where", shown.ui("groups-where"), options.into_iter(), chosen, |wish, value| wish.is_near = !value.is_empty());
        fields.push(where_to.with(element("p", "lykta-rows__text").text(hint)));
    }
    if cards.len() > 1 {
        let names = cards.iter().filter_map(|card| Some((card.to_string(), shown.text(pack.cards.get(*card)?.title).to_owned())));
        let chosen = wish.card.map_or_else(String::new, |card| card.to_string());
        fields.push(field(guide, "which", shown.ui("groups-which"), core::iter::once(all()).chain(names), &chosen, |wish, value| {
            wish.card = value.parse().ok();
        }));
    }
    if languages.len() > 1 {
        let names = languages.iter().map(|tag| ((*tag).to_owned(), words::language(shown, tag).to_owned()));
        fields.push(field(
            guide,
            "language",
            shown.ui("groups-language"),
            core::iter::once(all()).chain(names),
            &wish.language,
            |wish, value| {
                value.clone_into(&mut wish.language);
            },
        ));
    }
    element("div", "lykta-choose").with_each(fields).view()
}

/// One choice, as a native list.
fn field(
    guide: Guide,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (String, String)>,
    chosen: &str,
    take: fn(&mut Wish, &str),
) -> Element {
    let id = ["lykta-choose-", name].concat();
    let options = options.map(|(value, words)| {
        let option = element("option", "").attribute("value", &value).text(words);
        if value == chosen { option.flag("selected") } else { option }
    });
    let change = move |event| {
        let value = page::value(&event);
        guide.search(Box::new(move |search| {
            search.pages = 0;
            take(&mut search.wish, &value);
        }));
    };
    let select = element("select", "lykta-choose__list").attribute("id", &id).attribute("autocomplete", "off");
    element("div", "lykta-choose__field")
        .with(element("label", "lykta-choose__label").attribute("for", &id).text(label))
        .with(select.on("change", Box::new(change)).with_each(options))
}

/// How many there are, or why there are none yet: one announcement for each change.
fn status(shown: &Words, holdings: &Holdings) -> String {
    let key = if !holdings.search.found.rows.is_empty() {
        "groups-count"
    } else if !holdings.pack.meetings.all.is_empty() {
        "groups-none"
    } else if holdings.are_meetings_missing {
        "groups-missing"
    } else {
        "groups-loading"
    };
    words::filled(shown, key, &[("count", &holdings.search.found.rows.len().to_string())])
}

/// The list by day, and what stands below it.
fn days(guide: Guide, shown: &Words, holdings: &Holdings) -> AnyView {
    let Holdings { pack, search, .. } = holdings;
    let rows = &search.found.rows;
    let showing = (AT_ONCE * (search.pages + 1)).min(rows.len());
    let first = rows.get(..showing).unwrap_or_default();
    let more = (rows.len() > showing).then(|| {
        let label = words::filled(shown, "show-more", &[("count", &AT_ONCE.min(rows.len() - showing).to_string())]);
        let next = ["lykta-meeting-", &showing.to_string()].concat();
        let press = move |_| {
            guide.search(Box::new(|search| search.pages += 1));
            let next = next.clone();
            // After the list has been drawn: on with the first that is new.
            set_timeout(
                move || {
                    page::focus(&next);
                },
                Duration::ZERO,
            );
        };
        frame::button("lykta-link lykta-link--row", &label, Box::new(press))
    });
    let old =
        (search.found.old > 0).then(|| frame::paragraph(&words::filled(shown, "groups-old", &[("count", &search.found.old.to_string())])));
    let ask = (rows.is_empty() || search.found.old > 0).then(|| ask(guide, shown, pack)).flatten();
    element("div", "")
        .with_each(by_day(guide, shown, pack, &search.seeker, first, search.now.unwrap_or_else(|| moment(guide))))
        .with_some(more)
        .with_some(old)
        .with_some(ask)
        .view()
}

/// The groups themselves, with the first way to reach each.
fn ask(guide: Guide, shown: &Words, pack: &Pack) -> Option<Element> {
    let rows: Vec<Element> = guide.session.with_untracked(|session| {
        let cards = session.evaluation().findings.iter().filter_map(|finding| pack.cards.get(finding.card));
        let groups = cards.filter(|card| card.kind == CardKind::Group);
        let first = |card| results::contacts(pack, card, session.answers(), session.today()).into_iter().next();
        groups.filter_map(|card| first(card).map(|contact| contact::row(shown, pack, card, contact))).collect()
    });
    (!rows.is_empty()).then(|| {
        frame::group("lykta-ask-groups", shown.ui("groups-ask"))
            .with(element("div", "lykta-fallback").with(element("ul", "lykta-fallback__list").with_each(rows)))
    })
}

/// A part for each day, with its meetings.
fn by_day(guide: Guide, shown: &Words, pack: &Pack, seeker: &Seeker, rows: &[Row], now: Moment) -> Vec<Element> {
    let mut days: Vec<Element> = Vec::new();
    let mut items: Vec<Child> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let Some(meeting) = pack.meetings.all.get(row.meeting) else { continue };
        items.push(item(guide, shown, pack, seeker, (number, row), meeting, now).into());
        let day = row.date.max(now.date);
        // One that runs since yesterday stands among today's.
        if rows.get(number + 1).is_none_or(|next| next.date.max(now.date) != day) {
            let id = ["lykta-day-", &number.to_string()].concat();
            let list = element("ul", "lykta-rows").with_each(core::mem::take(&mut items));
            days.push(frame::group(&id, &words::day_heading(shown, now.date, day)).with(list));
        }
    }
    days
}

fn item(
    guide: Guide,
    shown: &Words,
    pack: &Pack,
    seeker: &Seeker,
    (number, row): (usize, &Row),
    meeting: &Meeting,
    now: Moment,
) -> Element {
    let own = seeker.words(pack, meeting);
    let group = pack.cards.get(meeting.card).map_or("", |card| shown.text(card.title));
    let is_running = row.date < now.date || (row.date == now.date && meeting.start <= now.minute);
    let place = pack.gazetteer.municipality(own.place).map_or("", |place| place.name(words::index(shown, pack)));
    let place = if own.address.contains(place) { "" } else { place };
    let kilometres = row.metres.map_or(0, |metres| (metres + 500) / 1000);
    let away = if kilometres > 0 { words::filled(shown, "groups-km", &[("km", &kilometres.to_string())]) } else { String::new() };
    let held: Vec<&str> =
        Kind::ALL.into_iter().filter(|kind| seeker.is_held(meeting, *kind)).map(|kind| words::held(shown, kind)).collect();
    let there = joined(&[own.location, own.address, place], ", ");
    let who: Vec<&str> = Who::ALL.into_iter().filter(|who| meeting.who.has(*who as usize)).map(|who| words::may_come(shown, who)).collect();
    let come = if who.is_empty() { shown.ui("groups-come-ask").to_owned() } else { who.join(" ") };
    let language = if own.language.is_empty() { "" } else { words::language(shown, own.language) };
    let access: Vec<&str> = Access::ALL
        .into_iter()
        .filter(|access| !seeker.is_minor && meeting.access.has(*access as usize))
        .map(|access| words::access(shown, access))
        .collect();
    let confirmed = if row.is_stale { "groups-stale" } else { "groups-confirmed" };
    let line = |class: &'static str, words: &str| (!words.is_empty()).then(|| element("p", class).text(words));
    let title = element("h3", "lykta-meeting__title")
        .attribute("id", ["lykta-meeting-", &number.to_string()].concat())
        .attribute("tabindex", "-1")
        .text(
            [words::hours(shown, meeting.start, meeting.length).as_str(), " ", if own.name.is_empty() { group } else { own.name }].concat(),
        );
    let online = is_page(own.url).then(|| {
        let key = if seeker.is_held(meeting, Kind::Online) { "groups-join" } else { "open-page" };
        contact::outward("lykta-contact__link", own.url)
            .with(element("span", "lykta-contact__verb").text(shown.ui(key)))
            .with(element("span", "lykta-contact__number lykta-ltr").text(contact::bare(own.url)))
    });
    let call = (!own.phone.is_empty()).then(|| {
        element("a", "lykta-contact__link")
            .attribute("href", ["tel:", own.phone].concat())
            .with(element("span", "lykta-contact__verb").text(shown.ui("call")))
            .with(element("span", "lykta-contact__number lykta-ltr").text(own.number))
    });
    let body = "lykta-rows__text";
    element("li", "lykta-rows__item lykta-meeting")
        .with(title)
        .with_some(is_running.then(|| element("p", "lykta-open lykta-open--now").text(shown.ui("groups-running"))))
        .with_some(line(body, if own.name.is_empty() { "" } else { group }))
        .with_some(line(body, &joined(&[&held.join(" · "), &there, &away], " · ")))
        .with_some(line(body, &[shown.ui("groups-come"), " ", &come].concat()))
        .with_some(line(body, &joined(&[language, &access.join(" · ")], " · ")))
        .with_some(line(body, own.notes))
        .with_some(line(body, &words::filled(shown, confirmed, &[("date", &words::date(shown, meeting.confirmed))])))
        .with_some(online)
        .with_some(call)
        .with_some(
            meeting.calendar(now).map(|when| keep::meeting(guide, shown, &["lykta-keep-", &number.to_string()].concat(), when, &there)),
        )
}

/// The parts that say something, with a sign between them.
fn joined(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.join(between)
}
