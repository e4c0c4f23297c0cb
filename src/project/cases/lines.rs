//! Claims in JSON Lines: the same claims, the same mistakes, at their own places.

use super::*;

const VOCABULARY: &str = "\
sources:
  one: { text: one.txt }
entities:
  laura-dogu: { name: Laura Dogu }
  caracas: {}
properties:
  head: { type: entity, holds: one-at-a-time }
  boats: { type: number, unit: boats }
  alive: { type: boolean }
events:
  landing: {}
";

fn with(path: &str, claims: &str) -> Loaded {
    project(&[
        ("claims/vocabulary.yaml", VOCABULARY),
        (path, claims),
        ("seeds/one.txt", "In March the chargé d’affaires, Laura Dogu,\nsaid: 1.20 million boats, no more."),
    ])
}

const LINES: &str = r#"{"source": "one", "subject": ["caracas"], "property": "head", "value": "Laura Dogu", "quote": {"exact": "Laura Dogu", "suffix": ","}}

{"source":"one","subject":"caracas","property":"boats","value":1.20,"quote":["boats","no more"],"note":"a \"note\""}
{"source": "one", "subject": "laura-dogu", "property": "alive", "value": true, "certainty": "likely"}
{"source": "one", "event": "landing", "same_day_as": "2026-03-01", "according-to": "unnamed", "id": null}
"#;

const YAML: &str = "\
claims:
  - { source: one, subject: [caracas], property: head, value: Laura Dogu, quote: { exact: Laura Dogu, suffix: ',' } }
  - { source: one, subject: caracas, property: boats, value: 1.20, quote: [boats, no more], note: 'a \"note\"' }
  - { source: one, subject: laura-dogu, property: alive, value: true, certainty: likely }
  - { source: one, event: landing, same_day_as: 2026-03-01, according-to: unnamed, id: null }
";

#[test]
fn lines_are_claims_like_any_others() {
    let (lines, yaml) = (with("claims/a.jsonl", LINES), with("claims/a.yaml", YAML));
    // The null id is a mistake of both.
    assert_eq!((lines.errors.len(), yaml.errors.len()), (1, 1), "{:?} {:?}", errors(&lines), errors(&yaml));
    assert_eq!(lines.project.claims.len(), 4);
    let plain = |loaded: &Loaded| {
        let claims = loaded.project.claims.iter().map(|claim| {
            let quotes: Vec<_> = claim.quotes.iter().map(|quote| (&quote.exact, &quote.around, &quote.found)).collect();
            format!(
                "{} {:?} {:?} {:?} {quotes:?} {:?}",
                claim.id, claim.form, claim.according_to, claim.certainty, claim.note
            )
        });
        claims.collect::<Vec<_>>()
    };
    assert_eq!(plain(&lines), plain(&yaml));
    let boats = lines.project.claims.iter().find(|claim| claim.note.is_some()).unwrap();
    assert!(matches!(&boats.form, super::super::Form::State(state) if state.written == "1.20"));
    let place = lines.project.file(boats.sites[0].file).place(boats.sites[0].start as usize);
    assert_eq!((place.line, place.column), (3, 1));
}

#[test]
fn mistakes_in_lines_are_told_at_their_own_places() {
    let text = "\u{feff}{\"source\": \"one\", \"subject\": \"carácas\", \"property\": \"head\", \"value\": \"Laura Duga\"}\r\n\
        {\"source\": \"one\", \"subjet\": \"caracas\", \"property\": \"boats\", \"value\": 3}\r\n\
        {\"source\": \"one\", \"subject\": \"caracas\", \"property\": \"boats\", \"value\": 3, \"value\": 4}\n\
        {\"source\": \"one\", \"subject\": \"caracas\"\n\
        {\"source\": \"one\", \"subject\": \"caracas\", \"property\": \"alive\", \"value\": yes}\n\
        {}\n\
        {\"source\": \"one\", \"subject\": \"caracas\", \"property\": \"boats\", \"value\": {\"a\": 1}}\n\
        {\"source\": \"one\", \"subject\": \"caracas\", \"property\": \"boats\", \"value\": 5, \"quote\": null}";
    let told = errors(&with("claims/a.jsonl", text));
    let starts = [
        "claims/a.jsonl:1:70: `Laura Duga` is no known entity (did you mean `Laura Dogu`?)",
        "claims/a.jsonl:2:19: `subjet` is no key of a claim (did you mean `subject`?)",
        "claims/a.jsonl:3:74: `value` is written twice in a claim",
        "claims/a.jsonl:4:39: a comma or `}` is expected, and the line ends here",
        "claims/a.jsonl:5:71: `yes` stands here without quotation marks and is no number (write `true`)",
        "claims/a.jsonl:6:1: this claim is empty",
        "claims/a.jsonl:7:71: ",
        "claims/a.jsonl:8:83: ",
    ];
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}\n{start}");
    }
    assert_eq!(told.len(), starts.len(), "{told:#?}");
}

#[test]
fn a_baseline_among_the_claims_is_no_claim_file() {
    let loaded = project(&[
        ("gainsay.yaml", "baseline: claims/known.jsonl"),
        ("claims/a.yaml", VOCABULARY),
        ("claims/known.jsonl", "{\"rule\":\"conflicting-values\"}"),
        ("seeds/one.txt", "Words."),
    ]);
    assert_eq!(errors(&loaded), Vec::<String>::new());
}
