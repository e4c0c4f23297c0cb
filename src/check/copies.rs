//! Which articles share long passages outside quotations, where `derived-from` does not say so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::sets::Sets;
use super::witness::Witnesses;
use crate::id::SourceId;
use crate::project::{Project, Role};
use crate::text::article::{Article, PASSAGE};
use crate::text::shared::{self, Prose};
use crate::text::winnow::{self, Marks};

/// Among more articles that share one passage than these, only families by `derived-from` are told apart.
const MOST_PAIRED: usize = 60;

/// Articles that share passages.
#[derive(Debug, Default)]
pub struct Copies {
    /// One for each set of articles that shared passages hold together, in order of the first article.
    pub clusters: Vec<Cluster>,
}

/// Articles that shared passages hold together.
#[derive(Debug)]
pub struct Cluster {
    /// The articles with what they share: bytes of each article's text, in order.
    pub articles: Vec<(SourceId, Vec<Range<usize>>)>,
    /// The words of the longest passage.
    pub words: usize,
}

/// Articles by their places, with the runs of words that they share.
type Shares = Vec<(usize, Vec<Range<usize>>)>;

impl Copies {
    /// Compares all articles.
    pub fn new(project: &Project) -> Self {
        let all: Vec<(SourceId, &Article)> = (0..project.sources.len())
            .map(SourceId::new)
            .filter(|id| project.source(*id).role == Role::Article)
            .filter_map(|id| Some((id, &**project.source(id).article.as_ref()?)))
            .collect();
        // Most articles share nothing: only the others are looked at closely.
        let marks: Vec<&Marks> = all.par_iter().map(|(_, article)| article.marks()).collect();
        let all: Vec<(SourceId, &Article)> =
            winnow::suspects(&marks).into_iter().filter_map(|at| all.get(at).copied()).collect();
        let texts: Vec<Prose> = all.par_iter().map(|(_, article)| Prose::new(article.text())).collect();
        let articles: Vec<SourceId> = all.into_iter().map(|(id, _)| id).collect();
        let groups = shared::groups(&texts, PASSAGE);
        if groups.is_empty() {
            return Self::default();
        }
        let origins = Origins::new(project, &articles);
        let mut sets = Sets::new(articles.len());
        let mut windows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut known: FxHashMap<Vec<usize>, BTreeSet<usize>> = FxHashMap::default();
        for group in &groups {
            let mut members: Vec<usize> = group.iter().map(|(text, _)| *text).collect();
            members.dedup();
            let undeclared = known.entry(members).or_insert_with_key(|members| origins.undeclared(members, &mut sets));
            for (text, start) in group.iter().filter(|(text, _)| undeclared.contains(text)) {
                windows.entry(*text).or_default().push(*start);
            }
        }
        let mut clusters: BTreeMap<usize, Shares> = BTreeMap::new();
        for (text, mut starts) in windows {
            starts.sort_unstable();
            clusters.entry(sets.first(text)).or_default().push((text, shared::runs(&starts, PASSAGE)));
        }
        let cluster = |members: Shares| {
            // What the second longest of them has, two of them share.
            let mut longest: Vec<usize> =
                members.iter().filter_map(|(_, runs)| runs.iter().map(Range::len).max()).collect();
            longest.sort_unstable_by_key(|words| std::cmp::Reverse(*words));
            let bytes = |(text, runs): (usize, Vec<Range<usize>>)| {
                let prose = texts.get(text)?;
                Some((*articles.get(text)?, runs.iter().map(|run| prose.bytes(run)).collect()))
            };
            let words = longest.get(1).or(longest.first()).copied().unwrap_or(PASSAGE);
            Cluster { articles: members.into_iter().filter_map(bytes).collect(), words }
        };
        Self { clusters: clusters.into_values().map(cluster).collect() }
    }
}

/// Some articles, and what `derived-from` says of them, through others too.
struct Origins<'a> {
    articles: &'a [SourceId],
    witnesses: Witnesses,
}

impl<'a> Origins<'a> {
    fn new(project: &Project, articles: &'a [SourceId]) -> Self {
        Self { articles, witnesses: Witnesses::new(project, std::iter::empty::<Vec<SourceId>>()) }
    }

    /// Whether `derived-from` says of two articles that they are not independent.
    fn declared(&self, a: usize, b: usize) -> bool {
        let articles = self.articles.get(a).zip(self.articles.get(b));
        articles.is_some_and(|(a, b)| self.witnesses.related(*a, *b))
    }

    /// Those of some articles which share a passage with another that they do not declare; joins them.
    fn undeclared(&self, members: &[usize], sets: &mut Sets) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut add = |a: usize, b: usize| {
            if !self.declared(a, b) {
                found.extend([a, b]);
                sets.join(a, b);
            }
        };
        if members.len() <= MOST_PAIRED {
            for (at, a) in members.iter().enumerate() {
                members.iter().skip(at + 1).for_each(|b| add(*a, *b));
            }
            return found;
        }
        let stranger =
            members.iter().find(|member| members.first().is_some_and(|first| !self.declared(*first, **member)));
        for member in members {
            members.first().iter().chain(&stranger).for_each(|other| add(**other, *member));
        }
        found
    }
}
