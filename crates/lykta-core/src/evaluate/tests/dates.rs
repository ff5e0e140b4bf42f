//! Rows: time limits, law in force, freshness, and the order of what is found.

use super::check;

const LIMITS: &str = "item told date\nitem asked single: yes | no
    card c; deadline 30 days from told if asked is yes; deadline 7 days from told";

#[test]
fn a_time_limit_shows_with_its_date_where_it_is_known_to_run() {
    check(LIMITS, "", "next is told; c ends on ; c comes with background");
    check(LIMITS, "told 2026-11-20", "next is asked; c ends on 2026-11-27; c comes with deadlines");
    check(LIMITS, "told 2026-11-20, asked skipped", "next is nothing; c ends on 2026-11-27");
    check(LIMITS, "told skipped", "next is nothing; c ends on ; c comes with background");
}

#[test]
fn no_item_is_asked_for_a_time_limit_that_cannot_show() {
    let pack = "item about single: alcohol | gaming\nitem asked single: yes | no\nitem told date\ncard c if about is alcohol; deadline 7 days from told if asked is yes";
    check(pack, "about gaming", "next is nothing");
    check(pack, "about alcohol", "next is asked");
    check(pack, "about alcohol, asked yes", "next is told");
    check(pack, "about alcohol, asked no", "next is nothing");
    check(pack, "about alcohol, asked skipped", "next is nothing");
    check(pack, "about alcohol, told skipped", "next is nothing");
}

#[test]
fn an_item_that_cannot_make_a_time_limit_certain_is_not_asked_for_it() {
    let pack = "item about single: alcohol | gaming\nitem asked single: yes | no\nitem late single: yes | no\nitem told date
        card c; deadline 7 days from told if about is alcohol and asked is yes or late is yes";
    check(pack, "", "next is about");
    check(pack, "about skipped", "next is late");
}

#[test]
fn an_item_is_not_asked_for_a_date_that_counts_anyway_or_never() {
    let pack = "item who single: self | child\nitem about single: alcohol | gaming
        item told date if who is self or about is alcohol\nitem late single: yes | no
        card c; deadline 7 days from told if late is yes";
    check(pack, "who skipped", "next is about");
    check(pack, "who skipped, told 2026-11-20", "next is late");
    check(pack, "who child, about gaming, told 2026-11-20", "next is nothing");
}

#[test]
fn the_nearest_time_limit_comes_first_and_passed_ones_last() {
    check(LIMITS, "told 2026-11-20, asked yes", "c ends on 2026-11-27, 2026-12-20; c comes with deadlines");
    check(LIMITS, "told 2026-11-13, asked yes", "c ends on 2026-12-13, 2026-11-20; c comes with deadlines");
    check(LIMITS, "told 2026-10-01, asked yes", "c ends on 2026-10-31, 2026-10-08; c comes with background");
}

#[test]
fn a_time_limit_raises_a_card_until_its_last_day_is_over() {
    let pack = "item told date\ncard c; need right; deadline 30 days from told";
    check(pack, "told 2026-11-09, today 2026-12-08", "c comes with deadlines");
    check(pack, "told 2026-11-09, today 2026-12-09", "c comes with deadlines");
    check(pack, "told 2026-11-09, today 2026-12-10", "c comes with rights");
}

#[test]
fn danger_stays_danger_whatever_runs() {
    check(
        "item told date\ncard c; need danger; deadline 30 days from told",
        "told 2026-11-20",
        "c comes with danger; c ends on 2026-12-20",
    );
}

#[test]
fn a_card_that_may_apply_shows_its_time_limit_too() {
    let pack = "item told date\nitem who single: self | child\ncard c if who is self; deadline 30 days from told";
    check(pack, "told 2026-11-20", "c is unknown; c ends on 2026-12-20; c comes with deadlines; next is who");
}

#[test]
fn no_last_day_is_named_that_the_calendar_does_not_cover() {
    check("item told date\ncard c; deadline 30 working days from told", "told 2027-12-20", "c ends on ; c comes with background");
}

#[test]
fn a_date_that_is_not_asked_for_gives_no_last_day() {
    let pack = "item who single: self | child\nitem told date if who is self\ncard c; deadline 30 days from told";
    check(pack, "who self, told 2026-11-20", "c ends on 2026-12-20");
    check(pack, "who child, told 2026-11-20", "c ends on ; asked are who");
    check(pack, "told 2026-11-20", "c ends on 2026-12-20; next is who");
}

#[test]
fn a_card_is_left_out_before_its_law_is_in_force() {
    let pack = "card c; law 2027-01-01 to\ncard d; law 2020-01-01 to; law 2027-01-01 to";
    check(pack, "today 2026-12-31", "c is gone; d is gone");
    check(pack, "today 2027-01-01", "c is yes; d is yes; c counts as fresh");
    check(pack, "today 2027-01-02", "c is yes");
}

#[test]
fn a_card_says_so_once_its_law_is_past_its_last_day() {
    let pack = "card c; law 2020-01-01 to 2026-12-31\ncard d; law 2020-01-01 to; law to 2026-12-31";
    check(pack, "today 2026-12-30", "c counts as fresh");
    check(pack, "today 2026-12-31", "c counts as fresh; d counts as fresh");
    check(pack, "today 2027-01-01", "c counts as lapsed; d counts as lapsed; c is yes");
}

#[test]
fn a_card_is_stale_when_its_check_is_more_than_a_year_old() {
    let pack = "card c; checked 2025-11-21\ncard leap; checked 2024-02-29";
    check(pack, "today 2026-11-20", "c counts as fresh");
    check(pack, "today 2026-11-21", "c counts as fresh");
    check(pack, "today 2026-11-22", "c counts as stale");
    check(pack, "today 2025-02-28", "leap counts as fresh");
    check(pack, "today 2025-03-01", "leap counts as stale");
}

#[test]
fn a_card_is_stale_when_the_clock_stands_before_its_check() {
    check("card c; checked 2026-11-21", "today 2026-11-20", "c counts as stale");
    check("card c; checked 2026-11-21", "today 2026-11-21", "c counts as fresh");
    check("card c; checked 2026-11-21", "today 2026-11-22", "c counts as fresh");
}

#[test]
fn a_lapsed_law_weighs_more_than_an_old_check() {
    check("card c; checked 2020-01-01; law to 2026-01-01", "", "c counts as lapsed");
}

#[test]
fn findings_stand_by_truth_then_need_then_rank_then_the_order_of_the_files() {
    let pack = "item who single: self | child\nitem told date
        card may-danger if who is self; need danger
        card good-to-know
        card group; need group
        card second; need right; rank 2
        card first; need right; rank 1
        card also-first; need right; rank 1
        card service; need service
        card late; need background; deadline 30 days from told
        card danger; need danger";
    check(pack, "", "order is danger, first, also-first, second, service, group, good-to-know, late, may-danger");
    check(pack, "told 2026-11-20", "order is danger, late, first, also-first, second, service, group, good-to-know, may-danger");
    check(pack, "who self", "order is may-danger, danger, first, also-first, second, service, group, good-to-know, late");
}
