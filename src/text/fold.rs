//! Folds: which differences of writing count for nothing.
//!
//! Three folds share their tables: [`name`] for ids and names, [`text`] for `text` values, and [`quote`] for quotes
//! and articles, which alone keeps case and accents. All are linear, and fast over ASCII.

use std::borrow::Cow;
use std::ops::Range;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::chars;
use super::map::OffsetMap;

/// Folds a name: without case, diacritics, white space, or the kind of apostrophe, quotation mark and dash.
pub fn name(written: &str) -> String {
    if written.is_ascii() {
        let mut folded = if is_folded(written) { written.to_owned() } else { quote(written) };
        if folded.contains(' ') {
            folded.retain(|c| c != ' ');
        }
        folded.make_ascii_lowercase();
        return folded;
    }
    let folded = quote(&CaseMapper::new().fold_string(written));
    let plain: String = DecomposingNormalizerBorrowed::new_nfd()
        .normalize(&folded)
        .chars()
        .filter(|&c| c != ' ' && !chars::is_diacritic(c))
        .map(chars::without_stroke)
        .collect();
    // Folded again: what lost its accents may have another lower case (a dotted capital I has).
    let plain = CaseMapper::new().fold_string(&plain).into_owned();
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

/// Folds a `text` value: NFC, case folding, white space, and the kinds of quotation mark, apostrophe and dash.
pub fn text(written: &str) -> String {
    let folded = quote(written);
    let folded = folded.trim_matches(' ');
    if folded.is_ascii() {
        return folded.to_ascii_lowercase();
    }
    let folded = CaseMapper::new().fold_string(folded);
    ComposingNormalizerBorrowed::new_nfc().normalize(&folded).into_owned()
}

/// Folds running text for plain comparison: without case, accents, or the kinds of marks; words stay apart, with one
/// space between them.
pub fn words(written: &str) -> String {
    let folded = quote(written);
    if folded.is_ascii() {
        return folded.to_ascii_lowercase();
    }
    let folded = CaseMapper::new().fold_string(&folded);
    let plain = DecomposingNormalizerBorrowed::new_nfd().normalize(&folded);
    let plain: String = plain.chars().filter(|&c| !chars::is_diacritic(c)).map(chars::without_stroke).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

/// Folds a quote: NFC, then runs of white space to one space, every kind of quotation mark and apostrophe to `'`, of
/// dash to `-`, of ellipsis to `…`; what no reader sees (soft hyphens, marks of direction) is left out.
/// White space at either end is kept as one space.
pub fn quote(written: &str) -> String {
    let normal = if written.is_ascii() {
        Cow::Borrowed(written)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(written)
    };
    let mut folder = Folder::new(normal.len(), false);
    folder.fold(&normal);
    folder.out
}

/// A text folded like a [`quote`], with the way back to its bytes and what folding would otherwise forget.
#[derive(Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// From the folded text to the normalised one.
    map: OffsetMap,
    /// From the normalised text to the written one, where normalising changed anything.
    normal: Option<OffsetMap>,
    /// Folded characters whose kind still matters to the bounds of words and numbers; ascending.
    marks: Vec<(u32, Mark)>,
}

/// What a folded character was, where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A no-break space after a digit: it may group digits.
    GroupSpace,
    /// A dash that is no minus sign: an em dash, or two hyphens.
    LongDash,
    /// A quotation mark that is no apostrophe.
    NoApostrophe,
}

impl Folded {
    /// Folds a text and remembers the way back.
    pub fn new(written: &str) -> Self {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        let (normal, normal_map) = if written.is_ascii() || nfc.is_normalized(written) {
            (None, None)
        } else {
            let (text, map) = normalised(written);
            (Some(text), Some(map))
        };
        let normal = normal.as_deref().unwrap_or(written);
        let mut folder = Folder::new(normal.len(), true);
        folder.fold(normal);
        Self { text: folder.out, map: folder.map, normal: normal_map, marks: folder.marks }
    }

    /// The bytes of the written text that a range of the folded text stands for.
    pub fn origin(&self, folded: &Range<usize>) -> Range<usize> {
        let range = self.map.range(folded);
        match &self.normal {
            Some(map) => map.range(&range),
            None => range,
        }
    }

    /// What a folded character at this offset was, if that matters.
    pub fn mark(&self, at: usize) -> Option<Mark> {
        let index = self.marks.binary_search_by_key(&at, |(at, _)| *at as usize).ok()?;
        self.marks.get(index).map(|(_, mark)| *mark)
    }
}

/// NFC with a map back. Nothing composes across the start of a character that is neither a mark nor an inner Hangul
/// jamo, so clusters can be normalised one by one.
fn normalised(written: &str) -> (String, OffsetMap) {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let (mut out, mut map) = (String::with_capacity(written.len()), OffsetMap::default());
    let mut cluster = 0;
    let ends = written.char_indices().skip(1).filter(|(_, c)| !chars::may_compose(*c)).map(|(at, _)| at);
    for end in ends.chain([written.len()]) {
        let piece = written.get(cluster..end).unwrap_or("");
        let normal = nfc.normalize(piece);
        if normal == piece {
            map.moved(out.len(), cluster);
        } else {
            map.changed(out.len(), cluster..end);
        }
        out.push_str(&normal);
        cluster = end;
    }
    (out, map)
}

struct Folder {
    out: String,
    record: bool,
    map: OffsetMap,
    marks: Vec<(u32, Mark)>,
}

/// ASCII bytes that stand for themselves whatever comes next to them.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ' as usize + 1;
    while byte < 0x7f {
        plain[byte] = !matches!(byte as u8, b'"' | b'`' | b'-' | b'.');
        byte += 1;
    }
    plain
};

/// Whether an ASCII byte stands for itself whatever comes next to it.
fn is_plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)).copied().unwrap_or(false)
}

/// How many plain bytes a text begins with.
fn plain_run(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_plain(*byte)).unwrap_or(bytes.len())
}

/// Whether a space, full stop or hyphen after a plain byte stands for itself, too, by what comes next.
fn stays(bytes: &[u8], at: usize) -> bool {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    match byte(at) {
        b' ' | b'-' => is_plain(byte(at + 1)),
        b'.' => is_plain(byte(at + 1)) || (byte(at + 1) == b' ' && is_plain(byte(at + 2))),
        _ => false,
    }
}

/// Whether a text is what folding it like a [`quote`] would make of it, and begins with a plain byte; seen in one pass
/// over its bytes. Most quotes are so. `false` says nothing: not every such text is recognised.
pub(super) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(|byte| is_plain(*byte)) {
        return false;
    }
    let mut at = 0;
    loop {
        at += plain_run(bytes.get(at..).unwrap_or(&[]));
        if at == bytes.len() || (at + 1 == bytes.len() && bytes.last() == Some(&b'.')) {
            return true;
        }
        // What stays comes before a plain byte, and so after one.
        if !stays(bytes, at) {
            return false;
        }
        at += 1;
    }
}

impl Folder {
    fn new(length: usize, record: bool) -> Self {
        Self { out: String::with_capacity(length), record, map: OffsetMap::default(), marks: Vec::new() }
    }

    fn fold(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            // What stays as it is: plain ASCII with single spaces, full stops and hyphens in it.
            loop {
                at += plain_run(bytes.get(at..).unwrap_or(&[]));
                let joined =
                    at > start || !matches!(byte(at), b' ' | b'-') || !self.out.ends_with(char::from(byte(at)));
                if !(joined && stays(bytes, at)) {
                    break;
                }
                at += 1;
            }
            if at > start {
                if self.record {
                    self.map.moved(self.out.len(), start);
                }
                self.out.push_str(text.get(start..at).unwrap_or(""));
                continue;
            }
            at += self.special(text.get(at..).unwrap_or(""), at);
        }
    }

    /// Folds what begins with something that may change; gives back how many bytes of it were taken.
    fn special(&mut self, rest: &str, at: usize) -> usize {
        let Some(first) = rest.chars().next() else { return 1 };
        if first.is_whitespace() {
            let run = rest.len() - rest.trim_start().len();
            if !self.out.ends_with(' ') {
                if self.record && run == first.len_utf8() && chars::is_group_space(first) && self.after_digit() {
                    self.mark(Mark::GroupSpace);
                }
                self.push(' ', at..at + run);
            }
            return run;
        }
        if chars::is_ignorable(first) {
            return first.len_utf8();
        }
        if chars::is_quotation(first) {
            if self.record && !chars::is_apostrophe(first) && self.out.chars().next_back().is_some_and(chars::is_word) {
                self.mark(Mark::NoApostrophe);
            }
            self.push('\'', at..at + first.len_utf8());
            return first.len_utf8();
        }
        if chars::is_dash(first) {
            let run = rest.find(|c| !chars::is_dash(c)).unwrap_or(rest.len());
            if self.record && (run > first.len_utf8() || !chars::may_be_minus(first)) {
                self.mark(Mark::LongDash);
            }
            self.push('-', at..at + run);
            return run;
        }
        let dots = ellipsis(rest);
        if dots > 0 {
            self.push('…', at..at + dots);
            return dots;
        }
        self.push(first, at..at + first.len_utf8());
        first.len_utf8()
    }

    fn push(&mut self, c: char, origin: Range<usize>) {
        if self.record {
            if c.len_utf8() == origin.len() {
                self.map.moved(self.out.len(), origin.start);
            } else {
                self.map.changed(self.out.len(), origin);
            }
        }
        self.out.push(c);
    }

    fn mark(&mut self, mark: Mark) {
        self.marks.push((u32::try_from(self.out.len()).unwrap_or(u32::MAX), mark));
    }

    fn after_digit(&self) -> bool {
        self.out.as_bytes().last().is_some_and(u8::is_ascii_digit)
    }
}

/// How many bytes at the start are an ellipsis: `…`, three or more full stops, or full stops with spaces between;
/// with all the dots that follow.
fn ellipsis(rest: &str) -> usize {
    let dots = if rest.starts_with('…') { '…'.len_utf8() } else { full_stops(rest) };
    let after = rest.get(dots..).unwrap_or("");
    if dots == 0 { 0 } else { dots + after.find(|c| c != '…' && c != '.').unwrap_or(after.len()) }
}

/// How many bytes at the start are three or more full stops, with or without spaces between.
fn full_stops(rest: &str) -> usize {
    let run = rest.find(|c| c != '.').unwrap_or(rest.len());
    if run >= 3 {
        return run;
    }
    if run != 1 {
        return 0;
    }
    let (mut end, mut stops) = (1, 1);
    loop {
        let after = rest.get(end..).unwrap_or("");
        let space = after.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8);
        if space == 0 || !after.get(space..).is_some_and(|after| after.starts_with('.')) {
            return if stops >= 3 { end } else { 0 };
        }
        end += space + 1;
        stops += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_case_accents_spaces_and_marks() {
        let same = [
            ("Laura Dogu", "laura  DOGU"),
            ("Nicolás Maduro", "Nicola\u{301}s maduro"),
            ("chargé d'affaires", "Charge\u{a0}d’Affaires"),
            ("“Chavismo”", "\"chavismo\""),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("Straße", "STRASSE"),
            ("re‑establish", "re-establish"),
            ("İstanbul", "istanbul"),
            ("in one\nline", "in one line"),
        ];
        for (a, b) in same {
            assert_eq!(name(a), name(b), "{a} / {b}");
        }
        for (a, b) in [("Gil", "Gill"), ("U.S.", "US"), ("か", "が"), ("कि", "कु")] {
            assert_ne!(name(a), name(b), "{a} / {b}");
        }
    }

    #[test]
    fn texts_keep_accents_and_words() {
        assert_eq!(text(" The  “New\nStage” "), text("the \"new stage\""));
        assert_eq!(text("e\u{301}tat"), text("É\u{74}at"));
        assert_ne!(text("Guaidó"), text("Guaido"));
        assert_ne!(text("new york"), text("newyork"));
    }

    #[test]
    fn quotes_keep_case() {
        assert_eq!(quote("a “b” – c…"), "a 'b' - c…");
        assert_eq!(quote("a ... b"), "a … b");
        assert_eq!(quote("a . . . b"), "a … b");
        assert_eq!(quote("a.. b"), "a.. b");
        for dots in ["……", "...…", "…...", ". . .…", ". . ..", "....…."] {
            assert_eq!(quote(&format!("a {dots} b")), "a … b", "{dots}");
        }
        assert_eq!(quote("a -- b"), "a - b");
        assert_eq!(quote("co\u{ad}operate \u{200b} x"), "cooperate x");
        assert_eq!(quote("a \r\n\t b"), "a b");
        assert_ne!(quote("Relations"), quote("relations"));
    }

    #[test]
    fn what_is_folded_already_is_seen() {
        for text in ["a", "By paragraph 3, it's so.", "re-establish U.S. ties (1,473)", "a. b", "x [y]"] {
            assert!(is_folded(text), "{text}");
        }
        for text in ["", " a", "a ", "a  b", "a--b", "a..", "a. . b", "“a”", "a\nb", "-5", ".5", "a . . . b", "a -"]
        {
            assert!(!is_folded(text), "{text}");
        }
    }

    #[test]
    fn long_runs_fold_in_linear_time() {
        let hostile =
            [". ".repeat(300_000), "-.".repeat(300_000), "e\u{301}".repeat(200_000), " \u{200b}".repeat(200_000)];
        for text in hostile {
            assert!(Folded::new(&text).text.len() <= text.len());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_map_leads_back(written in "[a-c. \\-\"“”’é…\u{301}\u{a0}\u{ad}\r\n—0-9가각ᄀ\u{1161}]{0,40}") {
            let folded = Folded::new(&written);
            proptest::prop_assert_eq!(&folded.text, &quote(&written));
            proptest::prop_assert!(!is_folded(&written) || folded.text == written);
            // Every stretch of the folded text leads to a stretch that folds to it again.
            let bounds: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            let mut last = 0;
            for pair in bounds.windows(2) {
                let range = folded.origin(&(pair[0]..pair[1]));
                proptest::prop_assert!(written.is_char_boundary(range.start) && written.is_char_boundary(range.end));
                proptest::prop_assert!(range.start >= last || range.start == range.end || folded.normal.is_some());
                last = range.start;
                if folded.normal.is_none() {
                    proptest::prop_assert_eq!(quote(&written[range]), &folded.text[pair[0]..pair[1]]);
                }
            }
        }
    }
}
