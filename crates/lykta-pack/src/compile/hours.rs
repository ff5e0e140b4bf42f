//! Opening hours in words, in the manner of each language.
//!
//! In: a schedule, a language. Out: for example "Mon–Fri 12:00–18:00".
//! Next: `lykta_core::schedule`.

use lykta_core::schedule::Schedule;

use crate::locale;

/// Whether all contacts have hours, and none answers day and night; hours that are not given are empty.
pub fn is_never_always<'a>(hours: impl Iterator<Item = &'a str>) -> bool {
    let is_limited = |hours: &str| !hours.is_empty() && !Schedule::parse(hours).is_ok_and(|schedule| schedule.is_always());
    let mut hours = hours.peekable();
    hours.peek().is_some() && hours.all(is_limited)
}

/// The hours in words; empty in a language that the app does not speak.
#[must_use]
pub fn words(schedule: &Schedule, language: &str) -> String {
    let word = |key: &str| locale::word(language, key);
    if schedule.is_always() {
        return word("always-open").to_owned();
    }
    let names: Vec<&str> = word("weekdays-short").split(' ').collect();
    let time = |minute: u16| {
        let minute = if minute > 1440 { minute - 1440 } else { minute };
        word("time").replace("{hours}", &(minute / 60).to_string()).replace("{minutes}", &format!("{:02}", minute % 60))
    };
    let mut parts: Vec<(u8, String)> = Vec::new();
    for opening in &schedule.openings {
        let hours = word("time-span").replace("{from}", &time(opening.from)).replace("{to}", &time(opening.to));
        match parts.last_mut() {
            Some((days, text)) if *days == opening.days => *text = format!("{text}, {hours}"),
            _ => parts.push((opening.days, hours)),
        }
    }
    parts.iter().map(|(days, hours)| format!("{} {hours}", days_words(*days, &names))).collect::<Vec<_>>().join("; ")
}

/// `Mon–Fri`, `Mon, Wed`.
fn days_words(days: u8, names: &[&str]) -> String {
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
        None => "write `24/7` or rules like `Mo-Fr 12:00-18:00; PH off`; other words go into `hours_text`".to_owned(),
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
