//! Roles: what a thing on the page is to those who cannot see it.
//!
//! In: a role. Out: where to look for its candidates, and what the browser calls it.
//! Never names a class. Candidates by tag only save time: the browser's own word decides.
//! Standard: WAI-ARIA 1.2; HTML-AAM 1.0 for what gets which role by itself.
//! Next: `page.rs`.

use std::fmt;

use crate::pattern::fits;

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Does something; the head of a `details` counts, as it is pressed in the same way.
    Button,
    /// Leads somewhere.
    Link,
    /// One of several, of which one is chosen.
    Radio,
    /// One of several, of which any number is chosen.
    Checkbox,
    /// Names what follows.
    Heading,
    /// A field with a list of suggestions, or a drop-down list.
    Combobox,
    /// One entry of such a list.
    Option,
    /// A field for text, numbers or a date.
    Textbox,
    /// Said politely when it changes.
    Status,
    /// Said at once when it appears.
    Alert,
    /// Things that belong together, such as the options of one question.
    Group,
    /// A part of the page with a name of its own.
    Region,
    /// Asks for an answer before anything else.
    Dialog,
    /// A day or an hour.
    Time,
    /// A page within the page.
    Frame,
}

impl Role {
    /// A CSS selector of everything that may have this role, by tag and explicit role.
    #[must_use]
    pub fn candidates(self) -> &'static str {
        match self {
            Role::Button => "button, summary, input[type=submit], input[type=button], [role=button]",
            Role::Link => "a[href], [role=link]",
            Role::Radio => "input[type=radio], [role=radio]",
            Role::Checkbox => "input[type=checkbox], [role=checkbox]",
            Role::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Role::Combobox => "[role=combobox], select, input[list]",
            Role::Option => "[role=option], option",
            Role::Textbox => "input, textarea, [role=textbox], [role=spinbutton]",
            Role::Status => "[role=status], output",
            Role::Alert => "[role=alert]",
            Role::Group => "fieldset, details, [role=group], [role=radiogroup]",
            Role::Region => "section, [role=region]",
            Role::Dialog => "dialog, [role=dialog], [role=alertdialog]",
            Role::Time => "time",
            Role::Frame => "iframe",
        }
    }

    /// Whether the browser means this role by this word; the engines differ where ARIA has no word.
    #[must_use]
    pub fn is_called(self, computed: &str) -> bool {
        let words: &[&str] = match self {
            Role::Button => &["button", "DisclosureTriangle", "summary"],
            Role::Link => &["link"],
            Role::Radio => &["radio"],
            Role::Checkbox => &["checkbox"],
            Role::Heading => &["heading"],
            // WebKit takes a list to choose from for the button that opens it.
            Role::Combobox => &["combobox", "button"],
            Role::Option => &["option"],
            Role::Textbox => &["textbox", "searchbox", "spinbutton", "Date", "date"],
            Role::Status => &["status"],
            Role::Alert => &["alert"],
            Role::Group => &["group", "radiogroup"],
            Role::Region => &["region"],
            Role::Dialog => &["dialog", "alertdialog"],
            Role::Time => &["time"],
            Role::Frame => &["Iframe", "iframe", "document", "generic", "group"],
        };
        words.contains(&computed)
    }
}

/// In lower case, as in a sentence.
impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&format!("{self:?}").to_lowercase())
    }
}

/// Which accessible names are meant. White space counts once, whatever kind it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The whole name.
    Is(String),
    /// How the name begins: an option's name goes on with its hint.
    Begins(String),
    /// A part of the name.
    Has(String),
    /// A name in which each `*` stands for anything: a number, the name of a place.
    Like(String),
    /// One name or the other: what is said to most, and what is said to a professional of a client.
    Either(Box<Name>, Box<Name>),
    /// Any name, the empty one too.
    Any,
}

impl Name {
    /// How the name begins.
    #[must_use]
    pub fn begins(text: &str) -> Name {
        Name::Begins(plain(text))
    }

    /// A part of the name.
    #[must_use]
    pub fn has(text: &str) -> Name {
        Name::Has(plain(text))
    }

    /// A name in which each `*` stands for anything.
    #[must_use]
    pub fn like(text: &str) -> Name {
        Name::Like(plain(text))
    }

    /// Whether this accessible name is meant.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Name::Is(text) => plain(name) == *text,
            Name::Begins(text) => plain(name).starts_with(text.as_str()),
            Name::Has(text) => plain(name).contains(text.as_str()),
            Name::Like(pattern) => fits(pattern, &plain(name)),
            Name::Either(one, other) => one.fits(name) || other.fits(name),
            Name::Any => true,
        }
    }

    /// Whether something with these words about it may have this name at all; saves asking for most names.
    pub(crate) fn may_be_of(&self, words: &str) -> bool {
        let bare = |text: &str| without_direction(text).split_whitespace().collect::<String>();
        let has = |part: &str| bare(words).contains(&bare(part));
        match self {
            Name::Is(text) | Name::Begins(text) | Name::Has(text) => has(text),
            Name::Like(pattern) => pattern.split('*').all(has),
            Name::Either(one, other) => one.may_be_of(words) || other.may_be_of(words),
            Name::Any => true,
        }
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name::Is(plain(text))
    }
}

impl From<&String> for Name {
    fn from(text: &String) -> Name {
        Name::Is(plain(text))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Is(text) => write!(formatter, "\u{201c}{text}\u{201d}"),
            Name::Begins(text) => write!(formatter, "\u{201c}{text}…\u{201d}"),
            Name::Has(text) => write!(formatter, "\u{201c}…{text}…\u{201d}"),
            Name::Like(pattern) => write!(formatter, "like \u{201c}{pattern}\u{201d}"),
            Name::Either(one, other) => write!(formatter, "{one} or {other}"),
            Name::Any => formatter.write_str("of any name"),
        }
    }
}

/// A text as a person hears it: every run of white space, the unbroken kind too, is one space, and signs of direction are not heard.
#[must_use]
pub fn plain(text: &str) -> String {
    without_direction(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without the signs that isolate a part of it.
fn without_direction(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}
