//! The register of facts: what a pack must tell, and whether each row is told with its figures in every language.
//!
//! In: the `[[fact]]` entries of a pack, its cards and contexts. Out: problems; for each fact the cards that carry it.
//! A pack without a register is checked for nothing here. The rows are those of the pack that holds them: a local pack that adds none
//! answers for none, but may name no other.
//! Never judges whether a fact is true: that is for the jurist, whom the table of the report serves.
//! Next: `figure.rs` for what a figure is, `found.rs` for where it stands, `report_page/facts.rs` for the table.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::format::source::{Card, Context, Fact};
use serde_json::{Value, json};

use crate::compile::Sources;
use crate::locale;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;
use crate::review::is_own;

pub mod figure;
pub mod found;
pub mod words;

use figure::Figure;
use found::Face;

/// A card with more facts than this says why.
pub const MOST: usize = 4;

/// A fact, and what tells it.
#[derive(Debug)]
pub struct Told<'a> {
    /// The row.
    pub fact: &'a Located<Fact>,
    /// The cards that carry it, in the order of the files.
    pub cards: Vec<&'a Located<Card>>,
    /// The reason why no card does.
    pub context: Option<&'a Context>,
}

impl Told<'_> {
    /// Whether neither a card nor a context names it.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.cards.is_empty() && self.context.is_none()
    }
}

/// All rows of the register, in the order of the files.
#[must_use]
pub fn told(sources: &Sources) -> Vec<Told<'_>> {
    let entries = &sources.entries;
    let row = |fact: &'_ Located<Fact>| {
        let id = &fact.entry.id;
        let cards = entries.cards.iter().filter(|card| card.entry.facts.contains(id)).collect();
        let context = entries.contexts.iter().map(|context| &context.entry).find(|context| context.facts.contains(id));
        (cards, context)
    };
    let told = |fact| {
        let (cards, context) = row(fact);
        Told { fact, cards, context }
    };
    entries.facts.iter().map(told).collect()
}

/// The register in numbers; all empty for a pack without one.
#[derive(Debug, Default)]
pub struct Count {
    /// All rows, by id.
    pub rows: Vec<String>,
    /// How many cards carry.
    pub carried: usize,
    /// How many are context.
    pub context: usize,
    /// Those that are neither, by id.
    pub missing: Vec<String>,
}

impl Count {
    /// Counts the register of a pack.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let told = told(sources);
        let ids = |rows: &[&Told<'_>]| rows.iter().map(|row| row.fact.entry.id.clone()).collect();
        Self {
            rows: ids(&told.iter().collect::<Vec<_>>()),
            carried: told.iter().filter(|row| !row.cards.is_empty()).count(),
            context: told.iter().filter(|row| row.context.is_some()).count(),
            missing: ids(&told.iter().filter(|row| row.is_missing()).collect::<Vec<_>>()),
        }
    }

    /// For other programs: how many rows there are, how many are carried and context, and which are neither.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "rows": self.rows.len(), "carried": self.carried, "context": self.context, "missing": self.missing })
    }
}

/// What holds on any day: ids that stand once, ids that are known, figures that can be read.
pub fn always(sources: &Sources, problems: &mut Problems) {
    once(sources, problems);
    known(sources, problems);
    for fact in sources.entries.facts.iter().filter(|fact| is_own(sources, &fact.place)) {
        shapes(sources, fact, problems);
    }
}

/// What `check` tells besides, of a pack as a whole: rows that nobody carries, figures that are missing, cards that carry too much.
pub fn check(sources: &Sources, problems: &mut Problems) {
    if sources.entries.facts.is_empty() {
        return;
    }
    for row in told(sources).iter().filter(|row| is_own(sources, &row.fact.place)) {
        if row.is_missing() {
            problems.add(
                Code::FactNowhere,
                &row.fact.place.key("id"),
                format!("no card carries the fact `{}`, and it is not listed as context", row.fact.entry.id),
                "add its id to `facts` of the card that tells it, or list it in a `[[context]]` with the reason",
            );
        }
        figures(sources, row, problems);
    }
    for card in sources.entries.cards.iter().filter(|card| is_own(sources, &card.place)) {
        many(sources, card, problems);
    }
}

fn once(sources: &Sources, problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for fact in &sources.entries.facts {
        let id = fact.entry.id.as_str();
        match seen.get(id) {
            Some(first) => problems.add_pair(
                Code::SameId,
                &fact.place.key("id"),
                format!("the fact `{id}` stands twice"),
                &first.key("id"),
                "first here",
                "give one of them another id, or take it out",
            ),
            None => {
                seen.insert(id, &fact.place);
            }
        }
    }
}

/// Ids that cards and contexts use, and the register does not have.
fn known(sources: &Sources, problems: &mut Problems) {
    let entries = &sources.entries;
    if entries.facts.is_empty() {
        return;
    }
    let known: BTreeSet<&str> = entries.facts.iter().map(|fact| fact.entry.id.as_str()).collect();
    let cards = entries.cards.iter().map(|card| (&card.entry.facts, &card.place));
    let contexts = entries.contexts.iter().map(|context| (&context.entry.facts, &context.place));
    for (facts, place) in cards.chain(contexts) {
        for (index, id) in facts.iter().enumerate() {
            if !known.contains(id.as_str()) && !entries.unread.contains(id) {
                let place = place.key("facts").index(index);
                problems.add(Code::FactUnknown, &place, format!("there is no fact `{id}`"), meant(id, known.iter().copied()));
            }
        }
    }
}

fn shapes(sources: &Sources, fact: &Located<Fact>, problems: &mut Problems) {
    let Located { place, entry } = fact;
    for (index, text) in entry.figures.iter().enumerate() {
        if Figure::parse(text).is_none() {
            problems.add(Code::FigureShape, &place.key("figures").index(index), format!("`{text}` is not a figure"), figure::HELP);
        }
    }
    for (index, only) in entry.only_in.iter().enumerate() {
        let place = place.key("only_in").index(index);
        if !entry.figures.contains(&only.figure) {
            problems.add(
                Code::FigureShape,
                &place.key("figure"),
                format!("`{}` is not among the figures of `{}`", only.figure, entry.id),
                meant(&only.figure, entry.figures.iter().map(String::as_str).collect::<Vec<_>>()),
            );
        }
        let languages = &sources.manifest.entry.languages;
        for (index, language) in only.languages.iter().enumerate().filter(|(_, language)| !languages.contains(language)) {
            problems.add(
                Code::ForeignLanguage,
                &place.key("languages").index(index),
                format!("the pack has no language `{language}`"),
                meant(language, languages.iter().map(String::as_str).collect::<Vec<_>>()),
            );
        }
    }
}

/// Figures of a carried fact that stand on none of its cards, in some language.
fn figures(sources: &Sources, row: &Told<'_>, problems: &mut Problems) {
    let Some(first) = row.cards.first() else { return };
    let Located { place, entry } = row.fact;
    let languages = &sources.manifest.entry.languages;
    let faces: Vec<(&str, Vec<Face<'_>>)> = languages
        .iter()
        .filter(|language| !locale::is_draft(language))
        .map(|language| (language.as_str(), row.cards.iter().map(|card| Face::new(&card.entry, language)).collect()))
        .collect();
    for (index, text) in entry.figures.iter().enumerate() {
        let Some(figure) = Figure::parse(text) else { continue };
        let only = entry.only_in.iter().find(|only| only.figure == *text);
        let is_told = |language: &str| only.is_none_or(|only| only.languages.iter().any(|own| own == language));
        let lacks = |(language, faces): &(&str, Vec<Face<'_>>)| {
            is_told(language) && !faces.iter().any(|face| face.holds(&figure, &sources.entries.acts, words::of(language)))
        };
        let lacking: Vec<&str> = faces.iter().filter(|language| lacks(language)).map(|(language, _)| *language).collect();
        if lacking.is_empty() {
            continue;
        }
        let cards: Vec<String> = row.cards.iter().map(|card| format!("`{}`", card.entry.id)).collect();
        problems.add_pair(
            Code::FactFigure,
            &place.key("figures").index(index),
            format!(
                "the figure `{text}` of the fact `{}` does not stand in {} on {}",
                entry.id,
                quoted(&lacking, "and"),
                cards.join(" or ")
            ),
            &first.place.key("facts"),
            "a card that carries it",
            mend(&figure, &lacking),
        );
    }
}

/// The smallest mend of a figure that is missing.
fn mend(figure: &Figure, lacking: &[&str]) -> String {
    let unknown: Vec<&str> = lacking.iter().copied().filter(|language| words::of(language).is_none()).collect();
    match figure {
        Figure::Count(..) if !unknown.is_empty() => {
            format!("this tool knows no words for numbers and units in {}: ask its makers to add them", quoted(&unknown, "and"))
        }
        Figure::Law(..) => "add a `[[card.law]]` with that act and section to one of the cards".to_owned(),
        Figure::Dial(_) | Figure::Host(_) => "add a `[[card.contact]]` with it to one of the cards, or write it in a text".to_owned(),
        Figure::Hours(_) | Figure::Always => "write it as `hours` of a contact of one of the cards".to_owned(),
        Figure::Count(..) => {
            "say it in a text of one of the cards in each language, as number and unit; or name its languages in `only_in` of the fact"
                .to_owned()
        }
    }
}

fn quoted(words: &[&str], last: &str) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(&format!(" {last} "))
}

/// A card that carries many facts says why, in a comment above or beside its `facts`.
fn many(sources: &Sources, card: &Located<Card>, problems: &mut Problems) {
    if card.entry.facts.len() <= MOST {
        return;
    }
    let place = card.place.key("facts");
    let Some(document) = sources.documents.get(place.document) else { return };
    // The span is that of the key, or of the list.
    let span = document.span(&place.pointer);
    let (above, below) = document.text.split_at_checked(span.start).unwrap_or_default();
    let line = above.rfind('\n').unwrap_or(0);
    let before = above.get(..line).unwrap_or("").lines().next_back().unwrap_or("");
    let beside = below.split_once(']').map_or("", |(_, rest)| rest.lines().next().unwrap_or(""));
    if before.trim_start().starts_with('#') || beside.trim_start().starts_with('#') {
        return;
    }
    problems.add(
        Code::FactsMany,
        &place,
        format!("`{}` carries {} facts, and nothing says why they stand together", card.entry.id, card.entry.facts.len()),
        format!("share them among cards, at most {MOST} on each; or say why in a comment, `# ...`, on the line above `facts`"),
    );
}
