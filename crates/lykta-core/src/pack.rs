//! A pack: one body of content for a jurisdiction, checked and resolved.
//!
//! In: what `format` read. Out: items, cards and places as the rest of the core uses them.
//! Never holds words: a text is an index into the `Words` of a language, so that a change of language changes no answer.
//! Standard: item words from HL7 FHIR, contact words from Open Referral HSDS.
//! Next: `format/built.rs` for where it comes from, `evaluate.rs` for what it means for a person.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{CardId, ItemId, OptionId, Years};
use crate::calendar::Calendar;
use crate::condition::Condition;
use crate::date::Date;
use crate::deadline::Period;
use crate::meeting::Meetings;
use crate::place::{Gazetteer, is_within};
use crate::schedule::Schedule;

pub mod check;

/// A text, as its index in the words of every language of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub u32);

/// One body of content for a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Id, e.g. `fi`.
    pub id: String,
    /// Edition of the content.
    pub version: String,
    /// Languages, BCP 47; the first is fallen back to.
    pub languages: Vec<String>,
    /// Time zone of schedules, IANA name.
    pub timezone: String,
    /// The emergency number, as dialled.
    pub emergency: String,
    /// Other numbers for emergencies, as dialled.
    pub other_emergency: Vec<String>,
    /// Months after its check when a card is stale.
    pub stale_after_months: u16,
    /// Lines of attribution.
    pub attribution: Vec<String>,
    /// Page on which a person can tell of a wrong number or text, https; empty if there is none.
    pub report_url: String,
    /// The questionnaire, in the author's order; an item's conditions read only items before it.
    pub items: Vec<Item>,
    /// All cards, in the order of the files.
    pub cards: Vec<Card>,
    /// Checks on one's own situation, in the order of the files.
    pub checks: Vec<check::Check>,
    /// Bodies that organize care.
    pub regions: Vec<Region>,
    /// Indexes of the cards on the "show help now" screen.
    pub help_now: Vec<usize>,
    /// What the guide does not cover.
    pub not_covered: Vec<Text>,
    /// Holidays of the country.
    pub calendar: Calendar,
    /// Places; empty until they have arrived.
    pub gazetteer: Gazetteer,
    /// Whether there are meetings of groups, in a file that comes last.
    pub has_meetings: bool,
    /// Those meetings; empty until they have arrived.
    pub meetings: Meetings,
}

impl Pack {
    /// The item with an id, and its index.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| item.id == *id)
    }

    /// The card for who cannot hear, speak or be understood on the phone: what is good to know among `help_now`. Its index, and the card.
    #[must_use]
    pub fn without_calling(&self) -> Option<(usize, &Card)> {
        let mut cards = self.help_now.iter().filter_map(|index| Some((*index, self.cards.get(*index)?)));
        cards.find(|(_, card)| card.need == Need::Background)
    }

    /// The name of a region.
    #[must_use]
    pub fn region_name(&self, code: &str) -> Option<Text> {
        self.regions.iter().find(|region| region.code == code).map(|region| region.name)
    }

    /// The regions that a municipality lies in on a day: the one of the table, then those that came in its place; the last is in charge.
    #[must_use]
    pub fn regions_on(&self, municipality: &str, today: Date) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut next = self.gazetteer.region_of(municipality);
        // A row of regions that leads back to itself, which `check` refuses, ends here.
        while let Some(code) = next.filter(|code| !found.contains(code)) {
            found.push(code);
            let region = self.regions.iter().find(|region| region.code == code);
            next = region.filter(|region| region.until.is_some_and(|until| until < today)).map(|region| region.becomes.as_str());
        }
        found
    }
}

/// A body that organizes care: a wellbeing services county, a region, a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code, as municipalities name it.
    pub code: String,
    /// Full name.
    pub name: Text,
    /// Its last day, where one is known.
    pub until: Option<Date>,
    /// Code of the region that comes in its place on the day after; empty where there is none.
    pub becomes: String,
    /// Language that offices use there, BCP 47; empty where it is the first of the pack.
    pub language: String,
}

/// A question. FHIR: `Questionnaire.item`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Id.
    pub id: ItemId,
    /// How it is answered.
    pub kind: ItemKind,
    /// The question.
    pub text: Text,
    /// One line below it.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// The answer as a sentence in a letter, with `{place}` or `{date}`.
    pub told: Option<Text>,
    /// The end of "May also apply: ...".
    pub unknown: Text,
    /// When it is put.
    pub enable_when: Condition,
    /// Whether it is put at all. One that is not can be answered all the same, where a program asks on a person's behalf.
    pub is_asked: bool,
    /// Choices; empty for a place or a date.
    pub options: Vec<AnswerOption>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A municipality.
    Place,
    /// A day, not after today.
    Date,
}

/// A choice. FHIR: `answerOption`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerOption {
    /// Id.
    pub id: OptionId,
    /// The choice in words.
    pub text: Text,
    /// One line below it.
    pub hint: Option<Text>,
    /// The choice as a sentence in a letter.
    pub told: Option<Text>,
    /// When it is offered.
    pub offer_when: Condition,
    /// Years of age that it means.
    pub years: Option<Years>,
    /// Whether it rules nothing out.
    pub is_unsure: bool,
    /// Whether it stands alone.
    pub is_alone: bool,
}

/// What a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// A right that a law gives.
    Right,
    /// A service.
    Service,
    /// A phone line, chat or text service.
    Helpline,
    /// A peer group.
    Group,
    /// An explanation or a safety text.
    Notice,
}

impl CardKind {
    /// The word used in files and in `ask`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Service => "service",
            Self::Helpline => "helpline",
            Self::Group => "group",
            Self::Notice => "notice",
        }
    }
}

/// The order by need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Danger to life, health or a child.
    Danger,
    /// A time limit runs. Never stated in a pack: it follows from the answers.
    Deadline,
    /// A right.
    Right,
    /// Someone to call or write to now.
    Line,
    /// A place or body to turn to.
    Service,
    /// Peers.
    Group,
    /// Good to know.
    Background,
}

/// Where a card stands for someone close to the one with the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// Help for the one who answers.
    You,
    /// What helps the other, and what makes it worse.
    Ways,
    /// Children at home, safety, money.
    Home,
    /// If the other does not want help: how to raise a worry.
    Worry,
    /// Help that there is for the other.
    Them,
    /// Peers of those who are close.
    Groups,
    /// A child's own line: the first for a child, and help for the one who answers.
    Child,
    /// Good to know, last; for a child too.
    More,
}

/// How sure the pack is of a card's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// The text of the law was read.
    Law,
    /// A page of the body itself was read.
    Page,
    /// Seen in a secondary source only.
    Secondary,
    /// General knowledge.
    General,
}

/// A short property of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Costs nothing.
    Free,
    /// No name needed.
    Anonymous,
    /// No referral needed.
    NoReferral,
    /// No appointment needed.
    WalkIn,
    /// Also when intoxicated.
    Intoxicated,
    /// Day and night.
    DayAndNight,
    /// Someone close may come or call too.
    Relatives,
}

/// A rule with the outcome that it yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Id.
    pub id: CardId,
    /// What it is.
    pub kind: CardKind,
    /// Where it stands in the order by need.
    pub need: Need,
    /// Where it stands for someone close.
    pub track: Track,
    /// Order inside its need; lower comes first.
    pub rank: u16,
    /// For whom.
    pub when: Condition,
    /// Ids of the facts that it carries.
    pub facts: Vec<String>,
    /// Title.
    pub title: Text,
    /// The first part.
    pub text: Text,
    /// The first step.
    pub first: Option<Text>,
    /// Steps in danger, in order.
    pub steps: Vec<Text>,
    /// Limits and exceptions.
    pub know: Option<Text>,
    /// What to say when you call.
    pub say: Option<Text>,
    /// The body of a letter that asks for it.
    pub write: Option<Text>,
    /// What to do if it is refused or late.
    pub refused: Option<Text>,
    /// Who decides or organizes; may hold `{region}`.
    pub decides: Option<Text>,
    /// Short properties, sorted.
    pub flags: Vec<Flag>,
    /// Ways to reach it, best first.
    pub contacts: Vec<Contact>,
    /// The law it stands on.
    pub laws: Vec<Law>,
    /// Time limits.
    pub deadlines: Vec<Deadline>,
    /// Where it was read: name, and address or empty.
    pub sources: Vec<(Text, String)>,
    /// The day it was checked.
    pub checked_on: Date,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whom to ask, when it is not verified.
    pub check_with: Option<Text>,
    /// Words for what it still hangs on, by item.
    pub hangs_on: Vec<(ItemId, Text)>,
}

/// A way to reach someone. HSDS: `phone`, `url`, `schedule`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who answers.
    pub label: Option<Text>,
    /// What to do with it.
    pub channel: Channel,
    /// Opening hours.
    pub schedule: Option<Schedule>,
    /// Words on the hours.
    pub hours_text: Option<Text>,
    /// Languages that one can use, BCP 47.
    pub languages: Vec<String>,
    /// Municipality codes where it serves; everywhere if there are neither places nor regions.
    pub places: Vec<String>,
    /// Region codes: it serves every municipality of them.
    pub regions: Vec<String>,
}

impl Card {
    /// The texts in which official words open what they mean, in the order in which they stand on the screen.
    pub fn explained(&self) -> impl Iterator<Item = Text> {
        [Some(self.text), self.first, self.say, self.know, self.refused].into_iter().flatten()
    }
}

impl Contact {
    /// Whether it serves wherever one is.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        self.places.is_empty() && self.regions.is_empty()
    }

    /// Whether it is named for a municipality on a day, by its code or its region. One that serves everywhere is named for none.
    #[must_use]
    pub fn is_for(&self, pack: &Pack, code: &str, today: Date) -> bool {
        self.places.iter().any(|place| is_within(code, place))
            || (!self.regions.is_empty() && pack.regions_on(code, today).iter().any(|region| self.regions.iter().any(|own| own == region)))
    }

    /// Whether it is a call to a number for emergencies.
    #[must_use]
    pub fn is_emergency(&self, pack: &Pack) -> bool {
        let is = |number: &String| *number == pack.emergency || pack.other_emergency.contains(number);
        matches!(&self.channel, Channel::Phone(number, _) if is(number))
    }

    /// Whether one is understood there in a language, BCP 47; where none are named, it is the first of the pack that is spoken.
    #[must_use]
    pub fn speaks(&self, language: &str, pack: &Pack) -> bool {
        let usual = pack.languages.get(..1).unwrap_or_default();
        let spoken = if self.languages.is_empty() { usual } else { &self.languages };
        spoken.iter().any(|tag| is_one_language(tag, language))
    }

    /// Whether it is a call to this number.
    #[must_use]
    pub fn calls(&self, digits: &str) -> bool {
        matches!(&self.channel, Channel::Phone(number, _) if number == digits)
    }
}

/// Whether who speaks one of these languages is understood in the other: the same, or the two ways to write Norwegian.
#[must_use]
pub fn is_one_language(left: &str, right: &str) -> bool {
    let is_norwegian = |tag: &str| matches!(tag, "nb" | "nn");
    left == right || (is_norwegian(left) && is_norwegian(right))
}

/// How a contact is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// Call: digits to dial, number as published.
    Phone(String, String),
    /// Write a text message: digits, number as published.
    Sms(String, String),
    /// Open a page or chat, https.
    Web(String),
}

/// Whether a link may lead there: a page, by https.
///
/// The editors' tool looks closer; here it is what a screen relies on, whatever file it was given.
#[must_use]
pub fn is_page(url: &str) -> bool {
    url.starts_with("https://")
}

/// Whether it can be dialled: digits, and a plus before them.
#[must_use]
pub fn is_dialled(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or(number);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A place in an act, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Name, number and section in words.
    pub citation: Text,
    /// Where it can be read, by language; empty if not known.
    pub url: Option<Text>,
    /// First day in force, inclusive.
    pub valid_from: Option<Date>,
    /// Last day in force, inclusive.
    pub valid_to: Option<Date>,
}

/// A time limit as the pack states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The date item that it counts from.
    pub anchor: ItemId,
    /// When it runs.
    pub when: Condition,
    /// How long.
    pub period: Period,
    /// Whether a last day on a closed day moves.
    pub moves: bool,
    /// What it counts, in words.
    pub text: Text,
    /// The law that states it.
    pub law: Text,
}
