//! Finds each quote in its article: every article is read once, every distinct quote looked for once, in parallel.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::claims::Resolved;
use super::files::{self, Folder};
use super::kept::{self, Articles, KeptArticle};
use super::mistake::Mistakes;
use super::model::{Quote, Site};
use super::schema::mend_text;
use super::vocabulary::{SourceText, Vocabulary};
use crate::id::SourceId;
use crate::text::anchor::{Found, Pattern, PatternError};
use crate::text::article::Article;

/// Reads all articles. One that two sources share is read once.
pub(super) fn read_articles(
    folder: &Folder,
    vocabulary: &mut Vocabulary,
    sources: &str,
    kept: Option<&mut Articles>,
    mistakes: &mut Mistakes,
) {
    // Path relative to the project, and who asks for it.
    let mut paths: Vec<(String, Vec<(usize, Site)>)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (index, text) in vocabulary.texts.iter().enumerate() {
        let Some((text, site)) = &text.text else { continue };
        match folder.join(sources, text) {
            Ok(path) => {
                let at = *known.entry(path.clone()).or_insert_with(|| {
                    paths.push((path.clone(), Vec::new()));
                    paths.len() - 1
                });
                if let Some((_, askers)) = paths.get_mut(at) {
                    askers.push((index, *site));
                }
            }
            Err(refused) => mistakes.add(*site, refused.message, refused.help),
        }
    }
    let texts = &vocabulary.texts;
    let known = kept.as_deref();
    let read: Vec<_> =
        paths.into_par_iter().map(|(path, askers)| article(folder, path, askers, texts, known)).collect();
    let mut keep = kept;
    if let Some(keep) = &mut keep {
        keep.clear();
    }
    for (path, askers, article, mut told) in read {
        if let (Some(keep), Some(article)) = (&mut keep, &article) {
            keep.insert(path.clone(), article.clone());
        }
        let article = article.map(|article| article.article);
        mistakes.0.append(&mut told.0);
        for (index, _) in askers {
            if let Some(source) = vocabulary.sources.get_mut(index) {
                source.text = Some(path.clone());
                source.article = article.clone();
            }
        }
    }
}

type Asked = (String, Vec<(usize, Site)>, Option<KeptArticle>, Mistakes);

fn article(
    folder: &Folder,
    path: String,
    askers: Vec<(usize, Site)>,
    texts: &[SourceText],
    kept: Option<&Articles>,
) -> Asked {
    let mut mistakes = Mistakes::default();
    let summed = askers.iter().any(|(index, _)| texts.get(*index).is_some_and(|text| text.sha256.is_some()));
    let read = folder.inside(&path).and_then(|real| {
        // Only what is kept needs to be known again; where the file changes meanwhile it is read once more.
        let stamp = kept.and_then(|_| kept::stamp(&real));
        match kept.and_then(|kept| kept.get(&path)) {
            Some(known)
                if known.real == real
                    && stamp.is_some()
                    && known.stamp == stamp
                    && (known.sum.is_some() || !summed) =>
            {
                Ok(Ok(known.clone()))
            }
            _ => files::read(&real, &path).map(|bytes| {
                let sum = summed.then(|| hex(&Sha256::digest(&bytes)));
                let article = Article::new(&path, &bytes);
                article.map(|article| KeptArticle { real, stamp, sum, article: Arc::new(article) })
            }),
        }
    });
    let article = match read {
        Ok(Ok(article)) => article,
        Ok(Err(reason)) => {
            for (_, site) in &askers {
                mistakes.add(*site, format!("`{path}`: {reason}"), super::mistake::Help::None);
            }
            return (path, askers, None, mistakes);
        }
        Err(refused) => {
            for (_, site) in &askers {
                mistakes.add(*site, refused.message.clone(), refused.help.clone());
            }
            return (path, askers, None, mistakes);
        }
    };
    for (index, _) in &askers {
        let Some((written, site)) = texts.get(*index).and_then(|text| text.sha256.as_ref()) else { continue };
        if written.len() != 64 || !written.chars().all(|digit| digit.is_ascii_hexdigit()) {
            let help = "write the 64 digits that `sha256sum` prints, or leave the key out";
            mistakes.add(*site, "this is no SHA-256 checksum", help);
            continue;
        }
        let sum = article.sum.as_deref().unwrap_or("");
        if !written.eq_ignore_ascii_case(sum) {
            let help = format!("restore the text that was checked, or read it again and write `sha256: {sum}`");
            mistakes.add(*site, format!("`{path}` was altered: it no longer matches its checksum"), help);
        }
    }
    (path, askers, Some(article), mistakes)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How many bytes one article is searched for quotes before its words are indexed: less than a tenth of a second.
const UNINDEXED: usize = 500_000_000;

/// A quote with what must stand around it, in one source's article.
type Wanted<'q> = (SourceId, &'q str, Option<&'q str>, Option<&'q str>);

/// What a search for a quote gives; no answer where there is no article.
type Answer = Result<Option<Found>, PatternError>;

/// Looks for the quotes of all claims.
pub(super) fn anchor(parts: &mut [Vec<Resolved>], vocabulary: &Vocabulary, mistakes: &mut Mistakes) {
    let heavy = heavy(parts, vocabulary);
    if heavy.contains(&true) {
        anchor_heavy(parts, &heavy, vocabulary, mistakes);
    }
    let told: Vec<Mistakes> = parts
        .par_iter_mut()
        .map(|claims| {
            let mut mistakes = Mistakes::default();
            for resolved in claims.iter_mut().filter(|it| heavy.get(it.claim.source.index()) != Some(&true)) {
                let claim = Arc::make_mut(&mut resolved.claim);
                for (at, quote) in claim.quotes.iter_mut().enumerate() {
                    let answer = look(wanted(claim.source, quote), vocabulary);
                    keep(quote, answer, fragment(&resolved.fragments, at), &mut mistakes);
                }
            }
            mistakes
        })
        .collect();
    told.into_iter().for_each(|mut told| mistakes.0.append(&mut told.0));
}

fn wanted(source: SourceId, quote: &Quote) -> Wanted<'_> {
    (source, &quote.exact, quote.prefix(), quote.suffix())
}

/// The list that a quote may be a piece of.
fn fragment(fragments: &[(usize, Site)], at: usize) -> Option<Site> {
    fragments.iter().find(|(quote, _)| *quote == at).map(|(_, list)| *list)
}

fn look((source, exact, prefix, suffix): Wanted<'_>, vocabulary: &Vocabulary) -> Answer {
    let pattern = Pattern::new(exact)?;
    let article = vocabulary.sources.get(source.index()).and_then(|source| source.article.as_ref());
    Ok(article.map(|article| article.haystack.find(&pattern, prefix, suffix)))
}

/// Which sources' articles very many quotes come from; their words are indexed.
fn heavy(parts: &[Vec<Resolved>], vocabulary: &Vocabulary) -> Vec<bool> {
    let mut asked = vec![0_usize; vocabulary.sources.len()];
    for claim in parts.iter().flatten().map(|resolved| &resolved.claim) {
        if let Some(count) = asked.get_mut(claim.source.index()) {
            *count += claim.quotes.len();
        }
    }
    let heavy = vocabulary.sources.iter().zip(asked).map(|(source, count)| {
        let article = source.article.as_ref();
        let article = article.filter(|article| article.text().len() > UNINDEXED / count.max(1));
        article.is_some_and(|article| {
            article.haystack.index();
            true
        })
    });
    heavy.collect()
}

/// The same for these: every distinct quote is looked for once.
fn anchor_heavy(parts: &mut [Vec<Resolved>], heavy: &[bool], vocabulary: &Vocabulary, mistakes: &mut Mistakes) {
    let mut distinct: Vec<Wanted<'_>> = Vec::new();
    let mut known: FxHashMap<Wanted<'_>, usize> = FxHashMap::default();
    let mut asked: Vec<usize> = Vec::new();
    let is_heavy = |resolved: &Resolved| heavy.get(resolved.claim.source.index()) == Some(&true);
    for resolved in parts.iter().flatten().filter(|resolved| is_heavy(resolved)) {
        for quote in &resolved.claim.quotes {
            let key = wanted(resolved.claim.source, quote);
            asked.push(*known.entry(key).or_insert_with(|| {
                distinct.push(key);
                distinct.len() - 1
            }));
        }
    }
    let found: Vec<Answer> = distinct.par_iter().map(|wanted| look(*wanted, vocabulary)).collect();
    drop((distinct, known));
    let mut asked = asked.into_iter();
    for resolved in parts.iter_mut().flatten().filter(|resolved| is_heavy(resolved)) {
        for (at, quote) in Arc::make_mut(&mut resolved.claim).quotes.iter_mut().enumerate() {
            let Some(answer) = asked.next().and_then(|at| found.get(at)) else { continue };
            keep(quote, answer.clone(), fragment(&resolved.fragments, at), mistakes);
        }
    }
}

/// Keeps where a quote stands, or tells why it cannot be looked for.
fn keep(quote: &mut Quote, answer: Answer, fragment: Option<Site>, mistakes: &mut Mistakes) {
    let site = quote.site;
    match answer {
        Ok(Some(Found::Nowhere)) if fragment.is_some() => {
            let message =
                "YAML cuts this quote at its brackets and commas into a list, and not all of it is in the article";
            mistakes.add(fragment.unwrap_or(site), message, mend_text("quote"));
        }
        Ok(found) => quote.found = found,
        Err(PatternError::Empty) => mistakes.add(site, "this quote is empty", "write the passage, verbatim"),
        Err(PatternError::OnlyOmissions) => {
            let help = "write words of the passage around the dots";
            mistakes.add(site, "this quote has no words, only omissions", help);
        }
    }
}
