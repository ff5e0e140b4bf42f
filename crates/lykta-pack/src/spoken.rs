//! Conditions in words: what a condition asks, in a language of the pack.
//!
//! In: a condition, the pack, its words in one language. Out: parts that a page can lay out as a list, or one line of text.
//! Never decides a condition: it says what stands there, in the words of the questions and options themselves.
//! A language without words of its own here is spoken to in English.
//! Next: `report_page.rs` and `preview.rs`, which show them.

use lykta_core::answer::{ItemId, OptionId, Years};
use lykta_core::condition::{Area, Clause, Comparison, Condition, Test};
use lykta_core::format::built::Words;
use lykta_core::pack::Pack;

/// The words that join and turn clauses.
#[derive(Debug, Clone, Copy)]
struct Joints {
    always: &'static str,
    never: &'static str,
    all: &'static str,
    any: &'static str,
    not: &'static str,
    and: &'static str,
    or: &'static str,
    none_of: &'static str,
    any_but: &'static str,
    below: &'static str,
    at_most: &'static str,
    above: &'static str,
    at_least: &'static str,
    within: &'static str,
    outside: &'static str,
    quotes: [&'static str; 2],
}

const ENGLISH: Joints = Joints {
    always: "always",
    never: "never",
    all: "all of these hold",
    any: "at least one of these holds",
    not: "this does not hold",
    and: "and",
    or: "or",
    none_of: "none of",
    any_but: "any answer but",
    below: "under {years} years",
    at_most: "at most {years} years",
    above: "over {years} years",
    at_least: "{years} years or more",
    within: "in {area}",
    outside: "anywhere but in {area}, also while the place is not known",
    quotes: ["“", "”"],
};

const SWEDISH: Joints = Joints {
    always: "alltid",
    never: "aldrig",
    all: "allt detta gäller",
    any: "minst en av dessa gäller",
    not: "detta gäller inte",
    and: "och",
    or: "eller",
    none_of: "inget av",
    any_but: "något annat svar än",
    below: "under {years} år",
    at_most: "högst {years} år",
    above: "över {years} år",
    at_least: "{years} år eller mer",
    within: "i {area}",
    outside: "var som helst utom i {area}, även när orten inte är känd",
    quotes: ["”", "”"],
};

const FINNISH: Joints = Joints {
    always: "aina",
    never: "ei koskaan",
    all: "kaikki nämä pitävät paikkansa",
    any: "ainakin yksi näistä pitää paikkansa",
    not: "tämä ei pidä paikkaansa",
    and: "ja",
    or: "tai",
    none_of: "ei mikään näistä:",
    any_but: "mikä tahansa muu vastaus kuin",
    below: "alle {years} vuotta",
    at_most: "enintään {years} vuotta",
    above: "yli {years} vuotta",
    at_least: "vähintään {years} vuotta",
    within: "alueella {area}",
    outside: "missä tahansa muualla kuin alueella {area}, myös kun paikka ei ole tiedossa",
    quotes: ["”", "”"],
};

/// A condition in parts, as a page lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// One sentence: a clause, "always" or "never".
    Line(String),
    /// Parts under a line that says how they belong together.
    Parts(&'static str, Vec<Said>),
}

/// A speaker of one language of a pack.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    pack: &'a Pack,
    words: &'a Words,
    joints: &'static Joints,
}

impl<'a> Speaker<'a> {
    /// The speaker of the language of these words.
    #[must_use]
    pub fn new(pack: &'a Pack, words: &'a Words) -> Self {
        let joints = match words.language.as_str() {
            "sv" => &SWEDISH,
            "fi" => &FINNISH,
            _ => &ENGLISH,
        };
        Self { pack, words, joints }
    }

    /// The condition in parts.
    #[must_use]
    pub fn said(&self, condition: &Condition) -> Said {
        match condition {
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => {
                parts.first().map_or_else(|| Said::Line(String::new()), |part| self.said(part))
            }
            Condition::All(parts) if parts.is_empty() => Said::Line(self.joints.always.to_owned()),
            Condition::Any(parts) if parts.is_empty() => Said::Line(self.joints.never.to_owned()),
            Condition::All(parts) => Said::Parts(self.joints.all, parts.iter().map(|part| self.said(part)).collect()),
            Condition::Any(parts) => Said::Parts(self.joints.any, parts.iter().map(|part| self.said(part)).collect()),
            Condition::Not(part) => Said::Parts(self.joints.not, vec![self.said(part)]),
            Condition::Clause(clause) => Said::Line(self.clause(clause)),
        }
    }

    /// How the parts of a condition belong together; empty for a clause.
    #[must_use]
    pub fn how(&self, condition: &Condition) -> &'static str {
        match condition {
            Condition::All(parts) if parts.is_empty() => self.joints.always,
            Condition::Any(parts) if parts.is_empty() => self.joints.never,
            Condition::All(_) => self.joints.all,
            Condition::Any(_) => self.joints.any,
            Condition::Not(_) => self.joints.not,
            Condition::Clause(_) => "",
        }
    }

    /// The condition in one line; what belongs closer together stands in brackets.
    #[must_use]
    pub fn line(&self, condition: &Condition) -> String {
        self.joined(condition, false)
    }

    fn joined(&self, condition: &Condition, is_inner: bool) -> String {
        let list = |parts: &[Condition], word: &str| {
            let own = parts.len() > 1;
            let text = parts.iter().map(|part| self.joined(part, own)).collect::<Vec<_>>().join(&format!("; {word} "));
            if own && is_inner { format!("[{text}]") } else { text }
        };
        match condition {
            Condition::All(parts) if parts.is_empty() => self.joints.always.to_owned(),
            Condition::Any(parts) if parts.is_empty() => self.joints.never.to_owned(),
            Condition::All(parts) => list(parts, self.joints.and),
            Condition::Any(parts) => list(parts, self.joints.or),
            Condition::Not(part) => format!("{}: [{}]", self.joints.not, self.joined(part, false)),
            Condition::Clause(clause) => self.clause(clause),
        }
    }

    /// A clause: the question, and which answers it asks for.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> String {
        let Clause { item, test } = clause;
        let years = |words: &str, years: u16| words.replace("{years}", &years.to_string());
        let answer = match test {
            Test::Is(options) => self.options(item, options),
            Test::IsNot(options) if options.len() == 1 => format!("{} {}", self.joints.any_but, self.options(item, options)),
            Test::IsNot(options) => format!("{} {}", self.joints.none_of, self.options(item, options)),
            Test::Years(Comparison::Below, limit) => years(self.joints.below, *limit),
            Test::Years(Comparison::AtMost, limit) => years(self.joints.at_most, *limit),
            Test::Years(Comparison::Above, limit) => years(self.joints.above, *limit),
            Test::Years(Comparison::AtLeast, limit) => years(self.joints.at_least, *limit),
            Test::In(area) => self.joints.within.replace("{area}", &self.area(area)),
            Test::Outside(area) => self.joints.outside.replace("{area}", &self.area(area)),
        };
        format!("{} {answer}", self.question(item))
    }

    /// A range of years that is no option of the pack.
    #[must_use]
    pub fn age(&self, years: Years) -> String {
        let said = |words: &str, years: u16| words.replace("{years}", &years.to_string());
        match (years.from, years.to) {
            (from, None) => said(self.joints.at_least, from),
            (0, Some(to)) => said(self.joints.at_most, to),
            (from, Some(to)) => format!("{from}–{to}"),
        }
    }

    /// The question of an item; its id if there is none.
    #[must_use]
    pub fn question(&self, item: &ItemId) -> String {
        self.pack.item(item).map_or_else(|| item.as_str().to_owned(), |(_, item)| self.words.text(item.text).to_owned())
    }

    /// An option of an item; its id if the item has none of that id.
    #[must_use]
    pub fn option(&self, item: &ItemId, option: &OptionId) -> String {
        let found = self.pack.item(item).and_then(|(_, item)| item.options.iter().find(|own| own.id == *option));
        found.map_or_else(|| option.as_str().to_owned(), |option| self.words.text(option.text).to_owned())
    }

    /// The name of a municipality; its code if there is none.
    #[must_use]
    pub fn place(&self, code: &str) -> String {
        let language = self.pack.languages.iter().position(|tag| *tag == self.words.language).unwrap_or(0);
        self.pack.gazetteer.municipality(code).map_or_else(|| code.to_owned(), |place| place.name(language).to_owned())
    }

    /// Words in the quotes of the language.
    #[must_use]
    pub fn quoted(&self, words: &str) -> String {
        let [open, close] = self.joints.quotes;
        format!("{open}{words}{close}")
    }

    fn options(&self, item: &ItemId, options: &[OptionId]) -> String {
        let names = options.iter().map(|option| self.quoted(&self.option(item, option)));
        self.listed(names.collect())
    }

    fn area(&self, area: &Area) -> String {
        let names = match area {
            Area::Regions(codes) => codes
                .iter()
                .map(|code| self.pack.region_name(code).map_or_else(|| code.clone(), |name| self.words.text(name).to_owned()))
                .collect(),
            Area::Municipalities(codes) => codes.iter().map(|code| self.place(code)).collect(),
        };
        self.listed(names)
    }

    /// `a`, `a or b`, `a, b or c`.
    fn listed(&self, mut names: Vec<String>) -> String {
        let last = names.pop().unwrap_or_default();
        if names.is_empty() { last } else { format!("{} {} {last}", names.join(", "), self.joints.or) }
    }
}
