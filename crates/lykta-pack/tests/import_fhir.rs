//! Imports of FHIR questionnaires: what becomes a check, what is counted, and what is refused by its place.
//!
//! In: questionnaires written here, and, where `LYKTA_SAMPLES` names a folder of samples, its `fhir/` too. Out: `check.toml` and the report.
//! Next: `crates/lykta-pack/src/import/fhir.rs`.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use support::feed::{file, samples};
use support::{built, folder, said};

const CONTENT: &str = r#"
[[item]]
id = "who"
kind = "single"
text = { en = "Who?", nb = "Hvem?" }
unknown = { en = "for some", nb = "for noen" }

[[item.option]]
id = "self"
text = { en = "Me", nb = "Meg" }

[[item.option]]
id = "close-one"
text = { en = "Someone close", nb = "En nær" }

[[card]]
id = "no-line"
kind = "helpline"
title = { en = "The line", nb = "Linja" }
text = { en = "Call us.", nb = "Ring oss." }
flags = ["anonymous"]
contact = [{ phone = "116117", number = "116 117" }]
checked_on = "2026-11-21"
confidence = "page"
source = ["page"]

[[source]]
id = "page"
name = { en = "Page", nb = "Side" }
"#;

const CHECK: &str = r#"
[check]
id = "no-check-drinking"
when = "who is self"
title = { en = "Look at your own drinking", nb = "Se på din egen drikking" }
intro = { en = "You can skip every question.", nb = "Du kan hoppe over alle spørsmål." }
source = ["page"]
checked_on = "2026-11-21"

[[check.step]]
text = { en = "Choose one day without.", nb = "Velg en dag uten." }

[[check.step]]
text = { en = "Talk to someone.", nb = "Snakk med noen." }
cards = ["no-line"]

[[check.step]]
text = { en = "Book a time.", nb = "Bestill en time." }
"#;

const NOTE: &str = "\n[[check.note]]\nid = \"worth\"\nkind = \"meaning\"\nwhen = \"points >= 2\"\ntext = { en = \"It may mean something.\", nb = \"Det kan bety noe.\" }\n";

fn pack(name: &str) -> PathBuf {
    let folder = folder(&format!("fhir-{name}"));
    fs::create_dir_all(&folder).unwrap();
    let manifest = "format = 1\nid = \"no\"\nversion = \"1\"\ncountry = \"NO\"\nlanguages = [\"en\", \"nb\"]\ntimezone = \"Europe/Oslo\"\n";
    fs::write(folder.join("pack.toml"), manifest).unwrap();
    fs::write(folder.join("content.toml"), CONTENT).unwrap();
    folder
}

fn translated(text: &str) -> Value {
    json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [{ "url": "lang", "valueCode": "no" }, { "url": "content", "valueString": text }] }] })
}

fn option(code: &str, english: &str, norwegian: &str, points: &Value) -> Value {
    let mut option = json!({ "valueCoding": { "code": code, "display": english, "_display": translated(norwegian) } });
    if !points.is_null() {
        option["extension"] = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": points }]);
    }
    option
}

fn choice(link: &str) -> Value {
    json!({ "linkId": link, "type": "choice", "text": format!("How often, {link}?"), "_text": translated(&format!("Hvor ofte, {link}?")),
        "answerOption": [option("never", "never", "aldri", &json!(0)), option("often", "often", "ofte", &json!(2))] })
}

fn total(expression: &str) -> Value {
    json!({ "linkId": "total", "type": "decimal", "text": "Total score", "extension": [{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
        "valueExpression": { "language": "text/fhirpath", "expression": expression } }] })
}

const SUM: &str = "%resource.item.where(linkId != 'total').answer.weight().sum()";

fn questionnaire(items: &[Value]) -> Value {
    json!({ "resourceType": "Questionnaire", "status": "active", "language": "en", "copyright": "The Society", "item": items })
}

/// Runs the command on a questionnaire.
fn import(pack: &Path, whole: &Value) -> (Option<i32>, String, String) {
    said(&["import", "fhir", "-", "--into", pack.to_str().unwrap(), "--as", "aa", "--fetched", "2026-11-24", "--json"], &whole.to_string())
}

/// Fills in what the tool asks for; its wording is read off what it says.
fn filled(pack: &Path, whole: &Value, maximum: u16, more: &str) {
    let path = pack.join("imported/aa/import.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let text = |wording: &str| {
        format!(
            "kind = \"fhir\"\nkeeper = \"The Society\"\nlicence = \"CC0\"\ntranslator = \"We\"\nwording = \"{wording}\"\nmaximum = {maximum}\n{more}"
        )
    };
    fs::write(&path, text("")).unwrap();
    let (_, _, err) = import(pack, whole);
    if let Some((_, rest)) = err.split_once("write `wording = \"") {
        fs::write(&path, text(rest.split('"').next().unwrap())).unwrap();
    }
}

/// What becomes of a questionnaire whose editor has filled in everything.
fn taken(name: &str, whole: &Value, maximum: u16, more: &str) -> (PathBuf, Option<i32>, Value, String) {
    let pack = pack(name);
    filled(&pack, whole, maximum, more);
    let (code, out, err) = import(&pack, whole);
    (pack, code, serde_json::from_str(&out).unwrap_or(Value::Null), err)
}

#[track_caller]
fn check_told(name: &str, whole: &Value, maximum: u16, why: &str) {
    let (pack, code, counted, err) = taken(name, whole, maximum, CHECK);
    let all = format!("{err}{counted}{}", file(&pack, "report.csv"));
    assert!(all.contains(why), "{code:?} {all}");
}

#[test]
fn the_first_time_an_editor_is_asked_for_what_no_file_tells() {
    let pack = pack("first");
    let whole = questionnaire(&[choice("1"), total(SUM)]);
    let (code, _, err) = import(&pack, &whole);
    let text = file(&pack, "import.toml");
    assert!(
        code == Some(1) && err.contains("fill in") && text.contains("The file says: \"The Society\"") && text.contains("(found: 2)"),
        "{err}{text}"
    );
    built(pack.to_str().unwrap());
    let (code, _, err) = import(&pack, &whole);
    assert!(code == Some(2) && err.contains("`keeper`"), "{err}");
}

#[test]
fn a_questionnaire_whose_sum_is_known_is_scored() {
    let whole = questionnaire(&[choice("1"), choice("2"), total(SUM)]);
    let (pack, code, counted, err) = taken("scored", &whole, 4, &format!("{CHECK}{NOTE}"));
    assert_eq!((code, err.as_str(), &counted["scored"]), (Some(0), "", &json!(true)), "{counted}");
    assert_eq!((&counted["read"], &counted["kept"], &counted["refused"]), (&json!(3), &json!(3), &json!(0)));
    let check = file(&pack, "check.toml");
    assert!(
        check.contains("id = \"q-1\"") && check.contains("nb = \"Hvor ofte, 1?\"") && check.matches("points = 2").count() == 2,
        "{check}"
    );
    built(pack.to_str().unwrap());
}

#[test]
fn nothing_is_scored_by_halves() {
    let mut lacks = choice("2");
    lacks["answerOption"][1] = option("often", "often", "ofte", &Value::Null);
    let mut half = choice("2");
    half["answerOption"][1] = option("often", "often", "ofte", &json!(1.5));
    let text = json!({ "linkId": "2", "type": "string", "text": "Why?" });
    let decimal = json!({ "linkId": "2", "type": "decimal", "text": "How many times?" });
    let mut cql = total(SUM);
    cql["extension"][0]["valueExpression"]["language"] = json!("text/cql");
    let mut silent = total(SUM);
    silent.as_object_mut().unwrap().remove("extension");
    let group = json!({ "linkId": "g", "type": "group", "item": [choice("2")] });
    for (name, items, why) in [
        ("lacks", vec![choice("1"), lacks, total(SUM)], "item[1]: its answer `often` has no points"),
        ("half", vec![choice("1"), half, total(SUM)], "or none in whole numbers"),
        ("text", vec![choice("1"), text, total(SUM)], "item[1] asks for something and was refused"),
        ("decimal", vec![choice("1"), decimal, total(SUM)], "item[1] asks for something and was refused"),
        ("cql", vec![choice("1"), cql], "counted by a program in `text/cql`"),
        ("silent", vec![choice("1"), silent], "does not say how it is counted"),
        ("none", vec![choice("1")], "no item holds the sum"),
        ("shape", vec![choice("1"), total("%resource.item.answer.weight().sum() + 1")], "is not the plain sum"),
        ("but", vec![choice("1"), total("%resource.item.where(linkId != '1').answer.weight().sum()")], "leaves `1` out"),
        ("level", vec![group, total(SUM)], "counts items of level 1"),
    ] {
        check_told(&format!("half-{name}"), &questionnaire(&items), 4, why);
        let (pack, code, counted, err) = taken(&format!("questions-{name}"), &questionnaire(&items), 0, CHECK);
        assert_eq!((code, err.as_str(), &counted["scored"]), (Some(0), "", &json!(false)), "{name}: {counted}");
        assert!(!file(&pack, "check.toml").contains("points"), "{name}");
        built(pack.to_str().unwrap());
    }
    let whole = questionnaire(&[choice("1"), choice("2"), total(SUM)]);
    let (pack, code, counted, err) = taken("half-unscored", &whole, 2, &format!("unscored = [\"2\"]\n{CHECK}"));
    assert_eq!((code, err.as_str(), &counted["scored"]), (Some(0), "", &json!(true)));
    assert_eq!(file(&pack, "check.toml").matches("points = 2").count(), 1, "points that are not in the sum would raise it");
    let mut under = choice("1");
    under["item"] = json!([choice("2")]);
    check_told("half-under", &questionnaire(&[under, total("%resource.repeat(item).answer.weight().sum()")]), 4, "stands under a question");
    check_told("half-maximum", &questionnaire(&[choice("1"), total(SUM)]), 40, "the points sum up to 2");
    let (_, code, _, err) = taken("half-note", &questionnaire(&[choice("1")]), 0, &format!("{CHECK}{NOTE}"));
    assert!(code == Some(2) && err.contains("a note hangs on `points`"), "{err}");
}

#[test]
fn conditions_are_said_in_the_pack_s_words() {
    let yes = |link: &str, more: &Value| {
        let mut item = json!({ "linkId": link, "type": "boolean", "text": format!("Is it, {link}?"), "_text": translated(&format!("Er det, {link}?")) });
        more.as_object().unwrap().iter().for_each(|(field, value)| item[field] = value.clone());
        item
    };
    let number = json!({ "linkId": "n", "type": "integer", "text": "How many?", "_text": translated("Hvor mange?"),
        "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 20 }] });
    for (name, when, expected) in [
        ("is", json!([{ "question": "1", "operator": "=", "answerCoding": { "code": "often" } }]), "q-1 is o-often"),
        ("not", json!([{ "question": "1", "operator": "!=", "answerCoding": { "code": "never" } }]), "q-1 is o-often"),
        ("exists", json!([{ "question": "1", "operator": "exists", "answerBoolean": true }]), "q-1 is any of o-never, o-often"),
        ("number", json!([{ "question": "n", "operator": ">=", "answerInteger": 3 }]), "q-n >= 3"),
        (
            "both",
            json!([{ "question": "1", "operator": "=", "answerCoding": { "code": "often" } }, { "question": "n", "operator": "<", "answerInteger": 3 }]),
            "((q-1 is o-often) and (q-n < 3))",
        ),
    ] {
        let last = yes("y", &json!({ "enableWhen": when, "enableBehavior": "all" }));
        let (pack, code, counted, err) = taken(&format!("when-{name}"), &questionnaire(&[choice("1"), number.clone(), last]), 0, CHECK);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{name}: {counted}{}", file(&pack, "report.csv"));
        let check = file(&pack, "check.toml");
        assert!(check.contains(&format!("enable_when = \"{expected}\"")), "{name}: {check}");
        built(pack.to_str().unwrap());
    }
    for (name, when, why) in [
        ("text", json!([{ "question": "1", "operator": "=", "answerString": "often" }]), "can never be met"),
        ("code", json!([{ "question": "1", "operator": "=", "answerCoding": { "code": "x" } }]), "which that question does not have"),
        (
            "two",
            json!([{ "question": "1", "operator": "exists", "answerBoolean": true }, { "question": "1", "operator": "exists", "answerBoolean": true }]),
            "whether one or all",
        ),
        ("itself", json!([{ "question": "y", "operator": "=", "answerBoolean": true }]), "which comes later"),
    ] {
        let last = yes("y", &json!({ "enableWhen": when }));
        check_told(&format!("when-not-{name}"), &questionnaire(&[choice("1"), last]), 0, why);
    }
}

#[test]
fn what_cannot_be_a_check_is_refused_by_its_place() {
    let other = |kind: &str| json!({ "linkId": "x", "type": kind, "text": "Tell us?" });
    for kind in ["string", "text", "open-choice", "date", "url", "attachment", "reference", "quantity"] {
        let (pack, _, counted, _) = taken("refused-kind", &questionnaire(&[choice("1"), other(kind)]), 0, CHECK);
        assert_eq!((&counted["read"], &counted["refused"]), (&json!(2), &json!(1)), "{kind}");
        assert!(file(&pack, "report.csv").contains("item[1] x Tell us?"), "{kind}: {}", file(&pack, "report.csv"));
        built(pack.to_str().unwrap());
    }
    let mut bare = choice("1");
    bare.as_object_mut().unwrap().remove("_text");
    let group = |item: Value| json!({ "linkId": "g", "type": "group", "text": "x", "item": [item] });
    for (name, items, why) in [
        ("twice", vec![choice("1"), group(choice("1"))], "item[1].item[0]: the linkId `1` stands at item[0] already"),
        (
            "nowhere",
            vec![
                json!({ "linkId": "1", "type": "boolean", "text": "x?", "enableWhen": [{ "question": "9", "operator": "exists", "answerBoolean": true }] }),
            ],
            "item[0]: it hangs on `9`",
        ),
        ("newer", vec![json!({ "linkId": "1", "type": "coding", "text": "x?" })], "item[0]: its type is one of FHIR R5"),
        ("language", vec![choice("2"), bare], "it has no words in `nb`"),
    ] {
        check_told(&format!("refused-{name}"), &questionnaire(&items), 0, why);
    }
    let mut odd = choice("1");
    odd["enableWhen"] = json!("x");
    check_told("refused-odd", &questionnaire(&[odd]), 0, "are no list");
    let mut several = choice("1");
    several["repeats"] = json!(true);
    let not = json!({ "linkId": "y", "type": "boolean", "text": "Is it?", "enableWhen": [{ "question": "1", "operator": "!=", "answerCoding": { "code": "often" } }] });
    check_told("refused-several", &questionnaire(&[several, not]), 0, "with several answers");
    let nested = (0..30).fold(choice("1"), |inner, level| json!({ "linkId": format!("g{level}"), "type": "group", "item": [inner] }));
    check_told("refused-deep", &questionnaire(&[nested]), 0, "may have 20 levels");
    let many: Vec<Value> = (0..600).map(|number| choice(&number.to_string())).collect();
    check_told("refused-many", &questionnaire(&many), 0, "500 items");
    check_told(
        "refused-long",
        &questionnaire(&(0..12).map(|number| choice(&number.to_string())).collect::<Vec<_>>()),
        0,
        "the pack's own checks refuse it",
    );
    let mut nobody = questionnaire(&[choice("1")]);
    nobody.as_object_mut().unwrap().remove("copyright");
    let pack = pack("refused-nobody");
    filled(&pack, &nobody, 0, CHECK);
    let path = pack.join("imported/aa/import.toml");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("translator = \"We\"", "")).unwrap();
    assert!(import(&pack, &nobody).2.contains("does not say whose it is"));
}

#[test]
fn words_that_have_changed_are_read_again() {
    let whole = questionnaire(&[choice("1")]);
    let (pack, code, ..) = taken("changed", &whole, 0, CHECK);
    assert_eq!(code, Some(0));
    let before = file(&pack, "check.toml");
    let mut changed = whole;
    changed["item"][0]["text"] = json!("How much?");
    let (code, _, err) = import(&pack, &changed);
    assert!(code == Some(2) && err.contains("its words have changed since they were read"), "{err}");
    assert_eq!(file(&pack, "check.toml"), before);
    let own = format!("{CHECK}\n[words.\"1\"]\ntext = {{ en = \"How often?\" }}\nnever = {{ en = \"not at all\" }}\n");
    filled(&pack, &changed, 0, &own);
    assert_eq!(import(&pack, &changed).0, Some(0));
    let check = file(&pack, "check.toml");
    assert!(check.contains("en = \"How often?\"") && check.contains("en = \"not at all\"") && check.contains("nb = \"aldri\""), "{check}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is missing or of another kind: every item is kept or named, and the pack can be built.
    #[test]
    fn every_item_of_a_mutilated_questionnaire_is_kept_or_named(cuts in prop::collection::vec((0_usize..4, 0_usize..8, 0_usize..6), 1..6)) {
        let mut items = vec![choice("1"), json!({ "linkId": "y", "type": "boolean", "text": "Is it?", "_text": translated("Er det?") }), choice("2"), total(SUM)];
        for (item, field, with) in cuts {
            let fields = items[item].as_object_mut().unwrap();
            let name = fields.keys().nth(field % fields.len()).unwrap().clone();
            let value = [Value::Null, json!("x"), json!(7), json!([]), json!([{}, 1, "<b>x"]), json!({ "a": [1] })][with].clone();
            fields.insert(name, value);
        }
        let whole = questionnaire(&items);
        let (pack, code, counted, err) = taken("mutilated", &whole, 0, CHECK);
        if counted.is_null() {
            prop_assert!(code == Some(2) && err.starts_with("lykta-pack: "), "{err}");
        } else {
            let number = |name: &str| counted[name].as_u64().unwrap();
            prop_assert_eq!(number("kept") + number("refused"), number("read"));
        }
        built(pack.to_str().unwrap());
    }
}

#[test]
fn questionnaires_of_others_are_read_and_a_wrong_one_is_never_scored() {
    let Some(folder) = samples("fhir") else { return };
    let read = |name: &str| serde_json::from_str::<Value>(&fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    for (name, items, why) in [
        ("us-core-Questionnaire-AUDIT-C.json", 6, "asks for something and was refused"),
        ("us-core-Questionnaire-hunger-vital-sign-example.json", 4, ""),
        ("refero-components-scoring-choice-radio-button-q.json", 2, ""),
        ("refero-components-scoring-section-score-q.json", 11, ""),
        ("refero-reducers-enableWhenAnyVsAll-all.json", 3, ""),
        ("refero-reducers-enableWhenDeepTransitive-q.json", 3, ""),
        ("refero-reducers-enableWhenExcists-q.json", 2, ""),
        ("sdc-questionnaire-sdc-test-required-field.json", 4, ""),
    ] {
        let whole = read(name);
        // Whoever wants its sum is told why not.
        let (_, code, _, err) = taken("sample", &whole, 12, &format!("language = \"en\"\n{CHECK}"));
        assert!(code == Some(2) && err.contains("it cannot be scored") && err.contains(why), "{name}: {err}");
        let (pack, _, counted, err) = taken("sample", &whole, 0, &format!("language = \"en\"\n{CHECK}"));
        assert_eq!((&counted["read"], &counted["scored"]), (&json!(items), &json!(false)), "{name}: {err}{}", file(&pack, "report.csv"));
        assert_eq!(counted["kept"].as_u64().unwrap() + counted["refused"].as_u64().unwrap(), items);
        built(pack.to_str().unwrap());
    }
    let (_, code, _, err) = taken("sample", &read("us-core-QuestionnaireResponse-AUDIT-C.json"), 0, CHECK);
    assert!(code == Some(2) && err.contains("it holds no Questionnaire, but QuestionnaireResponse"), "{err}");
}
