//! Areas: the municipality that an address of a feed lies in.
//!
//! In: a postcode, a town. Out: the code of the municipality, if the pack's tables leave no doubt.
//! Never guesses: a postcode or a name that two municipalities share gives none.
//! Next: `crate::places` for the tables.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::place_search::folded;

use crate::places::Tables;

/// The municipalities of a pack by what addresses say of them.
#[derive(Debug, Default)]
pub struct Areas {
    postcodes: BTreeMap<String, String>,
    names: BTreeMap<String, Option<String>>,
    codes: BTreeSet<String>,
    regions: BTreeSet<String>,
}

impl Areas {
    /// From the pack's tables.
    #[must_use]
    pub fn of(tables: &Tables) -> Self {
        let bare = |postcode: &str| postcode.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        let alone = tables.postcodes.iter().filter_map(|(postcode, codes)| match codes.as_slice() {
            [code] => Some((bare(postcode), code.clone())),
            _ => None,
        });
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (code, row) in &tables.municipalities {
            for name in row.names.values().chain(&row.others) {
                let known = names.entry(folded(name)).or_insert_with(|| Some(code.clone()));
                if known.as_ref() != Some(code) {
                    *known = None;
                }
            }
        }
        Self {
            postcodes: alone.collect(),
            names,
            codes: tables.municipalities.keys().cloned().collect(),
            regions: tables.municipalities.values().map(|row| row.region.clone()).collect(),
        }
    }

    /// Whether the pack has a municipality of this code.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// Whether the pack has a region of this code.
    #[must_use]
    pub fn has_region(&self, code: &str) -> bool {
        self.regions.contains(code)
    }

    /// The municipality of an address.
    #[must_use]
    pub fn municipality(&self, postcode: &str, town: &str) -> Option<&str> {
        let bare: String = postcode.chars().filter(char::is_ascii_digit).collect();
        let by_postcode = self.postcodes.get(&bare).map(String::as_str);
        by_postcode.or_else(|| self.names.get(&folded(town))?.as_deref())
    }

    /// The municipality of an address that stands in one line: by a postcode in it, or a town between its commas.
    #[must_use]
    pub fn of_line(&self, address: &str) -> Option<&str> {
        let digits = address.split(|sign: char| !sign.is_ascii_digit() && sign != ' ').map(str::trim);
        let by_postcode = digits.filter(|part| part.len() >= 4).find_map(|part| self.municipality(part, ""));
        let words = |part: &str| part.trim_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace()).to_owned();
        by_postcode.or_else(|| address.split(',').skip(1).find_map(|part| self.municipality("", &words(part))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::problem::Problems;

    fn areas() -> Areas {
        let document = |name: &str, text: &str| Document { path: name.into(), text: text.to_owned() };
        let documents = [
            document(
                "municipalities.csv",
                "code,region,lat,lon,fi,sv,other\n091,90,60.1,24.9,Helsinki,Helsingfors,\n049,90,60.2,24.6,Espoo,Esbo,\n1,90,,,Herøy,Herøy,\n2,90,,,Herøy,Herøy,\n",
            ),
            document("postcodes.csv", "postcode,municipality\n00100,091\n02600,091\n02600,049\n"),
        ];
        let (mut problems, languages) = (Problems::default(), ["fi".to_owned(), "sv".to_owned()]);
        Areas::of(&crate::places::read(&documents, &languages, &mut problems))
    }

    #[test]
    fn what_leaves_no_doubt_is_found() {
        let areas = areas();
        for (postcode, town, expected) in [
            ("00100", "", Some("091")),
            ("", "ESBO", Some("049")),
            ("02600", "", None),
            ("02600", "Espoo", Some("049")),
            ("", "Herøy", None),
        ] {
            assert_eq!(areas.municipality(postcode, town), expected, "{postcode} {town}");
        }
        assert_eq!(areas.of_line("Street 1, 00100 Helsinki, Finland"), Some("091"));
        assert_eq!(areas.of_line("Street 1, Helsingfors"), Some("091"));
        assert_eq!(areas.of_line("Helsinki Street 1, Nowhere"), None);
    }
}
