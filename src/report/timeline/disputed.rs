//! What sources say of an event when they contradict each other, and nothing is left of it.

use std::collections::BTreeSet;

use crate::check::draft_text::listed;
use crate::check::network::dates::{Dated, Window, dated, dispute};
use crate::check::questions::orders;
use crate::id::{ClaimId, EventId, SourceId};
use crate::project::Project;
use crate::time::{Bounds, Edge, Span};

/// So many different things said are told.
const TOLD: usize = 4;

/// All that is said of an event by claims that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// What each side says, in order of dates.
    pub sides: Vec<Saying>,
    /// In a sentence: `on 8 June 2025 by a or on 9 June 2025 by b: they contradict each other`.
    pub words: String,
}

/// What some sources say of when an event was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// In words.
    pub when: String,
    /// The days that it allows; without a date it is only an order.
    pub days: Bounds,
    /// Who says so.
    pub claims: Vec<ClaimId>,
}

impl Disputed {
    /// What these claims say of an event: its dates, else how it lies to others.
    pub fn new(project: &Project, event: EventId, claims: &[ClaimId]) -> Option<Self> {
        let dates: Vec<Dated> = claims
            .iter()
            .filter_map(|id| dated(project, *id, project.claim(*id)))
            .filter(|date| date.event == event)
            .collect();
        let dispute = dispute(&dates);
        let apart = dispute.is_some();
        let sides: Vec<Saying> = match dispute {
            Some(dispute) => {
                let sides = dispute.sides.into_iter().chain(dispute.compatible);
                sides.map(|side| Saying::date(&side.when, side.claims)).collect()
            }
            None if dates.is_empty() => Self::orders(project, event, claims),
            None => {
                let mut sides: Vec<(Window, Vec<ClaimId>)> = Vec::new();
                for date in dates {
                    match sides.iter_mut().find(|(when, _)| *when == date.when) {
                        Some((_, claims)) => claims.push(date.claim),
                        None => sides.push((date.when, vec![date.claim])),
                    }
                }
                sides.into_iter().map(|(when, claims)| Saying::date(&when, claims)).collect()
            }
        };
        let mut told: Vec<String> = sides.iter().take(TOLD).map(|side| side.told(project)).collect();
        if sides.len() > TOLD {
            told.push(format!("{} more", sides.len() - TOLD));
        }
        let words = match (told.len(), apart) {
            (0, _) => return None,
            (_, true) => format!("{}: they contradict each other", told.join(" or ")),
            (_, false) => format!("{}: that does not fit other claims", told.join(", ")),
        };
        Some(Self { sides, words })
    }

    /// From the first to the last day that anybody gives.
    pub fn hull(&self) -> Bounds {
        let days = || self.sides.iter().flat_map(|side| [side.days.earliest, side.days.latest]).flatten();
        Bounds { earliest: days().min(), latest: days().max() }
    }

    fn orders(project: &Project, event: EventId, claims: &[ClaimId]) -> Vec<Saying> {
        let mut sides: Vec<Saying> = Vec::new();
        for &id in claims {
            for when in orders(project, project.claim(id), event) {
                match sides.iter_mut().find(|side| side.when == when) {
                    Some(side) => side.claims.push(id),
                    None => sides.push(Saying { when, days: Bounds::ANY, claims: vec![id] }),
                }
            }
        }
        sides
    }
}

impl Saying {
    fn date(window: &Window, claims: Vec<ClaimId>) -> Self {
        let Window { start, end } = *window;
        let when = match (start, end) {
            (start, end) if start == end => start.phrase(),
            (start, Bounds::ANY) => format!("started {}", start.phrase()),
            (Bounds::ANY, end) => format!("ended {}", end.phrase()),
            (start, end) => {
                Span { start, end, start_edge: Edge::Tenure, end_edge: Edge::Tenure, moment: false }.to_string()
            }
        };
        let earliest = start.earliest.or(end.earliest);
        let days = Bounds { earliest, latest: end.latest.or(start.latest) };
        Self { when, days, claims }
    }

    /// With who says so.
    fn told(&self, project: &Project) -> String {
        let sources: BTreeSet<SourceId> = self.claims.iter().map(|id| project.claim(*id).source).collect();
        let sources: Vec<SourceId> = sources.into_iter().collect();
        format!("{} by {}", self.when, listed(project, &sources))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::check::testing::project;

    const VOCABULARY: &str = "\
sources:
  a: { role: reference, published: 2025-06-11 }
  b: { role: reference, published: 2025-06-12 }
  c: { role: reference, published: 2025-06-13 }
events:
  sinking: {}
  speeches: {}
  trial: { lasts: true }
";

    /// What is told of an event whose claims contradict each other.
    fn told(name: &str, claims: &str) -> String {
        let project = project(VOCABULARY, &format!("claims:\n{claims}"), &[]);
        let context = Context::new(&project);
        let event = project.events.iter().position(|event| event.name == name).map(EventId::new).unwrap();
        let claims = claims_of(&context, event);
        Disputed::new(&project, event, &claims).map(|it| it.words).unwrap_or_default()
    }

    fn claims_of(context: &Context<'_>, event: EventId) -> Vec<ClaimId> {
        context.timeline.contradicting(context.project).remove(&event).unwrap_or_default()
    }

    #[test]
    fn each_side_is_told_with_who_says_so() {
        let dates = "  - { source: a, event: sinking, when: 2025-06-08 }
  - { source: c, event: sinking, when: 2025-06-08 }
  - { source: b, event: sinking, when: 2025-06-09 }
";
        assert_eq!(
            told("sinking", dates),
            "on 8 June 2025 by a and c or on 9 June 2025 by b: they contradict each other"
        );
        let started = "  - { source: a, event: trial.start, when: 2025-06-03 }
  - { source: b, event: trial.start, when: 2025-06-04 }
";
        assert_eq!(
            told("trial", started),
            "started on 3 June 2025 by a or started on 4 June 2025 by b: they contradict each other"
        );
    }

    #[test]
    fn a_date_that_others_exclude_is_told_and_so_are_mere_orders() {
        let chain = "  - { source: a, event: sinking, after: speeches, by: exactly 2 days }
  - { source: b, event: sinking, when: 2025-06-07 }
  - { source: b, event: speeches, when: 2025-06-06 }
";
        assert_eq!(told("sinking", chain), "on 7 June 2025 by b: that does not fit other claims");
        let circle = "  - { source: a, event: sinking, before: speeches, at-least: 1 day }
  - { source: b, event: sinking, after: speeches, at-least: 1 day }
";
        assert_eq!(
            told("speeches", circle),
            "at least 1 day after sinking by a, at least 1 day before sinking by b: that does not fit other claims"
        );
    }
}
