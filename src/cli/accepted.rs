//! What a project already had: its baseline, or its findings at another revision.

use std::path::{Path, PathBuf};

use super::output;
use crate::pipeline::examine;
use crate::project::{InputError, Loaded, Options, Project, Settings, load};
use crate::triage::{Baseline, identify, revision};

/// Flags that say against what findings are new.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// The baseline's file [default: the setting `baseline`, gainsay.baseline.jsonl]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// Take no notice of the baseline: all findings are new
    #[arg(long)]
    pub no_baseline: bool,
    /// Fail (exit status 3) where the baseline holds what is gone, and nothing is new
    #[arg(long, conflicts_with = "no_baseline")]
    pub strict_baseline: bool,
    /// Show what is new compared with another git revision, such as main or HEAD~1; takes no notice of the baseline
    #[arg(long, value_name = "REV", conflicts_with_all = ["baseline", "no_baseline", "strict_baseline"])]
    pub against: Option<String>,
}

/// Where a project's baseline is: its path, and the path for people.
#[derive(Clone, Debug)]
pub struct Place {
    /// For the operating system.
    pub path: PathBuf,
    /// For people, with `/`.
    pub shown: String,
    /// Whether the command line names it: then it must be there.
    pub named: bool,
}

/// Where the baseline is: a flag's path is relative to the current folder, the setting's to the project.
pub fn place(flag: Option<&Path>, project: &Project) -> Place {
    match flag {
        Some(path) => Place { path: path.to_path_buf(), shown: path.display().to_string(), named: true },
        None => {
            let shown = project.settings.baseline.clone();
            Place { path: project.root.join(&shown), shown, named: false }
        }
    }
}

/// Reads a baseline.
///
/// # Errors
/// A file that cannot be read or is damaged; one that the command line names and that is not there.
pub fn read(place: &Place) -> Result<Option<Baseline>, InputError> {
    match Baseline::read(&place.path, &place.shown)? {
        None if place.named => Err(InputError {
            file: place.shown.clone(),
            line: 1,
            column: 1,
            width: 0,
            message: "there is no such baseline".into(),
            help: Some("write one with `gainsay baseline --baseline FILE`, or correct the name".into()),
        }),
        baseline => Ok(baseline),
    }
}

impl Flags {
    /// What a project already had; `adjust` lays the command line's flags over another revision's settings, too. A
    /// baseline that cannot be read is a mistake in the input, and all findings are new.
    ///
    /// # Errors
    /// A sentence: the revision cannot be read.
    pub fn baseline(
        &self,
        loaded: &mut Loaded,
        adjust: impl FnOnce(&mut Settings),
    ) -> Result<Option<Baseline>, String> {
        Ok(if let Some(revision) = &self.against {
            Some(at(&loaded.project, revision, adjust)?)
        } else if self.no_baseline {
            None
        } else {
            read(&place(self.baseline.as_deref(), &loaded.project)).unwrap_or_else(|error| {
                loaded.errors.push(error);
                loaded.errors.sort();
                None
            })
        })
    }
}

/// The findings of a project at a revision, as a baseline.
fn at(project: &Project, revision: &str, adjust: impl FnOnce(&mut Settings)) -> Result<Baseline, String> {
    super::signals::tidy_up();
    let folder = revision::extract(&project.root, revision)?;
    if std::fs::read_dir(folder.path()).is_ok_and(|mut files| files.next().is_none()) {
        // The project was not there yet: everything is new.
        return Ok(Baseline::default());
    }
    let loaded = load(&Options { root: folder.path().to_path_buf(), draft: None }, adjust);
    if !loaded.errors.is_empty() {
        output::complain(&format!(
            "{} mistakes in the input at that revision: what they hide counts as new.",
            loaded.errors.len()
        ));
    }
    let then = examine(loaded, None);
    Ok(Baseline::default().accept(&then.findings, &identify(&then.project, &then.findings)))
}
