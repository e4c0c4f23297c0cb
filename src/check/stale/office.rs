//! States of the present, such as an office-holder, that others exclude at the article's date and give another.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::mend::{Clause, Left, Matter, Of};
use super::{Against, Item, Time};
use crate::check::context::Context;
use crate::check::index::{Topic, state};
use crate::check::network::present::Spent;
use crate::check::words::PropertyWords;
use crate::id::{ClaimId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Holds, Role, State, Type};
use crate::time::{Bounds, Day, Edge, Span};
use crate::value::{Agreement, compare, denies};

/// Comparisons that one topic may take.
const BUDGET: usize = 3_000_000;

/// Claims that are left out.
type Out = BTreeSet<ClaimId>;

/// All offices and other properties that one holds at a time, of which articles speak in the present tense.
#[derive(Debug)]
pub(super) struct Offices<'c>(Vec<Office<'c>>);

/// All that is said outright of one of them.
#[derive(Debug)]
struct Office<'c> {
    said: Vec<Said<'c>>,
    words: PropertyWords<'c>,
    /// It is an office, rather than a number or a text.
    changes_hands: bool,
    /// So many comparisons more.
    left: usize,
}

/// A claim on a topic.
#[derive(Debug)]
struct Said<'c> {
    claim: ClaimId,
    source: SourceId,
    draft: bool,
    /// What an article says of its own present.
    present: bool,
    state: &'c State,
    span: Span,
    /// A claim of another source that excludes it, once somebody asked.
    excluded: OnceCell<Option<ClaimId>>,
}

/// A claim about the present with what stands against it.
struct Found {
    item: Item,
    clause: Clause,
}

impl<'c> Offices<'c> {
    /// Those of a project.
    pub fn new(context: &'c Context<'c>) -> Self {
        Self(context.topics.iter().filter_map(|topic| Office::new(context, topic)).collect())
    }

    /// What articles say of their own present, with what stands against it.
    pub fn items(&mut self) -> Vec<(SourceId, Item, Matter)> {
        let mut items = Vec::new();
        for (place, office) in self.0.iter_mut().enumerate() {
            for at in 0..office.said.len() {
                let Ok(found) = office.found(at, &Out::new()) else { break };
                let (Some(found), Some(now)) = (found, office.said.get(at)) else { continue };
                let matter = Matter::new(Of::Office(place), now.claim, found.clause);
                items.push((now.source, found.item, matter));
            }
        }
        items
    }

    /// What says that an article's word on an office is not of its time, of the claims that are not left out.
    pub fn against(&mut self, place: usize, source: SourceId, out: &Out) -> Result<Option<Against>, Spent> {
        let Some(office) = self.0.get_mut(place) else { return Ok(None) };
        for at in 0..office.said.len() {
            let asked = office.said.get(at).is_some_and(|now| now.source == source && !out.contains(&now.claim));
            if !asked {
                continue;
            }
            let Some(Found { item, clause }) = office.found(at, out)? else { continue };
            let left = Left { clause, always: office.always(at, item.definite) };
            return Ok(Some(Against { claim: item.claim, otherwise: item.otherwise.into_iter().collect(), left }));
        }
        Ok(None)
    }
}

impl<'c> Office<'c> {
    /// All that is said outright of it, where an article speaks of its present and others speak, too.
    fn new(context: &'c Context<'c>, topic: &'c Topic) -> Option<Self> {
        let project = context.project;
        let property = project.property(topic.property);
        if property.holds != Holds::OneAtATime || topic.said.len() < 3 {
            return None;
        }
        let outright = || topic.said.iter().filter(|said| context.glances.of(said.claim).is(Glance::HARD));
        if !outright().any(|said| context.glances.of(said.claim).is(Glance::PRESENT)) {
            return None;
        }
        let said = outright().filter_map(|said| {
            let (source, state) = (project.claim(said.claim).source, state(project, said.claim)?);
            let role = project.source(source).role;
            Some(Said {
                claim: said.claim,
                source,
                draft: role == Role::Draft,
                present: role != Role::Reference && state.when.is_published(),
                state,
                span: said.span,
                excluded: OnceCell::new(),
            })
        });
        Some(Self {
            said: said.collect(),
            words: context.words(topic.property),
            changes_hands: matches!(property.of, Type::Entity | Type::Choice),
            left: BUDGET,
        })
    }

    /// What stands against what an article says of its own present.
    fn found(&mut self, at: usize, out: &Out) -> Result<Option<Found>, Spent> {
        let Some(now) = self.said.get(at).filter(|now| now.present) else { return Ok(None) };
        self.left = self.left.checked_sub(2 * self.said.len()).ok_or(Spent)?;
        Ok(self.definite(now, out).or_else(|| self.possible(now, out)))
    }

    /// Whether the same sort of thing stands against it with all claims, too.
    fn always(&self, at: usize, definite: bool) -> bool {
        let (now, all) = (self.said.get(at), Out::new());
        now.is_some_and(|now| if definite { self.definite(now, &all) } else { self.possible(now, &all) }.is_some())
    }

    /// What others say who are not left out. What a draft says is no evidence of what was so.
    fn others<'o>(&'o self, now: &'o Said<'c>, out: &'o Out) -> impl Iterator<Item = &'o Said<'c>> + Clone {
        self.said.iter().filter(|other| other.source != now.source && !other.draft && !out.contains(&other.claim))
    }

    /// Whether two claims cannot both be so at one time.
    fn differ(&self, a: &State, b: &State) -> bool {
        match (a.denied, b.denied) {
            (false, false) => compare(&a.value, &b.value, &self.words) == Agreement::Different,
            (true, false) => denies(&a.value, &b.value, &self.words),
            (false, true) => denies(&b.value, &a.value, &self.words),
            (true, true) => false,
        }
    }

    /// Whether one claim says what another says: who denies a whole denies what lies within it.
    fn says(&self, one: &State, other: &State) -> bool {
        let (inner, outer) = if other.denied { (other, one) } else { (one, other) };
        one.denied == other.denied
            && matches!(compare(&inner.value, &outer.value, &self.words), Agreement::Same | Agreement::Within)
    }

    fn excludes(&self, one: &Said<'c>, other: &Said<'c>) -> bool {
        self.differ(one.state, other.state) && one.span.must_meet(&other.span)
    }

    /// Whether a claim is good evidence of what was so: what an article says of its own present is not where others
    /// exclude it.
    fn stands(&self, said: &Said<'c>, out: &Out) -> bool {
        if !said.present {
            return true;
        }
        let against = |out: &Out| self.others(said, out).find(|it| self.excludes(it, said)).map(|it| it.claim);
        match said.excluded.get_or_init(|| against(&Out::new())) {
            None => true,
            Some(claim) if !out.contains(claim) => false,
            Some(_) => against(out).is_none(),
        }
    }

    /// Others exclude it at the article's date, and say that it was so at another time.
    fn definite(&self, now: &Said<'c>, out: &Out) -> Option<Found> {
        let otherwise = self.others(now, out).filter(|other| self.excludes(other, now));
        let otherwise: Vec<ClaimId> = otherwise.map(|other| other.claim).collect();
        if otherwise.is_empty() {
            return None;
        }
        let elsewhere = self.elsewhere(now, out)?;
        Some(self.told(now, otherwise, elsewhere, true, out))
    }

    /// Only if an office changed hands and back can it be so at the article's date.
    fn possible(&self, now: &Said<'c>, out: &Out) -> Option<Found> {
        if !self.changes_hands || now.state.denied {
            return None;
        }
        let elsewhere = self.elsewhere(now, out)?;
        if let Some(between) = self.hands_and_back(now, out) {
            // Both of them are needed.
            let mut found = self.told(now, between.to_vec(), elsewhere, false, out);
            let last = found.clause.pop();
            found.clause.pop();
            found.clause.extend(between.map(|claim| vec![claim]));
            found.clause.extend(last);
            return Some(found);
        }
        let (between, before) = self.back_again(now, &elsewhere, out)?;
        let mut found = self.told(now, between, elsewhere, false, out);
        // Earlier claims of the holder say nothing once a tenure ended or began after them.
        found.clause.pop();
        found.clause.push(before);
        Some(found)
    }

    fn told(
        &self,
        now: &Said<'c>,
        otherwise: Vec<ClaimId>,
        elsewhere: Vec<Placed<'_, 'c>>,
        definite: bool,
        out: &Out,
    ) -> Found {
        let placed = elsewhere.iter().map(|placed| placed.said.claim).collect();
        let clause = vec![vec![now.claim], otherwise.clone(), placed];
        // Articles that are out of their own time say when it was only where nobody else does.
        let (firm, loose): (Vec<_>, Vec<_>) = elsewhere.into_iter().partition(|placed| self.stands(placed.said, out));
        let elsewhere = self.times(now, if firm.is_empty() { loose } else { firm }, out);
        Found {
            item: Item { claim: now.claim, otherwise: otherwise.into_iter().collect(), elsewhere, definite },
            clause,
        }
    }

    /// Who says that it was so at another time, in order. None where somebody's record has it at the article's date, too.
    fn elsewhere<'o>(&'o self, now: &'o Said<'c>, out: &'o Out) -> Option<Vec<Placed<'o, 'c>>> {
        let mut found = Vec::new();
        for said in self.others(now, out).filter(|other| self.says(other.state, now.state)) {
            let (from, to) = extent(&said.span)?;
            let earlier = now.span.start.earliest.is_some_and(|day| to < day);
            let later = now.span.end.latest.is_some_and(|day| day < from);
            match earlier || later {
                true => found.push(Placed { from, to, said }),
                false if said.span.moment => {}
                false => return None,
            }
        }
        found.sort_by_key(|placed| (placed.from, placed.to, placed.said.claim));
        (!found.is_empty()).then_some(found)
    }

    /// The times at which it was so. Claims with a gap between them speak of one time, unless the article's date lies in
    /// between, or a tenure ended or began there, or somebody else held the office.
    fn times(&self, now: &Said<'c>, placed: Vec<Placed<'_, 'c>>, out: &Out) -> Vec<Time> {
        let between =
            Between::new(self.others(now, out).filter(|other| self.differ(other.state, now.state)), &now.span);
        let mut times: Vec<Time> = Vec::new();
        // The last day so far, and whether a tenure ended on it.
        let mut end: Option<(Day, bool)> = None;
        for Placed { from, to, said } in placed {
            let (begins, ends) = (said.span.start_edge == Edge::Tenure, said.span.end_edge == Edge::Tenure);
            let goes_on =
                end.is_some_and(|(last, ended)| from <= last.plus(1) || !ended && !begins && !between.any(last, from));
            match times.last_mut().zip(end).filter(|_| goes_on) {
                Some((time, (last, ended))) => {
                    time.window.latest = Some(last.max(to));
                    time.claims.push(said.claim);
                    end = Some((last.max(to), if to > last { ends } else { ended || to == last && ends }));
                }
                None => {
                    times.push(Time { window: Bounds::new(from, to), claims: vec![said.claim] });
                    end = Some((to, ends));
                }
            }
        }
        times
    }

    /// Two claims of one other holder, before and after, with nothing in between that ends or begins a tenure of theirs.
    fn hands_and_back(&self, now: &Said<'c>, out: &Out) -> Option<[ClaimId; 2]> {
        let (from, to) = (now.span.start.earliest?, now.span.end.latest?);
        let different = self.said.iter().filter(|other| {
            let counts = !other.state.denied && !other.draft && !out.contains(&other.claim);
            counts && self.differ(other.state, now.state)
        });
        let before: Vec<(Day, &Said<'c>)> = different
            .clone()
            .filter_map(|other| other.span.core().map(|(_, last)| (last, other)))
            .filter(|(last, _)| *last < from)
            .collect();
        let after: Vec<(Day, &Said<'c>)> = different
            .filter_map(|other| other.span.core().map(|(first, _)| (first, other)))
            .filter(|(first, _)| to < *first)
            .collect();
        // The nearest claims on both sides decide: what lies further off has them in between.
        let last = before.iter().map(|(day, _)| *day).max()?;
        let first = after.iter().map(|(day, _)| *day).min()?;
        let nearest = before.iter().filter(|(day, _)| *day == last).map(|(_, said)| *said);
        for before in nearest {
            for after in after.iter().filter(|(day, _)| *day == first).map(|(_, said)| *said) {
                let same = compare(&before.state.value, &after.state.value, &self.words) == Agreement::Same;
                let distinct = before.source != now.source && after.source != now.source;
                if same && distinct && !self.is_broken(before.state, last, first, out) {
                    return Some([before.claim, after.claim]);
                }
            }
        }
        None
    }

    /// Who else is named last before the article's date, after all who say the same as the article, with nothing in
    /// between that ends or begins a tenure of either. An article's own present is no such evidence: it may be as far out
    /// of its time. And by whom the holder was named before with nothing such in between.
    fn back_again(
        &self,
        now: &Said<'c>,
        elsewhere: &[Placed<'_, 'c>],
        out: &Out,
    ) -> Option<(Vec<ClaimId>, Vec<ClaimId>)> {
        let from = now.span.start.earliest?;
        let named: Vec<((Day, Day), &Said<'c>)> = self
            .others(now, out)
            .filter(|other| !other.state.denied && !other.present && self.differ(other.state, now.state))
            .filter_map(|other| Some((other.span.core()?, other)))
            .filter(|((_, last), _)| *last < from)
            .collect();
        let last = named.iter().map(|((_, last), _)| *last).max()?;
        let before = elsewhere.iter().map(|placed| placed.to).max()?;
        let attested = |placed: &Placed<'_, 'c>| placed.said.span.core().map_or(placed.from, |(_, last)| last);
        // Who names the holder again is not alone with that.
        let again = |other: &Said<'c>| {
            !other.present && self.says(other.state, now.state) && extent(&other.span).is_none_or(|(_, to)| last < to)
        };
        let unbroken = |placed: &&Placed<'_, 'c>| !self.is_broken(now.state, attested(placed), from, out);
        let holder: Vec<ClaimId> = elsewhere.iter().filter(unbroken).map(|placed| placed.said.claim).collect();
        if holder.is_empty() || self.others(now, out).any(again) {
            return None;
        }
        let nearest = named.into_iter().filter(|((first, day), other)| {
            *day == last && before < *first && !self.is_broken(other.state, last, from, out)
        });
        let nearest: Vec<ClaimId> = nearest.map(|(_, other)| other.claim).collect();
        (!nearest.is_empty()).then_some((nearest, holder))
    }

    /// Whether any claim says that a holder's tenure ended, or began anew, or was not, within some days.
    fn is_broken(&self, holder: &State, from: Day, to: Day, out: &Out) -> bool {
        let within = |days: Bounds| {
            days != Bounds::ANY
                && days.earliest.is_none_or(|day| day <= to)
                && days.latest.is_none_or(|day| from <= day)
        };
        self.said.iter().filter(|other| !out.contains(&other.claim)).any(|other| {
            if other.state.denied {
                return self.differ(other.state, holder) && within(other.span.hull());
            }
            self.says(other.state, holder)
                && (other.span.end_edge == Edge::Tenure && within(other.span.end)
                    || other.span.start_edge == Edge::Tenure && within(other.span.start))
        })
    }
}

/// A claim with the days of which it says something.
struct Placed<'o, 'c> {
    from: Day,
    to: Day,
    said: &'o Said<'c>,
}

/// When something was not so.
struct Between {
    /// Days on which it certainly was not, by the first; of all that begin so early, the latest end.
    certain: Vec<(Day, Day)>,
    /// Days on one of which it was not, by the first; of all that begin so late, the earliest end.
    some: Vec<(Day, Day)>,
}

impl Between {
    /// By what excludes it, and by the date of an article that is out of its time.
    fn new<'s, 'c: 's>(said: impl Iterator<Item = &'s Said<'c>>, now: &Span) -> Self {
        let mut between =
            Self { certain: now.start.earliest.zip(now.end.latest).into_iter().collect(), some: Vec::new() };
        for span in said.map(|said| &said.span) {
            let hull = span.hull();
            match (span.core(), hull.earliest.zip(hull.latest)) {
                (Some(core), _) => between.certain.push(core),
                (None, Some(hull)) => between.some.push(hull),
                (None, None) => {}
            }
        }
        between.certain.sort_unstable();
        between.some.sort_unstable();
        let mut latest = None;
        for (_, to) in &mut between.certain {
            *to = latest.map_or(*to, |day: Day| day.max(*to));
            latest = Some(*to);
        }
        let mut earliest = None;
        for (_, to) in between.some.iter_mut().rev() {
            *to = earliest.map_or(*to, |day: Day| day.min(*to));
            earliest = Some(*to);
        }
        between
    }

    /// Whether it was not so at some time between two days.
    fn any(&self, from: Day, to: Day) -> bool {
        let before = self.certain.partition_point(|(first, _)| *first < to);
        let certain = before.checked_sub(1).and_then(|at| self.certain.get(at)).is_some_and(|(_, last)| *last > from);
        let after = self.some.partition_point(|(first, _)| *first <= from);
        certain || self.some.get(after).is_some_and(|(_, last)| *last < to)
    }
}

/// The days of which a claim says something: its hull, or as far as it is attested.
fn extent(span: &Span) -> Option<(Day, Day)> {
    let from = span.start.earliest.or(span.start.latest)?;
    let to = span.end.latest.or(span.end.earliest)?;
    (from <= to).then_some((from, to))
}
