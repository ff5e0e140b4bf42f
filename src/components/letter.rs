//! "Write this": a short letter on a right, with the answers that the person ticks, shown as it will be.
//!
//! Nothing of it is sent. What a tap leaves on the device is said above the buttons.

use std::time::Duration;

use leptos::prelude::{AnyView, WithUntracked as _, set_timeout};
use lykta_core::format::built::Words;
use lykta_core::letter::{self, Part, Told};
use lykta_core::pack::Card;
use lykta_core::session::{Screen, Session};

use crate::components::keep::told;
use crate::components::{frame, say};
use crate::platform::{keep, page};
use crate::session::{Done, Guide, Holdings};
use crate::view::{Element, changing, element, nothing};
use crate::words;

/// The id of the letter as it will be.
const SHEET: &str = "lykta-letter";

/// The part of a card; none without a letter.
pub fn part(guide: Guide, shown: &Words, holdings: &Holdings, session: &Session, card: &Card) -> Option<Element> {
    card.write?;
    let tellable = letter::tellable(&holdings.pack, card, session.answers(), session.evaluation(), session.today());
    let rows = tellable.into_iter().enumerate().map(|(number, told)| {
        let day = |date| words::date(shown, date);
        let sentence = letter::sentence(&holdings.pack, session.answers(), told, shown, &day);
        let is_on = holdings.draft.told.contains(&told);
        choice("checkbox", &["lykta-tell-", &number.to_string()].concat(), is_on, element("span", "lykta-option__text").text(sentence))
            .on("change", Box::new(move |event| tick(guide, told, page::is_checked(&event))))
    });
    let rows: Vec<Element> = rows.collect();
    let tell = (!rows.is_empty()).then(|| field("lykta-tell", shown.ui("letter-tell"), rows));
    let local = say::local(shown, holdings, session);
    let languages = local.map(|local| {
        let is_as_shown = holdings.draft.is_letter_as_shown;
        let row = |words: &Words, id: &str, is_shown: bool| {
            let name = say::in_language(element("span", "lykta-option__text"), words).text(words.ui("language-name"));
            choice("radio", id, is_shown == is_as_shown, name)
                .on("change", Box::new(move |_| guide.write(move |draft| draft.is_letter_as_shown = is_shown)))
        };
        field(
            "lykta-letter-language",
            shown.ui("letter-language"),
            vec![row(local, "lykta-letter-local", false), row(shown, "lykta-letter-shown", true)],
        )
    });
    let inner = element("div", "lykta-letter")
        .with_some(tell)
        .with_some(languages)
        .with(changing(move || sheet(guide)))
        .with(element("p", "lykta-group__text").text(shown.ui("letter-left")))
        .with(
            element("div", "lykta-letter__actions")
                .with(frame::button("lykta-button lykta-button--snow", shown.ui("letter-copy"), Box::new(move |_| copy(guide))))
                .with(frame::button("lykta-button lykta-button--snow", shown.ui("letter-print"), Box::new(|_| page::print_alone(SHEET)))),
        )
        .with(told(guide, SHEET));
    Some(
        frame::group("lykta-write", shown.ui("card-write"))
            .with(element("p", "lykta-group__text").text(shown.ui("letter-hint")))
            .with(frame::opens(shown.ui("letter-open"), inner)),
    )
}

/// Choices under a question.
fn field(id: &str, title: &str, rows: Vec<Element>) -> Element {
    element("fieldset", "lykta-letter__field")
        .attribute("aria-labelledby", id)
        .with(element("p", "lykta-letter__ask").attribute("id", id).text(title))
        .with(element("div", "lykta-step__options").with_each(rows))
}

/// A choice: the input stands in its label, and what is done on it is heard there.
fn choice(kind: &str, id: &str, is_on: bool, name: Element) -> Element {
    let input = element("input", "lykta-option__input").attribute("type", kind).attribute("id", id).attribute("name", kind).checked(is_on);
    element("label", "lykta-option").with(input).with(name)
}

fn tick(guide: Guide, told: Told, is_on: bool) {
    guide.write(move |draft| {
        draft.done = None;
        draft.told.retain(|other| *other != told);
        if is_on {
            draft.told.push(told);
        }
    });
}

/// Looks at the letter on the card shown, with the words shown and those in which it is.
fn look(guide: Guide, look: &mut dyn FnMut(&Words, &Words, &[Part])) {
    guide.session.with_untracked(|session| {
        guide.watch(|shown, holdings| {
            let Screen::Card(index) = session.screen() else { return };
            let (pack, draft) = (&holdings.pack, &holdings.draft);
            let Some(card) = pack.cards.get(index) else { return };
            let own = if draft.is_letter_as_shown { None } else { say::local(shown, holdings, session) }.unwrap_or(shown);
            let tellable = letter::tellable(pack, card, session.answers(), session.evaluation(), session.today());
            let day = |date| words::date(own, date);
            look(shown, own, &letter::letter(pack, card, (session.answers(), &tellable, session.today()), &draft.told, own, &day));
        });
    });
}

/// The letter as it will be.
fn sheet(guide: Guide) -> AnyView {
    let mut view = nothing();
    look(guide, &mut |shown, own, letter| {
        let parts = letter.iter().map(|part| {
            let class = match part {
                Part::Text(_) => "lykta-letter__part",
                Part::Fill(_) => "lykta-letter__part lykta-letter__part--fill",
            };
            element("p", class).text(part.words())
        });
        let sheet = element("div", "lykta-letter__sheet").attribute("id", SHEET).attribute("role", "group");
        view = say::in_language(sheet.attribute("aria-label", shown.ui("letter-sheet")), own).with_each(parts).view();
    });
    view
}

fn copy(guide: Guide) {
    let mut text = String::new();
    look(guide, &mut |_, _, letter| text = letter::plain(letter));
    keep::copy(&text, move |is_there| {
        let key = if is_there { "letter-copied" } else { "letter-marked" };
        guide.write(move |draft| draft.done = Some(Done { by: SHEET.to_owned(), key, file: ("", String::new()) }));
        if !is_there {
            // After the screen has been drawn.
            set_timeout(|| page::select(SHEET), Duration::ZERO);
        }
    });
}
