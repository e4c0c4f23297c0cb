//! Lines that stand too far to the right or to the left: the line is blamed, and not the text above it.

use super::*;

const HEAD: &str = "\
sources:
  one: { text: one.txt, published: 2026-03-01 }
entities: { town: {} }
properties:
  toll: { type: number }
events: { fire: {}, flood: {} }
defaults: { source: one }
";

/// The lines of a claim: from which column each begins.
fn entry(columns: &[usize], lines: &[&str]) -> String {
    columns.iter().zip(lines).map(|(column, line)| format!("{}{line}\n", " ".repeat(*column))).collect()
}

/// What is said of these lines, which begin in line 9 of the file.
fn told(lines: &str) -> Vec<String> {
    let text = format!("{HEAD}claims:\n{lines}");
    let loaded = project(&[("claims/a.yaml", &text), ("seeds/one.txt", "In the town we win. 3 and 4.")]);
    errors(&loaded).iter().map(|line| line.trim_start_matches("claims/a.yaml:").to_owned()).collect()
}

const FIRST: [&str; 4] = ["- subject: town", "property: toll", "value: 3", "quote: In the town we win"];
const OTHER: [&str; 3] = ["- subject: town", "property: toll", "value: 4"];

#[test]
fn an_entry_that_begins_elsewhere() {
    let with = |quote: &str, column: usize| {
        let [a, b, c, _] = FIRST;
        let first = entry(&[2, 4, 4, 4], &[a, b, c, quote]);
        told(&(first + &entry(&[column, column + 2, column + 2], &OTHER)))
    };
    for quote in ["quote: In the town we win", "quote: 'In the town we win'", "note: we win"] {
        assert_eq!(with(quote, 2).iter().filter(|line| line.contains("entry")).count(), 0);
        for (column, says) in [
            (0, "2 spaces further to the left"),
            (1, "1 space further to the left"),
            (3, "1 space further to the right"),
            (4, "2 spaces further to the right"),
        ] {
            let told = with(quote, column);
            let place = format!("13:{}: this entry begins {says} than the one above it", column + 1);
            let found = told.iter().find(|line| line.starts_with(&place));
            let found = found.unwrap_or_else(|| panic!("{quote} {column}: {told:#?}"));
            assert!(found.contains("right below that of line 9"), "{found}");
            assert!(!told.iter().any(|line| line.contains("colon")), "{told:#?}");
        }
    }
}

#[test]
fn a_key_that_begins_elsewhere() {
    for (columns, place, says, below) in [
        ([2, 4, 4, 5], "12:6", "`quote` stands 1 space further to the right", "`value` of line 11"),
        ([2, 4, 4, 3], "12:4", "`quote` stands 1 space further to the left", "`value` of line 11"),
        ([2, 5, 5, 5], "10:6", "`property` stands 1 space further to the right", "`subject` of line 9"),
        ([2, 3, 3, 3], "10:4", "`property` stands 1 space further to the left", "`subject` of line 9"),
        ([2, 4, 6, 4], "11:7", "`value` stands 2 spaces further to the right", "`property` of line 10"),
    ] {
        let told = told(&entry(&columns, &FIRST));
        let found = told.iter().find(|line| line.starts_with(place)).unwrap_or_else(|| panic!("{told:#?}"));
        assert!(found.contains(says) && found.contains(below), "{found}");
    }
}

#[test]
fn a_hyphen_that_tears_an_entry_apart() {
    let [a, b, c, d] = FIRST;
    let all = entry(&[2, 4, 4, 4], &[a, "- property: toll", "- value: 3", "- quote: In the town we win"]);
    let one = entry(&[2, 4, 4, 4], &[a, b, c, "- quote: In the town we win"]);
    for (lines, place, key) in [(all, "10:5", "property"), (one, "12:5", "quote")] {
        let told = told(&lines);
        let says = format!("{place}: a hyphen begins a new entry, and `{key}` belongs to the one above it");
        assert!(told.iter().any(|line| line.starts_with(&says)), "{told:#?}");
    }
    assert_eq!(told(&entry(&[2, 4, 4, 4], &[a, b, c, d])), Vec::<String>::new());
}

#[test]
fn far_down_in_a_long_file() {
    let claims: String = (0..400).map(|_| entry(&[2, 4, 4, 4], &FIRST)).collect();
    let told = told(&(claims + &entry(&[3, 5, 5], &OTHER)));
    let says = "1609:4: this entry begins 1 space further to the right than the one above it (put its hyphen right below \
                that of line 1605)";
    assert!(told.iter().any(|line| line == says), "{told:#?}");
}

#[test]
fn in_any_section_and_between_brackets() {
    for (lines, says) in [
        (
            "  - event: fire\n    when: 2026-01-01\n   - event: flood\n     when: 2026-01-02\n",
            "11:4: this entry begins 1",
        ),
        (
            "  - { event: fire, when: 2026-01-01 }\n   - { event: flood, when: 2026-01-02 }\n",
            "10:4: this entry begins 1",
        ),
        ("  - { event: fire, when: 2026-01-01 }\n - { event: flood, when: 2026-01-02 }\n", "10:2: this entry begins 1"),
        ("utterances:\n  a: { label: A }\n   b: { label: B }\n", "11:4: `b` stands 1 space further to the right"),
        ("utterances:\n  a:\n    label: A\n   b:\n    label: B\n", "12:4: `b` stands 1 space further to the right"),
        ("resolutions:\n  - rejects: [one/a]\n    because: no\n   - rejects: [one/b]\n", "12:4: this entry begins 1"),
    ] {
        let told = told(lines);
        assert!(told.iter().any(|line| line.starts_with(says)), "{lines}{told:#?}");
    }
}

#[test]
fn a_colon_in_a_text_is_still_a_colon_in_a_text() {
    let [a, b, c, _] = FIRST;
    for (quote, place) in [
        ("quote: The mayor said: we win", "12:26"),
        ("quote: The mayor\n      said: we win", "13:11"),
        ("quote: The mayor\n      and - so he said - others: we win", "13:32"),
    ] {
        let told = told(&entry(&[2, 4, 4, 4], &[a, b, c, quote]));
        let says = format!("{place}: a colon and a space within `quote` begin another key");
        assert!(told.iter().any(|line| line.starts_with(&says)), "{quote}: {told:#?}");
    }
}
