use super::*;
use crate::check::testing::project;

const VOCABULARY: &str = "\
sources:
  a: { role: reference, published: 2026-03-01 }
  b: { role: reference, published: 2026-03-01 }
  c: { role: reference, published: 2026-03-01 }
  d: { role: reference, published: 2026-03-01 }
entities:
  firm: { name: the firm }
  new-york: { name: New York }
  brooklyn: { name: Brooklyn, within: new-york }
  queens: { name: Queens, within: new-york }
properties:
  staff: { type: number, unit: people }
  share: { type: number, unit: \"%\" }
  seat: { type: entity }
  title: { type: choice, choices: [acting president, interim president, president], same: [[acting president, interim president]] }
events: { sale: {} }
";

/// The answers to the one question of these claims, each with those who give it.
fn answers(claims: &[(&str, &str)]) -> Vec<String> {
    let line = |(source, claim): &(&str, &str)| format!("  - {{ source: {source}, {claim} }}\n");
    let text: String = claims.iter().map(line).collect();
    let project = project(VOCABULARY, &format!("claims:\n{text}"), &[]);
    let questions = Questions::new(&project);
    let told = |answer: &Answer| {
        let told = answer.claims.iter().map(|given| {
            let source = &project.source(project.claim(given.claim).source).name;
            given.coarser.as_ref().map_or(source.to_string(), |coarser| format!("{source} ({coarser})"))
        });
        format!("{}: {}", answer.says, told.collect::<Vec<_>>().join(" "))
    };
    questions.all.first().map(|question| question.answers.iter().map(told).collect()).unwrap_or_default()
}

fn of(property: &str, values: &[(&'static str, &str)]) -> Vec<String> {
    let claims: Vec<(&str, String)> = values
        .iter()
        .map(|(source, value)| (*source, format!("subject: firm, property: {property}, {value}")))
        .collect();
    let claims: Vec<(&str, &str)> = claims.iter().map(|(source, claim)| (*source, claim.as_str())).collect();
    answers(&claims)
}

#[test]
fn values_that_mean_the_same_are_one_answer_however_they_are_written() {
    assert_eq!(
        of("staff", &[("a", "value: \"3,200\""), ("b", "value: 3200"), ("c", "value: 3.200")]),
        ["3,200: a b", "3.200: c"]
    );
    assert_eq!(of("share", &[("a", "value: 8 per cent"), ("b", "value: 8%")]), ["8%: a b"]);
    assert_eq!(
        of("title", &[("a", "value: acting president"), ("b", "value: interim president"), ("c", "value: president")]),
        ["acting president: a b", "president: c"]
    );
    assert_eq!(of("seat", &[("a", "value: brooklyn"), ("b", "not: brooklyn")]), ["Brooklyn: a", "not Brooklyn: b"]);
}

#[test]
fn a_coarser_value_is_no_answer_of_its_own_unless_it_fits_two() {
    assert_eq!(
        of("staff", &[("a", "value: 2.4 billion"), ("b", "value: \"2,400 million\""), ("c", "value: 2.4 billion")]),
        ["2,400 million: a (2.4 billion) b c (2.4 billion)"]
    );
    assert_eq!(of("seat", &[("a", "value: new-york"), ("b", "value: brooklyn")]), ["Brooklyn: a (New York) b"]);
    assert_eq!(
        of("seat", &[("a", "value: new-york"), ("b", "value: brooklyn"), ("c", "value: queens")]),
        ["New York: a", "Brooklyn: b", "Queens: c"]
    );
    // Who denies New York denies Brooklyn, too.
    assert_eq!(of("seat", &[("a", "not: brooklyn"), ("b", "not: new-york")]), ["not New York: a (not Brooklyn) b"]);
}

#[test]
fn dates_of_an_event_are_compared_as_days() {
    let dates = [
        ("a", "event: sale, when: 2026-02-27"),
        ("b", "event: sale, when: published - 2 days"),
        ("c", "event: sale, when: 2026-02"),
        ("d", "event: sale, when: 2026-02-26"),
    ];
    assert_eq!(answers(&dates[..3]), ["2026-02-27: a b c (2026-02)"]);
    assert_eq!(answers(&dates), ["2026-02-27: a b", "2026-02: c", "2026-02-26: d"]);
}
