//! The command line: one verb, one file.
//!
//! A new verb is a file here with `Args` (what it takes) and `run` (what it does), and a line in `Verb`.

pub mod accepted;
pub mod asked;
pub mod baseline;
pub mod check;
pub mod explain;
pub mod generate;
pub mod init;
pub mod named;
pub mod new;
pub mod outcome;
pub mod output;
pub mod progress;
pub mod report;
pub mod resolve;
pub mod root;
pub mod schema;
pub mod screen;
pub mod signals;
pub mod timeline;
pub mod topics;
pub mod watch;
pub mod why;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::{Args, CommandFactory, Parser, Subcommand};

use outcome::Outcome;
use screen::ColorChoice;

/// Finds where claims about articles contradict each other, and shows the passages that say so.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, about, max_term_width = 100, propagate_version = true)]
#[command(after_help = "Exit status: 0 nothing new, 1 new findings, 2 wrong usage or invalid input, \
                        3 stale baseline (only with --strict-baseline).")]
pub struct Cli {
    #[command(flatten)]
    look: Look,
    #[command(subcommand)]
    verb: Verb,
}

/// What gainsay can do.
#[derive(Debug, Subcommand)]
enum Verb {
    Check(Box<check::Args>),
    Init(init::Args),
    Explain(explain::Args),
    Why(why::Args),
    Timeline(timeline::Args),
    Topics(topics::Args),
    Baseline(baseline::Args),
    New(new::Args),
    Report(report::Args),
    Resolve(resolve::Args),
    Schema(schema::Args),
    Generate(generate::Args),
}

/// How output looks; every verb takes these.
#[derive(Clone, Debug, Args)]
pub struct Look {
    /// Colour the output
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto, global = true)]
    pub color: ColorChoice,
    /// Print nothing but ASCII characters
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// The command line as clap has it, for completions and the manual page.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs a command line (the program's name first) and gives the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    signals::spare_large_files();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let status = if error.use_stderr() { Outcome::Invalid } else { Outcome::Clean };
            // A closed pipe is no reason to fail: whoever reads has read enough.
            return match error.print() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    output::complain(&output::unprinted(&error));
                    Outcome::Invalid.status()
                }
                _ => status.status(),
            };
        }
    };
    let verb = AssertUnwindSafe(|| match &cli.verb {
        Verb::Check(args) => check::run(args, &cli.look),
        Verb::Init(args) => init::run(args, &cli.look),
        Verb::Explain(args) => explain::run(args, &cli.look),
        Verb::Why(args) => why::run(args, &cli.look),
        Verb::Timeline(args) => timeline::run(args, &cli.look),
        Verb::Topics(args) => topics::run(args, &cli.look),
        Verb::Baseline(args) => baseline::run(args, &cli.look),
        Verb::New(args) => new::run(args, &cli.look),
        Verb::Report(args) => report::run(args, &cli.look),
        Verb::Resolve(args) => resolve::run(args, &cli.look),
        Verb::Schema(args) => schema::run(args, &cli.look),
        Verb::Generate(args) => generate::run(args, &cli.look),
    });
    match catch_unwind(verb) {
        Ok(outcome) => outcome.status(),
        Err(_) => {
            output::complain("This is a mistake in gainsay itself. Please report it, with the lines above.");
            Outcome::Invalid.status()
        }
    }
}
