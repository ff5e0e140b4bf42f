use alloc::string::ToString;
use alloc::vec;

use proptest::prelude::*;

use super::*;
use crate::calendar::Holiday;

/// Finland around the turn of 2026, and Midsummer 2026.
fn finland() -> Calendar {
    let day = |text: &str| Date::parse(text).unwrap();
    Calendar::new(vec![
        (day("2025-01-01"), Holiday::Public),
        (day("2026-06-19"), Holiday::Eve),
        (day("2026-06-20"), Holiday::Public),
        (day("2026-12-24"), Holiday::Eve),
        (day("2026-12-25"), Holiday::Public),
        (day("2026-12-26"), Holiday::Public),
        (day("2027-01-01"), Holiday::Public),
        (day("2027-01-06"), Holiday::Public),
        (day("2028-12-26"), Holiday::Public),
    ])
}

#[track_caller]
fn check(anchor: &str, period: &str, moves: bool, expected: &str) {
    let anchor = Date::parse(anchor).unwrap();
    let period = Period::parse(period).unwrap();
    let last = last_day(anchor, period, moves, &finland(), anchor);
    assert_eq!(last.map(|last| last.date.to_string()).as_deref(), Some(expected).filter(|text| !text.is_empty()));
}

#[test]
fn the_day_itself_is_not_counted() {
    check("2026-11-09", "30 days", true, "2026-12-09");
}

#[test]
fn a_last_day_on_a_friday_stays() {
    check("2026-11-04", "30 days", true, "2026-12-04");
}

#[test]
fn a_last_day_on_a_saturday_or_sunday_moves_to_the_monday() {
    check("2026-11-05", "30 days", true, "2026-12-07");
    check("2026-11-06", "30 days", true, "2026-12-07");
    check("2026-11-07", "30 days", true, "2026-12-07");
}

#[test]
fn it_does_not_move_where_the_law_does_not_move_it() {
    check("2026-11-05", "30 days", false, "2026-12-05");
}

#[test]
fn midsummer_and_christmas_move_it_to_the_next_open_day() {
    check("2026-05-20", "30 days", true, "2026-06-22");
    check("2026-11-24", "30 days", true, "2026-12-28");
    check("2026-12-02", "30 days", true, "2027-01-04");
}

#[test]
fn a_month_ends_on_its_last_day_when_the_number_is_missing() {
    check("2026-11-30", "3 months", false, "2027-02-28");
    check("2027-11-30", "3 months", false, "2028-02-29");
    check("2026-01-31", "1 month", false, "2026-02-28");
    check("2028-02-29", "1 year", false, "2029-02-28");
}

#[test]
fn working_days_leave_out_weekends_and_public_holidays_but_not_eves() {
    check("2026-12-18", "5 working days", false, "2026-12-28");
    check("2026-12-21", "10 working days", false, "2027-01-07");
}

#[test]
fn no_day_is_named_outside_the_years_of_the_table() {
    check("2028-12-20", "20 working days", false, "");
    check("2028-12-20", "30 days", true, "");
    check("2028-12-20", "30 days", false, "2029-01-19");
}

#[test]
fn before_on_and_after_the_last_day() {
    let seen_from = |today: &str| {
        let anchor = Date::parse("2026-11-09").unwrap();
        let last = last_day(anchor, Period::parse("30 days").unwrap(), true, &finland(), Date::parse(today).unwrap()).unwrap();
        (last.days, last.is_passed(), last.percent_gone())
    };
    assert_eq!(seen_from("2026-12-08"), (1, false, 96));
    assert_eq!(seen_from("2026-12-09"), (0, false, 100));
    assert_eq!(seen_from("2026-12-10"), (-1, true, 100));
}

#[test]
fn periods_that_are_none_are_refused() {
    for text in ["", "30", "0 days", "days", "30 dagar", "-1 days", "+1 days", "30  days", "1.5 months"] {
        assert_eq!(Period::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn moving_never_makes_a_last_day_earlier_or_closed(offset in 0..1000i32, count in 1..400u16, unit in 0..5usize) {
        let unit = [Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::Years][unit];
        let anchor = Date::parse("2025-01-01").unwrap().plus_days(offset);
        let calendar = finland();
        let still = last_day(anchor, Period { count, unit }, false, &calendar, anchor);
        let moved = last_day(anchor, Period { count, unit }, true, &calendar, anchor);
        if let (Some(still), Some(moved)) = (still, moved) {
            prop_assert!(moved.date >= still.date);
            prop_assert!(!calendar.is_closed_day(moved.date));
            prop_assert!(still.date > anchor);
        }
    }
}
