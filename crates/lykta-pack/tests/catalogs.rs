//! Catalogs: what is laid over the texts of a pack, what is told of it, and how a catalog is written and brought up to date.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use lykta_pack::catalog::po::{self, Field, Message};
use lykta_pack::catalog::write;
use lykta_pack::problem::Problems;
use lykta_pack::read::{self, Entries};
use lykta_pack::{build, document, load};
use support::language::copy;
use support::{folder, said};

const PACK: &str =
    "format = 1\nid = \"xx\"\nversion = \"2026.11.1\"\ncountry = \"XX\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\n";
const ITEM: &str = "[[item]]\nid = \"who\"\nkind = \"single\"\ntext = { en = \"Who is it about?\" }\nunknown = { en = \"if it is you\" }\noption = [{ id = \"self\", text = { en = \"Me\" } }, { id = \"other\", text = { en = \"You\" } }]\n";
const CARD: &str = "[[card]]\nid = \"xx-line\"\nkind = \"helpline\"\nwhen = \"who is self\"\ntitle = { en = \"The line\" }\ntext = { en = \"You can call.\" }\nchecked_on = \"2026-11-21\"\nconfidence = \"page\"\ncontact = [{ label = { en = \"By day\" }, phone = \"116117\", number = \"116 117\" }]\n";

/// A small pack whose files say this more, and its catalog in Swedish.
struct Small {
    pack: PathBuf,
}

impl Small {
    fn new(name: &str) -> Self {
        let pack = folder(&format!("catalogs-{name}")).join("xx");
        fs::create_dir_all(&pack).unwrap();
        let small = Self { pack };
        small.put("pack.toml", PACK);
        small.put("items.toml", ITEM);
        small.put("cards.toml", CARD);
        small
    }

    fn put(&self, file: &str, text: &str) {
        fs::create_dir_all(self.pack.join(file).parent().unwrap()).unwrap();
        fs::write(self.pack.join(file), text).unwrap();
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.pack.join(file)).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        self.put(file, &text.replacen(from, to, 1));
    }

    fn catalog(&self) -> String {
        fs::read_to_string(self.pack.join("languages/sv.po")).unwrap()
    }

    /// Brings the catalog up to date: the counts that are printed.
    #[track_caller]
    fn translate(&self) -> String {
        let (code, printed, trouble) = said(&["translate", self.pack.to_str().unwrap(), "sv"], "");
        assert_eq!((code, trouble.as_str()), (Some(0), ""), "{printed}");
        printed.trim_end().rsplit_once(": ").unwrap().1.to_owned()
    }

    /// Writes a translation, by the name of the text.
    fn say(&self, name: &str, text: &str) {
        let catalog = self.catalog();
        let at = catalog.find(&format!("msgctxt \"{name}\"\n")).unwrap_or_else(|| panic!("{name} is not in {catalog}"));
        let (before, after) = catalog.split_at(at);
        self.put("languages/sv.po", &format!("{before}{}", after.replacen("msgstr \"\"", &format!("msgstr \"{text}\""), 1)));
    }

    /// The first lines of what is told, without folder.
    fn told(&self) -> Vec<String> {
        let (_, report) = support::told(self.pack.to_str().unwrap());
        let lines: Vec<&str> = report.lines().collect();
        let is_first = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
        let place = |at: usize| lines[at + 1].trim().replace(&format!("{}/", self.pack.display()), "");
        lines.iter().enumerate().filter(|(_, line)| is_first(line)).map(|(at, line)| format!("{line} @ {}", place(at))).collect()
    }
}

/// Every text of the small pack in Swedish.
const ALL: [(&str, &str); 7] = [
    ("card/xx-line/title", "Telefonen"),
    ("card/xx-line/text", "Du kan ringa."),
    ("card/xx-line/contact/1/label", "På dagen"),
    ("item/who/text", "Vem gäller det?"),
    ("item/who/unknown", "om det är du"),
    ("item/who/option/self/text", "Jag"),
    ("item/who/option/other/text", "Du"),
];

fn translated(name: &str) -> Small {
    let small = Small::new(name);
    small.translate();
    for (name, text) in ALL {
        small.say(name, text);
    }
    small
}

#[test]
fn a_catalog_that_is_whole_is_not_told_of() {
    let small = translated("whole");
    assert_eq!(small.told(), Vec::<String>::new());
    assert_eq!(support::built(small.pack.to_str().unwrap()).file.languages, ["en", "sv"]);
    assert_eq!(small.translate(), "7 translated, 0 missing, 0 fuzzy, 0 gone");
}

#[test]
fn faults_of_a_translation_are_told_at_their_signs_in_the_catalog() {
    let small = translated("faults");
    let long = "Telefonen som du kan ringa hela dygnet också när du inte vet vad du ska säga";
    small.change("languages/sv.po", "msgstr \"Telefonen\"", &format!("msgstr \"{long}\""));
    let lines = small.catalog();
    let line = lines.lines().position(|line| line.contains(long)).unwrap() + 1;
    // 60 signs fit, after the quote of column 8.
    assert_eq!(small.told(), [format!("error[P022]: the title has 76 signs @ languages/sv.po:{line}:69   /card/xx-line/title")]);
    small.change("languages/sv.po", long, "Den <b>linjen</b>");
    assert_eq!(
        small.told(),
        [format!("error[P023]: the text holds a tag @ languages/sv.po:{line}:8")].map(|told| told.replace("a tag", &held(&small)))
    );
    small.change("languages/sv.po", "Den <b>linjen</b>", "Den {linjen}");
    assert_eq!(
        small.told(),
        [format!("error[P025]: there is no slot `{{linjen}}` here @ languages/sv.po:{line}:13   /card/xx-line/title")]
    );
}

/// What the first problem says that a text holds.
fn held(small: &Small) -> String {
    let told = small.told();
    told[0].split(" holds ").nth(1).unwrap().split(" @ ").next().unwrap().to_owned()
}

#[test]
fn a_language_of_the_pack_may_stand_in_a_catalog_for_some_of_its_texts() {
    let small = Small::new("named");
    small.change("pack.toml", "[\"en\"]", "[\"en\", \"sv\"]");
    small.change("cards.toml", "title = { en = \"The line\" }", "title = { en = \"The line\", sv = \"Telefonen\" }");
    assert_eq!(small.translate(), "0 translated, 6 missing, 0 fuzzy, 0 gone");
    for (name, text) in ALL.iter().filter(|(name, _)| *name != "card/xx-line/title") {
        small.say(name, text);
    }
    assert_eq!(small.told(), Vec::<String>::new());
}

#[test]
fn missing_texts_are_told_where_they_belong() {
    let small = translated("missing");
    small.change("languages/sv.po", "msgstr \"Du kan ringa.\"", "msgstr \"\"");
    let line = small.catalog().lines().position(|line| line.contains("msgid \"You can call.\"")).unwrap() + 2;
    assert_eq!(small.told(), [format!("error[P020]: the text is missing in sv @ languages/sv.po:{line}:8   /card/xx-line/text")]);
    // A text that is new since the catalog was written.
    small.say("card/xx-line/text", "Du kan ringa.");
    small.change("cards.toml", "confidence", "first = { en = \"Call.\" }\nconfidence");
    assert_eq!(small.told(), ["error[P020]: the text is missing in sv @ cards.toml:8:1   /card/0/first"]);
    // Of a text that is missing in an entry and in a catalog, each is told by itself.
    small.change("pack.toml", "[\"en\"]", "[\"en\", \"fi\"]");
    let told = small.told();
    assert_eq!(told.iter().filter(|line| line.contains("missing in fi")).count(), 8, "{told:#?}");
    assert_eq!(told.iter().filter(|line| line.contains("missing in sv")).count(), 1, "{told:#?}");
}

#[test]
fn the_catalog_of_a_draft_need_not_be_whole_and_keeps_it_a_draft() {
    let small = Small::new("draft");
    let (code, printed, _) = said(&["translate", small.pack.to_str().unwrap(), "ar"], "");
    assert_eq!(code, Some(0), "{printed}");
    let path = small.pack.join("languages/ar.po");
    fs::write(&path, fs::read_to_string(&path).unwrap().replacen("msgid \"Me\"\nmsgstr \"\"", "msgid \"Me\"\nmsgstr \"أنا\"", 1)).unwrap();
    assert_eq!(small.told(), Vec::<String>::new());
    assert_eq!(support::built(small.pack.to_str().unwrap()).file.languages, ["en"]);
    let (compiled, _, _) = load::load_with_drafts(&small.pack).unwrap();
    let compiled = compiled.unwrap();
    assert_eq!(compiled.file.languages, ["en", "ar"]);
    assert!(compiled.words[1].texts.contains(&"أنا".to_owned()));
}

#[test]
fn a_language_that_is_added_stands_before_drafts_and_after_the_others() {
    let small = translated("order");
    small.change("pack.toml", "[\"en\"]", "[\"en\", \"ar\"]");
    let (compiled, _, _) = load::load_with_drafts(&small.pack).unwrap();
    assert_eq!(compiled.unwrap().file.languages, ["en", "sv", "ar"]);
}

#[test]
fn a_catalog_that_says_another_language_than_its_name_is_told_of() {
    let small = translated("language");
    small.change("languages/sv.po", "Language: sv", "Language: da");
    assert_eq!(small.told(), ["error[P021]: the catalog says that it is in `da`, but its name says `sv` @ languages/sv.po:2:8"]);
    small.change("languages/sv.po", "Language: da", "Language: sv");
    fs::rename(small.pack.join("languages/sv.po"), small.pack.join("sv.po")).unwrap();
    assert_eq!(small.told(), ["error[P120]: the catalog is not read here @ sv.po:1:1"]);
    fs::rename(small.pack.join("sv.po"), small.pack.join("languages/en.po")).unwrap();
    assert!(small.told()[0].starts_with("error[P021]: `en` is the first language of the pack"), "{:?}", small.told());
}

#[test]
fn a_text_stands_once_in_a_catalog() {
    let small = translated("twice");
    small.put("languages/sv.po", &format!("{}\nmsgctxt \"card/xx-line/title\"\nmsgid \"The line\"\nmsgstr \"Linjen\"\n", small.catalog()));
    assert!(small.told()[0].starts_with("error[P004]: the text `card/xx-line/title` stands twice in the catalog"), "{:?}", small.told());
}

#[test]
fn a_changed_text_is_not_shown_and_its_translation_is_kept_beside_both_words() {
    let small = translated("changed");
    small.change("cards.toml", "You can call.", "You can call at night.");
    assert_eq!(small.told().len(), 1);
    assert!(small.told()[0].starts_with("error[P121]: the text was changed after it was translated @ languages/sv.po:"));
    assert_eq!(small.translate(), "6 translated, 0 missing, 1 fuzzy, 0 gone");
    let message =
        "#, fuzzy\n#| msgid \"You can call.\"\nmsgctxt \"card/xx-line/text\"\nmsgid \"You can call at night.\"\nmsgstr \"Du kan ringa.\"\n";
    assert!(small.catalog().contains(message), "{}", small.catalog());
    assert!(small.told()[0].starts_with("error[P122]: the translation of `card/xx-line/text` is marked as not certain"));
    // Changed again before anyone looked: the words of which it is a translation stay.
    small.change("cards.toml", "You can call at night.", "You can call at noon.");
    assert_eq!(small.translate(), "6 translated, 0 missing, 1 fuzzy, 0 gone");
    assert!(small.catalog().contains(&message.replace("at night", "at noon")), "{}", small.catalog());
    small.change("languages/sv.po", "#, fuzzy\n", "");
    small.change("languages/sv.po", "\"Du kan ringa.\"", "\"Du kan ringa mitt på dagen.\"");
    assert_eq!(small.told(), Vec::<String>::new());
    assert_eq!(small.translate(), "7 translated, 0 missing, 0 fuzzy, 0 gone");
    assert!(!small.catalog().contains("#|"), "what was before is forgotten when the translation is certain");
}

#[test]
fn what_is_gone_is_put_aside_and_found_again() {
    let small = translated("gone");
    let before = small.catalog();
    small.change("cards.toml", "label = { en = \"By day\" }, ", "");
    assert_eq!(small.told().len(), 1);
    assert!(small.told()[0].starts_with("warning[P123]: the pack has no text `card/xx-line/contact/1/label`"), "{:?}", small.told());
    assert_eq!(small.translate(), "6 translated, 0 missing, 0 fuzzy, 1 gone");
    assert!(small.catalog().ends_with("\n#~ msgctxt \"card/xx-line/contact/1/label\"\n#~ msgid \"By day\"\n#~ msgstr \"På dagen\"\n"));
    assert_eq!(small.told(), Vec::<String>::new());
    small.put("cards.toml", CARD);
    assert_eq!(small.translate(), "7 translated, 0 missing, 0 fuzzy, 0 gone");
    assert_eq!(small.catalog(), before);
}

#[test]
fn a_text_that_only_moved_keeps_its_translation() {
    let small = translated("moved");
    small.change("cards.toml", "[{ label", "[{ label = { en = \"By night\" }, phone = \"112\", number = \"112\" }, { label");
    small.change("cards.toml", "xx-line", "xx-phone");
    assert_eq!(small.translate(), "7 translated, 1 missing, 0 fuzzy, 0 gone");
    assert!(small.catalog().contains("msgctxt \"card/xx-phone/contact/2/label\"\nmsgid \"By day\"\nmsgstr \"På dagen\"\n"));
    assert!(small.catalog().contains("msgctxt \"card/xx-phone/contact/1/label\"\nmsgid \"By night\"\nmsgstr \"\"\n"));
}

#[test]
fn a_translator_is_told_what_a_text_is_and_how_long_it_may_be() {
    let small = Small::new("told");
    small.change("pack.toml", "[\"en\"]", "[\"en\", \"fi\"]");
    small.change("cards.toml", "\"The line\"", "\"The line\", fi = \"Linja\"");
    small.change("cards.toml", "confidence", "decides = { en = \"{region} decides.\" }\nconfidence");
    small.translate();
    let catalog = small.catalog();
    assert!(
        catalog.contains("#. title (card), at most 60 signs\n#. fi: Linja\n#: cards.toml\nmsgctxt \"card/xx-line/title\"\n"),
        "{catalog}"
    );
    assert!(catalog.contains("#. question, at most 60 signs\n#: items.toml\nmsgctxt \"item/who/text\"\n"), "{catalog}");
    assert!(catalog.contains("#. who decides (card), at most 140 signs\n#. Keep as it is: {region}\n"), "{catalog}");
    // What a translator notes beside a text stays.
    small.change("languages/sv.po", "#. title (card)", "# Ask the county.\n#. title (card)");
    let noted = small.catalog();
    small.translate();
    assert_eq!(small.catalog(), noted);
}

#[test]
fn nothing_is_written_where_a_translation_could_be_lost() {
    let small = translated("lost");
    let good = small.catalog();
    small.put("languages/sv.po", &good.replacen("msgstr \"Telefonen\"", "msgstr \"Telefonen", 1));
    let (code, _, trouble) = said(&["translate", small.pack.to_str().unwrap(), "sv"], "");
    assert_eq!(code, Some(2));
    assert!(trouble.contains("a text is not closed on its line") && trouble.ends_with("nothing was written\n"), "{trouble}");
    small.put("languages/sv.po", &good);
    small.change("cards.toml", "confidence = \"page\"", "confidence = page");
    let (code, printed, _) = said(&["translate", small.pack.to_str().unwrap(), "sv"], "");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.starts_with("error[P001]"), "{printed}");
    assert_eq!(small.catalog(), good);
    small.put("cards.toml", CARD);
    for (language, why) in [("en", "the first language"), ("Swedish", "is no language")] {
        let (code, _, trouble) = said(&["translate", small.pack.to_str().unwrap(), language], "");
        assert_eq!(code, Some(2));
        assert!(trouble.contains(why), "{trouble}");
    }
}

/// The programs of translators break lines and write fields of their own.
#[test]
fn a_catalog_that_another_program_wrote_anew_says_the_same() {
    let small = translated("anew");
    small.say("item/who/text", "");
    let ours = small.catalog();
    let path = small.pack.join("languages/sv.po");
    let read = polib::po_file::parse(&path).unwrap();
    assert_eq!(read.metadata.language, "sv");
    let texts = |file: &str| -> Vec<(String, String, String)> {
        let mut texts: Vec<_> = po::read(file)
            .0
            .into_iter()
            .filter(|message| !message.is_header())
            .map(|message| (message.context.unwrap().text, message.id.text, message.text.text))
            .collect();
        texts.sort();
        texts
    };
    let mut theirs: Vec<_> = read
        .messages()
        .map(|message| (message.msgctxt().unwrap().to_owned(), message.msgid().to_owned(), message.msgstr().unwrap().to_owned()))
        .collect();
    theirs.sort();
    assert_eq!(texts(&ours), theirs);
    polib::po_file::write_to_file(&read, &path).unwrap();
    assert_ne!(small.catalog(), ours);
    assert_eq!(texts(&small.catalog()), theirs);
    assert_eq!(small.told(), Vec::<String>::new());
}

/// All texts of a pack in a language, taken out of its entries and put into a catalog.
fn moved(pack: &Path, language: &str) {
    let documents = document::read_folder(pack).unwrap();
    let (mut entries, mut problems) = (Entries::default(), Problems::default());
    entries.catalogs.is_kept = true;
    read::read(&documents, 0..documents.len(), &mut entries, &mut problems).unwrap();
    let names: std::collections::BTreeSet<&str> = entries.catalogs.texts.iter().map(|text| text.name.as_str()).collect();
    assert_eq!(names.len(), entries.catalogs.texts.len(), "each text has a name of its own");
    let field = |text: &String| Field { text: text.clone(), ..Field::default() };
    let message = |name: &String, id, text| Message { context: Some(field(name)), id: field(id), text: field(text), ..Message::default() };
    let first = documents.iter().find(|document| document.path.ends_with("pack.toml")).map(|_| "sv").unwrap();
    let messages: Vec<Message> = entries
        .catalogs
        .texts
        .iter()
        .filter_map(|text| Some(message(&text.name, text.words.get(first)?, text.words.get(language)?)))
        .collect();
    assert!(messages.len() > 500);
    fs::create_dir_all(pack.join("languages")).unwrap();
    fs::write(pack.join(format!("languages/{language}.po")), write::file(&messages)).unwrap();
    let kept = ["avoid", "term", "easy", "fact", "context", "persona", "promise", "check_persona"];
    for document in documents.iter().filter(|document| document.path.extension().is_some_and(|end| end == "toml")) {
        let mut tree: toml::Table = document.text.parse().unwrap();
        for (kind, value) in &mut tree {
            if !kept.contains(&kind.as_str()) {
                strip(value, first, language);
            }
        }
        if let Some(languages) = tree.get_mut("languages").and_then(toml::Value::as_array_mut) {
            languages.retain(|own| own.as_str() != Some(language));
        }
        fs::write(&document.path, as_toml(&tree)).unwrap();
    }
}

fn strip(value: &mut toml::Value, first: &str, language: &str) {
    match value {
        toml::Value::Table(table) => {
            let is_text = table.get(first).and_then(toml::Value::as_str).is_some_and(|text| !text.starts_with("https://"));
            if is_text {
                table.remove(language);
            } else {
                table.iter_mut().for_each(|(_, value)| strip(value, first, language));
            }
        }
        toml::Value::Array(list) => list.iter_mut().for_each(|value| strip(value, first, language)),
        _ => {}
    }
}

/// A table as a file: values written as JSON are values of TOML too, but for tables.
fn as_toml(table: &toml::Table) -> String {
    fn value(own: &toml::Value) -> String {
        match own {
            toml::Value::Table(table) => {
                let fields: Vec<String> = table.iter().map(|(key, own)| format!("{} = {}", serde_json::json!(key), value(own))).collect();
                format!("{{ {} }}", fields.join(", "))
            }
            toml::Value::Array(list) => format!("[{}]", list.iter().map(value).collect::<Vec<_>>().join(", ")),
            other => serde_json::to_string(other).unwrap(),
        }
    }
    table.iter().map(|(key, own)| format!("{} = {}\n", serde_json::json!(key), value(own))).collect()
}

/// The strongest that can be said of it: a whole country's pack is built of the same bytes, wherever its second language stands.
#[test]
fn a_language_in_a_catalog_is_built_as_one_in_the_entries() {
    let files = |folder: &Path| build::files(&support::built(folder.to_str().unwrap()), Some(&support::names()), None).unwrap();
    let pack = folder("catalogs-se").join("se");
    copy(Path::new("../../packs/se"), &pack);
    let before = files(&pack);
    moved(&pack, "en");
    assert!(!fs::read_to_string(pack.join("items/01-who.toml")).unwrap().contains("\"en\" ="));
    let after = files(&pack);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(after == before, "the same files hold other bytes");
}

#[test]
fn a_local_pack_has_a_catalog_of_its_own_for_its_own_texts() {
    let root = folder("catalogs-local");
    for pack in ["country", "town"] {
        copy(&Path::new("tests/fixtures/local").join(pack), &root.join(pack));
    }
    let town = root.join("town");
    let translate = |pack: &Path, fill: bool| {
        let (code, printed, trouble) = said(&["translate", pack.to_str().unwrap(), "da"], "");
        assert_eq!(code, Some(0), "{printed}{trouble}");
        let path = pack.join("languages/da.po");
        let (messages, _) = po::read(&fs::read_to_string(&path).unwrap());
        let filled = |mut message: Message| {
            if fill && !message.is_header() {
                message.text.text = message.id.text.clone();
            }
            message
        };
        let messages: Vec<Message> = messages.into_iter().map(filled).collect();
        fs::write(&path, write::file(&messages)).unwrap();
        messages.iter().filter_map(|message| Some(message.context.as_ref()?.text.clone())).collect::<Vec<_>>()
    };
    // The country's pack does not speak it yet.
    let own = translate(&town, true);
    assert!(own.iter().any(|name| name.starts_with("change/")) && !own.iter().any(|name| name.starts_with("item/")), "{own:?}");
    let (_, report) = support::told(town.to_str().unwrap());
    assert!(report.starts_with("error[P021]: the pack that this one extends has no words in `da`"), "{report}");
    translate(&root.join("country"), true);
    let compiled = support::built(town.to_str().unwrap());
    assert_eq!(compiled.file.languages.last().map(String::as_str), Some("da"));
    // Without it, each text of its own is missing, as if the language stood in the entries.
    fs::remove_dir_all(town.join("languages")).unwrap();
    let (count, report) = support::told(town.to_str().unwrap());
    assert_eq!((count, report.matches("the text is missing in da").count()), (own.len(), own.len()), "{report}");
}
