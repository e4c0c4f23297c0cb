//! Where a quote stands in an article, and the nearest passage when it does not (contract, part 6).

use std::ops::Range;

use super::chars::{is_currency, is_digit, is_unspaced, is_word};
use super::fold::{self, Folded};
pub use super::nearest::Nearest;
use super::pattern::{Gap, Piece};
pub use super::pattern::{Pattern, PatternError};
use super::places::Places;
use super::seek::Seeker;

/// An article's text, folded once, with a map back to its bytes.
#[derive(Debug, Default)]
pub struct Haystack {
    pub(super) folded: Folded,
}

/// A haystack that quotes are being looked for in. What is found is the same, with an index or without.
#[derive(Debug)]
pub struct Search<'h> {
    folded: &'h Folded,
    /// Where its words stand, where so many quotes come from it that this pays.
    places: Option<Places>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nowhere.
    Nowhere,
    /// The quote stands there, but not with its prefix or suffix; the places without them.
    OnlyWithoutContext(Box<[Range<usize>]>),
    /// Once: bytes from its first part to its last.
    Once(Range<usize>),
    /// Several times, in order; the first [`MOST_PLACES`] of them.
    Several(Box<[Range<usize>]>),
}

impl Found {
    fn of(mut places: Vec<Range<usize>>) -> Self {
        match places.len() {
            0 => Self::Nowhere,
            1 => places.pop().map_or(Self::Nowhere, Self::Once),
            _ => Self::Several(places.into_boxed_slice()),
        }
    }
}

/// How many places of one quote are told.
pub const MOST_PLACES: usize = 64;

/// How many bytes of overlapping repetitions are compared before a search steps over whole occurrences: `a a a a` in an
/// article of nothing else would be quadratic.
const MOST_REPEATED: usize = 1 << 26;

/// How many places of one piece of a quote with omissions are kept.
const MOST_HITS: usize = 1 << 20;
/// How many of all its pieces together, but some of each.
const MOST_HITS_OF_ALL: usize = 1 << 24;

/// A place of a piece, in the folded text.
#[derive(Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    /// The latest start of a passage whose pieces so far end here.
    first: usize,
}

/// What must stand right before and after a quote, folded.
struct Context {
    prefix: String,
    suffix: String,
}

impl Context {
    fn new(prefix: Option<&str>, suffix: Option<&str>) -> Self {
        let fold = |text: Option<&str>| text.map(fold::quote).unwrap_or_default();
        let prefix = fold(prefix).trim_start_matches(['…', ' ']).trim_end_matches(' ').to_owned();
        let suffix = fold(suffix).trim_end_matches(['…', ' ']).trim_start_matches(' ').to_owned();
        Self { prefix, suffix }
    }

    fn is_empty(&self) -> bool {
        self.prefix.is_empty() && self.suffix.is_empty()
    }
}

impl Haystack {
    /// Folds an article's text.
    pub fn new(text: &str) -> Self {
        Self { folded: Folded::new(text) }
    }

    /// Ready for a few quotes.
    pub fn search(&self) -> Search<'_> {
        Search { folded: &self.folded, places: None }
    }

    /// Ready for many quotes: indexing its words takes some time and memory, and makes each search faster.
    pub fn indexed(&self) -> Search<'_> {
        Search { folded: &self.folded, places: Some(Places::new(&self.folded.text)) }
    }

    /// Looks for one quote, with what must stand right before and after it.
    pub fn find(&self, quote: &Pattern, prefix: Option<&str>, suffix: Option<&str>) -> Found {
        self.search().find(quote, prefix, suffix)
    }
}

impl Search<'_> {
    /// Looks for a quote as it is written, with what must stand right before and after it.
    ///
    /// # Errors
    /// A quote without any words of the article.
    pub fn find_written(&self, quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> Result<Found, PatternError> {
        // Most quotes are plain text: nothing to fold, one piece, no context.
        if prefix.is_none() && suffix.is_none() && fold::is_folded(quote) && !quote.contains('[') {
            let mut places = Vec::new();
            self.each(quote, 0, 0, |start, end| {
                if self.folded.is_boundary(start) && self.folded.is_boundary(end) {
                    places.push(self.folded.origin(&(start..end)));
                }
                places.len() < MOST_PLACES
            });
            return Ok(Found::of(places));
        }
        Ok(self.find(&Pattern::new(quote)?, prefix, suffix))
    }

    /// Looks for a quote, with what must stand right before and after it.
    pub fn find(&self, quote: &Pattern, prefix: Option<&str>, suffix: Option<&str>) -> Found {
        let context = Context::new(prefix, suffix);
        let places = self.places(quote, &context);
        if !places.is_empty() || context.is_empty() {
            return Found::of(places);
        }
        match self.places(quote, &Context::new(None, None)) {
            none if none.is_empty() => Found::Nowhere,
            places => Found::OnlyWithoutContext(places.into_boxed_slice()),
        }
    }

    /// The places of a quote. A bracket that the article itself has goes before one that is the checker's own.
    fn places(&self, quote: &Pattern, context: &Context) -> Vec<Range<usize>> {
        let literal = quote.literal.as_ref().map(|pieces| self.passages(pieces, context)).unwrap_or_default();
        let found = if literal.is_empty() { self.passages(&quote.pieces, context) } else { literal };
        found.iter().map(|range| self.folded.origin(range)).collect()
    }

    /// The passages that hold all pieces in order, each with the nearest continuation: of two passages that end alike
    /// or begin alike, the shorter.
    fn passages(&self, pieces: &[Piece], context: &Context) -> Vec<Range<usize>> {
        let mut hits: Vec<Hit> = Vec::new();
        let most_hits = (MOST_HITS_OF_ALL / pieces.len().max(1)).clamp(1 << 12, MOST_HITS);
        for (index, piece) in pieces.iter().enumerate() {
            let (first, last) = (index == 0, index + 1 == pieces.len());
            let inner_end = pieces.get(index + 1).is_some_and(|next| next.gap == Gap::Inside);
            let from = if first { 0 } else { hits.first().map_or(0, |hit| hit.start) };
            let most = if first && last { MOST_PLACES } else { most_hits };
            let mut previous = hits.iter().peekable();
            let mut before: Option<&Hit> = None;
            let mut next: Vec<Hit> = Vec::new();
            self.each(&piece.text, from, context.prefix.len() + context.suffix.len(), |start, end| {
                let Some((start, end)) = self.bounded(piece, start..end, piece.gap == Gap::Inside, inner_end) else {
                    return true;
                };
                if (first && !self.follows(start, &context.prefix)) || (last && !self.leads(end, &context.suffix)) {
                    return true;
                }
                while let Some(hit) = previous.next_if(|hit| hit.end <= start) {
                    before = Some(hit);
                }
                let begin = match before {
                    None if first => Some(start),
                    None => None,
                    // The latest place of the piece before is the nearest, so if it is too far all are.
                    Some(hit) => self.bridges(piece.gap, hit.end..start).then_some(hit.first),
                };
                if let Some(begin) = begin {
                    next.push(Hit { start, end, first: begin });
                }
                next.len() < most
            });
            hits = next;
            if hits.is_empty() {
                return Vec::new();
            }
        }
        hits.dedup_by_key(|hit| hit.first);
        hits.truncate(MOST_PLACES);
        hits.iter().map(|hit| hit.first..hit.end).collect()
    }

    /// Calls `visit` for each place of a folded text, overlapping ones too, until it says no. A visit compares as many
    /// bytes as the text has, and `more`.
    fn each(&self, text: &str, from: usize, more: usize, mut visit: impl FnMut(usize, usize) -> bool) {
        let length = text.len();
        let mut budget = MOST_REPEATED;
        let mut at = from;
        if let Some(candidates) = self.places.as_ref().and_then(|places| places.candidates(text)) {
            for start in candidates {
                let there = self.folded.text.as_bytes().get(start..start + length) == Some(text.as_bytes());
                if start < at || !there {
                    continue;
                }
                if !visit(start, start + length) {
                    return;
                }
                budget = budget.saturating_sub(length + more);
                at = start + if budget > 0 { 1 } else { length };
            }
            return;
        }
        let mut seeker = Seeker::new(text);
        while let Some(start) = seeker.next(self.folded.text.as_bytes(), at) {
            if !visit(start, start + length) {
                return;
            }
            budget = budget.saturating_sub(length + more);
            at = start + if budget > 0 { 1 } else { length };
        }
    }

    /// The place of a piece, if it starts and ends where words and numbers do; widened over what a bracket changes.
    fn bounded(
        &self,
        piece: &Piece,
        place: Range<usize>,
        inner_start: bool,
        inner_end: bool,
    ) -> Option<(usize, usize)> {
        if !inner_start && self.takes_range_for_minus(piece, place.start) {
            return None;
        }
        let start = if inner_start || self.folded.is_boundary(place.start) {
            place.start
        } else {
            // `[T]he` is `the`, too.
            let own = piece.changed_start.as_deref()?.to_lowercase();
            let ahead = self.folded.text.get(..place.start)?;
            let length: usize = ahead.chars().rev().take(own.chars().count()).map(char::len_utf8).sum();
            let start = place.start - length;
            (ahead.get(start..)?.to_lowercase() == own && self.folded.is_boundary(start)).then_some(start)?
        };
        let end = if inner_end || self.folded.is_boundary(place.end) && !piece.changed_end {
            place.end
        } else if piece.changed_end {
            let rest = self.folded.text.get(place.end..)?;
            place.end + rest.chars().take(30).take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>()
        } else {
            return None;
        };
        (inner_end || self.folded.is_boundary(end)).then_some((start, end))
    }

    /// Whether a piece begins with a minus sign and a number, but the article's dash only joins: `-5%` is not in `3-5%`.
    fn takes_range_for_minus(&self, piece: &Piece, start: usize) -> bool {
        let signed =
            piece.text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c| is_digit(c) || is_currency(c)));
        let before = self.folded.text.get(..start).and_then(|text| text.chars().next_back());
        signed && before.is_some_and(|c| !is_unspaced(c) && (is_word(c) || matches!(c, '%' | '‰' | ')' | ']' | '°')))
    }

    /// Whether a passage between two pieces may stand for what the quote has there.
    fn bridges(&self, gap: Gap, between: Range<usize>) -> bool {
        let text = self.folded.text.get(between).unwrap_or("");
        match gap {
            Gap::Omission => true,
            Gap::Words(most) => at_most_words(text, most),
            Gap::Inside => text.len() <= 60 && text.chars().all(is_word),
        }
    }

    /// Whether a prefix stands right before an offset.
    fn follows(&self, start: usize, prefix: &str) -> bool {
        let before = self.folded.text.get(..start).unwrap_or("");
        prefix.is_empty() || before.trim_end_matches(' ').ends_with(prefix)
    }

    /// Whether a suffix stands right after an offset.
    fn leads(&self, end: usize, suffix: &str) -> bool {
        let after = self.folded.text.get(end..).unwrap_or("");
        suffix.is_empty() || after.trim_start_matches(' ').starts_with(suffix)
    }
}

/// Whether a text has at most so many words. Stops early: a text far too long is not read to its end.
fn at_most_words(text: &str, most: usize) -> bool {
    // Longer than any words that somebody would put in brackets.
    if text.len() > 100 * (most + 1) {
        return false;
    }
    let words = text.split(' ').filter(|word| word.contains(is_word)).map(|word| {
        // Without spaces, two characters are counted as a word.
        word.chars().filter(|c| is_unspaced(*c)).count().div_ceil(2).max(1)
    });
    let mut count = 0;
    for word in words {
        count += word;
        if count > most {
            return false;
        }
    }
    true
}

#[cfg(test)]
#[path = "anchor_tests.rs"]
mod tests;
