//! Which of an editor's decisions still hold. A decision holds claims as they were: when one of them vanishes or says
//! something else, or the decision's last day has passed, it lapses, and that is a finding (`stale-resolution`).

use std::collections::BTreeMap;

use compact_str::CompactString;
use sha2::{Digest, Sha256};

use super::{identity, wording};
use crate::check::context::cite;
use crate::check::draft_text::labelled;
use crate::finding::{Cited, Finding, Position};
use crate::id::ClaimId;
use crate::project::{Claim, Form, Project, Resolution, State, Target};
use crate::rule::Rule;
use crate::text::fold;
use crate::time::{Day, edtf};
use crate::value::{Number, Value};

/// A project's claims by name (`source/id`); a claim with a list of subjects is several under one name.
#[derive(Debug, Default)]
pub struct Names {
    names: BTreeMap<String, Vec<ClaimId>>,
    /// The same without regard to case and accents.
    folded: BTreeMap<String, Vec<ClaimId>>,
}

impl Names {
    /// All names of a project.
    pub fn new(project: &Project) -> Self {
        let mut names = Self::default();
        for (id, _) in project.claims() {
            let name = project.claim_name(id);
            names.folded.entry(fold::name(&name)).or_default().push(id);
            names.names.entry(name).or_default().push(id);
        }
        names
    }

    /// The claims of a name, none where it stands for nothing (any more).
    pub fn get(&self, name: &str) -> &[ClaimId] {
        let name = name.trim();
        self.names.get(name).or_else(|| self.folded.get(&fold::name(name))).map_or(&[], Vec::as_slice)
    }

    /// The name most like one that stands for nothing, if any is like it at all.
    fn nearest(&self, name: &str) -> Option<&str> {
        let like = self.names.keys().map(|known| (strsim::jaro_winkler(known, name), known));
        like.filter(|(likeness, _)| *likeness > 0.88)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known.as_str())
    }
}

/// Why a decision no longer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// Its last day has passed.
    Over(Day),
    /// No claim has this name; the nearest one that is there.
    Vanished(String, Option<String>),
    /// The claim of this name does not say what was rejected; what was, and what it says now.
    SaysElse(String, String, String),
    /// The claim of this name was changed after it was rejected.
    Changed(String),
}

/// Why a decision no longer holds; empty where it does.
pub fn lapses(project: &Project, names: &Names, resolution: &Resolution, today: Day) -> Vec<Lapse> {
    let mut lapses = Vec::new();
    if let Some(until) = resolution.until.filter(|until| *until < today) {
        lapses.push(Lapse::Over(until));
    }
    for (at, (name, _)) in resolution.rejects.iter().enumerate() {
        let claims = names.get(name);
        if claims.is_empty() {
            lapses.push(Lapse::Vanished(name.clone(), names.nearest(name).map(str::to_owned)));
            continue;
        }
        if let Some((value, _)) = &resolution.value {
            let other = claims.iter().map(|id| project.claim(*id)).find(|claim| !says(project, claim, value));
            if let Some(claim) = other {
                lapses.push(Lapse::SaysElse(name.clone(), value.clone(), says_now(project, claim)));
                continue;
            }
        }
        if resolution.content.get(at).is_some_and(|content| *content != checksum(project, claims)) {
            lapses.push(Lapse::Changed(name.clone()));
        }
    }
    lapses
}

/// The checksum of all that the claims of one name say, quotes among it: `sha256:` and 16 hexadecimal digits.
pub fn checksum(project: &Project, claims: &[ClaimId]) -> String {
    let mut contents: Vec<Vec<String>> =
        claims.iter().map(|id| wording::content(project, project.claim(*id))).collect();
    contents.sort();
    let mut hash = Sha256::new();
    for part in contents.iter().flatten() {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    format!("sha256:{}", identity::short(&hash.finalize()))
}

/// Whether a claim says what a decision's `value` names: by id, label or alias, as a number, a date or words.
/// A denied value is written `not …`, as the claim denies it.
pub fn says(project: &Project, claim: &Claim, value: &str) -> bool {
    match &claim.form {
        Form::State(state) if state.denied => {
            value.trim().strip_prefix("not ").is_some_and(|denied| is_value(project, state, denied.trim()))
        }
        Form::State(state) => is_value(project, state, value.trim()),
        Form::Event(event) => {
            let name = fold::name(value);
            let date = |time: &str| fold::name(time) == name || same_date(project, time, value);
            event.when.as_ref().is_some_and(|when| date(&when.text))
                || event.relations.iter().any(|relation| match &relation.target {
                    Target::Event(point) => {
                        let event = project.event(point.event);
                        named(&name, &event.name, &event.label, &event.aliases)
                    }
                    Target::Published => name == "published",
                    Target::Date(time) => date(&time.text),
                })
                || fold::name(&wording::says(project, claim)) == name
        }
        Form::Utterance(words) => {
            let said = fold::text(value);
            let quotes = claim.quotes.iter().map(|quote| &*quote.exact);
            words.words.as_deref().into_iter().chain(quotes).any(|words| fold::text(words) == said)
        }
    }
}

/// Whether a state's value is this one.
fn is_value(project: &Project, state: &State, value: &str) -> bool {
    let property = project.property(state.property);
    let list = |find: &dyn Fn(&str) -> Option<u32>, ids: Vec<u32>| {
        let ids: std::collections::BTreeSet<u32> = ids.into_iter().collect();
        // A name may hold a comma itself, so the whole is tried as one name first.
        if let Some(id) = find(&fold::name(value)) {
            return ids.len() == 1 && ids.contains(&id);
        }
        let inner = value.trim_start_matches('[').trim_end_matches(']');
        let parts = inner.split(',').map(|part| find(&fold::name(part.trim().trim_matches(['"', '\'']))));
        parts.collect::<Option<std::collections::BTreeSet<u32>>>().is_some_and(|named| named == ids)
    };
    if fold::name(value) == fold::name(&state.written) {
        return true;
    }
    match &state.value {
        Value::Entities(ids) => {
            // The claim's own first: a name that several entities share means the one that is there.
            let own = ids.iter().map(|id| (id.0, project.entity(*id)));
            let entities: Vec<_> = own.collect();
            let find = |name: &str| {
                let is = |(_, entity): &&(u32, &crate::project::Entity)| {
                    named(name, &entity.name, &entity.label, &entity.aliases)
                };
                entities.iter().find(is).map(|(id, _)| *id)
            };
            list(&find, ids.iter().map(|id| id.0).collect())
        }
        Value::Choices(ids) => {
            let find = |name: &str| {
                let at = property.choices.iter().position(|choice| fold::name(choice) == name)?;
                u32::try_from(at).ok()
            };
            list(&find, ids.iter().map(|id| id.0).collect())
        }
        Value::Number(number) => {
            Number::parse(value, property.unit.as_deref(), &property.tolerance).is_ok_and(|value| value == **number)
        }
        Value::Date(days) => edtf::date(value, project.settings.approximate.as_ref()).is_ok_and(|value| value == *days),
        Value::Text(text) => fold::text(value) == **text,
        Value::Boolean(truth) => value.eq_ignore_ascii_case(&truth.to_string()),
    }
}

/// Whether a folded name is one of these.
fn named(name: &str, id: &str, label: &str, aliases: &[CompactString]) -> bool {
    fold::name(id) == name || fold::name(label) == name || aliases.iter().any(|alias| fold::name(alias) == name)
}

/// Whether two dates are the same days, however written.
fn same_date(project: &Project, a: &str, b: &str) -> bool {
    let approximate = project.settings.approximate.as_ref();
    edtf::date(a, approximate).is_ok_and(|a| edtf::date(b, approximate).is_ok_and(|b| a == b))
}

/// What a claim says, for people.
fn says_now(project: &Project, claim: &Claim) -> String {
    match &claim.form {
        Form::State(state) => {
            let value = labelled(project, state);
            if state.denied { format!("not {value}") } else { value }
        }
        Form::Event(event) => {
            event.when.as_ref().map_or_else(|| wording::says(project, claim), |when| when.text.to_string())
        }
        Form::Utterance(words) => words.words.as_deref().unwrap_or("its quote").to_owned(),
    }
}

/// The finding on a decision that no longer holds.
pub fn finding(project: &Project, names: &Names, resolution: &Resolution, lapses: &[Lapse]) -> Finding {
    let rejects: Vec<&str> = resolution.rejects.iter().map(|(name, _)| name.as_str()).collect();
    let topic = rejects.join(", ");
    let mut keys = Vec::new();
    let mut why = Vec::new();
    let mut help = Vec::new();
    for lapse in lapses {
        match lapse {
            Lapse::Over(day) => {
                keys.push(format!("until {day}"));
                why.push(format!("it held until {}, and that day has passed", day.words()));
                help.push("look at it again, and give it a later `until` or delete it".to_owned());
            }
            Lapse::Vanished(name, nearest) => {
                keys.push(format!("vanished {name}"));
                why.push(format!("no claim is called {name} (any more)"));
                help.push(match nearest {
                    Some(nearest) => format!("name the claim that it means ({nearest}?), or delete it"),
                    None => "name the claim that it means, or delete it".to_owned(),
                });
            }
            Lapse::SaysElse(name, was, is) => {
                keys.push(format!("value {name}"));
                why.push(format!("it rejected \u{201c}{was}\u{201d}, and {name} says \u{201c}{is}\u{201d}"));
                help.push("decide on what the claim says now, or delete it".to_owned());
            }
            Lapse::Changed(name) => {
                keys.push(format!("content {name}"));
                why.push(format!("{name} was changed after it was rejected"));
                help.push("read the claim again; to uphold the decision, delete its `content`".to_owned());
            }
        }
    }
    help.dedup();
    let decision = match resolution.by.as_deref() {
        Some(by) => format!("The decision of {by} to reject {topic}"),
        None => format!("The decision to reject {topic}"),
    };
    let message = format!("{decision} no longer holds: {}", why.join("; "));
    let question = format!("Does the decision to reject {topic} still hold?");
    let mut finding = Finding::new(Rule::StaleResolution, topic, question, message);
    finding.help = Some(help.join("; "));
    finding.why = why;
    let mut claims = vec![Cited { claim: None, source: None, site: Some(resolution.site), passages: Vec::new() }];
    let cited = resolution.rejects.iter().flat_map(|(name, _)| names.get(name)).map(|id| cite(project, *id));
    claims.extend(cited);
    finding.positions = vec![Position { value: None, key: keys.join("; "), claims, ..Position::default() }];
    finding
}
