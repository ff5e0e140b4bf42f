//! Places: municipalities and their districts, the bodies that organize care there, and postcodes.
//!
//! In: the rows of a pack. Out: which region a municipality belongs to, its names, which municipalities a postcode means.
//! Never guesses: a postcode that lies in several municipalities gives them all, likeliest first.
//! A district's code is its municipality's with more digits, as the registers write it (`0301`, `030102`).
//! Source of the rows: the README of each pack's `places` folder.
//! Next: `place_search.rs` for what a person types.

use alloc::string::String;
use alloc::vec::Vec;

use crate::order::ordered;

/// A municipality, or a district of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Official code with its leading zeros: 3 digits in Finland, 4 elsewhere; a district's has more.
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

/// Whether a place is the one that a code means, or lies in it: a district in its municipality.
#[must_use]
pub fn is_within(code: &str, wanted: &str) -> bool {
    code.starts_with(wanted)
}

/// Postcodes that follow on one another in the register and mean the same municipality.
///
/// One between two of them that the register lacks, a new one or one of a box, means that municipality too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postcodes {
    /// The first, as a number.
    pub first: u32,
    /// The last, as a number.
    pub last: u32,
    /// Index into `Gazetteer::municipalities`.
    pub municipality: usize,
}

/// All places of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gazetteer {
    /// Sorted by code.
    municipalities: Vec<Municipality>,
    /// Sorted by the first, then likeliest first.
    postcodes: Vec<Postcodes>,
    /// Digits in a postcode.
    digits: u8,
}

impl Gazetteer {
    /// From municipalities in any order, and postcodes as first, last and municipality code, likeliest first; those with unknown codes are left out.
    #[must_use]
    pub fn new(municipalities: Vec<Municipality>, postcodes: Vec<(u32, u32, String)>, digits: u8) -> Self {
        let municipalities = ordered(municipalities, |left, right| left.code < right.code);
        let mut gazetteer = Self { municipalities, postcodes: Vec::new(), digits };
        for (first, last, code) in postcodes {
            if let Some(municipality) = gazetteer.index(&code) {
                gazetteer.postcodes.push(Postcodes { first, last, municipality });
            }
        }
        gazetteer.postcodes = ordered(gazetteer.postcodes, |left, right| left.first < right.first);
        gazetteer
    }

    /// The municipalities, sorted by code.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The postcodes, sorted.
    #[must_use]
    pub fn postcodes(&self) -> &[Postcodes] {
        &self.postcodes
    }

    /// Digits in a postcode.
    #[must_use]
    pub fn digits(&self) -> u8 {
        self.digits
    }

    /// The municipality with a code.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.get(self.index(code)?)
    }

    /// The code of the region that a municipality belongs to by the table; which it is on a day: `Pack::regions_on`.
    #[must_use]
    pub fn region_of(&self, code: &str) -> Option<&str> {
        self.municipality(code).map(|municipality| municipality.region.as_str())
    }

    fn index(&self, code: &str) -> Option<usize> {
        self.municipalities.binary_search_by(|municipality| municipality.code.as_str().cmp(code)).ok()
    }
}
