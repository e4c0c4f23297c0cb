//! Markdown for a pull request's comment or a job's summary: a table of the new findings, then their sides.

use std::fmt::Write as _;

use super::{Report, clean, place, repository, short};
use crate::finding::{Certainty, Finding, Position, Status, Step};
use crate::rule::Level;

/// A comment on GitHub holds 65,536 characters; what does not fit is counted, not cut.
const MOST: usize = 60_000;
/// Rows of the table.
const ROWS: usize = 200;
/// Passages shown of one side.
const PASSAGES: usize = 3;

/// The comment, ending with a line break.
pub fn render(report: &Report<'_>) -> String {
    let summary = report.summary();
    let new: Vec<&Finding> = report.findings.iter().filter(|finding| finding.status == Status::New).collect();
    // A bot finds its own earlier comment by this.
    let mut text = String::from("<!-- gainsay -->\n");
    let _ = match new.len() {
        0 => writeln!(text, "## gainsay: nothing new\n"),
        1 => writeln!(text, "## gainsay: 1 new finding\n"),
        count => writeln!(text, "## gainsay: {count} new findings\n"),
    };
    if !report.errors.is_empty() {
        let _ = writeln!(text, "**Invalid input** — what it hides is not checked:\n");
        for error in report.errors.iter().take(ROWS) {
            let place = format!("{}:{}:{}", error.file, error.line, error.column);
            let help = error.help.as_deref().map(|help| format!(" — {}", escape(help))).unwrap_or_default();
            let _ = writeln!(text, "- {}: {}{help}", code(&place), escape(&error.message));
        }
        text.push('\n');
    }
    if !new.is_empty() {
        text.push_str("| | Finding | Sides | Rule | |\n| --- | --- | --- | --- | --- |\n");
        for finding in new.iter().take(ROWS) {
            text.push_str(&row(finding));
        }
        if new.len() > ROWS {
            let _ = writeln!(text, "\n… and {} more.", new.len() - ROWS);
        }
        text.push('\n');
    }
    let prefix = repository::prefix(&report.project.root);
    let mut left = 0;
    for finding in &new {
        let shown = details(report, finding, &prefix);
        if left == 0 && text.len() + shown.len() < MOST {
            text.push_str(&shown);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        let _ = writeln!(text, "The sides of {left} more: `gainsay check`.\n");
    }
    let _ = writeln!(
        text,
        "{} claims of {} sources · {} new · {} known · {} resolved",
        summary.claims, summary.sources, summary.new, summary.known, summary.resolved
    );
    text
}

fn row(finding: &Finding) -> String {
    let icon = match finding.level {
        Level::Error => "❌",
        Level::Warning => "⚠️",
        Level::Note => "ℹ️",
    };
    let sides: Vec<String> = finding.positions.iter().filter_map(|side| side.value.as_deref()).map(escape).collect();
    format!(
        "| {icon} {} | {} | {} | {} | {} |\n",
        short::level(finding.level),
        escape(&finding.question),
        sides.join(" · "),
        code(finding.rule.name()),
        code(finding.fingerprint.get(..8).unwrap_or(&finding.fingerprint)),
    )
}

fn details(report: &Report<'_>, finding: &Finding, prefix: &str) -> String {
    let mut text = format!("### {}\n\n", escape(&finding.question));
    if finding.certainty == Some(Certainty::Possible) {
        text.push_str("*Possible: it can be both only if something unreported happened.*\n\n");
    }
    if finding.positions.iter().all(|side| side.value.is_none()) {
        let _ = writeln!(text, "{}\n", escape(&finding.message));
    }
    for side in &finding.positions {
        self::side(&mut text, report, side, prefix, "");
    }
    for side in &finding.compatible {
        self::side(&mut text, report, side, prefix, " (fits more than one side)");
    }
    steps(&mut text, &finding.steps);
    if !finding.dating.is_empty() {
        text.push_str("What the days hang on:\n\n");
        steps(&mut text, &finding.dating);
    }
    let names: Vec<String> = finding.joined.iter().map(|id| code(&report.project.claim_name(*id))).collect();
    if !names.is_empty() {
        let _ = writeln!(text, "Joined a known conflict: {}\n", names.join(", "));
    }
    for line in finding.why.iter().chain(&finding.balance).chain(&finding.help) {
        let _ = writeln!(text, "{}\n", paragraph(line));
    }
    text
}

fn side(text: &mut String, report: &Report<'_>, side: &Position, prefix: &str, note: &str) {
    let project = report.project;
    if let Some(value) = &side.value {
        let remark = side.remark.as_deref().map(|remark| format!(", {}", escape(remark))).unwrap_or_default();
        let _ = writeln!(text, "**{}**{note}{remark}\n", escape(value));
    }
    let mut shown = 0;
    for cited in &side.claims {
        let source = cited.source.map(|source| project.source(source).name.as_str()).unwrap_or_default();
        let mut any = false;
        for passage in place::passages(project, cited) {
            any = true;
            shown += 1;
            if shown <= PASSAGES {
                let place = format!("{prefix}{}:{}:{}", passage.file, passage.start.line, passage.start.column);
                let _ = writeln!(text, "> “{}”\n>\n> — {} {}\n", escape(passage.text), escape(source), code(&place));
            }
        }
        if let Some(site) = cited.site.filter(|_| !any) {
            let (file, place) = place::written(project, site);
            let _ = writeln!(
                text,
                "- {} {}\n",
                escape(source),
                code(&format!("{prefix}{file}:{}:{}", place.line, place.column))
            );
        }
    }
    if shown > PASSAGES {
        let _ = writeln!(text, "… and {} more passages.\n", shown - PASSAGES);
    }
}

/// A paragraph of its own: its first word must not make it a list, a quotation or a heading.
fn paragraph(text: &str) -> String {
    let text = escape(text);
    let first = text.chars().next();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let list = first.is_some_and(|c| c.is_ascii_digit()) && number.starts_with(['.', ')']);
    if list || first.is_some_and(|c| "-+=:".contains(c)) { format!("&#8203;{text}") } else { text }
}

/// A text in one line that Markdown shows as it is: no markup, no HTML, no link, nobody mentioned.
fn escape(text: &str) -> String {
    let text = clean::line(text, false);
    let mut safe = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '^' => safe.extend(['\\', c]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // A mention, a reference to an issue: what follows is kept apart by a space without width.
            '@' => safe.push_str("@&#8203;"),
            '#' => safe.push_str("\\#&#8203;"),
            '/' if safe.ends_with(":/") => safe.push_str("&#8203;/"),
            '.' if safe.get(safe.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www")) => {
                safe.push_str("&#8203;.");
            }
            c => safe.push(c),
        }
    }
    safe
}

/// A text as code: in as many backticks as it needs; `|` would end a table's cell even there.
fn code(text: &str) -> String {
    let text = clean::line(text, false).replace('|', "¦");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// A chain, numbered.
fn steps(text: &mut String, steps: &[Step]) {
    for (at, step) in steps.iter().enumerate() {
        let forces = step.forces.as_deref().map(|forces| format!(" → {}", escape(forces))).unwrap_or_default();
        let _ = writeln!(text, "{}. {}{forces}", at + 1, escape(&step.says));
    }
    if !steps.is_empty() {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::report::sample;

    /// What a reader sees, and whether anything but our own markup is in it.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut odd = Vec::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) | Event::Code(part) => text += &part,
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::Html(html) if html.trim() == "<!-- gainsay -->" => {}
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => odd.push(format!("{event:?}")),
                _ => {}
            }
        }
        (text.replace('\u{200b}', ""), odd)
    }

    #[test]
    fn a_table_and_then_the_sides() {
        let project = sample::project();
        let findings = [sample::conflict(&project)];
        let text = render(&sample::report(&project, &findings, &[]));
        assert!(text.contains("## gainsay: 1 new finding\n"), "{text}");
        assert!(text.contains("| Laura Dogu · Francisco Palmieri |"), "{text}");
        assert!(text.contains("**Laura Dogu**"), "{text}");
        assert!(text.contains("> “enter Francisco Palmieri, a seasoned"), "{text}");
        assert!(text.contains("`seeds/nishadil.txt:1:15`"), "{text}");
        assert_eq!(read(&text).1, Vec::<String>::new());
    }

    #[test]
    fn hostile_words_are_only_words() {
        for (hostile, seen) in [
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("a | b", "a | b"),
            ("[x](https://evil.example) https://evil.example www.evil.example", ""),
            ("@everyone #1 **bold** `code` $x$ ~~x~~", ""),
            ("</details>\n# heading\n```", ""),
            ("::stop-commands::x", ""),
            ("\u{1b}[31mred", "␛[31mred"),
        ] {
            let (text, odd) = read(&paragraph(hostile));
            assert_eq!(odd, Vec::<String>::new(), "{hostile}");
            let flat: String = clean::line(hostile, false);
            assert_eq!(text, if seen.is_empty() { flat } else { seen.to_owned() });
            assert!(!escape(hostile).contains("://") && !escape(hostile).contains("@e"));
        }
    }

    proptest! {
        #[test]
        fn what_stands_there_is_what_is_seen(text in "[-a-z <>&|*_`\\[\\]()#@:/.!~$^=+0-9\\\\\n]{1,40}") {
            let (seen, odd) = read(&format!("{}\n", paragraph(&text)));
            prop_assert_eq!(odd, Vec::<String>::new());
            let plain = clean::line(&text, false);
            prop_assert_eq!(seen.trim(), plain.trim());
            let (seen, odd) = read(&format!("| a |\n| --- |\n| {} |\n", escape(&text)));
            prop_assert_eq!(odd, Vec::<String>::new());
            prop_assert_eq!(seen.strip_prefix('a').unwrap().trim(), plain.trim());
        }
    }
}
