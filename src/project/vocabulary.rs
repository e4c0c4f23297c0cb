//! What claims share: sources, entities, properties, events and utterances of all files, and their names.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::cut;
use super::mistake::{Help, Mistakes};
use super::model::*;
use super::names::{Names, Table, Unknown};
use super::unseen;
use super::wording::{clip, list};
use super::written::Written;
use crate::id::{ChoiceId, SourceId};

/// The vocabulary of a project and its names.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub sources: Shared<Source>,
    pub entities: Shared<Entity>,
    pub properties: Shared<Property>,
    pub events: Shared<Event>,
    pub utterances: Shared<Utterance>,
    pub source_names: Table,
    pub entity_names: Table,
    pub property_names: Table,
    pub event_names: Table,
    pub utterance_names: Table,
    /// Whether an entity and an event have a name in common.
    pub shared_names: bool,
    /// Folded choices of each property.
    pub choices: Vec<FxHashMap<String, ChoiceId>>,
    /// For each source, its `text` and `sha256` as written.
    pub texts: Vec<SourceText>,
    /// The file that is checked as a draft.
    pub draft: Option<SourceId>,
}

/// What a source says of its text.
#[derive(Debug, Default, Clone)]
pub(super) struct SourceText {
    pub text: Option<(String, Site)>,
    pub sha256: Option<(String, Site)>,
}

impl Vocabulary {
    /// Makes the names of sources anew, after one was put among them.
    pub fn rename_sources(&mut self) {
        self.source_names = Table::default();
        for source in &self.sources {
            self.source_names.add_id(&source.name);
        }
    }

    /// Where a project declares no utterances, the claims' own words are their ids: spelled alike but for case,
    /// accents and the like they are one.
    pub fn undeclared(&mut self, written: &[Written<'_>]) {
        if !self.utterances.is_empty() {
            return;
        }
        let mut names: Vec<(&str, Site)> = Vec::new();
        for file in written {
            let own = file.claims.iter().filter_map(|claim| claim.get("utterance"));
            for node in own.chain(file.defaults.get("utterance")) {
                if let Some(name) = node.text().map(str::trim).filter(|name| !name.is_empty() && !node.is_null()) {
                    names.push((name, Site::new(file.file, node.range())));
                }
            }
        }
        names.sort_unstable();
        names.dedup_by(|a, b| a.0 == b.0);
        for (name, site) in names {
            if self.utterance_names.find(name).is_ok() {
                continue;
            }
            let index = u32::try_from(self.utterances.len()).unwrap_or(u32::MAX);
            let id = name.replace('_', "-");
            self.utterance_names.add_id(&id);
            self.utterance_names.add_name(name, index);
            let utterance =
                Utterance { name: id.into(), site, label: name.into(), aliases: Vec::new(), declared: false };
            self.utterances.push(utterance);
        }
    }

    /// Says that a name stands for nothing, or for too much.
    pub fn unknown(&self, mistakes: &mut Mistakes, site: Site, kind: Names, name: &str, why: &Unknown) {
        match why {
            Unknown::Nobody => {
                if let Some(plain) = unseen::plain(name).filter(|plain| self.knows(kind, &plain.text)) {
                    return mistakes.add(site, plain.message, plain.help);
                }
                if let Some(names) = self.several(kind, name) {
                    let message = format!("`{}` is one text, and holds several names", clip(name));
                    let help = match kind {
                        Names::Entity | Names::Subject | Names::Speaker => cut::as_list(&names),
                        _ => "write a claim for each".to_owned(),
                    };
                    return mistakes.add(site, message, help);
                }
                let message =
                    format!("`{}` is no known {}", clip(name), kind.one().split_once(' ').map_or("", |x| x.1));
                mistakes.add(site, message, Help::Nearest(kind, name.to_owned()));
            }
            Unknown::Several(count, first) => {
                let ids: Vec<&str> = first.iter().map(|at| self.id(kind, *at)).collect();
                let more = if *count > ids.len() { " among them" } else { "" };
                let message = format!("`{}` is the name of {count} {}: {}{more}", clip(name), kind.many(), list(&ids));
                mistakes.add(site, message, "write the id of the one that is meant");
            }
        }
    }

    /// The names in a text with commas, if all are known.
    pub fn several<'n>(&self, kind: Names, text: &'n str) -> Option<Vec<&'n str>> {
        let unnamed = |name: &str| kind == Names::Speaker && name == "unnamed";
        cut::names(text, |name| unnamed(name) || self.knows(kind, name))
    }

    fn knows(&self, kind: Names, name: &str) -> bool {
        let tables: &[&Table] = match kind {
            Names::Source => &[&self.source_names],
            Names::Entity | Names::Speaker => &[&self.entity_names],
            Names::Property => &[&self.property_names],
            Names::Event => &[&self.event_names],
            Names::Utterance => &[&self.utterance_names],
            Names::Subject => &[&self.entity_names, &self.event_names],
            Names::Choice(_) => &[],
        };
        tables.iter().any(|table| table.find(name) != Err(Unknown::Nobody))
    }

    pub(super) fn id(&self, kind: Names, at: u32) -> &str {
        let at = at as usize;
        match kind {
            Names::Source => self.sources.get(at).map(|x| x.name.as_str()),
            Names::Entity | Names::Speaker => self.entities.get(at).map(|x| x.name.as_str()),
            Names::Property => self.properties.get(at).map(|x| x.name.as_str()),
            Names::Event => self.events.get(at).map(|x| x.name.as_str()),
            Names::Utterance => self.utterances.get(at).map(|x| x.name.as_str()),
            Names::Subject | Names::Choice(_) => None,
        }
        .unwrap_or("")
    }

    /// The help for an unknown name: the nearest known one.
    pub fn nearest(&self, kind: Names, name: &str) -> Option<String> {
        fn of<'v, T>(
            table: &'v [T],
            names: impl Fn(&'v T) -> (&'v CompactString, &'v CompactString, &'v [CompactString]),
        ) -> Vec<&'v str> {
            let names = table.iter().map(names);
            names
                .flat_map(|(id, label, aliases)| [id, label].into_iter().chain(aliases))
                .map(CompactString::as_str)
                .collect()
        }
        let mut known: Vec<&str> = match kind {
            Names::Source => self.sources.iter().map(|source| source.name.as_str()).collect(),
            Names::Entity | Names::Subject | Names::Speaker => of(&self.entities, |x| (&x.name, &x.label, &x.aliases)),
            Names::Property => of(&self.properties, |x| (&x.name, &x.label, &x.aliases)),
            Names::Event => of(&self.events, |x| (&x.name, &x.label, &x.aliases)),
            Names::Utterance => of(&self.utterances, |x| (&x.name, &x.label, &x.aliases)),
            Names::Choice(at) => {
                let choices = self.properties.get(at as usize).map_or(&[][..], |property| &property.choices);
                choices.iter().map(String::as_str).collect()
            }
        };
        if kind == Names::Subject {
            known.extend(of(&self.events, |x| (&x.name, &x.label, &x.aliases)));
        }
        if let Some((whole, parts)) = super::names::part_of(name, known.iter().copied()) {
            let parts = parts.join(", ");
            return Some(format!("did you mean `{whole}`? if that is several, write `[{parts}]` where it is defined"));
        }
        let near = super::names::nearest(name, known.iter().copied());
        Some(match near.or_else(|| super::names::longer(name, known.iter().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None if matches!(kind, Names::Choice(_)) => {
                known.truncate(12);
                format!("the choices are {}", list(&known))
            }
            None => {
                let section = match kind {
                    Names::Source => "sources",
                    Names::Entity | Names::Speaker => "entities",
                    Names::Property => "properties",
                    Names::Event => "events",
                    Names::Utterance => "utterances",
                    Names::Subject | Names::Choice(_) => "entities` or `events",
                };
                let unnamed = match kind {
                    Names::Speaker => "; or write `unnamed` for sources who are not named",
                    _ => "",
                };
                format!("define it under `{section}`, in any claim file{unnamed}")
            }
        })
    }
}
