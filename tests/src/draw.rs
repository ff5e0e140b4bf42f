//! A made-up person drawn by lot: what they answer, and what the core asks and shows them.
//!
//! In: a pack, dice, answers to keep from another draw. Out: `Draw`.
//! Walked natively, in the core alone: thousands are drawn, of which few are walked in a browser.
//! Never decides what is asked: the core does.
//! Next: `plan.rs` for which of them are chosen, `route.rs` for their way through the screens.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::answer::{Answer, Answers};
use lykta_core::evaluate::{evaluate, offered};
use lykta_core::pack::{Item, ItemKind};

use crate::content::Content;
use crate::dice::Dice;
use crate::thing::Thing;

/// An answer to one item, by numbers of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// "I'd rather not say".
    Skipped,
    /// Options chosen, by their place in the item; not empty.
    Options(BTreeSet<usize>),
    /// A municipality, by its place in the gazetteer.
    Place(usize),
    /// A day so many days ago.
    Ago(i32),
}

impl Given {
    /// The answer as the core takes it.
    #[must_use]
    pub fn answer(&self, content: &Content, item: &Item) -> Answer {
        match self {
            Given::Skipped => Answer::Skipped,
            Given::Options(chosen) => {
                Answer::options(chosen.iter().filter_map(|option| item.options.get(*option)).map(|option| option.id.as_str()))
            }
            Given::Place(place) => {
                let municipality = content.pack.gazetteer.municipalities().get(*place);
                municipality.map_or(Answer::Skipped, |municipality| Answer::Place(municipality.code.clone()))
            }
            Given::Ago(days) => Answer::Date(content.today.plus_days(-days)),
        }
    }
}

/// What a made-up person answers, by item, and all that they are asked, choose and are shown at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// Answers by the place of the item in the pack; each was asked.
    pub given: BTreeMap<usize, Given>,
    /// Items, options and cards.
    pub things: BTreeSet<Thing>,
}

/// One in so many questions is skipped.
const SKIPS: usize = 6;

/// So many options at most are chosen where several may be.
const SEVERAL: usize = 3;

/// The oldest day that is given: about a year, past every time limit.
const OLDEST: usize = 400;

impl Draw {
    /// Answers what the core asks: as kept where that is still offered, else by lot.
    pub fn new(content: &Content, dice: &mut Dice, kept: &BTreeMap<usize, Given>) -> Draw {
        let mut draw = Draw::default();
        let mut answers = Answers::default();
        loop {
            let evaluation = evaluate(&content.pack, &answers, content.today);
            let next = evaluation.next.and_then(|index| content.pack.items.get(index).map(|item| (index, item)));
            let Some((index, item)) = next else {
                draw.things.extend(evaluation.findings.iter().map(|finding| Thing::Card(finding.card)));
                return draw;
            };
            let choices = offered(&content.pack, &answers, index, content.today);
            let given = kept.get(&index).and_then(|given| still(given, &choices));
            let given = given.unwrap_or_else(|| by_lot(content, dice, item, &choices));
            draw.things.insert(Thing::Item(index));
            if let Given::Options(chosen) = &given {
                draw.things.extend(chosen.iter().map(|option| Thing::Option(index, *option)));
            }
            answers.give(item.id.clone(), given.answer(content, item));
            draw.given.insert(index, given);
        }
    }

    /// The same person, but for one answer drawn anew, and now and then all answers after it.
    pub fn changed(&self, content: &Content, dice: &mut Dice) -> Draw {
        let asked: Vec<usize> = self.given.keys().copied().collect();
        let from = dice.pick(&asked).copied().unwrap_or_default();
        let goes_on = dice.is_one_in(2);
        let mut kept = self.given.clone();
        kept.retain(|item, _| *item != from && (goes_on || *item < from));
        Draw::new(content, dice, &kept)
    }
}

/// What is left of an answer where only some options are offered.
fn still(given: &Given, choices: &[usize]) -> Option<Given> {
    match given {
        Given::Options(chosen) => {
            let left: BTreeSet<usize> = chosen.iter().copied().filter(|option| choices.contains(option)).collect();
            (!left.is_empty()).then_some(Given::Options(left))
        }
        Given::Skipped | Given::Place(_) | Given::Ago(_) => Some(given.clone()),
    }
}

fn by_lot(content: &Content, dice: &mut Dice, item: &Item, choices: &[usize]) -> Given {
    if dice.is_one_in(SKIPS) {
        return Given::Skipped;
    }
    let is_alone = |option: &usize| item.options.get(*option).is_some_and(|option| option.is_alone);
    match item.kind {
        ItemKind::Place => Given::Place(dice.below(content.pack.gazetteer.municipalities().len())),
        ItemKind::Date => Given::Ago(i32::try_from(dice.below(OLDEST)).unwrap_or_default()),
        ItemKind::Single | ItemKind::Multiple => {
            let Some(first) = dice.pick(choices).copied() else { return Given::Skipped };
            let mut chosen = BTreeSet::from([first]);
            if item.kind == ItemKind::Multiple && !is_alone(&first) {
                let more = dice.below(SEVERAL);
                chosen.extend((0..more).filter_map(|_| dice.pick(choices).copied()).filter(|option| !is_alone(option)));
            }
            Given::Options(chosen)
        }
    }
}
