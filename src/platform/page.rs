//! The page: focus, language, print, what stands on it.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

/// An element to mount in.
pub type Place = HtmlElement;

/// The element with an id, to mount in.
pub fn place(id: &str) -> Option<Place> {
    by_id(id)
}

fn by_id(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element, opening the fold that it stands in; whether it was there.
pub fn focus(id: &str) -> bool {
    let Some(element) = by_id(id) else { return false };
    // A head stands outside its own fold.
    if element.tag_name() != "SUMMARY"
        && let Ok(Some(fold)) = element.closest("details:not([open])")
    {
        // Attributes of a fold can be set in every engine; the element would only stay hidden if not.
        let _ = fold.set_attribute("open", "");
    }
    element.focus().is_ok()
}

/// Whether pressing Shift three times leaves the page; the boot script, which does it, looks here.
pub fn is_shift_on() -> bool {
    gloo::utils::document().document_element().is_none_or(|root| root.get_attribute(SHIFT).is_none())
}

/// Switches that on or off, as long as the page stays.
pub fn set_shift(is_on: bool) {
    if let Some(root) = gloo::utils::document().document_element() {
        // Attributes of the root can be set in every engine; nothing to tell the person if not.
        let _ = if is_on { root.remove_attribute(SHIFT) } else { root.set_attribute(SHIFT, "off") };
    }
}

const SHIFT: &str = "data-shift";

/// Scrolls to the top.
pub fn scroll_to_top() {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Brings an element into view, if it is out of it.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Names the language of the page for readers and fonts, the direction of its writing, and whether its words are the easy ones.
pub fn set_language(tag: &str, direction: &str, is_easy: bool, title: &str) {
    let document = gloo::utils::document();
    if let Some(root) = document.document_element() {
        // Attributes of the root can be set in every engine; nothing to tell the person if not.
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", direction);
        // The boot script looks here for the words of what it says itself.
        let _ = if is_easy { root.set_attribute("data-easy", "") } else { root.remove_attribute("data-easy") };
    }
    document.set_title(title);
}

/// Opens the browser's print view; a sandboxed frame may refuse.
pub fn print() {
    mark_alone(None);
    let _ = gloo::utils::window().print();
}

/// The parts of a screen that are read: of what to do now all but the number once more, to copy, which is not shown on a phone.
const READ: &str = "#lykta-app :is(h1, .lykta-next > :not(.lykta-next__desk), .lykta-head__text:not(.lykta-next *), \
    .lykta-body__inner > :not(.lykta-aloud), .lykta-danger__inner > :not(.lykta-aloud, .lykta-brand))";

/// The lines that stand on the screen, from the heading on, without what is folded up and without the bars.
pub fn lines() -> Vec<String> {
    let mut lines = Vec::new();
    let Ok(parts) = gloo::utils::document().query_selector_all(READ) else { return lines };
    for index in 0..parts.length() {
        let text = parts.get(index).and_then(|part| part.dyn_into::<HtmlElement>().ok()).map(|part| part.inner_text());
        for line in text.unwrap_or_default().split('\n') {
            if !line.trim().is_empty() {
                lines.push(line.to_owned());
            }
        }
    }
    lines
}

/// The address of a file beside this page; none where the page has no address.
pub fn beside(file: &str) -> Option<String> {
    let base = gloo::utils::document().base_uri().ok()??;
    let path = base.split(['#', '?']).next()?;
    let (folder, _) = path.rsplit_once('/')?;
    folder.starts_with("http").then(|| [folder, "/", file].concat())
}

/// Marks the text of an element, and copies it; whether it was copied. Where the frame refuses, it stays marked.
///
/// The older way, by what is marked: it works in a frame without an origin, in every engine, and answers at once.
pub fn copy(id: &str) -> bool {
    let marked = by_id(id).zip(gloo::utils::window().get_selection().ok().flatten());
    let is_marked = marked.is_some_and(|(element, selection)| selection.select_all_children(&element).is_ok());
    let document: Option<web_sys::HtmlDocument> = gloo::utils::document().dyn_into().ok();
    is_marked && document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}

/// Writes words into an element that is there to say something.
pub fn say(id: &str, words: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(words));
    }
}

/// The same for one element: it is marked as alone until the print view has closed, and the style sheet prints nothing else.
pub fn print_alone(id: &str) {
    mark_alone(by_id(id));
    // A frame that refuses tells nothing: the mark then goes with the next print, or with the element.
    gloo::events::EventListener::once(&gloo::utils::window(), "afterprint", |_| mark_alone(None)).forget();
    let _ = gloo::utils::window().print();
}

/// Marks an element as the only one that prints, and no other.
fn mark_alone(element: Option<HtmlElement>) {
    if let Ok(Some(before)) = gloo::utils::document().query_selector("[data-alone]") {
        let _ = before.remove_attribute("data-alone");
    }
    if let Some(element) = element {
        let _ = element.set_attribute("data-alone", "");
    }
}

/// Marks the text of an element, for a person to copy it.
pub fn select(id: &str) {
    if let (Some(element), Ok(Some(selection))) = (by_id(id), gloo::utils::window().get_selection()) {
        let _ = selection.select_all_children(&element);
    }
}

/// What stands in the text field with an id.
pub fn value_of(id: &str) -> String {
    input(id).map_or_else(String::new, |input| input.value())
}

/// Whether the checkbox with an id is checked; not where there is none.
pub fn is_checked_at(id: &str) -> bool {
    input(id).is_some_and(|input| input.checked())
}

fn input(id: &str) -> Option<HtmlInputElement> {
    by_id(id)?.dyn_into().ok()
}

/// The value of the input or list that an event is about.
pub fn value(event: &Event) -> String {
    let value = event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Whether the input that an event is about is checked.
pub fn is_checked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Unchecks the other inputs of the screen with these ids.
pub fn uncheck(ids: Vec<String>) {
    check(ids, false);
}

/// Checks or unchecks the inputs with these ids.
pub fn check(ids: Vec<String>, is_checked: bool) {
    for id in ids {
        if let Some(input) = input(&id) {
            input.set_checked(is_checked);
        }
    }
}

/// The key of a keyboard event, and whether it belongs to a word being composed.
pub fn key(event: &Event) -> Option<String> {
    event.dyn_ref::<web_sys::KeyboardEvent>().filter(|event| !event.is_composing()).map(web_sys::KeyboardEvent::key)
}
