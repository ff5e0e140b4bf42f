//! A route: what one made-up person does on each screen, step by step, from the first question until they leave.
//!
//! In: a draw, the cards to open, dice, how often each control was used before. Out: `Route`.
//! The core's `Session` is walked along, so that each step knows the screen on which it is taken; a browser that shows another screen
//! fails the journey.
//! Next: `route/results.rs` for the ways of the results; `swift.rs`, which goes it.

use std::collections::{BTreeMap, BTreeSet};

use lykta_core::answer::{Answer, ItemId};
use lykta_core::evaluate::offered;
use lykta_core::place_search::search;
use lykta_core::session::{Screen, Session};

use crate::content::Content;
use crate::dice::Dice;
use crate::draw::{Draw, Given};
use crate::failure::{Failure, Result};
use crate::role::plain;
use crate::thing::{Control, Thing};

mod results;

/// What is done in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Presses the button of this name.
    Press(String),
    /// Chooses these options of an item and no others, by id.
    Choose(String, Vec<String>),
    /// Writes into the place field, and takes from the list the place at this position, which bears this name.
    Place {
        /// A name or a postcode.
        typed: String,
        /// From 0.
        at: usize,
        /// As it then stands in the field.
        name: String,
    },
    /// Gives a day, `YYYY-MM-DD`.
    Date(String),
    /// Opens the card of this title from the results, and what it is folded up in before.
    Card(String),
    /// Is told that something is missing.
    Told,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The heading of the screen on which it is taken.
    pub heading: String,
    /// What is done.
    pub act: Act,
    /// What is visited by it.
    pub things: Vec<Thing>,
}

/// A way through the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// Whose.
    pub name: String,
    /// In order; the last one leaves the page.
    pub steps: Vec<Step>,
    /// What was written and chosen by hand: names of places, postcodes, days.
    pub typed: BTreeSet<String>,
}

impl Route {
    /// All that is visited.
    pub fn things(&self) -> impl Iterator<Item = &Thing> {
        self.steps.iter().flat_map(|step| &step.things)
    }
}

/// So many ways aside are taken in one journey at most.
const ASIDES: usize = 8;

/// The list of places shows so many at most.
const PLACES: usize = 6;

/// Lays the way of a person who begins in the language of the host page, opens these cards and takes some ways aside, first those that
/// nobody took before.
///
/// # Errors
/// If the draw does not fit the pack.
#[track_caller]
pub fn lay(
    content: &Content,
    dice: &mut Dice,
    used: &mut BTreeMap<Control, usize>,
    draw: &Draw,
    cards: &BTreeSet<usize>,
    name: &str,
) -> Result<Route> {
    let mut way = Way::new(content, dice, used, draw, name)?;
    way.walk(cards)?;
    Ok(way.route)
}

/// The route of someone who chooses just these options by item, skips the rest, goes straight on and opens nothing.
///
/// # Errors
/// If the pack has no such option.
#[track_caller]
pub fn straight(content: &Content, name: &str, answers: &[(&str, &str)]) -> Result<Route> {
    let mut draw = Draw::default();
    for (item, option) in answers {
        let found = content.pack.items.iter().enumerate().find(|(_, known)| known.id.as_str() == *item);
        let at = found.and_then(|(index, item)| Some((index, item.options.iter().position(|known| known.id.as_str() == *option)?)));
        let (index, option) = at.ok_or_else(|| Failure::new(format!("the pack has no {item}: {option}")))?;
        draw.given.insert(index, Given::Options(BTreeSet::from([option])));
    }
    let (mut dice, mut used) = (Dice::new(0), BTreeMap::new());
    let mut way = Way::new(content, &mut dice, &mut used, &draw, name)?;
    way.asides = ASIDES;
    way.walk(&BTreeSet::new())?;
    Ok(way.route)
}

/// A way in the making.
struct Way<'a> {
    content: &'a Content,
    dice: &'a mut Dice,
    used: &'a mut BTreeMap<Control, usize>,
    draw: &'a Draw,
    session: Session,
    language: usize,
    asides: usize,
    has_changed: bool,
    route: Route,
}

impl<'a> Way<'a> {
    #[track_caller]
    fn new(
        content: &'a Content,
        dice: &'a mut Dice,
        used: &'a mut BTreeMap<Control, usize>,
        draw: &'a Draw,
        name: &str,
    ) -> Result<Way<'a>> {
        let session = Session::new(&content.pack, content.today);
        let language = content.language(crate::town::LANGUAGE)?;
        let route = Route { name: name.to_owned(), ..Route::default() };
        Ok(Way { content, dice, used, draw, session, language, asides: 0, has_changed: false, route })
    }

    fn walk(&mut self, cards: &BTreeSet<usize>) -> Result<()> {
        loop {
            match self.session.screen() {
                Screen::Item(index) => self.question(index)?,
                Screen::Danger => {
                    self.press(&[Control::GoOn], "go-on")?;
                    self.session.close();
                }
                Screen::Review => {
                    if !self.aside_from_review()? {
                        self.press(&[Control::ShowResults], "show-results")?;
                        self.session.show_results();
                    }
                }
                Screen::Results => break,
                Screen::Card(_)
                | Screen::Groups
                | Screen::Take
                | Screen::Check(..)
                | Screen::HelpNow
                | Screen::About
                | Screen::WhatIf
                | Screen::Try(_)
                | Screen::Unmet => {
                    return Err(Failure::new("no way leads on from here"));
                }
            }
        }
        self.results(cards)?;
        let parts = ["leave-start", "leave-middle", "leave-end"].map(|key| self.app(key));
        let name = parts.into_iter().collect::<Result<Vec<_>>>()?.join(" ");
        self.step(Act::Press(name), &[Control::Leave])
    }

    /// Answers a question as drawn, or goes aside from it.
    fn question(&mut self, index: usize) -> Result<()> {
        let content = self.content;
        let item = content.pack.items.get(index).ok_or_else(|| Failure::new(format!("no item {index}")))?;
        if self.aside(index)? {
            return Ok(());
        }
        let given = self.draw.given.get(&index).cloned().unwrap_or(Given::Skipped);
        match &given {
            Given::Skipped => self.press(&[Control::Skip], "skip")?,
            Given::Options(chosen) => {
                let offered = offered(&content.pack, self.session.answers(), index, self.session.today());
                let chosen: Vec<usize> = chosen.iter().copied().filter(|option| offered.contains(option)).collect();
                let ids = chosen.iter().filter_map(|option| item.options.get(*option)).map(|option| option.id.as_str().to_owned());
                let act = Act::Choose(item.id.as_str().to_owned(), ids.collect());
                self.step(act, &[])?;
                self.visit(chosen.iter().map(|option| Thing::Option(index, *option)));
                self.press(&[Control::Next], "next")?;
            }
            Given::Place(place) => {
                self.place(*place)?;
                self.press(&[Control::Next], "next")?;
            }
            Given::Ago(days) => {
                let day = content.today.plus_days(-days).to_string();
                self.route.typed.insert(day.clone());
                self.step(Act::Date(day), &[Control::Date])?;
                self.press(&[Control::Next], "next")?;
            }
        }
        self.visit([Thing::Item(index)]);
        self.session.answer(&content.pack, given.answer(content, item));
        Ok(())
    }

    fn place(&mut self, place: usize) -> Result<()> {
        let gazetteer = &self.content.pack.gazetteer;
        let municipality = gazetteer.municipalities().get(place).ok_or_else(|| Failure::new(format!("no place {place}")))?;
        let name = municipality.name(self.language).to_owned();
        let at = |typed: &str| search(gazetteer, typed, PLACES).iter().position(|hit| hit.municipality == place);
        let width = usize::from(gazetteer.digits());
        let own = gazetteer.postcodes().iter().filter(|postcodes| postcodes.municipality == place);
        let postcodes: Vec<String> = own.map(|postcodes| format!("{:0width$}", postcodes.first)).collect();
        let postcode = if self.dice.is_one_in(2) { self.dice.pick(&postcodes) } else { None };
        let postcode = postcode.and_then(|postcode| at(postcode).map(|at| (postcode.clone(), at)));
        let control = if postcode.is_some() { Control::PlaceByPostcode } else { Control::PlaceByName };
        let by_name = || at(&name).map(|at| (name.clone(), at));
        let (typed, at) = postcode.or_else(by_name).ok_or_else(|| Failure::new(format!("{name} is not found by its name")))?;
        self.route.typed.extend([typed.clone(), name.clone()]);
        self.step(Act::Place { typed, at, name }, &[control])
    }

    /// Goes aside from a question, if there is a way that is due; whether another screen is shown now.
    fn aside(&mut self, index: usize) -> Result<bool> {
        let content = self.content;
        let Some(item) = content.pack.items.get(index) else { return Ok(false) };
        let number = self.session.number().unwrap_or(1);
        let (is_changing, is_first) = (self.session.has_under(), number <= 1 && !self.session.has_under());
        let is_open = self.session.answers().get(&item.id).is_none();
        let mut ways = vec![Control::HelpNow, Control::Language];
        ways.extend(item.why.map(|_| Control::WhyWeAsk));
        ways.extend(is_open.then_some(Control::NextWithNothing));
        ways.extend(is_first.then_some(Control::Privacy));
        ways.extend((!is_first && !is_changing).then_some(Control::Back));
        ways.extend((number > 2 && !is_changing).then_some(Control::SoFar));
        match self.due(&ways) {
            Some(Control::WhyWeAsk) => self.press(&[Control::WhyWeAsk], "why-we-ask")?,
            Some(Control::NextWithNothing) => {
                self.press(&[Control::NextWithNothing], "next")?;
                self.step(Act::Told, &[])?;
            }
            Some(Control::HelpNow) => self.help()?,
            Some(Control::Privacy) => {
                self.press(&[Control::Privacy], "how-to-check")?;
                self.session.open(Screen::About);
                self.press(&[Control::BackToGuide], "back-to-guide")?;
                self.session.close();
            }
            Some(Control::Language) => self.speak()?,
            Some(Control::Back) => {
                self.press(&[Control::Back], "back")?;
                self.session.back();
                return Ok(true);
            }
            Some(Control::SoFar) => {
                self.press(&[Control::SoFar], "so-far")?;
                self.session.show_results();
                self.press(&[Control::ChangeAnswers], "change-answers")?;
                self.session.show_review();
                self.press(&[Control::BackFromReview], "back")?;
                self.session.back();
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    /// Goes aside from the review; whether another screen is shown now.
    fn aside_from_review(&mut self) -> Result<bool> {
        let mut ways = vec![Control::StartOverFromReview];
        ways.extend((!self.has_changed).then_some(Control::Change));
        let asked = self.session.evaluation().asked.clone();
        match (self.due(&ways), self.dice.pick(&asked).copied()) {
            (Some(Control::Change), Some(index)) => {
                self.has_changed = true;
                let question = self.content.pack.items.get(index).map_or("", |item| self.content.text(self.language, item.text));
                let name = self.content.app(self.language, "review-change-of", &[("{question}", question)])?;
                self.step(Act::Press(name), &[Control::Change])?;
                self.session.change(index);
            }
            (Some(Control::StartOverFromReview), _) => {
                self.press(&[Control::StartOverFromReview], "start-over")?;
                self.session.start_over(&self.content.pack);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn help(&mut self) -> Result<()> {
        self.press(&[Control::HelpNow], "show-help-now")?;
        self.session.open(Screen::HelpNow);
        self.press(&[Control::BackToGuide], "back-to-guide")?;
        self.session.close();
        Ok(())
    }

    fn speak(&mut self) -> Result<()> {
        let content = self.content;
        let name = |language| content.app(language, "language-name", &[]);
        let open = format!("{}: {}", name(self.language)?, self.app("change-language")?);
        self.step(Act::Press(open), &[])?;
        let other = (self.language + 1 + self.dice.below(content.languages().saturating_sub(1))) % content.languages().max(1);
        self.step(Act::Press(name(other)?), &[Control::Language])?;
        self.language = other;
        Ok(())
    }

    /// Of these ways the one taken least so far, if it is due: never taken before, or by lot; none once enough were taken.
    fn due(&mut self, ways: &[Control]) -> Option<Control> {
        let times = |control: &Control| self.used.get(control).copied().unwrap_or(0);
        let least = *ways.iter().min_by_key(|control| times(control))?;
        let is_due = self.asides < ASIDES && (times(&least) == 0 || self.dice.is_one_in(6));
        self.asides += usize::from(is_due);
        is_due.then_some(least)
    }

    fn press(&mut self, controls: &[Control], key: &str) -> Result<()> {
        let name = self.app(key)?;
        self.step(Act::Press(name), controls)
    }

    /// A professional reads other words in the same place, where there are any.
    fn app(&self, key: &str) -> Result<String> {
        let who = self.session.answers().get(&ItemId::new("who"));
        let of_client =
            (who == Some(&Answer::option("professional"))).then(|| self.content.app(self.language, &format!("{key}-client"), &[]).ok());
        of_client.flatten().map_or_else(|| self.content.app(self.language, key, &[]), Ok)
    }

    fn step(&mut self, act: Act, controls: &[Control]) -> Result<()> {
        for control in controls {
            *self.used.entry(*control).or_insert(0) += 1;
        }
        let things = controls.iter().copied().map(Thing::Control).collect();
        let act = match act {
            Act::Press(name) => Act::Press(plain(&name)),
            Act::Card(title) => Act::Card(plain(&title)),
            other => other,
        };
        let heading = plain(&self.heading()?);
        self.route.steps.push(Step { heading, act, things });
        Ok(())
    }

    /// Adds to what the last step visits.
    fn visit(&mut self, things: impl IntoIterator<Item = Thing>) {
        if let Some(step) = self.route.steps.last_mut() {
            step.things.extend(things);
        }
    }

    fn heading(&self) -> Result<String> {
        let Content { pack, .. } = self.content;
        let title = |card: usize| pack.cards.get(card).map(|card| self.content.text(self.language, card.title).to_owned());
        let missing = || Failure::new("a screen without a heading");
        match self.session.screen() {
            Screen::Item(index) => {
                pack.items.get(index).map(|item| self.content.text(self.language, item.text).to_owned()).ok_or_else(missing)
            }
            Screen::Danger => {
                let danger = self.session.dangers(pack).next().map(|finding| finding.card);
                danger.and_then(title).ok_or_else(missing)
            }
            Screen::Review => self.app("review-title"),
            Screen::Results => self.app("results-title"),
            Screen::Card(card) => title(card).ok_or_else(missing),
            Screen::Check(check, at) => {
                let check = pack.checks.get(check).ok_or_else(missing)?;
                match check.questions.get(at) {
                    Some(question) => Ok(self.content.text(self.language, question.text).to_owned()),
                    None => self.app("own-result"),
                }
            }
            Screen::Groups => self.app("groups-title"),
            Screen::HelpNow => self.app("help-title"),
            Screen::Take => self.app("take-title"),
            Screen::About => self.app("about-title"),
            Screen::WhatIf => self.app("what-if-title"),
            Screen::Try(index) => {
                pack.items.get(index).map(|item| self.content.text(self.language, item.text).to_owned()).ok_or_else(missing)
            }
            Screen::Unmet => self.app("unmet-title"),
        }
    }
}
