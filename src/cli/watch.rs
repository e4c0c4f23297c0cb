//! `gainsay check --watch`: waits until a claim file, an article or the settings change.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

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
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watched {
    root: PathBuf,
    folders: Vec<PathBuf>,
    /// Single files: the settings, the baseline, a draft.
    files: Vec<PathBuf>,
    /// Files that the check itself writes.
    own: Vec<PathBuf>,
}

impl Watched {
    /// Whether a change of this path may change the answer.
    fn concerns(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        if name.starts_with('.') || name.ends_with('~') || self.own.iter().any(|own| own == path) {
            return false;
        }
        self.files.iter().any(|file| file == path) || self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// Watches a project's files, and listens for Ctrl-C.
#[derive(Debug)]
pub struct Watch {
    happened: Receiver<Happened>,
    tell: Sender<Happened>,
    watched: Option<Watched>,
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Begins to listen.
    ///
    /// # Errors
    /// A sentence, where Ctrl-C cannot be listened for.
    pub fn new() -> Result<Self, String> {
        let (tell, happened) = channel();
        let stop = tell.clone();
        ctrlc::set_handler(move || {
            let _ = stop.send(Happened::Stop);
        })
        .map_err(|error| format!("Nothing can be watched here: {error}."))?;
        Ok(Self { happened, tell, watched: None, watcher: None })
    }

    /// Watches what these settings name. Says whether that is new: then something may have changed before.
    ///
    /// # Errors
    /// A sentence, where the system refuses.
    pub fn settle(
        &mut self,
        root: &Path,
        settings: &Settings,
        draft: Option<&Path>,
        own: &[&Path],
    ) -> Result<bool, String> {
        let real = |path: &Path| path.canonicalize().ok();
        // A file that is not there yet is known by its folder.
        let place = |path: &Path| real(path).or_else(|| Some(real(folder_of(path))?.join(path.file_name()?)));
        let root = real(root).unwrap_or_else(|| root.to_path_buf());
        let folders = [&settings.claims, &settings.sources].into_iter().filter_map(|folder| real(&root.join(folder)));
        let mut files = vec![root.join("gainsay.yaml"), root.join(&settings.baseline)];
        files.extend([root.join(&settings.claims), root.join(&settings.sources)]);
        files.extend(draft.and_then(place));
        let own = own.iter().filter_map(|path| place(path)).collect();
        let watched = Watched { folders: folders.collect(), files, own, root };
        if self.watched.as_ref() == Some(&watched) {
            return Ok(false);
        }
        let (tell, seen) = (self.tell.clone(), watched.clone());
        let refused = |error: notify::Error| format!("The project cannot be watched: {error}.");
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| changes(event.kind) && event.paths.iter().any(|path| seen.concerns(path))) {
                let _ = tell.send(Happened::Changed);
            }
        })
        .map_err(refused)?;
        watcher.watch(&watched.root, RecursiveMode::NonRecursive).map_err(refused)?;
        let inside = |path: &PathBuf| watched.folders.iter().any(|other| other != path && path.starts_with(other));
        for folder in watched.folders.iter().filter(|folder| !inside(folder)) {
            watcher.watch(folder, RecursiveMode::Recursive).map_err(refused)?;
        }
        if let Some(folder) = draft.and_then(place).as_deref().map(folder_of) {
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(refused)?;
        }
        (self.watched, self.watcher) = (Some(watched), Some(watcher));
        Ok(true)
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
            root: "/p".into(),
            folders: vec!["/p/claims".into(), "/p/seeds".into()],
            files: vec!["/p/gainsay.yaml".into(), "/p/gainsay.baseline.jsonl".into()],
            own: vec!["/p/claims/report.html".into()],
        };
        for path in ["/p/claims/a.yaml", "/p/seeds/deep/a.txt", "/p/gainsay.yaml", "/p/gainsay.baseline.jsonl"] {
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
