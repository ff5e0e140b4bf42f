//! Items: what stands in a questionnaire, one after another, and what can be kept of each.
//!
//! In: the tree of items. Out: each item that asks, shows or counts something, with its place; its question, or why there is none.
//! Never keeps free text, a date or a measure as a question: the guide has no place for what could name a person.
//! Next: `conditions.rs` for when an item is put, `score.rs` for the sum.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::conditions;
use super::sidecar::Sidecar;
use super::{Order, word};
use crate::import::clean;
use crate::import::service::Texts;
use crate::import::service::words::Words;

/// Levels of items, items and options that are read.
const DEPTH: usize = 20;
const MOST: usize = 500;
const OPTIONS: usize = 100;

/// Extensions that hold the points of an option.
const WEIGHTS: [&str; 2] = ["/ordinalValue", "/itemWeight"];

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One or several options.
    Choice,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// Text that is shown.
    Shown,
    /// A number that is counted, not asked.
    Total,
    /// What no check can ask.
    Other,
}

/// An item that asks, shows or counts; groups only hold others.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it stands: `item[0].item[2]`.
    pub place: String,
    /// How deep it stands, from 1.
    pub depth: usize,
    /// Its `linkId`.
    pub link: String,
    /// What it says, in its own language.
    pub text: String,
    /// Its type, as it is written.
    pub form: String,
    /// What it is.
    pub kind: Kind,
    /// Whether several options may be chosen.
    pub repeats: bool,
    /// Its options.
    pub options: Vec<Choice>,
    /// The highest number.
    pub most: Option<u16>,
    /// How it is counted: language and expression.
    pub counted: Option<(String, String)>,
    /// Whether it stands under a question, and not in groups alone.
    pub is_nested: bool,
    /// When it is put: of itself and of the groups around it.
    pub when: Vec<Value>,
    own: Value,
}

/// An option of an item.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id in the pack.
    pub id: String,
    /// Its code, number or words, as conditions name it.
    pub code: String,
    /// Its points; none if it has none that a pack could count.
    pub points: Option<u8>,
    /// Whether it has points at all.
    pub has_points: bool,
    own: Value,
    text: String,
}

/// What became of an item.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Its question.
    pub question: Option<Question>,
    /// Why there is none.
    pub refusal: Option<(String, String)>,
    /// What was changed.
    pub changes: Vec<(String, String)>,
    /// What has no home.
    pub homeless: Vec<String>,
}

impl Item {
    /// All words of it, to tell when they change.
    #[must_use]
    pub fn wording(&self) -> Vec<String> {
        let beside = [self.own.get("_text")].into_iter().flatten().map(Value::to_string);
        let options = self.options.iter().map(|option| option.own.to_string());
        [self.link.clone(), self.form.clone(), self.text.clone()].into_iter().chain(beside).chain(options).collect()
    }
}

/// A question of a check.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its kind, as the pack calls it.
    pub kind: &'static str,
    /// Its words.
    pub text: Texts,
    /// When it is put.
    pub enable_when: Option<String>,
    /// The highest number.
    pub most: Option<u16>,
    /// Its options: id, words, points.
    pub options: Vec<(String, Texts, Option<u8>)>,
}

/// The first item for which something holds, by its place.
pub fn first(whole: &Value, holds: &dyn Fn(&Value) -> bool) -> Option<String> {
    fn within(list: &Value, place: &str, depth: usize, holds: &dyn Fn(&Value) -> bool) -> Option<String> {
        let items = list.get("item")?.as_array()?;
        items.iter().enumerate().find_map(|(index, item)| {
            let own = format!("{place}item[{index}]");
            if holds(item) {
                return Some(own);
            }
            if depth < DEPTH { within(item, &format!("{own}."), depth + 1, holds) } else { None }
        })
    }
    within(whole, "", 1, holds)
}

/// All items but groups.
///
/// # Errors
/// A tree that is too deep or too large, an id that stands twice, a condition on an item that is not there.
pub fn all(whole: &Value) -> Result<Vec<Item>, String> {
    let mut walk = Walk { whole, items: Vec::new(), links: BTreeMap::new() };
    walk.read(whole, "", 1, (&[], false))?;
    for item in &walk.items {
        for condition in conditions::questions(&item.when) {
            if !walk.links.contains_key(&condition) {
                let own = clean::cut(&condition, 60).0;
                return Err(format!(
                    "{}: it hangs on `{own}`, and no item has this linkId; ask whoever keeps the questionnaire",
                    item.place
                ));
            }
        }
    }
    Ok(walk.items)
}

struct Walk<'a> {
    whole: &'a Value,
    items: Vec<Item>,
    links: BTreeMap<String, String>,
}

impl Walk<'_> {
    fn read(&mut self, list: &Value, place: &str, depth: usize, (when, is_nested): (&[Value], bool)) -> Result<(), String> {
        let items = match list.get("item") {
            Some(Value::Array(items)) => items,
            None | Some(Value::Null) => return Ok(()),
            Some(_) => return Err(format!("{place}item: it is no list of items; ask whoever keeps the questionnaire")),
        };
        for (index, own) in items.iter().enumerate() {
            let place = format!("{place}item[{index}]");
            if depth > DEPTH || self.links.len() >= MOST {
                return Err(format!("{place}: a questionnaire may have {DEPTH} levels and {MOST} items"));
            }
            let link = text(own.get("linkId"));
            if link.is_empty() {
                return Err(format!("{place}: it has no linkId, so nothing can name it; ask whoever keeps the questionnaire"));
            }
            if let Some(other) = self.links.insert(link.clone(), place.clone()) {
                let own = clean::cut(&link, 60).0;
                return Err(format!("{place}: the linkId `{own}` stands at {other} already; ask whoever keeps the questionnaire"));
            }
            if own.get("enableWhen").is_some_and(|when| !when.is_null() && !when.is_array()) {
                return Err(format!("{place}: its conditions (enableWhen) are no list; ask whoever keeps the questionnaire"));
            }
            let mut conditions = when.to_vec();
            if let Some(list) = own.get("enableWhen").and_then(Value::as_array).filter(|list| !list.is_empty()) {
                conditions.push(serde_json::json!({ "enableWhen": list, "enableBehavior": own.get("enableBehavior") }));
            }
            if extension(own, "/sdc-questionnaire-enableWhenExpression").is_some() {
                conditions.push(serde_json::json!({ "expression": true }));
            }
            let form = text(own.get("type"));
            if form != "group" {
                let item = self.item(own, &place, depth, &link, &form, conditions.clone())?;
                self.items.push(Item { is_nested, ..item });
            }
            self.read(own, &format!("{place}."), depth + 1, (&conditions, is_nested || form != "group"))?;
        }
        Ok(())
    }

    fn item(&self, own: &Value, place: &str, depth: usize, link: &str, form: &str, when: Vec<Value>) -> Result<Item, String> {
        let counted = extension(own, "/sdc-questionnaire-calculatedExpression")
            .and_then(|found| found.get("valueExpression"))
            .map(|expression| (text(expression.get("language")), text(expression.get("expression"))));
        let is_read_only = own.get("readOnly").and_then(Value::as_bool) == Some(true);
        let is_number = ["decimal", "quantity", "integer"].contains(&form);
        let says_total =
            |text: &str| ["total score", "sum score", "score"].contains(&text) || text.starts_with("total score") || text == "sum";
        let is_total = is_number && (counted.is_some() || is_read_only || says_total(&text(own.get("text")).to_lowercase()));
        let kind = match form {
            _ if is_total => Kind::Total,
            "choice" => Kind::Choice,
            "boolean" => Kind::YesNo,
            "integer" => Kind::Number,
            "display" => Kind::Shown,
            _ => Kind::Other,
        };
        let most =
            extension(own, "/maxValue").and_then(|found| found.get("valueInteger")?.as_u64()).and_then(|most| u16::try_from(most).ok());
        Ok(Item {
            place: place.to_owned(),
            depth,
            link: link.to_owned(),
            text: text(own.get("text")),
            form: form.to_owned(),
            kind,
            repeats: own.get("repeats").and_then(Value::as_bool) == Some(true),
            options: if kind == Kind::Choice { self.options(own, place)? } else { Vec::new() },
            most,
            counted,
            is_nested: false,
            when,
            own: own.clone(),
        })
    }

    /// Options of its own, or of a set that the questionnaire holds.
    fn options(&self, own: &Value, place: &str) -> Result<Vec<Choice>, String> {
        let listed = own.get("answerOption").and_then(Value::as_array).cloned().unwrap_or_default();
        let named = text(own.get("answerValueSet"));
        let listed = match named.strip_prefix('#') {
            Some(id) if listed.is_empty() => self.contained(id),
            _ => listed,
        };
        if listed.len() > OPTIONS {
            return Err(format!("{place}: a question may have {OPTIONS} options"));
        }
        let (mut found, mut ids): (Vec<Choice>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
        for option in &listed {
            let coding = option.get("valueCoding");
            let number = option.get("valueInteger").and_then(Value::as_i64).map(|number| number.to_string());
            let words =
                [text(coding.and_then(|own| own.get("display"))), text(option.get("valueString")), number.clone().unwrap_or_default()];
            let shown = words.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
            let codes =
                [text(coding.and_then(|own| own.get("code"))), number.unwrap_or_default(), text(option.get("valueString")), shown.clone()];
            let code = codes.into_iter().find(|code| !code.is_empty()).unwrap_or_default();
            let weights =
                [Some(option), coding].into_iter().flatten().flat_map(|value| WEIGHTS.iter().filter_map(|url| extension(value, url)));
            let weight =
                weights.filter_map(|found| found.get("valueDecimal").or_else(|| found.get("valueInteger"))).find_map(Value::as_f64);
            let points = weight.filter(|points| points.fract() == 0.0 && (0.0..=100.0).contains(points));
            let base = crate::import::id("o", &shown);
            let id = (1..)
                .map(|number| if number == 1 { base.clone() } else { format!("{base}-{number}") })
                .find(|id| !ids.contains(id))
                .unwrap_or(base);
            ids.insert(id.clone());
            found.push(Choice {
                id,
                code,
                points: points.and_then(|points| format!("{points}").parse().ok()),
                has_points: weight.is_some(),
                own: option.clone(),
                text: shown,
            });
        }
        Ok(found)
    }

    /// The concepts of a contained value set, as options.
    fn contained(&self, id: &str) -> Vec<Value> {
        let sets = self.whole.get("contained").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let set = sets.iter().find(|set| text(set.get("id")) == id);
        let include = set.and_then(|set| set.get("compose")?.get("include")?.as_array()).map_or(&[][..], Vec::as_slice);
        let concepts = include.iter().flat_map(|own| own.get("concept").and_then(Value::as_array).cloned().unwrap_or_default());
        concepts.map(|concept| serde_json::json!({ "valueCoding": concept })).collect()
    }
}

/// What becomes of each item, before points are decided.
pub fn read(order: &Order<'_>, sidecar: &Sidecar, whole: &Value, items: &[Item]) -> Vec<Found> {
    let language = sidecar.language(whole, order.languages);
    let mut found: Vec<Found> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let earlier: BTreeMap<&str, &Item> = items
            .iter()
            .zip(&found)
            .take(index)
            .filter(|(_, found)| found.question.is_some())
            .map(|(item, _)| (item.link.as_str(), item))
            .collect();
        let mut own = Found::default();
        if ["help", "guidetekst", "veiledning"].iter().any(|word| item.text.to_lowercase() == *word) {
            own.homeless.push("help text".to_owned());
        }
        match question(order, sidecar, &language, item, &earlier, &mut own) {
            Ok(question) => own.question = question,
            Err(refusal) => own.refusal = Some(refusal),
        }
        found.push(own);
    }
    found
}

fn question(
    order: &Order<'_>,
    sidecar: &Sidecar,
    language: &str,
    item: &Item,
    earlier: &BTreeMap<&str, &Item>,
    found: &mut Found,
) -> Result<Option<Question>, (String, String)> {
    let refused = |what: String, mend: &str| Err((what, mend.to_owned()));
    let hidden =
        extension(&item.own, "/questionnaire-hidden").is_some_and(|own| own.get("valueBoolean").and_then(Value::as_bool) == Some(true));
    let is_filled = ["Expression", "/initialExpression"].iter().any(|end| {
        let list = item.own.get("extension").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().any(|own| text(own.get("url")).ends_with(end) && !text(own.get("url")).ends_with("enableWhenExpression"))
    });
    let is_read_only = item.own.get("readOnly").and_then(Value::as_bool) == Some(true);
    if item.kind != Kind::Total && (hidden || is_filled || is_read_only || item.own.get("modifierExtension").is_some()) {
        return refused("it is hidden, or filled in by a program, and is not for a person to answer".to_owned(), "nothing");
    }
    match item.kind {
        Kind::Shown => {
            return refused(
                "it is a text beside the questions, which a check does not have".to_owned(),
                "say what matters in the `intro` or a note of import.toml",
            );
        }
        Kind::Other => {
            return refused(
                format!("a check cannot ask for `{}`: it could name a person, or has no answer to choose", clean::cut(&item.form, 30).0),
                "nothing; or ask it in your own words, with options",
            );
        }
        Kind::Total => {
            found.homeless.push("a sum that is shown".to_owned());
            return Ok(None);
        }
        Kind::Choice if item.options.len() < 2 => {
            return refused(
                "it has no options here to choose from".to_owned(),
                "ask whoever keeps it for the set of answers (answerOption, or a contained value set)",
            );
        }
        Kind::Number if item.most.is_none() => {
            return refused("it has no highest number".to_owned(), "ask whoever keeps it for `maxValue`, or ask it in your own words");
        }
        _ => {}
    }
    let enable_when = conditions::built(&item.when, earlier, &mut found.changes)?;
    let text = texts(order, sidecar, language, &item.link, "", &item.text, item.own.get("_text"))?;
    let mut options = Vec::new();
    if item.kind == Kind::YesNo {
        for (id, key) in [("yes", "yes"), ("no", "no")] {
            let words =
                order.languages.iter().filter_map(|language| Some((language.clone(), Words::word(language, key)?.to_owned()))).collect();
            options.push((id.to_owned(), words, None));
        }
    }
    for option in &item.options {
        let beside = option.own.get("valueCoding").and_then(|own| own.get("_display")).or_else(|| option.own.get("_valueString"));
        let words = texts(order, sidecar, language, &item.link, &option.code, &option.text, beside)?;
        options.push((option.id.clone(), words, option.points));
    }
    if item.own.get("required").and_then(Value::as_bool) == Some(true) {
        found.homeless.push("required: every question of a check can be skipped".to_owned());
    }
    Ok(Some(Question {
        id: super::super::id("q", &item.link),
        kind: word(item),
        text,
        enable_when,
        most: item.most.filter(|_| item.kind == Kind::Number),
        options,
    }))
}

/// Words in every language of the pack: the editor's, its own, its translations.
fn texts(
    order: &Order<'_>,
    sidecar: &Sidecar,
    language: &str,
    link: &str,
    code: &str,
    own: &str,
    beside: Option<&Value>,
) -> Result<Texts, (String, String)> {
    let mut found = Texts::new();
    for extension in beside.and_then(|own| own.get("extension")).and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        if !text(extension.get("url")).ends_with("/translation") {
            continue;
        }
        let part = |url: &str| {
            let parts = extension.get("extension").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let part = parts.iter().find(|part| text(part.get("url")) == url);
            part.and_then(|part| ["valueCode", "valueString", "valueMarkdown"].iter().find_map(|field| part.get(*field)))
                .map(|value| text(Some(value)))
                .unwrap_or_default()
        };
        if let Some(tag) = tag(&part("lang"), order.languages).filter(|_| !part("content").is_empty()) {
            found.insert(tag, part("content"));
        }
    }
    if !own.is_empty() {
        found.insert(language.to_owned(), own.to_owned());
    }
    found.extend(sidecar.words(link, code));
    match order.languages.iter().find(|language| !found.contains_key(*language)) {
        Some(missing) => {
            let of = if code.is_empty() { "it".to_owned() } else { format!("its answer `{}`", clean::cut(code, 40).0) };
            Err((
                format!("{of} has no words in `{missing}`"),
                "write them into `[words]` of import.toml, as an example there shows".to_owned(),
            ))
        }
        None => {
            found.retain(|language, _| order.languages.contains(language));
            found.values_mut().for_each(|text| *text = clean::without_people(text).0);
            Ok(found)
        }
    }
}

/// A language of the pack by a tag such as `nb-NO`, or `no`.
pub fn tag(text: &str, languages: &[String]) -> Option<String> {
    let base = text.split(['-', '_']).next().unwrap_or("").to_lowercase();
    let base = if base == "no" { "nb" } else { base.as_str() };
    languages.iter().find(|language| *language == base).cloned()
}

fn extension<'a>(value: &'a Value, ending: &str) -> Option<&'a Value> {
    let list = value.get("extension")?.as_array()?;
    list.iter().find(|own| own.get("url").and_then(Value::as_str).is_some_and(|url| url.trim_end_matches('/').ends_with(ending)))
}

/// A value as a plain text.
pub fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => clean::plain(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
