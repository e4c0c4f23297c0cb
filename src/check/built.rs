//! Projects made by hand, for the tests of rules.

use std::sync::Arc;

use smallvec::smallvec;

use crate::id::{ChoiceId, EntityId, FileId, PropertyId, SourceId};
use crate::project::glance::Glance;
use crate::project::{
    Claim, Entity, EventPoint, Form, Holds, Project, Property, Site, Source, State, Subject, Sureness, Type,
};
use crate::time::{When, edtf};
use crate::value::{Value, number::Tolerance};

/// Builds a project with one property of one subject.
#[derive(Debug, Default)]
pub struct Builder {
    /// What was built.
    pub project: Project,
}

fn site() -> Site {
    Site::new(FileId(0), 0..1)
}

impl Builder {
    /// Adds a source; names must come in alphabetical order, as in a project that was read.
    pub fn source(&mut self, name: &str, published: Option<&str>) -> SourceId {
        self.project.sources.push(Source {
            published: published.map(|date| edtf::date(date, None).unwrap()),
            published_text: published.map(str::to_owned),
            ..Source::new(name, site())
        });
        SourceId::new(self.project.sources.len() - 1)
    }

    /// Says what a source was made from.
    pub fn derived(&mut self, name: &str, from: &[&str]) {
        let id = |name: &str| self.project.sources.iter().position(|source| source.name == name).map(SourceId::new);
        let listed = from.iter().filter_map(|name| id(name)).collect();
        if let Some(source) = self.project.sources.iter_mut().find(|source| source.name == name) {
            source.derived_from = listed;
            source.derived_from_names = from.iter().map(|name| (*name).to_owned()).collect();
        }
    }

    /// Adds an entity that lies within others.
    pub fn entity(&mut self, name: &str, within: &[u32]) -> EntityId {
        self.project.entities.push(Entity {
            name: name.into(),
            site: site(),
            label: name.into(),
            aliases: vec![],
            kind: None,
            within: within.iter().map(|id| EntityId(*id)).collect(),
        });
        EntityId::new(self.project.entities.len() - 1)
    }

    /// Adds the property.
    pub fn property(&mut self, of: Type, holds: Holds) -> PropertyId {
        self.project.properties.push(Property {
            name: "property".into(),
            site: site(),
            label: "the property".into(),
            aliases: vec![],
            of,
            holds,
            choices: (0..6).map(|choice| format!("choice {choice}")).collect(),
            // 0 and 1 are the same, 2 is compatible with both; 3 and 4 are compatible.
            compatible: [(0, 2), (1, 2), (2, 0), (2, 1), (3, 4), (4, 3)]
                .map(|(a, b)| (ChoiceId(a), ChoiceId(b)))
                .to_vec(),
            same: [0, 0, 2, 3, 4, 5].map(ChoiceId).to_vec(),
            unit: None,
            tolerance: Tolerance::default(),
        });
        PropertyId::new(self.project.properties.len() - 1)
    }

    /// Adds a claim of the first property of the first entity.
    pub fn claim(&mut self, source: SourceId, value: Value, denied: bool, when: &str) -> &mut Claim {
        let when = if when.is_empty() { When::published() } else { parse(when) };
        self.project.claims.push(Arc::new(Claim {
            source,
            id: format!("c{}", self.project.claims.len()).into(),
            named: true,
            sites: smallvec![site()],
            form: Form::State(State {
                subject: Subject::Entity(EntityId(0)),
                property: PropertyId(0),
                written: format!("{value:?}").into(),
                value,
                denied,
                when,
            }),
            according_to: Box::default(),
            certainty: Sureness::Stated,
            quotes: smallvec![],
            note: None,
            glance: Glance::default(),
            content: Default::default(),
        }));
        Arc::make_mut(self.project.claims.last_mut().unwrap())
    }
}

fn parse(when: &str) -> When<EventPoint> {
    When::parse(when, None).unwrap().resolve(|_| Err::<EventPoint, ()>(())).unwrap()
}
