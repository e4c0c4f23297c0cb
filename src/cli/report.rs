//! `gainsay report`: the editor's page, one self-contained HTML file.

use std::path::{Path, PathBuf};

use super::accepted::{self, Against};
use super::outcome::Outcome;
use super::{Look, check, output, root, screen};
use crate::project::{Options, load};
use crate::report::{self, Report, page};
use crate::time::Day;
use crate::triage::{TriageOptions, triage};

/// Write the editor's page: one self-contained HTML file with every conflict, its passages and pictures
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Where to write; `-` prints
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    /// When the page was made, in any words; nothing is written of it otherwise
    #[arg(long, value_name = "WHEN")]
    made: Option<String>,
    /// From which revision it was made
    #[arg(long, value_name = "REVISION")]
    revision: Option<String>,
    /// Show this article as a draft, though no source lists it
    #[arg(long, value_name = "FILE")]
    draft: Option<PathBuf>,
    /// The day on which decisions are judged, such as 2026-03-10 [default: today]
    #[arg(long, value_name = "DATE", value_parser = check::day)]
    today: Option<Day>,
    #[command(flatten)]
    accepted: accepted::Flags,
}

/// Writes the page. Findings do not fail it: that is what `check` is for.
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
    let options = Options { root: root::find(args.path.as_deref())?, draft: args.draft.clone() };
    let today = |settings: &mut crate::project::Settings| settings.today = args.today.or(settings.today);
    let mut loaded = load(&options, today);
    let baseline = match args.accepted.read(&loaded.project, today) {
        Ok(baseline) => baseline,
        Err(Against::Unusable(reason)) => return Err(reason),
        Err(Against::Baseline(error)) => {
            loaded.errors.push(error);
            loaded.errors.sort();
            None
        }
    };
    let project = &loaded.project;
    let checked = crate::check::check(project);
    let triaged = triage(project, checked.findings, &TriageOptions { today: project.settings.today, baseline });
    let report = Report {
        project,
        findings: &triaged.findings,
        errors: &loaded.errors,
        coverage: &checked.coverage,
        stale_baseline: triaged.stale_entries.len(),
        all: true,
    };
    output::warn(&report::clean::commands(&report::input::render(&report, &screen::stderr(look))));
    let options = page::Options { made: args.made.clone(), revision: args.revision.clone() };
    let page = page::render(&report, &options)?;
    if args.output == Path::new("-") {
        output::print(&page)?;
    } else {
        output::write_file(&args.output, &page)?;
    }
    Ok(if loaded.errors.is_empty() { Outcome::Clean } else { Outcome::Invalid })
}
