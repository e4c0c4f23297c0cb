//! What a written name stands for.

use super::*;
use crate::id::{ChoiceId, EntityId, EventId};
use crate::project::{EventPoint, Form, Part, Project, Subject, Target, Type};
use crate::value::Value;

const VOCABULARY: &str = "\
sources: { one: { role: reference, derived-from: [two, elsewhere] }, two: { role: reference } }
entities:
  ana: { name: Ana, aliases: [Bo, the “head”’s deputy, landing] }
  bo: { name: Bo Derek, aliases: [Cy] }
  cy-jr: { aliases: [Cy, ÉMILE  Zola] }
  named-event: { aliases: [visit] }
properties:
  ana: { type: entity, aliases: [Bo] }
  p: { type: choice, choices: [a, b, c, d], same: [[a, b], [b, c]], compatible: [[c, d]] }
events:
  landing: { aliases: [Maduro's landing] }
  visit: { lasts: true, aliases: [the long visit] }
";

fn with(claims: &str) -> Loaded {
    project(&[
        ("claims/v.yaml", VOCABULARY),
        ("claims/w.yaml", &format!("defaults: {{ source: one }}\nclaims:\n{claims}")),
    ])
}

fn states(project: &Project) -> Vec<(Subject, Value)> {
    let state = |form: &Form| match form {
        Form::State(state) => Some((state.subject, state.value.clone())),
        _ => None,
    };
    project.claims.iter().filter_map(|claim| state(&claim.form)).collect()
}

/// The entities that a value names, or what is told.
fn value(name: &str) -> Result<Vec<EntityId>, String> {
    let loaded = with(&format!("  - {{ subject: ana, property: ana, value: \"{name}\" }}\n"));
    match states(&loaded.project).into_iter().next() {
        Some((_, Value::Entities(ids))) => Ok(ids.into_vec()),
        _ => Err(loaded.errors.iter().map(|error| error.message.clone()).collect()),
    }
}

#[test]
fn ids_win_and_names_match_folded() {
    for (name, id) in [
        ("ana", 0),
        ("Ana", 0),
        ("bo", 1),
        // `Bo` is no id as it is written: it is a name of `ana`.
        ("Bo", 0),
        ("BO  dérek", 1),
        ("cy_jr", 2),
        ("emile zola", 2),
        ("THE \\\"head\\\"'S DEPUTY", 0),
    ] {
        assert_eq!(value(name), Ok(vec![EntityId(id)]), "{name}");
    }
    assert_eq!(value("Cy"), Err("`Cy` is the name of 2 entities: `bo` and `cy-jr`".into()));
    assert_eq!(value("Dy"), Err("`Dy` is no known entity".into()));
}

#[test]
fn a_subject_is_an_entity_or_an_event_and_ids_go_first() {
    let loaded = with(
        "  - { id: a, subject: landing, property: ana, value: ana }\n  - { id: b, subject: visit, property: ana, value: ana }\n  \
         - { id: c, subject: Maduro’s landing, property: ana, value: ana }\n  - { id: d, subject: Landing, property: ana, value: ana }\n",
    );
    // An id goes before the name of either; a name of both is open.
    assert_eq!(
        errors(&loaded),
        ["claims/w.yaml:6:23: `Landing` is the name of an entity (`ana`) and of an event (`landing`) \
          (write the id of the one that is meant)"]
    );
    let subjects: Vec<_> = states(&loaded.project).into_iter().map(|(subject, _)| subject).collect();
    let (landing, visit) = (Subject::Event(EventId(0)), Subject::Event(EventId(1)));
    assert_eq!(subjects, [landing, visit, landing]);
}

#[test]
fn moments_of_events() {
    let loaded = with(
        "  - { id: a, event: the long visit.start, before: LANDING }\n  - { id: b, event: visit.end, after: published }\n",
    );
    assert_eq!(errors(&loaded), Vec::<String>::new());
    let events: Vec<_> = loaded
        .project
        .claims
        .iter()
        .map(|claim| match &claim.form {
            Form::Event(event) => (event.event, event.relations[0].target.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    let point = |event, part| EventPoint { event: EventId(event), part };
    assert_eq!(
        events,
        [(point(1, Part::Start), Target::Event(point(0, Part::Whole))), (point(1, Part::End), Target::Published),]
    );
}

#[test]
fn choices_that_are_the_same_share_what_they_are_compatible_with() {
    let loaded = with("");
    let property = loaded.project.properties.iter().find(|property| property.of == Type::Choice).unwrap();
    assert_eq!(property.same, [0, 0, 0, 3].map(ChoiceId));
    let pairs = [(0, 3), (1, 3), (2, 3), (3, 0), (3, 1), (3, 2)];
    assert_eq!(property.compatible, pairs.map(|(a, b)| (ChoiceId(a), ChoiceId(b))));
}

#[test]
fn originals_are_kept_listed_or_not() {
    let loaded = with("");
    let one = &loaded.project.sources[0];
    assert_eq!(one.derived_from.iter().map(|id| loaded.project.source(*id).name.as_str()).collect::<Vec<_>>(), ["two"]);
    assert_eq!(one.derived_from_names, ["two", "elsewhere"]);
}

#[test]
fn utterances_once_declared_must_be_declared() {
    let claims = "  - { utterance: Speech, words: We win }\n  - { utterance: speech, words: We win, speaker: ana }\n";
    let free = with(claims);
    assert_eq!(errors(&free), Vec::<String>::new());
    assert_eq!(free.project.utterances.len(), 1);
    assert!(!free.project.utterances[0].declared);
    let declared = with(&format!("{claims}utterances: {{ speach: }}\n"));
    assert_eq!(declared.errors.len(), 2);
    assert_eq!(declared.errors[0].help.as_deref(), Some("did you mean `speach`?"));
}

#[test]
fn a_time_that_is_no_date_is_no_event_either() {
    let told = |claim: &str, events: &str| {
        let vocabulary = format!("{VOCABULARY}{events}");
        let claims = format!("defaults: {{ source: one }}\nclaims:\n  - {{ {claim} }}\n");
        let loaded = project(&[("claims/v.yaml", &vocabulary), ("claims/w.yaml", &claims)]);
        errors(&loaded).first().cloned().unwrap_or_default()
    };
    for (claim, says) in [
        ("event: landing, when: 9 May", "`9 May` has no year"),
        ("event: visit, when: 9 May/..", "`9 May` has no year"),
        ("event: visit, when: 2025-05-01/12 May", "`12 May` has no year"),
        ("event: landing, before: last Friday", "`last Friday` names no date"),
        ("event: landing, after: 9 May", "`9 May` has no year"),
        ("event: landing, after: yesterday", "write `published - 1 day`"),
        ("event: last Friday, before: landing", "`last Friday` is no known event"),
    ] {
        assert!(told(claim, "").contains(says), "{claim}: {}", told(claim, ""));
    }
    // Who has an event of that name means it.
    let events = "  friday: { aliases: [last Friday] }\n";
    for claim in ["event: landing, before: last Friday", "event: visit, when: last Friday/.."] {
        assert_eq!(told(claim, events), "");
    }
}

#[test]
fn the_id_of_a_claim_on_words_is_one_whatever_they_are_called() {
    let loaded = with("  - { utterance: The Big Speech, words: We will win }\n");
    assert_eq!(errors(&loaded), [""; 0]);
    let id = &loaded.project.claims[0].id;
    assert!(
        id.starts_with("the-big-speech-") && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "{id}"
    );
}

#[test]
fn what_belongs_to_a_quote_is_told_so() {
    let loaded = with("  - { subject: ana, property: ana, value: ana, quote: We will win, suffix: now }\n");
    assert!(
        matches!(errors(&loaded).as_slice(), [one] if one.contains("it belongs to the quote")),
        "{:?}",
        errors(&loaded)
    );
}
