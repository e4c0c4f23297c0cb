//! Finds articles without a date, and names the days that the timeline leaves for them.
//!
//! What an article says of "now" can be compared only where somebody knows when that was. An undated article
//! (`published` left out) takes part with what it dates itself, and its own date is never guessed. But what it tells
//! of events can bound it: it was published after all that it tells as past, and before it was retrieved. The
//! finding names that window, so that a date can be looked for.
//!
//! Found are articles without `published`, and references one of whose claims has an open end (`2026-01-31/..`) and that
//! have neither `published` nor `retrieved`: nobody can say until when it was still so. A draft without a date is no
//! finding.
//!
//! ```yaml
//! sources:
//!   orinoco: { text: orinoco.txt, retrieved: 2026-03-09 }        # undated: on 9 March 2026 or earlier
//! ```
//!
//! To mend it, write `published:`, as exactly as it is known: `2026-03`, `2026-03-05~` and `2026` are dates, too.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::context::Context;
use super::network::telling::cite_source;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Form, Project, Role, Target};
use crate::rule::Rule;
use crate::time::{Bounds, When};

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let mut open = vec![false; project.sources.len()];
    for id in context.glances.which(Glance::OPEN) {
        if let Some(open) = open.get_mut(project.claim(id).source.index()) {
            *open = true;
        }
    }
    let known = OnceCell::new();
    for (index, source) in project.sources.iter().enumerate() {
        // A date that could not be read is a mistake, and told as one.
        let undated = source.published.is_none() && source.published_text.is_none();
        let counts = match source.role {
            Role::Article => undated,
            Role::Reference => undated && source.retrieved.is_none() && open.get(index) == Some(&true),
            Role::Draft => false,
        };
        if counts {
            let disputed = known.get_or_init(|| disputed(context));
            found.push(finding(context, project, SourceId::new(index), disputed));
        }
    }
}

fn finding(context: &Context<'_>, project: &Project, id: SourceId, disputed: &BTreeSet<SourceId>) -> Finding {
    let source = project.source(id);
    let name = &source.name;
    let left = context.timeline.published(id);
    let window = match left {
        Bounds::ANY if disputed.contains(&id) => {
            "the claims that would tell when it was published contradict each other".to_owned()
        }
        Bounds::ANY => "nothing in the timeline says when it was published".to_owned(),
        left => format!("by the timeline it was published {}", left.phrase()),
    };
    let (question, message) = match source.role {
        Role::Reference => (
            format!("{name} has no date, and says that something is still so"),
            format!("{name} has neither `published` nor `retrieved`, so nobody knows until when its open ends reach"),
        ),
        _ => (format!("{name} has no date"), format!("{name} has no date: {window}")),
    };
    let mut finding = Finding::new(Rule::UndatedSource, name.as_str(), question, message);
    if source.role != Role::Reference || left != Bounds::ANY {
        finding.why.push(window);
    }
    finding.help = Some(match source.role {
        Role::Reference => "write `published:` or `retrieved:` for it".into(),
        _ => "write `published:` for it, as exactly as it is known (`2026-03`, `2026-03-05~`)".into(),
    });
    let why = context.timeline.why_published(project, id);
    finding.steps = why.earliest.into_iter().chain(why.latest).collect();
    finding.positions = vec![Position { claims: vec![cite_source(project, id)], ..Position::default() }];
    finding
}

/// The sources that set events against their own date of which claims contradict each other.
fn disputed(context: &Context<'_>) -> BTreeSet<SourceId> {
    let project = context.project;
    let said = |id: ClaimId| match &project.claim(id).form {
        Form::Event(said) => Some(said),
        Form::State(_) | Form::Utterance(_) => None,
    };
    let contradicting = context.timeline.contradicting(project);
    let told = context.glances.bounding().filter(|id| {
        said(*id).is_some_and(|said| {
            let own = said.relations.iter().any(|relation| relation.target == Target::Published)
                || said.when.as_ref().is_some_and(When::names_published);
            own && said.events().any(|event| contradicting.contains_key(&event))
        })
    });
    if contradicting.is_empty() { BTreeSet::new() } else { told.map(|id| project.claim(id).source).collect() }
}
