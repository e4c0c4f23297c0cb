//! Times that only their source's date, or an event's own order, turns round.

use super::*;

fn told(source: &str, claim: &str) -> Vec<String> {
    let text = format!(
        "sources: {{ one: {{ role: reference, {source} }} }}\nentities: {{ o: {{}}, x: {{}} }}\n\
         properties: {{ head: {{ type: entity, holds: one-at-a-time }} }}\nevents: {{ e: {{}}, long: {{ lasts: true }} }}\n\
         claims:\n  - {{ source: one, {claim} }}\n"
    );
    errors(&project(&[("claims/a.yaml", &text)]))
}

fn held(when: &str) -> String {
    format!("subject: o, property: head, value: x, when: {when}")
}

#[test]
fn a_range_that_its_source_date_turns_round_is_told() {
    let dated = "published: 2026-02-01";
    for (when, mend) in [
        ("2026-03-01..published", "published..2026-03-01"),
        ("published + 1 day..2026-02-01", "2026-02-01..published + 1 day"),
        ("published..2026-01", "2026-01..published"),
        ("2026-05-01..published - 1 week", "published - 1 week..2026-05-01"),
    ] {
        let why = format!("`{when}` runs backwards: `one` is dated 1 February 2026 (did you mean `{mend}`?)");
        for claim in [held(when), format!("event: e, when: {when}"), format!("event: e, before: {when}")] {
            let errors = told(dated, &claim);
            assert!(matches!(errors.as_slice(), [one] if one.ends_with(&why)), "{claim}: {errors:?}");
        }
        assert_eq!(told(dated, &held(mend)), [""; 0], "the mend is taken");
        assert_eq!(told("published: 2026", &held(when)), [""; 0], "some day of 2026 may be right");
        assert_eq!(told("publisher: P", &held(when)), [""; 0], "nobody knows");
    }
}

#[test]
fn an_interval_from_an_event_end_to_its_start_is_told() {
    let errors = told("published: 2026-02-01", &held("long.end/long.start"));
    let why =
        "`long.end/long.start` runs backwards: an event starts before it ends (did you mean `long.start/long.end`?)";
    assert!(matches!(errors.as_slice(), [one] if one.ends_with(why)), "{errors:?}");
    assert_eq!(told("published: 2026-02-01", &held("long.start/long.end")), [""; 0]);
}

#[test]
fn of_what_a_claim_names_one_several_are_several_claims() {
    for claim in ["event: [e, long], when: 2026", "event: e, before: [long, e]"] {
        let errors = told("published: 2026-02-01", claim);
        assert!(matches!(errors.as_slice(), [one] if one.contains("write a claim for each")), "{claim}: {errors:?}");
    }
}
