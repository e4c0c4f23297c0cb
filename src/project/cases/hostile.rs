//! Input that means no good, and input that means nothing: findings or clear errors, never a panic.

use proptest::prelude::*;

use super::*;

/// What a claim file may hold, in pieces that fit together now and then.
const PIECES: &[&str] = &[
    "claims:\n",
    "sources:\n",
    "entities:\n",
    "properties:\n",
    "events:\n",
    "defaults:\n",
    "resolutions:\n",
    "  - ",
    "\n    ",
    "\n  ",
    "\n",
    "  one: ",
    "source: one",
    "subject: a",
    "property: n",
    "value: ",
    "quote: ",
    "words: ",
    "when: ",
    "event: e",
    "before: ",
    "by: ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    " #",
    "\"",
    "'",
    "|",
    ">",
    "*x",
    "&x ",
    "!t ",
    "~",
    "\t",
    "---\n",
    "1,473",
    ">100",
    "35",
    "published",
    "2026-01/..",
    "a",
    "\u{feff}",
    "é",
    "\r\n",
    "-",
    "? ",
    "%",
    "@",
    "`",
    "role: reference",
    "type: number",
    "utterance: u",
    "id: x",
    "not: ",
    "<<: *x",
    "\0",
    "…",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces_give_claims_or_errors(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = picks.iter().map(|at| PIECES[*at]).collect();
        let loaded = project(&[
            ("claims/v.yaml", "sources: { one: { role: reference } }\nentities: { a: }\nevents: { e: }\nproperties: { n: { type: number } }\n"),
            ("claims/w.yaml", &text),
            ("gainsay.yaml", &text),
        ]);
        for error in &loaded.errors {
            prop_assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty(), "{error:?}");
            prop_assert!(!error.message.contains('\n'), "{error:?}");
        }
        // What is sound elsewhere is read whatever is wrong here (unless the settings look for it in another folder).
        prop_assert!(loaded.project.settings.claims != "claims" || !loaded.project.properties.is_empty());
    }

    #[test]
    fn any_bytes_give_claims_or_errors(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let loaded = project_with(&[("claims/x", "")], |folder| {
            fs::write(folder.join("claims/a.yaml"), &bytes).unwrap();
        });
        prop_assert!(loaded.project.claims.is_empty());
    }

    /// A broken claim among sound ones costs only itself.
    #[test]
    fn a_broken_claim_costs_only_itself(picks in prop::collection::vec(7..PIECES.len(), 0..12)) {
        let broken: String = picks.iter().map(|at| PIECES[*at]).filter(|piece| !piece.contains('\n') && !piece.contains("---")).collect();
        let text = format!(
            "sources: {{ one: {{ role: reference }} }}\nentities: {{ a: }}\nproperties: {{ n: {{ type: number }} }}\nclaims:\n  \
             - {{ id: first, source: one, subject: a, property: n, value: 1 }}\n  - id: broken\n    quote: {broken}\n  \
             - {{ id: last, source: one, subject: a, property: n, value: 2 }}\n");
        let loaded = project(&[("claims/a.yaml", &text)]);
        let has = |id: &str| loaded.project.claims.iter().any(|claim| &*claim.id == id);
        prop_assert!(has("first") && has("last"), "{text}\n{:#?}", errors(&loaded));
    }
}

/// The same files under other names give the same claims, and the same mistakes at their own places.
#[test]
fn neither_order_nor_file_names_matter() {
    let a = "sources: { one: { role: reference } }\nentities: { a: {}, b: { name: A } }\nproperties: { n: { type: number }, p: { type: entity } }\n";
    let b = "claims:\n  - { source: one, subject: a, property: n, value: '1,473', note: x }\n  - { source: one, subject: b, property: p, value: [a, b] }\n";
    let c = "defaults: { source: one }\nclaims:\n  - { subject: a, property: n, value: 1473, note: y }\n  - { subject: b, property: p, value: [b, a] }\n  - { subject: c, property: n, value: 1 }\n";
    let names = [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"], ["c", "b", "a"]];
    let told = names.map(|names| {
        let paths = names.map(|name| format!("claims/{name}.yaml"));
        let loaded = project(&[(&paths[0], a), (&paths[1], b), (&paths[2], c)]);
        let claims: Vec<_> = loaded
            .project
            .claims()
            .map(|(id, claim)| (loaded.project.claim_name(id), format!("{:?}", claim.form), claim.note.clone()))
            .collect();
        let errors: Vec<_> = loaded.errors.iter().map(|error| (error.line, error.message.clone())).collect();
        (claims, errors)
    });
    assert_eq!(told[0].0.len(), 2);
    for other in &told[1..] {
        assert_eq!(&told[0], other);
    }
}

#[test]
fn deep_nesting_and_bombs_are_told_at_once() {
    for text in [
        format!("claims: {}", "[".repeat(100_000)),
        format!("claims: {}", "{a: ".repeat(100_000)),
        (0..3_000).map(|depth| format!("{}- \n", " ".repeat(depth))).collect::<String>(),
        format!("claims: {}", "- ".repeat(100_000)),
        format!("claims:\n  - quote: {}x{}", "[".repeat(100_000), "]".repeat(100_000)),
    ] {
        let loaded = project(&[("claims/a.yaml", &text)]);
        assert!((1..4).contains(&loaded.errors.len()), "{:?}", errors(&loaded));
    }
    let bomb: String =
        (1..40).map(|at| format!("  - &x{at} [{}]\n", vec![format!("*x{}", at - 1); 10].join(", "))).collect();
    let text = format!("claims:\n  - &x0 [lol]\n{bomb}");
    let loaded = project(&[("claims/a.yaml", &text)]);
    assert!(errors(&loaded).iter().any(|told| told.contains("repeats more by `*`")), "{:?}", errors(&loaded));
}

/// Nothing grows faster than the files (else this would not end): many mistakes, many unknown names, one long line, one ring of all.
#[test]
fn many_mistakes_are_all_told() {
    let many = 8_000;
    let unclosed: String = (0..many).map(|at| format!("  - {{ id: a{at}, quote: \"x\n")).collect();
    let flow: String = (0..many).map(|at| format!("{{ colour{at}: x }}, ")).collect();
    let unknown: String =
        (0..many).map(|at| format!("  - {{ source: s{at}, subject: a, property: b, value: c }}\n")).collect();
    let ring: String = (0..many).map(|at| format!("  e{at}: {{ within: e{} }}\n", (at + 1) % many)).collect();
    let same: String = (0..many).map(|at| format!("  e{at}: {{ name: Same }}\n")).collect();
    let names: Vec<String> = (0..many).map(|at| format!("e{at}")).collect();
    let names = names.join(", ");
    let choices = format!("properties: {{ p: {{ type: choice, choices: [{names}], compatible: [[{names}]] }} }}\n");
    let wrong: String = (0..many).map(|at| format!("  - {{ value: wrong{at} }}\n")).collect();
    let entities: String = (0..many).map(|at| format!("  e{at}:\n")).collect();
    let sources = "sources: { one: { role: reference } }\nproperties: { q: { type: entity } }\n";
    let source = "sources: { one: { role: reference } }\n";
    let some = "  - { note: x }\n".repeat(many);
    for text in [
        // Choices that all go together, and claims that name none of them.
        format!(
            "{source}{choices}entities: {{ a: }}\ndefaults: {{ source: one, subject: a, property: p }}\nclaims:\n{wrong}"
        ),
        // A default for all claims, and a claim about all subjects, each as long as the file.
        format!(
            "{sources}entities:\n{entities}defaults: {{ source: one, subject: e1, property: q, value: [{names}] }}\nclaims:\n{some}"
        ),
        format!(
            "{sources}entities:\n{entities}claims:\n  - {{ source: one, subject: [{names}], property: q, value: [{names}] }}\n"
        ),
        format!("claims:\n{unclosed}"),
        format!("claims: [ {flow} ]"),
        format!("claims:\n{unknown}"),
        format!("entities:\n{ring}"),
        format!("entities:\n{same}claims:\n{unknown}"),
        format!(
            "sources: {{ one: {{ role: reference }} }}\nproperties: {{ p: {{ type: number }} }}\nentities:\n{same}claims:\n  - {{ source: one, subject: same, property: p, value: 1 }}\n"
        ),
    ] {
        let loaded = project(&[("claims/a.yaml", &text)]);
        assert!(!loaded.errors.is_empty());
    }
}
