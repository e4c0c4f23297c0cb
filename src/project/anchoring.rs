//! Finds each quote in its article: every article is read once, every distinct quote looked for once, in parallel.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::astray;
use super::claims::Resolved;
use super::files::{self, Folder, Refused};
use super::folders::Named;
use super::kept::{self, Articles, KeptArticle};
use super::mistake::Mistakes;
use super::model::{Quote, Role, Site};
use super::settings::Settings;
use super::vocabulary::{SourceText, Vocabulary};
use super::wording::mend_text;
use crate::rule::Rule;
use crate::text::anchor::{Found, Haystack, Pattern, PatternError, Search};
use crate::text::article::Article;

/// Reads all articles. One that two sources share is read once.
pub(super) fn read_articles(
    folder: &Folder,
    sources: Named<'_>,
    vocabulary: &mut Vocabulary,
    settings: &Settings,
    kept: Option<&mut Articles>,
    mistakes: &mut Mistakes,
) {
    // Path relative to the project, and who asks for it.
    let mut paths: Vec<(String, Vec<(usize, Site)>)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (index, text) in vocabulary.texts.iter().enumerate() {
        let Some((text, site)) = &text.text else { continue };
        match folder.join(&settings.sources, text) {
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
    let compared = settings.runs(Rule::CopiedSource);
    let is_article =
        |(index, _): &(usize, Site)| vocabulary.sources.get(*index).is_some_and(|it| it.role == Role::Article);
    let read: Vec<_> = paths
        .into_par_iter()
        .map(|(path, askers)| {
            let asked = article(folder, path, askers, texts, known);
            let (_, askers, kept, _) = &asked;
            // While its text is at hand: to fetch it all once more takes longer.
            if let Some(kept) = kept.as_ref().ok().filter(|_| compared && askers.iter().any(is_article)) {
                kept.article.marks();
            }
            asked
        })
        .collect();
    let mut keep = kept;
    if let Some(keep) = &mut keep {
        keep.clear();
    }
    let mut suggested = 0;
    let mut amiss = None;
    for (path, askers, article, mut told) in read {
        if let (Some(keep), Ok(article)) = (&mut keep, &article) {
            keep.insert(path.clone(), article.clone());
        }
        // Where the whole folder is not there, that is told once, and not at each article.
        let gone = article.as_ref().is_err_and(|refused| refused.absent)
            && sources.holds(&path)
            && *amiss.get_or_insert_with(|| sources.told(folder, mistakes));
        if let Some(refused) = article.as_ref().err().filter(|_| !gone) {
            for (index, site) in &askers {
                let text = texts.get(*index).and_then(|text| text.text.as_ref());
                let text = text.filter(|_| refused.absent && suggested < astray::SUGGESTIONS);
                suggested += usize::from(text.is_some());
                let mend = text.and_then(|(text, _)| astray::mend(folder, &settings.sources, text));
                mistakes.add(*site, refused.message.clone(), mend.or_else(|| refused.help.clone()));
            }
        }
        let article = article.ok().map(|article| article.article);
        mistakes.0.append(&mut told.0);
        for (index, _) in askers {
            if let Some(source) = vocabulary.sources.get_mut(index) {
                source.text = Some(path.clone());
                source.article = article.clone();
            }
        }
    }
}

type Asked = (String, Vec<(usize, Site)>, Result<KeptArticle, Refused>, Mistakes);

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
            let refused = Refused { message: format!("`{path}`: {reason}"), help: None, absent: false };
            return (path, askers, Err(refused), mistakes);
        }
        Err(refused) => return (path, askers, Err(refused), mistakes),
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
    (path, askers, Ok(article), mistakes)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An article that so many quotes come from is indexed: that takes as long as searching it a few times.
const MANY: usize = 12;

/// From so many quotes of one article on each distinct one is looked for once.
const VERY_MANY: usize = 1000;

/// A quote, and what must stand before and after it.
type Wanted<'q> = (&'q str, Option<&'q str>, Option<&'q str>);

/// What a search for a quote gives; no answer where there is no article.
type Answer = Result<Option<Found>, PatternError>;

/// Looks for the quotes of all claims, source by source.
pub(super) fn anchor(mut claims: Vec<Resolved>, vocabulary: &Vocabulary, mistakes: &mut Mistakes) -> Vec<Resolved> {
    claims.sort_by_key(|resolved| resolved.claim.source);
    for claims in claims.chunk_by_mut(|a, b| a.claim.source == b.claim.source) {
        anchor_source(claims, true, vocabulary, mistakes);
    }
    claims
}

/// Looks for the quotes of one source's claims in its article. Where it will be searched `again`, its folded text is
/// kept.
pub(super) fn anchor_source(claims: &mut [Resolved], again: bool, vocabulary: &Vocabulary, mistakes: &mut Mistakes) {
    let Some(source) = claims.first().and_then(|first| vocabulary.sources.get(first.claim.source.index())) else {
        return;
    };
    let count: usize = claims.iter().map(|resolved| resolved.claim.quotes.len()).sum();
    if count == 0 {
        return;
    }
    let once = source.article.as_ref().filter(|_| !again).map(|article| Haystack::new(article.text()));
    let haystack = once.as_ref().or_else(|| source.article.as_ref().map(|article| article.haystack()));
    let search = haystack.map(|haystack| if count >= MANY { haystack.indexed() } else { haystack.search() });
    let look = |wanted: Wanted<'_>| -> Answer {
        let Some(search) = &search else { return Pattern::new(wanted.0).map(|_| None) };
        let found = search.find_written(wanted.0, wanted.1, wanted.2)?;
        let astray = matches!(found, Found::Nowhere | Found::OnlyWithoutContext(_));
        let article = source.article.as_ref().filter(|_| astray);
        Ok(Some(article.and_then(|article| copied(article, search, wanted)).unwrap_or(found)))
    };
    if count < VERY_MANY {
        return keep_all(claims, look, mistakes);
    }
    // Each distinct quote is looked for once, on all threads.
    let asked: Vec<Wanted<'_>> = claims.iter().flat_map(|it| &it.claim.quotes).map(wanted).collect();
    let mut distinct = asked.clone();
    distinct.par_sort_unstable();
    distinct.dedup();
    let found: Vec<Answer> = distinct.par_iter().map(|wanted| look(*wanted)).collect();
    let answer = |wanted: &Wanted<'_>| found.get(distinct.binary_search(wanted).ok()?).cloned();
    let answers: Vec<Answer> = asked.par_iter().map(|wanted| answer(wanted).unwrap_or(Ok(None))).collect();
    let mut answers = answers.into_iter();
    keep_all(claims, |_| answers.next().unwrap_or(Ok(None)), mistakes);
}

/// Looks for a quote that was copied from the article's file, with marks that a reader does not see.
fn copied(article: &Article, search: &Search<'_>, (exact, prefix, suffix): Wanted<'_>) -> Option<Found> {
    let read = |text: &str| article.as_read(text);
    let (shown, before, after) = (read(exact), prefix.and_then(read), suffix.and_then(read));
    if shown.is_none() && before.is_none() && after.is_none() {
        return None;
    }
    let (exact, prefix) = (shown.as_deref().unwrap_or(exact), before.as_deref().or(prefix));
    let found = search.find_written(exact, prefix, after.as_deref().or(suffix)).ok()?;
    (found != Found::Nowhere).then_some(found)
}

/// Keeps the answer to each quote, in order.
fn keep_all(claims: &mut [Resolved], mut look: impl FnMut(Wanted<'_>) -> Answer, mistakes: &mut Mistakes) {
    for resolved in claims {
        for at in 0..resolved.claim.quotes.len() {
            let fragment = resolved.fragment(at);
            let Some(quote) = Arc::make_mut(&mut resolved.claim).quotes.get_mut(at) else { continue };
            let answer = look(wanted(quote));
            keep(quote, answer, fragment, mistakes);
        }
    }
}

fn wanted(quote: &Quote) -> Wanted<'_> {
    (&quote.exact, quote.prefix(), quote.suffix())
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
