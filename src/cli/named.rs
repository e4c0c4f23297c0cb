//! Claims, events and sources by the names that people give on the command line.

use crate::id::{ClaimId, EventId, SourceId};
use crate::project::{Event, EventPoint, Part, Project};
use crate::report::timeline::Asked;
use crate::text::fold;

/// The claims that a name means: `source/id`, an id that only one source has, or a place in a claim file
/// (`claims/a.yaml:14`, as `gainsay check` prints it). Several, where the claim has a list of subjects.
///
/// # Errors
/// A sentence with the nearest names.
pub fn claims(project: &Project, name: &str) -> Result<Vec<ClaimId>, String> {
    let name = name.trim();
    let exact: Vec<ClaimId> =
        project.claims().filter(|(id, _)| project.claim_name(*id) == name).map(|(id, _)| id).collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    if let Some(placed) = at(project, name) {
        return placed;
    }
    let by_id: Vec<ClaimId> = project.claims().filter(|(_, claim)| *claim.id == *name).map(|(id, _)| id).collect();
    let mut names: Vec<String> = by_id.iter().map(|id| project.claim_name(*id)).collect();
    names.dedup();
    match names.as_slice() {
        [] => {}
        [_] => return Ok(by_id),
        several => return Err(format!("Several sources have a claim `{name}`: write {}.", listed(several))),
    }
    if project.claims.is_empty() {
        return Err(format!("There is no claim `{name}`: the project has no claims."));
    }
    let all: Vec<String> = project.claims().map(|(id, _)| project.claim_name(id)).collect();
    let near = nearest(name, all.iter().map(String::as_str));
    Err(match near.as_slice() {
        [] => format!(
            "There is no claim `{name}`. Claims are named source/id, such as `{}`.",
            all.first().map_or("", String::as_str)
        ),
        near => format!("There is no claim `{name}`; did you mean {}?", listed(near)),
    })
}

/// The claims at a line of a claim file; `None` where the name is no place.
///
/// # Errors
/// A place where no claim stands.
pub fn at(project: &Project, name: &str) -> Option<Result<Vec<ClaimId>, String>> {
    let (path, rest) = [".yaml:", ".yml:", ".jsonl:"].into_iter().find_map(|ending| {
        let (file, rest) = name.rsplit_once(ending)?;
        Some((format!("{file}{}", ending.trim_end_matches(':')), rest))
    })?;
    let line: usize = rest.split(':').next()?.parse().ok()?;
    let index = project.files.iter().position(|known| known.path() == path);
    let Some(file) = index.and_then(|index| project.files.get(index).map(|file| (index, file))) else {
        let near = nearest(&path, project.files.iter().map(|file| file.path()));
        let near = if near.is_empty() { String::new() } else { format!("; did you mean {}?", listed(&near)) };
        return Some(Err(format!("There is no claim file `{path}`{near}")));
    };
    // The claim whose lines hold this one: the last that starts at it or above.
    let mut found: Vec<ClaimId> = Vec::new();
    let mut best = 0;
    for (id, claim) in project.claims() {
        for site in claim.sites.iter().filter(|site| site.file.index() == file.0) {
            let (start, end) = (file.1.place(site.start as usize).line, file.1.place(site.end as usize).line);
            if start <= line && line <= end.max(start) {
                match start.cmp(&best) {
                    std::cmp::Ordering::Greater => (best, found) = (start, vec![id]),
                    std::cmp::Ordering::Equal => found.push(id),
                    std::cmp::Ordering::Less => {}
                }
            }
        }
    }
    found.sort();
    found.dedup();
    Some(if found.is_empty() { Err(format!("No claim stands at line {line} of {path}.")) } else { Ok(found) })
}

/// The event, its start or end, or the source that a name means: by id, label or alias.
///
/// # Errors
/// A sentence with the nearest names.
pub fn moment(project: &Project, name: &str) -> Result<Asked, String> {
    let name = name.trim();
    let (event, part) = match name.rsplit_once('.') {
        Some((event, "start")) => (event, Part::Start),
        Some((event, "end")) => (event, Part::End),
        _ => (name, Part::Whole),
    };
    let wanted = fold::name(event);
    let by_id = project.events.iter().position(|known| known.name == event);
    let by_name = || {
        let named = |known: &Event| {
            fold::name(&known.label) == wanted || known.aliases.iter().any(|alias| fold::name(alias) == wanted)
        };
        project.events.iter().position(named)
    };
    if let Some(index) = by_id.or_else(by_name) {
        let lasts = project.events.get(index).is_some_and(|event| event.lasts);
        if part != Part::Whole && !lasts {
            return Err(format!("`{event}` is one moment, without a start or an end: write `{event}`."));
        }
        return Ok(Asked::Event(EventPoint { event: EventId::new(index), part }));
    }
    if let Some(index) = project.sources.iter().position(|source| source.name == name) {
        return Ok(Asked::Source(SourceId::new(index)));
    }
    let events = project.events.iter().map(|event| event.name.as_str());
    let near = nearest(event, events.clone().chain(project.sources.iter().map(|source| source.name.as_str())));
    Err(match (near.as_slice(), events.clone().next()) {
        ([], None) => format!("There is no event `{name}`: the project has no events."),
        ([], Some(first)) => {
            format!("There is no event or source `{name}`. Events are named by id, such as `{first}`.")
        }
        (near, _) => format!("There is no event or source `{name}`; did you mean {}?", listed(near)),
    })
}

/// Names in a row: `a`, `b` or `c`.
pub fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Up to three known names that are most like a name.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let wanted = fold::name(name);
    let mut near: Vec<(u32, &str)> = known
        .into_iter()
        .filter_map(|known| {
            let folded = fold::name(known);
            let last = folded.rsplit('/').next().unwrap_or(&folded);
            let likeness = strsim::normalized_damerau_levenshtein(&wanted, &folded)
                .max(strsim::normalized_damerau_levenshtein(&wanted, last));
            let contains = wanted.chars().count() >= 4 && folded.contains(&wanted);
            // Thousandths, so that equal names come in the order of the alphabet.
            let rank = if contains { 900 } else { (likeness * 1000.0) as u32 };
            (rank >= 550).then_some((1000 - rank.min(1000), known))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, known)| known.to_owned()).collect()
}
