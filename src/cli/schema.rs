//! `gainsay schema`: what claim files and settings may hold, for editors.

use std::path::PathBuf;

use super::outcome::Outcome;
use super::{Look, output};
use crate::project::described;
use crate::report::clean;

/// Print the JSON Schema of claim files, with which an editor completes and checks them
///
/// Editors with the YAML language server then offer the keys, say what they mean, and mark what is wrong. Write the
/// schema into the project with `gainsay schema --output claims.schema.json`, and begin each claim file with this
/// line, whose path is relative to the claim file: `# yaml-language-server: $schema=../claims.schema.json`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of what
    #[arg(value_enum, value_name = "WHAT", default_value_t = What::Claims)]
    what: What,
    /// Write it into a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Claim files
    Claims,
    /// gainsay.yaml
    Settings,
}

/// Prints or writes it.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let written = match &args.output {
        None => output::print(&text(args.what)),
        Some(path) => output::write_file(path, &text(args.what)),
    };
    match written {
        Ok(()) => Outcome::Clean,
        Err(reason) => {
            output::complain(&clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}

fn text(what: What) -> String {
    let schema = match what {
        What::Claims => described::claim_file(),
        What::Settings => described::settings(),
    };
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_json_schemas() {
        for what in [What::Claims, What::Settings] {
            let schema: serde_json::Value = serde_json::from_str(&text(what)).unwrap();
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(schema["type"], "object");
            assert!(schema["description"].as_str().unwrap().contains("gainsay"));
        }
    }
}
