//! Pictures beside easy words: which picture stands beside which card or option.
//!
//! In: the `[[easy]]` entries. Out: by language the lines of the pictures, with what they stand beside; a problem for a name that nobody drew,
//! and for a question of which some options have a picture and others none.
//! Each is one line in a box of 24 by 24, taken from the SVG files in `pictures/`, where `README.md` says how they are drawn.
//! Next: `easy.rs`; `Words::picture` for where it is shown.

use std::collections::BTreeMap;

use lykta_core::format::built::Picture;
use lykta_core::format::source::{Easy, Item, Texts};

use super::Scope;
use crate::problem::{Code, Place, Problems, meant};

/// Each picture by name, as SVG.
static PICTURES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pictures.rs"));

/// The line of a picture; none if nobody drew it.
pub fn line(name: &str) -> Option<&'static str> {
    let (_, drawing) = PICTURES.iter().find(|(known, _)| *known == name)?;
    let (_, line) = drawing.split_once(" d=\"")?;
    line.split_once('"').map(|(line, _)| line)
}

/// The names of all pictures.
pub fn names() -> impl Iterator<Item = &'static str> {
    PICTURES.iter().map(|(name, _)| *name)
}

/// What each picture stands beside, by language and name.
#[derive(Default)]
pub struct Beside<'a>(BTreeMap<&'a str, BTreeMap<&'a str, Vec<String>>>);

impl<'a> Beside<'a> {
    /// Takes the pictures of an entry, for each language of its words.
    pub fn take(&mut self, scope: &Scope<'_>, easy: &'a Easy, place: &Place, problems: &mut Problems) {
        let languages = |texts: &'a Texts| texts.keys().map(String::as_str);
        let item = scope.entries.items.iter().find(|item| item.entry.id == easy.of);
        if let (Some(_), Some(item)) = (&easy.picture, item) {
            let what = format!("`{}` is a question, which has no picture of its own", item.entry.id);
            problems.add(Code::PictureUnknown, &place.key("picture"), what, "take it out, or give each option a `picture`");
        } else if let Some(name) = &easy.picture {
            let of = easy.title.iter().chain(&easy.text).flat_map(languages);
            self.add(name, &easy.of, of, &place.key("picture"), problems);
        }
        for (index, option) in easy.option.iter().enumerate() {
            let Some(name) = &option.picture else { continue };
            let place = place.key("option").index(index).key("picture");
            self.add(name, &[&easy.of, "-", &option.id].concat(), languages(&option.text), &place, problems);
        }
        if let Some(item) = item {
            check_whole(&item.entry, easy, place, problems);
        }
    }

    fn add(&mut self, name: &'a str, of: &str, languages: impl Iterator<Item = &'a str>, place: &Place, problems: &mut Problems) {
        if line(name).is_none() {
            problems.add(Code::PictureUnknown, place, format!("there is no picture `{name}`"), meant(name, names().collect::<Vec<_>>()));
            return;
        }
        for language in languages {
            let beside = self.0.entry(language).or_default().entry(name).or_default();
            if !beside.iter().any(|known| known == of) {
                beside.push(of.to_owned());
            }
        }
    }

    /// The pictures of a language.
    pub fn of(&self, language: &str) -> Vec<Picture> {
        let names = self.0.get(language).into_iter().flatten();
        names.filter_map(|(name, of)| Some(Picture { line: line(name)?.to_owned(), of: of.clone() })).collect()
    }
}

/// A question has a picture beside each option, or beside none.
fn check_whole(item: &Item, easy: &Easy, place: &Place, problems: &mut Problems) {
    let has = |id: &str| easy.option.iter().any(|option| option.id == id && option.picture.is_some());
    let without: Vec<&str> = item.option.iter().map(|option| option.id.as_str()).filter(|id| !has(id)).collect();
    if without.is_empty() || without.len() == item.option.len() {
        return;
    }
    problems.add(
        Code::PictureHalf,
        &place.key("option"),
        format!("some options of `{}` have a picture, and these none: {}", item.id, without.join(", ")),
        "give each option a picture that tells it from the others, or none of them",
    );
}

#[cfg(test)]
mod tests {
    use super::{PICTURES, line, names};

    #[test]
    fn each_picture_is_one_line_of_plain_signs() {
        assert!(PICTURES.len() >= 20, "{}", PICTURES.len());
        for name in names() {
            let line = line(name).unwrap_or_default();
            let is_plain = |sign: u8| sign.is_ascii_alphanumeric() || b" .,-".contains(&sign);
            assert!(line.starts_with('M') && line.len() < 260 && line.bytes().all(is_plain), "{name}: {line}");
        }
    }

    #[test]
    fn a_name_that_nobody_drew_has_no_line() {
        assert_eq!(line("skull"), None);
    }
}
