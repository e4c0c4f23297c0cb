//! `gainsay check`: reads a project, compares its claims, and shows what cannot all be true.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use bigdecimal::BigDecimal;
use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};

use super::accepted;
use super::asked::{Folder, Today, ended};
use super::outcome::{Circumstances, Outcome, decide};
use super::progress::{Progress, Step};
use super::watch::{Happened, Watch};
use super::{Look, output, screen};
use crate::check::Memo;
use crate::pipeline::{Examined, examine, examine_again};
use crate::project::{InputError, Kept, Loaded, Options, Project, Settings, load, load_again};
use crate::report::{self, Report, Screen};
use crate::rule::Level;
use crate::triage::Baseline;

/// Compare all claims of a project and show what cannot all be true
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,
    /// Write a report to a file besides; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = OsStringValueParser::new().try_map(report_file))]
    report: Vec<(Format, PathBuf)>,
    /// Show known findings in full, too
    #[arg(long)]
    all: bool,
    /// Print no findings; the exit status tells
    #[arg(long, short)]
    quiet: bool,
    /// Fail (exit status 1) on new findings of this level or above
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Check again whenever a claim file, an article or a setting changes; Ctrl-C ends with the last status
    #[arg(long)]
    watch: bool,
    /// Check this article as a draft, though no source lists it
    #[arg(long, value_name = "FILE")]
    draft: Option<PathBuf>,
    /// How many independent sources a draft's claim needs
    #[arg(long, value_name = "NUMBER")]
    min_sources: Option<usize>,
    /// Fail where claims cover a smaller share of a draft's checkable sentences
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min_coverage: Option<BigDecimal>,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    accepted: accepted::Flags,
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with every side's passage
    Human,
    /// For programs: version 1 of gainsay's JSON
    Json,
    /// One line for each finding
    Short,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub's workflow commands (and a job summary where GITHUB_STEP_SUMMARY is set)
    Github,
    /// JUnit's XML
    Junit,
    /// Markdown, for a pull request's comment
    Markdown,
    /// The editor's page, one self-contained HTML file
    Html,
}

/// The level from which new findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Note => Some(Level::Note),
            Self::Never => None,
        }
    }
}

fn report_file(text: OsString) -> Result<(Format, PathBuf), String> {
    let (format, file) = split_at_equals(text).ok_or("write FORMAT=FILE, such as json=report.json")?;
    if file.is_empty() {
        return Err("a file's name is missing after `=`".into());
    }
    let format = Format::from_str(&format, true).map_err(|_| {
        let known: Vec<_> = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
        let known: Vec<&str> = known.iter().map(clap::builder::PossibleValue::get_name).collect();
        format!("no format `{format}`; known are {}", known.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}

/// What stands before the first `=`, and what behind it; a file's name need not be text.
fn split_at_equals(text: OsString) -> Option<(String, OsString)> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
        let bytes = text.as_bytes();
        let at = bytes.iter().position(|byte| *byte == b'=')?;
        let (format, file) = (bytes.get(..at)?, bytes.get(at + 1..)?);
        Some((String::from_utf8_lossy(format).into_owned(), OsString::from_vec(file.to_vec())))
    }
    #[cfg(not(unix))]
    {
        let (format, file) = text.to_str()?.split_once('=')?;
        Some((format.to_owned(), file.into()))
    }
}

fn percent(text: &str) -> Result<BigDecimal, String> {
    Settings::parse_percent(text).map_err(|(message, help)| format!("{message}: {help}"))
}

impl Args {
    /// Lays the flags over the settings: a flag wins.
    fn adjust(&self, settings: &mut Settings) {
        if let Some(fail_on) = self.fail_on {
            settings.fail_on = fail_on.level();
        }
        if let Some(number) = self.min_sources {
            settings.min_sources = number;
        }
        if let Some(share) = &self.min_coverage {
            settings.min_coverage = Some(share.clone());
        }
        if let Some(day) = self.today.today {
            settings.today = Some(day);
        }
    }
}

/// Runs the check, prints, and says how it ended.
pub fn run(args: &Args, look: &Look) -> Outcome {
    try_run(args, look).unwrap_or_else(|reason| {
        if args.format == Format::Json {
            // Whoever reads JSON gets JSON, whatever happened.
            let path = args.folder.path.as_ref().map_or(".".into(), |path| path.to_string_lossy());
            let (file, message) = (path.into_owned(), reason.clone());
            let errors = [InputError { file, line: 1, column: 1, width: 0, message, help: None }];
            let _ = output::print(&report::json::render(&Report::of_errors(&Project::default(), &errors), look.ascii));
        }
        ended(Err(reason), look)
    })
}

fn try_run(args: &Args, look: &Look) -> Result<Outcome, String> {
    let options = args.folder.options(args.draft.as_ref())?;
    if args.watch {
        return watched(args, look, &options);
    }
    let progress = Progress::start(!args.quiet, look.ascii);
    let loaded = load(&options, |settings| args.adjust(settings));
    finish(args, look, loaded, progress, examine)
}

/// Checks again and again, until the user asks to stop.
fn watched(args: &Args, look: &Look, options: &Options) -> Result<Outcome, String> {
    let mut watch = Watch::new(&options.root)?;
    let (mut kept, mut memo) = (Kept::default(), Memo::default());
    let own: Vec<&Path> = args.report.iter().map(|(_, path)| path.as_path()).collect();
    loop {
        let begun = Instant::now();
        let progress = Progress::start(!args.quiet, look.ascii);
        let mut loaded = load_again(options, |settings| args.adjust(settings), &mut kept);
        while watch.settle(&loaded.project.settings, options.draft.as_deref(), &own)? {
            // What changed before anybody watched would be missed.
            loaded = load_again(options, |settings| args.adjust(settings), &mut kept);
        }
        if io::stdout().is_terminal() {
            output::print(CLEAR)?;
        }
        let examine = |loaded, baseline| examine_again(loaded, baseline, &mut memo);
        let outcome = ended(finish(args, look, loaded, progress, examine), look);
        let took = begun.elapsed().as_millis();
        output::complain(&format!("checked in {took} ms; waiting for a change (Ctrl-C ends)"));
        if output::is_unread() || watch.wait() == Happened::Stop {
            return Ok(outcome);
        }
    }
}

/// Clears the screen and what was scrolled out of it (ECMA-48: ED 2, ED 3, CUP).
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Compares the claims of a project that was read, by `examine`, prints, and says how it ended.
fn finish(
    args: &Args,
    look: &Look,
    mut loaded: Loaded,
    progress: Progress,
    examine: impl FnOnce(Loaded, Option<Baseline>) -> Examined,
) -> Result<Outcome, String> {
    progress.step(Step::Compare);
    let baseline = args.accepted.baseline(&mut loaded, |settings| args.adjust(settings))?;
    let examined = examine(loaded, baseline);
    let report = examined.report(args.all);

    progress.step(Step::Write);
    let screen = screen::stdout(look);
    let silent = args.quiet && matches!(args.format, Format::Human | Format::Short);
    let text = if silent { Ok(String::new()) } else { render(args.format, &report, &screen) };
    drop(progress);
    output::warn(&report::clean::commands(&report::input::render(&report, &screen::stderr(look))));
    let mut invalid = !report.errors.is_empty();
    let mut failed = |reason: String| {
        output::complain(&report::clean::line(&reason, look.ascii));
        invalid = true;
    };
    // What cannot be printed may still be written.
    if let Err(reason) = text.and_then(|text| output::print(&text)) {
        failed(reason);
    }
    for (format, path) in &args.report {
        let plain = Screen { color: false, ..Screen::default() };
        let written = render(*format, &report, &plain).and_then(|text| output::write_file(path, &text));
        if let Err(reason) = written {
            failed(reason);
        }
    }
    if args.format == Format::Github || args.report.iter().any(|(format, _)| *format == Format::Github) {
        job_summary(&report, look);
    }
    let stale_baseline = args.accepted.strict_baseline && report.stale_baseline > 0;
    let outcome = decide(&report, Circumstances { invalid, stale_baseline });
    if !args.watch {
        // The program ends: giving back the memory of a million claims piece by piece would only take time.
        std::mem::forget(examined);
    }
    Ok(outcome)
}

fn render(format: Format, report: &Report<'_>, screen: &Screen) -> Result<String, String> {
    Ok(match format {
        // Whoever reads a log may be a build service, which obeys some lines.
        Format::Human => report::clean::commands(&report::human::render(report, screen)),
        Format::Json => report::json::render(report, screen.ascii),
        Format::Short => report::clean::commands(&report::short::render(report, screen)),
        Format::Sarif => report::sarif::render(report, screen.ascii),
        Format::Github => report::github::render(report),
        Format::Junit => report::junit::render(report),
        Format::Markdown => report::clean::commands(&report::markdown::render(report)),
        Format::Html => report::page::render(report, &report::page::Options::default())?,
    })
}

/// Adds to the summary of GitHub's job, where there is one. Failing at that fails nothing: the log says the same.
fn job_summary(report: &Report<'_>, look: &Look) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return };
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path);
    let text = report::markdown::render(report);
    let written = file.as_mut().map(|file| std::io::Write::write_all(file, text.as_bytes()));
    if !matches!(written, Ok(Ok(()))) {
        output::complain(&report::clean::line("The job summary could not be written.", look.ascii));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_strictly() {
        assert_eq!(percent("80%"), Ok(BigDecimal::from(80)));
        assert_eq!(percent("80"), Ok(BigDecimal::from(80)));
        assert_eq!(percent("0"), Ok(BigDecimal::from(0)));
        for wrong in ["", "%", "-1%", "101%", "many", "1e1"] {
            assert!(percent(wrong).is_err(), "{wrong}");
        }
        assert_eq!(report_file("json=a=b.json".into()), Ok((Format::Json, PathBuf::from("a=b.json"))));
        for wrong in ["json", "json=", "xml=a"] {
            assert!(report_file(wrong.into()).is_err(), "{wrong}");
        }
    }
}
