//! The lists of the report: numbers, who owns what, rights without a promise, personas, how hard the texts are to read.
//!
//! In: the pack. Out: sections.
//! Next: `due.rs` for what is due.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::answer::ItemId;
use lykta_core::format::source::{Persona, PersonaAnswer};
use lykta_core::pack::{Card, Text};
use lykta_core::vocabulary;

use crate::locale::takes_lix;
use crate::markup::{Element, anchor, element};
use crate::overview::speak;
use crate::review::measure::measure;

use super::book::{Book, GROUPS, Group, item_id, shown_file};
use super::cards::last_day;
use super::labels::Label;
use super::{cell, head, persona_id, row, table};

/// How much of what there is.
#[must_use]
pub fn numbers(book: &Book<'_>) -> Element {
    let line = |label: &str, count: usize| row(label, [element("span", "").text(&count.to_string())]);
    let groups = GROUPS.iter().map(|group| line(book.label(group.label()), book.cards(*group).len()));
    element("dl", "report__facts")
        .with(line(book.label(Label::Questions), book.pack().items.len()))
        .with(line(book.label(Label::Cards), book.pack().cards.len()))
        .with_each(groups)
        .with(line(book.label(Label::Facts), book.compiled.facts.len()))
        .with(line(book.label(Label::Context), book.compiled.context.len()))
        .with(line(book.label(Label::Personas), book.compiled.personas.len()))
        .with(line(book.label(Label::TextsCount), book.words.texts.len()))
}

/// Which body decides on which cards, and who keeps which files.
#[must_use]
pub fn owners(book: &Book<'_>) -> Vec<Element> {
    let title = |label| element("h3", "report__name").text(book.label(label));
    vec![title(Label::OwnersBodies), bodies(book), title(Label::OwnersFiles), keepers(book)]
}

fn bodies(book: &Book<'_>) -> Element {
    let mut bodies: Vec<(String, Vec<&Card>)> = Vec::new();
    let unsaid = book.label(Label::BodyUnsaid).to_owned();
    for card in GROUPS.iter().flat_map(|group| book.cards(*group)) {
        let region = book.words.ui("your-region");
        let body = card.decides.map_or_else(|| unsaid.clone(), |text| speak::fill(book.text(text), &[("region", region)]));
        match bodies.iter_mut().find(|(own, _)| *own == body) {
            Some((_, cards)) => cards.push(card),
            None => bodies.push((body, vec![card])),
        }
    }
    // What is said stands first; what is not, at the end.
    bodies.sort_by_key(|(body, _)| *body == unsaid);
    let rows = bodies.into_iter().map(|(body, cards)| {
        let cards = element("ul", "report__plain").with_each(cards.into_iter().map(|card| element("li", "").with(book.link_card(card))));
        element("tr", "").with(cell("th").attribute("scope", "row").text(&body)).with(cell("td").with(cards))
    });
    table(head(&[book.words.ui("fact-decides"), book.label(Label::Cards)]), rows.collect())
}

fn keepers(book: &Book<'_>) -> Element {
    let entries = &book.sources.entries;
    let places = entries.items.iter().map(|entry| &entry.place).chain(entries.cards.iter().map(|entry| &entry.place));
    let places = places.chain(entries.personas.iter().map(|entry| &entry.place)).chain(entries.changes.iter().map(|entry| &entry.place));
    let places = places.chain(entries.acts.iter().map(|entry| &entry.place)).chain(entries.sources.iter().map(|entry| &entry.place));
    let places = places.chain(entries.contexts.iter().map(|entry| &entry.place)).chain(entries.regions.iter().map(|entry| &entry.place));
    let mut keepers: BTreeMap<(bool, &str), BTreeSet<String>> = BTreeMap::new();
    for place in places {
        let owner = book.owner(place);
        keepers.entry((owner.is_none(), owner.unwrap_or(book.label(Label::NoOwner)))).or_default().insert(shown_file(
            book.folder,
            book.sources,
            place,
        ));
    }
    let rows = keepers.into_iter().map(|((_, owner), files)| {
        let files = files.iter().map(|file| element("li", "").with(element("code", "").text(file)));
        element("tr", "")
            .with(cell("th").attribute("scope", "row").text(owner))
            .with(cell("td").with(element("ul", "report__plain").with_each(files)))
    });
    table(head(&[book.label(Label::Owner), book.label(Label::Files)]), rows.collect())
}

/// The rights that no promise names in `always`.
#[must_use]
pub fn unpromised(book: &Book<'_>) -> Vec<Element> {
    let promised: BTreeSet<usize> =
        book.compiled.promises.iter().flat_map(|promise| promise.always.iter().map(|(card, _)| *card)).collect();
    let is_promised = |card: &Card| promised.iter().filter_map(|index| book.pack().cards.get(*index)).any(|own| own.id == card.id);
    let rights: Vec<&Card> = book.cards(Group::Rights).into_iter().filter(|card| !is_promised(card)).collect();
    if rights.is_empty() {
        return vec![element("p", "").text(book.label(Label::UnpromisedNone))];
    }
    let links = rights.into_iter().map(|card| element("li", "").with(book.link_card(card)));
    vec![element("p", "").text(book.label(Label::UnpromisedLead)), element("ul", "report__plain").with_each(links)]
}

/// The personas, with what they answer and expect.
#[must_use]
pub fn personas(book: &Book<'_>) -> Vec<Element> {
    book.compiled.personas.iter().map(|persona| one_persona(book, &persona.entry, &book.stands(&persona.place))).collect()
}

fn one_persona(book: &Book<'_>, persona: &Persona, stands: &str) -> Element {
    let skipped = persona.skipped.iter().map(|item| (item.as_str(), book.label(Label::Skipped).to_owned()));
    let mut answers: Vec<(&str, String)> =
        persona.answers.iter().map(|(item, answer)| (item.as_str(), answered(book, item, answer))).chain(skipped).collect();
    let order = |id: &str| book.pack().items.iter().position(|item| item.id.as_str() == id).unwrap_or(usize::MAX);
    answers.sort_by_key(|(item, _)| order(item));
    let answers = answers.into_iter().map(|(item, words)| {
        let question = book.speaker.question(&ItemId::new(item));
        element("span", "").text(&question).text(" ").with(element("b", "").text(&words))
    });
    let cards = |ids: Vec<&String>| -> Vec<Element> {
        let found = ids.into_iter().filter_map(|id| book.pack().cards.iter().find(|card| card.id.as_str() == id));
        found.map(|card| book.link_card(card)).collect()
    };
    let some = |label, values: Vec<Element>| (!values.is_empty()).then(|| row(book.label(label), values));
    let mut shown: Vec<&String> = persona.starts_with.iter().collect();
    shown.extend(persona.shows.iter().filter(|id| !persona.starts_with.contains(id)));
    // A card may stand among the first and still only may apply.
    shown.retain(|id| !persona.may_show.contains(id));
    let days = persona.last_day.iter().filter_map(|(id, day)| {
        let card = book.pack().cards.iter().find(|card| card.id.as_str() == id)?;
        Some(element("span", "").with(book.link_card(card)).text(&format!(": {}", last_day(book, day))))
    });
    element("article", "report__entry")
        .attribute("id", &persona_id(&persona.id))
        .with(element("h3", "report__name").with(element("code", "report__id").text(&persona.id)))
        .with(element("p", "").attribute("lang", "en").text(&persona.about))
        .with(
            element("dl", "report__facts")
                .with(row(book.label(Label::Asked), [element("span", "").text(&persona.today)]))
                .with_each(some(Label::Answers, answers.collect()))
                .with_each(some(Label::ShowsCards, cards(shown)))
                .with_each(some(Label::MayShowCards, cards(persona.may_show.iter().collect())))
                .with_each(some(Label::HidesCards, cards(persona.hides.iter().collect())))
                .with_each(some(Label::Limits, days.collect()))
                .with(row(book.label(Label::Stands), [element("code", "").text(stands)])),
        )
}

/// What a persona answers, in words.
fn answered(book: &Book<'_>, item: &str, answer: &PersonaAnswer) -> String {
    match answer {
        PersonaAnswer::One(word) => answer_words(book, item, word),
        PersonaAnswer::Several(words) => words.iter().map(|word| answer_words(book, item, word)).collect::<Vec<_>>().join(", "),
    }
}

/// An answer in words: an option, an age that all packs share, a municipality, or as written.
fn answer_words(book: &Book<'_>, item: &str, word: &str) -> String {
    let shared = vocabulary::years(item, word);
    let item = book.pack().item(&ItemId::new(item)).map(|(_, item)| item);
    let option = item.and_then(|item| item.options.iter().find(|option| option.id.as_str() == word));
    match (option, shared) {
        (Some(option), _) => book.text(option.text).to_owned(),
        (None, Some(years)) => book.speaker.age(years),
        (None, None) => book.speaker.place(word),
    }
}

/// A text with where it stands: the address in the page, the id of the entry, and what of it.
type Spoken<'a> = (String, &'a str, String, Text);

/// All texts that a person reads in sentences.
fn texts<'a>(book: &Book<'a>) -> Vec<Spoken<'a>> {
    let mut texts: Vec<Spoken<'a>> = Vec::new();
    for item in &book.pack().items {
        let fields = [(Label::FieldText, Some(item.text)), (Label::FieldHint, item.hint), (Label::FieldWhy, item.why)];
        for (label, text) in fields {
            texts.extend(text.map(|text| (item_id(item), item.id.as_str(), book.label(label).to_owned(), text)));
        }
        for option in &item.options {
            texts.push((item_id(item), item.id.as_str(), option.id.as_str().to_owned(), option.text));
            texts.extend(option.hint.map(|hint| (item_id(item), item.id.as_str(), option.id.as_str().to_owned(), hint)));
        }
    }
    for card in &book.pack().cards {
        let ui = |key: &'static str| book.words.ui(key).to_owned();
        let fields = [
            (book.label(Label::FieldTitle).to_owned(), Some(card.title)),
            (book.label(Label::FieldText).to_owned(), Some(card.text)),
            (ui("card-first"), card.first),
            (ui("card-say"), card.say),
            (ui("card-know"), card.know),
            (ui("card-refused"), card.refused),
            (ui("fact-decides"), card.decides),
        ];
        let fields = fields.into_iter().filter_map(|(label, text)| text.map(|text| (label, text)));
        let steps = card.steps.iter().map(|step| (ui("card-steps"), *step));
        texts.extend(fields.chain(steps).map(|(label, text)| (card.id.as_str().to_owned(), card.id.as_str(), label, text)));
    }
    texts
}

/// How hard each text is to read, the hardest first.
#[must_use]
pub fn reading(book: &Book<'_>) -> Vec<Element> {
    let is_lix = takes_lix(&book.words.language);
    let counted = texts(book).into_iter().map(|spoken| (measure(book.text(spoken.3)), spoken));
    let mut rows: Vec<_> = counted.filter(|(count, _)| count.words > 0).collect();
    // The order of the pack stands where two are as hard as each other.
    rows.sort_by_key(|(count, _)| std::cmp::Reverse(if is_lix { count.lix() } else { count.tenths_of_words() }));
    let number = |number: usize| cell("td").attribute("class", "report__number").text(&number.to_string());
    let tenths = |tenths: usize| cell("td").attribute("class", "report__number").text(&format!("{}.{}", tenths / 10, tenths % 10));
    let lines = rows.into_iter().map(|(count, (place, id, field, _))| {
        element("tr", "")
            .with_each(is_lix.then(|| number(count.lix())))
            .with(tenths(count.tenths_of_words()))
            .with(number(count.words))
            .with(number(count.sentences))
            .with(cell("td").with(anchor("report__link", &place).text(id)).text(" ").text(&field))
    });
    let lix = is_lix.then_some("LIX");
    let heads: Vec<&str> =
        lix.into_iter().chain([Label::PerSentence, Label::Words, Label::Sentences, Label::Text].map(|label| book.label(label))).collect();
    let lead = book.label(if is_lix { Label::ReadingLix } else { Label::ReadingWords });
    vec![element("p", "").text(lead), table(head(&heads), lines.collect())]
}
