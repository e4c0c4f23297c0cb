//! Who held what one at a time holds, from all claims that say so.

use std::collections::BTreeMap;

use super::chronicle::{Entry, Kind};
use crate::check::Context;
use crate::check::why::span;
use crate::id::{ClaimId, PropertyId};
use crate::project::{Form, Holds, Project, State, Subject, Sureness};
use crate::time::words::Stretch;
use crate::time::{Bounds, Day, Edge, Span};
use crate::value::Value;

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
    topics.into_iter().flat_map(|((subject, property), said)| topic(project, subject, property, &said)).collect()
}

/// The tenures on one topic.
fn topic(project: &Project, subject: Subject, property: PropertyId, said: &[(String, Said)]) -> Vec<Entry> {
    let seen = Seen::new(said.iter().filter_map(|(holder, (_, span))| Some((span.core()?, holder.as_str()))));
    let mut holders: BTreeMap<&str, Vec<Said>> = BTreeMap::new();
    for (holder, claim) in said {
        holders.entry(holder).or_default().push(*claim);
    }
    let (topic, label) = (project.topic_name(subject, property), project.subject_label(subject));
    let property = project.property(property);
    let mut entries = Vec::new();
    for (holder, said) in holders {
        for tenure in apart(said, holder, &seen) {
            let Some(state) = tenure.first().and_then(|(id, _)| state(project, *id)) else { continue };
            let spans: Vec<Span> = tenure.iter().map(|(_, span)| *span).collect();
            let mut claims: Vec<ClaimId> = tenure.iter().map(|(id, _)| *id).collect();
            claims.sort();
            entries.push(Entry {
                kind: Kind::Tenure,
                id: topic.clone(),
                label: format!("{label}, {}", property.words()),
                value: Some(value(project, state)),
                is_so: match state.value {
                    Value::Boolean(is_so) => Some(is_so),
                    _ => None,
                },
                span: together(&spans),
                seen: sighted(&spans),
                earliest_by: Vec::new(),
                latest_by: Vec::new(),
                left_out: Vec::new(),
                disputed: None,
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

/// Who or what holds it, by the labels that people wrote.
fn value(project: &Project, state: &State) -> String {
    let names: Vec<&str> = match &state.value {
        Value::Entities(entities) => entities.iter().map(|id| project.entity(*id).label.as_str()).collect(),
        Value::Choices(choices) => {
            let known = &project.property(state.property).choices;
            choices.iter().filter_map(|id| known.get(id.index()).map(String::as_str)).collect()
        }
        _ => Vec::new(),
    };
    if names.is_empty() { state.written.to_string() } else { names.join(" and ") }
}

/// The days on which holders certainly held, in order of their first and of their last days.
struct Seen<'s> {
    first: Vec<(Day, &'s str)>,
    last: Vec<(Day, &'s str)>,
}

impl<'s> Seen<'s> {
    fn new(cores: impl Iterator<Item = ((Day, Day), &'s str)>) -> Self {
        let (mut first, mut last): (Vec<_>, Vec<_>) =
            cores.map(|((from, to), holder)| ((from, holder), (to, holder))).unzip();
        first.sort_unstable();
        last.sort_unstable();
        Self { first, last }
    }

    /// Whether somebody else began or ended after one day (or began on it) and before another.
    fn other_between(&self, after: Day, before: Day, holder: &str) -> bool {
        let between = |days: &[(Day, &str)], from: usize| {
            let rest = days.get(from..).unwrap_or_default().iter();
            rest.take_while(|(day, _)| *day < before).any(|(_, other)| *other != holder)
        };
        between(&self.first, self.first.partition_point(|(day, _)| *day < after))
            || between(&self.last, self.last.partition_point(|(day, _)| *day <= after))
    }
}

/// Of so many tenures, the last that had begun, it is asked whether a claim that is certain of no day may speak of them.
const NEAR: usize = 16;

/// Claims that may speak of one tenure, and what they say of it together.
#[derive(Default)]
struct Tenure {
    said: Vec<Said>,
    /// The first day that the claims certainly cover, and the last; `None` where they are certain of no day.
    covered: Option<(Day, Day)>,
    starts: Common,
    ends: Common,
    /// Outside these days none of the claims says anything.
    hull: Option<Bounds>,
}

impl Tenure {
    fn of(claim: Said) -> Self {
        let mut tenure = Self::default();
        tenure.add(claim);
        tenure
    }

    fn add(&mut self, claim: Said) {
        let span = claim.1;
        if let Some((from, to)) = span.core() {
            self.covered = Some(self.covered.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        }
        if span.start_edge == Edge::Tenure {
            self.starts.add(span.start);
        }
        if span.end_edge == Edge::Tenure {
            self.ends.add(span.end);
        }
        let hull = span.hull();
        self.hull = Some(self.hull.map_or(hull, |all| all.union(hull)));
        self.said.push(claim);
    }

    /// Whether a claim speaks of another tenure: its time lies wholly before the start that these claims give, or
    /// after their end, or the other way round. An interval says nothing of other tenures of the same holder.
    fn excludes(&self, span: &Span) -> bool {
        let before =
            |last: Option<Day>, first: Option<Day>| matches!((last, first), (Some(last), Some(first)) if last < first);
        let hull = span.hull();
        let (starts, ends) = (self.starts.get().unwrap_or(Bounds::ANY), self.ends.get().unwrap_or(Bounds::ANY));
        let mine = self.hull.unwrap_or(Bounds::ANY);
        before(ends.latest, hull.earliest)
            || before(hull.latest, starts.earliest)
            || span.end_edge == Edge::Tenure && before(span.end.latest, mine.earliest)
            || span.start_edge == Edge::Tenure && before(mine.latest, span.start.earliest)
    }
}

/// Parts what one holder is said to have held where somebody else held it in between, or where a claim's time lies
/// outside the tenure of which others speak. Claims that are certain of no day go to the last tenure that they may
/// speak of.
fn apart(mut said: Vec<Said>, holder: &str, seen: &Seen<'_>) -> Vec<Vec<Said>> {
    said.sort_by_key(|(id, span)| (span.core(), *id));
    let (mut vague, certain): (Vec<Said>, Vec<Said>) = said.into_iter().partition(|(_, span)| span.core().is_none());
    let mut tenures: Vec<Tenure> = Vec::new();
    let mut until: Option<Day> = None;
    for claim in certain {
        let Some((from, to)) = claim.1.core() else { continue };
        let other = until.is_some_and(|until| until < from && seen.other_between(until, from, holder));
        match tenures.last_mut().filter(|tenure| !other && !tenure.excludes(&claim.1)) {
            Some(tenure) => tenure.add(claim),
            None => tenures.push(Tenure::of(claim)),
        }
        until = until.max(Some(to));
    }
    vague.sort_by_key(|(id, span)| (span.hull().earliest, span.hull().latest, *id));
    let mut loose: Vec<Tenure> = Vec::new();
    for claim in vague {
        let begun = match claim.1.hull().latest {
            Some(latest) => tenures.partition_point(|tenure| tenure.covered.is_some_and(|(from, _)| from <= latest)),
            None => tenures.len(),
        };
        let last = tenures.iter_mut().take(begun).rev().take(NEAR);
        let mut fitting = last.filter(|tenure| !tenure.excludes(&claim.1));
        match fitting.next() {
            Some(tenure) => tenure.add(claim),
            None => match loose.last_mut().filter(|tenure| !tenure.excludes(&claim.1)) {
                Some(tenure) => tenure.add(claim),
                None => loose.push(Tenure::of(claim)),
            },
        }
    }
    tenures.into_iter().chain(loose).map(|tenure| tenure.said).collect()
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
    let (mut starts, mut ends) = (Common::default(), Common::default());
    for span in &placed {
        if span.start_edge == Edge::Tenure {
            starts.add(span.start);
        }
        if span.end_edge == Edge::Tenure {
            ends.add(span.end);
        }
    }
    let (start, start_edge) = match starts.get() {
        Some(start) => (start, Edge::Tenure),
        None => {
            let latest = placed.iter().filter_map(|span| span.start.latest).min();
            (Bounds { earliest: None, latest }, Edge::Attested)
        }
    };
    let (end, end_edge) = match ends.get() {
        Some(end) => (end, Edge::Tenure),
        None => {
            let earliest = placed.iter().filter_map(|span| span.end.earliest).max();
            (Bounds { earliest, latest: None }, Edge::Attested)
        }
    };
    Span { start, end, start_edge, end_edge, moment: false }
}

/// When somebody was seen to hold it; of articles without a date perhaps only not before when.
fn sighted(spans: &[Span]) -> Option<String> {
    let hull = || spans.iter().map(Span::hull).reduce(Bounds::union).filter(|hull| *hull != Bounds::ANY);
    Stretch::of(spans).map(|told| told.phrase()).or_else(|| hull().map(|hull| hull.phrase()))
}

/// What several bounds have in common; where they have nothing, from the earliest to the latest.
#[derive(Clone, Copy, Debug, Default)]
struct Common(Option<(Bounds, Bounds)>);

impl Common {
    fn add(&mut self, bounds: Bounds) {
        let (within, all) = self.0.unwrap_or((bounds, bounds));
        let within = within.intersection(bounds);
        // An end that is nowhere told leaves the others' as they are.
        let all = Bounds { earliest: all.earliest.min(bounds.earliest), latest: all.latest.max(bounds.latest) };
        self.0 = Some((within, all));
    }

    fn get(&self) -> Option<Bounds> {
        let (within, all) = self.0?;
        Some(if within.is_reversed() { all } else { within })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i32) -> Span {
        Span::moment(Bounds::day(Day::new(day)))
    }

    fn since(from: i32, still: i32) -> Span {
        Span {
            start: Bounds::day(Day::new(from)),
            end: Bounds { earliest: Some(Day::new(still)), latest: None },
            start_edge: Edge::Tenure,
            end_edge: Edge::Attested,
            moment: false,
        }
    }

    #[test]
    fn one_tenure_takes_its_start_from_whoever_gives_it() {
        let tenure = together(&[at(20), since(10, 30), at(40)]);
        assert_eq!(tenure.start, Bounds::day(Day::new(10)));
        assert_eq!(tenure.end, Bounds { earliest: Some(Day::new(40)), latest: None });
        assert_eq!(together(&[at(5), at(9)]).core(), Some((Day::new(5), Day::new(9))));
        assert_eq!(together(&[at(5), at(5)]), at(5));
        assert_eq!(together(&[Span::NOTHING, at(5)]), at(5));
        assert_eq!(together(&[since(10, 30), since(12, 30)]).start, Bounds::new(Day::new(10), Day::new(12)));
    }

    #[test]
    fn another_holder_in_between_parts_two_tenures() {
        let said = vec![(ClaimId(0), at(5)), (ClaimId(1), at(9)), (ClaimId(2), Span::NOTHING)];
        let count = |seen: &[(i32, i32, &'static str)]| {
            let seen = seen.iter().map(|(from, to, holder)| ((Day::new(*from), Day::new(*to)), *holder));
            apart(said.clone(), "a", &Seen::new(seen)).len()
        };
        assert_eq!(count(&[(5, 5, "a"), (9, 9, "a")]), 1);
        assert_eq!(count(&[(5, 5, "a"), (7, 7, "b"), (9, 9, "a")]), 2);
        assert_eq!(count(&[(5, 5, "a"), (5, 8, "b"), (9, 9, "a")]), 2);
        assert_eq!(count(&[(5, 5, "a"), (2, 8, "b"), (9, 9, "a")]), 2);
        assert_eq!(count(&[(5, 5, "a"), (9, 9, "b"), (12, 12, "b")]), 1);
        assert_eq!(count(&[(5, 5, "a"), (2, 12, "b")]), 1);
    }

    #[test]
    fn what_lies_outside_a_tenure_is_one_of_its_own() {
        let until = |day: i32| Span {
            start: Bounds { earliest: None, latest: Some(Day::new(day)) },
            end: Bounds::day(Day::new(day)),
            start_edge: Edge::Attested,
            end_edge: Edge::Tenure,
            moment: false,
        };
        let month = |from: i32| Span::moment(Bounds::new(Day::new(from), Day::new(from + 30)));
        let parts = |spans: &[Span]| -> Vec<Vec<u32>> {
            let said = (0..).map(ClaimId).zip(spans.iter().copied()).collect();
            let parts = apart(said, "a", &Seen::new(std::iter::empty()));
            parts.into_iter().map(|part| part.into_iter().map(|(id, _)| id.0).collect()).collect()
        };
        assert_eq!(parts(&[until(11), at(20)]), [[0], [1]]);
        assert_eq!(parts(&[until(11), at(11)]), [[0, 1]], "the last day is a part of it");
        assert_eq!(parts(&[at(5), since(10, 30)]), [[0], [1]]);
        assert_eq!(parts(&[at(5), since(10, 30), at(20)]), [vec![0], vec![1, 2]]);
        assert_eq!(parts(&[until(11), month(20)]), [[0], [1]]);
        assert_eq!(parts(&[until(11), month(0)]), [[0, 1]]);
        let from_1 = |day: i32| Span { start: Bounds::day(Day::new(1)), start_edge: Edge::Tenure, ..until(day) };
        assert_eq!(parts(&[from_1(11), from_1(30), at(20)]), [[0, 1, 2]], "whose end is disputed");
        assert_eq!(parts(&[month(20), month(90)]), [[0, 1]], "nobody says that it ended in between");
    }
}
