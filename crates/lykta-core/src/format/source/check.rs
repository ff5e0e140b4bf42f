//! The source format: checks: a few questions in own words on one's own situation, and what is said of the replies.
//!
//! In: a `[[check]]` or `[[check_persona]]`. Out: plain values with strings as the editor wrote them.
//! Never an official instrument, its words or its name.
//! Next: `docs/pack-format.md`, "Own-words checks".

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Texts;

/// A check in own words. In its texts and conditions `{limit-id}` stands for the value of that limit.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Id, kebab-case, beginning with the country: `fi-check-alcohol`.
    pub id: String,
    /// To whom it is offered. A condition on the items of the pack.
    pub when: String,
    /// To whom it is not offered, where this is yes; an age that is not known keeps nobody out. A condition on the items of the pack.
    #[serde(default)]
    pub unless: Option<String>,
    /// Title, at most 60 signs.
    pub title: Texts,
    /// What it is about, shown with the first question.
    pub intro: Texts,
    /// The questions, in the order put; at most eight on the longest way.
    #[serde(default)]
    pub question: Vec<CheckQuestion>,
    /// What is said of the replies.
    #[serde(default)]
    pub note: Vec<CheckNote>,
    /// Figures of authorities, with their day and source.
    #[serde(default)]
    pub limit: Vec<CheckLimit>,
    /// Three next steps, the smallest first; one leads to someone to talk to without a name.
    #[serde(default)]
    pub step: Vec<CheckStep>,
    /// Ids of the sources that it stands on.
    pub source: Vec<String>,
    /// The day on which its figures and sources were read, `YYYY-MM-DD`.
    pub checked_on: String,
}

/// A question of a check.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckQuestion {
    /// Id, kebab-case; neither an item of the pack nor `points`.
    pub id: String,
    /// How it is answered.
    pub kind: CheckKind,
    /// The question: one question mark, at most 20 words.
    pub text: Texts,
    /// One line below the question; the place to say of which time it asks.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// What the person told, as a sentence with `{answer}`. An option may have its own instead.
    #[serde(default)]
    pub said: Option<Texts>,
    /// When it is put; always if absent. A condition on earlier questions and items of the pack.
    #[serde(default)]
    pub enable_when: Option<String>,
    /// When it is passed over: where this is yes. What it looks at may be skipped, and it is still put.
    #[serde(default)]
    pub unless: Option<String>,
    /// Highest number; for `number` only.
    #[serde(default)]
    pub most: Option<u16>,
    /// Milligrams of alcohol in one drink of the country; for `drinks` only.
    #[serde(default)]
    pub unit_milligrams: Option<u32>,
    /// The choices from low to high, or the drinks.
    #[serde(default)]
    pub option: Vec<CheckOption>,
}

/// How a question of a check is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A number with plus and minus.
    Number,
    /// How many of each drink; counts as a number of the country's drinks.
    Drinks,
}

/// A choice of a question, or a drink of the helper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckOption {
    /// Id, kebab-case.
    pub id: String,
    /// In words.
    pub text: Texts,
    /// One line below it.
    #[serde(default)]
    pub hint: Option<Texts>,
    /// What the person told by it, as a sentence.
    #[serde(default)]
    pub said: Option<Texts>,
    /// Points, for `points >= 5` in conditions; never shown. All options of the question have them, or none.
    #[serde(default)]
    pub points: Option<u8>,
    /// Stands alone: choosing it clears the others.
    #[serde(default)]
    pub alone: bool,
    /// Alcohol in the drink, in milligrams; where the country's source gives it.
    #[serde(default)]
    pub milligrams: Option<u32>,
    /// Volume of the drink in millilitres, with `strength` in place of `milligrams`.
    #[serde(default)]
    pub millilitres: Option<u32>,
    /// Alcohol in tenths of a percent by volume: `47` is 4.7 %.
    #[serde(default)]
    pub strength: Option<u32>,
}

/// Something that is said of the replies, where its condition is yes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckNote {
    /// Id, kebab-case; personas name it.
    pub id: String,
    /// What it is.
    pub kind: CheckNoteKind,
    /// When it is said; always if absent. A condition on the questions, `points`, and items of the pack.
    #[serde(default)]
    pub when: Option<String>,
    /// In words, with "may" where it is about the person.
    pub text: Texts,
    /// Cards that say more; the first that is not ruled out is linked.
    #[serde(default)]
    pub cards: Vec<String>,
}

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckNoteKind {
    /// Danger: stands first, also when the rest is not answered.
    Safety,
    /// Belongs to what the person told.
    Told,
    /// What an authority says of limits; its figures are slots.
    Limit,
    /// What it can mean.
    Meaning,
}

/// A figure of an authority.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckLimit {
    /// Id, kebab-case; `{id}` stands for the value in texts and conditions of the check.
    pub id: String,
    /// The figure, a whole number.
    pub value: u16,
    /// What it counts.
    pub of: LimitUnit,
    /// Grams of alcohol in one of the drinks that it counts; for drinks only.
    #[serde(default)]
    pub grams: Option<u16>,
    /// For whom it is.
    pub whom: Whom,
    /// The day from which it holds, `YYYY-MM-DD`, where the source says so.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// Id of the source.
    pub source: String,
    /// The day on which it was read there, `YYYY-MM-DD`.
    pub read: String,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum LimitUnit {
    DrinksAWeek,
    DrinksADay,
    DrinksAtOnce,
    TimesAMonth,
    DaysAMonth,
    PercentOfIncome,
    KindsOfGame,
    Years,
}

/// For whom a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Whom {
    Everyone,
    Women,
    Men,
    #[serde(rename(deserialize = "over-65"))]
    Over65,
    #[serde(rename(deserialize = "under-18"))]
    Under18,
    Pregnant,
}

/// A next step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckStep {
    /// In words: what to do.
    pub text: Texts,
    /// Cards that it leads to; the first that is not ruled out is linked.
    #[serde(default)]
    pub cards: Vec<String>,
}

/// A made-up person who takes a check.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckPersona {
    /// Id, kebab-case.
    pub id: String,
    /// Who it is, in a sentence.
    pub about: String,
    /// The check.
    pub check: String,
    /// Answers to the guide, by item, as personas have them.
    #[serde(default)]
    pub guide: BTreeMap<String, super::PersonaAnswer>,
    /// Replies by question: an option id, a list of them, a number, or a count for each drink.
    #[serde(default)]
    pub replies: BTreeMap<String, CheckReply>,
    /// Questions answered by "I'd rather not say".
    #[serde(default)]
    pub skipped: Vec<String>,
    /// Notes that show, among others.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Notes that do not show.
    #[serde(default)]
    pub hides: Vec<String>,
    /// Whether the check is offered to this person by the answers to the guide; not looked at if absent.
    #[serde(default)]
    pub offered: Option<bool>,
}

/// A reply of a made-up person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CheckReply {
    /// A number, also of the country's drinks.
    Number(u16),
    /// An option id.
    One(String),
    /// Several option ids.
    Several(Vec<String>),
    /// How many of each drink.
    Drinks(BTreeMap<String, u16>),
}
