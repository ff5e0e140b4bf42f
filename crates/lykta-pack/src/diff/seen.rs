//! What stands on the screens: every text, law and contact of a pack, by where it stands.
//!
//! In: a compiled pack. Out: for each card and question what a person reads of it, in each language, each under a name.
//! Never holds what nobody sees: ids of facts, ranks, names of files.
//! Next: `mod.rs`, which compares two of these.

use std::collections::BTreeMap;

use lykta_core::format::built::Words;
use lykta_core::pack::{Card, Channel, Contact, Item, Text};

use crate::compile::Compiled;
use crate::compile::hours;

/// Which list a change stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Words.
    Texts,
    /// Law and time limits.
    Laws,
    /// Contacts and meetings.
    Contacts,
    /// When it was checked, and how sure it is.
    Checks,
    /// The pack itself: numbers and lists on every screen.
    Pack,
}

impl Part {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Texts, Self::Laws, Self::Contacts, Self::Checks, Self::Pack];

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::Laws => "laws",
            Self::Contacts => "contacts",
            Self::Checks => "checks",
            Self::Pack => "pack",
        }
    }
}

/// Where something stands: the list, whose it is, and what it is.
pub type Name = (Part, String, String);

/// All that people see, by where it stands.
#[must_use]
pub fn seen(compiled: &Compiled) -> BTreeMap<Name, String> {
    let mut seen = Seen { all: BTreeMap::new(), words: &compiled.words };
    let pack = &compiled.pack;
    for item in &pack.items {
        seen.item(item);
    }
    for card in &pack.cards {
        seen.card(card);
    }
    let mut put = |what: &str, value: String| seen.put(Part::Pack, "pack.toml", what, value);
    put("emergency", pack.emergency.clone());
    put("other_emergency", pack.other_emergency.join(", "));
    put("languages", pack.languages.join(", "));
    put("report", pack.report_url.clone());
    let help_now = pack.help_now.iter().filter_map(|card| pack.cards.get(*card)).map(|card| card.id.as_str());
    put("help_now", help_now.collect::<Vec<_>>().join(", "));
    for (index, text) in pack.not_covered.iter().enumerate() {
        seen.text(Part::Pack, "pack.toml", &format!("not_covered {}", index + 1), Some(*text));
    }
    for region in &pack.regions {
        seen.text(Part::Pack, "regions", &region.code, Some(region.name));
        let end = region.until.map_or_else(String::new, |until| format!("{until}, then {}", region.becomes));
        seen.put(Part::Pack, "regions", &format!("{} until", region.code), end);
        seen.put(Part::Pack, "regions", &format!("{} language", region.code), region.language.clone());
    }
    for place in pack.gazetteer.municipalities() {
        seen.put(Part::Pack, "municipalities", &place.code, format!("{} ({})", place.names.join(", "), place.region));
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (meeting, line) in pack.meetings.all.iter().zip(pack.meetings.text.lines()) {
        let Some(card) = pack.cards.get(meeting.card) else { continue };
        let number = numbers.entry(card.id.as_str()).or_default();
        *number += 1;
        // The line without its card, which may have moved.
        let said = line.split_once('\t').map_or("", |(_, rest)| rest).replace('\t', " ");
        seen.put(Part::Contacts, card.id.as_str(), &format!("meeting {number}"), said);
    }
    seen.all
}

struct Seen<'a> {
    all: BTreeMap<Name, String>,
    words: &'a [Words],
}

impl Seen<'_> {
    fn put(&mut self, part: Part, whose: &str, what: &str, value: String) {
        if !value.is_empty() {
            self.all.insert((part, whose.to_owned(), what.to_owned()), value);
        }
    }

    fn text(&mut self, part: Part, whose: &str, what: &str, text: Option<Text>) {
        let Some(text) = text else { return };
        let words: Vec<(String, String)> = self.words.iter().map(|words| (words.language.clone(), words.text(text).to_owned())).collect();
        for (language, words) in words {
            self.put(part, whose, &format!("{what} {language}"), words);
        }
    }

    fn item(&mut self, item: &Item) {
        let id = item.id.as_str();
        for (what, text) in [("text", Some(item.text)), ("hint", item.hint), ("why", item.why), ("unknown", Some(item.unknown))] {
            self.text(Part::Texts, id, what, text);
        }
        for option in &item.options {
            self.text(Part::Texts, id, &format!("option {}", option.id.as_str()), Some(option.text));
            self.text(Part::Texts, id, &format!("option {} hint", option.id.as_str()), option.hint);
        }
    }

    fn card(&mut self, card: &Card) {
        let id = card.id.as_str();
        let texts = [
            ("title", Some(card.title)),
            ("text", Some(card.text)),
            ("first", card.first),
            ("know", card.know),
            ("say", card.say),
            ("write", card.write),
            ("refused", card.refused),
            ("decides", card.decides),
            ("check_with", card.check_with),
        ];
        for (what, text) in texts {
            self.text(Part::Texts, id, what, text);
        }
        for (index, step) in card.steps.iter().enumerate() {
            self.text(Part::Texts, id, &format!("step {}", index + 1), Some(*step));
        }
        for (item, text) in &card.hangs_on {
            self.text(Part::Texts, id, &format!("if {}", item.as_str()), Some(*text));
        }
        self.put(Part::Texts, id, "flags", card.flags.iter().map(|flag| format!("{flag:?}")).collect::<Vec<_>>().join(", "));
        self.put(Part::Texts, id, "kind", card.kind.word().to_owned());
        for (index, law) in card.laws.iter().enumerate() {
            let what = format!("law {}", index + 1);
            self.text(Part::Laws, id, &what, Some(law.citation));
            self.text(Part::Laws, id, &format!("{what} address"), law.url);
            let days = [("from", law.valid_from), ("to", law.valid_to)];
            for (word, day) in days {
                self.put(Part::Laws, id, &format!("{what} {word}"), day.map_or_else(String::new, |day| day.to_string()));
            }
        }
        for (index, deadline) in card.deadlines.iter().enumerate() {
            let what = format!("time limit {}", index + 1);
            self.text(Part::Laws, id, &what, Some(deadline.text));
            self.text(Part::Laws, id, &format!("{what} law"), Some(deadline.law));
            let (count, unit) = deadline.period.parts();
            self.put(Part::Laws, id, &format!("{what} period"), format!("{count} {unit:?} from {}", deadline.anchor.as_str()));
            self.put(Part::Laws, id, &format!("{what} moves"), if deadline.moves { "moves".to_owned() } else { String::new() });
        }
        for (index, contact) in card.contacts.iter().enumerate() {
            self.contact(id, &format!("contact {}", index + 1), contact);
        }
        for (index, (name, url)) in card.sources.iter().enumerate() {
            self.text(Part::Checks, id, &format!("source {}", index + 1), Some(*name));
            self.put(Part::Checks, id, &format!("source {} address", index + 1), url.clone());
        }
        self.put(Part::Checks, id, "checked_on", card.checked_on.to_string());
        self.put(Part::Checks, id, "confidence", format!("{:?}", card.confidence).to_lowercase());
    }

    fn contact(&mut self, id: &str, what: &str, contact: &Contact) {
        let channel = match &contact.channel {
            Channel::Phone(dialled, shown) => format!("call {shown} ({dialled})"),
            Channel::Sms(dialled, shown) => format!("write to {shown} ({dialled})"),
            Channel::Web(url) => url.clone(),
        };
        self.put(Part::Contacts, id, what, channel);
        self.text(Part::Contacts, id, &format!("{what} label"), contact.label);
        self.text(Part::Contacts, id, &format!("{what} hours in words"), contact.hours_text);
        let hours = contact.schedule.as_ref().map_or_else(String::new, |schedule| hours::words(schedule, "en"));
        self.put(Part::Contacts, id, &format!("{what} hours"), hours);
        self.put(Part::Contacts, id, &format!("{what} languages"), contact.languages.join(", "));
        self.put(Part::Contacts, id, &format!("{what} places"), contact.places.join(", "));
        self.put(Part::Contacts, id, &format!("{what} regions"), contact.regions.join(", "));
    }
}
