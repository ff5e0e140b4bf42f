//! A made-up person walks through the guide, on the screen, and tells what they were shown.
//!
//! In: answers by item, as `lykta-pack ask` takes them. Out: what was asked, in order, and which cards the
//! results show, by group.
//! Knows the guide by its words alone (`words.rs`): which question stands there, what its options and the
//! buttons are called.
//! Never decides what comes next: the guide does, and the walk only follows.
//! Next: `words.rs`, `page.rs`.

use std::collections::BTreeMap;

use crate::failure::{Failure, Result};
use crate::page::{Element, Page};
use crate::role::{Name, Role, plain};
use crate::words::{Item, Kind, Municipality, Words};

/// An answer to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// "I'd rather not say".
    Skipped,
    /// An option id, a municipality code or a day as `YYYY-MM-DD`, as the item is.
    One(String),
    /// Several option ids.
    Several(Vec<String>),
}

/// Answers by item id. An item that is asked but not named here is skipped.
pub type Answers = BTreeMap<String, Answer>;

/// Reads answers as `lykta-pack ask` takes them: an id, a list of ids, or `null` for "I'd rather not say".
///
/// # Errors
/// If the text is not such JSON.
#[track_caller]
pub fn answers(json: &str) -> Result<Answers> {
    use serde_json::Value;
    let read: BTreeMap<String, Value> = match serde_json::from_str(json) {
        Ok(read) => read,
        Err(error) => return Err(Failure::new(format!("these answers are not JSON: {error}"))),
    };
    let mut answers = Answers::new();
    for (item, value) in read {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let answer = match &value {
            Value::Null => Some(Answer::Skipped),
            Value::String(id) => Some(Answer::One(id.clone())),
            Value::Array(ids) => ids.iter().map(text).collect::<Option<_>>().map(Answer::Several),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        };
        let Some(answer) = answer else {
            return Err(Failure::new(format!("{item}: {value} is no answer")));
        };
        answers.insert(item, answer);
    }
    Ok(answers)
}

/// The screen that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The question of this item.
    Item(String),
    /// What to do in the danger that was just told.
    Danger,
    /// All answers, to look over.
    Review,
    /// What was found.
    Results,
    /// Another, with this heading.
    Other(String),
}

/// A card as the results show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The key of the group in the app's words, such as `group-right` or `group-maybe`; empty above the
    /// first group.
    pub group: String,
    /// The ids of the cards that bear this title: one, unless a pack gives two cards the same.
    pub cards: Vec<String>,
}

/// What a person was asked and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The items that were put, in order.
    pub asked: Vec<String>,
    /// How often the danger screen came between.
    pub dangers: usize,
    /// Options that the person would have chosen but was not offered, as `item: option`.
    pub not_offered: Vec<String>,
    /// The cards of the results, in the order of the screen.
    pub shown: Vec<Shown>,
}

impl Walk {
    /// The card ids of the groups whose key begins so, in the order of the screen; all for `group-`.
    pub fn cards(&self, group: &str) -> Vec<&str> {
        let of_group = self.shown.iter().filter(|shown| shown.group.starts_with(group));
        of_group.flat_map(|shown| &shown.cards).map(String::as_str).collect()
    }
}

/// Answers from the first question on, until the results are shown, and reads them. Each screen on the
/// way, the results too, is first given to the visitor, as for an accessibility check.
///
/// # Errors
/// If a screen does not come, is not known, or an answer does not fit its item.
#[track_caller]
pub fn walk(page: &Page<'_>, words: &Words, answers: &Answers, mut visit: impl FnMut(&Screen) -> Result<()>) -> Result<Walk> {
    let mut walk = Walk::default();
    let mut screen = screen(page, words)?;
    loop {
        visit(&screen)?;
        if screen == Screen::Results {
            walk.shown = shown(page, words)?;
            return Ok(walk);
        }
        screen = step(page, words, answers, &screen, &mut walk)?;
    }
}

/// As `walk`, but stops as soon as this screen is shown.
///
/// # Errors
/// As `walk`, and if the walk ends without it.
#[track_caller]
pub fn walk_to(page: &Page<'_>, words: &Words, answers: &Answers, goal: &Screen) -> Result<Walk> {
    let mut walk = Walk::default();
    let mut screen = screen(page, words)?;
    while screen != *goal {
        if screen == Screen::Results {
            return Err(page.missed(&format!("{goal:?} on the way; asked were {:?}", walk.asked)));
        }
        screen = step(page, words, answers, &screen, &mut walk)?;
    }
    Ok(walk)
}

/// The screen that is shown, once it has its heading.
///
/// # Errors
/// If no heading comes.
#[track_caller]
pub fn screen(page: &Page<'_>, words: &Words) -> Result<Screen> {
    let heading = page.wait_until("a heading of the first level", || page.title_heading())?;
    screen_of(page, words, heading.name())
}

/// The cards that the results show; opens what is folded up first.
///
/// # Errors
/// If the results cannot be read.
#[track_caller]
pub fn shown(page: &Page<'_>, words: &Words) -> Result<Vec<Shown>> {
    let mut all: Vec<Shown> = Vec::new();
    for (_, shown) in entries(page, words)? {
        // A title that is also a button is one card.
        if all.last() != Some(&shown) {
            all.push(shown);
        }
    }
    Ok(all)
}

/// Opens a card from the results, by what bears its title and can be pressed.
///
/// # Errors
/// If the results do not show it, or it does not open.
#[track_caller]
pub fn open_card(page: &Page<'_>, words: &Words, card: &str) -> Result<()> {
    let entries = entries(page, words)?;
    let is_meant = |shown: &Shown| shown.cards.iter().any(|shown| shown == card);
    let entry = entries.iter().find(|(element, shown)| element.level().is_none() && is_meant(shown));
    let (element, _) = entry.ok_or_else(|| page.missed(&format!("the card {card}, which the results do not show")))?;
    page.click_on(element)?;
    page.wait_until(&format!("the card {card}"), || {
        Ok(page.title_heading()?.filter(|heading| words.cards_in(heading.name()).contains(&card)).map(drop))
    })
}

/// Everything of the results that bears the title of a card, headings too, in the order of the screen. A
/// number to call is not the card, though it may bear its title; nor is what stands beside the lit number.
#[track_caller]
fn entries(page: &Page<'_>, words: &Words) -> Result<Vec<(Element, Shown)>> {
    unfold(page, words)?;
    let next = words.app("next-title")?;
    let mut group = String::new();
    let mut found = Vec::new();
    for element in page.outline()? {
        let cards: Vec<String> = words.cards_in(element.name()).into_iter().map(str::to_owned).collect();
        let is_part = element.level() == Some(2);
        if is_part && (cards.is_empty() || words.key_of(element.name(), "group-").is_some()) {
            // A part that is no group of findings, such as what the guide does not cover, goes by its heading.
            words.key_of(element.name(), "group-").unwrap_or(element.name()).clone_into(&mut group);
        } else if !cards.is_empty() && !next.fits(&group) && !is_contact(page, &element)? {
            found.push((element, Shown { group: group.clone(), cards }));
        }
    }
    Ok(found)
}

/// Opens everything that says "show more".
#[track_caller]
fn unfold(page: &Page<'_>, words: &Words) -> Result<()> {
    let more = words.app("show-more")?;
    page.wait_until("everything unfolded", || {
        for button in page.all(Role::Button, more.clone())? {
            if !page.is_open(&button)? {
                return page.click_on(&button).map(|()| None);
            }
        }
        Ok(Some(()))
    })
}

fn is_contact(page: &Page<'_>, element: &Element) -> Result<bool> {
    if !Role::Link.is_called(element.role()) {
        return Ok(false);
    }
    let leads_to = page.attribute(element, "href")?.unwrap_or_default();
    Ok(["tel:", "sms:", "https:", "http:"].iter().any(|scheme| leads_to.starts_with(scheme)))
}

#[track_caller]
fn screen_of(page: &Page<'_>, words: &Words, heading: &str) -> Result<Screen> {
    if let Some(item) = words.item_that_asks(heading) {
        return Ok(Screen::Item(item.id.clone()));
    }
    if words.app("review-title")?.fits(heading) {
        return Ok(Screen::Review);
    }
    if words.app("results-title")?.fits(heading) {
        return Ok(Screen::Results);
    }
    let go_on = words.app("go-on")?;
    let is_danger = page.wait_until("the buttons", || Ok(Some(!page.all(Role::Button, go_on.clone())?.is_empty())))?;
    Ok(if is_danger { Screen::Danger } else { Screen::Other(heading.to_owned()) })
}

/// Does what the person does on this screen, and waits for the next.
#[track_caller]
fn step(page: &Page<'_>, words: &Words, answers: &Answers, screen: &Screen, walk: &mut Walk) -> Result<Screen> {
    let before = page.wait_until("a heading of the first level", || page.title_heading())?;
    let button = match screen {
        Screen::Item(id) => {
            walk.asked.push(id.clone());
            let item = words.item(id).ok_or_else(|| Failure::new(format!("no item {id}")))?;
            let answer = answers.get(id).unwrap_or(&Answer::Skipped);
            if give(page, words, item, answer, &mut walk.not_offered)? { "next" } else { "skip" }
        }
        Screen::Danger => {
            walk.dangers += 1;
            "go-on"
        }
        Screen::Review => "show-results",
        Screen::Results => return Err(Failure::new("the results are the end of a walk")),
        Screen::Other(heading) => {
            return Err(page.missed(&format!("a screen that is known, not \u{201c}{heading}\u{201d}")));
        }
    };
    page.click(Role::Button, words.app(button)?)?;
    let heading = page.wait_until(&format!("the screen after \u{201c}{}\u{201d}", before.name()), || {
        Ok(page.title_heading()?.filter(|heading| heading.name() != before.name()))
    })?;
    screen_of(page, words, heading.name())
}

/// Fills in an answer; false if there is nothing to fill in, so that the item is to be skipped.
#[track_caller]
fn give(page: &Page<'_>, words: &Words, item: &Item, answer: &Answer, not_offered: &mut Vec<String>) -> Result<bool> {
    let ids: &[String] = match answer {
        Answer::Skipped => return Ok(false),
        Answer::One(id) => std::slice::from_ref(id),
        Answer::Several(ids) => ids,
    };
    let first = || ids.first().ok_or_else(|| Failure::new(format!("{}: an answer without a value", item.id)));
    match item.kind {
        Kind::Single => choose(page, item, Role::Radio, ids, not_offered),
        Kind::Multiple => choose(page, item, Role::Checkbox, ids, not_offered),
        Kind::Place => {
            let code = first()?;
            let place = words.municipality(code);
            let place = place.ok_or_else(|| Failure::new(format!("the pack has no municipality {code}")))?;
            choose_place(page, words, place).map(|()| true)
        }
        Kind::Date => {
            let field = page.wait_for(Role::Textbox, words.app("date-label")?)?;
            page.fill(&field, first()?).map(|()| true)
        }
    }
}

#[track_caller]
fn choose(page: &Page<'_>, item: &Item, role: Role, ids: &[String], not_offered: &mut Vec<String>) -> Result<bool> {
    let wanted = |id: &str, text: &str| {
        let named = page.all(role, Name::begins(text))?.into_iter().find(|element| meant(item, element.name()) == Some(id));
        // That it is not offered is only told once the others are there.
        Ok(if named.is_some() || !page.all(role, Name::Any)?.is_empty() { Some(named) } else { None })
    };
    let mut has_chosen = false;
    for id in ids {
        let Some((_, text)) = item.options.iter().find(|(option, _)| option == id) else {
            return Err(Failure::new(format!("{} has no option {id}", item.id)));
        };
        let what = format!("the option {id} of {}", item.id);
        let Some(element) = page.wait_until(&what, || wanted(id, text))? else {
            not_offered.push(format!("{}: {id}", item.id));
            continue;
        };
        // What was chosen before, on the first screen or on the way back, stays so.
        if !page.is_chosen(&element)? {
            page.click_when(&what, || Ok(wanted(id, text)?.flatten()))?;
        }
        has_chosen = true;
    }
    Ok(has_chosen)
}

/// The option that this name is of: a name is the text, whole or followed by a hint. Of several texts that
/// a name begins with the longest is meant, as "Me" also begins "Me and others".
pub(crate) fn meant<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    let fitting = item.options.iter().filter(|(_, text)| begins_with_word(name, text));
    fitting.max_by_key(|(_, text)| text.len()).map(|(id, _)| id.as_str())
}

/// Types the place's name and takes it from the list.
///
/// # Errors
/// If there is no such field, or the list does not offer the place.
#[track_caller]
pub fn choose_place(page: &Page<'_>, words: &Words, place: &Municipality) -> Result<()> {
    type_place(page, words, &place.name)?;
    page.click_when(&format!("the place {} in the list", place.name), || {
        let offered = page.all(Role::Option, Name::Any)?;
        let is_meant = |option: &Element| place.names.iter().any(|name| begins_with_word(option.name(), name));
        Ok(offered.into_iter().find(is_meant))
    })
}

/// Types into the field for places in place of what stood there, and leaves the list open.
///
/// # Errors
/// If there is no such field.
#[track_caller]
pub fn type_place(page: &Page<'_>, words: &Words, text: &str) -> Result<()> {
    let field = page.wait_for(Role::Combobox, words.app("place-label")?)?;
    page.clear(&field)?;
    page.click(Role::Combobox, words.app("place-label")?)?;
    page.write(text)
}

/// Presses the first link or button of this name, whichever the guide made of it.
///
/// # Errors
/// If there is none.
#[track_caller]
pub fn follow(page: &Page<'_>, name: &Name) -> Result<()> {
    page.click_when(&format!("a link or button {name}"), || {
        let mut found = page.all(Role::Link, name.clone())?;
        found.extend(page.all(Role::Button, name.clone())?);
        Ok(found.into_iter().next())
    })
}

/// Whether a name begins with a text that ends where a word ends: "Ii" begins "Ii, North" but not "Iisalmi".
fn begins_with_word(name: &str, text: &str) -> bool {
    let rest = plain(name).strip_prefix(&plain(text)).map(str::to_owned);
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-'))
}

#[cfg(test)]
mod tests {
    use super::{begins_with_word, meant};
    use crate::words::{Item, Kind};

    #[track_caller]
    fn check(name: &str, text: &str, expected: bool) {
        assert_eq!(begins_with_word(name, text), expected, "{text} in {name}");
    }

    #[test]
    fn a_place_is_not_taken_for_a_longer_one() {
        check("Ii North Ostrobothnia", "Ii", true);
        check("Ii", "Ii", true);
        check("Iisalmi · Idensalmi", "Ii", false);
        check("Koski-Tl", "Koski", false);
        check("Loviisa · Lovisa East Uusimaa", "Loviisa", true);
    }

    #[track_caller]
    fn check_meant(name: &str, expected: Option<&str>) {
        let options = [("self", "Me"), ("both", "Me and others"), ("none", "None of these")];
        let options = options.map(|(id, text)| (id.to_owned(), text.to_owned())).to_vec();
        let item = Item { id: "who".to_owned(), kind: Kind::Single, text: "Who?".to_owned(), options };
        assert_eq!(meant(&item, name), expected, "{name}");
    }

    #[test]
    fn an_option_is_told_by_the_whole_of_its_text() {
        check_meant("Me", Some("self"));
        check_meant("Me Only me", Some("self"));
        check_meant("Me and others", Some("both"));
        check_meant("Mean people", None);
    }
}
