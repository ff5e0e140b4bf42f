//! Rows: what is asked and found. What always holds is in `tests/properties.rs`, dates and order in `tests/dates.rs`.

mod dates;
mod properties;

use alloc::string::String;
use alloc::vec::Vec;

use super::*;
use crate::fixture;

/// Pack and answers as in `fixture`, `today` among the answers (else 2026-11-21); facts:
/// `next is age`, `asked are a, b`, `order is c, d`, `c is yes` (`unknown`, `gone`), `c because of a, b`, `c waits for a`,
/// `c counts as stale` (`fresh`, `lapsed`), `c ends on 2026-12-09, 2026-12-21`, `c comes with deadlines` (the word of its need), `a offers x, y`.
#[track_caller]
fn check(pack: &str, answers: &str, facts: &str) {
    let pack = fixture::pack(pack);
    let (answers, today) = match answers.rsplit_once("today ") {
        Some((answers, today)) => (answers.trim_end_matches(", "), today),
        None => (answers, "2026-11-21"),
    };
    let answers = fixture::answers(&pack, answers);
    let found = evaluate(&pack, &answers, fixture::day(today));
    // What a condition is by itself is what the card is found to be.
    for (index, truth) in truths(&pack, &answers, pack.cards.iter().map(|card| &card.when), fixture::day(today)).into_iter().enumerate() {
        let finding = found.findings.iter().find(|finding| finding.card == index);
        let is_in_force = is_in_force(&pack.cards[index], fixture::day(today));
        assert_eq!(finding.map_or(Truth::No, |finding| finding.truth), if is_in_force { truth } else { Truth::No });
    }
    for fact in facts.split("; ") {
        let (subject, rest) = fact.split_once(' ').unwrap();
        let (verb, expected) = ["is", "are", "because of", "waits for", "counts as", "ends on", "comes with", "offers"]
            .into_iter()
            .find_map(|verb| rest.strip_prefix(verb).map(|expected| (verb, expected.trim_start())))
            .unwrap();
        let finding = found.findings.iter().find(|finding| pack.cards[finding.card].id.as_str() == subject);
        let items = |indexes: &[usize]| indexes.iter().map(|index| pack.items[*index].id.as_str()).collect::<Vec<_>>().join(", ");
        let said = match (subject, verb) {
            ("next", _) => found.next.map_or("nothing", |index| pack.items[index].id.as_str()).into(),
            ("asked", _) => items(&found.asked),
            ("order", _) => found.findings.iter().map(|finding| pack.cards[finding.card].id.as_str()).collect::<Vec<_>>().join(", "),
            (_, "offers") => {
                let (index, item) = pack.item(&ItemId::new(subject)).unwrap();
                let options = offered(&pack, &answers, index, fixture::day(today));
                options.iter().map(|option| item.options[*option].id.as_str()).collect::<Vec<_>>().join(", ")
            }
            (_, "is") => finding.map_or("gone", |finding| finding.truth.word()).into(),
            (_, "because of") => items(&finding.unwrap().because),
            (_, "waits for") => items(&finding.unwrap().waits_for),
            (_, "counts as") => match finding.unwrap().freshness {
                Freshness::Fresh => "fresh".into(),
                Freshness::Stale => "stale".into(),
                Freshness::Lapsed => "lapsed".into(),
            },
            (_, "ends on") => {
                finding.unwrap().deadlines.iter().map(|(_, last)| std::format!("{}", last.date)).collect::<Vec<_>>().join(", ")
            }
            (_, "comes with") => match finding.unwrap().need {
                Need::Danger => "danger".into(),
                Need::Deadline => "deadlines".into(),
                Need::Right => "rights".into(),
                Need::Line => "lines".into(),
                Need::Service => "services".into(),
                Need::Group => "groups".into(),
                Need::Background => String::from("background"),
            },
            _ => panic!("not understood: {fact}"),
        };
        assert_eq!(said, expected, "{fact}");
    }
}

#[test]
fn nothing_is_asked_for_a_card_that_always_shows() {
    check("item who single: self | child\ncard c", "", "next is nothing; c is yes; c because of ; c waits for ");
}

#[test]
fn the_first_item_that_can_matter_is_asked() {
    let pack = "item a single: x | y\nitem b single: x | y\nitem c single: x | y\ncard one if b is x\ncard two if c is x";
    check(pack, "", "next is b; one waits for b; two waits for c");
    check(pack, "b x", "next is c; one is yes; one because of b");
    check(pack, "b x, c y", "next is nothing; two is gone; asked are b, c");
}

#[test]
fn an_item_is_not_asked_once_it_cannot_matter() {
    let pack = "item who single: self | child\nitem age single: young (0 to 20) | old (21 to)\ncard c if who is self and age < 21";
    check(pack, "", "next is who; c waits for who, age");
    check(pack, "who self", "next is age; c because of who; c waits for age");
    check(pack, "who child", "next is nothing; c is gone");
}

#[test]
fn no_item_is_asked_for_a_card_whose_law_is_not_yet_in_force() {
    let pack = "item who single: self | child\ncard c if who is self; law 2027-01-01 to";
    check(pack, "today 2026-12-31", "next is nothing; c is gone");
    check(pack, "today 2027-01-01", "next is who; c is unknown");
}

#[test]
fn a_skipped_item_leaves_unknown_what_hangs_on_it_and_is_not_asked_again() {
    let pack = "item who single: self | child\ncard is if who is self\ncard not if who is not self";
    check(pack, "who skipped", "next is nothing; asked are who; is is unknown; not is unknown; is waits for who; is because of ");
}

#[test]
fn an_item_that_is_put_to_nobody_leaves_a_maybe_until_it_is_answered_all_the_same() {
    let pack = "item i0 single unasked: a | b\nitem i1 single: a | b\ncard c0 if i0 is a\ncard c1 if i0 is a and i1 is a";
    check(pack, "", "next is i1; c0 is unknown; c0 waits for i0; c1 is unknown");
    check(pack, "i1 a", "next is nothing; asked are i1; c0 is unknown; c1 is unknown; c1 waits for i0");
    check(pack, "i1 b", "next is nothing; c0 is unknown; c1 is gone");
    check(pack, "i0 a, i1 a", "next is nothing; asked are i0, i1; c0 is yes; c1 is yes");
    check(pack, "i0 b", "next is nothing; c0 is gone; c1 is gone");
}

#[test]
fn an_item_that_is_not_put_has_no_answer() {
    let pack = "item who single: self | child\nitem pregnant single if who is self: yes | no
        card is if pregnant is yes\ncard not if pregnant is not yes\ncard young if pregnant < 21";
    check(pack, "who child", "next is nothing; is is gone; not is yes; young is gone; not because of ");
    check(pack, "who child, pregnant yes", "asked are who; is is gone; not is yes");
}

#[test]
fn an_answer_counts_while_it_is_not_known_whether_its_item_is_put() {
    let pack = "item who single: self | child\nitem pregnant single if who is self: yes | no\ncard c if pregnant is yes";
    check(pack, "pregnant yes", "c is yes; next is who; asked are pregnant");
    check(pack, "who self, pregnant yes", "c is yes; next is nothing");
    check(pack, "who child, pregnant yes", "c is gone; next is nothing");
    check(pack, "who skipped, pregnant yes", "c is yes; next is nothing");
}

#[test]
fn an_item_whose_enabling_hangs_on_a_skipped_one_is_never_put() {
    let pack = "item who single: self | child\nitem pregnant single if who is self: yes | no\ncard is if pregnant is yes\ncard not if pregnant is not yes";
    check(pack, "who skipped", "next is nothing; is is unknown; not is unknown; is waits for pregnant; asked are who");
}

#[test]
fn what_can_still_rule_out_an_item_that_is_never_put_is_asked() {
    let pack = "item who single: self | child\nitem about single: alcohol | gaming
        item pregnant single if who is self and about is alcohol: yes | no\ncard c if pregnant is yes";
    check(pack, "who skipped", "next is about; c is unknown");
    check(pack, "who skipped, about gaming", "next is nothing; c is gone");
    check(pack, "who skipped, about alcohol", "next is nothing; c is unknown");
}

#[test]
fn what_can_still_put_an_item_is_asked() {
    let pack = "item who single: self | child\nitem about single: alcohol | gaming
        item pregnant single if who is self or about is alcohol: yes | no\ncard c if pregnant is yes";
    check(pack, "who skipped", "next is about");
    check(pack, "who skipped, about alcohol", "next is pregnant");
    check(pack, "who skipped, about gaming", "next is nothing; c is unknown");
}

#[test]
fn an_item_is_put_where_a_place_rules_it_out_no_longer() {
    // Before the place is told it counts as outside, so the item is not put; the place can change that.
    let pack = "item place place\nitem island single if not place outside region 91: yes | no\ncard c if island is yes";
    check(pack, "", "next is place; c is gone");
    check(pack, "place 478", "next is island; c is unknown");
    check(pack, "place 091", "next is nothing; c is gone");
}

#[test]
fn an_item_on_which_an_offer_hangs_is_asked_first() {
    let pack =
        "item age single: young (0 to 17) | old (18 to)\nitem use multiple: often | injects (if age >= 18)\ncard c if use is injects";
    check(pack, "", "next is age; use offers often, injects");
    check(pack, "age young", "next is use; use offers often");
    check(pack, "age old", "next is use; use offers often, injects");
}

#[test]
fn an_item_that_cannot_withdraw_an_offer_is_not_asked_for_it() {
    let pack = "item who single: self | child\nitem age single: young (0 to 17) | old (18 to)
        item use multiple: often | injects (if who is self or age >= 18)\ncard c if use is injects";
    check(pack, "who skipped", "next is use; use offers often, injects");
    check(pack, "who child", "next is age");
}

#[test]
fn an_option_that_is_not_offered_does_not_count() {
    let pack =
        "item age single: young (0 to 17) | old (18 to)\nitem use multiple: often | injects (if age >= 18)\ncard c if use is injects";
    check(pack, "age young, use injects", "c is unknown; next is use; asked are age");
    check(pack, "age young, use injects + often", "c is gone; next is nothing");
    check(pack, "age skipped, use injects", "c is yes; next is nothing");
    check(pack, "use injects", "c is yes; next is age");
}

#[test]
fn unsure_makes_other_options_unknown() {
    let pack = "item about multiple: alcohol | gaming | unsure (unsure)\ncard is if about is alcohol\ncard not if about is not gaming\ncard sure if about is unsure";
    check(pack, "about unsure", "is is unknown; not is unknown; sure is yes; is waits for about; next is nothing");
    check(pack, "about unsure + alcohol", "is is yes; not is unknown");
    check(pack, "about unsure + gaming", "is is unknown; not is gone");
    check(pack, "about alcohol", "is is yes; not is yes; sure is gone");
}

#[test]
fn an_option_that_stands_alone_does_not_count_beside_others() {
    let pack = "item now multiple: overdose | none (alone)\ncard none if now is none\ncard help if now is overdose";
    check(pack, "now none", "none is yes; help is gone");
    check(pack, "now none + overdose", "none is gone; help is yes");
}

#[test]
fn is_holds_for_one_of_several_answers_and_is_not_for_none() {
    let pack = "item about multiple: alcohol | gaming | doping\ncard any if about is alcohol or gaming\ncard none if about is not any of alcohol, gaming";
    check(pack, "about alcohol + doping", "any is yes; none is gone");
    check(pack, "about doping", "any is gone; none is yes");
}

#[test]
fn outside_holds_while_the_place_is_unknown_and_inside_does_not_hold() {
    let pack = "item place place\ncard in if place in region 91\ncard out if place outside region 91";
    check(pack, "", "next is place; in is unknown; out is yes; in waits for place; out waits for ; out because of ");
    check(pack, "place skipped", "next is nothing; in is unknown; out is yes");
    check(pack, "place 478", "in is yes; out is gone; in because of place");
    check(pack, "place 091", "in is gone; out is yes; out because of place");
}

#[test]
fn a_place_lies_in_one_of_several_regions_or_municipalities() {
    let pack = "item place place\ncard regions if place in region 17 or 91\ncard towns if place in municipality 091, 564";
    check(pack, "place 564", "regions is yes; towns is yes");
    check(pack, "place 170", "regions is yes; towns is gone");
    check(pack, "place 091", "regions is gone; towns is yes");
}

#[test]
fn a_region_keeps_its_area_after_its_end_and_its_successor_begins_the_day_after() {
    let pack = "item place place\nregion 90 until 2026-12-31 becomes east\nregion east\n\
        card old if place in region 90\ncard new if place in region east\ncard elsewhere if place outside region east";
    check(pack, "place 091, today 2026-12-31", "old is yes; new is gone; elsewhere is yes");
    check(pack, "place 091, today 2027-01-01", "old is yes; new is yes; elsewhere is gone");
    check(pack, "place 564, today 2027-01-01", "old is gone; new is gone; elsewhere is yes");
}

#[test]
fn regions_that_lead_in_a_circle_do_no_harm() {
    let pack = "item place place\nregion 90 until 2020-12-31 becomes east\nregion east until 2021-12-31 becomes 90\ncard old if place in region 90";
    check(pack, "place 091", "old is yes");
    let pack = "item place place\nregion 90 until 2020-12-31\ncard old if place in region 90";
    check(pack, "place 091", "old is yes");
}

#[test]
fn a_place_that_does_not_exist_is_not_answered() {
    let pack = "item place place\ncard in if place in region 91\ncard out if place outside region 91";
    check(pack, "place 999", "next is place; in is unknown; out is yes; asked are ");
    check(pack, "place 0", "next is place");
}

const AGE: &str = "item age single: 16-17 (16 to 17) | 18-22 (18 to 22) | 23-64 (23 to 64) | 65-plus (65 to)
    card below-18 if age < 18\ncard below-21 if age < 21\ncard below-23 if age < 23\ncard most-22 if age <= 22\ncard above-65 if age > 65\ncard least-65 if age >= 65";

#[test]
fn a_limit_is_decided_on_the_whole_range_of_years() {
    check(AGE, "age 16-17", "below-18 is yes; below-21 is yes; below-23 is yes; most-22 is yes; above-65 is gone; least-65 is gone");
    check(
        AGE,
        "age 18-22",
        "below-18 is gone; below-21 is unknown; below-23 is yes; most-22 is yes; below-21 waits for age; next is nothing",
    );
    check(AGE, "age 23-64", "below-21 is gone; below-23 is gone; most-22 is gone; above-65 is gone; least-65 is gone");
    check(AGE, "age 65-plus", "below-23 is gone; above-65 is unknown; least-65 is yes");
}

#[test]
fn a_coarser_range_than_the_packs_own_is_understood() {
    check(
        AGE,
        "age 18..64",
        "below-18 is gone; below-21 is unknown; below-23 is unknown; above-65 is gone; asked are age; next is nothing",
    );
    check(AGE, "age 65..", "above-65 is unknown; least-65 is yes");
    check(AGE, "age 66..", "above-65 is yes");
    check("item age single: young (0 to 17)\ncard c if age is young", "age 0..9", "c is unknown");
}

#[test]
fn several_ranges_of_years_decide_where_they_agree() {
    let pack = "item ages multiple: young (0 to 17) | old (18 to) | some\ncard c if ages < 18\ncard d if ages < 99";
    check(pack, "ages young + old", "c is unknown");
    check(pack, "ages old", "c is gone; d is unknown");
    check(pack, "ages some", "c is unknown");
}

/// The pack of `docs`: the one who answers may be close to the one with the problem.
const CLOSE: &str = "item who single: self | close-one | child
    item about multiple: alcohol | gaming
    item place place if who is not child
    item their-place place if who is close-one
    item pregnant single if who is self: yes | maybe | no
    card theirs if who is close-one and their-place in region 17
    card own if place in region 90
    card right if (who is self and pregnant is yes or maybe) and about is alcohol
    card mainland if who is self and place outside region 91 or who is close-one and their-place outside region 91";

#[test]
fn someone_close_finds_what_there_is_at_both_places() {
    check(
        CLOSE,
        "who close-one, place 091, their-place 564",
        "theirs is yes; theirs because of who, their-place; own is yes; own because of place; right is gone",
    );
    check(
        CLOSE,
        "who close-one",
        "next is place; theirs is unknown; theirs because of who; theirs waits for their-place; own waits for place",
    );
    check(CLOSE, "who close-one, place 091", "next is their-place");
}

#[test]
fn an_exception_for_a_place_does_not_make_a_card_wait_for_it() {
    check(CLOSE, "who self", "mainland is yes; mainland because of who; mainland waits for ");
    check(CLOSE, "who self, place 478", "mainland is gone");
    check(CLOSE, "who close-one, place 478", "mainland is yes; next is their-place");
    check(CLOSE, "who close-one, their-place 478", "mainland is gone");
}

#[test]
fn a_finding_names_the_answers_that_made_it_and_what_it_waits_for() {
    check(CLOSE, "about alcohol", "right is unknown; right because of about; right waits for who, pregnant");
    check(CLOSE, "who self, about alcohol, pregnant maybe", "right is yes; right because of who, about, pregnant; right waits for ");
    check(CLOSE, "who self, about alcohol, pregnant skipped", "right is unknown; right because of who, about; right waits for pregnant");
    check(CLOSE, "who child, about alcohol, pregnant yes", "right is gone; next is nothing");
}

#[test]
fn an_answer_of_another_kind_than_its_item_does_not_count() {
    let pack = fixture::pack(
        "item who single: self | child\nitem place place\nitem told date\ncard c if who is self\ncard d if place outside region 91",
    );
    let kinds = [
        Answer::option("self"),
        Answer::Years(Years { from: 18, to: None }),
        Answer::Place("091".into()),
        Answer::Date(fixture::day("2026-11-09")),
    ];
    let fits = [("who", [true, true, false, false]), ("place", [false, false, true, false]), ("told", [false, false, false, true])];
    for (id, fits) in fits {
        for (answer, fits) in kinds.iter().zip(fits) {
            let mut answers = Answers::default();
            answers.give(ItemId::new(id), answer.clone());
            let found = evaluate(&pack, &answers, fixture::day("2026-11-21"));
            assert_eq!(!found.asked.is_empty(), fits, "{id}");
            assert_eq!(found.findings.len(), 2, "{id}");
        }
    }
}
