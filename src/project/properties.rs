//! Properties: what type their values have, which choices there are and which of them go together.

use bigdecimal::{BigDecimal, Signed};
use rustc_hash::FxHashMap;

use super::cut;
use super::gather::Gather;
use super::mistake::Help;
use super::model::{Holds, Property, Type};
use super::names::Names;
use super::take::Take;
use super::tree::{Kind, Node};
use super::wording::{clip, list};
use super::written::Entry;
use crate::id::ChoiceId;
use crate::text::fold;
use crate::value::number::{Number, Tolerance};

impl Gather<'_> {
    pub(super) fn property(&mut self, entry: &Entry<'_>, index: u32) -> (Property, FxHashMap<String, ChoiceId>) {
        let mut take = self.take(entry);
        let fields = &entry.fields;
        let types = [
            ("entity", Type::Entity as u8),
            ("choice", Type::Choice as u8),
            ("number", Type::Number as u8),
            ("date", Type::Date as u8),
            ("text", Type::Text as u8),
            ("boolean", Type::Boolean as u8),
        ];
        let kinds = [Type::Entity, Type::Choice, Type::Number, Type::Date, Type::Text, Type::Boolean];
        let node = fields.get("type").filter(|node| !node.is_null());
        let of = take.word("type", node, &types).and_then(|at| kinds.get(usize::from(at)).cloned());
        if node.is_none() && !fields.broken && !fields.doubtful {
            let words: Vec<&str> = types.iter().map(|(word, _)| *word).collect();
            let help = format!("write `type:` and one of {}", list(&words));
            take.mistakes.add(entry.site, format!("the property `{}` has no type", entry.id), help);
        }
        // What a property without a type can hold is open: nothing more is asked of it.
        let known = of.is_some();
        let of = of.unwrap_or(Type::Text);
        let holds = [("one-at-a-time", Holds::OneAtATime), ("one", Holds::One), ("many", Holds::Many)];
        let holds = take.word("holds", fields.get("holds"), &holds).unwrap_or_default();
        let belongs = [
            ("choices", Type::Choice),
            ("compatible", Type::Choice),
            ("same", Type::Choice),
            ("unit", Type::Number),
            ("tolerance", Type::Number),
        ];
        for (key, owner) in belongs {
            if let Some(node) = fields.get(key).filter(|node| known && of != owner && !node.is_null()) {
                let owner = if owner == Type::Choice { "choice" } else { "number" };
                let help = format!("remove it, or write `type: {owner}`");
                take.add(node, format!("`{key}` belongs to a property of type {owner}"), help);
            }
        }
        let mut choices: Vec<String> = Vec::new();
        let mut folded: FxHashMap<String, ChoiceId> = FxHashMap::default();
        if of == Type::Choice {
            for (choice, node) in Self::choices(&mut take, fields.get("choices")) {
                let name = fold::name(choice);
                if folded.contains_key(&name) {
                    take.add(node, format!("the choice `{}` is there already", clip(choice)), "keep one of the two");
                    continue;
                }
                folded.insert(name, ChoiceId::new(choices.len()));
                choices.push(choice.to_owned());
            }
            if choices.is_empty() && !fields.broken && !fields.doubtful {
                let help = "write `choices:` and a list of them in square brackets";
                take.mistakes.add(entry.site, format!("the property `{}` has no choices", entry.id), help);
            }
        }
        let known = (index, &folded);
        // Of pairs that were cut at a comma that is told.
        let whole = |node: &&Node<'_>| of == Type::Choice && !(fields.doubtful && node.text().is_some());
        let same = Self::groups(&mut take, "same", fields.get("same").filter(whole), known);
        let pairs = Self::groups(&mut take, "compatible", fields.get("compatible").filter(whole), known);
        let (same, compatible) = relate(choices.len(), &same, &pairs).unwrap_or_else(|| {
            let help = "divide the property into several: nobody compares so many choices by hand";
            take.mistakes.add(entry.site, "too many pairs of choices are compatible", help);
            ((0..choices.len()).map(ChoiceId::new).collect(), Vec::new())
        });
        let unit = take.optional("unit", fields.get("unit"));
        let tolerance_node = fields.get("tolerance").filter(|node| !node.is_null() && of == Type::Number);
        let tolerance = tolerance_node.and_then(|node| Self::tolerance(&mut take, node, unit.as_deref()));
        Self::kind(&mut take, entry);
        let property = Property {
            name: entry.id.as_str().into(),
            site: entry.site,
            label: Self::label(&mut take, entry),
            aliases: Self::aliases(&mut take, entry),
            of,
            holds,
            choices,
            compatible,
            same,
            unit,
            tolerance: tolerance.unwrap_or_else(ten_percent),
        };
        (property, folded)
    }

    /// The choices, each with its node. Several that are written like one are told, and read as what they were meant
    /// for: a property of one choice would compare nothing.
    fn choices<'n, 't>(take: &mut Take<'_>, node: Option<&'n Node<'t>>) -> Vec<(&'n str, &'n Node<'t>)> {
        let several = node.filter(|node| node.is_plain()).and_then(|node| Some((node, cut::parts(node.text()?)?)));
        let Some((node, parts)) = several else { return take.texts("choices", node) };
        let (list, whole) = (clip(&parts.join(", ")), clip(node.text().unwrap_or("")));
        let help = format!(
            "write `choices: [{list}]` for several; one choice with a comma in it goes in quotation marks: `\"{whole}\"`"
        );
        take.add(node, "`choices` is a list, and this is one text with a comma in it", help);
        parts.into_iter().map(|part| (part, node)).collect()
    }

    /// Groups of choices: `[[a, b], [c, d]]`.
    fn groups(
        take: &mut Take<'_>,
        key: &str,
        node: Option<&Node<'_>>,
        (property, choices): (u32, &FxHashMap<String, ChoiceId>),
    ) -> Vec<Vec<ChoiceId>> {
        let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
        let help = format!("write `{key}: [[one choice, another choice]]`");
        let Kind::List(items, _) = &node.kind else {
            take.add(node, format!("`{key}` is a list of pairs of choices"), help);
            return Vec::new();
        };
        if items.iter().any(|item| item.text().is_some()) {
            take.add(node, format!("`{key}` is a list of pairs of choices, each in its own square brackets"), help);
            return Vec::new();
        }
        let mut groups = Vec::new();
        for item in items {
            let before = take.mistakes.0.len();
            let mut group = Vec::new();
            for (name, node) in take.texts(key, Some(item)) {
                match choices.get(&fold::name(name)) {
                    Some(choice) => group.push(*choice),
                    None => unknown_choice(take, node, name, property, |name| choices.contains_key(&fold::name(name))),
                }
            }
            let first = group.first().copied();
            if take.mistakes.0.len() == before && group.iter().all(|choice| Some(*choice) == first) {
                let other = |(_, choice): &(&String, &ChoiceId)| Some(**choice) != first;
                let one = item_text(item);
                let help = match choices.iter().filter(other).map(|(name, choice)| (choice, name)).min() {
                    Some((_, other)) if !one.is_empty() => format!("write such as `{key}: [[{one}, {other}]]`"),
                    _ => help.clone(),
                };
                let message = format!(
                    "`{key}` names {} here, and a pair is two",
                    if one.is_empty() { "nothing" } else { "one choice" }
                );
                take.add(item, message, help);
                continue;
            }
            groups.push(group);
        }
        groups
    }

    fn tolerance(take: &mut Take<'_>, node: &Node<'_>, unit: Option<&str>) -> Option<Tolerance> {
        let text = take.text("tolerance", node)?;
        let share = text.strip_suffix('%').map(str::trim_end);
        let amount: Option<BigDecimal> = match share {
            Some(percent) => percent.parse().ok(),
            None => Number::parse(text, unit, &ten_percent()).ok().and_then(|number| {
                let (low, high) = (number.low?.0, number.high?.0);
                (low == high).then_some(low)
            }),
        };
        match amount {
            Some(amount) if !amount.is_negative() => Some(match share {
                Some(_) => Tolerance::Share(amount / BigDecimal::from(100)),
                None => Tolerance::Amount(amount),
            }),
            _ => {
                let help = "write a share such as `10%`, or a plain amount such as `5`";
                take.add(node, format!("`{}` is no tolerance", clip(text)), help);
                None
            }
        }
    }
}

/// The first member of a list, as written.
fn item_text<'n>(item: &'n Node<'_>) -> &'n str {
    match &item.kind {
        Kind::List(items, _) => items.first().and_then(Node::text).map_or("", str::trim),
        _ => "",
    }
}

/// 10 %, where a property sets no tolerance.
pub(super) fn ten_percent() -> Tolerance {
    Tolerance::Share(BigDecimal::new(1.into(), 1))
}

/// Says that a choice is not known.
pub(super) fn unknown_choice(
    take: &mut Take<'_>,
    node: &Node<'_>,
    name: &str,
    property: u32,
    known: impl Fn(&str) -> bool,
) {
    if let Some(names) = cut::names(name, &known) {
        let message = format!("`{}` is one text, and holds several choices", clip(name));
        return take.add(node, message, cut::as_list(&names));
    }
    let help = Help::Nearest(Names::Choice(property), name.to_owned());
    take.refuse(node, known, format!("`{}` is none of the choices", clip(name)), help);
}

/// For each choice the first that is the same.
type Same = Vec<ChoiceId>;

/// Pairs of different choices that may both be true.
type Compatible = Vec<(ChoiceId, ChoiceId)>;

/// How many pairs of choices of a property may be compatible.
const PAIRS: usize = 1_000_000;

/// Works out which choices are the same, and which are compatible; `None` where there are too many pairs.
fn relate(count: usize, same: &[Vec<ChoiceId>], pairs: &[Vec<ChoiceId>]) -> Option<(Same, Compatible)> {
    if pairs.iter().map(|group| group.len().saturating_mul(group.len())).sum::<usize>() > PAIRS {
        return None;
    }
    let mut first: Vec<usize> = (0..count).collect();
    fn root(first: &mut [usize], mut at: usize) -> usize {
        while let Some(&up) = first.get(at).filter(|up| **up != at) {
            let above = first.get(up).copied().unwrap_or(up);
            if let Some(slot) = first.get_mut(at) {
                *slot = above;
            }
            at = up;
        }
        at
    }
    for group in same {
        for pair in group.windows(2) {
            if let [a, b] = pair {
                let (a, b) = (root(&mut first, a.index()), root(&mut first, b.index()));
                if let Some(slot) = first.get_mut(a.max(b)) {
                    *slot = a.min(b);
                }
            }
        }
    }
    let mut members: Vec<Vec<ChoiceId>> = vec![Vec::new(); count];
    let mut roots = Vec::with_capacity(count);
    for at in 0..count {
        let root = root(&mut first, at);
        roots.push(ChoiceId::new(root));
        if let Some(group) = members.get_mut(root) {
            group.push(ChoiceId::new(at));
        }
    }
    let mut classes: Vec<(ChoiceId, ChoiceId)> = Vec::new();
    let of = |choice: ChoiceId| roots.get(choice.index()).copied().unwrap_or(choice);
    for group in pairs {
        for (at, a) in group.iter().enumerate() {
            for b in group.iter().skip(at + 1) {
                let (a, b) = (of(*a), of(*b));
                if a != b {
                    classes.push((a.min(b), a.max(b)));
                }
            }
        }
    }
    classes.sort_unstable();
    classes.dedup();
    let mut compatible = Vec::new();
    for (a, b) in classes {
        let (Some(left), Some(right)) = (members.get(a.index()), members.get(b.index())) else { continue };
        if compatible.len() + 2 * left.len().saturating_mul(right.len()) > PAIRS {
            return None;
        }
        for &x in left {
            for &y in right {
                compatible.push((x, y));
                compatible.push((y, x));
            }
        }
    }
    compatible.sort_unstable();
    Some((roots, compatible))
}
