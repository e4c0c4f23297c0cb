//! Claims on states by topic: one subject, one property, and all that is said of it.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::calm::{is_calm, is_undenied};
use super::glance::Glances;
use super::numbering::Numbering;
use super::timeline::Timeline;
use super::words::{Nesting, PropertyWords};
use crate::id::{ClaimId, PropertyId};
use crate::memory;
use crate::project::glance::Glance;
use crate::project::{Claim, Form, Project, Property, State, Subject};
use crate::time::Span;
use crate::value::Value;

/// All that is said of one property of one subject.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What it is about.
    pub subject: Subject,
    /// Which property.
    pub property: PropertyId,
    /// What is said, in the order of claims.
    pub said: Vec<Said>,
    /// How many different values are given, denied or not.
    pub values: u32,
    /// How many claims deny theirs.
    pub denied: u32,
    /// Whether every source asserts what it says.
    pub plain: bool,
    /// Whether the values that sources assert certainly do not exclude each other, seen from the days alone.
    pub calm: bool,
    /// Whether certainly nobody denies what sources assert, seen from the days and the values alone.
    pub undenied: bool,
}

/// A claim, and when it holds.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// The claim.
    pub claim: ClaimId,
    /// Which value it gives, counted from 0 as the topic's claims name them; values that are the same are one.
    pub value: u32,
    /// Whether it denies the value.
    pub denied: bool,
    /// Whether its source asserts it.
    pub plain: bool,
    /// When it holds, with what is known of dates and events.
    pub span: Span,
}

impl Topic {
    /// The same without some claims; what was seen of its days and values is not asked anew.
    pub fn without(&self, out: &[ClaimId]) -> Self {
        let mut rest = Self { said: Vec::with_capacity(self.said.len()), values: 0, denied: 0, ..*self };
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        for said in self.said.iter().filter(|said| !out.contains(&said.claim)) {
            let value = *numbers.entry(said.value).or_insert(rest.values);
            rest.values = rest.values.max(value + 1);
            rest.denied += u32::from(said.denied);
            rest.said.push(Said { value, ..*said });
        }
        rest
    }

    /// `subject / property`, by ids.
    pub fn name(&self, project: &Project) -> String {
        project.topic_name(self.subject, self.property)
    }
}

/// The state that a claim gives, where it is one.
pub fn state(project: &Project, claim: ClaimId) -> Option<&State> {
    match &project.claim(claim).form {
        Form::State(state) => Some(state),
        Form::Event(_) | Form::Utterance(_) => None,
    }
}

/// A claim by what it is about.
pub type Keyed = (Subject, PropertyId, ClaimId);

/// Claims on states by what they are about, in the order of subjects and properties.
pub fn keys(project: &Project) -> Vec<Keyed> {
    let about = |(index, claim): (usize, &Arc<Claim>)| match &claim.form {
        Form::State(state) => Some((state.subject, state.property, ClaimId::new(index))),
        Form::Event(_) | Form::Utterance(_) => None,
    };
    let keys: Vec<Keyed> = project.claims.par_iter().enumerate().filter_map(about).collect();
    by_subject(project, &keys)
}

/// Keys in order. Subjects are numbered, so each key goes to its place at once; what is said of one subject is little, and
/// sorted there.
fn by_subject(project: &Project, keys: &[Keyed]) -> Vec<Keyed> {
    let entities = project.entities.len();
    let number = |subject: Subject| match subject {
        Subject::Entity(entity) => entity.index(),
        Subject::Event(event) => entities + event.index(),
    };
    let mut ends = vec![0_usize; entities + project.events.len()];
    for (subject, ..) in keys {
        if let Some(end) = ends.get_mut(number(*subject)) {
            *end += 1;
        }
    }
    // Where each subject's keys end, and as they are put there from the last to the first, where they begin.
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut sorted = keys.to_vec();
    for key in keys.iter().rev() {
        let Some(end) = ends.get_mut(number(key.0)) else { continue };
        *end -= 1;
        if let Some(place) = sorted.get_mut(*end) {
            *place = *key;
        }
    }
    sorted.chunk_by_mut(|a, b| a.0 == b.0).for_each(<[Keyed]>::sort_unstable);
    sorted
}

/// What topics are made of.
#[derive(Clone, Copy, Debug)]
pub struct Made<'m> {
    /// The project.
    pub project: &'m Project,
    /// Its timeline.
    pub timeline: &'m Timeline,
    /// What its claims are.
    pub glances: &'m Glances,
    /// Which of its entities lie in which.
    pub nesting: &'m Nesting,
}

/// Gathers claims by topic, in the order of their [`keys`].
pub fn topics(made: Made<'_>, keys: &[Keyed]) -> Vec<Topic> {
    let one = |a: &Keyed, b: &Keyed| (a.0, a.1) == (b.0, b.1);
    let rows: Vec<&[Keyed]> = keys.chunk_by(one).collect();
    // A place for each: topics that threads gather one by one would be held twice.
    let mut topics: Vec<Option<Topic>> = vec![None; rows.len()];
    let places = topics.par_chunks_mut(ROWS).zip(rows.par_chunks(ROWS));
    places.for_each(|(places, rows)| some(made, rows, places));
    // The same memory: both are of one size.
    topics.into_iter().flatten().collect()
}

/// So many topics are made at a time.
const ROWS: usize = 64;
/// Of a topic with many claims, so many are looked at by one thread at a time.
const AT_ONCE: usize = 1 << 13;

fn some(made: Made<'_>, rows: &[&[Keyed]], places: &mut [Option<Topic>]) {
    // The claims of a topic lie far apart in memory.
    let short = rows.iter().filter(|row| row.len() <= AT_ONCE).flat_map(|row| row.iter());
    let states: Vec<Option<Known<'_>>> = short
        .map(|&(.., id)| {
            made.project.claim(id).fetch();
            known(made.project, id)
        })
        .collect();
    let mut next = states.as_slice();
    for (place, row) in places.iter_mut().zip(rows) {
        if row.len() > AT_ONCE {
            *place = long_topic(made, row);
            continue;
        }
        let (states, rest) = next.split_at(row.len().min(next.len()));
        next = rest;
        let piece = |property| piece(made, property, row, states.iter().copied());
        *place = topic(made, row, piece);
    }
}

/// A topic whose claims are looked at on all threads, a few asked for at a time.
fn long_topic(made: Made<'_>, row: &[Keyed]) -> Option<Topic> {
    let whole = |property| {
        let pieces = row.par_chunks(AT_ONCE);
        let pieces = pieces.map(|row| {
            let some = row.chunks(memory::AT_ONCE).flat_map(|some| {
                some.iter().for_each(|&(.., id)| made.project.claim(id).fetch());
                some.iter().map(|&(.., id)| known(made.project, id))
            });
            piece(made, property, row, some)
        });
        joined(property, row.len(), pieces.collect())
    };
    topic(made, row, whole)
}

/// A claim and the state that it gives.
type Known<'p> = (&'p Claim, &'p State);

fn known(project: &Project, id: ClaimId) -> Option<Known<'_>> {
    state(project, id).map(|state| (project.claim(id), state))
}

/// Some of a topic's claims in a row, and their values in the order of their numbers.
struct Piece<'p> {
    said: Vec<Said>,
    values: SmallVec<[&'p Value; 4]>,
}

fn topic<'p>(made: Made<'p>, row: &[Keyed], piece: impl FnOnce(&'p Property) -> Piece<'p>) -> Option<Topic> {
    let &(subject, property, _) = row.first()?;
    let of = made.project.property(property);
    let Piece { said, values } = piece(of);
    let mut topic = Topic {
        subject,
        property,
        values: u32::try_from(values.len()).unwrap_or(u32::MAX),
        denied: said.iter().map(|said| u32::from(said.denied)).sum(),
        plain: said.iter().all(|said| said.plain),
        said,
        calm: false,
        undenied: true,
    };
    topic.calm = is_calm(&topic, of);
    if topic.denied > 0 {
        let states = row.iter().filter_map(|&(.., id)| state(made.project, id));
        topic.undenied = is_undenied(&topic, of, states, &PropertyWords::new(made.project, made.nesting, of));
    }
    Some(topic)
}

fn piece<'p>(
    made: Made<'p>,
    property: &'p Property,
    row: &[Keyed],
    states: impl Iterator<Item = Option<Known<'p>>>,
) -> Piece<'p> {
    let mut numbering = Numbering::new(property, row.len());
    let mut piece = Piece { said: Vec::with_capacity(row.len()), values: SmallVec::new() };
    for (&(.., id), known) in row.iter().zip(states) {
        let Some((claim, state)) = known else { continue };
        let value = numbering.of(&state.value);
        if value as usize == piece.values.len() {
            piece.values.push(&state.value);
        }
        piece.said.push(Said {
            claim: id,
            value,
            denied: state.denied,
            plain: made.glances.of(id).is(Glance::PLAIN),
            span: state.when.span(&made.timeline.moments(made.project, claim.source)),
        });
    }
    piece
}

/// Pieces put together, their values numbered as if they had been one.
fn joined<'p>(property: &'p Property, claims: usize, pieces: Vec<Piece<'p>>) -> Piece<'p> {
    let mut numbering = Numbering::new(property, claims);
    let mut whole = Piece { said: Vec::with_capacity(claims), values: SmallVec::new() };
    for piece in pieces {
        let mut numbers = Vec::with_capacity(piece.values.len());
        for value in piece.values {
            let number = numbering.of(value);
            if number as usize == whole.values.len() {
                whole.values.push(value);
            }
            numbers.push(number);
        }
        let renumbered = |said: Said| Said { value: numbers.get(said.value as usize).copied().unwrap_or(0), ..said };
        whole.said.extend(piece.said.into_iter().map(renumbered));
    }
    whole
}
