//! Letters: what a person can write to the one who decides on a right.
//!
//! In: the card of a right, the answers, the sentences that the person ticked, the words of a language. Out: the letter, part by part.
//! Never holds an answer that was not ticked, nor one about danger. Name and day are left to fill by hand: they are never asked for.
//! `decides` of a card is a sentence and no name, so a letter is addressed by the name of the region where that is the one who decides,
//! and else leaves the line to fill.
//! Next: the app's `components/letter.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{Answer, Answers, ItemId};
use crate::date::Date;
use crate::evaluate::{Evaluation, offered};
use crate::format::built::Words;
use crate::pack::{Card, Pack, Text};
use crate::session::NOW;
use crate::slot;

/// An answer that can stand in a letter as a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The item, by index.
    pub item: usize,
    /// Its option, by index; none of a place or a day.
    pub option: Option<usize>,
}

/// A part of a letter: a paragraph, or a line to go on by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// The beginning of a line that the person fills.
    Fill(String),
}

impl Part {
    /// Its words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Fill(words) => words,
        }
    }
}

/// The answers that can stand in a letter on this card, in the order of the questions: those that its rule or a time limit of it reads,
/// that were put and given, and that have a sentence.
#[must_use]
pub fn tellable(pack: &Pack, card: &Card, answers: &Answers, evaluation: &Evaluation, today: Date) -> Vec<Told> {
    let mut tellable = Vec::new();
    for (index, item) in pack.items.iter().enumerate() {
        if item.id.as_str() == NOW || !evaluation.asked.contains(&index) || !bears_on(card, &item.id) {
            continue;
        }
        match answers.get(&item.id) {
            Some(Answer::Options(chosen)) => {
                let mut options: Vec<usize> = offered(pack, answers, index, today);
                options.retain(|option| item.options.get(*option).is_some_and(|option| chosen.contains(&option.id)));
                let is_alone = |option: &usize| item.options.get(*option).is_some_and(|option| option.is_alone);
                if !options.iter().all(is_alone) {
                    options.retain(|option| !is_alone(option));
                }
                options.retain(|option| item.options.get(*option).is_some_and(|option| option.told.is_some()));
                tellable.extend(options.into_iter().map(|option| Told { item: index, option: Some(option) }));
            }
            Some(Answer::Place(_) | Answer::Date(_)) if item.told.is_some() => tellable.push(Told { item: index, option: None }),
            Some(Answer::Place(_) | Answer::Date(_) | Answer::Skipped | Answer::Years(_)) | None => {}
        }
    }
    tellable
}

/// Whether the rule of a card, or a time limit of it, reads an item.
fn bears_on(card: &Card, item: &ItemId) -> bool {
    let mut is_read = card.deadlines.iter().any(|limit| limit.anchor == *item);
    for condition in card.deadlines.iter().map(|limit| &limit.when).chain([&card.when]) {
        condition.each_clause(&mut |clause| is_read |= clause.item == *item);
    }
    is_read
}

/// An answer as the sentence that stands in the letter. `day` says a date in the words of the letter.
#[must_use]
pub fn sentence(pack: &Pack, answers: &Answers, told: Told, words: &Words, day: &dyn Fn(Date) -> String) -> String {
    let Some(item) = pack.items.get(told.item) else { return String::new() };
    let text = match told.option {
        Some(option) => item.options.get(option).and_then(|option| option.told),
        None => item.told,
    };
    let text = text.map_or("", |text| words.text(text));
    match answers.get(&item.id) {
        Some(Answer::Place(code)) => {
            let language = pack.languages.iter().position(|tag| *tag == words.language).unwrap_or(0);
            slot::filled(text, &[("place", pack.gazetteer.municipality(code).map_or("", |place| place.name(language)))])
        }
        Some(Answer::Date(date)) => slot::filled(text, &[("date", &day(*date))]),
        Some(Answer::Options(_) | Answer::Skipped | Answer::Years(_)) | None => String::from(text),
    }
}

/// The letter on a card, in these words. Of the sentences `ticked` those stand in it that are `tellable`, in that order.
#[must_use]
pub fn letter(
    pack: &Pack,
    card: &Card,
    (answers, tellable, today): (&Answers, &[Told], Date),
    ticked: &[Told],
    words: &Words,
    day: &dyn Fn(Date) -> String,
) -> Vec<Part> {
    // The one slot that may stand there is the region's.
    let to = card.decides.filter(|decides| words.text(*decides).contains('{')).and_then(|_| region(pack, answers, today));
    let ui = |key| String::from(words.ui(key));
    let mut parts = Vec::from([match to {
        Some(region) => Part::Text([words.ui("letter-to"), " ", words.text(region)].concat()),
        None => Part::Fill(ui("letter-to")),
    }]);
    parts.extend(card.write.map(|body| Part::Text(String::from(words.text(body)))));
    let mut sentences = String::new();
    for told in tellable.iter().filter(|told| ticked.contains(told)) {
        if !sentences.is_empty() {
            sentences.push(' ');
        }
        sentences.push_str(&sentence(pack, answers, *told, words, day));
    }
    if !sentences.is_empty() {
        parts.push(Part::Text(sentences));
    }
    // What answer is asked for stands in `write`: a child may ask that nothing is written home.
    parts.push(Part::Fill(ui("letter-name")));
    parts.push(Part::Fill(ui("letter-day")));
    parts
}

/// The letter as one text, to be copied: a blank line between parts.
#[must_use]
pub fn plain(letter: &[Part]) -> String {
    let words: Vec<&str> = letter.iter().map(Part::words).collect();
    words.join("\n\n")
}

/// The region to write to: that of the place where the person lives. None where the other lives elsewhere, as either may be the one.
fn region(pack: &Pack, answers: &Answers, today: Date) -> Option<Text> {
    let own = region_of(pack, answers, "place", today)?;
    let other = region_of(pack, answers, "their-place", today);
    if other.is_some_and(|other| other != own) { None } else { pack.region_name(own) }
}

fn region_of<'a>(pack: &'a Pack, answers: &Answers, place: &str, today: Date) -> Option<&'a str> {
    match answers.get(&ItemId::new(place)) {
        Some(Answer::Place(code)) => pack.regions_on(code, today).pop(),
        Some(Answer::Skipped | Answer::Options(_) | Answer::Years(_) | Answer::Date(_)) | None => None,
    }
}

/// The language of offices where the person is: that of the region chosen, else the first of the pack.
#[must_use]
pub fn local_language<'a>(pack: &'a Pack, answers: &Answers, today: Date) -> &'a str {
    let code = ["place", "their-place"].into_iter().find_map(|place| region_of(pack, answers, place, today));
    let region = pack.regions.iter().find(|region| Some(region.code.as_str()) == code && !region.language.is_empty());
    region.map(|region| &region.language).or(pack.languages.first()).map_or("", String::as_str)
}

#[cfg(test)]
mod tests;
