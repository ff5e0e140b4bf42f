//! Uses: one thing that a browser must know, as it is named everywhere in this crate.
//!
//! In: a kind and a name. Out: the text of a use, such as `member checkVisibility`, which is also how `newer.txt` and `floor.toml` name it.

/// Kinds of things that a browser knows or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A name after a dot, whatever stands before it; only those that no older kind of object has.
    Member,
    /// A name after a dot and a known global name: `Promise.try`.
    Static,
    /// A name that stands by itself: `CloseWatcher`.
    Global,
    /// A form of the language.
    Syntax,
    /// A property of a style sheet.
    Property,
    /// A word of its value, after the property's name.
    Value,
    /// A function in a value, or one that makes a selector out of others.
    Function,
    /// A unit of a length.
    Unit,
    /// A rule that begins with `@`.
    Rule,
    /// What a media query asks.
    Media,
    /// A selector that begins with one or two colons.
    Selector,
    /// An element of a page.
    Element,
    /// An attribute of any element, or after the name of the only one that has it.
    Attribute,
    /// What a listener listens to.
    Event,
    /// A word of a content security policy.
    Policy,
    /// A feature of WebAssembly.
    Wasm,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Static => "static",
            Self::Global => "global",
            Self::Syntax => "syntax",
            Self::Property => "property",
            Self::Value => "value",
            Self::Function => "function",
            Self::Unit => "unit",
            Self::Rule => "rule",
            Self::Media => "media",
            Self::Selector => "selector",
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Event => "event",
            Self::Policy => "policy",
            Self::Wasm => "wasm",
        }
    }
}

/// A use, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Such as `member checkVisibility`.
    pub what: String,
    /// From 1; 0 where there are no lines.
    pub line: usize,
}

impl Use {
    /// A use on a line.
    pub fn new(kind: Kind, name: &str, line: usize) -> Self {
        Self { what: named(kind, name), line }
    }
}

/// The text of a use.
pub fn named(kind: Kind, name: &str) -> String {
    format!("{} {name}", kind.word())
}

/// The line, from 1, on which a place in a text lies.
pub fn line_at(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

/// Asserts what a text uses, among all that it may use.
#[cfg(test)]
#[track_caller]
pub fn check(uses: &[Use], expected: &[&str]) {
    for what in expected {
        assert!(uses.iter().any(|found| found.what == *what), "{what} is not among {uses:#?}");
    }
}
