//! Tables as spreadsheets save them: rows and cells, each with its bytes in the file.
//!
//! In: the text of a CSV file, whatever its separator, mark at the beginning or line ends. Out: the first line and the rows below it.
//! Never joins or drops a row in silence: one that cannot be read stays in the list, with what is wrong with it.
//! Standard: RFC 4180; semicolons and tabs as spreadsheets write them.
//! Next: `entries.rs`.

use std::ops::Range;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it, without quotes and spaces around it.
    pub text: String,
    /// Its bytes in the file, with its quotes.
    pub span: Range<usize>,
}

/// What is wrong with a row as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A cell has a line break.
    LineBreak,
    /// A quote is opened and never closed.
    NotClosed,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in a spreadsheet, from 1.
    pub number: usize,
    /// Its bytes, without the line end.
    pub span: Range<usize>,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What is wrong with it.
    pub slip: Option<Slip>,
}

impl Row {
    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// The mark that some programs put at the beginning of a file.
const MARK: char = '\u{feff}';

/// The rows of a table, the first line among them; rows without any text are left out.
#[must_use]
pub fn rows(text: &str) -> Vec<Row> {
    let mut start = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let first = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let mut number = 0;
    // Some spreadsheets name the separator in a line before all others.
    let named = first.trim_end().strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let separator = named.unwrap_or_else(|| separator(first));
    if named.is_some() {
        start = next_line(text, start + first.len());
        number = 1;
    }
    let mut rows = Vec::new();
    while start < text.len() {
        let (mut row, next) = row(text, start, separator);
        number += 1;
        row.number = number;
        if !row.is_blank() || row.slip.is_some() {
            rows.push(row);
        }
        start = next;
    }
    rows
}

/// The sign that parts the cells of the first line: the most frequent one outside quotes.
#[must_use]
pub fn separator(first: &str) -> u8 {
    let outside: String = first.split('"').step_by(2).collect();
    let count = |sign: u8| outside.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// The row that begins at a byte, and where the next one begins.
fn row(text: &str, start: usize, separator: u8) -> (Row, usize) {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    let is_end = |byte: Option<u8>| matches!(byte, None | Some(b'\n' | b'\r'));
    let (mut spans, mut slip, mut index) = (Vec::new(), None, start);
    loop {
        let begin = index;
        while at(index) == Some(b' ') {
            index += 1;
        }
        if at(index) == Some(b'"') {
            match closing(bytes, index + 1) {
                Some(end) => {
                    if text.get(index..end).is_some_and(|cell| cell.contains(['\n', '\r'])) {
                        slip = Some(Slip::LineBreak);
                    }
                    index = end + 1;
                }
                None => slip = Some(Slip::NotClosed),
            }
        }
        while !is_end(at(index)) && at(index) != Some(separator) {
            index += 1;
        }
        spans.push(begin..index);
        if at(index) != Some(separator) || is_end(at(index)) {
            break;
        }
        index += 1;
    }
    let cells = spans
        .into_iter()
        .map(|span| {
            let raw = text.get(span.clone()).unwrap_or("");
            let before = raw.len() - raw.trim_start().len();
            let bare = raw.trim();
            let trimmed = span.start + before..span.start + before + bare.len();
            Cell { text: value(bare), span: trimmed }
        })
        .collect();
    (Row { number: 0, span: start..index, cells, slip }, next_line(text, index))
}

/// Where the quote closes that was opened before `index`.
fn closing(bytes: &[u8], mut index: usize) -> Option<usize> {
    loop {
        let found = bytes.get(index..)?.iter().position(|byte| *byte == b'"')? + index;
        if bytes.get(found + 1) != Some(&b'"') {
            return Some(found);
        }
        index = found + 2;
    }
}

/// The text of a cell without its quotes.
fn value(raw: &str) -> String {
    if !raw.starts_with('"') {
        return raw.to_owned();
    }
    // Most hold no quote inside: no reader is needed for them, of which a long table would make thousands.
    if let Some(inner) = raw.get(1..).and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"')) {
        return inner.trim().to_owned();
    }
    // One cell alone: no separator can part it.
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(0).from_reader(raw.as_bytes());
    let cell = reader.records().next().and_then(Result::ok).and_then(|record| record.get(0).map(|cell| cell.trim().to_owned()));
    cell.unwrap_or_else(|| raw.trim_matches('"').to_owned())
}

/// The byte after the line end that stands at a byte.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or("");
    let length = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    end + length
}

/// The letter of a column in a spreadsheet, from 0: `A`, `B`, ... `Z`, `AA`.
#[must_use]
pub fn letter(column: usize) -> String {
    let here = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    let before = if column < 26 { String::new() } else { letter(column / 26 - 1) };
    format!("{before}{here}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let rows = rows(text);
        let found: Vec<Vec<&str>> = rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn semicolons_commas_and_tabs_are_told_apart_by_the_first_line() {
        check("id;title\na;b,c\n", &[&["id", "title"], &["a", "b,c"]]);
        check("id,title\na,b;c\n", &[&["id", "title"], &["a", "b;c"]]);
        check("id\ttitle\na\tb;c, d\n", &[&["id", "title"], &["a", "b;c, d"]]);
        check("\"id;x\",title\na,b\n", &[&["id;x", "title"], &["a", "b"]]);
        check("sep=;\r\nid;title\r\na;b\r\n", &[&["id", "title"], &["a", "b"]]);
    }

    #[test]
    fn the_mark_at_the_beginning_and_all_line_ends_are_read() {
        check("\u{feff}id;title\r\na;b\r\n", &[&["id", "title"], &["a", "b"]]);
        check("id;title\ra;b", &[&["id", "title"], &["a", "b"]]);
    }

    #[test]
    fn rows_without_text_are_left_out_and_still_counted() {
        let rows = rows("id;title\n;;\n\n  ;\na;b\n");
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5]);
    }

    #[test]
    fn quotes_hold_separators_and_quotes() {
        check("id,title\na,\"b, \"\"c\"\"\"\n", &[&["id", "title"], &["a", "b, \"c\""]]);
        check("id,title\na,5\" pipe\n", &[&["id", "title"], &["a", "5\" pipe"]]);
    }

    #[test]
    fn a_line_break_in_a_cell_is_told_and_the_next_row_stands() {
        let rows = rows("id,title\na,\"b\nc\"\nd,e\n");
        assert_eq!(rows.iter().map(|row| row.slip).collect::<Vec<_>>(), [None, Some(Slip::LineBreak), None]);
        assert_eq!(rows[2].cells[1].text, "e");
        assert_eq!(rows[2].number, 3);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row_only() {
        let rows = rows("id,title\na,\"b\nd,e\n");
        assert_eq!(rows.iter().map(|row| row.slip).collect::<Vec<_>>(), [None, Some(Slip::NotClosed), None]);
        assert_eq!(rows[2].cells[1].text, "e");
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 1, 25, 26, 51, 52].map(letter), ["A", "B", "Z", "AA", "AZ", "BA"]);
    }

    proptest! {
        /// What the kept library writes is read back alike, cell by cell, and every span is the cell's.
        #[test]
        fn what_a_spreadsheet_writes_is_read_back_alike(
            rows in proptest::collection::vec(proptest::collection::vec("[a-zäö;,\t\"' 0-9]{0,8}", 3), 1..6),
            separator in prop::sample::select(vec![b',', b';', b'\t']),
            is_marked: bool,
            is_windows: bool,
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(separator)
                .terminator(if is_windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
                .from_writer(Vec::new());
            writer.write_record(["id", "title", "text"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let mut text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            if is_marked {
                text.insert(0, MARK);
            }
            let written: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
                .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            let read = super::rows(&text);
            let found: Vec<Vec<String>> = read.iter().skip(1).map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect();
            prop_assert_eq!(found, written);
            for row in &read {
                for cell in &row.cells {
                    prop_assert_eq!(&value(&text[cell.span.clone()]), &cell.text);
                }
            }
        }
    }
}
