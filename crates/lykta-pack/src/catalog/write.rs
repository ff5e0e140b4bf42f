//! Writing PO files, so that the same messages always give the same bytes.
//!
//! In: messages in their order. Out: the text of a file.
//! A text stands on one line however long it is: a change of a word is then a change of a line.
//! Never a day or the name of a person: a file that nothing changed in stays as it is.
//! Next: `po.rs` for the way back.

use std::fmt::Write as _;

use super::po::Message;

/// The text of a file. Those that are no longer there stand as such.
#[must_use]
pub fn file(messages: &[Message]) -> String {
    let blocks: Vec<String> = messages.iter().map(block).collect();
    blocks.join("\n")
}

fn block(message: &Message) -> String {
    let mut out = String::new();
    let mut line = |start: &str, text: &str| {
        // Written without failing: a `String` takes everything.
        let _ = writeln!(out, "{}", format!("{start} {text}").trim_end());
    };
    let mark = if message.is_obsolete { "#~ " } else { "" };
    for note in &message.notes {
        line("#", note);
    }
    for told in message.told.iter().filter(|_| !message.is_obsolete) {
        line("#.", told);
    }
    for place in message.places.iter().filter(|_| !message.is_obsolete) {
        line("#:", place);
    }
    if !message.flags.is_empty() {
        line("#,", &message.flags.join(", "));
    }
    if let Some(previous) = &message.previous {
        line(if message.is_obsolete { "#~| msgid" } else { "#| msgid" }, &quoted(previous));
    }
    if let Some(context) = &message.context {
        line(&format!("{mark}msgctxt"), &quoted(&context.text));
    }
    line(&format!("{mark}msgid"), &quoted(&message.id.text));
    if message.is_header() {
        line("msgstr", "\"\"");
        for part in message.text.text.split_inclusive('\n') {
            line(&quoted(part), "");
        }
    } else {
        line(&format!("{mark}msgstr"), &quoted(&message.text.text));
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ => out.push(sign),
        }
    }
    out.push('"');
    out
}
