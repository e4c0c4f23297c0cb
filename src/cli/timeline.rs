//! `gainsay timeline`: events, tenures and articles in order, with the bounds that all claims leave.

use std::path::PathBuf;

use clap::ValueEnum;

use super::outcome::Outcome;
use super::{Look, named, output, root, screen};
use crate::check::Context;
use crate::project::{Options, load};
use crate::report::timeline::{Chronicle, human, json, reasons};
use crate::report::{self, Report};
use crate::time::Bounds;

/// Show events, tenures and articles in order, with the bounds that all claims leave
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Say what bounds an event (or EVENT.start, EVENT.end, or a source's date), step by step
    #[arg(long, value_name = "EVENT")]
    why: Option<String>,
    /// Leave out what lies wholly before this date, such as 2025-12
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Bounds>,
    /// Leave out what lies wholly after this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Bounds>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with bars drawn to scale
    Human,
    /// For programs
    Json,
}

fn date(text: &str) -> Result<Bounds, String> {
    crate::time::edtf::date(text, None).map_err(|error| match error.help {
        Some(help) => format!("{} ({help})", error.message),
        None => error.message,
    })
}

/// Prints the timeline, and says how it ended.
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
    let context = Context::new(project);
    let screen = screen::stdout(look);
    let (from, to) = (args.from.and_then(|from| from.earliest), args.to.and_then(|to| to.latest));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err("--to lies before --from.".into());
    }
    let text = match &args.why {
        Some(name) => {
            let answer = named::moment(project, name)?.answer(&context);
            match args.format {
                Format::Human => reasons::render(&report, &answer, screen),
                Format::Json => json::why(project, &answer, errors, screen.ascii),
            }
        }
        None => {
            let chronicle = Chronicle::new(&context).between(from, to);
            match args.format {
                Format::Human => human::render(project, &chronicle, from, to, screen),
                Format::Json => json::render(project, &chronicle, errors, screen.ascii),
            }
        }
    };
    output::print(&text)?;
    Ok(if errors.is_empty() { Outcome::Clean } else { Outcome::Invalid })
}
