//! Smaller style sheets: comments and needless white space go, and nothing else.
//!
//! In: a sheet's text. Out: a sheet that means the same, shorter.
//! Never looks into strings, escapes and `url(...)`, and never changes a value.
//! Standard: CSS Syntax Module Level 3, section 4 (where tokens begin and end).

use std::iter::Peekable;
use std::str::Chars;

/// The sheet without comments and needless white space.
pub fn shrink(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.chars().peekable();
    let mut is_spaced = false;
    let mut is_parted = false;
    while let Some(sign) = rest.next() {
        if sign.is_ascii_whitespace() {
            is_spaced = true;
            continue;
        }
        if sign == '/' && rest.peek() == Some(&'*') {
            skip_comment(&mut rest);
            is_parted = true;
            continue;
        }
        if sign == '}' && out.ends_with(';') {
            out.pop();
        }
        if needs_gap(&out, sign) {
            // A comment alone parts two words without being a space between them.
            match (is_spaced, is_parted) {
                (true, _) => out.push(' '),
                (false, true) => out.push_str("/**/"),
                (false, false) => {}
            }
        }
        (is_spaced, is_parted) = (false, false);
        out.push(sign);
        match sign {
            '"' | '\'' => copy_until(sign, &mut rest, &mut out),
            '\\' => out.extend(rest.next()),
            '(' if opens_url(&out) => copy_until(')', &mut rest, &mut out),
            _ => {}
        }
    }
    out
}

/// Whether white space before `next` may mean something.
fn needs_gap(out: &str, next: char) -> bool {
    let Some(last) = out.chars().next_back() else {
        return false;
    };
    // An empty value of a custom property needs its space: `--a: ;`.
    let is_empty_value = last == ':' && matches!(next, ';' | '}');
    is_empty_value || !(matches!(last, '{' | '}' | ';' | ',' | ':') || matches!(next, '{' | '}' | ';' | ','))
}

fn opens_url(out: &str) -> bool {
    out.len() >= 4 && out.get(out.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case("url("))
}

fn copy_until(end: char, rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    while let Some(sign) = rest.next() {
        out.push(sign);
        if sign == '\\' {
            out.extend(rest.next());
        } else if sign == end {
            return;
        }
    }
}

fn skip_comment(rest: &mut Peekable<Chars<'_>>) {
    let mut last = ' ';
    rest.next();
    for sign in rest.by_ref() {
        if last == '*' && sign == '/' {
            return;
        }
        last = sign;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sheet: &str, shorter: &str) {
        assert_eq!(shrink(sheet), shorter);
    }

    #[test]
    fn space_around_braces_colons_and_commas_goes() {
        check("a ,\n b {\n  color : red ;\n  margin: 0 auto;\n}\n", "a,b{color :red;margin:0 auto}");
    }

    #[test]
    fn space_that_parts_words_stays_as_one() {
        check(".a   :hover .b > .c{}", ".a :hover .b > .c{}");
        check("@media  (min-width: 20rem)  and (x){}", "@media (min-width:20rem) and (x){}");
        check("a{width:calc(1px  +  2px)}", "a{width:calc(1px + 2px)}");
    }

    #[test]
    fn comments_go_and_never_join_words() {
        check("/* one */ a/* two */{ }", "a{}");
        check("a/**/b{}", "a/**/b{}");
        check("a /* x */ b{}", "a b{}");
        check("/* never closed", "");
    }

    #[test]
    fn strings_escapes_and_addresses_stay_whole() {
        check("a{content:\" ; /* } \\\" \"}", "a{content:\" ; /* } \\\" \"}");
        check("a{background:url(data:a; b,/*)}", "a{background:url(data:a; b,/*)}");
        check(".a\\:b{}", ".a\\:b{}");
    }

    #[test]
    fn an_empty_custom_property_keeps_its_space() {
        check("a{--b: ;--c: ; }", "a{--b: ;--c: }");
    }
}
