//! The words of numbers and units in each language, as far as figures need them.
//!
//! In: a language tag. Out: its words; none for a language that is not known here.
//! A word that ends in `*` stands for all that begin so: Finnish has many endings.
//! Never a guess for another language: figures of one that is missing here are told of as not found.
//! Next: `found.rs`, which looks for them.

use crate::facts::figure::Unit;

/// The words of a language.
#[derive(Debug)]
pub struct Words {
    /// Its tag.
    pub tag: &'static str,
    /// Numbers in words. What is an article too means one only after a word of `before_one`.
    pub numbers: &'static [(u32, &'static [&'static str])],
    /// Words for one that are articles too.
    pub articles: &'static [&'static str],
    /// Words after which an article counts: "within a month", but not "twice a month".
    pub before_one: &'static [&'static str],
    /// What is counted.
    pub units: &'static [(Unit, &'static [&'static str])],
    /// Words that turn the days after them into weekdays.
    pub working: &'static [&'static str],
    /// A unit in these forms is one of it, with no number before: "kuukauden kuluessa".
    pub alone: &'static [(Unit, &'static [&'static str])],
    /// Words before an age.
    pub before_age: &'static [&'static str],
    /// Words after an age.
    pub after_age: &'static [&'static str],
    /// Day and night.
    pub always: &'static [&'static str],
}

/// The words of a language.
#[must_use]
pub fn of(language: &str) -> Option<&'static Words> {
    ALL.iter().find(|words| words.tag == language)
}

/// Whether a word of a text is the one of the table.
#[must_use]
pub fn fits(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |start| word.starts_with(start))
}

const ALL: &[Words] = &[FI, SV, EN, NB, NN, DA];

const FI: Words = Words {
    tag: "fi",
    numbers: &[
        (1, &["yksi", "yhden", "yhtä", "yhdessä"]),
        (2, &["kaksi", "kahden", "kahta", "kahdessa"]),
        (3, &["kolme", "kolmen", "kolmea", "kolmessa", "kolmas", "kolmannen", "kolmantena"]),
        (4, &["neljä", "neljän", "neljää", "neljässä"]),
        (5, &["viisi", "viiden", "viittä", "viidessä"]),
        (6, &["kuusi", "kuuden", "kuutta", "kuudessa"]),
        (7, &["seitsemän", "seitsemää", "seitsemässä", "seitsemäs", "seitsemännen", "seitsemäntenä", "seitsemänteen"]),
        (8, &["kahdeksan", "kahdeksaa", "kahdeksassa"]),
        (9, &["yhdeksän", "yhdeksää", "yhdeksässä"]),
        (10, &["kymmenen", "kymmentä", "kymmenessä"]),
        (14, &["neljätoista", "neljäntoista"]),
        (15, &["viisitoista", "viidentoista"]),
        (28, &["kaksikymmentäkahdeksan"]),
        (30, &["kolmekymmentä", "kolmenkymmenen"]),
    ],
    articles: &[],
    before_one: &[],
    units: &[
        (Unit::Minutes, &["min", "minuut*"]),
        (Unit::Hours, &["h", "tunti*", "tuntia", "tunnin", "tunnissa", "tuntien"]),
        (Unit::Weekdays, &["arkipäiv*"]),
        (Unit::Days, &["päivä*", "päivi*", "vrk", "vuorokau*"]),
        (Unit::Weeks, &["vk", "viikko", "viikon", "viikkoa", "viikossa", "viikkojen"]),
        (Unit::Months, &["kk", "kuukau*"]),
        (Unit::Years, &["v", "vuosi", "vuoden", "vuotta", "vuodessa", "vuosien"]),
        (Unit::Doses, &["annos*", "annok*", "päiväanno*"]),
    ],
    working: &[],
    alone: &[
        (Unit::Hours, &["tunnin", "tunnissa"]),
        (Unit::Days, &["päivän", "päivässä", "vuorokauden", "vuorokaudessa"]),
        (Unit::Weeks, &["viikon", "viikossa"]),
        (Unit::Months, &["kuukauden", "kuukaudessa"]),
        (Unit::Years, &["vuoden", "vuodessa"]),
    ],
    before_age: &["alle", "yli", "ikä*", "vähintään", "täyt*", "iältään", "vain"],
    after_age: &["vuot*", "vuod*", "v"],
    always: &[
        "ympäri vuorokauden",
        "vuorokauden ympäri",
        "joka hetki",
        "yötä päivää",
        "päivin ja öin",
        "yöllä ja päivällä",
        "24/7",
        "24 h",
    ],
};

const SV: Words = Words {
    tag: "sv",
    numbers: &[
        (1, &["en", "ett"]),
        (2, &["två"]),
        (3, &["tre", "tredje"]),
        (4, &["fyra"]),
        (5, &["fem"]),
        (6, &["sex"]),
        (7, &["sju", "sjunde"]),
        (8, &["åtta"]),
        (9, &["nio"]),
        (10, &["tio"]),
        (14, &["fjorton"]),
        (15, &["femton"]),
        (20, &["tjugo"]),
        (28, &["tjugoåtta"]),
        (30, &["trettio"]),
    ],
    articles: &["en", "ett"],
    before_one: &["inom", "i", "efter", "minst", "högst", "på"],
    units: &[
        (Unit::Minutes, &["min", "minut", "minuter"]),
        (Unit::Hours, &["timme", "timmar", "timmars"]),
        (Unit::Weekdays, &["vardag", "vardagar", "vardagen", "vardagars", "arbetsdag", "arbetsdagar", "arbetsdagen"]),
        (Unit::Days, &["dag", "dagen", "dagar", "dagars", "dygn", "dygns"]),
        (Unit::Weeks, &["vecka", "veckan", "veckor", "veckors"]),
        (Unit::Months, &["månad", "månaden", "månader", "månaders"]),
        (Unit::Years, &["år", "året", "års"]),
        (Unit::Doses, &["dos", "doser", "dygnsdos*", "dagsdos*"]),
    ],
    working: &[],
    alone: &[],
    before_age: &["under", "över", "fyll*", "ålder*", "minst", "från", "mellan"],
    after_age: &["år", "års", "åring*", "årig*"],
    always: &["dygnet runt", "dag och natt", "alla tider", "när som helst", "24/7"],
};

const EN: Words = Words {
    tag: "en",
    numbers: &[
        (1, &["one", "a", "an"]),
        (2, &["two"]),
        (3, &["three", "third"]),
        (4, &["four"]),
        (5, &["five", "fifth"]),
        (6, &["six"]),
        (7, &["seven", "seventh"]),
        (8, &["eight"]),
        (9, &["nine"]),
        (10, &["ten"]),
        (14, &["fourteen"]),
        (15, &["fifteen"]),
        (20, &["twenty"]),
        (30, &["thirty"]),
    ],
    articles: &["a", "an"],
    before_one: &["within", "in", "for", "after", "least", "most", "than", "lasts"],
    units: &[
        (Unit::Minutes, &["min", "minute", "minutes"]),
        (Unit::Hours, &["hour", "hours"]),
        (Unit::Weekdays, &["weekday", "weekdays"]),
        (Unit::Days, &["day", "days"]),
        (Unit::Weeks, &["week", "weeks"]),
        (Unit::Months, &["month", "months"]),
        (Unit::Years, &["year", "years"]),
        (Unit::Doses, &["dose", "doses"]),
    ],
    working: &["working", "business"],
    alone: &[],
    before_age: &["under", "over", "age", "aged", "ages", "from", "least", "than", "turn", "turned", "between"],
    after_age: &["year", "years", "or"],
    always: &["day and night", "around the clock", "at any hour", "24 hours a day", "at any time", "24/7"],
};

const NB: Words = Words {
    tag: "nb",
    numbers: &[
        (1, &["en", "én", "ett", "et", "ei"]),
        (2, &["to"]),
        (3, &["tre", "tredje"]),
        (4, &["fire"]),
        (5, &["fem"]),
        (6, &["seks"]),
        (7, &["sju", "syv", "sjuende", "syvende"]),
        (8, &["åtte"]),
        (9, &["ni"]),
        (10, &["ti"]),
        (14, &["fjorten"]),
        (15, &["femten"]),
        (20, &["tjue"]),
        (30, &["tretti"]),
    ],
    articles: &["en", "et", "ei"],
    before_one: &["innen", "i", "etter", "minst", "høyst", "på"],
    units: &[
        (Unit::Minutes, &["min", "minutt", "minutter"]),
        (Unit::Hours, &["time", "timer", "timers"]),
        (Unit::Weekdays, &["virkedag", "virkedager", "hverdag", "hverdager", "arbeidsdag", "arbeidsdager", "yrkedag", "yrkedager"]),
        (Unit::Days, &["dag", "dagen", "dager", "dagers", "døgn", "døgns"]),
        (Unit::Weeks, &["uke", "uken", "uka", "uker", "ukers"]),
        (Unit::Months, &["måned", "måneden", "måneder", "måneders"]),
        (Unit::Years, &["år", "året", "års"]),
        (Unit::Doses, &["dose", "doser", "døgndose*"]),
    ],
    working: &[],
    alone: &[],
    before_age: &["under", "over", "fyl*", "alder*", "minst", "fra", "mellom"],
    after_age: &["år", "års", "åring*", "årig*"],
    always: &["døgnet rundt", "hele døgnet", "dag og natt", "når som helst", "24/7"],
};

const NN: Words = Words {
    tag: "nn",
    numbers: &[
        (1, &["ein", "éin", "eitt", "eit", "ei"]),
        (2, &["to"]),
        (3, &["tre", "tredje"]),
        (4, &["fire"]),
        (5, &["fem"]),
        (6, &["seks"]),
        (7, &["sju", "sjuande"]),
        (8, &["åtte"]),
        (9, &["ni"]),
        (10, &["ti"]),
        (14, &["fjorten"]),
        (15, &["femten"]),
        (20, &["tjue"]),
        (30, &["tretti"]),
    ],
    articles: &["ein", "eit", "ei"],
    before_one: &["innan", "i", "etter", "minst", "høgst", "på"],
    units: &[
        (Unit::Minutes, &["min", "minutt"]),
        (Unit::Hours, &["time", "timar", "timars"]),
        (Unit::Weekdays, &["virkedag", "virkedagar", "kvardag", "kvardagar", "arbeidsdag", "arbeidsdagar", "yrkedag", "yrkedagar"]),
        (Unit::Days, &["dag", "dagen", "dagar", "dagars", "døgn", "døger"]),
        (Unit::Weeks, &["veke", "veka", "veker", "vekers"]),
        (Unit::Months, &["månad", "månaden", "månader", "månaders"]),
        (Unit::Years, &["år", "året", "års"]),
        (Unit::Doses, &["dose", "dosar", "døgndos*"]),
    ],
    working: &[],
    alone: &[],
    before_age: &["under", "over", "fyl*", "alder*", "minst", "frå", "mellom"],
    after_age: &["år", "års", "åring*", "årig*"],
    always: &["døgnet rundt", "heile døgnet", "dag og natt", "når som helst", "24/7"],
};

const DA: Words = Words {
    tag: "da",
    numbers: &[
        (1, &["en", "én", "et", "ét"]),
        (2, &["to"]),
        (3, &["tre", "tredje"]),
        (4, &["fire"]),
        (5, &["fem"]),
        (6, &["seks"]),
        (7, &["syv", "syvende"]),
        (8, &["otte"]),
        (9, &["ni"]),
        (10, &["ti"]),
        (14, &["fjorten"]),
        (15, &["femten"]),
        (20, &["tyve"]),
        (30, &["tredive"]),
    ],
    articles: &["en", "et"],
    before_one: &["for", "i", "efter", "mindst", "højst", "på"],
    units: &[
        (Unit::Minutes, &["min", "minut", "minutter"]),
        (Unit::Hours, &["time", "timer", "timers"]),
        (Unit::Weekdays, &["hverdag", "hverdage", "arbejdsdag", "arbejdsdage"]),
        (Unit::Days, &["dag", "dagen", "dage", "dages", "døgn", "døgns"]),
        (Unit::Weeks, &["uge", "ugen", "uger", "ugers"]),
        (Unit::Months, &["måned", "måneden", "måneder", "måneders"]),
        (Unit::Years, &["år", "året", "års"]),
        (Unit::Doses, &["dosis", "doser", "døgndos*"]),
    ],
    working: &[],
    alone: &[],
    before_age: &["under", "over", "fyld*", "alder*", "mindst", "fra", "mellem"],
    after_age: &["år", "års", "årig*"],
    always: &["døgnet rundt", "hele døgnet", "dag og nat", "når som helst", "24/7"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn every_language_of_the_app_has_its_words() {
        // Figures are not looked for in a draft.
        for language in locale::LANGUAGES.iter().filter(|language| !language.is_draft) {
            assert!(of(language.tag).is_some(), "{}", language.tag);
        }
    }

    #[test]
    fn every_language_counts_in_every_unit() {
        for words in ALL {
            for unit in [Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weekdays, Unit::Weeks, Unit::Months, Unit::Years, Unit::Doses] {
                assert!(words.units.iter().any(|(known, _)| *known == unit), "{unit:?} in {}", words.tag);
            }
        }
    }
}
