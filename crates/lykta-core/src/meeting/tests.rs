use alloc::borrow::ToOwned;
use alloc::string::ToString;
use alloc::vec;

use proptest::prelude::*;

use super::*;
use crate::format::VERSION;
use crate::format::built::{MeetingsFile, ReadFault};
use crate::schedule::minute_of;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').unwrap();
    Moment { date: day(date), minute: minute_of(time).unwrap() }
}

/// A meeting that repeats so, from 18:00 for this long, with these breaks.
fn meeting(when: &str, length: &str, breaks: &str) -> Meeting {
    read(&[&format!("0\t{when}\t1080\t{length}\t{breaks}\t1\t\t\t\t2026-11-01")]).unwrap().all.remove(0)
}

fn read(lines: &[&str]) -> Result<Meetings, ReadFault> {
    let file = MeetingsFile {
        format: VERSION,
        stale_after_months: 6,
        hidden_after_months: 18,
        meetings: lines.join("\n"),
        points: "60163 24934\n\n65012 25468".to_owned(),
    };
    // As the app reads it: from its JSON.
    Meetings::try_from(serde_json::from_str::<MeetingsFile>(&serde_json::to_string(&file).unwrap()).unwrap())
}

/// The day of the next gathering, from 18:00 for ninety minutes.
#[track_caller]
fn check(when: &str, breaks: &str, now: &str, next: Option<&str>) {
    assert_eq!(meeting(when, "90", breaks).next(moment(now)), next.map(day), "{when} without {breaks:?} at {now}");
}

#[test]
fn a_weekly_meeting_is_today_until_it_ends() {
    // 2026-11-26 is a Thursday.
    check("4", "", "2026-11-25 23:59", Some("2026-11-26"));
    check("4", "", "2026-11-26 17:59", Some("2026-11-26"));
    check("4", "", "2026-11-26 18:00", Some("2026-11-26"));
    check("4", "", "2026-11-26 19:29", Some("2026-11-26"));
    check("4", "", "2026-11-26 19:30", Some("2026-12-03"));
}

#[test]
fn one_without_an_end_counts_as_running_for_an_hour() {
    let meeting = meeting("4", "", "");
    assert_eq!(meeting.next(moment("2026-11-26 18:59")), Some(day("2026-11-26")));
    assert_eq!(meeting.next(moment("2026-11-26 19:00")), Some(day("2026-12-03")));
}

#[test]
fn one_across_midnight_runs_into_the_next_day() {
    let night = meeting("6", "480", "");
    assert_eq!(night.next(moment("2026-11-29 01:59")), Some(day("2026-11-28")));
    assert_eq!(night.next(moment("2026-11-29 02:00")), Some(day("2026-12-05")));
}

#[test]
fn every_second_week_is_counted_from_the_day_named() {
    for (now, next) in [
        ("2026-11-19 12:00", "2026-11-26"),
        ("2026-11-26 12:00", "2026-11-26"),
        ("2026-11-27 12:00", "2026-12-10"),
        ("2027-01-01 12:00", "2027-01-07"),
    ] {
        check("4/2/2026-11-26", "", now, Some(next));
    }
}

#[test]
fn there_is_no_gathering_before_the_first() {
    check("4/1/2027-01-14", "", "2026-11-22 12:00", Some("2027-01-14"));
    check("4/1/2029-01-04", "", "2026-11-22 12:00", Some("2029-01-04"));
}

#[test]
fn the_first_third_and_last_of_a_month_are_counted_by_weekday() {
    check("4#1", "", "2026-11-22 12:00", Some("2026-12-03"));
    check("4#5", "", "2026-12-04 12:00", Some("2026-12-17"));
    check("4#32", "", "2026-11-22 12:00", Some("2026-11-26"));
    check("4#32", "", "2026-11-27 12:00", Some("2026-12-31"));
    // The fifth is not in every month.
    check("4#16", "", "2026-11-22 12:00", Some("2026-12-31"));
    check("4#16", "", "2027-01-01 12:00", Some("2027-04-29"));
}

#[test]
fn single_days_end() {
    check("=2026-12-24 2026-12-06", "", "2026-11-22 12:00", Some("2026-12-06"));
    check("=2026-12-24 2026-12-06", "", "2026-12-24 19:29", Some("2026-12-24"));
    check("=2026-12-24 2026-12-06", "", "2026-12-24 19:30", None);
}

#[test]
fn a_leap_day_is_a_day() {
    check("=2028-02-29", "", "2026-11-22 12:00", Some("2028-02-29"));
    check("2", "", "2028-02-28 12:00", Some("2028-02-29"));
    check("2#16", "", "2028-02-02 12:00", Some("2028-02-29"));
    check("2", "02-29..02-29", "2028-02-28 12:00", Some("2028-03-07"));
    check("2", "02-29..02-29", "2027-02-22 12:00", Some("2027-02-23"));
}

#[test]
fn a_break_holds_on_its_first_and_last_day() {
    check("4", "2026-11-26..2026-12-03", "2026-11-22 12:00", Some("2026-12-10"));
    check("4", "2026-11-27..2026-12-02", "2026-11-22 12:00", Some("2026-11-26"));
    check("4", "06-15..08-15", "2027-06-11 12:00", Some("2027-08-19"));
    check("4", "06-15..08-15", "2027-06-10 12:00", Some("2027-06-10"));
    check("4", "12-20..01-06", "2026-12-18 12:00", Some("2027-01-07"));
    check("4", "12-20..01-06", "2026-12-17 12:00", Some("2026-12-17"));
    check("4", "01-01..12-31", "2026-11-22 12:00", None);
}

#[test]
fn a_night_when_the_clock_changes_goes_by_the_clock_on_the_wall() {
    // Finland 2027: 03:00 becomes 04:00 on 28 March, 04:00 becomes 03:00 on 31 October. From 03:15 for half an hour.
    let meeting = read(&["0\t7\t195\t30\t\t1\t\t\t\t2026-11-01"]).unwrap().all.remove(0);
    for day_of_change in ["2027-03-28", "2027-10-31"] {
        assert_eq!(meeting.next(moment(&[day_of_change, " 02:59"].concat())), Some(day(day_of_change)));
        assert_eq!(meeting.next(moment(&[day_of_change, " 03:44"].concat())), Some(day(day_of_change)));
        assert_eq!(meeting.next(moment(&[day_of_change, " 04:00"].concat())), Some(day(day_of_change).plus_days(7)));
    }
}

#[test]
fn a_meeting_is_demoted_and_then_hidden_by_age() {
    let meetings = read(&["0\t4\t1080\t\t\t1\t\t\t\t2026-05-22"]).unwrap();
    for (today, standing) in [
        ("2026-05-21", Standing::Stale),
        ("2026-05-22", Standing::Fresh),
        ("2026-11-22", Standing::Fresh),
        ("2026-11-23", Standing::Stale),
        ("2027-11-22", Standing::Stale),
        ("2027-11-23", Standing::Old),
    ] {
        assert_eq!(meetings.standing(&meetings.all[0], day(today)), standing, "{today}");
    }
}

#[test]
fn the_words_of_each_meeting_are_its_own() {
    let first = "0\t4\t1080\t90\t\t3\t2\t5\t60163 24934\t2026-11-01\tfi\tToivo\tTalo\tKatu 1, Helsinki\t091\thttps://example.org/a\t+358931012345\t09 310 12345\tRing the bell";
    let meetings =
        read(&[first, "1\t5\t540\t\t\t4\t\t\t\t2026-11-01\t\t\t\t\t\t\t116117\t116 117", "1\t5\t540\t\t\t4\t\t\t\t2026-11-01"]).unwrap();
    let words = meetings.words(&meetings.all[0]);
    assert_eq!(
        (words.language, words.name, words.location, words.address, words.place),
        ("fi", "Toivo", "Talo", "Katu 1, Helsinki", "091")
    );
    assert_eq!(
        (words.url, words.phone, words.number, words.notes),
        ("https://example.org/a", "+358931012345", "09 310 12345", "Ring the bell")
    );
    assert_eq!(meetings.words(&meetings.all[1]), MeetingWords { phone: "116117", number: "116 117", ..MeetingWords::default() });
    assert_eq!(meetings.words(&meetings.all[2]), MeetingWords::default());
    let one = &meetings.all[0];
    assert!(one.kinds.has(Kind::InPerson as usize) && one.kinds.has(Kind::Online as usize) && !one.kinds.has(Kind::Phone as usize));
    assert_eq!((one.point, meetings.points.as_slice()), (Some((60163, 24934)), &[Some((60163, 24934)), None, Some((65012, 25468))][..]));
}

#[test]
fn a_line_that_cannot_be_read_refuses_the_file() {
    let fine = ["0", "4", "1080", "90", "", "1", "", "", "", "2026-11-01", "", "", "", "", "", "", "", ""];
    assert!(read(&[&fine.join("\t")]).is_ok());
    for (cell, text) in [
        (0, "x"),
        (1, "8"),
        (1, "4#x"),
        (1, "4/2/soon"),
        (1, "=2026-02-30"),
        (1, ""),
        (2, "1440"),
        (2, ""),
        (3, "1440"),
        (3, "long"),
        (4, "06-15"),
        (4, "June..July"),
        (5, "256"),
        (9, ""),
        (9, "2026-11"),
        (15, "http://example.org"),
        (15, "javascript:alert(1)"),
        (16, "09 310"),
    ] {
        let mut cells = fine;
        cells[cell] = text;
        assert_eq!(read(&[&cells.join("\t")]), Err(ReadFault::Broken("meeting")), "{cell}: {text}");
    }
    assert_eq!(Meetings::try_from(MeetingsFile { format: 2, ..MeetingsFile::default() }), Err(ReadFault::Version(2)));
}

#[track_caller]
fn check_calendar(when: &str, breaks: &str, starts: &str, rule: &str) {
    let (start, end, found) = meeting(when, "90", breaks).calendar(moment("2026-11-22 12:00")).unwrap();
    assert_eq!((start, found.as_str()), (moment(starts), rule));
    assert_eq!((end.date, end.minute), (start.date, start.minute + 90));
}

#[test]
fn a_calendar_is_given_start_end_and_repetition() {
    check_calendar("4", "", "2026-11-26 18:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH");
    check_calendar("4/2/2026-11-26", "", "2026-11-26 18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
    check_calendar("4#37", "", "2026-11-26 18:00", "FREQ=MONTHLY;BYDAY=1TH,3TH,-1TH");
    check_calendar("=2026-12-06", "", "2026-12-06 18:00", "");
    check_calendar("4", "06-15..08-15", "2026-11-26 18:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270614T235959");
}

fn repeats() -> impl Strategy<Value = (Repeat, u8)> {
    let weekday = || (1..8u8).prop_map(|day| Weekday::from_iso(day).unwrap());
    let date = || (0..1000i32).prop_map(|days| day("2026-01-01").plus_days(days));
    prop_oneof![
        (weekday(), 1..5u8, 0..150i32).prop_map(|(day_of, every, week)| {
            let from = nth_week(day("2025-01-01"), day_of).next().unwrap().plus_days(7 * week);
            (Repeat::Weekly { day: day_of, every, from }, 0)
        }),
        (weekday(), 1..64u8).prop_map(|(day, weeks)| (Repeat::Monthly { day, weeks }, weeks)),
        proptest::collection::vec(date(), 1..5).prop_map(|dates| (Repeat::Dates(dates), 0)),
    ]
}

fn breaks() -> impl Strategy<Value = Break> {
    prop_oneof![
        (0..1000i32, 0..90i32).prop_map(|(from, days)| {
            let from = day("2026-01-01").plus_days(from);
            Break::Once(from, from.plus_days(days))
        }),
        ((1..13u8, 1..32u8), (1..13u8, 1..32u8)).prop_map(|(from, to)| Break::Yearly(from, to)),
    ]
}

proptest! {
    #[test]
    fn a_gathering_that_is_named_is_neither_over_nor_in_a_break_nor_passed_over(
        (repeat, _) in repeats(),
        breaks in proptest::collection::vec(breaks(), 0..3),
        start in 0..1440u16,
        length in proptest::option::of(1..1440u16),
        days in 0..900i32,
        minute in 0..1440u16,
    ) {
        let now = Moment { date: day("2026-01-01").plus_days(days), minute };
        let meeting = Meeting { repeat, breaks, start, length, ..meeting("4", "", "") };
        let found = meeting.next(now);
        if let Some(date) = found {
            prop_assert!(meeting.end(date) > now);
            prop_assert!(!meeting.breaks.iter().any(|held| held.holds(date)));
            prop_assert!(meeting.is_on(date));
        }
        // Day by day, with nothing skipped.
        let first = (-1..390).map(|days| now.date.plus_days(days)).find(|date| meeting.end(*date) > now && meeting.is_on(*date));
        prop_assert_eq!(found.filter(|date| now.date.days_until(*date) < 390), first);
    }

    #[test]
    fn weeks_of_a_month_are_those_that_counting_finds(weekday in 1..8u8, weeks in 1..64u8, year in 2024..2033i32, month in 1..13u8) {
        let day_of = Weekday::from_iso(weekday).unwrap();
        let repeat = Repeat::Monthly { day: day_of, weeks };
        let all: Vec<Date> = (1..=days_in_month(year, month).unwrap()).filter_map(|day| Date::new(year, month, day)).collect();
        let own: Vec<Date> = all.iter().copied().filter(|date| date.weekday() == day_of).collect();
        let mut expected: Vec<Date> = (0..5).filter(|week| weeks >> week & 1 == 1).filter_map(|week| own.get(week).copied()).collect();
        if weeks >> 5 & 1 == 1 && !expected.contains(own.last().unwrap()) {
            expected.push(*own.last().unwrap());
        }
        let found: Vec<Date> = all.into_iter().filter(|date| repeat.is_on(*date)).collect();
        prop_assert_eq!(found, expected);
    }

    // The Nordic countries, and as far as one travels in a day.
    #[test]
    fn distances_are_those_of_a_sphere(latitude in 54_500..71_200i32, longitude in 4_500..31_600i32, north in -2000..2000i32, east in -2000..2000i32) {
        let (one, other) = ((latitude, longitude), (latitude + north, longitude + east));
        let radians = |thousandths: i32| f64::from(thousandths) / 1000.0 * core::f64::consts::PI / 180.0;
        let half = |one: i32, other: i32| (radians(other - one) / 2.0).sin().powi(2);
        let chord = half(one.0, other.0) + radians(one.0).cos() * radians(other.0).cos() * half(one.1, other.1);
        let sphere = 2.0 * 6_371_000.0 * chord.sqrt().asin();
        let found = f64::from(metres(one, other));
        prop_assert!((found - sphere).abs() <= 20.0 + sphere / 100.0, "{found} {sphere}");
        prop_assert_eq!(metres(one, other), metres(other, one));
    }

    #[test]
    fn no_line_can_do_harm(line in "[0-9a-z#/=. \t-]{0,60}") {
        if let Ok(meetings) = read(&[&line]) {
            for meeting in &meetings.all {
                let _ = (meeting.next(moment("2026-11-22 12:00")), meetings.words(meeting), meeting.kinds.0.to_string());
            }
        }
    }
}

#[test]
fn marks_are_bits_in_the_order_of_all() {
    let marks = Marks::of(&Who::ALL, &[Who::Women, Who::Problem]);
    assert_eq!(marks, Marks(0b1010));
    let held: Vec<Who> = Who::ALL.into_iter().filter(|who| marks.has(*who as usize)).collect();
    assert_eq!(held, vec![Who::Problem, Who::Women]);
}
