//! The sidecar: what an editor says of a questionnaire, in `import.toml` beside it.
//!
//! In: the file. Out: whose it is, its language and wording, the highest sum, and all of the check but its questions.
//! Never lets a questionnaire in that nobody has the right to show, nor one whose words have changed since they were read.
//! Next: `crate::compile::checks` for what the pack asks of a check.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item as Entry, Table, value};

use super::Order;
use super::items::{Found, Item, Kind, tag, text};
use crate::import::service::Texts;
use crate::import::settings;
use crate::load;

/// What the file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    kind: String,
    #[serde(default)]
    keeper: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    translator: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    wording: String,
    /// The highest sum, as the authors state it; 0 if nothing is counted.
    #[serde(default)]
    pub maximum: u16,
    /// Items that have no points by design, by their linkId.
    #[serde(default)]
    pub unscored: Vec<String>,
    /// Words of the editor's: by linkId, then by code of an answer (empty for the question).
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, Texts>>,
    /// The check, but for its questions; read again as it stands.
    check: toml::Table,
    /// The whole file.
    #[serde(skip)]
    whole: String,
}

impl Sidecar {
    /// Reads the file of a folder; none if it is not there.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub fn read(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(settings::FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = load::read(&path)?;
        let told = |fault: &toml::de::Error| {
            let line = fault.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
            format!("{}:{line}: {}; mend the line, or delete the file to begin anew", path.display(), fault.message())
        };
        let mut sidecar: Self = toml::from_str(&text).map_err(|fault| told(&fault))?;
        sidecar.whole = text;
        Ok(Some(sidecar))
    }

    /// One in which nobody has said anything but the language.
    pub fn blank(languages: &[String]) -> Self {
        let language = languages.first().cloned().unwrap_or_default();
        let empty = String::new;
        Self {
            kind: "fhir".to_owned(),
            keeper: empty(),
            licence: empty(),
            translator: empty(),
            language,
            wording: empty(),
            maximum: 0,
            unscored: Vec::new(),
            words: BTreeMap::new(),
            check: toml::Table::new(),
            whole: empty(),
        }
    }

    /// The editor's words for an item, or for one of its answers.
    pub fn words(&self, link: &str, code: &str) -> Texts {
        let key = if code.is_empty() { "text" } else { code };
        self.words.get(link).and_then(|own| own.get(key)).cloned().unwrap_or_default()
    }

    /// The language that its texts are in, as a language of the pack.
    pub fn language(&self, whole: &Value, languages: &[String]) -> String {
        let named = [self.language.clone(), text(whole.get("language"))].into_iter().find(|own| !own.is_empty()).unwrap_or_default();
        tag(&named, languages).unwrap_or(named)
    }

    /// That all has been filled in that only an editor can know.
    ///
    /// # Errors
    /// What is missing, and what to write.
    pub fn check(&self, order: &Order<'_>, whole: &Value, items: &[Item]) -> Result<(), String> {
        let path = order.folder.join(settings::FILE);
        let told = |what: &str| Err(format!("{}: {what}", path.display()));
        if self.kind != "fhir" {
            return told(&format!("this feed is of the form `{}`; name the questionnaire otherwise with `--as`", self.kind));
        }
        if self.licence.is_empty() || self.keeper.is_empty() {
            return told("write whose questionnaire it is (`keeper`), and what lets you show it (`licence`)");
        }
        if text(whole.get("copyright")).is_empty() && self.translator.is_empty() {
            return told("the questionnaire does not say whose it is (copyright); write into `translator` who stands for its words");
        }
        if self.language(whole, order.languages).is_empty() {
            return told("the questionnaire does not say its language; write it, such as `language = \"nb\"`");
        }
        if self.wording != wording(items) {
            return told(&format!(
                "its words have changed since they were read, or nobody has read them; read them, then write `wording = \"{}\"`",
                wording(items)
            ));
        }
        Ok(())
    }

    /// The file with the check: what the editor says, and the questions.
    ///
    /// # Errors
    /// What the editor's part lacks.
    pub fn written(&self, order: &Order<'_>, read: &[Found], is_scored: bool) -> Result<String, String> {
        let own = order.folder.join(settings::FILE);
        let document: DocumentMut = self.whole.parse().map_err(|_| format!("{}: it cannot be read", own.display()))?;
        let Some(check) = document.get("check").and_then(Entry::as_table) else {
            return Err(format!("{}: write `[check]` as a table of its own", own.display()));
        };
        if check.contains_key("question") {
            return Err(format!("{}: questions come from the questionnaire; write their words into `[words]`", own.display()));
        }
        let mentions_points = self.check.get("note").and_then(toml::Value::as_array).is_some_and(|notes| {
            notes
                .iter()
                .filter_map(|note| note.get("when")?.as_str())
                .any(|when| when.split(|sign: char| !sign.is_alphanumeric() && sign != '-').any(|word| word == "points"))
        });
        if mentions_points && !is_scored {
            return Err(format!("{}: a note hangs on `points`, and this questionnaire is not scored; hang it on answers", own.display()));
        }
        let mut check = check.clone();
        check.decor_mut().clear();
        let mut questions = ArrayOfTables::new();
        for question in read.iter().filter_map(|found| found.question.as_ref()) {
            let mut table = Table::new();
            table.insert("id", value(&question.id));
            table.insert("kind", value(question.kind));
            table.insert("text", value(inline(&question.text)));
            let said = question.text.iter().map(|(language, text)| (language.clone(), format!("{text} {{answer}}."))).collect();
            table.insert("said", value(inline(&said)));
            if let Some(condition) = &question.enable_when {
                table.insert("enable_when", value(condition));
            }
            if let Some(most) = question.most {
                table.insert("most", value(i64::from(most)));
            }
            let mut options = ArrayOfTables::new();
            for (id, words, points) in &question.options {
                let mut option = Table::new();
                option.insert("id", value(id));
                option.insert("text", value(inline(words)));
                if let Some(points) = points {
                    option.insert("points", value(i64::from(*points)));
                }
                options.push(option);
            }
            if !options.is_empty() {
                table.insert("option", Entry::ArrayOfTables(options));
            }
            questions.push(table);
        }
        check.insert("question", Entry::ArrayOfTables(questions));
        let mut checks = ArrayOfTables::new();
        checks.push(check);
        let mut whole = DocumentMut::new();
        whole.insert("check", Entry::ArrayOfTables(checks));
        Ok(format!("# Written by each import, from the questionnaire and `[check]` in import.toml: change it there.\n\n{whole}"))
    }
}

fn inline(texts: &Texts) -> InlineTable {
    texts.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect()
}

/// A mark of all words of a questionnaire.
fn wording(items: &[Item]) -> String {
    let words: Vec<String> = items.iter().flat_map(Item::wording).collect();
    let mark: String = crate::drift::fields::digest(&words.join("\n")).chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    mark.to_lowercase()
}

/// The file that a questionnaire begins with.
pub fn template(order: &Order<'_>, whole: &Value, items: &[Item]) -> String {
    let empty: InlineTable = order.languages.iter().map(|language| (language.as_str(), "")).collect();
    let quoted = |text: &str| Value::from(text).to_string();
    let points: u32 = items.iter().filter_map(|item| item.options.iter().filter_map(|option| option.points).max()).map(u32::from).sum();
    let mut list = Array::new();
    items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Choice | Kind::YesNo | Kind::Number))
        .take(1)
        .for_each(|item| list.push(item.link.as_str()));
    let example = items.iter().find(|item| !item.options.is_empty());
    let words = example.map_or_else(String::new, |item| {
        let code = item.options.first().map_or("code", |option| option.code.as_str());
        format!("# [words.{}]\n# text = {empty}\n# {} = {empty}\n", quoted(&item.link), quoted(code))
    });
    format!(
        "# How this questionnaire comes in. Yours to fill in: the tool wrote it once, and reads it each time.\nkind = \"fhir\"\n# Whose it is, and what lets you show it. The file says: {}\nkeeper = \"\"\nlicence = \"\"\n# Who translated it, or stands for its words.\ntranslator = \"\"\n# The language of its texts; the file says: {}\nlanguage = \"\"\n# Read its words in the report; the tool tells the mark to write here then.\nwording = \"\"\n# The highest sum that its authors state, to count points (found: {points}); 0 brings in questions alone. Nobody is shown a number.\nmaximum = 0\n# Items that have no points by design, by their linkId.\nunscored = []\n\n# The check, as in docs/pack-format.md, without its questions. A guide names no official test.\n[check]\nid = \"{}-check-{}\"\nwhen = \"who is self and about is alcohol\"\nunless = \"age < 18\"\ntitle = {empty}\nintro = {empty}\nsource = []\nchecked_on = \"{}\"\n\n# What answers may mean: `points >= 8`, or answers such as `q-1 is o-daily`. Three steps are needed.\n# [[check.note]]\n# id = \"worth\"\n# kind = \"meaning\"\n# when = \"points >= 8\"\n# text = {empty}\n#\n# [[check.step]]\n# text = {empty}\n# cards = []\n\n# Your own words for an item or its answers, where a language is missing or a text is too long: by its linkId.\n{words}",
        quoted(&text(whole.get("copyright"))),
        quoted(&text(whole.get("language"))),
        order.country.to_lowercase(),
        order.name,
        order.today,
    )
}
