//! A project's folder that is kept from one input to the next.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use gainsay::project::{Kept, Loaded, Options, load, load_again};
use tempfile::TempDir;

struct Disk {
    folder: TempDir,
    files: BTreeMap<String, Vec<u8>>,
}

thread_local! {
    static DISK: RefCell<Disk> =
        RefCell::new(Disk { folder: tempfile::tempdir().expect("a folder"), files: BTreeMap::new() });
}

/// Makes the folder hold these files and no others; only what differs is written.
pub fn set(files: &[(&str, &[u8])]) {
    DISK.with_borrow_mut(|disk| {
        let gone: Vec<String> =
            disk.files.keys().filter(|path| files.iter().all(|(kept, _)| kept != path)).cloned().collect();
        for path in gone {
            fs::remove_file(disk.folder.path().join(&path)).expect("to remove a file");
            disk.files.remove(&path);
        }
        for (path, bytes) in files {
            if disk.files.get(*path).is_some_and(|old| old == bytes) {
                continue;
            }
            let full = disk.folder.path().join(path);
            fs::create_dir_all(full.parent().expect("a folder")).expect("to make a folder");
            fs::write(full, bytes).expect("to write a file");
            disk.files.insert((*path).to_owned(), bytes.to_vec());
        }
    });
}

/// A file of the folder on disk.
pub fn path(inside: &str) -> PathBuf {
    DISK.with_borrow(|disk| disk.folder.path().join(inside))
}

/// Reads the project.
pub fn read() -> Loaded {
    load(&Options { root: path(""), draft: None }, |_| {})
}

/// Reads the project with a draft that no source lists.
pub fn read_with_draft(draft: &str) -> Loaded {
    load(&Options { root: path(""), draft: Some(path(draft)) }, |_| {})
}

/// Reads the project as `check --watch` does after a change.
pub fn read_again(kept: &mut Kept) -> Loaded {
    load_again(&Options { root: path(""), draft: None }, |_| {}, kept)
}
