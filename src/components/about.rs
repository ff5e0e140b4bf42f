//! What the guide does with answers, how to check it, and where its data come from.

use leptos::prelude::AnyView;
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;

use crate::components::{contact, frame};
use crate::platform::page;
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack) -> AnyView {
    let head = frame::head(guide, shown, "", shown.ui("about-title"), vec![frame::head_text(shown.ui("start-promise")).into()]);
    let english = |line: &str| element("bdi", "").attribute("lang", "en").attribute("dir", "ltr").text(line);
    let lines = pack.attribution.iter().map(|line| element("li", "lykta-list__item").with(english(line)));
    let part = |id: &str, title: &str, text: &str| frame::group(id, shown.ui(title)).with(frame::paragraph(shown.ui(text)));
    // The boot script writes the browser's own count here, each second.
    let count = element("p", "lykta-body__text")
        .text([shown.ui("about-count"), " "].concat())
        .with(element("output", "lykta-count").flag("data-requests").text("…"));
    let mut body: Vec<Child> = vec![
        part("lykta-sent", "about-sent", "about-sent-text").with(count).with(frame::paragraph(shown.ui("about-try"))).into(),
        part("lykta-server", "about-server", "about-server-text").into(),
        part("lykta-device", "about-device", "about-device-text").into(),
        part("lykta-clear", "about-clear", "about-clear-text").with(shift(shown)).into(),
        part("lykta-risks", "about-limits", "about-limits-text").into(),
    ];
    if !pack.report_url.is_empty() {
        let link = contact::outward("lykta-link", &pack.report_url).text(shown.ui("about-report"));
        body.push(
            frame::group("lykta-report", shown.ui("about-report")).with(frame::paragraph(shown.ui("about-report-text"))).with(link).into(),
        );
    }
    body.push(
        frame::group("lykta-data", shown.ui("about-sources"))
            .with(frame::paragraph(&words::filled(shown, "about-pack", &[("version", &pack.version)])))
            .with(element("ul", "lykta-list").with_each(lines))
            .into(),
    );
    frame::screen(head, body, vec![frame::quiet(shown.ui("back-to-guide"), frame::closes(guide))], true)
}

/// Whether Shift pressed three times leaves: an aid that holds keys down, or a reader that is silenced by that key, may press it unmeant.
fn shift(shown: &Words) -> Element {
    let control = element("input", "lykta-option__input")
        .attribute("type", "checkbox")
        .attribute("id", "lykta-shift")
        .checked(page::is_shift_on())
        .on("change", Box::new(|event| page::set_shift(page::is_checked(&event))));
    element("label", "lykta-option").with(control).with(element("span", "lykta-option__text").text(shown.ui("about-shift")))
}
