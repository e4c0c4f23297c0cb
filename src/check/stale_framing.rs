//! Finds articles that describe another time than the one on which they are dated.
//!
//! An article dated 1 February 2026 speaks of the Biden administration in the present tense and calls elections of 2024
//! upcoming. Each of these was true once, as other sources say, and none is at the article's date: an old text
//! was published again, or a program wrote it from what it had learnt before.
//!
//! Counted are an article's claims about its own present: states of the day on which it was published (`when: published`,
//! which is what a claim means that names no time) of offices and other properties that one holds at a time, and events
//! that lie `after: published` or `before: published`. Such a claim, or a denial, counts if it cannot be so at the
//! article's date and some other source says that it was so at another time; the date of an event may come from the
//! article itself. All that is found of one article is one finding. It names the days that they have in common and how
//! far these lie from the article's date; or several times, where somebody else held the office in between. A
//! contradiction of dates and orders that needs one of these claims is told here and not again as `impossible-timeline`;
//! that two sources name different holders is still `conflicting-values`.
//!
//! An older statement in an older article is not stale, nor is a claim that nobody else places at another time. When it
//! was so is not taken from another article's present where others exclude that and say better. Where an office would
//! only have had to change hands and back, the finding is possible.
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

use std::collections::{BTreeMap, BTreeSet};

use super::balance::balance;
use super::context::Context;
use super::draft_text::value;
use super::impossible_timeline::{between, is_draft, list, shown};
use super::index::state;
use super::network::telling;
use super::numbering::Numbering;
use super::stale::{Article, Item, windows::shared};
use crate::finding::{Certainty, Finding, Position, Step};
use crate::id::{ClaimId, SourceId};
use crate::project::State;
use crate::rule::Rule;
use crate::time::Bounds;
use crate::time::words::days;
use crate::value::{Agreement, compare};

/// Up to so many sides are held against each other: who says the same less exactly shares one.
const FEW: usize = 16;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (&source, article) in &context.stale().articles {
        found.push(finding(context, source, article));
    }
}

fn finding(context: &Context<'_>, source: SourceId, found: &Article) -> Finding {
    let (project, items) = (context.project, &found.items);
    let article = project.source(source);
    let published = context.timeline.published(source);
    let dated = match (&article.published_text, published.exact()) {
        (_, Some(day)) => format!("dated {day}"),
        (Some(text), None) => format!("dated {text}"),
        (None, None) => format!("undated (the timeline leaves {})", published),
    };
    let (described, window) = described(items);
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
    finding.positions = Sides::new(context, found).positions;
    finding.steps = items.iter().flat_map(|item| steps(context, item)).collect();
    finding.repairs.clone_from(&found.repairs);
    let claims = finding.claims().map(|claim| project.claim(claim).source);
    let others: BTreeSet<SourceId> = claims.filter(|other| *other != source).collect();
    if !others.is_empty() {
        finding.balance = balance(context, &[BTreeSet::from([source]), others]);
    }
    finding.draft = is_draft(project, items.iter().map(|item| item.claim));
    finding
}

/// Which world all of this is true of: the days, where they are of one time.
fn described(items: &[Item]) -> (String, Option<Bounds>) {
    let mut all = items.iter().map(|item| item.elsewhere.iter().map(|time| time.window).collect::<Vec<Bounds>>());
    let first = all.next().unwrap_or_default();
    let common = all.fold(first, |common, other| shared(&common, &other));
    if let [window] = common.as_slice() {
        return (format!("describes the world {}", between(*window)), Some(*window));
    }
    let mut each = if common.is_empty() {
        items.iter().flat_map(|item| &item.elsewhere).map(|time| time.window).collect()
    } else {
        common
    };
    each.dedup();
    let each: Vec<String> = each.into_iter().map(between).collect();
    (format!("describes the world of several other times, {}", list(&shown(each))), None)
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

/// What a claim says of a state or an event.
fn written(context: &Context<'_>, id: ClaimId) -> String {
    match state(context.project, id) {
        Some(state) if state.denied => format!("not {}", value(context.project, state)),
        Some(state) => value(context.project, state),
        None => telling::says(context.project, id),
    }
}

/// The claims of the article, each with what says otherwise and what says when it was so. Each claim stands on one side.
struct Sides<'c> {
    context: &'c Context<'c>,
    positions: Vec<Position>,
    /// Where a side stands that is named so.
    places: BTreeMap<String, usize>,
    told: BTreeSet<ClaimId>,
}

impl<'c> Sides<'c> {
    fn new(context: &'c Context<'c>, article: &Article) -> Self {
        let items = &article.items;
        let mut sides = Self { context, positions: Vec::new(), places: BTreeMap::new(), told: BTreeSet::new() };
        let own: BTreeSet<ClaimId> = items.iter().map(|item| item.claim).collect();
        for item in items {
            let key = telling::key(context.project, item.claim);
            sides.add(key, written(context, item.claim), "as of the article's date", &[item.claim]);
            let others = item.otherwise.iter().filter(|claim| !own.contains(claim));
            sides.otherwise(item.claim, &others.copied().collect::<Vec<ClaimId>>());
            for time in &item.elsewhere {
                let claims: Vec<ClaimId> = time.claims.iter().copied().filter(|claim| !own.contains(claim)).collect();
                let Some(&first) = claims.first() else { continue };
                let when = between(time.window);
                let key = format!("elsewhere {when} {}", telling::key(context.project, first));
                let value = match item.elsewhere.as_slice() {
                    [_] => written(context, first),
                    _ => format!("{} ({when})", written(context, first)),
                };
                sides.add(key, value, &when, &claims);
            }
        }
        // Of several who say when it was, some say it better; but all are to be withdrawn.
        for &claim in article.repairs.iter().flatten() {
            let key = format!("elsewhere {}", telling::key(context.project, claim));
            sides.add(key, written(context, claim), "at another time", &[claim]);
        }
        sides
    }

    fn add(&mut self, key: String, value: String, remark: &str, claims: &[ClaimId]) {
        let claims: Vec<ClaimId> = claims.iter().copied().filter(|claim| self.told.insert(*claim)).collect();
        if claims.is_empty() {
            return;
        }
        let place = *self.places.entry(key.clone()).or_insert(self.positions.len());
        if place == self.positions.len() {
            let (value, remark) = (Some(value), Some(remark.to_owned()));
            self.positions.push(Position { value, key, remark, ..Position::default() });
        }
        if let Some(position) = self.positions.get_mut(place) {
            position.claims.extend(claims.iter().map(|claim| telling::cite(self.context.project, *claim)));
        }
    }

    /// What says otherwise: of an event as it is said, of a state by its value.
    fn otherwise(&mut self, against: ClaimId, claims: &[ClaimId]) {
        let groups = match state(self.context.project, against) {
            Some(state) => self.alike(state, claims),
            None => claims.iter().map(|claim| vec![*claim]).collect(),
        };
        for group in groups {
            let Some(&first) = group.first() else { continue };
            let key = format!("otherwise {}", telling::key(self.context.project, first));
            self.add(key, written(self.context, first), "at the article's date", &group);
        }
    }

    /// Claims on one state, those together that say the same, or the same more exactly.
    fn alike(&self, of: &State, claims: &[ClaimId]) -> Vec<Vec<ClaimId>> {
        let project = self.context.project;
        let mut numbering = Numbering::new(project.property(of.property), claims.len());
        let mut groups: BTreeMap<(bool, u32), Vec<ClaimId>> = BTreeMap::new();
        for (claim, said) in claims.iter().filter_map(|claim| Some((*claim, state(project, *claim)?))) {
            groups.entry((said.denied, numbering.of(&said.value))).or_default().push(claim);
        }
        let groups: Vec<Vec<ClaimId>> = groups.into_values().collect();
        if groups.len() > FEW {
            return groups;
        }
        let words = self.context.words(of.property);
        let agree = |a: &[ClaimId], b: &[ClaimId]| {
            let of = |group: &[ClaimId]| group.first().and_then(|claim| state(project, *claim));
            let (Some(a), Some(b)) = (of(a), of(b)) else { return false };
            let within = |a: &State, b: &State| {
                matches!(compare(&a.value, &b.value, &words), Agreement::Same | Agreement::Within)
            };
            a.denied == b.denied && (within(a, b) || within(b, a))
        };
        let mut merged: Vec<Vec<ClaimId>> = Vec::new();
        for group in groups {
            match merged.iter_mut().find(|known| agree(known, &group)) {
                Some(known) => known.extend(group),
                None => merged.push(group),
            }
        }
        merged
    }
}

/// A claim of the article with what follows from it, and the first of those that say otherwise and elsewhere.
fn steps(context: &Context<'_>, item: &Item) -> Vec<Step> {
    let project = context.project;
    let step = |claim: ClaimId, forces| Step {
        says: telling::says(project, claim),
        cited: Some(telling::cite(project, claim)),
        forces,
    };
    let times: Vec<String> = item.elsewhere.iter().map(|time| between(time.window)).collect();
    let own = step(item.claim, Some(format!("so it was {}", list(&shown(times)))));
    let others = item.otherwise.iter().chain(item.elsewhere.iter().flat_map(|time| &time.claims)).take(6);
    std::iter::once(own).chain(others.map(|claim| step(*claim, None))).collect()
}
