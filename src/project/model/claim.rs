//! What one source says, and the passages that say so.

use arcstr::Substr;
use compact_str::CompactString;
use smallvec::SmallVec;

use super::Site;
use crate::id::{EntityId, EventId, PropertyId, SourceId, UtteranceId};
use crate::memory;
use crate::project::glance::Glance;
use crate::text::anchor::Found;
use crate::time::when::Kind;
use crate::time::{Length, When};
use crate::value::Value;

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
    /// What it is at a glance, noted when its quotes were looked for. Whoever changes a claim sets it to nothing, and it
    /// is looked at again where that is asked.
    pub glance: Glance,
}

impl Claim {
    /// Asks memory for what a look at the claim's form will need.
    pub fn fetch(&self) {
        memory::fetch((self.source, self.certainty));
        match &self.form {
            Form::State(state) => {
                memory::fetch((state.subject, state.denied, matches!(state.when.kind, Kind::Within(..))));
                if let Value::Entities(ids) = &state.value {
                    memory::fetch(ids.first().copied());
                }
            }
            Form::Event(event) => {
                let dated = event.when.as_ref().map(|when| matches!(when.kind, Kind::Within(..)));
                memory::fetch((event.event, dated, event.apart.is_some()));
                memory::fetch(event.relations.first().map(|relation| relation.order));
            }
            Form::Utterance(words) => memory::fetch(words.utterance),
        }
    }

    /// Whether its source vouches for it.
    pub fn is_asserted(&self) -> bool {
        self.according_to.is_empty() && self.certainty == Sureness::Stated
    }

    /// Whether it bounds the timeline: what a source only attributes to somebody does not, nor what it holds for likely
    /// or possible. What is planned does where the source calls the event `upcoming` (see [`Claim::upcoming`]), in this
    /// claim or in another.
    pub fn is_hard(&self, upcoming: bool) -> bool {
        self.according_to.is_empty()
            && match self.certainty {
                Sureness::Stated => true,
                Sureness::Planned => upcoming,
                Sureness::Likely | Sureness::Possible => false,
            }
    }

    /// The event that it puts after its article's own date.
    pub fn upcoming(&self) -> Option<(SourceId, EventId)> {
        let Form::Event(said) = &self.form else { return None };
        let after = said.relations.iter().any(|it| it.order == Order::After && it.target == Target::Published);
        let says_so = self.according_to.is_empty() && matches!(self.certainty, Sureness::Stated | Sureness::Planned);
        (after && says_so).then_some((self.source, said.event.event))
    }
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

impl EventClaim {
    /// All events that it speaks of: its own, and those that it is set against.
    pub fn events(&self) -> impl Iterator<Item = EventId> {
        let targets = self.relations.iter().filter_map(|relation| match &relation.target {
            Target::Event(point) => Some(point.event),
            Target::Published | Target::Date(_) => None,
        });
        std::iter::once(self.event.event).chain(targets)
    }
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
    /// An order in one form, whichever way round it is written: what comes after something is preceded by it, and what
    /// goes both ways begins with the lesser.
    pub fn normal<T: PartialOrd>(self, event: T, target: T) -> (T, Self, T) {
        match self {
            Self::After => (target, Self::Before, event),
            Self::SameDayAs | Self::SameTimeAs if target < event => (target, self, event),
            Self::Before | Self::During | Self::SameDayAs | Self::SameTimeAs => (event, self, target),
        }
    }

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
    /// Where it stands in the article; ranges of [`Article::text`](crate::text::article::Article::text). `None` where there is no text to look in.
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
