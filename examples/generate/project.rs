//! The worlds that the generator tells, and how they are written.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};

/// A small generator of numbers (SplitMix64, Steele, Lea and Flood 2014): the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }
}

/// One claim as it is written, and the sentence of the article that says so.
struct Written {
    /// Keys and values in flow style, without `quote`.
    keys: Vec<(&'static str, String)>,
    sentence: String,
}

/// A project that is being made.
#[derive(Default)]
struct Made {
    /// The claims of each article.
    articles: Vec<Vec<Written>>,
    entities: String,
    events: String,
    planted: Vec<String>,
}

/// Articles are published on successive days from here on.
fn published(article: usize) -> String {
    date(9_000 + article % 3_000)
}

/// A day after 2000-01-01.
fn date(day: usize) -> String {
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    start.checked_add_days(Days::new(day as u64)).unwrap_or(start).to_string()
}

impl Made {
    fn say(&mut self, article: usize, sentence: String, keys: Vec<(&'static str, String)>) {
        if let Some(claims) = self.articles.get_mut(article) {
            claims.push(Written { keys, sentence });
        }
    }

    fn state(
        &mut self,
        article: usize,
        subject: usize,
        property: &'static str,
        value: (&'static str, String),
        when: Option<String>,
    ) {
        let serial = self.articles.get(article).map_or(0, Vec::len);
        let (key, said) = value;
        let shown = said.replace("holder-", "Holder ").replace("place-", "Place ");
        let verb = if key == "not" { "was not" } else { "was" };
        let sentence =
            format!("By paragraph {serial} of report {article} the {property} of Mission {subject} {verb} {shown}.");
        let mut keys = vec![("subject", format!("mission-{subject}")), ("property", property.to_owned()), (key, said)];
        if let Some(when) = when {
            keys.push(("when", when));
        }
        self.say(article, sentence, keys);
    }

    fn event(&mut self, article: usize, event: &str, key: &'static str, value: String, by: Option<String>) {
        let serial = self.articles.get(article).map_or(0, Vec::len);
        let by_words = by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        let sentence = format!("By paragraph {serial} of report {article} the {event} came {key} {value}{by_words}.");
        let mut keys = vec![("event", event.to_owned()), (key, value)];
        if let Some(by) = by {
            keys.push(("by", by));
        }
        self.say(article, sentence, keys);
    }
}

/// A world that is true, told by many articles, with a conflict planted here and there.
fn mixed(count: usize, random: &mut Random) -> Made {
    let articles = count / 50 + 4;
    let subjects = count / 20 + 1;
    let events = count / 20 + 1;
    let mut made = Made { articles: (0..articles).map(|_| Vec::new()).collect(), ..Made::default() };
    for subject in 0..subjects {
        let _ = writeln!(made.entities, "  mission-{subject}: {{ name: Mission {subject} }}");
        let _ = writeln!(made.entities, "  place-{subject}: {{ name: Place {subject} }}");
    }
    for holder in 0..=subjects + 3 {
        let _ = writeln!(made.entities, "  holder-{holder}: {{ name: Holder {holder} }}");
    }
    for event in 0..events {
        let _ = writeln!(made.events, "  event-{event}: {{}}");
    }
    let day_of = |event: usize| 2_000 + event % 4_000;
    for turn in 0..count {
        let article = random.below(articles);
        let subject = random.below(subjects);
        let event = random.below(events);
        // Every mission has three holders, one after the other, with changes on days 3,000 and 6,000.
        let term = random.below(3);
        let holder = format!("holder-{}", subject + term);
        match turn % 8 {
            0 => made.state(
                article,
                subject,
                "head",
                ("value", holder),
                Some(date(term * 3_000 + 1 + random.below(2_900))),
            ),
            1 => {
                let times = format!("{}/{}", date(term * 3_000), date(term * 3_000 + 3_000));
                made.state(article, subject, "head", ("value", holder), Some(times));
            }
            2 => {
                let other = format!("holder-{}", subject + (term + 1) % 3);
                made.state(
                    article,
                    subject,
                    "head",
                    ("not", other),
                    Some(date(term * 3_000 + 1 + random.below(2_900))),
                );
            }
            3 => made.state(article, subject, "staff", ("value", format!("{}", subject % 900 + 10)), None),
            4 => made.state(article, subject, "seat", ("value", format!("place-{subject}")), None),
            5 => made.event(article, &format!("event-{event}"), "when", date(day_of(event)), None),
            6 => {
                let other = random.below(events);
                let order = if day_of(event) <= day_of(other) { "before" } else { "after" };
                if day_of(event) == day_of(other) {
                    made.event(article, &format!("event-{event}"), "when", date(day_of(event)), None);
                } else {
                    made.event(article, &format!("event-{event}"), order, format!("event-{other}"), None);
                }
            }
            _ => {
                let other = (event + 1 + random.below(20)) % events;
                let apart = day_of(other).abs_diff(day_of(event));
                let order = if day_of(event) < day_of(other) { "before" } else { "after" };
                if apart == 0 {
                    made.event(article, &format!("event-{event}"), "when", date(day_of(event)), None);
                } else {
                    made.event(
                        article,
                        &format!("event-{event}"),
                        order,
                        format!("event-{other}"),
                        Some(format!("{apart} days")),
                    );
                }
            }
        }
    }
    plant(&mut made, (count / 1_000).max(4), articles);
    made
}

/// Plants conflicts on subjects and events of their own, so that each is one finding.
fn plant(made: &mut Made, conflicts: usize, articles: usize) {
    for planted in 0..conflicts {
        let subject = 1_000_000 + planted;
        let (first, second) = (planted % articles, (planted + 1) % articles);
        let mission = format!("mission-{subject}");
        if planted % 4 != 3 {
            let _ = writeln!(made.entities, "  {mission}: {{ name: Mission {subject} }}");
        }
        match planted % 4 {
            0 => {
                made.state(first, subject, "head", ("value", "holder-0".into()), Some(date(100)));
                made.state(second, subject, "head", ("value", "holder-1".into()), Some(date(100)));
                made.planted.push(format!("conflicting-values {mission} / head"));
            }
            1 => {
                made.state(first, subject, "staff", ("value", "35".into()), None);
                made.state(second, subject, "staff", ("value", "36".into()), None);
                made.planted.push(format!("conflicting-numbers {mission} / staff"));
            }
            2 => {
                made.state(first, subject, "seat", ("value", "place-0".into()), None);
                made.state(second, subject, "seat", ("not", "place-0".into()), None);
                made.planted.push(format!("denied-claim {mission} / seat"));
            }
            _ => {
                let (one, other) = (format!("planted-{planted}-a"), format!("planted-{planted}-b"));
                let _ = writeln!(made.events, "  {one}: {{}}\n  {other}: {{}}");
                made.event(first, &one, "before", other.clone(), None);
                made.event(second, &other, "before", one.clone(), None);
                made.planted.push(format!("impossible-timeline {one}, {other}"));
            }
        }
    }
}

/// All claims on one topic: one mission, thousands of successive heads.
fn topic(count: usize, random: &mut Random) -> Made {
    let articles = count / 50 + 2;
    let mut made = Made { articles: (0..articles).map(|_| Vec::new()).collect(), ..Made::default() };
    let terms = count / 100 + 2;
    for holder in 0..terms {
        let _ = writeln!(made.entities, "  holder-{holder}: {{ name: Holder {holder} }}");
    }
    made.entities.push_str("  mission-0: { name: Mission 0 }\n");
    for _ in 0..count {
        let term = random.below(terms);
        let article = random.below(articles);
        let day = date(term * 10 + 1 + random.below(9));
        made.state(article, 0, "head", ("value", format!("holder-{term}")), Some(day));
    }
    made.state(0, 0, "head", ("value", "holder-0".into()), Some(date(15)));
    made.state(1, 0, "head", ("value", "holder-1".into()), Some(date(15)));
    made.planted.push("conflicting-values mission-0 / head".into());
    made
}

/// One network: each event is dated against its neighbours, as chronicles do, and hangs together with all others.
fn network(count: usize, random: &mut Random) -> Made {
    let articles = count / 50 + 2;
    let mut made = Made { articles: (0..articles).map(|_| Vec::new()).collect(), ..Made::default() };
    let events = count / 3 + 2;
    for event in 0..events {
        let _ = writeln!(made.events, "  event-{event}: {{}}");
    }
    let day_of = |event: usize| event / 8 + 1;
    for event in 1..events {
        let article = random.below(articles);
        let name = format!("event-{event}");
        let apart = day_of(event) - day_of(event - 1);
        if apart == 0 {
            made.event(article, &name, "same-day-as", format!("event-{}", event - 1), None);
        } else {
            made.event(article, &name, "after", format!("event-{}", event - 1), Some(format!("{apart} days")));
        }
        let earlier = event.saturating_sub(8 + random.below(50));
        if day_of(earlier) < day_of(event) {
            made.event(article, &name, "after", format!("event-{earlier}"), None);
        }
        if event % 100 == 0 {
            made.event(article, &name, "when", date(day_of(event)), None);
        }
    }
    plant(&mut made, 0, articles);
    // A ring of two at the end of it all: a date would contradict each of the chains that lead to it.
    let _ = writeln!(made.events, "  late-a: {{}}\n  late-b: {{}}");
    made.event(0, "late-a", "after", format!("event-{}", events - 1), None);
    made.event(0, "late-a", "before", "late-b".into(), None);
    made.event(1, "late-b", "before", "late-a".into(), None);
    made.planted.push("impossible-timeline late-a, late-b".into());
    made
}

/// Claims of `mixed` kind, all told by one article or by an article each.
fn told(count: usize, articles: usize) -> Made {
    let mut made = Made { articles: (0..articles).map(|_| Vec::new()).collect(), ..Made::default() };
    for claim in 0..count {
        let _ = writeln!(made.entities, "  mission-{claim}: {{ name: Mission {claim} }}");
        made.state(claim % articles, claim, "staff", ("value", format!("{}", claim % 900 + 10)), None);
    }
    made
}

/// Which quotes no article has.
#[derive(Clone, Copy)]
enum Lost {
    None,
    /// The first of each of the first ten articles.
    Few,
    All,
}

impl Lost {
    fn has(self, article: usize, claim: usize) -> bool {
        match self {
            Self::None => false,
            Self::Few => article < 10 && claim == 0,
            Self::All => true,
        }
    }
}

fn write(made: &Made, to: &Path, jsonl: bool, lost: Lost) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to.join("claims"))?;
    fs::create_dir_all(to.join("seeds"))?;
    let mut vocabulary = String::from("sources:\n");
    for article in 0..made.articles.len() {
        let day = published(article);
        let _ = writeln!(
            vocabulary,
            "  report-{article}: {{ text: {}/report-{article}.txt, published: {day} }}",
            article / 1_000
        );
    }
    let _ = write!(vocabulary, "entities:\n{}", made.entities);
    vocabulary.push_str(
        "properties:\n  head: { type: entity, holds: one-at-a-time }\n  staff: { type: number }\n  seat: { type: entity }\n",
    );
    let _ = write!(vocabulary, "events:\n{}", made.events);
    fs::write(to.join("claims/vocabulary.yaml"), vocabulary)?;
    for (index, claims) in made.articles.iter().enumerate() {
        let folder = to.join(format!("seeds/{}", index / 1_000));
        fs::create_dir_all(&folder)?;
        let text: Vec<&str> = claims.iter().map(|claim| claim.sentence.as_str()).collect();
        fs::write(folder.join(format!("report-{index}.txt")), text.join("\n") + "\n")?;
    }
    // A claim file holds about as much as a checker writes in a day; a big archive has many of them.
    for (file, chunk) in made.articles.chunks(20).enumerate() {
        let mut out = String::new();
        if !jsonl {
            out.push_str("claims:\n");
        }
        for (at, claims) in chunk.iter().enumerate() {
            let source = format!("report-{}", file * 20 + at);
            for (which, claim) in claims.iter().enumerate() {
                let quote = if lost.has(file * 20 + at, which) {
                    format!("{} Nothing of the kind {}", claim.sentence, "was ever said here ".repeat(40))
                } else {
                    claim.sentence.clone()
                };
                if jsonl {
                    let mut object = serde_json::Map::new();
                    object.insert("source".into(), source.clone().into());
                    for (key, value) in &claim.keys {
                        let number = value.parse::<i64>().map(serde_json::Value::from);
                        object.insert((*key).into(), number.unwrap_or_else(|_| value.clone().into()));
                    }
                    object.insert("quote".into(), quote.into());
                    let _ = writeln!(out, "{}", serde_json::Value::Object(object));
                } else {
                    let _ = writeln!(out, "  - source: {source}");
                    for (key, value) in &claim.keys {
                        let _ = writeln!(out, "    {key}: {value}");
                    }
                    let _ = writeln!(out, "    quote: {quote}");
                }
            }
        }
        let ending = if jsonl { "jsonl" } else { "yaml" };
        fs::write(to.join(format!("claims/claims-{file}.{ending}")), out)?;
    }
    fs::write(to.join("planted.txt"), made.planted.join("\n") + "\n")?;
    Ok(())
}

/// Writes a project of about so many claims into a folder, and gives the conflicts planted in it as `rule topic`.
pub fn generate(count: usize, shape: &str, to: &Path, jsonl: bool) -> Result<Vec<String>, Box<dyn Error>> {
    let random = &mut Random(1);
    let mut made = match shape {
        "mixed" | "few-lost" => mixed(count, random),
        "topic" => topic(count, random),
        "network" => network(count, random),
        "article" | "lost" => told(count, 1),
        "articles" => told(count, count),
        other => return Err(format!("no shape {other}").into()),
    };
    made.planted.sort();
    let lost = match shape {
        "lost" => Lost::All,
        "few-lost" => Lost::Few,
        _ => Lost::None,
    };
    write(&made, to, jsonl, lost)?;
    Ok(made.planted)
}
