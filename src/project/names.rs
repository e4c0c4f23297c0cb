//! Names: ids, labels and aliases of one kind, and what a written name stands for.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::cut;
use crate::text::fold;
use crate::text::packed::Index;

/// Kinds of names that a person can mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Names {
    Source,
    Entity,
    Property,
    Event,
    Utterance,
    /// Entities and events, which claims are about.
    Subject,
    /// Entities to whom something is attributed.
    Speaker,
    /// The choices of a property, by its number.
    Choice(u32),
}

impl Names {
    /// With its article, for messages.
    pub fn one(self) -> &'static str {
        match self {
            Self::Source => "a source",
            Self::Entity | Self::Speaker => "an entity",
            Self::Property => "a property",
            Self::Event => "an event",
            Self::Utterance => "an utterance",
            Self::Subject => "an entity or event",
            Self::Choice(_) => "a choice",
        }
    }

    /// Several of them.
    pub fn many(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Entity | Self::Speaker => "entities",
            Self::Property => "properties",
            Self::Event => "events",
            Self::Utterance => "utterances",
            Self::Subject => "entities or events",
            Self::Choice(_) => "choices",
        }
    }
}

/// The names of one kind.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Ids, by the numbers of their entries.
    ids: Index,
    /// Names as they are written in the vocabulary and stand for one entry: most claims write them so, too.
    written: Index,
    /// The entry of each of them.
    entries: Vec<u32>,
    /// Folded names, labels and aliases, each with all its entries, sorted.
    folded: FxHashMap<CompactString, SmallVec<[u32; 2]>>,
}

/// Why a name stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Nobody has it.
    Nobody,
    /// So many entries do; the first of them.
    Several(usize, Vec<u32>),
}

impl Table {
    /// A table for so many entries.
    pub fn for_entries(count: usize) -> Self {
        let mut table = Self { ids: Index::with_capacity(count), ..Self::default() };
        table.folded.reserve(count);
        table
    }

    /// Adds the id of the next entry. Ids win over names, so all are added before any name.
    pub fn add_id(&mut self, id: &str) {
        self.ids.add(id);
    }

    /// The id of an entry.
    pub fn id(&self, index: usize) -> &str {
        self.ids.get(index)
    }

    /// Adds a name, label or alias.
    pub fn add_name(&mut self, name: &str, index: u32) {
        let entries = self.folded.entry(fold::name(name).into()).or_default();
        // Names are added entry by entry.
        if entries.last() != Some(&index) {
            entries.push(index);
        }
    }

    /// Notes a name that was added, as it is written: folding it each time that it is found is dear. One that stands for
    /// several entries may be noted, too, until [`Table::settle`] is called.
    pub fn note(&mut self, name: &str, index: u32) {
        // Ids go before names, and so does an id that is written with other hyphens.
        if self.ids.find(name).is_none() && !name.contains('_') {
            self.written.add(name);
            self.entries.push(index);
        }
    }

    /// Forgets noted names that stand for several entries, when all names are there.
    pub fn settle(&mut self) {
        let folded = &self.folded;
        if folded.values().any(|entries| entries.len() > 1) {
            self.written.retain(|name| folded.get(fold::name(name).as_str()).is_some_and(|all| all.len() == 1));
        }
    }

    /// Whether a name stands in both tables.
    pub fn shares(&self, other: &Self) -> bool {
        let (few, many) = if self.folded.len() < other.folded.len() { (self, other) } else { (other, self) };
        few.folded.keys().any(|name| many.folded.contains_key(name))
    }

    /// Asks memory for what finding names will need, by their [hashes](crate::text::packed::hash): first where they
    /// stand, then for what stands there.
    pub fn fetch(&self, names: &[u64]) {
        let ids: Vec<Option<usize>> = names.iter().map(|hash| self.ids.likely(*hash)).collect();
        ids.iter().flatten().for_each(|at| self.ids.fetch(*at));
        let others = names.iter().zip(&ids).filter(|(_, id)| id.is_none());
        others.filter_map(|(hash, _)| self.written.likely(*hash)).for_each(|at| self.written.fetch(at));
    }

    /// Asks memory for the id of an entry.
    pub fn fetch_id(&self, index: usize) {
        self.ids.fetch(index);
    }

    /// What a written name stands for.
    pub fn find(&self, name: &str) -> Result<u32, Unknown> {
        if let Some(index) = self.with_id(name) {
            return Ok(index);
        }
        if let Some(&index) = self.written.find(name).and_then(|at| self.entries.get(at)) {
            return Ok(index);
        }
        if name.contains('_')
            && let Some(index) = self.with_id(&name.replace('_', "-"))
        {
            return Ok(index);
        }
        match self.folded.get(fold::name(name).as_str()).map(SmallVec::as_slice) {
            Some(&[index]) => Ok(index),
            Some(several) if !several.is_empty() => {
                Err(Unknown::Several(several.len(), several.iter().take(6).copied().collect()))
            }
            _ => Err(Unknown::Nobody),
        }
    }

    /// Whether a written name is an id, and no name or alias.
    pub fn is_id(&self, name: &str) -> bool {
        self.with_id(name).is_some() || (name.contains('_') && self.with_id(&name.replace('_', "-")).is_some())
    }

    fn with_id(&self, id: &str) -> Option<u32> {
        self.ids.find(id).and_then(|index| u32::try_from(index).ok())
    }
}

/// The known name that a written one most likely means; `None` where none is near. Of names equally near, the first.
pub(super) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let written = plain(written);
    let length = written.chars().count();
    // A letter or two are near to anything.
    let reach = match length {
        0 | 1 => 0,
        2..=5 => 1,
        _ => (length / 3).min(8),
    };
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let folded = plain(name);
        let long = folded.chars().count();
        if long.abs_diff(length) > reach {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&written, &folded);
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The first known name that has a written one between its commas, and all that stand there: such a name may have been
/// meant for a list.
pub(super) fn part_of<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<(&'k str, Vec<&'k str>)> {
    let written = fold::name(written);
    let of = |name: &'k str| {
        let parts = cut::parts(name)?;
        parts.iter().any(|part| fold::name(part) == written).then_some((name, parts))
    };
    known.into_iter().find_map(of)
}

/// The first known name that has all words of a written one: `Palmieri` is short for `Francisco Palmieri`.
pub(super) fn longer<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        words.map(fold::name).collect()
    };
    let wanted = words(written);
    let has = |name: &&str| {
        let known = words(name);
        wanted.iter().all(|word| known.contains(word))
    };
    if wanted.is_empty() { None } else { known.into_iter().find(has) }
}

/// A name folded, its hyphens and underscores as spaces: `charge_daffaires` is near `Chargé d'affaires`.
fn plain(name: &str) -> String {
    fold::name(name).replace(['-', '_'], " ")
}
