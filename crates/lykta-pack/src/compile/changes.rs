//! Changes: the cards of a country as a local pack leaves them.
//!
//! In: the built cards, and the changes of the pack. Out: the cards that are shown; a problem for each change that may not be or changes nothing.
//! Never lets a local pack hide a right or a danger card, reword a right, or take away the last way to reach help.
//! Next: `lykta_core::format::source::Change` for what can be changed, `drift.rs` for what changes underneath.

use lykta_core::date::Date;
use lykta_core::format::built::{CardEntry, ContactEntry};
use lykta_core::format::source::{Change, Contact, Contacts, Flag, Texts};
use lykta_core::schedule::Schedule;

use crate::compile::{Scope, cards, day_help, hours};
use crate::locale;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

/// The cards as the changes leave them.
pub fn applied(scope: &mut Scope<'_>, mut list: Vec<CardEntry>, problems: &mut Problems) -> Vec<CardEntry> {
    let entries = scope.entries;
    for change in &entries.changes {
        check_day(change, problems);
        let Some(position) = list.iter().position(|card| card.id == change.entry.card) else {
            unknown(scope, change, &list, problems);
            continue;
        };
        check_said(change, problems);
        let Some(card) = list.get_mut(position) else { continue };
        if change.entry.hide {
            if is_kept(card) {
                problems.add(
                    Code::ChangeForbidden,
                    &change.place.key("hide"),
                    format!("`{}` is a right or a safety card, and is not hidden", card.id),
                    "take `hide` out; put local words or contacts beside it instead",
                );
            } else if let Some(promise) = promised(scope, &change.entry.card) {
                problems.add(
                    Code::ChangeForbidden,
                    &change.place.key("hide"),
                    format!("`{}` stands in the promise `{promise}` of the country's pack, and is not hidden", change.entry.card),
                    "take `hide` out; put local words or contacts in their place instead",
                );
            } else {
                list.remove(position);
            }
            continue;
        }
        contacts(scope, change, card, problems);
        words(scope, change, card, problems);
    }
    list
}

/// The promise that names a card: what is promised to people of the whole country is shown here too.
fn promised<'a>(scope: &Scope<'a>, id: &str) -> Option<&'a str> {
    let names = |cards: &[String]| cards.iter().any(|card| card == id);
    let promise = scope.entries.promises.iter().find(|promise| names(&promise.entry.always))?;
    Some(&promise.entry.id)
}

/// Rights and safety cards stand in every local pack.
fn is_kept(card: &CardEntry) -> bool {
    card.kind == "right" || card.need == "danger"
}

fn check_day(change: &Located<Change>, problems: &mut Problems) {
    let Located { place, entry } = change;
    if Date::parse(&entry.checked_on).is_none() {
        let what = format!("`{}` is not a day", entry.checked_on);
        problems.add(Code::DateShape, &place.key("checked_on"), what, day_help(&entry.checked_on));
    }
}

/// A change says something, and nothing that is not seen.
fn check_said(change: &Located<Change>, problems: &mut Problems) {
    let Located { place, entry } = change;
    let fields = fields(entry);
    if entry.hide && !fields.is_empty() {
        problems.add(
            Code::ChangeEmpty,
            &place.key(fields.first().copied().unwrap_or("hide")),
            format!("`{}` is hidden, so that nothing else of this change is seen", entry.card),
            "take `hide` out, or all the rest",
        );
    } else if !entry.hide && fields.is_empty() {
        problems.add(
            Code::ChangeEmpty,
            &place.key("card"),
            format!("this change of `{}` changes nothing", entry.card),
            "add what differs here, such as `contact` or `text`, or take the change out",
        );
    }
}

/// The fields of a change that say something.
fn fields(change: &Change) -> Vec<&'static str> {
    let mut fields: Vec<&'static str> = reworded(change).into_iter().map(|(name, _)| name).collect();
    let others = [
        ("step", !change.step.is_empty()),
        ("comment", change.comment.is_some()),
        ("contact", !change.contact.is_empty()),
        ("remove", !change.remove.is_empty()),
        ("hours", !change.hours.is_empty()),
    ];
    fields.extend(others.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name));
    fields
}

/// The single texts that a change puts in the place of the card's.
fn reworded(change: &Change) -> Vec<(&'static str, &Texts)> {
    let all = [
        ("title", &change.title),
        ("text", &change.text),
        ("first", &change.first),
        ("know", &change.know),
        ("say", &change.say),
        ("refused", &change.refused),
        ("decides", &change.decides),
        ("check_with", &change.check_with),
    ];
    all.into_iter().filter_map(|(name, words)| words.as_ref().map(|words| (name, words))).collect()
}

fn unknown(scope: &Scope<'_>, change: &Located<Change>, list: &[CardEntry], problems: &mut Problems) {
    let id = &change.entry.card;
    if scope.entries.unread.contains(id) || scope.entries.cards.iter().any(|card| card.entry.id == *id) {
        return;
    }
    let ids: Vec<&str> = list.iter().map(|card| card.id.as_str()).collect();
    problems.add(Code::UnknownCard, &change.place.key("card"), format!("there is no card `{id}`"), meant(id, ids));
}

/// The number or address by which a contact is named.
fn name(contact: &ContactEntry) -> &str {
    [&contact.phone, &contact.sms, &contact.url].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
}

/// Adds, replaces and removes contacts, and changes their hours.
fn contacts(scope: &mut Scope<'_>, change: &Located<Change>, card: &mut CardEntry, problems: &mut Problems) {
    let Located { place, entry } = change;
    let had = !card.contacts.is_empty();
    let names: Vec<String> = card.contacts.iter().map(|contact| name(contact).to_owned()).collect();
    let known = || names.iter().map(String::as_str).collect::<Vec<_>>();
    let takes_away = entry.contacts == Contacts::Instead || !entry.remove.is_empty();
    if card.need == "danger" && takes_away {
        let key = if entry.remove.is_empty() { "contacts" } else { "remove" };
        problems.add(
            Code::ChangeForbidden,
            &place.key(key),
            format!("`{}` is a safety card, and keeps its contacts", card.id),
            "put contacts of your own before them with `contact`",
        );
        return;
    }
    for (index, hours) in entry.hours.iter().enumerate() {
        let place = place.key("hours").index(index);
        let Some(found) = card.contacts.iter_mut().find(|contact| name(contact) == hours.contact) else {
            let what = format!("`{}` has no contact `{}`", card.id, hours.contact);
            problems.add(Code::ContactUnknown, &place.key("contact"), what, meant(&hours.contact, known()));
            continue;
        };
        // Read as a whole contact, so that hours are checked and put into words in one way only.
        let whole = Contact {
            label: None,
            phone: Some("112".to_owned()),
            number: Some("112".to_owned()),
            sms: None,
            url: None,
            hours: hours.hours.clone(),
            hours_text: hours.hours_text.clone(),
            languages: Vec::new(),
            places: Vec::new(),
            regions: Vec::new(),
        };
        if let Some(read) = cards::contact_entry(scope, &whole, &place, problems) {
            found.hours = read.hours;
            found.hours_text = read.hours_text;
        }
    }
    for (index, wrong) in entry.remove.iter().enumerate() {
        let before = card.contacts.len();
        card.contacts.retain(|contact| name(contact) != wrong);
        if card.contacts.len() == before {
            let what = format!("`{}` has no contact `{wrong}`", card.id);
            problems.add(Code::ContactUnknown, &place.key("remove").index(index), what, meant(wrong, known()));
        }
    }
    let own: Vec<ContactEntry> = entry
        .contact
        .iter()
        .enumerate()
        .filter_map(|(index, contact)| cards::contact_entry(scope, contact, &place.key("contact").index(index), problems))
        .collect();
    let end = if entry.contacts == Contacts::Instead { card.contacts.len() } else { 0 };
    card.contacts.splice(0..end, own);
    // Nobody calls at night because the country's card says so.
    if hours::is_never_always(
        card.contacts.iter().map(|contact| Schedule::from_numbers(&contact.hours).filter(|schedule| !schedule.openings.is_empty())),
    ) {
        card.flags.retain(|flag| flag != cards::flag_word(Flag::DayAndNight));
    }
    let is_help = ["service", "helpline"].contains(&card.kind.as_str());
    if is_help && had && card.contacts.is_empty() && entry.contact.is_empty() {
        let key = if entry.remove.is_empty() { "contacts" } else { "remove" };
        problems.add(
            Code::LastContact,
            &place.key(key),
            format!("`{}` would be left without any contact", card.id),
            "add the `contact` that is right here, or hide the card with `hide = true` if there is no such help",
        );
    }
}

/// Rewords what may be reworded, and puts the comment below.
fn words(scope: &mut Scope<'_>, change: &Located<Change>, card: &mut CardEntry, problems: &mut Problems) {
    let Located { place, entry } = change;
    let is_law = card.kind == "right";
    let steps: Vec<u32> =
        entry.step.iter().enumerate().map(|(index, step)| scope.texts.intern(step, &place.key("step").index(index), problems)).collect();
    if !steps.is_empty() {
        if is_law { law_stays(card, "step", place, problems) } else { card.steps = steps }
    }
    for (key, words) in reworded(entry) {
        let place = place.key(key);
        let number =
            if key == "title" { scope.texts.intern_title(words, &place, problems) } else { scope.texts.intern(words, &place, problems) };
        match key {
            _ if is_law => law_stays(card, key, &change.place, problems),
            "title" => card.title = number,
            "text" => card.text = number,
            "first" => card.first = Some(number),
            "know" => card.know = Some(number),
            "say" => card.say = Some(number),
            "refused" => card.refused = Some(number),
            "decides" => card.decides = Some(number),
            _ => card.check_with = Some(number),
        }
    }
    if let Some(comment) = &entry.comment {
        scope.texts.intern(comment, &place.key("comment"), problems);
        card.know = Some(commented(scope, card, comment));
    }
}

fn law_stays(card: &CardEntry, key: &str, place: &Place, problems: &mut Problems) {
    problems.add(
        Code::LawReworded,
        &place.key(key),
        format!("`{}` is a right, and keeps the words of the country's pack", card.id),
        format!("take `{key}` out; say what holds here in `comment`, which stands beside it"),
    );
}

/// "Good to know" with the comment after it, marked as local.
fn commented(scope: &mut Scope<'_>, card: &CardEntry, comment: &Texts) -> u32 {
    let know = card.know.and_then(|number| scope.texts.words(number)).unwrap_or_default();
    let words = scope
        .manifest
        .languages
        .iter()
        .enumerate()
        .map(|(index, language)| {
            let Some(comment) = comment.get(language).filter(|comment| !comment.is_empty()) else { return String::new() };
            let ui = locale::words(language).or_else(|| locale::words("en")).unwrap_or_default();
            let marked = ui.get("local-comment").map_or("{comment}", String::as_str).replace("{comment}", comment);
            know.get(index).filter(|know| !know.is_empty()).map_or_else(|| marked.clone(), |know| format!("{know} {marked}"))
        })
        .collect();
    scope.texts.number(words)
}
