//! `gainsay why A B`: why two claims contradict each other, or why they do not.

use std::path::PathBuf;

use super::outcome::Outcome;
use super::{Look, named, output, root, screen};
use crate::check::{Context, check, why};
use crate::id::ClaimId;
use crate::project::{Options, Project, load};
use crate::report::{self, Report};
use crate::triage::{TriageOptions, triage};

/// Say why two claims contradict each other, or why they were not compared
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A claim: source/id, or its place, such as claims/a.yaml:14
    #[arg(value_name = "A")]
    a: String,
    /// Another claim
    #[arg(value_name = "B")]
    b: String,
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(long, value_name = "PATH")]
    project: Option<PathBuf>,
}

/// Prints why, and says how it ended.
pub fn run(args: &Args, look: &Look) -> Outcome {
    match try_run(args, look) {
        Ok(outcome) => outcome,
        Err(reason) => {
            let lines: Vec<String> = reason.lines().map(|line| report::clean::line(line, look.ascii)).collect();
            output::complain(&lines.join("\n"));
            Outcome::Invalid
        }
    }
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let options = Options { root: root::find(args.project.as_deref())?, draft: None };
    let loaded = load(&options, |_| {});
    let project = &loaded.project;
    let errors =
        |findings| Report { project, findings, errors: &loaded.errors, coverage: &[], stale_baseline: 0, all: false };
    output::warn(&report::input::render(&errors(&[]), &screen::stderr(look)));
    let (first, second) = (named::claims(project, &args.a)?, named::claims(project, &args.b)?);
    let (a, b) = on_one_topic(project, &first, &second).ok_or("Name two claims.")?;
    let today = TriageOptions { today: project.settings.today, baseline: None };
    let findings = triage(project, check(project).findings, &today).findings;
    let context = Context::new(project);
    let answer = why::why(&context, &findings, a, b);
    output::print(&report::why::render(&context, &errors(&findings), &answer, [a, b], screen::stdout(look)))?;
    Ok(if loaded.errors.is_empty() { Outcome::Clean } else { Outcome::Invalid })
}

/// A claim with a list of subjects stands for several: the two that are about one thing, else the first of each.
fn on_one_topic(project: &Project, first: &[ClaimId], second: &[ClaimId]) -> Option<(ClaimId, ClaimId)> {
    let topic = |id: ClaimId| crate::check::topic::claim_topic(project, id);
    let pair = first.iter().find_map(|a| {
        let other = second.iter().find(|b| topic(**b) == topic(*a))?;
        Some((*a, *other))
    });
    pair.or_else(|| Some((*first.first()?, *second.first()?)))
}
