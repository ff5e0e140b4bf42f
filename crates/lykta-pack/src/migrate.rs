//! `migrate`: brings a pack of an older format to the one that this tool reads.
//!
//! In: the folder of a pack. Out: the same files with what the newer format writes another way; comments and order stay.
//! Never touches a pack of a newer format, and never writes half a pack: `pack.toml`, which says the format, is written last.
//! Next: `docs/pack-format.md`, "Older formats", for what differs.

use std::fs;
use std::path::{Path, PathBuf};

use lykta_core::format::VERSION;
use similar::{ChangeTag, TextDiff};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, Value, value};

use crate::document;
use crate::load;
use crate::report;

/// What `migrate` is told.
#[derive(Debug, clap::Args)]
pub struct MigrateArguments {
    /// Folder of the pack
    pack: PathBuf,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A step from one format to the next: what it does to `pack.toml`, and to a file of entries.
struct Migration {
    from: u32,
    manifest: fn(&mut Table) -> Result<(), String>,
    entries: fn(&mut Table) -> Result<(), String>,
}

/// All steps, the oldest first. A new format adds one here.
const STEPS: [Migration; 1] = [Migration { from: 0, manifest: manifest_of_drafts, entries: entries_of_drafts }];

/// Runs the command.
///
/// # Errors
/// A pack that cannot be read, is of a newer format, or cannot be brought to this one.
pub fn run(arguments: &MigrateArguments) -> Result<bool, String> {
    let MigrateArguments { pack, dry_run } = arguments;
    if !pack.is_dir() {
        return Err(load::no_folder(pack));
    }
    let documents = document::read_folder(pack).map_err(|fault| fault.to_string())?;
    let mut files: Vec<(PathBuf, String, DocumentMut)> = Vec::new();
    for document in documents.into_iter().filter(|document| document.path.extension().is_some_and(|kind| kind == "toml")) {
        // Letters that are lost must not be written back as lost.
        let tree = document.text.parse::<DocumentMut>().ok().filter(|_| !document.text.contains('\u{fffd}')).ok_or_else(|| {
            format!(
                "{} has a slip that keeps it from being read; run `lykta-pack check {}` and mend it first",
                document.path.display(),
                pack.display()
            )
        })?;
        files.push((document.path, document.text, tree));
    }
    let format = format_of(&files, pack)?;
    if format > i64::from(VERSION) {
        return Err(format!(
            "{} is of format {format}, and this tool knows formats up to {VERSION} only: take the lykta-pack that the pack was made with, or a newer one",
            pack.display()
        ));
    }
    if format == i64::from(VERSION) {
        report::line(&format!("{} is of format {VERSION} already: nothing to do", pack.display()));
        return Ok(true);
    }
    for (path, _, tree) in &mut files {
        for step in STEPS.iter().filter(|step| i64::from(step.from) >= format) {
            let change = if is_manifest(path) { step.manifest } else { step.entries };
            change(tree.as_table_mut()).map_err(|fault| format!("{}: {fault}", path.display()))?;
        }
    }
    // What says the format comes last: a run that was cut short can be run again.
    files.sort_by_key(|(path, _, _)| is_manifest(path));
    let mut count = 0;
    for (path, before, tree) in &files {
        let after = tree.to_string();
        if after == *before {
            continue;
        }
        count += 1;
        if *dry_run {
            report::line(&changes(path, before, &after));
        } else {
            fs::write(path, after).map_err(|fault| format!("{}: {}", path.display(), document::plain(&fault)))?;
            report::line(&path.display().to_string());
        }
    }
    let word = if *dry_run { "would be brought" } else { "brought" };
    let next = if *dry_run { "nothing was written".to_owned() } else { format!("run `lykta-pack check {}` now", pack.display()) };
    report::line(&format!("{} {word} from format {format} to {VERSION}; {next}", report::counted(count, "file")));
    Ok(true)
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "pack.toml")
}

/// The format that `pack.toml` names.
fn format_of(files: &[(PathBuf, String, DocumentMut)], pack: &Path) -> Result<i64, String> {
    let manifest = files.iter().find(|(path, _, _)| is_manifest(path)).map(|(_, _, tree)| tree);
    let named = manifest.and_then(|tree| tree.get("format")).and_then(Item::as_integer);
    named
        .filter(|format| *format >= 0)
        .ok_or_else(|| format!("{} has no `pack.toml` that names its format, such as `format = {VERSION}`", pack.display()))
}

/// The lines that change, old and new.
fn changes(path: &Path, before: &str, after: &str) -> String {
    let difference = TextDiff::from_lines(before, after);
    let mut lines = vec![path.display().to_string()];
    for change in difference.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => continue,
        };
        lines.push(format!("  {sign} {}", change.value().trim_end()));
    }
    lines.join("\n")
}

/// Format 0 wrote the emergency number as a number.
fn manifest_of_drafts(table: &mut Table) -> Result<(), String> {
    if let Some(number) = table.get("emergency").and_then(Item::as_integer) {
        set(table, "emergency", value(number.to_string()));
    }
    set(table, "format", value(1));
    Ok(())
}

/// Puts a value in the place of another, with the comments that stand beside it.
fn set(table: &mut Table, key: &str, new: Item) {
    let Some(old) = table.get_mut(key) else { return };
    let decor = old.as_value().map(|value| value.decor().clone());
    *old = new;
    if let (Some(value), Some(decor)) = (old.as_value_mut(), decor) {
        *value.decor_mut() = decor;
    }
}

/// Format 0 wrote the one way to reach a card into the card itself, `checked` for `checked_on`, and called a helpline a line.
fn entries_of_drafts(table: &mut Table) -> Result<(), String> {
    for list in ["card", "change"] {
        let Some(item) = table.get_mut(list) else { continue };
        let Some(entries) = item.as_array_of_tables_mut() else {
            return Err(format!("`{list}` is not written as `[[{list}]]`; write it so first"));
        };
        each(entries)?;
    }
    Ok(())
}

fn each(entries: &mut ArrayOfTables) -> Result<(), String> {
    for entry in entries.iter_mut() {
        if entry.get("kind").and_then(Item::as_str) == Some("line") {
            set(entry, "kind", value("helpline"));
        }
        contact(entry)?;
        rename(entry, "checked", "checked_on")?;
    }
    Ok(())
}

/// Gives a field another name, in its place.
fn rename(table: &mut Table, old: &str, new: &str) -> Result<(), String> {
    if !table.contains_key(old) {
        return Ok(());
    }
    if table.contains_key(new) {
        return Err(format!("an entry has both `{old}` and `{new}`; take one of them out first"));
    }
    rebuilt(table, |key, item| {
        let key = if key.get() == old { Key::new(new).with_leaf_decor(key.leaf_decor().clone()) } else { key };
        vec![(key, item)]
    });
    Ok(())
}

/// Fields of a contact that stood in the card itself.
const WAYS: [&str; 5] = ["phone", "number", "sms", "url", "hours"];

/// Moves the way to reach a card into a contact, in the place of its first field; every comment is kept above it.
fn contact(table: &mut Table) -> Result<(), String> {
    let ways: Vec<&str> = WAYS.into_iter().filter(|way| table.contains_key(way)).collect();
    let Some(_) = ways.first() else { return Ok(()) };
    if table.contains_key("contact") {
        return Err(format!("an entry has both `{}` and `contact`; take one of them out first", ways.join("`, `")));
    }
    let mut fields = InlineTable::new();
    let mut comments = String::new();
    for (key, item) in ways.iter().filter_map(|way| table.get_key_value(way)) {
        let before = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or("");
        let behind = item.as_value().and_then(|value| value.decor().suffix()).and_then(|suffix| suffix.as_str()).unwrap_or("");
        comments.push_str(before.trim_start_matches('\n'));
        if !behind.trim().is_empty() {
            comments.push_str(&format!("{}\n", behind.trim()));
        }
        if let Some(plain) = item.as_str() {
            fields.insert(key.get(), Value::from(plain));
        }
    }
    let mut contacts = Array::new();
    contacts.push(fields);
    let mut item = Some(value(contacts));
    rebuilt(table, |key, old| {
        if !ways.contains(&key.get()) {
            return vec![(key, old)];
        }
        let mut decor = toml_edit::Decor::default();
        decor.set_prefix(comments.clone());
        item.take().map(|item| (Key::new("contact").with_leaf_decor(decor), item)).into_iter().collect()
    });
    Ok(())
}

/// The same table with each of its entries put for others, in the same order.
fn rebuilt(table: &mut Table, mut change: impl FnMut(Key, Item) -> Vec<(Key, Item)>) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let old: Vec<(Key, Item)> = names.iter().filter_map(|name| table.remove_entry(name)).collect();
    for (key, item) in old.into_iter().flat_map(|(key, item)| change(key, item)) {
        table.insert_formatted(&key, item);
    }
}
