//! What the boot script calls: `start` once, `arrived` for each file that comes later, `wipe` and `back`.

use std::cell::Cell;

use leptos::prelude::WithUntracked;
use lykta_core::format::built::{MeetingsFile, PackFile, PlacesFile, ReadFault, Words, checked_words};
use lykta_core::meeting::Meetings;
use lykta_core::pack::Pack;
use lykta_core::place::Gazetteer;
use lykta_core::session::Session;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::{self, Start};
use crate::platform::page;
use crate::session::{Guide, Wishes};

thread_local! {
    /// The guide on this page, for files that arrive later.
    static GUIDE: Cell<Option<Guide>> = const { Cell::new(None) };
}

/// Starts the guide in `#lykta-app`.
///
/// `place`: municipality code from the address, or empty. `language`: language that the address names, or empty.
/// `chosen`: options chosen on the first screen, parted by commas. `pressed`: what was pressed there, see `app::Start`.
///
/// # Errors
/// A pack or words that cannot be used; the boot script then shows the page with the numbers.
#[wasm_bindgen]
pub fn start(pack: &str, words: &str, place: &str, language: &str, chosen: &str, pressed: &str) -> Result<(), String> {
    let pack = Pack::try_from(serde_json::from_str::<PackFile>(pack).map_err(|fault| fault.to_string())?).map_err(told)?;
    let words = read_words(words)?;
    let element = page::place("lykta-app").ok_or("no place to start in")?;
    let wishes =
        Wishes { place: place.to_owned(), is_language_unknown: !language.is_empty() && !pack.languages.iter().any(|tag| tag == language) };
    let chosen = chosen.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let guide = app::start(element, Start { pack, words, wishes, chosen, pressed: pressed.to_owned() });
    GUIDE.with(|slot| slot.set(Some(guide)));
    Ok(())
}

/// Takes in a file that arrived after the start: the words of another language, the places, or the meetings of groups.
///
/// An empty text: the file will not come.
///
/// # Errors
/// A file that cannot be used; the guide goes on without it.
#[wasm_bindgen]
pub fn arrived(kind: &str, text: &str) -> Result<(), String> {
    let Some(guide) = GUIDE.with(Cell::get) else { return Ok(()) };
    if text.is_empty() {
        guide.miss(kind);
    } else if kind == "places" {
        let places = serde_json::from_str::<PlacesFile>(text).map_err(|fault| fault.to_string())?;
        guide.take_places(Gazetteer::try_from(places).map_err(told)?);
    } else if kind == "meetings" {
        let meetings = serde_json::from_str::<MeetingsFile>(text).map_err(|fault| fault.to_string())?;
        guide.take_meetings(Meetings::try_from(meetings).map_err(told)?);
    } else {
        guide.take_words(read_words(text)?);
    }
    Ok(())
}

/// Forgets every answer and shows the first question.
#[wasm_bindgen]
pub fn wipe() {
    if let Some(guide) = GUIDE.with(Cell::get) {
        guide.wipe();
    }
}

/// Goes one step back if that is meant, as "Back" does. Gives whether there is a step to go back from here.
#[wasm_bindgen]
pub fn back(is_meant: bool) -> bool {
    GUIDE.with(Cell::get).is_some_and(|guide| {
        if is_meant {
            guide.step(|session, _| session.back());
        }
        guide.session.with_untracked(Session::can_go_back)
    })
}

fn read_words(text: &str) -> Result<Words, String> {
    checked_words(serde_json::from_str(text).map_err(|fault| fault.to_string())?).map_err(told)
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn told(fault: ReadFault) -> String {
    fault.to_string()
}
