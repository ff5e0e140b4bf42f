//! What the reader makes of files as programs write them, and what it tells of others.

use proptest::prelude::*;

use super::super::write;
use super::{Field, Message, read};

/// Name, words and translation of each message, and what is told of the file with the line.
#[track_caller]
fn check(file: &str, messages: &[(&str, &str, &str)], told: &[(usize, &str)]) {
    let (found, slips) = read(file);
    let whole = found.iter().filter(|message| !message.is_broken);
    let texts: Vec<(&str, &str, &str)> = whole
        .map(|message| {
            let context = message.context.as_ref().map_or("", |context| &context.text);
            (context, message.id.text.as_str(), message.text.text.as_str())
        })
        .collect();
    assert_eq!(texts, messages);
    let lines: Vec<(usize, &str)> = slips.iter().map(|slip| (file[..slip.span.start].matches('\n').count() + 1, slip.what)).collect();
    assert_eq!(lines, told);
}

#[test]
fn a_message_is_a_name_words_and_a_translation() {
    check("msgctxt \"a/b\"\nmsgid \"One\"\nmsgstr \"Yksi\"\n", &[("a/b", "One", "Yksi")], &[]);
    check("\u{feff}msgctxt \"a\"\r\nmsgid \"One\"\r\nmsgstr \"\"\r\n", &[("a", "One", "")], &[]);
    check("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"\"\nmsgctxt \"b\"\nmsgid \"2\"\nmsgstr \"\"", &[("a", "1", ""), ("b", "2", "")], &[]);
}

#[test]
fn a_long_text_goes_on_over_several_lines() {
    let file = "msgctxt \"a\"\nmsgid \"\"\n\"One \"\n\"two\"\nmsgstr \"\"\n\"Yksi \"\n\"kaksi \\\"\\\\\\n\"\n";
    check(file, &[("a", "One two", "Yksi kaksi \"\\\n")], &[]);
}

#[test]
fn what_is_written_beside_a_message_is_kept() {
    let file = "# a note\n#. told\n#: cards.toml other.toml\n#, fuzzy, no-wrap\n#| msgctxt \"x\"\n#| msgid \"\"\n#| \"Before\"\nmsgctxt \"a\"\nmsgid \"One\"\nmsgstr \"Yksi\"\n";
    check(file, &[("a", "One", "Yksi")], &[]);
    let message = &read(file).0[0];
    assert_eq!((&message.notes[0][..], &message.told[0][..], message.places.len()), ("a note", "told", 2));
    assert_eq!((message.is_fuzzy(), message.flags.len(), message.previous.as_deref()), (true, 2, Some("Before")));
}

#[test]
fn what_is_put_aside_is_told_apart() {
    let file = "msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"x\"\n\n#, fuzzy\n#~| msgid \"0\"\n#~ msgctxt \"b\"\n#~ msgid \"2\"\n#~ msgstr \"\"\n#~ \"y\"\n";
    check(file, &[("a", "1", "x"), ("b", "2", "y")], &[]);
    let (messages, _) = read(file);
    assert_eq!(
        messages.iter().map(|message| (message.is_obsolete, message.is_fuzzy())).collect::<Vec<_>>(),
        [(false, false), (true, true)]
    );
    assert_eq!(messages[1].previous.as_deref(), Some("0"));
}

#[test]
fn a_slip_costs_one_message() {
    let rest = "\nmsgctxt \"z\"\nmsgid \"Z\"\nmsgstr \"z\"\n";
    let check_one = |message: &str, line: usize, what: &str| check(&format!("{message}{rest}"), &[("z", "Z", "z")], &[(line, what)]);
    check_one("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"x\n", 3, "a text is not closed on its line");
    check_one("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"x\"y\"\n", 3, "a text is not closed on its line");
    check_one("msgctxt \"a\"\nmsgid \"1\"\nmsgstr\n", 3, "a text is not closed on its line");
    check_one("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"\\q\"\n", 3, "a `\\` in a text steers nothing");
    check_one(
        "msgctxt \"a\"\nmsgid \"1\"\nmsgid_plural \"2\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
        3,
        "texts of a pack have no plural forms",
    );
    check_one("msgctxt \"a\"\nmsgid \"1\"\n", 1, "the message is not whole");
    check_one("msgctxt \"a\"\nmsgstr \"1\"\n", 2, "the message is not whole");
    check_one("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"x\"\nmsgstr \"y\"\n", 4, "a part of the message stands twice");
    check_one("hello\n", 1, "the line is no part of a message");
}

#[test]
fn a_text_on_one_line_knows_its_bytes() {
    let file = "msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"abc\"\n";
    let field = &read(file).0[0].text;
    assert_eq!((&file[field.span.clone()], field.is_plain), ("\"abc\"", true));
    let file = "msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"\"\n\"a\"\n\"b\"\n";
    let field = &read(file).0[0].text;
    assert_eq!((&file[field.span.clone()], field.is_plain), ("\"\"\n\"a\"\n\"b\"", false));
    assert!(!read("msgctxt \"a\"\nmsgid \"1\"\nmsgstr \"a\\\"b\"\n").0[0].text.is_plain);
}

#[test]
fn the_header_says_what_the_file_is() {
    let (messages, _) = read("msgid \"\"\nmsgstr \"\"\n\"Language: et\\n\"\n\"X-Generator: Poedit 3.4\\n\"\n");
    assert!(messages[0].is_header());
    assert_eq!((messages[0].header("language"), messages[0].header("X-Generator"), messages[0].header("X")), ("et", "Poedit 3.4", ""));
}

fn words() -> impl Strategy<Value = String> {
    "[a-zäöøåЖع \"\\\\\n\t#~|,.:{}]{0,12}"
}

fn line() -> impl Strategy<Value = String> {
    "[a-zä][a-zä \"#~|,.:]{0,6}[a-zä]"
}

prop_compose! {
    fn message()(
        name in "[a-z/]{1,8}", id in words(), text in words(), previous in proptest::option::of(words()),
        notes in prop::collection::vec(line(), 0..2), told in prop::collection::vec(line(), 0..2), is_fuzzy: bool, is_obsolete: bool,
    ) -> Message {
        let field = |text: String| Field { text, ..Field::default() };
        let flags = if is_fuzzy { vec!["fuzzy".to_owned()] } else { Vec::new() };
        let told = if is_obsolete { Vec::new() } else { told };
        Message { context: Some(field(name)), id: field(id), text: field(text), previous, flags, notes, told, is_obsolete, ..Message::default() }
    }
}

/// Without the bytes, which a message that was not read does not have.
fn bare(message: Message) -> Message {
    let field = |field: Field| Field { text: field.text, ..Field::default() };
    Message { context: message.context.map(field), id: field(message.id), text: field(message.text), span: 0..0, ..message }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(messages in prop::collection::vec(message(), 0..6)) {
        let file = write::file(&messages);
        let (found, slips) = read(&file);
        prop_assert_eq!(slips, Vec::new(), "{}", file);
        prop_assert_eq!(found.into_iter().map(bare).collect::<Vec<_>>(), messages, "{}", file);
    }

    #[test]
    fn whatever_stands_in_a_file_is_read_to_its_end(file in "(msgctxt|msgid|msgstr|msgstr\\[0\\]|#|#~|#\\||#,|\"|\\\\|a|ä| |\n|\r\n){0,40}") {
        let (messages, slips) = read(&file);
        for span in messages.iter().map(|message| &message.span).chain(slips.iter().map(|slip| &slip.span)) {
            prop_assert!(file.get(span.clone()).is_some(), "{:?} of {:?}", span, file);
        }
        // What it keeps, it can write.
        let (again, told) = read(&write::file(&messages.iter().filter(|message| !message.is_broken).cloned().collect::<Vec<_>>()));
        prop_assert_eq!(told, Vec::new());
        prop_assert_eq!(again.len(), messages.iter().filter(|message| !message.is_broken).count());
    }
}
