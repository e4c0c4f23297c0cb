//! Two articles share a long passage, and nothing says that one was made from the other.
//!
//! Twenty-five words or more in a row that stand in two articles outside quotations are no chance: one was copied from
//! the other, or both from a third. Two sources are one witness then, and gainsay counts them as one wherever it says
//! what speaks for which, and where a draft needs several independent sources, even if this rule is `off`.
//!
//! What stands between quotation marks does not count, for two reporters may quote the same statement; neither do
//! block quotations with `>` before each line. A term of up to five words in quotation marks does not interrupt a passage.
//! Drafts and references are not compared.
//!
//! Articles that share passages with one another are one finding, however many they are, with the passages of each.
//!
//! To mend it, say what was made from what: `derived-from: [the-original]` on the copy, or the name of the wire story
//! or press release on both, which need not be listed among the sources. If the passage is the publisher's standing
//! text (a notice, an imprint), take it out of the article's file.

use super::context::Context;
use crate::finding::{Cited, Finding, Position};
use crate::rule::Rule;

/// So many articles are named in a message.
const MOST_NAMED: usize = 6;
/// So many passages of one article are shown.
const MOST_SHOWN: usize = 3;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    for cluster in &context.copies().clusters {
        let names: Vec<&str> = cluster.articles.iter().map(|(id, _)| project.source(*id).name.as_str()).collect();
        let listed = match names.as_slice() {
            [] => continue,
            [first @ .., last] if names.len() <= MOST_NAMED => format!("{} and {last}", first.join(", ")),
            many => {
                let first: Vec<&str> = many.iter().take(MOST_NAMED).copied().collect();
                format!("{} and {} more", first.join(", "), many.len() - MOST_NAMED)
            }
        };
        let (up_to, count) = if names.len() == 2 { ("", "two".into()) } else { ("up to ", names.len().to_string()) };
        let message = format!(
            "{listed} share {up_to}{} words in a row outside quotations, and `derived-from` does not say so: {count} \
             sources, one witness",
            cluster.words
        );
        let question = format!("{listed} share a passage of {up_to}{} words", cluster.words);
        let mut finding = Finding::new(Rule::CopiedSource, names.join(", "), question, message);
        finding.why.push(format!("they count as one witness: {} words in a row are no chance", cluster.words));
        finding.help = Some(
            "say which was made from which with `derived-from`, or name the original that both were made from".into(),
        );
        let cited = cluster.articles.iter().map(|(id, passages)| Cited {
            claim: None,
            source: Some(*id),
            site: project.source(*id).site,
            passages: longest(passages),
        });
        finding.positions.push(Position { claims: cited.collect(), ..Position::default() });
        found.push(finding);
    }
}

/// The longest passages, in their order.
fn longest(passages: &[std::ops::Range<usize>]) -> Vec<std::ops::Range<usize>> {
    let mut kept = passages.to_vec();
    kept.sort_by_key(|passage| (std::cmp::Reverse(passage.len()), passage.start));
    kept.truncate(MOST_SHOWN);
    kept.sort_by_key(|passage| passage.start);
    kept
}
