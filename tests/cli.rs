//! The command line as people and programs use it: exit statuses, formats, widths, colours, hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// An article that steers the terminal where nobody stops it.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}Now, however, enter \u{1b}[31mFrancisco Palmieri\u{9b}0m, a \u{202e}seasoned diplomat.\n\
                       Beside her stood Ana Pérez, 名前 and all.\n";

const CLAIMS: &str = "\
sources:
  draft: { text: draft.txt, role: draft, published: 2026-03-01 }
entities:
  mission: { name: the mission }
  palmieri: { name: \"Francisco Palmieri\" }
properties:
  charge: { label: \"chargé d'affaires\", type: entity, holds: one-at-a-time }
defaults: { source: draft, subject: mission, property: charge }
claims:
  - id: charge
    value: palmieri
    quote: a [...] diplomat
";

/// A project of one draft whose claim nobody supports: one error.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "seeds/draft.txt", HOSTILE);
    write(folder.path(), "claims/draft.yaml", CLAIMS);
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The program with nothing of its surroundings: no colour, width or CI variable leaks in.
fn gainsay(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().current_dir(folder).args(args);
    command
}

struct Run {
    status: i32,
    out: String,
    err: String,
}

fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn findings_fail_a_run_at_the_level_that_is_asked_for() {
    let folder = project();
    for (args, status) in [
        (&["check"][..], 1),
        (&["check", "."], 1),
        (&["check", "gainsay.yaml"], 2),
        (&["check", "--fail-on", "never"], 0),
        (&["check", "--fail-on", "note"], 1),
        (&["check", "--format", "json"], 1),
        (&["check", "--format", "short"], 1),
        (&["check", "-q"], 1),
    ] {
        let run = run(gainsay(folder.path(), args));
        assert_eq!(run.status, status, "{args:?}: {}{}", run.out, run.err);
    }
    write(folder.path(), "gainsay.yaml", "fail-on: never\n");
    assert_eq!(run(gainsay(folder.path(), &["check"])).status, 0);
    assert_eq!(run(gainsay(folder.path(), &["check", "--fail-on", "error"])).status, 1, "a flag wins over a setting");
    write(
        folder.path(),
        "gainsay.yaml",
        "rules: {unsupported-claim: off, single-source: off, uncovered-statement: off}\n",
    );
    let off = run(gainsay(folder.path(), &["check", "--fail-on", "error", "--min-coverage", "100%"]));
    assert_eq!(off.status, 0, "{}", off.out);
}

#[test]
fn a_draft_that_nobody_lists_is_said_in_no_claim_file() {
    let folder = project();
    write(folder.path(), "gainsay.yaml", "min-sources: 2\n");
    write(folder.path(), "piece.txt", "Ana Pérez paid 35 million dollars on 9 May 2025.\n");
    for format in ["human", "json", "short", "sarif", "github", "junit", "markdown"] {
        let run = run(gainsay(folder.path(), &["check", "--all", "--draft", "piece.txt", "--format", format]));
        assert_eq!(run.status, 1, "{format}: {}", run.err);
        // JUnit has no place for warnings.
        assert!(run.out.contains("piece.txt") || format == "junit", "{format}: {}", run.out);
        // What SARIF says of the rules names the settings, too.
        for place in ["gainsay.yaml:1", "\"gainsay.yaml\"", "file=gainsay.yaml"] {
            assert!(!run.out.contains(place), "{format}: {}", run.out);
        }
    }
}

#[test]
fn the_nearest_project_upwards_is_checked() {
    let folder = project();
    fs::create_dir_all(folder.path().join("claims/deep/down")).unwrap();
    let run = run(gainsay(&folder.path().join("claims/deep/down"), &["check", "--format", "short"]));
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_meant() {
    let folder = project();
    for (args, says) in [
        (&["chek"][..], "'check'"),
        (&["check", "--format", "yaml"], "possible values: human, json, short"),
        (&["check", "--min-coverage", "150%"], "write a share such as `80%`"),
        (&["check", "--min-coverage", "0.8"], "write `80%`, or `0.8%`"),
        (&["check", "--today", "2026-02-30"], "there is no day 2026-02-30"),
        (&["check", "nowhere"], "There is no folder nowhere"),
        (&["check", "claims/draft.yaml"], "--draft claims/draft.yaml"),
        (&["check", "--report", "json=nowhere/report.json"], "could not be written"),
        (&["explain", "no-such-rule"], "There is no rule `no-such-rule`"),
        (&[], "Usage"),
    ] {
        let run = run(gainsay(folder.path(), args));
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
}

#[test]
fn invalid_input_ends_with_2_shows_every_mistake_and_still_checks_the_rest() {
    let folder = project();
    write(folder.path(), "claims/broken.yaml", "claims:\n  - subjct: mission\n    value: [\n");
    write(
        folder.path(),
        "claims/wrong.yaml",
        "claims:\n  - source: draft\n    subject: mission\n    valeu: palmieri\n",
    );
    let human = run(gainsay(folder.path(), &["check"]));
    assert_eq!(human.status, 2);
    assert!(human.err.contains("claims/broken.yaml") && human.err.contains("claims/wrong.yaml:4:5"), "{}", human.err);
    assert!(human.err.contains("did you mean `value`?"), "{}", human.err);
    assert!(human.out.contains("unsupported-claim"), "{}", human.out);

    let machine = run(gainsay(folder.path(), &["check", "--format", "json"]));
    assert_eq!(machine.status, 2);
    let document = json(&machine.out);
    assert!(document["errors"].as_array().unwrap().iter().any(|error| error["file"] == "claims/wrong.yaml"));
    assert!(document["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "unsupported-claim"));
    assert!(machine.err.contains("claims/wrong.yaml:4:5"), "{}", machine.err);

    let nowhere = run(gainsay(folder.path(), &["check", "nowhere", "--format", "json"]));
    assert_eq!(json(&nowhere.out)["errors"][0]["file"], "nowhere");
}

#[test]
fn json_names_bytes_lines_and_columns_that_hold() {
    let folder = project();
    let document = json(&run(gainsay(folder.path(), &["check", "--format", "json"])).out);
    let finding = &document["findings"][0];
    assert_eq!((&finding["rule"], &finding["level"]), (&"unsupported-claim".into(), &"error".into()));
    let quote = &finding["positions"][0]["claims"][0]["quote"];
    let bytes = fs::read(folder.path().join(quote["file"].as_str().unwrap())).unwrap();
    let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
    let text = std::str::from_utf8(&bytes[start..end]).unwrap();
    assert_eq!(quote["text"], text);
    assert_eq!(quote["line"], 1);
    assert_eq!(quote["column"], HOSTILE[..start].chars().count() + 1);
    assert_eq!(document["version"], 1);
    assert_eq!(document["summary"]["claims"], 1);
}

#[test]
fn nothing_from_an_article_steers_the_terminal() {
    let folder = project();
    write(folder.path(), "claims/escape.yaml", "entities:\n  \"a\\e[2Jb\": {}\nclaims:\n  - \"\\e[31m\": \u{202e}x\n");
    for format in ["human", "short", "json"] {
        for color in ["never", "always"] {
            let run = run(gainsay(folder.path(), &["check", "--format", format, "--color", color, "--all"]));
            for text in [&run.out, &run.err] {
                // Colours of our own are the only escape sequences.
                let mut rest = text.clone();
                while let Some(start) = rest.find("\u{1b}[") {
                    let end = start + rest[start..].find('m').expect("an escape sequence that is no colour");
                    let codes = &rest[start + 2..end];
                    assert!(codes.chars().all(|c| c.is_ascii_digit() || c == ';'), "{codes:?}");
                    assert_eq!(color, "always", "a colour where none is wanted");
                    rest.replace_range(start..=end, "");
                }
                let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
                assert!(!rest.contains(steers), "{format} {color}: {rest:?}");
            }
        }
    }
}

#[test]
fn output_fits_the_screen_that_it_is_told() {
    use unicode_width::UnicodeWidthStr;
    let folder = project();
    for columns in ["30", "50", "80"] {
        for ascii in [false, true] {
            let mut command = gainsay(folder.path(), &["check", "--all"]);
            command.env("COLUMNS", columns);
            if ascii {
                command.arg("--ascii");
            }
            let run = run(command);
            let wide = run.out.lines().find(|line| line.width() > columns.parse().unwrap());
            assert_eq!(wide, None, "{}", run.out);
            assert!(!ascii || run.out.is_ascii(), "{}", run.out);
        }
    }
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let folder = project();
    let colored = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = gainsay(folder.path(), &[&["check"], args].concat());
        command.envs(env.iter().copied());
        run(command).out.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "a pipe");
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = project();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .env_clear()
        .current_dir(folder.path())
        .args(["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn reports_are_written_besides_and_runs_are_the_same_to_the_byte() {
    let folder = project();
    let args = ["check", "--report", "json=one.json", "--report", "short=one.txt"];
    let first = run(gainsay(folder.path(), &args));
    let (report, short) =
        (fs::read(folder.path().join("one.json")).unwrap(), fs::read_to_string(folder.path().join("one.txt")).unwrap());
    json(std::str::from_utf8(&report).unwrap());
    assert!(short.starts_with("seeds/draft.txt:1:"), "{short}");
    let second = run(gainsay(folder.path(), &args));
    assert_eq!(first.out, second.out);
    assert_eq!(report, fs::read(folder.path().join("one.json")).unwrap());
}

#[test]
fn rules_are_explained() {
    let folder = project();
    let list = run(gainsay(folder.path(), &["explain"]));
    assert_eq!(list.status, 0);
    assert!(list.out.contains("conflicting-values (error)") && list.out.contains("Before publishing"), "{}", list.out);
    let one = run(gainsay(folder.path(), &["explain", "undated_source"]));
    assert_eq!(one.status, 0);
    assert!(one.out.starts_with("undated-source"), "{}", one.out);
}

#[test]
fn bytes_are_those_on_disk_in_any_encoding() {
    let folder = project();
    // Windows-1252: one byte for each letter that UTF-8 needs two for.
    let bytes = b"El encargado, se\xf1or Palmieri, lleg\xf3 a Bogot\xe1 en a\xf1os; un seasoned diplomat.\n";
    fs::write(folder.path().join("seeds/draft.txt"), bytes).unwrap();
    write(folder.path(), "claims/draft.yaml", &CLAIMS.replace("a [...] diplomat", "llegó a Bogotá"));
    let document = json(&run(gainsay(folder.path(), &["check", "--format", "json"])).out);
    let quote = &document["findings"][0]["positions"][0]["claims"][0]["quote"];
    let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
    assert_eq!(&bytes[start..end], b"lleg\xf3 a Bogot\xe1");
    assert_eq!(quote["text"], "llegó a Bogotá");
}

/// Two articles and a draft that name three holders of one office, and a warning besides.
fn contradiction() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "seeds/a.txt", "Enter Francisco Palmieri, the chargé d’affaires.\n");
    write(folder.path(), "seeds/b.txt", "Laura Dogu is the chargé d’affaires. She is in Bogotá.\n");
    write(folder.path(), "seeds/d.txt", "It rains in Lima.\n");
    let claims = "\
sources:
  a: { text: a.txt, published: 2026-02-01 }
  b: { text: b.txt, published: 2026-02-01 }
  d: { text: d.txt, published: 2026-02-02, role: draft }
entities:
  zmission: { name: the mission }
  palmieri: { name: Francisco Palmieri }
  dogu: { name: Laura Dogu }
  weather: {}
properties:
  charge: { label: chargé d'affaires, type: entity, holds: one-at-a-time }
  city: { type: text }
claims:
  - { source: a, id: charge, subject: zmission, property: charge, value: palmieri, quote: Enter Francisco Palmieri }
  - { source: b, id: charge, subject: zmission, property: charge, value: dogu, quote: Laura Dogu is the chargé }
  - { source: d, id: city, subject: zmission, property: city, value: Lima, quote: It rains in Lima, certainty: stated }
  - { source: b, id: city, subject: zmission, property: city, value: Bogotá, quote: She is in Bogotá }
";
    write(folder.path(), "claims/all.yaml", claims);
    folder
}

#[test]
fn a_contradiction_is_shown_with_both_passages_and_a_caret_under_each() {
    let folder = contradiction();
    let run = run(gainsay(folder.path(), &["check"]));
    assert_eq!(run.status, 1);
    for part in [
        "Francisco Palmieri · 1 source",
        "seeds/a.txt:1:1 (1 February 2026)",
        "seeds/b.txt:1:1",
        "claims/all.yaml:14:5",
    ] {
        assert!(run.out.contains(part), "{part} is missing:\n{}", run.out);
    }
    let lines: Vec<&str> = run.out.lines().collect();
    let at = lines.iter().position(|line| line.contains("│ Enter Francisco Palmieri, the")).unwrap();
    assert_eq!(lines[at].find("Enter"), lines[at + 1].find('^'));
    assert_eq!(lines[at + 1].matches('^').count(), "Enter Francisco Palmieri".len());
}

#[test]
fn a_contradiction_of_a_draft_is_an_error_and_comes_first() {
    let folder = contradiction();
    write(folder.path(), "gainsay.yaml", "rules: { conflicting-values: warning }\n");
    let document = json(&run(gainsay(folder.path(), &["check", "--format", "json"])).out);
    let findings: Vec<(&str, &str)> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["rule"].as_str().unwrap(), finding["level"].as_str().unwrap()))
        .collect();
    assert_eq!(findings[0], ("conflicting-values", "error"));
    assert_eq!(document["findings"][0]["topic"], "zmission / city");
    assert!(findings[1..].contains(&("conflicting-values", "warning")), "{findings:?}");
    assert!(findings.contains(&("unsupported-claim", "error")), "{findings:?}");
    // Where it is shown in a list is where it is about to be published.
    for (format, place) in [("short", "seeds/d.txt:1:1: "), ("github", "::error file=seeds/d.txt,line=1,")] {
        let out = run(gainsay(folder.path(), &["check", "--format", format])).out;
        assert!(out.starts_with(place), "{out}");
    }
    write(folder.path(), "gainsay.yaml", "rules: { conflicting-values: off }\n");
    assert!(!run(gainsay(folder.path(), &["check", "--format", "json"])).out.contains("\"conflicting-values\""));
}

/// Two articles that name different holders of one post, and a third claim about something else.
const WHY: &str = "\
sources:
  star: { text: star.txt, published: 2026-03-01 }
  post: { text: post.txt, published: 2026-03-01 }
entities:
  town: { name: the town }
  ruiz: { name: Ana Ruiz }
  berg: { name: Tom Berg }
properties:
  mayor: { type: entity, holds: one-at-a-time }
  toll: { type: number }
defaults: { subject: town }
claims:
  - { id: a, source: star, property: mayor, value: ruiz, quote: mayor Ana Ruiz }
  - { id: b, source: post, property: mayor, value: berg, when: 2026-02-01/2026-04-01, quote: the mayor, Tom Berg }
  - { id: c, source: post, property: toll, value: 35, quote: 35 died }
";

#[test]
fn why_tells_programs_what_it_tells_people() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "seeds/star.txt", "So said mayor Ana Ruiz.\n");
    write(folder.path(), "seeds/post.txt", "So said the mayor, Tom Berg: 35 died.\n");
    write(folder.path(), "claims/all.yaml", &WHY.replace("the mayor, Tom Berg", "'the mayor, Tom Berg'"));
    let why = |a: &str, b: &str| run(gainsay(folder.path(), &["why", a, b, "--format", "json"]));
    let apart = why("star/a", "claims/all.yaml:14");
    assert_eq!(apart.status, 0, "{}", apart.err);
    let document = json(&apart.out);
    assert_eq!((&document["version"], &document["verdict"]), (&1.into(), &"contradict".into()));
    assert_eq!(document["message"], "They contradict each other.");
    assert!(!document["why"].as_array().unwrap().is_empty());
    assert_eq!(document["errors"], serde_json::json!([]));
    let [first, second] = document["claims"].as_array().unwrap().as_slice() else { panic!("{document}") };
    assert_eq!((&first["source"], &first["id"]), (&"star".into(), &"a".into()));
    assert_eq!(
        (&second["file"], &second["line"], &second["column"]),
        (&"claims/all.yaml".into(), &14.into(), &5.into())
    );
    assert_eq!(first["topic"], "town / mayor");
    assert_eq!(first["says"], "the town, mayor: Ana Ruiz", "labels, where ids were written");
    assert_eq!(second["quote"]["text"], "the mayor, Tom Berg");
    let holds = serde_json::json!({ "text": first["holds"]["text"], "earliest": "2026-03-01", "latest": "2026-03-01",
        "certain": { "from": "2026-03-01", "to": "2026-03-01" } });
    assert_eq!(first["holds"], holds);
    // The findings are those of `check`, all fields of them.
    let checked = json(&run(gainsay(folder.path(), &["check", "--format", "json"])).out);
    let conflict =
        checked["findings"].as_array().unwrap().iter().find(|it| it["rule"] == "conflicting-values").unwrap();
    assert_eq!(document["findings"], serde_json::json!([conflict]));

    let unlike = json(&why("star/a", "post/c").out);
    assert_eq!((&unlike["verdict"], &unlike["findings"]), (&"not-compared".into(), &serde_json::json!([])));
    assert_eq!(unlike["claims"][1]["holds"]["certain"]["from"], "2026-03-01");
    let same = json(&why("star/a", "star/a").out);
    assert_eq!(same["claims"].as_array().unwrap().len(), 1);
    let nobody = why("star/a", "post/d");
    assert_eq!((nobody.status, nobody.out.as_str()), (2, ""));
    write(folder.path(), "claims/more.yaml", "claim: x\n");
    let mistaken = why("star/a", "post/b");
    assert_eq!((mistaken.status, &json(&mistaken.out)["errors"][0]["file"]), (2, &"claims/more.yaml".into()));
}
