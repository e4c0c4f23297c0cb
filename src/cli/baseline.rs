//! `gainsay baseline`: accepts the conflicts that a project has, so that only new ones fail.

use std::path::PathBuf;

use super::accepted::{self, Place};
use super::asked::{Folder, Today, ended, tell};
use super::outcome::Outcome;
use super::{Look, output};
use crate::finding::Status;
use crate::pipeline::{Examined, examine};
use crate::project::load;
use crate::report;
use crate::triage::{Baseline, identify};

/// Accept all findings that a project has: from then on only new ones fail
///
/// Writes gainsay.baseline.jsonl, which belongs into version control. Findings of every level go in; those that an
/// editor's decision resolves do not.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Only take out what is gone; accept nothing new
    #[arg(long)]
    prune: bool,
    /// The baseline's file [default: the setting `baseline`, gainsay.baseline.jsonl]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

/// Writes the baseline, and says what changed.
pub fn run(args: &Args, look: &Look) -> Outcome {
    ended(try_run(args, look), look)
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let mut loaded = load(&args.folder.options(None)?, |settings| settings.today = args.today.today);
    let Place { path, shown, .. } = accepted::place(args.baseline.as_deref(), &loaded.project);
    // Not `accepted::read`: a baseline that is to be written need not be there. One that is damaged is never
    // written over: what it accepted would be lost.
    let old = Baseline::read(&path, &shown).unwrap_or_else(|error| {
        loaded.errors.push(error);
        None
    });
    if !loaded.errors.is_empty() {
        tell(&loaded.project, &loaded.errors, look);
        return Err(format!("{shown} was left as it is: what the mistakes above hide would be missing in it."));
    }
    let Examined { project, findings, .. } = examine(loaded, old.clone());
    let new = findings.iter().filter(|finding| finding.status == Status::New).count();
    let before = old.clone().unwrap_or_default();
    let identities = identify(&project, &findings);
    let after = if args.prune {
        if old.is_none() {
            output::say(&format!("There is no {shown} to prune.\n"))?;
            return Ok(Outcome::Clean);
        }
        before.prune(&identities)
    } else {
        before.accept(&findings, &identities)
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
        output::say(&(report::clean::line(line, look.ascii) + "\n"))?;
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
