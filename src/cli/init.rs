//! `gainsay init`: begins a project, with an example that checks clean.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::outcome::Outcome;
use super::{Look, output};
use crate::check::RULES;
use crate::project::{Options, Settings, load};
use crate::report::clean;
use crate::rule::Level;

/// Begin a project: its settings, and an example of an article and its claims
///
/// Nothing is ever overwritten: what is there already is left as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's folder [default: the current one]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Writes what is missing.
pub fn run(args: &Args, look: &Look) -> Outcome {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    match begin(folder) {
        Ok(written) if written.is_empty() => {
            output::tell("There is a project here already; nothing was changed.\n");
            Outcome::Clean
        }
        Ok(written) => {
            let mut said = String::new();
            for path in &written {
                let _ = writeln!(said, "{}", clean::line(&format!("Wrote {path}."), look.ascii));
            }
            said.push_str("Run `gainsay check` next, then put your articles beside the example.\n");
            output::tell(&said);
            Outcome::Clean
        }
        Err(reason) => {
            output::complain(&clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}

/// Writes the files of a new project that are not there. Gives their paths.
fn begin(folder: &Path) -> Result<Vec<String>, String> {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
    // A project with settings of its own may keep its files in other folders.
    let settings = load(&Options { root: folder.to_owned(), draft: None }, |_| {}).project.settings;
    let mut written = Vec::new();
    let claims = folder.join(&settings.claims);
    let sources = folder.join(&settings.sources);
    create(&folder.join("gainsay.yaml"), &settings_page(), &mut written)?;
    if is_empty(&claims)? {
        let article = sources.join("example.txt");
        let new = !article.exists();
        if new {
            make(&sources)?;
            create(&article, ARTICLE, &mut written)?;
        }
        // An article of that name that somebody else wrote has nothing to do with the example.
        if new {
            make(&claims)?;
            create(&claims.join("example.yaml"), CLAIMS, &mut written)?;
        }
    }
    Ok(written)
}

fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))
}

/// Whether a folder has nothing in it, or is not there.
fn is_empty(folder: &Path) -> Result<bool, String> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(format!("{} cannot be read: {error}.", folder.display())),
    }
}

/// Writes a new file; one that is there is left as it is.
fn create(path: &Path, text: &str, written: &mut Vec<String>) -> Result<(), String> {
    if output::create_file(path, text)? {
        written.push(path.display().to_string());
    }
    Ok(())
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// `gainsay.yaml` with every default written.
fn settings_page() -> String {
    let defaults = Settings::default();
    let mut page = format!(
        "\
# The settings of this project. Every line shows the default: delete what you do not change.
# A flag of the command line wins over a setting.

# Where the articles are, as they were published (.txt, .md and .html), and where the claim files are.
sources: {}
claims: {}

# The level from which a new finding fails a run: error, warning, note or never.
fail-on: {}

# How many independent sources each claim of a draft needs.
min-sources: {}

# The share of a draft's sentences with facts in them that claims must cover; without it nothing is asked.
# min-coverage: 80%

# How far ~, ? and % widen a date, instead of half its unit (2019~ reaches half a year to either side).
# approximate: 1 month

# The conflicts that were there when gainsay came; `gainsay baseline` writes it.
baseline: {}

# Each rule at its own level; take the # off a line to make it error, warning, note or off.
# `gainsay explain RULE` says more.
rules:
",
        defaults.sources,
        defaults.claims,
        defaults.fail_on.map_or("never", level),
        defaults.min_sources,
        defaults.baseline,
    );
    let width = RULES.iter().map(|entry| entry.rule.name().len()).max().unwrap_or(0) + "warning".len() + 2;
    for entry in RULES {
        let line = format!("{}: {}", entry.rule.name(), level(entry.rule.default_level()));
        let _ = writeln!(page, "  # {line:width$}  # {}", summary(&entry.documentation()));
    }
    page
}

/// The first sentence of a rule's documentation, which says what it finds.
fn summary(documentation: &str) -> String {
    documentation.lines().next().unwrap_or("").trim_end_matches('.').to_owned()
}

/// An article to try gainsay on. It is invented.
const ARTICLE: &str = "\
An invented article, to try gainsay on

Larkhaven, 4 May 2021. Ada Brook has been mayor of Larkhaven since March 2019. On Tuesday she opened the new bridge
over the Lark, which is 240 metres long. “We waited ten years for this,” she said.

The ferry made its last crossing a week before the opening.
";

/// Claims about it, with a word on each kind.
const CLAIMS: &str = "\
# What the article in seeds/example.txt says, as a fact-checker would tick it off: who, what, when, how many, in
# whose words; each claim with the passage that says so.
#
# Try it: write 250 for 240 below, or another name for Ada Brook, and run `gainsay check`.
#
# With `gainsay schema --output claims.schema.json` an editor completes and checks this file; it wants this line at
# the top:
# yaml-language-server: $schema=../claims.schema.json

# Articles, each with an id of your choice.
sources:
  example:
    text: example.txt             # in the folder seeds
    title: An invented article, to try gainsay on
    published: 2021-05-04         # 2021-05 or 2021 where the day is not known; left out where nothing is
    # authorship: ai              # for what a program wrote
    # derived-from: other-id      # for reprints: two articles, one witness

# The people, places and things that claims are about, with all names that articles give them.
entities:
  larkhaven: { name: Larkhaven, kind: place }
  lark-bridge: { name: the bridge over the Lark, kind: place }
  ada-brook: { name: Ada Brook, kind: person, aliases: [Mayor Brook] }

# What claims say of them.
properties:
  mayor:
    label: mayor
    type: entity                  # entity, choice, number, date, text or boolean
    holds: one-at-a-time          # an office; `one` (the default) for a birthplace, `many` for what never conflicts
  length:
    label: length
    type: number
    unit: metres

events:
  bridge-opening: { label: the opening of the bridge }
  last-ferry: { label: the ferry's last crossing }

# What the claims of this file share.
defaults:
  source: example

claims:
  # A state: somebody or something, a property, and its value.
  - subject: larkhaven
    property: mayor
    value: Ada Brook
    when: 2019-03/..              # from March 2019 on; without `when`, on the day of publication
    quote: Ada Brook has been mayor of Larkhaven since March 2019
  - subject: lark-bridge
    property: length
    value: 240 metres             # also \"~240\", \">240\" (in quotation marks), 200..300, 1.2 million
    quote: the new bridge over the Lark, which is 240 metres long

  # When an event was: a date, or its order against another event.
  - event: bridge-opening
    when: 2021-05-04
    quote: Larkhaven, 4 May 2021. … On Tuesday she opened the new bridge
  - event: last-ferry
    before: bridge-opening
    by: 1 week
    quote: The ferry made its last crossing a week before the opening

  # Somebody's words. Give them the same id wherever an article quotes them.
  - utterance: brook-on-the-wait
    speaker: Mayor Brook
    quote: We waited ten years for this
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;

    fn read(folder: &Path) -> crate::project::Loaded {
        load(&Options { root: folder.to_owned(), draft: None }, |_| {})
    }

    #[test]
    fn a_new_project_checks_clean_and_has_every_default() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new/project");
        assert_eq!(begin(&root).unwrap().len(), 3);
        let loaded = read(&root);
        assert_eq!(loaded.errors, []);
        assert_eq!(loaded.project.claims.len(), 5);
        assert_eq!(loaded.project.settings, Settings::default());
        let found: Vec<_> = check(&loaded.project).findings.into_iter().map(|finding| finding.message).collect();
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn every_setting_and_every_rule_is_written_and_can_be_taken_as_it_stands() {
        let page = settings_page();
        for key in ["sources", "claims", "fail-on", "min-sources", "min-coverage", "approximate", "baseline", "rules"] {
            assert!(page.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key}:"))), "{key}");
        }
        // With all comment signs off, the file still says what it shows.
        let active: String = page
            .lines()
            .map(|line| match line.trim_start().strip_prefix("# ") {
                Some(rest) if rest.split_once(": ").is_some_and(|(key, _)| !key.contains(' ')) => {
                    let indent = if line.starts_with(' ') { "  " } else { "" };
                    format!("{indent}{rest}\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        let folder = tempfile::tempdir().unwrap();
        begin(folder.path()).unwrap();
        fs::write(folder.path().join("gainsay.yaml"), active).unwrap();
        let loaded = read(folder.path());
        assert_eq!(loaded.errors, []);
        assert_eq!(loaded.project.settings.rules.len(), RULES.len());
        assert_eq!(loaded.project.settings.min_coverage, Some(80.into()));
        for (rule, level) in &loaded.project.settings.rules {
            assert_eq!(*level, Some(rule.default_level()), "{}", rule.name());
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("facts")).unwrap();
        fs::create_dir_all(root.join("seeds")).unwrap();
        fs::write(root.join("gainsay.yaml"), "claims: facts\n").unwrap();
        fs::write(root.join("seeds/example.txt"), "Mine.").unwrap();
        assert_eq!(begin(root).unwrap(), Vec::<String>::new());
        assert_eq!(fs::read_to_string(root.join("seeds/example.txt")).unwrap(), "Mine.");
        assert_eq!(fs::read_to_string(root.join("gainsay.yaml")).unwrap(), "claims: facts\n");
        assert!(!root.join("claims").exists());
        fs::remove_file(root.join("seeds/example.txt")).unwrap();
        assert_eq!(begin(root).unwrap().len(), 2);
        assert!(root.join("facts/example.yaml").is_file());
        assert_eq!(begin(root).unwrap(), Vec::<String>::new());
    }
}
