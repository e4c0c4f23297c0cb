//! Questions against articles: who says what, who is alone, who is silent.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Screen;
use super::json::{JsonError, error, print};
use super::paint::{Page, Paint};
use crate::check::nearest_question::Common;
use crate::check::questions::{Answer, Question, Questions};
use crate::id::SourceId;
use crate::project::{InputError, Project};

/// The nearest question of each that one source alone answers.
pub type Nearest = BTreeMap<usize, (usize, Common)>;

/// So many characters of one answer are shown.
const LONGEST: usize = 160;

/// The table for a person.
pub fn render(project: &Project, questions: &Questions, nearest: &Nearest, screen: Screen) -> String {
    let mut page = Page::new(screen);
    let table = Table::new(project, questions, screen);
    let (together, alone): (Vec<_>, Vec<_>) =
        questions.all.iter().enumerate().partition(|(_, question)| question.alone().is_none());
    if questions.all.is_empty() {
        page.flow("", 0, &[(Paint::Plain, "No claims, no questions: gainsay new writes a claim file for an article.")]);
        return page.finish();
    }
    table.head(&mut page);
    if !together.is_empty() {
        page.gap();
        let title = format!("Told by several sources ({})", together.len());
        page.flow("", 0, &[(Paint::Bold, &title)]);
    }
    for (_, question) in together {
        page.gap();
        table.question(&mut page, question);
    }
    if !alone.is_empty() {
        page.gap();
        let title = format!("Told by one source alone ({})", alone.len());
        page.flow("", 0, &[(Paint::Bold, &title)]);
    }
    for (at, question) in alone {
        page.gap();
        table.question(&mut page, question);
        if let Some((other, common)) = nearest.get(&at)
            && let Some(other) = questions.all.get(*other)
        {
            let tellers = table.names(other.told_by.iter());
            let indent = table.margin + 5;
            let first = format!("{}near ", " ".repeat(table.margin));
            page.flow(
                &first,
                indent,
                &[(Paint::Plain, &other.label), (Paint::Dim, &format!(" [{}], told by {tellers}", other.topic))],
            );
            page.flow(&" ".repeat(indent), indent, &[(Paint::Plain, common.mend())]);
        }
    }
    page.finish()
}

/// How the table is drawn: with a column for each source where they fit, else with their names only.
struct Table<'t> {
    project: &'t Project,
    sources: &'t [SourceId],
    grid: bool,
    margin: usize,
    silent: char,
    dash: &'static str,
}

impl<'t> Table<'t> {
    fn new(project: &'t Project, questions: &'t Questions, screen: Screen) -> Self {
        let count = questions.sources.len();
        let grid = count > 1 && count <= 26 && count * 2 < screen.width / 2;
        let (silent, dash) = if screen.ascii { ('.', "-") } else { ('·', "—") };
        Self { project, sources: &questions.sources, grid, margin: if grid { count * 2 + 1 } else { 2 }, silent, dash }
    }

    fn names<'s>(&self, sources: impl Iterator<Item = &'s SourceId>) -> String {
        sources.map(|id| self.project.source(*id).name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Who gives an answer, each with the times for which they do, and with their own words where those are coarser.
    fn tellers(&self, answer: &Answer) -> String {
        let mut tellers = Vec::new();
        for source in &answer.sources {
            let own = answer.claims.iter().filter(|given| self.project.claim(given.claim).source == *source);
            let (mut times, mut notes): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
            for given in own {
                let when = given.when.as_deref().unwrap_or("published");
                if !times.contains(&when) {
                    times.push(when);
                }
                if let Some(coarser) = given.coarser.as_deref().filter(|coarser| !notes.contains(coarser)) {
                    notes.push(coarser);
                }
            }
            if times != ["published"] {
                notes.extend(times);
            }
            let name = &self.project.source(*source).name;
            tellers.push(if notes.is_empty() { name.to_string() } else { format!("{name} ({})", notes.join(", ")) });
        }
        tellers.join(", ")
    }

    /// Which column is whose.
    fn head(&self, page: &mut Page) {
        if !self.grid {
            return;
        }
        for (letter, source) in ('A'..='Z').zip(self.sources) {
            let source = self.project.source(*source);
            let title = source.title.as_deref().map(|title| format!("  {title}")).unwrap_or_default();
            page.flow(&format!("{letter} "), 2, &[(Paint::Plain, &source.name), (Paint::Dim, &title)]);
        }
        page.gap();
        let letters: Vec<String> = ('A'..='Z').take(self.sources.len()).map(String::from).collect();
        let key = format!("a, b … answer differently (a+ in several ways), {} is silent", self.silent);
        page.flow(&format!("{}  ", letters.join(" ")), self.margin, &[(Paint::Dim, &key)]);
    }

    fn question(&self, page: &mut Page, question: &Question) {
        let mut row = String::new();
        if self.grid {
            for source in self.sources {
                let mut said = (0..).zip(&question.answers).filter(|(_, answer)| answer.sources.contains(source));
                row.push(said.next().map_or(self.silent, |(at, _)| letter(at)));
                row.push(if said.next().is_some() { '+' } else { ' ' });
            }
            row.push(' ');
        }
        page.flow(
            &row,
            self.margin,
            &[(Paint::Bold, &question.label), (Paint::Dim, &format!(" [{}]", question.topic))],
        );
        for (at, answer) in question.answers.iter().enumerate() {
            let first = format!("{}{} ", " ".repeat(self.margin), letter(at));
            let mut says: String = answer.says.chars().take(LONGEST).collect();
            if says.len() < answer.says.len() {
                says.push('…');
            }
            let tellers = self.tellers(answer);
            let alone = if question.told_by.len() > 1 && answer.sources.len() == 1 { " alone" } else { "" };
            page.flow(
                &first,
                self.margin + 2,
                &[(Paint::Plain, &says), (Paint::Dim, &format!(" {} {tellers}{alone}", self.dash))],
            );
        }
    }
}

/// The letter of an answer by its place.
fn letter(at: usize) -> char {
    ('a'..='z').nth(at).unwrap_or('+')
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    sources: Vec<&'r str>,
    topics: Vec<JsonTopic<'r>>,
    errors: Vec<JsonError<'r>>,
}

#[derive(Serialize)]
struct JsonTopic<'r> {
    topic: &'r str,
    question: &'r str,
    told_by: Vec<&'r str>,
    silent: Vec<&'r str>,
    alone: Option<&'r str>,
    answers: Vec<JsonAnswer<'r>>,
    nearest: Option<JsonNearest<'r>>,
}

#[derive(Serialize)]
struct JsonAnswer<'r> {
    value: &'r str,
    sources: Vec<&'r str>,
    claims: Vec<JsonClaim>,
}

#[derive(Serialize)]
struct JsonClaim {
    claim: String,
    when: Option<String>,
    /// What it says itself, where that is coarser than the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[derive(Serialize)]
struct JsonNearest<'r> {
    topic: &'r str,
    question: &'r str,
    common: &'static str,
    help: &'static str,
}

/// The table for programs, version 1, ending with a line break.
pub fn json(project: &Project, questions: &Questions, nearest: &Nearest, errors: &[InputError], ascii: bool) -> String {
    let name = |id: &SourceId| project.source(*id).name.as_str();
    let answer = |answer: &'_ Answer| (answer.sources.iter().map(name).collect(), answer.claims.clone());
    let topic = |(at, question): (usize, &'_ Question)| {
        let near = nearest.get(&at).and_then(|(other, common)| Some((questions.all.get(*other)?, *common)));
        (near, question.alone())
    };
    let topics = questions.all.iter().enumerate().map(|(at, question)| {
        let (near, alone) = topic((at, question));
        JsonTopic {
            topic: &question.topic,
            question: &question.label,
            told_by: question.told_by.iter().map(name).collect(),
            silent: questions.sources.iter().filter(|id| !question.told_by.contains(id)).map(name).collect(),
            alone: alone.as_ref().map(name),
            answers: question
                .answers
                .iter()
                .map(|it| {
                    let (sources, claims) = answer(it);
                    let claims = claims
                        .into_iter()
                        .map(|given| JsonClaim {
                            claim: project.claim_name(given.claim),
                            when: given.when,
                            value: given.coarser,
                        })
                        .collect();
                    JsonAnswer { value: &it.says, sources, claims }
                })
                .collect(),
            nearest: near.map(|(other, common)| JsonNearest {
                topic: &other.topic,
                question: &other.label,
                common: common.name(),
                help: common.mend(),
            }),
        }
    });
    let document = Document {
        version: 1,
        sources: questions.sources.iter().map(name).collect(),
        topics: topics.collect(),
        errors: errors.iter().map(error).collect(),
    };
    print(&document, ascii)
}
