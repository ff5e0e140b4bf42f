//! Opening hours in words, in the manner of each language.
//!
//! In: a schedule, a language. Out: for example "Mon–Fri 12:00–18:00".
//! Next: `lykta_core::schedule`.

use lykta_core::schedule::{Opening, Schedule};

use crate::locale;

/// Every day of the week, as bits of `Opening::days`.
const WEEK: u32 = 0x7f;

/// Whether all contacts have hours, and none answers day and night; hours that are not given are none.
pub fn is_never_always(hours: impl Iterator<Item = Option<Schedule>>) -> bool {
    let mut hours = hours.peekable();
    hours.peek().is_some() && hours.all(|schedule| schedule.is_some_and(|schedule| !schedule.is_always()))
}

/// The hours in words; empty in a language that the app does not speak.
#[must_use]
pub fn words(schedule: &Schedule, language: &str) -> String {
    let word = |key: &str| locale::word(language, key);
    if schedule.is_always() {
        return word("always-open").to_owned();
    }
    let mut rules: Vec<(Opening, String)> = Vec::new();
    // What is said of holidays as a whole is left to the state of the day.
    for opening in schedule.openings.iter().filter(|opening| opening.to > 1 || opening.days & WEEK != 0) {
        let hours = if opening.is_off() { word("hours-closed").to_owned() } else { span(language, opening) };
        match rules.last_mut() {
            Some((rule, text)) if rule.is_of_rule(opening) => *text = format!("{text}, {hours}"),
            _ => rules.push((*opening, hours)),
        }
    }
    rules.iter().map(|(rule, hours)| format!("{} {hours}", rule_words(language, rule))).collect::<Vec<_>>().join("; ")
}

fn span(language: &str, opening: &Opening) -> String {
    let time = |minute: u32| {
        let minute = if minute > 1440 { minute - 1440 } else { minute };
        locale::word(language, "time").replace("{hours}", &(minute / 60).to_string()).replace("{minutes}", &format!("{:02}", minute % 60))
    };
    locale::word(language, "time-span").replace("{from}", &time(opening.from)).replace("{to}", &time(opening.to))
}

/// The days that a rule names: `21 December–6 January Mon–Fri`.
fn rule_words(language: &str, rule: &Opening) -> String {
    let mut parts = Vec::new();
    if rule.first != 0 {
        parts.push(dates_words(language, rule.first, rule.last));
    }
    if rule.first == 0 || rule.days & WEEK != WEEK {
        let names: Vec<&str> = locale::word(language, "weekdays-short").split(' ').collect();
        let counts: Vec<String> = (0..5).filter(|count| rule.days & (1 << (8 + count)) != 0).map(|count| (count + 1).to_string()).collect();
        let mut days = days_words(rule.days, &names);
        if !counts.is_empty() {
            days = locale::word(language, "hours-counted").replace("{day}", &days).replace("{number}", &counts.join(", "));
        }
        if rule.days & (1 << 13) != 0 {
            days = locale::word(language, "hours-last").replace("{day}", &days);
        }
        let holidays = (rule.days & (1 << 7) != 0).then(|| locale::word(language, "hours-holidays").to_owned());
        parts.push([Some(days).filter(|days| !days.is_empty()), holidays].into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    parts.join(" ")
}

/// `24 December`, `24 December–6 January`, `June–August`; with a year if of one year.
fn dates_words(language: &str, first: u32, last: u32) -> String {
    let months: Vec<&str> = locale::word(language, "months").split(' ').collect();
    let is_whole = first % 32 == 1 && last % 32 == 31;
    let written = |key: u32| {
        let (year, month, day) = (key / 512, key / 32 % 16, key % 32);
        let month = usize::try_from(month).ok().and_then(|month| months.get(month.checked_sub(1)?)).copied().unwrap_or("");
        let year = if year == 0 { String::new() } else { year.to_string() };
        let date = if is_whole { format!("{month} {year}") } else { date_words(language, day, month, &year) };
        date.trim().to_owned()
    };
    let (from, to) = (written(first), written(last));
    if from == to { from } else { format!("{from}–{to}") }
}

fn date_words(language: &str, day: u32, month: &str, year: &str) -> String {
    locale::word(language, "date").replace("{day}", &day.to_string()).replace("{month}", month).replace("{year}", year)
}

/// `Mon–Fri`, `Mon, Wed`.
fn days_words(days: u32, names: &[&str]) -> String {
    let name = |day: usize| names.get(day).copied().unwrap_or("");
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in (0..7).filter(|day| days & (1 << day) != 0) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let words: Vec<String> = runs
        .iter()
        .map(|(first, last)| match last - first {
            0 => name(*first).to_owned(),
            1 => format!("{}, {}", name(*first), name(*last)),
            _ => format!("{}–{}", name(*first), name(*last)),
        })
        .collect();
    words.join(", ")
}

/// How a rule that cannot be read is mended: the same with hours in full, if that is what is wrong.
#[must_use]
pub fn mend(rule: &str) -> String {
    let rule = rule.replace(['–', '—'], "-");
    if rule == "24/7" {
        return "write `24/7` alone: it holds on every day, holidays too".to_owned();
    }
    let is_empty = |span: &str| span.split_once('-').is_some_and(|(from, to)| from.trim() == to.trim());
    if rule.split_once(' ').is_some_and(|(_, times)| times.split(',').any(is_empty)) {
        return "write an end that is not the start; a whole day is `00:00-24:00`".to_owned();
    }
    let full = |time: &str| {
        let (hours, minutes) = time.split_once([':', '.']).unwrap_or((time, "00"));
        format!("{hours:0>2}:{minutes:0>2}")
    };
    let mended = rule.split_once(' ').map(|(days, times)| {
        let times: Vec<String> =
            times.split(',').map(|time| time.split('-').map(|time| full(time.trim())).collect::<Vec<_>>().join("-")).collect();
        format!("{days} {}", times.join(","))
    });
    match mended.filter(|mended| Schedule::parse(mended).is_ok()) {
        Some(mended) => format!("write `{mended}`"),
        None => "write `24/7` or rules like `Mo-Fr 12:00-18:00; Dec 24-26 off; PH off`; other words go into `hours_text`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hours: &str, language: &str, expected: &str) {
        assert_eq!(words(&Schedule::parse(hours).unwrap(), language), expected);
    }

    #[test]
    fn runs_of_days_are_joined() {
        check("Mo-Fr 12:00-18:00", "fi", "ma–pe 12.00–18.00");
        check("Mo,We 16:00-20:00; Tu,Th,Fr 09:00-13:00", "sv", "mån, ons 16.00–20.00; tis, tors, fre 9.00–13.00");
        check("Sa,Su 20:00-02:00", "en", "Sat, Sun 20:00–2:00");
        check("24/7", "en", "Day and night");
    }

    #[test]
    fn hours_without_minutes_are_written_in_full() {
        assert_eq!(mend("Mo-Fr 8-16"), "write `Mo-Fr 08:00-16:00`");
        assert_eq!(mend("Sa 9.30–12,13–15"), "write `Sa 09:30-12:00,13:00-15:00`");
        assert_eq!(mend("24/7"), "write `24/7` alone: it holds on every day, holidays too");
        assert!(mend("Mo-Fr 16:00-16:00").starts_with("write an end"));
        assert!(mend("Mo-Fr 25:00-26:00").starts_with("write `24/7` or rules"));
        assert!(mend("weekdays").starts_with("write `24/7`"));
    }
}
