//! Opening hours held against the syntax's own reader: the same spans for what is read, and nothing read that is not understood.
//!
//! In: `fixtures/opening-hours/own.json`, values of ours with the spans that the npm library `opening_hours` 3.15.0 gives for Norway;
//! where `LYKTA_SAMPLES` names a folder of samples, its `opening-hours/reference-intervals-dev.json` too.
//! A record with `holidays` is read with those as the calendar; one without, with none, since of a holiday these hours claim less than the
//! syntax does (see `lykta_core::schedule`).
//! Next: `crates/lykta-core/src/schedule/tests.rs` for the tables of our own.

#![cfg(test)]

use std::path::Path;

use lykta_core::calendar::{Calendar, Holiday};
use lykta_core::date::Date;
use lykta_core::schedule::{Moment, OpenState, Schedule, minute_of};
use serde_json::Value;

type Span = (Moment, Moment);

fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once('T').unwrap();
    Moment { date: Date::parse(date).unwrap(), minute: minute_of(time).unwrap() }
}

/// Spans that meet are one.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some((_, end)) if *end == from => *end = to,
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// When it is open within a window.
fn spans(schedule: &Schedule, calendar: &Calendar, from: Moment, to: Moment) -> Vec<Span> {
    let (mut spans, mut at) = (Vec::new(), from);
    while at < to {
        at = match schedule.state(at, calendar) {
            OpenState::Always => {
                spans.push((at, to));
                to
            }
            OpenState::Open(until) => {
                spans.push((at, until.min(to)));
                until
            }
            OpenState::Closed(opens) => opens,
            // Without holidays that the hours do not name, it never opens again.
            OpenState::NotKnown => to,
        };
    }
    merged(spans)
}

/// How many records of a file were read and gave the same spans, and which values were refused.
#[track_caller]
fn check(file: &Path) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(file).unwrap();
    let records: Vec<Value> = serde_json::from_str(&text).unwrap();
    let (mut same, mut refused) = (0, Vec::new());
    for record in &records {
        let text = |key: &str| record[key].as_str().unwrap();
        let Ok(schedule) = Schedule::parse(text("value")) else {
            refused.push(text("value").to_owned());
            continue;
        };
        assert_ne!(record["parse_error"], true, "{} is no opening hours, and was read", text("value"));
        let list = |key: &str| record[key].as_array().cloned().unwrap_or_default();
        let holidays = list("holidays").iter().map(|day| (Date::parse(day.as_str().unwrap()).unwrap(), Holiday::Public)).collect();
        let expected = list("intervals").into_iter().map(|span| {
            assert_eq!(span[2], "open", "{}: not all of it is open, and it was read", text("value"));
            (moment(span[0].as_str().unwrap()), moment(span[1].as_str().unwrap()))
        });
        let found = spans(&schedule, &Calendar::new(holidays), moment(text("from")), moment(text("to")));
        assert_eq!(found, merged(expected.collect()), "{}", text("value"));
        same += 1;
    }
    refused.sort();
    refused.dedup();
    (same, refused)
}

#[test]
fn own_values_are_open_when_the_syntax_s_own_reader_says_so() {
    let (same, refused) = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/opening-hours/own.json"));
    assert_eq!((same, refused), (57, Vec::new()));
}

#[test]
fn reference_records_are_open_as_they_say_or_refused() {
    let Some(samples) = std::env::var_os("LYKTA_SAMPLES") else {
        println!("LYKTA_SAMPLES is not set: the reference records are not read; own.json holds the kinds of value that they have");
        return;
    };
    let (same, refused) = check(&Path::new(&samples).join("opening-hours/reference-intervals-dev.json"));
    let expected = [
        "",
        "Mo 18:30-20:00 open \"open meeting\"",
        "Mo-Fr 08:00-09:00 \"phone hour\"; Mo-Fr 09:00-15:00",
        "Mo-Fr 09:00-15:00 unknown \"call first\"",
        "Mo-Fr 25:00-26:00",
        "ma-fr 08:00-16:00",
        "week 02-52/2 Mo 18:00-19:30",
    ];
    assert_eq!((same, refused), (16, expected.map(str::to_owned).to_vec()));
}
