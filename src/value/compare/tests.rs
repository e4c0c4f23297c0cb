use super::*;
use crate::time::Day;
use crate::value::Number;
use crate::value::number::Tolerance;

/// 0 Brooklyn within 1 New York within 2 the United States; 3 Miami within 2; 4 Boston.
/// Choices: 0 and 1 are the same, 2 is compatible with either, 3 with none.
struct Words;

impl Vocabulary for Words {
    fn within(&self, inner: EntityId, outer: EntityId) -> bool {
        matches!((inner.0, outer.0), (0, 1 | 2) | (1 | 3, 2))
    }
    fn same(&self, a: ChoiceId, b: ChoiceId) -> bool {
        a == b || (a.0 < 2 && b.0 < 2)
    }
    fn compatible(&self, a: ChoiceId, b: ChoiceId) -> bool {
        matches!((a.0, b.0), (0 | 1, 2) | (2, 0 | 1))
    }
}

fn entities(ids: &[u32]) -> Value {
    Value::Entities(ids.iter().map(|id| EntityId(*id)).collect())
}

fn choices(ids: &[u32]) -> Value {
    Value::Choices(ids.iter().map(|id| ChoiceId(*id)).collect())
}

fn number(text: &str) -> Value {
    Value::Number(Box::new(Number::parse(text, None, &Tolerance::default()).unwrap()))
}

fn days(from: i32, to: i32) -> Value {
    Value::Date(Bounds::new(Day::new(from), Day::new(to)))
}

fn check(a: &Value, b: &Value, expected: Agreement) {
    let mirrored = match expected {
        Agreement::Contains => Agreement::Within,
        Agreement::Within => Agreement::Contains,
        other => other,
    };
    assert_eq!(compare(a, b, &Words), expected, "{a:?} {b:?}");
    assert_eq!(compare(b, a, &Words), mirrored, "{b:?} {a:?}");
}

#[test]
fn places_lie_within_places() {
    check(&entities(&[0]), &entities(&[0]), Agreement::Same);
    check(&entities(&[1]), &entities(&[0]), Agreement::Contains);
    check(&entities(&[0]), &entities(&[2]), Agreement::Within);
    check(&entities(&[0]), &entities(&[3]), Agreement::Different);
    check(&entities(&[1]), &entities(&[3]), Agreement::Different);
}

#[test]
fn words_declared_the_same_are_the_same() {
    check(&choices(&[0]), &choices(&[1]), Agreement::Same);
    check(&choices(&[1]), &choices(&[2]), Agreement::Compatible);
    check(&choices(&[2]), &choices(&[3]), Agreement::Different);
}

#[test]
fn a_list_means_all_of_it() {
    check(&entities(&[0, 3]), &entities(&[3, 0]), Agreement::Same);
    check(&entities(&[0, 3]), &entities(&[0]), Agreement::Within);
    check(&entities(&[1]), &entities(&[0, 4]), Agreement::Contains);
    // New York holds Brooklyn, so the list holds it; neither says the other.
    check(&entities(&[1, 4]), &entities(&[0]), Agreement::Compatible);
    check(&entities(&[0, 3]), &entities(&[0, 4]), Agreement::Different);
    check(&entities(&[0, 4]), &entities(&[3]), Agreement::Different);
    check(&choices(&[0, 3]), &choices(&[1, 3]), Agreement::Same);
    check(&choices(&[0, 3]), &choices(&[2]), Agreement::Compatible);
    check(&choices(&[0, 2]), &choices(&[3]), Agreement::Different);
}

#[test]
fn ranges_of_numbers_and_days() {
    check(&number("35"), &number("35.0"), Agreement::Same);
    check(&number("~35"), &number("36"), Agreement::Contains);
    check(&number("30..36"), &number("35..40"), Agreement::Compatible);
    check(&number("35"), &number("36"), Agreement::Different);
    check(&days(1, 31), &days(5, 5), Agreement::Contains);
    check(&days(1, 5), &days(5, 9), Agreement::Compatible);
    check(&days(1, 4), &days(5, 9), Agreement::Different);
    let since = Value::Date(Bounds { earliest: Some(Day::new(5)), latest: None });
    check(&since, &days(5, 9), Agreement::Contains);
    check(&since, &days(1, 4), Agreement::Different);
    check(&Value::Date(Bounds::ANY), &since, Agreement::Contains);
}

#[test]
fn other_types_are_equal_or_not() {
    check(&Value::Boolean(true), &Value::Boolean(true), Agreement::Same);
    check(&Value::Boolean(true), &Value::Boolean(false), Agreement::Different);
    check(&Value::Text("a".into()), &Value::Text("a".into()), Agreement::Same);
    check(&Value::Text("a".into()), &Value::Text("b".into()), Agreement::Different);
}

#[test]
fn a_denial_takes_in_what_lies_within() {
    // (denied, said, contradiction)
    for (denied, said, expected) in [
        (entities(&[1]), entities(&[1]), true),
        (entities(&[1]), entities(&[0]), true),
        (entities(&[0]), entities(&[1]), false),
        (entities(&[0, 4]), entities(&[4]), true),
        (entities(&[0]), entities(&[3, 0]), true),
        (entities(&[0]), entities(&[3]), false),
        (choices(&[0]), choices(&[1]), true),
        (choices(&[0]), choices(&[2]), false),
        (number("30..40"), number("35"), true),
        (number("30..40"), number("30..40"), true),
        (number("30..40"), number("~35"), true),
        (number("30..40"), number("35..45"), false),
        (number("35"), number("~35"), false),
        (number(">100"), number("150"), true),
        (days(1, 31), days(5, 9), true),
        (days(5, 9), days(1, 31), false),
        (Value::Boolean(true), Value::Boolean(true), true),
        (Value::Boolean(true), Value::Boolean(false), false),
        (Value::Text("a".into()), Value::Text("a".into()), true),
    ] {
        assert_eq!(denies(&denied, &said, &Words), expected, "not {denied:?}, {said:?}");
    }
}

#[test]
fn saying_the_finer_says_the_coarser() {
    assert!(entails(&entities(&[0]), &entities(&[1]), &Words));
    assert!(!entails(&entities(&[1]), &entities(&[0]), &Words));
    assert!(entails(&entities(&[0, 3]), &entities(&[3]), &Words));
    assert!(entails(&number("36"), &number("~35"), &Words));
    assert!(!entails(&choices(&[2]), &choices(&[0]), &Words));
}
