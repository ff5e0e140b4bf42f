//! The app: the top bar, the screen, and what a change of screen does to focus and scroll.
//!
//! In: a pack, words, what was chosen before the engine came. Out: the guide, mounted.
//! Effects live here and touch only the outside.
//! Next: `components/` for the screens, `session.rs` for the signals.

use std::time::Duration;

use leptos::mount::mount_to;
use leptos::prelude::{Effect, Get, GetUntracked, Set, UpdateUntracked, WithUntracked, set_timeout};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;
use lykta_core::session::Screen;
use web_sys::HtmlElement;

use crate::components::{about, card, danger, frame, help_now, question, results, review};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{changing, element};

/// What the guide starts with.
pub struct Start {
    /// The pack, without its places.
    pub pack: Pack,
    /// The words of the first language.
    pub words: Words,
    /// Municipality code that the host page named; empty if none.
    pub place: String,
    /// Options chosen on the first screen before the engine came.
    pub chosen: Vec<String>,
    /// Whether "Next" was pressed already.
    pub wants_next: bool,
    /// Whether "show help now" was pressed already.
    pub wants_help: bool,
}

/// Mounts the guide. It stays as long as the page.
pub fn start(parent: HtmlElement, start: Start) -> Guide {
    let slot = std::rc::Rc::new(std::cell::Cell::new(None));
    let made = slot.clone();
    let handle = mount_to(parent, move || {
        let guide = Guide::new(start.pack, start.words, start.place);
        guide.draft.update_untracked(|draft| draft.options = start.chosen);
        if start.wants_help {
            guide.step(|session, _| session.open(Screen::HelpNow));
        } else if start.wants_next {
            guide.next();
        }
        follow_screen(guide);
        made.set(Some(guide));
        element("div", "lykta-app").with(changing(move || frame::top(guide))).with(changing(move || screen(guide))).view()
    });
    // The page of the frame holds nothing else; the guide ends with it.
    handle.forget();
    slot.take().unwrap_or_else(|| Guide::new(empty(), Words::default(), String::new()))
}

/// Never used: the closure above has run when `mount_to` returns.
fn empty() -> Pack {
    Pack {
        id: String::new(),
        version: String::new(),
        languages: Vec::new(),
        timezone: String::new(),
        emergency: String::new(),
        stale_after_months: 0,
        attribution: Vec::new(),
        items: Vec::new(),
        cards: Vec::new(),
        regions: Vec::new(),
        help_now: Vec::new(),
        not_covered: Vec::new(),
        calendar: lykta_core::calendar::Calendar::default(),
        gazetteer: lykta_core::place::Gazetteer::default(),
    }
}

/// The screen shown: made anew when the walk goes on or the language changes.
fn screen(guide: Guide) -> leptos::prelude::AnyView {
    let session = guide.session.get();
    let words = guide.words.get();
    let pack = guide.pack.get_untracked();
    match session.screen() {
        Screen::Item(item) => question::screen(guide, &words, &pack, &session, item),
        Screen::Danger => danger::screen(guide, &words, &pack, &session),
        Screen::Review => review::screen(guide, &words, &pack, &session),
        Screen::Results => results::screen(guide, &words, &pack, &session),
        Screen::Card(index) => card::screen(guide, &words, &pack, &session, index),
        Screen::HelpNow => help_now::screen(guide, &words, &pack, &session),
        Screen::About => about::screen(guide, &words, &pack),
    }
}

/// After a step: focus to the heading (or where the step came from), and the top of the screen in view.
fn follow_screen(guide: Guide) {
    Effect::new(move |before: Option<(Screen, String)>| {
        let now = (guide.session.get().screen(), guide.words.get().language.clone());
        if before.as_ref().is_some_and(|before| *before != now) {
            let is_step = before.is_some_and(|before| before.0 != now.0);
            // After the screen has been drawn.
            set_timeout(move || settle(guide, is_step), Duration::ZERO);
        }
        now
    });
}

fn settle(guide: Guide, is_step: bool) {
    let wanted = guide.focus_next.get_untracked();
    guide.focus_next.set(None);
    let is_back_at_card = wanted.as_ref().is_some_and(|id| page::focus(id));
    if is_step && !is_back_at_card {
        page::scroll_to_top();
        page::focus("lykta-title");
    }
    // A screen that was drawn for places which have arrived since then shows them by itself.
    guide.pack.with_untracked(|_| ());
}
