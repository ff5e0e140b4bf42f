//! Where a card stands for someone close: what its editor says, or what its kind and condition tell.
//!
//! In: a card and its condition. Out: the word of the built pack, empty where it is the usual one of the kind.
//! Never decides for whom a card holds: it looks only at which answers of someone close could make it hold.
//! Next: `lykta_core::evaluate::section`, which makes the order of it.

use lykta_core::condition::{Clause, Condition, Reading, Test};
use lykta_core::format::built::read::usual_track;
use lykta_core::format::source::{Card, CardKind, Track};
use lykta_core::grammar;
use lykta_core::truth::{Truth, Truths};

/// The word of a card's track, as the built pack holds it.
#[must_use]
pub fn word(card: &Card, kind: &str, when: Option<&str>) -> &'static str {
    let condition = when.and_then(condition).unwrap_or_else(Condition::always);
    let word = named(card.track.unwrap_or_else(|| told(card.kind, &condition)));
    if word == usual_track(kind) { "" } else { word }
}

fn condition(text: &str) -> Option<Condition> {
    grammar::parse(text).ok()?.expression.resolved(&|_| None)
}

/// The word used in files.
#[must_use]
pub fn named(track: Track) -> &'static str {
    match track {
        Track::You => "you",
        Track::Ways => "ways",
        Track::Home => "home",
        Track::Worry => "worry",
        Track::Them => "them",
        Track::Groups => "groups",
        Track::Child => "child",
        Track::More => "more",
    }
}

/// What kind and condition tell.
fn told(kind: CardKind, condition: &Condition) -> Track {
    let is_of_other = |clause: &Clause| clause.item.as_str().starts_with("their-");
    let reads = |items: &[&str]| {
        let mut found = false;
        condition.each_clause(&mut |clause| found |= items.contains(&clause.item.as_str()));
        found
    };
    match kind {
        CardKind::Group => Track::Groups,
        // For a child whatever else they say, and not for everyone.
        CardKind::Helpline if truth(condition, "child", &|_| false) == Truth::Yes && truth(condition, "self", &|_| false) != Truth::Yes => {
            Track::Child
        }
        CardKind::Helpline => Track::You,
        CardKind::Right | CardKind::Service | CardKind::Notice => {
            // Without what is told of the other it never shows: it is about them.
            if truth(condition, "close-one", &is_of_other) == Truth::No {
                Track::Them
            } else if reads(&["children"]) {
                Track::Home
            } else if truth(condition, "self", &|_| false) == Truth::No {
                Track::You
            } else if kind == CardKind::Notice {
                Track::More
            } else if reads(&["about", "use"]) {
                Track::Them
            } else {
                Track::You
            }
        }
    }
}

/// What a condition is for one who said only who they are, and of whose other answers these can be none.
fn truth(condition: &Condition, who: &str, is_none: &impl Fn(&Clause) -> bool) -> Truth {
    condition
        .read(&|clause| match &clause.test {
            Test::Is(options) if clause.item.as_str() == "who" => {
                Reading::settled(Truth::from(options.iter().any(|option| option.as_str() == who)))
            }
            Test::IsNot(options) if clause.item.as_str() == "who" => {
                Reading::settled(Truth::from(options.iter().all(|option| option.as_str() != who)))
            }
            _ if is_none(clause) => Reading::settled(Truth::No),
            _ => Reading { truth: Truth::Unknown, possible: Truths::ALL },
        })
        .truth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: CardKind, when: &str, track: Track) {
        assert_eq!(told(kind, &condition(when).unwrap()), track, "{when}");
    }

    #[test]
    fn what_needs_to_know_of_the_other_is_about_them() {
        check(CardKind::Service, "who is self or who is close-one and their-place in region 91", Track::Them);
        check(CardKind::Right, "who is close-one and their-age < 18", Track::Them);
        check(CardKind::Service, "who is close-one and (place in region 91 or their-place in region 91)", Track::You);
    }

    #[test]
    fn what_only_those_close_see_is_for_them() {
        check(CardKind::Right, "who is close-one and place in region 91", Track::You);
        check(CardKind::Service, "who is not self and about is alcohol", Track::You);
    }

    #[test]
    fn what_is_for_the_problem_itself_is_about_the_other() {
        check(CardKind::Service, "about is alcohol", Track::Them);
        check(CardKind::Right, "place in region 91", Track::You);
    }

    #[test]
    fn children_are_of_the_home() {
        check(CardKind::Notice, "children is yes", Track::Home);
    }

    #[test]
    fn lines_are_for_whoever_calls_and_groups_are_groups() {
        check(CardKind::Helpline, "about is alcohol", Track::You);
        check(CardKind::Helpline, "who is child or age < 18", Track::Child);
        check(CardKind::Group, "about is alcohol", Track::Groups);
        check(CardKind::Notice, "about is alcohol", Track::More);
    }
}
