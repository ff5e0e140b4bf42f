//! To keep: a last day or a meeting as a file for the calendar, a number as one for the contacts.
//!
//! The title is neutral and stands in a field, where the person can change it: it goes into the file and nowhere else.
//! What stays on the device is said above the button.

use leptos::prelude::{AnyView, WithUntracked as _};
use lykta_core::calendar_file::{self, Event, When};
use lykta_core::contact_file;
use lykta_core::deadline::LastDay;
use lykta_core::format::built::Words;
use lykta_core::pack::{Channel, Contact};
use lykta_core::schedule::Moment;
use lykta_core::session::Session;

use crate::components::frame;
use crate::platform::{keep, page};
use crate::session::{Done, Guide};
use crate::view::{Element, changing, element, nothing};
use crate::words;

/// Makes the text of a file from a title and what is ticked.
type Make = Box<dyn Fn(&str, &Ticked) -> String>;

/// A file that a tool makes: its name, its kind, and how it comes out of a title.
struct File {
    name: &'static str,
    kind: &'static str,
    text: Make,
}

/// What is ticked below the title.
struct Ticked {
    alarm: bool,
    also: bool,
}

/// Puts a last day into the calendar. `about`: what the person may have written down besides.
pub fn day(guide: Guide, shown: &Words, id: &str, last: LastDay, about: &str) -> Element {
    let alarm = calendar_file::alarm(last.days);
    let label = alarm.map(|days| {
        if days == 1 { shown.ui("keep-alarm-one").to_owned() } else { words::filled(shown, "keep-alarm", &[("count", &days.to_string())]) }
    });
    let notes = about.to_owned();
    let today = guide.session.with_untracked(Session::today);
    let text = move |title: &str, ticked: &Ticked| {
        let (alarm, notes) = (alarm.filter(|_| ticked.alarm), if ticked.also { &notes } else { "" });
        calendar_file::file(&Event { title, when: When::Day(last.date), alarm, location: "", notes }, today)
    };
    calendar(guide, shown, id, "keep-day", label, about, Box::new(text))
}

/// Puts a meeting into the calendar, from its next gathering on. `location`: where, or empty.
pub fn meeting(guide: Guide, shown: &Words, id: &str, (from, to, rule): (Moment, Moment, String), location: &str) -> Element {
    let place = location.to_owned();
    let today = guide.session.with_untracked(Session::today);
    let text = move |title: &str, ticked: &Ticked| {
        let location = if ticked.also { &place } else { "" };
        let when = When::Hours { from, to: Some(to), rule: &rule };
        calendar_file::file(&Event { title, when, alarm: None, location, notes: "" }, today)
    };
    calendar(guide, shown, id, "keep-meeting", None, location, Box::new(text))
}

fn calendar(guide: Guide, shown: &Words, id: &str, open: &str, alarm: Option<String>, also: &str, text: Make) -> Element {
    let also = (!also.is_empty()).then(|| words::filled(shown, "keep-also", &[("about", also)]));
    let boxes = [("-alarm", alarm), ("-also", also)];
    let file = File { name: "calendar.ics", kind: "text/calendar;charset=utf-8", text };
    tool(guide, shown, id, [open, "keep-left-day", "keep-title", "keep-title-is"], boxes, file)
}

/// Saves the number of a contact; none without a number.
pub fn number(guide: Guide, shown: &Words, id: &str, contact: &Contact) -> Option<Element> {
    let (number, is_for_texts) = match &contact.channel {
        Channel::Phone(number, _) => (number.clone(), false),
        Channel::Sms(number, _) => (number.clone(), true),
        Channel::Web(_) => return None,
    };
    let text = move |name: &str, _: &Ticked| contact_file::file(name, &number, is_for_texts);
    let file = File { name: "contact.vcf", kind: "text/vcard;charset=utf-8", text: Box::new(text) };
    let keys = ["keep-number", "keep-left-number", "keep-name", "keep-name-is"];
    Some(tool(guide, shown, id, keys, [("-alarm", None), ("-also", None)], file))
}

/// What opens in place: what stays on the device, the field, what can be ticked, the button. `keys`: of the four texts in that order.
fn tool(guide: Guide, shown: &Words, id: &str, keys: [&str; 4], boxes: [(&str, Option<String>); 2], file: File) -> Element {
    let [open, left, label, default] = keys.map(|key| shown.ui(key));
    let field = [id, "-title"].concat();
    let input = element("input", "lykta-combo__input")
        .attribute("id", &field)
        .attribute("type", "text")
        .attribute("autocomplete", "off")
        .attribute("spellcheck", "false")
        .attribute("value", default);
    let rows = boxes.into_iter().filter_map(|(end, name)| {
        let input = element("input", "lykta-option__input").attribute("type", "checkbox").attribute("id", [id, end].concat());
        Some(element("label", "lykta-option").with(input).with(element("span", "lykta-option__text").text(name?)))
    });
    let (default, by) = (default.to_owned(), id.to_owned());
    let save = move |_| {
        let typed = page::value_of(&[&by, "-title"].concat());
        let title = if typed.trim().is_empty() { default.as_str() } else { typed.trim() };
        let at = |end: &str| page::is_checked_at(&[&by, end].concat());
        let text = (file.text)(title, &Ticked { alarm: at("-alarm"), also: at("-also") });
        let key = if keep::save(file.name, file.kind, &text) { "keep-saved" } else { "" };
        let done = Done { by: by.clone(), key, file: (file.name, text) };
        guide.write(move |draft| draft.done = Some(done));
    };
    let inner = element("div", "lykta-keep")
        .with(element("p", "lykta-group__text").text(left))
        .with(element("label", "lykta-combo__label").attribute("for", &field).text(label))
        .with(input)
        .with(element("div", "lykta-step__options").with_each(rows))
        .with(frame::button("lykta-button lykta-button--snow", shown.ui("keep-save"), Box::new(save)))
        .with(told(guide, id));
    frame::opens(open, inner)
}

/// What a tool did, said once; and what stands in the file, for a browser that gave none.
pub fn told(guide: Guide, id: &str) -> Element {
    let (by, opens) = (id.to_owned(), id.to_owned());
    element("div", "lykta-keep__told")
        .with(element("p", "lykta-group__text").attribute("role", "status").with(changing(move || {
            look(guide, &by, |words, done| {
                if done.key.is_empty() {
                    nothing()
                } else {
                    element("span", "").text(words::filled(words, done.key, &[("file", done.file.0)])).view()
                }
            })
        })))
        .with(changing(move || {
            look(guide, &opens, |words, done| {
                if done.file.1.is_empty() {
                    nothing()
                } else {
                    frame::opens(words.ui("keep-none"), element("div", "lykta-keep__text").attribute("dir", "ltr").text(&done.file.1))
                        .view()
                }
            })
        }))
}

fn look(guide: Guide, id: &str, show: fn(&Words, &Done) -> AnyView) -> AnyView {
    guide.watch(|words, holdings| match &holdings.draft.done {
        Some(done) if done.by == id => show(words, done),
        _ => nothing(),
    })
}
