use super::super::testing::found;
use crate::rule::Rule;

const VOCABULARY: &str = "\
sources:
  a: { text: a.txt, published: 2026-03-06 }
  en: { text: a.txt, published: 2026-03-06, language: en }
  es: { text: es.txt, published: 2026-03-06, language: es }
  de: { text: es.txt, published: 2026-03-06, language: de }
entities:
  x: {}
  francisco-palmieri: { name: Francisco Palmieri, kind: person, aliases: [the envoy] }
  maduro: { name: Nicolás Maduro, kind: person }
  venezuela: { name: Venezuela, kind: country }
  state: { name: US State Department, kind: institution }
properties:
  head: { type: entity }
  heads: { type: entity, holds: many }
  boats: { type: number, unit: boats }
  change: { type: number, unit: '%' }
  people: { type: number, unit: million people }
  years: { type: number, unit: years }
  day: { type: date }
  words: { type: text }
  kind: { type: choice, choices: [raid, operation] }
  open: { type: boolean }
events: { landing: {}, visit: { lasts: true } }
";

/// What is missing when a source that says just this is quoted for a claim of these keys.
fn missing(keys: &str, passage: &str) -> Vec<String> {
    of("a", keys, passage)
}

fn of(source: &str, keys: &str, passage: &str) -> Vec<String> {
    let quote = passage.replace('\'', "''");
    let claims = format!("claims:\n  - {{ source: {source}, id: c, {keys}, quote: '{quote}' }}\n");
    let article = passage.replace("[Palmieri] ", "");
    let articles = [("a.txt", article.as_str()), ("es.txt", article.as_str())];
    let found = found(Rule::ValueNotInQuote, VOCABULARY, &claims, &articles);
    found.into_iter().map(|finding| finding.message.split_once(": ").unwrap().1.to_owned()).collect()
}

#[track_caller]
fn silent(property: &str, value: &str, passage: &str) {
    let keys = format!("subject: x, property: {property}, value: {value}");
    assert_eq!(missing(&keys, passage), [""; 0], "{value} in {passage:?}");
}

#[track_caller]
fn warns(property: &str, value: &str, passage: &str, says: &str) {
    let keys = format!("subject: x, property: {property}, value: {value}");
    assert_eq!(missing(&keys, passage), [format!("the quote does not give {says}")], "{value} in {passage:?}");
}

#[test]
fn numbers_in_every_usual_form() {
    for (value, passage) in [
        ("35", "around 35 boats"),
        ("35", "Thirty-five boats"),
        ("6", "six boats"),
        ("24", "two dozen boats"),
        ("'1,473'", "1,473 boats"),
        ("1473", "1.473 boats"),
        ("1473", "1\u{a0}473 boats"),
        ("1_473", "1473 boats"),
        ("1.5 million", "1.5 million boats"),
        ("1.5 million", "one and a half million boats"),
        ("1500000", "1,500,000 boats"),
        ("1.2 million", "1,214,000 boats"),
        ("'~35'", "some 35 boats"),
        ("'>100'", "over 100 boats"),
        ("'>100'", "more than a hundred boats"),
        ("'>100'", "hundreds of boats"),
        ("30..40", "30 to 40 boats"),
        ("30..40", "three dozen boats"),
        ("13", "the 13th boat"),
        ("0", "no boats"),
        ("1", "a boat"),
        ("35 boats", "35 boats"),
        ("300..304", "between three hundred and three hundred four boats"),
        ("26000..26005", "between twenty-six thousand and twenty-six thousand five boats"),
        ("100..2000", "between a hundred and two thousand boats"),
        ("0.5", "half a boat"),
        ("0.5", "one half of a boat"),
        ("0.25", "a quarter of a boat"),
        ("0.75", "three-quarters of a boat"),
        ("0.67", "two thirds of a boat"),
        ("0.5", "1/2 boat"),
        ("1.5", "one and a half boats"),
        ("1.5", "a boat and a half"),
        ("1.5", "1 1/2 boats"),
        ("2.5", "2 and a half boats"),
        ("1.5", "one point five boats"),
        ("2.5 million", "two and a half million boats"),
        ("2.5 million", "two million and a half boats"),
        ("1.5 million", "a million and a half boats"),
        ("750000", "three quarters of a million boats"),
    ] {
        silent("boats", value, passage);
    }
    for (value, passage, says) in [
        ("53", "around 35 boats", "the number 53"),
        ("5", "5 million boats", "the number 5"),
        ("5 million", "5 boats", "the number 5 million"),
        ("'2,400 million'", "2.1 billion boats", "the number 2,400 million"),
        ("'53 boats'", "around 35 boats", "the number 53 boats"),
        ("'~35'", "around 53 boats", "the number 35"),
        ("'>100'", "over 200 boats", "the number 100"),
        ("5", "1.5 boats", "the number 5"),
        ("7", "seventeen boats", "the number 7"),
        ("0.5", "a quarter of a boat", "the number 0.5"),
        ("303", "between three hundred and three hundred four boats", "the number 303"),
        ("1.5", "two and a half boats", "the number 1.5"),
    ] {
        warns("boats", value, passage, says);
    }
}

#[test]
fn units_signs_and_percent() {
    silent("change", "'-5%'", "fell by 5 percent");
    silent("change", "'-5%'", "a change of \u{2212}5%");
    silent("change", "'5%'", "rose five per cent");
    silent("change", "'50%'", "half of them");
    warns("change", "'-5%'", "rose by 5%", "the number -5%");
    warns("change", "'5%'", "a change of -5%", "the number 5%");
    silent("people", "1.5", "some 1.5 million people");
    silent("years", "20", "two decades of it");
    silent("years", "7", "a seven-year hiatus");
}

#[test]
fn names_by_alias_last_name_capitals_or_brackets() {
    for passage in [
        "enter Francisco Palmieri",
        "Palmieri arrived",
        "FRANCISCO PALMIERI ARRIVED",
        "the envoy arrived",
        "Palmieri's arrival",
        "[Palmieri] arrived",
    ] {
        silent("head", "francisco-palmieri", passage);
    }
    silent("head", "maduro", "Nicolas Maduro");
    silent("head", "venezuela", "the Venezuelan side");
    silent("head", "state", "the State Department of the US");
    warns("head", "francisco-palmieri", "enter Laura Dogu", "the name “Francisco Palmieri”");
    warns("head", "francisco-palmieri", "he arrived with Francisco", "the name “Francisco Palmieri”");
    warns("heads", "[francisco-palmieri, maduro]", "enter Palmieri", "the name “Nicolás Maduro”");
    // The skipped part of an article is not what the quote says.
    let claims = "claims:\n  - { source: a, subject: x, property: head, value: maduro, quote: 'he … left' }\n";
    let articles = [("a.txt", "he and Maduro left"), ("es.txt", "")];
    assert_eq!(found(Rule::ValueNotInQuote, VOCABULARY, claims, &articles).len(), 1);
}

#[test]
fn years_of_dates_and_not_of_when() {
    silent("day", "2013-03-05", "on March 5, 2013");
    silent("day", "2013", "in ’13");
    silent("day", "2024", "in 2023-24");
    silent("day", "2020/2025", "in 2023");
    warns("day", "2013-03-05", "on March 5, 2012", "the year 2013");
    silent("day", "1998", "born in nineteen ninety-eight");
    silent("day", "199X", "in the nineties");
    warns("day", "1997", "born in nineteen ninety-eight", "the year 1997");
    assert!(missing("event: landing, when: 2019", "they landed").is_empty());
    assert!(missing("subject: x, property: kind, value: raid, when: 2019", "they landed").is_empty());
}

#[test]
fn weekdays_against_dates() {
    // 2026-01-09 is a Friday.
    let wrong = "the quote says Thursday, but 9 January 2026 is a Friday";
    assert_eq!(missing("event: landing, when: 2026-01-09", "On Thursday they landed"), [wrong]);
    assert_eq!(missing("subject: x, property: open, value: true, when: 2026-01-09", "open since Thursday"), [wrong]);
    assert_eq!(missing("event: landing, when: published", "On Thursday").len(), 1);
    for (keys, passage) in [
        ("event: landing, when: 2026-01-09", "On Friday they landed"),
        ("event: landing, when: 2026-01-09", "On Friday, a day after Thursday's vote"),
        ("event: landing, when: 2026-01", "On Thursday they landed"),
        ("event: landing, when: published - 1 day", "On Thursday"),
        ("subject: x, property: open, value: true", "open since Thursday"),
        ("event: visit, when: 2026-01-09/2026-01-10", "left on Saturday"),
        ("event: landing, same-day-as: 2026-01-09", "on Friday"),
        ("event: landing, when: 2026-01-08..2026-01-09", "on Friday"),
        ("event: landing, when: 2026-01-05..2026-01-11", "on Thursday"),
        // The event's own day is another than the one that it is set against.
        ("event: landing, before: 2026-01-09", "on Thursday"),
        ("event: landing, after: 2026-02-01, by: exactly 1 day", "on Monday it fell"),
    ] {
        assert_eq!(missing(keys, passage), [""; 0], "{keys} / {passage}");
    }
    assert_eq!(missing("event: landing, same-day-as: 2026-01-09", "on Thursday"), [wrong]);
    assert_eq!(missing("event: landing, during: 2026-01-09", "on Thursday"), [wrong]);
    let none =
        "the quote says Friday, but none of the days from Sunday, 1 February 2026, to Monday, 2 February 2026, is one";
    assert_eq!(missing("event: landing, when: 2026-02-01..2026-02-02", "on Friday"), [none]);
}

#[test]
fn choices_booleans_and_denials_are_exempt() {
    for keys in [
        "subject: x, property: kind, value: raid",
        "subject: x, property: open, value: true",
        "subject: x, property: head, not: maduro",
        "subject: x, property: boats, not: 35",
    ] {
        assert_eq!(missing(keys, "nothing of it"), [""; 0], "{keys}");
    }
}

#[test]
fn quotes_are_read_together_and_only_where_all_are_found() {
    let claims = |quotes: &str| {
        format!(
            "claims:\n  - source: a\n    subject: x\n    property: heads\n    value: [maduro, francisco-palmieri]\n    quote:\n{quotes}"
        )
    };
    let articles = [("a.txt", "Maduro left. Palmieri came."), ("es.txt", "")];
    let of = |quotes: &str| found(Rule::ValueNotInQuote, VOCABULARY, &claims(quotes), &articles).len();
    assert_eq!(of("      - Maduro left\n      - Palmieri came\n"), 0);
    assert_eq!(of("      - Maduro left\n"), 1);
    assert_eq!(of("      - Maduro left\n      - Palmieri went\n"), 0);
}

#[test]
fn numbers_are_read_as_the_article_writes_them() {
    for (source, value, passage) in [
        ("es", "1.5 million", "1,5 millones de personas"),
        ("es", "2.4 billion", "2.400 millones de dólares"),
        ("es", "2900", "2.900 hombres"),
        ("es", "1200", "mil doscientos hombres"),
        ("es", "1.5 million", "1.5 millones de personas"),
        ("de", "1.5 million", "1,5 Millionen Menschen"),
        ("de", "3 billion", "3 Milliarden Euro"),
        ("de", "1250", "zwölfhundertfünfzig Menschen"),
        ("en", "1.473", "1.473 men"),
        ("a", "1.5 million", "1,5 millones"),
        ("a", "2900", "2.900 men"),
        ("a", "2.9", "2.900 men"),
    ] {
        let keys = format!("subject: x, property: boats, value: {value}");
        assert_eq!(of(source, &keys, passage), [""; 0], "{source}: {value} in {passage}");
    }
    for (source, value, passage, says) in [
        ("en", "1473", "1.473 men", "1473"),
        ("es", "1.5", "1,5 millones de personas", "1.5"),
        ("es", "5 million", "5.000 hombres", "5 million"),
        ("es", "1300", "35 mil hombres", "1300"),
        (
            "es",
            "2.900",
            "2.900 hombres",
            "2.900, which in a claim is 2.9: in the article's language “2.900” is 2900, so write `2900` for it",
        ),
        (
            "de",
            "2.400 million",
            "2.400 Millionen Euro",
            "2.400 million, which in a claim is 2.4: in the article's language “2.400” is 2400, so write `2400` for it",
        ),
    ] {
        let keys = format!("subject: x, property: boats, value: {value}");
        let says = format!("the quote does not give the number {says}");
        assert_eq!(of(source, &keys, passage), [says], "{source}: {value} in {passage}");
    }
}

#[test]
fn small_words_of_other_languages_are_not_read() {
    assert!(of("es", "subject: x, property: years, value: 7", "tras siete años").is_empty());
    assert_eq!(of("es", "subject: x, property: boats, value: 1473", "unas 35 lanchas").len(), 1);
}

#[test]
fn texts_are_held_to_their_numbers() {
    silent("words", "35 boats were sunk", "thirty-five boats");
    warns("words", "35 boats were sunk", "53 boats", "the number 35");
}

proptest::proptest! {
    /// What stands there in digits is among the numbers that are read.
    #[test]
    fn a_number_that_stands_there_is_read(
        before in "([a-z0-9]{0,4}|[ .,;:’“(—½-]){0,4}",
        number in proptest::prop_oneof![0i64..100, 1000i64..2100, 0i64..10_000_000],
        after in "([a-z0-9]{0,4}|[ .,;:’“)—½\\n-]|million|dozen){0,4}",
    ) {
        let text = format!("{before}{number}{after}");
        if super::stands(&text, &number.to_string()) {
            proptest::prop_assert!(super::says(&super::numbers(&text, super::Notation::ANY), &number.into(), ""), "{}", text);
        }
    }

    /// What is evident is never a finding.
    #[test]
    fn what_is_evident_has_no_finding(
        value in "(35|1,473|~35|>100|1\\.5 million|2024|30\\.\\.40)", year in 2023i32..2026, day in 1u32..28,
        passage in "(35|1,473|1473|1\\.5 million|2024|Laura Dogu|Dogu|Friday|Sat\\.|saturday|in| |, |\\. |’s|é){1,8}",
    ) {
        let passage = passage.trim();
        proptest::prop_assume!(!passage.is_empty() && passage.chars().any(char::is_alphanumeric));
        let quote = passage.replace('\'', "''");
        let claims = format!(
            "claims:\n\
             - {{ source: a, id: b, subject: x, property: boats, value: '{value}', quote: '{quote}' }}\n\
             - {{ source: a, id: d, subject: x, property: day, value: {year}-03-{day:02}, quote: '{quote}' }}\n\
             - {{ source: a, id: h, subject: x, property: head, value: Laura Dogu, when: {year}-03-{day:02}, quote: '{quote}' }}\n"
        );
        let vocabulary = "sources: { a: { text: a.txt, published: 2026-03-06 } }\n\
            entities: { x: {}, laura-dogu: { name: Laura Dogu } }\n\
            properties: { boats: { type: number }, day: { type: date }, head: { type: entity } }\n";
        let project = super::super::testing::project(vocabulary, &claims, &[("a.txt", passage)]);
        let context = super::Context::new(&project);
        for (id, claim) in project.claims() {
            let evident = !context.glances.of(id).is(super::Glance::UNSAID);
            proptest::prop_assert!(!evident || super::finding(&context, id).is_none(), "{} in {passage:?}", claim.id);
        }
    }
}
