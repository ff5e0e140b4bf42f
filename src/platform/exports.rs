//! What the boot script calls: `start` once, then `arrived` for each file that comes later.

use leptos::prelude::GetUntracked;
use lykta_core::format::built::{PackFile, PlacesFile, ReadFault, Words, checked_words};
use lykta_core::pack::Pack;
use lykta_core::place::Gazetteer;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::{self, Start};
use crate::session::Guide;

thread_local! {
    /// The guide on this page, for files that arrive later.
    static GUIDE: RefCell<Option<Guide>> = const { RefCell::new(None) };
}

/// Starts the guide in `#lykta-app`.
///
/// `place`: municipality code from the address, or empty. `chosen`: options chosen on the first screen, parted by commas.
/// `wants`: `next` if "Next" was pressed already, `help` if "show help now" was.
///
/// # Errors
/// A pack or words that cannot be used; the boot script then shows the page with the numbers.
#[wasm_bindgen]
pub fn start(pack: &str, words: &str, place: &str, chosen: &str, wants: &str) -> Result<(), String> {
    let pack = Pack::try_from(serde_json::from_str::<PackFile>(pack).map_err(|fault| fault.to_string())?)
        .map_err(|fault: ReadFault| fault.to_string())?;
    let words = read_words(words)?;
    let element =
        gloo::utils::document().get_element_by_id("lykta-app").and_then(|element| element.dyn_into().ok()).ok_or("no place to start in")?;
    let guide = app::start(
        element,
        Start {
            pack,
            words,
            place: place.to_owned(),
            chosen: chosen.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            wants_next: wants == "next",
            wants_help: wants == "help",
        },
    );
    GUIDE.with(|slot| slot.replace(Some(guide)));
    Ok(())
}

/// Takes in a file that arrived after the start: the words of another language, or the places.
///
/// # Errors
/// A file that cannot be used; the guide goes on without it.
#[wasm_bindgen]
pub fn arrived(kind: &str, text: &str) -> Result<(), String> {
    let Some(guide) = GUIDE.with(|slot| *slot.borrow()) else { return Ok(()) };
    if kind == "places" {
        let places = serde_json::from_str::<PlacesFile>(text).map_err(|fault| fault.to_string())?;
        guide.take_places(Gazetteer::try_from(places).map_err(|fault: ReadFault| fault.to_string())?);
    } else {
        guide.take_words(read_words(text)?);
    }
    Ok(())
}

/// The language shown, for the boot script's own words.
#[wasm_bindgen]
pub fn language() -> String {
    GUIDE.with(|slot| slot.borrow().map_or_else(String::new, |guide| guide.words.get_untracked().language.clone()))
}

fn read_words(text: &str) -> Result<Words, String> {
    checked_words(serde_json::from_str(text).map_err(|fault| fault.to_string())?).map_err(|fault: ReadFault| fault.to_string())
}
