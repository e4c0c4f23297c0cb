//! A file that is checked as a draft, though no source need list it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::files::{self, Folder};
use super::mistake::Mistakes;
use super::model::{Role, Source};
use super::vocabulary::{SourceText, Vocabulary};
use super::wording::kebab;
use crate::id::SourceId;
use crate::text::article::Article;

/// Makes a draft of the source that has this text, or else a new source of it.
pub(super) fn add(path: &Path, folder: &Folder, sources: &str, vocabulary: &mut Vocabulary, mistakes: &mut Mistakes) {
    let shown = path.to_string_lossy().into_owned();
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(_) => {
            mistakes.add_path(shown.clone(), format!("there is no file `{shown}`"), "name the draft's file");
            return;
        }
    };
    let inside = folder.relative(&real);
    if let Some(inside) = &inside {
        for (index, (source, text)) in vocabulary.sources.iter_mut().zip(&vocabulary.texts).enumerate() {
            let own = text.text.as_ref().and_then(|(text, _)| folder.join(sources, text).ok());
            if own.as_deref() == Some(inside) {
                source.role = Role::Draft;
                vocabulary.draft.get_or_insert(SourceId::new(index));
            }
        }
        if vocabulary.draft.is_some() {
            return;
        }
    }
    let text = inside.unwrap_or_else(|| shown.clone());
    let article = match files::read(&real, &text) {
        Ok(bytes) => match Article::new(&text, &bytes) {
            Ok(article) => Some(Arc::new(article)),
            Err(reason) => {
                mistakes.add_path(text.clone(), reason, super::mistake::Help::None);
                None
            }
        },
        Err(refused) => {
            mistakes.add_path(text.clone(), refused.message, refused.help);
            None
        }
    };
    let stem = path.file_stem().map(|stem| kebab(&stem.to_string_lossy())).filter(|stem| !stem.is_empty());
    let mut name = stem.unwrap_or_else(|| "draft".to_owned());
    while vocabulary.sources.iter().any(|source| source.name == name) {
        name.push_str("-draft");
    }
    let source = Source { text: Some(text), article, role: Role::Draft, ..Source::new(name.as_str(), None) };
    // Sources stay sorted by id: those behind the new one move on by one.
    let at = vocabulary.sources.partition_point(|other| *other.name < *name);
    vocabulary.sources.insert(at, source);
    vocabulary.texts.insert(at, SourceText::default());
    for source in vocabulary.sources.iter_mut() {
        for derived in &mut source.derived_from {
            if derived.index() >= at {
                *derived = SourceId::new(derived.index() + 1);
            }
        }
    }
    vocabulary.rename_sources();
    vocabulary.draft = Some(SourceId::new(at));
}
