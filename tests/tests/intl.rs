//! Days and lists as the files of words say them are those of the browser's own `Intl`, for each day of a year, in each language.
//!
//! The guide asks no `Intl`, so that pages written without a browser say the same (`docs/decisions/0022-days-and-counts-without-intl.md`).
//! Next: `locales/`, `src/words.rs`.

use journeys::failure::Result;
use journeys::guide::{Guide, PACK};
use journeys::words::Words;
use lykta_core::date::Date;
use serde_json::{Value, json};

/// Days, days with their weekday, weekdays alone, and a list, as `Intl` writes them; nothing where the browser does not know the language.
const INTL: &str = "
    const [tag, month, days] = arguments;
    if (!Intl.DateTimeFormat.supportedLocalesOf(tag).length) return null;
    const day = { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' };
    const weekday = { weekday: 'long', timeZone: 'UTC' };
    const ways = [day, { ...day, ...weekday }, weekday].map((how) => new Intl.DateTimeFormat(tag, how));
    return [days.map((day) => ways.map((how) => how.format(new Date(day)))), new Intl.ListFormat(tag).format(['A', 'B'])];
";

/// A pack with the language, the tag by which `Intl` writes as in the Nordic countries, and how it writes a month.
const LANGUAGES: [(&str, &str, &str, &str); 6] = [
    ("fi", "fi", "fi", "numeric"),
    ("fi", "sv", "sv", "long"),
    ("fi", "en", "en-GB", "long"),
    ("no", "nb", "nb", "long"),
    ("no", "nn", "nn", "long"),
    ("dk", "da", "da", "long"),
];

/// A day in these words, as the guide fills them.
fn written(words: &Words, key: &str, date: Date) -> Result<String> {
    let (year, month, day) = date.parts();
    let months = words.filled("months", &[])?;
    let month = months.split(' ').nth(usize::from(month) - 1).unwrap_or_default();
    let weekday = words.filled(&format!("weekday-{}", date.weekday().iso()), &[])?;
    words.filled(key, &[("{weekday}", &weekday), ("{day}", &day.to_string()), ("{month}", month), ("{year}", &year.to_string())])
}

#[test]
fn days_and_lists_are_those_that_the_browser_would_write() -> Result<()> {
    let guide = Guide::alone("en")?;
    assert_eq!(guide.pack(), PACK);
    let first = Date::parse("2026-01-01").unwrap_or(Date::EPOCH);
    let days: Vec<Date> = (0..365).map(|day| first.plus_days(day)).collect();
    let told: Vec<String> = days.iter().map(ToString::to_string).collect();
    let mut known = 0;
    for (pack, language, tag, month) in LANGUAGES {
        let words = Words::read(pack, language)?;
        let intl = guide.page().run(INTL, &[json!(tag), json!(month), json!(told)])?;
        if intl == Value::Null {
            eprintln!("this browser writes no {tag}");
            continue;
        }
        known += 1;
        for (number, day) in days.iter().enumerate() {
            let weekday = words.filled(&format!("weekday-{}", day.weekday().iso()), &[])?;
            let ours = [written(&words, "date", *day)?, written(&words, "date-long", *day)?, weekday.clone()];
            let mut theirs = intl.pointer(&format!("/0/{number}")).cloned().unwrap_or_default();
            // `Intl` bends the Finnish weekday as in "on Thursday", and here it stands after a colon; in English its comma comes and goes.
            let otherwise = match language {
                "fi" => format!("{weekday}na "),
                "en" => format!("{weekday}, "),
                _ => String::new(),
            };
            if let Some(Value::String(long)) = theirs.get_mut(1).filter(|_| !otherwise.is_empty()) {
                *long = long.replacen(&otherwise, &format!("{weekday} "), 1);
            }
            assert_eq!(json!(ours), theirs, "{language}");
        }
        let list = format!("A {} B", words.filled("and", &[])?);
        assert_eq!(intl.get(1), Some(&json!(list)), "{language}");
    }
    assert!(known >= 5, "{known} languages were compared");
    Ok(())
}
