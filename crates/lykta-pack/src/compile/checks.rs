//! Checks: own-words questions on one's own situation, as the app loads them.
//!
//! In: the checks of a pack, and the cards that are left after the changes of a local one. Out: their built form, with the figures of limits filled in.
//! Never a limit that stands in words alone, more than eight questions, or results without someone to talk to.
//! Next: `checks/limits.rs` for figures, `checks/conditions.rs` for what may be read where, `checks/wording.rs` for the words.

use lykta_core::format::built::{CardEntry, CheckEntry, ChoiceEntry, NoteEntry, QuestionEntry, StepEntry};
use lykta_core::format::source::{Check, CheckKind, CheckNoteKind, CheckOption, CheckQuestion, CheckStep, Flag};

use crate::compile::{Scope, cards, day_help, id_help, is_kebab};
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

mod conditions;
mod limits;
mod wording;

use limits::Limits;

/// Questions on the longest way. Of the few evidence there is on drop-out, more screens cost more people.
const MOST_QUESTIONS: usize = 8;

/// Next steps, of different size.
const STEPS: usize = 3;

/// Density of alcohol, in milligrams a millilitre.
const DENSITY: u32 = 789;

/// The built checks.
pub fn built(scope: &mut Scope<'_>, cards: &[CardEntry], problems: &mut Problems) -> Vec<CheckEntry> {
    let entries = scope.entries;
    entries.checks.iter().filter_map(|check| check_entry(scope, check, cards, problems)).collect()
}

fn check_entry(scope: &mut Scope<'_>, check: &Located<Check>, cards: &[CardEntry], problems: &mut Problems) -> Option<CheckEntry> {
    let Located { place, entry } = check;
    let limits = Limits::of(scope, entry, place, problems);
    wording::check(entry, place, problems);
    check_length(entry, place, problems);
    check_steps(scope, entry, place, problems);
    if lykta_core::date::Date::parse(&entry.checked_on).is_none() {
        let what = format!("`{}` is not a day", entry.checked_on);
        problems.add(Code::DateShape, &place.key("checked_on"), what, day_help(&entry.checked_on));
        return None;
    }
    let when = crate::compile::conditions::built(scope, Some(&entry.when), &place.key("when"), None, problems);
    let unless = crate::compile::conditions::built(scope, entry.unless.as_ref(), &place.key("unless"), None, problems);
    let questions: Vec<Option<QuestionEntry>> =
        (0..entry.question.len()).map(|index| question_entry(scope, entry, index, &limits, place, problems)).collect();
    let mut notes = Vec::new();
    for (index, note) in entry.note.iter().enumerate() {
        let place = place.key("note").index(index);
        check_id(&note.id, entry.note.iter().take(index).any(|other| other.id == note.id), "note", &place.key("id"), problems);
        let scan = conditions::Scan { check: entry, limits: &limits, until: None };
        let when = scan.built(scope, note.when.as_ref(), &place.key("when"), problems);
        notes.push(when.map(|when| NoteEntry {
            kind: note_word(note.kind).to_owned(),
            when,
            text: limits.intern(scope, &note.text, &place.key("text"), problems),
            cards: cards_of(scope, &note.cards, cards, &place.key("cards"), problems),
        }));
    }
    let steps = entry.step.iter().enumerate().map(|(index, step)| {
        let place = place.key("step").index(index);
        StepEntry {
            text: limits.intern(scope, &step.text, &place.key("text"), problems),
            cards: cards_of(scope, &step.cards, cards, &place.key("cards"), problems),
        }
    });
    let steps = steps.collect();
    let title = scope.texts.intern_title(&limits.filled(&entry.title), &place.key("title"), problems);
    let intro = limits.intern(scope, &entry.intro, &place.key("intro"), problems);
    let sources = cards::sources(scope, &entry.source, place, problems);
    limits.check_used(entry, place, problems);
    Some(CheckEntry {
        id: entry.id.clone(),
        when: when?,
        unless: unless?,
        title,
        intro,
        questions: questions.into_iter().collect::<Option<_>>()?,
        notes: notes.into_iter().collect::<Option<_>>()?,
        steps,
        sources,
        checked_on: entry.checked_on.clone(),
    })
}

fn check_id(id: &str, is_again: bool, what: &str, place: &Place, problems: &mut Problems) {
    if !is_kebab(id) {
        problems.add(Code::IdShape, place, format!("`{id}` is not an id"), id_help(id));
    } else if is_again {
        problems.add(Code::SameId, place, format!("the {what} `{id}` stands twice in this check"), "give one of them another id");
    }
}

fn check_length(check: &Check, place: &Place, problems: &mut Problems) {
    if check.question.len() > MOST_QUESTIONS {
        problems.add(
            Code::CheckLong,
            &place.key("question").index(MOST_QUESTIONS),
            format!("the check has {} questions", check.question.len()),
            format!("ask at most {MOST_QUESTIONS}, and take out what changes least of what is said"),
        );
    }
    if check.question.is_empty() {
        problems.add(Code::OptionsMissing, &place.key("id"), "the check asks nothing", "add a `[[check.question]]`");
    }
}

/// Three steps, and one of them to someone who can be reached without a name.
fn check_steps(scope: &Scope<'_>, check: &Check, place: &Place, problems: &mut Problems) {
    if check.step.len() != STEPS {
        problems.add(
            Code::CheckStep,
            &place.key("id"),
            format!("the check has {} next steps, not {STEPS}", check.step.len()),
            "add or take out a `[[check.step]]`: one small, one larger, one to someone to talk to",
        );
        return;
    }
    let is_anonymous = |id: &String| {
        let mut cards = scope.entries.cards.iter().map(|card| &card.entry);
        cards.any(|card| card.id == *id && card.flags.contains(&Flag::Anonymous) && !card.contact.is_empty())
    };
    let is_unread = |step: &CheckStep| step.cards.iter().any(|id| scope.entries.unread.contains(id));
    let reaches = |step: &CheckStep| !step.cards.is_empty() && step.cards.iter().all(is_anonymous);
    if !check.step.iter().any(|step| reaches(step) || is_unread(step)) {
        problems.add(
            Code::CheckStep,
            &place.key("step"),
            "no next step leads to someone to talk to without a name",
            "give one step `cards` that all have a contact and the flag `anonymous`",
        );
    }
}

/// Cards that are left; one that a local pack hides is passed over.
fn cards_of(scope: &Scope<'_>, ids: &[String], cards: &[CardEntry], place: &Place, problems: &mut Problems) -> Vec<String> {
    let mut left = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        if cards.iter().any(|card| card.id == *id) {
            left.push(id.clone());
        } else if !scope.entries.unread.contains(id) && !scope.entries.cards.iter().any(|card| card.entry.id == *id) {
            problems.add(
                Code::UnknownCard,
                &place.index(index),
                format!("there is no card `{id}`"),
                meant(id, cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()),
            );
        }
    }
    left
}

fn question_entry(
    scope: &mut Scope<'_>,
    check: &Check,
    index: usize,
    limits: &Limits,
    place: &Place,
    problems: &mut Problems,
) -> Option<QuestionEntry> {
    let entry = check.question.get(index)?;
    let place = place.key("question").index(index);
    let is_item = scope.entries.items.iter().any(|item| item.entry.id == entry.id);
    let is_again = check.question.iter().take(index).any(|other| other.id == entry.id);
    check_id(&entry.id, is_again || is_item || entry.id == lykta_core::check::POINTS, "name", &place.key("id"), problems);
    check_options(entry, &place, problems);
    let scan = conditions::Scan { check, limits, until: Some(index) };
    let enable_when = scan.built(scope, entry.enable_when.as_ref(), &place.key("enable_when"), problems);
    let unless = scan.built(scope, entry.unless.as_ref(), &place.key("unless"), problems);
    let measure = match entry.kind {
        CheckKind::Number => entry.most.map(u32::from),
        CheckKind::Drinks => entry.unit_milligrams,
        CheckKind::Single | CheckKind::Multiple => None,
    };
    let mut options = Vec::new();
    for (index, option) in entry.option.iter().enumerate() {
        let place = place.key("option").index(index);
        check_id(&option.id, entry.option.iter().take(index).any(|other| other.id == option.id), "option", &place.key("id"), problems);
        options.push(ChoiceEntry {
            id: option.id.clone(),
            text: limits.intern(scope, &option.text, &place.key("text"), problems),
            hint: limits.intern_some(scope, option.hint.as_ref(), &place.key("hint"), problems),
            said: limits.intern_some(scope, option.said.as_ref(), &place.key("said"), problems),
            points: option.points,
            alone: option.alone,
            milligrams: milligrams(option),
        });
    }
    Some(QuestionEntry {
        id: entry.id.clone(),
        kind: kind_word(entry.kind).to_owned(),
        text: limits.intern(scope, &entry.text, &place.key("text"), problems),
        hint: limits.intern_some(scope, entry.hint.as_ref(), &place.key("hint"), problems),
        said: limits.intern_some(scope, entry.said.as_ref(), &place.key("said"), problems),
        enable_when: enable_when?,
        unless: unless?,
        measure,
        options,
    })
}

/// Alcohol in a drink: as the source gives it, or volume by strength by density, rounded.
fn milligrams(option: &CheckOption) -> Option<u32> {
    option.milligrams.or_else(|| {
        let (millilitres, strength) = (option.millilitres?, option.strength?);
        // Strength in thousandths: 330 ml at 47 thousandths hold 15.51 ml of alcohol.
        Some((millilitres.checked_mul(strength)?.checked_mul(DENSITY)? + 500) / 1000)
    })
}

fn check_options(question: &CheckQuestion, place: &Place, problems: &mut Problems) {
    let mut tell = |key: &str, what: String, help: &str| problems.add(Code::KindMismatch, &place.key(key), what, help);
    let id = &question.id;
    let is_chosen = matches!(question.kind, CheckKind::Single | CheckKind::Multiple);
    let options = &question.option;
    if is_chosen && options.len() < 2 || question.kind == CheckKind::Drinks && options.is_empty() {
        tell("id", format!("`{id}` has too few options"), "add a `[[check.question.option]]` for each answer or drink");
    }
    if question.kind == CheckKind::Number && (question.most.is_none_or(|most| most == 0) || !options.is_empty()) {
        tell("kind", format!("`{id}` is a number without a highest one, or with options"), "write `most = 31`, and take the options out");
    }
    if question.kind == CheckKind::Drinks
        && (question.unit_milligrams.is_none_or(|unit| unit == 0) || options.iter().any(|option| milligrams(option).is_none()))
    {
        tell(
            "kind",
            format!("of a drink of `{id}` it is not known how much alcohol it has"),
            "write `unit_milligrams = 12000` in the question, and in each option `milligrams`, or `millilitres` and `strength`",
        );
    }
    let counted = options.iter().filter(|option| option.points.is_some()).count();
    if counted > 0 && (counted < options.len() || question.kind != CheckKind::Single) {
        tell(
            "id",
            format!("some answers to `{id}` count and others do not"),
            "give `points` to all options of a `single` question, or to none",
        );
    }
    let tells = |option: &CheckOption| option.said.is_some();
    if question.said.is_none() && (!is_chosen || !options.iter().all(tells)) {
        tell("id", format!("nothing says back what was answered to `{id}`"), "add `said` with `{answer}`, or `said` to each option");
    }
}

fn kind_word(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::Single => "single",
        CheckKind::Multiple => "multiple",
        CheckKind::Number => "number",
        CheckKind::Drinks => "drinks",
    }
}

fn note_word(kind: CheckNoteKind) -> &'static str {
    match kind {
        CheckNoteKind::Safety => "safety",
        CheckNoteKind::Told => "told",
        CheckNoteKind::Limit => "limit",
        CheckNoteKind::Meaning => "meaning",
    }
}
