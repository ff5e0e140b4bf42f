//! The plan of random journeys: few people out of many draws, who together come to everything.
//!
//! In: a pack, a seed, how many journeys. Out: `Plan`, or what no draw came to.
//! What lots do not bring soon is aimed at: draws that came to something new are changed a little and drawn on.
//! Next: `draw.rs`, `route.rs`, `tests/random.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Content;
use crate::dice::Dice;
use crate::draw::Draw;
use crate::failure::{Failure, Result};
use crate::route::{self, Route};
use crate::thing::{self, Control, Thing};

/// Draws to choose from, at least: a few for each journey. Beyond them it is only drawn on while something is missing.
const DRAWS: usize = 200;

/// Draws after which what is missing counts as out of reach.
const LIMIT: usize = 20_000;

/// Journeys that together visit everything.
pub struct Plan {
    /// One for each journey.
    pub routes: Vec<Route>,
    /// How many people were drawn.
    pub drawn: usize,
}

impl Plan {
    /// Draws people, chooses among them, and lays out the way of each through the screens.
    ///
    /// # Errors
    /// If an item, an option, a card or a control is out of reach of so many journeys; it is named.
    #[track_caller]
    pub fn draw(content: &Content, seed: u64, journeys: usize) -> Result<Plan> {
        let mut dice = Dice::new(seed);
        let draws = draws(content, &mut dice, journeys.max(DRAWS))?;
        let drawn = draws.len();
        let chosen = chosen(content, draws, journeys)?;
        let cards = shared_out(content, &chosen);
        let mut used = BTreeMap::new();
        let mut routes = Vec::new();
        for (index, (draw, cards)) in chosen.iter().zip(&cards).enumerate() {
            routes.push(route::lay(content, &mut dice, &mut used, draw, cards, &format!("journey {}", index + 1))?);
        }
        let planned: BTreeSet<Thing> = routes.iter().flat_map(Route::things).copied().collect();
        // Whether a group of cards is folded up is the app's to say.
        let told_by_screen = Thing::Control(Control::More);
        let missing: Vec<Thing> = thing::all(content).difference(&planned).copied().filter(|thing| *thing != told_by_screen).collect();
        if missing.is_empty() {
            Ok(Plan { routes, drawn })
        } else {
            Err(Failure::new(format!("{journeys} journeys do not come to: {}", thing::names(content, &missing).join(", "))))
        }
    }
}

/// So many people or more, of whom each item, option and card of the pack comes to at least one.
#[track_caller]
fn draws(content: &Content, dice: &mut Dice, least: usize) -> Result<Vec<Draw>> {
    let mut missing = thing::of_pack(content);
    let mut draws: Vec<Draw> = Vec::new();
    // Those that came to something new.
    let mut finds: Vec<Draw> = Vec::new();
    while draws.len() < least || (!missing.is_empty() && draws.len() < LIMIT) {
        let is_aimed = draws.len() >= least / 2 && dice.is_one_in(2);
        let draw = match dice.pick(&finds) {
            Some(find) if is_aimed => find.clone().changed(content, dice),
            _ => Draw::new(content, dice, &BTreeMap::new()),
        };
        if draw.things.iter().any(|thing| missing.remove(thing)) {
            missing.retain(|thing| !draw.things.contains(thing));
            finds.push(draw.clone());
        }
        draws.push(draw);
    }
    if missing.is_empty() {
        Ok(draws)
    } else {
        Err(Failure::new(format!("no answers of {LIMIT} draws come to: {}", thing::names(content, &missing).join(", "))))
    }
}

/// So many of them, first those who together come to everything, then the others as drawn.
#[track_caller]
fn chosen(content: &Content, mut draws: Vec<Draw>, count: usize) -> Result<Vec<Draw>> {
    let mut missing = thing::of_pack(content);
    let mut chosen = Vec::new();
    while !missing.is_empty() && chosen.len() < count {
        let gain = |draw: &Draw| draw.things.intersection(&missing).count();
        let Some(best) = (0..draws.len()).max_by_key(|index| draws.get(*index).map(gain)) else { break };
        let best = draws.remove(best);
        missing.retain(|thing| !best.things.contains(thing));
        chosen.push(best);
    }
    if !missing.is_empty() {
        return Err(Failure::new(format!("{count} journeys do not come to: {}", thing::names(content, &missing).join(", "))));
    }
    let rest = count.saturating_sub(chosen.len());
    chosen.extend(draws.into_iter().take(rest));
    Ok(chosen)
}

/// Which cards each of them opens: every card once, by the one who opens fewest so far.
fn shared_out(content: &Content, chosen: &[Draw]) -> Vec<BTreeSet<usize>> {
    let mut opened: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); chosen.len()];
    for card in 0..content.pack.cards.len() {
        let shown = opened.iter_mut().zip(chosen).filter(|(_, draw)| draw.things.contains(&Thing::Card(card)));
        if let Some((cards, _)) = shown.min_by_key(|(cards, _)| cards.len()) {
            cards.insert(card);
        }
    }
    opened
}
