//! A figure: a number with its unit, a number to dial, an address, hours, a section of law, as the register of facts names it.
//!
//! In: the text of a figure. Out: what must be found on a card; none if it cannot be read.
//! Never guesses: what is no figure is told of, since a figure that is not understood would be looked for by nobody.
//! Next: `found.rs`.

use lykta_core::schedule::Schedule;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of the calendar.
    Days,
    /// Days from Monday to Friday that are no holidays.
    Weekdays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years that pass.
    Years,
    /// Years of age.
    Age,
    /// Doses of a medicine.
    Doses,
}

impl Unit {
    /// Those that have words of their own; years of age are years.
    pub const COUNTED: [Self; 8] =
        [Self::Minutes, Self::Hours, Self::Days, Self::Weekdays, Self::Weeks, Self::Months, Self::Years, Self::Doses];

    /// As the files of words name it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weekdays => "weekdays",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Age => "age",
            Self::Doses => "doses",
        }
    }
}

/// What must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A number, or two of them, and what they count; both alike if there is one.
    Count(u32, u32, Unit),
    /// Digits to dial, with a plus if it has one.
    Dial(String),
    /// The name of a host.
    Host(String),
    /// Opening hours, rule by rule.
    Hours(Vec<String>),
    /// Day and night.
    Always,
    /// The number of an act, its section and its subsection; a part that is empty may be any.
    Law(String, String, String),
}

/// How figures are written, for who mends one.
pub const HELP: &str = "write it like `3 months`, `7 weekdays`, `age 18`, `age 16-67`, `8 doses`, `0800 900 45`, `vinkki.info`, \
                        `24/7`, `Mo-Fr 12:00-18:00`, `1301/2014 § 24(3)`, `2025:400 § 13 kap. 10` or `LOV-1999-07-02-63 § 2-2 a`";

impl Figure {
    /// Reads a figure.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "24/7" {
            return Some(Self::Always);
        }
        law(text)
            .or_else(|| count(text))
            .or_else(|| dial(text))
            .or_else(|| host(text))
            .or_else(|| Schedule::parse(text).ok().map(|_| Self::Hours(rules(text))))
    }
}

/// The rules of opening hours, without the spaces around them.
#[must_use]
pub fn rules(hours: &str) -> Vec<String> {
    hours.split(';').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of an act, as its country writes it: `1301/2014`, `2025:400`, `LOV-1999-07-02-63`.
fn is_act(text: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && is_number(text);
    let finnish = text.split_once('/').is_some_and(|(number, year)| is_number(number) && is_year(year));
    let swedish = text.split_once(':').is_some_and(|(year, number)| is_number(number) && is_year(year));
    let norwegian = ["LOV-", "FOR-"].into_iter().filter_map(|start| text.strip_prefix(start)).any(|rest| {
        let parts: Vec<&str> = rest.split('-').collect();
        matches!(parts.len(), 3 | 4) && parts.iter().all(|part| is_number(part)) && parts.first().is_some_and(|year| is_year(year))
    });
    finnish || swedish || norwegian
}

/// `1301/2014`, `1301/2014 § 24 b`, `1301/2014 § 24(3)`, `734/1992 § 5(1) point 9`, `2025:400 § 13 kap. 10`, `LOV-1999-07-02-63 § 2-2 a`.
fn law(text: &str) -> Option<Figure> {
    let (act, place) = text.split_once('§').map_or((text, ""), |(act, place)| (act.trim(), place.trim()));
    if !is_act(act) || text.contains('§') && place.is_empty() {
        return None;
    }
    let (section, rest) = place.split_once('(').unwrap_or((place, ""));
    let subsection = if rest.is_empty() {
        String::new()
    } else {
        let (subsection, point) = rest.split_once(')')?;
        let point = point.trim();
        if !is_number(subsection) || !(point.is_empty() || point.starts_with("point ")) {
            return None;
        }
        format!("{subsection} {point}").trim().to_owned()
    };
    Some(Figure::Law(act.to_owned(), section.trim().to_owned(), subsection))
}

/// `3 months`, `8-15 doses`, `age 18`, `age 16-67`.
fn count(text: &str) -> Option<Figure> {
    let (first, second) = text.split_once(' ')?;
    let (numbers, unit) = if first == "age" { (second, Unit::Age) } else { (first, unit(second.trim())?) };
    let (low, high) = numbers.split_once(['-', '–']).unwrap_or((numbers, numbers));
    if !is_number(low) || !is_number(high) {
        return None;
    }
    Some(Figure::Count(low.parse().ok()?, high.parse().ok()?, unit))
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" => Unit::Minutes,
        "hour" | "hours" => Unit::Hours,
        "day" | "days" => Unit::Days,
        "weekday" | "weekdays" | "working day" | "working days" => Unit::Weekdays,
        "week" | "weeks" => Unit::Weeks,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        "dose" | "doses" => Unit::Doses,
        _ => return None,
    })
}

fn dial(text: &str) -> Option<Figure> {
    let digits: String = text.chars().filter(|sign| !matches!(sign, ' ' | '\u{a0}')).collect();
    let bare = digits.strip_prefix('+').unwrap_or(&digits);
    (bare.len() >= 3 && is_number(bare)).then_some(Figure::Dial(digits))
}

fn host(text: &str) -> Option<Figure> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
    let is_host = text.contains('.') && text.split('.').all(is_part) && text.rsplit('.').next().is_some_and(|end| !is_number(end));
    is_host.then(|| Figure::Host(text.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, figure: impl Into<Option<Figure>>) {
        assert_eq!(Figure::parse(text), figure.into());
    }

    fn law(number: &str, section: &str, subsection: &str) -> Option<Figure> {
        Some(Figure::Law(number.to_owned(), section.to_owned(), subsection.to_owned()))
    }

    #[test]
    fn a_number_has_its_unit() {
        check("3 months", Some(Figure::Count(3, 3, Unit::Months)));
        check("8-15 doses", Some(Figure::Count(8, 15, Unit::Doses)));
        check("age 16–67", Some(Figure::Count(16, 67, Unit::Age)));
        check("7 weekdays", Some(Figure::Count(7, 7, Unit::Weekdays)));
    }

    #[test]
    fn a_section_may_have_letters_subsections_and_points() {
        check("1301/2014", law("1301/2014", "", ""));
        check("1301/2014 § 24 b", law("1301/2014", "24 b", ""));
        check("1301/2014 § 24(3)", law("1301/2014", "24", "3"));
        check("734/1992 § 5(1) point 9", law("734/1992", "5", "1 point 9"));
        check("2025:400", law("2025:400", "", ""));
        check("2025:400 § 13 kap. 10", law("2025:400", "13 kap. 10", ""));
        check("LOV-1999-07-02-63 § 2-2 a(1)", law("LOV-1999-07-02-63", "2-2 a", "1"));
        check("LOV-2011-06-24-30", law("LOV-2011-06-24-30", "", ""));
    }

    #[test]
    fn numbers_addresses_and_hours_are_told_apart() {
        check("0800 900 45", Some(Figure::Dial("080090045".to_owned())));
        check("+358 18 532 800", Some(Figure::Dial("+35818532800".to_owned())));
        check("vinkki.info", Some(Figure::Host("vinkki.info".to_owned())));
        check("24/7", Some(Figure::Always));
        check("Mo-Fr 12:00-18:00; PH off", Some(Figure::Hours(vec!["Mo-Fr 12:00-18:00".to_owned(), "PH off".to_owned()])));
    }

    #[test]
    fn what_has_no_unit_is_no_figure() {
        for text in [
            "",
            "3",
            "three months",
            "3 moons",
            "1301/14",
            "1301/2014 §",
            "25:400",
            "LOV-99-07",
            "LOV-",
            "1301/2014 § 24(b)",
            "soon",
            "age old",
            "12.30",
        ] {
            check(text, None);
        }
    }
}
