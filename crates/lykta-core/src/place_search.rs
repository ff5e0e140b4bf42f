//! Finding a municipality from what a person types: a name in any language, a part of it, a slip of the finger, or a postcode.
//!
//! In: the text typed, the gazetteer. Out: indexes of municipalities, best first.
//! Never picks one of several: the person chooses.
//! Next: the place question in the app.

use alloc::string::String;
use alloc::vec::Vec;

use crate::order::ordered;
use crate::place::Gazetteer;

/// A municipality that fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Index into `Gazetteer::municipalities`.
    pub municipality: usize,
    /// Index of the name that fits; none when the postcode does.
    pub name: Option<usize>,
    /// Whether the name only fits when a slip is forgiven.
    pub is_guess: bool,
}

/// The municipalities that fit, best first, at most `limit`; none for an empty text.
///
/// Case, diacritics, spaces and hyphens do not matter. Names that begin with the text come first, then names of which a later word does.
/// Only if nothing fits so are slips forgiven: one in four letters or more, two in eight or more.
/// Digits are a postcode: from its second digit on, all municipalities with postcodes that begin so; a whole one keeps its order of likelihood.
#[must_use]
pub fn search(gazetteer: &Gazetteer, typed: &str, limit: usize) -> Vec<Hit> {
    let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    if digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return by_postcode(gazetteer, &digits, limit);
    }
    let wanted = folded(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut hits = by_name(gazetteer, |name| rank(name, &wanted));
    if hits.is_empty() {
        let letters = wanted.chars().filter(|sign| *sign != ' ').count();
        let allowed = match letters {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        if allowed > 0 {
            hits = by_name(gazetteer, |name| slips(&wanted, name, allowed).map(|slips| 10 + slips));
        }
    }
    hits.into_iter().take(limit).map(|(_, hit)| hit).collect()
}

fn by_postcode(gazetteer: &Gazetteer, digits: &str, limit: usize) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let missing =
        usize::from(gazetteer.digits()).checked_sub(digits.len()).and_then(|missing| 10u32.checked_pow(u32::try_from(missing).ok()?));
    let (Some(width), Ok(begin)) = (missing, digits.parse::<u32>()) else { return hits };
    let Some(begin) = begin.checked_mul(width) else { return hits };
    let end = begin.saturating_add(width - 1);
    for postcodes in gazetteer.postcodes() {
        let fits = postcodes.first <= end && postcodes.last >= begin;
        if fits && hits.len() < limit && !hits.iter().any(|hit| hit.municipality == postcodes.municipality) {
            hits.push(Hit { municipality: postcodes.municipality, name: None, is_guess: false });
        }
    }
    hits
}

/// The best name of each municipality with its rank, best first; equal ranks in order of the name.
fn by_name(gazetteer: &Gazetteer, rank: impl Fn(&str) -> Option<usize>) -> Vec<(usize, Hit)> {
    let mut hits: Vec<(usize, &str, Hit)> = Vec::new();
    for (index, municipality) in gazetteer.municipalities().iter().enumerate() {
        let best = municipality
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
            .filter_map(|(number, name)| rank(&folded(name)).map(|rank| (rank, number)))
            .min();
        if let Some((rank, number)) = best {
            let name = municipality.names.get(number).map_or("", String::as_str);
            hits.push((rank, name, Hit { municipality: index, name: Some(number), is_guess: rank >= 10 }));
        }
    }
    let hits = ordered(hits, |left, right| (left.0, left.1) < (right.0, right.1));
    hits.into_iter().map(|(rank, _, hit)| (rank, hit)).collect()
}

/// 0: the whole name; 1: the name begins so; 2: a later word does.
fn rank(name: &str, wanted: &str) -> Option<usize> {
    if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else {
        name.match_indices(' ').any(|(space, _)| name.get(space + 1..).is_some_and(|word| word.starts_with(wanted))).then_some(2)
    }
}

/// Lower case, without diacritics; hyphens and runs of spaces become one space.
///
/// Knows the letters of the Nordic countries and their neighbours in both cases; the library's tables for all scripts would weigh more than this module.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::new();
    for sign in text.trim().chars() {
        let letter = match sign {
            'å' | 'ä' | 'á' | 'à' | 'â' | 'ā' | 'Å' | 'Ä' | 'Á' | 'À' | 'Â' | 'Ā' => "a",
            'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' | 'Ö' | 'Ø' | 'Ó' | 'Ò' | 'Ô' | 'Õ' => "o",
            'æ' | 'Æ' => "ae",
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
            'ü' | 'ú' | 'ù' | 'Ü' | 'Ú' | 'Ù' => "u",
            'í' | 'ï' | 'î' | 'Í' | 'Ï' | 'Î' => "i",
            'č' | 'ç' | 'Č' | 'Ç' => "c",
            'š' | 'Š' => "s",
            'ž' | 'ʒ' | 'Ž' | 'Ʒ' => "z",
            'đ' | 'ð' | 'Đ' | 'Ð' => "d",
            'ŋ' | 'ñ' | 'ń' | 'Ŋ' | 'Ñ' | 'Ń' => "n",
            'ŧ' | 'Ŧ' => "t",
            'ý' | 'Ý' => "y",
            // Combining marks, as some keyboards send them.
            '\u{300}'..='\u{36f}' => "",
            '-' | '‐' | '–' | ' ' | '\u{a0}' if folded.ends_with(' ') => "",
            '-' | '‐' | '–' | ' ' | '\u{a0}' => " ",
            _ => {
                folded.push(sign.to_ascii_lowercase());
                continue;
            }
        };
        folded.push_str(letter);
    }
    folded
}

/// The fewest slips (a sign missing, too many, wrong, or two swapped) that turn what was typed into the beginning of the name; none if above `allowed`.
fn slips(typed: &str, name: &str, allowed: usize) -> Option<usize> {
    let typed: Vec<char> = typed.chars().collect();
    let name: Vec<char> = name.chars().collect();
    // Rows of the table of optimal string alignment: the one before the last, the last, and the new one.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    let mut typed_before = None;
    for (row, sign) in typed.iter().enumerate() {
        let mut new = Vec::with_capacity(name.len() + 1);
        new.push(row + 1);
        let mut name_before = None;
        for (column, letter) in name.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, column) + usize::from(sign != letter)).min(at(&last, column + 1) + 1).min(at(&new, column) + 1);
            if column > 0 && typed_before == Some(letter) && name_before == Some(sign) {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            new.push(cost);
            name_before = Some(letter);
        }
        before = last;
        last = new;
        typed_before = Some(sign);
    }
    // The name may go on after what was typed, but the first letter weighs: a slip there is rare.
    let best = last.into_iter().skip(1).min()?;
    (best <= allowed && (typed.first() == name.first() || best < allowed || typed.len() > 5)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Municipality;
    use alloc::borrow::ToOwned;
    use alloc::string::ToString;
    use alloc::vec;
    use proptest::prelude::*;

    fn gazetteer() -> Gazetteer {
        let municipality = |code: &str, names: &[&str]| Municipality {
            code: code.to_owned(),
            region: "01".to_owned(),
            names: names.iter().map(ToString::to_string).collect(),
            point: None,
        };
        Gazetteer::new(
            vec![
                municipality("091", &["Helsinki", "Helsingfors", "", "Helsset"]),
                municipality("434", &["Loviisa", "Lovisa", ""]),
                municipality("444", &["Lohja", "Lojo", ""]),
                municipality("710", &["Raasepori", "Raseborg", ""]),
                municipality("638", &["Porvoo", "Borgå", ""]),
                municipality("170", &["Jomala", "", ""]),
                municipality("478", &["Maarianhamina", "Mariehamn", ""]),
                municipality("499", &["Mustasaari", "Korsholm", ""]),
                municipality("607", &["Pedersören kunta", "Pedersöre", ""]),
            ],
            vec![
                (2, 100, "091".to_owned()),
                (7_900, 7_900, "434".to_owned()),
                (22_100, 22_100, "478".to_owned()),
                (22_100, 22_100, "170".to_owned()),
                (99_999, 99_999, "000".to_owned()),
            ],
            5,
        )
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let gazetteer = gazetteer();
        let found: Vec<&str> =
            search(&gazetteer, typed, 5).iter().map(|hit| gazetteer.municipalities()[hit.municipality].names[0].as_str()).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_name_is_found_by_its_beginning_in_any_language() {
        check("lo", &["Lohja", "Loviisa"]);
        check("loj", &["Lohja"]);
        check("helsing", &["Helsinki"]);
        check("Helsset", &["Helsinki"]);
    }

    #[test]
    fn case_diacritics_and_spaces_do_not_matter() {
        check("  BORGA ", &["Porvoo"]);
        check("pedersoren-kunta", &["Pedersören kunta"]);
        check("kunta", &["Pedersören kunta"]);
    }

    #[test]
    fn slips_are_forgiven_only_when_nothing_else_fits() {
        check("Helsniki", &["Helsinki"]);
        check("Lovisa", &["Loviisa"]);
        check("Lohjja", &["Lohja"]);
        check("Raseporii", &["Raasepori"]);
        check("Marienhamn", &["Maarianhamina"]);
        check("xyz", &[]);
        check("qqqqqqqqqq", &[]);
    }

    #[test]
    fn a_postcode_gives_every_municipality_it_lies_in_likeliest_first() {
        check("00100", &["Helsinki"]);
        check("001 00", &["Helsinki"]);
        check("22100", &["Maarianhamina", "Jomala"]);
        check("0", &[]);
        check("99999", &[]);
        check("221000", &[]);
        check("99999999999999", &[]);
    }

    #[test]
    fn a_postcode_between_two_of_one_municipality_means_it_too() {
        check("00002", &["Helsinki"]);
        check("00050", &["Helsinki"]);
        check("00101", &[]);
        check("0000", &["Helsinki"]);
        check("07", &["Loviisa"]);
    }

    #[test]
    fn an_empty_text_finds_nothing() {
        check("", &[]);
        check("  - ", &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_searched_without_harm(typed in ".{0,40}", limit in 0..9usize) {
            prop_assert!(search(&gazetteer(), &typed, limit).len() <= limit);
        }
    }
}
