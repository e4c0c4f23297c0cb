//! `gainsay topics`: the questions that the claims ask, against the articles.

use std::path::PathBuf;

use clap::ValueEnum;

use super::outcome::Outcome;
use super::{Look, output, root, screen};
use crate::check::nearest_question::nearest;
use crate::check::questions::Questions;
use crate::project::{Options, load};
use crate::report::{self, Report, topics};

/// Show who says what on which question, who is alone and who is silent
#[derive(Debug, clap::Args)]
#[command(after_help = "Questions that only one source answers come last, each with the nearest other question: two \
                        checkers may have written one fact in two ways, and then no rule sees a contradiction.")]
pub struct Args {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, as a table
    Human,
    /// For programs
    Json,
}

/// Prints the questions, and says how it ended.
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
    let loaded = load(&options, |_| {});
    let (project, errors) = (&loaded.project, &loaded.errors);
    let report = Report { project, findings: &[], errors, coverage: &[], stale_baseline: 0, all: false };
    output::warn(&report::input::render(&report, &screen::stderr(look)));
    let screen = screen::stdout(look);
    let questions = Questions::new(project);
    let near = nearest(project, &questions);
    let text = match args.format {
        Format::Human => topics::render(project, &questions, &near, screen),
        Format::Json => topics::json(project, &questions, &near, errors, screen.ascii),
    };
    output::print(&text)?;
    Ok(if errors.is_empty() { Outcome::Clean } else { Outcome::Invalid })
}
