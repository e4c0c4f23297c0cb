//! `gainsay topics`: questions against articles, and what may be one question asked in two ways.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

const VOCABULARY: &str = "\
sources:
  a: { text: a.txt, published: 2026-03-01 }
  b: { text: b.txt, published: 2026-03-01 }
  c: { text: c.txt, published: 2026-03-01, title: \"A \\e[31mred title\" }
entities:
  mission: { name: the mission }
  embassy: { name: the embassy, within: mission }
  anna: { name: Anna }
  ben: { name: Ben }
  london: { name: London }
properties:
  head: { label: head of the post, type: entity, holds: one-at-a-time }
  chief: { label: chief, type: entity, holds: one-at-a-time }
  leads: { label: leads, type: entity, holds: many }
  deaths: { type: number }
events:
  landing: { label: the landing }
  arrival: { label: the arrival }
";

fn project(claims: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for name in ["a", "b", "c"] {
        write(&format!("seeds/{name}.txt"), "Anna heads the mission. Ben was there, too.\n");
    }
    write("claims/vocabulary.yaml", VOCABULARY);
    write("claims/claims.yaml", claims);
    folder
}

fn run(folder: &Path, args: &[&str], columns: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().env("COLUMNS", columns).current_dir(folder).arg("topics").args(args);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(claims: &str) -> Value {
    let folder = project(claims);
    serde_json::from_str(&run(folder.path(), &["--format", "json"], "80")).unwrap()
}

/// The topic and the kind of what is nearest to a topic.
fn near(document: &Value, topic: &str) -> Option<(String, String)> {
    let topic = document["topics"].as_array().unwrap().iter().find(|it| it["topic"] == topic).expect("the topic");
    let text = |key: &str| topic["nearest"][key].as_str().map(str::to_owned);
    Some((text("topic")?, text("common")?))
}

#[test]
fn who_says_what_who_is_alone_and_who_is_silent() {
    let document = json(
        "claims:
  - { source: b, id: x, subject: mission, property: head, value: anna }
  - { source: a, id: y, subject: mission, property: head, value: ben, when: 2025 }
  - { source: a, subject: ben, property: deaths, value: 3 }\n",
    );
    assert_eq!(document["version"], 1);
    assert_eq!(document["sources"], serde_json::json!(["a", "b", "c"]));
    let first = &document["topics"][0];
    assert_eq!(first["topic"], "mission / head");
    assert_eq!(first["told_by"], serde_json::json!(["a", "b"]));
    assert_eq!(first["silent"], serde_json::json!(["c"]));
    assert_eq!(first["alone"], Value::Null);
    assert_eq!(first["answers"][0]["value"], "Ben");
    assert_eq!(first["answers"][0]["claims"][0], serde_json::json!({ "claim": "a/y", "when": "2025" }));
    // What only one source tells comes last.
    let last = &document["topics"][1];
    assert_eq!((last["topic"].as_str(), last["alone"].as_str()), (Some("ben / deaths"), Some("a")));
    assert_eq!(last["nearest"], Value::Null);
}

#[test]
fn one_fact_written_in_two_ways_is_seen() {
    let cases = [
        // The same property on another subject.
        ("{ source: b, subject: embassy, property: head, value: ben }", "embassy / head", "same-property"),
        ("{ source: b, subject: london, property: head, value: anna }", "london / head", "same-property-and-value"),
        // The same subject and value under another property.
        ("{ source: b, subject: mission, property: chief, value: anna }", "mission / chief", "same-subject-and-value"),
        // The other direction.
        ("{ source: b, subject: anna, property: leads, value: mission }", "anna / leads", "other-direction"),
    ];
    for (claim, topic, common) in cases {
        let document = json(&format!(
            "claims:\n  - {{ source: a, subject: mission, property: head, value: anna }}\n  - {claim}\n"
        ));
        assert_eq!(near(&document, "mission / head"), Some((topic.into(), common.into())), "{claim}");
        assert_eq!(near(&document, topic), Some(("mission / head".into(), common.into())), "{claim}");
    }
}

#[test]
fn events_and_words_have_neighbours_too() {
    let document = json(
        "claims:
  - { source: a, event: landing, when: 2026-01-09 }
  - { source: b, event: arrival, when: 2026-01-09 }
  - { source: a, utterance: one, speaker: anna, words: we go home }
  - { source: b, utterance: two, speaker: anna, words: we stay here }\n",
    );
    assert_eq!(near(&document, "landing"), Some(("arrival".into(), "same-day".into())));
    assert_eq!(near(&document, "one"), Some(("two".into(), "same-speaker".into())));
}

#[test]
fn a_passage_that_is_claimed_twice_is_named() {
    let document = json(
        "claims:
  - { source: a, subject: anna, property: deaths, value: 1, quote: Anna heads the mission }
  - { source: a, subject: mission, property: head, value: anna, quote: Anna heads the mission }
  - { source: b, subject: mission, property: head, value: anna }\n",
    );
    assert_eq!(near(&document, "anna / deaths"), Some(("mission / head".into(), "quotes-overlap".into())));
}

#[test]
fn a_source_that_answers_in_several_ways_is_marked() {
    let claims = "claims:\n  - { source: a, event: landing, when: 2026-01-11 }\n  \
                  - { source: b, event: landing, when: 2026-01-12 }\n  \
                  - { source: b, event: arrival, before: landing, by: 4 hours }\n  \
                  - { source: c, event: landing, when: 2026-01-12 }\n";
    let text = run(project(claims).path(), &[], "80");
    assert!(text.contains("answer differently (a+ in several ways)"), "{text}");
    assert!(text.contains("b a+a  When? the landing"), "{text}");
}

#[test]
fn an_order_tells_of_both_events() {
    let document = json(
        "claims:
  - { source: a, event: landing, before: arrival }
  - { source: b, event: arrival, after: landing }\n",
    );
    assert_eq!(document["topics"][0]["told_by"], serde_json::json!(["a", "b"]));
    assert_eq!(document["topics"][1]["told_by"], serde_json::json!(["a", "b"]));
    assert_eq!(document["topics"][0]["answers"].as_array().unwrap().len(), 1);
}

#[test]
fn the_table_fits_the_screen_and_steers_no_terminal() {
    let folder = project(
        "claims:
  - { source: b, subject: mission, property: head, value: anna }
  - { source: a, subject: mission, property: head, value: ben }
  - { source: a, subject: embassy, property: chief, value: ben }
  - { source: c, utterance: one, speaker: anna, words: \"we go \\e]0;x\\a home, all of us, and nobody will ever stop us again\" }\n",
    );
    for columns in ["80", "50"] {
        let text = run(folder.path(), &[], columns);
        let width: usize = columns.parse().unwrap();
        assert!(text.lines().all(|line| line.width() <= width), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text}");
        let row = text.lines().find(|line| line.contains("the mission: head")).unwrap();
        assert!(row.starts_with("a b ·  "), "{row}");
        assert!(text.contains("Told by one source alone (2)"), "{text}");
    }
    assert!(run(folder.path(), &["--ascii"], "80").is_ascii());
}

#[test]
fn nothing_claimed_is_said_so() {
    let folder = project("claims: []\n");
    assert!(run(folder.path(), &[], "80").contains("No claims"));
}
