//! The dates that claims give events in themselves, and the sides where they differ.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::distance::apart_from;
use crate::check::glance::Glances;
use crate::id::{ClaimId, EventId};
use crate::project::glance::Glance;
use crate::project::{Claim, EventPoint, Form, Part, Project, Role, Source, Target};
use crate::time::when::Kind;
use crate::time::{Bounds, Day, Moments};

/// Beyond so many different dates of one event they are not sorted into coarser and finer ones.
const MANY: usize = 500;
/// How many smallest repairs are listed.
const REPAIRS: usize = 16;
/// Comparisons that finding them may take.
const WORK: usize = 4_000_000;

/// A date that a claim gives an event: the days on which it may have started and ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Which claim.
    pub claim: ClaimId,
    /// Which event.
    pub event: EventId,
    /// What it gives.
    pub when: Window,
}

/// When an event may have started and ended. Of one moment both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The days on which it may have started.
    pub start: Bounds,
    /// The days on which it may have ended.
    pub end: Bounds,
}

/// A side of a dispute over a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The finest date of the side.
    pub when: Window,
    /// Who says so, sorted.
    pub claims: Vec<ClaimId>,
}

/// Sources that give one event different dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispute {
    /// The sides, in order of their dates; each excludes at least one other.
    pub sides: Vec<Side>,
    /// Coarser dates that fit several sides.
    pub compatible: Vec<Side>,
    /// All dates that exclude some other, with who gives them.
    said: BTreeMap<[i32; 4], Side>,
}

/// What a source's own times refer to before the timeline is worked out.
struct Own<'p>(&'p Source);

impl Moments<EventPoint> for Own<'_> {
    fn published(&self) -> Bounds {
        self.0.published.unwrap_or_default()
    }

    fn still(&self) -> Option<Bounds> {
        match (self.0.published, self.0.role) {
            (None, Role::Reference) => self.0.retrieved,
            (published, _) => Some(published.unwrap_or_default()),
        }
    }

    fn event(&self, _: &EventPoint) -> Bounds {
        Bounds::ANY
    }
}

fn low(bounds: Bounds) -> i32 {
    bounds.earliest.map_or(i32::MIN, |day| day.number())
}

fn high(bounds: Bounds) -> i32 {
    bounds.latest.map_or(i32::MAX, |day| day.number())
}

impl Window {
    /// As numbers that sort by date.
    fn key(&self) -> [i32; 4] {
        [low(self.start), high(self.start), low(self.end), high(self.end)]
    }

    /// Whether one event cannot have both.
    pub fn excludes(&self, other: &Self) -> bool {
        let [a, b, c, d] = self.key();
        let [e, f, g, h] = other.key();
        a.max(e) > b.min(f) || c.max(g) > d.min(h) || a.max(e) > d.min(h)
    }

    /// Whether every date that `other` allows is allowed here.
    pub fn contains(&self, other: &Self) -> bool {
        let [a, b, c, d] = self.key();
        let [e, f, g, h] = other.key();
        a <= e && f <= b && c <= g && h <= d
    }

    /// In ISO days, for people.
    pub fn told(&self) -> String {
        match (self.start == self.end, self.start.earliest, self.start.latest) {
            (true, None, Some(day)) => format!("{day} or earlier"),
            (true, Some(day), None) => format!("{day} or later"),
            _ => self.written(),
        }
    }

    /// For a finding's identity: ISO days, `..` where nothing is known.
    pub fn written(&self) -> String {
        let day = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        let side = |bounds: Bounds| match bounds.exact() {
            Some(day) => day.to_string(),
            None => format!("{}..{}", day(bounds.earliest), day(bounds.latest)),
        };
        if self.start == self.end { side(self.start) } else { format!("{}/{}", side(self.start), side(self.end)) }
    }
}

/// The date that a claim gives an event in itself, where it gives one that says something.
pub fn dated(project: &Project, id: ClaimId, claim: &Claim) -> Option<Dated> {
    let Form::Event(said) = &claim.form else { return None };
    let when = said.when.as_ref()?;
    let span = when.span(&Own(project.source(claim.source)));
    let within = matches!(when.kind, Kind::Within(..));
    let lasts = project.event(said.event.event).lasts;
    let window = match said.event.part {
        Part::Whole if within && lasts => Window { start: span.start, end: span.end },
        Part::Whole if within => Window { start: span.start, end: span.start },
        Part::Whole if lasts => Window { start: span.start, end: span.end },
        Part::Start if lasts => Window { start: span.hull(), end: Bounds { earliest: None, latest: None } },
        Part::End if lasts => Window { start: Bounds::ANY, end: span.hull() },
        _ => Window { start: span.hull(), end: span.hull() },
    };
    let says_nothing = window.start == Bounds::ANY && window.end == Bounds::ANY;
    (!says_nothing && !window.excludes(&window)).then_some(Dated { claim: id, event: said.event.event, when: window })
}

/// The same; of a claim without a date, what its orders against dates leave for the event.
pub fn said(project: &Project, id: ClaimId, claim: &Claim) -> Option<Dated> {
    let Form::Event(said) = &claim.form else { return None };
    if said.when.is_some() {
        return dated(project, id, claim);
    }
    let own = Own(project.source(claim.source));
    let known = said.relations.iter().filter_map(|relation| {
        let target = match &relation.target {
            Target::Published => own.published(),
            Target::Date(date) => date.span(&own).hull(),
            Target::Event(_) => return None,
        };
        Some(apart_from(target, relation.order, said.apart.as_deref()))
    });
    let within = known.reduce(Bounds::intersection).filter(|within| *within != Bounds::ANY)?;
    let when = match said.event.part {
        Part::Start if project.event(said.event.event).lasts => Window { start: within, end: Bounds::ANY },
        Part::End if project.event(said.event.event).lasts => Window { start: Bounds::ANY, end: within },
        _ => Window { start: within, end: within },
    };
    (!when.excludes(&when)).then_some(Dated { claim: id, event: said.event.event, when })
}

/// The dates that claims give each event outright.
pub fn outright(project: &Project, glances: &Glances) -> Outright {
    let mut dates: Vec<Dated> =
        glances.which(Glance::EVENT.and(Glance::HARD)).filter_map(|id| dated(project, id, project.claim(id))).collect();
    dates.par_sort_unstable_by_key(|date| (date.event, date.claim));
    Outright { dates }
}

/// The dates that claims give each event outright.
#[derive(Debug, Default)]
pub struct Outright {
    /// By event, then by claim.
    dates: Vec<Dated>,
}

impl Outright {
    /// Those of one event, in the order of claims.
    pub fn of(&self, event: EventId) -> &[Dated] {
        let from = self.dates.partition_point(|date| date.event < event);
        let rest = self.dates.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|date| date.event == event)).unwrap_or_default()
    }
}

/// The windows that start last and end first: the last of the first and third entries, the first of the others.
fn ends(keys: impl Iterator<Item = [i32; 4]>) -> Option<[i32; 4]> {
    keys.reduce(|ends, key| [ends[0].max(key[0]), ends[1].min(key[1]), ends[2].max(key[2]), ends[3].min(key[3])])
}

/// Whether a date excludes some other: if so, one of those that end first or start last.
fn is_disputed(key: &[i32; 4], [a, b, c, d]: [i32; 4]) -> bool {
    key[0] > b || key[1] < a || key[2] > d || key[3] < c || key[0] > d || key[3] < a
}

/// The sides of a dispute over one event's date, if there is one. Equal dates share a side, and so does a coarser
/// date with the finer one that it contains; one that contains two sides that exclude each other is none.
pub fn dispute(dates: &[Dated]) -> Option<Dispute> {
    if !ends(dates.iter().map(|date| date.when.key()))
        .is_some_and(|ends| dates.iter().any(|date| is_disputed(&date.when.key(), ends)))
    {
        return None;
    }
    let mut windows: BTreeMap<[i32; 4], Side> = BTreeMap::new();
    for date in dates {
        let side = windows.entry(date.when.key()).or_insert_with(|| Side { when: date.when, claims: Vec::new() });
        side.claims.push(date.claim);
    }
    let ends = ends(windows.keys().copied())?;
    let (disputed, rest): (Vec<_>, Vec<_>) = windows.iter().partition(|(key, _)| is_disputed(key, ends));
    let disputed: Vec<&Side> = disputed.into_iter().map(|(_, side)| side).collect();
    if disputed.len() < 2 {
        return None;
    }
    let said = disputed.iter().map(|side| (side.when.key(), (*side).clone())).collect();
    let mut found = Dispute { said, ..Dispute::default() };
    if disputed.len() > MANY {
        found.sides = disputed.into_iter().cloned().collect();
        return Some(found);
    }
    let is_finest =
        |side: &Side| !disputed.iter().any(|other| other.when != side.when && side.when.contains(&other.when));
    let (finest, coarse): (Vec<&Side>, Vec<&Side>) = disputed.iter().copied().partition(|side| is_finest(side));
    found.sides = finest.into_iter().cloned().collect();
    let fine = found.sides.clone();
    for side in coarse.into_iter().chain(rest.into_iter().map(|(_, side)| side)) {
        let fits: Vec<usize> = (0..fine.len()).filter(|&at| !fine[at].when.excludes(&side.when)).collect();
        let torn = spread(fits.iter().map(|&at| &fine[at].when)) > 0;
        let within = fits.iter().find(|&&at| side.when.contains(&fine[at].when));
        match within {
            _ if torn => found.compatible.push(side.clone()),
            Some(&at) => found.sides[at].claims.extend(&side.claims),
            None => found.sides.push(side.clone()),
        }
    }
    for side in found.sides.iter_mut().chain(&mut found.compatible) {
        side.claims.sort_unstable();
    }
    found.sides.sort_by_key(|side| (side.when.key(), side.claims.first().copied()));
    Some(found)
}

impl Dispute {
    /// All days that the dates given allow.
    pub fn hull(&self) -> Window {
        let said = || self.said.values().chain(&self.sides).map(|side| side.when);
        let all = |bounds: fn(&Window) -> Bounds| {
            said().map(|when| bounds(&when)).reduce(Bounds::union).unwrap_or(Bounds::ANY)
        };
        Window { start: all(|when| when.start), end: all(|when| when.end) }
    }

    /// Everybody who gives a date that excludes some other, sorted.
    pub fn claims(&self) -> Vec<ClaimId> {
        let mut claims: Vec<ClaimId> = self.said.values().flat_map(|side| side.claims.iter().copied()).collect();
        claims.sort_unstable();
        claims
    }

    /// All claims that it names, to give them other numbers.
    pub fn claims_mut(&mut self) -> impl Iterator<Item = &mut ClaimId> {
        let sides = self.sides.iter_mut().chain(&mut self.compatible).chain(self.said.values_mut());
        sides.flat_map(|side| &mut side.claims)
    }

    /// Whether two of these claims give dates that exclude each other.
    pub fn is_among(&self, claims: &BTreeSet<ClaimId>) -> bool {
        let taken = self.said.values().filter(|side| side.claims.iter().any(|claim| claims.contains(claim)));
        spread(taken.map(|side| &side.when)) > 0
    }

    /// How many days the dates lie apart that lie farthest apart.
    pub fn apart(&self) -> i64 {
        spread(self.sides.iter().map(|side| &side.when))
    }

    /// For each date the claims whose dates do not fit it: what is withdrawn where that date is kept. Of very many dates
    /// none.
    pub fn mendings(&self) -> Vec<Vec<ClaimId>> {
        if self.said.len() > REPAIRS {
            return Vec::new();
        }
        let against = |key: &[i32; 4]| {
            let (start, end) = (key[0], key[2].max(key[0]));
            let sides = self.said.iter().filter(|(it, _)| !fits(it, start, end));
            sides.flat_map(|(_, side)| side.claims.iter().copied()).collect()
        };
        self.said.keys().map(against).collect()
    }

    /// All smallest sets of claims whose withdrawal leaves dates that agree, in order; at most `REPAIRS`. Dates
    /// that agree two by two have a day in common, so it is enough to try the first day of each.
    pub fn repairs(&self) -> Vec<Vec<ClaimId>> {
        let said = &self.said;
        let mut starts: Vec<i32> = said.keys().map(|key| key[0]).collect();
        let mut ends: Vec<i32> = said.keys().map(|key| key[2].max(key[0])).collect();
        for days in [&mut starts, &mut ends] {
            days.sort_unstable();
            days.dedup();
        }
        let tries = if said.keys().all(|key| key[0] == key[2] && key[1] == key[3]) {
            most_agreed(said)
        } else if starts.len() * ends.len() * said.len() <= WORK {
            starts.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end.max(start)))).collect()
        } else if said.len() * said.len() <= WORK {
            said.keys().map(|key| (key[0], key[2].max(key[0]))).collect()
        } else {
            return Vec::new();
        };
        let mut smallest: BTreeSet<Vec<ClaimId>> = BTreeSet::new();
        let mut size = usize::MAX;
        for (start, end) in tries {
            let against = said.iter().filter(|(key, _)| !fits(key, start, end));
            let set: Vec<&Vec<ClaimId>> = against.map(|(_, side)| &side.claims).collect();
            let count = set.iter().map(|claims| claims.len()).sum();
            if count < size {
                size = count;
                smallest.clear();
            }
            if count == size && smallest.len() < REPAIRS {
                let mut set: Vec<ClaimId> = set.into_iter().flatten().copied().collect();
                set.sort_unstable();
                smallest.insert(set);
            }
        }
        smallest.into_iter().collect()
    }
}

/// Whether an event that starts and ends on these days fits a date: from its earliest to its latest start and end.
fn fits([a, b, c, d]: &[i32; 4], start: i32, end: i32) -> bool {
    (*a..=*b).contains(&start) && (*c..=*d).contains(&end)
}

/// The days on which most claims on a moment agree, found by walking along the calendar; at most `REPAIRS`.
fn most_agreed(said: &BTreeMap<[i32; 4], Side>) -> Vec<(i32, i32)> {
    let mut ends: Vec<(i32, usize)> = said.iter().map(|(key, side)| (key[1], side.claims.len())).collect();
    ends.sort_unstable();
    let mut ended = ends.into_iter().peekable();
    let (mut open, mut best, mut days) = (0, 0, Vec::new());
    let mut starts = said.iter().peekable();
    while let Some((key, side)) = starts.next() {
        open += side.claims.len();
        if starts.peek().is_some_and(|(next, _)| next[0] == key[0]) {
            continue;
        }
        while let Some((_, count)) = ended.next_if(|(end, _)| *end < key[0]) {
            open -= count;
        }
        if open > best {
            best = open;
            days.clear();
        }
        if open == best && days.len() < REPAIRS {
            days.push((key[0], key[0]));
        }
    }
    days
}

/// How many days the windows that lie farthest apart would have to move to meet; nothing where all meet.
fn spread<'w>(windows: impl Iterator<Item = &'w Window>) -> i64 {
    let keys = windows.map(|window| window.key().map(i64::from));
    let ends = keys.fold([i64::MIN, i64::MAX, i64::MIN, i64::MAX], |ends, key| {
        [ends[0].max(key[0]), ends[1].min(key[1]), ends[2].max(key[2]), ends[3].min(key[3])]
    });
    let gap = |low: i64, high: i64| low.saturating_sub(high).max(0);
    gap(ends[0], ends[1]).max(gap(ends[2], ends[3])).max(gap(ends[0], ends[3]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn window((start, length, later, more): (i32, i32, i32, i32), moments: bool) -> Window {
        let start = Bounds::new(Day::new(start), Day::new(start + length));
        let end = Bounds::new(
            Day::new(start.earliest.map_or(0, |day| day.number()) + later),
            Day::new(start.latest.map_or(0, |day| day.number()) + later + more),
        );
        if moments { Window { start, end: start } } else { Window { start, end } }
    }

    proptest! {
        #[test]
        fn sides_and_repairs_are_those_that_all_pairs_give(
            drawn in prop::collection::vec((0i32..12, 0i32..5, 0i32..4, 0i32..3), 1..9),
            moments: bool,
        ) {
            let dates: Vec<Dated> = drawn
                .iter()
                .enumerate()
                .map(|(at, &days)| Dated { claim: ClaimId::new(at), event: EventId(0), when: window(days, moments) })
                .collect();
            let agree = |set: u32| {
                let kept: Vec<_> = (0..dates.len()).filter(|at| set >> at & 1 == 0).map(|at| dates[at].when).collect();
                kept.iter().all(|a| kept.iter().all(|b| !a.excludes(b)))
            };
            let Some(found) = dispute(&dates) else {
                prop_assert!(agree(0));
                return Ok(());
            };
            prop_assert!(!agree(0));
            // Each side excludes another, and no two sides contain one another.
            for side in &found.sides {
                prop_assert!(found.sides.iter().any(|other| side.when.excludes(&other.when)));
                let contains = |other: &Side| other.when != side.when && other.when.contains(&side.when);
                prop_assert!(!found.sides.iter().any(contains));
            }
            // Everybody is on one side, or fits two that exclude each other, or excludes nobody.
            let placed: usize = found.sides.iter().chain(&found.compatible).map(|side| side.claims.len()).sum();
            prop_assert_eq!(placed, dates.len());
            // The repairs are all smallest sets.
            let sets: Vec<u32> = (0..1u32 << dates.len()).filter(|set| agree(*set)).collect();
            let least = sets.iter().map(|set| set.count_ones()).min().unwrap();
            let of = |set: u32| (0..dates.len()).filter(|at| set >> at & 1 == 1).map(ClaimId::new).collect::<Vec<_>>();
            let mut expected: Vec<Vec<ClaimId>> =
                sets.into_iter().filter(|set| set.count_ones() == least).map(of).collect();
            expected.sort();
            if expected.len() <= REPAIRS {
                prop_assert_eq!(found.repairs(), expected);
            }
        }
    }
}
