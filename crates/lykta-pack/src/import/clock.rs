//! Clocks: times and days as feeds write them.
//!
//! In: a text. Out: minutes after midnight, or a day; none where it cannot be told.
//! Never guesses between day and month: `03/04/2026` is no day.
//! Standard: ISO 8601 for what comes out.
//! Next: `meeting_guide.rs`.

use crate::rows::cells;

/// Minutes after midnight: `18:30`, `8:00`, `15.30`, `8:00 PM`, `7pm`, `19:00:00`, `Noon`.
#[must_use]
pub fn minute(text: &str) -> Option<u16> {
    let lower = text.trim().to_lowercase();
    match lower.as_str() {
        "noon" => return Some(12 * 60),
        "midnight" => return Some(0),
        _ => {}
    }
    let bare: String = lower.chars().filter(|sign| !sign.is_whitespace()).map(|sign| if sign == '.' { ':' } else { sign }).collect();
    let (digits, half) = match bare.trim_end_matches(':') {
        text if text.ends_with("am") => (text.trim_end_matches("am"), Some(0)),
        text if text.ends_with("pm") => (text.trim_end_matches("pm"), Some(12)),
        text if text.ends_with("a:m") => (text.trim_end_matches("a:m"), Some(0)),
        text if text.ends_with("p:m") => (text.trim_end_matches("p:m"), Some(12)),
        text => (text, None),
    };
    let mut parts = digits.split(':');
    let part = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u16>().ok()).flatten();
    let hour = part(parts.next()?)?;
    let minute = match parts.next() {
        Some(text) => part(text).filter(|minute| *minute < 60 && text.len() == 2)?,
        None if half.is_some() => 0,
        None => return None,
    };
    if parts.next().is_some_and(|seconds| part(seconds).is_none_or(|seconds| seconds > 59)) || parts.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
        None => Some(hour).filter(|hour| *hour < 24)?,
    };
    Some(hour * 60 + minute)
}

/// `18:30`.
#[must_use]
pub fn written(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The day of a moment: `2024-03-08 01:55:57`, `2024-03-08T01:55:57Z`, `8/25/2022 11:17:07 AM`.
#[must_use]
pub fn day(text: &str) -> Option<String> {
    let day = text.trim().split([' ', 'T']).next()?;
    cells::day(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_lists_write_them() {
        for (text, expected) in [
            ("18:30", Some(1110)),
            ("8:00", Some(480)),
            ("15.30", Some(930)),
            ("19:00:00", Some(1140)),
            ("8:00 PM", Some(1200)),
            ("8:00 p.m.", Some(1200)),
            ("12:15 am", Some(15)),
            ("12:00 PM", Some(720)),
            ("7pm", Some(1140)),
            ("Noon", Some(720)),
            ("00:00", Some(0)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("13:00 PM", None),
            ("8", None),
            ("8:5", None),
            ("8:75", None),
            ("18:30:99", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(minute(text), expected, "{text}");
        }
        assert_eq!(written(485), "08:05");
    }

    #[test]
    fn days_are_read_as_lists_write_them() {
        for (text, expected) in [
            ("2024-03-08 01:55:57", Some("2024-03-08")),
            ("2024-03-08T01:55:57Z", Some("2024-03-08")),
            ("8/25/2022 11:17:07 AM", Some("2022-08-25")),
            ("8/5/2022 11:17:07 AM", None),
            ("", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }
}
