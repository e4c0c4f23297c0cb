//! An editor's decisions as they are written.

use super::claims::written;
use super::mistake::{Help, Mistakes};
use super::model::{Resolution, Site};
use super::take::Take;
use super::tree::Kind;
use super::wording::clip;
use super::written::Fields;
use crate::id::FileId;

/// An editor's decision.
pub(super) fn resolution(file: FileId, fields: &Fields<'_>, mistakes: &mut Mistakes) -> Option<Resolution> {
    let site = Site::new(file, fields.start as usize..fields.end as usize);
    let mut take = Take { file, mistakes };
    let before = take.mistakes.0.len();
    let mut rejects = Vec::new();
    for (name, node) in take.texts("rejects", fields.get("rejects")) {
        match name.split_once('/') {
            Some((source, claim)) if !source.trim().is_empty() && !claim.trim().is_empty() => {
                rejects.push((name.to_owned(), take.site(node)));
            }
            _ => {
                let help = "write its source's id, a slash and its own id: `nishadil/charge`";
                take.add(node, format!("`{}` names no claim", clip(name)), help);
            }
        }
    }
    if rejects.is_empty() && take.mistakes.0.len() == before && !fields.broken && !fields.doubtful {
        let help = "write `rejects: [source/id]`: the claims that were found wrong";
        take.mistakes.add(site, "this resolution rejects nothing", help);
    }
    let value = fields.get("value").filter(|node| !node.is_null());
    let value = value.filter(|node| {
        let map = matches!(node.kind, Kind::Map(_));
        if map {
            take.add(node, "`value` is what was rejected, and not a mapping of keys", Help::None);
        }
        !map
    });
    let value = value.map(|node| (written(node).into_owned(), take.site(node)));
    let (on, until) = (take.day("on", fields.get("on")), take.day("until", fields.get("until")));
    if let (Some(on), Some(until), Some(node)) = (on, until, fields.get("until"))
        && until < on
    {
        let message = format!("`until: {until}` lies before `on: {on}`: the decision would lapse before it was made");
        take.add(node, message, "write the last day on which it holds behind `until`, or leave it out");
    }
    let resolution = Resolution {
        site,
        rejects,
        because: take.optional("because", fields.get("because")),
        by: take.optional("by", fields.get("by")),
        on,
        until,
        value,
        content: take.texts("content", fields.get("content")).into_iter().map(|(text, _)| text.to_owned()).collect(),
    };
    (!resolution.rejects.is_empty()).then_some(resolution)
}
