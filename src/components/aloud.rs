//! "Read it to me": what stands on the screen, by a voice of the device.
//!
//! Off until tapped; there only where the device has a voice of its own in the language shown; ends with the screen.
//! Never a voice that asks a server: `platform/speech.rs` sees to it.

use leptos::prelude::{AnyView, Get, GetUntracked};
use lykta_core::format::built::Words;

use crate::components::frame;
use crate::platform::{page, speech};
use crate::session::{Guide, Holdings};
use crate::view::{Child, changing, element, nothing};

/// The button, where there is a voice.
pub fn button(guide: Guide) -> Child {
    changing(move || {
        let is_reading = guide.aloud.get() > 0;
        guide.watch(|words, holdings| shown(guide, words, holdings, is_reading))
    })
    .into()
}

fn shown(guide: Guide, words: &Words, _: &Holdings, is_reading: bool) -> AnyView {
    if !speech::has_voice(&words.language) {
        return nothing();
    }
    let key = if is_reading { "aloud-stop" } else { "aloud-start" };
    let language = words.language.clone();
    let press = move |_| {
        if guide.aloud.get_untracked() > 0 {
            guide.hush();
        } else {
            guide.aloud(true);
            speech::say(&page::lines(), &language, Box::new(move || guide.aloud(false)));
        }
    };
    // The same button by the same name of place, so that the focus stays when its words change.
    let button = frame::button("lykta-button lykta-button--night", words.ui(key), Box::new(press)).attribute("id", "lykta-aloud");
    element("p", "lykta-aloud").with(button).view()
}
