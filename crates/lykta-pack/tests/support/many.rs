//! A large pack without problems, made up: for the measure of `check`, and for the test that it is clean.
//!
//! In: how many questions and cards, in how many files. Out: the files by name.
//! Never a real number or right: the country is Finland only so that its numbers can be dialled.

use std::fmt::Write as _;

/// Cards in one file.
const CARDS_A_FILE: usize = 10;

/// The manifest: three languages, the limits of the Finnish pack.
const MANIFEST: &str = r#"format = 1
id = "xx"
version = "2026.11.1"
country = "FI"
languages = ["fi", "sv", "en"]
timezone = "Europe/Helsinki"
help_now = ["fi-card-0"]

[define]
own = "q-0 is a"

[reading.fi]
sentence = 12

[reading.sv]
lix = 40
lix_whole = 35
sentence = 15

[reading.en]
sentence = 15
"#;

/// Words to avoid, as many as the Finnish pack has of each kind.
const AVOIDED: [(&str, &[&str]); 3] = [
    ("fi", &["narkomaan*", "juoppo*", "juopo*", "*ongelmai*", "väärinkäyt*", "kuiva", "puhdas", "omainen", "anonyy*", "terveyskesku*"]),
    ("sv", &["*missbrukare", "narkoman*", "alkis*", "trilla* dit", "ren", "rusmedel*", "vårdcentral*", "orosanmäl*", "penningspel*"]),
    ("en", &["addict", "alcoholic", "junkie*", "stay* clean", "misuse*", "co-dependent*", "intoxicant*", "eligib*", "slip up"]),
];

/// A text in the three languages, told apart by a number, so that none is the same.
fn text(number: usize, length: usize) -> String {
    const FI: [&str; 4] = ["Voit soittaa nimettömästi", "Apu on maksutonta", "Pyydä päätös kirjallisena", "Voit tulla läheisesi kanssa"];
    const SV: [&str; 4] = ["Du kan ringa utan namn", "Hjälpen är gratis", "Be om beslutet på papper", "Du kan komma med någon nära"];
    const EN: [&str; 4] = ["You can call without a name", "The help is free", "Ask for the decision in writing", "Someone close can come"];
    let words = |all: [&str; 4]| {
        let sentences: Vec<String> = (0..length).map(|at| format!("{}.", all[(number + at) % 4])).collect();
        format!("{} Numero {number}.", sentences.join(" "))
    };
    format!("{{ fi = \"{}\", sv = \"{}\", en = \"{}\" }}", words(FI), words(SV), words(EN))
}

/// A short text, such as a title.
fn short(number: usize) -> String {
    format!("{{ fi = \"Apu {number}\", sv = \"Hjälp {number}\", en = \"Help {number}\" }}")
}

fn item(number: usize) -> String {
    let options: Vec<String> = ["a", "b", "c"].iter().map(|id| format!("  {{ id = \"{id}\", text = {} }},\n", short(number))).collect();
    let enable = if number == 0 { String::new() } else { format!("enable_when = \"q-{} is a or b\"\n", number - 1) };
    format!(
        "[[item]]\nid = \"q-{number}\"\nkind = \"single\"\n{enable}text = {}\nwhy = {}\nunknown = {}\noption = [\n{}]\n\n",
        short(number),
        text(number, 1),
        short(number),
        options.concat()
    )
}

fn card(number: usize, items: usize) -> String {
    let (first, second) = (number % items, (number * 7 + 1) % items);
    let mut card = format!(
        "[[card]]\nid = \"fi-card-{number}\"\nkind = \"right\"\nwhen = \"own and q-{first} is a or b or (not (q-{second} is c) and own)\"\n\
         facts = [\"F-{number}\"]\nsource = [\"source-{}\"]\nchecked_on = \"2026-11-21\"\nconfidence = \"law\"\n\
         flags = [\"free\", \"anonymous\"]\ntitle = {}\n",
        number % 20,
        short(number)
    );
    for (key, length) in [("text", 2), ("first", 1), ("know", 3), ("say", 1), ("refused", 2)] {
        let _ = writeln!(card, "{key} = {}", text(number, length));
    }
    let _ = writeln!(
        card,
        "decides = {{ fi = \"Avusta päättää {{region}}.\", sv = \"Det är {{region}} som avgör.\", en = \"This is decided by {{region}}.\" }}"
    );
    let _ = writeln!(
        card,
        "contact = [\n  {{ phone = \"+35840{number:07}\", number = \"040 {number:07}\", hours = \"Mo-Fr 09:00-15:00; PH off\", label = {} }},\n  \
         {{ url = \"https://www.example.org/{number}\" }},\n]\nlaw = [{{ act = \"act-{}\", section = \"{number}\", read = \"2026-11-21\" }}]\n",
        short(number),
        number % 20
    );
    card
}

fn persona(number: usize, items: usize) -> String {
    format!(
        "[[persona]]\nid = \"persona-{number}\"\nabout = \"A made-up person\"\ntoday = \"2026-11-22\"\n\
         answers = {{ q-0 = \"a\", q-{} = \"b\" }}\nshows = [\"fi-card-0\"]\n\n",
        1 + number % (items - 1)
    )
}

/// The files of a pack of so many questions and cards; `spoiled` puts an avoided word into the first part of every card.
pub fn files(items: usize, cards: usize, spoiled: bool) -> Vec<(String, String)> {
    let mut files = vec![("pack.toml".to_owned(), MANIFEST.to_owned())];
    files.push(("items.toml".to_owned(), (0..items).map(item).collect()));
    for file in 0..cards.div_ceil(CARDS_A_FILE) {
        let numbers = file * CARDS_A_FILE..cards.min((file + 1) * CARDS_A_FILE);
        let mut text: String = numbers.map(|number| card(number, items)).collect();
        if spoiled {
            text = text.replace("\ntext = { fi = \"", "\ntext = { fi = \"Juopot: ");
        }
        files.push((format!("cards/{file:03}.toml"), text));
    }
    let mut rest = String::new();
    for (language, words) in AVOIDED {
        for word in words {
            let _ = writeln!(
                rest,
                "[[avoid]]\nlanguage = \"{language}\"\nwords = [\"{word}\"]\ninstead = \"a plain word\"\nwhy = \"it blames\"\n"
            );
        }
    }
    for number in 0..20 {
        let _ = writeln!(rest, "[[act]]\nid = \"act-{number}\"\nnumber = \"{number}/2020\"\nname = {}\n", short(number));
        let _ = writeln!(rest, "[[source]]\nid = \"source-{number}\"\nname = {}\n", short(number));
        let _ = writeln!(rest, "[[region]]\ncode = \"{number:02}\"\nname = {}\n", short(number));
    }
    rest.extend((0..items - 1).map(|number| persona(number, items)));
    files.push(("rest.toml".to_owned(), rest));
    let row = |number: usize| format!("{number:03},{:02},60.16750,24.95440,Kunta {number},Kommun {number},Town {number},\n", number % 20);
    let rows: String = (0..300).map(row).collect();
    files.push(("places/municipalities.csv".to_owned(), format!("code,region,lat,lon,fi,sv,en,other\n{rows}")));
    let rows: String = (0..3000).map(|number| format!("{number:05},{:03}\n", number % 300)).collect();
    files.push(("places/postcodes.csv".to_owned(), format!("postcode,municipality\n{rows}")));
    files
}
