//! Renewing `newer.txt`: what browsers learned after the floor, from the package of compatibility.
//!
//! In: its `data.json`, `floor.toml`. Out: the file, sorted, the same bytes each time.
//! An engine has what both its browsers have, on a desk and on a phone; what it has in part counts as had, behind a switch or a prefix it does not.
//! A name that several kinds of objects have is newer only if it is newer on all of them: which of them a script means is not known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::floor::{Floor, number};
use crate::script::FORMS;
use crate::usage::{Kind, named};
use crate::wasm::FEATURES;

/// The browsers of each engine.
const BROWSERS: [[&str; 2]; 3] = [["chrome", "chrome_android"], ["firefox", "firefox_android"], ["safari", "safari_ios"]];

/// Units that the package tells of together.
const UNITS: &[(&str, &[&str])] = &[
    ("viewport_percentage_units_dynamic", &["dvb", "dvh", "dvi", "dvmax", "dvmin", "dvw"]),
    ("viewport_percentage_units_large", &["lvb", "lvh", "lvi", "lvmax", "lvmin", "lvw"]),
    ("viewport_percentage_units_small", &["svb", "svh", "svi", "svmax", "svmin", "svw"]),
    ("container_query_length_units", &["cqb", "cqh", "cqi", "cqmax", "cqmin", "cqw"]),
];

/// Writes the list anew.
///
/// # Errors
/// The data cannot be read, or are those of another version.
pub fn renew(root: &Path, data: &Path) -> Result<()> {
    let floor = Floor::shipped(root)?;
    let text = fs::read_to_string(data).with_context(|| format!("could not read {}", data.display()))?;
    let list = list(&floor, &serde_json::from_str(&text).context("the data cannot be read")?)?;
    fs::write(root.join("engines/newer.txt"), list).context("could not write engines/newer.txt")
}

fn list(floor: &Floor, data: &Value) -> Result<String> {
    let version = data.pointer("/__meta/version").and_then(Value::as_str).unwrap_or_default();
    if floor.source.rsplit(' ').next() != Some(version) {
        bail!("these data are of version {version}, and engines/floor.toml names {}", floor.source);
    }
    let mut list = List { floor, lines: BTreeSet::new(), shared: BTreeMap::new() };
    list.scripts(data);
    list.sheets(data);
    list.pages(data);
    for (path, (kind, name)) in FORMS
        .iter()
        .map(|(form, path)| ((*path).to_owned(), (Kind::Syntax, *form)))
        .chain(FEATURES.iter().map(|(_, feature)| (format!("webassembly/{feature}"), (Kind::Wasm, *feature))))
    {
        let known = data.pointer(&format!("/{path}")).filter(|known| known.get("__compat").is_some());
        // Decorators are in no browser, so the package does not know them.
        match known {
            Some(known) => list.add(kind, name, known),
            None if name == "decorator" => list.line(kind, name, &["-", "-", "-"].map(str::to_owned)),
            None => bail!("the data do not know {path}"),
        }
    }
    let mut out = format!(
        "# What is newer than the floor: a use, then since when Chrome, Firefox and Safari have it. Made by `cargo xtask engines --renew` from {}.\n",
        floor.source
    );
    for line in list.done() {
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}

struct List<'f> {
    floor: &'f Floor,
    lines: BTreeSet<String>,
    /// Names that several owners may have: the oldest of each, or none as soon as one is old enough.
    shared: BTreeMap<String, Option<[String; 3]>>,
}

impl List<'_> {
    fn scripts(&mut self, data: &Value) {
        for (name, owner) in features(data, "/api").chain(features(data, "/javascript/builtins")) {
            self.owner(name, owner);
            self.add(Kind::Global, name, owner);
        }
        for (name, kind) in features(data, "/webassembly/api") {
            self.owner(&format!("WebAssembly.{name}"), kind);
            self.add(Kind::Static, &format!("WebAssembly.{}", name.trim_end_matches("_static")), kind);
        }
        for (name, kind) in features(data, "/javascript/builtins/Intl") {
            self.owner(&format!("Intl.{name}"), kind);
        }
        for (name, known) in features(data, "/api/Window") {
            self.add(Kind::Global, name, known);
        }
    }

    fn owner(&mut self, owner: &str, known: &Value) {
        let is_language =
            known.pointer("/__compat/source_file").and_then(Value::as_str).is_some_and(|file| file.starts_with("javascript/"));
        for (name, member) in children(known) {
            if let Some(event) = name.strip_suffix("_event") {
                self.share(Kind::Event, event, member);
            } else if let Some(name) = name.strip_suffix("_static") {
                self.add(Kind::Static, &format!("{owner}.{name}"), member);
            } else {
                if is_language {
                    self.add(Kind::Static, &format!("{owner}.{name}"), member);
                }
                self.share(Kind::Member, name, member);
            }
        }
    }

    fn sheets(&mut self, data: &Value) {
        for (name, property) in features(data, "/css/properties") {
            self.add(Kind::Property, name, property);
            for (word, value) in children(property) {
                self.add(Kind::Value, &format!("{name} {word}"), value);
            }
        }
        for (name, selector) in features(data, "/css/selectors") {
            self.add(Kind::Selector, name, selector);
        }
        for (name, rule) in features(data, "/css/at-rules") {
            self.add(Kind::Rule, name, rule);
        }
        for (name, feature) in features(data, "/css/at-rules/media") {
            self.add(Kind::Media, name, feature);
        }
        for (name, kind) in data.pointer("/css/types").and_then(Value::as_object).into_iter().flat_map(Map::iter) {
            self.add(Kind::Function, name, kind);
            for (part, known) in children(kind) {
                self.add(Kind::Function, part, known);
            }
        }
        for (name, unit) in features(data, "/css/types/length") {
            match UNITS.iter().find(|(group, _)| *group == name) {
                Some((_, units)) => units.iter().for_each(|name| self.add(Kind::Unit, name, unit)),
                None => self.add(Kind::Unit, name, unit),
            }
        }
    }

    fn pages(&mut self, data: &Value) {
        for (name, attribute) in features(data, "/html/global_attributes") {
            self.share(Kind::Attribute, name, attribute);
        }
        for (name, element) in features(data, "/html/elements") {
            self.add(Kind::Element, name, element);
            for (part, attribute) in children(element) {
                self.share(Kind::Attribute, part, attribute);
                self.add(Kind::Attribute, &format!("{name} {part}"), attribute);
            }
        }
        for (name, directive) in features(data, "/http/headers/Content-Security-Policy") {
            self.add(Kind::Policy, name, directive);
            for (word, known) in children(directive) {
                self.add(Kind::Policy, word, known);
            }
        }
    }

    /// A use that is newer, if it is.
    fn add(&mut self, kind: Kind, name: &str, known: &Value) {
        if let Some(versions) = self.newer(known) {
            self.line(kind, name, &versions);
        }
    }

    fn line(&mut self, kind: Kind, name: &str, versions: &[String; 3]) {
        self.lines.insert(format!("{} {}", named(kind, name), versions.join(" ")));
    }

    fn share(&mut self, kind: Kind, name: &str, known: &Value) {
        if known.get("__compat").is_none() {
            return;
        }
        let newer = self.newer(known);
        let oldest = self.shared.entry(named(kind, name)).or_insert_with(|| newer.clone());
        *oldest = match (oldest.take(), newer) {
            (Some(one), Some(other)) => Some(std::array::from_fn(|at| older(&one, &other, at))),
            _ => None,
        };
    }

    /// The versions of the three engines, if one of them is newer than the floor.
    fn newer(&self, known: &Value) -> Option<[String; 3]> {
        let support = known.pointer("/__compat/support")?;
        let versions = BROWSERS.map(|browsers| {
            let since = browsers.map(|browser| support.get(browser).and_then(since));
            let last =
                since.into_iter().collect::<Option<Vec<_>>>().and_then(|since| since.into_iter().max_by_key(|version| number(version)));
            last.unwrap_or_else(|| "-".to_owned())
        });
        let is_newer = |(version, floor): (&String, &String)| number(version).is_none_or(|version| Some(version) > number(floor));
        versions.iter().zip(&self.floor.versions).any(is_newer).then_some(versions)
    }

    fn done(self) -> BTreeSet<String> {
        let shared = self.shared.into_iter().filter_map(|(what, versions)| Some(format!("{what} {}", versions?.join(" "))));
        self.lines.into_iter().chain(shared).collect()
    }
}

fn older(one: &[String; 3], other: &[String; 3], at: usize) -> String {
    let (one, other) = (one.get(at).cloned().unwrap_or_default(), other.get(at).cloned().unwrap_or_default());
    match (number(&one), number(&other)) {
        (Some(first), Some(second)) => {
            if first <= second {
                one
            } else {
                other
            }
        }
        (None, _) => other,
        (_, None) => one,
    }
}

/// The version since which a browser has it, without switches, prefixes and other names, and has it still.
fn since(statements: &Value) -> Option<String> {
    let one = std::slice::from_ref(statements);
    let all = statements.as_array().map_or(one, Vec::as_slice);
    let is_plain =
        |statement: &&Value| ["flags", "prefix", "alternative_name", "version_removed"].iter().all(|key| statement.get(key).is_none());
    let versions = all.iter().filter(is_plain).filter_map(|statement| statement.get("version_added")?.as_str());
    versions
        .map(|version| version.trim_start_matches('≤').to_owned())
        .filter(|version| number(version).is_some())
        .min_by_key(|version| number(version))
}

/// What stands at a path of the data and has something to tell.
fn features<'a>(data: &'a Value, path: &str) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
    data.pointer(path).into_iter().flat_map(children)
}

fn children(known: &Value) -> impl Iterator<Item = (&str, &Value)> {
    known
        .as_object()
        .into_iter()
        .flat_map(Map::iter)
        .filter(|(_, child)| child.get("__compat").is_some())
        .map(|(name, child)| (name.as_str(), child))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor() -> Floor {
        Floor { source: "a 1".to_owned(), versions: ["97", "102", "16"].map(str::to_owned), soft: Vec::new() }
    }

    /// What is told of something that browsers have since these versions.
    #[track_caller]
    fn check(support: &str, expected: Option<[&str; 3]>) {
        let known: Value = serde_json::from_str(&format!("{{\"__compat\":{{\"support\":{support}}}}}")).unwrap();
        let floor = floor();
        let list = List { floor: &floor, lines: BTreeSet::new(), shared: BTreeMap::new() };
        assert_eq!(list.newer(&known), expected.map(|versions| versions.map(str::to_owned)));
    }

    fn support(chrome: &str, firefox: &str, safari: &str) -> String {
        let pair = |name: &str, more: &str, value: &str| format!("\"{name}\":{value},\"{name}{more}\":{value}");
        format!("{{{},{},{}}}", pair("chrome", "_android", chrome), pair("firefox", "_android", firefox), pair("safari", "_ios", safari))
    }

    fn at(version: &str) -> String {
        format!("{{\"version_added\":\"{version}\"}}")
    }

    #[test]
    fn what_the_floor_has_is_left_out_and_the_version_after_it_is_not() {
        check(&support(&at("97"), &at("102"), &at("16")), None);
        check(&support(&at("98"), &at("102"), &at("16")), Some(["98", "102", "16"]));
        check(&support(&at("97"), &at("102"), &at("16.4")), Some(["97", "102", "16.4"]));
        check(&support(&at("≤9"), &at("2"), &at("1")), None);
    }

    #[test]
    fn what_an_engine_does_not_have_or_only_behind_a_switch_is_newer() {
        check(&support("{\"version_added\":false}", &at("2"), &at("1")), Some(["-", "2", "1"]));
        check(
            &support("[{\"version_added\":\"9\",\"flags\":[]},{\"version_added\":\"120\"}]", &at("2"), &at("1")),
            Some(["120", "2", "1"]),
        );
        check(&support("{\"version_added\":\"9\",\"prefix\":\"-webkit-\"}", &at("2"), &at("1")), Some(["-", "2", "1"]));
        check(&support(&at("preview"), &at("2"), &at("1")), Some(["-", "2", "1"]));
    }

    #[test]
    fn a_name_is_as_old_as_its_oldest_owner() {
        let data = format!(
            "{{\"__meta\":{{\"version\":\"1\"}},\"api\":{{\"A\":{{\"__compat\":{{\"support\":{old}}},\"x\":{{\"__compat\":{{\"support\":{old}}}}},\"y\":{{\"__compat\":{{\"support\":{new}}}}}}},\
             \"B\":{{\"__compat\":{{\"support\":{new}}},\"x\":{{\"__compat\":{{\"support\":{new}}}}},\"y\":{{\"__compat\":{{\"support\":{newer}}}}}}}}}}}",
            old = support(&at("9"), &at("9"), &at("9")),
            new = support(&at("110"), &at("9"), &at("9")),
            newer = support(&at("120"), &at("9"), &at("9")),
        );
        let (floor, data) = (floor(), serde_json::from_str(&data).unwrap());
        let mut list = List { floor: &floor, lines: BTreeSet::new(), shared: BTreeMap::new() };
        list.scripts(&data);
        assert_eq!(list.done().into_iter().collect::<Vec<_>>(), ["global B 110 9 9", "member y 110 9 9"]);
    }

    #[test]
    fn data_of_another_version_are_refused() {
        let fault = list(&floor(), &serde_json::from_str("{\"__meta\":{\"version\":\"2\"}}").unwrap()).unwrap_err();
        assert!(fault.to_string().contains("of version 2"), "{fault}");
    }
}
