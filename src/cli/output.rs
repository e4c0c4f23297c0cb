//! Writing to standard output, standard error and files; quietly where nobody reads any more.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use unicode_width::UnicodeWidthStr;

use super::{screen, signals};
use crate::report::excerpt;
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

/// Writes sentences to standard output, each on a line of its own. The text must come from us or be cleaned.
///
/// # Errors
/// As [`print()`].
pub fn say(lines: &str) -> Result<(), String> {
    print(&fitted(lines, screen::stdout_room()))
}

/// Writes sentences to standard error, each on a line of its own. The text must come from us or be cleaned.
pub fn tell(lines: &str) {
    warn(&fitted(lines, screen::stderr_room()));
}

/// Writes one `gainsay: …` line to standard error. The text must come from us or be cleaned.
pub fn complain(sentence: &str) {
    tell(&format!("gainsay: {sentence}\n"));
}

/// Lines that break between words where there is no room for more; as they are where nothing is known of the room.
fn fitted(lines: &str, room: Option<usize>) -> String {
    let Some(room) = room else { return lines.to_owned() };
    let mut fitted = String::with_capacity(lines.len() + 8);
    for line in lines.lines() {
        let words = line.trim_start_matches(' ');
        // A command must stay in one piece to be copied.
        if line.width() <= room || words.len() < line.len() && words.starts_with("gainsay ") {
            fitted.extend([line, "\n"]);
            continue;
        }
        let indent = line.get(..line.len() - words.len()).unwrap_or("");
        let cells = excerpt::cells_as_written(words, &(0..0), false);
        for part in excerpt::lines(&cells, room.saturating_sub(indent.len())) {
            fitted.push_str(indent);
            fitted.extend(part.iter().map(|cell| cell.text.as_str()));
            fitted.push('\n');
        }
    }
    fitted
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
    fn lines_break_between_words_on_a_terminal_only() {
        let said = "There is a project here already; nothing was changed.\nWrote a.yaml.\n";
        assert_eq!(fitted(said, None), said);
        let narrow = "There is a project here already; nothing was\nchanged.\nWrote a.yaml.\n";
        assert_eq!(fitted(said, Some(50)), narrow);
        assert_eq!(fitted(said, Some(53)), said, "it just fits");
        let list =
            "Which claim is wrong?\n  gainsay resolve 7f3a5c0d a/x --because \"…\"\n  7f3a5c0d  one two three seven\n";
        let narrow = "Which claim is wrong?\n  gainsay resolve 7f3a5c0d a/x --because \"…\"\n  7f3a5c0d  one two three\n  seven\n";
        assert_eq!(fitted(list, Some(30)), narrow);
    }

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
