use alloc::vec;

use proptest::prelude::*;

use super::*;

/// The condition as brackets, to see what belongs together.
#[track_caller]
fn check(text: &str, expected: &str) {
    let parsed = parse(text).unwrap();
    assert_eq!(
        written(
            &parsed
                .expression
                .resolved(&|name| Some(Condition::Clause(Clause { item: ItemId::new(name), test: Test::Is(vec![OptionId::new("yes")]) })))
                .unwrap()
        ),
        expected
    );
}

#[track_caller]
fn check_fault(text: &str, fault: Fault, at: &str) {
    let found = parse(text).unwrap_err();
    assert_eq!((found.fault, text.get(found.at)), (fault, Some(at)), "{text}");
}

#[test]
fn an_or_between_options_belongs_to_the_clause() {
    check("who is self and pregnant is yes or maybe and age < 21", "who is self and pregnant is yes, maybe and age < 21");
}

#[test]
fn an_or_before_a_new_clause_joins_conditions() {
    check("who is self or place in region 91 or 90", "who is self or place in region 91, 90");
    check("a is b or not c is d", "a is b or not c is d");
    check("a is b or (c is d and e is f)", "a is b or (c is d and e is f)");
}

#[test]
fn and_binds_closer_than_or() {
    check("a is b or c is d and e is f", "a is b or (c is d and e is f)");
}

#[test]
fn any_of_and_commas_list_options() {
    check("about is any of alcohol, opioids or cannabis and age >= 18", "about is alcohol, opioids, cannabis and age >= 18");
    check("about is not any of gambling, gaming", "about is not gambling, gaming");
}

#[test]
fn a_lone_word_is_a_named_condition() {
    check("mainland and (own or close)", "mainland is yes and (own is yes or close is yes)");
    check("not mainland", "not mainland is yes");
}

#[test]
fn outside_is_a_verb() {
    check("place outside region 91", "place outside region 91");
}

#[test]
fn faults_name_their_place() {
    check_fault("", Fault::Clause, "");
    check_fault("who is", Fault::Option, "");
    check_fault("who = self", Fault::Sign, "=");
    check_fault("who self", Fault::Verb, "self");
    check_fault("age < young", Fault::Years, "young");
    check_fault("age < -3", Fault::Years, "-3");
    check_fault("place in 91", Fault::Area, "91");
    check_fault("(who is self", Fault::Bracket, "");
    check_fault("who is self)", Fault::Rest, ")");
    check_fault("who is self and and", Fault::Clause, "and");
    check_fault("who is sjålv", Fault::Sign, "å");
    check_fault("about is any alcohol", Fault::Option, "alcohol");
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let text = alloc::format!("{}a is b{}", "(".repeat(200), ")".repeat(200));
    assert_eq!(parse(&text).unwrap_err().fault, Fault::Depth);
}

fn conditions() -> impl Strategy<Value = Condition> {
    let word = "[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?".prop_filter("has a meaning of its own", |word| {
        !["and", "or", "not", "is", "in", "outside", "any", "of", "region", "municipality"].contains(&word.as_str())
    });
    let options = proptest::collection::vec(word.clone().prop_map(|word| OptionId::new(&word)), 1..4);
    let codes = proptest::collection::vec("[0-9]{2,4}", 1..3);
    let area = prop_oneof![codes.clone().prop_map(Area::Regions), codes.prop_map(Area::Municipalities)];
    let comparison = prop_oneof![Just(Comparison::Below), Just(Comparison::AtMost), Just(Comparison::Above), Just(Comparison::AtLeast)];
    let test = prop_oneof![
        options.clone().prop_map(Test::Is),
        options.prop_map(Test::IsNot),
        (comparison, 0..130u16).prop_map(|(comparison, years)| Test::Years(comparison, years)),
        area.clone().prop_map(Test::In),
        area.prop_map(Test::Outside)
    ];
    let clause = (word, test).prop_map(|(item, test)| Condition::Clause(Clause { item: ItemId::new(&item), test }));
    clause.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part)))
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_alike(condition in conditions()) {
        let text = written(&condition);
        let parsed = parse(&text).map_err(|fault| TestCaseError::fail(alloc::format!("{text}: {fault:?}")))?;
        prop_assert_eq!(parsed.expression.resolved(&|_| None), Some(condition));
    }

    #[test]
    fn any_text_is_read_or_refused_without_harm(text in "[a-z<>=(), ]{0,60}|.{0,40}") {
        if let Err(fault) = parse(&text) {
            prop_assert!(text.get(fault.at).is_some());
        }
    }
}
