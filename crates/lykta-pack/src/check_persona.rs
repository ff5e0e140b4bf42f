//! Personas who take a check: their replies, and which notes must and must not show.
//!
//! In: a compiled pack. Out: what of each holds; a problem for each that names nothing or does not hold.
//! So editors hold the limits of a country to their own figures: one below, one at, one above.
//! Next: `lykta_core::check` for what a note stands on, `persona.rs` for the personas of the guide.

use std::collections::BTreeMap;

use lykta_core::answer::Answers;
use lykta_core::check::{Replies, Reply, View, offered};
use lykta_core::format::source::{Check, CheckPersona, CheckReply, PersonaAnswer};
use lykta_core::pack::check::{Form, NoteKind, Question};

use crate::answers::{self, Given};
use crate::compile::Compiled;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

/// Runs all of them; the id of each, and whether all is as written.
pub fn run<'a>(compiled: &'a Compiled, problems: &mut Problems) -> Vec<(&'a str, bool)> {
    let one = |persona: &'a Located<CheckPersona>| {
        let before = problems.0.len();
        try_one(compiled, &persona.entry, &persona.place, problems);
        (persona.entry.id.as_str(), problems.0.len() == before)
    };
    compiled.check_personas.iter().map(one).collect()
}

fn try_one(compiled: &Compiled, persona: &CheckPersona, place: &Place, problems: &mut Problems) {
    let pack = &compiled.pack;
    let Some(index) = pack.checks.iter().position(|check| check.id == persona.check) else {
        let known = pack.checks.iter().map(|check| check.id.as_str()).collect::<Vec<_>>();
        let what = format!("there is no check `{}`", persona.check);
        problems.add(Code::PersonaUnknown, &place.key("check"), what, meant(&persona.check, known));
        return;
    };
    let (Some(check), Some(entry)) = (pack.checks.get(index), compiled.checks.iter().find(|check| check.entry.id == persona.check)) else {
        return;
    };
    let Some(answers) = guide(compiled, persona, place, problems) else { return };
    let mut replies = Replies::default();
    let mut fits = true;
    for (id, given) in &persona.replies {
        let found = check.questions.iter().enumerate().find(|(_, question)| question.id.as_str() == id);
        match found.map(|(number, question)| (number, reply(question, given))) {
            Some((number, Some(reply))) => replies.give(index, number, reply),
            Some((_, None)) => {
                let what = format!("this is no answer to `{id}`");
                problems.add(Code::PersonaUnknown, &place.key("replies").key(id), what, "write an option id, a list of them, or a number");
                fits = false;
            }
            None => fits = unknown(id, check.questions.iter().map(|own| own.id.as_str()), &place.key("replies").key(id), problems),
        }
    }
    for (at, id) in persona.skipped.iter().enumerate() {
        match check.questions.iter().position(|question| question.id.as_str() == id) {
            Some(number) => replies.give(index, number, Reply::Skipped),
            None => {
                fits = unknown(id, check.questions.iter().map(|own| own.id.as_str()), &place.key("skipped").index(at), problems);
            }
        }
    }
    // Limits do not change from day to day: the day of the check is as good as any.
    let today = check.checked_on;
    if let Some(wanted) = persona.offered
        && offered(pack, &answers, today).contains(&index) != wanted
    {
        let (is, not) = if wanted { ("not ", "") } else { ("", "not ") };
        let what = format!("the check is {is}offered to this person");
        problems.add(
            Code::PersonaFails,
            &place.key("offered"),
            what,
            format!("mend `when` or `unless` of the check, if it is {not}meant for them"),
        );
    }
    if let Some(view) = View::new(pack, index, &replies, &answers, today).filter(|_| fits) {
        expect(&view, &entry.entry, persona, place, problems);
    }
}

fn guide(compiled: &Compiled, persona: &CheckPersona, place: &Place, problems: &mut Problems) -> Option<Answers> {
    let given: BTreeMap<&str, Given> = persona
        .guide
        .iter()
        .map(|(item, answer)| match answer {
            PersonaAnswer::One(word) => (item.as_str(), Given::Words(vec![word.clone()])),
            PersonaAnswer::Several(words) => (item.as_str(), Given::Words(words.clone())),
        })
        .collect();
    match answers::read(&compiled.pack, given.iter().map(|(item, given)| (*item, given))) {
        Ok(answers) => Some(answers),
        Err(faults) => {
            for fault in faults {
                problems.add(Code::PersonaUnknown, &place.key("guide").key(&fault.item), fault.what, fault.help);
            }
            None
        }
    }
}

/// Tells of a name that the check does not have; never fits.
fn unknown<'a>(id: &str, known: impl Iterator<Item = &'a str>, place: &Place, problems: &mut Problems) -> bool {
    let what = format!("the check has no question `{id}`");
    problems.add(Code::PersonaUnknown, place, what, meant(id, known.collect::<Vec<_>>()));
    false
}

fn reply(question: &Question, given: &CheckReply) -> Option<Reply> {
    let option = |id: &String| question.options.iter().position(|option| option.id.as_str() == id);
    match (question.form, given) {
        (Form::Single | Form::Multiple, CheckReply::One(id)) => Some(Reply::Options(vec![option(id)?])),
        (Form::Multiple, CheckReply::Several(ids)) if !ids.is_empty() => {
            let mut chosen = ids.iter().map(option).collect::<Option<Vec<usize>>>()?;
            chosen.sort_unstable();
            Some(Reply::Options(chosen))
        }
        (Form::Number(most), CheckReply::Number(number)) if *number <= most => Some(Reply::Number(*number)),
        (Form::Drinks(_), CheckReply::Number(number)) => Some(Reply::Number(*number)),
        (Form::Drinks(_), CheckReply::Drinks(counts)) => {
            let mut drinks = vec![0; question.options.len()];
            for (id, count) in counts {
                *drinks.get_mut(option(id)?)? = *count;
            }
            Some(Reply::Drinks(drinks))
        }
        (Form::Single | Form::Multiple | Form::Number(_), _) | (Form::Drinks(_), CheckReply::One(_) | CheckReply::Several(_)) => None,
    }
}

fn expect(view: &View<'_>, check: &Check, persona: &CheckPersona, place: &Place, problems: &mut Problems) {
    let kinds = [NoteKind::Safety, NoteKind::Told, NoteKind::Limit, NoteKind::Meaning];
    let shown: Vec<usize> = kinds.into_iter().flat_map(|kind| view.notes(kind)).collect();
    for (key, ids, wanted) in [("shows", &persona.shows, true), ("hides", &persona.hides, false)] {
        for (at, id) in ids.iter().enumerate() {
            let place = place.key(key).index(at);
            let Some(note) = check.note.iter().position(|note| note.id == *id) else {
                let known = check.note.iter().map(|note| note.id.as_str()).collect::<Vec<_>>();
                problems.add(Code::PersonaUnknown, &place, format!("the check has no note `{id}`"), meant(id, known));
                continue;
            };
            if shown.contains(&note) != wanted {
                let what = format!("the note `{id}` {}", if wanted { "does not show" } else { "shows" });
                problems.add(Code::PersonaFails, &place, what, "mend `when` of the note or its limit, or what the persona expects");
            }
        }
    }
}
