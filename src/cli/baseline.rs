//! `gainsay baseline`: accepts the conflicts that a project has, so that only new ones fail.

use std::path::PathBuf;

use super::accepted::{self, Place};
use super::outcome::Outcome;
use super::{Look, output, root, screen};
use crate::check::check;
use crate::finding::Status;
use crate::project::{Options, load};
use crate::report::{self, Report};
use crate::triage::{Baseline, TriageOptions, identify, triage};

/// Accept all findings that a project has: from then on only new ones fail
///
/// Writes gainsay.baseline.jsonl, which belongs into version control. Findings of every level go in; those that an
/// editor's decision resolves do not.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Only take out what is gone; accept nothing new
    #[arg(long)]
    prune: bool,
    /// The baseline's file [default: the setting `baseline`, gainsay.baseline.jsonl]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The day on which decisions are judged, such as 2026-03-10 [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::check::day)]
    today: Option<crate::time::Day>,
}

/// Writes the baseline, and says what changed.
pub fn run(args: &Args, look: &Look) -> Outcome {
    match try_run(args, look) {
        Ok(outcome) => outcome,
        Err(reason) => {
            output::complain(&report::clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let options = Options { root: root::find(args.path.as_deref())?, draft: None };
    let mut loaded = load(&options, |settings| settings.today = args.today);
    let project = &loaded.project;
    let Place { path, shown, .. } = accepted::place(args.baseline.as_deref(), project);
    // Not `accepted::read`: a baseline that is to be written need not be there. One that is damaged is never
    // written over: what it accepted would be lost.
    let old = Baseline::read(&path, &shown).unwrap_or_else(|error| {
        loaded.errors.push(error);
        None
    });
    if !loaded.errors.is_empty() {
        let errors = &loaded.errors;
        let report = Report { project, findings: &[], errors, coverage: &[], stale_baseline: 0, all: false };
        output::warn(&report::input::render(&report, &screen::stderr(look)));
        return Err(format!("{shown} was left as it is: what the mistakes above hide would be missing in it."));
    }
    let options = TriageOptions { today: args.today, baseline: old.clone() };
    let triaged = triage(project, check(project).findings, &options);
    let new = triaged.findings.iter().filter(|finding| finding.status == Status::New).count();
    let before = old.clone().unwrap_or_default();
    let identities = identify(project, &triaged.findings);
    let after = if args.prune {
        if old.is_none() {
            output::print(&format!("There is no {shown} to prune.\n"))?;
            return Ok(Outcome::Clean);
        }
        before.prune(&identities)
    } else {
        before.accept(&triaged.findings, &identities)
    };
    output::replace_file(&path, &shown, &after.text())?;
    let gone = before.entries.difference(&after.entries).count();
    let accepted = if args.prune { 0 } else { new };
    let mut said = format!(
        "{shown}: {} accepted, {} taken out, {} in all.\n",
        count(accepted, "finding"),
        count(gone, "line"),
        count(after.entries.len(), "line")
    );
    if args.prune && new > 0 {
        said += &format!("{} new and not in it; `gainsay check` shows what.\n", count(new, "finding") + be(new));
    }
    for line in said.lines() {
        output::print(&(report::clean::line(line, look.ascii) + "\n"))?;
    }
    Ok(Outcome::Clean)
}

/// `1 finding`, `2 findings`.
fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn be(number: usize) -> &'static str {
    if number == 1 { " is" } else { " are" }
}
