//! The source format: what a local pack changes in the pack that it extends.
//!
//! In: a `[[change]]`. Out: plain values with strings as the editor wrote them.
//! Next: `card.rs` for what is changed.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Contact, Texts};

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
