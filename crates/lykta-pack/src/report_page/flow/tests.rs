//! What must hold of every layout: nothing lies over anything else.

use super::*;

/// A pack of so many questions, drawn from a number: long and short texts, conditions on near and far questions.
fn stations(count: usize, seed: u64) -> Vec<Station> {
    let mut state = seed.wrapping_mul(2) + 1;
    let mut draw = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    let words = ["hjälp", "Päihdeneuvonta", "of", "the", "välfärdsområdesfullmäktigeledamot", "WWWWmmmm", "you", "(or", "not)", "år"];
    (0..count)
        .map(|index| {
            let mut text = |most: usize| {
                let length = 1 + draw(most);
                (0..length).map(|_| words[draw(words.len())]).collect::<Vec<_>>().join(" ")
            };
            let title = text(14);
            let lines = (0..1 + title.len() % 4).map(|_| text(30)).collect();
            let mut from: Vec<usize> = (0..draw(4)).filter(|_| index > 0).map(|_| draw(index)).chain((index > 0).then_some(0)).collect();
            from.sort_unstable();
            from.dedup();
            Station { title, lines, from, counts: (0..6).map(|_| draw(40)).collect() }
        })
        .collect()
}

fn columns() -> Vec<String> {
    ["Danger", "Rights", "Services", "Helplines", "Groups", "Background"].map(str::to_owned).to_vec()
}

/// The room that a text takes.
fn room(text: &Text) -> Area {
    let (size, is_bold) = match text.role {
        Role::Title => (TITLE, true),
        Role::Line => (LINE, false),
        Role::Lane | Role::Column(_) | Role::Count(_) => (SMALL, true),
    };
    let wide = width(&text.words, size, is_bold);
    if matches!(text.role, Role::Column(_)) {
        return Area { x: text.x - size / 2, y: text.y - wide, width: size, height: wide };
    }
    let is_centered = matches!(text.role, Role::Lane | Role::Count(_));
    Area { x: if is_centered { text.x - wide / 2 } else { text.x }, y: text.y - size * 8 / 10, width: wide, height: size }
}

fn overlap(left: Area, right: Area) -> bool {
    left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height
}

fn holds(outer: Area, inner: Area) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

/// The room of a line, as drawn.
fn line(wire: &Wire) -> Area {
    let (left, right) = (wire.from.0.min(wire.to.0), wire.from.0.max(wire.to.0));
    let (top, bottom) = (wire.from.1.min(wire.to.1), wire.from.1.max(wire.to.1));
    Area { x: left, y: top, width: right - left, height: bottom - top }
}

#[track_caller]
fn check(stations: &[Station]) {
    let layout = layout(stations, &columns());
    let places: Vec<usize> = layout.sheets.iter().flat_map(|sheet| &sheet.places).map(|place| place.station).collect();
    assert_eq!(places, (0..stations.len()).collect::<Vec<_>>(), "every question once, in the author's order");
    for sheet in &layout.sheets {
        let whole = Area { x: 0, y: 0, width: layout.width, height: sheet.height };
        assert!(sheet.height <= layout.width * PAGE / 100 || sheet.places.len() == 1, "a sheet fits a page");
        let boxes: Vec<Area> = sheet.places.iter().map(|place| place.area).collect();
        let texts: Vec<Area> =
            sheet.heads.iter().chain(sheet.places.iter().flat_map(|place| place.texts.iter().chain(&place.counts))).map(room).collect();
        for (index, one) in boxes.iter().enumerate() {
            assert!(holds(whole, *one));
            assert!(boxes[index + 1..].iter().all(|other| !overlap(*one, *other)), "two boxes overlap");
        }
        for (index, one) in texts.iter().enumerate() {
            assert!(holds(whole, *one), "{one:?} in {whole:?}");
            assert!(texts[index + 1..].iter().all(|other| !overlap(*one, *other)), "two texts overlap: {one:?}");
        }
        for place in &sheet.places {
            assert!(place.texts.iter().all(|text| holds(place.area, room(text))), "a text leaves its box");
        }
        for wire in &sheet.wires {
            let own = line(wire);
            assert!(holds(whole, own), "{wire:?}");
            assert!(boxes.iter().all(|area| !overlap(own, *area)), "a line crosses a box");
            assert!(texts.iter().all(|text| !overlap(own, *text)), "a line crosses a text");
        }
        // Two lines of different lanes cross, but never run on top of each other.
        for (index, one) in sheet.wires.iter().enumerate() {
            for other in sheet.wires[index + 1..].iter().filter(|other| other.lane != one.lane) {
                let (left, right) = (line(one), line(other));
                let is_same_column = left.width == 0 && right.width == 0 && left.x == right.x;
                let is_same_row = left.height == 0 && right.height == 0 && left.y == right.y;
                let along = |area: Area| Area { width: area.width.max(1), height: area.height.max(1), ..area };
                assert!(!(is_same_column || is_same_row) || !overlap(along(left), along(right)), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn nothing_lies_over_anything_else_in_a_pack_of_sixty_questions() {
    for seed in 0..20 {
        check(&stations(60, seed));
    }
}

#[test]
fn nothing_lies_over_anything_else_in_small_packs() {
    for count in 0..12 {
        check(&stations(count, 7));
    }
}

#[test]
fn every_line_arrives_at_the_question_that_hangs_on_its_own() {
    let stations = stations(60, 3);
    let layout = layout(&stations, &columns());
    let arrows = layout.sheets.iter().flat_map(|sheet| &sheet.wires).filter(|wire| wire.arrives).count();
    assert_eq!(arrows, stations.iter().map(|station| station.from.len()).sum::<usize>());
    assert!(layout.sheets.len() > 3, "{}", layout.sheets.len());
}

#[test]
fn a_word_wider_than_the_box_is_parted() {
    let lines = wrapped(&"m".repeat(200), TITLE, true, 100);
    assert!(lines.len() > 10 && lines.iter().all(|line| width(line, TITLE, true) <= 100));
    assert_eq!(lines.concat(), "m".repeat(200));
}
