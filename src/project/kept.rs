//! What `check --watch` keeps from one reading to the next, so that only what changed is read again.
//!
//! A claim file is read again where its text changed, an article where its time of change or its size did. As long as
//! the vocabulary stays what it was, the claims of the other files keep what their names stand for and where their
//! quotes stand.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arcstr::Substr;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::claims::Resolved;
use super::files::Folder;
use super::mistake::Mistakes;
use super::resolve::Merged;
use super::schema;
use super::vocabulary::Vocabulary;
use super::written::Written;
use crate::id::FileId;
use crate::text::article::Article;
use crate::text::file::TextFile;
use crate::time::Length;

/// What is kept between readings of one project.
#[derive(Debug, Default)]
pub struct Kept {
    files: FxHashMap<String, KeptFile>,
    pub(super) articles: Articles,
    pub(super) known: Option<Known>,
}

#[derive(Debug)]
struct KeptFile {
    id: FileId,
    text: Substr,
    written: Written<'static>,
    mistakes: Mistakes,
}

/// Resolved claims of one file, with the mistakes in them.
pub(super) type Part = Arc<(Vec<Resolved>, Mistakes)>;

/// The vocabulary of the last reading, and each file's claims resolved by it.
#[derive(Debug)]
pub(super) struct Known {
    pub vocabulary: Arc<Vocabulary>,
    pub approximate: Option<Length>,
    pub sources: String,
    pub draft: Option<PathBuf>,
    /// Of the draft's file, as it was when it was read.
    pub draft_stamp: Option<Stamp>,
    pub parts: FxHashMap<FileId, Part>,
    /// Each source's claims, put together.
    pub merged: Merged,
}

/// What tells that a file was changed or replaced: when it was changed last, its size and, on Unix, which file it is and
/// when anything about it changed.
pub(super) type Stamp = (SystemTime, u64, (u64, i64, i64));

/// An article that was read: where it lies, and its checksum where one was asked for.
#[derive(Clone, Debug)]
pub(super) struct KeptArticle {
    pub real: PathBuf,
    /// `None` where the file had changed just now: systems count time in steps, and one more change may follow unseen.
    pub stamp: Option<Stamp>,
    pub sum: Option<String>,
    pub article: Arc<Article>,
}

/// Articles by their path in the project.
pub(super) type Articles = FxHashMap<String, KeptArticle>;

/// The longest step in which a usual file system counts time (ext4 with 100 ticks a second), twice.
const STEP: Duration = Duration::from_millis(20);

/// The stamp of a file.
pub(super) fn stamp(real: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(real).ok()?;
    let changed = metadata.modified().ok()?;
    if changed.elapsed().is_ok_and(|age| age < STEP) {
        return None;
    }
    #[cfg(unix)]
    let which = {
        use std::os::unix::fs::MetadataExt as _;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let which = (0, 0, 0);
    Some((changed, metadata.len(), which))
}

impl Kept {
    /// Reads the claim files whose text changed; what became of each since.
    pub(super) fn read(&mut self, files: &[TextFile], skip: usize) -> Vec<Change> {
        let mut before = std::mem::take(&mut self.files);
        let earlier: Vec<Option<KeptFile>> = files.iter().map(|file| before.remove(file.path())).collect();
        let read: Vec<(KeptFile, Change)> = files
            .par_iter()
            .zip(earlier)
            .enumerate()
            .skip(skip)
            .map(|(index, (file, earlier))| {
                let id = FileId::new(index);
                let had = earlier.as_ref().is_some_and(|earlier| earlier.written.has_vocabulary());
                match earlier {
                    Some(kept) if kept.id == id && kept.text == file.text() => (kept, Change::None),
                    earlier => {
                        let (written, mistakes) = schema::read(id, file);
                        let shared = had || earlier.is_none() || written.has_vocabulary();
                        let text = file.share(file.text());
                        let kept = KeptFile { id, text, written: written.into_owned(), mistakes };
                        (kept, if shared { Change::Vocabulary } else { Change::Claims })
                    }
                }
            })
            .collect();
        // A file that is gone may have held anything.
        if !before.is_empty() {
            self.known = None;
        }
        let mut changes = Vec::with_capacity(read.len());
        for (kept, change) in read {
            changes.push(change);
            if let Some(file) = files.get(kept.id.index()) {
                self.files.insert(file.path().to_owned(), kept);
            }
        }
        changes
    }

    /// What the claim files hold, in their order; their vocabulary only where it is to be gathered again.
    pub(super) fn written(
        &self,
        files: &[TextFile],
        vocabulary: bool,
        mistakes: &mut Mistakes,
    ) -> Vec<Written<'static>> {
        let mut written = Vec::with_capacity(self.files.len());
        for kept in files.iter().filter_map(|file| self.files.get(file.path())) {
            mistakes.0.extend(kept.mistakes.0.iter().cloned());
            written.push(if vocabulary { kept.written.clone() } else { kept.written.without_vocabulary() });
        }
        written
    }

    /// Whether all articles are as they were read, and where: a link may lead to another file than before.
    pub(super) fn articles_stand(&self, folder: &Folder) -> bool {
        let articles: Vec<(&String, &KeptArticle)> = self.articles.iter().collect();
        articles.par_iter().all(|(path, kept)| {
            kept.stamp.is_some()
                && folder.inside(path).is_ok_and(|real| real == kept.real)
                && stamp(&kept.real) == kept.stamp
        })
    }
}

/// What became of a claim file since the last reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// Only its claims are others.
    Claims,
    /// What other files rely on may be another.
    Vocabulary,
}
