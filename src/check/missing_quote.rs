//! A claim of an article or a draft gives no passage that says so.
//!
//! What a source says is only as good as the words in which it says it: without a quote nobody can look it up, and the
//! program can't tell whether the article still says it. A `reference` is a record rather than an article, and needs
//! no quote.
//!
//! Example: `- { source: nishadil, subject: us-mission-venezuela, property: chargé d'affaires, value: Laura Dogu }`
//!
//! Mend it by copying the passage, word for word, into `quote`. The passage may be a few words long, and may leave
//! something out with `…`.

use super::context::Context;
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::id::ClaimId;
use crate::project::glance::Glance;
use crate::project::{Project, Role};
use crate::rule::Rule;

/// Finds claims without a quote.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    for id in context.glances.which(Glance::BARE) {
        let source = project.source(project.claim(id).source);
        if source.role == Role::Reference || !is_first(project, id) {
            continue;
        }
        let name = project.claim_name(id);
        let message = format!("{name} has no quote: nothing shows where {} says so", source.name);
        let mut finding =
            Finding::new(Rule::MissingQuote, claim_topic(project, id), "A claim without a quote", message);
        let article = source.text.as_deref().unwrap_or("the article");
        finding.help = Some(format!("copy the passage that says so from {article} into `quote`"));
        finding.positions.push(Position { claims: vec![context.cite(id)], ..Position::default() });
        found.push(finding);
    }
}

/// Whether a claim stands for itself: one that names a list of subjects stands in the project once for each, but is one
/// claim with one quote to whoever has to mend it.
pub(super) fn is_first(project: &Project, id: ClaimId) -> bool {
    let before = id.index().checked_sub(1).and_then(|before| project.claims.get(before));
    let claim = project.claim(id);
    before.is_none_or(|before| before.source != claim.source || before.id != claim.id)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, messages};
    use crate::rule::Rule;

    const VOCABULARY: &str = "sources:\n  a: { text: a.txt, published: 2026-01-01 }\n  r: { role: reference, published: 2026-01-01 }\n\
        entities: { x: {}, y: {} }\nproperties: { p: { type: text } }\n";

    #[test]
    fn claims_of_articles_need_a_quote_and_records_do_not() {
        let claims = "claims:\n  - { source: a, id: one, subject: x, property: p, value: v }\n  \
            - { source: a, subject: x, property: p, value: w, quote: some words }\n  - { source: r, subject: x, property: p, value: v }\n";
        let found = found(Rule::MissingQuote, VOCABULARY, claims, &[("a.txt", "some words")]);
        assert_eq!(messages(&found), ["a/one has no quote: nothing shows where a says so"]);
        assert_eq!(found[0].topic, "x / p");
    }

    #[test]
    fn a_list_of_subjects_is_one_claim_to_mend() {
        let claims = "claims:\n  - { source: a, id: one, subject: [x, y], property: p, value: v }\n";
        assert_eq!(found(Rule::MissingQuote, VOCABULARY, claims, &[("a.txt", "")]).len(), 1);
    }
}
