//! The source format: what editors write in TOML under `packs/<id>/`.
//!
//! In: one TOML entry (an item, a card, a persona ...). Out: plain values with strings as the editor wrote them.
//! Never checks meaning: references, conditions, dates and phone numbers are read by the editors' tool, which knows the place in the file.
//! Standard: item words from HL7 FHIR `Questionnaire`, contact words from Open Referral HSDS, meeting words from Meeting Guide.
//! Long because every field carries the words that `packs/schema.json` shows to editors.
//! Next: `docs/pack-format.md` for editors, `built.rs` for what the app loads.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

/// Words in several languages: language tag to text, e.g. `{ fi = "...", sv = "..." }`.
pub type Texts = BTreeMap<String, String>;

/// `pack.toml`: what the pack is, and what holds for all of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format; 1.
    pub format: u32,
    /// Id of the pack, kebab-case, e.g. `fi`; also the first part of its card ids.
    pub id: String,
    /// The edition of the content, e.g. `2026.11.1`.
    pub version: String,
    /// Country of the law and services, ISO 3166-1 alpha-2, e.g. `FI`.
    pub country: String,
    /// Languages of the pack, BCP 47; every text exists in each. The first is the one fallen back to.
    pub languages: Vec<String>,
    /// Time zone of opening hours and meetings, IANA name.
    pub timezone: String,
    /// The pack that this one extends (a local pack), by id; its folder stands beside this one's.
    #[serde(default)]
    pub extends: Option<String>,
    /// Title of the page: neutral, since a browser keeps it.
    #[serde(default)]
    pub title: Option<Texts>,
    /// Months after `checked_on` when a card counts as stale and is shown as "check with ...".
    #[serde(default = "twelve")]
    pub stale_after_months: u16,
    /// Licence of the pack's texts, SPDX.
    #[serde(default)]
    pub licence: Option<String>,
    /// Lines of attribution for data that the pack holds; shown in "about".
    #[serde(default)]
    pub attribution: Vec<String>,
    /// Page on which a person can tell of a wrong number or text, https, without query or fragment: it carries no answer.
    #[serde(default)]
    pub report: Option<String>,
    /// The emergency number, as dialled, e.g. `112`.
    #[serde(default)]
    pub emergency: Option<String>,
    /// Cards on the "show help now" screen, in order; the first crisis line stands in the first paint.
    #[serde(default)]
    pub help_now: Vec<String>,
    /// What this guide does not cover, one line each; shown on the results.
    #[serde(default)]
    pub not_covered: Vec<Texts>,
    /// Named conditions, for use in other conditions.
    #[serde(default)]
    pub define: BTreeMap<String, String>,
    /// Who keeps what: a folder or file of the pack, and the unit that checks its entries again; the longest path holds.
    #[serde(default)]
    pub owners: BTreeMap<String, String>,
    /// How hard the texts may be to read, by language.
    #[serde(default)]
    pub reading: BTreeMap<String, Reading>,
}

/// Limits that the texts of a language are held to; what is left out is not measured.
///
/// Standard: LIX (C.-H. Björnsson, 1968): words a sentence, plus the share in percent of words of more than six letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Highest LIX of one text of 20 words or more; for `sv`, `nb`, `nn` and `da`.
    #[serde(default)]
    pub lix: Option<u16>,
    /// Highest LIX of a whole card or question of 50 words or more; for `sv`, `nb`, `nn` and `da`.
    #[serde(default)]
    pub lix_whole: Option<u16>,
    /// Most words in a sentence.
    #[serde(default)]
    pub sentence: Option<u16>,
}

fn twelve() -> u16 {
    12
}

/// Any other `*.toml` file of a pack: a list of entries, of one kind or several.
///
/// The tool reads each entry by itself, so that one fault hides no other; this type serves the schema.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Entries {
    /// Questions.
    pub item: Vec<Item>,
    /// Cards: rights, services, helplines, groups and notices.
    pub card: Vec<Card>,
    /// Acts that cards cite.
    pub act: Vec<Act>,
    /// Sources that cards were read from.
    pub source: Vec<Source>,
    /// Bodies that organize care, with their names.
    pub region: Vec<Region>,
    /// Facts that no card carries, with the reason.
    pub context: Vec<Context>,
    /// Made-up people with what they should be shown.
    pub persona: Vec<Persona>,
    /// What a local pack changes in the cards of the pack it extends.
    pub change: Vec<Change>,
    /// What holds for all answers.
    pub promise: Vec<Promise>,
    /// Words that the pack avoids: its glossary.
    pub avoid: Vec<Avoid>,
}

/// A question. FHIR: `Questionnaire.item`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Id from the shared vocabulary, or the pack's own; kebab-case.
    pub id: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// The question.
    pub text: Texts,
    /// One line below the question.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// Why it is asked, shown on request.
    #[serde(default)]
    pub why: Option<Texts>,
    /// The words for "this hangs on it", as the end of "May also apply: ...": `if you are pregnant`.
    pub unknown: Texts,
    /// When the question is put; always if absent. A condition.
    #[serde(default)]
    pub enable_when: Option<String>,
    /// The choices, in the order shown; for `single` and `multiple` only.
    #[serde(default)]
    pub option: Vec<AnswerOption>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A municipality.
    Place,
    /// A day in the past, or today.
    Date,
}

/// A choice offered. FHIR: `answerOption`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Id, kebab-case, part of the interface.
    pub id: String,
    /// The choice in words.
    pub text: Texts,
    /// One line below it.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// When it is offered; always if absent. An option that is not offered does not count if answered.
    #[serde(default)]
    pub offer_when: Option<String>,
    /// First year of age meant by it, inclusive; makes the item comparable (`age < 21`).
    #[serde(default)]
    pub from: Option<u16>,
    /// Last year of age meant by it, inclusive; none is open-ended.
    #[serde(default)]
    pub to: Option<u16>,
    /// Rules nothing out: where it is chosen, other options of the item become unknown, not no.
    #[serde(default)]
    pub unsure: bool,
    /// Stands alone: choosing it clears the others, and beside others it does not count.
    #[serde(default)]
    pub alone: bool,
}

/// What a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CardKind {
    /// A right that a law gives.
    Right,
    /// A service that someone provides.
    Service,
    /// A phone line, chat or text service.
    Helpline,
    /// A peer group.
    Group,
    /// An explanation or a safety text.
    Notice,
}

/// The place of a card in the order by need; by default its kind's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Danger to life, health or a child.
    Danger,
    /// A right.
    Right,
    /// Someone to contact.
    Service,
    /// Peers.
    Group,
    /// Good to know.
    Background,
}

/// How sure the pack is of a card's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The text of the law was read.
    Law,
    /// A page of the body itself was read.
    Page,
    /// Seen in a secondary source only; shown as "check with ...".
    Secondary,
    /// General knowledge; shown as "check with ...".
    General,
}

/// A short, checkable property of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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

/// A finding's face: a rule (`when`) with what it yields.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Id, `<country>-<kebab-case>`, never reused.
    pub id: String,
    /// What it is.
    pub kind: CardKind,
    /// Where it stands in the order by need, when not where its kind does.
    #[serde(default)]
    pub need: Option<Need>,
    /// Order inside its need; lower comes first.
    #[serde(default = "fifty")]
    pub rank: u16,
    /// For whom: a condition; always if absent.
    #[serde(default)]
    pub when: Option<String>,
    /// Ids of the facts that it carries.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Title, at most 60 characters.
    pub title: Texts,
    /// The first part: at most three sentences, the act before the condition.
    pub text: Texts,
    /// The first step to take.
    #[serde(default)]
    pub first: Option<Texts>,
    /// Steps in danger, in order; shown on the danger screen.
    #[serde(default)]
    pub step: Vec<Texts>,
    /// Good to know: limits and exceptions.
    #[serde(default)]
    pub know: Option<Texts>,
    /// What to say when you call.
    #[serde(default)]
    pub say: Option<Texts>,
    /// What to do if it is refused or late.
    #[serde(default)]
    pub refused: Option<Texts>,
    /// Who decides or organizes; `{region}` stands for the body that organizes care at the chosen place.
    #[serde(default)]
    pub decides: Option<Texts>,
    /// Short properties.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// Ways to reach it, best first.
    #[serde(default)]
    pub contact: Vec<Contact>,
    /// Regular gatherings, for groups.
    #[serde(default)]
    pub meeting: Vec<Meeting>,
    /// The law it stands on; needed for rights.
    #[serde(default)]
    pub law: Vec<Citation>,
    /// Time limits.
    #[serde(default)]
    pub deadline: Vec<Deadline>,
    /// Ids of the sources it was read from.
    #[serde(default)]
    pub source: Vec<String>,
    /// The day it was checked, `YYYY-MM-DD`.
    pub checked_on: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whom to ask, when the confidence is `secondary` or `general`: the end of "Check with ...".
    #[serde(default)]
    pub check_with: Option<Texts>,
    /// Cards that never show to one for whom this card holds.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// Words for what it still hangs on, by item; else the item's own `unknown`.
    #[serde(default, rename = "if")]
    pub hangs_on: BTreeMap<String, Texts>,
}

fn fifty() -> u16 {
    50
}

/// A way to reach someone. HSDS: `phone`, `url`, `schedule`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Who answers, when the card's title does not say it.
    #[serde(default)]
    pub label: Option<Texts>,
    /// Number to dial: E.164 (`+358...`) or a short or service number in digits.
    #[serde(default)]
    pub phone: Option<String>,
    /// The number as published, with its spaces; needed with `phone` and `sms`.
    #[serde(default)]
    pub number: Option<String>,
    /// Number that takes text messages.
    #[serde(default)]
    pub sms: Option<String>,
    /// Address of a page or chat, https.
    #[serde(default)]
    pub url: Option<String>,
    /// Opening hours: `24/7`, or `Mo-Fr 12:00-18:00; PH off`. Standard: a part of the OpenStreetMap opening_hours grammar.
    #[serde(default)]
    pub hours: Option<String>,
    /// Words beside the hours, or instead of them.
    #[serde(default)]
    pub hours_text: Option<Texts>,
    /// Languages that one can use there, BCP 47.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Municipality codes where this contact serves; everywhere if empty.
    #[serde(default)]
    pub places: Vec<String>,
}

/// One regular gathering of a group. Meeting Guide: `day`, `time`, `end_time`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Weekday, ISO: 1 is Monday, 7 is Sunday.
    pub day: u8,
    /// Start, `HH:MM`.
    pub time: String,
    /// End, `HH:MM`; earlier than `time` means past midnight.
    #[serde(default)]
    pub end_time: Option<String>,
    /// Where, in words: street and town; absent for meetings online or by phone.
    #[serde(default)]
    pub location: Option<String>,
    /// Municipality code of the location.
    #[serde(default)]
    pub place: Option<String>,
    /// Address of the online meeting, https.
    #[serde(default)]
    pub url: Option<String>,
    /// Language of the meeting, BCP 47.
    #[serde(default)]
    pub language: Option<String>,
}

/// An act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Id inside the pack, kebab-case.
    pub id: String,
    /// Official number, e.g. `1301/2014`.
    pub number: String,
    /// Name in each language.
    pub name: Texts,
    /// Where the text can be read, https.
    #[serde(default)]
    pub url: Option<Texts>,
}

/// A place in an act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the act.
    pub act: String,
    /// Section, e.g. `24` or `24 b`.
    pub section: String,
    /// Subsection, e.g. `3`; with a point as `1 point 9`.
    #[serde(default)]
    pub subsection: Option<String>,
    /// First day in force, inclusive, `YYYY-MM-DD`.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// Last day in force, inclusive, `YYYY-MM-DD`.
    #[serde(default)]
    pub valid_to: Option<String>,
    /// The day the text was read, `YYYY-MM-DD` or `YYYY-MM`.
    pub read: String,
}

/// A time limit: anchor, period and rounding, as the law states it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Id of the date item that it counts from; the day itself is not counted.
    pub anchor: String,
    /// When it runs; whenever the card applies if absent.
    #[serde(default)]
    pub when: Option<String>,
    /// `30 days`, `10 working days`, `4 weeks`, `3 months`, `1 year`.
    pub period: String,
    /// Whether a last day on a Saturday, Sunday or holiday moves to the next working day; only where the law read says so.
    #[serde(default)]
    pub moves: bool,
    /// What it counts, in words: "30 days from the day you got the decision".
    pub text: Texts,
    /// The law that states it.
    pub law: Vec<Citation>,
}

/// Where facts were read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id inside the pack, kebab-case.
    pub id: String,
    /// Name in each language.
    pub name: Texts,
    /// Address, https.
    #[serde(default)]
    pub url: Option<String>,
}

/// A body that organizes care.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Code, as in the municipality table.
    pub code: String,
    /// Full name in each language, base form.
    pub name: Texts,
}

/// Facts that no card carries.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Ids of the facts.
    pub facts: Vec<String>,
    /// Why no card carries them.
    pub why: String,
}

/// A made-up person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Id, kebab-case.
    pub id: String,
    /// Who it is, in a sentence.
    pub about: String,
    /// The civil date on which they ask, `YYYY-MM-DD`.
    pub today: String,
    /// Answers by item: an option id, a list of them, a municipality code or a date.
    #[serde(default)]
    pub answers: BTreeMap<String, PersonaAnswer>,
    /// Items answered by "I'd rather not say".
    #[serde(default)]
    pub skipped: Vec<String>,
    /// Cards that apply (truth yes), among others.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Cards that may also apply (truth unknown), among others.
    #[serde(default)]
    pub may_show: Vec<String>,
    /// Cards that do not show at all.
    #[serde(default)]
    pub hides: Vec<String>,
    /// The first cards shown, in order.
    #[serde(default)]
    pub starts_with: Vec<String>,
    /// The last day to act, by card, `YYYY-MM-DD`.
    #[serde(default)]
    pub last_day: BTreeMap<String, String>,
    /// The next question; `none` at the end.
    #[serde(default)]
    pub next: Option<String>,
}

/// An answer of a persona.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PersonaAnswer {
    /// An option id, municipality code or date.
    One(String),
    /// Several option ids.
    Several(Vec<String>),
}

/// What a local pack changes in a card of the pack it extends. The words, rule, law and time limits of a right stay: it can only be commented.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Id of the card.
    pub card: String,
    /// Whether it is left out here. Rights and danger cards cannot be.
    #[serde(default)]
    pub hide: bool,
    /// What holds here besides: stands below "Good to know", marked as local.
    #[serde(default)]
    pub comment: Option<Texts>,
    /// Contacts of its own, best first.
    #[serde(default)]
    pub contact: Vec<Contact>,
    /// Whether they stand before the card's own or in their place.
    #[serde(default)]
    pub contacts: Contacts,
    /// Contacts of the card that are wrong here: the number that is dialled, or the address.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Opening hours that differ here.
    #[serde(default)]
    pub hours: Vec<HoursChange>,
    /// New words for the title.
    #[serde(default)]
    pub title: Option<Texts>,
    /// New words for the first part.
    #[serde(default)]
    pub text: Option<Texts>,
    /// New words for the first step.
    #[serde(default)]
    pub first: Option<Texts>,
    /// New steps in danger, all of them.
    #[serde(default)]
    pub step: Vec<Texts>,
    /// New words for "Good to know".
    #[serde(default)]
    pub know: Option<Texts>,
    /// New words for what to say when you call.
    #[serde(default)]
    pub say: Option<Texts>,
    /// New words for what to do if it is refused or late.
    #[serde(default)]
    pub refused: Option<Texts>,
    /// New words for who decides or organizes.
    #[serde(default)]
    pub decides: Option<Texts>,
    /// New words for whom to ask: the end of "Check with ...".
    #[serde(default)]
    pub check_with: Option<Texts>,
    /// The day the change was checked, `YYYY-MM-DD`.
    pub checked_on: String,
    /// Where the facts come from, in words.
    pub provenance: String,
}

/// What holds for all answers, shown by `prove`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Id, kebab-case.
    pub id: String,
    /// What is promised, in a sentence.
    pub about: String,
    /// For whom; for everyone if absent. A condition.
    #[serde(default)]
    pub when: Option<String>,
    /// Cards that hold for them.
    #[serde(default)]
    pub always: Vec<String>,
    /// Cards that do not show to them.
    #[serde(default)]
    pub never: Vec<String>,
    /// Each card of `always` stands among the first so many after the danger cards.
    #[serde(default)]
    pub among_first: Option<u8>,
    /// The law that gives it, in words, or why it is promised.
    #[serde(default)]
    pub because: Option<String>,
}

/// Words that the texts of a language avoid, with the one to use instead.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// Language of the words, BCP 47.
    pub language: String,
    /// Words or phrases, in small letters: `ren` is that word alone; `narkoman*` all words that begin so, `*vård` all that end so.
    pub words: Vec<String>,
    /// The word to use instead.
    pub instead: String,
    /// Why it is avoided.
    pub why: String,
    /// Names in which it may stand, such as that of an association.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Where the contacts of a change stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Contacts {
    /// Before the card's own.
    #[default]
    First,
    /// In the place of the card's own.
    Instead,
}

/// Opening hours of one contact that differ from the country's pack.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursChange {
    /// The contact: the number that is dialled, or the address.
    pub contact: String,
    /// Opening hours, as in a contact.
    #[serde(default)]
    pub hours: Option<String>,
    /// Words beside the hours, or instead of them.
    #[serde(default)]
    pub hours_text: Option<Texts>,
}
