use super::*;
use crate::answer::{Answer, ItemId};
use crate::fixture;
use crate::format::built::{CheckEntry, ChoiceEntry, NoteEntry, QuestionEntry};
use std::borrow::ToOwned;
use std::format;
use std::string::String;
use std::vec;

/// A check from lines: `id kind` with ` if CONDITION`, ` unless CONDITION` and `: option=points ...`; notes as `note KIND CONDITION`.
fn pack(lines: &str) -> Pack {
    let mut check = CheckEntry { id: "xx-check".to_owned(), checked_on: "2026-11-21".to_owned(), ..CheckEntry::default() };
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(note) = line.strip_prefix("note ") {
            let (kind, when) = note.split_once(' ').unwrap();
            check.notes.push(NoteEntry { kind: kind.to_owned(), when: when.to_owned(), ..NoteEntry::default() });
            continue;
        }
        let (head, options) = line.split_once(": ").unwrap_or((line, ""));
        let (head, unless) = head.split_once(" unless ").unwrap_or((head, ""));
        let (head, enable_when) = head.split_once(" if ").unwrap_or((head, ""));
        let (id, kind) = head.split_once(' ').unwrap();
        let measure = match kind {
            "number" => Some(100),
            "drinks" => Some(12_000),
            _ => None,
        };
        let option = |text: &str| {
            let (id, number) = text.split_once('=').unwrap_or((text, ""));
            let milligrams = if kind == "drinks" { number.parse().ok() } else { None };
            let points = if kind == "drinks" { None } else { number.parse().ok() };
            ChoiceEntry { id: id.to_owned(), points, milligrams, ..ChoiceEntry::default() }
        };
        check.questions.push(QuestionEntry {
            id: id.to_owned(),
            kind: kind.to_owned(),
            enable_when: enable_when.to_owned(),
            unless: unless.to_owned(),
            measure,
            options: options.split(' ').filter(|text| !text.is_empty()).map(option).collect(),
            ..QuestionEntry::default()
        });
    }
    let mut file = fixture::file("item who single: self | close-one\nitem age single: under-18 (0 to 17) | adult (18 to 64) | old (65 to)");
    file.checks.push(check);
    Pack::try_from(file).unwrap()
}

/// Replies by `id=value` parted by spaces: an option, a number, `-` for skipped; several options or counts by commas.
fn replies(pack: &Pack, text: &str) -> Replies {
    let mut replies = Replies::default();
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        let (id, value) = part.split_once('=').unwrap();
        let (index, question) = pack.checks[0].questions.iter().enumerate().find(|(_, question)| question.id.as_str() == id).unwrap();
        let number = |text: &str| text.parse::<u16>().unwrap();
        let option = |text: &str| question.options.iter().position(|option| option.id.as_str() == text).unwrap();
        let reply = match question.form {
            _ if value == "-" => Reply::Skipped,
            Form::Number(_) => Reply::Number(number(value)),
            Form::Drinks(_) => Reply::Drinks(value.split(',').map(number).collect()),
            Form::Single | Form::Multiple => Reply::Options(value.split(',').map(option).collect()),
        };
        replies.give(0, index, reply);
    }
    replies
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// The indexes of all notes that show.
fn shown(pack: &Pack, given: &str, answers: &Answers) -> Vec<usize> {
    let replies = replies(pack, given);
    let view = View::new(pack, 0, &replies, answers, today()).unwrap();
    let kinds = [NoteKind::Safety, NoteKind::Told, NoteKind::Limit, NoteKind::Meaning];
    let mut notes: Vec<usize> = kinds.into_iter().flat_map(|kind| view.notes(kind)).collect();
    notes.sort_unstable();
    notes
}

#[track_caller]
fn check(lines: &str, given: &str, expected: &[usize]) {
    let pack = pack(lines);
    assert_eq!(shown(&pack, given, &Answers::default()), expected, "{given}");
}

/// Weekly limits of a country as rows `week;most;times;expected` on notes 0 and on.
#[track_caller]
fn check_limits(notes: &str, rows: &[(u16, u16, u16, &[usize])]) {
    let lines = format!("week number\nmost number\ntimes number\n{notes}");
    for (week, most, times, expected) in rows {
        check(&lines, &format!("week={week} most={most} times={times}"), expected);
    }
}

#[test]
fn the_limits_of_sweden_stand_as_in_k01_to_k05() {
    check_limits(
        "note meaning week >= 10 or (most >= 4 and times >= 1)",
        &[(9, 3, 4, &[]), (10, 2, 0, &[0]), (4, 4, 1, &[0]), (4, 4, 0, &[]), (9, 3, 0, &[])],
    );
}

#[test]
fn the_limits_of_denmark_stand_as_in_k06_to_k09() {
    check_limits("note meaning week > 10 or most > 4", &[(10, 4, 1, &[]), (11, 3, 0, &[0]), (8, 5, 1, &[0]), (0, 0, 0, &[])]);
}

#[test]
fn the_limits_of_finland_stand_as_in_k10_to_k15() {
    // Moderate and high for women, then for men.
    check_limits(
        "note meaning week > 7\nnote meaning week >= 12\nnote meaning week > 14\nnote meaning week >= 23",
        &[(7, 3, 0, &[]), (8, 3, 0, &[0]), (12, 3, 0, &[0, 1]), (14, 3, 0, &[0, 1]), (15, 3, 0, &[0, 1, 2]), (23, 3, 0, &[0, 1, 2, 3])],
    );
}

#[test]
fn the_limit_from_65_on_hangs_on_the_answers_to_the_guide_as_in_k16() {
    let pack = pack("week number\nnote meaning age >= 65 and week > 8");
    let mut answers = Answers::default();
    assert_eq!(shown(&pack, "week=9", &answers), Vec::<usize>::new(), "the age is not known");
    answers.give(ItemId::new("age"), Answer::option("old"));
    assert_eq!((shown(&pack, "week=9", &answers), shown(&pack, "week=8", &answers)), (vec![0], vec![]));
}

#[test]
fn the_limits_on_gambling_stand_as_in_r01_to_r04() {
    // Income in thousandths: 2.0 % is 20.
    let lines = "money number\ndays number\ngames number\nnote meaning money > 20\nnote meaning days > 4\nnote meaning games > 2";
    check(lines, "money=20 days=4 games=2", &[]);
    check(lines, "money=21 days=4 games=2", &[0]);
    check(lines, "money=10 days=5 games=2", &[1]);
    check(lines, "money=10 days=2 games=3", &[2]);
}

const POINTS: &str = "often single: never=0 some=2 much=4\nday single unless often is never: few=0 many=4\nnote meaning points >= 4\nnote meaning points < 4";

#[test]
fn points_decide_nothing_before_all_are_there() {
    check(POINTS, "", &[]);
    check(POINTS, "often=much", &[]);
    check(POINTS, "often=much day=-", &[]);
    check(POINTS, "often=much day=few", &[0]);
    check(POINTS, "often=some day=few", &[1]);
}

#[test]
fn a_question_passed_over_counts_nothing_whatever_was_answered_before() {
    check(POINTS, "often=never", &[1]);
    check(POINTS, "often=never day=many", &[1]);
}

#[test]
fn one_yes_decides_and_a_gap_does_not() {
    let lines = "a single: yes no\nb single: yes no\nnote meaning a is yes or b is yes\nnote meaning not (a is yes or b is yes)";
    check(lines, "a=yes", &[0]);
    check(lines, "a=no b=-", &[]);
    check(lines, "a=no b=no", &[1]);
}

#[test]
fn a_danger_shows_on_one_answer() {
    let lines = "often single: never=0 much=4\nbody multiple: morning shaking none\nnote safety body is any of morning, shaking";
    check(lines, "often=- body=morning", &[0]);
    check(lines, "body=none", &[]);
    check(lines, "body=-", &[]);
}

#[test]
fn drinks_are_counted_in_those_of_the_country_to_the_nearest_whole_one() {
    // 0.5 l at 4.7 % hold 18.5 g, three of them 55.6 g or 4.6 drinks of 12 g.
    let lines = "week drinks: beer=12000 large=18541 wine=73968\nnote meaning week >= 5\nnote meaning week >= 6";
    check(lines, "week=0,3,0", &[0]);
    check(lines, "week=5,0,0", &[0]);
    check(lines, "week=0,0,1", &[0, 1]);
    check(lines, "week=0,0,0", &[]);
    let none: &[Choice] = &[];
    assert_eq!((drinks(&[3], none, 12_000), drinks(&[1], none, 0)), (0, 0));
}

#[test]
fn half_a_drink_counts_as_one() {
    let pack = pack("week drinks: half=6000");
    let options = &pack.checks[0].questions[0].options;
    assert_eq!((drinks(&[1], options, 12_000), drinks(&[1], options, 12_001)), (1, 0));
    assert_eq!(drinks(&[u16::MAX], options, 1), u16::MAX);
}

#[test]
fn a_skipped_question_hides_nothing_behind_it() {
    let pack = pack(
        "often single: never much\nday single unless often is never: few many\nmore single: yes no\nlast single if more is yes: yes no",
    );
    let (answers, given) = (Answers::default(), replies(&pack, "often=- more=-"));
    let view = View::new(&pack, 0, &given, &answers, today()).unwrap();
    assert_eq!((view.first_from(1), view.first_from(3), view.last_before(2)), (1, 4, Some(1)));
    let never = replies(&pack, "often=never more=yes");
    let view = View::new(&pack, 0, &never, &answers, today()).unwrap();
    assert_eq!((view.first_from(1), view.first_from(3), view.last_before(2), view.number(3)), (2, 3, Some(0), 3));
}

#[test]
fn the_number_of_questions_never_grows_on_the_way() {
    let pack =
        pack("a single: yes no\nb single if a is yes: yes no\nc single unless a is yes: yes no\nd single if b is yes and c is no: yes no");
    for way in ["a=yes b=yes", "a=no c=no", "a=- c=-", "a=yes b=-", "a=yes b=no"] {
        let answers = Answers::default();
        let mut before = usize::MAX;
        let parts: Vec<&str> = way.split(' ').collect();
        for end in 0..=parts.len() {
            let given = replies(&pack, &parts[..end].join(" "));
            let most = View::new(&pack, 0, &given, &answers, today()).unwrap().at_most();
            assert!(most <= before, "{way}: {most} after {before}");
            before = most;
        }
    }
}

#[test]
fn a_check_is_offered_where_when_is_yes_and_unless_is_not() {
    let mut pack = pack("a single: yes no");
    pack.checks[0].when = crate::grammar::parse("who is self").unwrap().expression.resolved(&|_| None).unwrap();
    pack.checks[0].unless = crate::grammar::parse("age < 18").unwrap().expression.resolved(&|_| None).unwrap();
    let mut answers = Answers::default();
    let mut offers = |item: &str, option: &str| {
        answers.give(ItemId::new(item), Answer::option(option));
        offered(&pack, &answers, today())
    };
    assert_eq!(offers("age", "adult"), Vec::<usize>::new());
    assert_eq!(offers("who", "self"), [0]);
    assert_eq!(offers("age", "under-18"), Vec::<usize>::new());
    answers.give(ItemId::new("age"), Answer::Skipped);
    assert_eq!(offered(&pack, &answers, today()), [0]);
}

#[test]
fn debug_shows_nothing_of_what_was_replied() {
    let pack = pack("often single: never much\nweek number");
    let replies = replies(&pack, "often=much week=40");
    let text: String = format!("{replies:?} {:?} {:?}", replies.get(0, 0), Reply::Number(40));
    assert_eq!(text, "Replies(..) Some(Reply(..)) Reply(..)");
}
