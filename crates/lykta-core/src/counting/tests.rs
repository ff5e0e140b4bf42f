//! Reference values: the rows of the fact sheet on self-assessment, section 3, worked out with another scorer.
//!
//! The instruments are defined here alone: none of them ships. Digits are points in the order of the items, `?` is not answered.
//! States: a total exists only when complete; what a rule hides counts nothing, even if an old answer is stored; nothing is clamped.

use super::*;
use std::string::{String, ToString};
use std::vec::Vec;

fn items(allowed: &[&[u8]]) -> Vec<Counted> {
    allowed.iter().map(|allowed| Counted { allowed: allowed.to_vec(), is_reversed: false }).collect()
}

fn alike(count: usize, allowed: &[u8]) -> Vec<Counted> {
    items(&std::vec![allowed; count])
}

const FIVE: &[u8] = &[0, 1, 2, 3, 4];
const FOUR: &[u8] = &[0, 1, 2, 3];
const THREE: &[u8] = &[0, 2, 4];

/// Eight items of five options and two of three; 1 without drinking leads to 9 and 10, and so do 2 and 3 without points.
fn audit() -> (Vec<Counted>, Vec<Skip>) {
    let items = [alike(8, FIVE), alike(2, THREE)].concat();
    let never = Skip { all: Vec::from([(0, 0)]), hides: (1..8).collect() };
    let little = Skip { all: Vec::from([(1, 0), (2, 0)]), hides: (3..8).collect() };
    (items, Vec::from([never, little]))
}

fn audit_c() -> (Vec<Counted>, Vec<Skip>) {
    (alike(3, FIVE), Vec::from([Skip { all: Vec::from([(0, 0)]), hides: Vec::from([1, 2]) }]))
}

fn answers(text: &str) -> Vec<Option<u8>> {
    text.chars().map(|sign| sign.to_digit(10).map(|digit| u8::try_from(digit).unwrap())).collect()
}

/// State and total, as the rows have them.
fn counted_as(items: &[Counted], skips: &[Skip], given: &[Option<u8>]) -> (&'static str, String) {
    match total(items, &hidden(skips, given), given) {
        Count::Complete(total) => ("complete", total.to_string()),
        Count::Incomplete => ("incomplete", String::new()),
        Count::Invalid => ("invalid", String::new()),
    }
}

/// Each row: id, answers, state, total; then the cells that `cells` gives for a total. How many rows there were.
#[track_caller]
fn check(rows: &str, items: &[Counted], skips: &[Skip], cells: &dyn Fn(u16) -> Vec<String>) -> usize {
    let mut count = 0;
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let wanted: Vec<&str> = row.split(';').collect();
        let (state, total) = counted_as(items, skips, &answers(wanted[1]));
        assert_eq!((state, total.as_str()), (wanted[2], wanted[3]), "{row}");
        if let Ok(total) = total.parse() {
            assert_eq!(cells(total), wanted[4..], "{row}");
        } else {
            assert!(wanted[4..].iter().all(|cell| cell.is_empty()), "{row}");
        }
        count += 1;
    }
    count
}

/// The name of the band that a total lies in.
fn named(total: u16, starts: &[u16], names: &[&str]) -> String {
    names[band(total, starts)].to_string()
}

fn reached(total: u16, limits: &[u16]) -> Vec<String> {
    limits.iter().map(|limit| band(total, &[*limit]).to_string()).collect()
}

const AUDIT: &str = "\
A01;0???????00;complete;0;I;low;low;low;low;0-7;0;0
A02;0???????44;complete;8;II;risk;risk;increased;increased;8-19;1;1
A03;100?????00;complete;1;I;low;low;low;low;0-7;0;0
A04;400?????22;complete;8;II;risk;risk;increased;increased;8-19;1;1
A05;0003000000;complete;0;I;low;low;low;low;0-7;0;0
A06;2110001000;complete;5;I;low;low;low;low;0-7;1;0
A07;2110101000;complete;6;I;risk;low;increased;low;0-7;1;0
A08;3110101000;complete;7;I;risk;low;increased;low;0-7;1;1
A09;3120101000;complete;8;II;risk;risk;increased;increased;8-19;1;1
A10;3221101102;complete;13;II;risk;risk;increased;increased;8-19;1;1
A11;3221102102;complete;14;II;problem;risk;increased;increased;8-19;1;1
A12;4231101102;complete;15;II;problem;risk;increased;increased;8-19;1;1
A13;4231101202;complete;16;III;problem;problem;high;high;8-19;1;1
A14;4332101202;complete;18;III;high;problem;high;high;8-19;1;1
A15;4332111202;complete;19;III;high;problem;high;high;8-19;1;1
A16;4332112202;complete;20;IV;high;high;high;high;20+;1;1
A17;4444444444;complete;40;IV;high;high;high;high;20+;1;1
A18;32211?1102;incomplete;;;;;;;;;
A19;20??????00;incomplete;;;;;;;;;
A20;?110101000;incomplete;;;;;;;;;
A21;0?????????;incomplete;;;;;;;;;
A22;3120101010;invalid;;;;;;;;;
A23;5110101000;invalid;;;;;;;;;
";

#[test]
fn audit_counts_as_its_reference_values() {
    let (items, skips) = audit();
    let sweden = ["low", "risk", "problem", "high"];
    let norway = ["low", "increased", "high"];
    let cells = |total| {
        let mut cells = Vec::from([
            named(total, &[8, 16, 20], &["I", "II", "III", "IV"]),
            named(total, &[6, 14, 18], &sweden),
            named(total, &[8, 16, 20], &sweden),
            named(total, &[6, 16], &norway),
            named(total, &[8, 16], &norway),
            named(total, &[8, 20], &["0-7", "8-19", "20+"]),
        ]);
        cells.extend(reached(total, &[5, 7]));
        cells
    };
    assert_eq!(check(AUDIT, &items, &skips, &cells), 23);
}

const AUDIT_C: &str = "\
C01;0??;complete;0;0;0;0;0;0;0;0;0;0;0;0;0
C02;100;complete;1;0;0;0;0;0;0;0;0;0;0;0;0
C03;200;complete;2;0;0;0;0;0;0;0;0;1;0;0;0
C04;111;complete;3;1;0;0;0;0;0;0;1;1;0;0;1
C05;400;complete;4;1;1;1;0;0;0;0;1;1;0;0;1
C06;211;complete;4;1;1;1;0;0;0;0;1;1;0;0;1
C07;212;complete;5;1;1;1;0;1;0;1;1;1;0;1;1
C08;222;complete;6;1;1;1;1;1;1;1;1;1;1;1;1
C09;444;complete;12;1;1;1;1;1;1;1;1;1;1;1;1
C10;033;complete;0;0;0;0;0;0;0;0;0;0;0;0;0
C11;2?1;incomplete;;;;;;;;;;;;;
C12;251;invalid;;;;;;;;;;;;;
";

#[test]
fn audit_c_counts_as_its_reference_values() {
    let (items, skips) = audit_c();
    let cells = |total| reached(total, &[3, 4, 4, 6, 5, 6, 5, 3, 2, 6, 5, 3]);
    assert_eq!(check(AUDIT_C, &items, &skips, &cells), 12);
}

const DUDIT: &str = "\
D01;00000000000;complete;0;0;0;0
D02;10000000000;complete;1;0;0;0
D03;20000000000;complete;2;1;0;0
D04;00000000020;complete;2;1;0;0
D05;20100000020;complete;5;1;0;0
D06;20100001020;complete;6;1;1;0
D07;43332221022;complete;24;1;1;0
D08;43332222022;complete;25;1;1;1
D09;44444444444;complete;44;1;1;1
D10;2010?001020;incomplete;;;;
D11;20100001010;invalid;;;;
";

#[test]
fn dudit_counts_as_its_reference_values() {
    let items = [alike(9, FIVE), alike(2, THREE)].concat();
    assert_eq!(check(DUDIT, &items, &[], &|total| reached(total, &[2, 6, 25])), 11);
}

const PGSI: &str = "\
G01;000000000;complete;0;none
G02;000000001;complete;1;low
G03;100000001;complete;2;low
G04;110000001;complete;3;moderate
G05;003000000;complete;3;moderate
G06;111110002;complete;7;moderate
G07;111111002;complete;8;high
G08;222200000;complete;8;high
G09;333333333;complete;27;high
G10;11111?112;incomplete;;
G11;114000000;invalid;;
";
const PGSI_SHORT: &str = "\
H01;000;complete;0;none
H02;010;complete;1;low
H03;110;complete;2;moderate
H04;111;complete;3;moderate
H05;003;complete;3;moderate
H06;211;complete;4;high
H07;333;complete;9;high
H08;1?1;incomplete;;
H09;140;invalid;;
";

#[test]
fn pgsi_and_its_short_form_count_as_their_reference_values() {
    let names = ["none", "low", "moderate", "high"];
    assert_eq!(check(PGSI, &alike(9, FOUR), &[], &|total| Vec::from([named(total, &[1, 3, 8], &names)])), 11);
    assert_eq!(check(PGSI_SHORT, &alike(3, FOUR), &[], &|total| Vec::from([named(total, &[1, 2, 4], &names)])), 9);
}

const YES: &str = "\
B01;BBGS;NNN;negative
B02;BBGS;YNN;positive
B03;BBGS;NYN;positive
B04;BBGS;NNY;positive
B05;BBGS;YYY;positive
B06;BBGS;Y??;positive
B07;BBGS;N?N;incomplete
B08;BBGS;???;incomplete
L01;LieBet;NN;negative
L02;LieBet;YN;positive
L03;LieBet;NY;positive
L04;LieBet;?Y;positive
L05;LieBet;N?;incomplete
";

#[test]
fn one_yes_decides_and_a_gap_without_one_is_not_known() {
    let mut count = 0;
    for row in YES.lines() {
        let cells: Vec<&str> = row.split(';').collect();
        let given: Vec<Option<bool>> = cells[2].chars().map(|sign| (sign != '?').then_some(sign == 'Y')).collect();
        let found = match any_yes(&given) {
            Truth::Yes => "positive",
            Truth::No => "negative",
            Truth::Unknown => "incomplete",
        };
        assert_eq!(found, cells[3], "{row}");
        count += 1;
    }
    assert_eq!(count, 13);
}

const SDS: &str = "\
S01;00000;complete;0;0;0;0;0;0
S02;10110;complete;3;1;0;0;0;0
S03;11110;complete;4;1;1;0;0;0
S04;11111;complete;5;1;1;1;0;0
S05;21111;complete;6;1;1;1;1;0
S06;22111;complete;7;1;1;1;1;1
S07;33333;complete;15;1;1;1;1;1
S08;22?11;incomplete;;;;;;
S09;24000;invalid;;;;;;
";

#[test]
fn sds_counts_as_its_reference_values() {
    assert_eq!(check(SDS, &alike(5, FOUR), &[], &|total| reached(total, &[3, 4, 5, 6, 7])), 9);
}

const OTHERS: &str = "\
T01;DAST10;NNYNNNNNNN;complete;0;none
T02;DAST10;NNNNNNNNNN;complete;1;low
T03;DAST10;YYYNNNNNNN;complete;2;low
T04;DAST10;YYNNNNNNNN;complete;3;moderate
T05;DAST10;YYNYYNNNNN;complete;5;moderate
T06;DAST10;YYNYYYNNNN;complete;6;substantial
T07;DAST10;YYNYYYYYNN;complete;8;substantial
T08;DAST10;YYYYYYYYYY;complete;9;severe
T09;DAST10;YYNYYYYYYY;complete;10;severe
T10;DAST10;YY?YYNNNNN;incomplete;;
N01;HSI;00;complete;0;low
N02;HSI;10;complete;1;low
N03;HSI;11;complete;2;medium
N04;HSI;31;complete;4;medium
N05;HSI;32;complete;5;high
N06;HSI;33;complete;6;high
N07;HSI;3?;incomplete;;
N08;HSI;40;invalid;;
Q01;PHQ2;00;complete;0;negative
Q02;PHQ2;20;complete;2;negative
Q03;PHQ2;21;complete;3;positive
Q04;PHQ2;30;complete;3;positive
Q05;PHQ2;33;complete;6;positive
Q06;PHQ2;1?;incomplete;;
Q07;PHQ2;14;invalid;;
";

#[test]
fn dast_hsi_and_phq_2_count_as_their_reference_values() {
    let mut dast = alike(10, &[0, 1]);
    dast[2].is_reversed = true;
    let mut count = 0;
    for row in OTHERS.lines() {
        let (id, rest) = row.split_once(';').unwrap();
        let (tool, rest) = rest.split_once(';').unwrap();
        let row = [id, ";", &rest.replace('Y', "1").replace('N', "0")].concat();
        let (items, starts, names): (Vec<Counted>, &[u16], &[&str]) = match tool {
            "DAST10" => (dast.clone(), &[1, 3, 6, 9], &["none", "low", "moderate", "substantial", "severe"]),
            "HSI" => (alike(2, FOUR), &[2, 5], &["low", "medium", "high"]),
            _ => (alike(2, FOUR), &[3], &["negative", "positive"]),
        };
        count += check(&row, &items, &[], &|total| Vec::from([named(total, starts, names)]));
    }
    assert_eq!(count, 25);
}

#[test]
fn what_does_not_fit_is_never_clamped() {
    let items = alike(1, FOUR);
    assert_eq!(total(&items, &[false], &[Some(4)]), Count::Invalid);
    assert_eq!(total(&items, &[true], &[Some(4)]), Count::Complete(0));
    assert_eq!(total(&items, &[], &[]), Count::Incomplete);
}
