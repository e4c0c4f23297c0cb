//! Mistakes with their mends: what is told is told at the right place, and whoever does what it says is told no more.

use super::*;

const KNOWN: &str = "\
sources: { a: { text: a.txt }, b: { role: reference } }
entities: { x: , y: , z: { name: 'Zed, Ann' } }
properties:
  p: { type: entity }
  n: { type: number }
  t: { type: text }
  c: { type: choice, choices: [red, blue, 'green, dark'] }
";

const ARTICLE: &str = "There were many old dogs, it # does, it ends] and it ends} so, he said: no.";

/// What is told of claims or a vocabulary, beside what is known.
fn told(lines: &str) -> Vec<String> {
    let files = [("claims/a.yaml", lines), ("claims/v.yaml", KNOWN), ("seeds/a.txt", ARTICLE)];
    let loaded = project(&files);
    let told = errors(&loaded);
    told.iter().map(|told| told.trim_start_matches("claims/a.yaml:").to_owned()).collect()
}

/// Mends the text behind a key.
const QUOTE: &str = "(put the quote in quotation marks, or on lines of its own after `|`)";

#[test]
fn what_breaks_a_quote_in_a_brace_line() {
    for (quote, mark, says) in [
        ("There were […] dogs", "[", "`[` within `quote` begins a list in YAML"),
        ("There were many [sic] dogs", "[", "`[` within `quote` begins a list in YAML"),
        ("many old dogs, it [sic], and", "[", "`[` within `quote` begins a list in YAML"),
        ("There were {many} dogs", "{", "`{` within `quote` begins a mapping in YAML"),
        ("it ends] and", "]", "`]` within `quote` ends a list in YAML, and none is open"),
        ("it ends} so", "}", "`}` within `quote` closes what `{` opened, and text goes on behind it"),
        ("it # does", "#", "` #` within `quote` begins a comment in YAML"),
        ("he said: no", ":", "a colon and a space within `quote` begin another key in YAML"),
    ] {
        let before = "claims:\n  - { source: a, utterance: u,";
        for lines in [
            format!("{before} quote: {quote} }}\n"),
            format!("{before} quote: {quote}, note: it }}\n"),
            format!("{before} quote: {quote} }}\n  - {{ source: b, utterance: u, words: no }}\n"),
            format!("{before} note: 'it, is', quote: {quote} }} # so\n"),
            format!("{before}\n      quote: {quote},\n      note: it }}\n"),
            format!("claims:\n  -\n    {{ source: a,\n      utterance: u,\n      quote: {quote} }}\n"),
        ] {
            let at = lines.find(quote).unwrap() + quote.find(mark).unwrap();
            let (number, line) = (lines[..at].lines().count(), lines[..at].lines().last().unwrap());
            let says = format!("{number}:{}: {says} {QUOTE}", line.chars().count() + 1);
            assert_eq!(told(&lines), [says], "{lines}");
            let mended = lines.replace(quote, &format!("\"{quote}\""));
            assert_eq!(told(&mended), Vec::<String>::new(), "{mended}");
        }
    }
}

#[test]
fn what_breaks_other_texts_between_brackets() {
    let words = "(put the words in quotation marks, or on lines of its own after `|`)";
    for (line, says) in [
        (
            "{ source: a, utterance: u, words: hello [my dear] friend }",
            format!("2:45: `[` within `words` begins a list in YAML {words}"),
        ),
        (
            "{ source: a, utterance: u, words: hello, my [dear] friend }",
            format!("2:49: `[` within `words` begins a list in YAML {words}"),
        ),
        (
            "{ source: a, utterance: u, quote: { exact: There were […] dogs } }",
            format!("2:59: `[` within `exact` begins a list in YAML {QUOTE}"),
        ),
        (
            "{ source: a, utterance: u, quote: [There were […] dogs, it] }",
            format!("2:51: `[` within `quote` begins a list in YAML {QUOTE}"),
        ),
        (
            "{ source: a, utterance: u, quote: no more",
            "2:5: a bracket that was opened is not closed (close it, or write each key on a line of its own)"
                .to_owned(),
        ),
        (
            "{ source: a, utterance: u, quote: no more } }",
            "2:49: this bracket closes none that was opened (look at the brackets before it)".to_owned(),
        ),
    ] {
        assert_eq!(told(&format!("claims:\n  - {line}\n")), [says], "{line}");
    }
    // A list of quotes below its key.
    let lines = "claims:\n  - source: a\n    utterance: u\n    quote: [There were […] dogs, it]\n";
    assert_eq!(told(lines), [format!("4:24: `[` within `quote` begins a list in YAML {QUOTE}")]);
    // All on the line of the section's key.
    let line = "entities: { v: , w: }\nclaims: [{ source: a, utterance: u, quote: There were […] dogs }]\n";
    assert_eq!(told(line), [format!("2:55: `[` within `quote` begins a list in YAML {QUOTE}")]);
    // A comment that stands where one may, before what is wrong.
    let lines = "claims:\n  - { source: a, # the first\n      utterance: u, quote: it [x] }\n";
    assert_eq!(told(lines), [format!("3:31: `[` within `quote` begins a list in YAML {QUOTE}")]);
}

#[test]
fn a_block_of_text_that_stands_too_far_to_the_left() {
    let claim = |mark: &str, first: &str, second: &str| {
        format!(
            "claims:\n  - source: a\n    utterance: u\n    quote: {mark}\n{first}There were many\n{second}old dogs\n"
        )
    };
    for mark in ["|", ">", "|-", "> # so"] {
        for indent in ["    ", "   "] {
            let says = format!(
                "5:{}: this line stands no further to the right than `quote`, whose text it should be \
                 (begin each line of the text with more spaces than `quote`, such as 6)",
                indent.len() + 1
            );
            assert!(told(&claim(mark, indent, indent)).contains(&says), "{mark}");
        }
        assert_eq!(told(&claim(mark, "    ", "    ")).len(), 1, "{mark}");
        assert_eq!(
            told(&claim(mark, "        ", "      ")),
            ["6:7: this line stands further to the left than the first line of `quote` \
              (begin all lines of the text equally far to the right)"],
            "{mark}"
        );
        assert_eq!(told(&claim(mark, "      ", "      ")), Vec::<String>::new(), "{mark}");
    }
    let pair = claim("|", "    ", "    ").replace("There were many\n    old dogs", "He said: no");
    assert_eq!(
        told(&pair).last().map(String::as_str),
        Some(
            "5:5: `He said` is no key, and `quote` ends on the line above it \
             (begin each line of the text further to the right than `quote`)"
        )
    );
    let between = "claims:\n  - { source: a, utterance: u, quote: |\n      There were many }\n";
    assert_eq!(
        told(between),
        ["2:39: `|` begins a block of text in YAML, and none may stand between brackets \
          (put the text in quotation marks, or write each key on a line of its own, without brackets)"]
    );
}

/// Each entry, what is told of it in which words, and the entry as it is mended.
const LISTS: &[(&str, &str, &str)] = &[
    (
        "entities: { w: { aliases: Foo, Bar } }",
        "write `aliases: [Foo, Bar]`; one name with a comma in it goes in quotation marks: `\"Foo, Bar\"`",
        "entities: { w: { aliases: [Foo, Bar] } }",
    ),
    (
        "entities: { w: { aliases: Foo, Bar, Baz, name: W } }",
        "write `aliases: [Foo, Bar, Baz]`; one name",
        "entities: { w: { aliases: [Foo, Bar, Baz], name: W } }",
    ),
    (
        "entities: { w: { aliases: [Foo], Bar } }",
        "write `aliases: [Foo, Bar]`; one name with a comma in it goes in quotation marks",
        "entities: { w: { aliases: [Foo, Bar] } }",
    ),
    ("entities: { w: { within: x, y } }", "write `within: [x, y]`; one name", "entities: { w: { within: [x, y] } }"),
    (
        "properties: { q: { type: choice, choices: a, b } }",
        "write `choices: [a, b]`; one choice with a comma in it goes in quotation marks: `\"a, b\"`",
        "properties: { q: { type: choice, choices: [a, b] } }",
    ),
    (
        "properties: { q: { type: choice, choices: 1, 2 } }",
        "write `choices: [1, 2]`; one choice",
        "properties: { q: { type: choice, choices: [1, 2] } }",
    ),
    (
        "properties: { q: { type: choice, choices: [a, b], same: a, b } }",
        "write `same: [[a, b]]`",
        "properties: { q: { type: choice, choices: [a, b], same: [[a, b]] } }",
    ),
    (
        "sources: { c: { role: reference, derived-from: a, b } }",
        "write `derived-from: [a, b]`",
        "sources: { c: { role: reference, derived-from: [a, b] } }",
    ),
    (
        "claims: [{ source: b, subject: x, y, property: p, value: x }]",
        "write `subject: [x, y]`; one name with a comma in it goes in quotation marks: `\"x, y\"`",
        "claims: [{ source: b, subject: [x, y], property: p, value: x }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: p, value: x, according-to: y, unnamed }]",
        "write `according-to: [y, unnamed]`; one name",
        "claims: [{ source: b, subject: x, property: p, value: x, according-to: [y, unnamed] }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: c, value: red, blue }]",
        "write `value: [red, blue]`; one text with a comma in it goes in quotation marks: `\"red, blue\"`",
        "claims: [{ source: b, subject: x, property: c, value: [red, blue] }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: t, value: red one, blue one }]",
        "one text with a comma in it goes in quotation marks: `\"red one, blue one\"`",
        "claims: [{ source: b, subject: x, property: t, value: \"red one, blue one\" }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: n, value: 1,473 }]",
        "put it in quotation marks: \"1,473\"",
        "claims: [{ source: b, subject: x, property: n, value: \"1,473\" }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: n, value: 30, 40 }]",
        "write a claim for each, or a range: `30..40`",
        "claims: [{ source: b, subject: x, property: n, value: 30..40 }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: n, value: 1 473 }]",
        "write `\"1,473\"` or `1_473`",
        "claims: [{ source: b, subject: x, property: n, value: \"1,473\" }, { source: b, subject: y, property: n, value: 1_473 }]",
    ),
    (
        "properties:\n  q:\n    type: choice\n    choices: a, b",
        "write `choices: [a, b]` for several; one choice with a comma in it goes in quotation marks: `\"a, b\"`",
        "properties:\n  q:\n    type: choice\n    choices: \"a, b\"",
    ),
    (
        "claims:\n  - source: b\n    subject: x, y\n    property: p\n    value: x",
        "write a list in square brackets: `[x, y]`",
        "claims:\n  - source: b\n    subject: [x, y]\n    property: p\n    value: x",
    ),
    (
        "claims:\n  - source: b\n    subject: x\n    property: p\n    value: y, x",
        "write a list in square brackets: `[y, x]`",
        "claims:\n  - source: b\n    subject: x\n    property: p\n    value: [y, x]",
    ),
    (
        "claims:\n  - source: b\n    subject: x\n    property: c\n    value: red, Blue",
        "write a list in square brackets: `[red, Blue]`",
        "claims:\n  - source: b\n    subject: x\n    property: c\n    value: [red, Blue]",
    ),
    (
        "claims:\n  - source: b\n    subject: x\n    property: p\n    value: y\n    according-to: x, unnamed",
        "write a list in square brackets: `[x, unnamed]`",
        "claims:\n  - source: b\n    subject: x\n    property: p\n    value: y\n    according-to: [x, unnamed]",
    ),
    (
        "sources:\n  c:\n    role: reference\n    derived-from: a, b",
        "write a list in square brackets: `[a, b]`",
        "sources:\n  c:\n    role: reference\n    derived-from: [a, b]",
    ),
    (
        "claims:\n  - source: a, b\n    subject: x\n    property: p\n    value: y",
        "write a claim for each",
        "claims:\n  - source: b\n    subject: x\n    property: p\n    value: y",
    ),
    (
        "claims:\n  - source: b\n    utterance: u\n    words: no\n    speaker: x, y",
        "write a claim for each: words have one speaker",
        "claims:\n  - source: b\n    utterance: u\n    words: no\n    speaker: x",
    ),
    (
        "entities: { w: { aliases: \"Foo, Bar\" } }\nclaims: [{ source: b, subject: foo, property: p, value: x }]",
        "did you mean `Foo, Bar`? if that is several, write `[Foo, Bar]` where it is defined",
        "entities: { w: { aliases: [Foo, Bar] } }\nclaims: [{ source: b, subject: foo, property: p, value: x }]",
    ),
    (
        "claims: [{ source: b, subject: x, property: c, value: dark }]",
        "did you mean `green, dark`? if that is several, write `[green, dark]` where it is defined",
        "claims: [{ source: b, subject: x, property: c, value: \"green, dark\" }]",
    ),
];

#[test]
fn a_list_without_brackets() {
    for (entry, help, mended) in LISTS {
        let mistakes = told(entry);
        assert!(mistakes.len() == 1 && mistakes.iter().all(|told| told.contains(help)), "{entry}\n{mistakes:#?}");
        assert_eq!(told(mended), Vec::<String>::new(), "{mended}");
    }
    // A name with a comma in it is one name, if it is known so.
    let lines = "claims:\n  - source: b\n    subject: Zed, Ann\n    property: p\n    value: x\n";
    assert_eq!(told(lines), Vec::<String>::new());
    // Long ones are not repeated, and a known name beside an unknown one is no list.
    let long = "very long names of very many people";
    let told_of = told(&format!("entities: {{ w: {{ aliases: {long} one, {long} two }} }}"));
    assert!(
        told_of.iter().all(|told| told.contains("put the list in square brackets: `[…]`; one name")),
        "{told_of:?}"
    );
    let told = told("claims:\n  - source: b\n    subject: x, who\n    property: p\n    value: x\n");
    assert!(told.iter().all(|told| told.contains("`x, who` is no known entity or event (define it")), "{told:?}");
}

#[test]
fn brackets_around_one_text() {
    for (entry, says, mended) in [
        (
            "sources: { c: { text: [a.txt] } }",
            "`text` takes one text, and this is a list (write `a.txt`, without brackets)",
            "sources: { c: { text: a.txt } }",
        ),
        (
            "claims: [{ source: b, subject: x, property: p, value: y, certainty: [likely] }]",
            "`certainty` takes one text, and this is a list (write `likely`, without brackets)",
            "claims: [{ source: b, subject: x, property: p, value: y, certainty: likely }]",
        ),
        (
            "claims: [{ source: b, subject: x, property: n, value: [35] }]",
            "this is a list, and `value` takes one number (write `35`, without brackets)",
            "claims: [{ source: b, subject: x, property: n, value: 35 }]",
        ),
        (
            "claims: [{ source: b, subject: x, property: t, value: ['a: b'] }]",
            "(write `\"a: b\"`, without brackets; if the brackets belong to the text, put the text in quotation marks",
            "claims: [{ source: b, subject: x, property: t, value: \"a: b\" }]",
        ),
        (
            "claims: [{ source: b, subject: x, property: p, value: y, note: [sic] }]",
            "(write `sic`, without brackets; if the brackets belong to the text, put the text in quotation marks",
            "claims: [{ source: b, subject: x, property: p, value: y, note: \"[sic]\" }]",
        ),
        (
            "sources: { c: { text: [a.txt, b.txt] } }",
            "`text` takes one text, and this is a list (write one text behind `text:`)",
            "sources: { c: { text: a.txt } }",
        ),
    ] {
        let mistakes = told(entry);
        assert!(mistakes.len() == 1 && mistakes.iter().all(|told| told.contains(says)), "{entry}\n{mistakes:#?}");
        assert_eq!(told(mended), Vec::<String>::new(), "{mended}");
    }
}
