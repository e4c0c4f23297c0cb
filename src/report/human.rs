//! What a person sees: findings in full, notes and known findings in a line each, and a summary.

use super::finding;
use super::paint::{Page, Paint};
use super::{Report, Screen, excerpt, place, short};
use crate::check::Coverage;
use crate::finding::{Finding, Status};
use crate::rule::Level;

/// All findings and a summary.
pub fn render(report: &Report<'_>, screen: &Screen) -> String {
    let mut page = Page::new(*screen);
    let mut helped = None;
    let full = report.findings.iter().filter(|it| in_full(report, it)).map(|it| {
        // What to do is said once for findings of a kind in a row.
        let help = it.help.as_deref().filter(|help| helped != Some((it.rule, *help)));
        helped = it.help.as_deref().map(|help| (it.rule, help)).or(helped);
        (it, help)
    });
    let full: Vec<(&Finding, Option<&str>)> = full.collect();
    page.each(&full, true, |page, (it, help)| finding::show(page, report, it, *help));
    let brief = |keep: &dyn Fn(&Finding) -> bool| -> Vec<&Finding> {
        report.findings.iter().filter(|it| !in_full(report, it) && keep(it)).collect()
    };
    notes(&mut page, report, &brief(&|it| it.status == Status::New));
    lines(&mut page, report, "known", &brief(&|it| it.status == Status::Known));
    lines(&mut page, report, "resolved", &brief(&|it| it.status == Status::Resolved));
    page.gap();
    summary(&mut page, report);
    page.finish()
}

/// Whether a finding is shown with all its passages.
fn in_full(report: &Report<'_>, finding: &Finding) -> bool {
    report.all || (finding.status == Status::New && finding.level != Level::Note)
}

/// Notes, in a line each (or two): there is no more to say of them.
fn notes(page: &mut Page, report: &Report<'_>, findings: &[&Finding]) {
    if !findings.is_empty() {
        page.gap();
    }
    page.each(findings, false, |page, finding| {
        let tag = format!("{}[{}]", short::level(finding.level), finding.rule.name());
        let place = place::headline(report.project, finding);
        let place = place.map(|(file, at)| format!(" {file}:{}:{}", at.line, at.column)).unwrap_or_default();
        let level = Paint::Level(finding.level);
        page.flow(
            "",
            2,
            &[(level, &tag), (Paint::Plain, " "), (Paint::Plain, &finding.message), (Paint::Place, &place)],
        );
    });
}

/// Narrower than this a line that must not wrap has no room for more than its question.
const ROOM: usize = 60;

/// What is known or resolved, in a line each that never wraps. Several may ask the same: the fingerprint tells them
/// apart, and names them to `gainsay resolve`.
fn lines(page: &mut Page, report: &Report<'_>, status: &str, findings: &[&Finding]) {
    if !findings.is_empty() {
        page.gap();
    }
    page.each(findings, false, |page, &finding| {
        let Screen { width, ascii, .. } = page.screen();
        let print = finding::beginning(finding).filter(|_| width >= ROOM);
        let print = print.map(|beginning| format!(" {beginning}")).unwrap_or_default();
        let tag = format!("{status} {}{print}: ", finding.rule.name());
        let because = reason(report, finding).map(|because| format!(" Because: {because}")).unwrap_or_default();
        let mut cells = Vec::new();
        excerpt::push(&mut cells, &tag, ascii, |_| Paint::Dim);
        excerpt::push(&mut cells, &finding.question, ascii, |_| Paint::Plain);
        excerpt::push(&mut cells, &because, ascii, |_| Paint::Dim);
        page.row("", &excerpt::clipped(cells, width, ascii));
    });
}

/// Why an editor resolved a finding.
fn reason<'r>(report: &'r Report<'_>, finding: &Finding) -> Option<&'r str> {
    let decisions = &report.project.resolutions;
    finding.resolved_by.iter().find_map(|&index| decisions.get(index)?.because.as_deref())
}

fn summary(page: &mut Page, report: &Report<'_>) {
    let summary = report.summary();
    let mut found = Vec::new();
    for (count, one, many) in [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.notes, "note", "notes"),
    ] {
        if count > 0 {
            found.push(counted(count, one, many));
        }
    }
    let over =
        format!("{} of {}", counted(summary.claims, "claim", "claims"), counted(summary.sources, "source", "sources"));
    let (level, verdict) = match (summary.errors, summary.warnings, summary.notes) {
        (0, 0, 0) if !report.errors.is_empty() => {
            (Paint::Bold, format!("Nothing found in what could be read: {over}."))
        }
        (0, 0, 0) if summary.known + summary.resolved == 0 => (Paint::Bold, format!("Nothing found in {over}.")),
        (0, 0, 0) => (Paint::Bold, format!("Nothing new in {over}.")),
        (0, 0, _) => (Paint::Level(Level::Note), format!("{} in {over}.", found.join(", "))),
        (0, ..) => (Paint::Level(Level::Warning), format!("{} in {over}.", found.join(", "))),
        _ => (Paint::Level(Level::Error), format!("{} in {over}.", found.join(", "))),
    };
    page.flow("", 0, &[(level, &verdict)]);
    let mut rest = Vec::new();
    if summary.known > 0 {
        rest.push(format!("{} known", summary.known));
    }
    if summary.resolved > 0 {
        rest.push(format!("{} resolved", summary.resolved));
    }
    if !rest.is_empty() {
        let hint = if report.all { "" } else { " (--all shows them in full)" };
        page.flow("", 0, &[(Paint::Plain, &format!("Besides {}{hint}.", rest.join(", ")))]);
    }
    for coverage in report.coverage {
        let short = coverage.falls_short(&report.project.settings);
        let line = covered(report, coverage, "`min-coverage`");
        let paint = if short.is_some() { Paint::Level(Level::Error) } else { Paint::Plain };
        page.flow("", 0, &[(paint, &line)]);
    }
    if report.stale_baseline > 0 {
        let gone = counted(report.stale_baseline, "line", "lines");
        let (verb, them) = if report.stale_baseline == 1 { ("matches", "it") } else { ("match", "them") };
        let line = format!("{gone} of the baseline {verb} nothing any more: gainsay baseline --prune removes {them}.");
        page.flow("", 0, &[(Paint::Plain, &line)]);
    }
    if !report.errors.is_empty() {
        let mistakes = counted(report.errors.len(), "mistake", "mistakes");
        let line = format!("{mistakes} in the input; only what could be read was checked.");
        page.flow("", 0, &[(Paint::Level(Level::Error), &line)]);
    }
    if summary.errors + summary.warnings > 0 {
        page.flow("", 0, &[(Paint::Dim, "gainsay explain RULE says more about a rule.")]);
    }
}

/// How much of a draft is covered, in a sentence; `setting` is how the share that is asked for is written.
pub fn covered(report: &Report<'_>, coverage: &Coverage, setting: &str) -> String {
    let draft = &report.project.source(coverage.draft).name;
    let Some(share) = (coverage.covered * 100).checked_div(coverage.of) else {
        return format!("{draft}: there is no sentence that can be checked.");
    };
    let asked = coverage.falls_short(&report.project.settings).map_or(String::new(), |least| {
        format!(", less than the {} % that {setting} asks for", least.normalized().to_plain_string())
    });
    format!(
        "{draft}: claims cover {} of {} that can be checked ({share} %{asked}).",
        coverage.covered,
        counted(coverage.of, "sentence", "sentences")
    )
}

/// `1 claim`, `2 claims`; thousands apart.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!("{number} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::finding::{Position, Step};
    use crate::report::sample;
    use crate::rule::Rule;
    use crate::text::diff::{Diff, Piece};

    fn shown(findings: &[Finding], screen: Screen) -> String {
        let project = sample::project();
        render(&sample::report(&project, findings, &[]), &screen)
    }

    #[test]
    fn a_share_below_the_one_asked_for_is_said_to_be_so() {
        let mut project = sample::project();
        let coverage = [Coverage { draft: crate::id::SourceId(0), covered: 1, of: 2 }];
        let shown = |project: &crate::project::Project| {
            render(&Report { coverage: &coverage, ..sample::report(project, &[], &[]) }, &Screen::default())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert!(shown(&project).contains("(50 %)."), "{}", shown(&project));
        project.settings.min_coverage = Some(80.into());
        assert!(shown(&project).contains("(50 %, less than the 80 % that `min-coverage` asks for)."));
        project.settings.min_coverage = Some(50.into());
        assert!(shown(&project).contains("(50 %)."));
    }

    #[test]
    fn a_draft_without_a_sentence_to_check_has_no_share() {
        let mut project = sample::project();
        project.settings.min_coverage = Some(80.into());
        let coverage = [Coverage { draft: crate::id::SourceId(0), covered: 0, of: 0 }];
        let report = Report { coverage: &coverage, ..sample::report(&project, &[], &[]) };
        let text = render(&report, &Screen::default());
        assert!(text.contains(": there is no sentence that can be checked.\n") && !text.contains('%'), "{text}");
    }

    const AT_80: &str = "\
error[conflicting-values] Who was US chargé d'affaires to Venezuela on 1
  February 2026?

  Laura Dogu · 3 sources, from late January 2026
    seeds/caribe.txt:2:95 (El Mirador del Caribe, 1 February 2026)
    │ … Ambassador Laura Dogu, arrived in Caracas in January and met with …
    │              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    seeds/mirador.txt:1:35 (El Mirador del Caribe, undated, translated from
      Spanish)
    │ … January, Washington appointed U.S. diplomat Laura Dogu.
    │                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    claims/all.yaml:5:3 (reference, List of chiefs of mission)

  Francisco Palmieri · 1 source
    seeds/nishadil.txt:1:15 (Nishadil, 1 February 2026, AI-written)
    │ Now, however, enter Francisco Palmieri, a seasoned diplomat stepping in as
    │               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    │ the Chargé d'Affaires. His arrival isn't just a symbolic gesture.
    │ ^^^^^^^^^^^^^^^^^^^^^

  why   One person at a time holds this post, and both are said of that day.
  for   two independent articles against one AI-written piece
  mend  correct or withdraw nishadil/charge, or caribe/charge and mirador/charge
        and record/holder; or decide: gainsay resolve 7f3a5c0d --because WHY
  help  Ask the State Department who held the post on that day.
  said in claims/all.yaml:2:3, claims/all.yaml:3:3, claims/all.yaml:4:3

1 error in 4 claims of 4 sources.
gainsay explain RULE says more about a rule.
";

    #[test]
    fn a_conflict_answers_in_the_order_of_questions() {
        let project = sample::project();
        let findings = [sample::conflict(&project)];
        let text = shown(&findings, Screen::default());
        assert!(text == AT_80, "{text}");
    }

    #[test]
    fn every_line_fits_and_colour_changes_no_word() {
        let project = sample::project();
        let findings = [sample::conflict(&project)];
        for width in [30, 50, 80, 110] {
            for ascii in [false, true] {
                let plain = shown(&findings, Screen { width, color: false, ascii });
                assert!(plain.lines().all(|line| line.width() <= width), "{plain}");
                assert!(!ascii || plain.is_ascii(), "{plain}");
                assert!(plain.chars().all(|c| c == '\n' || !c.is_control()));
                let mut coloured = shown(&findings, Screen { width, color: true, ascii });
                while let Some(start) = coloured.find('\u{1b}') {
                    let end = start + coloured[start..].find('m').unwrap();
                    coloured.replace_range(start..=end, "");
                }
                assert_eq!(coloured, plain);
            }
        }
    }

    #[test]
    fn known_findings_and_notes_take_a_line_each_and_come_last() {
        let project = sample::project();
        let conflict = sample::conflict(&project);
        let known = Finding { status: Status::Known, ..conflict.clone() };
        let resolved = Finding { status: Status::Resolved, ..conflict.clone() };
        let note = Finding {
            positions: vec![],
            ..Finding::new(Rule::UnstatedHandover, "a / b", "Since when?", "Since when?")
        };
        let findings = [known.clone(), resolved, note, conflict];
        let text = shown(&findings, Screen { width: 110, ..Screen::default() });
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is missing:\n{text}"));
        assert!(at("error[conflicting-values] Who") < at("note[unstated-handover] Since when?"));
        assert!(at("note[unstated-handover]") < at("known conflicting-values"));
        assert!(at("known conf") < at("resolved conf"));
        assert_eq!(text.matches("Laura Dogu, arrived in").count(), 1);
        assert!(
            text.contains("1 error, 1 note in 4 claims of 4 sources.\nBesides 1 known, 1 resolved (--all shows"),
            "{text}"
        );

        let report = Report { all: true, ..sample::report(&project, std::slice::from_ref(&known), &[]) };
        let text = render(&report, &Screen::default());
        assert!(text.contains("error[conflicting-values] (known) Who was"), "{text}");
        assert!(text.contains("or decide: gainsay resolve 7f3a5c0d"), "known is not decided: {text}");
        assert_eq!(text.matches("Laura Dogu, arrived in").count(), 1);
    }

    #[test]
    fn known_findings_on_one_question_are_told_apart() {
        let project = sample::project();
        let known = Finding { status: Status::Known, ..sample::conflict(&project) };
        let other = Finding { fingerprint: "0c0ffee0aaaaaaaa".into(), ..known.clone() };
        let findings = [known, other];
        let lines = |width| {
            let text = shown(&findings, Screen { width, ..Screen::default() });
            text.lines().filter(|line| line.starts_with("known ")).map(str::to_owned).collect::<Vec<String>>()
        };
        let both = lines(80);
        assert!(both[0].contains(" 7f3a5c0d: Who was") && both[1].contains(" 0c0ffee0: Who was"), "{both:?}");
        assert!(lines(50).iter().all(|line| !line.contains("7f3a5c0d")), "no room");
    }

    #[test]
    fn whatever_can_be_decided_has_its_fingerprint_where_all_is_shown() {
        let project = sample::project();
        let mut finding = sample::conflict(&project);
        finding.rule = Rule::ValueNotInQuote;
        finding.repairs.clear();
        let findings = [Finding { status: Status::Known, ..finding.clone() }, finding];
        let report = Report { all: true, ..sample::report(&project, &findings, &[]) };
        let text = render(&report, &Screen::default());
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(flat.matches("gainsay resolve 7f3a5c0d CLAIM --because WHY").count(), 2, "{text}");
        assert!(!shown(&findings, Screen::default()).contains("gainsay resolve"));
    }

    #[test]
    fn nobody_is_told_to_reject_what_a_draft_says() {
        let mut project = sample::project();
        let mut finding = sample::conflict(&project);
        let offered = |project: &crate::project::Project, finding: &Finding| {
            let findings = std::slice::from_ref(finding);
            let report = Report { all: true, ..sample::report(project, findings, &[]) };
            render(&report, &Screen::default()).contains("gainsay resolve")
        };
        let claim = finding.repairs[0][0];
        finding.repairs = vec![vec![claim]];
        assert!(offered(&project, &finding));
        let source = project.claim(claim).source.index();
        project.sources[source].role = crate::project::Role::Draft;
        assert!(!offered(&project, &finding), "the sentence is changed, not the claim rejected");
        finding.repairs.clear();
        assert!(offered(&project, &finding), "the other sources may be wrong");
    }

    #[test]
    fn a_heading_is_cut_only_where_that_saves_a_line() {
        let project = sample::project();
        let mut finding = sample::conflict(&project);
        let words = "We are buying the best engineers in Europe, not only a brand.";
        finding.positions[1].value = Some(words.into());
        let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for width in [40, 50, 64, 80, 200] {
            let text = flat(shown(&[finding.clone()], Screen { width, ..Screen::default() }));
            assert!(text.contains("not only a brand. · 1 source"), "{width}: {text}");
        }
        finding.positions[1].value = Some(format!("{words} {words} {words}"));
        let text = flat(shown(&[finding.clone()], Screen::default()));
        assert!(text.contains("not only a … · 1 source"), "{text}");
        let text = flat(shown(&[finding], Screen { width: 220, ..Screen::default() }));
        assert!(text.contains("not only a brand. · 1 source"), "one line: {text}");
    }

    #[test]
    fn many_sources_on_a_side_are_counted_and_no_passage_is_shown_twice() {
        let project = sample::project();
        let mut finding = sample::conflict(&project);
        let first = finding.positions[0].claims[0].clone();
        finding.positions[0].claims.insert(1, first);
        let all = finding.positions[0].claims.clone();
        finding.positions[1].claims.extend(all);
        let findings = [finding];
        let text = shown(&findings, Screen::default());
        assert_eq!(text.matches("Laura Dogu, arrived in").count(), 1, "{text}");
        assert!(text.contains("and 1 more source: record (--all shows them)"), "{text}");
    }

    #[test]
    fn a_chain_is_numbered_and_tells_its_sides() {
        let project = sample::project();
        let mut finding = sample::conflict(&project);
        let (first, second) = (finding.positions[0].claims[0].clone(), finding.positions[1].claims[0].clone());
        let step = |says: &str, cited, forces: &str| Step {
            says: says.into(),
            cited: Some(cited),
            forces: Some(forces.into()),
        };
        finding.steps = vec![
            step(
                "the landing: on 9 January 2026",
                first.clone(),
                "which puts the landing on 9 January 2026 at the latest",
            ),
            step("he stepped in", second, "so on that day"),
            step("she was there", first, "impossible by 3 days"),
        ];
        let text = shown(&[finding], Screen::default());
        assert!(text.contains("\n  2  he stepped in\n     seeds/nishadil.txt:1:15"), "{text}");
        assert!(
            text.contains("     → so on that day\n  3  she was there\n     seeds/caribe.txt:2:95 (shown above)\n"),
            "{text}"
        );
        assert!(!text.contains("puts the landing"), "a first step that only says its date again: {text}");
        assert_eq!(text.matches("enter Francisco").count(), 1, "{text}");
        assert!(text.contains("\n  also  Laura Dogu – mirador, record\n"), "{text}");
        assert!(!text.contains("also  Francisco"), "{text}");
    }

    #[test]
    fn a_difference_reads_without_colour() {
        let project = sample::project();
        let mut finding = sample::conflict(&project);
        let same = |text: &str| Piece::Same(text.into());
        let pieces = vec![
            same("enter Francisco Palmieri, a seasoned diplomat stepping in as one of many people who went the"),
            Piece::Removed("Charge".into()),
            Piece::Added("Chargé".into()),
            same("d'Affaires"),
        ];
        finding.positions[1].diff = Some(Diff { pieces });
        let text = shown(&[finding], Screen::default());
        assert!(text.contains("    ≠ … of many people who went the [-Charge-] {+Chargé+} d'Affaires\n"), "{text}");
    }

    #[test]
    fn a_chain_behind_a_remark_is_for_who_asks() {
        let project = sample::project();
        let cited = sample::conflict(&project).positions[0].claims[0].clone();
        let mut finding = Finding::new(Rule::UndatedSource, "caribe", "caribe has no date", "caribe has no date");
        finding.why = vec!["it was published in January".into()];
        finding.steps = vec![Step { says: "she came".into(), cited: Some(cited), forces: None }];
        let findings = [finding];
        assert!(!shown(&findings, Screen::default()).contains("she came"));
        let report = Report { all: true, ..sample::report(&project, &findings, &[]) };
        assert!(render(&report, &Screen::default()).contains("  1  she came\n"));
    }

    #[test]
    fn a_finding_without_sides_names_its_place_and_help_is_said_once() {
        let project = sample::project();
        let cited = sample::conflict(&project).positions[0].claims[0].clone();
        let unused = |name: &str| Finding {
            help: Some("Use it or remove it.".into()),
            positions: vec![Position {
                claims: vec![crate::finding::Cited { claim: None, source: None, passages: vec![], ..cited.clone() }],
                ..Position::default()
            }],
            ..Finding::new(Rule::UnusedDefinition, name, format!("Nothing uses {name}."), "")
        };
        let text = shown(&[unused("a"), unused("b")], Screen::default());
        let expected = "warning[unused-definition] Nothing uses a.\n  claims/all.yaml:2:3\n  help  Use it or remove it.\n\n\
                        warning[unused-definition] Nothing uses b.\n  claims/all.yaml:2:3\n\n2 warnings in";
        assert!(text.starts_with(expected), "{text}");
    }

    #[test]
    fn nothing_found_is_said_so() {
        assert_eq!(shown(&[], Screen::default()), "Nothing found in 4 claims of 4 sources.\n");
        assert_eq!(counted(1_234_567, "claim", "claims"), "1,234,567 claims");
        assert_eq!(counted(999, "claim", "claims"), "999 claims");
    }
}
