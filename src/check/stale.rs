//! What articles say of their own present that cannot be at their date, though it was so at another time.

mod events;
mod mend;
mod office;
#[cfg(test)]
mod tests;
pub(super) mod windows;

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::network::chain::Chain;
use super::network::component::Component;
use crate::id::{ClaimId, SourceId};
use crate::time::Bounds;
use events::Events;
use mend::{Left, Matter, Of};
use office::Offices;

/// What articles say of their own present that is not of it.
#[derive(Debug, Default)]
pub(super) struct Stale {
    /// By article.
    pub articles: BTreeMap<SourceId, Article>,
    /// The claims about the present, of all articles.
    pub present: BTreeSet<ClaimId>,
}

/// An article that describes another time than its own.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// What it says of its own present that is not of it, in the order of claims.
    pub items: Vec<Item>,
    /// All smallest sets of claims without which there is none of this.
    pub repairs: Vec<Vec<ClaimId>>,
}

/// A claim about the present that is not of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The article's claim.
    pub claim: ClaimId,
    /// What says that it is not so at the article's date.
    pub otherwise: BTreeSet<ClaimId>,
    /// When it was so, in order, and who says that; of events nobody, for their dates stand in `otherwise`.
    pub elsewhere: Vec<Time>,
    /// It cannot be so at the article's date, rather than only if an office changed hands and back.
    pub definite: bool,
}

/// What stands against a claim about the present where other claims are left out.
#[derive(Debug)]
struct Against {
    /// The article's claim.
    claim: ClaimId,
    /// What says that it is not so.
    otherwise: Vec<ClaimId>,
    /// Why it is not of its time.
    left: Left,
}

/// A time at which something was so.
#[derive(Clone, Debug)]
pub(super) struct Time {
    /// When.
    pub window: Bounds,
    /// Who says so.
    pub claims: Vec<ClaimId>,
}

impl Stale {
    /// Works it out.
    pub fn new(context: &Context<'_>) -> Self {
        let (events, mut offices) = (Events::new(context), Offices::new(context));
        let mut stale = Self::default();
        let mut matters: BTreeMap<SourceId, Vec<Matter>> = BTreeMap::new();
        for (source, item, matter) in events.items().into_iter().chain(offices.items()) {
            stale.present.insert(item.claim);
            stale.articles.entry(source).or_default().add(item);
            matters.entry(source).or_default().push(matter);
        }
        for (source, article) in &mut stale.articles {
            article.items.sort_by_key(|item| item.claim);
            let items = &mut article.items;
            let matters = matters.remove(source).unwrap_or_default();
            article.repairs = mend::repairs(matters, |of, out| {
                let found = match of {
                    Of::Office(place) => offices.against(place, *source, out)?,
                    Of::Events(place) => events.against(place, *source, out)?,
                };
                let Some(Against { claim, otherwise, left }) = found else { return Ok(None) };
                // What stands against the article in its own right is told.
                let at = items.iter().position(|item| item.claim == claim);
                if left.always
                    && let Some(item) = items.get_mut(at.unwrap_or(0))
                {
                    item.otherwise.extend(otherwise.into_iter().chain([claim]).filter(|told| *told != item.claim));
                }
                Ok(Some(left))
            });
        }
        events::disputes(context, &mut stale);
        stale
    }

    /// Whether a chain needs what an article says of its own present, so that it is part of that.
    pub fn needs(&self, part: &Component, chain: &Chain) -> bool {
        chain.steps.iter().any(|step| {
            let mut all = std::iter::once(&step.reason).chain(&step.others).filter_map(|reason| part.claim(*reason));
            part.claim(step.reason).is_some() && all.all(|claim| self.present.contains(&claim))
        })
    }
}

impl Article {
    /// Adds a claim; one that is known already may be so for another reason, too.
    fn add(&mut self, item: Item) {
        let Some(known) = self.items.iter_mut().find(|known| known.claim == item.claim) else {
            return self.items.push(item);
        };
        known.otherwise.extend(item.otherwise);
        if let ([known], [other]) = (known.elsewhere.as_mut_slice(), item.elsewhere.as_slice()) {
            known.window = known.window.common(other.window).unwrap_or(known.window);
        }
    }
}
