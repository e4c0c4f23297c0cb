//! Bars to scale: who held an office when, events and articles in order, articles out of their time.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Report;
use super::super::timeline::disputed::Disputed;
use super::model::{Band, Chart, Row};
use super::scale::{LEFT, RIGHT, Scale};
use crate::check::Context;
use crate::check::draft_text::labelled;
use crate::check::topic::claim_topic;
use crate::finding::Finding;
use crate::id::{ClaimId, EventId, PropertyId, SourceId};
use crate::project::{EventPoint, Form, Holds, Part, Role, Subject, Type};
use crate::rule::{Class, Rule};
use crate::time::words::Stretch;
use crate::time::{Bounds, Day, Span};

/// Rows of one chart; more would not be looked at.
const ROWS: usize = 40;
/// Charts of offices.
const CHARTS: usize = 12;
/// Room for the title, and a row's height.
const TOP: i32 = 34;
const ROW: i32 = 26;

fn chart(title: String, finding: Option<&Finding>, scale: &Scale, mut rows: Vec<Row>, bands: Vec<Band>) -> Chart {
    for (index, row) in rows.iter_mut().enumerate() {
        row.y = TOP + ROW * i32::try_from(index).unwrap_or(0) + ROW / 2;
    }
    let height = TOP + ROW * i32::try_from(rows.len()).unwrap_or(0) + 8;
    let finding = finding.map(|finding| format!("f-{}", finding.fingerprint));
    Chart { title, finding, height, ticks: scale.ticks(), rows, bands }
}

fn row(scale: &Scale, label: String, note: String, span: &Span, kind: usize) -> Row {
    let hull = span.hull();
    let day = span.start.exact().filter(|day| span.end.exact() == Some(*day));
    let bounded = hull.earliest.is_some() || hull.latest.is_some();
    Row {
        label: clipped(&label, 34),
        note: clipped(&note, 40),
        words: format!("{label}, {note}: {span}"),
        y: 0,
        hull: (day.is_none() && bounded).then(|| scale.bar(hull.earliest, hull.latest)),
        core: span.core().filter(|_| day.is_none()).map(|(from, to)| scale.bar(Some(from), Some(to))),
        point: day.map(|day| scale.x(Some(day), LEFT)),
        open: [hull.earliest.is_none(), hull.latest.is_none()],
        kind: kind % 4,
    }
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

/// A claim on who held an office, with its time and its value as written.
type Held = (ClaimId, Span, String);

/// Who held which office when: of every office with several holders, those in conflict first.
pub fn tenures(report: &Report<'_>, context: &Context<'_>) -> Vec<Chart> {
    let project = report.project;
    let mut offices: BTreeMap<(Subject, PropertyId), Vec<Held>> = BTreeMap::new();
    for (id, claim) in project.claims() {
        let Form::State(state) = &claim.form else { continue };
        let property = project.property(state.property);
        let office = property.holds == Holds::OneAtATime && matches!(property.of, Type::Entity | Type::Choice);
        if office && !state.denied {
            let span = state.when.span(&context.timeline.moments(project, claim.source));
            offices.entry((state.subject, state.property)).or_default().push((id, span, state.written.to_string()));
        }
    }
    let mut charts: Vec<(bool, Chart)> = Vec::new();
    for ((subject, property), mut claims) in offices {
        let mut values: Vec<String> = Vec::new();
        for (id, _, _) in &claims {
            let value = holder(report, *id);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let Some(scale) = Scale::new(claims.iter().map(|(_, span, _)| span.hull())) else { continue };
        if values.len() < 2 {
            continue;
        }
        claims.sort_by_key(|(id, span, _)| (span.hull().earliest.or(span.hull().latest), span.hull().latest, *id));
        claims.truncate(ROWS);
        let topic = claims.first().map(|(id, _, _)| claim_topic(project, *id)).unwrap_or_default();
        let finding = report.findings.iter().find(|finding| {
            finding.topic == topic && finding.rule.class() == Class::Contradiction && !finding.positions.is_empty()
        });
        let rows = claims.iter().map(|(id, span, _)| {
            let value = holder(report, *id);
            let kind = values.iter().position(|known| *known == value).unwrap_or(0);
            row(&scale, value, project.source(project.claim(*id).source).name.to_string(), span, kind)
        });
        let subject = project.subject_label(subject);
        let title = format!("{subject}: {}", project.property(property).words());
        let bands = finding.map(|finding| overlaps(finding, &claims, &scale)).unwrap_or_default();
        charts.push((finding.is_some(), chart(title, finding, &scale, rows.collect(), bands)));
    }
    charts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.title.cmp(&b.1.title)));
    charts.truncate(CHARTS);
    charts.into_iter().map(|(_, chart)| chart).collect()
}

/// The holder that a claim names: as the finding's sides name it, the label that people wrote.
fn holder(report: &Report<'_>, id: ClaimId) -> String {
    match &report.project.claim(id).form {
        Form::State(state) => labelled(report.project, state),
        Form::Event(_) | Form::Utterance(_) => String::new(),
    }
}

/// The days for which different sides of a finding certainly name different holders.
fn overlaps(finding: &Finding, claims: &[Held], scale: &Scale) -> Vec<Band> {
    let side =
        |id: ClaimId| finding.positions.iter().position(|side| side.claims.iter().any(|cited| cited.claim == Some(id)));
    let sided: Vec<(usize, &Span)> =
        claims.iter().filter_map(|(id, span, _)| side(*id).map(|side| (side, span))).collect();
    let mut both: Option<(crate::time::Day, crate::time::Day)> = None;
    for (index, (one, a)) in sided.iter().enumerate() {
        for (other, b) in sided.iter().skip(index + 1) {
            let (Some(a), Some(b), true) = (a.core(), b.core(), one != other) else { continue };
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            if from <= to {
                both = Some(both.map_or((from, to), |both| (both.0.min(from), both.1.max(to))));
            }
        }
    }
    let band = both.map(|(from, to)| {
        let [x, width] = scale.bar(Some(from), Some(to));
        let label = format!("both {}", Stretch::between(from, to, sided.iter().map(|(_, span)| *span)));
        Band { x, width, label }
    });
    band.into_iter().collect()
}

/// A row of the chronicle.
struct Moment {
    label: String,
    /// What it is.
    kind: &'static str,
    /// The days that are left for its start, and for its end.
    start: Bounds,
    end: Bounds,
    /// What sources say of it, where they contradict each other and nothing is left.
    disputed: Option<String>,
    is_event: bool,
}

impl Moment {
    /// The earliest day that it has anything to do with.
    fn first(&self) -> Option<Day> {
        let Self { start, end, .. } = self;
        start.earliest.or(start.latest).or(end.earliest).or(end.latest)
    }

    fn row(&self, scale: &Scale) -> Row {
        let span =
            Span { start: self.start, end: self.end, moment: self.start == self.end, ..Span::moment(self.start) };
        let mut row = row(scale, self.label.clone(), self.kind.to_owned(), &span, usize::from(!self.is_event));
        if let Some(said) = &self.disputed {
            row.words = format!("{}, {}: {said}", self.label, self.kind);
        }
        row
    }
}

/// Events and articles in order, with the days that all claims together leave for each. Times that lie far apart have
/// charts of their own: one far day would else press all others together.
pub fn chronicle(report: &Report<'_>, context: &Context<'_>) -> Vec<Chart> {
    let project = report.project;
    let contradicting = context.timeline.contradicting(context.project);
    let mut moments: Vec<Moment> = Vec::new();
    for (index, event) in project.events.iter().enumerate() {
        let point = |part| context.timeline.event(EventPoint { event: EventId::new(index), part });
        let (start, end) = (point(Part::Start), point(Part::End));
        let id = EventId::new(index);
        let contradicting = contradicting.get(&id).filter(|_| start == Bounds::ANY && end == Bounds::ANY);
        let label = event.label.to_string();
        moments.push(match contradicting.and_then(|claims| Disputed::new(project, id, claims)) {
            Some(disputed) => {
                let hull = disputed.hull();
                let disputed = Some(disputed.words);
                Moment { label, kind: "disputed event", start: hull, end: hull, disputed, is_event: true }
            }
            None => Moment { label, kind: "event", start, end, disputed: None, is_event: true },
        });
    }
    for (index, source) in project.sources.iter().enumerate().filter(|(_, source)| source.role != Role::Reference) {
        let published = context.timeline.published(SourceId::new(index));
        let kind = if source.published.is_some() { "article" } else { "undated article" };
        let label = source.name.to_string();
        moments.push(Moment { label, kind, start: published, end: published, disputed: None, is_event: false });
    }
    // What has neither an earliest nor a latest day has no place on the line.
    moments.retain(|moment| moment.first().is_some());
    let key = |moment: &Moment| (moment.first(), moment.end.latest);
    moments.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.label.cmp(&b.label)));
    moments.truncate(ROWS * 3);
    let parts = apart(&moments);
    let many = parts.len() > 1;
    let charts = parts.into_iter().filter_map(|part| {
        let scale = Scale::new(part.iter().flat_map(|moment| [moment.start, moment.end]))?;
        let rows = part.iter().map(|moment| moment.row(&scale));
        let from = part.first().and_then(Moment::first).filter(|_| many);
        let title = match from {
            Some(from) => format!("Events and articles from {} on", from.date().format("%Y")),
            None => "Events and articles".into(),
        };
        Some(chart(title, None, &scale, rows.collect(), Vec::new()))
    });
    charts.collect()
}

/// Cuts a chronicle, up to three times, where nothing happens for more than a third of it.
fn apart(moments: &[Moment]) -> Vec<&[Moment]> {
    let mut parts = vec![moments];
    while parts.len() < 4 {
        let cut = parts.iter().enumerate().find_map(|(index, part)| {
            let days: Vec<i64> = part.iter().filter_map(Moment::first).map(|day| day.number().into()).collect();
            let all = days.last()? - days.first()?;
            let wide = |pair: &[i64]| matches!(pair, [a, b] if (b - a) * 3 > all && b - a > 700);
            days.windows(2).position(wide).map(|at| (index, at + 1))
        });
        let Some((index, at)) = cut else { break };
        let part = parts.remove(index);
        let (before, after) = part.split_at(at);
        parts.insert(index, after);
        parts.insert(index, before);
    }
    parts
}

/// For each article out of its time: its date against the world that it describes.
pub fn windows(report: &Report<'_>, context: &Context<'_>) -> Vec<Chart> {
    let stale = report.findings.iter().filter(|finding| finding.rule == Rule::StaleFraming);
    let charts = stale.filter_map(|finding| {
        let window = finding.window?;
        let source = finding.positions.iter().flat_map(|side| &side.claims).find_map(|cited| cited.source)?;
        let published = context.timeline.published(source);
        let scale = Scale::new([window, published])?;
        let [x, width] = scale.bar(window.earliest, window.latest);
        let name = &report.project.source(source).name;
        let rows = vec![
            row(&scale, "describes".into(), by(report, finding, source).into(), &Span::moment(window), 0),
            row(&scale, "is dated".into(), name.to_string(), &Span::moment(published), 1),
        ];
        let bands = vec![Band { x, width: width.min(RIGHT - x), label: "the world that it describes".into() }];
        Some(chart(finding.message.clone(), Some(finding), &scale, rows, bands))
    });
    charts.collect()
}

/// By whose word an article describes another time than its own: an event that it calls upcoming may be dated by itself.
fn by(report: &Report<'_>, finding: &Finding, article: SourceId) -> &'static str {
    let said: BTreeSet<(ClaimId, SourceId)> = finding
        .claims()
        .chain(finding.steps.iter().filter_map(|step| step.cited.as_ref()?.claim))
        .map(|id| (id, report.project.claim(id).source))
        .collect();
    match (said.iter().any(|(_, source)| *source != article), said.len()) {
        (true, _) => "by what others say",
        (false, 1) => "by its own claim",
        (false, _) => "by its own claims",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::check::testing::project;

    /// By whose word an article is out of its time.
    fn described(claims: &str) -> Vec<String> {
        let vocabulary = "\
sources:
  profile: { text: p.txt, published: 2025-05-20 }
  record: { role: reference, published: 2025-06-01 }
events: { election: { label: the regional election } }
";
        let project = project(vocabulary, claims, &[("p.txt", "ahead of the April 2025 election\n")]);
        let context = Context::new(&project);
        let findings = check::check(&project).findings;
        let report = Report { findings: &findings, ..Report::of_errors(&project, &[]) };
        windows(&report, &context).iter().filter_map(|chart| Some(chart.rows.first()?.note.clone())).collect()
    }

    #[test]
    fn what_only_the_article_says_is_not_laid_to_others() {
        let own = "claims:\n  - { source: profile, event: election, when: 2025-04, after: published }\n";
        assert_eq!(described(own), ["by its own claim"]);
        let others = "claims:\n  - { source: profile, event: election, after: published }\n  \
                      - { source: record, event: election, when: 2025-04-06 }\n";
        assert_eq!(described(others), ["by what others say"]);
    }
}
