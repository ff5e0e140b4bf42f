//! Meetings of groups: from rows of a table to what the app loads and what the page with everything says.

#![cfg(test)]

mod support;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use lykta_core::meeting::{Break, Kind, Repeat, Who};
use lykta_pack::build;
use support::scratch;

const PACK: &str =
    "format = 1\nid = \"fi\"\nversion = \"2026.11.1\"\ncountry = \"FI\"\nlanguages = [\"en\"]\ntimezone = \"Europe/Helsinki\"\n";

const CONTENT: &str = r#"
[[item]]
id = "who"
kind = "single"
text = { en = "Who is it about?" }
unknown = { en = "if it is about you" }
option = [{ id = "self", text = { en = "Me" } }, { id = "close-one", text = { en = "Someone close" } }]

[[item]]
id = "place"
kind = "place"
text = { en = "Where?" }
unknown = { en = "in some places" }

[[region]]
code = "90"
name = { en = "The Harbour" }

[[card]]
id = "fi-service"
kind = "service"
title = { en = "The desk" }
text = { en = "Ask here." }
checked_on = "2026-11-21"
confidence = "page"

[[card]]
id = "fi-group"
kind = "group"
title = { en = "The group" }
text = { en = "People who have been there." }
checked_on = "2026-11-21"
confidence = "page"
"#;

const PLACES: &str = "code,region,lat,lon,en,other\n035,90,60.07139,20.26497,Sandtown,\n091,90,60.16364,24.93424,Harbour,\n";

const HEAD: &str = "id,group,name,day,time,end_time,repeats,dates,breaks,timezone,kind,who,access,location,address,place,latitude,longitude,url,phone,number,notes,language,last_confirmed";

/// A row that has nothing wrong with it, changed in some cells.
fn row(changes: &[(&str, &str)]) -> String {
    let usual = [
        ("id", "fi-thursday"),
        ("group", "fi-group"),
        ("day", "Thursday"),
        ("time", "18:00"),
        ("end_time", "19:30"),
        ("location", "Harbour Street 1"),
        ("place", "091"),
        ("last_confirmed", "2026-11-21"),
    ];
    let cell = |name: &str| {
        let found = changes.iter().chain(&usual).find(|(own, _)| *own == name);
        found.map_or_else(String::new, |(_, text)| format!("\"{text}\""))
    };
    HEAD.split(',').map(cell).collect::<Vec<_>>().join(",")
}

fn table(rows: &[String]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn made(name: &str, table: &str) -> (Option<lykta_pack::compile::Compiled>, String) {
    let files = [("pack.toml", PACK), ("content.toml", CONTENT), ("places/municipalities.csv", PLACES), ("meetings.csv", table)];
    scratch(&format!("meetings-{name}"), &files)
}

/// What is told of one row, as code, column and mend; nothing if it is fine.
#[track_caller]
fn check(name: &str, changes: &[(&str, &str)], expected: &str) {
    let (_, report) = made(name, &table(&[row(changes)]));
    let line = |start: &str| report.lines().find_map(|line| line.trim().strip_prefix(start)).unwrap_or("").to_owned();
    let column = report.lines().nth(1).and_then(|place| place.rsplit_once("column ")).map_or("", |(_, column)| column);
    let found = if report == "no problems" { String::new() } else { format!("{}: {column}: {}", &report[6..10], line("help: ")) };
    assert_eq!(found, expected, "{report}");
}

#[test]
fn every_column_arrives() {
    let row = row(&[
        ("name", "Hope"),
        ("repeats", "first and third"),
        ("breaks", "06-15..08-15, 20.12.2026..6.1.2027"),
        ("timezone", "Europe/Helsinki"),
        ("kind", "in-person, online"),
        ("who", "problem women"),
        ("access", "step-free hearing-loop"),
        ("address", "Harbour"),
        ("latitude", "60,17"),
        ("longitude", "24.9412"),
        ("url", "https://www.example.org/room"),
        ("phone", "+358501234567"),
        ("number", "050 123 4567"),
        ("notes", "Ring the bell, it is the door to the left"),
        ("language", "sv"),
    ]);
    let (compiled, report) = made("whole", &table(&[row]));
    assert_eq!(report, "no problems");
    let pack = compiled.unwrap().pack;
    let [meeting] = pack.meetings.all.as_slice() else { panic!("one meeting") };
    assert_eq!((pack.cards[meeting.card].id.as_str(), meeting.start, meeting.length), ("fi-group", 1080, Some(90)));
    assert!(matches!(&meeting.repeat, Repeat::Monthly { day, weeks: 0b101 } if day.iso() == 4));
    assert!(matches!(meeting.breaks.as_slice(), [Break::Yearly((6, 15), (8, 15)), Break::Once(..)]));
    assert!(
        meeting.kinds.has(Kind::InPerson as usize) && meeting.kinds.has(Kind::Online as usize) && !meeting.kinds.has(Kind::Phone as usize)
    );
    assert!(meeting.who.has(Who::Problem as usize) && meeting.who.has(Who::Women as usize) && !meeting.who.has(Who::Everyone as usize));
    assert_eq!((meeting.access.0, meeting.point, meeting.confirmed.to_string().as_str()), (0b101, Some((60170, 24941)), "2026-11-21"));
    let words = pack.meetings.words(meeting);
    assert_eq!(
        (words.name, words.location, words.address, words.place, words.language, words.notes),
        ("Hope", "Harbour Street 1", "Harbour", "091", "sv", "Ring the bell, it is the door to the left")
    );
    assert_eq!((words.url, words.phone, words.number), ("https://www.example.org/room", "+358501234567", "050 123 4567"));
    assert_eq!(
        (pack.meetings.points.as_slice(), pack.meetings.stale_after, pack.meetings.hidden_after),
        (&[Some((60071, 20265)), Some((60164, 24934))][..], 6, 18)
    );
}

#[test]
fn repetitions_are_read_as_editors_write_them() {
    for (text, line) in [
        ("", "4"),
        ("weekly", "4"),
        ("every 2 weeks from 2026-11-26", "4/2/2026-11-26"),
        ("Every 3 weeks from 26.11.2026", "4/3/2026-11-26"),
        ("from 2027-01-14", "4/1/2027-01-14"),
        ("last", "4#32"),
        ("1st, 3rd", "4#5"),
    ] {
        let (compiled, report) = made("repeats", &table(&[row(&[("repeats", text)])]));
        assert_eq!(report, "no problems", "{text}");
        assert_eq!(compiled.unwrap().meetings.meetings.split('\t').nth(1), Some(line), "{text}");
    }
    let (compiled, _) = made("dates", &table(&[row(&[("day", ""), ("dates", "6.12.2026 2026-12-24")])]));
    assert_eq!(compiled.unwrap().meetings.meetings.split('\t').nth(1), Some("=2026-12-06 2026-12-24"));
}

#[test]
fn how_it_is_held_follows_from_what_is_told() {
    for (changes, marks) in [
        (&[][..], "1"),
        (&[("location", ""), ("url", "https://www.example.org/room")], "2"),
        (&[("location", ""), ("phone", "116117"), ("number", "116 117")], "4"),
        (&[("kind", "in-person online"), ("url", "https://www.example.org/room")], "3"),
        (&[("url", "https://www.example.org/room")], "1"),
    ] {
        let (compiled, report) = made("kinds", &table(&[row(changes)]));
        assert_eq!(report, "no problems", "{changes:?}");
        assert_eq!(compiled.unwrap().meetings.meetings.split('\t').nth(5), Some(marks), "{changes:?}");
    }
}

#[test]
fn every_fault_is_told_at_its_cell_with_its_mend() {
    check("fine", &[], "");
    check("id", &[("id", "Thursday 1")], "P005: A (id): write `thursday-1`: small letters, digits and single hyphens");
    check("group", &[("group", "fi-grup")], "P050: B (group): did you mean `fi-group`?");
    check("no-group", &[("group", "fi-service")], "P050: B (group): use `fi-group`");
    check("day", &[("day", "Torsdag")], "P054: D (day): write `Monday`, or 1 for Monday to 7 for Sunday");
    check("dates", &[("dates", "2026-12-24")], "P116: H (dates): keep `dates`, or `day` with `repeats`");
    check(
        "weekday",
        &[("repeats", "every 2 weeks from 2026-11-25")],
        "P116: G (repeats): write the day of a gathering: `2026-11-26`, if it is that week",
    );
    check(
        "break",
        &[("breaks", "midsummer")],
        "P116: I (breaks): write the first and the last day without it: `2026-12-20..2027-01-06`, or `06-15..08-15` for each year",
    );
    check("break-end", &[("breaks", "2027-01-06..2026-12-20")], "P116: I (breaks): write `2026-12-20..2027-01-06`, if that is meant");
    check(
        "zone",
        &[("timezone", "Europe/Stockholm")],
        "P116: J (timezone): write its time as clocks in `Europe/Helsinki` show it, and `Europe/Helsinki` here, or empty the cell",
    );
    check("phone", &[("kind", "phone")], "P117: K (kind): fill in `phone` and `number`");
    check(
        "point",
        &[("latitude", "60.17")],
        "P117: Q (latitude): write degrees in `latitude` and `longitude`, like `60.16995` and `24.93545`, or empty both",
    );
    check(
        "place",
        &[("place", "092")],
        "P016: P (place): use a code of `places/municipalities.csv`, such as `035` (Sandtown), `091` (Harbour)",
    );
    check("url", &[("url", "http://www.example.org")], "P031: S (url): write `https://www.example.org`, if it opens so");
    check("number", &[("phone", "116117")], "P034: T (phone): add the number as published, with its spaces, in `number`");
    check("end", &[("end_time", "18:00")], "P037: F (end_time): write the time at which it ends, or take `end_time` out");
    check(
        "confirmed",
        &[("last_confirmed", "")],
        "P054: : fill it in: the day on which somebody last made sure that it is held, like `2026-11-22`",
    );
}

#[test]
fn a_hostile_text_is_refused_in_every_cell() {
    for column in HEAD.split(',') {
        for hostile in ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "a\u{202e}b", "a\u{9}b"] {
            let (_, report) = made("hostile", &table(&[row(&[(column, hostile)])]));
            assert!(report.contains("error["), "{column}: {hostile:?}: {report}");
        }
    }
}

#[test]
fn an_id_stands_once() {
    let (_, report) = made("twice", &table(&[row(&[]), row(&[("day", "Friday")])]));
    assert!(report.starts_with("error[P004]: the meeting `fi-thursday` stands twice"), "{report}");
}

#[test]
fn a_bad_row_costs_no_other() {
    let rows = [row(&[]), row(&[("id", "fi-b"), ("time", "noon")]), row(&[("id", "fi-c")])];
    let (compiled, report) = made("bad", &table(&rows));
    assert!(report.starts_with("error[P054]: `noon` is not a time of day"), "{report}");
    assert_eq!(compiled.unwrap().pack.meetings.all.len(), 2);
}

#[test]
fn a_group_without_meetings_asks_for_no_file() {
    let (compiled, report) = made("none", &format!("{HEAD}\n"));
    assert_eq!(report, "no problems");
    let compiled = compiled.unwrap();
    let files = build::files(&compiled, None, None).unwrap();
    assert!(!files.keys().any(|name| name.contains("-meetings-")), "{:?}", files.keys());
    assert!(!compiled.file.has_meetings);
    // Nor does it carry the words.
    let words = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        let (_, words) = files.iter().find(|(name, _)| name.starts_with("fi-en-")).unwrap();
        String::from_utf8(words.clone()).unwrap()
    };
    assert!(!words(&files).contains("\"groups-"));
    let (compiled, _) = made("one", &table(&[row(&[])]));
    let files = build::files(&compiled.unwrap(), None, None).unwrap();
    assert_eq!(files.keys().filter(|name| name.starts_with("fi-meetings-")).count(), 1);
    assert!(words(&files).contains("\"groups-title\""));
}

/// A number that follows from the one before, the same in each run: so the table is made up, and always the same.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

fn many(count: usize) -> String {
    let mut state = 7;
    let mut text = format!("{HEAD}\n");
    for number in 0..count {
        let mut pick = |list: &[&'static str]| list[next(&mut state) % list.len()];
        let repeats = pick(&["", "", "", "first", "last", "first, third"]);
        let (day, time) = (pick(&["1", "2", "3", "4", "5", "6", "7"]), pick(&["10:00", "12:30", "18:00", "19:00", "23:30"]));
        let place = pick(&["035", "091"]);
        let id = format!("fi-{number}");
        let own = [("id", id.as_str()), ("day", day), ("time", time), ("end_time", ""), ("repeats", repeats), ("place", place)];
        let _ = writeln!(text, "{}", row(&own));
    }
    text
}

#[test]
fn a_table_of_thousands_is_read_in_a_time_that_grows_with_its_length() {
    let time = |count: usize| {
        let text = many(count);
        let began = Instant::now();
        let (compiled, report) = made(&format!("many-{count}"), &text);
        assert_eq!((compiled.unwrap().pack.meetings.all.len(), report.as_str()), (count, "no problems"));
        began.elapsed()
    };
    let (some, many) = (time(1000), time(4000));
    // Four times as many rows take about four times as long; with a pass over all rows for each row it would be sixteen times.
    assert!(many < some * 10 + Duration::from_millis(500), "{some:?} {many:?}");
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let built = |name: &str| build::files(&made(name, &many(50)).0.unwrap(), None, None).unwrap();
    assert_eq!(built("same-a"), built("same-b"));
}
