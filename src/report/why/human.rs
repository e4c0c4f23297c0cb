//! Why two claims contradict each other, or why they do not, for a person.

use crate::check::Context;
use crate::check::draft_text::described;
use crate::check::why::{Answer, span};
use crate::id::ClaimId;
use crate::report::finding::{Shown, citation, claim_name, label};
use crate::report::paint::{Page, Paint};
use crate::report::{Report, Screen};
use crate::rule::Level;

/// The answer, with both claims and their passages.
pub fn render(
    context: &Context<'_>,
    report: &Report<'_>,
    answer: &Answer,
    claims: [ClaimId; 2],
    screen: Screen,
) -> String {
    use crate::check::why::Verdict;
    let project = context.project;
    let mut page = Page::new(screen);
    let paint = match answer.verdict {
        Verdict::Contradict | Verdict::Together => Paint::Level(Level::Error),
        Verdict::Agree | Verdict::NotCompared => Paint::Bold,
    };
    page.flow("", 2, &[(paint, &answer.headline)]);
    let mut shown = Shown::default();
    let different = if claims[0] == claims[1] { &claims[..1] } else { &claims[..] };
    for id in different {
        let claim = project.claim(*id);
        page.gap();
        let name = claim_name(project, *id);
        page.flow("  ", 4, &[(Paint::Bold, &name), (Paint::Plain, " · "), (Paint::Plain, &described(project, claim))]);
        citation(&mut page, report, &context.cite(*id), 4, &mut shown);
        if let Some(span) = span(context, claim) {
            let core = match span.core() {
                _ if span.moment && span.start.exact().is_some() => String::new(),
                Some((from, to)) if from == to => format!("; certainly on {}", from.words()),
                Some((from, to)) => format!("; certainly from {} to {}", from.words(), to.words()),
                None => "; no day of these is certain".into(),
            };
            page.flow("    ", 6, &[(Paint::Plain, "holds "), (Paint::Plain, &span.to_string()), (Paint::Dim, &core)]);
        }
    }
    if !answer.reasons.is_empty() {
        page.gap();
    }
    for (index, reason) in answer.reasons.iter().enumerate() {
        label(&mut page, if index == 0 { "why" } else { "" }, reason);
    }
    page.finish()
}
