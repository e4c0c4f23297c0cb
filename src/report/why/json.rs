//! Why two claims contradict each other, or why they do not, for programs: version 1.

use serde::Serialize;

use crate::check::Context;
use crate::check::draft_text::described;
use crate::check::topic::claim_topic;
use crate::check::why::{Answer, Verdict, span};
use crate::id::ClaimId;
use crate::report::Report;
use crate::report::json::{JsonClaim, JsonDays, JsonError, JsonFinding, claim, day, error, finding, print};
use crate::time::Span;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    verdict: &'static str,
    /// The verdict in a sentence.
    message: &'r str,
    why: &'r [String],
    /// The two that were asked for; one where both names mean the same.
    claims: Vec<Asked<'r>>,
    /// The findings in which both take part, as `check --format json` has them.
    findings: Vec<JsonFinding<'r>>,
    errors: Vec<JsonError<'r>>,
}

/// A claim with its topic, what it says and when that holds.
#[derive(Serialize)]
struct Asked<'r> {
    #[serde(flatten)]
    claim: JsonClaim<'r>,
    topic: String,
    says: String,
    holds: Option<Holds>,
}

/// When something holds: by its bounds, and certainly.
#[derive(Serialize)]
struct Holds {
    text: String,
    earliest: Option<String>,
    latest: Option<String>,
    certain: Option<JsonDays>,
}

/// The answer, ending with a line break.
pub fn render(
    context: &Context<'_>,
    report: &Report<'_>,
    answer: &Answer,
    claims: [ClaimId; 2],
    ascii: bool,
) -> String {
    let project = context.project;
    // Both are there before anything borrows from them.
    let cited = claims.map(|id| context.cite(id));
    let different = if claims[0] == claims[1] { 1 } else { 2 };
    let asked = claims.iter().zip(&cited).take(different).map(|(id, cited)| Asked {
        claim: claim(project, cited),
        topic: claim_topic(project, *id),
        says: described(project, project.claim(*id)),
        holds: span(context, project.claim(*id)).as_ref().map(holds),
    });
    let document = Document {
        version: 1,
        verdict: match answer.verdict {
            Verdict::Contradict => "contradict",
            Verdict::Together => "together",
            Verdict::Agree => "agree",
            Verdict::NotCompared => "not-compared",
        },
        message: &answer.headline,
        why: &answer.reasons,
        claims: asked.collect(),
        findings: answer
            .findings
            .iter()
            .filter_map(|at| report.findings.get(*at))
            .map(|it| finding(report, it))
            .collect(),
        errors: report.errors.iter().map(error).collect(),
    };
    print(&document, ascii)
}

fn holds(span: &Span) -> Holds {
    let hull = span.hull();
    Holds {
        text: span.to_string(),
        earliest: day(hull.earliest),
        latest: day(hull.latest),
        certain: span.core().map(|(from, to)| JsonDays { from: from.to_string(), to: to.to_string() }),
    }
}
