use super::has_name;
use crate::check::testing::found;
use crate::rule::Rule;

const VOCABULARY: &str = "\
sources:
  a: { role: reference, published: 2025-05-20 }
  b: { role: reference, published: 2025-06-02 }
entities:
  firm: { name: Nordhaven AG, kind: company }
  solberg: { name: Ingrid Solberg, kind: person }
  wendt: { name: Klaus Wendt, kind: person }
properties:
  share: { type: number, unit: percent }
  boats: { type: number, unit: boats }
  ceo: { label: chief executive of Nordhaven AG, type: entity, holds: one-at-a-time }
";

#[test]
fn a_coarse_start_is_told_as_it_was_given() {
    let claims = "\
defaults: { subject: firm, property: ceo }
claims:
  - { source: a, value: wendt, when: 2018/.. }
  - { source: b, value: solberg, when: 2023-03/.. }
";
    let found = found(Rule::ConflictingValues, VOCABULARY, claims, &[]);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(finding.question, "Who was chief executive of Nordhaven AG between March 2023 and 20 May 2025?");
    let remarks: Vec<&str> = finding.positions.iter().filter_map(|side| side.remark.as_deref()).collect();
    assert_eq!(remarks, ["from 2018 to 20 May 2025", "from March 2023 to 2 June 2025"]);
}

#[test]
fn a_side_gives_its_number_in_the_unit_where_its_sources_write_it_differently() {
    let sides = |property: &str, values: [&str; 3]| -> Vec<String> {
        let lines = ["a", "b", "b"].iter().zip(values);
        let lines: String =
            lines.map(|(source, value)| format!("  - {{ source: {source}, value: {value} }}\n")).collect();
        let claims = format!("defaults: {{ subject: firm, property: {property} }}\nclaims:\n{lines}");
        let found = found(Rule::ConflictingNumbers, VOCABULARY, &claims, &[]);
        let [finding] = found.as_slice() else { panic!("{found:#?}") };
        finding.positions.iter().filter_map(|side| side.value.clone()).collect()
    };
    assert_eq!(sides("share", ["8", "8 per cent", "12 percent"]), ["8 percent", "12 percent"]);
    assert_eq!(sides("boats", ["35", "35", "40"]), ["35", "40"], "as they were written");
    assert_eq!(sides("boats", ["35 boats", "35 boats", "40 boats"]), ["35 boats", "40 boats"]);
    assert_eq!(sides("boats", ["35", "35 boats", "40"]), ["35 boats", "40"]);
}

#[test]
fn whose_post_it_is_is_said_unless_its_label_has_a_name() {
    for (label, subject, named) in [
        ("chair", "Nordhaven AG", false),
        ("chief executive", "Nordhaven AG", false),
        ("Chief Executive", "Nordhaven AG", false),
        ("Chief executive", "Nordhaven AG", false),
        ("CEO", "Nordhaven AG", false),
        ("CEO and chair", "Nordhaven AG", false),
        ("chair of Nordhaven", "Nordhaven AG", true),
        ("Chair of Nordhaven", "Nordhaven AG", true),
        ("US chargé d'affaires to Venezuela", "the US mission to Venezuela", true),
        ("Ambassador to Venezuela", "the US mission to Venezuela", true),
        ("US president", "the United States", true),
        ("mayor of Port Haven", "Port Haven", true),
        ("president (acting or interim included)", "Venezuela", false),
        ("", "Venezuela", false),
    ] {
        assert_eq!(has_name(label, subject), named, "{label} of {subject}");
    }
}

#[test]
fn a_headline_names_the_subject_also_where_it_is_the_only_one() {
    let claims = "\
defaults: { subject: firm, property: chair }
claims:
  - { source: a, value: wendt, when: 2025-05-13 }
  - { source: b, value: solberg, when: 2025-05-13 }
";
    let chair = VOCABULARY.replace("ceo: { label: chief executive of Nordhaven AG,", "chair: {");
    let found = |rule, claims: &str| found(rule, &chair, claims, &[]);
    let conflict = found(Rule::ConflictingValues, claims);
    assert_eq!(conflict[0].question, "Who was chair of Nordhaven AG on 13 May 2025?");
    assert!(conflict[0].message.starts_with("Chair of Nordhaven AG on 13 May 2025: "), "{}", conflict[0].message);
    let handover = found(Rule::UnstatedHandover, &claims.replacen("05-13", "05-10", 1));
    let question = "chair of Nordhaven AG: since when Ingrid Solberg, and until when Klaus Wendt?";
    assert_eq!(handover[0].question, question);
}
