//! The rules of the style sheets that can be read off them.
//!
//! In: `styles/*.css`. Out: faults.
//! Never judges a value's looks; raw colors are only allowed in `tokens.css`, which names them.

use super::sheet_text::without_comments;
use super::{Fault, Page, line_at};

const SIDES: &[&str] = &["left", "right", "top", "bottom"];
const SIDED: &[&str] = &["margin", "padding", "border", "scroll-margin", "scroll-padding"];
const SIDED_VALUES: &[&str] = &["text-align", "float", "clear"];
const COLORS: &[&str] = &["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];

/// All faults in the style sheets.
pub fn faults(pages: &[Page]) -> Vec<Fault> {
    let sheets = pages.iter().filter(|page| page.is_in("styles/") && page.name.ends_with(".css"));
    sheets.flat_map(sheet_faults).collect()
}

fn sheet_faults(page: &Page) -> Vec<Fault> {
    let text = without_comments(&page.text);
    let mut faults = Vec::new();
    let mut start = 0;
    for (place, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, '{' | '}' | ';')) {
        let segment = text.get(start..place).unwrap_or_default();
        let blank = segment.len() - segment.trim_start().len();
        let line = line_at(&text, start + blank);
        let segment = segment.trim();
        let what = if sign == '{' { selector(segment) } else { declaration(page, segment) };
        faults.extend(what.into_iter().map(|what| page.fault(line, what)));
        start = place + 1;
    }
    faults
}

fn selector(selector: &str) -> Vec<String> {
    if selector.starts_with('@') || !selector.contains('#') {
        return Vec::new();
    }
    vec![format!("an id selector in `{selector}`; use a class of the block")]
}

fn declaration(page: &Page, declaration: &str) -> Vec<String> {
    let Some((property, value)) = declaration.split_once(':') else {
        return Vec::new();
    };
    let (property, value) = (property.trim(), value.trim());
    if property.starts_with('@') {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if value.replace(' ', "").contains("!important") {
        faults.push(format!("`!important` on `{property}`; order the blocks instead"));
    }
    if is_physical(property) {
        faults.push(format!("`{property}` does not turn with the direction of writing; use its logical property"));
    }
    if SIDED_VALUES.contains(&property) && value.split_whitespace().any(|word| SIDES.contains(&word)) {
        faults.push(format!("`{property}: {value}` does not turn with the direction of writing; use start or end"));
    }
    if !page.name.ends_with("/tokens.css")
        && let Some(color) = raw_color(value)
    {
        faults.push(format!("the raw color `{color}`; give it a name in styles/tokens.css"));
    }
    faults
}

fn is_physical(property: &str) -> bool {
    SIDES.contains(&property)
        || SIDED.iter().any(|sided| {
            property
                .strip_prefix(sided)
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.split('-').next())
                .is_some_and(|side| SIDES.contains(&side))
        })
}

/// The first color in a value that is not a name.
fn raw_color(value: &str) -> Option<&str> {
    let is_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '#');
    let mut rest = value;
    while let Some(start) = rest.find(is_word) {
        rest = rest.get(start..)?;
        let end = rest.find(|sign| !is_word(sign)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        let is_hex = word
            .strip_prefix('#')
            .is_some_and(|digits| matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit()));
        if is_hex || (after.starts_with('(') && COLORS.contains(&word)) {
            return Some(word);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[track_caller]
    fn check_look(sheet: &str, is_fault: bool) {
        let expected: &[&str] = if is_fault { &["styles/lykta.css:2"] } else { &[] };
        check(faults, &[("styles/lykta.css", &format!("/* # a\n*/{sheet}"))], expected);
    }

    #[test]
    fn raw_colors_stand_only_in_the_tokens() {
        check_look(".a { color: #fff; }", true);
        check_look(".a { border: 1px solid rgb(0 0 0 / 50%) }", true);
        check_look(".a { background: linear-gradient(hsl(1 2% 3%), transparent); }", true);
        check_look(".a { color: var(--lykta-ink); fill: url(#mark); }", false);
        check_look(".a { color: color-mix(in oklab, var(--a), transparent); }", false);
        check(faults, &[("styles/tokens.css", ":root { --lykta-ink: #fff; }")], &[]);
    }

    #[test]
    fn properties_turn_with_the_direction_of_writing() {
        check_look(".a { margin-left: 0 }", true);
        check_look(".a { border-top-left-radius: 0 }", true);
        check_look(".a { inset-inline: 0; left: 0 }", true);
        check_look(".a { text-align: right; }", true);
        check_look(".a { margin-inline-start: 0; border-inline: 0; text-align: start; }", false);
        check_look(".a { --lykta-left: 0; background-position: left; }", false);
    }

    #[test]
    fn nothing_is_important() {
        check_look(".a { margin: 0 !important }", true);
        check_look(".a { content: \"!important\" }", false);
    }

    #[test]
    fn no_selector_names_an_id() {
        check_look("#a .b { margin: 0 }", true);
        check_look("@media (x) { .a:is(#b) { margin: 0 } }", true);
        check_look(".a[href=\"#b\"] { margin: 0 }", false);
    }
}
