//! An editor's decisions: which findings go away with the claims that they reject.
//!
//! What goes away is not worked out by looking at findings, but by checking the project again without the rejected
//! claims: only so is it known whether a conflict survives among the others, or another comes to light.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lapse::{self, Names};
use crate::check::Checked;
use crate::finding::{Cited, Finding, Status};
use crate::id::{ClaimId, SourceId};
use crate::project::Project;
use crate::rule::{Class, Rule};
use crate::time::Day;

/// A project's decisions on a day.
#[derive(Debug, Default)]
pub struct Decisions {
    /// The claims that are rejected, each with the decisions that reject it (places in [`Project::resolutions`]).
    pub rejected: BTreeMap<ClaimId, Vec<usize>>,
    /// A finding for each decision that no longer holds.
    pub lapsed: Vec<Finding>,
}

/// Which decisions hold on a day, and which claims they reject.
pub fn decisions(project: &Project, today: Day) -> Decisions {
    let mut decisions = Decisions::default();
    if project.resolutions.is_empty() {
        return decisions;
    }
    let names = Names::new(project);
    for (index, resolution) in project.resolutions.iter().enumerate() {
        let lapses = lapse::lapses(project, &names, resolution, today);
        if !lapses.is_empty() {
            decisions.lapsed.push(lapse::finding(project, &names, resolution, &lapses));
            continue;
        }
        for id in resolution.rejects.iter().flat_map(|(name, _)| names.get(name)) {
            decisions.rejected.entry(*id).or_default().push(index);
        }
    }
    decisions
}

/// Marks what is resolved, and adds what lapsed decisions and rejected claims bring up.
pub fn apply(
    project: &Project,
    mut findings: Vec<Finding>,
    today: Day,
    check: impl FnMut(&Project) -> Checked,
) -> Vec<Finding> {
    let decisions = decisions(project, today);
    let level = project.settings.rules.get(&Rule::StaleResolution);
    if !decisions.rejected.is_empty() {
        let rest = without(project, &decisions.rejected, check);
        let Compared { survives, revealed, retold } = compare(&findings, rest, &decisions.rejected);
        for (index, finding) in retold {
            if let Some(told) = findings.get_mut(index) {
                *told = finding;
            }
        }
        for (finding, _) in findings.iter_mut().zip(&survives).filter(|(_, survives)| !**survives) {
            finding.status = Status::Resolved;
            finding.resolved_by = reasons(&parts(finding), &decisions);
        }
        findings.extend(revealed);
    }
    if level != Some(&None) {
        findings.extend(decisions.lapsed.into_iter().map(|mut finding| {
            finding.level = level.copied().flatten().unwrap_or(finding.level);
            finding
        }));
    }
    findings
}

/// A project as its editor sees it: without the claims that decisions reject on a day.
pub fn decided(project: &Project, today: Day) -> Cow<'_, Project> {
    let rejected = decisions(project, today).rejected;
    if rejected.is_empty() { Cow::Borrowed(project) } else { Cow::Owned(rest(project, &rejected).0) }
}

/// What a check finds without some claims, told with the whole project's ids.
fn without(
    project: &Project,
    rejected: &BTreeMap<ClaimId, Vec<usize>>,
    mut check: impl FnMut(&Project) -> Checked,
) -> Vec<Finding> {
    let (rest, ids) = rest(project, rejected);
    let mut findings = check(&rest).findings;
    let back = |id: &mut ClaimId| *id = ids.get(id.index()).copied().unwrap_or(*id);
    for finding in &mut findings {
        let cited = finding.positions.iter_mut().chain(&mut finding.compatible).flat_map(|side| &mut side.claims);
        let steps = finding.steps.iter_mut().chain(&mut finding.dating);
        let cited = cited.chain(steps.filter_map(|step| step.cited.as_mut()));
        cited.filter_map(|cited| cited.claim.as_mut()).for_each(back);
        finding.repairs.iter_mut().flatten().for_each(back);
    }
    findings
}

/// A project without some claims, and for each of those left its id in the whole.
fn rest(project: &Project, rejected: &BTreeMap<ClaimId, Vec<usize>>) -> (Project, Vec<ClaimId>) {
    let mut rest = project.clone();
    let mut ids = Vec::with_capacity(project.claims.len());
    rest.claims.clear();
    for (index, claim) in project.claims.iter().enumerate() {
        let id = ClaimId::new(index);
        if rejected.contains_key(&id) {
            rest.withdrawn.push(Arc::clone(claim));
        } else {
            rest.claims.push(Arc::clone(claim));
            ids.push(id);
        }
    }
    (rest, ids)
}

/// A part of a finding: a claim, or what else it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Claim(ClaimId),
    Other(Option<SourceId>, Option<crate::project::Site>, Option<usize>),
}

fn part(cited: &Cited) -> Part {
    match cited.claim {
        Some(id) => Part::Claim(id),
        None => Part::Other(cited.source, cited.site, cited.passages.first().map(|range| range.start)),
    }
}

/// The parts of a finding's sides.
fn parts(finding: &Finding) -> BTreeSet<Part> {
    finding.positions.iter().flat_map(|side| &side.claims).map(part).collect()
}

/// The parts of a finding's sides, its steps and what is compatible with several sides.
fn all_parts(finding: &Finding) -> BTreeSet<Part> {
    let mut all = parts(finding);
    all.extend(finding.compatible.iter().flat_map(|side| &side.claims).map(part));
    all.extend(finding.steps.iter().filter_map(|step| step.cited.as_ref()).map(part));
    all
}

/// Which findings survive: those that the rest still has, in whole, or as a conflict among some of their claims that
/// is no other finding. Then, what only the rest has: conflicts that a rejected claim hid, and what a draft lacks
/// without it. (What is missing only because the claim is not looked at, such as the use of a name, is not told.)
///
/// A timeline's chain is impossible by its own claims: it survives while they all stand, though the rest may show another
/// one in its place; and that other one is not told beside it. An article is out of its time or is not: what is left
/// against it is told in place of the whole, with the days that follow from the claims that stand.
fn compare(findings: &[Finding], rest: Vec<Finding>, rejected: &BTreeMap<ClaimId, Vec<usize>>) -> Compared {
    /// Rule and topic.
    type About = (Rule, String);
    let mut survives = vec![false; findings.len()];
    let mut same: BTreeMap<(About, BTreeSet<Part>), Vec<usize>> = BTreeMap::new();
    let mut holders: BTreeMap<(About, Option<Part>), Vec<usize>> = BTreeMap::new();
    let all: Vec<BTreeSet<Part>> = findings.iter().map(all_parts).collect();
    for (index, (finding, all)) in findings.iter().zip(&all).enumerate().rev() {
        let topic = (finding.rule, finding.topic.clone());
        same.entry((topic.clone(), identity(finding))).or_default().push(index);
        for part in all.iter().cloned().map(Some).chain([None]) {
            holders.entry((topic.clone(), part)).or_default().push(index);
        }
    }
    let (mut left, mut retold) = (Vec::new(), Vec::new());
    for finding in rest {
        let parts = parts(&finding);
        let own = same.get_mut(&((finding.rule, finding.topic.clone()), identity(&finding))).and_then(Vec::pop);
        match own.and_then(|index| Some((index, survives.get_mut(index)?))) {
            Some((index, survives)) => {
                *survives = true;
                if finding.rule.class() != Class::Contradiction || finding.rule == Rule::StaleFraming {
                    retold.push((index, finding));
                }
            }
            None => left.push((finding, parts)),
        }
    }
    let exact = survives.clone();
    let stands =
        |all: &BTreeSet<Part>| !all.iter().any(|part| matches!(part, Part::Claim(id) if rejected.contains_key(id)));
    let mut in_chains: BTreeSet<&Part> = BTreeSet::new();
    for ((finding, all), survives) in findings.iter().zip(&all).zip(&mut survives) {
        if finding.rule == Rule::ImpossibleTimeline && (*survives || stands(all)) {
            *survives = true;
            in_chains.extend(all);
        }
    }
    let mut revealed = Vec::new();
    for (finding, parts) in left {
        let topic = (finding.rule, finding.topic.clone());
        let around = holders.get(&(topic, parts.first().cloned())).into_iter().flatten().copied();
        let around: Vec<usize> =
            around.filter(|index| all.get(*index).is_some_and(|all| parts.is_subset(all))).collect();
        for index in &around {
            if exact.get(*index) == Some(&false)
                && let Some(survives) = survives.get_mut(*index)
            {
                *survives = true;
            }
        }
        // What covers a sentence is there, rejected or not.
        let told = finding.rule.class() != Class::Evidence && finding.rule != Rule::UncoveredStatement;
        let beside = finding.rule == Rule::ImpossibleTimeline && parts.iter().any(|part| in_chains.contains(part));
        if around.is_empty() && told && !beside {
            revealed.push(finding);
        }
    }
    Compared { survives, revealed, retold }
}

/// By what a finding of one rule and topic is known again: its parts, but of an article that is out of its time there is
/// one finding, whatever stands against it.
fn identity(finding: &Finding) -> BTreeSet<Part> {
    if finding.rule == Rule::StaleFraming { BTreeSet::new() } else { parts(finding) }
}

/// What becomes of findings where some claims are rejected.
struct Compared {
    /// Whether each is still there.
    survives: Vec<bool>,
    /// What only comes to light then.
    revealed: Vec<Finding>,
    /// What is told of some in other words without those claims: when an article was published, by the others.
    retold: Vec<(usize, Finding)>,
}

/// The decisions that a resolved finding goes back to: those on its own claims, or all where none is.
fn reasons(parts: &BTreeSet<Part>, decisions: &Decisions) -> Vec<usize> {
    let own = decisions.rejected.iter().filter(|(id, _)| parts.contains(&Part::Claim(**id)));
    let own: BTreeSet<usize> = own.flat_map(|(_, by)| by).copied().collect();
    if own.is_empty() {
        return decisions.rejected.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    }
    own.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Position;

    fn finding(rule: Rule, topic: &str, claims: &[u32]) -> Finding {
        let cite = |id: &u32| Cited { claim: Some(ClaimId(*id)), source: None, site: None, passages: vec![] };
        let mut finding = Finding::new(rule, topic, "", "");
        finding.positions = vec![Position { claims: claims.iter().map(cite).collect(), ..Position::default() }];
        finding
    }

    /// Which findings survive when some claims are rejected and the rest shows these; and the topics of what is revealed.
    fn outcome(before: &[Finding], rejected: &[u32], rest: Vec<Finding>) -> (Vec<bool>, Vec<String>) {
        let rejected = rejected.iter().map(|id| (ClaimId(*id), vec![0])).collect();
        let Compared { survives, revealed, .. } = compare(before, rest, &rejected);
        (survives, revealed.into_iter().map(|finding| finding.topic).collect())
    }

    #[test]
    fn what_survives_and_what_comes_to_light() {
        use Rule::{ConflictingValues as Values, ImpossibleTimeline as Timeline, UnsupportedClaim, UnusedDefinition};
        let none: Vec<String> = vec![];
        // Gone, whole, and smaller.
        assert_eq!(outcome(&[finding(Values, "t", &[1, 2])], &[1], vec![]), (vec![false], none.clone()));
        let three = [finding(Values, "t", &[1, 2, 3])];
        assert_eq!(outcome(&three, &[9], vec![finding(Values, "t", &[3, 2, 1])]), (vec![true], none.clone()));
        assert_eq!(outcome(&three, &[1], vec![finding(Values, "t", &[2, 3])]), (vec![true], none.clone()));
        // Two conflicts that share a claim: what is left of them is only the second, whole.
        let two = [finding(Values, "t", &[1, 2]), finding(Values, "t", &[2, 3])];
        assert_eq!(outcome(&two, &[1], vec![finding(Values, "t", &[2, 3])]), (vec![false, true], none.clone()));
        let nested = [finding(Values, "t", &[1, 2, 3]), finding(Values, "t", &[2, 3])];
        assert_eq!(outcome(&nested, &[1], vec![finding(Values, "t", &[2, 3])]), (vec![false, true], none.clone()));
        // What a rejected claim hid is told; what is missing for want of it only of a draft.
        let rest = vec![
            finding(Values, "hidden", &[4, 5]),
            finding(UnsupportedClaim, "draft", &[6]),
            finding(UnusedDefinition, "name", &[]),
        ];
        assert_eq!(outcome(&two[..1], &[1], rest), (vec![false], vec!["hidden".to_owned(), "draft".to_owned()]));
        // A chain whose claims all stand is impossible still, though another is shown in its place.
        let chain = [finding(Timeline, "a, b", &[1, 2]), finding(Timeline, "a, c", &[7, 8])];
        let rest = vec![finding(Timeline, "a, d", &[2, 3])];
        assert_eq!(outcome(&chain, &[7], rest), (vec![true, false], none.clone()));
        // An article that is out of its time is so for whatever reason is left, even one that was not told.
        let stale = [finding(Rule::StaleFraming, "article", &[1, 2])];
        let rest = vec![finding(Rule::StaleFraming, "article", &[1, 3])];
        assert_eq!(outcome(&stale, &[2], rest), (vec![true], none));
    }
}
