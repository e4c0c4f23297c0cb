//! The passage most like a quote that was not found.

use std::ops::Range;

use rayon::prelude::*;

use super::anchor::{Haystack, Pattern};
use super::chars::{is_digit, is_word};
use super::diff::{self, Diff};

/// The passage most like a quote that was not found. A suggestion, never evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// Bytes of the passage.
    pub range: Range<usize>,
    /// From the quote's words to the passage's.
    pub diff: Diff,
    /// 0 (nothing in common) to 1 (the same).
    pub likeness: f64,
}

/// Below this likeness a passage is not worth showing: any two texts of one language come close to a half.
const LEAST_LIKENESS: f64 = 0.55;

/// How much of a long piece is searched for: its beginning, then its end. The rest follows from that.
const LONGEST: usize = 512;

impl Haystack {
    /// The passage most like a quote, if any is like it at all. `text` is what the haystack was made of.
    pub fn nearest(&self, text: &str, quote: &Pattern) -> Option<Nearest> {
        let missing = |piece: &&str| memchr::memmem::find(self.folded.text.as_bytes(), piece.as_bytes()).is_none();
        // Of a quote with omissions, the longest piece that does not stand there is the one to show.
        let piece = quote.texts().filter(missing).max_by_key(|piece| piece.len());
        let piece = piece.or_else(|| quote.texts().max_by_key(|piece| piece.len()))?;
        let found = self.most_like(piece)?;
        let range = self.folded.origin(&found.range);
        let passage = text.get(range.clone())?;
        // A quote of one piece is shown as it was written, not as it was folded.
        let shown = if quote.is_verbatim() { quote.written.as_str() } else { piece };
        Some(Nearest { diff: diff::words(shown, passage), range, likeness: found.likeness })
    }

    /// The folded passage most like a folded piece, snapped to the bounds of words.
    fn most_like(&self, piece: &str) -> Option<Match> {
        let (text, pattern) = (self.folded.text.as_bytes(), piece.as_bytes());
        let head = pattern.get(..pattern.len().min(LONGEST)).unwrap_or(pattern);
        let tail = pattern.get(pattern.len().saturating_sub(LONGEST)..).unwrap_or(pattern);
        let (mut part, mut best) = (head, approximate(head, text)?);
        if pattern.len() > LONGEST && best.likeness < LEAST_LIKENESS {
            (part, best) = (tail, approximate(tail, text)?);
        }
        if best.likeness < LEAST_LIKENESS {
            return None;
        }
        // A piece longer than what was searched for goes on to one side.
        let more = pattern.len() - part.len();
        let range = if part == head {
            best.range.start..(best.range.end + more).min(text.len())
        } else {
            best.range.start.saturating_sub(more)..best.range.end
        };
        let range = self.snapped(range);
        let range = if more == 0 { self.reaching(piece, range) } else { range };
        (!range.is_empty()).then_some(Match { range, likeness: best.likeness })
    }

    /// Widens a passage to the piece's own first and last word, where they stand near by and it is no further from the
    /// piece for that: of `was signed`, `had been` is as near as `had been signed`.
    fn reaching(&self, piece: &str, range: Range<usize>) -> Range<usize> {
        let edits = |range: &Range<usize>| {
            let passage = self.folded.text.as_bytes().get(range.clone()).unwrap_or_default();
            strsim::generic_levenshtein(&piece.as_bytes().to_vec(), &passage.to_vec())
        };
        let own = words(piece);
        let mut found = range;
        for (word, last) in [(own.last(), true), (own.first(), false)] {
            let wider = word.and_then(|(_, word)| self.to_word(word, &found, last));
            if let Some(wider) = wider.filter(|wider| edits(wider) <= edits(&found) + SLACK) {
                found = wider;
            }
        }
        found
    }

    /// A passage up to the next such word behind it, or from the last one before it on.
    fn to_word(&self, word: &str, range: &Range<usize>, last: bool) -> Option<Range<usize>> {
        const FAR: usize = 200;
        let text = &self.folded.text;
        let own = words(text.get(range.clone())?);
        let end = if last { own.last() } else { own.first() };
        if end.is_some_and(|(_, own)| *own == word) {
            return None;
        }
        if last {
            let behind = text.get(range.end..text.floor_char_boundary((range.end + FAR).min(text.len())))?;
            let (at, _) = words(behind).into_iter().take(NEAR).find(|(_, next)| *next == word)?;
            Some(range.start..range.end + at + word.len())
        } else {
            let from = text.ceil_char_boundary(range.start.saturating_sub(FAR));
            let before = words(text.get(from..range.start)?);
            let (at, _) = before.into_iter().rev().take(NEAR).find(|(_, next)| *next == word)?;
            Some(from + at..range.end)
        }
    }

    /// Widens a range to whole words, or narrows it where less than half of a word is in it.
    fn snapped(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.folded.text;
        // A number is never cut off: the part that is not in the range is just what the quote got wrong.
        let numeric = |range: Range<usize>| text.get(range).is_some_and(|word| word.contains(is_digit));
        let mut start = text.floor_char_boundary(range.start);
        let mut end = text.ceil_char_boundary(range.end.min(text.len()));
        let back = (0..=start).rev().take(60).find(|at| text.is_char_boundary(*at) && self.folded.is_boundary(*at));
        let on = (start..=end).find(|at| text.is_char_boundary(*at) && self.folded.is_boundary(*at));
        match (back, on) {
            (Some(back), Some(on)) if on < end && start - back > on - start && !numeric(back..on) => start = on,
            (Some(back), _) => start = back,
            _ => {}
        }
        let back = (start..=end).rev().find(|at| text.is_char_boundary(*at) && self.folded.is_boundary(*at));
        let on = (end..=text.len()).take(60).find(|at| text.is_char_boundary(*at) && self.folded.is_boundary(*at));
        match (back, on) {
            (Some(back), Some(on)) if back > start && on - end > end - back && !numeric(back..on) => end = back,
            (_, Some(on)) => end = on,
            _ => {}
        }
        let inside = text.get(start..end).unwrap_or("");
        let trimmed = inside.trim_start_matches(' ');
        start += inside.len() - trimmed.len();
        start..start + trimmed.trim_end_matches(' ').len()
    }
}

/// How many words from a passage its first or last word is looked for, and how many edits more that may take.
const NEAR: usize = 3;
const SLACK: usize = 2;

/// The words of a folded text without the marks around them, and where they stand.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split(' ') {
        let bare = word.trim_start_matches(|c: char| !is_word(c));
        let start = at + word.len() - bare.len();
        let bare = bare.trim_end_matches(|c: char| !is_word(c));
        if !bare.is_empty() {
            found.push((start, bare));
        }
        at += word.len() + 1;
    }
    found
}

#[derive(Clone, Debug, PartialEq)]
struct Match {
    range: Range<usize>,
    likeness: f64,
}

/// The stretch of a text with the fewest edits to a pattern.
fn approximate(pattern: &[u8], text: &[u8]) -> Option<Match> {
    if pattern.is_empty() || text.is_empty() {
        return None;
    }
    let (edits, end) = fewest_edits_in(pattern, text, PART);
    // The start is where the reversed pattern ends best in the reversed text before that end.
    let from = end.saturating_sub(pattern.len() + edits);
    let reversed: Vec<u8> = pattern.iter().rev().copied().collect();
    let (_, length) = fewest_edits(&reversed, text.get(from..end)?.iter().rev());
    #[expect(clippy::cast_precision_loss, reason = "a likeness is rounded anyway")]
    let likeness = 1.0 - edits as f64 / pattern.len() as f64;
    Some(Match { range: end - length..end, likeness })
}

/// Longer texts are searched in parts of so many bytes, on all threads.
const PART: usize = 1 << 16;

/// The fewest edits between a pattern and any stretch of a text, searched in parts, and where the first such stretch
/// ends. A stretch that is no further from the pattern than nothing at all is at most twice as long, so a part that
/// begins so much earlier knows all that end in it.
fn fewest_edits_in(pattern: &[u8], text: &[u8], part: usize) -> (usize, usize) {
    if text.len() <= part {
        return fewest_edits(pattern, text.iter());
    }
    let before = 2 * pattern.len();
    let starts: Vec<usize> = (0..text.len()).step_by(part).collect();
    let search = |start: &usize| {
        let from = start.saturating_sub(before);
        let bytes = text.get(from..(start + part).min(text.len())).unwrap_or_default();
        let (edits, end) = fewest_edits(pattern, bytes.iter());
        // What ends before the part begins is another part's, and no better than the best there.
        (edits, from + end)
    };
    let found: Vec<(usize, usize)> = starts.par_iter().map(search).collect();
    let best = found.into_iter().min().unwrap_or_default();
    if best.0 == pattern.len() { (best.0, 0) } else { best }
}

/// The fewest edits (bytes inserted, left out or replaced) between a pattern and any stretch of a text, and where the
/// first such stretch ends. Myers 1999, "A fast bit-vector algorithm for approximate string matching", in blocks of 64
/// as in its part 4: one column of the dynamic programme is two words a block, its differences going up and down.
pub(super) fn fewest_edits<'t>(pattern: &[u8], text: impl Iterator<Item = &'t u8>) -> (usize, usize) {
    let blocks = pattern.len().div_ceil(64);
    let mut places = vec![0_u64; 256 * blocks];
    for (at, byte) in pattern.iter().enumerate() {
        if let Some(word) = places.get_mut(usize::from(*byte) * blocks + at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    let last = 1_u64 << ((pattern.len() - 1) % 64);
    // Vertical differences: +1 everywhere, as nothing of the text is read yet.
    let mut column = vec![(u64::MAX, 0_u64); blocks];
    let mut edits = pattern.len();
    let mut best = (edits, 0);
    for (at, byte) in text.enumerate() {
        let equal = places.get(usize::from(*byte) * blocks..(usize::from(*byte) + 1) * blocks).unwrap_or(&[]);
        // The difference that enters a block from above: none at the top, as a passage may start anywhere.
        let (mut plus, mut minus) = (0_u64, 0_u64);
        for (index, ((up, down), equal)) in column.iter_mut().zip(equal).enumerate() {
            let vertical = equal | *down;
            let equal = equal | minus;
            let diagonal = (((equal & *up).wrapping_add(*up)) ^ *up) | equal;
            let mut gained = *down | !(diagonal | *up);
            let mut lost = *up & diagonal;
            if index + 1 == blocks {
                edits = edits + usize::from(gained & last != 0) - usize::from(lost & last != 0);
            }
            let (over, under) = (gained >> 63, lost >> 63);
            gained = (gained << 1) | plus;
            lost = (lost << 1) | minus;
            *up = lost | !(vertical | gained);
            *down = gained & vertical;
            (plus, minus) = (over, under);
        }
        if edits < best.0 {
            best = (edits, at + 1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn parts_find_what_the_whole_text_has(pattern in "[abc]{1,12}", text in "[abcd]{1,120}", part in 1usize..40) {
            let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
            proptest::prop_assert_eq!(fewest_edits_in(pattern, text, part), fewest_edits(pattern, text.iter()));
        }
    }
}
