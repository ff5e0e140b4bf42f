//! Schedules: when a service is open, in the words of iCalendar.
//!
//! In: the schedules of a service or place. Out: rules of the pack where they leave no doubt, and the directory's own words beside them.
//! Never computes hours of a schedule that contradicts itself: then the words stand alone.
//! Standard: HSDS `schedule`, RFC 5545 recurrence rules.
//! Next: `crate::import::service::week`.

use serde_json::Value;

use super::service::text;
use crate::import::clock;
use crate::import::service::week::Week;

/// When it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// Rules of the pack; empty if they are in doubt.
    pub rules: String,
    /// The directory's own words.
    pub words: String,
    /// Whether there are schedules that say nothing that could be kept.
    pub is_lost: bool,
}

/// Reads the schedules that stand on `today`.
#[must_use]
pub fn read(list: &[Value], today: &str) -> Hours {
    let (mut week, mut words, mut is_doubtful, mut count): (Week, Vec<String>, bool, usize) = Default::default();
    for schedule in list.iter().filter(|schedule| schedule.is_object()) {
        let own = |field: &str| text(schedule.get(field));
        let day = |field: &str| clock::day(&own(field)).unwrap_or_default();
        let is_over = ["valid_to", "until"].iter().any(|field| !day(field).is_empty() && day(field).as_str() < today);
        let said =
            [own("description"), own("notes")].into_iter().filter(|text| !text.is_empty() && text != "description" && text != "notes");
        let said = said.collect::<Vec<_>>().join(" ");
        if !said.is_empty() && !words.contains(&said) {
            words.push(said.clone());
        }
        count += 1;
        // Words that outlive their days are all that can be asked about.
        if is_over || add(&mut week, schedule, today).is_none() {
            is_doubtful = true;
        }
    }
    let rules = if is_doubtful { None } else { week.rules() };
    let words = words.join(" ");
    Hours { is_lost: count > 0 && rules.is_none() && words.is_empty(), rules: rules.unwrap_or_default(), words }
}

/// Adds a schedule to the week; none if it says more than a week can, or less.
fn add(week: &mut Week, schedule: &Value, today: &str) -> Option<()> {
    let own = |field: &str| text(schedule.get(field));
    // Times of 1.1 stand by the day alone.
    let freq = own("freq");
    let is_weekly = freq.eq_ignore_ascii_case("WEEKLY") || (freq.is_empty() && !own("byday").is_empty());
    let has_more = ["byweekno", "bymonthday", "byyearday", "count", "until", "valid_to"].iter().any(|field| !own(field).is_empty());
    let is_to_come = ["valid_from", "dtstart"].iter().filter_map(|field| clock::day(&own(field))).any(|day| day.as_str() > today);
    if !is_weekly || has_more || is_to_come || !["", "1"].contains(&own("interval").as_str()) {
        return None;
    }
    // A time of another zone is no time of a wall clock here.
    let time = |field: &str| Some(own(field)).filter(|text| !text.contains(['Z', 'z', '+', '-']));
    let (opens, closes) = (clock::minute(&time("opens_at")?)?, time("closes_at")?);
    let closes = if closes.starts_with("24:00") { 24 * 60 } else { clock::minute(&closes)? };
    let days: Vec<u8> = own("byday").split([',', ' ']).filter(|day| !day.is_empty()).map(weekday).collect::<Option<_>>()?;
    if days.is_empty() || opens == closes {
        return None;
    }
    days.into_iter().for_each(|day| week.add(day, (opens, closes)));
    Some(())
}

/// A weekday of iCalendar, without a number before it.
fn weekday(text: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let at = DAYS.iter().position(|day| day.eq_ignore_ascii_case(text))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(schedules: &Value, rules: &str, words: &str) {
        let found = read(schedules.as_array().unwrap(), "2026-11-24");
        assert_eq!((found.rules.as_str(), found.words.as_str()), (rules, words), "{schedules}");
    }

    #[test]
    fn a_week_without_doubt_becomes_rules() {
        check(&json!([{ "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00:00" }]), "Mo-Tu 09:00-17:00", "");
        check(
            &json!([{ "freq": "WEEKLY", "interval": 1, "byday": "SU", "opens_at": "22:00", "closes_at": "02:00", "dtstart": "2020-01-01" }]),
            "Su 22:00-02:00",
            "",
        );
        check(&json!([]), "", "");
    }

    #[test]
    fn what_is_in_doubt_stays_words() {
        let open = json!({ "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00", "description": "Weekdays." });
        for (field, value) in [
            ("freq", json!("MONTHLY")),
            ("interval", json!(2)),
            ("byday", json!("2MO")),
            ("byday", json!("")),
            ("bymonthday", json!("2,3")),
            ("valid_to", json!("2025-01-01")),
            ("valid_to", json!("2027-01-01")),
            ("dtstart", json!("2027-01-01")),
            ("opens_at", json!("09:00Z")),
            ("closes_at", json!("09:00")),
            ("closes_at", json!("soon")),
        ] {
            let mut schedule = open.clone();
            schedule[field] = value;
            check(&json!([schedule]), "", "Weekdays.");
        }
        check(&json!([open]), "Mo 09:00-17:00", "Weekdays.");
        assert!(read(&[json!({ "freq": "MONTHLY" })], "2026-11-24").is_lost);
    }
}
