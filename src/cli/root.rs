//! Which folder is the project.

use std::path::{Path, PathBuf};

/// Whether a folder looks like a project.
fn is_project(folder: &Path) -> bool {
    folder.join("gainsay.yaml").is_file() || folder.join("claims").is_dir()
}

/// The parent of a bare name is the current folder.
fn or_here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() }
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
        Ok(metadata) if metadata.is_dir() => match path.parent() {
            // Whoever names the claims folder means its project.
            Some(parent) if path.ends_with("claims") && !is_project(path) => Ok(or_here(parent)),
            _ => Ok(path.to_path_buf()),
        },
        Ok(_) if path.file_name().is_some_and(|name| name == "gainsay.yaml") => {
            Ok(or_here(path.parent().unwrap_or(Path::new("."))))
        }
        Ok(_) => Err(format!(
            "{shown} is a file; name the project's folder, the one that holds claims/ (to check a file as a draft, \
             write --draft {shown})."
        )),
        Err(error) => Err(format!("There is no folder {shown} to check: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_named_by_its_folder_its_settings_or_its_claims() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("claims")).unwrap();
        std::fs::write(root.join("gainsay.yaml"), "").unwrap();
        std::fs::write(root.join("claims/a.yaml"), "").unwrap();
        for named in [root.to_path_buf(), root.join("gainsay.yaml"), root.join("claims")] {
            assert_eq!(find(Some(&named)).unwrap(), root);
        }
        assert!(find(Some(&root.join("claims/a.yaml"))).unwrap_err().contains("is a file"));
        assert!(find(Some(&root.join("none"))).unwrap_err().contains("There is no folder"));
    }
}
