//! What of a Rust file is code: comments and the insides of texts become blanks.
//!
//! In: a file's text. Out: a text with the same lines, in which only code is left.
//! Never parses: it knows just enough of the language to tell where comments and texts end.

use std::iter::Peekable;
use std::str::Chars;

/// The code of a file, without comments and the insides of texts; lines stay where they are.
pub fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut last = ' ';
    while let Some(sign) = rest.next() {
        match sign {
            '/' if rest.peek() == Some(&'/') => skip_line(&mut rest),
            '/' if rest.peek() == Some(&'*') => skip_block(&mut rest, &mut out),
            '"' => skip_text(&mut rest, &mut out),
            'r' if !is_word(last) || last == 'b' || last == 'c' => {
                out.push(sign);
                skip_raw(&mut rest, &mut out);
            }
            '\'' => skip_sign(&mut rest, &mut out),
            _ => out.push(sign),
        }
        last = sign;
    }
    out
}

/// The code before the tests at the end of a file.
pub fn without_tests(code: &str) -> &str {
    const MARK: &str = "#[cfg(test)]";
    let begins_tests = |place: &usize| {
        code.get(place + MARK.len()..).is_some_and(|rest| {
            let rest = rest.trim_start();
            let line = rest.lines().next().unwrap_or_default();
            rest.starts_with("mod ") && line.ends_with('{')
        })
    };
    let place = code.match_indices(MARK).map(|(place, _)| place).find(begins_tests);
    place.and_then(|place| code.get(..place)).unwrap_or(code)
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

fn skip_line(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|sign| *sign != '\n').is_some() {}
}

/// Block comments hold block comments.
fn skip_block(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    rest.next();
    let mut depth = 1;
    while let Some(sign) = rest.next() {
        match (sign, rest.peek()) {
            ('/', Some('*')) => {
                rest.next();
                depth += 1;
            }
            ('*', Some('/')) => {
                rest.next();
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            ('\n', _) => out.push('\n'),
            _ => {}
        }
    }
}

fn skip_text(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    out.push('"');
    while let Some(sign) = rest.next() {
        match sign {
            '\\' => keep_line(rest.next(), out),
            '"' => break,
            _ => keep_line(Some(sign), out),
        }
    }
    out.push('"');
}

/// What follows an `r`: a raw text, a raw name, or just the rest of a word.
fn skip_raw(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut ahead = rest.clone();
    let mut hashes = 0;
    while ahead.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if ahead.next() != Some('"') {
        return;
    }
    *rest = ahead;
    out.push('"');
    while let Some(sign) = rest.next() {
        keep_line(Some(sign), out);
        if sign == '"' {
            let mut ahead = rest.clone();
            if ahead.by_ref().take(hashes).filter(|sign| *sign == '#').count() == hashes {
                *rest = ahead;
                break;
            }
        }
    }
    out.push('"');
}

/// What follows a `'`: a single sign in quotes, or a lifetime.
fn skip_sign(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut ahead = rest.clone();
    let (first, second) = (ahead.next(), ahead.next());
    if first == Some('\\') {
        // `'\''`, `'\u{1F3EE}'`: the sign after the backslash is never the end.
        *rest = ahead;
        while rest.next_if(|sign| *sign != '\'' && *sign != '\n').is_some() {}
        rest.next_if_eq(&'\'');
    } else if second == Some('\'') {
        *rest = ahead;
    }
    out.push('\'');
}

fn keep_line(sign: Option<char>, out: &mut String) {
    if sign == Some('\n') {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, left: &str) {
        assert_eq!(code(text), left);
    }

    #[test]
    fn comments_go_and_lines_stay() {
        check("a // b\nc", "a \nc");
        check("a /* b\n /* c */ d */ e", "a \n e");
        check("//! x::y\n", "\n");
    }

    #[test]
    fn texts_become_empty() {
        check(r#"f("a \" // b", 1)"#, r#"f("", 1)"#);
        check("r#\"a \" b\"# + br\"c\"", "r\"\" + br\"\"");
        check("let r#type = for_each", "let r#type = for_each");
        check("\"a\nb\"", "\"\n\"");
    }

    #[test]
    fn a_quote_in_quotes_opens_no_text() {
        check("'\"' + '\\'' + b", "' + ' + b");
        check("&'a str, \"x\"", "&'a str, \"\"");
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        let text = "#[cfg(test)]\nextern crate std;\nfn a() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(without_tests(text), "#[cfg(test)]\nextern crate std;\nfn a() {}\n");
        assert_eq!(without_tests("#[cfg(test)]\nmod tests;\n"), "#[cfg(test)]\nmod tests;\n");
    }
}
