//! Finds articles that describe another time than the one on which they are dated.
//!
//! An article dated 1 February 2026 speaks of the Biden administration in the present tense and calls elections of 2024
//! upcoming. Each of these was true once, as other sources say, and none is at the article's date: an old text
//! was published again, or a program wrote it from what it had learnt before.
//!
//! Counted are an article's claims about its own present: states of the day on which it was published (`when: published`,
//! which is what a claim means that names no time) of offices and other properties that one holds at a time, and events
//! that lie `after: published` or `before: published`. Such a claim counts if it cannot be so at the article's date
//! and some other source says that it was so at another time; the date of an event may come from the article itself.
//! All that is found of one article is one finding. It names the days that they have in common and how far these lie
//! from the article's date. A contradiction of dates and orders that needs one of these claims is told here and not again as
//! `impossible-timeline`; that two sources name different holders is still `conflicting-values`.
//!
//! An older statement in an older article is not stale, nor is a claim that nobody else places at another time. Where an
//! office would only have had to change hands and back, the finding is possible.
//!
//! ```yaml
//! - { subject: usa, property: president, value: Joe Biden, source: nishadil }           # dated 2026-02-01
//! - { event: election, when: 2024, after: published, source: nishadil }
//! - { subject: usa, property: president, value: Joe Biden, when: 2021-01-20/2025-01-20, source: record }
//! - { subject: usa, property: president, value: Donald Trump, when: 2025-01-20/.., source: record }
//! ```
//!
//! To mend it, look at the article: it may be older than its date, or unfit as a source. Where a claim misreads it, say when
//! the claim was so (`when`).

use std::collections::BTreeSet;

use super::balance::balance;
use super::context::Context;
use super::draft_text::value;
use super::impossible_timeline::{between, is_draft, list};
use super::network::telling;
use super::repair::smallest;
use super::stale::{Item, common};
use crate::finding::{Certainty, Finding, Position, Step};
use crate::id::{ClaimId, SourceId};
use crate::project::{Form, Project};
use crate::rule::Rule;
use crate::time::Bounds;
use crate::time::words::days;

/// How many smallest repairs are listed.
const REPAIRS: usize = 16;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (&source, items) in &context.stale().articles {
        found.push(finding(context, source, items));
    }
}

fn finding(context: &Context<'_>, source: SourceId, items: &[Item]) -> Finding {
    let project = context.project;
    let article = project.source(source);
    let published = context.timeline.published(source);
    let window = items.iter().try_fold(Bounds::ANY, |window, item| common(window, item.window));
    let dated = match (&article.published_text, published.exact()) {
        (_, Some(day)) => format!("dated {day}"),
        (Some(text), None) => format!("dated {text}"),
        (None, None) => format!("undated (the timeline leaves {})", published),
    };
    let described = match window {
        Some(window) => format!("describes the world {}", between(window)),
        None => {
            let each: Vec<String> = items.iter().map(|item| between(item.window)).collect();
            format!("describes the world of several other times, {}", list(&each))
        }
    };
    let far = window.and_then(|window| distance(window, published));
    let far_words =
        far.map(|(far, before)| format!("{} {}", days(far), if before { "before its date" } else { "after its date" }));
    let tail = far_words.as_deref().map(|far| format!(", {far}")).unwrap_or_default();
    let name = &article.name;
    let title = article.title.as_ref().map_or_else(|| name.to_string(), |title| format!("“{title}”"));
    let mut finding = Finding::new(
        Rule::StaleFraming,
        name.as_str(),
        format!("Which time does {title} describe?"),
        format!("{name}: {dated}, but {described}{tail}"),
    );
    finding.window = window;
    let definite = items.iter().any(|item| item.definite);
    finding.certainty = Some(if definite { Certainty::Definite } else { Certainty::Possible });
    finding.why.push(format!("{dated}, but {described}{tail}"));
    if !definite {
        finding.why.push("it can be right only if an office changed hands and back, unreported".into());
    }
    finding.help = Some(
        "see whether the article is older than its date; if a claim misreads it, write when the claim was so (`when`)"
            .into(),
    );
    for item in items {
        tell(project, item, &mut finding);
    }
    let needs: Vec<Vec<ClaimId>> = items.iter().flat_map(|item| item.needs.clone()).collect();
    finding.repairs = smallest(&needs, REPAIRS);
    if finding.repairs.is_empty() {
        finding.repairs = vec![items.iter().map(|item| item.claim).collect()];
    }
    let others = items.iter().flat_map(|item| item.otherwise.iter().chain(&item.elsewhere));
    let others: BTreeSet<SourceId> =
        others.map(|id| project.claim(*id).source).filter(|other| *other != source).collect();
    if !others.is_empty() {
        finding.balance = balance(context, &[BTreeSet::from([source]), others]);
    }
    finding.draft = is_draft(project, items.iter().map(|item| item.claim));
    finding
}

/// How far the days that an article describes lie from its date, and whether before it.
fn distance(window: Bounds, published: Bounds) -> Option<(i64, bool)> {
    let apart = |from: crate::time::Day, to: crate::time::Day| i64::from(to.number()) - i64::from(from.number());
    match (window.latest, published.earliest, published.latest, window.earliest) {
        (Some(last), Some(date), ..) if last < date => Some((apart(last, date), true)),
        (_, _, Some(date), Some(first)) if date < first => Some((apart(date, first), false)),
        _ => None,
    }
}

/// A claim of the article, with what says otherwise and what says when it was so.
fn tell(project: &Project, item: &Item, finding: &mut Finding) {
    let written = |id: ClaimId| match &project.claim(id).form {
        Form::State(state) if state.denied => format!("not {}", value(project, state)),
        Form::State(state) => value(project, state),
        _ => telling::says(project, id),
    };
    let mut add = |value: String, key: String, remark: Option<String>, claims: &[ClaimId]| {
        for &claim in claims {
            let cited = telling::cite(project, claim);
            let place = finding.positions.iter_mut().find(|position| position.key == key);
            match place {
                Some(position) if position.claims.iter().any(|known| known.claim == cited.claim) => {}
                Some(position) => position.claims.push(cited),
                None => finding.positions.push(Position {
                    value: Some(value.clone()),
                    key: key.clone(),
                    remark: remark.clone(),
                    claims: vec![cited],
                    ..Position::default()
                }),
            }
        }
    };
    add(written(item.claim), telling::key(project, item.claim), Some("as of the article's date".into()), &[item.claim]);
    for &claim in &item.otherwise {
        add(
            written(claim),
            format!("otherwise {}", telling::key(project, claim)),
            Some("at the article's date".into()),
            &[claim],
        );
    }
    for &claim in &item.elsewhere {
        let key = format!("elsewhere {}", telling::key(project, claim));
        add(written(claim), key, Some(between(item.window)), &[claim]);
    }
    finding.steps.push(Step {
        says: telling::says(project, item.claim),
        cited: Some(telling::cite(project, item.claim)),
        forces: Some(format!("so it was {}", between(item.window))),
    });
    for &claim in item.otherwise.iter().chain(&item.elsewhere).take(6) {
        finding.steps.push(Step {
            says: telling::says(project, claim),
            cited: Some(telling::cite(project, claim)),
            forces: None,
        });
    }
}
