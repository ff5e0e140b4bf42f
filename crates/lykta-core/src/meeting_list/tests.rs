use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::ToString;

use super::*;
use crate::fixture;
use crate::format::VERSION;
use crate::format::built::MeetingsFile;
use crate::meeting::Meetings;
use crate::schedule::minute_of;

/// The cards: 0 for those who drink, 1 for relatives, 2 for all.
const PACK: &str = "item who single: self | close-one | child\nitem age single: 13-15 (13 to 15) | 16-17 (16 to 17) | 17-20 (17 to 20) | 23-64 (23 to 64)\nitem place place\nitem their-place place\ncard own if who is self\ncard near if who is close-one or child\ncard all";

/// A pack with a line for each meeting: name, card, repetition, start, kinds, who, point, day of confirmation, language.
fn pack(lines: &str) -> Pack {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split(' ').collect();
        let [name, card, when, start, kinds, who, point, confirmed, language] = cells.as_slice() else { panic!("nine cells: {line}") };
        let point = if *point == "-" { String::new() } else { point.replace(',', " ") };
        let start = minute_of(start).unwrap();
        format!(
            "{card}\t{when}\t{start}\t60\t\t{kinds}\t{who}\t\t{point}\t{confirmed}\t{language}\t{name}\tHall\tStreet 1\t091\thttps://example.org/join\t116117\t116 117"
        )
    };
    let meetings = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(line).collect::<Vec<_>>().join("\n");
    // In the order of the gazetteer: Helsinki, Jomala, Mariehamn, Oulu.
    let points = "60170 24935\n60150 19950\n60097 19935\n65012 25468".to_owned();
    let file = MeetingsFile { format: VERSION, stale_after_months: 6, hidden_after_months: 18, meetings, points };
    Pack { meetings: Meetings::try_from(file).unwrap(), ..fixture::pack(PACK) }
}

const NOW: &str = "2026-11-22 12:00";

fn listed(pack: &Pack, answers: &str, wish: &Wish) -> (Vec<String>, usize) {
    let answers = fixture::answers(pack, answers);
    let (date, time) = NOW.split_once(' ').unwrap();
    let now = Moment { date: fixture::day(date), minute: minute_of(time).unwrap() };
    let evaluation = crate::evaluate::evaluate(pack, &answers, now.date);
    let seeker = Seeker::of(pack, &evaluation, &answers);
    let found = list(pack, &seeker, wish, now);
    let name = |row: &Row| pack.meetings.words(&pack.meetings.all[row.meeting]).name.to_string();
    (found.rows.iter().map(name).collect(), found.old)
}

#[track_caller]
fn check(lines: &str, answers: &str, wish: &Wish, names: &[&str]) {
    assert_eq!(listed(&pack(lines), answers, wish).0, names, "{answers} {wish:?}");
}

const ALL: Wish = Wish { kind: None, card: None, language: String::new(), is_near: false };

// Sunday 2026-11-22, 12:00.
const WEEK: &str = "
    friday 2 5 18:00 1 1 60170,24941 2026-11-01 fi
    running 2 7 11:30 2 1 - 2026-11-01 sv
    over 2 7 10:00 1 1 65012,25468 2026-11-01 fi
    evening 2 7 19:00 4 1 - 2026-11-01 fi
    tomorrow 2 1 08:00 1 1 61498,23761 2026-11-01 en";

#[test]
fn rows_come_by_day_and_time_each_meeting_once() {
    check(WEEK, "", &ALL, &["running", "evening", "tomorrow", "friday", "over"]);
}

#[test]
fn one_that_runs_since_yesterday_stands_first() {
    let lines = "
        early 2 7 12:00 1 1 - 2026-11-01 fi
        night 2 6 23:30 1 1 - 2026-11-01 fi";
    // From Saturday 23:30 for an hour, at midday on Sunday: over, so next Saturday.
    check(lines, "", &ALL, &["early", "night"]);
    let mut long = pack(lines);
    long.meetings.all[1].length = Some(1000);
    assert_eq!(listed(&long, "", &ALL).0, ["night", "early"]);
}

#[test]
fn a_choice_leaves_only_what_fits_it() {
    let wish = |change: fn(&mut Wish)| {
        let mut wish = Wish::default();
        change(&mut wish);
        wish
    };
    check(WEEK, "", &wish(|wish| wish.kind = Some(Kind::InPerson)), &["tomorrow", "friday", "over"]);
    check(WEEK, "", &wish(|wish| wish.kind = Some(Kind::Online)), &["running"]);
    check(WEEK, "", &wish(|wish| wish.kind = Some(Kind::Phone)), &["evening"]);
    check(WEEK, "", &wish(|wish| wish.language = "sv".to_owned()), &["running"]);
    check(WEEK, "", &wish(|wish| wish.card = Some(1)), &[]);
}

#[test]
fn near_are_those_within_reach_and_those_that_need_no_way() {
    let near = Wish { is_near: true, ..Wish::default() };
    check(WEEK, "place 091", &near, &["running", "evening", "friday"]);
    check(WEEK, "place 564", &near, &["running", "evening", "over"]);
    // Without a place nothing is left out.
    check(WEEK, "", &near, &["running", "evening", "tomorrow", "friday", "over"]);
    check("here 2 5 18:00 1 1 - 2026-11-01 fi", "place 091", &near, &["here"]);
}

#[test]
fn a_relative_finds_what_is_near_to_themselves() {
    let near = Wish { is_near: true, kind: Some(Kind::InPerson), ..Wish::default() };
    check(WEEK, "who close-one, place 091, their-place 564", &near, &["friday"]);
    check(WEEK, "who close-one, their-place 564", &near, &["over"]);
}

#[test]
fn meetings_of_groups_that_do_not_apply_are_left_out() {
    let lines = "
        drinks 0 1 18:00 1 2 - 2026-11-01 fi
        alanon 1 2 18:00 1 4 - 2026-11-01 fi
        open 2 3 18:00 1 1 - 2026-11-01 fi
        nowhere 9 3 18:00 1 1 - 2026-11-01 fi";
    check(lines, "who self", &ALL, &["drinks", "open"]);
    check(lines, "who close-one", &ALL, &["alanon", "open"]);
    check(lines, "", &ALL, &["drinks", "alanon", "open"]);
}

#[test]
fn a_relative_sees_groups_for_relatives_first_on_each_day() {
    let lines = "
        morning 2 1 08:00 1 1 - 2026-11-01 fi
        alanon 1 1 18:00 1 4 - 2026-11-01 fi
        tuesday 1 2 18:00 1 4 - 2026-11-01 fi";
    check(lines, "who close-one", &ALL, &["alanon", "morning", "tuesday"]);
    check(lines, "", &ALL, &["morning", "alanon", "tuesday"]);
}

#[test]
fn stale_ones_come_after_the_fresh_of_their_day_and_old_ones_are_counted() {
    let lines = "
        stale 2 1 08:00 1 1 - 2026-01-01 fi
        fresh 2 1 18:00 1 1 - 2026-11-01 fi
        later 2 2 18:00 1 1 - 2026-11-01 fi
        old 2 1 09:00 1 1 - 2024-01-01 fi";
    assert_eq!(listed(&pack(lines), "", &ALL), (["fresh", "stale", "later"].map(str::to_owned).to_vec(), 1));
}

#[test]
fn someone_under_18_finds_groups_for_teenagers_by_phone_and_no_address() {
    let lines = "
        hall 2 1 18:00 1 33 60170,24941 2026-11-01 fi
        video 2 2 18:00 2 33 - 2026-11-01 fi
        phone 2 3 18:00 4 1 - 2026-11-01 fi
        teen 2 4 18:00 7 32 60170,24941 2026-11-01 fi";
    for answers in ["age 13-15", "age 16-17", "age 17-20", "age 13..15", "who child", "who child, age skipped, place 091"] {
        check(lines, answers, &ALL, &["teen"]);
        check(lines, answers, &Wish { kind: Some(Kind::InPerson), ..Wish::default() }, &[]);
        let pack = pack(lines);
        let answers = fixture::answers(&pack, answers);
        let evaluation = crate::evaluate::evaluate(&pack, &answers, fixture::day("2026-11-22"));
        let seeker = Seeker::of(&pack, &evaluation, &answers);
        let teen = &pack.meetings.all[3];
        let words = seeker.words(&pack, teen);
        assert_eq!((words.location, words.address, words.place, words.url, words.phone), ("", "", "", "", "116117"));
        assert_eq!((seeker.has_point(), seeker.metres(teen)), (false, None));
        assert_eq!(Kind::ALL.map(|kind| seeker.is_held(teen, kind)), [false, false, true]);
        assert_eq!(choices(&pack, &seeker, fixture::day("2026-11-22")), ([2].to_vec(), ["fi"].to_vec()));
    }
    for answers in ["age 23-64", "age skipped", "who self", ""] {
        check(lines, answers, &ALL, &["hall", "video", "phone", "teen"]);
    }
}

#[test]
fn the_choices_are_those_that_meet() {
    let pack = pack(WEEK);
    let answers = fixture::answers(&pack, "");
    let evaluation = crate::evaluate::evaluate(&pack, &answers, fixture::day("2026-11-22"));
    let seeker = Seeker::of(&pack, &evaluation, &answers);
    assert_eq!(choices(&pack, &seeker, fixture::day("2026-11-22")), ([2].to_vec(), ["fi", "sv", "en"].to_vec()));
    assert_eq!(choices(&pack, &seeker, fixture::day("2030-11-22")), (Vec::new(), Vec::new()));
}

#[test]
fn without_meetings_there_is_nothing_to_list() {
    assert_eq!(listed(&fixture::pack(PACK), "", &ALL), (Vec::new(), 0));
}
