//! Who held what one at a time holds, from all claims that say so.

use std::collections::BTreeMap;

use super::chronicle::{Entry, Kind};
use crate::check::Context;
use crate::check::why::span;
use crate::id::{ClaimId, PropertyId};
use crate::project::{Form, Holds, Project, State, Subject, Sureness};
use crate::time::{Bounds, Day, Edge, Span};

/// A claim, and when it holds.
type Said = (ClaimId, Span);

/// All tenures that claims state, topic by topic.
pub fn all(context: &Context<'_>) -> Vec<Entry> {
    let project = context.project;
    let mut topics: BTreeMap<(Subject, PropertyId), Vec<(String, Said)>> = BTreeMap::new();
    for (id, claim) in project.claims() {
        let Form::State(state) = &claim.form else { continue };
        let stated = claim.according_to.is_empty() && claim.certainty == Sureness::Stated && !state.denied;
        if !stated || project.property(state.property).holds != Holds::OneAtATime {
            continue;
        }
        let Some(span) = span(context, claim) else { continue };
        let holder = format!("{:?}", state.value);
        topics.entry((state.subject, state.property)).or_default().push((holder, (id, span)));
    }
    topics.into_iter().flat_map(|((subject, property), said)| topic(project, subject, property, said)).collect()
}

/// The tenures on one topic.
fn topic(project: &Project, subject: Subject, property: PropertyId, said: Vec<(String, Said)>) -> Vec<Entry> {
    // The days on which somebody certainly held it.
    let mut seen: Vec<(Day, String)> =
        said.iter().filter_map(|(holder, (_, span))| Some((span.core()?.0, holder.clone()))).collect();
    seen.sort();
    let mut holders: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for (holder, claim) in said {
        holders.entry(holder).or_default().push(claim);
    }
    let (name, label) = match subject {
        Subject::Entity(id) => (&project.entity(id).name, &project.entity(id).label),
        Subject::Event(id) => (&project.event(id).name, &project.event(id).label),
    };
    let property = project.property(property);
    let mut entries = Vec::new();
    for (holder, said) in holders {
        for tenure in apart(said, &holder, &seen) {
            let Some(state) = tenure.first().and_then(|(id, _)| state(project, *id)) else { continue };
            let spans: Vec<Span> = tenure.iter().map(|(_, span)| *span).collect();
            let mut claims: Vec<ClaimId> = tenure.iter().map(|(id, _)| *id).collect();
            claims.sort();
            entries.push(Entry {
                kind: Kind::Tenure,
                id: format!("{name} / {}", property.name),
                label: format!("{label}, {}", property.label),
                value: Some(state.written.clone()),
                span: together(&spans),
                earliest_by: Vec::new(),
                latest_by: Vec::new(),
                claims,
            });
        }
    }
    entries
}

fn state(project: &Project, id: ClaimId) -> Option<&State> {
    match &project.claim(id).form {
        Form::State(state) => Some(state),
        Form::Event(_) | Form::Utterance(_) => None,
    }
}

/// Parts what one holder is said to have held where somebody else held it in between. Claims without a day go to
/// the last tenure.
fn apart(mut said: Vec<Said>, holder: &str, seen: &[(Day, String)]) -> Vec<Vec<Said>> {
    let first = |span: &Span| span.start.latest.or(span.end.earliest);
    said.sort_by_key(|(id, span)| (first(span).is_none(), first(span), span.end.earliest, *id));
    let mut tenures: Vec<Vec<Said>> = Vec::new();
    let mut until: Option<Day> = None;
    for claim in said {
        let span = &claim.1;
        let other_between = until.zip(first(span)).is_some_and(|(until, from)| {
            let after = seen.partition_point(|(day, _)| *day <= until);
            let between = seen.get(after..).unwrap_or_default().iter().take_while(|(day, _)| *day < from);
            between.into_iter().any(|(_, other)| other != holder)
        });
        match tenures.last_mut() {
            Some(tenure) if !other_between => tenure.push(claim),
            _ => tenures.push(vec![claim]),
        }
        until = until.max(span.end.earliest).max(first(span));
    }
    tenures
}

/// When somebody held it, if all these claims speak of one tenure: its start and end where any claim gives them, else
/// the days on which it was seen.
fn together(spans: &[Span]) -> Span {
    let placed: Vec<&Span> = spans.iter().filter(|span| span.core().is_some() || span.hull() != Bounds::ANY).collect();
    match placed.as_slice() {
        [] => return Span::moment(Bounds::ANY),
        [only] => return **only,
        [first, rest @ ..] if rest.iter().all(|span| span == first) => return **first,
        _ => {}
    }
    let (start, start_edge) =
        match common(placed.iter().filter(|span| span.start_edge == Edge::Tenure).map(|s| s.start)) {
            Some(start) => (start, Edge::Tenure),
            None => {
                let latest = placed.iter().filter_map(|span| span.start.latest).min();
                (Bounds { earliest: None, latest }, Edge::Attested)
            }
        };
    let (end, end_edge) = match common(placed.iter().filter(|span| span.end_edge == Edge::Tenure).map(|s| s.end)) {
        Some(end) => (end, Edge::Tenure),
        None => {
            let earliest = placed.iter().filter_map(|span| span.end.earliest).max();
            (Bounds { earliest, latest: None }, Edge::Attested)
        }
    };
    Span { start, end, start_edge, end_edge, moment: false }
}

/// What several bounds have in common; where they have nothing, from the earliest to the latest.
fn common(all: impl Iterator<Item = Bounds>) -> Option<Bounds> {
    let all: Vec<Bounds> = all.collect();
    let within = Bounds {
        earliest: all.iter().filter_map(|bounds| bounds.earliest).max(),
        latest: all.iter().filter_map(|bounds| bounds.latest).min(),
    };
    if all.is_empty() {
        None
    } else if within.is_reversed() {
        let earliest = all.iter().map(|bounds| bounds.earliest).min().flatten();
        let latest = all.iter().filter_map(|bounds| bounds.latest).max();
        Some(Bounds { earliest, latest })
    } else {
        Some(within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i32) -> Span {
        Span::moment(Bounds::day(Day(day)))
    }

    fn since(from: i32, still: i32) -> Span {
        Span {
            start: Bounds::day(Day(from)),
            end: Bounds { earliest: Some(Day(still)), latest: None },
            start_edge: Edge::Tenure,
            end_edge: Edge::Attested,
            moment: false,
        }
    }

    #[test]
    fn one_tenure_takes_its_start_from_whoever_gives_it() {
        let tenure = together(&[at(20), since(10, 30), at(40)]);
        assert_eq!(tenure.start, Bounds::day(Day(10)));
        assert_eq!(tenure.end, Bounds { earliest: Some(Day(40)), latest: None });
        assert_eq!(together(&[at(5), at(9)]).core(), Some((Day(5), Day(9))));
        assert_eq!(together(&[at(5), at(5)]), at(5));
        assert_eq!(together(&[Span::NOTHING, at(5)]), at(5));
        assert_eq!(together(&[since(10, 30), since(12, 30)]).start, Bounds::new(Day(10), Day(12)));
    }

    #[test]
    fn another_holder_in_between_parts_two_tenures() {
        let said = vec![(ClaimId(0), at(5)), (ClaimId(1), at(9)), (ClaimId(2), Span::NOTHING)];
        let seen = |day: i32, holder: &str| (Day(day), holder.to_owned());
        let count = |seen: &[(Day, String)]| apart(said.clone(), "a", seen).len();
        assert_eq!(count(&[seen(5, "a"), seen(9, "a")]), 1);
        assert_eq!(count(&[seen(5, "a"), seen(7, "b"), seen(9, "a")]), 2);
        assert_eq!(count(&[seen(5, "a"), seen(9, "b"), seen(12, "b")]), 1);
    }
}
