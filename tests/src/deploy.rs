//! The configurations for web servers that are shipped in `deploy/`: what each of them sends.
//!
//! In: the texts of the four files. Out: `Rules`, the headers by path of `_headers`, against which the others are held;
//! `settings`, all headers that one of the others names, with every value it can have.
//! Reads as much of each language as the shipped files use, and no more.
//! Next: `published.rs`, which runs the servers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::pattern::fits;

/// The name in the shipped files under which the guide is served.
pub const ORIGIN: &str = "https://guide.example.fi";

/// The name in the shipped files of the website that shows the guide.
pub const HOST: &str = "https://www.example.fi";

/// The text of a file in `deploy/`.
///
/// # Errors
/// If there is no such file.
#[track_caller]
pub fn text(name: &str) -> Result<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy").join(name);
    std::fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// The text with the names put in that an editor must put in.
///
/// # Errors
/// If the text names neither.
#[track_caller]
pub fn filled(text: &str, origin: &str, host: &str) -> Result<String> {
    for name in [ORIGIN, HOST] {
        if !text.contains(name) {
            return Err(Failure::new(format!("{name} does not stand in the configuration")));
        }
    }
    Ok(text.replace(ORIGIN, origin).replace(HOST, host))
}

/// The rules of `_headers`, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

/// A path, in which `*` stands for anything, and its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    path: String,
    headers: Vec<(String, String)>,
}

impl Rules {
    /// Reads a file of this form: a path on a line of its own, its headers below it, further in.
    ///
    /// # Errors
    /// If a header stands before the first path, or a line is none of the two.
    #[track_caller]
    pub fn read(text: &str) -> Result<Rules> {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
            match (line.trim().split_once(": "), rules.last_mut()) {
                _ if line.starts_with('/') => rules.push(Rule { path: line.trim().to_owned(), headers: Vec::new() }),
                (Some((name, value)), Some(rule)) if line.starts_with(' ') => rule.headers.push((name.to_lowercase(), value.to_owned())),
                _ => return Err(Failure::new(format!("neither a path nor a header of one: {line}"))),
            }
        }
        Ok(Rules(rules))
    }

    /// The headers of a path, by their names in small letters.
    ///
    /// # Errors
    /// If two rules give the same one, since the services that read this file would join them.
    #[track_caller]
    pub fn of(&self, path: &str) -> Result<BTreeMap<String, String>> {
        let mut headers = BTreeMap::new();
        for (name, value) in self.0.iter().filter(|rule| fits(&rule.path, path)).flat_map(|rule| &rule.headers) {
            if headers.insert(name.clone(), value.clone()).is_some() {
                return Err(Failure::new(format!("two rules give {name} to {path}")));
            }
        }
        Ok(headers)
    }

    /// All headers that any rule gives, with all their values.
    #[must_use]
    pub fn settings(&self) -> BTreeSet<(String, String)> {
        self.0.iter().flat_map(|rule| rule.headers.iter().cloned()).collect()
    }
}

/// All headers that a configuration of nginx, Apache or Caddy names, in small letters, with every value that each can have.
#[must_use]
pub fn settings(text: &str) -> BTreeSet<(String, String)> {
    let lines: Vec<Vec<String>> = text.lines().map(words).collect();
    let mut settings = BTreeSet::new();
    let mut is_block = false;
    for line in &lines {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let found = match line.as_slice() {
            ["header", "{"] => {
                is_block = true;
                None
            }
            ["}", ..] => {
                is_block = false;
                None
            }
            ["add_header" | "header", name, value, ..] if !name.starts_with('@') => Some((*name, *value)),
            ["header", _, name, value] => Some((*name, *value)),
            ["Header", "always", "set" | "merge", name, value, ..] => Some((*name, *value)),
            ["Header", "set" | "merge", name, value, ..] => Some((*name, *value)),
            [name, value] if is_block && !name.starts_with('-') => Some((*name, *value)),
            _ => None,
        };
        let Some((name, value)) = found else { continue };
        settings.extend(values(value, &lines).into_iter().map(|value| (name.to_lowercase(), value)));
    }
    settings
}

/// What a value of nginx can be: itself, or where it is a variable, each that its `map` gives; an empty one is not sent.
fn values(value: &str, lines: &[Vec<String>]) -> Vec<String> {
    if !value.starts_with('$') {
        return vec![value.to_owned()];
    }
    let inside = lines.iter().skip_while(|line| !matches!(line.as_slice(), [map, _, name, _] if map == "map" && name == value));
    let given = inside.skip(1).take_while(|line| line.first().is_some_and(|first| first != "}"));
    let given = given.filter_map(|line| line.get(1)).filter(|value| !value.is_empty());
    given.flat_map(|value| values(value, lines)).collect()
}

/// The words of a line: between spaces, but for those in quotes; without the `;` at the end. None of a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut is_quoted = false;
    for sign in line.trim().chars() {
        match sign {
            '"' => {
                is_quoted = !is_quoted;
                word.get_or_insert_default();
            }
            '#' if !is_quoted && word.is_none() => break,
            ';' if !is_quoted => {}
            _ if sign.is_whitespace() && !is_quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::{Rules, settings};
    use crate::failure::Result;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(String, String)> = settings(text).into_iter().collect();
        let expected: Vec<(String, String)> = expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn nginx_sends_what_its_maps_can_give() {
        check("add_header A \"b; c\" always;\n# add_header D e;", &[("a", "b; c")]);
        check(
            "map $uri $one {\n  default \"\";\n  \"~x;\" \"1\";\n}\nmap $s $two {\n default \"2\";\n \"~y\" $one;\n}\nadd_header A $two;",
            &[("a", "1"), ("a", "2")],
        );
    }

    #[test]
    fn apache_sends_what_is_set_always_or_not() {
        check("Header always set A \"b\" \"expr=x\"\nHeader merge C \"d\"\nHeaderName e", &[("a", "b"), ("c", "d")]);
    }

    #[test]
    fn caddy_sends_what_stands_in_a_block_or_beside_a_matcher() {
        check("header {\n  A \"b\"\n  -C\n}\nheader @d E \"f\"\nheader G \"h\"\nroot * i", &[("a", "b"), ("e", "f"), ("g", "h")]);
    }

    #[test]
    fn the_rules_that_fit_a_path_add_up() -> Result<()> {
        let rules = Rules::read("# why\n/*\n  A: b\n\n/x/*.js\n  # why\n  C: d; e: f\n")?;
        assert_eq!(rules.of("/x/y.js")?.into_iter().collect::<Vec<_>>(), [("a".into(), "b".into()), ("c".into(), "d; e: f".into())]);
        assert_eq!(rules.of("/y.js")?.len(), 1);
        Ok(())
    }

    #[test]
    fn a_header_given_twice_is_told() -> Result<()> {
        assert!(Rules::read("/*\n  A: b\n/x\n  A: c\n")?.of("/x").is_err());
        assert!(Rules::read("  A: b\n").is_err());
        Ok(())
    }
}
