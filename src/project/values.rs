//! Values by the type of their property.

use rustc_hash::FxHashMap;

use super::claims::Resolver;
use super::model::{Property, Type};
use super::properties::unknown_choice;
use super::take::{Take, without_brackets};
use super::tree::{Kind, Node};
use super::wording::{kind, mend_text};
use crate::id::{ChoiceId, PropertyId};
use crate::text::fold;
use crate::value::{Number, Value};

impl Resolver<'_> {
    pub(super) fn value(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, id: PropertyId) -> Option<Value> {
        let property = self.vocabulary.properties.get(id.index())?;
        if node.is_null() {
            take.text(key, node);
            return None;
        }
        match property.of {
            Type::Entity => {
                let ids = self.members(take, key, node, |take, name, node| self.entity(take, node, name))?;
                Some(Value::Entities(ids.into()))
            }
            Type::Choice => {
                let empty = FxHashMap::default();
                let choices = self.vocabulary.choices.get(id.index()).unwrap_or(&empty);
                // That there are none was told at the property.
                if choices.is_empty() {
                    return None;
                }
                let ids: Vec<ChoiceId> = self.members(take, key, node, |take, name, node| {
                    let found = choices.get(&fold::name(name)).copied();
                    if found.is_none() {
                        let known = |name: &str| choices.contains_key(&fold::name(name));
                        unknown_choice(take, node, name, id.0, known);
                    }
                    found
                })?;
                Some(Value::Choices(ids.into()))
            }
            Type::Number => self.number(take, key, node, property),
            Type::Date => {
                self.single(take, key, node, "a date")?;
                take.date(key, node, self.approximate).map(Value::Date)
            }
            Type::Text => {
                self.single(take, key, node, "a text")?;
                take.text(key, node).map(|text| Value::Text(fold::text(text).into()))
            }
            Type::Boolean => {
                self.single(take, key, node, "true or false")?;
                take.boolean(key, node).map(Value::Boolean)
            }
        }
    }

    /// A value that is no list.
    fn single(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, what: &str) -> Option<()> {
        match &node.kind {
            Kind::Scalar(..) => Some(()),
            _ => {
                let help = match (without_brackets(node), what) {
                    (Some(mend), "a text") => {
                        format!("{mend}; if the brackets belong to the text, {}", mend_text("text"))
                    }
                    (Some(mend), _) => mend,
                    (None, "a text") => mend_text("text"),
                    (None, _) => format!("write {what} behind `{key}:`"),
                };
                take.add(node, format!("this property's value is {what}, and not {}", kind(node)), help);
                None
            }
        }
    }

    fn number(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, property: &Property) -> Option<Value> {
        if let Kind::List(items, _) = &node.kind {
            let parts: Vec<&str> = items.iter().filter_map(Node::text).collect();
            let joined = parts.join(",");
            let help =
                if parts.len() > 1 && Number::parse(&joined, property.unit.as_deref(), &property.tolerance).is_ok() {
                    format!("put it in quotation marks, \"{joined}\", or write it without its comma")
                } else {
                    without_brackets(node).unwrap_or_else(|| "write one number; a range is `30..40`".to_owned())
                };
            let of = if items.len() > 1 { format!(" of {} numbers", items.len()) } else { String::new() };
            take.add(node, format!("this is a list{of}, and `{key}` takes one number"), help);
            return None;
        }
        self.single(take, key, node, "a number")?;
        let text = take.text(key, node)?;
        match Number::parse(text, property.unit.as_deref(), &property.tolerance) {
            Ok(number) => Some(Value::Number(Box::new(number))),
            Err(error) => {
                let reads = |text: &str| Number::parse(text, property.unit.as_deref(), &property.tolerance).is_ok();
                take.refuse(node, reads, error.message, error.help);
                None
            }
        }
    }

    /// One name or a list of them, each once.
    fn members<T: Ord>(
        &self,
        take: &mut Take<'_>,
        key: &str,
        node: &Node<'_>,
        mut find: impl FnMut(&mut Take<'_>, &str, &Node<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let before = take.mistakes.0.len();
        let names = take.texts(key, Some(node));
        if names.is_empty() && take.mistakes.0.len() == before {
            take.add(node, format!("`{key}` is an empty list"), "write at least one name");
        }
        let mut found: Vec<T> = names.into_iter().filter_map(|(name, node)| find(take, name, node)).collect();
        found.sort_unstable();
        found.dedup();
        (take.mistakes.0.len() == before).then_some(found)
    }
}
