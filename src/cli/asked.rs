//! Arguments that several verbs share, and what they lead to.

use std::path::PathBuf;

use clap::ValueEnum;

use super::outcome::Outcome;
use super::{Look, output, root, screen};
use crate::project::{InputError, Loaded, Options, Project, load};
use crate::report::{self, Report};
use crate::time::Day;

/// The project, as the verbs take it that are about all of it.
#[derive(Clone, Debug, clap::Args)]
pub struct Folder {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
}

/// The project, as the verbs take it whose arguments are findings or claims.
#[derive(Clone, Debug, clap::Args)]
pub struct FolderFlag {
    /// The project's folder [default: the nearest with gainsay.yaml or claims/]
    #[arg(long, value_name = "PATH")]
    pub project: Option<PathBuf>,
}

/// The day of the run.
#[derive(Clone, Debug, clap::Args)]
pub struct Today {
    /// The day on which decisions are judged, such as 2026-03-10 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
}

/// How an answer looks that is no list of findings.
#[derive(Clone, Debug, clap::Args)]
pub struct Shape {
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    pub format: Format,
}

/// What can be printed of such an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

impl Folder {
    /// What is to be read.
    ///
    /// # Errors
    /// A sentence with the mend, where the folder is none.
    pub fn options(&self, draft: Option<&PathBuf>) -> Result<Options, String> {
        options(self.path.as_ref(), draft)
    }

    /// Reads the project, and tells the mistakes in it.
    ///
    /// # Errors
    /// A sentence with the mend, where the folder is none.
    pub fn read(&self, look: &Look) -> Result<Loaded, String> {
        Ok(told(load(&self.options(None)?, |_| {}), look))
    }
}

impl FolderFlag {
    /// What is to be read.
    ///
    /// # Errors
    /// A sentence with the mend, where the folder is none.
    pub fn options(&self) -> Result<Options, String> {
        options(self.project.as_ref(), None)
    }

    /// Reads the project, and tells the mistakes in it.
    ///
    /// # Errors
    /// A sentence with the mend, where the folder is none.
    pub fn read(&self, look: &Look) -> Result<Loaded, String> {
        Ok(told(load(&self.options()?, |_| {}), look))
    }
}

fn options(path: Option<&PathBuf>, draft: Option<&PathBuf>) -> Result<Options, String> {
    Ok(Options { root: root::find(path.map(PathBuf::as_path))?, draft: draft.cloned() })
}

fn told(loaded: Loaded, look: &Look) -> Loaded {
    tell(&loaded.project, &loaded.errors, look);
    loaded
}

/// Tells the mistakes in the input on standard error.
pub fn tell(project: &Project, errors: &[InputError], look: &Look) {
    let text = report::input::render(&Report::of_errors(project, errors), &screen::stderr(look));
    output::warn(&report::clean::commands(&text));
}

/// How a run ends that only answers: what could not be read may be missing in it.
pub fn answered(errors: &[InputError]) -> Outcome {
    if errors.is_empty() { Outcome::Clean } else { Outcome::Invalid }
}

/// How a run ended; where it could not go on, that is told, line by line.
pub fn ended(result: Result<Outcome, String>, look: &Look) -> Outcome {
    result.unwrap_or_else(|reason| {
        let lines: Vec<String> = reason.lines().map(|line| report::clean::line(line, look.ascii)).collect();
        output::complain(&lines.join("\n"));
        Outcome::Invalid
    })
}

/// Reads a flag's day.
pub fn day(text: &str) -> Result<Day, String> {
    let (year, month, day) = Day::parts(text).ok_or("write a day such as 2026-03-10")?;
    Day::from_ymd(year, month, day).ok_or_else(|| format!("there is no day {text} in the calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(day("2026-03-10").ok(), Day::from_ymd(2026, 3, 10));
        for wrong in ["2026-3-10", "2026-02-30", "10.3.2026", "2026-03", ""] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
