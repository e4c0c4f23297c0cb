//! `gainsay timeline`: events, tenures and articles in order, with the bounds that all claims leave.

use super::asked::{Folder, Format, Shape, answered, ended};
use super::outcome::Outcome;
use super::{Look, named, output, screen};
use crate::check::Context;
use crate::report::Report;
use crate::report::timeline::{Chronicle, human, json, reasons};
use crate::time::Bounds;
use crate::triage::{decided, today};

/// Show events, tenures and articles in order, with the bounds that all claims leave
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Say what bounds an event (or EVENT.start, EVENT.end, or a source's date), step by step
    #[arg(long, value_name = "EVENT")]
    why: Option<String>,
    /// Leave out what lies wholly before this date, such as 2025-12
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Bounds>,
    /// Leave out what lies wholly after this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Bounds>,
    #[command(flatten)]
    shape: Shape,
}

fn date(text: &str) -> Result<Bounds, String> {
    crate::time::edtf::date(text, None).map_err(|error| match error.help {
        Some(help) => format!("{} ({help})", error.message),
        None => error.message,
    })
}

/// Prints the timeline, and says how it ended.
pub fn run(args: &Args, look: &Look) -> Outcome {
    ended(try_run(args, look), look)
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let loaded = args.folder.read(look)?;
    // What an editor has rejected bounds nothing any more.
    let today = loaded.project.settings.today.unwrap_or_else(today);
    let (project, errors) = (&*decided(&loaded.project, today), &loaded.errors);
    let context = Context::new(project);
    let screen = screen::stdout(look);
    let (from, to) = (args.from.and_then(|from| from.earliest), args.to.and_then(|to| to.latest));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err("--to lies before --from.".into());
    }
    let text = match &args.why {
        Some(name) => {
            let answer = named::moment(project, name)?.answer(&context);
            match args.shape.format {
                Format::Human => reasons::render(&Report::of_errors(project, errors), &answer, screen),
                Format::Json => json::why(project, &answer, errors, screen.ascii),
            }
        }
        None => {
            let chronicle = Chronicle::new(&context).between(from, to);
            match args.shape.format {
                Format::Human => human::render(project, &chronicle, from, to, screen),
                Format::Json => json::render(project, &chronicle, errors, screen.ascii),
            }
        }
    };
    output::print(&text)?;
    Ok(answered(errors))
}
