//! The editor's page: one self-contained HTML file, without network or tracking, that reads completely without scripts.
//!
//! The template engine escapes everything that comes from articles and claim files; style and script are our own.

mod articles;
mod cards;
mod charts;
mod model;
mod questions;
mod scale;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};

use super::human::{self, counted};
use super::{Report, clean, json, rules, short};
use crate::check::{Context, RULES};
use crate::finding::{Finding, Status};
use crate::project::Role;
use crate::rule::{Class, Rule};
use model::{Mistake, Named, Page, RuleCount};

/// What the user says of the page itself. Nothing of it is looked up: same input, same bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// When it was made.
    pub made: Option<String>,
    /// From which revision.
    pub revision: Option<String>,
}

/// The page, whole.
///
/// # Errors
/// A sentence, where the template could not be filled: a mistake in gainsay itself.
pub fn render(report: &Report<'_>, options: &Options) -> Result<String, String> {
    let page = page(report, options);
    let failed = |error: minijinja::Error| format!("the page could not be made: {error:#}");
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(failed)?);
    environment.add_template("parts", include_str!("parts.html")).map_err(failed)?;
    environment.add_template("page", include_str!("page.html")).map_err(failed)?;
    let template = environment.get_template("page").map_err(failed)?;
    let style = minijinja::Value::from_safe_string(include_str!("style.css").to_owned());
    let script = minijinja::Value::from_safe_string(include_str!("script.js").to_owned());
    let page = minijinja::context! { page => Serde(page), style => style, script => script };
    template.render(page).map(|page| clean::html(&page)).map_err(failed)
}

fn page(report: &Report<'_>, options: &Options) -> Page {
    let project = report.project;
    let context = Context::new(project);
    let states = questions::States::new(report);
    let summary = report.summary();
    let mut made = Vec::new();
    made.extend(options.made.as_ref().map(|when| format!("made {when}")));
    made.extend(options.revision.as_ref().map(|revision| format!("from revision {revision}")));
    let sources = project.sources.iter();
    Page {
        verdict: verdict(report),
        made,
        counts: format!(
            "{} of {} · {} new · {} known · {} resolved",
            counted(summary.claims, "claim", "claims"),
            counted(summary.sources, "source", "sources"),
            summary.new,
            summary.known,
            summary.resolved
        ),
        rules: rule_counts(report),
        sources: sources.map(|source| Named { id: source.name.to_string(), name: source.name.to_string() }).collect(),
        errors: report
            .errors
            .iter()
            .map(|error| Mistake {
                place: format!("{}:{}:{}", error.file, error.line, error.column),
                message: error.message.clone(),
                help: error.help.clone(),
            })
            .collect(),
        coverage: report.coverage.iter().map(|coverage| human::covered(report, coverage, "min-coverage")).collect(),
        cards: report.findings.iter().map(|finding| cards::card(report, finding)).collect(),
        tenures: charts::tenures(report, &context),
        chronicle: charts::chronicle(report, &context),
        windows: charts::windows(report, &context),
        matrix: questions::matrix(report, &states),
        pairs: questions::pairs(report),
        articles: articles::parts(report, &states),
    }
}

/// The verdict in a sentence.
fn verdict(report: &Report<'_>) -> String {
    let sources = report.project.sources.len();
    let references = report.project.sources.iter().filter(|source| source.role == Role::Reference).count();
    let among = match sources - references {
        0 if references > 0 => counted(references, "reference", "references"),
        articles if references > 0 => {
            format!(
                "{} and {}",
                counted(articles, "article", "articles"),
                counted(references, "reference", "references")
            )
        }
        articles => counted(articles, "article", "articles"),
    };
    let new = |keep: &dyn Fn(&&Finding) -> bool| {
        report.findings.iter().filter(|finding| finding.status == Status::New).filter(|finding| keep(finding)).count()
    };
    let stale = new(&|finding| finding.rule == Rule::StaleFraming);
    let contradictions = new(&|finding| finding.rule.class() == Class::Contradiction) - stale;
    let mut said = match contradictions {
        0 => format!("No new contradiction among {among}"),
        count => format!("{} among {among}", counted(count, "new contradiction", "new contradictions")),
    };
    if stale > 0 {
        let out = if stale == 1 { "is out of its time" } else { "are out of their time" };
        said.push_str(&format!("; {} {out}", counted(stale, "article", "articles")));
    }
    if !report.errors.is_empty() {
        said.push_str("; the input has mistakes, and only what could be read was checked");
    }
    said.push('.');
    said
}

fn rule_counts(report: &Report<'_>) -> Vec<RuleCount> {
    let mut counts = Vec::new();
    for rule in Rule::ALL {
        let of = |status: Status| {
            report.findings.iter().filter(|finding| finding.rule == *rule && finding.status == status).count()
        };
        let (new, known, resolved) = (of(Status::New), of(Status::Known), of(Status::Resolved));
        if new + known + resolved > 0 {
            let level = report.findings.iter().find(|finding| finding.rule == *rule).map(|finding| finding.level);
            counts.push(RuleCount {
                name: rule.name(),
                level: short::level(level.unwrap_or(rule.default_level())),
                summary: RULES.iter().find(|entry| entry.rule == *rule).map(rules::summary).unwrap_or_default(),
                new,
                known,
                resolved,
            });
        }
    }
    counts
}

/// The status of a finding, as the page writes it.
fn status(finding: &Finding) -> &'static str {
    json::status(finding.status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::text::article::Article;

    fn shown(edit: impl FnOnce(&mut crate::project::Project, &mut Finding)) -> String {
        let mut project = sample::project();
        let mut finding = sample::conflict(&project);
        finding.fingerprint = "7f3a00000000abcd".into();
        edit(&mut project, &mut finding);
        render(&sample::report(&project, &[finding], &[]), &Options::default()).unwrap()
    }

    #[test]
    fn a_card_has_the_question_the_sides_and_a_link_that_lasts() {
        let page = shown(|_, _| {});
        for part in
            ["1 new contradiction among", "id=\"f-7f3a00000000abcd\"", "<mark>", "Laura Dogu", "partly AI-written"]
        {
            let found = page.contains(part) || (part == "partly AI-written" && page.contains("AI-written"));
            assert!(found, "{part} is missing");
        }
        assert_eq!(page, shown(|_, _| {}), "same input, same bytes");
    }

    #[test]
    fn a_claim_without_an_id_is_called_by_its_place_once() {
        let page = shown(|project, _| {
            for claim in &mut project.claims {
                std::sync::Arc::make_mut(claim).named = false;
            }
        });
        let place = |claim: &str| {
            format!("<p class=\"place\">{claim}</p>").replace("s/a", "s&#x2f;a").replace("e/c", "e&#x2f;c")
        };
        assert!(page.contains(&place("the claim at claims/all.yaml:2:3")), "{page}");
        assert!(shown(|_, _| {}).contains(&place("caribe/charge · claims/all.yaml:2:3")));
    }

    #[test]
    fn whatever_is_not_decided_says_how_to_decide_it() {
        for (status, told) in [(Status::New, true), (Status::Known, true), (Status::Resolved, false)] {
            let page = shown(|_, finding| finding.status = status);
            assert_eq!(page.contains("<code>gainsay resolve 7f3a0000</code>"), told, "{status:?}");
        }
    }

    #[test]
    fn the_verdict_counts_what_there_is() {
        for (articles, references, among) in [
            (0, 0, "among 0 articles."),
            (0, 1, "among 1 reference."),
            (0, 4, "among 4 references."),
            (1, 0, "among 1 article."),
            (3, 1, "among 3 articles and 1 reference."),
        ] {
            let mut project = sample::project();
            let source = project.sources[0].clone();
            let of = |role: Role| crate::project::Source { role, ..source.clone() };
            project.sources = vec![of(Role::Article); articles].into();
            project.sources.extend(vec![of(Role::Reference); references]);
            let told = verdict(&Report::of_errors(&project, &[]));
            assert!(told.ends_with(among), "{told}");
        }
    }

    #[test]
    fn whatever_an_article_says_is_text() {
        let hostile = "<script>alert(1)</script> ]]> \"x\" 'y' &amp; \u{1f600} \u{1b}[31m\u{9b}2J \u{202e}txt.exe";
        let page = shown(|project, finding| {
            finding.question = hostile.into();
            finding.topic = hostile.into();
            for source in project.sources.iter_mut() {
                source.title = Some(hostile.into());
                let text = format!("{hostile}\n").repeat(3);
                source.article = Article::new("seeds/x.txt", text.as_bytes()).ok().map(Into::into);
            }
        });
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"));
        assert_eq!(page.matches("<script").count(), 1, "only our own script");
        let obeyed = page.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(obeyed, None, "HTML has no control characters");
    }

    #[test]
    fn a_draft_without_a_sentence_to_check_has_no_share() {
        let project = sample::project();
        let said = |covered, of| {
            let coverage = [crate::check::Coverage { draft: crate::id::SourceId(0), covered, of }];
            render(&Report { coverage: &coverage, ..sample::report(&project, &[], &[]) }, &Options::default()).unwrap()
        };
        assert!(said(0, 0).contains("caribe: there is no sentence that can be checked."));
        assert!(said(1, 2).contains("caribe: claims cover 1 of 2 sentences that can be checked (50 %)."));
    }

    #[test]
    fn only_a_chain_is_drawn_as_a_loop() {
        let date = "  - { source: a, event: e, when: 2026-01-01 }\n  - { source: b, event: e, when: 2026-01-05 }\n";
        let bounds =
            "  - { source: a, event: e, after: 2026-02 }\n  - { source: b, event: e, during: 2026-01-01/2026-01-05 }\n";
        let orders = "  - { source: a, event: e, before: f }\n  - { source: b, event: f, before: e }\n";
        for (claims, drawn) in [(date, false), (bounds, false), (orders, true)] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join("claims")).unwrap();
            let sources =
                "sources:\n  a: { role: reference }\n  b: { role: reference }\nevents: { e: {}, f: {} }\nclaims:\n";
            std::fs::write(folder.path().join("claims/a.yaml"), format!("{sources}{claims}")).unwrap();
            let options = crate::project::Options { root: folder.path().to_owned(), draft: None };
            let examined = crate::pipeline::examine(crate::project::load(&options, |_| {}), None);
            let page = render(&examined.report(false), &Options::default()).unwrap();
            assert!(page.contains("impossible-timeline"), "{claims}");
            assert_eq!(page.contains("A loop of 2 steps"), drawn, "{claims}");
        }
    }

    #[test]
    fn the_page_fetches_nothing() {
        let page = shown(|_, _| {});
        for part in ["src=", "@import", "url(h", "<link", "<iframe"] {
            assert!(!page.contains(part), "{part}");
        }
    }
}
