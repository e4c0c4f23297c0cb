//! Writing to standard output and standard error, quietly where nobody reads any more.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes to standard output. A closed pipe is no failure: whoever reads has read enough.
///
/// # Errors
/// A sentence, where the output cannot be written (a full disk).
pub fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("The output could not be written: {error}."))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error; where that fails there is nobody left to tell.
pub fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes one `gainsay: …` line to standard error. The text must come from us or be cleaned.
pub fn complain(sentence: &str) {
    warn(&format!("gainsay: {sentence}\n"));
}

/// Replaces a file whole or not at all.
///
/// # Errors
/// A sentence that names the file and the reason.
pub fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: io::Error| format!("{} could not be written: {error}.", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A device (/dev/stdout) or a pipe cannot be replaced, only written to.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return std::fs::write(path, text).map_err(failed);
    }
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    // A temporary file is private; what replaces it should be as readable as any other new file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = path.metadata().map_or(0o644, |metadata| metadata.permissions().mode());
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        write_file(&path, "one").unwrap();
        write_file(&path, "two").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        let error = write_file(&folder.path().join("none/report.json"), "x").unwrap_err();
        assert!(error.contains("report.json could not be written"), "{error}");
    }
}
