//! Found: whether a figure stands on a card, as a person reads it in a language.
//!
//! In: a figure, a card, the acts of the pack, a language. Out: whether it stands there.
//! A period is found by its number and its unit in that language, in digits or words; a number to call by its digits; an address by its host;
//! hours on a contact; a section in the law of the card or of its time limits.
//! Never converts: 28 days are not found where 4 weeks are written, since the law counts them otherwise.
//! Next: `mod.rs`.

use lykta_core::format::source::{Act, Card, Citation, Flag, Texts};

use crate::facts::figure::{Figure, Unit, rules};
use crate::facts::words::{Words, fits};
use crate::read::Located;

/// A card with its texts in one language, taken apart.
#[derive(Debug)]
pub struct Face<'a> {
    card: &'a Card,
    texts: Vec<String>,
    tokens: Vec<Vec<String>>,
}

impl<'a> Face<'a> {
    /// A card as one language shows it.
    #[must_use]
    pub fn new(card: &'a Card, language: &str) -> Self {
        let texts: Vec<String> = texts(card).into_iter().filter_map(|words| words.get(language)).map(|text| text.to_lowercase()).collect();
        let tokens = texts.iter().map(|text| tokens(text)).collect();
        Self { card, texts, tokens }
    }

    /// Whether the figure stands here; a figure in words needs the words of the language.
    #[must_use]
    pub fn holds(&self, figure: &Figure, acts: &[Located<Act>], words: Option<&Words>) -> bool {
        match figure {
            Figure::Law(act, section, subsection) => self.cites(acts, act, section, subsection),
            Figure::Dial(digits) => self.dials(digits),
            Figure::Host(host) => self.leads_to(host),
            Figure::Hours(wanted) => self.schedules().any(|hours| {
                let own = rules(hours);
                wanted.iter().all(|rule| own.contains(rule))
            }),
            Figure::Always => {
                let says = |words: &Words| words.always.iter().any(|phrase| self.texts.iter().any(|text| text.contains(phrase)));
                self.card.flags.contains(&Flag::DayAndNight) || self.schedules().any(|hours| hours == "24/7") || words.is_some_and(says)
            }
            Figure::Count(low, high, unit) => {
                words.is_some_and(|words| self.tokens.iter().any(|tokens| counts(tokens, *low, *high, *unit, words)))
            }
        }
    }

    fn schedules(&self) -> impl Iterator<Item = &str> {
        self.card.contact.iter().filter_map(|contact| contact.hours.as_deref())
    }

    fn cites(&self, acts: &[Located<Act>], number: &str, section: &str, subsection: &str) -> bool {
        let is_act = |law: &Citation| acts.iter().any(|act| act.entry.id == law.act && act.entry.number == number);
        let is_below = |law: &Citation| {
            let own = law.subsection.as_deref().unwrap_or("");
            own == subsection || !subsection.contains(' ') && own.split(' ').next() == Some(subsection)
        };
        let mut laws = self.card.law.iter().chain(self.card.deadline.iter().flat_map(|deadline| &deadline.law));
        let is_cited =
            laws.any(|law| is_act(law) && (section.is_empty() || law.section == section) && (subsection.is_empty() || is_below(law)));
        // An act that the register names without a section may be named in a text: a law of a card needs a section.
        is_cited || section.is_empty() && self.texts.iter().any(|text| stands(text, number))
    }

    fn dials(&self, wanted: &str) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let bare = digits(wanted);
        let national = bare.trim_start_matches('0');
        // Behind the code of a country the zero of a number inside it is left out.
        let dialled = |number: &str| {
            let own = digits(number);
            own == bare || number.starts_with('+') && national.len() >= 5 && own.ends_with(national) && own.len() <= national.len() + 3
        };
        let numbers = self.card.contact.iter().flat_map(|contact| [&contact.phone, &contact.sms, &contact.number]).flatten();
        numbers.into_iter().any(|number| dialled(number)) || self.tokens.iter().any(|tokens| stands_in_a_row(tokens, &bare))
    }

    fn leads_to(&self, host: &str) -> bool {
        let is_below = |url: &str| {
            let own = url.strip_prefix("https://").unwrap_or(url).split(['/', '?', '#']).next().unwrap_or("").to_lowercase();
            own == host || own.strip_suffix(host).is_some_and(|before| before.ends_with('.'))
        };
        let contacts = self.card.contact.iter().filter_map(|contact| contact.url.as_deref());
        let meetings = self.card.meeting.iter().filter_map(|meeting| meeting.url.as_deref());
        contacts.chain(meetings).any(is_below) || self.texts.iter().any(|text| stands(text, host))
    }
}

/// Whether the words stand in a text as they are, not as a part of longer ones.
fn stands(text: &str, words: &str) -> bool {
    let is_bound = |sign: Option<char>| !sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '-');
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + words.len()..).unwrap_or(""));
        is_bound(before.chars().next_back()) && is_bound(after.chars().next())
    })
}

/// All texts of a card that a person reads.
fn texts(card: &Card) -> Vec<&Texts> {
    let single = [&card.first, &card.know, &card.say, &card.refused, &card.decides, &card.check_with];
    let mut texts: Vec<&Texts> = vec![&card.title, &card.text];
    texts.extend(single.into_iter().flatten());
    texts.extend(&card.step);
    texts.extend(card.hangs_on.values());
    texts.extend(card.deadline.iter().map(|deadline| &deadline.text));
    texts.extend(card.contact.iter().flat_map(|contact| [&contact.label, &contact.hours_text]).flatten());
    texts
}

/// Runs of letters and digits, in small letters. A soft hyphen inside a word is passed over.
fn tokens(text: &str) -> Vec<String> {
    let whole = text.replace('\u{ad}', "");
    whole.split(|sign: char| !sign.is_alphanumeric()).filter(|token| !token.is_empty()).map(str::to_owned).collect()
}

/// Whether the digits stand in tokens that follow each other and are numbers alone.
fn stands_in_a_row(tokens: &[String], digits: &str) -> bool {
    (0..tokens.len()).any(|start| {
        let mut rest = digits;
        for token in tokens.get(start..).unwrap_or_default() {
            match rest.strip_prefix(token.as_str()) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    })
}

/// The number that a token says.
fn number(token: &str, words: &Words) -> Option<u32> {
    let digits: String = token.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        // "7th", "3rd": an ending, not another word.
        let is_plain = token.chars().count() <= digits.len() + 2;
        return digits.parse().ok().filter(|_| is_plain);
    }
    words.numbers.iter().find(|(_, names)| names.iter().any(|name| name == token)).map(|(number, _)| *number)
}

fn is_unit(token: &str, unit: Unit, words: &Words) -> bool {
    words.units.iter().any(|(known, names)| *known == unit && names.iter().any(|name| fits(token, name)))
}

/// Whether one of the texts counts so many of the unit.
fn counts(tokens: &[String], low: u32, high: u32, unit: Unit, words: &Words) -> bool {
    (0..tokens.len()).any(|at| {
        let token = |at: usize| tokens.get(at).map_or("", String::as_str);
        if low == 1 && high == 1 && stands_alone(tokens, at, unit, words) {
            return true;
        }
        let is_article = words.articles.iter().any(|word| word == token(at));
        let counts_one = || at.checked_sub(1).is_some_and(|before| words.before_one.iter().any(|word| word == token(before)));
        if number(token(at), words) != Some(low) || is_article && !counts_one() {
            return false;
        }
        // Of two numbers the second one stands beside the first, with a word between at most: "8 or 15", "from 16 to 67".
        let end = if low == high { Some(at) } else { (at + 1..=at + 2).find(|at| number(token(*at), words) == Some(high)) };
        end.is_some_and(|end| match unit {
            Unit::Age => is_age(tokens, at, end, words),
            Unit::Doses => is_dosed(tokens, at, end, words),
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weekdays | Unit::Weeks | Unit::Months | Unit::Years => {
                is_counted(tokens, end, unit, words)
            }
        })
    })
}

/// Whether the unit follows the number, with one word between at most that counts nothing else: "three whole months".
fn is_counted(tokens: &[String], at: usize, unit: Unit, words: &Words) -> bool {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let (next, after) = (token(at + 1), token(at + 2));
    let is_working = words.working.iter().any(|word| word == next);
    match unit {
        Unit::Weekdays => {
            is_unit(next, unit, words)
                || is_working && is_unit(after, Unit::Days, words)
                || is_free(next, words) && is_unit(after, unit, words)
        }
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Years | Unit::Age | Unit::Doses => {
            is_unit(next, unit, words) || !is_working && is_free(next, words) && is_unit(after, unit, words)
        }
    }
}

/// Whether doses are counted: the word stands near, before or after ("8 days' doses, at times 15").
fn is_dosed(tokens: &[String], start: usize, end: usize, words: &Words) -> bool {
    let near = tokens.get(start.saturating_sub(5)..(end + 4).min(tokens.len())).unwrap_or_default();
    near.iter().any(|token| is_unit(token, Unit::Doses, words))
}

/// Whether a word is neither a number nor a unit.
fn is_free(token: &str, words: &Words) -> bool {
    number(token, words).is_none() && !words.units.iter().any(|(unit, _)| is_unit(token, *unit, words))
}

/// "kuukauden kuluessa": a unit by itself is one of it, where no number stands before it.
fn stands_alone(tokens: &[String], at: usize, unit: Unit, words: &Words) -> bool {
    let is_alone = |token: &String| words.alone.iter().any(|(known, names)| *known == unit && names.contains(token));
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    tokens.get(at).is_some_and(is_alone) && before.is_none_or(|before| number(before, words).is_none())
}

/// Whether the numbers from `start` to `end` are years of age: a word of age stands near, and they count nothing else.
fn is_age(tokens: &[String], start: usize, end: usize, words: &Words) -> bool {
    let near = |at: usize, list: &[String]| tokens.get(at).is_some_and(|token| list.iter().any(|word| fits(token, word)));
    let next = tokens.get(end + 1).map_or("", String::as_str);
    let counts_other = words.units.iter().any(|(unit, _)| *unit != Unit::Years && is_unit(next, *unit, words));
    let before = [1, 2].into_iter().filter_map(|back| start.checked_sub(back)).any(|at| near(at, &words.before_age));
    !counts_other && (before || near(end + 1, &words.after_age))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::words;

    #[track_caller]
    fn check(language: &str, text: &str, figure: &str, stands: bool) {
        let Some(Figure::Count(low, high, unit)) = Figure::parse(figure) else { panic!("{figure}") };
        assert_eq!(counts(&tokens(&text.to_lowercase()), low, high, unit, words::of(language).unwrap()), stands, "{text}: {figure}");
    }

    #[test]
    fn a_period_stands_in_digits_or_words_with_the_endings_of_its_language() {
        check("fi", "Päätös tehdään 3 kuukauden kuluessa.", "3 months", true);
        check("fi", "Apu alkaa kolmessa kuukaudessa.", "3 months", true);
        check("fi", "Apu alkaa kuukauden kuluessa.", "1 month", true);
        check("fi", "Arvio alkaa 7. arkipäivänä.", "7 weekdays", true);
        check("fi", "Hoito alkaa 14 vuorokauden kuluessa.", "14 days", true);
        check("sv", "Du får vård inom tre månader.", "3 months", true);
        check("sv", "Vården börjar inom 14 dygn.", "14 days", true);
        check("sv", "senast den sjunde vardagen", "7 weekdays", true);
        check("sv", "inom en månad", "1 month", true);
        check("en", "within three months", "3 months", true);
        check("en", "within a month", "1 month", true);
        check("en", "It lasts at least one year.", "1 year", true);
        check("da", "inden for en måned", "1 month", true);
        check("en", "by the 7th weekday", "7 weekdays", true);
        check("en", "within seven working days", "7 weekdays", true);
        check("nb", "innen seks måneder", "6 months", true);
        check("nn", "innan sju virkedagar", "7 weekdays", true);
        check("nn", "innan fire veker", "4 weeks", true);
        check("da", "inden for 14 dage", "14 days", true);
        check("da", "senest syv hverdage", "7 weekdays", true);
    }

    #[test]
    fn another_number_or_another_unit_is_not_it() {
        check("fi", "Apu alkaa kahden kuukauden kuluessa.", "1 month", false);
        check("fi", "Arvio alkaa 7 päivän kuluessa.", "7 weekdays", false);
        check("fi", "Arvio alkaa 7 arkipäivän kuluessa.", "7 days", false);
        check("fi", "Hoito kestää 13 kuukautta.", "3 months", false);
        check("sv", "inom sju vardagar", "7 days", false);
        check("sv", "inom tre veckor", "3 months", false);
        check("en", "within seven working days", "7 days", false);
        check("en", "3 weeks and 6 months", "3 months", false);
        check("en", "within 14 months", "14 days", false);
        check("da", "inden for tre uger", "3 months", false);
        check("en", "You can come twice a month.", "1 month", false);
        check("sv", "två gånger en månad", "1 month", false);
    }

    #[test]
    fn an_age_needs_a_word_of_age_beside_it() {
        check("fi", "Olet alle 23-vuotias.", "age 23", true);
        check("fi", "Sinun on oltava 16–67-vuotias.", "age 16-67", true);
        check("sv", "om du är under 18", "age 18", true);
        check("en", "you are aged 16 to 67", "age 16-67", true);
        check("en", "18-year-olds", "age 18", true);
        check("en", "open until 18 on weekdays", "age 18", false);
        check("en", "under 18 months", "age 18", false);
        check("da", "hvis du er under 18 år", "age 18", true);
    }

    #[test]
    fn two_numbers_stand_beside_each_other() {
        check("en", "up to 8 or 15 doses", "8-15 doses", true);
        check("fi", "8–15 annosta", "8-15 doses", true);
        check("en", "8 times or, in the end, 15 doses", "8-15 doses", false);
    }

    #[test]
    fn doses_are_counted_from_either_side() {
        check("fi", "Voit saada kotiin 8 päivän annokset, poikkeuksellisesti 15.", "8 doses", true);
        check("fi", "Voit saada kotiin 8 päivän annokset, poikkeuksellisesti 15.", "15 doses", true);
        check("sv", "högst 8 dygnsdoser, undantagsvis 15", "15 doses", true);
        check("en", "You can take home your medicine for up to 8 days.", "8 doses", false);
    }

    #[test]
    fn a_number_to_call_stands_in_a_text_as_published() {
        let row = |text: &str, digits: &str| stands_in_a_row(&tokens(text), digits);
        assert!(row("soita 0800 900 45.", "080090045"));
        assert!(row("soita 116 117 heti", "116117"));
        assert!(!row("soita 0800 900 451", "080090045"));
        assert!(!row("1126", "112"));
    }
}
