//! A list as a spreadsheet saves it: rows of cells, whatever the separator, the encoding and what stands above the headings.
//!
//! In: a stream. Out: the headings, and each row with its line.
//! Never takes a row for headings that has none of those that are asked for, and never loses a row that is not UTF-8.
//! Standard: RFC 4180, with semicolons and tabs as well.
//! Next: `guess.rs` for what headings mean.

use std::io::{BufRead, BufReader, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

/// Rows above which headings must stand.
const HEADINGS_BY: usize = 20;

/// Bytes of the start that are looked at for the separator.
const LOOK: usize = 64 << 10;

/// Bytes of one row; a quote that is never closed would else take in the whole file.
const LONGEST: usize = 1 << 20;

/// A row below the headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells; as many as there are headings, or fewer.
    pub cells: Vec<String>,
    /// Whether it was read as Windows-1252, for want of UTF-8.
    pub is_guessed: bool,
}

/// What is done with the headings and a row below them; false ends the reading.
pub type Take<'a> = dyn FnMut(&[String], Row) -> Result<bool, String> + 'a;

/// Whether a row has the headings; what is wrong if it has them almost.
pub type IsHeading<'a> = dyn Fn(&[String]) -> Result<bool, String> + 'a;

/// Reads a list: finds the row of headings that `is_heading` knows, then gives out all rows below it.
///
/// # Errors
/// What keeps it from being read, with its line; that there are no such headings.
pub fn read(name: &str, reader: &mut dyn Read, is_heading: &IsHeading<'_>, take: &mut Take<'_>) -> Result<(), String> {
    let mut reader = BufReader::with_capacity(LOOK, reader);
    let start = reader.fill_buf().map_err(|fault| format!("{name}: {}", crate::document::plain(&fault)))?;
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Err(format!("{name}: it is saved as \"Unicode text\" (UTF-16); save it as \"CSV UTF-8\""));
    }
    if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(format!("{name}: it is a workbook; save it as \"CSV UTF-8\""));
    }
    let separator = separator(start);
    let mut table = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(reader);
    let (mut record, mut number, mut heads) = (ByteRecord::new(), 0_usize, None::<Vec<String>>);
    loop {
        let is_more = table.read_byte_record(&mut record).map_err(|fault| {
            let line = fault.position().map_or(0, csv::Position::line);
            format!("{name}: line {line}: the row cannot be read; look whether a quote there is not closed")
        })?;
        if !is_more {
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.as_slice().len() > LONGEST {
            return Err(format!(
                "{name}: line {line}: the row is longer than {} MB; look whether a quote there is not closed",
                LONGEST >> 20
            ));
        }
        let (cells, is_guessed) = decoded(&record);
        number += 1;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match &heads {
            Some(heads) => {
                let cells = cells.into_iter().take(heads.len()).collect();
                if !take(heads, Row { line, cells, is_guessed })? {
                    return Ok(());
                }
            }
            None if is_heading(&cells).map_err(|what| format!("{name}: line {line}: {what}"))? => heads = Some(cells),
            None if number >= HEADINGS_BY => break,
            None => {}
        }
    }
    if heads.is_some() { Ok(()) } else { Err(format!("{name}: none of the first {HEADINGS_BY} rows has the headings")) }
}

/// The cells of a row as texts of one line.
fn decoded(record: &ByteRecord) -> (Vec<String>, bool) {
    let mut is_guessed = false;
    let mut text = |bytes: &[u8]| {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                is_guessed = true;
                WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
            }
        };
        text.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (record.iter().map(&mut text).collect(), is_guessed)
}

/// The sign that parts the cells: the one that stands most often outside of quotes.
fn separator(start: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b';', 0_u32), (b'\t', 0), (b',', 0)];
    for byte in start {
        if *byte == b'"' {
            is_quoted = !is_quoted;
        } else if !is_quoted {
            counts.iter_mut().filter(|(sign, _)| sign == byte).for_each(|(_, count)| *count += 1);
        }
    }
    // A comma stands in texts and numbers too; a semicolon or tab that stands in most rows parts cells.
    let rows = u32::try_from(start.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX).max(1);
    let [(_, semicolons), (_, tabs), (_, commas)] = counts;
    match () {
        () if semicolons >= rows && semicolons * 2 >= commas => b';',
        () if tabs >= rows => b'\t',
        () if commas > 0 || semicolons == 0 => b',',
        () => b';',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&[&str]]) {
        let mut rows = Vec::new();
        let is_heading = |cells: &[String]| Ok(cells.iter().any(|cell| cell == "Nimi"));
        let take: &mut Take<'_> = &mut |_, row| {
            rows.push(row.cells);
            Ok(true)
        };
        let outcome = read("list.csv", &mut &*bytes, &is_heading, take);
        assert_eq!(
            (outcome, rows),
            (Ok(()), expected.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>()).collect())
        );
    }

    #[test]
    fn every_separator_and_encoding_is_read() {
        check(b"Nimi,Klo\nToivo,18\n", &[&["Toivo", "18"]]);
        check(b"Nimi;Klo\r\nToivo, iso;18,5\r\n", &[&["Toivo, iso", "18,5"]]);
        check(b"Nimi\tKlo\nToivo\t18\n", &[&["Toivo", "18"]]);
        check("Nimi;Päivä\nYö;pe\n".as_bytes(), &[&["Yö", "pe"]]);
        check(b"Nimi;P\xe4iv\xe4\nY\xf6;pe\n", &[&["Yö", "pe"]]);
    }

    #[test]
    fn titles_blanks_and_line_breaks_are_passed_over() {
        check(b"Lista 2026;;\n;;\n\nNimi;Klo;\n\"Toivo\niso\";18;\n;;\nUsko;19\n", &[&["Toivo iso", "18", ""], &["Usko", "19"]]);
    }

    #[test]
    fn what_is_no_list_is_told() {
        let is_heading = |_: &[String]| Ok(false);
        let take: &mut Take<'_> = &mut |_, _| Ok(true);
        for (bytes, why) in
            [(&b"\xff\xfea\0"[..], "UTF-16"), (b"\xd0\xcf\x11\xe0", "workbook"), (b"", "headings"), (b"a;b\nc;d\n", "headings")]
        {
            let told = read("x", &mut &*bytes, &is_heading, take).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }
}
