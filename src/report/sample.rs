//! A finding over three articles and a reference, for the tests of the reports.

use std::sync::Arc;

use smallvec::smallvec;

use crate::check::{Context, Coverage};
use crate::finding::{Certainty, Finding, Position};
use crate::id::{ClaimId, EntityId, FileId, PropertyId, SourceId};
use crate::project::glance::Glance;
use crate::project::{
    Authorship, Claim, Entity, Form, InputError, Project, Property, Quote, Role, Site, Source, State, Subject,
    Sureness, Type,
};
use crate::report::Report;
use crate::rule::Rule;
use crate::text::anchor::Found;
use crate::text::article::Article;
use crate::text::file::TextFile;
use crate::time::{Bounds, Day, When};
use crate::value::{Value, number::Tolerance};

const CLAIMS: &str = "claims:\n  - id: charge\n  - id: charge\n  - id: charge\n  - id: holder\n";
const ARTICLES: [(&str, &str, &str); 3] = [
    (
        "caribe",
        "Caracas, Friday.\nShe led the unit at the embassy in Bogotá for years. The unit’s chargé d’affaires, \
         Ambassador Laura Dogu, arrived in Caracas in January and met with Delcy Rodríguez before the week was over.\n",
        "Laura Dogu, arrived in Caracas in January",
    ),
    (
        "mirador",
        "At the end of January, Washington appointed U.S. diplomat Laura Dogu.\n",
        "appointed U.S. diplomat Laura Dogu",
    ),
    (
        "nishadil",
        "Now, however, enter Francisco Palmieri, a seasoned diplomat stepping in as the Chargé d'Affaires. His \
         arrival isn't just a symbolic gesture.\n",
        "enter Francisco Palmieri, a seasoned diplomat stepping in as the Chargé d'Affaires",
    ),
];

/// The sample's project.
pub fn project() -> Project {
    let site = |line: usize| {
        let start = CLAIMS.match_indices("- id").nth(line).map_or(0, |(at, _)| at);
        Site::new(FileId(0), start..start + 4)
    };
    let mut sources: Vec<Source> = ARTICLES
        .iter()
        .map(|(name, text, _)| Source {
            text: Some(format!("seeds/{name}.txt")),
            article: Some(Article::new(&format!("seeds/{name}.txt"), text.as_bytes()).unwrap().into()),
            publisher: Some(if *name == "nishadil" { "Nishadil" } else { "El Mirador del Caribe" }.into()),
            published: (*name != "mirador").then(|| Bounds::day(Day::from_ymd(2026, 2, 1).unwrap())),
            published_text: (*name != "mirador").then(|| "2026-02-01".into()),
            authorship: if *name == "nishadil" { Authorship::Ai } else { Authorship::Human },
            translated_from: (*name == "mirador").then(|| "es".into()),
            ..Source::new(*name, site(0))
        })
        .collect();
    let article = |source: &Source| source.article.as_ref().unwrap().text().to_owned();
    let quote = |source: usize, exact: &str| {
        let text = article(&sources[source]);
        let start = text.find(exact).unwrap();
        let found = Some(Found::Once(start..start + exact.len()));
        Quote { exact: exact.into(), around: None, site: site(source), found }
    };
    let claim = |source: usize, id: &str, person: u32, quotes: Vec<Quote>| Claim {
        source: SourceId::new(source),
        id: id.into(),
        named: true,
        content: [0; 16],
        sites: smallvec![site(source)],
        form: Form::State(State {
            subject: Subject::Entity(EntityId(2)),
            property: PropertyId(0),
            value: Value::Entities(smallvec![EntityId(person)]),
            denied: false,
            written: arcstr::Substr::new(),
            when: When::published(),
        }),
        according_to: Box::default(),
        certainty: Sureness::Stated,
        quotes: quotes.into(),
        note: None,
        glance: Glance::default(),
    };
    let mut claims: Vec<Claim> = ARTICLES
        .iter()
        .enumerate()
        .map(|(source, (name, _, exact))| {
            claim(source, "charge", u32::from(*name == "nishadil"), vec![quote(source, exact)])
        })
        .collect();
    claims.push(claim(3, "holder", 0, vec![]));
    sources.push(Source {
        title: Some("List of chiefs of mission".into()),
        role: Role::Reference,
        ..Source::new("record", site(0))
    });
    let entity = |name: &str, label: &str| Entity {
        name: name.into(),
        site: site(0),
        label: label.into(),
        aliases: vec![],
        kind: None,
        within: vec![],
    };
    Project {
        files: vec![TextFile::new("claims/all.yaml", CLAIMS)],
        sources: sources.into(),
        entities: vec![
            entity("laura-dogu", "Laura Dogu"),
            entity("palmieri", "Francisco Palmieri"),
            entity("us-mission", "the US mission"),
        ]
        .into(),
        properties: vec![Property {
            name: "charge".into(),
            site: site(0),
            label: "US chargé d'affaires to Venezuela".into(),
            aliases: vec![],
            of: Type::Entity,
            holds: Default::default(),
            choices: vec![],
            compatible: vec![],
            same: vec![],
            unit: None,
            tolerance: Tolerance::Amount(0.into()),
        }]
        .into(),
        claims: claims.into_iter().map(Arc::new).collect(),
        ..Project::default()
    }
}

/// A conflict with all that a finding may have.
pub fn conflict(project: &Project) -> Finding {
    let context = Context::new(project);
    let side = |value: &str, remark: Option<&str>, claims: &[u32]| Position {
        value: Some(value.into()),
        remark: remark.map(str::to_owned),
        claims: claims.iter().map(|&id| context.cite(ClaimId(id))).collect(),
        ..Position::default()
    };
    Finding {
        certainty: Some(Certainty::Definite),
        fingerprint: "7f3a5c0d9e1b2468".into(),
        help: Some("Ask the State Department who held the post on that day.".into()),
        why: vec!["One person at a time holds this post, and both are said of that day.".into()],
        balance: Some("two independent articles against one AI-written piece".into()),
        positions: vec![
            side("Laura Dogu", Some("from late January 2026"), &[0, 1, 3]),
            side("Francisco Palmieri", None, &[2]),
        ],
        repairs: vec![vec![ClaimId(2)], vec![ClaimId(0), ClaimId(1), ClaimId(3)]],
        ..Finding::new(
            Rule::ConflictingValues,
            "us-mission / charge",
            "Who was US chargé d'affaires to Venezuela on 1 February 2026?",
            "US chargé d'affaires to Venezuela on 1 February 2026: Laura Dogu or Francisco Palmieri?",
        )
    }
}

/// A report of these.
pub fn report<'r>(project: &'r Project, findings: &'r [Finding], errors: &'r [InputError]) -> Report<'r> {
    const NONE: &[Coverage] = &[];
    Report { project, findings, errors, coverage: NONE, stale_baseline: 0, all: false }
}
