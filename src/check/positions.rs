//! The sides of a dispute: who says the same stands together, however many they are.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::comparison::{Compared, Comparison};
use super::dispute::{Dispute, Group};
use super::grouping::Kind;
use super::repair::{Clause, Knot};
use super::segment::{Segment, Side};
use super::sets::Sets;
use crate::id::{ClaimId, SourceId};
use crate::value::Agreement;

/// One side: the values that it gives, and its claims.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    /// What is said: values that are equal or contain one another, the most exact first.
    pub faces: Vec<Face>,
    /// Groups of the comparison that take part.
    pub groups: Vec<u32>,
    /// Claims, by their places in the topic, in order: those of the groups, and undated ones that agree.
    pub claims: Vec<u32>,
}

/// A value, or its denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Face {
    /// Which value.
    pub value: u32,
    /// Whether it is denied.
    pub denied: bool,
}

/// The sides of a dispute, and what fits several of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// At least two.
    pub stands: Vec<Stand>,
    /// Values that fit two sides that exclude each other.
    pub compatible: Vec<Stand>,
    /// Places of sides that may both be true.
    camps: Vec<Vec<usize>>,
}

impl Sides {
    /// The sides by those that may both be true, and only stand against others: mostly each is alone. In their order.
    pub fn camps(&self) -> impl Iterator<Item = Vec<&Stand>> {
        self.camps.iter().map(|camp| camp.iter().filter_map(|at| self.stands.get(*at)).collect())
    }
}

/// Values beyond which each stands for itself.
const FACES: usize = 1000;
/// Sides beyond which it is not asked which may both be true.
const CAMPS: usize = 100;
/// Smallest repairs that are offered.
const REPAIRS: usize = 64;

impl Face {
    fn of(kind: Kind) -> Self {
        Self { value: kind.value, denied: kind.denied }
    }
}

/// A dispute with what it was found in.
#[derive(Clone, Copy)]
pub(super) struct Case<'d, 'c> {
    /// The topic.
    pub comparison: &'d Comparison<'c>,
    /// What was compared.
    pub compared: &'d Compared,
    /// The dispute.
    pub dispute: &'d Dispute,
    days: Option<(i32, i32)>,
}

impl<'d, 'c> Case<'d, 'c> {
    /// A dispute of a comparison.
    pub fn new(comparison: &'d Comparison<'c>, compared: &'d Compared, dispute: &'d Dispute) -> Self {
        let case = Self { comparison, compared, dispute, days: None };
        Self { days: case.find_days(), ..case }
    }

    /// The first and the last day that the dispute is about.
    pub fn days(&self) -> Option<(i32, i32)> {
        self.days
    }

    /// A group.
    pub fn group(&self, group: u32) -> Option<&Group> {
        self.compared.groups.get(group as usize)
    }

    fn face(&self, group: u32) -> Option<Face> {
        let kind = self.group(group)?.kind;
        self.compared.kinds.get(kind as usize).copied().map(Face::of)
    }

    /// Sorts what takes part into sides.
    pub fn sides(&self) -> Sides {
        let mut by_face: BTreeMap<Face, Vec<u32>> = BTreeMap::new();
        for &group in &self.dispute.groups {
            if let Some(face) = self.face(group) {
                by_face.entry(face).or_default().push(group);
            }
        }
        let faces: Vec<Face> = by_face.keys().copied().collect();
        let quarrels = self.quarrels(&faces);
        let (mut classes, mut unsure) =
            if faces.len() <= FACES { self.classes(&faces, &quarrels) } else { (Vec::new(), Vec::new()) };
        if classes.len() < 2 {
            classes = faces.iter().map(|face| vec![*face]).collect();
            unsure = Vec::new();
        }
        let stand = |class: Vec<Face>| {
            let mut groups: Vec<u32> = class.iter().filter_map(|face| by_face.get(face)).flatten().copied().collect();
            groups.sort_unstable();
            let mut claims: Vec<u32> = Vec::new();
            for group in &groups {
                claims.extend(self.group(*group).map(|it| it.members.as_slice()).unwrap_or_default());
            }
            claims.sort_unstable();
            Stand { faces: class, groups, claims }
        };
        let mut stands: Vec<Stand> = classes.into_iter().map(stand).collect();
        let mut compatible: Vec<Stand> = unsure.into_iter().map(|face| stand(vec![face])).collect();
        if faces.len() <= FACES {
            self.bystanders(&mut stands, &mut compatible, &quarrels);
        }
        for stand in stands.iter_mut().chain(&mut compatible) {
            stand.claims.sort_unstable();
            stand.claims.dedup();
            self.most_exact_first(stand);
        }
        stands.sort_by_cached_key(|stand| {
            (std::cmp::Reverse(self.sources(stand).len()), self.earliest(stand), self.comparison.label(stand))
        });
        compatible.sort_by_cached_key(|stand| self.comparison.label(stand));
        let camps = self.camps(&stands);
        Sides { stands, compatible, camps }
    }

    /// Which sides may both be true. Of very many each is alone: they are numbers and names, which exclude one another.
    /// So is one that fits two that exclude each other: it stands with neither.
    fn camps(&self, stands: &[Stand]) -> Vec<Vec<usize>> {
        let mut camps: Vec<Vec<usize>> = Vec::new();
        if stands.len() > CAMPS {
            return (0..stands.len()).map(|at| vec![at]).collect();
        }
        let fitting = |stand: &Stand| {
            stands.iter().enumerate().filter(|(_, other)| self.both_true(stand, other)).map(|(at, _)| at).collect()
        };
        let fitting: Vec<BTreeSet<usize>> = stands.iter().map(fitting).collect();
        let fits = |a: usize, b: &usize| fitting.get(a).is_some_and(|others| others.contains(b));
        let all_fit = |set: &BTreeSet<usize>| set.iter().all(|a| set.iter().all(|b| a == b || fits(*a, b)));
        let joins: Vec<bool> = fitting.iter().map(all_fit).collect();
        let joins = |at: usize| joins.get(at) == Some(&true);
        for at in 0..stands.len() {
            let mut known = camps.iter_mut().filter(|_| joins(at));
            match known.find(|camp| camp.iter().all(|other| joins(*other) && fits(at, other))) {
                Some(camp) => camp.push(at),
                None => camps.push(vec![at]),
            }
        }
        camps
    }

    /// Which faces exclude each other in this dispute, both orders.
    fn quarrels(&self, faces: &[Face]) -> FxHashSet<(Face, Face)> {
        let mut found = FxHashSet::default();
        let mut add = |a: Option<Face>, b: Option<Face>| {
            if let (Some(a), Some(b)) = (a, b) {
                found.insert((a, b));
                found.insert((b, a));
            }
        };
        if self.dispute.complete {
            for &(a, b) in &self.dispute.pairs {
                add(self.face(a), self.face(b));
            }
            for &(group, row) in &self.dispute.returns {
                let segment = self.compared.segments.get(row as usize);
                add(
                    self.face(group),
                    segment.and_then(|row| row.members.first()).and_then(|member| self.face(*member)),
                );
            }
        } else if faces.len() <= FACES {
            for (at, a) in faces.iter().enumerate() {
                for b in faces.iter().skip(at + 1) {
                    if self.excludes(*a, *b) {
                        add(Some(*a), Some(*b));
                    }
                }
            }
        }
        found
    }

    /// Faces that share a side, and those that fit two that exclude each other.
    ///
    /// Faces share a side where one contains the other and both rule out the same others. What contains two that
    /// rule each other out, though nobody holds these two against each other here, rules out less than either: it
    /// is a side of its own. Whoever is asked first, the sides are the same.
    fn classes(&self, faces: &[Face], quarrels: &FxHashSet<(Face, Face)>) -> (Vec<Vec<Face>>, Vec<Face>) {
        let values = |(a, b): &&(Face, Face)| !a.denied && !b.denied;
        let opposed: FxHashSet<Face> = quarrels.iter().filter(values).map(|(a, _)| *a).collect();
        let mut known: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
        let mut rulings: Vec<usize> = Vec::with_capacity(faces.len());
        let mut kin: Vec<(usize, usize)> = Vec::new();
        let mut unsure = vec![false; faces.len()];
        for ((at, face), unsure) in faces.iter().enumerate().zip(&mut unsure) {
            let mut ruled_out = Vec::new();
            let mut fits: Vec<&Face> = Vec::new();
            for (place, other) in faces.iter().enumerate().filter(|(place, _)| *place != at) {
                if face.denied != other.denied {
                    continue;
                }
                match self.comparison.agreement(face.value, other.value) {
                    Agreement::Different if !face.denied => ruled_out.push(place),
                    Agreement::Different => {}
                    how => {
                        if place < at && matches!(how, Agreement::Same | Agreement::Contains | Agreement::Within) {
                            kin.push((place, at));
                        }
                        // Only two that quarrel can tear a value apart; mostly none do, or few.
                        if opposed.contains(other) {
                            fits.push(other);
                        }
                    }
                }
            }
            *unsure =
                fits.iter().enumerate().any(|(at, a)| fits.iter().skip(at + 1).any(|b| quarrels.contains(&(**a, **b))));
            let next = known.len();
            rulings.push(*known.entry(ruled_out).or_insert(next));
        }
        let sure = |at: usize| unsure.get(at) == Some(&false);
        let mut sets = Sets::new(faces.len());
        for (a, b) in kin.into_iter().filter(|(a, b)| sure(*a) && sure(*b)) {
            if rulings.get(a) == rulings.get(b) {
                sets.join(a, b);
            }
        }
        let (classes, alone): (Vec<_>, Vec<_>) =
            sets.all().into_iter().partition(|set| set.first().is_some_and(|at| sure(*at)));
        let named = |set: Vec<usize>| set.into_iter().filter_map(|at| faces.get(at).copied()).collect();
        let classes = classes.into_iter().map(named).collect();
        (classes, alone.into_iter().flatten().filter_map(|at| faces.get(at).copied()).collect())
    }

    /// Whether two faces exclude each other, whoever says them and whenever.
    fn excludes(&self, a: Face, b: Face) -> bool {
        let kind = |face: Face| Kind { value: face.value, denied: face.denied, stance: 0 };
        self.comparison.excludes(kind(a), kind(b))
    }

    /// Whether two values may both be true.
    fn fits(&self, a: Face, b: Face) -> bool {
        a != b && !a.denied && !b.denied && self.comparison.agreement(a.value, b.value) != Agreement::Different
    }

    /// Whether all that two sides say may be true.
    fn both_true(&self, a: &Stand, b: &Stand) -> bool {
        let few = a.faces.len().saturating_mul(b.faces.len()) <= FACES;
        few && a.faces.iter().all(|a| b.faces.iter().all(|b| self.fits(*a, *b)))
    }

    fn shares_side(&self, a: Face, b: Face) -> bool {
        a.denied == b.denied && self.comparison.one_side(a.value, b.value)
    }

    /// Claims that take no part: what fits two sides that exclude each other is listed so, and undated claims join
    /// the side that they agree with.
    fn bystanders(&self, stands: &mut [Stand], compatible: &mut Vec<Stand>, quarrels: &FxHashSet<(Face, Face)>) {
        let taking_part: FxHashSet<u32> = self.dispute.groups.iter().copied().collect();
        let faces: Vec<Face> = stands.iter().flat_map(|stand| stand.faces.iter().copied()).collect();
        let mut fitting: BTreeMap<Face, (Vec<Face>, Vec<Face>)> = BTreeMap::new();
        let mut found: BTreeMap<Face, Stand> = BTreeMap::new();
        for &index in self.compared.onlookers.iter().filter(|index| !taking_part.contains(index)) {
            let Some(group) = self.group(index) else { continue };
            let Some(face) = self.face(index) else { continue };
            let (fits, undenied) = fitting.entry(face).or_insert_with(|| self.fitting(face, &faces));
            let torn = fits.iter().enumerate().any(|(at, a)| {
                fits.iter().skip(at + 1).chain(undenied.iter()).any(|b| {
                    quarrels.contains(&(*a, *b)) && self.is_there(group, *a, stands) && self.is_there(group, *b, stands)
                })
            });
            if torn {
                let stand = found.entry(face).or_default();
                stand.faces = vec![face];
                stand.groups.push(index);
                stand.claims.extend(&group.members);
                continue;
            }
            let undated = |at: &&u32| self.comparison.is_undated(**at) && self.may_be_there(**at);
            let joining: Vec<u32> = group.members.iter().filter(undated).copied().collect();
            if joining.is_empty() {
                continue;
            }
            if let Some(side) = stands.iter_mut().find(|stand| stand.faces.contains(&face)) {
                side.claims.extend(joining);
                continue;
            }
            let mut sides =
                stands.iter_mut().filter(|stand| stand.faces.iter().any(|other| self.shares_side(face, *other)));
            if let (Some(side), None) = (sides.next(), sides.next()) {
                side.claims.extend(joining);
            }
        }
        compatible.extend(found.into_values());
    }

    /// Of some faces the values that a value fits and, where there are any, the denials that leave room for it.
    fn fitting(&self, face: Face, faces: &[Face]) -> (Vec<Face>, Vec<Face>) {
        let fits: Vec<Face> = faces.iter().copied().filter(|other| self.fits(face, *other)).collect();
        let undenied = |other: &Face| other.denied && !fits.is_empty() && !self.excludes(face, *other);
        let undenied = faces.iter().copied().filter(undenied).collect();
        (fits, undenied)
    }

    /// Whether a group shares a day with some of a face's.
    fn is_there(&self, group: &Group, face: Face, stands: &[Stand]) -> bool {
        self.comparison.timeless()
            || stands.iter().filter(|stand| stand.faces.contains(&face)).flat_map(|stand| &stand.groups).any(|other| {
                let it = self.group(*other).filter(|_| self.face(*other) == Some(face));
                it.is_some_and(|it| self.comparison.with_laws(self.compared, |laws| laws.meet(group, it)))
            })
    }

    /// Whether an undated claim may be of the dispute's days.
    fn may_be_there(&self, at: u32) -> bool {
        let (Some(span), Some((first, last))) = (self.comparison.span(at), self.days()) else { return false };
        let hull = span.hull();
        hull.earliest.is_none_or(|day| day.number() <= last) && hull.latest.is_none_or(|day| first <= day.number())
    }

    fn find_days(&self) -> Option<(i32, i32)> {
        if self.comparison.timeless() {
            return None;
        }
        let mut days: Option<(i32, i32)> = None;
        let mut add = |from: i32, to: i32| {
            let (from, to) = (from.min(to), from.max(to));
            days = Some(days.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        };
        for (a, b) in &self.dispute.pairs {
            let placed = |group: u32| self.group(group).filter(|it| it.reach.is_placed());
            if let (Some(a), Some(b)) = (placed(*a), placed(*b)) {
                add(a.reach.from.max(b.reach.from), a.reach.to.min(b.reach.to));
            }
        }
        if !self.dispute.definite {
            for it in self.dispute.returns.iter().filter_map(|(group, _)| self.group(*group)) {
                add(it.reach.from, it.reach.to);
            }
        }
        days
    }

    fn most_exact_first(&self, stand: &mut Stand) {
        let mut weight: BTreeMap<Face, usize> = BTreeMap::new();
        for at in &stand.claims {
            let denied = self.comparison.state(*at).is_some_and(|state| state.denied);
            *weight.entry(Face { value: self.comparison.value_of(*at), denied }).or_default() += 1;
        }
        if stand.faces.len() > 1 && stand.faces.len() <= FACES {
            let faces = stand.faces.clone();
            // How many of the others a face says, too: of a denial, the coarser says more.
            stand.faces.sort_by_cached_key(|face| {
                let says = |other: &&Face| match self.comparison.agreement(face.value, other.value) {
                    Agreement::Same => true,
                    Agreement::Within => !face.denied,
                    Agreement::Contains => face.denied,
                    _ => false,
                };
                let count = faces.iter().filter(says).count();
                (std::cmp::Reverse(count), std::cmp::Reverse(weight.get(face).copied().unwrap_or(0)), *face)
            });
        }
    }

    /// The sources of a side.
    pub fn sources(&self, stand: &Stand) -> BTreeSet<SourceId> {
        stand.claims.iter().map(|at| self.comparison.claim(*at).source).collect()
    }

    /// The earliest day that a side speaks of.
    fn earliest(&self, stand: &Stand) -> i32 {
        stand.groups.iter().filter_map(|group| self.group(*group)).map(|it| it.reach.days().0).min().unwrap_or(i32::MAX)
    }

    /// All smallest sets of claims whose withdrawal ends the dispute.
    pub fn repairs(&self, sides: &Sides) -> Vec<Vec<ClaimId>> {
        let exact = if self.dispute.complete { self.knot().smallest(REPAIRS) } else { None };
        let sets: Vec<Vec<u32>> = match exact {
            Some(sets) => {
                let groups = |item: &u32| self.dispute.groups.get(*item as usize).copied();
                sets.iter().map(|set| set.iter().filter_map(groups).collect()).collect()
            }
            None => self.all_but_one(sides),
        };
        let claims = |set: Vec<u32>| {
            let members = set.iter().filter_map(|group| self.group(*group)).flat_map(|it| &it.members);
            let mut claims: Vec<ClaimId> = members.map(|at| self.comparison.claim_id(*at)).collect();
            claims.sort_unstable();
            claims
        };
        let mut repairs: Vec<Vec<ClaimId>> = sets.into_iter().map(claims).collect();
        repairs.sort_unstable();
        repairs
    }

    /// The conflicts among the dispute's groups, by their places in it.
    fn knot(&self) -> Knot {
        let place = |group: u32| self.dispute.groups.binary_search(&group).ok().and_then(|at| u32::try_from(at).ok());
        let weight = |group: &u32| self.group(*group).map_or(0, |it| it.members.len() as u64);
        let mut knot = Knot { weights: self.dispute.groups.iter().map(weight).collect(), ..Knot::default() };
        knot.pairs = self.dispute.pairs.iter().filter_map(|(a, b)| Some((place(*a)?, place(*b)?))).collect();
        if self.dispute.returns.len().saturating_mul(self.dispute.groups.len()) > 4_000_000 {
            // Too many to weigh one by one; the search would not end either.
            knot.weights.clear();
            return knot;
        }
        for (group, row) in &self.dispute.returns {
            let (Some(it), Some(segment)) = (self.group(*group), self.compared.segments.get(*row as usize)) else {
                continue;
            };
            let (before, after) = self.around(it, segment);
            let places = |members: Vec<u32>| {
                let mut places: Vec<u32> = members.into_iter().filter_map(place).collect();
                places.sort_unstable();
                places
            };
            let own: Vec<u32> = place(*group).into_iter().collect();
            knot.clauses.push(Clause { alternatives: vec![own, places(before), places(after)] });
        }
        knot
    }

    /// The members of a segment that lie before and after a group between them.
    pub fn around(&self, group: &Group, segment: &Segment) -> (Vec<u32>, Vec<u32>) {
        let groups = &self.compared.groups;
        self.comparison.with_laws(self.compared, |laws| {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            let Some(gap) = segment.gap(group, groups, laws) else { return (before, after) };
            for &member in &segment.members {
                let side = groups.get(member as usize).and_then(|it| segment.side(it, group, gap, laws));
                match side {
                    Some(Side::Before) => before.push(member),
                    Some(Side::After) => after.push(member),
                    None => {}
                }
            }
            (before, after)
        })
    }

    /// To keep one side and withdraw all others: what is left where the smallest sets would take too long to find.
    fn all_but_one(&self, sides: &Sides) -> Vec<Vec<u32>> {
        let size = |groups: &[u32]| -> usize {
            groups.iter().filter_map(|group| self.group(*group)).map(|it| it.members.len()).sum()
        };
        let sizes: Vec<usize> = sides.stands.iter().map(|stand| size(&stand.groups)).collect();
        let most = sizes.iter().max().copied().unwrap_or(0);
        let kept = sides.stands.iter().zip(&sizes).filter(|(_, size)| **size == most).map(|(stand, _)| stand);
        let all: usize = self.dispute.groups.len().max(1);
        // Sets of thousands of claims help nobody twice.
        kept.take((100_000 / all).clamp(1, REPAIRS))
            .map(|stand| {
                let keep: FxHashSet<u32> = stand.groups.iter().copied().collect();
                self.dispute.groups.iter().copied().filter(|group| !keep.contains(group)).collect()
            })
            .collect()
    }
}
