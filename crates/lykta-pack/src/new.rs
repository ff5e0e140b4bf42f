//! `new`: starts a local pack on top of a country's.
//!
//! In: the country's pack, a place of it, a folder that is not there yet. Out: a pack that is clean at once, without any made-up fact.
//! Never writes over anything.
//! Next: `docs/editing-a-local-pack.md` for what an editor does then, `drift/` for what is kept of the country's pack.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lykta_core::date::Date;
use lykta_core::evaluate::evaluate;
use lykta_core::format::built::CardEntry;
use lykta_core::pack::ItemKind;
use lykta_core::place::Municipality;
use lykta_core::place_search::{folded, search};
use lykta_core::truth::Truth;

use crate::answers::{self, Given};
use crate::compile::{Compiled, is_kebab};
use crate::document;
use crate::drift::{self, fields, lock};
use crate::rows::columns::{Form, KINDS, Kind};
use crate::{load, local, report};

/// What `new` is told.
#[derive(Debug, clap::Args)]
pub struct NewArguments {
    /// The country's pack: the name of its folder beside the new one, such as fi, or the path to it
    #[arg(long, value_name = "PACK")]
    extends: PathBuf,
    /// The municipality: its code, such as 091, or its name
    #[arg(long, value_name = "PLACE")]
    place: String,
    /// Folder of the new pack; it must not be there yet
    out: PathBuf,
}

/// Runs the command; false if the country's pack has problems.
///
/// # Errors
/// What keeps the pack from being written.
pub fn run(arguments: &NewArguments) -> Result<bool, String> {
    let NewArguments { extends, place, out } = arguments;
    if out.exists() {
        return Err(format!("{} is there already, and nothing is written over; name another folder", out.display()));
    }
    let (country, base) = country(extends, out)?;
    let id = id(out)?;
    let Some((compiled, _)) = load::load_clean(&country, true)? else { return Ok(false) };
    if compiled.file.id == id {
        return Err(format!("the country's pack is called `{id}` itself; name another folder"));
    }
    let place = found(&compiled, place)?;
    let today = load::today(None)?;
    let sources = fields::country(&country)?;
    // A path from the root of this machine would mean nothing to those who read the new pack elsewhere.
    let folder = if out.is_absolute() { id.clone() } else { out.display().to_string() };
    let start = Start { compiled: &compiled, place, country: &sources.country, base: &base, id: &id, folder: &folder, today };
    let files = files(&start)?;
    fs::create_dir_all(out).map_err(|fault| format!("{}: {}", out.display(), document::plain(&fault)))?;
    for (name, text) in &files {
        let path = out.join(name);
        fs::write(&path, text).map_err(|fault| format!("{}: {}", path.display(), document::plain(&fault)))?;
        report::line(&path.display().to_string());
    }
    drift::write(&out.join(lock::FILE), &sources, &BTreeSet::new())?;
    report::line(&out.join(lock::FILE).display().to_string());
    report::line(&format!("next: open {}, then run `lykta-pack check {}`", out.join("README.md").display(), out.display()));
    Ok(true)
}

/// What a new pack is made from.
struct Start<'a> {
    /// The country's pack.
    compiled: &'a Compiled,
    /// The municipality.
    place: &'a Municipality,
    /// The country, `FI`.
    country: &'a str,
    /// Name of the folder of the country's pack.
    base: &'a str,
    /// Id of the new pack.
    id: &'a str,
    /// Its folder, as the commands in its README name it.
    folder: &'a str,
    /// The day on which it is made.
    today: Date,
}

/// The folder of the country's pack, and its name: a local pack stands beside it.
fn country(extends: &Path, out: &Path) -> Result<(PathBuf, String), String> {
    let is_name = extends.components().count() == 1;
    let folder = if is_name { local::beside(out, &extends.to_string_lossy()) } else { extends.to_path_buf() };
    if !folder.join("pack.toml").is_file() {
        return Err(format!("there is no pack in {}; name the folder of the country's pack with `--extends`", folder.display()));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let whole = |path: &Path| path.canonicalize().ok();
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if whole(&local::beside(out, &name)).or_else(|| whole(&parent.join(&name))) != whole(&folder) {
        let beside = folder.parent().unwrap_or(Path::new(".")).join(out.file_name().unwrap_or_default());
        return Err(format!("a local pack stands beside the country's, so that it can be found: write {}", beside.display()));
    }
    Ok((folder, name))
}

/// The id of the new pack: the name of its folder.
fn id(out: &Path) -> Result<String, String> {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if is_kebab(&name) {
        return Ok(name);
    }
    let mended =
        folded(&name).split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let help = if mended.is_empty() { "fi-town".to_owned() } else { mended };
    Err(format!("a pack is called by small letters, digits and single hyphens, as its folder is: write `{help}` instead of `{name}`"))
}

/// The municipality by its code or its name.
fn found<'a>(compiled: &'a Compiled, wanted: &str) -> Result<&'a Municipality, String> {
    let gazetteer = &compiled.pack.gazetteer;
    if let Some(place) = gazetteer.municipality(wanted) {
        return Ok(place);
    }
    let all = gazetteer.municipalities();
    let named: Vec<&Municipality> = all.iter().filter(|place| place.names.iter().any(|name| folded(name) == folded(wanted))).collect();
    if let [place] = named.as_slice() {
        return Ok(place);
    }
    let shown = |place: &Municipality| format!("{} ({})", place.code, place.name(0));
    let mut near: Vec<String> = named.iter().map(|place| shown(place)).collect();
    // Digits would be taken for a postcode.
    if near.is_empty() && !wanted.bytes().all(|byte| byte.is_ascii_digit()) {
        near = search(gazetteer, wanted, 5).iter().filter_map(|hit| all.get(hit.municipality)).map(shown).collect();
    }
    if near.is_empty() {
        let distance = |place: &Municipality| {
            let names = place.names.iter().map(|name| folded(name)).chain([place.code.clone()]);
            names
                .filter(|name| !name.is_empty())
                .map(|name| strsim::damerau_levenshtein(&name, &folded(wanted)))
                .min()
                .unwrap_or(usize::MAX)
        };
        let mut sorted: Vec<&Municipality> = all.iter().collect();
        sorted.sort_by_key(|place| distance(place));
        near = sorted.into_iter().take(5).map(shown).collect();
    }
    let help = if near.is_empty() { "the pack has no places".to_owned() } else { format!("the nearest are {}", near.join(", ")) };
    Err(format!("there is no municipality `{wanted}` in `{}`; {help}", compiled.file.id))
}

/// The files of the new pack by name.
fn files(start: &Start<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut files: BTreeMap<String, String> =
        KINDS.iter().map(|kind| (kind.file.to_owned(), header(kind, &start.compiled.file.languages))).collect();
    files.insert("pack.toml".to_owned(), manifest(start));
    files.insert("personas.toml".to_owned(), personas(start)?);
    files.insert("changes.toml".to_owned(), changes(start));
    files.insert("README.md".to_owned(), readme(start));
    Ok(files)
}

/// The first row of a table, as spreadsheets of these countries open it best: with the mark of UTF-8, semicolons and Windows line ends.
fn header(kind: &Kind, languages: &[String]) -> String {
    let needed = |name: &str| kind.columns().any(|column| column.name == name && (column.is_needed || column.form != Form::Text));
    let names: Vec<String> = kind
        .names(languages)
        .into_iter()
        .filter(|name| {
            let (column, _) = kind.column(name).map_or(("", None), |(column, language)| (column.name, language));
            // Texts that few rows have can be added by hand; all of them would fill the screen.
            needed(column) || ["first", "check_with"].contains(&column)
        })
        .collect();
    format!("\u{feff}{}\r\n", names.join(";"))
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

fn manifest(start: &Start<'_>) -> String {
    let Start { compiled, place, country, base, id, today, .. } = start;
    let file = &compiled.file;
    // The country's list, drafts too; these stand after the languages that speakers have read.
    let languages: Vec<String> = file.languages.iter().chain(&compiled.drafts).map(|language| quoted(language)).collect();
    let day = today.to_string();
    let edition = day.get(..7).unwrap_or("2026-01").replace('-', ".").replace(".0", ".");
    format!(
        "# The guide of {name}. This file says what the pack is; services, groups and contacts stand in the tables beside it.\n\
         # A line that begins with # is a note: the guide does not read it.\n\
         format = 1\n\
         # The name of the pack: the same as its folder.\n\
         id = {id}\n\
         # The edition. Count it up when you publish.\n\
         version = \"{edition}.1\"\n\
         # The country's pack that this one stands on. Its folder must stand beside this one's.\n\
         extends = {base}\n\
         # These four lines are the country's, and stay as they are.\n\
         country = {country}\n\
         languages = [{languages}]\n\
         timezone = {timezone}\n\
         emergency = {emergency}\n\
         \n\
         # The page on which a person can tell you of a wrong number. Take the # away and write your own address.\n\
         # report = \"https://www.example.org/contact\"\n\
         \n\
         # A name for a rule that you can use in the column `when`, such as: the person lives in {name}. Take the # away to use it.\n\
         # [define]\n\
         # here = \"place in municipality {code}\"\n",
        name = place.name(0),
        id = quoted(id),
        base = quoted(base),
        country = quoted(country),
        languages = languages.join(", "),
        timezone = quoted(&file.timezone),
        emergency = quoted(&file.emergency),
        code = place.code,
    )
}

fn personas(start: &Start<'_>) -> Result<String, String> {
    let Start { compiled, place, today, .. } = start;
    let pack = &compiled.pack;
    let mut given: BTreeMap<String, Given> = BTreeMap::new();
    let mut answers = Vec::new();
    let who = pack.items.iter().find(|item| item.id.as_str() == "who" && item.options.iter().any(|option| option.id.as_str() == "self"));
    if who.is_some() {
        given.insert("who".to_owned(), Given::Words(vec!["self".to_owned()]));
        answers.push("who = \"self\"".to_owned());
    }
    let asked = pack.items.iter().filter(|item| item.kind == ItemKind::Place);
    if let Some(item) = asked.min_by_key(|item| item.id.as_str() != "place") {
        given.insert(item.id.as_str().to_owned(), Given::Words(vec![place.code.clone()]));
        answers.push(format!("{} = {}", item.id.as_str(), quoted(&place.code)));
    }
    let read = answers::read(pack, given.iter().map(|(item, value)| (item.as_str(), value)))
        .map_err(|faults| faults.into_iter().map(|fault| fault.what).collect::<Vec<_>>().join("; "))?;
    let findings = evaluate(pack, &read, *today).findings;
    let ids = |truth: Truth| -> Vec<String> {
        let found = findings.iter().filter(|finding| finding.truth == truth).filter_map(|finding| pack.cards.get(finding.card));
        found.take(3).map(|card| quoted(card.id.as_str())).collect()
    };
    let (shows, may) = (ids(Truth::Yes), ids(Truth::Unknown));
    let mut text = format!(
        "# Made-up people who try the guide: what they answer, on which day, and what they must be shown.\n\
         # `lykta-pack test` runs them. Add one for each service that you add. Never a real person.\n\
         \n\
         [[persona]]\n\
         id = \"someone-here\"\n\
         about = \"A made-up person in {}, who has said little yet\"\n\
         today = \"{today}\"\n\
         answers = {{ {} }}\n",
        place.name(0),
        answers.join(", ")
    );
    for (key, ids) in [("shows", shows), ("may_show", may)] {
        if !ids.is_empty() {
            text.push_str(&format!("{key} = [{}]\n", ids.join(", ")));
        }
    }
    Ok(text)
}

/// A card to show in notes: one that can be changed.
fn sample<'a>(compiled: &'a Compiled, kind: &str) -> &'a str {
    let cards = &compiled.file.cards;
    let is_promised = |index: usize| {
        let promises = compiled.promises.iter();
        promises.flat_map(|promise| promise.always.iter().chain(&promise.never)).any(|(promised, _)| *promised == index)
    };
    let fits =
        |(index, card): &(usize, &CardEntry)| card.kind == kind && card.need != "danger" && (kind == "right" || !is_promised(*index));
    let card = cards.iter().enumerate().find(fits).map(|(_, card)| card);
    card.or(compiled.file.cards.first()).map_or("", |card| card.id.as_str())
}

fn changes(start: &Start<'_>) -> String {
    let Start { compiled, place, today, .. } = start;
    let words = |text: &str| {
        let all: Vec<String> = compiled.file.languages.iter().map(|language| format!("{language} = {}", quoted(text))).collect();
        format!("{{ {} }}", all.join(", "))
    };
    format!(
        "# What differs in {name} from the country's cards, where a table is too narrow: texts, comments, and cards to hide.\n\
         # Contacts and opening hours are easier to keep in contacts.csv. Take the # away to use an example.\n\
         #\n\
         # A card that is not there in {name}:\n\
         # [[change]]\n\
         # card = {service}\n\
         # hide = true\n\
         # checked_on = \"{today}\"\n\
         # provenance = \"the municipality's own page\"\n\
         #\n\
         # A comment beside a right. The right itself is the country's, and stays:\n\
         # [[change]]\n\
         # card = {right}\n\
         # comment = {comment}\n\
         # checked_on = \"{today}\"\n\
         # provenance = \"the municipality's own page\"\n",
        name = place.name(0),
        service = quoted(sample(compiled, "service")),
        right = quoted(sample(compiled, "right")),
        comment = words("..."),
    )
}

fn readme(start: &Start<'_>) -> String {
    let Start { compiled, place, country, base, folder, .. } = start;
    let prefix = country.to_lowercase();
    format!(
        "# The guide of {name}\n\
         \n\
         This folder holds what differs in {name} from the country's pack `{base}`.\n\
         Nothing in it is filled in yet: the guide shows the country's help until you add yours.\n\
         \n\
         | file | what you write there |\n\
         | --- | --- |\n\
         | `services.csv` | services of {name} that the country's pack does not know, one a row |\n\
         | `groups.csv` | peer groups, one a row; a second row with the same `id` and no title is one more meeting |\n\
         | `contacts.csv` | telephone numbers, pages and opening hours of cards that the country's pack has |\n\
         | `changes.toml` | texts in other words, comments, and cards to hide |\n\
         | `personas.toml` | made-up people who try the guide |\n\
         | `pack.toml` | what the pack is |\n\
         | `based-on.toml` | what the country's pack said when you began; written by the tool |\n\
         \n\
         ## What to do next\n\
         \n\
         1. Open `contacts.csv` in a spreadsheet. Give all columns the form \"text\" before you type a telephone number.\n\
         2. In `card`, write the id of the card. `lykta-pack ask` prints the ids.\n\
         3. In `phone`, write the number with `+` and the country's code, and in `number` the same number as people read it.\n\
         4. In `checked_on`, write the day on which you looked it up, and in `provenance` where.\n\
         5. Save as \"CSV UTF-8\", and run `lykta-pack check {folder}`. It tells every slip with its row and column, and how to mend it.\n\
         6. Add your own services to `services.csv`. Their ids begin with `{prefix}-`. In `where`, write `{code}`, the code of {name}.\n\
         7. Add a person to `personas.toml` for each service, and run `lykta-pack test {folder}`.\n\
         \n\
         A row could look so. It is an example, and no true number:\n\
         \n\
         ```text\n\
         card;action;phone;number;checked_on;provenance\n\
         {card};first;⟨+, country code, digits⟩;⟨as published⟩;⟨22.11.2026⟩;⟨where you read it⟩\n\
         ```\n\
         \n\
         Never guess a number. Leave out what you could not look up.\n\
         When the country's pack has a new edition, run `lykta-pack drift {folder}`: it tells what changed under your changes.\n",
        name = place.name(0),
        code = place.code,
        card = sample(compiled, "helpline"),
    )
}
