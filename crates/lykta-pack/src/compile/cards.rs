//! Cards: rules with what they yield, as the app loads them.
//!
//! In: the cards of a pack in the order of the files. Out: their built form; a problem for what a person could not use or check.
//! Never judges content: whether a right is true is for the jurist, whom sources and citations serve.
//! Standard: E.164 for numbers, Open Referral HSDS for contacts.
//! Next: `lykta_core::format::built`.

use lykta_core::date::Date;
use lykta_core::deadline::Period;
use lykta_core::format::built::{CardEntry, ContactEntry, DeadlineEntry, LawEntry};
use lykta_core::format::source::{Act, Card, CardKind, Citation, Confidence, Contact, Deadline, Flag, ItemKind, Need};
use lykta_core::grammar::Role;
use lykta_core::schedule::Schedule;

use crate::address::{is_bare, is_dialled, is_https};
use crate::compile::conditions::area_help;
use crate::compile::{Scope, conditions, day_help, hours, texts, track};
use crate::locale;
use crate::problem::{Code, Place, Problems, meant};
use crate::read::Located;

/// The built cards.
pub fn built(scope: &mut Scope<'_>, problems: &mut Problems) -> Vec<CardEntry> {
    let entries = scope.entries;
    entries.cards.iter().filter_map(|card| card_entry(scope, card, problems)).collect()
}

fn card_entry(scope: &mut Scope<'_>, card: &Located<Card>, problems: &mut Problems) -> Option<CardEntry> {
    let Located { place, entry } = card;
    check_card(entry, &scope.manifest.languages, place, problems);
    let when = conditions::built(scope, entry.when.as_ref(), &place.key("when"), None, problems);
    let contacts: Vec<ContactEntry> = entry
        .contact
        .iter()
        .enumerate()
        .filter_map(|(index, contact)| contact_entry(scope, contact, &place.key("contact").index(index), problems))
        .collect();
    let laws =
        entry.law.iter().enumerate().filter_map(|(index, law)| law_entry(scope, law, &place.key("law").index(index), problems)).collect();
    let deadlines = entry
        .deadline
        .iter()
        .enumerate()
        .filter_map(|(index, deadline)| deadline_entry(scope, deadline, &place.key("deadline").index(index), problems))
        .collect();
    let checked_on = date(&entry.checked_on, &place.key("checked_on"), problems);
    let texts = &mut scope.texts;
    let mut hangs_on = Vec::new();
    for (item, words) in &entry.hangs_on {
        let place = place.key("if").key(item);
        if !scope.entries.items.iter().any(|known| known.entry.id == *item) && !scope.entries.unread.contains(item) {
            problems.add(
                Code::UnknownItem,
                &place,
                format!("there is no item `{item}`"),
                meant(item, scope.entries.items.iter().map(|item| item.entry.id.as_str()).collect::<Vec<_>>()),
            );
        }
        hangs_on.push((item.clone(), texts.intern(words, &place, problems)));
    }
    Some(CardEntry {
        id: entry.id.clone(),
        kind: kind_word(entry.kind).to_owned(),
        need: need_word(entry.need, entry.kind).to_owned(),
        track: track::word(entry, kind_word(entry.kind), when.as_deref()).to_owned(),
        rank: entry.rank,
        when: when?,
        facts: entry.facts.clone(),
        title: texts.intern_title(&entry.title, &place.key("title"), problems),
        text: texts.intern(&entry.text, &place.key("text"), problems),
        first: texts.intern_some(entry.first.as_ref(), &place.key("first"), problems),
        steps: entry.step.iter().enumerate().map(|(index, step)| texts.intern(step, &place.key("step").index(index), problems)).collect(),
        know: texts.intern_some(entry.know.as_ref(), &place.key("know"), problems),
        say: texts.intern_some(entry.say.as_ref(), &place.key("say"), problems),
        write: texts.intern_some(entry.write.as_ref(), &place.key("write"), problems),
        refused: texts.intern_some(entry.refused.as_ref(), &place.key("refused"), problems),
        decides: texts.intern_some(entry.decides.as_ref(), &place.key("decides"), problems),
        flags: entry.flags.iter().map(|flag| flag_word(*flag).to_owned()).collect(),
        contacts,
        laws,
        deadlines,
        sources: sources(scope, &entry.source, place, problems),
        checked_on: checked_on?,
        confidence: confidence_word(entry.confidence).to_owned(),
        check_with: scope.texts.intern_some(entry.check_with.as_ref(), &place.key("check_with"), problems),
        hangs_on,
    })
}

fn check_card(card: &Card, languages: &[String], place: &Place, problems: &mut Problems) {
    if card.kind == CardKind::Right && card.law.is_empty() {
        problems.add(
            Code::RightWithoutLaw,
            &place.key("id"),
            format!("the right `{}` cites no law", card.id),
            "add `[[card.law]]` with `act`, `section` and `read`, or make it a `notice`",
        );
    }
    if card.kind != CardKind::Right && card.write.is_some() {
        problems.add(
            Code::KindMismatch,
            &place.key("write"),
            format!("`{}` is no right, and a letter asks for one", card.id),
            "take `write` out, or make the card a `right` with its law",
        );
    }
    let words: Vec<String> = languages.iter().map(|language| format!("{language} = \"...\"")).collect();
    if matches!(card.confidence, Confidence::Secondary | Confidence::General) && card.check_with.is_none() {
        problems.add(
            Code::CheckWithMissing,
            &place.key("confidence"),
            format!("`{}` is not verified, but does not say whom to ask", card.id),
            format!("add `check_with = {{ {} }}`, the end of \"Check with ...\"", words.join(", ")),
        );
    }
}

/// Name and address of each source of an entry.
pub fn sources(scope: &mut Scope<'_>, named: &[String], place: &Place, problems: &mut Problems) -> Vec<(u32, String)> {
    let entries = scope.entries;
    let mut sources = Vec::new();
    for (index, id) in named.iter().enumerate() {
        let place = place.key("source").index(index);
        match entries.sources.iter().find(|source| source.entry.id == *id) {
            Some(source) => {
                let name = scope.texts.intern(&source.entry.name, &source.place.key("name"), problems);
                let url = source.entry.url.clone().unwrap_or_default();
                if !url.is_empty() {
                    check_url(&url, &source.place.key("url"), problems);
                }
                sources.push((name, url));
            }
            None if entries.unread.contains(id) => {}
            None => problems.add(
                Code::UnknownReference,
                &place,
                format!("there is no source `{id}`"),
                meant(id, entries.sources.iter().map(|source| source.entry.id.as_str()).collect::<Vec<_>>()),
            ),
        }
    }
    sources
}

/// A contact of a card or of a local change.
pub fn contact_entry(scope: &mut Scope<'_>, contact: &Contact, place: &Place, problems: &mut Problems) -> Option<ContactEntry> {
    let channels = [&contact.phone, &contact.sms, &contact.url].into_iter().flatten().count();
    if channels != 1 {
        let what = if channels == 0 { "the contact has no way to reach it" } else { "the contact has several ways to reach it" };
        problems.add(Code::ContactEmpty, place, what, "give each contact one of `phone`, `sms` or `url`");
        return None;
    }
    for (key, number) in [("phone", &contact.phone), ("sms", &contact.sms)] {
        let Some(number) = number else { continue };
        if !is_dialled(number) {
            problems.add(Code::PhoneShape, &place.key(key), format!("`{number}` is not a number to dial"), dial_help(key, number));
        }
        match &contact.number {
            None => problems.add(
                Code::NumberMissing,
                &place.key(key),
                "the number as people read it is missing",
                format!("add `number = \"{number}\"`, with its spaces as published"),
            ),
            Some(shown) => {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                let (dialled, shown_digits) = (digits(number), digits(shown));
                let national = shown_digits.trim_start_matches('0');
                if !dialled.ends_with(national) || national.is_empty() {
                    problems.add(
                        Code::PhoneShape,
                        &place.key("number"),
                        format!("`{shown}` is not the number that is dialled, `{number}`"),
                        format!("write the same digits in both: `{key} = \"{number}\"` is dialled, `number` is read"),
                    );
                }
            }
        }
    }
    if let Some(url) = &contact.url {
        check_url(url, &place.key("url"), problems);
    }
    let schedule = contact.hours.as_deref().map(Schedule::parse);
    if let Some(Err(part)) = &schedule {
        problems.add(
            Code::HoursShape,
            &hours_place(contact, part, &place.key("hours")),
            format!("`{part}` cannot be read as opening hours"),
            hours::mend(part),
        );
    }
    for (index, code) in contact.places.iter().enumerate() {
        if !scope.tables.municipalities.contains_key(code) {
            problems.add(
                Code::UnknownArea,
                &place.key("places").index(index),
                format!("there is no municipality `{code}`"),
                area_help(scope.entries, scope.tables, Role::Municipality, code),
            );
        }
    }
    for (index, code) in contact.regions.iter().enumerate() {
        let regions = &scope.entries.regions;
        if !regions.iter().any(|region| region.entry.code == *code) && !scope.entries.unread.contains(code) {
            problems.add(
                Code::UnknownArea,
                &place.key("regions").index(index),
                format!("there is no region `{code}`"),
                area_help(scope.entries, scope.tables, Role::Region, code),
            );
        }
    }
    let hours = schedule.as_ref().and_then(|schedule| schedule.as_ref().ok()).map(Schedule::numbers).unwrap_or_default();
    let hours_text = match (&contact.hours_text, schedule) {
        (Some(words), _) => Some(scope.texts.intern(words, &place.key("hours_text"), problems)),
        (None, Some(Ok(schedule))) => {
            Some(scope.texts.number(scope.manifest.languages.iter().map(|language| hours::words(&schedule, language)).collect()))
        }
        (None, None | Some(Err(_))) => None,
    };
    Some(ContactEntry {
        label: scope.texts.intern_some(contact.label.as_ref(), &place.key("label"), problems),
        phone: contact.phone.clone().unwrap_or_default(),
        sms: contact.sms.clone().unwrap_or_default(),
        number: contact.number.clone().unwrap_or_default(),
        url: contact.url.clone().unwrap_or_default(),
        hours,
        hours_text,
        languages: contact.languages.clone(),
        places: contact.places.clone(),
        regions: contact.regions.clone(),
    })
}

/// The place of the rule that cannot be read.
fn hours_place(contact: &Contact, part: &str, place: &Place) -> Place {
    let hours = contact.hours.as_deref().unwrap_or("");
    hours.find(part).filter(|_| !part.is_empty()).map_or_else(|| place.clone(), |at| place.part(&(at..at + part.len())))
}

/// The number without what is only for reading, if that can be dialled.
pub fn dial_help(key: &str, number: &str) -> String {
    let bare: String =
        number.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '(' | ')' | '-' | '.' | '/' | '\u{a0}')).collect();
    if is_dialled(&bare) {
        format!("write `{key} = \"{bare}\"`; the spaces belong in `number`")
    } else {
        "write `+` with country code and digits, or a short number in digits; the spaces belong in `number`".to_owned()
    }
}

/// An address that a tap opens.
pub fn check_url(url: &str, place: &Place, problems: &mut Problems) {
    let is_fine = is_https(url);
    if !is_fine {
        let rest = url.trim().trim_start_matches("http://").trim_start_matches("https://");
        let secure = format!("https://{rest}");
        let help = if is_https(&secure) {
            format!("write `{secure}`, if it opens so")
        } else {
            "write it from `https://` on, as the browser shows it".to_owned()
        };
        problems.add(Code::UrlShape, place, format!("`{url}` is not an https address"), help);
    }
}

/// An address that carries nothing: what a person answered could not even stand in it.
pub fn check_bare_url(url: &str, place: &Place, problems: &mut Problems) {
    if !is_https(url) {
        check_url(url, place, problems);
    } else if !is_bare(url) {
        let bare = url.split(['?', '#']).next().unwrap_or("");
        problems.add(Code::UrlCarries, place, "the address carries more than where it leads", format!("write `{bare}`, if it opens so"));
    }
}

fn law_entry(scope: &mut Scope<'_>, law: &Citation, place: &Place, problems: &mut Problems) -> Option<LawEntry> {
    let entries = scope.entries;
    let Some(act) = entries.acts.iter().find(|act| act.entry.id == law.act) else {
        if entries.unread.contains(&law.act) {
            return None;
        }
        problems.add(
            Code::UnknownReference,
            &place.key("act"),
            format!("there is no act `{}`", law.act),
            meant(&law.act, entries.acts.iter().map(|act| act.entry.id.as_str()).collect::<Vec<_>>()),
        );
        return None;
    };
    if Date::parse(&law.read).is_none() && Date::parse(&format!("{}-01", law.read)).is_none() {
        problems.add(
            Code::DateShape,
            &place.key("read"),
            format!("`{}` is not a day or a month", law.read),
            format!("{}, or a month like `2026-11`", day_help(&law.read)),
        );
    }
    let valid_from = optional_date(law.valid_from.as_ref(), &place.key("valid_from"), problems)?;
    let valid_to = optional_date(law.valid_to.as_ref(), &place.key("valid_to"), problems)?;
    // Days written so are in the order of their texts.
    if !valid_to.is_empty() && valid_to < valid_from {
        problems.add_pair(
            Code::LawDays,
            &place.key("valid_to"),
            format!("the last day of the law, {valid_to}, is before its first, {valid_from}"),
            &place.key("valid_from"),
            "its first day",
            "write the first day in force as `valid_from` and the last one as `valid_to`",
        );
    }
    // Checks the name in every language, once per use.
    texts::check(&act.entry.name, &scope.manifest.languages, &act.place.key("name"), problems);
    let citation = citation(scope, law);
    let url = act.entry.url.as_ref().map(|url| {
        for (language, url) in url {
            check_url(url, &act.place.key("url").key(language), problems);
        }
        scope.texts.number(scope.manifest.languages.iter().map(|language| url.get(language).cloned().unwrap_or_default()).collect())
    });
    Some(LawEntry { citation, url, valid_from, valid_to })
}

/// Name, number and section of a citation, in the manner of each language.
fn citation(scope: &mut Scope<'_>, law: &Citation) -> u32 {
    let words = scope.manifest.languages.iter().map(|language| cited(&scope.entries.acts, law, language)).collect();
    scope.texts.number(words)
}

/// Name, number and section of a citation, in the manner of one language; empty where the act has no name in it.
#[must_use]
pub fn cited(acts: &[Located<Act>], law: &Citation, language: &str) -> String {
    let act = acts.iter().find(|act| act.entry.id == law.act);
    let (subsection, point) = law.subsection.as_deref().map_or(("", ""), |text| text.split_once(" point ").unwrap_or((text, "")));
    // `13 kap. 10`: acts of Sweden count their sections anew in each chapter.
    let (chapter, section) = law.section.split_once(" kap. ").unwrap_or(("", &law.section));
    let key = match (subsection.is_empty(), point.is_empty()) {
        (true, _) if !chapter.is_empty() => "law-citation-chapter",
        (true, _) => "law-citation",
        (false, true) => "law-citation-subsection",
        (false, false) => "law-citation-point",
    };
    let Some(name) = act.and_then(|act| act.entry.name.get(language)) else { return String::new() };
    let number = act.map_or("", |act| act.entry.number.as_str());
    locale::word(language, key)
        .replace("{name}", name)
        .replace("{number}", number)
        .replace("{chapter}", chapter)
        .replace("{section}", section)
        .replace("{subsection}", subsection)
        .replace("{point}", point)
}

fn deadline_entry(scope: &mut Scope<'_>, deadline: &Deadline, place: &Place, problems: &mut Problems) -> Option<DeadlineEntry> {
    let anchor = scope.entries.items.iter().find(|item| item.entry.id == deadline.anchor);
    let is_unread = scope.entries.unread.contains(&deadline.anchor);
    if !is_unread && anchor.is_none_or(|item| item.entry.kind != ItemKind::Date) {
        let dates: Vec<&str> =
            scope.entries.items.iter().filter(|item| item.entry.kind == ItemKind::Date).map(|item| item.entry.id.as_str()).collect();
        problems.add(
            Code::AnchorMissing,
            &place.key("anchor"),
            format!("`{}` is not an item that asks a date", deadline.anchor),
            meant(&deadline.anchor, dates),
        );
    }
    if Period::parse(&deadline.period).is_none() {
        problems.add(
            Code::PeriodShape,
            &place.key("period"),
            format!("`{}` is not a period", deadline.period),
            "write a number and `days`, `working days`, `weeks`, `months` or `years`, such as `30 days`",
        );
    }
    if deadline.law.is_empty() {
        problems.add(
            Code::RightWithoutLaw,
            &place.key("law"),
            "the time limit cites no law",
            "add `[[card.deadline.law]]` with `act`, `section` and `read`",
        );
    }
    let when = conditions::built(scope, deadline.when.as_ref(), &place.key("when"), None, problems)?;
    let text = scope.texts.intern(&deadline.text, &place.key("text"), problems);
    let laws: Vec<LawEntry> = deadline
        .law
        .iter()
        .enumerate()
        .filter_map(|(index, law)| law_entry(scope, law, &place.key("law").index(index), problems))
        .collect();
    let law = laws.first().map_or(text, |law| law.citation);
    Some(DeadlineEntry { anchor: deadline.anchor.clone(), when, period: deadline.period.clone(), moves: deadline.moves, text, law })
}

fn date(text: &str, place: &Place, problems: &mut Problems) -> Option<String> {
    if Date::parse(text).is_none() {
        problems.add(Code::DateShape, place, format!("`{text}` is not a day"), day_help(text));
        return None;
    }
    Some(text.to_owned())
}

/// An absent date is an empty text; none is a date that cannot be read.
fn optional_date(text: Option<&String>, place: &Place, problems: &mut Problems) -> Option<String> {
    text.map_or_else(|| Some(String::new()), |text| date(text, place, problems))
}

fn kind_word(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Right => "right",
        CardKind::Service => "service",
        CardKind::Helpline => "helpline",
        CardKind::Group => "group",
        CardKind::Notice => "notice",
    }
}

fn need_word(need: Option<Need>, kind: CardKind) -> &'static str {
    match (need, kind) {
        (Some(Need::Danger), _) => "danger",
        (Some(Need::Right), _) | (None, CardKind::Right) => "right",
        (Some(Need::Line), _) | (None, CardKind::Helpline) => "line",
        (Some(Need::Service), _) | (None, CardKind::Service) => "service",
        (Some(Need::Group), _) | (None, CardKind::Group) => "group",
        (Some(Need::Background), _) | (None, CardKind::Notice) => "background",
    }
}

fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Law => "law",
        Confidence::Page => "page",
        Confidence::Secondary => "secondary",
        Confidence::General => "general",
    }
}

/// What the built pack calls a flag.
#[must_use]
pub fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::Free => "free",
        Flag::Anonymous => "anonymous",
        Flag::NoReferral => "no-referral",
        Flag::WalkIn => "walk-in",
        Flag::Intoxicated => "intoxicated",
        Flag::DayAndNight => "day-and-night",
        Flag::Relatives => "relatives",
    }
}
