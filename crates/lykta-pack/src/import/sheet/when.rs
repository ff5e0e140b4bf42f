//! When: days and times as people write them in a list, in Finnish, Swedish, Norwegian, Danish and English.
//!
//! In: a cell. Out: days, start and end; or the hours of a week.
//! Never reads part of what stands there: a word that it does not know leaves the whole cell unread.
//! Next: `crate::import::service::week` for hours.

use crate::import::clock;
use crate::import::service::week::Week;

/// Words for days, Monday first; each also with a dot.
const DAYS: [&[&str]; 7] = [
    &[
        "ma",
        "maanantai",
        "maanantaisin",
        "mån",
        "må",
        "måndag",
        "måndagar",
        "man",
        "mandag",
        "mandager",
        "mandage",
        "mon",
        "mo",
        "monday",
        "mondays",
    ],
    &[
        "ti",
        "tiistai",
        "tiistaisin",
        "tis",
        "tisdag",
        "tisdagar",
        "tir",
        "tirsdag",
        "tirsdager",
        "tirsdage",
        "tue",
        "tu",
        "tuesday",
        "tuesdays",
    ],
    &[
        "ke",
        "keskiviikko",
        "keskiviikkoisin",
        "ons",
        "on",
        "onsdag",
        "onsdagar",
        "onsdager",
        "onsdage",
        "wed",
        "we",
        "wednesday",
        "wednesdays",
    ],
    &["to", "torstai", "torstaisin", "tors", "tor", "torsdag", "torsdagar", "torsdager", "torsdage", "thu", "th", "thursday", "thursdays"],
    &["pe", "perjantai", "perjantaisin", "fre", "fr", "fredag", "fredagar", "fredager", "fredage", "fri", "friday", "fridays"],
    &[
        "la",
        "lauantai",
        "lauantaisin",
        "lör",
        "lö",
        "lördag",
        "lördagar",
        "lør",
        "lørdag",
        "lørdager",
        "lørdage",
        "sat",
        "sa",
        "saturday",
        "saturdays",
    ],
    &[
        "su",
        "sunnuntai",
        "sunnuntaisin",
        "sön",
        "sö",
        "söndag",
        "söndagar",
        "søn",
        "søndag",
        "søndager",
        "søndage",
        "sun",
        "sunday",
        "sundays",
    ],
];

/// Words that join days or stand before a time.
const JOINS: [&str; 7] = ["ja", "och", "og", "and", "sekä", "samt", "&"];
const BEFORE_TIMES: [&str; 6] = ["klo", "kello", "kl", "klockan", "at", "o'clock"];
const ALWAYS: [&str; 6] = ["24/7", "24h", "dygnet runt", "ympäri vuorokauden", "døgnet rundt", "hele døgnet"];

/// A piece of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Day(u8),
    Time(u16),
    Dash,
    Comma,
    Break,
}

/// Days with their times: start, and end if it is told.
pub type Gathering = (Vec<u8>, Option<(u16, Option<u16>)>);

/// A weekday, 1 for Monday to 7.
#[must_use]
pub fn day(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = DAYS.iter().position(|names| names.contains(&word.as_str()))?;
    u8::try_from(at + 1).ok()
}

/// Days and one time: `ma ja to klo 18-19.30`, `tisdagar`, `18.00`.
#[must_use]
pub fn gathering(cell: &str) -> Option<Gathering> {
    let pieces = pieces(cell)?;
    let (mut days, mut at) = (Vec::new(), 0);
    let mut time = None;
    while let Some(piece) = pieces.get(at) {
        match (piece, pieces.get(at + 1), pieces.get(at + 2)) {
            (Piece::Day(from), Some(Piece::Dash), Some(Piece::Day(to))) if from < to => {
                days.extend(*from..=*to);
                at += 2;
            }
            (Piece::Day(day), _, _) if !days.contains(day) => days.push(*day),
            (Piece::Time(from), Some(Piece::Dash), Some(Piece::Time(to))) if time.is_none() => {
                time = Some((*from, Some(*to)));
                at += 2;
            }
            (Piece::Time(from), _, _) if time.is_none() => time = Some((*from, None)),
            (Piece::Comma, _, _) => {}
            _ => return None,
        }
        at += 1;
    }
    Some((days, time)).filter(|(days, time)| !days.is_empty() || time.is_some())
}

/// The hours of a week: `ma-to 9-15, pe 9-14`, `mån–fre 8–16.30`; days without times are taken for none.
#[must_use]
pub fn week(cell: &str) -> Option<Week> {
    if ALWAYS.contains(&cell.trim().to_lowercase().as_str()) {
        return Some(Week::always());
    }
    let pieces = pieces(cell)?;
    let (mut week, mut days, mut at, mut has_times): (Week, Vec<u8>, usize, bool) = (Week::default(), Vec::new(), 0, false);
    while let Some(piece) = pieces.get(at) {
        match (piece, pieces.get(at + 1), pieces.get(at + 2)) {
            (Piece::Day(from), next, to) => {
                if has_times {
                    days.clear();
                    has_times = false;
                }
                match (next, to) {
                    (Some(Piece::Dash), Some(Piece::Day(to))) if from < to => {
                        days.extend(*from..=*to);
                        at += 2;
                    }
                    (Some(Piece::Dash), Some(Piece::Day(_))) => return None,
                    _ => days.push(*from),
                }
            }
            (Piece::Time(from), Some(Piece::Dash), Some(Piece::Time(to))) if !days.is_empty() && from != to => {
                days.iter().for_each(|day| week.add(*day, (*from, *to)));
                has_times = true;
                at += 2;
            }
            (Piece::Comma | Piece::Break, _, _) => {}
            _ => return None,
        }
        at += 1;
    }
    (has_times && !week.is_empty()).then_some(week)
}

/// The pieces of a cell; none if a word in it is not known.
fn pieces(cell: &str) -> Option<Vec<Piece>> {
    let lower = cell.to_lowercase().replace(['–', '—', '−'], "-");
    let (mut found, mut rest) = (Vec::new(), lower.as_str());
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Some(found) };
        let one = first.len_utf8();
        let length = match first {
            '-' => {
                found.push(Piece::Dash);
                one
            }
            ',' | '/' | '&' | '+' => {
                found.push(Piece::Comma);
                one
            }
            ';' | '|' => {
                found.push(Piece::Break);
                one
            }
            '0'..='9' => {
                let end = rest.find(|sign: char| !(sign.is_ascii_digit() || sign == ':' || sign == '.')).unwrap_or(rest.len());
                let digits = rest.get(..end)?.trim_end_matches(['.', ':']);
                let after = rest.get(end..)?.trim_start();
                let half = ["am", "pm", "a.m.", "p.m."].into_iter().find(|half| after.starts_with(half));
                found.push(Piece::Time(time(digits, half)?));
                rest.len() - half.map_or(after.len(), |half| after.len() - half.len())
            }
            sign if sign.is_alphabetic() => {
                let end = rest.find(|sign: char| !(sign.is_alphabetic() || sign == '.' || sign == '\'')).unwrap_or(rest.len());
                let word = rest.get(..end)?.trim_end_matches('.');
                match day(word) {
                    Some(day) => found.push(Piece::Day(day)),
                    None if JOINS.contains(&word) => found.push(Piece::Comma),
                    None if BEFORE_TIMES.contains(&word) => {}
                    None => return None,
                }
                end
            }
            ':' | '.' => one,
            _ => return None,
        };
        rest = rest.get(length..)?;
    }
}

/// A time: `18`, `18.30`, `6:30` with am or pm.
fn time(digits: &str, half: Option<&str>) -> Option<u16> {
    let whole = if digits.contains([':', '.']) { digits.to_owned() } else { format!("{digits}:00") };
    if whole == "24:00" || whole == "24.00" {
        return Some(24 * 60);
    }
    let half = half.map(|half| half.replace('.', "")).unwrap_or_default();
    clock::minute(&format!("{whole}{half}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_in_one_cell_are_told_apart() {
        for (cell, days, time) in [
            ("ma ja to klo 18-19.30", &[1, 4][..], Some((1080, Some(1170)))),
            ("Tisdagar kl. 18.00", &[2], Some((1080, None))),
            ("ma-pe", &[1, 2, 3, 4, 5], None),
            ("18:00", &[], Some((1080, None))),
            ("klo 18", &[], Some((1080, None))),
            ("6 pm", &[], Some((1080, None))),
            ("onsdag og fredag 19–20", &[3, 5], Some((1140, Some(1200)))),
            ("Sundays 10-11:30", &[7], Some((600, Some(690)))),
        ] {
            assert_eq!(gathering(cell), Some((days.to_vec(), time)), "{cell}");
        }
        for cell in ["", "joka toinen ma 18", "ma 18 ja 20", "sopimuksen mukaan", "25:00", "-"] {
            assert_eq!(gathering(cell), None, "{cell}");
        }
    }

    #[test]
    fn hours_of_a_week_are_read_whole_or_not_at_all() {
        for (cell, rules) in [
            ("ma-to 9-15, pe 9-14", Some("Mo-Th 09:00-15:00; Fr 09:00-14:00")),
            ("Mån–fre 8–16.30", Some("Mo-Fr 08:00-16:30")),
            ("man, ons og fre kl. 10-12", Some("Mo,We,Fr 10:00-12:00")),
            ("ma 8-11 ja 12-15; ti 8-11", Some("Mo 08:00-11:00,12:00-15:00; Tu 08:00-11:00")),
            ("24/7", Some("24/7")),
            ("Dygnet runt", Some("24/7")),
            ("arkisin 9-15", None),
            ("ma-pe", None),
            ("9-15", None),
            ("ma 9-15 kesällä 9-12", None),
        ] {
            assert_eq!(week(cell).and_then(|week| week.rules()).as_deref(), rules, "{cell}");
        }
    }
}
