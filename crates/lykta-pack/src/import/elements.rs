//! Elements: the records of a JSON feed, one after another, each with its place.
//!
//! In: a stream of JSON: an array, an object that wraps one, a table of rows with headings, or a line for each record. Out: one record at a time.
//! Holds one record at a time, whatever the length of the feed. Never passes over anything: what is no record is given out too.
//! Standard: RFC 8259; a line for each record as in NDJSON.
//! Next: `source.rs` for where the stream comes from, `meeting_guide.rs` for what a record means.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value};

use super::record::Place;

/// Bytes that one record may have.
pub const LARGEST: u64 = 4 << 20;

/// What is done with a record.
pub type Take<'a> = dyn FnMut(Place, Value) -> Result<(), String> + 'a;

/// Fields of an object that wraps a list: those that hold the records, and those that are passed over whatever their length.
#[derive(Debug, Clone, Copy)]
pub struct Wrapped {
    /// Such as `meetings`.
    pub lists: &'static [&'static str],
    /// Such as `formats`.
    pub skips: &'static [&'static str],
}

/// Gives out all records.
///
/// # Errors
/// Where the feed breaks off or cannot be read; what `take` says.
pub fn each(reader: impl Read, wrapped: Wrapped, take: &mut Take<'_>) -> Result<u64, String> {
    let at = Rc::new(At::default());
    let mut deserializer = Deserializer::from_reader(Counted { reader, at: Rc::clone(&at) });
    let mut walk = Walk { fields: wrapped, take, at, number: 0, heads: None, refusal: None, wrapped: 0 };
    let mut values = 0_u32;
    loop {
        walk.at.allow();
        let outcome = Top(&mut walk).deserialize(&mut deserializer);
        if let Some(refusal) = walk.refusal.take() {
            return Err(refusal);
        }
        if let Err(fault) = outcome {
            // After a whole value there may be more lines, or nothing.
            if values > 0 && fault.is_eof() && walk.at.blank.get() {
                return Ok(walk.number);
            }
            return Err(told(&fault, &walk.at));
        }
        values += 1;
        walk.at.blank.set(true);
        if values == 1 && walk.wrapped != 0 {
            // One list is the whole feed: what stands after it is no part of it.
            return deserializer.end().map(|()| walk.number).map_err(|fault| told(&fault, &walk.at));
        }
    }
}

/// What is wrong with the feed as such, in words.
fn told(fault: &serde_json::Error, at: &At) -> String {
    let place = format!("line {}, column {}", fault.line(), fault.column());
    if at.is_over.get() {
        return format!("a record is larger than {} MB, at {place}: this is no feed of records; nothing was taken in", LARGEST >> 20);
    }
    let words = fault.to_string();
    if words.contains("recursion limit") {
        return format!("the feed is nested deeper than 127 levels, at {place}; nothing was taken in");
    }
    if fault.is_eof() {
        return format!(
            "the feed ends in the middle, at {place}: it was not fetched whole, or is empty; fetch it again; nothing was taken in"
        );
    }
    if fault.is_io() {
        return format!("the feed cannot be read on, at {place}: {words}");
    }
    format!("the feed is broken, at {place}: no JSON can stand there; ask whoever keeps it; nothing was taken in")
}

/// How far the stream was read.
#[derive(Debug, Default)]
struct At {
    /// Bytes so far.
    bytes: Cell<u64>,
    /// Bytes that may be read before the next record begins.
    limit: Cell<u64>,
    /// Whether a record went beyond that.
    is_over: Cell<bool>,
    /// Line ends so far.
    lines: Cell<u64>,
    /// The line on which the record at hand begins, once it has begun.
    start: Cell<Option<u64>>,
    /// Whether nothing but space was read since this was set.
    blank: Cell<bool>,
}

impl At {
    /// A record begins: it may be as large as any.
    fn allow(&self) {
        self.limit.set(self.bytes.get() + LARGEST);
        self.start.set(None);
    }
}

/// A reader that knows how far it has come.
struct Counted<R> {
    reader: R,
    at: Rc<At>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        let at = &self.at;
        at.bytes.set(at.bytes.get() + count as u64);
        for byte in read {
            if *byte == b'\n' {
                at.lines.set(at.lines.get() + 1);
            } else if at.start.get().is_none() && !byte.is_ascii_whitespace() && *byte != b',' {
                at.start.set(Some(at.lines.get() + 1));
            }
        }
        if !read.iter().all(u8::is_ascii_whitespace) {
            at.blank.set(false);
        }
        if at.bytes.get() > at.limit.get() {
            at.is_over.set(true);
            return Err(io::Error::other("too large"));
        }
        Ok(count)
    }
}

/// The walk through a feed.
struct Walk<'a, 'b> {
    fields: Wrapped,
    take: &'a mut Take<'b>,
    at: Rc<At>,
    /// Records so far.
    number: u64,
    /// The headings, if the feed is a table.
    heads: Option<Vec<String>>,
    /// What `take` said.
    refusal: Option<String>,
    /// Lists that were found.
    wrapped: u32,
}

impl Walk<'_, '_> {
    /// Gives a record out; false if no more are wanted.
    fn give(&mut self, value: Value) -> bool {
        let line = self.at.start.get().unwrap_or(1);
        let value = match (value, &self.heads) {
            // The first row of a table has its headings.
            (Value::Array(row), None) if self.number == 0 && !row.is_empty() && row.iter().all(Value::is_string) => {
                let head = |cell: &Value| cell.as_str().unwrap_or("").trim().to_lowercase().replace([' ', '-'], "_");
                self.heads = Some(row.iter().map(head).collect());
                return true;
            }
            (Value::Array(row), Some(heads)) => {
                let named = heads.iter().zip(row).filter(|(head, _)| !head.is_empty());
                Value::Object(named.map(|(head, cell)| (head.clone(), cell)).collect::<Map<_, _>>())
            }
            (value, _) => value,
        };
        self.number += 1;
        let outcome = (self.take)(Place { record: self.number, line }, value);
        self.refusal = outcome.err();
        self.refusal.is_none()
    }
}

/// The whole feed, or a line of it.
struct Top<'w, 'a, 'b>(&'w mut Walk<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<(), A::Error> {
        self.0.wrapped += 1;
        List(self.0).visit_seq(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if self.0.fields.lists.contains(&key.as_str()) {
                self.0.wrapped += 1;
                map.next_value_seed(List(self.0))?;
            } else if self.0.wrapped > 0 || self.0.fields.skips.contains(&key.as_str()) {
                self.0.at.limit.set(u64::MAX);
                map.next_value::<IgnoredAny>()?;
                self.0.at.allow();
            } else {
                let value = map.next_value()?;
                fields.insert(key, value);
            }
        }
        if self.0.wrapped == 0 && !self.0.give(Value::Object(fields)) {
            return Err(serde::de::Error::custom("stopped"));
        }
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.other(Value::from(text))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.other(Value::from(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.other(Value::from(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.other(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.other(Value::from(value))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.other(Value::Null)
    }
}

impl Top<'_, '_, '_> {
    /// What is no list and no record is given out as it is, to be refused by its place.
    fn other<E: serde::de::Error>(self, value: Value) -> Result<(), E> {
        if self.0.give(value) { Ok(()) } else { Err(E::custom("stopped")) }
    }
}

/// A list of records.
struct List<'w, 'a, 'b>(&'w mut Walk<'a, 'b>);

impl<'de> DeserializeSeed<'de> for List<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        self.0.heads = None;
        loop {
            self.0.at.allow();
            let Some(value) = sequence.next_element::<Value>()? else { return Ok(()) };
            if !self.0.give(value) {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEETINGS: Wrapped = Wrapped { lists: &["meetings"], skips: &["formats"] };

    fn read(text: &str) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let take: &mut Take<'_> = &mut |place, value| {
            found.push(format!("{}@{} {value}", place.record, place.line));
            Ok(())
        };
        each(text.as_bytes(), MEETINGS, take)?;
        Ok(found)
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), Ok(expected.iter().map(|&line| line.to_owned()).collect()), "{text}");
    }

    #[test]
    fn lists_wrapped_lists_tables_and_lines_are_read_alike() {
        check(r#"[{"a":1},{"a":2}]"#, &[r#"1@1 {"a":1}"#, r#"2@1 {"a":2}"#]);
        check("{\"formats\":[{\"x\":1}],\"meetings\":[\n{\"a\":1},\n\n{\"a\":2}]}", &[r#"1@2 {"a":1}"#, r#"2@4 {"a":2}"#]);
        check("[[\"A b\",\"c\"],[1,2],[3]]", &[r#"1@1 {"a_b":1,"c":2}"#, r#"2@1 {"a_b":3}"#]);
        check("{\"a\":1}\n{\"a\":2}\n\n", &[r#"1@1 {"a":1}"#, r#"2@2 {"a":2}"#]);
        check("[]", &[]);
    }

    #[test]
    fn what_is_no_record_is_given_out_too() {
        check("[[],[1]]", &["1@1 []", "2@1 [1]"]);
        check(r#"[1,null,"x",{}]"#, &["1@1 1", "2@1 null", "3@1 \"x\"", "4@1 {}"]);
        check("null", &["1@1 null"]);
    }

    #[test]
    fn a_feed_that_breaks_off_is_told_with_its_place() {
        for (text, start) in [
            ("[{\"a\":1},{\"a\":", "the feed ends in the middle, at line 1, column 14"),
            ("", "the feed ends in the middle, at line 1, column 0"),
            ("[{\"a\":1}]\n\n invalid text", "the feed is broken, at line 3, column 2"),
            ("{\"meetings\":[]} x", "the feed is broken, at line 1, column 17"),
            ("<html>", "the feed is broken, at line 1, column 1"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.starts_with(start), "{told}");
        }
    }

    #[test]
    fn depth_and_size_have_limits() {
        assert!(read(&"[".repeat(5000)).unwrap_err().contains("127 levels"));
        let beside = format!("{{\"formats\":\"{}\",\"meetings\":[1]}}", "x".repeat(usize::try_from(LARGEST).unwrap() + 1));
        assert_eq!(read(&beside).map(|found| found.len()), Ok(1));
        let large = format!("[\"{}\"]", "x".repeat(usize::try_from(LARGEST).unwrap() + 1));
        assert!(read(&large).unwrap_err().contains("larger than 4 MB"));
    }

    #[test]
    fn whoever_takes_may_stop() {
        let take: &mut Take<'_> = &mut |place, _| if place.record == 2 { Err("enough".to_owned()) } else { Ok(()) };
        assert_eq!(each("[1,2,3]".as_bytes(), MEETINGS, take), Err("enough".to_owned()));
    }
}
