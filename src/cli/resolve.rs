//! `gainsay resolve`: writes an editor's decision from a finding.

use std::path::{Component, Path, PathBuf};

use super::asked::{FolderFlag, Today, ended};
use super::outcome::Outcome;
use super::{Look, named, output};
use crate::finding::{Finding, Status};
use crate::id::ClaimId;
use crate::pipeline::{Examined, examine};
use crate::project::settings::FILE;
use crate::project::{Form, Options, Project, files, load};
use crate::report;
use crate::time::Day;
use crate::triage::edit::Decision;
use crate::triage::lapse::{Names, checksum};

/// Decide a finding: write down which of its claims is wrong, and why
///
/// The decision goes to `resolutions` in a claim file, whose comments and layout stay as they are. It lapses when the
/// claim changes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The finding's fingerprint, or a beginning that only one finding has
    #[arg(value_name = "FINGERPRINT")]
    fingerprint: String,
    /// The claims that are wrong, such as nishadil/charge; may be left out where only one would settle it
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Who decides, such as desk@example.org
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the decision, such as 2026-03-10 [default: --today, else today]
    #[arg(long, value_name = "DATE", value_parser = super::asked::day)]
    on: Option<Day>,
    /// The last day on which it holds
    #[arg(long, value_name = "DATE", value_parser = super::asked::day)]
    until: Option<Day>,
    /// The claim file to write to [default: the one with the last decisions, else resolutions.yaml]
    #[arg(long = "in", value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    folder: FolderFlag,
    #[command(flatten)]
    today: Today,
}

/// Writes the decision, and says what it settles.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let printed = try_run(args).and_then(|said| {
        let lines: String = said.lines().map(|line| report::clean::line(line, look.ascii) + "\n").collect();
        output::say(&lines)
    });
    ended(printed.map(|()| Outcome::Clean), look)
}

fn try_run(args: &Args) -> Result<String, String> {
    let options = args.folder.options()?;
    let on = args.on.or(args.today.today).unwrap_or_else(crate::triage::today);
    if args.until.is_some_and(|until| until < on) {
        return Err("The decision would lapse before it is made: --until lies before its day.".into());
    }
    let before = at(&options, args);
    let project = &before.project;
    let finding = find(&before.findings, &args.fingerprint)?;
    let claims = claims(project, finding, &args.claims)?;
    let names = Names::new(project);
    let mut rejects: Vec<String> = claims.iter().map(|id| project.claim_name(*id)).collect();
    rejects.sort();
    rejects.dedup();
    let decision = Decision {
        content: rejects.iter().map(|name| checksum(project, names.get(name))).collect(),
        value: value(project, &claims),
        rejects,
        because: args.because.as_deref().map(str::trim).filter(|because| !because.is_empty()).map(str::to_owned),
        by: args.by.clone(),
        on: on.to_string(),
        until: args.until.map(|until| until.to_string()),
    };
    let (path, shown) = target(project, args.file.as_deref())?;
    let text = if path.metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        decision.file()
    } else {
        let left = |reason: String| format!("{shown} was left as it is: {reason}");
        let bytes = files::read(&path, &shown).map_err(|refused| left(format!("{refused}.")))?;
        let text = String::from_utf8(bytes).map_err(|_| left("it is not UTF-8; save it as UTF-8 first.".into()))?;
        decision.add_to(&text).map_err(left)?
    };
    output::replace_file(&path, &shown, &text)?;
    let today = args.today.today.unwrap_or_else(crate::triage::today);
    let over = args.until.filter(|until| *until < today);
    Ok(outcome(&before, &at(&options, args), finding, (&decision, over), &shown))
}

/// The project as it stands, checked.
fn at(options: &Options, args: &Args) -> Examined {
    examine(load(options, |settings| settings.today = args.today.today), None)
}

/// The one finding that a beginning of a fingerprint means.
fn find<'f>(findings: &'f [Finding], beginning: &str) -> Result<&'f Finding, String> {
    let wanted = beginning.trim().trim_end_matches('…').to_lowercase();
    let like: Vec<&Finding> = findings.iter().filter(|finding| finding.fingerprint.starts_with(&wanted)).collect();
    match like.as_slice() {
        _ if wanted.is_empty() => Err("Name the finding by its fingerprint, as `gainsay check` prints it.".into()),
        [] => Err(format!("No finding's fingerprint begins with `{beginning}`. `gainsay check --all` shows them all.")),
        [finding] if finding.status == Status::Resolved => {
            Err(format!("{} is resolved already, by a decision in the claim files.", finding.fingerprint))
        }
        [finding] => Ok(finding),
        several => {
            let list = several.iter().map(|finding| format!("\n  {}  {}", finding.fingerprint, finding.message));
            Err(format!("Several findings' fingerprints begin with `{beginning}`:{}", list.collect::<String>()))
        }
    }
}

/// The claims to reject: those that are named, else the only smallest set that settles the finding.
fn claims(project: &Project, finding: &Finding, named: &[String]) -> Result<Vec<ClaimId>, String> {
    let steps = finding.stepped().filter_map(|cited| cited.claim);
    let mut part: Vec<ClaimId> =
        finding.claims().chain(steps).chain(finding.repairs.iter().flatten().copied()).collect();
    part.sort();
    part.dedup();
    let list = |sets: &[Vec<ClaimId>]| -> String {
        let line = |set: &Vec<ClaimId>| {
            let names: Vec<String> = set.iter().map(|id| project.claim_name(*id)).collect();
            format!("\n  gainsay resolve {} {} --because \"…\"", finding.fingerprint, names.join(" "))
        };
        sets.iter().map(line).collect()
    };
    let each: Vec<Vec<ClaimId>> = part.iter().map(|id| vec![*id]).collect();
    if named.is_empty() {
        return match (finding.repairs.as_slice(), part.as_slice()) {
            ([only], _) => Ok(only.clone()),
            ([], [only]) => Ok(vec![*only]),
            ([], []) => Err(format!("{} is about no claim, so there is none to reject.", finding.fingerprint)),
            ([], _) => Err(format!("Which claim is wrong?{}", list(&each))),
            (repairs, _) => Err(format!("Which claim is wrong? Any of these would settle it:{}", list(repairs))),
        };
    }
    let names = Names::new(project);
    let mut claims = Vec::new();
    for name in named {
        let mut ids = names.get(name).to_vec();
        // As the findings give it: `claims/a.yaml:14:5`.
        if ids.is_empty()
            && let Some(placed) = named::at(project, name)
        {
            ids = placed?;
        }
        if !ids.iter().any(|id| part.contains(id)) {
            let what = if ids.is_empty() { "There is no claim" } else { "The finding is not about" };
            return Err(format!("{what} {name}. Its claims are:{}", list(&each)));
        }
        claims.extend(ids.iter().filter(|id| part.contains(id)));
    }
    Ok(claims)
}

/// What all of these claims say, where it is one value: written down so that people can read the decision.
fn value(project: &Project, claims: &[ClaimId]) -> Option<String> {
    let mut values = claims.iter().map(|id| match &project.claim(*id).form {
        Form::State(state) if state.denied => Some(format!("not {}", state.written)),
        Form::State(state) => Some(state.written.to_string()),
        Form::Event(_) | Form::Utterance(_) => None,
    });
    let first = values.next()??;
    values.all(|value| value.as_ref() == Some(&first)).then_some(first)
}

/// The claim file to write to: its path, and the same for people.
fn target(project: &Project, named: Option<&Path>) -> Result<(PathBuf, String), String> {
    let folder = project.root.join(&project.settings.claims);
    let Some(path) = named else {
        let shown = match project.resolutions.last() {
            Some(resolution) => project.file(resolution.site.file).path().to_owned(),
            None => project.settings.claim_file("resolutions.yaml"),
        };
        return Ok((project.root.join(&shown), shown));
    };
    let shown = path.display().to_string();
    let ending = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    // Named from here or, where that is no claim file, from the project.
    let path = if path.exists() || path.is_absolute() { path.to_path_buf() } else { project.root.join(path) };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let inside = match (parent.canonicalize(), folder.canonicalize()) {
        (Ok(parent), Ok(folder)) => parent.starts_with(folder),
        _ => false,
    };
    let plain = path.components().next_back().is_some_and(|last| matches!(last, Component::Normal(_)));
    // Where claims lie beside the settings, those are still no claim file.
    let settings = project.root.join(FILE).canonicalize().ok();
    let settings = settings.is_some() && settings == path.canonicalize().ok();
    if settings || !(inside && ending && plain) {
        let folder = Some(project.settings.claims.as_str()).filter(|folder| !folder.is_empty()).unwrap_or(".");
        return Err(format!("{shown} is no claim file: decisions are read from .yaml files in {folder}/."));
    }
    Ok((path, shown))
}

/// What the decision did, found by checking again; and the day on which it was over, if it is.
fn outcome(
    before: &Examined,
    after: &Examined,
    finding: &Finding,
    (decision, over): (&Decision, Option<Day>),
    shown: &str,
) -> String {
    let open = |findings: &[Finding]| -> Vec<String> {
        let open = findings.iter().filter(|finding| finding.status != Status::Resolved);
        open.map(|finding| finding.fingerprint.clone()).collect()
    };
    let still = open(&after.findings);
    let gone = open(&before.findings).iter().filter(|print| !still.contains(print)).count();
    let mut said = format!("{shown} now rejects {}.\n", decision.rejects.join(", "));
    if let Some(until) = over {
        said += &format!("It settles nothing any more: it held until {}, and that day has passed.\n", until.words());
    } else if still.contains(&finding.fingerprint) {
        said += &format!(
            "{} is not settled by that alone: the others that it names still contradict each other.\n",
            finding.fingerprint
        );
    } else {
        said += &format!("{} is resolved.\n", finding.fingerprint);
    }
    if decision.because.is_none() {
        said += "Write down why, behind `because`: it is what readers of the decision go by.\n";
    }
    match gone.saturating_sub(usize::from(!still.contains(&finding.fingerprint))) {
        0 => {}
        1 => said += "1 other finding is resolved with it.\n",
        more => said += &format!("{more} other findings are resolved with it.\n"),
    }
    said
}
