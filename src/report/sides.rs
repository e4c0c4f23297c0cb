//! What the machine formats share: every side of a finding with its places, and why it is not new.

use super::{Report, place};
use crate::finding::{Cited, Finding, Status};
use crate::project::Project;
use crate::text::file::Place;

/// A place that a finding names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<'r> {
    /// The file, relative to the project.
    pub file: &'r str,
    /// Where it starts.
    pub start: Place,
    /// Where it ends; the same as the start where only that is known.
    pub end: Place,
    /// What stands there, in an article.
    pub text: Option<&'r str>,
    /// Who says what: `Laura Dogu (003/charge)`.
    pub says: String,
}

/// All places of a finding: first the passages of every side, in order, then where the claims are written.
pub fn spots<'r>(project: &'r Project, finding: &'r Finding) -> Vec<Spot<'r>> {
    let mut spots = Vec::new();
    let mut all: Vec<_> = cited(finding).collect();
    all.sort_by_key(|(_, cited)| !place::is_drafts(project, finding, cited));
    for (says, cited) in &all {
        let says = who(project, *says, cited);
        spots.extend(place::passages(project, cited).map(|passage| Spot {
            file: passage.file,
            start: passage.start,
            end: passage.end,
            text: Some(passage.text),
            says: says.clone(),
        }));
    }
    for (says, cited) in all {
        if let Some(site) = cited.site {
            let (file, start) = place::written(project, site);
            let says = format!("written here: {}", who(project, says, cited));
            spots.push(Spot { file, start, end: start, text: None, says });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    spots.retain(|spot| seen.insert((spot.file, spot.start, spot.end)));
    spots
}

/// Everything that a finding cites, with what it says.
fn cited(finding: &Finding) -> impl Iterator<Item = (Option<&str>, &Cited)> {
    let sides = finding.positions.iter().chain(&finding.compatible);
    let sides = sides.flat_map(|side| side.claims.iter().map(|cited| (side.value.as_deref(), cited)));
    let steps = finding.steps.iter().chain(&finding.dating);
    sides.chain(steps.filter_map(|step| Some((Some(step.says.as_str()), step.cited.as_ref()?))))
}

/// Who says what.
fn who(project: &Project, says: Option<&str>, cited: &Cited) -> String {
    let name = match (cited.claim, cited.source) {
        (Some(claim), _) => project.claim_name(claim),
        (None, Some(source)) => project.source(source).name.to_string(),
        (None, None) => String::new(),
    };
    match says {
        Some(says) if name.is_empty() => says.to_owned(),
        Some(says) => format!("{says} ({name})"),
        None if name.is_empty() => "here".to_owned(),
        None => name,
    }
}

/// Why a finding is resolved: the decisions' reasons.
pub fn reason(report: &Report<'_>, finding: &Finding) -> Option<String> {
    (finding.status == Status::Resolved).then(|| {
        let decisions = finding.resolved_by.iter().filter_map(|at| report.project.resolutions.get(*at));
        let reasons: Vec<String> = decisions
            .filter_map(|decision| {
                let because = decision.because.clone()?;
                Some(match &decision.by {
                    Some(by) => format!("{because} ({by})"),
                    None => because,
                })
            })
            .collect();
        if reasons.is_empty() { "an editor's decision".to_owned() } else { reasons.join("; ") }
    })
}
