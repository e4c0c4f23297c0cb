//! `gainsay report`: the editor's page, one self-contained HTML file.

use std::path::{Path, PathBuf};

use super::asked::{Folder, Today, answered, ended, tell};
use super::outcome::Outcome;
use super::{Look, accepted, output};
use crate::pipeline::examine;
use crate::project::{Settings, load};
use crate::report::page;

/// Write the editor's page: one self-contained HTML file with every conflict, its passages and pictures
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
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
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    accepted: accepted::Flags,
}

/// Writes the page. Findings do not fail it: that is what `check` is for.
pub fn run(args: &Args, look: &Look) -> Outcome {
    ended(try_run(args, look), look)
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let today = |settings: &mut Settings| settings.today = args.today.today.or(settings.today);
    let mut loaded = load(&args.folder.options(args.draft.as_ref())?, today);
    let baseline = args.accepted.baseline(&mut loaded, today)?;
    let examined = examine(loaded, baseline);
    tell(&examined.project, &examined.errors, look);
    let options = page::Options { made: args.made.clone(), revision: args.revision.clone() };
    let page = page::render(&examined.report(true), &options)?;
    if args.output == Path::new("-") {
        output::print(&page)?;
    } else {
        output::write_file(&args.output, &page)?;
    }
    Ok(answered(&examined.errors))
}
