//! One request as it came over the wire: all of it, since any part could carry an answer.
//!
//! In: bytes of a connection. Out: `Request`, and what two lots of requests differ in.
//! Keeps the spelling and order of headers; only the comparison puts order aside.
//! Next: `leaks.rs`.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

/// The longest head that is read; a browser's is far below.
const HEAD_BYTES: usize = 1 << 20;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET` and the like.
    pub method: String,
    /// Path and query as they stood in the first line.
    pub target: String,
    /// `HTTP/1.1`.
    pub version: String,
    /// Names as spelled and values, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// Empty if there was none.
    pub body: Vec<u8>,
}

impl Request {
    /// The path without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The value of a header, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Reads one request; `None` if the connection closes without a word.
    pub(crate) fn read(stream: &mut impl Read) -> std::io::Result<Option<Request>> {
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            if bytes.len() > HEAD_BYTES || read_some(stream, &mut bytes)? == 0 {
                return Ok(None);
            }
        };
        let (head, rest) = bytes.split_at(head_end);
        let head = String::from_utf8_lossy(head).into_owned();
        let mut body = rest.get(4..).unwrap_or_default().to_vec();
        let mut lines = head.split("\r\n");
        let mut first = lines.next().unwrap_or_default().splitn(3, ' ').map(str::to_owned);
        let mut request = Request {
            method: first.next().unwrap_or_default(),
            target: first.next().unwrap_or_default(),
            version: first.next().unwrap_or_default(),
            headers: lines
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
                .collect(),
            body: Vec::new(),
        };
        // A body in chunks is kept as it is on the wire: up to the chunk of no bytes.
        let is_chunked = request.header("transfer-encoding").is_some();
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while if is_chunked { !body.ends_with(b"0\r\n\r\n") } else { body.len() < length } {
            if read_some(stream, &mut body)? == 0 {
                break;
            }
        }
        request.body = body;
        Ok(Some(request))
    }
}

/// First line, headers in order of their names, body: what two journeys are compared by.
impl fmt::Display for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.method, self.target, self.version)?;
        let mut headers: Vec<String> = self.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        headers.sort_by_key(|line| line.to_lowercase());
        for line in headers {
            write!(formatter, "\n    {line}")?;
        }
        if self.body.is_empty() { Ok(()) } else { write!(formatter, "\n    \n    {}", self.body.escape_ascii()) }
    }
}

/// In what two lots of requests differ, one line or more each; empty if they are the same requests, each
/// as often, in whatever order they came.
#[must_use]
pub fn difference(one: &[Request], other: &[Request]) -> Vec<String> {
    let (one, other) = (counted(one), counted(other));
    let mut texts: Vec<&String> = one.keys().chain(other.keys()).collect();
    texts.sort();
    texts.dedup();
    let times = |lot: &BTreeMap<String, usize>, text: &String| lot.get(text).copied().unwrap_or(0);
    let differing = texts.into_iter().map(|text| (times(&one, text), times(&other, text), text));
    differing
        .filter(|(in_one, in_other, _)| in_one != in_other)
        .map(|(in_one, in_other, text)| format!("{in_one} times in one, {in_other} times in the other: {text}"))
        .collect()
}

fn counted(requests: &[Request]) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for request in requests {
        *times.entry(request.to_string()).or_insert(0) += 1;
    }
    times
}

fn read_some(stream: &mut impl Read, bytes: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut piece = [0; 16 * 1024];
    let count = stream.read(&mut piece)?;
    bytes.extend(piece.iter().take(count));
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::{Request, difference};

    fn read(text: &str) -> Option<Request> {
        Request::read(&mut text.as_bytes()).ok().flatten()
    }

    #[track_caller]
    fn check(one: &[&str], other: &[&str], expected: usize) {
        let lot = |texts: &[&str]| -> Vec<Request> { texts.iter().filter_map(|text| read(text)).collect() };
        let (one, other) = (lot(one), lot(other));
        let found = difference(&one, &other);
        assert_eq!(found.len(), expected, "{found:#?}");
    }

    const PLAIN: &str = "GET /a HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n";

    #[test]
    fn the_order_of_headers_does_not_count() {
        check(&[PLAIN], &["GET /a HTTP/1.1\r\nAccept: */*\r\nHost: x\r\n\r\n"], 0);
    }

    #[test]
    fn the_order_of_requests_does_not_count() {
        let other = "GET /b HTTP/1.1\r\n\r\n";
        check(&[PLAIN, other], &[other, PLAIN], 0);
    }

    #[test]
    fn a_request_made_twice_counts() {
        check(&[PLAIN], &[PLAIN, PLAIN], 1);
    }

    #[test]
    fn a_query_counts() {
        check(&[PLAIN], &["GET /a?x HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n"], 2);
    }

    #[test]
    fn the_value_of_a_header_counts() {
        check(&[PLAIN], &["GET /a HTTP/1.1\r\nHost: y\r\nAccept: */*\r\n\r\n"], 2);
    }

    #[test]
    fn a_body_counts() {
        let one = "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab";
        check(&[one], &["POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nac"], 2);
        check(&[one], &[one], 0);
    }

    #[test]
    fn a_silent_connection_is_no_request() {
        assert_eq!(read(""), None);
        assert_eq!(read("GET / HT"), None);
    }
}
