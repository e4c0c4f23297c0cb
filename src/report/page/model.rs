//! What the page's template is given: plain data, already in words. The template escapes all of it.

use serde::Serialize;

/// The whole page.
#[derive(Debug, Default, Serialize)]
pub struct Page {
    /// The verdict in a sentence.
    pub verdict: String,
    /// When and from which revision it was made, where the user says so.
    pub made: Vec<String>,
    /// Counts in words: claims, sources, findings by status.
    pub counts: String,
    /// Counts by rule, in the rules' order.
    pub rules: Vec<RuleCount>,
    /// Articles to filter by.
    pub sources: Vec<Named>,
    /// Mistakes in the input.
    pub errors: Vec<Mistake>,
    /// How much of each draft is covered.
    pub coverage: Vec<String>,
    /// Every finding.
    pub cards: Vec<Card>,
    /// Who held which office when.
    pub tenures: Vec<Chart>,
    /// Events and articles in order.
    pub chronicle: Vec<Chart>,
    /// Articles out of their time.
    pub windows: Vec<Chart>,
    /// Questions against articles.
    pub matrix: Matrix,
    /// Article against article.
    pub pairs: Pairs,
    /// Every article with its claims marked.
    pub articles: Vec<ArticlePart>,
}

/// A rule and how many findings it has.
#[derive(Debug, Serialize)]
pub struct RuleCount {
    /// Its name.
    pub name: &'static str,
    /// Its level.
    pub level: &'static str,
    /// What it finds, in a sentence.
    pub summary: String,
    /// New findings.
    pub new: usize,
    /// Known ones.
    pub known: usize,
    /// Resolved ones.
    pub resolved: usize,
}

/// An id with what people call it.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Id, as an anchor.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A mistake in the input.
#[derive(Debug, Serialize)]
pub struct Mistake {
    /// `claims/a.yaml:3:7`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Anchor that lasts: the fingerprint.
    pub id: String,
    /// Rule.
    pub rule: &'static str,
    /// Level.
    pub level: &'static str,
    /// `possible` or `definite`, of a contradiction.
    pub certainty: Option<&'static str>,
    /// `new`, `known`, `resolved`.
    pub status: &'static str,
    /// By ids.
    pub topic: String,
    /// The question.
    pub question: String,
    /// Sources that take part, by id, with blanks around each: for the filter.
    pub sources: String,
    /// The sides.
    pub sides: Vec<Side>,
    /// Values that fit several sides.
    pub compatible: Vec<Side>,
    /// A chain.
    pub steps: Vec<StepPart>,
    /// Who dates what its times hang on.
    pub dating: Vec<StepPart>,
    /// The chain as a loop.
    pub ring: Option<Ring>,
    /// Why both cannot be.
    pub why: Vec<String>,
    /// What speaks for which.
    pub balance: Option<String>,
    /// What to do next.
    pub help: Option<String>,
    /// Smallest repairs, each a list of claims.
    pub repairs: Vec<String>,
    /// Why it is resolved.
    pub resolution: Option<String>,
    /// The command that decides it.
    pub decide: Option<String>,
    /// Claims that joined a known conflict.
    pub joined: Vec<String>,
}

/// A side of a finding.
#[derive(Debug, Serialize)]
pub struct Side {
    /// What it says.
    pub value: Option<String>,
    /// Since when.
    pub remark: Option<String>,
    /// Who says so.
    pub voices: Vec<Voice>,
    /// A difference, word by word.
    pub diff: Vec<Word>,
}

/// A claim of a source on a side.
#[derive(Clone, Debug, Serialize)]
pub struct Voice {
    /// The source's id.
    pub source: String,
    /// Whether its text stands on this page.
    pub has_text: bool,
    /// Date, publisher, what to know of it.
    pub badges: Vec<String>,
    /// The claim's name, or its place in a claim file where it has none.
    pub claim: Option<String>,
    /// Where it is written, if the name does not say it.
    pub written: Option<String>,
    /// Passages in their paragraphs.
    pub passages: Vec<Passage>,
}

/// A passage in its paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct Passage {
    /// `seeds/a.txt:9:20`.
    pub place: String,
    /// The paragraph before it.
    pub before: String,
    /// The passage.
    pub text: String,
    /// The paragraph after it.
    pub after: String,
}

/// A run of words in a difference.
#[derive(Debug, Serialize)]
pub struct Word {
    /// `same`, `removed`, `added`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

/// A step of a chain.
#[derive(Debug, Serialize)]
pub struct StepPart {
    /// From 1.
    pub number: usize,
    /// What it says.
    pub says: String,
    /// What follows.
    pub forces: Option<String>,
    /// Who says so.
    pub voice: Option<Voice>,
}

/// A chain as a loop: numbered stations on an ellipse.
#[derive(Debug, Serialize)]
pub struct Ring {
    /// Text alternative.
    pub label: String,
    /// Stations.
    pub stations: Vec<Station>,
}

/// A station of a loop.
#[derive(Debug, Serialize)]
pub struct Station {
    /// From 1.
    pub number: usize,
    /// Centre.
    pub x: i32,
    /// Centre.
    pub y: i32,
    /// Where the arrow to the next one starts and ends.
    pub arrow: [i32; 4],
    /// The last arrow, which cannot be.
    pub broken: bool,
}

/// Bars to scale.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// Anchor of the finding that it belongs to.
    pub finding: Option<String>,
    /// Height of the picture, in the unit of its 720 wide view.
    pub height: i32,
    /// Marks of the axis.
    pub ticks: Vec<Tick>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Marked stretches over all rows: what overlaps, or a window.
    pub bands: Vec<Band>,
}

/// A mark on the axis.
#[derive(Debug, Serialize)]
pub struct Tick {
    /// Where.
    pub x: i32,
    /// Its date.
    pub label: String,
}

/// A row of a chart.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// Who says so.
    pub note: String,
    /// The same in words, for those who do not see the bar.
    pub words: String,
    /// Vertical middle.
    pub y: i32,
    /// Outside this it certainly does not lie: from, width.
    pub hull: Option<[i32; 2]>,
    /// This it certainly covers.
    pub core: Option<[i32; 2]>,
    /// One day or moment.
    pub point: Option<i32>,
    /// Open to the left or right.
    pub open: [bool; 2],
    /// `0` to `3`: a pattern for each value.
    pub kind: usize,
}

/// A marked stretch.
#[derive(Debug, Serialize)]
pub struct Band {
    /// From.
    pub x: i32,
    /// How wide.
    pub width: i32,
    /// What it is.
    pub label: String,
}

/// Questions against articles.
#[derive(Debug, Default, Serialize)]
pub struct Matrix {
    /// Articles.
    pub columns: Vec<Named>,
    /// Questions.
    pub rows: Vec<Question>,
    /// Questions that are not shown.
    pub more: usize,
}

/// A question, and what each article says to it.
#[derive(Debug, Serialize)]
pub struct Question {
    /// In words.
    pub label: String,
    /// What each article says, in the order of columns.
    pub cells: Vec<MatrixCell>,
}

/// What one article says to one question.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MatrixCell {
    /// Its values; empty where it is silent.
    pub value: String,
    /// `agrees`, `alone`, `contradicted`, `silent`.
    pub state: &'static str,
}

/// Article against article, by the number of contradictions.
#[derive(Debug, Default, Serialize)]
pub struct Pairs {
    /// Articles that take part in any.
    pub names: Vec<String>,
    /// For each article, the counts against the others, in order; `None` against itself.
    pub rows: Vec<Vec<Option<usize>>>,
}

/// An article with its claims marked.
#[derive(Debug, Serialize)]
pub struct ArticlePart {
    /// Id, as an anchor.
    pub id: String,
    /// Title, or the id.
    pub title: String,
    /// Path.
    pub file: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Date, publisher, what to know of it.
    pub badges: Vec<String>,
    /// Paragraphs.
    pub paragraphs: Vec<Vec<Piece>>,
    /// Claims without a place in the text.
    pub lost: Vec<Named>,
    /// How many claims it has.
    pub claims: usize,
}

/// A piece of a paragraph.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// `agrees`, `alone`, `contradicted`, `uncovered`, or nothing.
    pub state: &'static str,
    /// What is claimed here, in words.
    pub title: String,
    /// The finding to go to.
    pub finding: Option<String>,
}
