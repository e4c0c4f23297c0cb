//! `gainsay check --watch`: waits until a claim file, an article or the settings change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::signals;
use crate::project::Settings;

/// So long nothing may happen before a change counts as complete: programs write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);

/// Longer than this no change is waited for.
const LONGEST: Duration = Duration::from_millis(300);

/// What happens while a project is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Something changed that a check reads.
    Changed,
    /// The user asks to stop (Ctrl-C).
    Stop,
}

/// Which files a check reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Watched {
    /// With all that is in them.
    folders: Vec<PathBuf>,
    /// Single files: the settings, the baseline, a draft and its claims.
    files: Vec<PathBuf>,
    /// Files that the check itself writes.
    own: Vec<PathBuf>,
    /// Every folder that the system is asked to watch.
    asked: Vec<PathBuf>,
}

impl Watched {
    /// Whether a change of this path may change the answer.
    fn concerns(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        if name.starts_with('.') || name.ends_with('~') || self.own.iter().any(|own| own == path) {
            return false;
        }
        self.files.iter().any(|file| file == path)
            // In the folder, or the folder's own way.
            || self.folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(path))
    }
}

/// Watches a project's files, and listens for Ctrl-C.
#[derive(Debug)]
pub struct Watch {
    happened: Receiver<Happened>,
    tell: Sender<Happened>,
    /// The project's folder without links, even where it is gone for the moment.
    root: PathBuf,
    watched: Watched,
    /// Whether a watched folder went away or came anew: one of the same name is another.
    remade: Arc<AtomicBool>,
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Begins to listen.
    ///
    /// # Errors
    /// A sentence, where Ctrl-C cannot be listened for.
    pub fn new(root: &Path) -> Result<Self, String> {
        let (tell, happened) = channel();
        let stop = tell.clone();
        signals::on_stop(move || {
            let _ = stop.send(Happened::Stop);
        })
        .map_err(|error| format!("Nothing can be watched here: {error}."))?;
        let root = root.canonicalize().or_else(|_| std::path::absolute(root)).unwrap_or_else(|_| root.to_path_buf());
        Ok(Self { happened, tell, root, watched: Watched::default(), remade: Arc::default(), watcher: None })
    }

    /// Watches what these settings name. Says whether that is new: then something may have changed before.
    ///
    /// # Errors
    /// A sentence, where the system refuses.
    pub fn settle(&mut self, settings: &Settings, draft: Option<&Path>, own: &[&Path]) -> Result<bool, String> {
        let watched = self.wanted(settings, draft, own);
        if !self.remade.swap(false, Ordering::Relaxed) && self.watched == watched {
            return Ok(false);
        }
        let (tell, seen, remade) = (self.tell.clone(), watched.clone(), Arc::clone(&self.remade));
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let Ok(event) = event else { return };
            // More happened than the system could tell.
            let missed = event.need_rescan();
            if missed || is_of_names(event.kind) && event.paths.iter().any(|path| seen.asked.contains(path)) {
                remade.store(true, Ordering::Relaxed);
            }
            if missed || changes(event.kind) && event.paths.iter().any(|path| seen.concerns(path)) {
                let _ = tell.send(Happened::Changed);
            }
        })
        .map_err(refused)?;
        for folder in &watched.asked {
            let mode =
                if watched.folders.contains(folder) { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match watcher.watch(folder, mode) {
                // It went away meanwhile; the folder that it was in is watched, too, and tells.
                Err(error) if is_gone(&error.kind) => {}
                // Above the project little is to be seen; where that is refused the rest is enough.
                Err(_) if !folder.starts_with(&self.root) && !watched.folders.contains(folder) => {}
                told => told.map_err(refused)?,
            }
        }
        (self.watched, self.watcher) = (watched, Some(watcher));
        Ok(true)
    }

    fn wanted(&self, settings: &Settings, draft: Option<&Path>, own: &[&Path]) -> Watched {
        // A file that is not there yet is known by its folder.
        let place = |path: &Path| {
            path.canonicalize().ok().or_else(|| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?)))
        };
        let root = &self.root;
        let named = [&settings.claims, &settings.sources].map(|folder| root.join(folder));
        let mut files = vec![root.join("gainsay.yaml"), root.join(&settings.baseline)];
        files.extend(
            draft.into_iter().flat_map(|draft| [place(draft), place(&draft.with_extension("claims.yaml"))]).flatten(),
        );
        let mut folders: Vec<PathBuf> = named
            .iter()
            .map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.components().collect()))
            .collect();
        // Where a folder is a link, the link may change, too.
        files.extend(named);
        folders.sort();
        folders.dedup();
        // Each folder, and the way to it from the project's own; and the folder that the project is in.
        let mut asked: Vec<PathBuf> = root.parent().map(Path::to_path_buf).into_iter().chain([root.clone()]).collect();
        let inside = |folder: &Path| folders.iter().any(|other| other != folder && folder.starts_with(other));
        for folder in folders.iter().filter(|folder| !inside(folder)) {
            asked.extend(
                folder.ancestors().take_while(|above| *above != root && above.starts_with(root)).map(Path::to_path_buf),
            );
            asked.push(folder.clone());
        }
        asked.extend(files.iter().map(|file| folder_of(file).to_path_buf()).filter(|folder| !inside(folder)));
        asked.sort();
        asked.dedup();
        asked.retain(|folder| folder.is_dir());
        Watched { folders, files, own: own.iter().filter_map(|path| place(path)).collect(), asked }
    }

    /// Waits until something happened and nothing more does.
    pub fn wait(&self) -> Happened {
        let Ok(Happened::Changed) = self.happened.recv() else { return Happened::Stop };
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match self.happened.recv_timeout(QUIET) {
                Ok(Happened::Changed) => {}
                Ok(Happened::Stop) => return Happened::Stop,
                Err(_) => break,
            }
        }
        Happened::Changed
    }
}

/// Whether something came, went or changed its name.
fn is_of_names(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Why nothing can be watched, and the mend where there is one.
fn refused(error: notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "The project cannot be watched: the system watches as many folders already \
                                             as it may. Raise its limit (on Linux `fs.inotify.max_user_watches`), or \
                                             close a program that watches."
                .into()
        }
        _ => format!("The project cannot be watched: {error}."),
    }
}

/// Whether the system refused because there is nothing.
fn is_gone(kind: &notify::ErrorKind) -> bool {
    match kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether something was written: that a file is read, by this very program too, changes nothing.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_check_reads_concerns_it() {
        let watched = Watched {
            folders: vec!["/p/claims".into(), "/p/seeds".into()],
            files: vec!["/p/gainsay.yaml".into(), "/p/gainsay.baseline.jsonl".into()],
            own: vec!["/p/claims/report.html".into()],
            asked: Vec::new(),
        };
        for path in ["/p/claims/a.yaml", "/p/seeds/deep/a.txt", "/p/gainsay.yaml", "/p/gainsay.baseline.jsonl", "/p"] {
            assert!(watched.concerns(Path::new(path)), "{path}");
        }
        for path in ["/p/notes.txt", "/p/claims/.a.yaml.swp", "/p/claims/a.yaml~", "/p/claims/report.html", "/q/a.yaml"]
        {
            assert!(!watched.concerns(Path::new(path)), "{path}");
        }
        assert!(!changes(EventKind::Access(AccessKind::Read)));
        assert!(changes(EventKind::Access(AccessKind::Close(AccessMode::Write))));
    }
}
