//! Moments on which times hang without giving their days: an event with which a tenure begins or ends, the date of a
//! source that has none.
//!
//! Such a time is as certain as what dates the moment. So a conflict that hangs on one shows who dates it, and whoever
//! withdraws that may end the conflict, too.
//!
//! Not all reasons for a conflict are known beforehand: others may date the moment much the same. So the smallest sets of
//! claims that do away with the known reasons are tried, and reasons that are left are added to them (implicit hitting
//! sets: Karp and others 2013).

use std::collections::BTreeSet;

use super::comparison::{Comparison, Way};
use super::context::Context;
use super::index::{Topic, state};
use super::network::build::{Point, Reason};
use super::network::conflict::Over;
use super::positions::Case;
use super::repair;
use super::timeline::Timeline;
use crate::finding::{Position, Step};
use crate::id::ClaimId;
use crate::project::{EventPoint, Holds, Project};
use crate::time::Bounds;
use crate::time::when::{End, Kind, Moment};

/// Smallest repairs that are offered.
const REPAIRS: usize = 64;
/// How many sets of claims are tried for one conflict.
const TRIES: usize = 64;
/// How much may be looked at for all conflicts together: sources, events and claims, once for each try.
const WORK: usize = 200_000_000;
/// How many reasons for one conflict are weighed.
const REASONS: usize = 2000;
/// More steps than these explain nothing.
const STEPS: usize = 12;

/// A moment, and whether its latest day matters, or its earliest.
type Hinge = (Point, bool);

/// What a claim's time hangs on.
fn hinges(project: &Project, timeline: &Timeline, id: ClaimId) -> Vec<Hinge> {
    let Some(state) = state(project, id) else { return Vec::new() };
    let source = project.claim(id).source;
    let dated = project.source(source).published;
    // A date that the timeline does not narrow is what it says.
    let published = || (dated.unwrap_or(Bounds::ANY) != timeline.published(source)).then_some(Point::Published(source));
    let point = |moment: &Moment<EventPoint>| match moment {
        Moment::Date(_) => None,
        Moment::Published(_) => published(),
        Moment::Event(point) => Some(Point::Event(*point)),
    };
    let end = |end: &End<EventPoint>| match end {
        End::At(moment) => point(moment),
        End::Open => published().filter(|_| dated.is_none()),
        End::Unknown => None,
    };
    match &state.when.kind {
        Kind::Within(from, to) => {
            [from, to].into_iter().filter_map(point).flat_map(|point| [(point, false), (point, true)]).collect()
        }
        // What a tenure certainly covers goes from its latest start to its earliest end.
        Kind::Throughout(from, to) => {
            let (from, to) = (end(from).map(|point| (point, true)), end(to).map(|point| (point, false)));
            from.into_iter().chain(to).collect()
        }
    }
}

/// Whether the times of a topic hang on anything.
pub(super) fn any(project: &Project, timeline: &Timeline, topic: &Topic) -> bool {
    topic.said.iter().any(|said| !hinges(project, timeline, said.claim).is_empty())
}

/// What dates the moments on which the times of sides hang, step by step; a side of which one claim hangs on nothing
/// stands by that.
pub(super) fn steps(context: &Context<'_>, sides: &[Position]) -> Vec<Step> {
    let (project, timeline) = (context.project, &*context.timeline);
    let of_side = |side: &Position| -> Vec<Hinge> {
        let claims = side.claims.iter().filter_map(|cited| cited.claim);
        let all: Vec<Vec<Hinge>> = claims.map(|id| hinges(project, timeline, id)).collect();
        if all.iter().any(Vec::is_empty) { Vec::new() } else { all.into_iter().flatten().collect() }
    };
    let all: BTreeSet<Hinge> = sides.iter().flat_map(of_side).collect();
    let mut steps: Vec<Step> = Vec::new();
    for (point, latest) in all {
        let because = match point {
            Point::Event(event) => timeline.why_event(project, event),
            Point::Published(source) => timeline.why_published(project, source),
            Point::Origin => continue,
        };
        let known = |step: &Step| {
            let claim = |step: &Step| step.cited.as_ref().and_then(|cited| cited.claim);
            steps.iter().any(|other| other.says == step.says && claim(other) == claim(step))
        };
        let new: Vec<Step> = if latest { because.latest } else { because.earliest };
        let new: Vec<Step> = new.into_iter().filter(|step| !known(step)).collect();
        steps.extend(new);
    }
    if steps.len() > STEPS { Vec::new() } else { steps }
}

/// A conflict of which withdrawing a claim may do more than that the claim stands against nothing: its times hang on
/// something, or a claim on a tenure's end excuses others.
pub(super) struct Hanging<'h, 'p> {
    context: &'h Context<'p>,
    topic: &'h Topic,
    way: Way,
    /// The claims of the conflict.
    claims: BTreeSet<ClaimId>,
    /// All claims that date something for the topic, and its own, in order; empty where its times hang on nothing.
    all: Vec<ClaimId>,
}

/// A topic of more claims is not compared anew for each repair, where no time hangs on anything.
const SAID: usize = 400;

impl<'h, 'p> Hanging<'h, 'p> {
    /// A conflict among some claims; `None` where to withdraw some of them does no more than that.
    pub fn new(context: &'h Context<'p>, topic: &'h Topic, way: Way, claims: BTreeSet<ClaimId>) -> Option<Self> {
        let (project, timeline) = (context.project, &*context.timeline);
        if project.property(topic.property).holds == Holds::One {
            return None;
        }
        if claims.iter().all(|id| hinges(project, timeline, *id).is_empty()) {
            let few = claims.len() > 2 && claims.len() <= TRIES && topic.said.len() <= SAID;
            return few.then(|| Self { context, topic, way, claims, all: Vec::new() });
        }
        let own = || topic.said.iter().map(|said| said.claim);
        let points: BTreeSet<Point> =
            own().flat_map(|id| hinges(project, timeline, id)).map(|(point, _)| point).collect();
        let mut all: BTreeSet<ClaimId> = own().collect();
        for point in points {
            let Some(why) = timeline.network().why(point, true) else { continue };
            all.extend(why.part.reasons.iter().filter_map(|reason| match reason {
                Reason::Claim(id) => Some(*id),
                Reason::Source(_) | Reason::Nature(_) => None,
            }));
        }
        Some(Self { context, topic, way, claims, all: all.into_iter().collect() })
    }

    /// All smallest sets of claims without which there is no such conflict. `None` where that takes too long.
    pub fn repairs(&self, case: &Case<'_, '_>) -> Option<Vec<Vec<ClaimId>>> {
        let project = self.context.project;
        let each = project.sources.len() + project.events.len() + self.all.len();
        let most = if self.all.is_empty() { TRIES } else { WORK / self.context.hanging() / each.max(1) };
        let mut left = most.min(TRIES);
        let mut reasons = BTreeSet::new();
        reasons_of(case, &self.context.timeline, &|id| id, &mut reasons)?;
        let named: BTreeSet<ClaimId> = reasons.iter().flatten().copied().collect();
        // A claim may be what makes two others exclude each other: so each is tried, whatever the reasons say.
        if named.len() <= left {
            left -= named.len();
            let mut alone = Vec::new();
            for id in named {
                if !self.still(&[id], &mut reasons)? {
                    alone.push(vec![id]);
                }
            }
            if !alone.is_empty() {
                return Some(alone);
            }
        }
        let (mut mended, mut failed) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let sets = repair::smallest(&reasons.iter().cloned().collect::<Vec<_>>(), REPAIRS);
            let before = reasons.len();
            for set in &sets {
                if !mended.contains(set) && !failed.contains(set) {
                    left = left.checked_sub(1)?;
                    let still = self.still(set, &mut reasons)?;
                    if still { &mut failed } else { &mut mended }.insert(set.clone());
                }
            }
            if reasons.len() == before {
                let good: Vec<_> = sets.into_iter().filter(|set| mended.contains(set)).collect();
                return Some(good).filter(|good| !good.is_empty());
            }
        }
    }

    /// Whether there is a conflict among claims of this one still where some are left out; its reasons are added.
    fn still(&self, out: &[ClaimId], reasons: &mut BTreeSet<Vec<ClaimId>>) -> Option<bool> {
        if self.all.is_empty() {
            return self.left(self.context, &self.topic.without(out), &|id| id, reasons);
        }
        let whole = self.context.project;
        let kept: Vec<ClaimId> = self.all.iter().copied().filter(|id| !out.contains(id)).collect();
        let rest = Project {
            settings: whole.settings.clone(),
            sources: whole.sources.clone(),
            entities: whole.entities.clone(),
            properties: whole.properties.clone(),
            events: whole.events.clone(),
            utterances: whole.utterances.clone(),
            claims: kept.iter().filter_map(|id| whole.claims.get(id.index()).cloned()).collect(),
            ..Project::default()
        };
        let context = self.context.of_times(&rest);
        let is_same = |topic: &&Topic| (topic.subject, topic.property) == (self.topic.subject, self.topic.property);
        let Some(topic) = context.topics.iter().find(is_same) else { return Some(false) };
        self.left(&context, topic, &|id| kept.get(id.index()).copied().unwrap_or(id), reasons)
    }

    /// The same among what is left of the topic. `whole` gives a claim's id in the whole project.
    fn left(
        &self,
        context: &Context<'_>,
        topic: &Topic,
        whole: &dyn Fn(ClaimId) -> ClaimId,
        reasons: &mut BTreeSet<Vec<ClaimId>>,
    ) -> Option<bool> {
        let Some(comparison) = Comparison::new(context, topic) else { return Some(false) };
        let Some(compared) = self.way.compare(&comparison) else { return Some(false) };
        let mut still = false;
        for dispute in &compared.disputes {
            let case = Case::new(&comparison, &compared, dispute);
            let groups = dispute.groups.iter().filter_map(|group| case.group(*group));
            let mut claims = groups.flat_map(|group| &group.members).map(|at| whole(comparison.claim_id(*at)));
            if claims.any(|id| self.claims.contains(&id)) && case.sides().stands.len() > 1 {
                still = true;
                reasons_of(&case, &context.timeline, whole, reasons)?;
            }
        }
        Some(still)
    }
}

/// The reasons for a conflict: each is a set of claims of which none can be left out. `None` of too many.
fn reasons_of(
    case: &Case<'_, '_>,
    timeline: &Timeline,
    whole: &dyn Fn(ClaimId) -> ClaimId,
    reasons: &mut BTreeSet<Vec<ClaimId>>,
) -> Option<()> {
    if !case.dispute.complete {
        return None;
    }
    let project = case.comparison.project;
    let members = |group: u32| case.group(group).map(|it| it.members.as_slice()).unwrap_or_default();
    let one = |at: u32| -> BTreeSet<ClaimId> {
        let id = case.comparison.claim_id(at);
        let dating = hinges(project, timeline, id).into_iter().flat_map(|(point, _)| dating(timeline, point));
        std::iter::once(id).chain(dating).map(whole).collect()
    };
    let mut add = |claims: BTreeSet<ClaimId>| {
        reasons.insert(claims.into_iter().collect());
        (reasons.len() <= REASONS).then_some(())
    };
    for (a, b) in &case.dispute.pairs {
        for first in members(*a) {
            let first = one(*first);
            for second in members(*b) {
                add(&first | &one(*second))?;
            }
        }
    }
    for (group, row) in &case.dispute.returns {
        let (Some(it), Some(segment)) = (case.group(*group), case.compared.segments.get(*row as usize)) else {
            continue;
        };
        let (before, after) = case.around(it, segment);
        let all = |groups: &[u32]| -> Vec<u32> { groups.iter().flat_map(|group| members(*group)).copied().collect() };
        let (before, after) = (all(&before), all(&after));
        for between in members(*group) {
            for first in &before {
                let first = &one(*between) | &one(*first);
                for last in &after {
                    add(&first | &one(*last))?;
                }
            }
        }
    }
    Some(())
}

/// The claims that leave a moment neither earlier nor later days; of an event whose date is disputed, those that give it
/// one.
fn dating(timeline: &Timeline, point: Point) -> BTreeSet<ClaimId> {
    let mut claims = BTreeSet::new();
    for why in [false, true].into_iter().filter_map(|latest| timeline.network().why(point, latest)) {
        claims.extend(why.links.iter().filter_map(|id| why.part.claim(why.part.graph.link(*id).reason)));
    }
    if let Point::Event(point) = point {
        let disputed = timeline.network().conflicts().filter(|(_, conflict)| match &conflict.over {
            Over::Date(event, _) => *event == point.event,
            Over::Chain(_) => false,
        });
        claims.extend(disputed.flat_map(|(_, conflict)| conflict.claims.iter().copied()));
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::project;
    use crate::finding::Finding;
    use crate::rule::Rule;
    use proptest::prelude::*;

    const VOCABULARY: &str = "\
sources:
  art: { role: reference, published: 2026-03-01 }
  bee: { role: reference, published: 2026-03-02 }
  new: { text: a.txt }
entities: { mission: {}, x: {}, y: {} }
properties: { chief: { type: entity, holds: one-at-a-time } }
events: { e: {}, f: {} }
";

    fn found(project: &Project) -> Vec<Finding> {
        let all = crate::check::check(project).findings;
        let rules = [Rule::ConflictingValues, Rule::DeniedClaim, Rule::AttributionConflict];
        all.into_iter().filter(|finding| rules.contains(&finding.rule) && finding.topic == "mission / chief").collect()
    }

    fn of(claims: &str) -> (Project, Vec<Finding>) {
        let project = project(VOCABULARY, &format!("claims:\n{claims}"), &[("a.txt", "Nothing.\n")]);
        let found = found(&project);
        (project, found)
    }

    fn names(project: &Project, finding: &Finding) -> Vec<String> {
        let name = |set: &Vec<ClaimId>| set.iter().map(|id| project.claim(*id).id.to_string()).collect::<Vec<_>>();
        finding.repairs.iter().map(|set| name(set).join("+")).collect()
    }

    #[test]
    fn who_dates_an_event_may_be_wrong_as_well() {
        let tenure = "- { id: a, source: art, subject: mission, property: chief, value: x, when: e/.. }\n";
        let others = "\
- { id: b, source: bee, subject: mission, property: chief, value: y, when: 2026-02-01 }
- { id: c, source: art, subject: mission, property: chief, value: y, when: 2026-02-01 }
";
        let dated = "- { id: d, source: bee, event: e, before: f, by: exactly 2 days }\n- { id: f, source: bee, event: f, when: 2026-01-05 }\n";
        let (project, found) = of(&format!("{tenure}{others}{dated}"));
        assert_eq!(names(&project, &found[0]), ["a", "d", "f"]);
        let says: Vec<&str> = found[0].dating.iter().map(|step| step.says.as_str()).collect();
        assert_eq!(says, ["f: on 5 January 2026", "e: exactly 2 days before f"]);
        // Two who give the date are one way to mend it, of two claims.
        let (project, found) =
            of(&format!("{tenure}{others}{dated}- {{ id: g, source: art, event: e, when: 2026-01-03 }}\n"));
        assert_eq!(names(&project, &found[0]), ["a"]);
        // What is written as a date hangs on nobody.
        let (project, found) = of(&format!("{}{others}{dated}", tenure.replace("e/..", "2026-01-03/..")));
        assert_eq!((names(&project, &found[0]), found[0].dating.len()), (vec!["a".to_owned()], 0));
    }

    #[test]
    fn who_bounds_an_undated_article_may_be_wrong() {
        let (project, found) = of("\
- { id: a, source: new, subject: mission, property: chief, value: x }
- { id: b, source: new, event: e, same-day-as: published }
- { id: c, source: art, event: e, when: 2026-02-01 }
- { id: d, source: art, subject: mission, property: chief, value: y, when: 2026-02-01 }
");
        assert_eq!(names(&project, &found[0]), ["c", "d", "a", "b"]);
    }

    fn claim() -> impl Strategy<Value = String> {
        let days = || prop::sample::select(vec!["2026-01-05", "2026-01-20", "2026-01", "2026-02-03"]);
        let time = prop::sample::select(vec![
            "e/..",
            "e/f",
            "e/2026-02-01",
            "2026-01-01/f",
            "2026-01-20",
            "2026-01-05/2026-02-01",
        ]);
        let source = prop::sample::select(vec!["art", "bee"]);
        let value = prop::sample::select(vec!["value: x", "value: y", "value: y", "not: x"]);
        let event = || prop::sample::select(vec!["e", "f"]);
        prop_oneof![
            3 => (source.clone(), value, time).prop_map(|(source, value, time)| {
                format!("source: {source}, subject: mission, property: chief, {value}, when: {time}")
            }),
            2 => (source.clone(), event(), days()).prop_map(|(source, event, day)| {
                format!("source: {source}, event: {event}, when: {day}")
            }),
            1 => source.prop_map(|source| format!("source: {source}, event: e, before: f, by: exactly 5 days")),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whoever withdraws what is offered is rid of the conflict, and of nothing smaller.
        #[test]
        fn repairs_do_away_with_conflicts(said in prop::collection::btree_set(claim(), 2..7)) {
            let claims: String = said.iter().enumerate().map(|(at, says)| format!("- {{ id: c{at}, {says} }}\n")).collect();
            let (project, all) = of(&claims);
            for finding in all.iter().filter(|finding| finding.certainty == Some(crate::finding::Certainty::Definite)) {
                // Who dates the tenure of somebody else, who takes no part, may excuse those who do.
                if finding.dating.is_empty() && said.iter().any(|says| says.contains("e/") || says.contains("/f")) {
                    continue;
                }
                let own: BTreeSet<ClaimId> = finding.claims().collect();
                // Disputes are told apart by their claims and days: another one may be left.
                let is_left = |out: &[ClaimId]| {
                    let kept: Vec<ClaimId> = project.claims().map(|(id, _)| id).filter(|id| !out.contains(id)).collect();
                    let mut rest = project.clone();
                    rest.claims = kept.iter().map(|id| project.claims[id.index()].clone()).collect();
                    found(&rest).iter().any(|other| {
                        other.rule == finding.rule && other.claims().any(|id| own.contains(&kept[id.index()]))
                    })
                };
                for repair in &finding.repairs {
                    prop_assert!(!is_left(repair), "{:?} does not mend {}", names(&project, finding), finding.message);
                }
                let ids: Vec<ClaimId> = project.claims().map(|(id, _)| id).collect();
                let alone: Vec<Vec<ClaimId>> = ids.iter().map(|id| vec![*id]).filter(|out| !is_left(out)).collect();
                if finding.repairs[0].len() == 1 {
                    prop_assert_eq!(&finding.repairs, &alone, "{}", &finding.message);
                } else {
                    prop_assert!(alone.is_empty(), "{:?} would do for {}", alone, finding.message);
                }
            }
        }
    }
}
