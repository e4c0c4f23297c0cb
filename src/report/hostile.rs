//! Whatever an article or a claim file holds comes out harmless in every format.

use proptest::prelude::*;

use super::{Report, Screen, clean, github, human, json, junit, markdown, sample, sarif, short};
use crate::finding::{Finding, Position, Step};
use crate::project::InputError;

/// What steers terminals, web pages, build services, XML readers and spreadsheets of tests.
const ORDERS: &[&str] = &[
    "\u{1b}[31m",
    "\u{1b}]0;owned\u{7}",
    "\u{9b}2J",
    "\r",
    "\n",
    "::error::x",
    "::stop-commands::t",
    "##[add-mask]x",
    "<script>",
    "</details>",
    "]]>",
    "&amp;",
    "&#x0;",
    "\u{0}",
    "\u{fffe}",
    "\u{202e}",
    "|",
    "`",
    "```",
    "@everyone",
    "#1",
    "[x](y)",
    "https://evil.example",
    "www.evil.example",
    "%0A",
    "%",
    ",",
    ":",
    "--",
    "\"",
    "'",
    "\\",
    "\u{2028}",
    "\u{feff}",
    "é",
    "名",
    " ",
    "words",
    "{0}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(ORDERS), 0..7).prop_map(|parts| parts.concat())
}

/// Every format as it would be printed.
fn formats(report: &Report<'_>) -> [(&'static str, String); 7] {
    let screen = Screen::default();
    [
        ("human", clean::commands(&human::render(report, &screen))),
        ("short", clean::commands(&short::render(report, &screen))),
        ("json", json::render(report, false)),
        ("sarif", sarif::render(report, false)),
        ("github", github::render(report)),
        ("junit", junit::render(report)),
        ("markdown", clean::commands(&markdown::render(report))),
    ]
}

proptest! {
    #[test]
    fn nothing_is_obeyed(
        question in text(), message in text(), help in text(), value in text(), remark in text(), says in text(), file in text(),
    ) {
        let project = sample::project();
        let sample = sample::conflict(&project);
        let cited = sample.positions[0].claims[0].clone();
        let finding = Finding {
            topic: value.clone(),
            question,
            message: message.clone(),
            help: Some(help.clone()),
            why: vec![says.clone()],
            balance: Some(remark.clone()),
            positions: vec![
                Position { value: Some(value), remark: Some(remark), claims: vec![cited.clone()], ..Position::default() },
                sample.positions[1].clone(),
            ],
            dating: vec![Step { says: says.clone(), cited: Some(cited.clone()), forces: Some(help.clone()) }],
            steps: vec![Step { says, cited: Some(cited), forces: Some(help.clone()) }],
            ..sample
        };
        let error = InputError { file, line: 1, column: 1, width: 0, message, help: Some(help) };
        let findings = [finding];
        let errors = [error];
        let report = sample::report(&project, &findings, &errors);
        for (format, text) in formats(&report) {
            let odd = text.chars().find(|c| {
                *c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            });
            prop_assert_eq!(odd, None, "{}", format);
            if format == "github" {
                let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
                prop_assert_eq!(commands, 2, "{}", text);
                prop_assert_eq!(text.lines().count(), 3, "{}", text);
            } else {
                let order = text.lines().find(|line| line.trim_start().starts_with("::") || line.contains("##["));
                prop_assert_eq!(order, None, "{}", format);
            }
            match format {
                "json" | "sarif" => prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok()),
                "junit" => {
                    // Its reader knows no character references in text; the acceptance script's does.
                    let text = text.replace("&#91;", "[").replace("&#58;", ":");
                    let read = quick_junit::Report::deserialize_from_str(&text);
                    prop_assert!(read.is_ok(), "{:?}\n{}", read.err(), text);
                }
                "markdown" => {
                    // In code nothing is a link or a mention: a file's name stands there.
                    let text: String = text.split('\n').filter(|line| !line.starts_with("- `")).collect();
                    prop_assert_eq!(text.matches('<').count(), 1, "{}", text);
                    prop_assert!(!text.contains("@e") && !text.contains("://") && !text.contains("www.e"), "{}", text);
                }
                _ => {}
            }
        }
    }
}
