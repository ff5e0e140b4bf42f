//! "To take along": a sheet of at most two pages, and a card for the wallet, to print or to save.
//!
//! Says before it is printed what paper gives away; bears no title that does, and no answer.
//! Next: `lykta_core::sheet` for what stands on it; the styles for print.

use leptos::prelude::AnyView;
use lykta_core::evaluate::Finding;
use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Contact, Pack};
use lykta_core::results;
use lykta_core::session::Session;
use lykta_core::sheet::{self, Reach, Sheet};

use crate::components::{contact, frame};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

/// Rights that say what to say on the phone; the others name the law alone.
const SAID: usize = 2;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let sheet = sheet::sheet(pack, session.evaluation(), session.answers(), session.today(), &shown.language);
    let head = frame::head(guide, shown, "", shown.ui("take-title"), vec![frame::head_text(shown.ui("take-text")).into()]);
    let printed = |words: &str, id: &'static str| {
        frame::button("lykta-button lykta-button--snow", shown.ui(words), Box::new(move |_| page::print_alone(id)))
    };
    let paper = frame::group("lykta-take-sheet", shown.ui("take-sheet"))
        .with(element("p", "lykta-body__text").with(printed("take-print", "lykta-sheet")))
        .with(on_paper(shown, pack, &sheet).attribute("id", "lykta-sheet"));
    let wallet = frame::group("lykta-take-wallet", shown.ui("take-wallet"))
        .with(frame::paragraph(shown.ui("take-wallet-text")))
        .with(element("p", "lykta-body__text").with(printed("take-wallet-print", "lykta-wallets")))
        .with(
            element("div", "lykta-wallets")
                .attribute("id", "lykta-wallets")
                .with(small(shown, pack, &sheet, true))
                .with(small(shown, pack, &sheet, false)),
        );
    let body: Vec<Child> = vec![paper.into(), wallet.into()];
    let actions = vec![frame::quiet(shown.ui("back-to-results"), frame::closes(guide))];
    frame::screen(head, body, actions, true)
}

/// The sheet as it is printed, from this screen and from the results.
pub fn on_paper(shown: &Words, pack: &Pack, sheet: &Sheet<'_>) -> Element {
    let part = |key: &str, rows: Vec<Element>| {
        let heading = element("h3", "lykta-sheet__title").text(shown.ui(key));
        (!rows.is_empty())
            .then(|| element("div", "lykta-sheet__part").with(heading).with(element("ul", "lykta-sheet__list").with_each(rows)))
    };
    let emergency = row(shown.ui("in-danger"), Some(&pack.emergency));
    let calls = sheet.calls.iter().map(|(card, contact)| called(shown, card, contact)).collect::<Vec<_>>();
    let rights = sheet.rights.iter().enumerate();
    let rights = rights.filter_map(|(number, finding)| pack.cards.get(finding.card).map(|card| right(shown, card, finding, number < SAID)));
    element("div", "lykta-sheet")
        .with_some(part("group-danger", sheet.dangers.iter().map(|card| safe(shown, card)).collect()))
        .with_some(part("sheet-calls", std::iter::once(emergency).chain(calls).collect()))
        .with_some(part("sheet-rights", rights.collect()))
        .with_some(part("sheet-places", sheet.places.iter().map(|reach| reached(shown, reach)).collect()))
        .with_some(part("sheet-groups", sheet.groups.iter().map(|reach| reached(shown, reach)).collect()))
        .with(element("p", "lykta-sheet__text").text(words::filled(shown, "sheet-checked", &[("date", &words::date(shown, newest(pack)))])))
}

/// The day on which the newest part of the pack was checked.
fn newest(pack: &Pack) -> lykta_core::date::Date {
    pack.cards.iter().map(|card| card.checked_on).max().unwrap_or(lykta_core::date::Date::EPOCH)
}

fn row(name: &str, number: Option<&str>) -> Element {
    element("li", "lykta-sheet__row")
        .with(element("span", "lykta-sheet__name").text(name))
        .with_some(number.map(|number| element("span", "lykta-sheet__number lykta-ltr").text(number)))
}

fn line(words: &str) -> Element {
    element("span", "lykta-sheet__text").text(words)
}

/// What keeps safe, whole: half of it could harm.
fn safe(shown: &Words, card: &Card) -> Element {
    row(shown.text(card.title), None).with(line(shown.text(card.text)))
}

fn called(shown: &Words, card: &Card, contact: &Contact) -> Element {
    let hours = contact.hours_text.map(|hours| line(shown.text(hours)));
    row(shown.text(contact.label.unwrap_or(card.title)), Some(&contact::number(contact))).with_some(hours)
}

fn reached(shown: &Words, (card, contact): &Reach<'_>) -> Element {
    let number = contact.map(contact::number);
    let hours = contact.and_then(|contact| contact.hours_text).map(|hours| line(shown.text(hours)));
    row(shown.text(card.title), number.as_deref()).with(line(results::first_sentence(shown.text(card.text)))).with_some(hours)
}

fn right(shown: &Words, card: &Card, finding: &Finding, says: bool) -> Element {
    let last = finding
        .deadlines
        .first()
        .map(|(_, last)| line(&words::filled(shown, "last-day", &[("date", &words::long_date(shown, last.date))])));
    let law = card.laws.first().map(|law| line(shown.text(law.citation)));
    let say = card.say.filter(|_| says).map(|say| line(shown.text(say)));
    row(shown.text(card.title), None)
        .with(line(results::first_sentence(shown.text(card.text))))
        .with_some(say)
        .with_some(last)
        .with_some(law)
}

/// As large as a bank card: numbers alone, or with the names of who answers.
fn small(shown: &Words, pack: &Pack, sheet: &Sheet<'_>, has_names: bool) -> Element {
    let calls = sheet.calls.iter().map(|(card, contact)| (shown.text(contact.label.unwrap_or(card.title)), contact::number(contact)));
    let rows = std::iter::once((shown.ui("in-danger"), pack.emergency.clone())).chain(calls).map(|(name, number)| {
        let name = has_names.then(|| element("span", "lykta-wallet__name").text(name));
        element("li", "lykta-wallet__row").with(element("span", "lykta-wallet__number lykta-ltr").text(number)).with_some(name)
    });
    element("ul", "lykta-wallet").with_each(rows)
}
