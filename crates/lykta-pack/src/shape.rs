//! Shape faults: what the reader of an entry says, in the editor's words.
//!
//! In: the reader's message, the field that it means, and what stands there. Out: what is wrong, and a mend to paste.
//! Never a word of the reader itself: an editor knows texts, numbers, lists and tables.
//! Next: `read.rs`, the caller.

use crate::problem::meant;

/// A field as it is written, for those that an entry cannot do without and those whose shape is often missed.
const SAMPLES: &[(&str, &str)] = &[
    ("format", "format = 1"),
    ("id", "id = \"some-id\""),
    ("version", "version = \"2026.11.1\""),
    ("country", "country = \"FI\""),
    ("languages", "languages = [\"fi\", \"sv\", \"en\"]"),
    ("timezone", "timezone = \"Europe/Helsinki\""),
    ("help_now", "help_now = [\"fi-line-example\"]"),
    ("kind", "kind = \"single\""),
    ("text", "text = { en = \"Words, in each language\" }"),
    ("unknown", "unknown = { en = \"if you are pregnant\" }"),
    ("title", "title = { en = \"Words, in each language\" }"),
    ("name", "name = { en = \"Name, in each language\" }"),
    ("checked_on", "checked_on = \"2026-11-21\""),
    ("confidence", "confidence = \"page\""),
    ("rank", "rank = 50"),
    ("facts", "facts = [\"FH3\"]"),
    ("says", "says = \"The line answers day and night.\""),
    ("figure", "figure = \"0800 900 45\""),
    ("day", "day = 1"),
    ("time", "time = \"18:00\""),
    ("number", "number = \"116 117\""),
    ("act", "act = \"social-welfare\""),
    ("section", "section = \"24\""),
    ("read", "read = \"2026-11-21\""),
    ("anchor", "anchor = \"progress-date\""),
    ("period", "period = \"30 days\""),
    ("law", "law = [{ act = \"social-welfare\", section = \"24\", read = \"2026-11-21\" }]"),
    ("code", "code = \"91\""),
    ("why", "why = \"explains the law, grants nothing\""),
    ("about", "about = \"A person who drinks daily\""),
    ("today", "today = \"2026-11-22\""),
    ("card", "card = \"fi-line-example\""),
    ("language", "language = \"sv\""),
    ("forms", "forms = { en = [\"appeal\", \"appeals\"] }"),
    ("words", "words = [\"narkoman*\"]"),
    ("instead", "instead = \"person med beroende\""),
    ("contact", "contact = \"116117\""),
    ("when", "when = \"who is self\""),
    ("intro", "intro = { en = \"Words, in each language\" }"),
    ("source", "source = \"thl\""),
    ("value", "value = 10"),
    ("of", "of = \"drinks-a-week\""),
    ("whom", "whom = \"everyone\""),
    ("check", "check = \"fi-check-alcohol\""),
    ("provenance", "provenance = \"the municipality's own page\""),
];

/// The field as it is written; none for a field that every entry can do without.
#[must_use]
pub fn sample(field: &str) -> Option<&'static str> {
    SAMPLES.iter().find(|(name, _)| *name == field).map(|(_, sample)| *sample)
}

/// What is wrong and how it is mended.
///
/// `kind`: the kind of entry. `field`: the field that the message means. `raw`: what stands there, as written; may be empty.
#[must_use]
pub fn told(message: &str, kind: &str, field: &str, raw: &str) -> (String, String) {
    let message = message.lines().next().unwrap_or("");
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some(rest) = message.strip_prefix("missing field `") {
        let lacking = rest.split('`').next().unwrap_or("");
        let mend = sample_for(kind, lacking).map_or_else(|| format!("write `{lacking}`"), |sample| format!("add `{sample}`"));
        let whole = if kind.is_empty() { "`pack.toml`" } else { "the entry" };
        return (format!("{whole} lacks `{lacking}`"), mend);
    }
    if message.starts_with("unknown variant")
        && let Some((wrong, known)) = quoted.split_first()
    {
        return (format!("there is no {field} `{wrong}`"), meant(wrong, known.iter().copied()));
    }
    if message.starts_with("data did not match") {
        return (
            "an answer is neither a text nor a list of texts".to_owned(),
            "write `who = \"self\"` or `about = [\"alcohol\"]`".to_owned(),
        );
    }
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let is_range = message.starts_with("invalid value");
    if is_range || message.starts_with("invalid type") || message.starts_with("wanted") {
        let what = if is_range {
            format!("`{field}` cannot be {}", shown(raw))
        } else {
            format!("`{field}` is {}, but {} stands here", wanted(expected), found(raw))
        };
        return (what, mend(kind, field, expected, raw));
    }
    ("this entry cannot be read".to_owned(), "compare it with an entry of the same kind in `docs/pack-format.md`".to_owned())
}

/// An entry's own words for a field that means different things in different entries.
#[must_use]
pub fn sample_for(kind: &str, field: &str) -> Option<&'static str> {
    match (kind, field) {
        ("card", "id") => Some("id = \"fi-some-id\""),
        ("card", "kind") => Some("kind = \"service\""),
        ("check", "id") => Some("id = \"fi-check-alcohol\""),
        ("check", "when") => Some("when = \"who is self and about is alcohol\""),
        ("check" | "card", "source") => Some("source = [\"thl\"]"),
        ("check_persona", "check") => Some("check = \"fi-check-alcohol\""),
        ("fact", "id") => Some("id = \"FH3\""),
        ("act", "number") => Some("number = \"1301/2014\""),
        _ => sample(field),
    }
}

fn shown(raw: &str) -> String {
    if raw.is_empty() || raw.contains('\n') || raw.contains('`') { "this".to_owned() } else { format!("`{raw}`") }
}

fn found(raw: &str) -> &'static str {
    match raw.chars().next() {
        Some('"' | '\'') => "a text",
        Some('[') if raw.starts_with("[[") => "a list of tables",
        Some('[') => "a list or table",
        Some('{') => "a table",
        Some('t' | 'f') => "`true` or `false`",
        Some('0'..='9') if raw.get(4..5) == Some("-") => "a date without quotes",
        Some('0'..='9' | '+' | '-') => "a number",
        _ => "something else",
    }
}

fn wanted(expected: &str) -> &'static str {
    match expected {
        "a string" | "string" => "a text",
        "a map" => "a table, for texts with one text a language",
        "a sequence" => "a list",
        "a boolean" => "`true` or `false`",
        "u8" | "u16" | "u32" => "a whole number",
        _ if expected.starts_with("struct") => "an entry with fields",
        _ => "something else",
    }
}

fn mend(kind: &str, field: &str, expected: &str, raw: &str) -> String {
    let is_scalar = !raw.is_empty() && !raw.contains(['\n', '`']) && !raw.starts_with(['[', '{']);
    let bare = raw.trim_matches(['"', '\'']);
    match expected {
        "a string" | "string" if is_scalar && !raw.contains(['"', '\'']) => format!("write `{field} = \"{raw}\"`"),
        "a sequence" if is_scalar => format!("write `{field} = [{raw}]`"),
        "a sequence" => format!("begin it with `[[{kind}.{field}]]`"),
        "a map" if is_scalar && raw.starts_with(['"', '\'']) => {
            format!("write `{field} = {{ en = {raw} }}`, with each language of the pack")
        }
        "u8" | "u16" | "u32" if !bare.is_empty() && bare.len() < 5 && bare.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("write `{field} = {}`", bare.trim_start_matches('0'))
        }
        "u8" | "u16" | "u32" => format!("write `{}`", sample(field).map_or_else(|| format!("{field} = 50"), str::to_owned)),
        "a boolean" => format!("write `{field} = true`, or take it out"),
        _ => sample_for(kind, field).map_or_else(
            || "compare it with an entry of the same kind in `docs/pack-format.md`".to_owned(),
            |sample| format!("write `{sample}`"),
        ),
    }
}

/// Slips in the syntax of a file, by the beginning of the reader's message.
const SLIPS: &[(&str, &str, &str)] = &[
    ("invalid basic string", "a text is not closed on its line", "add the closing `\"`"),
    ("invalid literal string", "a text is not closed on its line", "add the closing `'`"),
    ("invalid multi-line", "a text of several lines is not closed", "add the closing `\"\"\"`"),
    ("missing opening quote", "a text is closed, but not opened", "add the opening `\"`"),
    ("missing escaped value", "a `\\` in a text steers nothing", "write `\\\\` for the sign itself"),
    ("duplicate key", "the field stands twice in one entry", "keep one of the two; a new entry begins with its own `[[...]]`"),
    ("unclosed array table", "the header is not closed", "write it like `[[card]]`"),
    ("unclosed inline table", "the table is not closed", "add `}`"),
    ("unclosed array", "the list is not closed", "add `]`"),
    ("unclosed table", "the header is not closed", "write it like `[card.text]`"),
    ("missing array opening", "a list is closed, but not opened", "add `[`, or take the `]` out"),
    ("missing inline table opening", "a table is closed, but not opened", "add `{`, or take the `}` out"),
    ("missing comma between array elements", "a comma is missing in the list", "add `,` before this"),
    ("missing comma between key-value pairs", "a comma is missing in the table", "add `,` before this"),
    ("extra comma", "there is a comma too many", "take it out"),
    ("missing assignment", "a field needs `=` and a value", "write it like `rank = 50`"),
    ("key with no value", "a field needs `=` and a value", "write it like `rank = 50`"),
    ("missing value", "a field needs a value after `=`", "write it like `rank = 50`"),
    ("string values must be quoted", "a text stands without quotes", "put it between `\"` and `\"`"),
    ("unquoted string", "a text stands without quotes", "put it between `\"` and `\"`"),
    ("invalid unquoted key", "the name of a field has a sign that it cannot have", "write it in small letters and `_`"),
    ("unquoted keys cannot be empty", "the name of the field is missing before `=`", "write it like `rank = 50`"),
];

/// What is wrong with the syntax of a file, and how it is mended. `raw`: what stands at the slip.
#[must_use]
pub fn slip(message: &str, raw: &str) -> (String, String) {
    let is_nothing = raw.trim().is_empty() && message.starts_with("string values");
    let message = if is_nothing { "missing value" } else { message };
    let known = SLIPS.iter().find(|(start, _, _)| message.starts_with(start));
    let (what, help) = known.map_or(
        (
            "the line does not follow the rules of TOML",
            "texts and dates stand in quotes, every bracket is closed, a field is `name = value`",
        ),
        |(_, what, help)| (what, help),
    );
    (what.to_owned(), help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, kind: &str, field: &str, raw: &str, what: &str, help: &str) {
        assert_eq!(told(message, kind, field, raw), (what.to_owned(), help.to_owned()));
    }

    #[test]
    fn a_number_where_a_text_belongs_is_put_into_quotes() {
        check(
            "invalid type: integer `116117`, expected a string",
            "card",
            "phone",
            "116117",
            "`phone` is a text, but a number stands here",
            "write `phone = \"116117\"`",
        );
    }

    #[test]
    fn a_single_text_where_a_list_belongs_is_put_into_a_list() {
        check(
            "invalid type: string \"FH3\", expected a sequence",
            "card",
            "facts",
            "\"FH3\"",
            "`facts` is a list, but a text stands here",
            "write `facts = [\"FH3\"]`",
        );
    }

    #[test]
    fn a_title_in_no_language_gets_one() {
        check(
            "invalid type: string \"Help\", expected a map",
            "card",
            "title",
            "\"Help\"",
            "`title` is a table, for texts with one text a language, but a text stands here",
            "write `title = { en = \"Help\" }`, with each language of the pack",
        );
    }

    #[test]
    fn a_word_that_is_none_of_the_words_there_are_gets_the_nearest() {
        check(
            "unknown variant `rigth`, expected one of `right`, `service`",
            "card",
            "kind",
            "\"rigth\"",
            "there is no kind `rigth`",
            "did you mean `right`?",
        );
    }

    #[test]
    fn a_lacking_field_is_shown_as_it_is_written() {
        check("missing field `checked_on`", "card", "", "", "the entry lacks `checked_on`", "add `checked_on = \"2026-11-21\"`");
    }

    #[test]
    fn a_number_out_of_range_is_named() {
        check("invalid value: integer `-1`, expected u16", "card", "rank", "-1", "`rank` cannot be `-1`", "write `rank = 50`");
    }
}
