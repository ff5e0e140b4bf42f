//! What random journeys must visit together: items, options, cards and controls.
//!
//! In: a pack, what was visited. Out: how much of all that is, and the names of what is missing.
//! Next: `plan.rs`.

use std::collections::BTreeSet;

use lykta_core::evaluate::is_in_force;

use crate::content::Content;

/// Something that a person can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A question, by the item's place in the pack.
    Item(usize),
    /// An option of an item, chosen.
    Option(usize, usize),
    /// A card, opened.
    Card(usize),
    /// A control, used.
    Control(Control),
}

/// What can be pressed, chosen from or written in, beside the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// On from a question.
    Next,
    /// On with nothing chosen, which tells so.
    NextWithNothing,
    /// "I'd rather not say".
    Skip,
    /// One question back.
    Back,
    /// Why a question is asked.
    WhyWeAsk,
    /// Numbers to call.
    HelpNow,
    /// From there or from privacy, back.
    BackToGuide,
    /// What the guide does with answers.
    Privacy,
    /// Another language.
    Language,
    /// From the danger screen on.
    GoOn,
    /// A place, found by its name.
    PlaceByName,
    /// A place, found by a postcode.
    PlaceByPostcode,
    /// A day.
    Date,
    /// What is found so far.
    SoFar,
    /// From the results to the answers.
    ChangeAnswers,
    /// From the answers to one of them.
    Change,
    /// From the answers back to the last question.
    BackFromReview,
    /// From the answers to the results.
    ShowResults,
    /// All over again, from the answers.
    StartOverFromReview,
    /// All over again, from the results.
    StartOver,
    /// What is folded up in the results.
    More,
    /// A card.
    Card,
    /// From a card back.
    BackToResults,
    /// Why a card is shown.
    WhyCard,
    /// From the results to what goes on paper.
    TakeAlong,
    /// The sheet on paper.
    PrintSheet,
    /// The cards for the wallet on paper.
    PrintWallet,
    /// The address of a card for another device.
    Elsewhere,
    /// A card on paper.
    PrintCard,
    /// A letter on a right.
    Letter,
    /// A number to keep in the phone.
    KeepNumber,
    /// A check on one's own situation.
    Check,
    /// From a check to what it can mean.
    Conclude,
    /// From what it can mean back to all help.
    AllHelp,
    /// From the results to what does not apply.
    Unmet,
    /// From the results to the answers that can be tried out.
    WhatIf,
    /// Another answer, tried out.
    Try,
    /// What was tried, put back.
    PutBack,
    /// What was tried, kept.
    Keep,
    /// Away from the page.
    Leave,
}

impl Control {
    /// All of them.
    pub const ALL: [Control; 40] = [
        Control::Next,
        Control::NextWithNothing,
        Control::Skip,
        Control::Back,
        Control::WhyWeAsk,
        Control::HelpNow,
        Control::BackToGuide,
        Control::Privacy,
        Control::Language,
        Control::GoOn,
        Control::PlaceByName,
        Control::PlaceByPostcode,
        Control::Date,
        Control::SoFar,
        Control::ChangeAnswers,
        Control::Change,
        Control::BackFromReview,
        Control::ShowResults,
        Control::StartOverFromReview,
        Control::StartOver,
        Control::More,
        Control::Card,
        Control::BackToResults,
        Control::WhyCard,
        Control::TakeAlong,
        Control::PrintSheet,
        Control::PrintWallet,
        Control::Elsewhere,
        Control::PrintCard,
        Control::Letter,
        Control::KeepNumber,
        Control::Check,
        Control::Conclude,
        Control::AllHelp,
        Control::Unmet,
        Control::WhatIf,
        Control::Try,
        Control::PutBack,
        Control::Keep,
        Control::Leave,
    ];
}

/// All items that are put, their options, and all cards whose law is in force: whether a card is shown is the core's to say, but each must be to someone.
#[must_use]
pub fn of_pack(content: &Content) -> BTreeSet<Thing> {
    let items = content.pack.items.iter().enumerate().filter(|(_, item)| item.is_asked);
    let options = items.clone().flat_map(|(index, item)| (0..item.options.len()).map(move |option| Thing::Option(index, option)));
    let cards = content.pack.cards.iter().enumerate().filter(|(_, card)| is_in_force(card, content.today));
    let cards = cards.map(|(index, _)| Thing::Card(index));
    items.map(|(index, _)| Thing::Item(index)).chain(options).chain(cards).collect()
}

/// As `of_pack`, and all controls.
#[must_use]
pub fn all(content: &Content) -> BTreeSet<Thing> {
    of_pack(content).into_iter().chain(Control::ALL.map(Thing::Control)).collect()
}

/// The names of these, such as `option about: ghb`.
pub fn names<'a>(content: &Content, things: impl IntoIterator<Item = &'a Thing>) -> Vec<String> {
    let item = |index: usize| content.pack.items.get(index);
    let id = |index: usize| item(index).map_or("", |item| item.id.as_str());
    let name = |thing: &Thing| match *thing {
        Thing::Item(index) => format!("item {}", id(index)),
        Thing::Option(index, option) => {
            let option = item(index).and_then(|item| item.options.get(option));
            format!("option {}: {}", id(index), option.map_or("", |option| option.id.as_str()))
        }
        Thing::Card(index) => format!("card {}", content.pack.cards.get(index).map_or("", |card| card.id.as_str())),
        Thing::Control(control) => format!("control {control:?}"),
    };
    things.into_iter().map(name).collect()
}

/// How much was visited: `items 17/17, options 59/59, cards 94/94, controls 27/27`.
#[must_use]
pub fn coverage(content: &Content, visited: &BTreeSet<Thing>) -> String {
    let all = all(content);
    let count = |of: fn(&&Thing) -> bool| {
        let (seen, whole) = (all.intersection(visited).filter(of).count(), all.iter().filter(of).count());
        format!("{seen}/{whole}")
    };
    format!(
        "items {}, options {}, cards {}, controls {}",
        count(|thing| matches!(thing, Thing::Item(_))),
        count(|thing| matches!(thing, Thing::Option(..))),
        count(|thing| matches!(thing, Thing::Card(_))),
        count(|thing| matches!(thing, Thing::Control(_)))
    )
}
