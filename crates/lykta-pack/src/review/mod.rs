//! Reviewing: what is well-formed, and still would not serve a person.
//!
//! In: the sources of a pack. Out: problems of its texts and contacts, on any day; and of its age and of what is left over, on a day.
//! Never keeps a pack from being built because of the day: the same sources build the same guide tomorrow, which itself shows what is stale.
//! Next: `seen.rs` for the texts, `check.rs` for the command.

use lykta_core::date::Date;

use crate::compile::{Compiled, Sources};
use crate::facts;
use crate::problem::{Place, Problems};

pub mod contacts;
pub mod days;
pub mod glossary;
pub mod hours;
pub mod measure;
pub mod reading;
pub mod seen;
pub mod unused;
pub mod wording;

/// What holds on any day; run whenever a pack is compiled.
pub fn always(sources: &Sources, problems: &mut Problems) {
    let seen = seen::all(sources);
    wording::check(&seen, problems);
    glossary::check(sources, &seen, problems);
    reading::check(sources, &seen, problems);
    contacts::check(sources, problems);
}

/// What `check` tells besides: what is due or past on a day, and what nothing uses.
pub fn on_day(sources: &Sources, compiled: Option<&Compiled>, today: Date, problems: &mut Problems) {
    days::check(sources, today, problems);
    unused::check(sources, compiled, problems);
    facts::check(sources, problems);
}

/// Whether a place stands in the pack's own files: what a local pack extends is reviewed with its own pack.
#[must_use]
pub fn is_own(sources: &Sources, place: &Place) -> bool {
    let Some(own) = &sources.own else { return true };
    let path = |place: &Place| sources.documents.get(place.document).map(|document| document.path.as_path());
    let folder = path(&own.place).and_then(|path| path.parent());
    path(place).zip(folder).is_some_and(|(path, folder)| path.starts_with(folder))
}
