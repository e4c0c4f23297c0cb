use super::super::number_words::{ONES, TENS};
use super::*;

fn shown(text: &str) -> String {
    shown_in(Notation::ANY, text)
}

fn shown_in(notation: Notation, text: &str) -> String {
    let shown =
        numbers(text, notation).into_iter().filter(|mention| mention.values != [BigDecimal::from(1)]).map(|mention| {
            let values: Vec<String> = mention.values.iter().map(|value| value.normalized().to_plain_string()).collect();
            format!("{}{}", values.join("|"), if mention.vague { "+" } else { "" })
        });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn reads_digits() {
    for (text, expected) in [
        ("around 35 boats", "35"),
        ("1,473 and 1.473", "1473|1.473 1473|1.473"),
        ("1,234,567.5", "1234567.5"),
        ("1.5 million", "1500000"),
        ("$1.5m, 35k, 3bn", "1500000 35000 3000000000"),
        ("5% and -5% and 5-6%", "5 -5 5 6"),
        ("a fall of \u{2212}5 percent", "-5"),
        ("years—5 of them", "5"),
        ("the 13th", "13"),
        ("1 473 boats", "1|1473 473"),
        ("6.3.2026", "6 3 2026"),
        ("2½ years", "2.5"),
        ("1'035", "1035"),
        ("35-year-old", "35"),
        ("٣٥ قارب", "35"),
        ("(1997-2000)", "1997 2000"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn reads_words() {
    for (text, expected) in [
        ("six boats", "6"),
        ("Thirty-five boats", "35"),
        ("thirty five", "35"),
        ("two dozen", "24"),
        ("half a dozen, half-dozen", "6 6"),
        ("half a million", "500000"),
        ("a hundred and five", "105"),
        ("one hundred twenty-one", "121"),
        ("two thousand nineteen", "2019"),
        ("two and a half million", "2500000"),
        ("three hundred thousand", "300000"),
        ("a seven-year hiatus, a three-phase process", "7 3"),
        ("the twenty-first, the fifth", "21 5"),
        ("hundreds, dozens", "100+ 12+"),
        ("nearly a decade, two decades", "10 20"),
        ("twice", "2"),
        ("two three", "2 3"),
        ("no deaths", "0"),
        ("hand in hand", ""),
        ("between three hundred and three hundred four boats", "300 304"),
        ("twenty-six thousand and twenty-six thousand five boats", "26000 26005"),
        ("three hundred and twenty six thousand and three hundred and seven", "326307"),
        ("one million and two million", "1000000 2000000"),
        ("between one hundred and two thousand", "102000 100 2000"),
        ("between three hundred and four", "304 300 4"),
        ("two thousand and five, two hundred and thirty-five thousand", "2005 235000"),
        ("two thousand million", "2000000000"),
        ("one and a half, two and a quarter, three and three-quarters", "1.5 2.25 3.75"),
        ("a million and a half, two million and a half", "1500000 2500000"),
        ("a boat and a half", "1.5 50|0.5|1"),
        ("two years and a half", "2.5 2 50|0.5|1"),
        ("a fifth of it, two-thirds", "20|0.2|1|5 67|66.7|0.67|0.667|2|3"),
        ("half-a-million, half million, a half million", "500000 500000 500000"),
        ("a quarter of a million, three quarters of a million", "250000 750000"),
        ("one point five million, zero point two five", "1500000 0.25"),
        ("2 and a half million, 1 1/2, 2½ million", "2500000 1|1.5 2500000"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn what_a_number_is_without_its_scale_is_known() {
    let of = |text| numbers(text, Notation::ANY).remove(0).scaled;
    assert_eq!(of("5 million people"), Some(("million", 5.into())));
    assert_eq!(of("two decades"), Some(("decade", 2.into())));
    assert_eq!(of("35 boats"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_answered(text in "([a-z]{1,3}|[0-9.,' -]{1,6}|half a|dozen|million|two|and|hundred|½| ){0,20}") {
        let _ = numbers(&text, Notation::ANY);
    }

    #[test]
    fn numbers_in_words_are_read(value in 1_u64..1_000_000) {
        proptest::prop_assert_eq!(shown(&format!("some {} boats", spoken(value))), if value == 1 { String::new() } else { value.to_string() });
    }
}

fn spoken(value: u64) -> String {
    match value {
        0..20 => ONES[value as usize].to_owned(),
        20..100 => {
            let tens = TENS[value as usize / 10 - 2].0;
            if value.is_multiple_of(10) { tens.to_owned() } else { format!("{tens}-{}", ONES[value as usize % 10]) }
        }
        100..1000 => {
            let hundreds = format!("{} hundred", ONES[value as usize / 100]);
            if value.is_multiple_of(100) { hundreds } else { format!("{hundreds} and {}", spoken(value % 100)) }
        }
        _ => {
            let thousands = format!("{} thousand", spoken(value / 1000));
            if value.is_multiple_of(1000) { thousands } else { format!("{thousands} {}", spoken(value % 1000)) }
        }
    }
}

#[test]
fn reads_digits_as_their_language_writes_them() {
    for (language, text, expected) in [
        ("en", "1,473 and 1.473", "1473 1.473"),
        ("en", "1.473.000, 1,5", "1473000 1.5"),
        ("de", "1.473 und 2,900 und 0,473", "1473 2.9 0.473"),
        ("de", "1,5 Millionen, 3 Milliarden, 2 Billionen", "1500000 3000000000 2000000000000"),
        ("es", "2.400 millones, 2 mil millones, 35 mil", "2400000000 2000000000 35000"),
        ("es-MX", "1,473 y 2.900", "1473|1.473 2900|2.9"),
        ("fr", "2,5 milliards", "2500000000"),
        ("it", "150 mila, 3,2 milioni", "150000 3200000"),
        ("pt", "1,5 milhão, 2 bilhões", "1500000 2000000000"),
        ("nl", "1,5 miljoen", "1500000"),
        ("en", "3 hundred thousand", "300000"),
    ] {
        assert_eq!(shown_in(Notation::of(Some(language)), text), expected, "{language}: {text}");
    }
    assert_eq!(shown("1,5 Millionen, 2 mil"), "1500000 2000");
}

#[test]
fn large_numbers_in_words_of_other_languages_are_seen() {
    for text in ["mil doscientos", "zweihundertfünf", "duemila", "deux mille", "dos millones", "quinhentos"] {
        assert!(has_large_words(text), "{text}");
    }
    for text in ["35 mil hombres", "diez por ciento", "siete lanchas", "2.400 millones", "2 mil millones"] {
        assert!(!has_large_words(text), "{text}");
    }
}
