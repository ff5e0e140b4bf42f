//! A made-up local pack with meetings of groups, so that journeys have a list to look through. None of them is held anywhere.
//!
//! In: how many meetings, if they are drawn. Out: a compiled pack on top of the Finnish one.
//! Each kind meets on every weekday, so that a journey finds it on whatever day it runs.
//! Next: `tests/tests/groups.rs`, `bin/meetings.rs`.

use std::fmt::Write as _;
use std::path::Path;

use lykta_core::date::Date;
use lykta_pack::compile::Compiled;
use lykta_pack::load;

use crate::dice::Dice;
use crate::failure::{Failure, Result};
use crate::published;

/// The id of the pack.
pub const TOWN: &str = "fi-town";

/// The columns of the table.
const HEAD: &str = "id,group,name,day,time,end_time,dates,kind,who,access,location,address,place,latitude,longitude,url,phone,number,language,last_confirmed,notes";

/// Rows for each weekday, without id, day and day of confirmation: what stands before `name` and after it.
const DAILY: [(&str, &str, &str); 7] = [
    ("fi-group-aa", "Hall", "10:00,11:00,,in-person,everyone,step-free hearing-loop,Red house,Street 1,091,60.1699,24.9384,,,,fi"),
    ("fi-group-aa", "Far", "11:00,12:00,,in-person,problem women,,Blue house,Street 2,564,65.0124,25.4682,,,,fi"),
    ("fi-group-aa", "Screen", "12:00,13:00,,online,problem,,,,,,,https://www.example.org/room,,,sv"),
    ("fi-group-aa", "Call", "13:00,14:00,,phone,,,,,,,,,116117,116 117,en"),
    ("fi-group-na", "Other", "14:00,15:00,,in-person,everyone,,Green house,Street 3,091,,,,,,fi"),
    ("fi-group-al-anon", "Near one", "15:00,16:00,,in-person,relatives,,White house,Street 4,091,,,,,,fi"),
    ("fi-group-alateen", "Teen", "16:00,17:00,,in-person phone,relatives young,,Grey house,Street 5,091,,,,116117,116 117,fi"),
];

/// What the meeting named Hall says besides.
pub const HALL: &str = "Ring the bell. Not on the last one of a month.";

/// What the one for teenagers says besides, which is not for them to read: it may say where it is.
pub const TEEN: &str = "Through the yard of the school.";

/// A dozen kinds of meeting, each on every weekday, one that is stale and one that is old, seen on a day.
///
/// # Errors
/// If the pack cannot be written or does not compile.
pub fn few(name: &str, today: Date) -> Result<Compiled> {
    let fresh = today.plus_days(-20);
    let mut table = format!("{HEAD}\n");
    for day in 1..=7 {
        for (index, (group, name, rest)) in DAILY.iter().enumerate() {
            let notes = [("Hall", HALL), ("Teen", TEEN)].into_iter().find(|(own, _)| own == name).map_or("", |(_, notes)| notes);
            let _ = writeln!(table, "fi-m{day}-{index},{group},{name},{day},{rest},{fresh},{notes}");
        }
        let old = [("Dusty", today.plus_months(-9)), ("Gone", today.plus_months(-40))];
        for (index, (name, confirmed)) in old.iter().enumerate() {
            let _ = writeln!(
                table,
                "fi-o{day}-{index},fi-group-aa,{name},{day},09:00,10:00,,in-person,everyone,,Old house,Street 6,091,,,,,,fi,{confirmed},"
            );
        }
    }
    town(name, &table)
}

/// So many meetings, drawn by these dice.
///
/// # Errors
/// As `few`.
pub fn many(name: &str, count: usize, today: Date, dice: &mut Dice) -> Result<Compiled> {
    let fresh = today.plus_days(-20);
    let mut table = format!("{HEAD}\n");
    for index in 0..count {
        let (day, hour, group) =
            (dice.below(7) + 1, 8 + dice.below(13), if dice.below(2) == 0 { "fi-group-aa" } else { "fi-group-a-kilta" });
        let (north, east) = (60_000 + dice.below(8000), 21_000 + dice.below(8000));
        let language = ["fi", "sv", "en"].get(dice.below(3)).copied().unwrap_or("fi");
        let place =
            format!("House {index},Street {},091,{}.{:03},{}.{:03}", index % 90, north / 1000, north % 1000, east / 1000, east % 1000);
        let _ = writeln!(table, "fi-m{index},{group},Meeting {index},{day},{hour:02}:00,,,,everyone,,{place},,,,{language},{fresh},");
    }
    town(name, &table)
}

/// The Finnish pack with this table on top of it; without a table as it is.
///
/// # Errors
/// As `few`.
pub fn town(name: &str, table: &str) -> Result<Compiled> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs");
    let folder = std::env::temp_dir().join(format!("lykta-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    published::copy(&packs.join("fi"), &folder.join("fi"))?;
    let own = folder.join(TOWN);
    std::fs::create_dir_all(&own)?;
    let manifest = "format = 1\nid = \"fi-town\"\nversion = \"1\"\ncountry = \"FI\"\nlanguages = [\"fi\", \"sv\", \"en\"]\ntimezone = \"Europe/Helsinki\"\nextends = \"fi\"\n";
    std::fs::write(own.join("pack.toml"), manifest)?;
    if !table.is_empty() {
        std::fs::write(own.join("meetings.csv"), table)?;
    }
    let (compiled, documents, problems) = load::load(&own).map_err(Failure::new)?;
    std::fs::remove_dir_all(&folder)?;
    let told: Vec<String> = problems
        .0
        .iter()
        .filter(|problem| problem.code.weight() == lykta_pack::problem::Weight::Error)
        .map(|problem| problem.what.clone())
        .collect();
    drop(documents);
    compiled.filter(|_| told.is_empty()).ok_or_else(|| Failure::new(format!("the made-up pack does not compile: {told:?}")))
}
