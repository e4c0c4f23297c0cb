//! Files of a project: which there are, and which lie outside it.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use rustc_hash::FxHashMap;

/// A project's folder: nothing outside it is read.
#[derive(Debug)]
pub(super) struct Folder {
    /// As the user named it.
    pub root: PathBuf,
    /// Without links, for comparing.
    real: PathBuf,
    /// Folders by their paths, without links: a folder of many articles is looked up once.
    known: Mutex<FxHashMap<PathBuf, PathBuf>>,
}

/// Why a file can't be used: the reason and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, without a full stop.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
    /// There is no such file at all.
    pub absent: bool,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}

impl Refused {
    fn new(message: impl Into<String>, help: &str) -> Self {
        Self { message: message.into(), help: Some(help.to_owned()), absent: false }
    }
}

/// A claim file, or why it is none.
#[derive(Debug)]
pub(super) struct Entry {
    /// Relative to the project, with `/`.
    pub path: String,
    pub file: Result<PathBuf, Refused>,
}

impl Folder {
    /// Opens a project's folder.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let real = fs::canonicalize(root)?;
        if !real.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(Self { root: root.to_owned(), real, known: Mutex::default() })
    }

    /// A path that somebody wrote, relative to a folder of the project (itself relative to the root): with `/`,
    /// without `.` and `..`. It never leads out of the project.
    pub fn join(&self, folder: &str, path: &str) -> Result<String, Refused> {
        let help = "paths are relative and stay within the project's folder";
        let mut parts: Vec<String> = Vec::new();
        let written = Path::new(path);
        let absolute = written.is_absolute() || written.has_root() || has_drive(path);
        if absolute {
            return Err(Refused::new(format!("`{path}` is an absolute path"), help));
        }
        for component in Path::new(folder).components().chain(written.components()) {
            match component {
                Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
                Component::CurDir => {}
                Component::ParentDir => {
                    if parts.pop().is_none() {
                        return Err(Refused::new(format!("`{path}` leads out of the project"), help));
                    }
                }
                Component::RootDir | Component::Prefix(_) => {
                    return Err(Refused::new(format!("`{path}` is an absolute path"), help));
                }
            }
        }
        Ok(parts.join("/"))
    }

    /// The real place of a path relative to the project, if no link leads out of it.
    pub fn inside(&self, path: &str) -> Result<PathBuf, Refused> {
        self.within(&self.root.join(path), path)
    }

    /// The same, if there is such a file at all. One that vanishes meanwhile is not there.
    pub(super) fn inside_if_there(&self, path: &str) -> Result<Option<PathBuf>, Refused> {
        let full = self.root.join(path);
        match self.without_links(&full) {
            Err(error) if is_absence(&error) && !full.is_symlink() => Ok(None),
            Err(error) => Err(refused(path, &error)),
            Ok(real) => self.own(real, path).map(Some),
        }
    }

    /// The same as [`Self::inside`] for a path as the system gave it, which may be no text.
    fn within(&self, full: &Path, path: &str) -> Result<PathBuf, Refused> {
        self.own(self.without_links(full).map_err(|error| refused(path, &error))?, path)
    }

    /// A real place, if it lies in the project.
    fn own(&self, real: PathBuf, path: &str) -> Result<PathBuf, Refused> {
        if real.starts_with(&self.real) {
            return Ok(real);
        }
        let help = "copy the file into the project: nothing outside it is read";
        Err(Refused::new(format!("`{path}` is a link that leads out of the project"), help))
    }

    /// A path without links.
    fn without_links(&self, full: &Path) -> io::Result<PathBuf> {
        let (Some(folder), Some(name)) = (full.parent(), full.file_name()) else { return fs::canonicalize(full) };
        if folder.as_os_str().is_empty() {
            return fs::canonicalize(full);
        }
        let known = self.known.lock().ok().and_then(|known| known.get(folder).cloned());
        let folder = match known {
            Some(real) => real,
            None => {
                let real = fs::canonicalize(folder)?;
                if let Ok(mut known) = self.known.lock() {
                    known.insert(folder.to_owned(), real.clone());
                }
                real
            }
        };
        let real = folder.join(name);
        if fs::symlink_metadata(&real)?.is_symlink() { fs::canonicalize(&real) } else { Ok(real) }
    }

    /// A path as the project shows it, where it lies inside.
    pub fn relative(&self, real: &Path) -> Option<String> {
        let inner = real.strip_prefix(&self.real).ok()?;
        let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Some(parts.join("/"))
    }

    /// All claim files in a folder and the folders in it, sorted by path, each once.
    pub fn claim_files(&self, folder: &str) -> Result<Vec<Entry>, Refused> {
        let top = self.inside(folder)?;
        let mut found = Vec::new();
        let mut seen: BTreeSet<PathBuf> = BTreeSet::from([top.clone()]);
        let mut folders: Vec<(PathBuf, String)> = vec![(top, folder.trim_end_matches('/').to_owned())];
        // What is reached through links comes last, so that a file that is also there itself keeps its own path.
        let mut links: Vec<(PathBuf, String)> = Vec::new();
        loop {
            if let Some((folder, path)) = folders.pop() {
                self.entries(&folder, &path, &mut found, &mut folders, &mut links, &mut seen);
                continue;
            }
            links.sort_by(|a, b| b.1.cmp(&a.1));
            let Some((link, path)) = links.pop() else { break };
            match self.within(&link, &path) {
                Ok(real) if real.is_dir() => {
                    if seen.insert(real.clone()) {
                        folders.push((real, path));
                    }
                }
                Ok(real) => {
                    if is_claim_file(&link) && seen.insert(real.clone()) {
                        found.push(Entry { path, file: Ok(real) });
                    }
                }
                Err(refused) => found.push(Entry { path, file: Err(refused) }),
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn entries(
        &self,
        folder: &Path,
        path: &str,
        found: &mut Vec<Entry>,
        folders: &mut Vec<(PathBuf, String)>,
        links: &mut Vec<(PathBuf, String)>,
        seen: &mut BTreeSet<PathBuf>,
    ) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.push(Entry { path: path.to_owned(), file: Err(refused(path, &error)) });
                return;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    // What else is in the folder is not known.
                    found.push(Entry { path: path.to_owned(), file: Err(refused(path, &error)) });
                    return;
                }
            };
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            // Hidden files are editors' and the system's own.
            if shown.starts_with('.') {
                continue;
            }
            let path = if path.is_empty() { shown.into_owned() } else { format!("{path}/{shown}") };
            let full = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_symlink() {
                // One that leads nowhere may have led to a folder of claims.
                let to_folder = fs::metadata(&full).map_or(full.extension().is_none(), |to| to.is_dir());
                if to_folder || is_claim_file(&full) {
                    links.push((full, path));
                }
            } else if kind.is_dir() {
                if seen.insert(full.clone()) {
                    folders.push((full, path));
                }
            } else if is_claim_file(&full) {
                seen.insert(full.clone());
                found.push(Entry { path, file: Ok(full) });
            }
        }
    }
}

/// Reads a whole file, of plain files only: a pipe would wait for ever, a device never end. `shown` is its path for
/// people.
///
/// # Errors
/// What is no plain file, may not be read, or is too large to be text.
pub fn read(real: &Path, shown: &str) -> Result<Vec<u8>, Refused> {
    let metadata = fs::metadata(real).map_err(|error| refused(shown, &error))?;
    if metadata.is_dir() {
        return Err(Refused::new(format!("`{shown}` is a folder"), "name a file in it"));
    }
    if !metadata.is_file() {
        return Err(Refused::new(format!("`{shown}` is no plain file"), "only plain files are read"));
    }
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if size >= u32::MAX as usize {
        return Err(Refused::new(format!("`{shown}` is larger than 4 GB"), "divide it into several files"));
    }
    let file = fs::File::open(real).map_err(|error| refused(shown, &error))?;
    let mut file = file.take(u64::from(u32::MAX));
    // A file that was made large without being written begins with zeros: that it is no text is known at its first byte.
    let mut bytes = Vec::new();
    file.by_ref().take(1).read_to_end(&mut bytes).map_err(|error| refused(shown, &error))?;
    if bytes == [0] {
        return Err(Refused::new(format!("`{shown}` is no text: its first byte is zero"), "save it as text, in UTF-8"));
    }
    if bytes.try_reserve_exact(size).is_err() {
        return Err(Refused::new(
            format!("`{shown}` is too large for this machine's memory"),
            "divide it into several files",
        ));
    }
    file.read_to_end(&mut bytes).map_err(|error| refused(shown, &error))?;
    Ok(bytes)
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn refused(path: &str, error: &io::Error) -> Refused {
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            (format!("there is no file `{path}`"), "look at the spelling of its name")
        }
        io::ErrorKind::PermissionDenied => (format!("`{path}` may not be read"), "look at its permissions"),
        _ => (format!("`{path}` can't be read: {error}"), "look whether it can be opened in an editor"),
    };
    Refused { absent: is_absence(error), ..Refused::new(message, help) }
}

fn is_claim_file(path: &Path) -> bool {
    path.extension().is_some_and(|end| ["yaml", "yml", "jsonl"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// `C:\…`, on any system: a project is carried from one to another.
fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next().is_none_or(|letter| matches!(letter, '\\' | '/'))
        || path.starts_with("\\\\")
}
