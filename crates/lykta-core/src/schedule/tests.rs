//! Tests of opening hours: own tables. The syntax's own cases stand in the editors' tool, `tests/opening_hours.rs`.

use super::*;
use crate::calendar::Holiday;
use alloc::string::String;
use alloc::vec;
use proptest::prelude::*;

fn at(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').unwrap();
    Moment { date: Date::parse(date).unwrap(), minute: minute_of(time).unwrap() }
}

/// Independence Day on a Sunday, Christmas Eve on a Thursday, Christmas on a Friday and a Saturday, Epiphany on a Wednesday.
fn finland() -> Calendar {
    let day = |day: &str, kind| (Date::parse(day).unwrap(), kind);
    Calendar::new(vec![
        day("2026-12-06", Holiday::Public),
        day("2026-12-24", Holiday::Eve),
        day("2026-12-25", Holiday::Public),
        day("2026-12-26", Holiday::Public),
        day("2027-01-06", Holiday::Public),
    ])
}

#[track_caller]
fn check(hours: &str, now: &str, expected: OpenState) {
    assert_eq!(Schedule::parse(hours).unwrap().state(at(now), &finland()), expected, "{hours} at {now}");
}

fn open(until: &str) -> OpenState {
    OpenState::Open(at(until))
}

fn closed(until: &str) -> OpenState {
    OpenState::Closed(at(until))
}

#[test]
fn the_first_minute_is_open_and_the_last_is_not() {
    check("Mo-Fr 12:00-18:00", "2026-11-23 11:59", closed("2026-11-23 12:00"));
    check("Mo-Fr 12:00-18:00", "2026-11-23 12:00", open("2026-11-23 18:00"));
    check("Mo-Fr 12:00-18:00", "2026-11-23 17:59", open("2026-11-23 18:00"));
    check("Mo-Fr 12:00-18:00", "2026-11-23 18:00", closed("2026-11-24 12:00"));
}

#[test]
fn midnight_is_the_first_minute_of_the_next_day() {
    check("Mo 18:00-24:00", "2026-11-23 23:59", open("2026-11-24 00:00"));
    check("Mo 18:00-24:00", "2026-11-24 00:00", closed("2026-11-30 18:00"));
    check("Tu 00:00-06:00", "2026-11-23 23:59", closed("2026-11-24 00:00"));
    check("Tu 00:00-06:00", "2026-11-24 00:00", open("2026-11-24 06:00"));
}

#[test]
fn what_is_open_today_is_open_though_nobody_knows_of_the_night_before() {
    // The 26th is a holiday of which the hours say nothing.
    let hours = "Mo-Su off; Dec 24-Jan 06 Sa,Su 11:00-04:45,00:00-00:30";
    check(hours, "2026-12-26 12:00", OpenState::NotKnown);
    check(hours, "2026-12-27 00:00", open("2026-12-27 00:30"));
    check(hours, "2026-12-27 00:30", OpenState::NotKnown);
}

#[test]
fn a_lunch_break_closes() {
    check("Mo-Fr 08:00-11:30,12:30-16:00", "2026-11-23 11:29", open("2026-11-23 11:30"));
    check("Mo-Fr 08:00-11:30,12:30-16:00", "2026-11-23 11:30", closed("2026-11-23 12:30"));
    check("Mo-Fr 08:00-11:30,12:30-16:00", "2026-11-23 12:30", open("2026-11-23 16:00"));
}

#[test]
fn a_weekend_lasts_until_monday() {
    check("Mo-Fr 12:00-18:00", "2026-11-27 20:00", closed("2026-11-30 12:00"));
}

#[test]
fn days_may_run_from_the_end_of_a_week_to_the_next() {
    check("Sa-Mo 10:00-12:00", "2026-11-23 11:00", open("2026-11-23 12:00"));
    check("Sa-Mo 10:00-12:00", "2026-11-24 11:00", closed("2026-11-28 10:00"));
}

#[test]
fn an_evening_may_run_past_midnight() {
    check("Fr,Sa 20:00-02:00", "2026-11-28 01:59", open("2026-11-28 02:00"));
    check("Fr,Sa 20:00-02:00", "2026-11-28 02:00", closed("2026-11-28 20:00"));
    check("Fr,Sa 20:00-02:00", "2026-11-29 02:00", closed("2026-12-04 20:00"));
}

#[test]
fn a_night_that_began_runs_on_into_a_day_with_another_rule() {
    check("Mo-Th 18:00-01:00; Fr,Sa 18:00-03:00", "2026-11-27 00:30", open("2026-11-27 01:00"));
    check("Mo-Th 18:00-01:00; Fr,Sa 18:00-03:00", "2026-11-27 01:00", closed("2026-11-27 18:00"));
}

#[test]
fn what_is_open_without_a_pause_is_open_until_it_pauses() {
    check("Mo-Fr 00:00-08:00,16:00-24:00; Sa-Su 00:00-24:00", "2026-11-27 17:00", open("2026-11-30 08:00"));
    check("Mo-Fr 00:00-08:00,16:00-24:00; Sa-Su 00:00-24:00", "2026-11-30 09:00", closed("2026-11-30 16:00"));
}

#[test]
fn a_holiday_is_closed_open_or_not_known_as_the_hours_say() {
    check("Mo-Su 09:00-15:00; PH off", "2026-12-24 10:00", closed("2026-12-27 09:00"));
    check("Mo-Su 09:00-15:00; PH open", "2026-12-25 10:00", open("2026-12-25 15:00"));
    check("Mo-Su 09:00-15:00; PH 10:00-14:00", "2026-12-25 09:30", closed("2026-12-25 10:00"));
    check("Mo-Su,PH 09:00-15:00", "2026-12-25 10:00", open("2026-12-25 15:00"));
    check("Mo-Su 09:00-15:00", "2026-12-25 10:00", OpenState::NotKnown);
}

#[test]
fn a_holiday_on_a_day_of_rest_is_closed() {
    check("Mo-Fr 09:00-15:00", "2026-12-06 10:00", closed("2026-12-07 09:00"));
}

#[test]
fn what_is_said_of_holidays_holds_wherever_it_stands() {
    check("PH off; Mo-Su 09:00-15:00", "2026-12-25 10:00", closed("2026-12-27 09:00"));
    check("Mo-Fr 08:00-16:00; PH off; Dec Mo-Fr 09:00-15:00", "2026-12-25 10:00", closed("2026-12-28 09:00"));
}

#[test]
fn a_night_into_a_holiday_ends_at_midnight_only_if_that_day_is_off() {
    // From Wednesday evening into Christmas Eve.
    check("Mo-Su 20:00-02:00; PH off", "2026-12-23 23:00", open("2026-12-24 00:00"));
    check("Mo-Su 20:00-02:00; PH off", "2026-12-24 01:00", closed("2026-12-27 20:00"));
    check("Mo-Su 20:00-02:00; PH open", "2026-12-24 01:00", open("2026-12-24 02:00"));
    // Of the eve itself nothing is known, but the night had begun.
    check("Mo-Su 20:00-02:00", "2026-12-24 01:00", open("2026-12-24 02:00"));
    check("Mo-Su 20:00-02:00", "2026-12-25 01:00", OpenState::NotKnown);
}

#[test]
fn a_night_that_did_not_begin_does_not_run_on() {
    check("Mo-Su 20:00-02:00; PH off", "2026-12-27 01:00", closed("2026-12-27 20:00"));
}

#[test]
fn christmas_eve_may_have_hours_of_its_own() {
    check("Mo-Fr 08:00-16:00; PH off; Dec 24 10:00-12:00", "2026-12-24 09:00", closed("2026-12-24 10:00"));
    check("Mo-Fr 08:00-16:00; PH off; Dec 24 10:00-12:00", "2026-12-24 12:00", closed("2026-12-28 08:00"));
    check("Mo-Fr 08:00-16:00; Dec 24 10:00-12:00; PH off", "2026-12-24 11:00", closed("2026-12-28 08:00"));
    check("Mo-Fr 08:00-16:00; Dec 24 off", "2026-12-24 11:00", closed("2026-12-28 08:00"));
}

#[test]
fn days_that_are_off_take_the_place_of_what_stands_before() {
    check("Mo-Fr 08:00-16:00; Dec 21-23 off", "2026-12-21 10:00", closed("2026-12-28 08:00"));
    check("Mo-Fr 08:00-16:00; Dec 30-Jan 05 off", "2026-12-31 10:00", closed("2027-01-07 08:00"));
    check("Mo-Fr 08:00-16:00; 2026 Dec 30-2027 Jan 05 off", "2027-01-05 10:00", closed("2027-01-07 08:00"));
    check("Mo-Fr 08:00-16:00; 2026 Dec 30-2027 Jan 05 off", "2027-12-30 10:00", open("2027-12-30 16:00"));
    check("Mo-Fr 08:00-16:00; Dec 21,Dec 23 off", "2026-12-22 10:00", open("2026-12-22 16:00"));
}

#[test]
fn a_summer_without_hours_still_says_when_it_opens() {
    check("Mo-Fr 08:00-16:00; Jun-Aug off", "2026-06-01 10:00", closed("2026-09-01 08:00"));
    check("Mo-Fr 08:00-16:00; 2026 Jul 01-Jul 31 Mo-Fr 09:00-15:00", "2026-07-01 08:30", closed("2026-07-01 09:00"));
    check("Mo-Fr 08:00-16:00; 2026 Jul 01-Jul 31 Mo-Fr 09:00-15:00", "2027-07-01 08:30", open("2027-07-01 16:00"));
}

#[test]
fn hours_that_are_over_for_good_are_not_known() {
    check("2025 Jul 01-Jul 31 Mo-Fr 09:00-15:00", "2026-11-23 10:00", OpenState::NotKnown);
}

#[test]
fn the_29th_of_february_is_a_day_of_its_own() {
    check("Mo-Su 09:00-15:00; Feb 29 off", "2028-02-29 10:00", closed("2028-03-01 09:00"));
    check("Mo-Su 09:00-15:00; Feb 29 off", "2027-03-01 10:00", open("2027-03-01 15:00"));
    check("Mo-Su 09:00-15:00; Feb 28-Mar 01 off", "2028-02-29 10:00", closed("2028-03-02 09:00"));
    check("Feb 29 10:00-12:00", "2028-02-28 23:00", closed("2028-02-29 10:00"));
    check("Mo-Su 22:00-02:00", "2028-03-01 01:00", open("2028-03-01 02:00"));
}

#[test]
fn a_day_may_be_counted_in_its_month() {
    check("Th[1] 18:00-20:00", "2026-11-23 10:00", closed("2026-12-03 18:00"));
    check("We[-1] 17:30-19:00", "2026-11-25 18:00", open("2026-11-25 19:00"));
    check("We[-1] 17:30-19:00", "2026-11-26 18:00", closed("2026-12-30 17:30"));
    check("Mo[1,3] 19:00-20:30", "2026-12-08 10:00", closed("2026-12-21 19:00"));
    check("Mo-Fr 09:00-15:00; Mo[1] off", "2026-12-07 10:00", closed("2026-12-08 09:00"));
}

#[test]
fn the_hour_that_is_skipped_or_comes_twice_is_a_time_as_any_other() {
    // The moment is what a clock on the wall shows: on the night of 28 March 2027 none shows 3:30, on that of 31 October it is shown twice.
    check("Su 03:00-04:00", "2027-03-28 02:59", closed("2027-03-28 03:00"));
    check("Su 03:00-04:00", "2027-03-28 04:00", closed("2027-04-04 03:00"));
    check("Su 03:30-06:00", "2027-03-28 04:00", open("2027-03-28 06:00"));
    check("Su 03:00-04:00", "2027-10-31 03:30", open("2027-10-31 04:00"));
    check("Sa 20:00-04:00", "2027-10-31 03:59", open("2027-10-31 04:00"));
}

#[test]
fn day_and_night_never_closes() {
    check("24/7", "2026-12-25 03:00", OpenState::Always);
    check("Mo-Su 00:00-24:00; PH open", "2026-12-25 03:00", OpenState::Always);
    check("Mo-Su,PH 00:00-24:00", "2026-12-25 03:00", OpenState::Always);
}

#[test]
fn a_later_rule_for_the_same_days_takes_the_place_of_the_earlier() {
    check("Mo 09:00-12:00; Mo 13:00-15:00", "2026-11-23 10:00", closed("2026-11-23 13:00"));
    check("Mo-Fr 09:00-15:00; We 12:00-18:00", "2026-11-25 10:00", closed("2026-11-25 12:00"));
}

#[test]
fn hours_that_cannot_be_read_are_refused() {
    for text in [
        "",
        "8-16",
        "08:00-16:00",
        "ma-fr 08:00-16:00",
        "Mo-Fr 8:00-16:00",
        "Mo-Fr +8:00-16:00",
        "Mo-Fr 08:00",
        "Mo-Fr 08:00+",
        "Mo-Fr 16:00-16:00",
        "Mo-Fr 25:00-26:00",
        "Mo-Fr 08:00-26:00",
        "PH off",
        "Mo-Fr off",
        "off",
        "24/7; PH off",
        "Mo-Fr08:00-16:00",
        "Mo-Fr 08:00-16:00;",
        "Mo-Fr 08:00-16:00, Sa 10:00-12:00",
        "Mo-Fr 08:00-16:00 open",
        "Mo-Fr 08:00-16:00 \"call first\"",
        "Mo-Fr 08:00-16:00; We 12:00-13:00 off",
        "Mo-Fr 08:00-16:00; SH off",
        "Mo-Fr 08:00-16:00; easter off",
        "week 02-52/2 Mo 18:00-19:30",
        "Mo-Fr 08:00-16:00 || Sa 10:00-12:00",
        "Mo, 08:00-16:00",
        "Mo[0] 08:00-16:00",
        "Mo[6] 08:00-16:00",
        "Mo[1 08:00-16:00",
        "Mo[1]x 08:00-16:00",
        "Mo-Fr[1] 08:00-16:00",
        "PH[1] 08:00-16:00",
        "Mo-Fr 08:00-16:00; Feb 30 off",
        "Mo-Fr 08:00-16:00; 2027 Feb 29 off",
        "Mo-Fr 08:00-16:00; Dec 0 off",
        "Mo-Fr 08:00-16:00; Dec 24-32 off",
        "Mo-Fr 08:00-16:00; Dec 26-24 off",
        "Mo-Fr 08:00-16:00; Dec 24-Jan off",
        "Mo-Fr 08:00-16:00; Dec-26 off",
        "Mo-Fr 08:00-16:00; 2026 Dec 24-Jan 02 off",
        "Mo-Fr 08:00-16:00; Dec 24-2027 Jan 02 off",
        "Mo-Fr 08:00-16:00; 2026 off",
        "Mo-Fr 08:00-16:00; dec 24 off",
    ] {
        assert!(Schedule::parse(text).is_err(), "{text}");
    }
}

#[test]
fn the_rule_that_cannot_be_read_is_named() {
    assert_eq!(Schedule::parse("Mo-Fr 08:00-16:00; Feb 30 off; PH off"), Err("Feb 30 off"));
}

#[test]
fn numbers_that_are_no_hours_are_refused() {
    for numbers in [&[0, 0, 31][..], &[0, 0, 31, 720, 720], &[0, 0, 31, 1440, 1500], &[0, 0, 31, 720, 2881], &[0, 0, 31, 2, 2]] {
        assert_eq!(Schedule::from_numbers(numbers), None, "{numbers:?}");
    }
}

/// Rules of all kinds, as text.
fn rules() -> impl Strategy<Value = String> {
    let time = || (0..24u8, prop_oneof![Just(0u8), Just(30), Just(45)]).prop_map(|(hour, minute)| std::format!("{hour:02}:{minute:02}"));
    let span = (time(), time()).prop_filter("no empty span", |(from, to)| from != to).prop_map(|(from, to)| std::format!("{from}-{to}"));
    let days = proptest::sample::select(vec!["Mo-Su", "Tu-Fr", "Sa,Su", "Sa-Mo", "We", "PH", "Mo,PH", "Th[1]", "Fr[-1],Mo"]);
    let dates = proptest::sample::select(vec!["", "Dec 24", "Dec 24-26", "Dec 24-Jan 06", "Jun-Aug", "2026 Dec 20-2027 Jan 10", "Feb 29"]);
    let times =
        prop_oneof![Just(String::from("off")), span.clone(), (span.clone(), span).prop_map(|(one, other)| std::format!("{one},{other}"))];
    let rule = (dates, days, times).prop_map(|(dates, days, times)| String::from(std::format!("{dates} {days} {times}").trim()));
    proptest::collection::vec(rule, 1..4).prop_map(|rules| std::format!("Mo-Fr 09:00-15:00; {}", rules.join("; ")))
}

proptest! {
    #[test]
    fn what_opens_later_is_closed_until_then_and_open_then(hours in rules(), day in 0..800i32, minute in 0..1440u16) {
        let (schedule, calendar) = (Schedule::parse(&hours).unwrap(), finland());
        let now = Moment { date: Date::parse("2026-06-01").unwrap().plus_days(day), minute };
        match schedule.state(now, &calendar) {
            OpenState::Closed(opens) => {
                prop_assert!(opens > now);
                prop_assert!(matches!(schedule.state(opens, &calendar), OpenState::Open(_)));
            }
            OpenState::Open(until) => {
                prop_assert!(until > now);
                // What has no pause for days is followed for some of them only.
                if until.date <= now.date.plus_days(2) {
                    prop_assert!(!matches!(schedule.state(until, &calendar), OpenState::Open(_)));
                    let (date, minute) = if until.minute == 0 { (until.date.plus_days(-1), 1440) } else { (until.date, until.minute) };
                    prop_assert_eq!(schedule.state(Moment { date, minute: minute - 1 }, &calendar), OpenState::Open(until));
                }
            }
            OpenState::Always | OpenState::NotKnown => {}
        }
    }

    #[test]
    fn hours_survive_as_numbers(hours in rules()) {
        let schedule = Schedule::parse(&hours).unwrap();
        prop_assert_eq!(Schedule::from_numbers(&schedule.numbers()), Some(schedule));
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in "[MoFrPHDec0-9:;,\\[\\] -]{0,40}") {
        let _ = Schedule::parse(&text);
    }
}
