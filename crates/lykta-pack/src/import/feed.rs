//! Feeds: what every record of one is read by, whatever its form.
//!
//! In: the settings of the feed, what the pack knows. Out: both, beside each other.
//! Next: `meeting_guide.rs` and its neighbours.

use super::area::Areas;
use super::settings::Settings;

/// What every record of a feed is read by.
#[derive(Debug)]
pub struct Feed<'a> {
    /// What its editors say of it.
    pub settings: &'a Settings,
    /// The name of the feed, with which ids begin.
    pub name: &'a str,
    /// The pack's zone.
    pub timezone: &'a str,
    /// The pack's country, `FI`.
    pub country: &'a str,
    /// The pack's languages, the first one first.
    pub languages: &'a [String],
    /// The pack's municipalities.
    pub areas: &'a Areas,
    /// The day on which the feed was fetched.
    pub today: &'a str,
}
