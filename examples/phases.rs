//! How long each step of a check takes on a project, and how much memory the whole took at its peak.
//!
//! ```text
//! cargo run --release --example phases -- DIR [--again FILE]
//! ```
//!
//! With `--again` the file is written anew as it is, and read again as `check --watch` does.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use gainsay::check::{Memo, check, check_again};
use gainsay::project::{Kept, Options, load, load_again};
use gainsay::report::{self, Report, Screen};
use gainsay::triage::{TriageOptions, triage};

/// Claims are many small texts, made on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The most memory that this process held, in megabytes; from Linux.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1024)
}

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() -> Result<(), Box<dyn Error>> {
    gainsay::memory::prefer_small_pages();
    let mut words = std::env::args_os().skip(1);
    let root = PathBuf::from(words.next().ok_or("usage: phases DIR [--again FILE]")?);
    let options = Options { root, draft: None };
    if words.next().is_some() {
        let file = PathBuf::from(words.next().ok_or("--again needs a file")?);
        let (mut kept, mut memo) = (Kept::default(), Memo::default());
        check_again(&load_again(&options, |_| {}, &mut kept).project, &mut memo);
        let text = fs::read_to_string(&file)?;
        for turn in 1..4 {
            fs::write(&file, format!("{text}{}", "\n".repeat(turn)))?;
            let start = Instant::now();
            let loaded = load_again(&options, |_| {}, &mut kept);
            let read = start.elapsed().as_secs_f64();
            let findings = check_again(&loaded.project, &mut memo).findings.len();
            println!("again {:.3} s, of it reading {read:.3} s ({findings} findings)", start.elapsed().as_secs_f64());
        }
        fs::write(&file, text)?;
        return Ok(());
    }
    let mut start = Instant::now();
    let whole = start;
    let mut step = |name: &str| {
        println!("{name} {:.3} s, {} MB at the peak so far", start.elapsed().as_secs_f64(), peak().unwrap_or(0));
        start = Instant::now();
    };
    let loaded = load(&options, |_| {});
    step("load");
    let project = &loaded.project;
    let checked = check(project);
    step("check");
    let options = TriageOptions { today: project.settings.today, baseline: None };
    let triaged = triage(project, checked.findings, &options);
    step("triage");
    let report = Report {
        project,
        findings: &triaged.findings,
        errors: &loaded.errors,
        coverage: &checked.coverage,
        stale_baseline: 0,
        all: false,
    };
    let human = report::human::render(&report, &Screen::default());
    step("report");
    println!(
        "whole {:.3} s; {} claims, {} findings, {} errors, {} bytes of report, {} MB at the peak",
        whole.elapsed().as_secs_f64(),
        project.claims.len(),
        report.findings.len(),
        loaded.errors.len(),
        human.len(),
        peak().unwrap_or(0)
    );
    Ok(())
}
