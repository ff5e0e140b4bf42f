//! "Say this when you call": in the language shown and, where offices use another, in that beside it.

use lykta_core::format::built::Words;
use lykta_core::isolate::{self, Part};
use lykta_core::letter;
use lykta_core::pack::{Text, is_one_language};
use lykta_core::session::Session;

use crate::session::Holdings;
use crate::view::{Element, element};

/// The words of the language that offices use where the person is; none where they are read as those shown, or have not arrived.
pub fn local<'a>(shown: &Words, holdings: &'a Holdings, session: &Session) -> Option<&'a Words> {
    let tag = letter::local_language(&holdings.pack, session.answers(), session.today());
    if is_one_language(&shown.language, tag) {
        return None;
    }
    let words = || holdings.languages.iter().filter(|words| words.language == tag);
    words().find(|words| words.is_easy() == shown.is_easy()).or_else(|| words().next())
}

/// Adds the language of words to what they stand in.
pub fn in_language(element: Element, words: &Words) -> Element {
    element.attribute("lang", &words.language).attribute("dir", direction(words))
}

/// The direction of a language; the build names it where it is not the usual one.
fn direction(words: &Words) -> &str {
    words.ui.get("direction").map_or("ltr", String::as_str)
}

/// What to say: as shown, and beside it in the local words. A text that is borrowed from them stands once.
pub fn both(shown: &Words, local: Option<&Words>, text: Text, as_shown: Element) -> Element {
    // By its parts: the library's search of texts weighs a kilobyte in the browser.
    let is_borrowed = |local: &&Words| {
        isolate::parts(shown.text(text)).iter().any(|part| matches!(part, Part::Other(words, _) if *words == local.text(text)))
    };
    let Some(local) = local.filter(|local| !is_borrowed(local)) else { return as_shown };
    let part = |words: &Words, said: Element| {
        let name = element("p", "lykta-say__language").text(words.ui("language-name"));
        in_language(element("div", "lykta-say__part").with(name).with(said), words)
    };
    let other = element("p", "lykta-card__say").text(local.text(text));
    element("div", "lykta-say").with(part(shown, as_shown)).with(part(local, other))
}
