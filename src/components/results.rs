//! The results: what was found, by need, and what may also apply.

use leptos::prelude::AnyView;
use lykta_core::evaluate::{Finding, Freshness};
use lykta_core::format::built::Words;
use lykta_core::next_step::line;
use lykta_core::pack::{Card, Flag, Need, Pack};
use lykta_core::results::{self, Age};
use lykta_core::section::Section;
use lykta_core::session::{Screen, Session};
use lykta_core::sheet;
use lykta_core::truth::Truth;

use crate::components::{aloud, check, contact, deadline, frame, groups as meetings, help_now, next_step, take, what_if};
use crate::session::Guide;
use crate::view::{Child, Element, element};
use crate::words;

/// Rows of a group that show at once; the others open in place.
const AT_ONCE: usize = 5;

/// The same for rights: those that hold at once have the lowest ranks, and one with a running time limit stands in a group of its own.
const RIGHTS_AT_ONCE: usize = 8;

/// The screen.
pub fn screen(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> AnyView {
    let evaluation = session.evaluation();
    let groups = results::groups(evaluation);
    let maybes = results::maybes(evaluation);
    let mut below: Vec<Child> = vec![frame::head_text(shown.ui("results-text")).into()];
    below.extend(next_step::part(guide, shown, pack, session).map(Into::into));
    below.push(aloud::button(guide));
    let head = frame::head(guide, shown, shown.ui("results-kicker"), shown.ui("results-title"), below);
    let region = words::region(shown, pack, session);
    let mut body: Vec<Child> = next_step::age(shown, pack, session).into_iter().collect();
    if groups.is_empty() && maybes.is_empty() {
        body.push(frame::paragraph(shown.ui("results-none")).into());
        body.push(help_now::list(shown, pack, session).into());
    }
    for (number, (part, findings)) in groups.iter().enumerate() {
        let id = ["lykta-group-", &number.to_string()].concat();
        let section = frame::group(&id, &words::group(shown, *part, region));
        body.push(match part {
            Section::Deadline => {
                section.with_each(findings.iter().filter_map(|finding| card_with_deadline(guide, shown, pack, finding))).into()
            }
            // What is urgent is never folded away.
            Section::Danger => section.with(rows(guide, shown, pack, session, findings)).into(),
            Section::Right | Section::You => folded(guide, shown, pack, session, section, findings, RIGHTS_AT_ONCE).into(),
            Section::Line
            | Section::Service
            | Section::Ways
            | Section::Home
            | Section::Worry
            | Section::Them
            | Section::ChildTalk
            | Section::ChildFault
            | Section::ChildGrownUps
            | Section::ChildHelp
            | Section::Background => folded(guide, shown, pack, session, section, findings, AT_ONCE).into(),
            Section::Group | Section::Relatives | Section::ChildGroup => {
                folded(guide, shown, pack, session, section, findings, AT_ONCE).with_some(meetings::open(guide, shown, pack)).into()
            }
        });
    }
    if !maybes.is_empty() {
        let section =
            frame::group("lykta-maybe", shown.ui("group-maybe")).with(element("p", "lykta-group__text").text(shown.ui("maybe-text")));
        body.push(folded(guide, shown, pack, session, section, &maybes, AT_ONCE).into());
    }
    // Groups that may apply meet too.
    if !groups.iter().any(|(section, _)| matches!(section, Section::Group | Section::Relatives | Section::ChildGroup)) {
        body.extend(meetings::open(guide, shown, pack).map(Into::into));
    }
    body.extend(check::offer(guide, shown, pack, session));
    body.push(what_if::ways(guide, shown).into());
    body.push(not_covered(guide, shown, pack, session).into());
    // On paper nothing but this: the browser's own "Print" gives the sheet too.
    let sheet = sheet::sheet(pack, evaluation, session.answers(), session.today(), &shown.language);
    body.push(element("div", "lykta-paper").with(take::on_paper(shown, pack, &sheet)).into());
    let actions = vec![
        frame::quiet(shown.ui("change-answers"), Box::new(move |_| guide.step(|session, _| session.show_review()))),
        frame::night(shown.ui("take-along"), Box::new(move |_| guide.step(|session, _| session.open(Screen::Take)))),
        frame::night(shown.ui("start-over"), Box::new(move |_| guide.wipe())),
    ];
    frame::screen(head, body, actions, true)
}

fn folded(guide: Guide, shown: &Words, pack: &Pack, session: &Session, section: Element, findings: &[&Finding], at_once: usize) -> Element {
    // One or two more are not worth a tap.
    let at_once = if findings.len() <= at_once + 2 { findings.len() } else { at_once };
    let (now, later) = findings.split_at(at_once);
    let section = section.with(rows(guide, shown, pack, session, now));
    if later.is_empty() {
        return section;
    }
    let label = words::filled(shown, "show-more", &[("count", &later.len().to_string())]);
    section.with(frame::opens(&label, rows(guide, shown, pack, session, later)))
}

fn rows(guide: Guide, shown: &Words, pack: &Pack, session: &Session, findings: &[&Finding]) -> Element {
    let is_maybe = findings.first().is_some_and(|finding| finding.truth == Truth::Unknown);
    let class = if is_maybe { "lykta-rows lykta-rows--maybe" } else { "lykta-rows" };
    element("ul", class).with_each(
        findings.iter().filter_map(|finding| pack.cards.get(finding.card).map(|card| row(guide, shown, pack, session, finding, card))),
    )
}

fn row(guide: Guide, shown: &Words, pack: &Pack, session: &Session, finding: &Finding, card: &Card) -> Element {
    let index = finding.card;
    let condition = (finding.truth == Truth::Unknown).then(|| {
        element("span", "lykta-rows__if").text(words::filled(shown, "maybe-if", &[("conditions", &words::hangs_on(shown, pack, finding))]))
    });
    // What to do in danger stands whole; of the rest the first sentence tells enough to choose.
    let text = shown.text(card.text);
    let text = if finding.need == Need::Danger { text } else { results::first_sentence(text) };
    // A row names what helps to choose whom to turn to; the card names all.
    let is_choice = matches!(finding.need, Need::Line | Need::Service | Need::Group);
    let is_telling = |flag: &&Flag| is_choice && matches!(flag, Flag::Free | Flag::Anonymous | Flag::Intoxicated | Flag::DayAndNight);
    let flags: Vec<&str> = card.flags.iter().filter(is_telling).map(|flag| words::flag(shown, *flag)).collect();
    let flags = (!flags.is_empty()).then(|| element("span", "lykta-rows__flags").text(flags.join(" · ")));
    // Whether someone is there now: for a choice alone, since of a right it would be the hours of an office.
    let contacts = if is_choice { results::contacts(pack, card, session.answers(), session.today()) } else { Vec::new() };
    let open = contacts.iter().find_map(|contact| contact::open(guide, shown, contact, "span"));
    let foreign = contact::foreign(shown, pack, &contacts, "span", "lykta-rows__flags");
    // What was checked too long ago is not to be relied on; where the whole page is old, its own note says so.
    let is_old = finding.freshness != Freshness::Fresh && results::age(pack, session.today()) == Age::Current;
    let old = is_old.then(|| element("span", "lykta-rows__if").text(shown.ui("check-row")));
    let words = element("span", "")
        .with_some(condition)
        .with(element("span", "lykta-rows__title").text(shown.text(card.title)))
        .with(element("span", "lykta-rows__text").text(text))
        .with_some(flags)
        .with_some(foreign)
        .with_some(open)
        .with_some(old);
    element("li", "lykta-rows__item").with(
        element("button", "lykta-rows__link")
            .attribute("type", "button")
            .attribute("id", ["lykta-card-", &index.to_string()].concat())
            .on("click", frame::opens_card(guide, index))
            .with_some(frame::picture(shown, card.id.as_str()))
            .with(words),
    )
}

fn card_with_deadline(guide: Guide, shown: &Words, pack: &Pack, finding: &Finding) -> Option<Element> {
    let card = pack.cards.get(finding.card)?;
    let index = finding.card;
    let days = finding
        .deadlines
        .iter()
        .filter_map(|(number, last)| card.deadlines.get(*number).map(|limit| deadline::deadline(shown, *last, shown.text(limit.text))));
    let open = frame::button("lykta-link lykta-link--row", shown.text(card.title), frame::opens_card(guide, index))
        .attribute("id", ["lykta-card-", &index.to_string()].concat());
    Some(
        element("article", "lykta-card")
            .with(element("p", "lykta-card__kind").text(words::kind(shown, card)))
            .with(element("h3", "lykta-card__title").with(open))
            .with(element("p", "lykta-card__text").text(shown.text(card.text)))
            .with_each(days),
    )
}

fn not_covered(guide: Guide, shown: &Words, pack: &Pack, session: &Session) -> Element {
    let lines = pack.not_covered.iter().map(|line| element("li", "lykta-list__item").text(shown.text(*line)));
    // Of the lines to talk to that were found the first: a child's for a child, on Åland not a mainland one.
    let emergency = || pack.help_now.first().and_then(|index| pack.cards.get(*index)).and_then(|card| card.contacts.first());
    let line = line(&session.scene(pack, guide.now(), &shown.language));
    let number = line.map(|way| way.contact).or_else(emergency);
    let ask = number.map(|contact| frame::paragraph(&words::filled(shown, "nothing-fits", &[("number", &contact::number(contact))])));
    frame::group("lykta-limits", shown.ui("not-covered-title"))
        .with(frame::paragraph(shown.ui("not-covered-text")))
        .with(element("ul", "lykta-list").with_each(lines))
        .with_some(ask)
}
