//! What a project says: its sources, its vocabulary, its claims, all names resolved.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use arcstr::Substr;
use compact_str::CompactString;
use smallvec::SmallVec;

use super::settings::Settings;
use crate::id::{ChoiceId, ClaimId, EntityId, EventId, FileId, PropertyId, SourceId, UtteranceId};
use crate::text::anchor::Found;
use crate::text::article::Article;
use crate::text::file::TextFile;
use crate::time::{Bounds, Day, Length, When};
use crate::value::{Value, number::Tolerance};

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
    pub sources: Vec<Source>,
    /// Entities, sorted by id; likewise the other vocabulary.
    pub entities: Vec<Entity>,
    /// Properties.
    pub properties: Vec<Property>,
    /// Events.
    pub events: Vec<Event>,
    /// Utterances.
    pub utterances: Vec<Utterance>,
    /// Claims, sorted by source id, then claim id: never by file or place in a list. A claim with a list of
    /// subjects stands here once for each (same `id`, another subject).
    pub claims: Vec<Arc<Claim>>,
    /// Claims that an editor rejected: set, and taken out of `claims`, only where triage checks what is left without
    /// them. No rule compares them; a draft's rule may say that only a rejected claim supports a sentence.
    pub withdrawn: Vec<Arc<Claim>>,
    /// An editor's decisions, sorted by file and place.
    pub resolutions: Vec<Resolution>,
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

/// What a source is to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Role {
    /// A published article.
    #[default]
    Article,
    /// A piece about to be published.
    Draft,
    /// Background taken from a record.
    Reference,
}

/// Who wrote a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Authorship {
    /// People.
    #[default]
    Human,
    /// A program.
    Ai,
    /// A program and people.
    Mixed,
}

/// A source and what is known of it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id, as written.
    pub name: String,
    /// Where it is defined.
    pub site: Site,
    /// The article's path relative to the project (the sources folder joined on), with `/`.
    pub text: Option<String>,
    /// The article, where it could be read and somebody asks for it (a quote, a draft, a comparison of texts).
    pub article: Option<Arc<Article>>,
    /// The article's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as the days that its `published` allows; `None` is undated.
    pub published: Option<Bounds>,
    /// `published` as written.
    pub published_text: Option<String>,
    /// Where on the web.
    pub url: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// When it was retrieved.
    pub retrieved: Option<Bounds>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Who wrote it.
    pub authorship: Authorship,
    /// BCP 47 tag of the language that it was translated from.
    pub translated_from: Option<String>,
    /// What it is to the project.
    pub role: Role,
    /// Ids of articles that it rewrites or reprints: those that are listed here.
    pub derived_from: Vec<SourceId>,
    /// The same by name, listed or not (an unlisted original makes two sources one witness, too).
    pub derived_from_names: Vec<String>,
}

impl Source {
    /// An article of which nothing is known but its id.
    pub fn new(name: impl Into<String>, site: Site) -> Self {
        Self {
            name: name.into(),
            site,
            text: None,
            article: None,
            title: None,
            publisher: None,
            published: None,
            published_text: None,
            url: None,
            author: None,
            retrieved: None,
            language: None,
            authorship: Authorship::default(),
            translated_from: None,
            role: Role::default(),
            derived_from: Vec::new(),
            derived_from_names: Vec::new(),
        }
    }
}

/// A person, place, organisation or thing.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its id.
    pub name: String,
    /// Where it is defined.
    pub site: Site,
    /// What people read: its `name`, else its id.
    pub label: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Free text: person, place…
    pub kind: Option<String>,
    /// What it lies in, directly.
    pub within: Vec<EntityId>,
}

/// The type of a property's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Entities.
    Entity,
    /// Choices; see [`Property::choices`].
    Choice,
    /// Numbers.
    Number,
    /// Dates.
    Date,
    /// Folded text.
    Text,
    /// True or false.
    Boolean,
}

/// How many values a property may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Holds {
    /// One, whenever (a birthplace, a death toll).
    #[default]
    One,
    /// One at a time (an office).
    OneAtATime,
    /// Any number.
    Many,
}

/// A property that state claims give a value.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its id.
    pub name: String,
    /// Where it is defined.
    pub site: Site,
    /// What people read: its `label`, else its id.
    pub label: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The type of its values.
    pub of: Type,
    /// How many it may have.
    pub holds: Holds,
    /// The choices, of a choice.
    pub choices: Vec<String>,
    /// For each pair of choices that may both be true, both orders, `same` worked in; sorted.
    pub compatible: Vec<(ChoiceId, ChoiceId)>,
    /// For each choice, the first choice that is the same thing (itself, mostly).
    pub same: Vec<ChoiceId>,
    /// The unit, of a number.
    pub unit: Option<String>,
    /// How far `~` reaches.
    pub tolerance: Tolerance,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id.
    pub name: String,
    /// Where it is defined.
    pub site: Site,
    /// What people read: its `label`, else its id.
    pub label: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether it has a start and an end rather than being one moment.
    pub lasts: bool,
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// Its id.
    pub name: String,
    /// Where it is defined, or first named where none is declared.
    pub site: Site,
    /// What people read.
    pub label: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether it stands in some `utterances:` rather than only in claims.
    pub declared: bool,
}

/// What one source says.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Whose claim it is.
    pub source: SourceId,
    /// Its id, unique in its source (but for a list of subjects); written or made from its keys.
    pub id: CompactString,
    /// Whether a person wrote the id.
    pub named: bool,
    /// A hash of what it says: everything but its id, quotes and note, by ids; of a claim about several subjects,
    /// of all of them. The same on every machine and in every version.
    pub content: [u8; 16],
    /// Where it stands; several places for a claim that several files hold. Sorted, never empty.
    pub sites: SmallVec<[Site; 1]>,
    /// What it says.
    pub form: Form,
    /// To whom the source attributes it; empty where the source asserts it.
    pub according_to: Box<[Speaker]>,
    /// How certain the source is.
    pub certainty: Sureness,
    /// The passages that say so.
    pub quotes: SmallVec<[Quote; 1]>,
    /// For people.
    pub note: Option<Box<str>>,
}

/// To whom a source attributes what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// "Reportedly". Never one and the same speaker.
    Unnamed,
    /// An entity.
    Entity(EntityId),
}

/// How certain a source is of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Sureness {
    /// It says so.
    #[default]
    Stated,
    /// It holds it for likely.
    Likely,
    /// It holds it for possible.
    Possible,
    /// It says that it is planned.
    Planned,
}

/// The three forms of claims.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A state.
    State(State),
    /// When an event happened.
    Event(EventClaim),
    /// The words that somebody used.
    Utterance(Words),
}

/// What a state claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An entity.
    Entity(EntityId),
    /// An event.
    Event(EventId),
}

/// A state: subject, property, value or not.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What it is about.
    pub subject: Subject,
    /// Which property.
    pub property: PropertyId,
    /// The value.
    pub value: Value,
    /// Whether the source denies the value.
    pub denied: bool,
    /// The value as written, for people.
    pub written: Substr,
    /// When; `published` where nothing was written.
    pub when: When<EventPoint>,
}

/// Which moment of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The event itself: its one moment, or all of one that lasts.
    Whole,
    /// Its start.
    Start,
    /// Its end.
    End,
}

impl Part {
    /// What stands behind an event's id to name it, in claim files and in what identifies a claim.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Start => ".start",
            Self::End => ".end",
        }
    }
}

/// An event or a moment of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventPoint {
    /// The event.
    pub event: EventId,
    /// Which moment.
    pub part: Part,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventClaim {
    /// The event, or its start or end.
    pub event: EventPoint,
    /// Its date, where the claim gives one.
    pub when: Option<When<EventPoint>>,
    /// Its orders against other moments.
    pub relations: SmallVec<[Relation; 1]>,
    /// How far apart (goes with one relation).
    pub apart: Option<Box<Apart>>,
}

/// An order against another moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Which order.
    pub order: Order,
    /// Against what.
    pub target: Target,
}

/// How an event lies to another moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Before; the same day is allowed.
    Before,
    /// After; the same day is allowed.
    After,
    /// Within it, ends included.
    During,
    /// On one calendar day.
    SameDayAs,
    /// At both its ends.
    SameTimeAs,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 5] = [Self::Before, Self::After, Self::During, Self::SameDayAs, Self::SameTimeAs];

    /// Its key, in claim files and in what identifies a claim.
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::During => "during",
            Self::SameDayAs => "same-day-as",
            Self::SameTimeAs => "same-time-as",
        }
    }

    /// The order in words, with the moment that it is set against after it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::During => "during",
            Self::SameDayAs => "on the same day as",
            Self::SameTimeAs => "at the same time as",
        }
    }
}

/// What an event is set against.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An event or a moment of it.
    Event(EventPoint),
    /// The source's own date.
    Published,
    /// A date (or an offset, a range, an interval).
    Date(Box<When<EventPoint>>),
}

/// How far two moments are apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Apart {
    /// That far.
    By(Length),
    /// At least that far, by the calendar.
    AtLeast(Length),
    /// At most that far, by the calendar.
    AtMost(Length),
}

/// The words that somebody used.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Which utterance.
    pub utterance: UtteranceId,
    /// Who said it.
    pub speaker: Option<EntityId>,
    /// The words; where left out, the quote itself.
    pub words: Option<Box<str>>,
    /// The source renders it in its own words.
    pub paraphrase: bool,
}

impl Words {
    /// The words: where left out, the claim's quotes, with an omission between two.
    pub fn said(&self, quotes: &[Quote]) -> String {
        let quoted = || quotes.iter().map(|quote| &*quote.exact).collect::<Vec<_>>().join(" … ");
        self.words.as_deref().map_or_else(quoted, str::to_owned)
    }
}

/// A passage that a claim rests on.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The passage, as written in the claim file: mostly a part of that file's text.
    pub exact: Substr,
    /// What stands around it, where the claim says so.
    pub around: Option<Box<Around>>,
    /// Where the quote stands in the claim file.
    pub site: Site,
    /// Where it stands in the article; ranges of [`Article::text`]. `None` where there is no text to look in.
    pub found: Option<Found>,
}

/// What must stand around a quote, as written in the claim file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// What stands right before it.
    pub prefix: Option<Box<str>>,
    /// What stands right after it.
    pub suffix: Option<Box<str>>,
}

impl Quote {
    /// What stands right before the passage, where the claim says so.
    pub fn prefix(&self) -> Option<&str> {
        self.around.as_ref()?.prefix.as_deref()
    }

    /// What stands right after the passage, where the claim says so.
    pub fn suffix(&self) -> Option<&str> {
        self.around.as_ref()?.suffix.as_deref()
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
