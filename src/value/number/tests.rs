use std::str::FromStr;

use bigdecimal::BigDecimal;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Number {
    Number::parse(text, None, &Tolerance::default()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn error(text: &str, unit: Option<&str>) -> NumberError {
    Number::parse(text, unit, &Tolerance::default()).expect_err(text)
}

fn meet(a: &str, b: &str) -> bool {
    read(a).meets(&read(b))
}

#[test]
fn what_people_write_is_read_exactly() {
    for (text, key) in [
        ("35", "35"),
        (" 35 ", "35"),
        ("0.1", "0.1"),
        (".5", "0.5"),
        ("35.0", "35"),
        ("-5", "-5"),
        ("\u{2212}5", "-5"),
        ("-5..-3", "-5..-3"),
        ("-5%", "-5"),
        ("7 %", "7"),
        ("1,473", "1473"),
        ("1_473", "1473"),
        ("1\u{a0}473", "1473"),
        ("1,234,567.25", "1234567.25"),
        ("~35", "31.5..38.5"),
        ("~ 35", "31.5..38.5"),
        ("~-50", "-55..-45"),
        (">100", ">100"),
        (">=100", ">=100"),
        ("≥100", ">=100"),
        ("<100", "<100"),
        ("<= 1,000", "<=1000"),
        ("30..40", "30..40"),
        ("30 .. 40", "30..40"),
        ("35k", "34500..35500"),
        ("35 K", "34500..35500"),
        ("1.2 million", "1150000..1250000"),
        ("1.20 million", "1195000..1205000"),
        ("1 million", "500000..1500000"),
        ("-1.2 million", "-1250000..-1150000"),
        ("2 billion", "1500000000..2500000000"),
        ("~1.2 million", "1080000..1320000"),
        (">1 million", ">1000000"),
        ("1..2 million", "1000000..2000000"),
        ("900k..2 million", "900000..2000000"),
        ("0.000000000000000000000000000001", "0.000000000000000000000000000001"),
    ] {
        assert_eq!(read(text).key(), key, "{text}");
    }
}

#[test]
fn a_unit_stands_after_the_number_or_nowhere() {
    for (text, unit) in [
        ("35 boats", "boats"),
        ("1 boat", "boats"),
        ("35 Boats", "boat"),
        ("35boats", "boats"),
        ("35 km", "km"),
        ("35 kg", "kg"),
        ("1.2 million people", "person"),
        ("3 million of barrels", "barrels"),
        ("30..40 boats", "boats"),
        ("30 boats..40 boats", "boats"),
        ("~35 boats", "boats"),
        ("3 countries", "country"),
        ("$35 million", "$"),
        ("-$5", "$"),
        ("35%", "%"),
        ("35%", "percent"),
        ("35 per cent", "%"),
        ("35\u{a0}boats", "boats"),
        ("35", "boats"),
    ] {
        assert!(Number::parse(text, Some(unit), &Tolerance::default()).is_ok(), "{text} in {unit}");
    }
    for (text, unit) in [
        ("35 ships", Some("boats")),
        ("35 boats", None),
        ("35%", Some("boats")),
        ("35 million ships", Some("boats")),
        ("35 boats boats", Some("boats")),
        ("boats", Some("boats")),
    ] {
        let error = error(text, unit);
        assert!(error.help.is_some(), "{text}");
    }
    assert!(error("35 ships", Some("boats")).message.contains("`ships` is not the property's unit, `boats`"));
}

#[test]
fn a_sign_of_money_is_told_from_the_number() {
    for (text, unit, mend) in [
        (
            "$2.4 billion",
            Some("dollars"),
            "write `2.4 billion` if the amount is in dollars; if not, give the property `unit: $`",
        ),
        (
            "USD 2.4 billion",
            Some("dollars"),
            "`2.4 billion` if the amount is in dollars; if not, give the property `unit: USD`",
        ),
        ("US$2.4 billion", Some("$"), "`2.4 billion`"),
        ("€2.4 billion", None, "write `2.4 billion`, or give the property `unit: €`"),
        ("~£ 35", None, "`\"~35\"`"),
        ("-$5", Some("dollars"), "`-5`"),
        ("$2..$3 billion", Some("dollars"), "`2..3 billion`"),
        ("about $35", Some("dollars"), "`\"~35\"`"),
        ("£2.4bn", Some("pounds"), "`2.4 billion`"),
    ] {
        let error = error(text, unit);
        assert!(error.message.contains("stands before the number"), "{text}: {}", error.message);
        assert!(error.help.as_deref().is_some_and(|help| help.contains(mend)), "{text}: {:?}", error.help);
    }
    assert!(error("AND more", Some("dollars")).message.contains("is not a number"));
}

#[test]
fn a_short_or_misspelt_word_is_answered_by_whole_numbers() {
    for (text, unit, message, mend) in [
        ("112 m", Some("metres"), "`m` may be read in two ways", "write `112 million` or `112 metres`"),
        ("112m", Some("Metre"), "two ways", "`112 million` or `112 Metre`"),
        (">100 m", Some("metres"), "two ways", "`\">100 million\"` or `\">100 metres\"`"),
        ("100 m..112 m", Some("metres"), "two ways", "`100 million..112 million` or `100 metres..112 metres`"),
        ("3 m people", Some("people"), "two ways", "write `3 million people`"),
        ("112 m", Some("people"), "two ways", "write `112 million`"),
        (
            "2.4 billon",
            Some("dollars"),
            "`billon` is no number, and not the property's unit, `dollars`",
            "did you mean `2.4 billion`?",
        ),
        ("3 milion people", Some("people"), "`milion`", "did you mean `3 million people`?"),
        ("3milion", None, "`milion` is no number, and the property has no unit", "did you mean `3 million`?"),
        ("3 milliards", Some("euros"), "`milliards` is not the property's unit", "give the number in euros"),
        ("5 m/s", Some("km/h"), "`m/s` is not the property's unit", "give the number in km/h"),
    ] {
        let error = error(text, unit);
        assert!(error.message.contains(message), "{text}: {}", error.message);
        assert!(error.help.as_deref().is_some_and(|help| help.contains(mend)), "{text}: {:?}", error.help);
    }
}

#[test]
fn a_mistake_is_answered_with_its_mend() {
    for (text, mend) in [
        ("1,47", "`1.47`"),
        ("1,4,7", "`147`"),
        ("12,34,567", "`1234567`"),
        ("1,234_567", "`1234567`"),
        ("0,5", "`0.5`"),
        ("1.200.000", "`\"1,200,000\"` or `1_200_000`"),
        ("1.200,50", "`\"1,200.50\"` or `1_200.50`"),
        ("5.", "`5`"),
        ("1e6", "million"),
        ("1E+6", "million"),
        ("about 35", "`\"~35\"`"),
        ("More than 100", "`\">100\"`"),
        ("at least 2 million", "`\">=2 million\"`"),
        ("30-40", "`30..40`"),
        ("30 – 40", "`30..40`"),
        ("30 to 40", "`30..40`"),
        ("30...40", "`30..40`"),
        ("35+", "`\">=35\"`"),
        ("5m", "`5 million`"),
        ("5 bn", "`5 billion`"),
        ("million", "`1 million`"),
        ("40..30", "smaller number first"),
        ("900..2 million", "smaller number first"),
        ("~30..40", "30..40"),
        ("..40", "both ends"),
        ("30..", "both ends"),
        ("1kmillion to 0", "`0..1 million`"),
        ("", "digits"),
        ("-", "digits"),
        ("~", "digits"),
        ("thirty", "digits"),
        ("NaN", "digits"),
        ("inf", "digits"),
        ("٣٥", "digits"),
        ("--5", "digits"),
        ("0x10", "unit"),
    ] {
        let error = error(text, None);
        let help = error.help.unwrap_or_default();
        assert!(help.contains(mend), "{text}: {} / {help}", error.message);
    }
    assert!(error(&"9".repeat(1_000_000), None).message.contains("too long"));
    assert!(error(&"9".repeat(1000), None).message.len() < 100);
}

#[test]
fn about_means_within_the_tolerance_with_its_edges() {
    assert!(meet("~35", "38.5") && meet("~35", "31.5"));
    assert!(!meet("~35", "38.51"));
    let five = Tolerance::parse("5", None).unwrap();
    let about = Number::parse("~100", None, &five).unwrap();
    assert_eq!(about.key(), "95..105");
    let share = Tolerance::parse("2.5%", Some("boats")).unwrap();
    assert_eq!(Number::parse("~100", None, &share).unwrap().key(), "97.5..102.5");
    assert_eq!(Number::parse("~1.2 million", None, &share).unwrap().key(), "1150000..1250000");
    assert_eq!(Tolerance::parse("5 boats", Some("boats")).unwrap(), five);
    for wrong in ["", "x", "-5", "-5%", "5 ships", "~5", "1..2", "%"] {
        assert!(Tolerance::parse(wrong, Some("boats")).is_err(), "{wrong}");
    }
}

#[test]
fn ranges_meet_or_not() {
    for (a, b) in [
        ("35", "35.00"),
        ("~35", "~40"),
        (">100", "<101"),
        (">=100", "<=100"),
        (">=100", "100"),
        ("1.2 million", "1,150,000"),
        ("1.2 million", "1,250,000"),
        ("1 million", "1.2 million"),
        ("5 million", "5,500,000"),
        ("30..40", "40..50"),
    ] {
        assert!(meet(a, b) && meet(b, a), "{a} and {b}");
    }
    for (a, b) in [
        ("35", "36"),
        (">100", "100"),
        (">100", "<=100"),
        ("<100", ">=100"),
        ("5 million", "6 million"),
        ("1.2 million", "1.3 million"),
        ("1.2 million", "1,250,001"),
        ("1.20 million", "1.25 million"),
        ("0.1", "0.10000000000000000000000001"),
    ] {
        assert!(!meet(a, b) && !meet(b, a), "{a} and {b}");
    }
}

#[test]
fn ranges_contain_or_not() {
    for (a, b) in [("30..40", "35"), ("~35", "36"), (">100", "101"), (">=100", ">100"), ("1.2 million", "1.25 million")]
    {
        let whole = read(a).contains(&read(b));
        assert_eq!(whole, b != "1.25 million", "{a} and {b}");
        assert!(!read(b).contains(&read(a)), "{b} and {a}");
    }
    assert!(!read(">100").contains(&read(">=100")));
    assert!(read("35").contains(&read("35.0")));
}

#[test]
fn numbers_in_words() {
    for (written, said) in [
        ("35", "35"),
        ("~35", "about 35"),
        (">100", "more than 100"),
        (">=100 boats", "at least 100 boats"),
        ("<100", "less than 100"),
        ("<=100", "at most 100"),
        ("30..40", "30 to 40"),
        ("1.2 million", "1.2 million"),
    ] {
        assert_eq!(words(written), said);
    }
}

#[test]
fn a_mend_is_no_mistake_itself() {
    for (text, help) in [
        ("35,", "write `35`, or with three digits after each separator"),
        ("1,47", "for a decimal write `1.47`; for a whole number write `147`"),
        ("1.234.567", "commas or `_` separate thousands: write `\"1,234,567\"` or `1_234_567`"),
        ("1.2.3", "write one point at most, before the decimals, such as `1.5`"),
        (
            "1.473,5",
            "the decimal sign is a point, and commas or `_` separate thousands: write `\"1,473.5\"` or `1_473.5`",
        ),
        ("30..40..50", "write `30..50`"),
        ("10 000", "write `\"10,000\"` or `10_000`"),
        ("~1 234 567.5", "write `\"~1,234,567.5\"`"),
        ("10 000..20 000", "write `\"10,000..20,000\"` or `10_000..20_000`"),
        ("10 00", "leave it out: a number has digits, separators of thousands and one decimal point"),
        ("30...40", "write `30..40`"),
        ("30...", "write two ends with two dots between them, such as `30..40`"),
        ("1:30", "leave it out: a number has digits, separators of thousands and one decimal point"),
        ("30 km", "leave it out, or give the property `unit: km`"),
    ] {
        let error = Number::parse(text, None, &Tolerance::default()).unwrap_err();
        assert_eq!(error.help.as_deref(), Some(help), "{text}");
    }
}

/// Swapping point and comma leaves both with a separator behind the point.
#[test]
fn a_mend_is_looked_for_once() {
    for text in [",.\u{a0}1", "1,.\u{a0}2", "1.,\u{a0}2"] {
        let error = Number::parse(text, None, &Tolerance::default()).unwrap_err();
        assert!(error.message.contains("has a separator of thousands after its decimal point"), "{}", error.message);
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC{0,40}", unit in proptest::option::of("\\PC{0,5}")) {
        let _ = Number::parse(&text, unit.as_deref(), &Tolerance::default());
        let _ = Tolerance::parse(&text, unit.as_deref());
        let _ = words(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_number_panics(text in "[-~<>=.,_0-9eEk%\u{a0}\u{2212} ]{0,12}") {
        let _ = Number::parse(&text, None, &Tolerance::default());
    }

    /// Whoever does what a message says must not be told the next mistake.
    #[test]
    fn what_is_offered_can_be_read(text in "([0-9]{1,4}|[-~<>=.,_%:/ ]|\\.\\.| to |k|million|m|about |over |boats){1,8}") {
        for unit in [None, Some("boats")] {
            let Some(help) = Number::parse(&text, unit, &Tolerance::default()).err().and_then(|error| error.help) else { continue };
            for offer in crate::text::offered(&help) {
                let read = Number::parse(offer.trim_matches('"'), unit, &Tolerance::default()).is_ok();
                prop_assert!(read || matches!(offer, "million" | "billion"), "{text}: {help}");
            }
        }
    }

    #[test]
    fn grouping_changes_nothing(whole in 0u64..1_000_000_000_000, decimals in "[0-9]{1,6}") {
        let digits = whole.to_string();
        let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        let plain = format!("{digits}.{decimals}");
        let value = Number::exactly(BigDecimal::from_str(&plain).unwrap());
        for separator in [",", "_"] {
            prop_assert_eq!(&read(&format!("{}.{}", grouped.join(separator), decimals)), &value);
        }
    }

    /// Meeting and containing against trying numbers in steps of a half.
    #[test]
    fn ranges_against_enumeration(a in (0i32..9, 0i32..9, any::<(bool, bool)>()), b in (0i32..9, 0i32..9, any::<(bool, bool)>())) {
        let make = |(x, y, (with, also)): (i32, i32, (bool, bool))| Number {
            low: Some((BigDecimal::from(x.min(y)), with || x == y)),
            high: Some((BigDecimal::from(x.max(y)), also || x == y)),
            rounded: false,
        };
        let (a, b) = (make(a), make(b));
        let lies = |number: &Number, twice: i32| {
            let value = BigDecimal::from(twice) / BigDecimal::from(2);
            number.low.as_ref().is_none_or(|(low, with)| value > *low || (*with && value == *low))
                && number.high.as_ref().is_none_or(|(high, with)| value < *high || (*with && value == *high))
        };
        let steps = -2..22;
        prop_assert_eq!(a.meets(&b), steps.clone().any(|x| lies(&a, x) && lies(&b, x)));
        prop_assert_eq!(a.contains(&b), steps.clone().all(|x| !lies(&b, x) || lies(&a, x)));
    }
}

#[test]
fn a_number_is_given_in_the_unit_of_its_property() {
    for (written, unit, expected) in [
        ("8", "%", "8%"),
        ("8 per cent", "%", "8%"),
        ("8 %", "%", "8%"),
        ("12 percent", "%", "12%"),
        ("-5%", "%", "-5%"),
        ("3,200", "employees", "3,200 employees"),
        ("1 boat", "boats", "1 boats"),
        ("2.4 billion dollars", "dollars", "2.4 billion dollars"),
        ("2.4 billion", "dollars", "2.4 billion dollars"),
        ("3 million of people", "people", "3 million people"),
        ("31.50", "€", "€31.50"),
        ("~€31.50", "€", "~€31.50"),
        (">100", "boats", ">100 boats"),
        ("30..40", "boats", "30..40 boats"),
        ("5 million", "million dollars", "5 million million dollars"),
        ("35", "", "35"),
        ("no digits", "boats", "no digits boats"),
    ] {
        assert_eq!(with_unit(written, unit), expected, "{written}");
        if written.contains(|c: char| c.is_ascii_digit()) {
            assert_eq!(with_unit(&with_unit(written, unit), unit), expected, "once is enough: {written}");
        }
    }
}

proptest! {
    #[test]
    fn a_unit_changes_no_number(digits in "[~<>]?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,2})?( (million|k))?", which in 0usize..4) {
        let unit = ["%", "boats", "€", "dollars"][which];
        let read = |text: &str| Number::parse(text, Some(unit), &Tolerance::default()).ok();
        let number = read(&digits);
        prop_assert!(number.is_some());
        prop_assert_eq!(read(&with_unit(&digits, unit)), number);
    }
}
