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
