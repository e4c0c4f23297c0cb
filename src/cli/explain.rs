//! `gainsay explain`: what a rule finds, what it does not, and how to mend it.

use super::outcome::Outcome;
use super::{Look, output, screen};
use crate::check::RULES;

/// Say what a rule finds, or list all rules
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule's name, such as conflicting-values
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Prints a rule's documentation, or the table of rules.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let _ = screen::stdout(look);
    let text = match &args.rule {
        Some(name) => RULES.iter().find(|entry| entry.rule.name() == name).map(|entry| entry.documentation()),
        None => Some(RULES.iter().map(|entry| format!("{}\n", entry.rule.name())).collect()),
    };
    match text.map(|text| output::print(&text)) {
        Some(Ok(())) => Outcome::Clean,
        _ => Outcome::Invalid,
    }
}
