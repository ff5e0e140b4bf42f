//! Cells: days, times, numbers and telephone numbers as spreadsheets rewrite them.
//!
//! In: the text of a cell. Out: the value as the format writes it, or what is wrong and how it is mended.
//! Never guesses: a day that could be two days is refused, and a number that has lost digits is not made up.
//! Standard: E.164 for numbers; ISO 8601 for days and times.
//! Next: `entries.rs`.

use lykta_core::date::Date;

use crate::address::{calling, is_dialled};

/// What is wrong with a cell, and its mend.
pub type Fault = (String, String);

/// What keeps a spreadsheet from changing a number.
const FORM: &str = "give the column the form \"text\" before you type it";

/// A day: `2026-11-22`, `22.11.2026`, `2026/11/22`, and `22/11/2026` where it can be one day only.
///
/// # Errors
/// What stands there instead.
pub fn day(text: &str) -> Result<String, Fault> {
    let bare =
        text.strip_suffix(" 00:00:00").or_else(|| text.strip_suffix(" 00.00.00")).or_else(|| text.strip_suffix(" 0:00")).unwrap_or(text);
    let fault = |help: String| Err((format!("`{text}` is not a day"), help));
    let plain = || fault("write year, month and day, like `2026-11-22`, or day, month and year, like `22.11.2026`".to_owned());
    let sign = ['.', '-', '/'].into_iter().find(|sign| bare.contains(*sign));
    let Some(sign) = sign else {
        // Spreadsheets count days from the end of 1899 and show the count where the cell has lost its form.
        let counted = bare.parse::<i64>().ok().filter(|days| (30_000..80_000).contains(days));
        let meant = counted.and_then(|days| jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok());
        return match meant {
            Some(day) => Err((
                format!("`{text}` is how a spreadsheet counts days"),
                format!("write `{day}`, if that is the day; give the column the form \"text\""),
            )),
            None => plain(),
        };
    };
    let parts: Vec<&str> = bare.split(sign).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return plain() };
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return plain();
    }
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (*first, *second, *third),
        (_, 4) => (*third, *second, *first),
        _ => return fault("write the year with four digits, like `2026-11-22`".to_owned()),
    };
    let number = |part: &str| part.parse::<u8>().unwrap_or(0);
    // With points the day stands first in all these countries; with strokes, English programs put the month first.
    if first.len() < 4 && sign != '.' {
        let (one, other) = (number(first), number(second));
        if (1..=12).contains(&one) && (1..=12).contains(&other) && one != other {
            let help = format!("write `{year}-{second:0>2}-{first:0>2}` or `{year}-{first:0>2}-{second:0>2}`, whichever is meant");
            return Err((format!("`{text}` can be two days"), help));
        }
        if number(second) > 12 {
            return written(text, &format!("{year}-{first:0>2}-{second:0>2}"));
        }
    }
    written(text, &format!("{year}-{month:0>2}-{day:0>2}"))
}

fn written(text: &str, day: &str) -> Result<String, Fault> {
    if Date::parse(day).is_some() {
        return Ok(day.to_owned());
    }
    Err((format!("`{text}` is not a day"), "look the day up; write it like `2026-11-22`".to_owned()))
}

/// A time of day: `18:00`, `9:00`, `18.00`, `18:00:00`.
///
/// # Errors
/// What stands there instead.
pub fn time(text: &str) -> Result<String, Fault> {
    let parts: Vec<&str> = text.split([':', '.']).map(str::trim).collect();
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [hours, minutes] if digits(hours) && digits(minutes) && minutes.len() == 2 => Ok(format!("{hours:0>2}:{minutes}")),
        [hours, minutes, "00"] if digits(hours) && digits(minutes) => Ok(format!("{hours:0>2}:{minutes:0>2}")),
        _ => Err((format!("`{text}` is not a time of day"), "write hours and minutes, like `18:30`".to_owned())),
    }
}

/// A whole number; a decimal comma or point with zeros after it is what a spreadsheet adds.
///
/// # Errors
/// What stands there instead.
pub fn whole(text: &str) -> Result<u16, Fault> {
    let (number, rest) = text.split_once([',', '.']).unwrap_or((text, ""));
    let is_whole = rest.bytes().all(|byte| byte == b'0');
    number
        .parse()
        .ok()
        .filter(|_| is_whole)
        .ok_or_else(|| (format!("`{text}` is not a whole number"), "write digits only, like `50`".to_owned()))
}

/// A weekday: `Monday`, `Mon`, or 1 for Monday to 7 for Sunday.
///
/// # Errors
/// What stands there instead.
pub fn weekday(text: &str) -> Result<u8, Fault> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = text.to_lowercase();
    let named = NAMES.iter().position(|name| lower.len() >= 3 && name.starts_with(lower.trim_end_matches('.')));
    let number = named.and_then(|index| u8::try_from(index + 1).ok()).or_else(|| whole(text).ok().and_then(|day| u8::try_from(day).ok()));
    number
        .filter(|day| (1..=7).contains(day))
        .ok_or_else(|| (format!("`{text}` is not a weekday"), "write `Monday`, or 1 for Monday to 7 for Sunday".to_owned()))
}

/// A number to dial, with the one that people read beside it.
///
/// # Errors
/// What a spreadsheet has made of it.
pub fn phone(text: &str, read: &str, country: &str) -> Result<String, Fault> {
    not_short(text)?;
    let whole = text.strip_suffix(",0").or_else(|| text.strip_suffix(".0")).unwrap_or(text);
    let bare: String = whole.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '(' | ')' | '-' | '.' | '/' | '\'')).collect();
    if let Some((code, zero)) = calling(country)
        && bare.bytes().all(|byte| byte.is_ascii_digit())
    {
        let published: String = read.chars().filter(char::is_ascii_digit).collect();
        let foreign = bare.strip_prefix("00").unwrap_or(&bare);
        if foreign.starts_with(code) && foreign.len() >= code.len() + 6 && published != bare {
            return Err((format!("the number `{text}` has lost its `+`"), format!("write `+{foreign}`; {FORM}")));
        }
        if !zero.is_empty() && published.strip_prefix('0') == Some(bare.as_str()) {
            return Err((format!("the number `{text}` has lost the `0` that it begins with"), format!("write `+{code}{bare}`; {FORM}")));
        }
    }
    if is_dialled(text) {
        return Ok(text.to_owned());
    }
    if is_dialled(&bare) {
        return Err((
            format!("`{text}` is not a number to dial"),
            format!("write `{bare}` here; the spaces belong in the column `number`"),
        ));
    }
    Err((format!("`{text}` is not a number to dial"), "write `+`, the country's code and digits, or a short number in digits".to_owned()))
}

/// The number as people read it.
///
/// # Errors
/// What a spreadsheet has made of it.
pub fn published(text: &str, dialled: &str, country: &str) -> Result<String, Fault> {
    not_short(text)?;
    let has_zero = calling(country).filter(|(_, zero)| !zero.is_empty());
    let national = has_zero.and_then(|(code, _)| dialled.strip_prefix(&format!("+{code}")));
    if national == Some(text) {
        return Err((
            format!("the number `{text}` has lost the `0` that it begins with"),
            format!("write `0{text}`, with its spaces as published; {FORM}"),
        ));
    }
    Ok(text.to_owned())
}

/// Refuses a number that a spreadsheet has written in short.
fn not_short(text: &str) -> Result<(), Fault> {
    if !is_short(text) {
        return Ok(());
    }
    Err((
        format!("a spreadsheet has shortened this number to `{text}`"),
        format!("its digits are lost: {FORM}, and write the whole number again"),
    ))
}

/// Whether a spreadsheet has written a long number in short: `5.01E+08`, `3,58501E+11`.
fn is_short(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix('+').unwrap_or(power);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    is_digits(digits) && is_digits(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "rows read better without references")]
    fn check<T: std::fmt::Debug + PartialEq>(found: Result<T, Fault>, expected: Result<T, (&str, &str)>) {
        let found = found.as_ref().map_err(|(what, help)| (what.as_str(), help.as_str()));
        assert_eq!(found, expected.as_ref().map_err(|words| *words));
    }

    #[test]
    fn days_are_read_as_a_spreadsheet_rewrites_them() {
        for text in
            ["2026-11-22", "22.11.2026", "22. 11. 2026", "2026/11/22", "22/11/2026", "11/22/2026", "22-11-2026", "2026-11-22 00:00:00"]
        {
            check(day(text), Ok("2026-11-22".to_owned()));
        }
        check(day("3.4.2026"), Ok("2026-04-03".to_owned()));
        check(day("04/04/2026"), Ok("2026-04-04".to_owned()));
    }

    #[test]
    fn a_day_that_can_be_two_is_refused() {
        check(day("03/04/2026"), Err(("`03/04/2026` can be two days", "write `2026-04-03` or `2026-03-04`, whichever is meant")));
        assert!(day("3-4-2026").unwrap_err().0.ends_with("can be two days"));
    }

    #[test]
    fn what_is_no_day_is_told_with_the_day_that_may_be_meant() {
        assert_eq!(day("22.11.26").unwrap_err().1, "write the year with four digits, like `2026-11-22`");
        assert!(day("46348").unwrap_err().1.starts_with("write `2026-11-22`"));
        assert!(day("31.2.2026").is_err() && day("soon").is_err() && day("").is_err() && day("2026-11").is_err());
    }

    #[test]
    fn times_and_numbers_are_read_with_what_a_spreadsheet_adds() {
        for text in ["9:00", "09.00", "09:00:00"] {
            check(time(text), Ok("09:00".to_owned()));
        }
        check(whole("50,00"), Ok(50));
        check(whole("50"), Ok(50));
        check(weekday("Thursday"), Ok(4));
        check(weekday("thu"), Ok(4));
        check(weekday("4"), Ok(4));
        assert!(whole("50,5").is_err() && weekday("8").is_err() && weekday("torsdag").is_err() && time("noon").is_err());
    }

    #[test]
    fn a_number_without_its_plus_is_told_with_the_mend() {
        let help = "write `+358501234567`; give the column the form \"text\" before you type it";
        check(phone("358501234567", "050 123 4567", "FI"), Err(("the number `358501234567` has lost its `+`", help)));
        assert!(phone("4663147500", "063-14 75 00", "SE").unwrap_err().1.starts_with("write `+4663147500`"));
    }

    #[test]
    fn a_shortened_number_has_lost_its_digits() {
        for text in ["5.01E+08", "3,58501E+11", "5E8"] {
            assert!(phone(text, "", "FI").unwrap_err().1.starts_with("its digits are lost"), "{text}");
            assert!(published(text, "", "FI").is_err(), "{text}");
        }
    }

    #[test]
    fn a_lost_zero_is_told_by_the_number_that_people_read() {
        assert!(phone("501234567", "050 123 4567", "FI").unwrap_err().1.starts_with("write `+358501234567`;"));
        assert!(published("501234567", "+358501234567", "FI").unwrap_err().1.starts_with("write `0501234567`"));
        check(published("22 33 44 55", "+4722334455", "NO"), Ok("22 33 44 55".to_owned()));
    }

    #[test]
    fn numbers_as_they_are_dialled_pass() {
        for (text, read, country) in [
            ("+358501234567", "050 123 4567", "FI"),
            ("116117", "116 117", "FI"),
            ("112", "112", "SE"),
            ("020844448", "020-84 44 48", "SE"),
        ] {
            check(phone(text, read, country), Ok(text.to_owned()));
        }
        assert!(phone("020-84 44 48", "020-84 44 48", "SE").unwrap_err().1.starts_with("write `020844448` here"));
    }
}
