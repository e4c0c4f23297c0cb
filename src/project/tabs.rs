//! Lines that are indented with tabs, which YAML refuses: all of them are told at once, and the file is read as if they
//! began with spaces.

use std::ops::Range;

use super::recover::{self, Read};
use super::tree::{Kind, Node, Problem};

/// How many spaces a tab may stand for: what fits the lines without tabs best is taken.
const WIDTHS: [usize; 4] = [2, 4, 8, 1];

/// How many stretches of lines are told each for itself.
const TOLD: usize = 10;

/// Reads a claim file as [`recover::read`] does. Claims go to `sink`, all else comes back.
pub(super) fn read<'t>(text: &'t str, sink: &mut dyn FnMut(Node<'t>)) -> (Option<Node<'t>>, Vec<Problem>) {
    if lines(text).next().is_none() {
        let read = recover::read(text, sink);
        return (read.root, read.problems);
    }
    // A tab may stand before a line of text, where it does no harm. So claims are kept until that is known.
    let mut claims = Vec::new();
    let read = recover::read(text, &mut |claim| claims.push(claim));
    if !read.tab {
        claims.into_iter().for_each(sink);
        return (read.root, read.problems);
    }
    let begins: Vec<usize> = lines(text).map(|line| line.indent.end).collect();
    let mut best: Option<Reading> = None;
    for width in WIDTHS {
        let spaced = Spaced::new(text, width);
        let mut claims = Vec::new();
        let Read { root, mut problems, .. } =
            recover::read(&spaced.text, &mut |claim| claims.push(spaced.node(claim.into_owned())));
        for problem in &mut problems {
            problem.at = spaced.place(problem.at.start)..spaced.place(problem.at.end);
        }
        let root = root.map(|root| spaced.node(root.into_owned()));
        // A mistake where such a line begins comes of the tab: it does not fit.
        let (misfits, problems): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| begins.binary_search(&problem.at.start).is_ok());
        let reading = Reading { root, claims, misfits, problems };
        let sound = reading.mistakes() == (0, 0);
        if best.as_ref().is_none_or(|best| reading.mistakes() < best.mistakes()) {
            best = Some(reading);
        }
        if sound {
            break;
        }
    }
    let Some(Reading { root, mut claims, misfits, mut problems }) = best else { return (None, read.problems) };
    for misfit in &misfits {
        // What does not fit may belong to the claim above it: nothing should be concluded from what that lacks.
        let above = claims.iter_mut().rev().find(|claim| (claim.start as usize) < misfit.at.start);
        if let Some(Node { kind: Kind::Map(map), .. }) = above {
            map.broken = true;
        }
    }
    claims.into_iter().for_each(sink);
    problems.extend(told(text));
    (root, problems)
}

/// A file read with tabs of some width.
struct Reading {
    root: Option<Node<'static>>,
    claims: Vec<Node<'static>>,
    misfits: Vec<Problem>,
    problems: Vec<Problem>,
}

impl Reading {
    fn mistakes(&self) -> (usize, usize) {
        (self.misfits.len(), self.problems.len())
    }
}

/// What is told of the lines that are indented with tabs: one message for lines in a row.
fn told(text: &str) -> Vec<Problem> {
    let mut rows: Vec<(Range<usize>, usize, usize)> = Vec::new();
    for line in lines(text).filter(|line| !line.comment) {
        match rows.last_mut().filter(|(.., last)| last + 1 == line.number) {
            Some((.., last)) => *last = line.number,
            None => {
                let tab = line.indent.start + text.get(line.indent.clone()).and_then(|x| x.find('\t')).unwrap_or(0);
                rows.push((tab..line.indent.end, line.number, line.number));
            }
        }
    }
    let more: usize = rows.iter().skip(TOLD).map(|(_, first, last)| last - first + 1).sum();
    let shown = rows.len().min(TOLD);
    rows.truncate(TOLD);
    let tell = |(index, (at, first, last)): (usize, (Range<usize>, usize, usize))| {
        let further = match more {
            0 => String::new(),
            1 => ", and before 1 more below".to_owned(),
            more => format!(", and before {more} more below"),
        };
        let further = if index + 1 == shown { further } else { String::new() };
        let (message, help) = if first == last && further.is_empty() {
            ("a tab stands before this line".to_owned(), "replace the tab by spaces, as many as on the lines around")
        } else if first == last {
            (
                format!("a tab stands before this line{further}"),
                "replace each by spaces, as many as on the lines around",
            )
        } else {
            let message = format!("tabs stand before the lines {first} to {last}{further}");
            (message, "replace them by spaces: keys that belong together begin equally far to the right")
        };
        Problem { at, message: format!("{message}, and YAML takes only spaces there"), help: Some(help.into()) }
    };
    rows.into_iter().enumerate().map(tell).collect()
}

/// A line with a tab before what stands in it.
struct Line {
    number: usize,
    /// The white space before it.
    indent: Range<usize>,
    comment: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line> {
    // Most files have no tab at all.
    let text = if memchr::memchr(b'\t', text.as_bytes()).is_some() { text } else { "" };
    let mut at = 0;
    text.split_inclusive('\n').zip(1..).filter_map(move |(line, number)| {
        let start = at;
        at += line.len();
        let end = line.find(|c: char| !matches!(c, ' ' | '\t'))?;
        let first = line.get(end..)?.chars().next().filter(|c| !matches!(c, '\n' | '\r'))?;
        let tab = line.get(..end)?.contains('\t');
        tab.then(|| Line { number, indent: start..start + end, comment: first == '#' })
    })
}

/// A text with spaces in place of the tabs before its lines, and the way back.
struct Spaced {
    text: String,
    /// Where the white space before a line ends: there, and in the file.
    ends: Vec<(usize, usize)>,
}

impl Spaced {
    fn new(text: &str, width: usize) -> Self {
        let mut spaced = Self { text: String::with_capacity(text.len()), ends: Vec::new() };
        let mut from = 0;
        for Line { indent, .. } in lines(text) {
            spaced.text.push_str(text.get(from..indent.start).unwrap_or(""));
            for c in text.get(indent.clone()).unwrap_or("").chars() {
                spaced.text.extend(std::iter::repeat_n(' ', if c == '\t' { width } else { 1 }));
            }
            spaced.ends.push((spaced.text.len(), indent.end));
            from = indent.end;
        }
        spaced.text.push_str(text.get(from..).unwrap_or(""));
        spaced
    }

    /// A byte of the file.
    fn place(&self, at: usize) -> usize {
        let next = self.ends.partition_point(|(end, _)| *end <= at);
        let (here, file) = next.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or((0, 0));
        let place = file + (at - here);
        self.ends.get(next).map_or(place, |(_, end)| place.min(*end))
    }

    /// A node at its bytes of the file.
    fn node(&self, mut node: Node<'static>) -> Node<'static> {
        self.put(&mut node);
        node
    }

    fn put(&self, node: &mut Node<'static>) {
        let place = |at: u32| u32::try_from(self.place(at as usize)).unwrap_or(u32::MAX);
        (node.start, node.end) = (place(node.start), place(node.end));
        match &mut node.kind {
            Kind::Scalar(..) => {}
            Kind::List(items, _) => items.iter_mut().for_each(|item| self.put(item)),
            Kind::Map(map) => {
                for (key, value) in &mut map.entries {
                    self.put(key);
                    self.put(value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::cases::{errors, project};

    #[test]
    fn places_lead_back_to_the_file() {
        let text = "é:\n\ta:\n \t\tb: c\nd: e";
        for width in WIDTHS {
            let spaced = Spaced::new(text, width);
            for word in ["é", "a:", "b:", "c", "d:", "e"] {
                let at = spaced.text.rfind(word).unwrap();
                assert_eq!(spaced.place(at), text.rfind(word).unwrap(), "{word} {width}");
            }
            assert_eq!(spaced.place(spaced.text.len()), text.len());
            assert!((0..=spaced.text.len()).all(|at| text.is_char_boundary(spaced.place(at)) || at == 1));
        }
    }

    const HEAD: &str = "sources:\n  one: { role: reference }\nentities:\n";

    #[test]
    fn all_lines_with_tabs_are_told_and_what_they_say_is_read() {
        let lines = "\ttown:\n\t\tname: Town\n\t\tnmae: x\nproperties:\n  toll: { type: number }\nclaims:\n\t- subject: town\n\t  property: \
                     toll\n\t  value: three\n\t  source: one\n";
        let loaded = project(&[("claims/a.yaml", &format!("{HEAD}{lines}"))]);
        let told = errors(&loaded);
        let begins = [
            "claims/a.yaml:4:1: tabs stand before the lines 4 to 6, and YAML takes only spaces there",
            "claims/a.yaml:6:3: `nmae` is no key of an entity",
            "claims/a.yaml:10:1: tabs stand before the lines 10 to 13",
            "claims/a.yaml:12:11: `three` is not a number",
        ];
        assert_eq!(told.len(), begins.len(), "{told:#?}");
        for (told, begin) in told.iter().zip(begins) {
            assert!(told.starts_with(begin), "{told}");
        }
    }

    #[test]
    fn a_tab_among_spaces_stands_for_as_many_as_fit() {
        for (spaces, lines) in [(2, "  town:\n\t\tname: Town\n"), (4, "    town:\n\tport: {}\n    sea: {}\n")] {
            let tail = format!(
                "defaults: {{ source: one }}\nclaims:\n{0}- subject: town\n\tproperty: toll\n",
                " ".repeat(spaces)
            );
            let loaded = project(&[("claims/a.yaml", &format!("{HEAD}{lines}{tail}"))]);
            let told = errors(&loaded);
            let tabs = told.iter().filter(|told| told.contains("a tab stands before this line")).count();
            assert_eq!(tabs, 2, "{told:#?}");
            assert!(!told.iter().any(|told| told.contains("further to the")), "{told:#?}");
            assert!(loaded.project.entities.iter().any(|entity| entity.name == "town"), "{told:#?}");
        }
    }

    #[test]
    fn what_lies_behind_a_tab_is_not_missed() {
        let vocabulary = "  town:\nproperties:\n  toll: { type: number }\n";
        for (first, rest) in [("- subject: town\n    source: one", "  "), ("-  subject: town\n     source: one", "  ")]
        {
            let claim = format!("claims:\n  {first}\n\tproperty: toll\n\tvalue: 3\n\tquote: \"x\n");
            let other = format!("{rest}- subject: town\n    source: one\n    property: toll\n    value: four\n");
            let loaded = project(&[("claims/a.yaml", &format!("{HEAD}{vocabulary}{claim}{other}"))]);
            let told = errors(&loaded);
            assert!(!told.iter().any(|told| told.contains("this claim has no")), "{told:#?}");
            assert!(told.iter().any(|told| told.contains("tabs stand before the lines 10 to 12")), "{told:#?}");
            assert!(told.iter().any(|told| told.contains("`four` is not a number")), "{told:#?}");
        }
    }

    #[test]
    fn settings_with_tabs_are_read() {
        let settings = "rules:\n\tmissing-quote: off\n\tundated-source: of\n";
        let told = errors(&project(&[("claims/a.yaml", ""), ("gainsay.yaml", settings)]));
        assert_eq!(told.len(), 2, "{told:#?}");
        assert!(told[0].starts_with("gainsay.yaml:2:1: tabs stand before the lines 2 to 3"), "{told:#?}");
        assert!(told[1].starts_with("gainsay.yaml:3:18: "), "{told:#?}");
    }

    #[test]
    fn a_tab_before_a_line_of_text_does_no_harm() {
        let claims = "claims:\n  - subject: town\n    source: one\n    property: toll\n    value: 3\n    note: |\n      a\n      \tb\n";
        let text = format!("{HEAD}  town:\nproperties:\n  toll: {{ type: number }}\n{claims}");
        let loaded = project(&[("claims/a.yaml", &text)]);
        assert_eq!(errors(&loaded), Vec::<String>::new());
        assert_eq!(loaded.project.claims[0].note.as_deref(), Some("a\n\tb"));
    }

    #[test]
    fn a_file_full_of_tabs_is_told_in_few_words() {
        let text: String = (0..40).map(|index| format!("a{index}:\n\tb: c\n")).collect();
        let told = told(&text);
        assert_eq!(told.len(), TOLD);
        assert!(told[9].message.contains("and before 30 more below"), "{}", told[9].message);
    }
}
