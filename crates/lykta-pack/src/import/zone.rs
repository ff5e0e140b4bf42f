//! Zones: the time of a meeting by another country's clocks, as the pack's own clocks show it.
//!
//! In: two zones, a weekday and a time. Out: weekday and time in the pack's zone, where both change their clocks on the same days.
//! Never guesses: where they do not, the meeting would be an hour off for some weeks, and it is told so.
//! Standard: the time zone database of IANA.
//! Next: `meeting_guide.rs`.

use jiff::civil::Date as Day;
use jiff::tz::TimeZone;

/// Minutes in a day.
const DAY: i32 = 24 * 60;

/// Why a time cannot be told by the pack's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no such zone.
    Unknown,
    /// They change their clocks on different days.
    Apart,
}

/// Minutes that the pack's clocks are ahead of the other's, if that is the same on each day of the year to come.
///
/// # Errors
/// A zone that is not known, or one that changes its clocks on other days.
pub fn ahead(of: &str, own: &str, from: &str) -> Result<i32, Fault> {
    if of == own {
        return Ok(0);
    }
    let zone = |name: &str| TimeZone::get(name).map_err(|_| Fault::Unknown);
    let (other, own) = (zone(of)?, zone(own)?);
    let first: Day = from.parse().map_err(|_| Fault::Unknown)?;
    let mut found = None;
    for day in 0..366 {
        // At noon in Europe both have changed their clocks, or neither has.
        let noon = first.checked_add(jiff::Span::new().days(day)).ok().and_then(|day| day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok());
        let Some(noon) = noon.map(|noon| noon.timestamp()) else { return Err(Fault::Unknown) };
        let minutes = (own.to_offset(noon).seconds() - other.to_offset(noon).seconds()) / 60;
        if *found.get_or_insert(minutes) != minutes {
            return Err(Fault::Apart);
        }
    }
    found.ok_or(Fault::Unknown)
}

/// A weekday (1 to 7) and minutes after midnight, moved.
#[must_use]
pub fn moved(day: u8, minute: u16, by: i32) -> (u8, u16) {
    let at = i32::from(minute) + by;
    let weekday = (i32::from(day) - 1 + at.div_euclid(DAY)).rem_euclid(7) + 1;
    (u8::try_from(weekday).unwrap_or(day), u16::try_from(at.rem_euclid(DAY)).unwrap_or(minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_that_change_their_clocks_together_are_told_apart_from_those_that_do_not() {
        for (of, own, expected) in [
            ("Europe/Stockholm", "Europe/Helsinki", Ok(60)),
            ("Europe/Helsinki", "Europe/Helsinki", Ok(0)),
            ("America/Los_Angeles", "America/New_York", Ok(180)),
            ("America/New_York", "Europe/Helsinki", Err(Fault::Apart)),
            ("Atlantic/Reykjavik", "Europe/Oslo", Err(Fault::Apart)),
            ("Nowhere/Town", "Europe/Oslo", Err(Fault::Unknown)),
        ] {
            assert_eq!(ahead(of, own, "2026-11-22"), expected, "{of}");
        }
    }

    #[test]
    fn a_time_may_move_to_another_day() {
        assert_eq!(moved(7, 23 * 60 + 30, 60), (1, 30));
        assert_eq!(moved(1, 30, -60), (7, 23 * 60 + 30));
        assert_eq!(moved(3, 600, 0), (3, 600));
    }
}
