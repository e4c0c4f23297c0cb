//! Reads a project: everything that can be read, and every mistake in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arcstr::ArcStr;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::again;
use super::claims::{Resolved, Resolver};
use super::error::InputError;
use super::files::{self, Entry, Folder, Refused};
use super::folders::Named;
use super::kept::{Articles, Kept};
use super::mistake::{self, Mistakes};
use super::model::{Claim, Project, Resolution, Site};
use super::names::Names;
use super::settings::{self, FILE, Places, Settings};
use super::vocabulary::Vocabulary;
use super::written::Written;
use super::{ahead, anchoring, apart, decisions, draft, gather, resolve, schema};
use crate::id::FileId;
use crate::text::file::TextFile;

/// What the command line says of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The project's folder.
    pub root: PathBuf,
    /// A file that is checked as a draft, though no source lists it.
    pub draft: Option<PathBuf>,
}

/// A project and the mistakes in it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub project: Project,
    /// What could not, sorted by file and place.
    pub errors: Vec<InputError>,
}

/// Reads a project's settings, claim files and articles. `adjust` lays the command line's flags over the settings.
pub fn load(options: &Options, adjust: impl FnOnce(&mut Settings)) -> Loaded {
    read(options, adjust, None)
}

/// The same for a project that was read before: only what changed since is read again.
pub fn load_again(options: &Options, adjust: impl FnOnce(&mut Settings), kept: &mut Kept) -> Loaded {
    read(options, adjust, Some(kept))
}

fn read(options: &Options, adjust: impl FnOnce(&mut Settings), kept: Option<&mut Kept>) -> Loaded {
    let mut mistakes = Mistakes::default();
    let mut project = Project { root: options.root.clone(), ..Project::default() };
    let folder = match Folder::open(&options.root) {
        Ok(folder) => folder,
        Err(error) => {
            let shown = options.root.display();
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => format!("there is no folder `{shown}`"),
                std::io::ErrorKind::NotADirectory => format!("`{shown}` is no folder"),
                _ => format!("the folder `{shown}` can't be read: {error}"),
            };
            mistakes.add_path(".", message, "name the folder that holds `gainsay.yaml` or `claims/`");
            adjust(&mut project.settings);
            return Loaded { project, errors: mistake::places(mistakes.0, &[], |_, _| None) };
        }
    };
    let mut files: Vec<TextFile> = Vec::new();
    let mut places = Places::default();
    let has_settings = folder.root.join(FILE).symlink_metadata().is_ok();
    if has_settings {
        match folder.inside(FILE).and_then(|real| text(&real, FILE)) {
            Ok(text) => {
                text.join(&mut files, &mut mistakes);
                if let Some(file) = files.first() {
                    (project.settings, places) = settings::read(FileId::new(0), file, &folder, &mut mistakes);
                }
            }
            Err(refused) => mistakes.add_path(FILE, refused.message, refused.help),
        }
    }
    adjust(&mut project.settings);
    if let Err(refused) = folder.inside_if_there(&project.settings.baseline) {
        mistakes.add_path(project.settings.baseline.clone(), refused.message, refused.help);
    }
    let claims = Named::claims(&project.settings, places.claims);
    claim_files(&folder, claims, &project.settings.baseline, has_settings, &mut files, &mut mistakes);
    let own = options.draft.as_ref().and_then(|draft| beside(draft, &folder, &mut files, &mut mistakes));

    let skip = usize::from(files.first().is_some_and(|file| file.path() == FILE));
    let (settings, draft) = (&project.settings, options.draft.as_deref());
    let going = Going { folder: &folder, files: &files, skip, settings, places, draft, own };
    let Meant { vocabulary, claims, mut resolutions } = match kept {
        None => once(&going, &mut mistakes),
        Some(kept) => again::read(&going, kept, &mut mistakes),
    };
    resolutions.sort_by_key(|resolution| resolution.site);
    (project.claims, project.resolutions) = (claims, resolutions);
    // Distances between names are dear: as many unknown names as a person can mend in a day get a suggestion.
    let mut suggestions: FxHashMap<(Names, String), Option<String>> = FxHashMap::default();
    let errors = mistake::places(mistakes.0, &files, |kind, name| {
        let key = (kind, name.to_owned());
        if let Some(known) = suggestions.get(&key) {
            return known.clone();
        }
        if suggestions.len() >= SUGGESTIONS {
            return None;
        }
        let near = vocabulary.nearest(kind, name);
        suggestions.insert(key, near.clone());
        near
    });
    (project.files, project.incomplete) = (files, !errors.is_empty());
    project.sources = vocabulary.sources.clone();
    project.entities = vocabulary.entities.clone();
    project.properties = vocabulary.properties.clone();
    project.events = vocabulary.events.clone();
    project.utterances = vocabulary.utterances.clone();
    Loaded { project, errors }
}

/// What a reading goes by.
pub(super) struct Going<'r> {
    pub folder: &'r Folder,
    pub files: &'r [TextFile],
    /// How many of the files are no claim files: the settings come first.
    pub skip: usize,
    pub settings: &'r Settings,
    /// Where the settings name the folders.
    pub places: Places,
    pub draft: Option<&'r Path>,
    /// The draft's own claim file.
    pub own: Option<FileId>,
}

/// What the claim files mean.
pub(super) struct Meant {
    pub vocabulary: Arc<Vocabulary>,
    pub claims: Vec<Arc<Claim>>,
    pub resolutions: Vec<Resolution>,
}

impl Going<'_> {
    /// Gathers the vocabulary of all files, and reads the articles.
    pub fn vocabulary(
        &self,
        written: &mut [Written<'_>],
        kept: Option<&mut Articles>,
        mistakes: &mut Mistakes,
    ) -> Vocabulary {
        let approximate = self.settings.approximate.as_ref();
        let read = |vocabulary: &mut Vocabulary, mistakes: &mut Mistakes| {
            if let Some(draft) = self.draft {
                draft::add(draft, self.folder, &self.settings.sources, vocabulary, mistakes);
            }
            let sources = Named::sources(self.settings, self.places.sources);
            anchoring::read_articles(self.folder, sources, vocabulary, self.settings, kept, mistakes);
        };
        let mut vocabulary = gather::gather(written, self.files, approximate, read, mistakes);
        vocabulary.undeclared(written);
        vocabulary
    }

    /// What stands by names in claims.
    pub fn resolver<'v>(&'v self, vocabulary: &'v Vocabulary) -> Resolver<'v> {
        let approximate = self.settings.approximate.as_ref();
        Resolver { files: self.files, vocabulary, approximate, own: self.own.zip(vocabulary.draft) }
    }
}

/// An editor's decisions in a file.
pub(super) fn resolutions<'w>(
    written: &'w Written<'_>,
    mistakes: &'w mut Mistakes,
) -> impl Iterator<Item = Resolution> + use<'w> {
    written.resolutions.iter().filter_map(|fields| decisions::resolution(written.file, fields, mistakes))
}

/// Reads claim files that are not read again. What a file held is let go as soon as its claims are resolved: of a
/// million claims both would be much to hold.
fn once(going: &Going<'_>, mistakes: &mut Mistakes) -> Meant {
    let later: Vec<bool> = going.files.par_iter().map(apart::holds_claims_only).collect();
    let claim_files = || (0..).map(FileId::new).zip(going.files).zip(&later).skip(going.skip);
    let some = |late: bool| claim_files().filter(move |(_, later)| **later == late).map(|(file, _)| file);
    let (first, rest): (Vec<_>, Vec<_>) = (some(false).collect(), some(true).collect());
    // The vocabulary is often one file, which one thread reads.
    let ((written, vocabulary), known) = ahead::read(&rest, || {
        let read: Vec<_> = first.into_par_iter().map(|(id, file)| schema::read(id, file)).collect();
        let mut written = Vec::with_capacity(read.len());
        for (file, mut told) in read {
            mistakes.0.append(&mut told.0);
            written.push(file);
        }
        let vocabulary = going.vocabulary(&mut written, None, mistakes);
        (written, vocabulary)
    });
    let resolver = going.resolver(&vocabulary);
    let mut decided = Vec::new();
    for file in &written {
        decided.extend(resolutions(file, mistakes));
    }
    let mut parts: Vec<(Vec<Vec<Resolved>>, Mistakes)> =
        written.into_par_iter().map(|file| apart::resolve(&resolver, &file)).collect();
    // File by file: the last of a long run of them would keep one thread at work while the others wait.
    let rest = rest.into_par_iter().zip(known).with_max_len(1);
    let rest: Vec<_> = rest.map(|((id, file), known)| apart::read(&resolver, id, file, known)).collect();
    for read in rest {
        decided.extend(resolutions(&read.written, mistakes));
        parts.push((read.claims, read.mistakes));
    }
    let mut resolved = Vec::with_capacity(parts.len());
    for (mut part, mut told) in parts {
        resolved.append(&mut part);
        mistakes.0.append(&mut told.0);
    }
    let claims = resolve::merge(resolved, &vocabulary, going.files, mistakes);
    Meant { vocabulary: Arc::new(vocabulary), claims, resolutions: decided }
}

/// How many different unknown names get a suggestion.
const SUGGESTIONS: usize = 200;

/// Finds and reads the claim files.
fn claim_files(
    folder: &Folder,
    claims: Named<'_>,
    baseline: &str,
    has_settings: bool,
    files: &mut Vec<TextFile>,
    mistakes: &mut Mistakes,
) {
    if !has_settings && folder.root.join(claims.path).symlink_metadata().is_err() {
        let message = format!("this folder is no gainsay project: it has no `{FILE}` and no folder `{}`", claims.path);
        return mistakes.add_path(".", message, "`gainsay init` makes one here, with an example");
    }
    if claims.told(folder, mistakes) {
        return;
    }
    let entries = match folder.claim_files(claims.path) {
        Ok(entries) => entries,
        Err(refused) => return claims.tell(refused.message, refused.help, mistakes),
    };
    // A baseline is JSON Lines and the settings are YAML, too, and no claim files, wherever a project keeps them.
    let baseline = baseline.trim_start_matches("./");
    let settings = folder.inside(FILE).ok();
    let is_other = |entry: &Entry| {
        entry.path == baseline
            || entry.path == FILE
            || settings.is_some() && entry.file.as_ref().ok() == settings.as_ref()
    };
    let entries: Vec<Entry> = entries.into_iter().filter(|entry| !is_other(entry)).collect();
    if entries.is_empty() {
        let message = format!("there is no claim file in `{}`", claims.shown());
        claims.tell(message, "write claims into a file that ends in `.yaml`", mistakes);
    }
    let mut readable = Vec::with_capacity(entries.len());
    for entry in entries {
        match entry.file {
            Ok(real) => readable.push((entry.path, real)),
            Err(refused) => mistakes.add_path(entry.path, refused.message, refused.help),
        }
    }
    let read: Vec<_> = readable.into_par_iter().map(|(path, real)| (text(&real, &path), path)).collect();
    for (text, path) in read {
        match text {
            Ok(text) => text.join(files, mistakes),
            Err(refused) => mistakes.add_path(path, refused.message, refused.help),
        }
    }
}

/// A draft's own claim file: `piece.claims.yaml` beside `piece.txt`, where there is one. So a draft that is still
/// being written needs no place in the claims folder, and its claims need not say whose they are.
fn beside(draft: &Path, folder: &Folder, files: &mut Vec<TextFile>, mistakes: &mut Mistakes) -> Option<FileId> {
    let own = draft.with_extension("claims.yaml");
    let real = own.canonicalize().ok()?;
    let shown = folder.relative(&real).unwrap_or_else(|| own.to_string_lossy().into_owned());
    if let Some(known) = files.iter().position(|file| file.path() == shown) {
        return Some(FileId::new(known));
    }
    match text(&real, &shown) {
        Ok(text) => text.join(files, mistakes),
        Err(refused) => {
            mistakes.add_path(shown, refused.message, refused.help);
            return None;
        }
    }
    Some(FileId::new(files.len() - 1))
}

/// A file's text, and from which byte on it is none.
struct Text {
    file: TextFile,
    broken: Option<(usize, &'static str)>,
}

/// Reads the text of a file: what is no UTF-8 as far as it goes.
fn text(real: &Path, path: &str) -> Result<Text, Refused> {
    let bytes = files::read(real, path)?;
    let (text, broken) = match std::str::from_utf8(&bytes) {
        Ok(text) => (text.into(), None),
        Err(_) if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) => {
            (ArcStr::new(), Some((0, "this file is written in UTF-32")))
        }
        Err(_) if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) => {
            (ArcStr::new(), Some((0, "this file is written in UTF-16")))
        }
        Err(error) => {
            let broken = (error.valid_up_to(), "from here on this file is not UTF-8");
            (String::from_utf8_lossy(&bytes).into(), Some(broken))
        }
    };
    Ok(Text { file: TextFile::new(path, text), broken })
}

impl Text {
    /// Puts it to the other files.
    fn join(self, files: &mut Vec<TextFile>, mistakes: &mut Mistakes) {
        if let Some((at, message)) = self.broken {
            mistakes.add(Site::new(FileId::new(files.len()), at..at), message, "save the file as UTF-8");
        }
        files.push(self.file);
    }
}
