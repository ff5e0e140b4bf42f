//! The plan of the page: which card stands where, and where it stands whole.
//!
//! In: a pack. Out: parts by whom it is about, each with groups by need, in the order in which the app shows findings.
//! Never decides who gets a card: the core is asked, once with nothing answered and once for each way to answer "who".
//! Next: `lykta_core::evaluate`.

use std::collections::BTreeSet;

use lykta_core::answer::{Answer, Answers, ItemId, OptionId};
use lykta_core::date::Date;
use lykta_core::evaluate::{Finding, evaluate};
use lykta_core::pack::{Need, Pack};

/// For whom a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    /// Anyone, in danger.
    Danger,
    /// The one who reads.
    OneSelf,
    /// Someone close.
    CloseOne,
    /// A child or young person.
    Child,
    /// Someone met at work.
    Professional,
    /// Cards that none of these brings.
    Other,
}

/// A part of the page: for whom it is.
#[derive(Debug)]
pub struct Part {
    whom: Whom,
    /// By need.
    pub groups: Vec<Group>,
}

/// Cards of one need.
#[derive(Debug)]
pub struct Group {
    /// What they have in common.
    pub heading: Heading,
    /// In the app's order: all that hold, then all that may.
    pub entries: Vec<Entry>,
}

/// The heading of a group: the app's needs, but that no time limit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// What to do in danger.
    Danger,
    /// What a law gives.
    Right,
    /// Whom to call or write to.
    Helpline,
    /// Where to go.
    Service,
    /// Peers.
    Group,
    /// Good to know.
    Background,
}

/// A card in a group.
#[derive(Debug)]
pub struct Entry {
    /// What the core found.
    pub finding: Finding,
    /// Whether it stands whole here, and not further up.
    pub is_whole: bool,
}

impl Part {
    /// Its place in the page.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self.whom {
            Whom::Danger => "danger",
            Whom::OneSelf => "self",
            Whom::CloseOne => "close-one",
            Whom::Child => "child",
            Whom::Professional => "professional",
            Whom::Other => "other",
        }
    }

    /// The key of its heading.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self.whom {
            Whom::Danger => "group-danger",
            Whom::OneSelf => "all-self",
            Whom::CloseOne => "all-close-one",
            Whom::Child => "all-child",
            Whom::Professional => "all-professional",
            Whom::Other => "all-other",
        }
    }

    /// The place of one of its groups.
    #[must_use]
    pub fn group_id(&self, heading: Heading) -> String {
        let group = match heading {
            Heading::Danger => "danger",
            Heading::Right => "rights",
            Heading::Service => "services",
            Heading::Helpline => "helplines",
            Heading::Group => "groups",
            Heading::Background => "background",
        };
        format!("{}-{group}", self.id())
    }
}

impl Heading {
    /// The key of its words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Danger => "group-danger",
            Self::Right => "group-right",
            Self::Service => "group-service",
            Self::Helpline => "group-line",
            Self::Group => "group-group",
            Self::Background => "group-background",
        }
    }

    fn of(finding: &Finding) -> Self {
        match finding.need {
            Need::Danger => Self::Danger,
            Need::Deadline | Need::Right => Self::Right,
            Need::Line => Self::Helpline,
            Need::Service => Self::Service,
            Need::Group => Self::Group,
            Need::Background => Self::Background,
        }
    }
}

/// All parts that hold something.
#[must_use]
pub fn parts(pack: &Pack) -> Vec<Part> {
    let mut told = BTreeSet::new();
    let nothing = found(pack, None);
    let danger: Vec<Finding> = nothing.iter().filter(|finding| finding.need == Need::Danger).cloned().collect();
    let mut parts = vec![part(Whom::Danger, danger, &mut told)];
    let who = pack.items.iter().find(|item| item.id.as_str() == "who");
    let has = |option: &str| who.is_some_and(|who| who.options.iter().any(|own| own.id == OptionId::new(option)));
    for (whom, option) in
        [(Whom::OneSelf, "self"), (Whom::CloseOne, "close-one"), (Whom::Child, "child"), (Whom::Professional, "professional")]
    {
        let findings = if has(option) { found(pack, Some(option)) } else { Vec::new() };
        // What a professional finds is mostly what the client finds: a part only for what is new.
        let is_new = |finding: &Finding| !told.contains(&finding.card);
        let findings = if whom == Whom::Professional { findings.into_iter().filter(is_new).collect() } else { findings };
        parts.push(part(whom, findings, &mut told));
    }
    let rest = nothing.into_iter().filter(|finding| !told.contains(&finding.card)).collect();
    parts.push(part(Whom::Other, rest, &mut told));
    parts.retain(|part| !part.groups.is_empty());
    parts
}

/// What the core finds when only "who" is answered, or nothing.
fn found(pack: &Pack, who: Option<&str>) -> Vec<Finding> {
    let mut answers = Answers::default();
    if let Some(option) = who {
        answers.give(ItemId::new("who"), Answer::option(option));
    }
    evaluate(pack, &answers, day(pack)).findings
}

/// A day on which every law of the pack is in force, so that a build needs no clock and leaves nothing out.
fn day(pack: &Pack) -> Date {
    let laws = pack.cards.iter().flat_map(|card| &card.laws).filter_map(|law| law.valid_from);
    pack.cards.iter().map(|card| card.checked_on).chain(laws).max().unwrap_or(Date::EPOCH)
}

fn part(whom: Whom, findings: Vec<Finding>, told: &mut BTreeSet<usize>) -> Part {
    let mut groups: Vec<Group> = Vec::new();
    for finding in findings {
        let heading = Heading::of(&finding);
        let entry = Entry { is_whole: told.insert(finding.card), finding };
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { heading, entries: vec![entry] }),
        }
    }
    groups.sort_by_key(|group| group.heading);
    Part { whom, groups }
}
