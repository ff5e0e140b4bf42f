//! A last day: how far off it is in words, and as a line with the lamp at today.

use lykta_core::deadline::LastDay;
use lykta_core::format::built::Words;

use crate::view::{Element, element};
use crate::words;

/// The last day of one time limit, with what it counts.
pub fn deadline(shown: &Words, last: LastDay, counts: &str) -> Element {
    // Where today is one of the ends, or past them, it is said above.
    let today = (last.days > 0 && last.date.plus_days(-last.days) != last.anchor)
        .then(|| end(shown.ui("line-today"), words::date(shown, last.date.plus_days(-last.days))));
    element("div", "lykta-deadline")
        .with(element("p", "lykta-deadline__left").text(words::days_left(shown, last)))
        .with(element("p", "lykta-deadline__day").with(
            element("time", "").attribute("datetime", last.date.to_string()).text(words::filled(
                shown,
                "last-day",
                &[("date", &words::long_date(shown, last.date))],
            )),
        ))
        .with(element("div", "lykta-deadline__drawing").attribute("aria-hidden", "true").drawing(line(last.percent_gone())))
        .with(
            element("div", "lykta-deadline__ends")
                .with(end(shown.ui("line-began"), words::date(shown, last.anchor)))
                .with_some(today)
                .with(end(shown.ui("line-last"), words::date(shown, last.date))),
        )
        .with(element("p", "lykta-card__text").text(counts))
}

fn end(name: &str, date: String) -> Element {
    element("span", "lykta-deadline__end").text(name).with(element("br", "")).text(date)
}

/// Dotted where gone; the lamp is today.
fn line(gone: u8) -> String {
    let line = r#"<svg class="lykta-deadline__line" focusable="false"><line class="lykta-deadline__gone" x1="0" y1="50%" x2="{at}%" y2="50%"/><line class="lykta-deadline__ahead" x1="{at}%" y1="50%" x2="100%" y2="50%"/><circle class="lykta-deadline__began" cx="0" cy="50%" r="5"/><circle class="lykta-deadline__last" cx="100%" cy="50%" r="7"/><circle class="lykta-deadline__halo" cx="{at}%" cy="50%" r="15"/><circle class="lykta-deadline__today" cx="{at}%" cy="50%" r="8"/></svg>"#;
    words::fill(line, &[("at", &gone.to_string())])
}
