//! Takes values out of nodes: texts, lists, words of a fixed choice, dates. What does not fit is a mistake.

use super::ampersand::FREE;
use super::mistake::{Help, Mistakes};
use super::model::{Order, Site};
use super::names::nearest;
use super::tree::{Kind, Node, Style};
use super::unseen;
use super::wording::{clip, kind, list, mend_text};
use crate::id::FileId;
use crate::time::edtf::{self, TimeError};
use crate::time::when::{End, Kind as Time, Moment};
use crate::time::{Bounds, Day, Length, When};

/// Whether a key of a claim names one of what there may be several of.
fn names_one(key: &str) -> bool {
    matches!(key, "event" | "property" | "source" | "speaker" | "utterance")
        || Order::ALL.iter().any(|order| order.key() == key)
}

/// Takes values out of the nodes of one file.
#[derive(Debug)]
pub(super) struct Take<'m> {
    pub file: FileId,
    pub mistakes: &'m mut Mistakes,
}

impl Take<'_> {
    pub fn site(&self, node: &Node<'_>) -> Site {
        Site::new(self.file, node.range())
    }

    pub fn add(&mut self, node: &Node<'_>, message: impl Into<String>, help: impl Into<Help>) {
        let site = self.site(node);
        self.mistakes.add(site, message, help);
    }

    /// A text that can't be read. Where it would be read without its typographic quotation marks, or without what
    /// nobody sees in it, that is told instead.
    pub fn refuse(
        &mut self,
        node: &Node<'_>,
        reads: impl Fn(&str) -> bool,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) {
        match node.text().and_then(unseen::plain).filter(|plain| reads(&plain.text)) {
            Some(plain) => self.add(node, plain.message, plain.help),
            None => self.add(node, message, help),
        }
    }

    pub fn time_error(&mut self, node: &Node<'_>, error: TimeError) {
        let reads = |text: &str| When::parse(text, None).is_ok() || Length::parse(text).is_ok();
        self.refuse(node, reads, error.message, error.help);
    }

    /// A text, without white space around it.
    pub fn text<'n>(&mut self, key: &str, node: &'n Node<'_>) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar(text, Style::EmptyBlock) => {
                let text = text.lines().next().unwrap_or("").trim();
                let help = if text.len() > 1 {
                    format!("put it in quotation marks: \"{}\"", clip(text))
                } else {
                    "write the text on the lines below it, each further to the right than the key".to_owned()
                };
                self.add(node, format!("`{}` begins a block of text in YAML, and this one is empty", clip(text)), help);
                None
            }
            _ if node.is_null() => {
                let (message, help) = if node.is_empty() {
                    (format!("`{key}` has no value"), "write its value, or leave the key out".to_owned())
                } else {
                    let text = clip(node.text().unwrap_or("~"));
                    let help = format!("if the text is meant, put it in quotation marks: \"{text}\"");
                    // JSON has no other word for it; in YAML several mean it, and look like texts.
                    let yaml = if text == "null" { "" } else { " in YAML" };
                    (format!("`{text}` means \"no value\"{yaml}, and `{key}` needs one"), help)
                };
                self.add(node, message, help);
                None
            }
            Kind::Scalar(text, _) => {
                let text = text.trim();
                if text.is_empty() {
                    self.add(node, format!("`{key}` is empty"), "write its value, or leave the key out");
                    return None;
                }
                Some(text)
            }
            Kind::List(..) | Kind::Map(_) => {
                let belongs = FREE.contains(&key).then(|| mend_text(key));
                let help = match (without_brackets(node), belongs) {
                    (Some(mend), None) => mend,
                    (Some(mend), Some(belongs)) => format!("{mend}; if the brackets belong to the text, {belongs}"),
                    (None, Some(belongs)) if is_flow(node) => belongs,
                    (None, None) if names_one(key) && matches!(node.kind, Kind::List(..)) => {
                        format!("a claim names one under `{key}`: write a claim for each")
                    }
                    (None, _) => format!("write one text behind `{key}:`"),
                };
                self.add(node, format!("`{key}` takes one text, and this is {}", kind(node)), help);
                None
            }
        }
    }

    /// A text that may be left empty.
    pub fn optional(&mut self, key: &str, node: Option<&Node<'_>>) -> Option<String> {
        let node = node.filter(|node| !node.is_null())?;
        self.text(key, node).map(str::to_owned)
    }

    /// One text or a list of them, each with its node; none where there is no value.
    pub fn texts<'n, 't>(&mut self, key: &str, node: Option<&'n Node<'t>>) -> Vec<(&'n str, &'n Node<'t>)> {
        let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
        match &node.kind {
            Kind::List(items, _) => {
                items.iter().filter_map(|item| self.text(key, item).map(|text| (text, item))).collect()
            }
            Kind::Scalar(..) => self.text(key, node).map(|text| (text, node)).into_iter().collect(),
            Kind::Map(_) => {
                let help = format!("write one text behind `{key}:`, or a list in square brackets");
                self.add(node, format!("`{key}` takes a text or a list of them, and this is {}", kind(node)), help);
                Vec::new()
            }
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &str, node: &Node<'_>) -> Option<bool> {
        let text = self.text(key, node)?;
        // YAML 1.1 took it for a truth value.
        let word = |word: &str| match node.kind {
            Kind::Scalar(_, Style::Plain) => format!("`{word}` is a word in YAML 1.2"),
            _ => format!("`{word}` is a word, and `{key}` is true or false"),
        };
        let (message, help) = match text.to_ascii_lowercase().as_str() {
            "true" => return Some(true),
            "false" => return Some(false),
            yes @ ("yes" | "y" | "on") => (word(yes), "write `true`".to_owned()),
            no @ ("no" | "n" | "off") => (word(no), "write `false`".to_owned()),
            _ => (format!("`{key}` is true or false, and not `{}`", clip(text)), "write `true` or `false`".to_owned()),
        };
        self.refuse(node, |text| matches!(text, "true" | "false"), message, help);
        None
    }

    /// One of a few words; `_` and `-` are the same in them.
    pub fn word<T: Copy>(&mut self, key: &str, node: Option<&Node<'_>>, words: &[(&str, T)]) -> Option<T> {
        let node = node.filter(|node| !node.is_null())?;
        let text = self.text(key, node)?;
        let plain = text.replace('_', "-");
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == plain) {
            return Some(*meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let help = match nearest(text, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", list(&known)),
        };
        let message = format!("`{}` is nothing that `{key}` may be", clip(text));
        self.refuse(node, |text| known.contains(&text), message, help);
        None
    }

    /// The text of a time. A set of dates, `[2019, 2020]`, is none, though EDTF has it.
    pub fn time<'n>(&mut self, key: &str, node: &'n Node<'_>) -> Option<&'n str> {
        let (members, brackets): (Vec<&str>, _) = match &node.kind {
            Kind::List(items, true) => (items.iter().filter_map(Node::text).map(str::trim).collect(), ('[', ']')),
            Kind::Map(map) if map.flow && map.entries.iter().all(|(_, value)| value.is_null()) => {
                (map.entries.iter().filter_map(|(key, _)| key.text()).map(str::trim).collect(), ('{', '}'))
            }
            _ => return self.text(key, node),
        };
        let (Some(first), Some(last)) = (members.first(), members.last()) else { return self.text(key, node) };
        if !members.iter().all(|member| edtf::looks_like_date(member) || member.contains("..")) {
            return self.text(key, node);
        }
        let range = Some(format!("{first}..{last}")).filter(|range| When::parse(range, None).is_ok());
        let claims = !matches!(key, "published" | "retrieved" | "on" | "until");
        let help = match range {
            _ if members.len() == 1 => format!("write `{first}`, without brackets"),
            Some(range) if claims => format!("write `{range}` (at some time within it), or a claim for each date"),
            Some(range) => format!("write `{range}`: at some time within it"),
            None if claims => "write a claim for each date".to_owned(),
            None => "write one date, or an interval of two".to_owned(),
        };
        let written = clip(&format!("{}{}{}", brackets.0, members.join(", "), brackets.1));
        let message = format!("`{written}` is a set of dates, a part of EDTF level 2 that is not supported");
        self.add(node, message, help);
        None
    }

    /// A date, or the days that an interval spans.
    pub fn date(&mut self, key: &str, node: &Node<'_>, approximate: Option<&Length>) -> Option<Bounds> {
        let text = self.time(key, node)?;
        match bounds(text, approximate) {
            Ok(bounds) => Some(bounds),
            Err(error) => {
                self.time_error(node, error);
                None
            }
        }
    }

    /// One day.
    pub fn day(&mut self, key: &str, node: Option<&Node<'_>>) -> Option<Day> {
        let node = node.filter(|node| !node.is_null())?;
        let bounds = self.date(key, node, None)?;
        if bounds.exact().is_none() {
            self.add(node, format!("`{key}` is one day"), "write it as year, month and day: `2026-03-10`");
        }
        bounds.exact()
    }
}

/// The days of a date; of an interval or a range, all days within it.
fn bounds(text: &str, approximate: Option<&Length>) -> Result<Bounds, TimeError> {
    // `9/5` has no year, and may not be counted from the day of the article here.
    let short = text.len() <= 5 && edtf::without_date(text).is_some();
    if short || !text.contains('/') && !text.contains("..") {
        return edtf::date(text, approximate);
    }
    let no_date = || TimeError {
        message: format!("`{}` is no date", clip(text)),
        help: Some("write a date such as `2026-02-01`, or an interval of two".into()),
    };
    let of = |moment: &Moment<String>| match moment {
        Moment::Date(bounds) => Ok(*bounds),
        Moment::Event(name) => Err(edtf::date(name, None).err().unwrap_or_else(no_date)),
        Moment::Published(_) => Err(no_date()),
    };
    let end = |end: &End<String>| match end {
        End::At(moment) => of(moment),
        End::Open | End::Unknown => Ok(Bounds::ANY),
    };
    let (from, to) = match &When::parse(text, approximate)?.kind {
        Time::Within(from, to) => (of(from)?, of(to)?),
        Time::Throughout(from, to) => (end(from)?, end(to)?),
    };
    Ok(Bounds { earliest: from.earliest, latest: to.latest })
}

/// How to write a text that stands alone between brackets.
pub(super) fn without_brackets(node: &Node<'_>) -> Option<String> {
    let one = match &node.kind {
        Kind::List(items, true) => match items.as_slice() {
            [one] => one,
            _ => return None,
        },
        Kind::Map(map) if map.flow => match map.entries.as_slice() {
            [(one, value)] if value.is_empty() => one,
            _ => return None,
        },
        _ => return None,
    };
    let text = one.text().filter(|text| !one.is_null() && !text.contains(['"', '\\']))?;
    let mark = if one.is_plain() { "" } else { "\"" };
    // What is not repeated whole cannot be copied.
    if clip(text) != text {
        return Some("write it without brackets".to_owned());
    }
    Some(format!("write `{mark}{text}{mark}`, without brackets"))
}

fn is_flow(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::List(_, flow) => *flow,
        Kind::Map(map) => map.flow,
        Kind::Scalar(..) => false,
    }
}
