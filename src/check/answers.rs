//! The different answers to one question: claims whose values mean the same, or of which one contains the other, give
//! one answer, as they share a side where rules compare them.

use rustc_hash::FxHashMap;

use super::network::dates::Window;
use super::numbering::Numbering;
use super::words::{Nesting, PropertyWords};
use crate::project::{Project, Property, State};
use crate::text::fold;
use crate::value::{Agreement, compare};

/// More different answers than these are not sorted into coarser and finer ones.
const MOST: usize = 200;

/// What a claim answers, as it is compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'p> {
    /// A value, or its denial.
    State(&'p State),
    /// A date of an event.
    Date(Window),
    /// Words that are compared as they stand.
    Words,
}

/// One answer, by the places of those who give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// Who says just what the answer's most exact value says.
    pub exactly: Vec<usize>,
    /// Who says the same more coarsely.
    pub coarsely: Vec<usize>,
}

/// How the values of a question compare.
pub(super) struct Compare<'p> {
    project: &'p Project,
    nesting: &'p Nesting,
    property: Option<&'p Property>,
}

impl<'p> Compare<'p> {
    /// Of a property, or of what has no values.
    pub fn new(project: &'p Project, nesting: &'p Nesting, property: Option<&'p Property>) -> Self {
        Self { project, nesting, property }
    }

    /// Gathers what was said into answers, each by the places of those who give it.
    pub fn answers(&self, said: &[(Meaning<'p>, String)]) -> Vec<Group> {
        let faces = self.faces(said);
        let whole = |faces: Vec<Vec<usize>>| faces.into_iter().map(|exactly| Group { exactly, ..Group::default() });
        if faces.len() < 2 || faces.len() > MOST {
            return whole(faces).collect();
        }
        let meanings: Vec<Meaning<'p>> = faces.iter().filter_map(|face| Some(said.get(*face.first()?)?.0)).collect();
        let agreement: Vec<Vec<Agreement>> =
            meanings.iter().map(|a| meanings.iter().map(|b| self.agreement(a, b)).collect()).collect();
        let of =
            |a: usize, b: usize| agreement.get(a).and_then(|row| row.get(b)).copied().unwrap_or(Agreement::Different);
        let one = |a: usize, b: usize| !matches!(of(a, b), Agreement::Compatible | Agreement::Different);
        // What contains two answers that exclude each other is neither of them.
        let torn: Vec<bool> = (0..faces.len())
            .map(|at| {
                let near: Vec<usize> = (0..faces.len()).filter(|other| *other != at && one(at, *other)).collect();
                let apart = |a: &usize| near.iter().any(|b| of(*a, *b) == Agreement::Different);
                near.iter().any(apart)
            })
            .collect();
        let is_torn = |at: usize| torn.get(at).copied().unwrap_or_default();
        let mut left: Vec<usize> = (0..faces.len()).collect();
        let mut groups = Vec::new();
        while let Some(&first) = left.first() {
            let mut class = vec![first];
            let mut next = 0;
            while let Some(&at) = class.get(next) {
                let joining =
                    |other: &&usize| !class.contains(other) && !is_torn(at) && !is_torn(**other) && one(at, **other);
                let joining: Vec<usize> = left.iter().filter(joining).copied().collect();
                class.extend(joining);
                next += 1;
            }
            left.retain(|at| !class.contains(at));
            groups.push(self.group(&faces, class, of));
        }
        groups
    }

    /// One answer: its most exact value is the one that says most of the others, too.
    fn group(&self, faces: &[Vec<usize>], mut class: Vec<usize>, of: impl Fn(usize, usize) -> Agreement) -> Group {
        class.sort_unstable();
        let says = |at: usize| class.iter().filter(|other| of(at, **other) == Agreement::Within).count();
        let size = |at: usize| faces.get(at).map_or(0, Vec::len);
        let exact = class.iter().copied().min_by_key(|at| (std::cmp::Reverse((says(*at), size(*at))), *at));
        let mut group = Group::default();
        for at in class.iter().copied() {
            let whose = if Some(at) == exact { &mut group.exactly } else { &mut group.coarsely };
            whose.extend(faces.get(at).into_iter().flatten());
        }
        group
    }

    /// Those who say the same, in the order in which each was said first.
    fn faces(&self, said: &[(Meaning<'p>, String)]) -> Vec<Vec<usize>> {
        #[derive(PartialEq, Eq, Hash)]
        enum Key {
            State(u32, bool),
            Date(Window),
            Words(String),
        }
        let mut numbering = self.property.map(|property| Numbering::new(property, said.len()));
        let mut places: FxHashMap<Key, usize> = FxHashMap::default();
        let mut faces: Vec<Vec<usize>> = Vec::new();
        for (at, (meaning, words)) in said.iter().enumerate() {
            let key = match (meaning, &mut numbering) {
                (Meaning::State(state), Some(numbering)) => Key::State(numbering.of(&state.value), state.denied),
                (Meaning::Date(window), _) => Key::Date(*window),
                _ => Key::Words(fold::name(words)),
            };
            let place = *places.entry(key).or_insert(faces.len());
            if place == faces.len() {
                faces.push(Vec::new());
            }
            if let Some(face) = faces.get_mut(place) {
                face.push(at);
            }
        }
        faces
    }

    fn agreement(&self, a: &Meaning<'p>, b: &Meaning<'p>) -> Agreement {
        match (a, b, self.property) {
            (Meaning::State(one), Meaning::State(other), Some(property)) if one.denied == other.denied => {
                let words = PropertyWords::new(self.project, self.nesting, property);
                match compare(&one.value, &other.value, &words) {
                    // Who denies New York denies Brooklyn, so there it is the coarser that says more.
                    Agreement::Contains if one.denied => Agreement::Within,
                    Agreement::Within if one.denied => Agreement::Contains,
                    agreement => agreement,
                }
            }
            (Meaning::Date(one), Meaning::Date(other), _) => match (one.contains(other), other.contains(one)) {
                (true, true) => Agreement::Same,
                (true, false) => Agreement::Contains,
                (false, true) => Agreement::Within,
                (false, false) if one.excludes(other) => Agreement::Different,
                (false, false) => Agreement::Compatible,
            },
            _ => Agreement::Different,
        }
    }
}
