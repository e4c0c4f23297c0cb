//! To whom a source attributes what it says.

use super::claims::{Keys, Resolver};
use super::model::Speaker;
use super::names::{Names, Unknown, nearest};
use super::take::Take;
use super::tree::Kind;
use super::wording::clip;
use crate::id::EntityId;

impl Resolver<'_> {
    pub(super) fn according_to(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Vec<Speaker> {
        let mut speakers = Vec::new();
        if let Some(node) = keys.get("according-to")
            && matches!(&node.kind, Kind::List(items, _) if items.is_empty())
        {
            let help = "write whom the source names, or `unnamed`; where it says so itself, leave the key out";
            take.add(node, "`according-to` is an empty list", help);
        }
        for (name, node) in take.texts("according-to", keys.get("according-to")) {
            if name == "unnamed" {
                speakers.push(Speaker::Unnamed);
                continue;
            }
            let several = self.vocabulary.several(Names::Speaker, name).is_some();
            match self.vocabulary.entity_names.find(name) {
                Ok(index) => speakers.push(Speaker::Entity(EntityId(index))),
                Err(Unknown::Nobody) if !several && is_nobody(name) => {
                    let help = "write `unnamed`: the source reports it, and does not say from whom";
                    take.add(node, format!("`{}` names nobody", clip(name)), help);
                }
                Err(Unknown::Nobody) if !several && nearest(name, ["unnamed"]).is_some() => {
                    take.add(node, format!("`{}` is no known entity", clip(name)), "did you mean `unnamed`?");
                }
                Err(why) => {
                    let site = take.site(node);
                    self.vocabulary.unknown(take.mistakes, site, Names::Speaker, name, &why);
                }
            }
        }
        speakers.sort_unstable();
        speakers.dedup();
        speakers
    }
}

/// Whether words say that a source has something from others, and not from whom: `reportedly`, `unnamed sources`.
fn is_nobody(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "reportedly",
        "allegedly",
        "supposedly",
        "reports",
        "rumours",
        "rumors",
        "hearsay",
        "unnamed",
        "anonymous",
        "unidentified",
        "undisclosed",
        "unknown",
        "unspecified",
        "various",
        "several",
        "some",
        "a",
        "an",
        "the",
        "source",
        "sources",
        "person",
        "people",
        "official",
        "officials",
        "insider",
        "insiders",
    ];
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.all(|word| WORDS.contains(&word.as_str()))
}
