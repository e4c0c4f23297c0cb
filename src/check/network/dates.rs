//! The dates that claims give events in themselves, and the sides where they differ.

use std::collections::{BTreeMap, BTreeSet};

use super::build::is_hard;
use crate::id::{ClaimId, EventId, SourceId};
use crate::project::{Claim, EventPoint, Form, Part, Project, Role, Source};
use crate::time::when::Kind;
use crate::time::{Bounds, Day, Moments};

/// Beyond so many different dates of one event they are not sorted into coarser and finer ones.
const MANY: usize = 500;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// What a source's own times refer to before the timeline is worked out.
struct Own<'p>(&'p Source);

impl Moments<EventPoint> for Own<'_> {
    fn published(&self) -> Bounds {
        self.0.published.unwrap_or_default()
    }

    fn still(&self) -> Option<Day> {
        let retrieved = self.0.retrieved.filter(|_| self.0.role == Role::Reference);
        self.0.published.or(retrieved)?.earliest
    }

    fn event(&self, _: &EventPoint) -> Bounds {
        Bounds::ANY
    }
}

fn low(bounds: Bounds) -> i32 {
    bounds.earliest.map_or(i32::MIN, |day| day.0)
}

fn high(bounds: Bounds) -> i32 {
    bounds.latest.map_or(i32::MAX, |day| day.0)
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

    /// How many days one of the two has to move to meet the other.
    pub fn apart(&self, other: &Self) -> i64 {
        let [a, b, c, d] = self.key().map(i64::from);
        let [e, f, g, h] = other.key().map(i64::from);
        let gap = |low: i64, high: i64| (low - high).max(0);
        gap(a.max(e), b.min(f)).max(gap(c.max(g), d.min(h))).max(gap(a.max(e), d.min(h)))
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

/// The dates that claims give each event outright.
pub fn outright(project: &Project) -> BTreeMap<EventId, Vec<Dated>> {
    let mut dates: BTreeMap<EventId, Vec<Dated>> = BTreeMap::new();
    for (id, claim) in project.claims().filter(|(_, claim)| is_hard(claim)) {
        if let Some(date) = dated(project, id, claim) {
            dates.entry(date.event).or_default().push(date);
        }
    }
    dates
}

/// The sides of a dispute over one event's date, if there is one. Equal dates share a side, and so does a coarser
/// date with the finer one that it contains; one that contains two sides that exclude each other is none.
pub fn dispute(dates: &[Dated]) -> Option<Dispute> {
    let mut windows: BTreeMap<[i32; 4], Side> = BTreeMap::new();
    for date in dates {
        let side = windows.entry(date.when.key()).or_insert_with(|| Side { when: date.when, claims: Vec::new() });
        side.claims.push(date.claim);
    }
    // A date excludes some other if it does so the one that ends first or the one that starts last.
    let last = |at: usize| windows.keys().map(|key| key[at]).max().unwrap_or(i32::MIN);
    let first = |at: usize| windows.keys().map(|key| key[at]).min().unwrap_or(i32::MAX);
    let (a, b, c, d) = (last(0), first(1), last(2), first(3));
    let disputed = |key: &[i32; 4]| key[0] > b || key[1] < a || key[2] > d || key[3] < c || key[0] > d || key[3] < a;
    let (disputed, rest): (Vec<_>, Vec<_>) = windows.iter().partition(|(key, _)| disputed(key));
    let disputed: Vec<&Side> = disputed.into_iter().map(|(_, side)| side).collect();
    if disputed.len() < 2 {
        return None;
    }
    let mut found = Dispute::default();
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
        let torn = fits.iter().any(|&at| fits.iter().any(|&other| fine[at].when.excludes(&fine[other].when)));
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
    /// Everybody who takes a side.
    pub fn claims(&self) -> Vec<ClaimId> {
        let mut claims: Vec<ClaimId> = self.sides.iter().flat_map(|side| side.claims.iter().copied()).collect();
        claims.sort_unstable();
        claims
    }

    /// All smallest sets of claims whose withdrawal leaves dates that agree. Dates that agree two by two have
    /// a day in common, so it is enough to try the first day of each side.
    pub fn repairs(&self, project: &Project) -> Vec<Vec<ClaimId>> {
        let exact = |claim: ClaimId| dated(project, claim, project.claim(claim)).map(|date| (claim, date.when));
        let said: Vec<(ClaimId, Window)> = self.claims().into_iter().filter_map(exact).collect();
        let mut starts: Vec<i32> = self.sides.iter().map(|side| low(side.when.start)).collect();
        let mut ends: Vec<i32> = self.sides.iter().map(|side| low(side.when.end).max(low(side.when.start))).collect();
        for days in [&mut starts, &mut ends] {
            days.sort_unstable();
            days.dedup();
        }
        let moments = self.sides.iter().all(|side| side.when.start == side.when.end);
        let tries: Vec<(i32, i32)> = if moments {
            starts.iter().map(|&day| (day, day)).collect()
        } else if starts.len() * ends.len() <= MANY {
            starts.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end.max(start)))).collect()
        } else {
            self.sides.iter().map(|side| (low(side.when.start), low(side.when.end).max(low(side.when.start)))).collect()
        };
        if tries.len().saturating_mul(said.len()) > 2_000_000 {
            return Vec::new();
        }
        let mut smallest: BTreeSet<Vec<ClaimId>> = BTreeSet::new();
        let mut size = usize::MAX;
        for (start, end) in tries {
            let against = said.iter().filter(|(_, when)| {
                let [a, b, c, d] = when.key();
                start < a || start > b || end < c || end > d
            });
            let set: Vec<ClaimId> = against.map(|(claim, _)| *claim).collect();
            if set.len() < size {
                size = set.len();
                smallest.clear();
            }
            if set.len() == size {
                smallest.insert(set);
            }
        }
        smallest.into_iter().collect()
    }
}

/// A source's own date as its settings give it, for messages.
pub fn own_date(project: &Project, source: SourceId) -> Bounds {
    project.source(source).published.unwrap_or_default()
}
