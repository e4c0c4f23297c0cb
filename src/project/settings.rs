//! `gainsay.yaml`: settings, each with its default.

use std::collections::BTreeMap;

use bigdecimal::{BigDecimal, One, Zero};

use super::files::Folder;
use super::mistake::Mistakes;
use super::model::Site;
use super::names::nearest;
use super::schema::Walker;
use super::syntax::{self, Keys};
use super::tabs;
use super::take::Take;
use super::tree::{self, Handed, Kind, Node};
use super::wording::{clip, kind};
use crate::id::FileId;
use crate::rule::{Level, Rule};
use crate::text::file::TextFile;
use crate::time::{Day, Length};

/// The settings of a project, flags of the command line applied over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Folder of the articles, relative to the project.
    pub sources: String,
    /// Folder of the claim files.
    pub claims: String,
    /// Levels that differ from a rule's own; `None` is `off`.
    pub rules: BTreeMap<Rule, Option<Level>>,
    /// The level from which a new finding fails the run; `None` is `never`.
    pub fail_on: Option<Level>,
    /// How many independent sources a draft's claim needs.
    pub min_sources: usize,
    /// The share of a draft's checkable sentences that claims must cover, in percent.
    pub min_coverage: Option<BigDecimal>,
    /// How far `~` and `?` widen a date's bounds, instead of half their unit.
    pub approximate: Option<Length>,
    /// The baseline's path, relative to the project.
    pub baseline: String,
    /// The day on which decisions are judged (`until`); only the command line sets it. `None` is the clock's day.
    pub today: Option<Day>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sources: "seeds".into(),
            claims: "claims".into(),
            rules: BTreeMap::new(),
            fail_on: Some(Level::Error),
            min_sources: 2,
            min_coverage: None,
            approximate: None,
            baseline: "gainsay.baseline.jsonl".into(),
            today: None,
        }
    }
}

/// The keys of `gainsay.yaml`.
pub(super) const KEYS: &[&str] =
    &["sources", "claims", "rules", "fail-on", "min-sources", "min-coverage", "approximate", "baseline"];

/// The file's name.
pub const FILE: &str = "gainsay.yaml";

impl Settings {
    /// The path of a file in the folder of the claims.
    pub fn claim_file(&self, name: &str) -> String {
        inner(&self.claims, name)
    }

    /// The path of an article in the folder of the sources.
    pub fn article(&self, name: &str) -> String {
        inner(&self.sources, name)
    }

    /// Whether a rule is not `off`.
    pub fn runs(&self, rule: Rule) -> bool {
        !matches!(self.rules.get(&rule), Some(None))
    }

    /// Reads `fail-on`: `error`, `warning`, `note` or `never` (which gives `None`).
    ///
    /// # Errors
    /// A sentence, for another word.
    pub fn parse_fail_on(text: &str) -> Result<Option<Level>, String> {
        match text.trim() {
            "error" => Ok(Some(Level::Error)),
            "warning" => Ok(Some(Level::Warning)),
            "note" => Ok(Some(Level::Note)),
            "never" => Ok(None),
            other => Err(format!("`{}` is none of `error`, `warning`, `note` and `never`", clip(other))),
        }
    }

    /// Reads a share such as `80%` or `80`, in percent.
    ///
    /// # Errors
    /// What is wrong and how to mend it, for anything but a number from 0 to 100; and for a part of one without a percent
    /// sign (`0.8`): whoever writes so means 80 %.
    pub fn parse_percent(text: &str) -> Result<BigDecimal, (String, String)> {
        let text = text.trim();
        let number = text.trim_end_matches('%').trim_end();
        let plain = !number.is_empty() && number.len() < 20 && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let share: Option<BigDecimal> = number.parse().ok().filter(|_| plain);
        let Some(share) = share.filter(|share| share <= &BigDecimal::from(100)) else {
            return Err((
                format!("`{}` is no share from 0% to 100%", clip(text)),
                "write a share such as `80%`".into(),
            ));
        };
        if number.len() == text.len() && share > BigDecimal::zero() && share < BigDecimal::one() {
            let percent = (share * BigDecimal::from(100)).normalized().to_plain_string();
            return Err((format!("`{text}` is less than one per cent"), format!("write `{percent}%`, or `{text}%`")));
        }
        Ok(share)
    }
}

/// A path in a folder of the project, which may be the project's own.
fn inner(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Where `gainsay.yaml` names the folders, if it does: what is wrong with one is told there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub sources: Option<Site>,
    pub claims: Option<Site>,
}

/// Reads `gainsay.yaml`.
pub(super) fn read(id: FileId, file: &TextFile, folder: &Folder, mistakes: &mut Mistakes) -> (Settings, Places) {
    let (mut settings, mut places) = (Settings::default(), Places::default());
    let (text, base) = match file.text().strip_prefix('\u{feff}') {
        Some(text) => (text, '\u{feff}'.len_utf8()),
        None => (file.text(), 0),
    };
    // Claims do not belong here: a list under `claims` is a mistake that is told below.
    let mut strays = Vec::new();
    let document = tree::read(text, base, Handed::Claims, &mut |node| strays.push(node));
    let mut root = document.root;
    let mut walker = Walker { id, text: file.text(), mistakes: std::mem::take(mistakes) };
    for problem in document.problems {
        walker.mistakes.add_problem(id, problem);
    }
    if let Some(stop) = &document.stopped {
        let (text, whole) = (file.text(), 0..file.text().len());
        if syntax::tab(text, stop, &whole).is_some() {
            let problems;
            (root, problems) = tabs::read(text, &mut |node| strays.push(node));
            problems.into_iter().for_each(|problem| walker.mistakes.add_problem(id, problem));
        } else {
            walker.mistakes.add_problem(id, syntax::explain(text, stop, whole, Keys::Settings));
        }
    }
    let fields = root.and_then(|root| walker.fields(root, "the settings", KEYS));
    *mistakes = walker.mistakes;
    let Some(fields) = fields else { return (settings, places) };
    let mut take = Take { file: id, mistakes };
    for (key, node) in fields.iter().filter(|(_, node)| !node.is_null()) {
        match key {
            "rules" => rules(&mut take, node, &mut settings),
            "sources" | "claims" | "baseline" => {
                if key == "claims" && !strays.is_empty() {
                    let help = "write claims into files of their own in the claims folder";
                    take.add(node, "`claims` names the folder of the claim files here", help);
                    continue;
                }
                let Some(text) = take.text(key, node) else { continue };
                match folder.join("", text) {
                    Ok(path) => match key {
                        "sources" => (settings.sources, places.sources) = (path, Some(take.site(node))),
                        "claims" => (settings.claims, places.claims) = (path, Some(take.site(node))),
                        _ => settings.baseline = path,
                    },
                    Err(refused) => take.add(node, refused.message, refused.help),
                }
            }
            "approximate" => {
                let Some(text) = take.text(key, node) else { continue };
                match Length::parse(text) {
                    Ok(length) => settings.approximate = Some(length),
                    Err(error) => take.time_error(node, error),
                }
            }
            "min-sources" => {
                let Some(text) = take.text(key, node) else { continue };
                match text.parse() {
                    Ok(count) => settings.min_sources = count,
                    Err(_) => {
                        let message = format!("`{}` is no whole number", clip(text));
                        take.add(node, message, "write how many independent sources a claim needs: `2`");
                    }
                }
            }
            "min-coverage" => {
                let Some(text) = take.text(key, node) else { continue };
                match Settings::parse_percent(text) {
                    Ok(share) => settings.min_coverage = Some(share),
                    Err((message, help)) => take.add(node, message, help),
                }
            }
            _ => {
                let Some(text) = take.text(key, node) else { continue };
                match Settings::parse_fail_on(text) {
                    Ok(level) => settings.fail_on = level,
                    Err(message) => take.add(node, message, "write the level from which a new finding fails a run"),
                }
            }
        }
    }
    (settings, places)
}

fn rules(take: &mut Take<'_>, node: &Node<'_>, settings: &mut Settings) {
    let Kind::Map(map) = &node.kind else {
        let help = "write `rules: {undated-source: off}`, a level for each rule";
        return take.add(node, format!("`rules` gives rules their levels, and this is {}", kind(node)), help);
    };
    let levels =
        [("error", Some(Level::Error)), ("warning", Some(Level::Warning)), ("note", Some(Level::Note)), ("off", None)];
    for (key, value) in &map.entries {
        let written = key.text().unwrap_or("");
        let Some(rule) = Rule::named(written.trim()) else {
            let help = match nearest(written, Rule::ALL.iter().map(|rule| rule.name())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`gainsay explain` lists the rules".to_owned(),
            };
            take.add(key, format!("`{}` is no rule", clip(written)), help);
            continue;
        };
        if value.is_null() {
            take.text(rule.name(), value);
            continue;
        }
        let Some(level) = take.word(rule.name(), Some(value), &levels) else { continue };
        if settings.rules.insert(rule, level).is_some() {
            take.add(key, format!("`{}` is written twice", rule.name()), "keep one of the two");
        }
    }
}
