//! What somebody most likely meant who names an article or a folder that is not there.

use std::fs;
use std::path::Path;

use super::files::Folder;
use super::names::nearest;
use crate::text::fold;

/// How many articles that are not there get a suggestion: each takes a look at a folder.
pub(super) const SUGGESTIONS: usize = 50;

/// How many names in a folder are looked at.
const NAMES: usize = 20_000;

/// What to write in place of a `text:` that leads to no file. Paths are relative to the folder of the sources.
pub(super) fn mend(folder: &Folder, sources: &str, written: &str) -> Option<String> {
    let sources = folder.join("", sources).ok()?;
    let written = folder.join("", written).ok()?;
    let relative = format!("the path is relative to the sources folder, `{sources}`");
    let there = |path: &str| folder.inside(path).is_ok_and(|real| real.is_file());
    let inner = written.strip_prefix(&sources).and_then(|rest| rest.strip_prefix('/'));
    let sought = inner.unwrap_or(&written);
    if inner.is_some() && there(&format!("{sources}/{sought}")) {
        return Some(format!("write `text: {sought}`: {relative}"));
    }
    if there(&written) {
        let up = "../".repeat(sources.split('/').filter(|part| !part.is_empty()).count());
        return Some(format!("write `text: {up}{written}`, or move the file: {relative}"));
    }
    let (above, name) = sought.rsplit_once('/').unwrap_or(("", sought));
    let mut folders = vec![above];
    folders.extend((!above.is_empty()).then_some(""));
    let found = folders.into_iter().find_map(|above| {
        let near = near(folder, &folder.join(&sources, above).ok()?, name, Path::is_file)?;
        Some(if above.is_empty() { near } else { format!("{above}/{near}") })
    });
    let why = if inner.is_some() { format!(" {relative}") } else { String::new() };
    found.map(|found| format!("did you mean `text: {found}`?{why}"))
}

/// The folder whose name is nearest to one that is not there, by its path in the project.
pub(super) fn nearest_folder(folder: &Folder, path: &str) -> Option<String> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let near = near(folder, above, name, Path::is_dir)?;
    Some(if above.is_empty() { near } else { format!("{above}/{near}") })
}

/// What in a folder of the project has the name nearest to one that is not there: other capitals, another spelling, or
/// without its ending. It `is` a file, or a folder.
fn near(folder: &Folder, path: &str, name: &str, is: impl Fn(&Path) -> bool) -> Option<String> {
    let entries = fs::read_dir(folder.inside(path).ok()?).ok()?;
    let mut names: Vec<String> = entries
        .take(NAMES)
        .filter_map(|entry| entry.ok().filter(|entry| is(&entry.path()))?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    let without_ending =
        |known: &&String| known.rsplit_once('.').is_some_and(|(stem, _)| fold::name(stem) == fold::name(name));
    let found = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
    found.or_else(|| names.iter().find(without_ending).cloned())
}
