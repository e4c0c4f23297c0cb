//! What a spec expects, and how it is compared with what the library found.

use gainsay::finding::{Certainty, Cited, Finding as Found, Position, Status};
use gainsay::project::{InputError, Project};
use gainsay::rule::{Level, Rule};

/// An expected finding: its line in one canonical form, and what else must hold.
#[derive(Clone, Debug)]
pub struct Finding {
    line: String,
    details: Vec<(String, String)>,
}

/// An expected input error: its place, and a part of its message or help.
#[derive(Clone, Debug)]
pub struct Error {
    place: String,
    says: String,
}

/// Reads a `findings` block.
pub fn findings(body: &str) -> Result<Vec<Finding>, String> {
    let mut findings: Vec<Finding> = Vec::new();
    for line in body.lines().filter(|line| !line.trim().is_empty() && line.trim() != "none") {
        if line.starts_with([' ', '\t']) {
            let (key, value) = line.trim().split_once(':').ok_or("a detail is `key: value`")?;
            let known = ["repairs", "compatible", "steps", "question", "message", "help", "why", "balance", "remark"];
            if !known.contains(&key) {
                return Err(format!("no detail `{key}`; known are {}", known.join(", ")));
            }
            let finding = findings.last_mut().ok_or("a detail belongs below a finding")?;
            finding.details.push((key.to_owned(), value.trim().to_owned()));
        } else {
            findings.push(Finding { line: canonical(line)?, details: Vec::new() });
        }
    }
    Ok(findings)
}

/// Reads an `errors` block.
pub fn errors(body: &str) -> Result<Vec<Error>, String> {
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (place, says) = line.split_once(' ').unwrap_or((line, ""));
            let mut parts = place.rsplit(':');
            let numbers = parts.by_ref().take(2).filter(|part| part.parse::<usize>().is_ok()).count();
            if numbers != 2 || parts.next().is_none() {
                return Err(format!("an error starts with its place, `claims/a.yaml:3:7`, not `{place}`"));
            }
            Ok(Error { place: place.to_owned(), says: says.trim().to_owned() })
        })
        .collect()
}

/// A finding's line with its sides and claims sorted.
fn canonical(line: &str) -> Result<String, String> {
    let line = line.trim();
    let (line, status) = match line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) {
        Some((line, status @ ("known" | "resolved"))) => (line, format!(" ({status})")),
        _ => (line, String::new()),
    };
    let form = || format!("a finding is `LEVEL[RULE] CERTAINTY TOPIC: VALUE = claims | …`, not `{line}`");
    let (level, rest) = line.split_once('[').ok_or_else(form)?;
    let (rule, rest) = rest.split_once("] ").ok_or_else(form)?;
    if !["error", "warning", "note"].contains(&level) {
        return Err(format!("no level `{level}`"));
    }
    if Rule::named(rule).is_none() {
        return Err(format!("no rule `{rule}`"));
    }
    let (topic, sides) = rest.split_once(": ").ok_or_else(form)?;
    Ok(format!("{level}[{rule}] {topic}: {}{status}", sorted_sides(sides)?))
}

/// `B = b/x | A = c/y, a/x` with sides and claims in order.
fn sorted_sides(sides: &str) -> Result<String, String> {
    let mut sorted = Vec::new();
    for side in sides.split(" | ") {
        let side = format!(" {}", side.trim());
        let (value, claims) = side.rsplit_once(" = ").ok_or("a side is `VALUE = claims` (or `= claims`)")?;
        let mut claims: Vec<&str> = claims.split(',').map(str::trim).collect();
        claims.sort_unstable();
        sorted.push(format!("{} = {}", value.trim(), claims.join(", ")).trim().to_owned());
    }
    sorted.sort();
    Ok(sorted.join(" | "))
}

fn repairs(text: &str) -> String {
    let set = |set: &str| {
        let mut claims: Vec<&str> = set.split('+').map(str::trim).collect();
        claims.sort_unstable();
        claims.join(" + ")
    };
    let mut sets: Vec<String> = text.split(';').map(set).collect();
    sets.sort();
    sets.join("; ")
}

fn cited(project: &Project, cited: &Cited) -> String {
    match (cited.claim, cited.source, cited.site) {
        (Some(claim), _, _) => project.claim_name(claim),
        (None, Some(source), _) => project.source(source).name.to_string(),
        (None, None, Some(site)) => {
            let file = project.file(site.file);
            format!("{}:{}", file.path(), file.place(site.start as usize).line)
        }
        (None, None, None) => "-".into(),
    }
}

fn sides(project: &Project, positions: &[Position]) -> String {
    let side = |position: &Position| {
        let claims: Vec<String> = position.claims.iter().map(|it| cited(project, it)).collect();
        let claims = if claims.is_empty() { "-".into() } else { claims.join(", ") };
        format!("{} = {claims}", position.value.as_deref().unwrap_or_default())
    };
    let sides: Vec<String> = positions.iter().map(side).collect();
    sorted_sides(&sides.join(" | ")).unwrap_or_default()
}

fn written(project: &Project, finding: &Found) -> String {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let certainty = match finding.certainty {
        Some(Certainty::Definite) => "definite ",
        Some(Certainty::Possible) => "possible ",
        None => "",
    };
    let status = match finding.status {
        Status::New => "",
        Status::Known => " (known)",
        Status::Resolved => " (resolved)",
    };
    let sides = sides(project, &finding.positions);
    let sides = if sides.is_empty() { "= -".to_owned() } else { sides };
    format!("{level}[{}] {certainty}{}: {sides}{status}", finding.rule.name(), finding.topic)
}

/// What a finding has for a detail, and whether that is what the spec asks for.
fn detail(project: &Project, finding: &Found, key: &str, asked: &str) -> (String, bool) {
    let or_none = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let contains = |text: String| {
        let holds = text.contains(asked);
        (text, holds)
    };
    match key {
        "repairs" => {
            let name =
                |set: &Vec<_>| set.iter().map(|&claim| project.claim_name(claim)).collect::<Vec<_>>().join(" + ");
            let has = finding.repairs.iter().map(name).collect::<Vec<_>>().join("; ");
            let has = repairs(&or_none(has));
            let holds = has == repairs(asked);
            (has, holds)
        }
        "compatible" => {
            let has = or_none(if finding.compatible.is_empty() {
                String::new()
            } else {
                sides(project, &finding.compatible)
            });
            let holds = has == sorted_sides(asked).unwrap_or_else(|_| asked.to_owned());
            (has, holds)
        }
        "steps" => {
            let step = |step: &gainsay::finding::Step| step.cited.as_ref().map_or("-".into(), |it| cited(project, it));
            let has = finding.steps.iter().map(step).collect::<Vec<_>>().join(", ");
            let holds = has == asked;
            (has, holds)
        }
        "question" => contains(finding.question.clone()),
        "message" => contains(finding.message.clone()),
        "help" => contains(finding.help.clone().unwrap_or_default()),
        "why" => contains(finding.why.join(" ")),
        "balance" => contains(finding.balance.clone().unwrap_or_default()),
        _ => {
            let remarks = finding.positions.iter().filter_map(|position| position.remark.clone());
            contains(remarks.collect::<Vec<_>>().join(" | "))
        }
    }
}

/// What differs between expected and found findings; empty where nothing does.
pub fn compare_findings(expected: &[Finding], project: &Project, found: &[&Found]) -> String {
    let mut left: Vec<(String, &Found)> = found.iter().map(|it| (written(project, it), *it)).collect();
    let mut difference = String::new();
    for finding in expected {
        // Two findings may share a line and differ in a detail: prefer the one that has it.
        let fits = |it: &Found| finding.details.iter().all(|(key, asked)| detail(project, it, key, asked).1);
        let same = |(line, _): &(String, &Found)| *line == finding.line;
        let at = left.iter().position(|it| same(it) && fits(it.1)).or_else(|| left.iter().position(same));
        let Some(at) = at else {
            difference.push_str(&format!("  - {}\n", finding.line));
            continue;
        };
        let (_, it) = left.remove(at);
        let wrong: Vec<_> = finding.details.iter().filter(|(key, asked)| !detail(project, it, key, asked).1).collect();
        if !wrong.is_empty() {
            difference.push_str(&format!("    {}\n", finding.line));
        }
        for (key, asked) in wrong {
            difference.push_str(&format!("  -   {key}: {asked}\n  +   {key}: {}\n", detail(project, it, key, asked).0));
        }
    }
    for (line, finding) in left {
        difference.push_str(&format!("  + {line}\n      {}\n", finding.message));
    }
    difference
}

/// What differs between expected and found input errors; empty where nothing does.
pub fn compare_errors(expected: &[Error], found: &[InputError]) -> String {
    let mut left: Vec<&InputError> = found.iter().collect();
    let mut difference = String::new();
    for error in expected {
        let fits = |it: &&InputError| {
            let place = format!("{}:{}:{}", it.file, it.line, it.column);
            let help = it.help.clone().unwrap_or_default();
            place == error.place && (it.message.contains(&error.says) || help.contains(&error.says))
        };
        match left.iter().position(fits) {
            Some(at) => {
                left.remove(at);
            }
            None => difference.push_str(&format!("  - {} {}\n", error.place, error.says)),
        }
    }
    for error in left {
        let help = error.help.as_ref().map(|help| format!("\n      help: {help}")).unwrap_or_default();
        difference.push_str(&format!("  + {}:{}:{} {}{help}\n", error.file, error.line, error.column, error.message));
    }
    difference
}
