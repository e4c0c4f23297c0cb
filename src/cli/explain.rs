//! `gainsay explain`: what a rule finds, what it does not, and how to mend it.

use super::outcome::Outcome;
use super::{Look, output, screen};
use crate::report::{clean, rules};

/// Say what a rule finds, or list all rules
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule's name, such as conflicting-values
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Prints a rule's documentation, or the list of rules.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let screen = screen::stdout(look);
    let text = match &args.rule {
        Some(name) => rules::find(name).map(|entry| rules::explain(entry, screen)),
        None => Ok(rules::list(screen)),
    };
    match text.and_then(|text| output::print(&text)) {
        Ok(()) => Outcome::Clean,
        Err(reason) => {
            output::complain(&clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}
