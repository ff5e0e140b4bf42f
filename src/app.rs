//! The app: the top bar, the screen, and what a change of screen does to focus and scroll.
//!
//! In: a guide, and what was pressed before the engine came. Out: the guide, mounted.
//! Effects live here and touch only the outside.
//! Next: `components/` for the screens, `session.rs` for the signals.

use leptos::mount::mount_to;
use leptos::prelude::{AnyView, Effect, Get, Owner, Update, With};
use leptos::task::spawn_local;
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::session::Screen;

use crate::components::{about, card, check, danger, frame, groups, help_now, not_for_you, question, results, review, take, what_if};
use crate::platform::{page, speech};
use crate::session::{Guide, Wishes};
use crate::view::{borrow_from, changing, element};

/// What the guide starts with.
pub struct Start {
    /// The pack, without its places.
    pub pack: Pack,
    /// The words of the first language.
    pub words: Words,
    /// What the host page wished.
    pub wishes: Wishes,
    /// Options chosen on the first screen before the engine came.
    pub chosen: Vec<String>,
    /// What was pressed already: `next`, `skip`, `help`, `about`, or nothing.
    pub pressed: String,
}

/// Mounts the guide. It stays as long as the page.
pub fn start(parent: page::Place, start: Start) -> Guide {
    let owner = Owner::new();
    borrow_from(start.pack.languages.first().map_or("", String::as_str));
    let guide = owner.with(|| Guide::new(start.pack, start.words, start.wishes));
    speech::on_voices(Box::new(move || guide.files.update(|count| *count += 1)));
    guide.write(|draft| draft.options = start.chosen);
    match start.pressed.as_str() {
        "next" => guide.next(),
        "skip" => guide.skip(),
        "help" => guide.step(|session, _| session.open(Screen::HelpNow)),
        "about" => guide.step(|session, _| session.open(Screen::About)),
        _ => {}
    }
    let handle = mount_to(parent, move || {
        follow_screen(guide);
        element("div", "lykta-app").with(changing(move || frame::top(guide))).with(changing(move || screen(guide))).view()
    });
    // The frame's page holds nothing else: the guide ends with the page.
    handle.forget();
    core::mem::forget(owner);
    guide
}

/// The screen shown: made anew when the walk goes on or the language changes.
fn screen(guide: Guide) -> AnyView {
    guide.shown.get();
    guide.session.with(|session| {
        guide.look(|words, holdings| match session.screen() {
            Screen::Item(item) => question::screen(guide, words, holdings, session, item),
            Screen::Danger => danger::screen(guide, words, &holdings.pack, session),
            Screen::Review => review::screen(guide, words, &holdings.pack, session),
            Screen::Results => results::screen(guide, words, &holdings.pack, session),
            Screen::Take => take::screen(guide, words, &holdings.pack, session),
            Screen::Card(index) => card::screen(guide, words, holdings, session, index),
            Screen::Check(index, question) => check::screen(guide, words, holdings, session, index, question),
            Screen::Groups => groups::screen(guide, words, holdings),
            Screen::HelpNow => help_now::screen(guide, words, &holdings.pack, session),
            Screen::About => about::screen(guide, words, &holdings.pack),
            Screen::WhatIf => what_if::screen(guide, words, &holdings.pack, session),
            Screen::Try(item) => what_if::trial(guide, words, holdings, session, item),
            Screen::Unmet => not_for_you::screen(guide, words, &holdings.pack, session),
        })
    })
}

/// After a step: focus to the heading (or where the step came from), and the top of the screen in view.
fn follow_screen(guide: Guide) {
    Effect::new(move |before: Option<(Screen, usize)>| {
        let now = (guide.session.with(lykta_core::session::Session::screen), guide.shown.get());
        if let Some(before) = before.filter(|before| *before != now) {
            // After the screen has been drawn, and before it is shown: it never moves under a finger.
            spawn_local(async move { settle(guide, before.0 != now.0) });
        }
        now
    });
}

fn settle(guide: Guide, is_step: bool) {
    let is_elsewhere = guide.take_focus_next().is_some_and(|id| page::focus(&id));
    if is_step && !is_elsewhere {
        page::scroll_to_top();
        page::focus("lykta-title");
    }
}
