//! The table of personas: on paper, on a terminal of 80 columns and in a pipe alike.
//!
//! In: personas that were run. Out: lines of at most 80 signs, one expectation a line, with what was found beside it.
//! Never drops a word: what does not fit goes to the next line.

use lykta_core::truth::Truth;

use super::Tried;
use crate::persona::{Expected, Outcome};

/// Signs of each column; with two blanks between them 80.
const OK: usize = 3;
const PERSONA: usize = 22;
const EXPECTED: usize = 38;
const FOUND: usize = 11;

/// The table, without a last line break.
#[must_use]
pub fn table(tried: &[Tried<'_>]) -> String {
    let mut lines = vec![row("ok", "persona", "expected", "found"), "-".repeat(OK + PERSONA + EXPECTED + FOUND + 6)];
    for tried in tried {
        let mut left = wrapped(&tried.persona.entry.id, PERSONA, "");
        left.extend(wrapped(&tried.persona.entry.about, PERSONA, ""));
        let mut right: Vec<(String, String)> = Vec::new();
        for outcome in &tried.outcomes {
            let (word, of) = words(outcome);
            let mut texts = wrapped(&format!("{word} {of}"), EXPECTED, "  ").into_iter();
            right.push((texts.next().unwrap_or_default(), found(outcome)));
            right.extend(texts.map(|text| (text, String::new())));
        }
        for index in 0..left.len().max(right.len()) {
            let ok = match (index, tried.holds) {
                (0, true) => "yes",
                (0, false) => "NO",
                _ => "",
            };
            let (expected, found) = right.get(index).cloned().unwrap_or_default();
            lines.push(row(ok, left.get(index).map_or("", String::as_str), &expected, &found));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What is expected, in the words of the format, and of what.
#[must_use]
pub fn words(outcome: &Outcome) -> (&'static str, String) {
    let of = outcome.of.clone();
    match outcome.expected {
        Expected::Card(Truth::Yes) => ("shows", of),
        Expected::Card(Truth::Unknown) => ("may_show", of),
        Expected::Card(Truth::No) => ("hides", of),
        Expected::Place(index) => ("starts_with", format!("{}. {of}", index + 1)),
        Expected::LastDay => ("last_day", format!("{of} {}", outcome.wanted)),
        Expected::Next => ("next", of),
    }
}

/// What was found; a mark where it is another than expected.
fn found(outcome: &Outcome) -> String {
    let word = match (outcome.expected, outcome.found.as_str()) {
        (Expected::Card(_), "yes") => "shown",
        (Expected::Card(_), "unknown") => "may show",
        (Expected::Card(_), "no") => "hidden",
        (Expected::Place(_), "none") => "nowhere",
        (_, word) => word,
    };
    let place = if matches!(outcome.expected, Expected::Place(_)) && word != "nowhere" { "." } else { "" };
    format!("{word}{place}{}", if outcome.holds() { "" } else { " !" })
}

fn row(ok: &str, persona: &str, expected: &str, found: &str) -> String {
    format!("{ok:OK$}  {persona:PERSONA$}  {expected:EXPECTED$}  {found}").trim_end().to_owned()
}

/// Words in lines of at most so many signs; a word that is longer is cut after a hyphen, or where it must be.
fn wrapped(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word;
        loop {
            let used = line.chars().count();
            let gap = usize::from(!line.trim().is_empty());
            if used + gap + word.chars().count() <= width {
                if gap > 0 {
                    line.push(' ');
                }
                line.push_str(word);
                break;
            }
            if !line.trim().is_empty() {
                lines.push(std::mem::replace(&mut line, indent.to_owned()));
                continue;
            }
            let room = width.saturating_sub(used).max(1);
            let end = word.char_indices().nth(room).map_or(word.len(), |(at, _)| at);
            let head = word.get(..end).unwrap_or(word);
            let cut = head.rfind('-').map_or(end, |hyphen| hyphen + 1);
            line.push_str(word.get(..cut).unwrap_or(word));
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            word = word.get(cut..).unwrap_or("");
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, lines: &[&str]) {
        assert_eq!(wrapped(text, width, "  "), lines);
    }

    #[test]
    fn words_go_on_in_the_next_line() {
        check("a man in Mariehamn", 9, &["a man in", "  Marieha", "  mn"]);
        check("shows fi-line-112", 20, &["shows fi-line-112"]);
    }

    #[test]
    fn a_long_id_is_cut_after_a_hyphen() {
        check("mother-in-helsinki", 12, &["mother-in-", "  helsinki"]);
    }

    #[test]
    fn signs_count_and_not_bytes() {
        check("ääää öööö", 9, &["ääää öööö"]);
    }
}
