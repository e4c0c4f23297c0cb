//! The passages that a claim rests on, as they are written.

use arcstr::Substr;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::claims::{Keys, Resolver};
use super::model::{Around, Quote, Site};
use super::take::Take;
use super::tree::{Kind, Node};
use super::wording::{clip, mend_text};
use super::written::QUOTE;

/// The passages of a claim; and for each that may be a piece of a sentence which YAML cut at its commas, its number
/// and the list that it stands in.
#[derive(Debug, Default)]
pub(super) struct Passages {
    pub quotes: SmallVec<[Quote; 1]>,
    pub fragments: Vec<(usize, Site)>,
}

impl Resolver<'_> {
    pub(super) fn quotes(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Passages {
        let mut passages = Passages::default();
        let Some(node) = keys.get("quote") else { return passages };
        match &node.kind {
            Kind::List(items, flow) => {
                if items.is_empty() {
                    take.add(node, "`quote` is an empty list", "write the passage, verbatim");
                }
                let list = take.site(node);
                for item in items {
                    let Some(quote) = self.quote(take, item) else { continue };
                    if *flow && item.is_plain() {
                        passages.fragments.push((passages.quotes.len(), list));
                    }
                    passages.quotes.push(quote);
                }
            }
            _ => passages.quotes.extend(self.quote(take, node)),
        }
        passages
    }

    fn quote(&self, take: &mut Take<'_>, node: &Node<'_>) -> Option<Quote> {
        let site = take.site(node);
        let share = |text: &str| self.share(site.file, text);
        let mut quote = Quote { exact: Substr::new(), around: None, site, found: None };
        match &node.kind {
            Kind::Scalar(text, _) if !node.is_null() && text.trim().is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) if node.is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) => quote.exact = share(take.text("quote", node)?),
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
                    let name = super::wording::key_name(written);
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
                // The Web Annotation model names what kind of selector it is: there are others.
                take.word("type", keys.get("type").copied(), &[("TextQuoteSelector", ())]);
                let exact = keys.get("exact").copied();
                if sound && exact.is_none() {
                    take.add(node, "this quote has no `exact`", "write the passage itself behind `exact:`");
                }
                quote.exact = share(exact.and_then(|node| take.text("exact", node))?);
                let mut side = |key| take.optional(key, keys.get(key).copied()).map(String::into_boxed_str);
                let around = Around { prefix: side("prefix"), suffix: side("suffix") };
                quote.around = (around != Around::default()).then(|| Box::new(around));
            }
        }
        Some(quote)
    }
}
