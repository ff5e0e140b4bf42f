//! Problems: faults in content, as an editor is told of them.
//!
//! In: a code, a place, words. Out: values that `report.rs` prints.
//! Never an error of a run: what keeps the tool from working is a text in `cli.rs`, with exit code 2.
//! Next: `document.rs` for places, `report.rs` for the printed form.

use std::ops::Range;
use std::path::PathBuf;

/// A step of a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// An index of an array.
    Index(usize),
}

/// A place in the source of a pack: a document and a pointer into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the document in `Sources`.
    pub document: usize,
    /// Pointer to the value.
    pub pointer: Vec<Step>,
    /// Part of the value, in bytes of its text; the whole value if none.
    pub part: Option<(usize, usize)>,
    /// The bytes of the file that are meant, where the value itself is not: a key, a row of a table, a slip.
    pub span: Option<(usize, usize)>,
}

impl Place {
    /// The value under a key of this one.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// The value at an index of this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// A part of the text of this value.
    #[must_use]
    pub fn part(&self, at: &Range<usize>) -> Self {
        Self { part: Some((at.start, at.end)), ..self.clone() }
    }

    /// Certain bytes of the file.
    #[must_use]
    pub fn span(&self, at: &Range<usize>) -> Self {
        Self { span: Some((at.start, at.end)), ..self.clone() }
    }

    fn with(&self, step: Step) -> Self {
        let mut place = self.clone();
        place.pointer.push(step);
        place
    }
}

/// Where a problem stands in a file, as printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Path of the file, as given.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in signs, from 1.
    pub column: usize,
    /// Signs to mark; at least 1.
    pub width: usize,
    /// The line itself.
    pub text: String,
    /// JSON pointer.
    pub pointer: String,
}

/// How much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Must be mended before the pack is built.
    Error,
    /// A careful editor would act.
    Warning,
}

macro_rules! codes {
    ($($name:ident $number:literal $weight:ident $why:literal;)*) => {
        /// What kind of problem it is. Codes are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the harm stands beside each code")]
        pub enum Code { $($name,)* }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// `P014`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// What a person seeking help would suffer.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }

            /// How much it weighs.
            #[must_use]
            pub fn weight(self) -> Weight {
                match self { $(Self::$name => Weight::$weight,)* }
            }
        }
    };
}

codes! {
    FileSyntax "P001" Error "nothing in this file would be shown to anyone";
    UnknownField "P002" Error "what the field says would be lost without a word";
    WrongShape "P003" Error "the entry could not be shown";
    SameId "P004" Error "a person would see only one of the two";
    IdShape "P005" Error "tests and local packs could not name it, so a fault in it could reach people unseen";
    ManifestMissing "P006" Error "the app could not start this pack";
    FormatVersion "P007" Error "the app would refuse the pack and show only the emergency numbers";
    AlwaysTrue "P009" Error "the rule says that it is for some people only, but everyone is told: one of the two is not meant";
    ConditionSyntax "P010" Error "the rule could not be decided, so people with this right would not be told of it";
    UnknownItem "P011" Error "the rule can never be met, so people with this right would not be told of it";
    UnknownOption "P012" Error "the rule can never be met by that answer, so people with this right would not be told of it";
    UnknownDefinition "P013" Error "the rule could not be decided, so people with this right would not be told of it";
    KindMismatch "P014" Error "the rule could never be decided, so the card would only ever show as a maybe";
    LaterItem "P015" Error "the question would be put or left out before its reason is known";
    UnknownArea "P016" Error "people who live there would not be found";
    OptionsMissing "P017" Error "the question could not be answered";
    VocabularyRedefined "P018" Error "the same answer would mean something else in another country, and tests that share it would lie";
    NeverTrue "P019" Error "this part of the rule can never be met, so whoever it was written for is not told";
    MissingTranslation "P020" Error "a person who reads that language would get the text in another one";
    ForeignLanguage "P021" Error "the text would never be shown";
    TitleTooLong "P022" Error "on a phone the title would fill the screen and not be read";
    TextMarkup "P023" Error "a person would see the signs instead of what they should do";
    TextEmpty "P024" Error "a person would see an empty place";
    SlotUnknown "P025" Error "a person would see the slot instead of a word";
    SlotMismatch "P026" Error "in one language a person would not read what the others read there";
    TextTooLong "P027" Error "on a phone it would fill the screen, and what stands below it would not be read";
    WordAvoided "P028" Error "a person could feel judged by the word, or not know it";
    HardToRead "P029" Warning "a person who is tired, scared or new to the language would give up before the end";
    PhoneShape "P030" Error "the number could not be dialled by a tap";
    UrlShape "P031" Error "the link would not open, or could be read on its way";
    HoursShape "P032" Error "the guide could not tell whether someone answers now";
    ContactEmpty "P033" Error "a person would see a contact and no way to reach it";
    NumberMissing "P034" Error "a person could not read the number to dial it on another phone";
    UrlCarries "P035" Error "that page could be told more than that it was opened";
    PhoneNational "P036" Error "a person with a phone from another country would reach nobody, or somebody else";
    HoursContradict "P037" Error "the guide would say that someone answers when nobody does, or the other way round";
    NumberTwice "P038" Warning "a person could not tell which of the two to call";
    FlagAgainstHours "P039" Error "a person would call at night because the card says so, and nobody would answer";
    RightWithoutLaw "P040" Error "nobody could check that the right exists";
    CheckWithMissing "P041" Error "a person would not learn whom to ask about what is not certain";
    DateShape "P042" Error "the guide could not tell whether this still holds";
    PeriodShape "P043" Error "a person would not be told the last day to act";
    AnchorMissing "P044" Error "a person would not be told the last day to act";
    UnknownReference "P045" Error "a person could not check where this comes from";
    CountryPrefix "P046" Error "two countries could use the same id for different rights";
    FactTwiceDenied "P047" Error "nobody could tell whether people are told of the fact";
    LawPassed "P048" Error "a person would be told of a right that the law may no longer give";
    LawDays "P049" Error "the law would never be in force, so nobody would be told of what it gives";
    UnknownCard "P050" Error "what was meant to be shown there would be missing";
    PlaceRow "P051" Error "people could not choose their municipality, or would be told wrong hours and last days around a holiday";
    TableFile "P052" Error "the row, or the whole table, would not be shown to anyone";
    TableColumn "P053" Error "what stands in the column would be lost without a word";
    TableCell "P054" Error "this row would be left out, and nobody would find what it offers";
    TablePhone "P055" Error "a person in need would call nobody, or a stranger";
    TableDay "P056" Error "the guide would count this as checked on a day when nobody checked it";
    RegionEnd "P057" Error "from that day on nobody who lives there would be told who arranges care";
    ChangeForbidden "P060" Error "a person would not be told of a right, or not be helped in danger";
    LawReworded "P061" Error "a person would be told another right than the law gives";
    ContactUnknown "P062" Error "the contact that is wrong here would still be shown";
    ChangeEmpty "P063" Error "what was meant to be changed would be shown as it was";
    LastContact "P064" Error "a person would see help and no way to reach it";
    PersonaUnknown "P070" Error "the persona would test nothing, and a fault that harms people like this would pass";
    PersonaFails "P071" Error "a person like this would see the wrong help";
    OwnerNowhere "P072" Error "nobody would be told when what is kept there must be checked again, and people would read old facts";
    ItemNeverPut "P080" Error "the question is never put to anyone, so what hangs on it stays a maybe";
    NoOneToReach "P081" Error "a person would be left with no one to call";
    PromiseBroken "P082" Error "a person to whom this was promised would not get it";
    NeedlessQuestion "P083" Error "a person would be asked for something that changes nothing for them";
    ExcludedTogether "P084" Error "a person would be told two things that cannot both be true";
    EmergencyMissing "P085" Error "in danger to life the number to call would not be there to tap";
    PromiseEmpty "P086" Error "the promise would hold whatever is changed, and keep nothing";
    LawAhead "P090" Warning "until that day nobody is shown the card";
    Stale "P091" Warning "what it says may be wrong by now, and a person is told to check it first";
    DueSoon "P092" Warning "after that day a person is told to check it first";
    DayAhead "P093" Error "the guide would hold it for fresh longer than it is";
    NeverCited "P094" Warning "if a card was meant to name it, a person cannot check where that card comes from";
    DefinitionUnused "P095" Warning "if a rule was meant to use it, the wrong people are told of what it gives";
    ItemUnread "P096" Warning "if a rule was meant to read it, people are told of help that is not for them, or not of help that is";
    RegionEmpty "P097" Warning "nobody who lives there can say so, and nobody is told who arranges care there";
    SameAgain "P098" Warning "one of the two was likely meant to be another, which is then missing";
    YearsApart "P099" Warning "a person of that age finds no answer, or two";
    FactNowhere "P100" Warning "nobody is told of it, and nobody decided so";
    FactUnknown "P101" Error "nobody could tell which fact is meant, and the one that is may be told to no one";
    FactFigure "P102" Warning "a person who reads that language is not told the figure";
    FactsMany "P103" Warning "a card that tells so much is not read to its end, and a fact is easily lost in it";
    FigureShape "P104" Error "nobody could tell whether people are told the figure";
    TermShape "P105" Error "a person who taps on the word would not read what it means";
    TermNowhere "P106" Warning "nobody meets the word there, so nobody reads what it means";
    CheckStep "P110" Error "a person who has just told of their own situation would be left without a next step that fits";
    CheckLimit "P111" Error "a person would be held to a figure that nobody can check, or to an old one when the source changes";
    CheckLong "P112" Error "many would give up before they see what it can mean";
    CheckQuestion "P113" Error "a tired or scared person could not tell what is asked";
    CheckWord "P114" Error "a person could feel judged, or take the check for more than it is";
    MeetingWhen "P116" Error "a person would stand before a locked door, or never hear of the meeting";
    MeetingWhere "P117" Error "a person could not find the meeting, or not join it";
    EasyNowhere "P118" Error "a person who reads with trouble would get the ordinary words, or words that belong elsewhere";
    EasyMissing "P119" Warning "a person who chose easy words would meet hard ones in the middle of a question or a card, or in danger";
    CatalogShape "P120" Error "what was translated there would be shown to nobody";
    TranslationStale "P121" Error "a person would read what the pack no longer says, so they get the text in another language instead";
    TranslationUnsure "P122" Error "nobody has said that the translation is right, so a person gets the text in another language instead";
    CatalogNowhere "P123" Warning "the translation is shown to nobody";
    TranslatedTwice "P124" Error "a mend of one of the two would not reach people";
    PictureUnknown "P125" Error "a person who reads with trouble would get no picture";
    PictureHalf "P126" Error "a person who looks at the pictures alone would overlook the answers without one";
}

/// A problem, before its place is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Kind.
    pub code: Code,
    /// What is wrong, in the editor's words.
    pub what: String,
    /// Where.
    pub place: Place,
    /// A second place, when two disagree, with a word on it.
    pub other: Option<(Place, String)>,
    /// The smallest mend.
    pub help: String,
    /// A persona that shows it, ready to paste; empty if none is needed.
    pub persona: String,
}

/// All problems of a run.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, code: Code, place: &Place, what: impl Into<String>, help: impl Into<String>) {
        self.0.push(Problem { code, what: what.into(), place: place.clone(), other: None, help: help.into(), persona: String::new() });
    }

    /// Adds a problem in which two places disagree.
    pub fn add_pair(&mut self, code: Code, place: &Place, what: impl Into<String>, other: &Place, word: &str, help: impl Into<String>) {
        self.0.push(Problem {
            code,
            what: what.into(),
            place: place.clone(),
            other: Some((other.clone(), word.to_owned())),
            help: help.into(),
            persona: String::new(),
        });
    }

    /// Adds a problem with a persona that shows it.
    pub fn add_shown(&mut self, code: Code, place: &Place, what: impl Into<String>, help: impl Into<String>, persona: String) {
        self.0.push(Problem { code, what: what.into(), place: place.clone(), other: None, help: help.into(), persona });
    }

    /// Whether something must be mended before the pack is built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|problem| problem.code.weight() == Weight::Error)
    }
}

/// The known name nearest to a misspelt one, if it is near enough to be meant.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= 1 + wrong.len() / 4)
        .min()
        .map(|(_, name)| name)
}

/// More names than these are not read.
const LONGEST_LIST: usize = 24;

/// "did you mean `x`?", or the names there are.
#[must_use]
pub fn meant<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(wrong, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
            match names.get(..LONGEST_LIST).filter(|_| names.len() > LONGEST_LIST + 3) {
                _ if names.is_empty() => "there is none yet".to_owned(),
                None if names.len() == 1 => format!("use {}", names.join(", ")),
                Some(first) => format!("use one of {} and {} more", first.join(", "), names.len() - first.len()),
                None => format!("use one of {}", names.join(", ")),
            }
        }
    }
}
