//! `gainsay why A B`: why two claims contradict each other, or why they do not.

use super::asked::{FolderFlag, Format, Shape, answered, ended};
use super::outcome::Outcome;
use super::{Look, named, output, screen};
use crate::check::{Context, why};
use crate::id::ClaimId;
use crate::pipeline::examine;
use crate::project::Project;
use crate::report::why::{human, json};

/// Say why two claims contradict each other, or why they were not compared
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A claim: source/id, or its place, such as claims/a.yaml:14
    #[arg(value_name = "A")]
    a: String,
    /// Another claim
    #[arg(value_name = "B")]
    b: String,
    #[command(flatten)]
    folder: FolderFlag,
    #[command(flatten)]
    shape: Shape,
}

/// Prints why, and says how it ended.
pub fn run(args: &Args, look: &Look) -> Outcome {
    ended(try_run(args, look), look)
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let examined = examine(args.folder.read(look)?, None);
    let project = &examined.project;
    let (first, second) = (named::claims(project, &args.a)?, named::claims(project, &args.b)?);
    let (a, b) = on_one_topic(project, &first, &second).ok_or("Name two claims.")?;
    let context = Context::new(project);
    let answer = why::why(&context, &examined.findings, a, b);
    let (report, screen) = (examined.report(false), screen::stdout(look));
    output::print(&match args.shape.format {
        Format::Human => human::render(&context, &report, &answer, [a, b], screen),
        Format::Json => json::render(&context, &report, &answer, [a, b], screen.ascii),
    })?;
    Ok(answered(&examined.errors))
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
