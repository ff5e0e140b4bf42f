//! Where the texts of a pack stand, by ids: the names by which catalogs know them.
//!
//! In: an entry as it was read. Out: each of its texts with its name, such as `card/fi-right-assessment/text` or `item/who/option/self/text`.
//! Knows no field, so that none can be forgotten: a text is a table whose keys are languages.
//! Next: `super`, which lays translations over them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::Step;

/// Kinds of entries with texts that catalogs do not hold: what belongs to one language, and what no person reads.
pub const WITHOUT: [&str; 8] = ["avoid", "term", "easy", "fact", "context", "persona", "promise", "check_persona"];

/// Fields of `pack.toml` that hold texts.
const OF_PACK: [&str; 3] = ["title", "your_region", "not_covered"];

/// Whether a text is the tag of a language.
#[must_use]
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_other = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_first) && parts.all(is_other)
}

/// Whether a table is a text with a text a language, the first language among them. Addresses are no texts to translate.
fn is_text(table: &DeTable<'_>, first: &str) -> bool {
    let is_address = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().is_some_and(|text| text.starts_with("https://"));
    table.get(first).is_some_and(|value| !is_address(value))
        && table.iter().all(|(key, value)| is_tag(key.get_ref()) && value.get_ref().as_str().is_some())
}

/// The name of an entry; none for a kind whose texts catalogs do not hold, and for an entry without id.
#[must_use]
pub fn name(kind: &str, value: &DeValue<'_>) -> Option<String> {
    if WITHOUT.contains(&kind) {
        return None;
    }
    let own = |key: &str| value.as_table()?.get(key)?.get_ref().as_str();
    let id = own("id").or_else(|| own("code")).or_else(|| own("card"))?;
    Some(format!("{kind}/{id}"))
}

/// Visits each text of an entry of a name, with its own name and its place below the entry.
pub fn each<'a>(value: &mut DeValue<'a>, first: &str, name: &str, visit: &mut dyn FnMut(&str, &[Step], &mut DeTable<'a>)) {
    below(value, first, name, &mut Vec::new(), visit);
}

/// Visits each text of `pack.toml`.
pub fn each_of_pack<'a>(table: &mut DeTable<'a>, first: &str, visit: &mut dyn FnMut(&str, &[Step], &mut DeTable<'a>)) {
    for key in OF_PACK {
        if let Some(value) = table.get_mut(key) {
            below(value.get_mut(), first, &format!("pack/{key}"), &mut vec![Step::Key(key.to_owned())], visit);
        }
    }
}

fn below<'a>(
    value: &mut DeValue<'a>,
    first: &str,
    name: &str,
    steps: &mut Vec<Step>,
    visit: &mut dyn FnMut(&str, &[Step], &mut DeTable<'a>),
) {
    match value {
        DeValue::Table(table) if is_text(table, first) => visit(name, steps, table),
        DeValue::Table(table) => {
            for (key, value) in table.iter_mut() {
                let key = key.get_ref();
                steps.push(Step::Key(key.to_string()));
                below(value.get_mut(), first, &format!("{name}/{key}"), steps, visit);
                steps.pop();
            }
        }
        DeValue::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                let id = value.get_ref().as_table().and_then(|table| table.get("id")).and_then(|id| id.get_ref().as_str());
                let own = id.map_or_else(|| (index + 1).to_string(), str::to_owned);
                steps.push(Step::Index(index));
                below(value.get_mut(), first, &format!("{name}/{own}"), steps, visit);
                steps.pop();
            }
        }
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}
