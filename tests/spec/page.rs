//! The Markdown of a spec: headings, settings, fenced files and expectations.

use std::fs;
use std::path::Path;

use gainsay::rule::Rule;
use gainsay::time::Day;

use super::{Case, expect};

/// Every case of every spec, in order.
pub fn read_all() -> Vec<Result<Case, String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "README.md")
        .collect();
    names.sort();
    let mut cases = Vec::new();
    for name in names {
        match read(&name, &fs::read_to_string(folder.join(&name)).unwrap()) {
            Ok(read) => cases.extend(read.into_iter().map(Ok)),
            Err(error) => cases.push(Err(error)),
        }
    }
    cases
}

/// One heading with what it has and inherits.
#[derive(Clone, Default)]
struct Section {
    depth: usize,
    heading: String,
    case: Case,
    ruled: bool,
    findings: Option<Vec<expect::Finding>>,
    errors: Option<Vec<expect::Error>>,
    line: usize,
}

/// The cases of one spec.
///
/// # Errors
/// Where the form is broken.
pub fn read(name: &str, text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut open: Vec<Section> = vec![Section::default()];
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let wrong = |line: usize, what: &str| format!("tests/rules/{name}:{line}: {what}");
    while let Some((number, line)) = lines.next() {
        let depth = line.bytes().take_while(|&byte| byte == b'#').count();
        if depth > 0 && line[depth..].starts_with(' ') {
            while open.len() > 1 && open.last().unwrap().depth >= depth {
                close(&mut open, &mut cases, name)?;
            }
            let above = open.last().unwrap();
            let section = Section {
                depth,
                heading: line[depth..].trim().to_owned(),
                case: above.case.clone(),
                ruled: above.ruled,
                ..Section::default()
            };
            open.push(section);
            continue;
        }
        let section = open.last_mut().unwrap();
        if let Some(info) = line.strip_prefix("```") {
            let fence = line.bytes().take_while(|&byte| byte == b'`').count();
            let mut body = String::new();
            loop {
                let (_, line) = lines.next().ok_or_else(|| wrong(number, "this block is never closed"))?;
                if line.len() >= fence && line.bytes().all(|byte| byte == b'`') {
                    break;
                }
                body.push_str(line);
                body.push('\n');
            }
            let info = info.trim_start_matches('`').trim();
            match info.split_once(' ') {
                None if info == "findings" && section.findings.is_none() => {
                    section.findings = Some(expect::findings(&body).map_err(|what| wrong(number, &what))?);
                    section.line = number;
                }
                None if info == "errors" && section.errors.is_none() => {
                    section.errors = Some(expect::errors(&body).map_err(|what| wrong(number, &what))?);
                    section.line = number;
                }
                Some((_, path)) if !path.trim().is_empty() => {
                    section.case.files.insert(path.trim().to_owned(), body);
                }
                _ => {
                    return Err(wrong(
                        number,
                        "a block is a file (```yaml claims/a.yaml), or `findings` or `errors` (once)",
                    ));
                }
            }
        } else if let Some(rules) = line.strip_prefix("rules:") {
            section.ruled = true;
            section.case.rules = if rules.trim() == "all" {
                Vec::new()
            } else {
                let named = |rule: &str| Rule::named(rule.trim()).ok_or_else(|| wrong(number, "no such rule"));
                rules.split(',').map(named).collect::<Result<_, _>>()?
            };
        } else if let Some(day) = line.strip_prefix("today:") {
            let parts: Vec<u32> = day.trim().split('-').filter_map(|part| part.parse().ok()).collect();
            let [year, month, day] = parts[..] else { return Err(wrong(number, "write today: 2026-03-10")) };
            section.case.today = Day::from_ymd(year as i32, month, day);
        } else if let Some(draft) = line.strip_prefix("draft:") {
            section.case.draft = Some(draft.trim().to_owned());
        }
    }
    while open.len() > 1 {
        close(&mut open, &mut cases, name)?;
    }
    if cases.is_empty() {
        return Err(wrong(1, "no case: no heading has a `findings` or an `errors` block"));
    }
    // Cases were closed from the inside out; a reader expects them in the order of the page.
    cases.sort_by_key(|(line, _)| *line);
    Ok(cases.into_iter().map(|(_, case)| case).collect())
}

fn close(open: &mut Vec<Section>, cases: &mut Vec<(usize, Case)>, name: &str) -> Result<(), String> {
    let section = open.pop().unwrap();
    if section.findings.is_none() && section.errors.is_none() {
        return Ok(());
    }
    let place = format!("tests/rules/{name}:{}", section.line);
    if !section.ruled {
        return Err(format!("{place}: say which rules count, in a line such as `rules: conflicting-values`"));
    }
    let above = open.iter().map(|section| section.heading.as_str()).filter(|heading| !heading.is_empty());
    let headings: Vec<&str> = above.chain([section.heading.as_str()]).collect();
    let title = format!("{name}: {}", headings.join(" / "));
    let (findings, errors) = (section.findings.unwrap_or_default(), section.errors.unwrap_or_default());
    cases.push((section.line, Case { title, place, findings, errors, ..section.case }));
    Ok(())
}
