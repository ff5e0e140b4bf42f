//! Places: municipalities, the bodies that organize care there, and postcodes.
//!
//! In: the rows of a pack. Out: which region a municipality belongs to, its names, which municipalities a postcode means.
//! Never guesses: a postcode that lies in several municipalities gives them all, likeliest first.
//! Source of the rows: the README of each pack's `places` folder.
//! Next: `place_search.rs` for what a person types.

use alloc::string::String;
use alloc::vec::Vec;

use crate::order::ordered;

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Official code with its leading zeros: 3 digits in Finland, 4 elsewhere.
    pub code: String,
    /// Code of the body that organizes care.
    pub region: String,
    /// Names, one per language of the pack in its order (empty when the same as the first), then all others.
    pub names: Vec<String>,
    /// A populated point: latitude and longitude in 1e-5 degree; none where the pack was built without points.
    pub point: Option<(i32, i32)>,
}

impl Municipality {
    /// The name in a language of the pack, by its index; the first where it has none of its own.
    #[must_use]
    pub fn name(&self, language: usize) -> &str {
        let first = self.names.first().map_or("", String::as_str);
        self.names.get(language).map(String::as_str).filter(|name| !name.is_empty()).unwrap_or(first)
    }
}

/// All places of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gazetteer {
    /// Sorted by code.
    municipalities: Vec<Municipality>,
    /// Postcode and index of a municipality; sorted by postcode, then likeliest first.
    postcodes: Vec<(String, usize)>,
}

impl Gazetteer {
    /// From municipalities in any order and postcodes with municipality codes, likeliest first; rows with unknown codes are left out.
    #[must_use]
    pub fn new(municipalities: Vec<Municipality>, postcodes: Vec<(String, String)>) -> Self {
        let municipalities = ordered(municipalities, |left, right| left.code < right.code);
        let mut gazetteer = Self { municipalities, postcodes: Vec::new() };
        for (postcode, code) in postcodes {
            if let Some(index) = gazetteer.index(&code) {
                gazetteer.postcodes.push((postcode, index));
            }
        }
        Self { postcodes: ordered(gazetteer.postcodes, |left, right| left.0 < right.0), municipalities: gazetteer.municipalities }
    }

    /// The municipalities, sorted by code.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The postcodes with the index of a municipality, sorted.
    #[must_use]
    pub fn postcodes(&self) -> &[(String, usize)] {
        &self.postcodes
    }

    /// The municipality with a code.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.get(self.index(code)?)
    }

    /// The code of the region that a municipality belongs to.
    #[must_use]
    pub fn region_of(&self, code: &str) -> Option<&str> {
        self.municipality(code).map(|municipality| municipality.region.as_str())
    }

    fn index(&self, code: &str) -> Option<usize> {
        self.municipalities.binary_search_by(|municipality| municipality.code.as_str().cmp(code)).ok()
    }
}
