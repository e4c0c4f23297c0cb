//! Writing to standard output, standard error and files; quietly where nobody reads any more.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::signals;
use crate::triage::replace;

/// Whether standard output led into a pipe that nobody reads any more.
static UNREAD: AtomicBool = AtomicBool::new(false);

/// Writes to standard output. A closed pipe is no failure: whoever reads has read enough.
///
/// # Errors
/// A sentence, where the output cannot be written (a full disk).
pub fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            UNREAD.store(true, Ordering::Relaxed);
            Ok(())
        }
        Err(error) => Err(unprinted(&error)),
        Ok(()) => Ok(()),
    }
}

/// Says that standard output cannot be written.
pub fn unprinted(error: &io::Error) -> String {
    format!("The output could not be written: {error}.")
}

/// Whether whoever read standard output has gone: then there is nothing to wait for.
pub fn is_unread() -> bool {
    UNREAD.load(Ordering::Relaxed)
}

/// Writes to standard error; where that fails there is nobody left to tell.
pub fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes one `gainsay: …` line to standard error. The text must come from us or be cleaned.
pub fn complain(sentence: &str) {
    warn(&format!("gainsay: {sentence}\n"));
}

/// Replaces a file whole or not at all. `shown` is its path for people.
///
/// # Errors
/// A sentence that names the file and the reason.
pub fn replace_file(path: &Path, shown: &str, text: &str) -> Result<(), String> {
    signals::tidy_up();
    match replace::replace(path, text.as_bytes()) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{shown} could not be written: {}.", replace::reason(&error))),
    }
}

/// Writes a new file, whole or not at all. Says whether it was: one that is there is left as it is.
///
/// # Errors
/// A sentence that names the file and the reason.
pub fn create_file(path: &Path, text: &str) -> Result<bool, String> {
    signals::tidy_up();
    match replace::create(path, text.as_bytes()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(format!("{} could not be written: {}.", path.display(), replace::reason(&error))),
    }
}

/// Writes a report: into a file, which is replaced whole or not at all, or to a device or pipe.
///
/// # Errors
/// A sentence that names the file and the reason.
pub fn write_file(path: &Path, text: &str) -> Result<(), String> {
    // A device (/dev/stdout) or a pipe cannot be replaced, only written to.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return match std::fs::write(path, text) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(format!("{} could not be written: {error}.", path.display()))
            }
            _ => Ok(()),
        };
    }
    replace_file(path, &path.display().to_string(), text)
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
        assert!(error.contains("report.json could not be written: there is no such folder"), "{error}");
        assert!(write_file(folder.path(), "x").unwrap_err().contains("is no plain file"));
    }
}
