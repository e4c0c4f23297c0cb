//! `gainsay topics`: the questions that the claims ask, against the articles.

use super::asked::{Folder, Format, Shape, answered, ended};
use super::outcome::Outcome;
use super::{Look, output, screen};
use crate::check::nearest_question::nearest;
use crate::check::questions::Questions;
use crate::report::topics;

/// Show who says what on which question, who is alone and who is silent
#[derive(Debug, clap::Args)]
#[command(after_help = "Questions that only one source answers come last, each with the nearest other question: two \
                        checkers may have written one fact in two ways, and then no rule sees a contradiction.")]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    #[command(flatten)]
    shape: Shape,
}

/// Prints the questions, and says how it ended.
pub fn run(args: &Args, look: &Look) -> Outcome {
    ended(try_run(args, look), look)
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let loaded = args.folder.read(look)?;
    let (project, errors) = (&loaded.project, &loaded.errors);
    let screen = screen::stdout(look);
    let questions = Questions::new(project);
    let near = nearest(project, &questions);
    let text = match args.shape.format {
        Format::Human => topics::render(project, &questions, &near, screen),
        Format::Json => topics::json(project, &questions, &near, errors, screen.ascii),
    };
    output::print(&text)?;
    Ok(answered(errors))
}
