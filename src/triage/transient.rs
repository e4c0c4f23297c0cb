//! What a run puts on disk for a moment and must not leave there: half-written files, another revision's files.
//!
//! Whoever makes such a thing lets it go by dropping it. A signal drops nothing, so all of them are listed here, and
//! whoever handles the signal takes them away first.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The things that are to go.
#[derive(Debug, Default)]
pub struct List(Mutex<Vec<PathBuf>>);

/// This process's.
pub static LIST: List = List(Mutex::new(Vec::new()));

/// A place on the list, until it is dropped.
#[derive(Debug)]
pub struct Held {
    list: &'static List,
    path: PathBuf,
}

impl List {
    fn lock(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a file or folder and lists it; nothing is taken away in between.
    ///
    /// # Errors
    /// What `make` says.
    pub fn make<T>(
        &'static self,
        make: impl FnOnce() -> io::Result<T>,
        path: impl FnOnce(&T) -> &Path,
    ) -> io::Result<(Held, T)> {
        let mut list = self.lock();
        let made = make()?;
        let path = path(&made).to_path_buf();
        list.push(path.clone());
        drop(list);
        Ok((Held { list: self, path }, made))
    }

    /// Writes into a folder that is listed; nothing is taken away in between, and nothing is written any more when it
    /// is.
    pub fn write<T>(&self, write: impl FnOnce() -> T) -> T {
        let _list = self.lock();
        write()
    }

    /// Takes away all that is listed. As long as the answer lives nothing is made or finished any more: it is to be
    /// kept until the process ends.
    pub fn take_away(&'static self) -> impl Sized {
        let mut list = self.lock();
        for path in list.drain(..) {
            let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        }
        list
    }
}

impl Held {
    /// Makes a thing last, such as by giving a file its name; nothing is taken away in between.
    pub fn finish<T>(self, finish: impl FnOnce() -> T) -> T {
        let mut list = self.list.lock();
        let done = finish();
        list.retain(|path| *path != self.path);
        drop(list);
        done
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.list.lock().retain(|path| *path != self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_listed_goes_and_what_is_finished_stays() {
        let list: &'static List = Box::leak(Box::default());
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            list.make(|| fs::write(&path, "").map(|()| path.clone()), |path| path).unwrap().0
        };
        file("done").finish(|| ());
        drop(file("let go"));
        let half = file("half");
        let below = folder.path().join("folder");
        let _tree = list.make(|| fs::create_dir_all(below.join("deep")).map(|()| below.clone()), |path| path).unwrap();
        let stopped = list.take_away();
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["done", "let go"]);
        // Who would finish now waits for the end of the process.
        let (tell, told) = channel();
        let finishing = std::thread::spawn(move || half.finish(|| tell.send(()).unwrap()));
        assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
        drop(stopped);
        finishing.join().unwrap();
        assert!(told.recv().is_ok());
    }
}
