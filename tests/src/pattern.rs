//! Patterns in which `*` stands for anything.
//!
//! In: a pattern and a text. Out: whether the whole text fits.
//! Next: `server.rs` for paths, `role.rs` for names with a number or name within.

/// Whether a text fits a pattern in which each `*` stands for any run of signs, the empty one too.
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        assert_eq!(fits(pattern, text), expected, "{pattern} on {text}");
    }

    #[test]
    fn a_pattern_fits_the_whole_text() {
        check("a.js", "a.js", true);
        check("a.js", "a.json", false);
        check("a.js", "x/a.js", false);
        check("", "", true);
        check("", "a", false);
    }

    #[test]
    fn a_star_stands_for_anything() {
        check("*.wasm", "lykta-1a2b_bg.wasm", true);
        check("*.wasm", "lykta.wasm.br", false);
        check("packs/*/en*.json", "packs/fi/en-9.json", true);
        check("packs/*/en*.json", "packs/fi/sv.json", false);
        check("Show * more", "Show 12 more", true);
        check("*", "", true);
    }

    #[test]
    fn what_a_star_passed_does_not_count_twice() {
        check("ab*b", "ab", false);
        check("a*b*b", "ab", false);
    }
}
