//! The next step: of all that was found, the one thing to do now.
//!
//! In: pack, evaluation, answers, today, the present minute at the place, which may not be known, the language shown. Out: whom to turn
//! to, whether they are there now, and if not, who is until then.
//! By need: danger that happens now; for a child what is for children; what speaks of the problem that was told, and, while it is open,
//! whom to ask before one stops what is dangerous to stop; what speaks of the person alone; what is for everyone, or good to know beside
//! (track `more`). A number for emergencies is for danger alone.
//! Among those that fit alike: open before all others, which keep their order, a page without hours last; who answers in the language
//! shown; a line before a service, the place's own before the country's, a call before a text message before a page. The author's order
//! settles the rest.
//! Never a contact that does not serve the place, and never decides what holds: the conditions did.
//! Next: `results.rs` for the contacts that serve here, `schedule.rs` for hours.

use crate::answer::{Answer, Answers, ItemId};
use crate::date::Date;
use crate::evaluate::{Evaluation, Finding, Freshness};
use crate::pack::{Card, CardKind, Channel, Contact, ItemKind, Need, Pack, Track};
use crate::results;
use crate::schedule::{Moment, OpenState};
use crate::truth::Truth;

/// A way to reach someone, as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way<'a> {
    /// The card.
    pub card: &'a Card,
    /// One of its contacts, which serves at the place chosen.
    pub contact: &'a Contact,
    /// Whether someone is there; none without hours, or where the present minute is not known.
    pub state: Option<OpenState>,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep<'a> {
    /// Whom to turn to.
    pub first: Way<'a>,
    /// If they are closed: who is there until then.
    pub until_then: Option<Way<'a>>,
}

impl Way<'_> {
    /// Whether someone is there now for sure.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, Some(OpenState::Always | OpenState::Open(_)))
    }

    /// Whether nobody is there now.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.state, Some(OpenState::Closed(_)))
    }
}

/// What the choice is made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a, 'b> {
    /// The pack.
    pub pack: &'a Pack,
    /// What was found for the answers.
    pub evaluation: &'b Evaluation,
    /// The answers.
    pub answers: &'b Answers,
    /// The day at the place.
    pub today: Date,
    /// The present minute at the place, if it is known.
    pub now: Option<Moment>,
    /// The language shown, BCP 47.
    pub language: &'b str,
}

/// The one thing to do now; none if nobody that was found can be reached here.
#[must_use]
pub fn next_step<'a>(scene: &Scene<'a, '_>) -> Option<NextStep<'a>> {
    let first = scene.best(&|_, _| true)?;
    if !first.is_closed() {
        return Some(NextStep { first, until_then: None });
    }
    // Who tells no hours, a page among them, may be there; someone who is for sure is better.
    let until_then = scene.best(&|way, _| way.is_open()).or_else(|| scene.best(&|way, _| way.state.is_none()));
    Some(NextStep { first, until_then })
}

/// The line to call if nothing that was found fits: the one that would be the next step if there were but calls to lines, one that is open
/// before all others; never the emergency number.
#[must_use]
pub fn line<'a>(scene: &Scene<'a, '_>) -> Option<Way<'a>> {
    let is_line = |way: &Way<'a>, fit: u8| {
        let is_call = matches!(way.contact.channel, Channel::Phone(..));
        fit > 0 && way.card.kind == CardKind::Helpline && is_call
    };
    // Someone who is there for sure is better than one who knows more of the problem.
    scene.best(&|way, fit| way.is_open() && is_line(way, fit)).or_else(|| scene.best(&is_line))
}

/// Whether someone is there now; none without hours, or where the present minute is not known.
#[must_use]
pub fn state(pack: &Pack, contact: &Contact, now: Option<Moment>) -> Option<OpenState> {
    contact.schedule.as_ref().zip(now).map(|(schedule, now)| schedule.state(now, &pack.calendar))
}

/// The number in the light on a card about danger: the one for emergencies that it names first, which can be that of the police.
#[must_use]
pub fn lit<'a>(pack: &'a Pack, card: &'a Card, answers: &Answers, today: Date) -> &'a str {
    let named = results::contacts(pack, card, answers, today).into_iter().find(|contact| contact.is_emergency(pack));
    match named.map(|contact| &contact.channel) {
        Some(Channel::Phone(number, _)) => number,
        _ => &pack.emergency,
    }
}

impl<'a> Scene<'a, '_> {
    /// The best of the ways that are wanted, by the way itself and how well its card fits.
    fn best(&self, wanted: &dyn Fn(&Way<'a>, u8) -> bool) -> Option<Way<'a>> {
        let mut best: Option<(u32, Way<'a>)> = None;
        for finding in self.evaluation.findings.iter().filter(|finding| finding.truth == Truth::Yes) {
            let Some((card, fit)) = self.pack.cards.get(finding.card).and_then(|card| Some((card, self.fit(finding, card)?))) else {
                continue;
            };
            for contact in results::contacts(self.pack, card, self.answers, self.today) {
                let way = Way { card, contact, state: state(self.pack, contact, self.now) };
                if fit > 0 && (contact.is_emergency(self.pack) || (finding.need == Need::Danger && !way.is_open())) {
                    continue;
                }
                // In danger whoever answers is right.
                let foreign = if fit == 0 || contact.speaks(self.language, self.pack) { 0 } else { 60 };
                let weight = u32::from(fit) * 1000 + foreign + weight(&way, finding);
                if wanted(&way, fit) && best.as_ref().is_none_or(|(least, _)| weight < *least) {
                    best = Some((weight, way));
                }
            }
        }
        best.map(|(_, way)| way)
    }

    /// How well a card that holds fits what was told, 0 the best; none if it is nothing to turn to at once.
    fn fit(&self, finding: &Finding, card: &Card) -> Option<u8> {
        let turns_on = |ids: &[&str]| {
            let mut items = finding.because.iter().filter_map(|index| self.pack.items.get(*index));
            items.any(|item| ids.contains(&item.id.as_str()))
        };
        if finding.need == Need::Danger {
            // What one does can be dangerous to stop: whom to ask before that.
            return if turns_on(&["now"]) { Some(0) } else { turns_on(&["use"]).then_some(2) };
        }
        if !matches!(card.kind, CardKind::Helpline | CardKind::Service) {
            return None;
        }
        if self.is_child() && turns_on(&["who", "age"]) {
            return Some(1);
        }
        if turns_on(&["now"]) || (turns_on(&["about", "use"]) && card.track != Track::More) {
            return Some(2);
        }
        if card.track == Track::More {
            return Some(4);
        }
        // A place says nothing of the person.
        let mut items = finding.because.iter().filter_map(|index| self.pack.items.get(*index));
        Some(if items.any(|item| item.kind != ItemKind::Place) { 3 } else { 4 })
    }

    /// Whether the one who answers said to be under 18.
    fn is_child(&self) -> bool {
        let given = |id: &str| self.answers.get(&ItemId::new(id));
        let is =
            |id: &str, option: &str| matches!(given(id), Some(Answer::Options(chosen)) if chosen.iter().any(|one| one.as_str() == option));
        let age = self.pack.item(&ItemId::new("age")).map(|(_, item)| item);
        let is_under = |item: &crate::pack::Item| {
            let mut options = item.options.iter().filter(|option| is("age", option.id.as_str()));
            options.any(|option| option.years.and_then(|years| years.to).is_some_and(|to| to < 18))
        };
        let is_years = matches!(given("age"), Some(Answer::Years(years)) if years.to.is_some_and(|to| to < 18));
        is("who", "child") || is_years || age.is_some_and(is_under)
    }
}

/// How a way stands among those that fit alike; less is better, and never as much as 1000.
fn weight(way: &Way<'_>, finding: &Finding) -> u32 {
    let open = match way.state {
        Some(OpenState::Always | OpenState::Open(_)) => 0,
        // Nobody is behind a page for sure: a line that says when it opens comes before it.
        None if matches!(way.contact.channel, Channel::Web(_)) => 200,
        // A line that tells no hours is not there for sure: it does not pass one that fits better and says when it opens.
        Some(OpenState::NotKnown | OpenState::Closed(_)) | None => 100,
    };
    let stale = if finding.freshness == Freshness::Fresh { 0 } else { 40 };
    let service = if way.card.kind == CardKind::Service { 20 } else { 0 };
    let elsewhere = if way.contact.is_everywhere() { 10 } else { 0 };
    let channel = match way.contact.channel {
        Channel::Phone(..) => 0,
        Channel::Sms(..) => 1,
        Channel::Web(_) => 2,
    };
    open + stale + service + elsewhere + channel
}

#[cfg(test)]
mod tests;
