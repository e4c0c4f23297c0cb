//! A small project made out of any bytes: few sources, few words, claims of all forms that often meet.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

/// A claim (or a decision) as its keys, in the order in which they were made.
pub type Keys = Vec<(&'static str, Value)>;

/// A project.
pub struct Made {
    /// The settings file.
    pub settings: String,
    /// Sources and vocabulary.
    pub vocabulary: String,
    /// Claims.
    pub claims: Vec<Keys>,
    /// Decisions.
    pub resolutions: Vec<Keys>,
    /// The articles' texts.
    pub articles: [String; 2],
}

/// What the articles are made of.
const SENTENCES: &[&str] = &[
    "Ann Lee has been mayor of Port Haven since 3 March 2026.",
    "Some 35 people died, officials said.",
    "“We shall never yield,” she said.",
    "The bridge was opened on Tuesday.",
    "Bo Berg, the mayor of Port Haven, left a week earlier.",
    "The talks began in late January 2026 and ended two weeks later.",
    "There were more than 40 dead, not 35.",
    "“We will never ever yield,” said Ann Lee.",
    "Der Bürgermeister: „wir weichen nicht“ – 名 \u{202e}odd\u{1b}[31m.",
];

const QUOTES: &[&str] = &[
    "mayor of Port Haven",
    "35 people died",
    "We shall never yield",
    "We will never ever yield",
    "opened on Tuesday",
    "a week earlier",
    "in late January 2026",
    "more than 40 dead",
    "Ann Lee … Port Haven",
    "[B]o Berg",
    "words that stand nowhere",
    "wir weichen nicht",
];

const DATES: &[&str] = &[
    "2026-03-03",
    "2026-03-04",
    "2026-03",
    "2026",
    "2026-01-20",
    "2026-02-01",
    "2025-12-31",
    "2026-03-03~",
    "2025?",
    "202X",
    "2026-21",
    "late 2026-01",
    "2024-02-29",
    "-0044-03-15",
];

const TIMES: &[&str] = &[
    "published",
    "2026-01-20/..",
    "../2026-02-01",
    "2026-01/2026-02",
    "2025-12-31/2026-03-03",
    "2026-02-01/",
    "/2026",
    "published - 5 days",
    "published + 2 weeks",
    "published - 1 month",
    "2026-01..2026-03",
    "opening/..",
    "talks/2026-03-04",
    "published - 6 days..published",
    "../talks.start",
    "2026-01-20/2026-01-20",
];

const LENGTHS: &[&str] =
    &["1 week", "7 days", "exactly 7 days", "~2 months", "1 year", ">3 days", "9..10 days", "36 hours"];

const NUMBERS: &[&str] = &["35", "~35", ">40", "<=40", "30..40", "1.2 million", "0", "-5", "35.0", "1,473", "40"];

/// Takes bytes for choices.
pub fn made(u: &mut Unstructured<'_>) -> Result<Made> {
    let article = |u: &mut Unstructured<'_>| -> Result<String> {
        let count = u.int_in_range(0..=6)?;
        let sentences: Result<Vec<&str>> = (0..count).map(|_| u.choose(SENTENCES).copied()).collect();
        Ok(sentences?.join(if u.ratio(1, 3)? { "\n\n" } else { " " }))
    };
    let articles = [article(u)?, article(u)?];
    let settings = settings(u)?;
    let (sources, count) = sources(u)?;
    let vocabulary = format!("sources:\n{sources}{}", words(u)?);
    let mut claims = Vec::new();
    for _ in 0..u.int_in_range(0..=14)? {
        claims.push(claim(u, count)?);
    }
    let mut resolutions = Vec::new();
    while claims.len() > 1 && resolutions.len() < 2 && u.ratio(1, 5)? {
        let source = u.int_in_range(0..=count - 1)?;
        let claim = u.int_in_range(0..=claims.len() - 1)?;
        let mut keys: Keys = vec![("rejects", json!([format!("s{source}/c{claim}")])), ("because", json!("wrong"))];
        if u.ratio(1, 3)? {
            keys.push(("until", json!(*u.choose(&["2026-01-01", "2027-01-01"])?)));
        }
        if u.ratio(1, 4)? {
            keys.push(("value", json!(*u.choose(&["ann", "Bo Berg", "35"])?)));
        }
        resolutions.push(keys);
    }
    Ok(Made { settings, vocabulary, claims, resolutions, articles })
}

fn settings(u: &mut Unstructured<'_>) -> Result<String> {
    let mut out = String::new();
    if u.ratio(1, 4)? {
        out += &format!("min-sources: {}\n", u.int_in_range(0..=3)?);
    }
    if u.ratio(1, 6)? {
        out += &format!("approximate: {}\n", u.choose(LENGTHS)?);
    }
    if u.ratio(1, 6)? {
        let rule = u.choose(gainsay::rule::Rule::ALL)?;
        out += &format!("rules: {{ {}: {} }}\n", rule.name(), u.choose(&["off", "error", "warning", "note"])?);
    }
    Ok(out)
}

fn sources(u: &mut Unstructured<'_>) -> Result<(String, usize)> {
    let count = u.int_in_range(1..=5)?;
    let mut out = String::new();
    for at in 0..count {
        let role = *u.choose(&["article", "article", "article", "draft", "reference"])?;
        let mut keys = vec![format!("role: {role}")];
        if role != "reference" || u.ratio(1, 4)? {
            keys.push(format!("text: {}.txt", u.choose(&["a", "b"])?));
        }
        if !u.ratio(1, 5)? {
            keys.push(format!("published: {}", u.choose(DATES)?));
        }
        if u.ratio(1, 5)? {
            keys.push(format!("authorship: {}", u.choose(&["ai", "mixed"])?));
        }
        if u.ratio(1, 6)? {
            keys.push("translated-from: es".into());
        }
        if u.ratio(1, 6)? {
            keys.push(format!("derived-from: [{}]", u.choose(&["s0", "s1", "elsewhere"])?));
        }
        out += &format!("  s{at}: {{ {} }}\n", keys.join(", "));
    }
    Ok((out, count))
}

fn words(u: &mut Unstructured<'_>) -> Result<String> {
    let holds = ["one", "one-at-a-time", "many"];
    let within = |u: &mut Unstructured<'_>| -> Result<&str> { Ok(if u.ratio(1, 3)? { ", within: haven" } else { "" }) };
    Ok(format!(
        "entities:\n  ann: {{ name: Ann Lee, aliases: [Mayor Lee] }}\n  bo: {{ name: Bo Berg{} }}\n  haven: {{ name: Port Haven }}\n\
         \x20 quay: {{ name: \"Old Quay \\u2014 \\u202Ex\"{} }}\n\
         properties:\n  mayor: {{ label: mayor, type: entity, holds: {} }}\n  born: {{ type: date, holds: {} }}\n\
         \x20 toll: {{ type: number, unit: people, holds: {}, tolerance: {} }}\n  open: {{ type: boolean }}\n\
         \x20 motto: {{ type: text, holds: {} }}\n\
         \x20 rank: {{ type: choice, choices: [chief, acting chief, deputy], same: [[acting chief, deputy]]{}, holds: {} }}\n\
         events:\n  opening: {{ label: the opening }}\n  flood: {{ label: the flood }}\n  talks: {{ label: the talks, lasts: true }}\n\
         utterances:\n  vow: {{ label: her vow }}\n",
        within(u)?,
        within(u)?,
        u.choose(&holds)?,
        u.choose(&holds)?,
        u.choose(&holds)?,
        u.choose(&["10%", "5", "0"])?,
        u.choose(&holds)?,
        if u.ratio(1, 3)? { ", compatible: [[chief, deputy]]" } else { "" },
        u.choose(&holds)?,
    ))
}

fn claim(u: &mut Unstructured<'_>, sources: usize) -> Result<Keys> {
    let mut keys: Keys = vec![("source", json!(format!("s{}", u.int_in_range(0..=sources - 1)?)))];
    if u.ratio(1, 4)? {
        keys.push(("id", json!(format!("c{}", u.int_in_range(0..=5)?))));
    }
    match u.int_in_range(0..=7)? {
        0..=4 => state(u, &mut keys)?,
        5 | 6 => event(u, &mut keys)?,
        _ => {
            keys.push(("utterance", json!("vow")));
            if !u.ratio(1, 4)? {
                keys.push(("speaker", json!(*u.choose(&["ann", "bo"])?)));
            }
            if u.ratio(1, 3)? {
                keys.push(("words", json!(*u.choose(QUOTES)?)));
            }
            if u.ratio(1, 6)? {
                keys.push(("paraphrase", json!(true)));
            }
        }
    }
    match u.int_in_range(0..=5)? {
        0 => {}
        1 => keys.push(("quote", json!([u.choose(QUOTES)?, u.choose(QUOTES)?]))),
        _ => keys.push(("quote", json!(u.choose(QUOTES)?))),
    }
    if u.ratio(1, 5)? {
        keys.push(("according-to", json!(*u.choose(&["ann", "bo", "unnamed"])?)));
    }
    if u.ratio(1, 5)? {
        keys.push(("certainty", json!(*u.choose(&["likely", "possible", "planned", "stated"])?)));
    }
    if u.ratio(1, 12)? {
        keys.push(("note", json!("checked\u{7}")));
    }
    Ok(keys)
}

fn state(u: &mut Unstructured<'_>, keys: &mut Keys) -> Result<()> {
    let subject = match u.int_in_range(0..=5)? {
        0 => json!("opening"),
        1 => json!(["haven", "quay"]),
        2 => json!("quay"),
        _ => json!("haven"),
    };
    keys.push(("subject", subject));
    let entities = ["ann", "Bo Berg", "haven", "quay"];
    let (property, value) = match u.int_in_range(0..=8)? {
        0..=3 => {
            let many = u.ratio(1, 6)?;
            let one = *u.choose(&entities)?;
            ("mayor", if many { json!([one, u.choose(&entities)?]) } else { json!(one) })
        }
        4 | 5 => ("toll", json!(u.choose(NUMBERS)?)),
        6 => ("rank", json!(*u.choose(&["chief", "acting chief", "deputy"])?)),
        7 => {
            let times = if u.ratio(1, 4)? { TIMES } else { DATES };
            ("born", json!(u.choose(times)?))
        }
        _ if u.arbitrary()? => ("open", json!(u.arbitrary::<bool>()?)),
        _ => ("motto", json!(*u.choose(&["Onward", "onward", "Back – “home”"])?)),
    };
    keys.push(("property", json!(property)));
    keys.push((if u.ratio(1, 6)? { "not" } else { "value" }, value));
    match u.int_in_range(0..=3)? {
        0 => keys.push(("when", json!(u.choose(DATES)?))),
        1 => keys.push(("when", json!(u.choose(TIMES)?))),
        _ => {}
    }
    Ok(())
}

fn event(u: &mut Unstructured<'_>, keys: &mut Keys) -> Result<()> {
    let points = ["opening", "flood", "talks", "talks.start", "talks.end"];
    keys.push(("event", json!(*u.choose(&points)?)));
    if u.ratio(1, 2)? {
        let times = if u.ratio(1, 3)? { TIMES } else { DATES };
        keys.push(("when", json!(u.choose(times)?)));
        if u.ratio(2, 3)? {
            return Ok(());
        }
    }
    let order = *u.choose(&["before", "after", "during", "same-day-as", "same-time-as"])?;
    let target = match u.int_in_range(0..=5)? {
        0 => "published",
        1 => u.choose(DATES)?,
        _ => *u.choose(&points)?,
    };
    keys.push((order, json!(target)));
    if u.ratio(1, 3)? {
        keys.push((*u.choose(&["by", "at-least", "at-most"])?, json!(u.choose(LENGTHS)?)));
    }
    Ok(())
}

/// Keys on one line, which JSON Lines and YAML both read.
pub fn line(keys: &[(&'static str, Value)]) -> String {
    let fields = keys.iter().map(|(key, value)| {
        let map: Map<String, Value> = [((*key).to_owned(), value.clone())].into_iter().collect();
        let text = serde_json::to_string(&map).expect("JSON");
        text[1..text.len() - 1].replace('\u{7f}', "\\u007f").replace('\u{202e}', "\\u202e")
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}
