//! One finding for a person, in the order in which questions come: what is asked, who says what and where, why both
//! cannot be, what speaks for which, what to do.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::badges::badges;
use super::human::counted;
use super::paint::{Page, Paint};
use super::{Report, Screen, difference, excerpt, place, short, sides};
use crate::finding::{Certainty, Cited, Finding, Position, Status, Step};
use crate::id::{ClaimId, SourceId};
use crate::project::{Project, Role, Site};
use crate::rule::{Class, Rule};

/// How many sources of one side are shown with their passages, unless all are asked for.
const SOURCES: usize = 3;
/// How many passages of one claim are shown.
const PASSAGES: usize = 3;
/// How many places in claim files are listed.
const PLACES: usize = 6;
/// How many smallest repairs are offered.
const REPAIRS: usize = 3;
/// So many other claims that say the same as a step, or take part in another chain, are named.
const ALSO: usize = 4;
/// Where what stands behind a label (`why`, `for`) begins.
const LABEL: usize = 8;

/// Shows a finding. `help` is left out where the one above said the same.
pub fn show(page: &mut Page, report: &Report<'_>, finding: &Finding, help: Option<&str>) {
    let project = report.project;
    headline(page, finding);
    let contradiction = finding.rule.class() == Class::Contradiction;
    // Between sides one passage of each claim is enough; where a claim itself is in doubt its passages matter.
    let mut shown = Shown { most: usize::from(contradiction), ..Shown::default() };
    // What a chain tells need not be told again as sides; a chain that only backs up a remark need not be told at all.
    let chain = contradiction || report.all;
    let told: &[Step] = if chain { &finding.steps } else { &[] };
    let in_steps: BTreeSet<ClaimId> = told.iter().filter_map(|step| step.cited.as_ref()?.claim).collect();
    let untold = |cited: &Cited| cited.claim.is_none_or(|claim| !in_steps.contains(&claim));
    // What an impossible timeline has besides its chain belongs to other chains of much the same claims.
    let chained = finding.rule == Rule::ImpossibleTimeline && !told.is_empty();
    let is_side = |it: &&Position| {
        let (any, all) = (it.claims.iter().any(untold), it.claims.iter().all(untold));
        if report.all { any } else { all && !chained }
    };
    let (sides, also): (Vec<&Position>, Vec<&Position>) = finding.positions.iter().partition(is_side);
    for position in sides {
        side(page, report, position, &in_steps, &mut shown, false);
    }
    for position in &finding.compatible {
        side(page, report, position, &in_steps, &mut shown, true);
    }
    steps(page, report, told, &mut shown);
    dating(page, report, finding, &mut shown);

    let labelled = !finding.why.is_empty()
        || finding.balance.is_some()
        || !finding.repairs.is_empty()
        || !finding.joined.is_empty()
        || finding.status == Status::Resolved
        || decidable(report, finding).is_some()
        || help.is_some();
    if labelled && finding.positions.iter().any(|position| position.value.is_some()) {
        page.gap();
    }
    if !finding.joined.is_empty() {
        let names: Vec<String> = finding.joined.iter().map(|&id| claim_name(project, id)).collect();
        label(page, "new", &format!("{} joined a conflict that was known", names.join(", ")));
    }
    if let Some(reason) = sides::reason(report, finding) {
        label(page, "done", &reason);
    }
    let most = if report.all { usize::MAX } else { ALSO };
    let mut besides = also.into_iter().filter_map(|position| {
        let others: Vec<&Cited> = position.claims.iter().filter(|cited| untold(cited)).collect();
        let value = position.value.as_ref().filter(|_| !others.is_empty())?;
        Some(format!("{value} – {}", names(project, &others)))
    });
    for (index, told) in besides.by_ref().take(most).enumerate() {
        label(page, if index == 0 { "also" } else { "" }, &told);
    }
    let more = besides.count();
    if more > 0 {
        label(page, "", &format!("and {more} more (--all shows them)"));
    }
    for (index, why) in finding.why.iter().enumerate() {
        label(page, if index == 0 { "why" } else { "" }, why);
    }
    if let Some(balance) = &finding.balance {
        label(page, "for", balance);
    }
    repairs(page, report, finding);
    if let Some(help) = help {
        label(page, "help", help);
    }
    sites(page, report, finding);
}

/// `error[conflicting-values] Who was …?`
fn headline(page: &mut Page, finding: &Finding) {
    let tag = format!("{}[{}]", short::level(finding.level), finding.rule.name());
    let mut remarks = Vec::new();
    match finding.status {
        Status::New => {}
        Status::Known => remarks.push("known"),
        Status::Resolved => remarks.push("resolved"),
    }
    if finding.certainty == Some(Certainty::Possible) {
        remarks.push("possible");
    }
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
    page.flow(
        "",
        2,
        &[
            (Paint::Level(finding.level), &tag),
            (Paint::Dim, &remarks),
            (Paint::Plain, " "),
            (Paint::Bold, &finding.question),
        ],
    );
}

/// The sources of claims that are not shown with their passages.
fn names(project: &Project, cited: &[&Cited]) -> String {
    let sources: BTreeSet<SourceId> = cited.iter().filter_map(|cited| cited.source).collect();
    let names: Vec<&str> = sources.iter().take(PLACES).map(|&id| project.source(id).name.as_str()).collect();
    let more =
        if sources.len() > names.len() { format!(" and {} more", sources.len() - names.len()) } else { String::new() };
    format!("{}{more}", names.join(", "))
}

/// What was shown already: no passage is shown twice in one finding.
#[derive(Default)]
pub(super) struct Shown {
    passages: BTreeSet<(SourceId, usize, usize)>,
    /// Whether a passage that was shown is at least named again: in a chain each step has its place.
    again: bool,
    /// How many passages of a claim are shown; the others are named. 0 is the usual number.
    most: usize,
}

/// One side: its value, who says so, and each passage.
fn side(
    page: &mut Page,
    report: &Report<'_>,
    position: &Position,
    in_steps: &BTreeSet<ClaimId>,
    shown: &mut Shown,
    compatible: bool,
) {
    let project = report.project;
    let mut seen = BTreeSet::new();
    let cited = position.claims.iter().filter_map(|cited| cited.source);
    let sources: Vec<SourceId> = cited.filter(|source| seen.insert(*source)).collect();
    if let Some(value) = &position.value {
        page.gap();
        let count = counted(sources.len(), "source", "sources");
        let mut about = vec![if compatible { format!("{count}, fits more than one side") } else { count }];
        about.extend(position.remark.clone());
        let about = about.join(", ");
        let value = if report.all { Cow::Borrowed(value.as_str()) } else { shortened(value, &about, page.screen()) };
        let pieces = [(Paint::Bold, &*value), (Paint::Plain, " · "), (Paint::Plain, about.as_str())];
        page.flow("  ", 4, &pieces);
    } else if let Some(remark) = &position.remark {
        page.flow("  ", 4, &[(Paint::Plain, remark)]);
    }
    let indent = if position.value.is_some() { 4 } else { 2 };
    let first: &[SourceId] = if report.all { &sources } else { sources.get(..SOURCES).unwrap_or(&sources) };
    for cited in &position.claims {
        let told = cited.claim.is_some_and(|claim| in_steps.contains(&claim));
        if !told && cited.source.is_none_or(|source| first.contains(&source)) {
            citation(page, report, cited, indent, shown);
        }
    }
    let rest = sources.get(first.len()..).unwrap_or_default();
    if !rest.is_empty() {
        let names: Vec<&str> = rest.iter().take(SOURCES).map(|&source| project.source(source).name.as_str()).collect();
        let more = if rest.len() > names.len() { ", …" } else { "" };
        let count = counted(rest.len(), "more source", "more sources");
        let line = format!("and {count}: {}{more} (--all shows them)", names.join(", "));
        page.flow(&" ".repeat(indent), indent, &[(Paint::Dim, &line)]);
    }
    if let Some((source, range)) = &position.near {
        nearest(page, report, *source, range, indent);
    }
    if let Some(diff) = &position.diff {
        difference::show(page, diff, indent, report.all);
    }
}

/// A long value (words that somebody used) by its beginning, where that saves a line: the passage below it holds the
/// rest. `about` stands behind it.
fn shortened<'v>(value: &'v str, about: &str, screen: Screen) -> Cow<'v, str> {
    const LETTERS: usize = 60;
    let Some((at, _)) = value.char_indices().nth(LETTERS) else { return Cow::Borrowed(value) };
    let begin = value.get(..at).unwrap_or(value);
    let begin = begin.rsplit_once(' ').map_or(begin, |(begin, _)| begin);
    let short = format!("{begin} …");
    let room = screen.width.saturating_sub(4);
    let lines = |value: &str| excerpt::wrap(&format!("{value} · {about}"), room, screen.ascii).len();
    if lines(&short) < lines(value) { Cow::Owned(short) } else { Cow::Borrowed(value) }
}

/// Who says it and where, with the passage.
pub(super) fn citation(page: &mut Page, report: &Report<'_>, cited: &Cited, indent: usize, shown: &mut Shown) {
    let project = report.project;
    let claim = cited.claim.map(|id| project.claim(id));
    let badges = badges(project, cited.source, claim);
    let margin = " ".repeat(indent);
    let mut any = false;
    let bar = if page.screen().ascii { "| " } else { "│ " };
    let most = match shown.most {
        _ if report.all => usize::MAX,
        0 => PASSAGES,
        most => most,
    };
    let mut badges = badges;
    for (index, range) in cited.passages.iter().take(most).enumerate() {
        let Some(source) = cited.source else { break };
        let Some(passage) = place::passage(project, source, range) else { continue };
        any = true;
        let at = format!("{}:{}:{}", passage.file, passage.start.line, passage.start.column);
        if !shown.passages.insert((source, range.start, range.end)) {
            if shown.again {
                place_line(page, &margin, &at, &["shown above".to_owned()]);
            }
            continue;
        }
        let others = if index == 0 { cited.passages.get(most..).unwrap_or_default() } else { &[] };
        place_line(page, &margin, &(at + &elsewhere(project, source, others)), &badges);
        // Who says so is said once for all passages of a claim.
        badges.clear();
        let Some(article) = &project.source(source).article else { continue };
        let room = page.screen().width.saturating_sub(indent + 2);
        let edge = format!("{margin}{bar}");
        for line in excerpt::excerpt(article.text(), range, room, page.screen().ascii, report.all) {
            page.row(&edge, &line);
            page.carets(&edge, &line, Paint::Place);
        }
    }
    if !any {
        let evidence = claim.map(|claim| match claim.quotes.as_slice() {
            [] => "no quote",
            quotes if quotes.iter().all(|quote| quote.found.is_none()) => "article not read",
            _ => "quote not found",
        });
        let source = cited.source.map(|source| project.source(source));
        let record = source.is_some_and(|source| source.role == Role::Reference);
        let title = source.and_then(|source| source.title.clone()).filter(|_| record);
        let mut about = badges;
        about.extend(title);
        about.extend(evidence.filter(|_| !record).map(str::to_owned));
        if let Some(site) = cited.site {
            let (file, at) = place::written(project, site);
            place_line(page, &margin, &format!("{file}:{}:{}", at.line, at.column), &about);
        } else if let Some(source) = source {
            place_line(page, &margin, &source.name, &about);
        }
    }
}

/// The passage most like a quote that was not found.
fn nearest(page: &mut Page, report: &Report<'_>, source: SourceId, range: &Range<usize>, indent: usize) {
    let Some(passage) = place::passage(report.project, source, range) else { return };
    let Some(article) = &report.project.source(source).article else { return };
    let margin = " ".repeat(indent);
    let at = format!("{}:{}:{}", passage.file, passage.start.line, passage.start.column);
    place_line(page, &margin, &at, &["the nearest passage; no evidence".to_owned()]);
    let edge = format!("{margin}{}", if page.screen().ascii { "| " } else { "│ " });
    let room = page.screen().width.saturating_sub(indent + 2);
    for line in excerpt::excerpt(article.text(), range, room, page.screen().ascii, report.all) {
        page.row(&edge, &line);
        page.carets(&edge, &line, Paint::Place);
    }
}

/// Where else in its article a claim finds itself said: ` and 19:156`.
fn elsewhere(project: &Project, source: SourceId, ranges: &[std::ops::Range<usize>]) -> String {
    let places: Vec<String> = ranges
        .iter()
        .take(2)
        .filter_map(|range| place::passage(project, source, range))
        .map(|passage| format!("{}:{}", passage.start.line, passage.start.column))
        .collect();
    let more = ranges.len() - places.len();
    match places.as_slice() {
        [] => String::new(),
        places if more > 0 => format!(", {} and {more} more", places.join(", ")),
        places => format!(" and {}", places.join(" and ")),
    }
}

/// A place, and who stands behind it.
fn place_line(page: &mut Page, margin: &str, at: &str, badges: &[String]) {
    let about = badges.join(", ");
    let about = if about.is_empty() { String::new() } else { format!("({about})") };
    page.flow(margin, margin.len() + 2, &[(Paint::Place, at), (Paint::Plain, " "), (Paint::Dim, &about)]);
}

/// Who dates what the times of the sides hang on.
fn dating(page: &mut Page, report: &Report<'_>, finding: &Finding, shown: &mut Shown) {
    if !finding.dating.is_empty() {
        page.gap();
        page.flow("  ", 4, &[(Paint::Plain, "What the days hang on:")]);
        numbered(page, report, &finding.dating, shown);
    }
}

/// A chain, numbered.
pub(super) fn steps(page: &mut Page, report: &Report<'_>, steps: &[Step], shown: &mut Shown) {
    if !steps.is_empty() {
        page.gap();
    }
    numbered(page, report, steps, shown);
}

fn numbered(page: &mut Page, report: &Report<'_>, steps: &[Step], shown: &mut Shown) {
    shown.again = true;
    for (index, step) in steps.iter().enumerate() {
        let number = format!("{:>3}  ", index + 1);
        page.flow(&number, 5, &[(Paint::Bold, &step.says)]);
        if let Some(cited) = &step.cited {
            citation(page, report, cited, 5, shown);
        }
        if let Some(forces) = step.forces.as_ref().filter(|forces| index > 0 || !restates(&step.says, forces)) {
            let arrow = if page.screen().ascii { "     -> " } else { "     → " };
            page.flow(arrow, 7, &[(Paint::Plain, forces)]);
        }
    }
}

/// Whether what a first step forces is no more than the day that it says.
fn restates(says: &str, forces: &str) -> bool {
    let (Some((what, day)), Some(forces)) = (says.rsplit_once(": on "), forces.strip_prefix("which puts ")) else {
        return false;
    };
    forces.strip_prefix(what).is_some_and(|rest| rest.starts_with(&format!(" on {day} ")))
}

/// `why     because …`
pub(super) fn label(page: &mut Page, name: &str, text: &str) {
    page.flow(&format!("  {name:<6}"), LABEL, &[(Paint::Plain, text)]);
}

/// The beginning of a fingerprint: as much of it as `gainsay resolve` needs, mostly.
pub(super) fn beginning(finding: &Finding) -> Option<&str> {
    finding.fingerprint.get(..8)
}

/// How a finding is named to `gainsay resolve`, where there is anything to decide: a contradiction in which somebody
/// may be wrong, and, where all is asked for, whatever else is about claims.
fn decidable<'f>(report: &Report<'_>, finding: &'f Finding) -> Option<&'f str> {
    let wanted = report.all || finding.rule.class() == Class::Contradiction;
    beginning(finding).filter(|_| finding.status != Status::Resolved && wanted && rejects_a_source(report, finding))
}

/// Whether to decide a finding could reject a source's claim. A draft's own is not rejected: its sentence is changed.
pub(super) fn rejects_a_source(report: &Report<'_>, finding: &Finding) -> bool {
    let project = report.project;
    let drafts = |id: ClaimId| project.source(project.claim(id).source).role == Role::Draft;
    if finding.repairs.is_empty() {
        finding.claims().any(|id| !drafts(id))
    } else {
        finding.repairs.iter().any(|set| !set.iter().all(|id| drafts(*id)))
    }
}

/// What could be withdrawn, and how to decide it.
fn repairs(page: &mut Page, report: &Report<'_>, finding: &Finding) {
    let project = report.project;
    let sets: Vec<String> = finding
        .repairs
        .iter()
        .take(REPAIRS)
        .map(|set| {
            let names: Vec<String> = set.iter().map(|&id| claim_name(project, id)).collect();
            if names.len() > PLACES {
                let first = names.get(..PLACES).unwrap_or_default().join(", ");
                format!("{first} and {} more", names.len() - PLACES)
            } else {
                names.join(" and ")
            }
        })
        .collect();
    let decide = decidable(report, finding);
    if sets.is_empty() {
        if let Some(beginning) = decide {
            let several = finding.claims().collect::<BTreeSet<_>>().len() > 1;
            let (which, claim) = if several { ("a claim of it", " CLAIM") } else { ("its claim", "") };
            let told = format!("correct {which}, or reject it: gainsay resolve {beginning}{claim} --because WHY");
            label(page, "mend", &told);
        }
        return;
    }
    let more = finding.repairs.len().saturating_sub(sets.len());
    let more = if more == 0 { String::new() } else { format!(", or {}", counted(more, "other way", "other ways")) };
    let decide = match decide {
        Some(beginning) => format!("; or decide: gainsay resolve {beginning} --because WHY"),
        None => String::new(),
    };
    label(page, "mend", &format!("correct or withdraw {}{more}{decide}", sets.join(", or ")));
}

/// A claim's name for people: what they wrote, else its place.
pub(super) fn claim_name(project: &Project, id: ClaimId) -> String {
    let claim = project.claim(id);
    match claim.sites.first().filter(|_| !claim.named) {
        Some(&site) => {
            let (file, at) = place::written(project, site);
            format!("the claim at {file}:{}:{}", at.line, at.column)
        }
        None => project.claim_name(id),
    }
}

/// Where the claims stand, for those whose article's place was shown.
fn sites(page: &mut Page, report: &Report<'_>, finding: &Finding) {
    let project = report.project;
    let mut sites: Vec<Site> = Vec::new();
    let mut seen = BTreeSet::new();
    let cited = finding.positions.iter().chain(&finding.compatible).flat_map(|position| &position.claims);
    for cited in cited.chain(finding.stepped()) {
        if let Some(site) = cited.site.filter(|site| !cited.passages.is_empty() && seen.insert(*site)) {
            sites.push(site);
        }
    }
    if sites.is_empty() {
        return;
    }
    let most = if report.all { usize::MAX } else { PLACES };
    let places: Vec<String> = sites
        .iter()
        .take(most)
        .map(|&site| {
            let (file, at) = place::written(project, site);
            format!("{file}:{}:{}", at.line, at.column)
        })
        .collect();
    let more = sites.len().saturating_sub(places.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    page.flow("  ", LABEL, &[(Paint::Plain, "said in "), (Paint::Place, &places.join(", ")), (Paint::Dim, &more)]);
}
