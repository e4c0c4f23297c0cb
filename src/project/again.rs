//! Reading a project again: what did not change since is taken over.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims::{Resolved, Resolver};
use super::kept::{self, Change, Kept, Known, Part};
use super::load::{Going, Meant, resolutions};
use super::mistake::Mistakes;
use super::resolve::{self, Merged};
use super::written::Written;
use super::{anchoring, apart};
use crate::id::{FileId, SourceId};

/// Reads claim files, and keeps what is worth keeping for the next time.
pub(super) fn read(going: &Going<'_>, kept: &mut Kept, mistakes: &mut Mistakes) -> Meant {
    let changes = kept.read(going.files, going.skip);
    // Where it changes while it is read, it is read once more.
    let draft_stamp = going.draft.and_then(kept::stamp);
    let known = kept.known.take().filter(|known| {
        known.approximate == going.settings.approximate
            && known.sources == going.settings.sources
            && known.draft.as_deref() == going.draft
            && (going.draft.is_none() || draft_stamp.is_some() && known.draft_stamp == draft_stamp)
            && !changes.contains(&Change::Vocabulary)
            && kept.articles_stand(going.folder)
    });
    let mut written = kept.written(going.files, known.is_none(), mistakes);
    let mut decided = Vec::new();
    for file in &written {
        decided.extend(resolutions(file, mistakes));
    }
    let mut sound = true;
    let (vocabulary, parts, mut merged) = match known {
        Some(known) => (known.vocabulary, known.parts, known.merged),
        None => {
            let told = mistakes.0.len();
            let vocabulary = going.vocabulary(&mut written, Some(&mut kept.articles), mistakes);
            sound = mistakes.0.len() == told;
            (Arc::new(vocabulary), FxHashMap::default(), Merged::default())
        }
    };
    let resolver = going.resolver(&vocabulary);
    let (parts, touched) = resolve_again(&resolver, written, &changes, parts, mistakes);
    merged.retain(|source, _| !touched.contains(source));
    let mut apart: FxHashMap<SourceId, Vec<Resolved>> = FxHashMap::default();
    let files = (0..going.files.len()).filter_map(|index| parts.get(&FileId::new(index)));
    for resolved in files.flat_map(|part| &part.0) {
        if !merged.contains_key(&resolved.source) {
            apart.entry(resolved.source).or_default().push(resolved.clone());
        }
    }
    let claims = resolve::merge_again(apart, &mut merged, &vocabulary, going.files, mistakes);
    // Where the vocabulary has mistakes they are to be told again: nothing is concluded from it.
    kept.known = sound.then(|| Known {
        vocabulary: Arc::clone(&vocabulary),
        approximate: going.settings.approximate.clone(),
        sources: going.settings.sources.clone(),
        draft: going.draft.map(Into::into),
        draft_stamp,
        parts,
        merged,
    });
    Meant { vocabulary, claims, resolutions: decided }
}

/// Resolves the claims of the files that changed, and looks for their quotes; what the others say is known. Also whose
/// claims are others now.
fn resolve_again(
    resolver: &Resolver<'_>,
    written: Vec<Written<'_>>,
    changes: &[Change],
    mut known: FxHashMap<FileId, Part>,
    mistakes: &mut Mistakes,
) -> (FxHashMap<FileId, Part>, FxHashSet<SourceId>) {
    let before: Vec<Option<Part>> = written.iter().map(|file| known.remove(&file.file)).collect();
    let sources = |part: &Part| part.0.iter().map(|resolved| resolved.source).collect::<FxHashSet<_>>();
    let parts: Vec<(FileId, Part, FxHashSet<SourceId>)> = written
        .into_par_iter()
        .zip(before)
        .zip(changes)
        .map(|((file, before), change)| match before {
            Some(part) if *change == Change::None => (file.file, part, FxHashSet::default()),
            before => {
                let (resolved, mut told) = apart::resolve(resolver, &file);
                let resolved = resolved.into_iter().flatten().collect();
                let part = Arc::new((anchoring::anchor(resolved, resolver.vocabulary, &mut told), told));
                let mut touched = sources(&part);
                touched.extend(before.iter().flat_map(sources));
                (file.file, part, touched)
            }
        })
        .collect();
    let mut touched = FxHashSet::default();
    let mut all = FxHashMap::default();
    for (file, part, more) in parts {
        mistakes.0.extend(part.1.0.iter().cloned());
        touched.extend(more);
        all.insert(file, part);
    }
    (all, touched)
}
