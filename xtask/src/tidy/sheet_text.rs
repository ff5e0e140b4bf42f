//! What of a style sheet is code: comments and the insides of texts become blanks.
//!
//! In: the sheet. Out: the same, as long.
//! Also read by the crate `engines`, which looks for newer features in sheets.

/// The sheet with comments and the insides of texts as blanks; lines and places stay.
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let end = match sign {
            '/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            '"' | '\'' => rest.get(1..).and_then(|inside| inside.find(sign)).map(|end| end + 2),
            _ => None,
        };
        let is_hidden = end.is_some();
        let (part, after) = rest.split_at_checked(end.unwrap_or(sign.len_utf8())).unwrap_or((rest, ""));
        if is_hidden {
            // One blank for each byte, so that places stay.
            out.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            out.push_str(part);
        }
        rest = after;
    }
    out
}
