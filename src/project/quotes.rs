//! The passages that a claim rests on, as they are written.

use rustc_hash::FxHashMap;

use super::claims::{Keys, Resolver};
use super::model::{Quote, Site};
use super::schema::{QUOTE, clip, mend_text};
use super::take::Take;
use super::tree::{Kind, Node};

/// A quote; and the list that it stands in, where it may be a piece of a sentence that YAML cut at its commas.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub quote: Quote,
    pub fragment: Option<Site>,
}

impl Resolver<'_> {
    pub(super) fn quotes(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Vec<Passage> {
        let Some(node) = keys.get("quote") else { return Vec::new() };
        match &node.kind {
            Kind::List(items, flow) => {
                if items.is_empty() {
                    take.add(node, "`quote` is an empty list", "write the passage, verbatim");
                }
                let list = take.site(node);
                let fragment = |item: &Node<'_>| (*flow && item.is_plain()).then_some(list);
                items.iter().filter_map(|item| self.quote(take, item, fragment(item))).collect()
            }
            _ => self.quote(take, node, None).into_iter().collect(),
        }
    }

    fn quote(&self, take: &mut Take<'_>, node: &Node<'_>, fragment: Option<Site>) -> Option<Passage> {
        let site = take.site(node);
        let mut quote = Quote { exact: String::new(), prefix: None, suffix: None, site, found: None };
        match &node.kind {
            Kind::Scalar(text, _) if !node.is_null() && text.trim().is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) if node.is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) => quote.exact = take.text("quote", node)?.to_owned(),
            Kind::List(..) => {
                let help = "write each passage as a text; one cut by commas goes in quotation marks";
                take.add(node, "a quote is a text, and this is a list in a list", help);
                return None;
            }
            Kind::Map(map) => {
                let mut keys: FxHashMap<&str, &Node<'_>> = FxHashMap::default();
                let mut sound = true;
                for (key, value) in &map.entries {
                    let written = key.text().unwrap_or("");
                    let name = super::schema::key_name(written);
                    match QUOTE.iter().find(|known| **known == name) {
                        Some(name) if keys.insert(name, value).is_none() => {}
                        Some(name) => {
                            take.add(key, format!("`{name}` is written twice in a quote"), "keep one of the two");
                            sound = false;
                        }
                        None => {
                            let near = super::names::nearest(written, QUOTE.iter().copied());
                            let help = match near {
                                Some(near) if !value.is_null() => format!("did you mean `{near}`?"),
                                _ => mend_text("quote"),
                            };
                            let message = format!("`{}` is no key of a quote", clip(written));
                            take.add(key, message, help);
                            sound = false;
                        }
                    }
                }
                let exact = keys.get("exact").copied();
                if sound && exact.is_none() {
                    take.add(node, "this quote has no `exact`", "write the passage itself behind `exact:`");
                }
                quote.exact = exact.and_then(|node| take.text("exact", node))?.to_owned();
                quote.prefix = take.optional("prefix", keys.get("prefix").copied());
                quote.suffix = take.optional("suffix", keys.get("suffix").copied());
            }
        }
        Some(Passage { quote, fragment })
    }
}
