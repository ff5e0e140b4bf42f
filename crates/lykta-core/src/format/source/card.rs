//! The source format: cards, with how to reach someone.
//!
//! In: a `[[card]]`. Out: plain values with strings as the editor wrote them.
//! Standard: contact words from Open Referral HSDS.
//! Next: `law.rs` for what a card stands on.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Citation, Deadline, Meeting, Texts};

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
    /// Someone to call or write to now.
    Line,
    /// A place or body to turn to.
    Service,
    /// Peers.
    Group,
    /// Good to know.
    Background,
}

/// Where a card stands for someone close to the one with the problem; by default what its kind and condition tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
    /// Groups of those who are close.
    Groups,
    /// A child's own line: the first for a child, and help for the one who answers.
    Child,
    /// Good to know, last; for a child too.
    More,
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
    /// Where it stands for someone close, when not where its kind and condition tell.
    #[serde(default)]
    pub track: Option<Track>,
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
    /// The body of a letter that asks for a right: who asks, for what, by which law, until when an answer is asked for. In the first person.
    #[serde(default)]
    pub write: Option<Texts>,
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
    /// Regular gatherings, for groups; many stand better in `meetings.csv`.
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
    /// Municipality codes where this contact serves; everywhere if it has neither places nor regions.
    #[serde(default)]
    pub places: Vec<String>,
    /// Region codes: it serves all municipalities of these regions.
    #[serde(default)]
    pub regions: Vec<String>,
}
