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
