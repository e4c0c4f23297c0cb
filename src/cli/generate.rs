//! `gainsay generate`: what packagers and shells need, made from the command line itself.

use clap_complete::Shell;

use super::outcome::Outcome;
use super::{Look, output, screen};
use crate::report::clean;

/// Print shell completions or the manual page
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Completions for a shell: gainsay generate completions bash
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// The manual page, in roff; of one verb where it is named
    Man {
        /// A verb, such as check
        verb: Option<String>,
    },
}

/// Prints it.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let _ = screen::stdout(look);
    let text = match &args.what {
        What::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(*shell, &mut super::command(), "gainsay", &mut bytes);
            Ok(bytes)
        }
        What::Man { verb } => manual(verb.as_deref()),
    };
    match text.and_then(|bytes| output::print(&String::from_utf8_lossy(&bytes))) {
        Ok(()) => Outcome::Clean,
        Err(reason) => {
            output::complain(&clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}

/// The manual page of the program or of a verb.
fn manual(verb: Option<&str>) -> Result<Vec<u8>, String> {
    let mut command = super::command();
    command.build();
    let command = match verb {
        None => command,
        Some(verb) => {
            let found = command.get_subcommands().find(|command| command.get_name() == verb);
            found.ok_or_else(|| format!("There is no verb `{verb}`; `gainsay help` lists them."))?.clone()
        }
    };
    let mut bytes = Vec::new();
    let page = clap_mangen::Man::new(command);
    page.render(&mut bytes).map_err(|error| format!("The manual page could not be written: {error}."))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_page_and_every_shell_completions() {
        for verb in super::super::command().get_subcommands() {
            let page = String::from_utf8(manual(Some(verb.get_name())).unwrap()).unwrap();
            assert!(page.contains(&format!("gainsay\\-{}", verb.get_name())), "{page}");
        }
        assert!(String::from_utf8(manual(None).unwrap()).unwrap().contains("gainsay"));
        assert!(manual(Some("nothing")).is_err());
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut super::super::command(), "gainsay", &mut bytes);
            assert!(String::from_utf8(bytes).unwrap().contains("baseline"));
        }
    }
}
