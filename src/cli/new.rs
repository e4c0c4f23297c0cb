//! `gainsay new`: begins a claim file for an article, with a candidate for each sentence that can be checked.

use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::outcome::Outcome;
use super::{Look, output, root};
use crate::check::known_names;
use crate::project::{Options, Project, files, load};
use crate::report::clean;
use crate::text::article::Article;
use crate::text::checkable::checkable;
use crate::text::facts::{Facts, dates};
use crate::text::fold;
use crate::text::scalar::quoted;

/// A passage that proves something is quoted up to so many characters.
const PROOF: usize = 80;

/// Begin a claim file for an article: what it tells of itself, and a candidate for each sentence to check
///
/// Nothing is invented and no file is overwritten. Take the comment signs off the candidates that you keep, fill in
/// what is left open, and delete the others.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The article, inside the sources folder
    #[arg(value_name = "ARTICLE")]
    article: PathBuf,
    /// The source's id [default: made from the file's name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Where to write [default: ID.yaml in the claims folder]; `-` prints
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the file.
pub fn run(args: &Args, look: &Look) -> Outcome {
    match try_run(args) {
        Ok(said) => {
            output::tell(&said);
            Outcome::Clean
        }
        Err(reason) => {
            output::complain(&clean::line(&reason, look.ascii));
            Outcome::Invalid
        }
    }
}

fn try_run(args: &Args) -> Result<String, String> {
    let root = root::find(None)?;
    // Mistakes in other files are no reason not to begin a new one: `check` tells them.
    let project = load(&Options { root: root.clone(), draft: None }, |_| {}).project;
    let shown = args.article.display().to_string();
    let bytes = files::read(&args.article, &shown).map_err(|refused| format!("{refused}."))?;
    let article = Article::new(&shown, &bytes).map_err(|reason| format!("{shown}: {reason}"))?;
    let folder = root.join(&project.settings.sources);
    let text = match relative(&args.article, &folder) {
        Some(text) => {
            text.ok_or_else(|| format!("{shown} has a name that is no text (UTF-8); rename the article first."))?
        }
        None => return Err(format!("{shown} does not lie in {}; copy the article there first.", folder.display())),
    };
    let listed = project.sources.iter().find(|source| source.text.as_deref() == Some(&project.settings.article(&text)));
    let id = match (&args.id, listed) {
        (Some(id), _) => id.clone(),
        (None, Some(source)) => source.name.to_string(),
        (None, None) => {
            kebab(Path::new(&text).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default().as_ref())
        }
    };
    let written = page(&project, &article, &id, &text, listed.is_some());
    let path = args.output.clone().unwrap_or_else(|| root.join(&project.settings.claims).join(format!("{id}.yaml")));
    if path == Path::new("-") {
        output::print(&written)?;
        return Ok(String::new());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| format!("{} cannot be made: {error}.", parent.display()))?;
    }
    if !output::create_file(&path, &written)? {
        let shown = path.display();
        return Err(format!("{shown} is there already, and is left as it is; name another file with --output."));
    }
    Ok(format!(
        "{}\n",
        clean::line(
            &format!("Wrote {}. Fill in what it leaves open, then run `gainsay check`.", path.display()),
            false
        )
    ))
}

/// The path of an article below the sources folder, with `/`, if it lies there; no text where it cannot be written down.
fn relative(article: &Path, folder: &Path) -> Option<Option<String>> {
    let article = article.canonicalize().ok()?;
    let rest = article.strip_prefix(folder.canonicalize().ok()?).ok()?;
    let parts: Option<Vec<&str>> = rest
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    Some(parts.map(|parts| parts.join("/")))
}

/// An id out of a file's name.
fn kebab(stem: &str) -> String {
    let folded = fold::words(stem);
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let id = parts.collect::<Vec<_>>().join("-");
    if id.is_empty() { "article".into() } else { id }
}

/// The claim file that is begun for an article: YAML that reads without a mistake, whatever the article holds. `text` is its
/// path in the sources folder; of a source that is `listed` already nothing is said of it. Public for tests on any article.
pub fn page(project: &Project, article: &Article, id: &str, text: &str, listed: bool) -> String {
    let body = article.text();
    let facts = Facts::of(article);
    let mut out = String::new();
    let _ = writeln!(out, "# What {id} says. Each candidate below is a sentence that holds something to check:");
    out.push_str("# take the `#` off those that you keep, fill in what is open, delete the rest.\n\n");
    if !listed {
        source(&mut out, &facts, id, text);
    }
    let _ = write!(out, "defaults: {{ source: {id} }}\n\nclaims:\n");
    let names = known_names(project, &[body]);
    let mut seen = std::collections::BTreeSet::new();
    for range in checkable(body, &names) {
        let Some(sentence) = body.get(range) else { continue };
        if seen.insert(fold::text(sentence)) {
            candidate(&mut out, project, sentence);
        }
    }
    out
}

/// What the article tells of itself; what it does not tell is left open.
fn source(out: &mut String, facts: &Facts, id: &str, text: &str) {
    let passage = |line: &str| clean::line(&beginning(fold::quote(line).trim()), false);
    let known = |out: &mut String, key: &str, value: &Option<String>| {
        let _ = match value {
            Some(value) => writeln!(out, "    {key}: {}", quoted(&fold_space(value))),
            None => writeln!(out, "    # {key}:"),
        };
    };
    let _ = writeln!(out, "sources:\n  {id}:\n    text: {}", quoted(text));
    known(out, "title", &facts.title);
    known(out, "publisher", &facts.publisher);
    match &facts.published {
        Some((date, line)) => {
            let _ = writeln!(out, "    published: {date}          # it says: {}", passage(line));
        }
        None if facts.perhaps.is_empty() => {
            out.push_str(
                "    # published:                  # no date was found at its head or foot; find out, or leave it undated\n",
            );
        }
        None => {
            out.push_str(
                "    # published:                  # it does not say for certain; find out, or leave it undated\n",
            );
            for (date, line) in &facts.perhaps {
                let _ = writeln!(out, "    # published: {date}        # perhaps: it says: {}", passage(line));
            }
        }
    }
    known(out, "url", &facts.url);
    known(out, "author", &facts.author);
    if let Some(language) = &facts.language {
        let _ = writeln!(out, "    language: {language}");
    }
    if let Some((shared, line)) = &facts.with_ai {
        let by = if *shared { "mixed" } else { "ai" };
        let _ = writeln!(out, "    authorship: {by}          # it says: {}", passage(line));
    }
    if let Some((language, line)) = &facts.translated {
        match language {
            Some(tag) => {
                let _ = writeln!(out, "    translated-from: {tag}          # it says: {}", passage(line));
            }
            None => {
                let _ = writeln!(
                    out,
                    "    # translated-from:            # from which language? It says: {}",
                    passage(line)
                );
            }
        }
    }
    out.push('\n');
}

/// The beginning of a passage, up to the end of a word.
fn beginning(passage: &str) -> String {
    let Some((end, _)) = passage.char_indices().nth(PROOF) else { return passage.to_owned() };
    let start = passage.get(..end).unwrap_or(passage);
    let whole = passage.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let word = if whole { None } else { start.rfind(char::is_whitespace) };
    format!("{} …", word.and_then(|at| start.get(..at)).unwrap_or(start).trim_end())
}

/// One sentence as a claim to fill in, commented.
fn candidate(out: &mut String, project: &Project, sentence: &str) {
    let folded = format!(" {} ", plain(sentence));
    let mut known: Vec<(usize, &str)> = Vec::new();
    for entity in &project.entities {
        let names = entity.aliases.iter().chain([&entity.label]).map(|name| plain(name));
        let at = names.filter(|name| name.len() > 2).filter_map(|name| folded.find(&format!(" {name} "))).min();
        known.extend(at.map(|at| (at, entity.name.as_str())));
    }
    known.sort_unstable();
    let names: Vec<&str> = known.iter().map(|(_, name)| *name).collect();
    let said = quotation(sentence);
    if let Some(words) = said {
        out.push_str("#  - utterance:\n");
        let _ = writeln!(out, "#    speaker: {}", names.first().unwrap_or(&""));
        let _ = writeln!(out, "#    words: {}", quoted(&fold_space(words)));
    } else {
        let _ = writeln!(out, "#  - subject: {}", names.first().unwrap_or(&""));
        out.push_str("#    property:\n#    value:\n");
        match dates(sentence).as_slice() {
            [(date, _)] => {
                let _ = writeln!(out, "#    when: {date}");
            }
            _ => out.push_str("#    when: published\n"),
        }
    }
    if names.len() > 1 {
        let _ = writeln!(out, "#    # also named: {}", names.get(1..).unwrap_or_default().join(", "));
    }
    let _ = writeln!(out, "#    quote: {}\n", quoted(&fold_space(sentence)));
}

/// A sentence on one line: white space counts for nothing in a quote.
fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words alone, folded, with one space between.
fn plain(text: &str) -> String {
    let folded = fold::words(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What stands between quotation marks, where it is four words or more.
fn quotation(sentence: &str) -> Option<&str> {
    let marks = [('“', '”'), ('«', '»'), ('"', '"'), ('„', '“')];
    marks.iter().find_map(|(open, close)| {
        let start = sentence.find(*open)? + open.len_utf8();
        let end = start + sentence.get(start..)?.find(*close)?;
        let words = sentence.get(start..end)?.trim();
        (words.split_whitespace().count() >= 4).then_some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_ids() {
        assert_eq!(kebab("000_7f33bb11360180a1"), "000-7f33bb11360180a1");
        assert_eq!(kebab("Désaccord (copie)"), "desaccord-copie");
        assert_eq!(kebab("…"), "article");
    }

    #[test]
    fn only_what_an_article_tells_for_certain_is_written() {
        let begun = |name: &str, text: &str| {
            let article = Article::new(name, text.as_bytes()).unwrap();
            let page = page(&Project::default(), &article, "a", name, false);
            page.split("defaults:").next().unwrap_or("").to_owned()
        };
        let sure = begun("a.txt", "Velora deal closes\nBy Jon Peele, 2 June 2025\n\nIt was bought on 12 May 2025.");
        assert!(sure.contains("\n    published: 2025-06-02          # it says: By Jon Peele, 2 June 2025\n"), "{sure}");
        assert!(sure.contains("\n    author: \"Jon Peele\"\n"), "{sure}");
        let open = begun("a.txt", "Velora deal closes\nOffer | 12 May 2025\n\nIt was bought.");
        assert!(
            open.contains("\n    # published: 2025-05-12        # perhaps: it says: Offer | 12 May 2025\n"),
            "{open}"
        );
        assert!(!open.contains("\n    published"), "{open}");
        let saved = begun("a.html", "<html lang=es><meta property=og:site_name content='El “Diario”: hoy'><p>Hola");
        assert!(saved.contains("\n    publisher: \"El “Diario”: hoy\"\n"), "{saved}");
        assert!(
            saved.contains("\n    language: es\n") && saved.contains("no date was found at its head or foot; find out"),
            "{saved}"
        );
    }

    #[test]
    fn a_proof_ends_with_a_word() {
        let line =
            "All that follows and all that stands above it was written with the help of artificial intelligence.";
        assert_eq!(beginning(line), "All that follows and all that stands above it was written with the help of …");
        assert_eq!(beginning(&"é".repeat(200)), format!("{} …", "é".repeat(PROOF)));
        assert_eq!(beginning("Published: 14 March 2025"), "Published: 14 March 2025");
    }

    #[test]
    fn nothing_hidden_of_an_article_is_left_raw() {
        let article =
            Article::new("a.txt", "Plan\u{200b} of\u{2066} 9 May\n\nIt \u{202e}cost 5.\n".as_bytes()).unwrap();
        let page = page(&Project::default(), &article, "a", "a\u{202e}.txt", false);
        assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{200b}']), "{page:?}");
        assert!(page.contains(r#"quote: "It \u202Ecost 5.""#) && page.contains(r#"text: "a\u202E.txt""#), "{page}");
    }

    #[test]
    fn a_quotation_of_some_length_is_taken_for_an_utterance() {
        assert_eq!(quotation("He said “we will meet face-to-face”."), Some("we will meet face-to-face"));
        assert_eq!(quotation("It is “calm”."), None);
    }
}
