//! The same words given to two speakers: a part of the rule `quote-drift`.

use std::collections::BTreeMap;

use super::balance::balance;
use super::context::Context;
use super::quote_drift::sources;
use super::versions::{Versions, Voice, repairs};
use super::words::lies_in;
use crate::finding::{Certainty, Finding, Position};
use crate::id::{ClaimId, EntityId, UtteranceId};
use crate::project::{Form, Project};
use crate::rule::{Level, Rule};

/// So many speakers of one utterance are compared.
const MOST_SPEAKERS: usize = 60;

/// One speaker of an utterance: who gives them which wordings.
#[derive(Debug, Default)]
struct Given {
    versions: Vec<usize>,
    claims: Vec<ClaimId>,
    certain: bool,
}

/// Finds the speakers of one utterance who cannot all have said it.
pub(super) fn check(context: &Context<'_>, utterance: UtteranceId, versions: &Versions) -> Option<Finding> {
    let project = context.project;
    let mut speakers: BTreeMap<EntityId, Given> = BTreeMap::new();
    for (index, version) in versions.all.iter().enumerate() {
        for &id in &version.claims {
            let claim = project.claim(id);
            let Form::Utterance(words) = &claim.form else { continue };
            let Some(speaker) = words.speaker else { continue };
            let given = speakers.entry(speaker).or_default();
            given.claims.push(id);
            given.certain |= !Voice::of(project, claim).unsure;
            if given.versions.last() != Some(&index) {
                given.versions.push(index);
            }
        }
    }
    if speakers.len() < 2 {
        return None;
    }
    let speakers: Vec<(EntityId, Given)> = speakers.into_iter().take(MOST_SPEAKERS).collect();
    let mut pairs = Vec::new();
    let mut firm = false;
    for (a, (one, first)) in speakers.iter().enumerate() {
        for (b, (other, second)) in speakers.iter().enumerate().skip(a + 1) {
            let same = || first.versions.iter().any(|v| second.versions.iter().any(|w| versions.meet(*v, *w)));
            let related = lies_in(project, *one, *other) || lies_in(project, *other, *one);
            if !related && (first.certain || second.certain) && same() {
                firm |= first.certain && second.certain;
                pairs.push((a, b));
            }
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let sides = sides(project, &speakers, &pairs);
    let it = project.utterance(utterance);
    let names: Vec<String> =
        sides.iter().filter_map(|side| side.first()).map(|at| label(project, &speakers, *at)).collect();
    let message = format!("{}: the same words are given to different speakers, {}", it.label, names.join(", "));
    let mut finding = Finding::new(Rule::QuoteDrift, it.name.as_str(), format!("Who said it? {}", it.label), message);
    finding.certainty = Some(if firm { Certainty::Definite } else { Certainty::Possible });
    finding.level = Level::Error;
    finding.why.push("one statement has one speaker, and none of these lies within another".into());
    finding.help = Some(
        "look who speaks in both passages; put the one `within` the other where one speaks for the other, and give two \
         statements an utterance each"
            .into(),
    );
    finding.positions = sides.iter().map(|side| position(context, &speakers, side)).collect();
    let groups: Vec<&[ClaimId]> = speakers.iter().map(|(_, given)| given.claims.as_slice()).collect();
    finding.repairs = repairs(&groups, &pairs);
    finding.balance = balance(context, &sources(&finding));
    Some(finding)
}

fn label(project: &Project, speakers: &[(EntityId, Given)], at: usize) -> String {
    speakers.get(at).map(|(speaker, _)| project.entity(*speaker).label.to_string()).unwrap_or_default()
}

/// Speakers who lie within one another are one side; the widest comes first in it, and the most quoted side first.
fn sides(project: &Project, speakers: &[(EntityId, Given)], pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let conflict = |a: usize, b: usize| pairs.contains(&(a.min(b), a.max(b)));
    let within = |a: usize, b: usize| match (speakers.get(a), speakers.get(b)) {
        (Some((inner, _)), Some((outer, _))) => lies_in(project, *inner, *outer),
        _ => false,
    };
    let mut order: Vec<usize> =
        (0..speakers.len()).filter(|at| pairs.iter().any(|(a, b)| a == at || b == at)).collect();
    order.sort_by_key(|&at| (order_depth(at, speakers.len(), &within), at));
    let mut sides: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let joins = |side: &&mut Vec<usize>| {
            side.first().is_some_and(|&widest| within(at, widest)) && !side.iter().any(|&member| conflict(member, at))
        };
        match sides.iter_mut().find(joins) {
            Some(side) => side.push(at),
            None => sides.push(vec![at]),
        }
    }
    let claims =
        |side: &Vec<usize>| side.iter().filter_map(|at| speakers.get(*at)).map(|it| it.1.claims.len()).sum::<usize>();
    sides.sort_by_key(|side| (std::cmp::Reverse(claims(side)), side.first().copied()));
    sides
}

/// How many of the speakers one lies within.
fn order_depth(at: usize, count: usize, within: &dyn Fn(usize, usize) -> bool) -> usize {
    (0..count).filter(|&other| within(at, other)).count()
}

fn position(context: &Context<'_>, speakers: &[(EntityId, Given)], side: &[usize]) -> Position {
    let mut claims: Vec<ClaimId> =
        side.iter().filter_map(|at| speakers.get(*at)).flat_map(|(_, given)| &given.claims).copied().collect();
    claims.sort_unstable();
    let widest = side.first().and_then(|at| speakers.get(*at)).map(|(speaker, _)| context.project.entity(*speaker));
    Position {
        value: widest.map(|entity| entity.label.to_string()),
        key: widest.map(|entity| format!("speaker {}", entity.name)).unwrap_or_default(),
        claims: claims.into_iter().map(|id| context.cite(id)).collect(),
        ..Position::default()
    }
}
