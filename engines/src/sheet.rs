//! What a style sheet uses: properties, words of their values, units, functions, selectors and rules.
//!
//! In: a sheet's text. Out: its uses.
//! Never weighs what stands behind what: a declaration that another one stands in for is a use like all others.
//! Standard: CSS Syntax Module Level 3, as far as the sheets here need it.

use crate::sheet_text::without_comments;
use crate::usage::{Kind, Use, line_at};

/// All uses of a sheet.
pub fn uses(text: &str) -> Vec<Use> {
    let plain = without_comments(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (place, sign) in plain.char_indices().filter(|(_, sign)| matches!(sign, '{' | '}' | ';')) {
        let segment = plain.get(start..place).unwrap_or_default();
        let line = line_at(&plain, start + segment.len() - segment.trim_start().len());
        let segment = segment.trim();
        let mut tell = |kind, name: &str| found.push(Use::new(kind, name, line));
        match (segment.strip_prefix('@'), sign) {
            (Some(rule), _) => at_rule(rule, &mut tell),
            (None, '{') => selector(segment, &mut tell),
            _ => declaration(segment, &mut tell),
        }
        start = place + 1;
    }
    found
}

fn at_rule(rule: &str, tell: &mut impl FnMut(Kind, &str)) {
    let end = rule.find(|sign: char| !is_word(sign)).unwrap_or(rule.len());
    let (name, prelude) = rule.split_at(end);
    tell(Kind::Rule, name);
    if name != "media" {
        return;
    }
    if prelude.contains(['<', '>', '=']) {
        tell(Kind::Media, "range_syntax");
    }
    for part in prelude.split('(').skip(1) {
        let feature = part.trim_start().split(|sign| !is_word(sign)).next().unwrap_or_default();
        tell(Kind::Media, feature.trim_start_matches("min-").trim_start_matches("max-"));
    }
}

fn selector(selector: &str, tell: &mut impl FnMut(Kind, &str)) {
    if selector.contains('&') {
        tell(Kind::Selector, "nesting");
    }
    for (place, _) in selector.match_indices(':') {
        let rest = selector.get(place + 1..).unwrap_or_default();
        let name = rest.split(|sign| !is_word(sign)).next().unwrap_or_default();
        if !name.is_empty() {
            tell(Kind::Selector, name);
        }
    }
}

fn declaration(declaration: &str, tell: &mut impl FnMut(Kind, &str)) {
    let Some((property, value)) = declaration.split_once(':') else { return };
    let property = property.trim();
    let is_custom = property.starts_with("--");
    if !is_custom {
        tell(Kind::Property, property);
    }
    let mut rest = value;
    while let Some(start) = rest.find(|sign: char| is_word(sign) || sign == '.' || sign == '#') {
        let word_on = rest.get(start..).unwrap_or_default();
        let end = word_on.find(|sign: char| !(is_word(sign) || sign == '.' || sign == '#' || sign == '%')).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        if word.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.') {
            let unit = word.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
            if unit.chars().all(|sign| sign.is_ascii_alphabetic()) && !unit.is_empty() {
                tell(Kind::Unit, unit);
            }
        } else if after.starts_with('(') {
            tell(Kind::Function, word);
        } else if !is_custom && !word.starts_with(['#', '-']) {
            tell(Kind::Value, &format!("{property} {word}"));
        }
        rest = after;
    }
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::check;

    #[track_caller]
    fn check_sheet(text: &str, expected: &[&str]) {
        check(&uses(text), expected);
    }

    #[test]
    fn properties_values_functions_and_units_are_seen() {
        check_sheet(".a { field-sizing: content }", &["property field-sizing", "value field-sizing content"]);
        check_sheet(".a { color: light-dark(red, blue); }", &["function light-dark", "value color red"]);
        check_sheet(".a{block-size:calc(100dvh - 1.5vi)}", &["function calc", "unit dvh", "unit vi"]);
        check_sheet(":root { --a: min(2cqi, 1px) }", &["function min", "unit cqi"]);
    }

    #[test]
    fn selectors_and_rules_are_seen() {
        check_sheet(".a:has(> .b)::details-content { }", &["selector has", "selector details-content"]);
        check_sheet(".a { & .b { color: red } }", &["selector nesting"]);
        check_sheet("@layer a; @container (inline-size > 2rem) { }", &["rule layer", "rule container"]);
        check_sheet("@media (40rem <= width) and (scripting: none) { }", &["media range_syntax", "media scripting"]);
    }

    #[test]
    fn comments_and_texts_use_nothing() {
        assert_eq!(uses("/* .a:has(b) { field-sizing: content } */"), []);
        assert!(!uses(".a { content: \"1cqi\" }").iter().any(|found| found.what.contains("cqi")));
    }

    #[test]
    fn lines_are_those_of_the_sheet() {
        let uses = uses("/* a\n */\n.a {\n  margin: 0;\n}");
        assert_eq!(uses, [Use::new(Kind::Property, "margin", 4)]);
    }
}
