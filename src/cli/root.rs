//! Which folder is the project.

use std::path::{Path, PathBuf};

/// Whether a folder looks like a project.
fn is_project(folder: &Path) -> bool {
    folder.join("gainsay.yaml").is_file() || folder.join("claims").is_dir()
}

/// The project's folder: the one that is named, else the nearest one upwards from the current folder
/// that has a `gainsay.yaml` or a `claims` folder, else the current folder.
///
/// # Errors
/// A sentence with the mend, where the named folder is none.
pub fn find(named: Option<&Path>) -> Result<PathBuf, String> {
    let Some(path) = named else {
        let here = std::env::current_dir().map_err(|error| format!("The current folder cannot be read: {error}."))?;
        let nearest = here.ancestors().find(|folder| is_project(folder)).map(Path::to_path_buf);
        return Ok(nearest.unwrap_or(here));
    };
    let shown = path.display();
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => Ok(path.to_path_buf()),
        Ok(_) if path.file_name().is_some_and(|name| name == "gainsay.yaml") => {
            Ok(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf())
        }
        Ok(_) => Err(format!(
            "{shown} is a file; name the project's folder, the one that holds claims/ (to check a file as a draft, \
             write --draft {shown})."
        )),
        Err(error) => Err(format!("There is no folder {shown} to check: {error}.")),
    }
}
