//! `gainsay timeline` and `gainsay why`, as people call them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

const CLAIMS: &str = r#"
sources:
  gazette: { text: gazette.txt, published: 2026-02-01, authorship: ai }
  courier: { text: courier.txt, published: 2026-03-06 }
  letter: { text: letter.txt }
  record: { role: reference, published: 2026-03-10 }
entities:
  mission: { name: the mission }
  dogu: { name: Laura Dogu }
  palmieri: { name: Francisco Palmieri }
  mcnamara: { name: John McNamara }
  city: { name: the city }
  borough: { name: the borough, within: city }
  minister: { name: the minister }
properties:
  chief: { label: chief of mission, type: entity, holds: one-at-a-time }
  seat: { type: entity }
  staff: { type: number }
  friends: { type: entity, holds: many }
  deed: { type: choice, choices: [raid, arrest, kidnapping], compatible: [[raid, kidnapping]] }
events:
  capture: { label: the capture of the president, aliases: [the seizure] }
  visit: { label: the visit, lasts: true }
  landing: { label: the landing }
utterances:
  thanks: { label: the thanks }
claims:
  - { source: gazette, id: chief, subject: mission, property: chief, value: palmieri, quote: Palmieri is chief now }
  - { source: gazette, id: seat, subject: mission, property: seat, value: borough, quote: in the borough }
  - { source: gazette, id: friend, subject: mission, property: friends, value: dogu, quote: Dogu is a friend }
  - { source: courier, id: chief, subject: mission, property: chief, value: dogu, when: 2026-01/.., quote: Dogu has been chief since January }
  - { source: courier, id: before, subject: mission, property: chief, value: mcnamara, when: 2026-01-09, quote: McNamara was chief on 9 January }
  - { source: courier, id: seat, subject: mission, property: seat, value: city, quote: in the city }
  - { source: courier, id: friend, subject: mission, property: friends, value: palmieri, quote: Palmieri is a friend }
  - { source: letter, id: chief, subject: mission, property: chief, value: dogu, quote: Dogu is chief }
  - { source: letter, id: staff, subject: mission, property: staff, value: 35, certainty: possible, quote: perhaps 35 people }
  - { source: courier, id: staff, subject: mission, property: staff, value: 40, certainty: possible, quote: perhaps 40 people }
  - { source: courier, id: minister-says, subject: mission, property: seat, value: mission, according-to: minister, quote: the minister says }
  - { source: gazette, id: unnamed-says, subject: mission, property: seat, value: minister, according-to: unnamed, quote: some say }
  - { source: courier, id: landed, event: landing, when: 2026-01-10, quote: landed on 10 January }
  - { source: courier, id: week, event: capture, before: landing, by: exactly 1 week, quote: a week before the landing }
  - { source: letter, id: since, event: capture, before: published, quote: after the capture }
  - { source: courier, id: visit, event: visit, when: 2026-01-10/2026-01-12, quote: from 10 to 12 January }
  - { source: record, id: deed, subject: mission, property: deed, value: raid }
  - { source: record, id: deed-2, subject: mission, property: deed, value: kidnapping }
  - { source: record, id: deed-3, subject: mission, property: deed, value: arrest }
  - { source: courier, utterance: thanks, id: thanks, quote: we are grateful }
  - { source: gazette, utterance: thanks, id: thanks, paraphrase: true, quote: they were grateful }
"#;

const ARTICLES: [(&str, &str); 3] = [
    ("gazette", "Palmieri is chief now, in the borough. Dogu is a friend, some say. And they were grateful.\n"),
    (
        "courier",
        "Dogu has been chief since January; McNamara was chief on 9 January, in the city. Palmieri is a friend, the \
         minister says, of perhaps 40 people. They landed on 10 January, a week before the landing the capture came. \
         The visit took from 10 to 12 January: we are grateful.\n",
    ),
    ("letter", "Dogu is chief after the capture, with perhaps 35 people.\n"),
];

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("claims")).unwrap();
    fs::create_dir_all(folder.path().join("seeds")).unwrap();
    fs::write(folder.path().join("claims/all.yaml"), CLAIMS).unwrap();
    for (name, text) in ARTICLES {
        fs::write(folder.path().join(format!("seeds/{name}.txt")), text).unwrap();
    }
    folder
}

fn run(folder: &Path, columns: usize, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("gainsay").unwrap();
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).env("COLUMNS", columns.to_string()).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn ok(folder: &Path, columns: usize, args: &[&str]) -> String {
    let (status, out, err) = run(folder, columns, args);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    out
}

/// The lines of an entry, from the one that names it on.
fn entry<'t>(text: &'t str, name: &str) -> &'t str {
    let at = text.find(name).unwrap_or_else(|| panic!("{name} is missing:\n{text}"));
    &text[at..]
}

#[test]
fn the_timeline_is_in_order_with_bounds_and_bars() {
    let folder = project();
    let text = ok(folder.path(), 80, &["timeline"]);
    assert!(text.starts_with("3 events, 3 tenures, 4 sources\n"), "{text}");
    let order =
        ["the capture of the president", "John McNamara", "the landing", "Francisco Palmieri", "article   courier"];
    let places: Vec<usize> = order.iter().map(|name| text.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    let capture = entry(&text, "the capture of the president");
    let said: Vec<&str> = capture.lines().take(4).map(str::trim).collect();
    assert_eq!(said[1..], ["(capture)", "on 3 January 2026", "by courier/landed and courier/week"], "{text}");
    assert!(capture.lines().next().unwrap().contains('█'), "{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(entry(&text, "the visit").contains("from 10 January 2026 to 12 January 2026"), "{text}");
    assert!(entry(&text, "Laura Dogu").contains("from January 2026, still so on 6 March 2026"), "{text}");
    assert!(entry(&text, "John McNamara").contains("on 9 January 2026"), "{text}");
    // The undated article is later than the capture that it tells of.
    let letter = entry(&text, "article letter");
    assert!(letter.contains("on 3 January 2026 or later"), "{text}");
    assert!(letter.contains("article letter ░→"), "{text}");
}

#[test]
fn every_line_fits_and_ascii_is_ascii() {
    let folder = project();
    for columns in [30, 50, 64, 80, 110] {
        for args in [&["timeline"][..], &["timeline", "--why", "capture"], &["why", "gazette/chief", "courier/chief"]] {
            let text = ok(folder.path(), columns, args);
            assert!(text.lines().all(|line| line.width() <= columns), "{columns}\n{text}");
            let ascii: Vec<&str> = args.iter().copied().chain(["--ascii"]).collect();
            let text = ok(folder.path(), columns, &ascii);
            assert!(text.is_ascii() && text.lines().all(|line| line.len() <= columns), "{columns}\n{text}");
            let coloured: Vec<&str> = args.iter().copied().chain(["--color", "always"]).collect();
            assert!(ok(folder.path(), columns, &coloured).contains('\u{1b}'));
        }
    }
}

#[test]
fn the_window_can_be_chosen() {
    let folder = project();
    let text = ok(folder.path(), 80, &["timeline", "--from", "2026-02", "--to", "2026-02-28"]);
    assert!(!text.contains("the landing") && text.contains("Francisco Palmieri"), "{text}");
    assert!(text.contains("Laura Dogu"), "{text}");
    let (status, _, err) = run(folder.path(), 80, &["timeline", "--from", "2026", "--to", "2025"]);
    assert!(status == 2 && err.contains("before"), "{err}");
    let (status, _, err) = run(folder.path(), 80, &["timeline", "--from", "1 Feb 2026"]);
    assert!(status == 2 && err.contains("2026-02-01"), "{err}");
}

#[test]
fn why_an_event_lies_where_it_lies() {
    let folder = project();
    for name in ["capture", "the capture of the president", "The Seizure"] {
        let text = ok(folder.path(), 80, &["timeline", "--why", name]);
        assert!(text.starts_with("the capture of the president: on 3 January 2026\n"), "{text}");
        assert!(text.contains("not earlier than 3 January 2026") && text.contains("not later than"), "{text}");
        assert!(text.contains("seeds/courier.txt:1:"), "{text}");
    }
    let text = ok(folder.path(), 80, &["timeline", "--why", "visit.end"]);
    assert!(text.starts_with("the end of the visit: on 12 January 2026"), "{text}");
    let text = ok(folder.path(), 80, &["timeline", "--why", "letter"]);
    assert!(text.contains("not earlier than 3 January 2026") && text.contains("Nothing gives"), "{text}");
    for (name, answer) in [
        ("captur", "did you mean `capture`?"),
        ("landing.end", "is one moment"),
        ("xyzzy", "no event or source `xyzzy`"),
    ] {
        let (status, out, err) = run(folder.path(), 80, &["timeline", "--why", name]);
        assert!(status == 2 && out.is_empty() && err.contains(answer), "{err}");
    }
}

#[test]
fn contradicting_claims_bound_nothing_and_are_named() {
    let folder = project();
    let more = "claims:\n  - { source: gazette, id: landed, event: landing, when: 2026-01-20, quote: Palmieri is chief now }\n";
    fs::write(folder.path().join("claims/more.yaml"), more).unwrap();
    let text = ok(folder.path(), 80, &["timeline"]);
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        plain.contains("courier/landed and gazette/landed contradict other claims and are left out here"),
        "{text}"
    );
    let text = ok(folder.path(), 80, &["timeline", "--why", "landing"]);
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("courier/landed and gazette/landed contradict other claims"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&ok(folder.path(), 80, &["timeline", "--why", "landing", "--format", "json"])).unwrap();
    assert_eq!(json["left-out"], serde_json::json!(["courier/landed", "gazette/landed"]));
    let text = ok(folder.path(), 80, &["why", "courier/landed", "gazette/landed"]);
    assert!(text.starts_with("They contradict each other."), "{text}");
}

#[test]
fn an_event_of_which_sources_give_different_dates_stands_among_them() {
    let folder = project();
    let more = "events: { fire: { label: the fires } }\nclaims:\n  \
                - { source: gazette, id: f, event: fire, when: 2026-01-20, quote: Palmieri is chief now }\n  \
                - { source: courier, id: f, event: fire, when: 2026-01-21, quote: landed on 10 January }\n";
    fs::write(folder.path().join("claims/more.yaml"), more).unwrap();
    let text = ok(folder.path(), 110, &["timeline"]);
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "on 21 January 2026 by courier: they contradict each other";
    assert!(plain.contains("on 20 January 2026 by gazette or") && plain.contains(said), "{text}");
    assert!(text.find("the fires") < text.find("Without a date").or(Some(text.len())), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&ok(folder.path(), 80, &["timeline", "--format", "json"])).unwrap();
    let fire = json["entries"].as_array().unwrap().iter().find(|it| it["id"] == "fire").unwrap().clone();
    assert_eq!((&fire["earliest"], &fire["disputed"][1]["earliest"]), (&serde_json::Value::Null, &"2026-01-21".into()));
    let why = ok(folder.path(), 80, &["timeline", "--why", "fire"]);
    assert!(why.starts_with("the fires: on 20 January 2026 by gazette or"), "{why}");
    assert!(why.contains("Nothing else gives an earliest day for it."), "{why}");
}

#[test]
fn what_is_so_or_not_is_told_in_words() {
    let folder = project();
    let more = "properties: { airspace-closed: { type: boolean, holds: one-at-a-time } }\nclaims:\n  \
                - { source: gazette, subject: mission, property: airspace-closed, value: true, quote: Palmieri }\n  \
                - { source: courier, subject: mission, property: airspace-closed, value: false, quote: landed }\n";
    fs::write(folder.path().join("claims/more.yaml"), more).unwrap();
    let text = ok(folder.path(), 160, &["timeline"]);
    assert!(text.contains("airspace closed: yes") && text.contains("airspace closed: no"), "{text}");
    let json = ok(folder.path(), 80, &["timeline", "--format", "json"]);
    assert!(json.contains("\"mission / airspace-closed\"") && json.contains("\"value\": \"true\""), "{json}");
    let topics = ok(folder.path(), 80, &["topics"]);
    assert!(topics.contains(": airspace closed [mission / airspace-closed]"), "{topics}");
}

#[test]
fn the_timeline_as_json() {
    let folder = project();
    let read = |args: &[&str]| -> serde_json::Value { serde_json::from_str(&ok(folder.path(), 80, args)).unwrap() };
    let all = read(&["timeline", "--format", "json"]);
    assert_eq!(all["version"], 1);
    let find = |id: &str| all["entries"].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap().clone();
    let capture = find("capture");
    assert_eq!((&capture["kind"], &capture["lasts"]), (&"event".into(), &false.into()));
    assert_eq!((&capture["earliest"], &capture["latest"]), (&"2026-01-03".into(), &"2026-01-03".into()));
    assert_eq!(capture["earliest-by"], serde_json::json!(["courier/landed", "courier/week"]));
    let visit = find("visit");
    assert_eq!((&visit["lasts"], &visit["end"]["latest"]), (&true.into(), &"2026-01-12".into()));
    let letter = find("letter");
    assert_eq!((&letter["earliest"], &letter["latest"]), (&"2026-01-03".into(), &serde_json::Value::Null));
    let tenure = find("mission / chief");
    assert_eq!(tenure["kind"], "tenure");
    let why = read(&["timeline", "--why", "capture", "--format", "json"]);
    assert_eq!(why["why"]["latest"][0]["claim"], "courier/landed");
    assert_eq!(why["why"]["latest"][0]["quote"], "landed on 10 January");
}

#[test]
fn an_empty_project_has_an_empty_timeline() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("claims")).unwrap();
    fs::write(folder.path().join("claims/none.yaml"), "claims:\n").unwrap();
    assert!(ok(folder.path(), 80, &["timeline"]).contains("nothing in this timeline"));
    let (status, _, err) = run(folder.path(), 80, &["why", "a/b", "c/d"]);
    assert!(status == 2 && err.contains("no claim `a/b`"), "{err}");
}

#[test]
fn why_two_claims_contradict_each_other_or_do_not() {
    let folder = project();
    for (a, b, headline, reason) in [
        ("gazette/seat", "courier/seat", "both stand on one side", "is a part of"),
        ("gazette/friend", "courier/friend", "do not contradict", "any number of values at once"),
        ("gazette/chief", "courier/before", "no common time", "ends 23 days before"),
        ("courier/before", "gazette/chief", "no common time", "ends 23 days before"),
        ("gazette/chief", "letter/chief", "it is other claims that make it one", "has no date"),
        ("gazette/chief", "courier/chief", "They contradict each other", "Both cover 1 February 2026"),
        ("courier/chief", "letter/chief", "both stand on one side", "say the same"),
        ("letter/staff", "courier/staff", "do not contradict", "only possible"),
        ("courier/minister-says", "gazette/unnamed-says", "it is other claims that make it one", "Two speakers"),
        ("courier/minister-says", "courier/seat", "They contradict each other", "attribution-conflict"),
        (
            "record/deed",
            "record/deed-2",
            "it is other claims that make it one",
            "raid and kidnapping may both be true.",
        ),
        ("record/deed", "record/deed-3", "They contradict each other", "exclude each other"),
        ("gazette/chief", "gazette/seat", "different topics", "The property differs"),
        ("gazette/chief", "courier/landed", "different things", "landing"),
        ("courier/week", "letter/since", "do not contradict", "There is a calendar"),
        ("courier/thanks", "gazette/thanks", "do not contradict", "in its own words"),
        ("courier/thanks", "courier/thanks", "one and the same claim", ""),
    ] {
        let text = ok(folder.path(), 110, &["why", a, b]);
        let first = text.lines().next().unwrap();
        let rest = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(first.contains(headline) && rest.contains(reason), "{a} {b}\n{text}");
    }
}

#[test]
fn claims_are_found_by_name_by_id_and_by_place() {
    let folder = project();
    let line = CLAIMS.lines().position(|line| line.contains("id: week")).unwrap() + 1;
    let by_place = format!("claims/all.yaml:{line}:5");
    let named = ok(folder.path(), 80, &["why", "courier/week", "courier/landed"]);
    for name in ["week", by_place.as_str()] {
        assert_eq!(ok(folder.path(), 80, &["why", name, "landed"]), named);
    }
    for (name, answer) in [
        ("gazette/cheif", "did you mean `gazette/chief`"),
        ("chief", "Several sources have a claim `chief`"),
        ("claims/all.yaml:1", "No claim stands at line 1"),
        ("claims/al.yaml:9", "did you mean `claims/all.yaml`"),
        ("nothing-like-it", "no claim `nothing-like-it`"),
    ] {
        let (status, out, err) = run(folder.path(), 80, &["why", name, "week"]);
        assert!(status == 2 && out.is_empty() && err.contains(answer), "{name}: {err}");
    }
}
