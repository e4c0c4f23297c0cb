//! The timeline for programs, version 1. Days are ISO 8601 or null, where nothing is known.

use serde::Serialize;

use super::chronicle::{Chronicle, Entry};
use super::reasons::Answer;
use crate::finding::Step;
use crate::project::{InputError, Project};
use crate::report::json::{JsonDays, JsonError, day, error, print};
use crate::report::place;
use crate::time::Bounds;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    entries: Vec<JsonEntry<'r>>,
    errors: Vec<JsonError<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct JsonEntry<'r> {
    kind: &'static str,
    id: &'r str,
    label: &'r str,
    value: Option<&'r str>,
    lasts: bool,
    earliest: Option<String>,
    latest: Option<String>,
    start: JsonBounds,
    end: JsonBounds,
    certain: Option<JsonDays>,
    earliest_by: &'r [String],
    latest_by: &'r [String],
    left_out: &'r [String],
    /// What these say, where they leave nothing known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disputed: Vec<JsonSaying<'r>>,
    claims: Vec<String>,
}

#[derive(Serialize)]
struct JsonSaying<'r> {
    when: &'r str,
    earliest: Option<String>,
    latest: Option<String>,
    claims: Vec<String>,
}

#[derive(Serialize)]
struct JsonBounds {
    earliest: Option<String>,
    latest: Option<String>,
}

#[derive(Serialize)]
struct Why<'r> {
    version: u32,
    id: &'r str,
    label: &'r str,
    earliest: Option<String>,
    latest: Option<String>,
    why: Chains<'r>,
    #[serde(rename = "left-out")]
    left_out: &'r [String],
    errors: Vec<JsonError<'r>>,
}

#[derive(Serialize)]
struct Chains<'r> {
    earliest: Vec<JsonStep<'r>>,
    latest: Vec<JsonStep<'r>>,
}

#[derive(Serialize)]
struct JsonStep<'r> {
    says: &'r str,
    claim: Option<String>,
    source: Option<&'r str>,
    file: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
    quote: Option<&'r str>,
    forces: Option<&'r str>,
}

/// The whole timeline, ending with a line break.
pub fn render(project: &Project, chronicle: &Chronicle, errors: &[InputError], ascii: bool) -> String {
    let entries = chronicle.entries.iter().map(|it| entry(project, it)).collect();
    print(&Document { version: 1, entries, errors: errors.iter().map(error).collect() }, ascii)
}

/// What bounds one moment.
pub fn why(project: &Project, answer: &Answer, errors: &[InputError], ascii: bool) -> String {
    fn chain<'r>(project: &'r Project, steps: &'r [Step]) -> Vec<JsonStep<'r>> {
        steps.iter().map(|it| step(project, it)).collect()
    }
    let document = Why {
        version: 1,
        id: &answer.id,
        label: &answer.label,
        earliest: day(answer.left.earliest),
        latest: day(answer.left.latest),
        why: Chains { earliest: chain(project, &answer.earliest), latest: chain(project, &answer.latest) },
        left_out: &answer.left_out,
        errors: errors.iter().map(error).collect(),
    };
    print(&document, ascii)
}

fn bounds(of: Bounds) -> JsonBounds {
    JsonBounds { earliest: day(of.earliest), latest: day(of.latest) }
}

fn entry<'r>(project: &Project, entry: &'r Entry) -> JsonEntry<'r> {
    let span = &entry.span;
    let sides = entry.disputed.iter().flat_map(|disputed| &disputed.sides);
    let disputed = sides.map(|side| JsonSaying {
        when: &side.when,
        earliest: day(side.days.earliest),
        latest: day(side.days.latest),
        claims: side.claims.iter().map(|id| project.claim_name(*id)).collect(),
    });
    let mut claims: Vec<String> = entry.claims.iter().map(|id| project.claim_name(*id)).collect();
    claims.dedup();
    JsonEntry {
        kind: entry.kind.name(),
        id: &entry.id,
        label: &entry.label,
        value: entry.value.as_deref(),
        lasts: !span.moment,
        earliest: day(span.hull().earliest),
        latest: day(span.hull().latest),
        start: bounds(span.start),
        end: bounds(span.end),
        certain: span.core().map(|(from, to)| JsonDays { from: from.to_string(), to: to.to_string() }),
        earliest_by: &entry.earliest_by,
        latest_by: &entry.latest_by,
        left_out: &entry.left_out,
        disputed: disputed.collect(),
        claims,
    }
}

fn step<'r>(project: &'r Project, step: &'r Step) -> JsonStep<'r> {
    let cited = step.cited.as_ref();
    let passage = cited.and_then(|cited| place::passages(project, cited).next());
    let written = cited.and_then(|cited| cited.site).map(|site| place::written(project, site));
    let at = passage.as_ref().map(|passage| (passage.file, passage.start)).or(written);
    JsonStep {
        says: &step.says,
        claim: cited.and_then(|cited| cited.claim).map(|id| project.claim_name(id)),
        source: cited.and_then(|cited| cited.source).map(|id| project.source(id).name.as_str()),
        file: at.map(|(file, _)| file),
        line: at.map(|(_, place)| place.line),
        column: at.map(|(_, place)| place.column),
        quote: passage.map(|passage| passage.text),
        forces: step.forces.as_deref(),
    }
}
