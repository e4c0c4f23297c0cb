//! Any text as a number, a tolerance, and a passage that holds numbers and dates.

use bigdecimal::BigDecimal;
use gainsay::text::chars::is_ignorable;
use gainsay::text::facts::{Facts, dates};
use gainsay::text::fold;
use gainsay::text::mention::{Words, weekdays};
use gainsay::text::notation::Notation;
use gainsay::text::numbers::{cardinal, numbers};
use gainsay::text::quotation::{marked, quotations};
use gainsay::text::wording::Wording;
use gainsay::time::edtf::date;
use gainsay::value::number::{self, Number, NumberError, Tolerance};

/// Takes an input: two numbers, a tolerance, a unit; all together as a passage.
pub fn run(data: &[u8]) {
    let [one, other, tolerance, unit] = super::parts::<4>(data);
    let unit = (!unit.trim().is_empty()).then_some(unit.trim());
    let tolerance = Tolerance::parse(&tolerance, unit).unwrap_or_else(|error| {
        refused(&error);
        Tolerance::default()
    });
    let read: Vec<Number> = [&one, &other].into_iter().filter_map(|text| a_number(text, unit, &tolerance)).collect();
    for a in &read {
        for b in &read {
            assert_eq!(a.meets(b), b.meets(a), "{a:?} {b:?}");
            // Two rounded numbers that only touch are two numbers; one within another is none of them.
            assert!(!a.contains(b) || a.meets(b) || a.rounded && b.rounded, "{a:?} {b:?}");
            assert!(a != b || a.contains(b) && a.key() == b.key(), "{a:?} {b:?}");
        }
    }
    passage(&String::from_utf8_lossy(data));
}

fn refused(error: &NumberError) {
    assert!(!error.message.trim().is_empty() && error.help.as_ref().is_none_or(|help| !help.trim().is_empty()));
}

fn a_number(text: &str, unit: Option<&str>, tolerance: &Tolerance) -> Option<Number> {
    let read = Number::parse(text, unit, tolerance);
    let words = number::words(text);
    assert!(read.is_err() || !words.is_empty());
    let plain = text.trim();
    // Digits, and digits behind a point, mean what they mean everywhere.
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let simple = |part: &str| !part.is_empty() && part.len() < 30 && part.bytes().all(|byte| byte.is_ascii_digit());
    if simple(whole) && simple(rest) && unit.is_none_or(|unit| !unit.starts_with(|c: char| c.is_ascii_digit())) {
        let exact: BigDecimal = plain.parse().expect("digits");
        match &read {
            Ok(read) => assert_eq!(*read, Number::exactly(exact), "{plain}"),
            // Such as `007`, which is no number that a person means.
            Err(error) => refused(error),
        }
    }
    let number = read.map_err(|error| refused(&error)).ok()?;
    let low_high = number.low.as_ref().zip(number.high.as_ref());
    assert!(low_high.is_none_or(|((low, with), (high, its))| low < high || low == high && *with && *its), "{text}");
    assert!(number.contains(&number) && number.meets(&number), "{text}");
    Some(number)
}

/// What is found in a passage stands there.
fn passage(text: &str) {
    for notation in [Notation::ANY, Notation::ENGLISH, Notation::of(Some("de")), Notation::of(Some("es-MX"))] {
        for mention in numbers(text, notation) {
            assert!(mention.vague || !mention.values.is_empty(), "a mention means something: {text:?}");
        }
    }
    for (told, range) in dates(text) {
        assert!(text.get(range).is_some_and(|told| !told.is_empty()));
        assert!(date(&told, None).is_ok(), "{told} is a date");
    }
    for range in quotations(text).into_iter().chain(marked(text)) {
        assert!(text.get(range.clone()).is_some(), "{range:?}");
    }
    let facts = Facts::told(text);
    let passages = [facts.title, facts.published.map(|it| it.1), facts.with_ai.map(|it| it.1)];
    for passage in passages.into_iter().flatten().chain(facts.translated.map(|it| it.1)) {
        assert!(text.contains(&passage), "{passage:?}");
    }
    assert!(weekdays(text).iter().all(|day| *day < 7));
    let _ = (cardinal(text), Words::new(text).name(text));
    let wording = Wording::new(text);
    assert_eq!(wording.key(), Wording::new(text).key());
    // Folding what is folded changes nothing, where nothing stands between marks that nobody sees.
    if !text.contains(is_ignorable) {
        for fold in [fold::text, fold::quote] {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }
}
