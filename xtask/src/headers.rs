//! The headers of every answer by path: those of `deploy/_headers`, so that this machine shows what will be published.
//!
//! In: the shipped file, the port. Out: the headers of a path.
//! Differs from the file in three things: the names in it become this machine's; nothing is said about https, which is not spoken here;
//! and what may be kept for minutes is asked for anew each time, so that a change shows at once.
//! Next: `serve.rs`, and `docs/embedding.md` for what an editor changes in the file.

use anyhow::{Result, bail};

use crate::files;

/// The names that stand in the shipped file: where the guide is served, and the website that shows it.
const NAMES: [&str; 2] = ["https://guide.example.fi", "https://www.example.fi"];

/// What may be kept for minutes, and what is said here in its place.
const MINUTES: &str = "public, max-age=300";
const NOT_KEPT: &str = "no-cache";

/// Paths with their headers, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers(Vec<(String, Vec<(String, String)>)>);

impl Headers {
    /// The shipped headers, as they are sent from this port.
    ///
    /// # Errors
    /// The file could not be read, or is not of its form.
    pub fn shipped(port: u16) -> Result<Self> {
        Self::read(&files::text(&files::root().join("deploy/_headers"))?, port)
    }

    fn read(text: &str, port: u16) -> Result<Self> {
        let here = format!("http://127.0.0.1:{port} http://localhost:{port}");
        // A page that shows the guide may come from any port of this machine.
        let anywhere = "http://127.0.0.1:* http://localhost:*";
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let words = line.trim();
            if words.is_empty() || words.starts_with('#') {
                continue;
            }
            if line.starts_with('/') {
                rules.push((words.to_owned(), Vec::new()));
                continue;
            }
            let (Some((name, value)), Some((_, headers))) = (words.split_once(": "), rules.last_mut()) else {
                bail!("deploy/_headers:{}: neither a path nor a header below one: {words}", index + 1);
            };
            let value = value.replace(NAMES[0], &here).replace(NAMES[1], anywhere);
            match (name, value.as_str()) {
                ("Strict-Transport-Security", _) => {}
                (_, MINUTES) => headers.push((name.to_owned(), NOT_KEPT.to_owned())),
                _ => headers.push((name.to_owned(), value)),
            }
        }
        Ok(Self(rules))
    }

    /// The headers of a path.
    pub fn of(&self, path: &str) -> impl Iterator<Item = (&str, &str)> {
        let rules = self.0.iter().filter(move |(pattern, _)| fits(pattern, path));
        rules.flat_map(|(_, headers)| headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}

/// Whether a path fits a pattern, in which one `*` stands for anything.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((begin, end)) => path.strip_prefix(begin).is_some_and(|rest| rest.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, name: &str, expected: Option<&str>) -> Result<()> {
        let headers = Headers::shipped(81)?;
        let found: Vec<&str> = headers.of(path).filter(|header| header.0 == name).map(|header| header.1).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{name} of {path}");
        Ok(())
    }

    #[test]
    fn names_with_a_hash_are_kept_and_pages_are_not() -> Result<()> {
        check("/guide/lykta-0123456789abcdef.js", "Cache-Control", Some("public, max-age=31536000, immutable"))?;
        check("/guide/fi-sv.html", "Cache-Control", Some("no-cache"))?;
        check("/embed.js", "Cache-Control", Some("no-cache"))?;
        check("/town-fi-sv.html", "Cache-Control", Some("no-cache"))
    }

    #[test]
    fn the_opaque_origin_may_load_everything() -> Result<()> {
        check("/guide/fi-sv.html", "Access-Control-Allow-Origin", Some("*"))?;
        check("/nothing", "Access-Control-Allow-Origin", Some("*"))
    }

    #[test]
    fn https_is_not_promised_where_it_is_not_spoken() -> Result<()> {
        check("/", "Strict-Transport-Security", None)
    }

    #[test]
    fn the_policy_names_this_machine() -> Result<()> {
        let headers = Headers::shipped(81)?;
        let policy: String =
            headers.of("/guide/fi-sv.html").filter(|header| header.0 == "Content-Security-Policy").map(|header| header.1).collect();
        assert!(policy.contains("script-src http://127.0.0.1:81 http://localhost:81 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.ends_with("frame-ancestors http://127.0.0.1:* http://localhost:*"), "{policy}");
        assert!(!policy.contains("example.fi"), "{policy}");
        check("/index.html", "Content-Security-Policy", None)?;
        check("/town-fi-sv.html", "Content-Security-Policy", None)
    }

    #[test]
    fn a_line_of_no_known_form_is_told_with_its_number() {
        let told = Headers::read("/*\n  A: b\n  C\n", 81).map_err(|error| error.to_string());
        assert_eq!(told, Err("deploy/_headers:3: neither a path nor a header below one: C".to_owned()));
    }
}
