//! Seen: every text that a person reads, with what it is to them.
//!
//! In: the entries of a pack. Out: texts by language, each with its part in the screen and its place in the files.
//! Never the texts of the country's pack when a local one is reviewed.
//! Next: `wording.rs`, `glossary.rs`, `reading.rs`.

use lykta_core::format::source::{Card, Check, Contact, Easy, Item, Texts};

use crate::compile::Sources;
use crate::problem::Place;
use crate::review::is_own;

/// What a text is to the person who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The title of a card.
    Title,
    /// The first part of a card.
    Text,
    /// The first step of a card.
    First,
    /// A step in danger.
    Step,
    /// Limits and exceptions.
    Know,
    /// What to say on the phone.
    Say,
    /// The body of a letter.
    Write,
    /// An answer as a sentence in a letter.
    Told,
    /// What to do after a no.
    Refused,
    /// Who decides.
    Decides,
    /// The end of "Check with ...".
    CheckWith,
    /// The end of "May also apply: ...".
    HangsOn,
    /// Who answers a contact.
    Label,
    /// Words beside hours.
    HoursText,
    /// What a time limit counts.
    Limit,
    /// A question.
    Question,
    /// The line below a question or an option.
    Hint,
    /// Why a question is put.
    Why,
    /// A choice.
    Choice,
    /// A line of what the guide does not cover.
    NotCovered,
    /// What an official word means.
    Term,
    /// A name: of a source, an act, a region, the page.
    Name,
}

impl Part {
    /// The most signs that fit: a phone of 320 pixels shows about 32 signs a line, so 240 are eight lines.
    /// None for names, which are as long as they are, and for titles, which have a code of their own.
    #[must_use]
    pub fn most_signs(self) -> Option<usize> {
        match self {
            Self::Choice => Some(45),
            Self::Question | Self::CheckWith | Self::Label => Some(60),
            Self::HangsOn => Some(70),
            Self::HoursText => Some(80),
            Self::Step => Some(90),
            Self::Limit | Self::Told => Some(100),
            Self::Hint => Some(120),
            Self::Term => Some(160),
            Self::Why | Self::Decides => Some(140),
            Self::First => Some(150),
            Self::Say => Some(180),
            Self::Refused | Self::NotCovered => Some(200),
            Self::Text => Some(240),
            Self::Write => Some(420),
            Self::Know => Some(350),
            Self::Title | Self::Name => None,
        }
    }

    /// What an editor calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "first part",
            Self::First => "first step",
            Self::Step => "step",
            Self::Know => "good to know",
            Self::Say => "what to say",
            Self::Write => "letter",
            Self::Told => "sentence for a letter",
            Self::Refused => "what to do after a no",
            Self::Decides => "who decides",
            Self::CheckWith => "end of \"Check with ...\"",
            Self::HangsOn => "end of \"May also apply: ...\"",
            Self::Label => "label",
            Self::HoursText => "words on hours",
            Self::Limit => "words of the time limit",
            Self::Question => "question",
            Self::Hint => "hint",
            Self::Why => "reason",
            Self::Choice => "option",
            Self::NotCovered => "line",
            Self::Term => "meaning of the term",
            Self::Name => "name",
        }
    }

    /// Whether it is read as running text: sentences, not a heading, a label or a name.
    #[must_use]
    pub fn is_running(self) -> bool {
        match self {
            Self::Text
            | Self::First
            | Self::Step
            | Self::Know
            | Self::Say
            | Self::Write
            | Self::Told
            | Self::Refused
            | Self::Decides
            | Self::Question
            | Self::Hint
            | Self::Why
            | Self::NotCovered
            | Self::Term => true,
            Self::Title | Self::CheckWith | Self::HangsOn | Self::Label | Self::HoursText | Self::Limit | Self::Choice | Self::Name => {
                false
            }
        }
    }
}

/// A text that a person reads.
#[derive(Debug)]
pub struct Seen<'a> {
    /// What it is to them.
    pub part: Part,
    /// Its words.
    pub words: &'a Texts,
    /// Where it stands.
    pub place: Place,
    /// Where the id of its card or question stands; none for a text that is no part of one.
    pub entry: Option<Place>,
    /// Whether these are easy words.
    pub is_easy: bool,
}

/// All of them, in the order of the entries.
#[must_use]
pub fn all(sources: &Sources) -> Vec<Seen<'_>> {
    let entries = &sources.entries;
    let mut seen = Vec::new();
    let own = sources.own.as_ref().unwrap_or(&sources.manifest);
    push(&mut seen, Part::Name, own.entry.title.as_ref(), own.place.key("title"), None);
    push(&mut seen, Part::Name, own.entry.your_region.as_ref(), own.place.key("your_region"), None);
    for (index, words) in own.entry.not_covered.iter().enumerate() {
        push(&mut seen, Part::NotCovered, Some(words), own.place.key("not_covered").index(index), None);
    }
    for item in entries.items.iter().filter(|item| is_own(sources, &item.place)) {
        of_item(&mut seen, &item.entry, &item.place);
    }
    for card in entries.cards.iter().filter(|card| is_own(sources, &card.place)) {
        of_card(&mut seen, &card.entry, &card.place);
    }
    for change in entries.changes.iter().filter(|change| is_own(sources, &change.place)) {
        let entry = Some(change.place.key("card"));
        push(&mut seen, Part::Text, change.entry.text.as_ref(), change.place.key("text"), entry.clone());
        push(&mut seen, Part::First, change.entry.first.as_ref(), change.place.key("first"), entry.clone());
        of_contacts(&mut seen, &change.entry.contact, &change.place, entry.as_ref());
    }
    for check in entries.checks.iter().filter(|check| is_own(sources, &check.place)) {
        of_check(&mut seen, &check.entry, &check.place);
    }
    for easy in entries.easies.iter().filter(|easy| is_own(sources, &easy.place)) {
        let at = seen.len();
        let is_question = entries.items.iter().any(|item| item.entry.id == easy.entry.of);
        of_easy(&mut seen, &easy.entry, is_question, &easy.place);
        seen.iter_mut().skip(at).for_each(|text| text.is_easy = true);
    }
    for term in entries.terms.iter().filter(|term| is_own(sources, &term.place)) {
        push(&mut seen, Part::Term, Some(&term.entry.text), term.place.key("text"), None);
    }
    let names = entries.sources.iter().map(|source| (&source.entry.name, &source.place));
    let names = names.chain(entries.acts.iter().map(|act| (&act.entry.name, &act.place)));
    let names = names.chain(entries.regions.iter().map(|region| (&region.entry.name, &region.place)));
    for (name, place) in names.filter(|(_, place)| is_own(sources, place)) {
        push(&mut seen, Part::Name, Some(name), place.key("name"), None);
    }
    seen
}

fn push<'a>(seen: &mut Vec<Seen<'a>>, part: Part, words: Option<&'a Texts>, place: Place, entry: Option<Place>) {
    seen.extend(words.map(|words| Seen { part, words, place, entry, is_easy: false }));
}

fn of_item<'a>(seen: &mut Vec<Seen<'a>>, item: &'a Item, place: &Place) {
    let entry = Some(place.key("id"));
    push(seen, Part::Question, Some(&item.text), place.key("text"), entry.clone());
    push(seen, Part::Hint, item.hint.as_ref(), place.key("hint"), entry.clone());
    push(seen, Part::Why, item.why.as_ref(), place.key("why"), entry.clone());
    push(seen, Part::Told, item.told.as_ref(), place.key("told"), None);
    push(seen, Part::HangsOn, Some(&item.unknown), place.key("unknown"), entry.clone());
    for (index, option) in item.option.iter().enumerate() {
        let place = place.key("option").index(index);
        push(seen, Part::Choice, Some(&option.text), place.key("text"), entry.clone());
        push(seen, Part::Hint, option.hint.as_ref(), place.key("hint"), entry.clone());
        push(seen, Part::Told, option.told.as_ref(), place.key("told"), None);
    }
}

fn of_card<'a>(seen: &mut Vec<Seen<'a>>, card: &'a Card, place: &Place) {
    let entry = Some(place.key("id"));
    let single = [
        (Part::Title, Some(&card.title), "title"),
        (Part::Text, Some(&card.text), "text"),
        (Part::First, card.first.as_ref(), "first"),
        (Part::Know, card.know.as_ref(), "know"),
        (Part::Say, card.say.as_ref(), "say"),
        (Part::Refused, card.refused.as_ref(), "refused"),
        (Part::Decides, card.decides.as_ref(), "decides"),
        (Part::CheckWith, card.check_with.as_ref(), "check_with"),
    ];
    for (part, words, key) in single {
        push(seen, part, words, place.key(key), entry.clone());
    }
    // A letter is read by the one who decides, and is measured by itself.
    push(seen, Part::Write, card.write.as_ref(), place.key("write"), None);
    for (index, step) in card.step.iter().enumerate() {
        push(seen, Part::Step, Some(step), place.key("step").index(index), entry.clone());
    }
    for (item, words) in &card.hangs_on {
        push(seen, Part::HangsOn, Some(words), place.key("if").key(item), entry.clone());
    }
    for (index, deadline) in card.deadline.iter().enumerate() {
        push(seen, Part::Limit, Some(&deadline.text), place.key("deadline").index(index).key("text"), entry.clone());
    }
    of_contacts(seen, &card.contact, place, entry.as_ref());
}

fn of_easy<'a>(seen: &mut Vec<Seen<'a>>, easy: &'a Easy, is_question: bool, place: &Place) {
    let entry = Some(place.key("of"));
    let single = [
        (Part::Title, easy.title.as_ref(), "title"),
        (if is_question { Part::Question } else { Part::Text }, easy.text.as_ref(), "text"),
        (Part::First, easy.first.as_ref(), "first"),
        (Part::Know, easy.know.as_ref(), "know"),
        (Part::Say, easy.say.as_ref(), "say"),
        (Part::Refused, easy.refused.as_ref(), "refused"),
        (Part::Hint, easy.hint.as_ref(), "hint"),
        (Part::Why, easy.why.as_ref(), "why"),
        (Part::HangsOn, easy.unknown.as_ref(), "unknown"),
    ];
    for (part, words, key) in single {
        push(seen, part, words, place.key(key), entry.clone());
    }
    for (part, list, key) in [(Part::Step, &easy.step, "step"), (Part::Limit, &easy.deadline, "deadline")] {
        for (index, words) in list.iter().enumerate() {
            push(seen, part, Some(words), place.key(key).index(index), entry.clone());
        }
    }
    for (index, option) in easy.option.iter().enumerate() {
        let place = place.key("option").index(index);
        push(seen, Part::Choice, Some(&option.text), place.key("text"), entry.clone());
        push(seen, Part::Hint, option.hint.as_ref(), place.key("hint"), entry.clone());
    }
}

fn of_check<'a>(seen: &mut Vec<Seen<'a>>, check: &'a Check, place: &Place) {
    let entry = Some(place.key("id"));
    push(seen, Part::Title, Some(&check.title), place.key("title"), entry.clone());
    push(seen, Part::Text, Some(&check.intro), place.key("intro"), entry.clone());
    for (index, question) in check.question.iter().enumerate() {
        let place = place.key("question").index(index);
        push(seen, Part::Question, Some(&question.text), place.key("text"), entry.clone());
        push(seen, Part::Hint, question.hint.as_ref(), place.key("hint"), entry.clone());
        push(seen, Part::Hint, question.said.as_ref(), place.key("said"), entry.clone());
        for (index, option) in question.option.iter().enumerate() {
            let place = place.key("option").index(index);
            push(seen, Part::Choice, Some(&option.text), place.key("text"), entry.clone());
            push(seen, Part::Hint, option.hint.as_ref(), place.key("hint"), entry.clone());
            push(seen, Part::Hint, option.said.as_ref(), place.key("said"), entry.clone());
        }
    }
    for (index, note) in check.note.iter().enumerate() {
        push(seen, Part::Text, Some(&note.text), place.key("note").index(index).key("text"), entry.clone());
    }
    for (index, step) in check.step.iter().enumerate() {
        push(seen, Part::First, Some(&step.text), place.key("step").index(index).key("text"), entry.clone());
    }
}

fn of_contacts<'a>(seen: &mut Vec<Seen<'a>>, contacts: &'a [Contact], place: &Place, entry: Option<&Place>) {
    for (index, contact) in contacts.iter().enumerate() {
        let place = place.key("contact").index(index);
        push(seen, Part::Label, contact.label.as_ref(), place.key("label"), entry.cloned());
        push(seen, Part::HoursText, contact.hours_text.as_ref(), place.key("hours_text"), entry.cloned());
    }
}
