//! From ids and byte ranges to files, lines and columns: what all reports share.

use std::ops::Range;

use crate::finding::{Cited, Finding};
use crate::id::SourceId;
use crate::project::{Project, Role, Site};
use crate::text::file::Place;

/// A passage of an article, as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'p> {
    /// The article's path.
    pub file: &'p str,
    /// Bytes of the file on disk.
    pub range: Range<usize>,
    /// Where it starts.
    pub start: Place,
    /// Where it ends: the place after its last character.
    pub end: Place,
    /// What stands there.
    pub text: &'p str,
}

/// A passage's place in its file; `range` is one of the article's own text.
pub fn passage<'p>(project: &'p Project, source: SourceId, range: &Range<usize>) -> Option<Passage<'p>> {
    let article = project.source(source).article.as_ref()?;
    let place = article.in_file(range);
    let text = article.file.slice(&place);
    let (start, end) = (article.file.place(place.start), article.file.place(place.end));
    Some(Passage { file: article.file.path(), range: article.on_disk(range), start, end, text })
}

/// All passages that a finding's claim shows.
pub fn passages<'p>(project: &'p Project, cited: &'p Cited) -> impl Iterator<Item = Passage<'p>> {
    let source = cited.source;
    cited.passages.iter().filter_map(move |range| passage(project, source?, range))
}

/// Where somebody wrote something: a claim file's path, line and column.
pub fn written(project: &Project, site: Site) -> (&str, Place) {
    let file = project.file(site.file);
    (file.path(), file.place(site.start as usize))
}

/// Whether a draft is cited, in a contradiction that is the draft's: then its place comes before all others, for that is
/// what somebody is about to publish.
pub fn is_drafts(project: &Project, finding: &Finding, cited: &Cited) -> bool {
    finding.draft && cited.source.is_some_and(|source| project.source(source).role == Role::Draft)
}

/// Where a finding is shown in a list: the draft's passage, or the first passage of its first side, else a claim file's
/// place.
pub fn headline<'p>(project: &'p Project, finding: &'p Finding) -> Option<(&'p str, Place)> {
    let cited = || finding.positions.iter().flat_map(|position| &position.claims).chain(finding.stepped());
    let drafts = cited().filter(|cited| is_drafts(project, finding, cited));
    let passage = drafts.chain(cited()).find_map(|cited| passages(project, cited).next());
    let passage = passage.map(|passage| (passage.file, passage.start));
    passage.or_else(|| cited().find_map(|cited| cited.site).map(|site| written(project, site)))
}
