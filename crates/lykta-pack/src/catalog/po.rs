//! PO files: the form in which translators' programs keep texts with their translations.
//!
//! In: the text of a file. Out: its messages with the bytes at which they stand; a slip for each part that does not fit.
//! Never plural forms, which texts of a pack do not have, and no other encoding than UTF-8.
//! Standard: the PO format of GNU gettext, as far as Poedit, Weblate and `msgmerge` write it; `tests/catalogs.rs` holds it to another reader.
//! Next: `write.rs` for the way back, `super` for what becomes of the messages.

use std::ops::Range;

/// A text of a message, without its quotes and `\` signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The text.
    pub text: String,
    /// Its bytes in the file, from the first quote to the last one.
    pub span: Range<usize>,
    /// Whether it stands on one line as it is, so that its bytes are those of the text.
    pub is_plain: bool,
}

/// A text with its translation, and what is written beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// `msgctxt`: which text it is.
    pub context: Option<Field>,
    /// `msgid`: the text as it was when it was translated.
    pub id: Field,
    /// `msgstr`: the translation; empty if there is none yet.
    pub text: Field,
    /// `#| msgid`: the text of which a fuzzy translation is one.
    pub previous: Option<String>,
    /// `#,`: marks such as `fuzzy`.
    pub flags: Vec<String>,
    /// `# `: what translators note.
    pub notes: Vec<String>,
    /// `#.`: what is told to translators.
    pub told: Vec<String>,
    /// `#:`: where the text stands.
    pub places: Vec<String>,
    /// `#~`: whether the text is no longer there.
    pub is_obsolete: bool,
    /// Whether a part of it does not fit, which was told.
    pub is_broken: bool,
    /// Its bytes from the first line that is no comment.
    pub span: Range<usize>,
}

impl Message {
    /// Whether a person or program marked the translation as not certain.
    #[must_use]
    pub fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == "fuzzy")
    }

    /// Whether it is no text, but says what the file is.
    #[must_use]
    pub fn is_header(&self) -> bool {
        self.context.is_none() && self.id.text.is_empty()
    }

    /// A field of the header, such as `Language`; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let fields = self.text.text.lines().filter_map(|line| line.split_once(':'));
        let mut found = fields.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value.trim())
    }
}

/// A part of a file that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub what: &'static str,
    /// How it is mended.
    pub help: &'static str,
    /// Its bytes.
    pub span: Range<usize>,
}

const NO_STRING: (&str, &str) = ("a text is not closed on its line", "write it between `\"` and `\"`, with `\\\"` for a quote inside");
const NO_ESCAPE: (&str, &str) = ("a `\\` in a text steers nothing", "write `\\\\` for the sign itself");
const PLURAL: (&str, &str) = ("texts of a pack have no plural forms", "write one `msgid` and one `msgstr`");
const NO_KEYWORD: (&str, &str) = ("the line is no part of a message", "begin it with `msgctxt`, `msgid`, `msgstr` or `#`");
const TWICE: (&str, &str) = ("a part of the message stands twice", "keep one of the two; a message ends with an empty line");
const NO_TEXT: (&str, &str) = ("the message is not whole", "a message has `msgctxt`, `msgid` and `msgstr`, in this order");

/// Which text of a message the next line goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Text,
    /// A previous context, which nothing needs.
    Skipped,
    Previous,
}

/// What is read so far of a message.
#[derive(Default)]
struct Reader {
    messages: Vec<Message>,
    slips: Vec<Slip>,
    message: Message,
    part: Option<Part>,
    has_id: bool,
    has_text: bool,
}

/// The messages of a file, in their order.
#[must_use]
pub fn read(text: &str) -> (Vec<Message>, Vec<Slip>) {
    let mut reader = Reader::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        // The mark that some programs begin a file with is no part of it.
        let mark = if start == 0 && bare.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        reader.line(bare.get(mark..).unwrap_or(""), start + mark);
        start += line.len();
    }
    reader.end();
    (reader.messages, reader.slips)
}

impl Reader {
    fn slip(&mut self, (what, help): (&'static str, &'static str), span: Range<usize>) {
        self.slips.push(Slip { what, help, span });
        self.message.is_broken = true;
    }

    /// Ends the message, if there is one.
    fn end(&mut self) {
        let is_begun = self.has_id || self.message.context.is_some();
        if is_begun && !(self.has_id && self.has_text) && !self.message.is_broken {
            let span = self.message.span.clone();
            self.slip(NO_TEXT, span);
        }
        if is_begun || self.message.is_broken {
            self.messages.push(std::mem::take(&mut self.message));
        }
        self.message = Message::default();
        (self.part, self.has_id, self.has_text) = (None, false, false);
    }

    fn line(&mut self, line: &str, start: usize) {
        let rest = line.trim_start();
        let at = start + line.len() - rest.len();
        if rest.is_empty() {
            // Before its translation, an empty line is in no one's way.
            if self.has_text || self.message.is_broken {
                self.end();
            }
        } else if let Some(old) = rest.strip_prefix("#~") {
            let (old, at) = trimmed(old, at + 2);
            match old.strip_prefix('|') {
                Some(previous) => self.comment("|", previous, at + 1),
                None => {
                    self.begin(old, true);
                    self.message.is_obsolete = true;
                    self.keyword(old, at);
                }
            }
        } else if let Some(comment) = rest.strip_prefix('#') {
            let kind = comment.get(..1).filter(|kind| ["|", ",", ".", ":"].contains(kind)).unwrap_or("");
            self.comment(kind, comment.get(kind.len()..).unwrap_or(""), at + 1 + kind.len());
        } else {
            self.begin(rest, false);
            self.keyword(rest, at);
        }
    }

    /// A line that can only stand at the beginning ends the message before it.
    fn begin(&mut self, line: &str, is_obsolete: bool) {
        let word = line.split(['"', ' ', '\t']).next().unwrap_or("");
        if ["msgctxt", "msgid"].contains(&word) && self.has_id || self.has_text && is_obsolete != self.message.is_obsolete {
            self.end();
        }
    }

    fn comment(&mut self, kind: &str, comment: &str, start: usize) {
        if self.has_text || (self.has_id && kind != "|") {
            self.end();
        }
        let (text, at) = trimmed(comment, start);
        let words = || text.split(',').map(|flag| flag.trim().to_owned()).filter(|flag| !flag.is_empty());
        match kind {
            "," => self.message.flags.extend(words()),
            "." => self.message.told.push(text.to_owned()),
            ":" => self.message.places.extend(text.split_whitespace().map(str::to_owned)),
            "|" => self.previous(text, at),
            _ => self.message.notes.push(text.to_owned()),
        }
    }

    fn previous(&mut self, line: &str, at: usize) {
        let (keyword, rest) = line.find('"').map_or((line, ""), |quote| line.split_at(quote));
        let at = at + keyword.len();
        match keyword.trim_end() {
            "msgid" => {
                self.part = Some(Part::Previous);
                self.message.previous = Some(String::new());
            }
            "msgctxt" | "msgid_plural" => self.part = Some(Part::Skipped),
            "" => {}
            _ => return self.slip(NO_KEYWORD, at - keyword.len()..at),
        }
        self.string(rest, at);
    }

    fn keyword(&mut self, line: &str, at: usize) {
        if self.message.span.end == 0 {
            self.message.span = at..at + line.len();
        }
        let (keyword, rest) = line.find('"').map_or((line, ""), |quote| line.split_at(quote));
        let (name, end) = (keyword.trim_end(), at + keyword.len());
        let is_there = match name {
            "msgctxt" => self.message.context.is_some() || self.has_id,
            "msgid" => self.has_id,
            "msgstr" => self.has_text || !self.has_id,
            _ => false,
        };
        if is_there {
            return self.slip(if name == "msgstr" && !self.has_id { NO_TEXT } else { TWICE }, at..at + line.len());
        }
        match name {
            "msgctxt" => {
                self.part = Some(Part::Context);
                self.message.context = Some(Field { span: end..end, is_plain: true, ..Field::default() });
            }
            "msgid" => {
                (self.part, self.has_id) = (Some(Part::Id), true);
                self.message.id = Field { span: end..end, is_plain: true, ..Field::default() };
            }
            "msgstr" => {
                (self.part, self.has_text) = (Some(Part::Text), true);
                self.message.text = Field { span: end..end, is_plain: true, ..Field::default() };
            }
            "msgid_plural" => return self.slip(PLURAL, at..at + line.len()),
            // What goes on belongs to the line before.
            "" if self.part.is_some() => {}
            _ if name.starts_with("msgstr[") => {
                let is_told = self.message.is_broken;
                self.has_text = true;
                if !is_told {
                    self.slip(PLURAL, at..at + line.len());
                }
                return;
            }
            _ => return self.slip(NO_KEYWORD, at..at + line.len()),
        }
        self.string(rest, end);
    }

    /// Adds a text between quotes to the part that is read.
    fn string(&mut self, raw: &str, at: usize) {
        let trimmed = raw.trim_end();
        let span = at..at + trimmed.len();
        let inside = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| trimmed.len() > 1);
        let text = match inside.map(unescaped) {
            Some(Ok(text)) => text,
            Some(Err(slip)) => return self.slip(slip, span),
            None => return self.slip(NO_STRING, span),
        };
        let field = match self.part {
            Some(Part::Previous) => {
                self.message.previous.get_or_insert_default().push_str(&text);
                return;
            }
            Some(Part::Context) => self.message.context.get_or_insert_default(),
            Some(Part::Id) => &mut self.message.id,
            Some(Part::Text) => &mut self.message.text,
            Some(Part::Skipped) | None => return,
        };
        let is_first = field.span.is_empty();
        field.is_plain = is_first && text.len() + 2 == trimmed.len();
        field.text.push_str(&text);
        field.span = if is_first { span } else { field.span.start..span.end };
    }
}

fn trimmed(text: &str, at: usize) -> (&str, usize) {
    let rest = text.trim_start();
    (rest.trim_end(), at + text.len() - rest.len())
}

/// A text without its `\` signs.
fn unescaped(raw: &str) -> Result<String, (&'static str, &'static str)> {
    let mut text = String::with_capacity(raw.len());
    let mut signs = raw.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => text.push(match signs.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('"') => '"',
                Some('\\') => '\\',
                // A quote that ends the text is no part of it.
                None => return Err(NO_STRING),
                Some(_) => return Err(NO_ESCAPE),
            }),
            '"' => return Err(NO_STRING),
            _ => text.push(sign),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
