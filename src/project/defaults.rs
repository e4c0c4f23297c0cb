//! What a file's claims leave out, looked at by itself: a mistake in it is one, whether a claim uses it or not.

use super::claims::{Keys, Resolver};
use super::mistake::Mistakes;
use super::model::{Order, Site};
use super::take::Take;
use super::written::{Fields, Written};
use crate::time::Length;

impl Resolver<'_> {
    /// Tells what is wrong with a file's defaults. What its claims tell of the same places is told once with this.
    pub(super) fn defaults(&self, file: &Written<'_>, mistakes: &mut Mistakes) {
        let defaults = &file.defaults;
        if defaults.iter().next().is_none() {
            return;
        }
        let none = Fields::default();
        let keys = Keys { own: defaults, defaults: &none };
        let take = &mut Take { file: file.file, mistakes };
        if defaults.has("source") {
            self.source(take, &keys, Site::new(file.file, defaults.start as usize..defaults.end as usize));
        }
        self.quotes(take, &keys);
        self.certainty(take, &keys);
        self.according_to(take, &keys);
        if let Some(node) = defaults.get("subject") {
            self.subjects(take, node);
        }
        let property = defaults.get("property").and_then(|node| self.property(take, node));
        // Which property a default value is of, each claim may say for itself.
        if let Some(property) = property.filter(|_| !file.claims.iter().any(|claim| claim.has("property"))) {
            for (key, node) in keys.any(&["value", "not"]) {
                self.value(take, key, node, property);
            }
        }
        if let Some(node) = defaults.get("when") {
            self.when(take, "when", node);
        }
        if let Some(node) = defaults.get("event") {
            take.text("event", node).and_then(|name| self.point(take, node, name));
        }
        for key in Order::ALL.into_iter().map(Order::key) {
            if let Some(node) = defaults.get(key) {
                self.target(take, key, node);
            }
        }
        for key in ["by", "at-least", "at-most"] {
            if let Some(node) = defaults.get(key)
                && let Some(Err(error)) = take.text(key, node).map(Length::parse)
            {
                take.time_error(node, error);
            }
        }
        self.said(take, &keys);
        if let Some(node) = defaults.get("note") {
            take.text("note", node);
        }
    }
}
