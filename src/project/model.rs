//! What a project says: its sources, its vocabulary, its claims, all names resolved.

mod claim;
mod definition;
mod shared;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

pub use claim::*;
pub use definition::*;
pub use shared::Shared;

use super::settings::Settings;
use crate::id::{ClaimId, EntityId, EventId, FileId, PropertyId, SourceId, UtteranceId};
use crate::text::file::TextFile;
use crate::time::Day;

/// A project, read and resolved. Tables are indexed by the ids in [`crate::id`].
///
/// A copy is cheap where it matters: articles are shared, not copied.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The folder that paths are relative to.
    pub root: PathBuf,
    /// The settings, flags of the command line applied.
    pub settings: Settings,
    /// Claim files and the settings, as text, for showing places in them.
    pub files: Vec<TextFile>,
    /// Sources, sorted by id.
    pub sources: Shared<Source>,
    /// Entities, sorted by id; likewise the other vocabulary.
    pub entities: Shared<Entity>,
    /// Properties.
    pub properties: Shared<Property>,
    /// Events.
    pub events: Shared<Event>,
    /// Utterances.
    pub utterances: Shared<Utterance>,
    /// Claims, sorted by source id, then claim id: never by file or place in a list. A claim with a list of
    /// subjects stands here once for each (same `id`, another subject).
    pub claims: Vec<Arc<Claim>>,
    /// Claims that an editor rejected: set, and taken out of `claims`, only where triage checks what is left without
    /// them. No rule compares them; a draft's rule may say that only a rejected claim supports a sentence.
    pub withdrawn: Vec<Arc<Claim>>,
    /// An editor's decisions, sorted by file and place.
    pub resolutions: Vec<Resolution>,
    /// Whether something in its files could not be read, so that not all that the claims say is known.
    pub incomplete: bool,
}

/// A place in a claim file (or the settings): a byte range of a file in [`Project::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The file.
    pub file: FileId,
    /// The first byte: of a claim, its first key; of an entry, its id.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Site {
    /// Bytes of a file.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: small(range.start), end: small(range.end) }
    }

    /// The bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An editor's decision.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// Where it stands.
    pub site: Site,
    /// The claims found wrong, as written (`source/id`), each with its place.
    pub rejects: Vec<(String, Site)>,
    /// Why.
    pub because: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub on: Option<Day>,
    /// Until when it holds.
    pub until: Option<Day>,
    /// What was rejected, as written; it lapses when the claim says something else.
    pub value: Option<(String, Site)>,
    /// The checksum of each rejected claim's content when it was decided, where `gainsay resolve` wrote one.
    pub content: Vec<String>,
}

impl Project {
    /// A claim.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn claim(&self, id: ClaimId) -> &Claim {
        &self.claims[id.index()]
    }

    /// A source.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// An entity.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// A property.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn property(&self, id: PropertyId) -> &Property {
        &self.properties[id.index()]
    }

    /// An event.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// An utterance.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn utterance(&self, id: UtteranceId) -> &Utterance {
        &self.utterances[id.index()]
    }

    /// A claim file or the settings.
    #[expect(clippy::indexing_slicing, reason = "ids are made only by the tables that they index")]
    pub fn file(&self, id: FileId) -> &TextFile {
        &self.files[id.index()]
    }

    /// All claims with their ids, in their order.
    pub fn claims(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().enumerate().map(|(index, claim)| (ClaimId::new(index), &**claim))
    }

    /// `EVENT`, or `EVENT.start` or `EVENT.end`, by the event's id.
    pub fn point_name(&self, point: EventPoint) -> String {
        format!("{}{}", self.event(point.event).name, point.part.suffix())
    }

    /// The id of what a state claim is about.
    pub fn subject_name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Entity(id) => &self.entity(id).name,
            Subject::Event(id) => &self.event(id).name,
        }
    }

    /// What people call it.
    pub fn subject_label(&self, subject: Subject) -> &str {
        match subject {
            Subject::Entity(id) => &self.entity(id).label,
            Subject::Event(id) => &self.event(id).label,
        }
    }

    /// `subject / property`, by ids.
    pub fn topic_name(&self, subject: Subject, property: PropertyId) -> String {
        format!("{} / {}", self.subject_name(subject), self.property(property).name)
    }

    /// `source/id` of a claim.
    pub fn claim_name(&self, id: ClaimId) -> String {
        let claim = self.claim(id);
        format!("{}/{}", self.source(claim.source).name, claim.id)
    }
}
