//! The source format: meetings of groups.
//!
//! In: a row of `meetings.csv`, or a `meeting` of a card. Out: plain values with strings as the editor wrote them.
//! Standard: Meeting Guide `name`, `day`, `time`, `end_time`, `location`, `address`.
//! Next: `crate::meeting` for what they mean.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::meeting::{Access, Kind, Who};

/// How a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// In a room.
    InPerson,
    /// By video or chat.
    Online,
    /// By phone.
    Phone,
}

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingWho {
    /// Everyone.
    Everyone,
    /// Those who have the problem themselves.
    Problem,
    /// Those who are close to someone.
    Relatives,
    /// Women.
    Women,
    /// Men.
    Men,
    /// Young people.
    Young,
}

/// What makes it easier to come and take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingAccess {
    /// No step on the way in.
    StepFree,
    /// A toilet that takes a wheelchair.
    AccessibleToilet,
    /// A loop for hearing aids.
    HearingLoop,
    /// Sign language.
    SignLanguage,
}

impl MeetingKind {
    /// The same in the core.
    #[must_use]
    pub fn meant(self) -> Kind {
        match self {
            Self::InPerson => Kind::InPerson,
            Self::Online => Kind::Online,
            Self::Phone => Kind::Phone,
        }
    }
}

impl MeetingWho {
    /// The same in the core.
    #[must_use]
    pub fn meant(self) -> Who {
        match self {
            Self::Everyone => Who::Everyone,
            Self::Problem => Who::Problem,
            Self::Relatives => Who::Relatives,
            Self::Women => Who::Women,
            Self::Men => Who::Men,
            Self::Young => Who::Young,
        }
    }
}

impl MeetingAccess {
    /// The same in the core.
    #[must_use]
    pub fn meant(self) -> Access {
        match self {
            Self::StepFree => Access::StepFree,
            Self::AccessibleToilet => Access::Toilet,
            Self::HearingLoop => Access::HearingLoop,
            Self::SignLanguage => Access::SignLanguage,
        }
    }
}

/// One regular gathering of a group. Meeting Guide: `day`, `time`, `end_time`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Id, kebab-case: by it a list that is read in again knows the meeting. Needed in `meetings.csv`, and only there.
    #[serde(default)]
    pub id: Option<String>,
    /// Id of the card of the group. Needed in `meetings.csv`, and only there: a `meeting` of a card belongs to that card.
    #[serde(default)]
    pub group: Option<String>,
    /// Its own name, as the group calls itself.
    #[serde(default)]
    pub name: Option<String>,
    /// Weekday, ISO: 1 is Monday, 7 is Sunday. Not with `dates`.
    #[serde(default)]
    pub day: Option<u8>,
    /// Start, `HH:MM`, by the clock of the pack's time zone.
    pub time: String,
    /// End, `HH:MM`; earlier than `time` means past midnight.
    #[serde(default)]
    pub end_time: Option<String>,
    /// How it repeats: each week if absent, `every 2 weeks from 2026-11-26`, `from 2027-01-14`, or weeks of the month: `first, third`, `last`.
    #[serde(default)]
    pub repeats: Option<String>,
    /// Single days instead of a weekday: `2026-12-06 2026-12-24`.
    #[serde(default)]
    pub dates: Option<String>,
    /// Days without it, from and to: `2026-12-20..2027-01-06`, each year `06-15..08-15`, one day `12-24`.
    #[serde(default)]
    pub breaks: Option<String>,
    /// Time zone, IANA name, if it is told: it must be the pack's.
    #[serde(default)]
    pub timezone: Option<String>,
    /// How it is held; by its location, address and number if absent.
    #[serde(default)]
    pub kind: Vec<MeetingKind>,
    /// Who may come; people are told to ask if absent.
    #[serde(default)]
    pub who: Vec<MeetingWho>,
    /// What makes it easier to come and take part.
    #[serde(default)]
    pub access: Vec<MeetingAccess>,
    /// Where, in words: the house or room; absent for meetings online or by phone.
    #[serde(default)]
    pub location: Option<String>,
    /// Street and town.
    #[serde(default)]
    pub address: Option<String>,
    /// Municipality code of the location.
    #[serde(default)]
    pub place: Option<String>,
    /// Degrees north, `60.16995`; with `longitude`.
    #[serde(default)]
    pub latitude: Option<String>,
    /// Degrees east, `24.93545`.
    #[serde(default)]
    pub longitude: Option<String>,
    /// Address by which an online meeting is joined, or of its page, https.
    #[serde(default)]
    pub url: Option<String>,
    /// Number to dial, as for contacts.
    #[serde(default)]
    pub phone: Option<String>,
    /// The number as published; needed with `phone`.
    #[serde(default)]
    pub number: Option<String>,
    /// What else one should know, as the group says it, on one line: `Ring the bell`, `not on the last Thursday`.
    #[serde(default)]
    pub notes: Option<String>,
    /// Language of the meeting, BCP 47.
    #[serde(default)]
    pub language: Option<String>,
    /// The day on which somebody last made sure that it is held, `YYYY-MM-DD`. Needed in `meetings.csv`; else the day the card was checked.
    #[serde(default)]
    pub confirmed: Option<String>,
}
