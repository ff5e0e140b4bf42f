//! The layout of the flow: which question stands where, and how the lines between them run.
//!
//! In: the questions in the author's order, with the questions that each hangs on. Out: sheets of boxes, texts and lines, in whole units.
//! Each question is a layer of its own, since the author's order is what a reader wants to see; a library that lays graphs out would choose another.
//! From each question that others hang on, one lane runs down beside the boxes, with a branch to each of them; the shortest lanes stand innermost.
//! A sheet fits a page of paper; a lane that goes on to the next sheet bears the number of its question there.
//! Never lets a line cross a text or a box: lines run in the gutter alone, and texts stand in boxes.
//! Next: `picture.rs`, which draws it.

/// Width of a box.
const BOX: i32 = 430;
/// Width of a column of card groups.
const COLUMN: i32 = 36;
/// Distance of two lanes; room for a number of two digits.
const LANE: i32 = 20;
/// Room between the lanes and the boxes, for arrows.
const ARROWS: i32 = 20;
/// Least height of the head of a sheet: the names of the columns, which run upward, and the numbers of lanes that go on.
const HEAD: i32 = 40;
/// Room between two boxes.
const GAP: i32 = 14;
/// Room between the edge of a box and its texts.
const PAD: i32 = 10;
/// Distance of two arrows that reach the same box.
const PORT: i32 = 12;
/// Height of a sheet to its width, in percent: as much as a page of A4 holds with its margins and a heading.
const PAGE: i32 = 128;

/// Size of the question in a box.
pub const TITLE: i32 = 15;
/// Size of the other lines.
pub const LINE: i32 = 13;
/// Size of numbers and names of columns.
pub const SMALL: i32 = 12;

/// A question, as the layout needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Station {
    /// The question, with its number.
    pub title: String,
    /// When it is put, and which answers lead where; each a paragraph.
    pub lines: Vec<String>,
    /// Indexes of the earlier questions that it hangs on.
    pub from: Vec<usize>,
    /// How many cards of each group hang on it, one per column.
    pub counts: Vec<usize>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its start.
    pub x: i32,
    /// Its top.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The question.
    Title,
    /// A line below it.
    Line,
    /// The number of a lane that comes from the sheet before; stands centered.
    Lane,
    /// The name of a column, by its index; runs upward.
    Column(usize),
    /// A number of cards: index of the column; stands centered.
    Count(usize),
}

/// A text in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where it begins, or its middle where it stands centered.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// What it is.
    pub role: Role,
    /// The words.
    pub words: String,
}

/// A line from one question to others: a part of it on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// The lane, from the boxes outward.
    pub lane: usize,
    /// From here.
    pub from: (i32, i32),
    /// To here.
    pub to: (i32, i32),
    /// Whether it ends at a box, with an arrow.
    pub arrives: bool,
}

/// A question on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its index.
    pub station: usize,
    /// Its box.
    pub area: Area,
    /// The texts in the box.
    pub texts: Vec<Text>,
    /// Its numbers of cards.
    pub counts: Vec<Text>,
}

/// A part of the picture that fits a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Height.
    pub height: i32,
    /// Names of the columns, and numbers of lanes that go on here.
    pub heads: Vec<Text>,
    /// Lines.
    pub wires: Vec<Wire>,
    /// Questions.
    pub places: Vec<Place>,
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Width of every sheet.
    pub width: i32,
    /// Sheets, from the top.
    pub sheets: Vec<Sheet>,
}

/// The radius of the circle around a number of cards.
pub const RADIUS: i32 = 12;

/// How wide a text is at most, in units: an estimate for wide fonts, so that narrower ones leave room.
#[must_use]
pub fn width(text: &str, size: i32, is_bold: bool) -> i32 {
    let sign = |sign: char| match sign {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' | ' ' | 'I' => 34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 42,
        'm' | 'w' | 'M' | 'W' | '→' | '—' | '…' | '@' | '%' => 100,
        _ if sign.is_uppercase() => 74,
        _ if sign.is_ascii() => 64,
        _ if sign.is_alphabetic() => 66,
        _ => 90,
    };
    let hundredths: i32 = text.chars().map(sign).sum();
    (hundredths * size * if is_bold { 112 } else { 100 } / 10_000) + 1
}

/// A text in lines that fit.
fn wrapped(text: &str, size: i32, is_bold: bool, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut put = |word: &str| {
        let Some(line) = lines.last_mut() else { return };
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&joined, size, is_bold) <= room {
            *line = joined;
        } else {
            lines.push(word.to_owned());
        }
    };
    for word in text.split_whitespace() {
        // A word that is wider than the box is parted.
        let mut part = String::new();
        for sign in word.chars() {
            if width(&format!("{part}{sign}"), size, is_bold) > room {
                put(&part);
                part.clear();
            }
            part.push(sign);
        }
        put(&part);
    }
    lines
}

/// A question with its texts wrapped.
struct Sized {
    texts: Vec<(i32, Role, String)>,
    height: i32,
}

fn sized(station: &Station) -> Sized {
    let room = BOX - 2 * PAD;
    let mut texts = Vec::new();
    let mut y = PAD;
    for line in wrapped(&station.title, TITLE, true, room) {
        y += TITLE + 4;
        texts.push((y - 4, Role::Title, line));
    }
    for paragraph in &station.lines {
        y += 3;
        for line in wrapped(paragraph, LINE, false, room) {
            y += LINE + 4;
            texts.push((y - 4, Role::Line, line));
        }
    }
    let ports = i32::try_from(station.from.len()).unwrap_or(0) * PORT + 2 * PORT;
    Sized { texts, height: (y + PAD).max(ports).max(2 * RADIUS) }
}

/// For each question the lane that begins at it, if any, and the last question that it reaches.
fn lanes(stations: &[Station]) -> Vec<Option<(usize, usize)>> {
    let mut spans: Vec<(usize, usize)> = (0..stations.len())
        .filter_map(|source| stations.iter().rposition(|station| station.from.contains(&source)).map(|last| (source, last)))
        .collect();
    spans.sort_by_key(|(source, last)| (last.saturating_sub(*source), *source));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut lanes = vec![None; stations.len()];
    for (source, last) in spans {
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(from, to)| last < *from || *to < source);
        let lane = taken.iter().position(is_free).unwrap_or(taken.len());
        match taken.get_mut(lane) {
            Some(own) => own.push((source, last)),
            None => taken.push(vec![(source, last)]),
        }
        if let Some(own) = lanes.get_mut(source) {
            *own = Some((lane, last));
        }
    }
    lanes
}

/// Lays the questions out. `columns` are the names of the groups of cards.
#[must_use]
pub fn layout(stations: &[Station], columns: &[String]) -> Layout {
    let lanes = lanes(stations);
    let count = lanes.iter().flatten().map(|(lane, _)| lane + 1).max().unwrap_or(0);
    let head = columns.iter().map(|name| width(name, SMALL, true) + 2 * PAD).max().unwrap_or(0).max(HEAD);
    let plan = Plan { stations, columns, lanes: &lanes, left: i32::try_from(count).unwrap_or(0) * LANE + ARROWS, head };
    let width = plan.left + BOX + GAP + i32::try_from(columns.len()).unwrap_or(0) * COLUMN;
    let tallest = width * PAGE / 100;
    let sizes: Vec<Sized> = stations.iter().map(sized).collect();
    let mut sheets: Vec<(usize, usize, i32)> = Vec::new();
    for (index, size) in sizes.iter().enumerate() {
        match sheets.last_mut() {
            Some((_, end, height)) if *height + size.height + GAP <= tallest => {
                *end = index + 1;
                *height += size.height + GAP;
            }
            _ => sheets.push((index, index + 1, head + size.height + GAP)),
        }
    }
    let sheets = sheets.into_iter().map(|(start, end, height)| plan.sheet(start..end, height, &sizes)).collect();
    Layout { width, sheets }
}

struct Plan<'a> {
    stations: &'a [Station],
    columns: &'a [String],
    lanes: &'a [Option<(usize, usize)>],
    /// Where the boxes begin.
    left: i32,
    /// Height of the head of a sheet.
    head: i32,
}

impl Plan<'_> {
    fn lane_x(&self, lane: usize) -> i32 {
        self.left - ARROWS - i32::try_from(lane).unwrap_or(0) * LANE - LANE / 2
    }

    fn column_x(&self, column: usize) -> i32 {
        self.left + BOX + GAP + i32::try_from(column).unwrap_or(0) * COLUMN + COLUMN / 2
    }

    /// Where the arrow from a question arrives at a box.
    fn port(&self, place: &Place, source: usize) -> i32 {
        let from = self.stations.get(place.station).map_or(&[][..], |station| &station.from);
        let index = from.iter().position(|own| *own == source).unwrap_or(0);
        place.area.y + PORT + i32::try_from(index).unwrap_or(0) * PORT
    }

    fn sheet(&self, range: std::ops::Range<usize>, height: i32, sizes: &[Sized]) -> Sheet {
        let name = |(index, name): (usize, &String)| Text {
            x: self.column_x(index),
            y: self.head - PAD,
            role: Role::Column(index),
            words: name.clone(),
        };
        let mut sheet = Sheet { height, heads: self.columns.iter().enumerate().map(name).collect(), ..Sheet::default() };
        let mut y = self.head;
        for index in range.clone() {
            let (Some(station), Some(size)) = (self.stations.get(index), sizes.get(index)) else { continue };
            let area = Area { x: self.left, y, width: BOX, height: size.height };
            let text = |(at, role, words): &(i32, Role, String)| Text { x: self.left + PAD, y: y + at, role: *role, words: words.clone() };
            let middle = y + size.height / 2;
            let counts = station.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(column, count)| Text {
                x: self.column_x(column),
                y: middle + SMALL / 3,
                role: Role::Count(column),
                words: count.to_string(),
            });
            sheet.places.push(Place { station: index, area, texts: size.texts.iter().map(text).collect(), counts: counts.collect() });
            y += size.height + GAP;
        }
        for (source, lane) in self.lanes.iter().enumerate() {
            if let Some((lane, last)) = lane {
                self.lane(&mut sheet, &range, source, *lane, *last);
            }
        }
        sheet
    }

    /// The part of a lane that runs on a sheet.
    fn lane(&self, sheet: &mut Sheet, range: &std::ops::Range<usize>, source: usize, lane: usize, last: usize) {
        if source >= range.end || last < range.start {
            return;
        }
        let x = self.lane_x(lane);
        let wire = |from, to, arrives| Wire { lane, from, to, arrives };
        let own = sheet.places.iter().find(|place| place.station == source);
        let top = match own {
            Some(place) => place.area.y + place.area.height - PORT / 2,
            None => self.head - 6,
        };
        let reached: Vec<i32> = sheet
            .places
            .iter()
            .filter(|place| self.stations.get(place.station).is_some_and(|station| station.from.contains(&source)))
            .map(|place| self.port(place, source))
            .collect();
        let bottom = if last < range.end { reached.last().copied().unwrap_or(top) } else { sheet.height };
        let mut wires = vec![wire((x, top), (x, bottom), false)];
        if own.is_some() {
            wires.push(wire((self.left, top), (x, top), false));
        } else {
            sheet.heads.push(Text { x, y: self.head - 9, role: Role::Lane, words: (source + 1).to_string() });
        }
        wires.extend(reached.into_iter().map(|y| wire((x, y), (self.left, y), true)));
        sheet.wires.extend(wires);
    }
}

#[cfg(test)]
mod tests;
