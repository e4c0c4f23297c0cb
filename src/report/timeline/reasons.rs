//! What bounds one event or one source's date, step by step.

use super::disputed::Disputed;
use super::human;
use crate::check::Context;
use crate::finding::Step;
use crate::id::SourceId;
use crate::project::{EventPoint, Part};
use crate::report::finding::{Shown, label, steps};
use crate::report::paint::{Page, Paint};
use crate::report::{Report, Screen};
use crate::rule::Level;
use crate::time::{Bounds, Span};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An event, or its start or end.
    Event(EventPoint),
    /// A source's date.
    Source(SourceId),
}

/// What is left for a moment, and why.
#[derive(Debug)]
pub struct Answer {
    /// What people call it.
    pub label: String,
    /// Its id.
    pub id: String,
    /// The days left for it; of a whole event that lasts, from its earliest start to its latest end.
    pub left: Bounds,
    /// The same in words.
    pub when: String,
    /// Why not earlier.
    pub earliest: Vec<Step>,
    /// Why not later.
    pub latest: Vec<Step>,
    /// Claims on it that contradict others, and so bound nothing.
    pub left_out: Vec<String>,
}

impl Asked {
    /// What the timeline says of it.
    pub fn answer(self, context: &Context<'_>) -> Answer {
        let project = context.project;
        let timeline = &context.timeline;
        match self {
            Self::Event(point) => {
                let event = project.event(point.event);
                let because = timeline.why_event(project, point);
                let left = timeline.event(point);
                let whole = event.lasts && point.part == Part::Whole;
                let end = |part| timeline.event(EventPoint { part, ..point });
                let claims = context.timeline.contradicting(context.project).remove(&point.event).unwrap_or_default();
                let disputed = Disputed::new(project, point.event, &claims).filter(|_| left == Bounds::ANY);
                Answer {
                    label: crate::check::draft_text::point(project, point),
                    id: project.point_name(point),
                    left,
                    when: if let Some(disputed) = disputed {
                        disputed.words
                    } else if whole && left != Bounds::ANY {
                        format!("from {} to {}", end(Part::Start), end(Part::End))
                    } else {
                        Span::moment(left).to_string()
                    },
                    earliest: because.earliest,
                    latest: because.latest,
                    left_out: claims.iter().map(|id| project.claim_name(*id)).collect(),
                }
            }
            Self::Source(id) => {
                let source = project.source(id);
                let because = timeline.why_published(project, id);
                let left = timeline.published(id);
                Answer {
                    label: format!("the date of {}", source.name),
                    id: source.name.to_string(),
                    left,
                    when: Span::moment(left).to_string(),
                    earliest: because.earliest,
                    latest: because.latest,
                    left_out: Vec::new(),
                }
            }
        }
    }
}

/// The answer for a person.
pub fn render(report: &Report<'_>, answer: &Answer, screen: Screen) -> String {
    let mut page = Page::new(screen);
    page.flow("", 2, &[(Paint::Bold, &answer.label), (Paint::Plain, ": "), (Paint::Plain, &answer.when)]);
    let mut shown = Shown::default();
    let sides = [
        (&answer.earliest, answer.left.earliest, "not earlier than", "an earliest"),
        (&answer.latest, answer.left.latest, "not later than", "a latest"),
    ];
    let nothing = if answer.left_out.is_empty() { "Nothing gives" } else { "Nothing else gives" };
    for (chain, day, words, kind) in sides {
        page.gap();
        let Some(day) = day.filter(|_| !chain.is_empty()) else {
            label(&mut page, "", &format!("{nothing} {kind} day for it."));
            continue;
        };
        page.flow("  ", 4, &[(Paint::Plain, words), (Paint::Plain, " "), (Paint::Bold, &day.words())]);
        steps(&mut page, report, chain, &mut shown);
    }
    let left_out = human::left_out(&answer.left_out);
    if !left_out.is_empty() {
        page.gap();
        page.flow("  ", 4, &[(Paint::Level(Level::Warning), &left_out)]);
    }
    page.finish()
}
