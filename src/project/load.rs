//! Reads a project: everything that can be read, and every mistake in it.

use std::path::PathBuf;

use super::error::InputError;
use super::model::Project;
use super::settings::Settings;

/// What the command line says of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The project's folder.
    pub root: PathBuf,
    /// A file that is checked as a draft, though no source lists it.
    pub draft: Option<PathBuf>,
}

/// A project and the mistakes in it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub project: Project,
    /// What could not, sorted by file and place.
    pub errors: Vec<InputError>,
}

/// Reads a project's settings, claim files and articles. `adjust` lays the command line's flags over the settings.
pub fn load(_options: &Options, _adjust: impl FnOnce(&mut Settings)) -> Loaded {
    todo!("project floor")
}
