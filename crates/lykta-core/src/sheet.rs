//! The sheet to take along: what of the results fits two pages of paper.
//!
//! In: a pack, an evaluation, answers, today. Out: what keeps safe, the numbers to call, rights, places and groups, each a few.
//! Bounded by count, so that no answers make it longer than two pages; what is left out stays on the screen.
//! Never an answer: the sheet says whom to reach and what to demand, not what was told.
//! Next: `results.rs`, the app's `components/take.rs`.

use alloc::vec::Vec;

use crate::answer::Answers;
use crate::date::Date;
use crate::evaluate::{Evaluation, Finding};
use crate::next_step::{Scene, next_step};
use crate::pack::{Card, CardKind, Channel, Contact, Need, Pack};
use crate::results::contacts;
use crate::truth::Truth;

/// What to do, or not to do, to be safe.
pub const MOST_DANGERS: usize = 2;
/// Numbers to call.
pub const MOST_CALLS: usize = 4;
/// Rights.
pub const MOST_RIGHTS: usize = 6;
/// Places to turn to.
pub const MOST_PLACES: usize = 4;
/// Groups.
pub const MOST_GROUPS: usize = 2;

/// A card with the contact that serves here, if there is one.
pub type Reach<'a> = (&'a Card, Option<&'a Contact>);

/// What stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// Safety cards that hold.
    pub dangers: Vec<&'a Card>,
    /// Who can be called or written to, the first one to call first; no number twice.
    pub calls: Vec<(&'a Card, &'a Contact)>,
    /// Rights that hold, those whose last day is near first.
    pub rights: Vec<&'a Finding>,
    /// Services that hold.
    pub places: Vec<Reach<'a>>,
    /// Groups that hold.
    pub groups: Vec<Reach<'a>>,
}

/// The sheet for these answers; `language`: the one shown.
#[must_use]
pub fn sheet<'a>(pack: &'a Pack, evaluation: &'a Evaluation, answers: &Answers, today: Date, language: &str) -> Sheet<'a> {
    let holding = || evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes);
    let card = |finding: &Finding| pack.cards.get(finding.card);
    let mut calls: Vec<(&Card, &Contact)> = Vec::new();
    // Paper does not know the hour.
    let first =
        next_step(&Scene { pack, evaluation, answers, today, now: None, language }).map(|step| (step.first.card, step.first.contact));
    let first = first.filter(|(_, contact)| !matches!(contact.channel, Channel::Web(_)));
    let always = pack.help_now.iter().filter_map(|index| pack.cards.get(*index));
    let lines = holding().filter_map(card).filter(|card| card.need == Need::Danger || card.kind == CardKind::Helpline);
    if let Some((card, contact)) = first {
        add(&mut calls, pack, card, contact);
    }
    // Where nothing was found, the numbers that are always there; a gap parts the two.
    for card in lines.map(Some).chain([None]).chain(always.map(Some)) {
        let Some(card) = card else { if calls.is_empty() { continue } else { break } };
        // In danger all numbers, for the first may be the police alone.
        let most = if card.need == Need::Danger { MOST_CALLS } else { 1 };
        let numbers = contacts(pack, card, answers, today).into_iter().filter(|contact| !matches!(contact.channel, Channel::Web(_)));
        numbers.take(most).for_each(|contact| add(&mut calls, pack, card, contact));
    }
    let of = |need: Need, most: usize| -> Vec<Reach<'a>> {
        let cards = holding().filter_map(card).filter(|card| card.need == need).take(most);
        cards.map(|card| (card, contacts(pack, card, answers, today).first().copied())).collect()
    };
    let is_right = |finding: &&Finding| card(finding).is_some_and(|card| card.kind == CardKind::Right);
    Sheet {
        dangers: holding().filter(|finding| finding.need == Need::Danger).filter_map(card).take(MOST_DANGERS).collect(),
        calls,
        rights: holding().filter(is_right).take(MOST_RIGHTS).collect(),
        places: of(Need::Service, MOST_PLACES),
        groups: of(Need::Group, MOST_GROUPS),
    }
}

/// Adds a number, but for one that is there, and the emergency number, which has a line of its own.
fn add<'a>(calls: &mut Vec<(&'a Card, &'a Contact)>, pack: &Pack, card: &'a Card, contact: &'a Contact) {
    let is_there = contact.calls(&pack.emergency) || calls.iter().any(|(_, other)| other.channel == contact.channel);
    if calls.len() < MOST_CALLS && !is_there {
        calls.push((card, contact));
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    use super::*;
    use crate::evaluate::evaluate;
    use crate::fixture;

    fn pack() -> Pack {
        let cards: Vec<String> = (0..40).map(|number| alloc::format!("card c{number}")).collect();
        let mut pack = fixture::pack(&cards.join("\n"));
        for (number, card) in pack.cards.iter_mut().enumerate() {
            (card.kind, card.need) = match number % 4 {
                0 => (CardKind::Helpline, Need::Line),
                1 => (CardKind::Right, Need::Right),
                2 => (CardKind::Service, Need::Service),
                _ => (CardKind::Group, Need::Group),
            };
            let digits = (number / 8).to_string();
            card.contacts = Vec::from([Contact {
                label: None,
                channel: Channel::Phone(digits.clone(), digits),
                schedule: None,
                hours_text: None,
                languages: Vec::new(),
                places: Vec::new(),
                regions: Vec::new(),
            }]);
        }
        pack
    }

    #[test]
    fn however_much_is_found_the_sheet_holds_a_few_of_each() {
        let (pack, answers, today) = (pack(), Answers::default(), fixture::day("2026-11-22"));
        let evaluation = evaluate(&pack, &answers, today);
        let sheet = sheet(&pack, &evaluation, &answers, today, "en");
        let counts = [sheet.calls.len(), sheet.rights.len(), sheet.places.len(), sheet.groups.len()];
        assert_eq!(counts, [MOST_CALLS, MOST_RIGHTS, MOST_PLACES, MOST_GROUPS]);
    }

    #[test]
    fn what_keeps_safe_stands_on_it_in_its_order() {
        let mut pack = pack();
        for card in pack.cards.iter_mut().take(3) {
            card.need = Need::Danger;
        }
        let (answers, today) = (Answers::default(), fixture::day("2026-11-22"));
        let evaluation = evaluate(&pack, &answers, today);
        let sheet = sheet(&pack, &evaluation, &answers, today, "en");
        assert_eq!(sheet.dangers.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["c0", "c1"]);
    }

    #[test]
    fn no_number_stands_twice_and_the_first_to_call_is_first() {
        let (pack, answers, today) = (pack(), Answers::default(), fixture::day("2026-11-22"));
        let evaluation = evaluate(&pack, &answers, today);
        let sheet = sheet(&pack, &evaluation, &answers, today, "en");
        let channels: Vec<&Channel> = sheet.calls.iter().map(|(_, contact)| &contact.channel).collect();
        assert!(channels.iter().enumerate().all(|(at, channel)| !channels[..at].contains(channel)));
        let step = next_step(&Scene { pack: &pack, evaluation: &evaluation, answers: &answers, today, now: None, language: "en" });
        assert_eq!(step.map(|step| &step.first.contact.channel), channels.first().copied());
    }

    #[test]
    fn where_nothing_is_found_the_numbers_that_are_always_there_stand_on_it() {
        let mut pack = pack();
        pack.help_now = Vec::from([0, 8]);
        let evaluation = Evaluation { next: None, asked: Vec::new(), at_most: 0, findings: Vec::new() };
        let sheet = sheet(&pack, &evaluation, &Answers::default(), fixture::day("2026-11-22"), "en");
        assert_eq!(sheet.calls.iter().map(|(card, _)| card.id.as_str()).collect::<Vec<_>>(), ["c0", "c8"]);
    }
}
