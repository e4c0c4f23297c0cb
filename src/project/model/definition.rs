//! What claim files define for all claims: sources, entities, properties, events and utterances.

use std::borrow::Cow;
use std::sync::Arc;

use compact_str::CompactString;

use super::Site;
use crate::id::{ChoiceId, EntityId, SourceId};
use crate::text::article::Article;
use crate::time::{Bounds, Day};
use crate::value::number::Tolerance;

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
    pub name: CompactString,
    /// Where it is defined; nowhere, if it is a draft that no claim file lists.
    pub site: Option<Site>,
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
    pub fn new(name: impl Into<CompactString>, site: impl Into<Option<Site>>) -> Self {
        Self {
            name: name.into(),
            site: site.into(),
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

    /// When it was published, in words; a date that is not one day as it was written.
    pub fn date_words(&self) -> Option<String> {
        self.published.and_then(|days| days.exact()).map(Day::words).or_else(|| self.published_text.clone())
    }
}

/// A person, place, organisation or thing.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its id.
    pub name: CompactString,
    /// Where it is defined.
    pub site: Site,
    /// What people read: its `name`, else its id.
    pub label: CompactString,
    /// Other names.
    pub aliases: Vec<CompactString>,
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
    pub name: CompactString,
    /// Where it is defined.
    pub site: Site,
    /// Its `label`, else its id; see [`Property::words`] for people.
    pub label: CompactString,
    /// Other names.
    pub aliases: Vec<CompactString>,
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

impl Property {
    /// What stands for it in a sentence: its label, else its id as words.
    pub fn words(&self) -> Cow<'_, str> {
        if self.label == self.name { Cow::Owned(self.name.replace('-', " ")) } else { Cow::Borrowed(&self.label) }
    }
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id.
    pub name: CompactString,
    /// Where it is defined.
    pub site: Site,
    /// What people read: its `label`, else its id.
    pub label: CompactString,
    /// Other names.
    pub aliases: Vec<CompactString>,
    /// Whether it has a start and an end rather than being one moment.
    pub lasts: bool,
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// Its id.
    pub name: CompactString,
    /// Where it is defined, or first named where none is declared.
    pub site: Site,
    /// What people read.
    pub label: CompactString,
    /// Other names.
    pub aliases: Vec<CompactString>,
    /// Whether it stands in some `utterances:` rather than only in claims.
    pub declared: bool,
}
