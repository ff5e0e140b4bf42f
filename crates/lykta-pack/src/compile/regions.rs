//! Regions: that municipalities belong to one, and what comes in the place of one that ends.
//!
//! In: the `[[region]]` entries and the tables of places. Out: problems.
//! Never decides who is in charge on a day: `Pack::regions_on` does.
//! Next: `places.rs` for the tables.

use lykta_core::date::Date;
use lykta_core::grammar::Role;

use super::conditions;
use crate::locale;
use crate::places::Tables;
use crate::problem::{Code, Problems, meant};
use crate::read::Entries;

/// Checks them.
pub fn check(entries: &Entries, tables: &Tables, problems: &mut Problems) {
    let known: Vec<&str> = entries.regions.iter().map(|region| region.entry.code.as_str()).collect();
    for (code, row) in &tables.municipalities {
        if !known.contains(&row.region.as_str()) && !entries.unread.contains(&row.region) {
            problems.add(
                Code::PlaceRow,
                &row.place,
                format!("municipality `{code}` belongs to region `{}`, which no `[[region]]` names", row.region),
                conditions::area_help(entries, tables, Role::Region, &row.region),
            );
        }
    }
    ends(entries, problems);
}

/// The language of a region is one of the pack's that speakers have read: letters to its offices are written in it.
pub fn check_languages(entries: &Entries, languages: &[String], problems: &mut Problems) {
    let own: Vec<&str> = languages.iter().map(String::as_str).filter(|language| !locale::is_draft(language)).collect();
    for region in &entries.regions {
        if let Some(language) = region.entry.language.as_deref().filter(|language| !own.contains(language)) {
            let what = format!("`{language}` is not a language of this pack that speakers have read");
            problems.add(Code::ForeignLanguage, &region.place.key("language"), what, meant(language, own.iter().copied()));
        }
    }
}

/// A region that ends names its last day and the one that comes then, which is there on that day and does not lead back.
fn ends(entries: &Entries, problems: &mut Problems) {
    let codes: Vec<&str> = entries.regions.iter().map(|region| region.entry.code.as_str()).collect();
    let find = |code: &str| entries.regions.iter().find(|region| region.entry.code == code);
    for region in &entries.regions {
        let (place, entry) = (&region.place, &region.entry);
        let day = entry.until.as_ref().map(|until| Date::parse(until));
        if day == Some(None) {
            problems.add(Code::DateShape, &place.key("until"), "this is not a day", "write it like `\"2026-12-31\"`");
        }
        let (until, becomes) = match (day.flatten(), &entry.becomes) {
            (Some(until), Some(becomes)) => (until, becomes),
            (None, Some(_)) if entry.until.is_none() => {
                let help = "write its last day as `until`, or take `becomes` out";
                problems.add(Code::RegionEnd, &place.key("becomes"), "the region has a successor and no last day", help);
                continue;
            }
            (Some(_), None) => {
                let help = "write the code of the region that comes in its place as `becomes`";
                problems.add(Code::RegionEnd, &place.key("until"), "the region ends and nothing comes in its place", help);
                continue;
            }
            _ => continue,
        };
        let Some(next) = find(becomes) else {
            let what = format!("there is no region `{becomes}`");
            if !entries.unread.contains(becomes) {
                problems.add(Code::RegionEnd, &place.key("becomes"), what, meant(becomes, codes.iter().copied()));
            }
            continue;
        };
        // One that ends later than those before it cannot lead back to them.
        if next.entry.until.as_deref().and_then(Date::parse).is_some_and(|its| its <= until) {
            let what = format!("the region `{becomes}` has ended when this one does");
            problems.add(Code::RegionEnd, &place.key("becomes"), what, "name the region that is there on the day after");
        }
    }
}
