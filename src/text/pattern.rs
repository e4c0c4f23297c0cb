//! A quote taken apart: verbatim pieces, and what may stand between them.

use super::chars::is_word;
use super::fold;

/// A quote made ready for search: its pieces between omissions, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The quote as written.
    pub written: String,
    /// The quote with square brackets taken as its writer's own; in order.
    pub(super) pieces: Vec<Piece>,
    /// The same with square brackets taken as the article's, where it has any.
    pub(super) literal: Option<Vec<Piece>>,
}

/// A verbatim piece of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Folded text, without white space at its ends.
    pub text: String,
    /// What may stand between the piece before and this one.
    pub gap: Gap,
    /// A bracket that changes the start of the first word: `[T]he`.
    pub changed_start: Option<String>,
    /// A bracket that changes the end of the last word: `arrest[ed]`.
    pub changed_end: bool,
}

/// What may stand between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Anything (also before the first piece).
    Omission,
    /// So many words at most.
    Words(usize),
    /// The inside of one word: `un[der]stand`.
    Inside,
}

/// How many words a bracketed passage may stand for.
pub(super) const BRACKETED_WORDS: usize = 10;

/// Why a quote can't be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing but white space.
    Empty,
    /// Nothing but dots and brackets.
    OnlyOmissions,
}

impl Pattern {
    /// Splits a quote at its omissions and folds its pieces.
    ///
    /// # Errors
    /// A quote without any words of the article.
    pub fn new(quote: &str) -> Result<Self, PatternError> {
        let folded = fold::quote(quote);
        if folded.trim_matches(' ').is_empty() {
            return Err(PatternError::Empty);
        }
        let pieces = pieces(&folded, true);
        if pieces.iter().all(|piece| piece.text.chars().all(|c| matches!(c, '.' | '…' | ' '))) {
            return Err(PatternError::OnlyOmissions);
        }
        let literal = folded.contains('[').then(|| self::pieces(&folded, false)).filter(|literal| *literal != pieces);
        Ok(Self { written: quote.to_owned(), pieces, literal })
    }

    /// Whether it is one verbatim piece, without omissions and brackets.
    pub fn is_verbatim(&self) -> bool {
        // Folded, for an omission may be written `. . .`, too.
        self.pieces.len() == 1 && !fold::quote(&self.written).contains(['[', '…'])
    }

    /// The verbatim pieces of the quote, folded.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| piece.text.as_str())
    }
}

/// One stretch of a folded quote.
enum Token<'q> {
    Text(&'q str),
    Omission,
    Bracket(&'q str),
}

/// Cuts a folded quote into verbatim text, omissions and brackets.
fn tokens(folded: &str, brackets: bool) -> Vec<Token<'_>> {
    let closed = closed(folded);
    let mut found = Vec::new();
    let (mut text, mut at) = (0, 0);
    while let Some(next) = folded.get(at..).and_then(|tail| tail.find(['…', '['])).map(|next| next + at) {
        let length = if folded.get(next..).is_some_and(|tail| tail.starts_with('…')) {
            '…'.len_utf8()
        } else {
            let index = closed.binary_search_by_key(&next, |(start, _)| *start);
            index.ok().and_then(|index| closed.get(index)).map_or(0, |(_, length)| *length)
        };
        let inside = folded.get(next + 1..(next + length).saturating_sub(1)).map(|inside| inside.trim_matches(' '));
        let token = match inside {
            _ if length == 0 => None,
            _ if length == '…'.len_utf8() && !folded.get(next..).is_some_and(|tail| tail.starts_with('[')) => {
                Some(Token::Omission)
            }
            Some("…") => Some(Token::Omission),
            Some(inside) if brackets => Some(Token::Bracket(inside)),
            _ => None,
        };
        let Some(token) = token else {
            // A bracket of the article's own, or one that is never closed: text like any other.
            at = next + 1;
            continue;
        };
        if text < next {
            found.push(Token::Text(folded.get(text..next).unwrap_or("")));
        }
        found.push(token);
        (text, at) = (next + length, next + length);
    }
    if text < folded.len() {
        found.push(Token::Text(folded.get(text..).unwrap_or("")));
    }
    found
}

/// Where each bracket that is closed opens and how long it is, brackets included; in order of opening. One that is
/// never closed is no bracket.
fn closed(folded: &str) -> Vec<(usize, usize)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for at in memchr::memchr2_iter(b'[', b']', folded.as_bytes()) {
        if folded.as_bytes().get(at) == Some(&b'[') {
            open.push(at);
        } else if let Some(start) = open.pop() {
            found.push((start, at + 1 - start));
        }
    }
    found.sort_unstable();
    found
}

fn pieces(folded: &str, brackets: bool) -> Vec<Piece> {
    let tokens = tokens(folded, brackets);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = Gap::Omission;
    // Whether the gap before the next piece is one bracket only, that touches a word on its left or right.
    let mut bracket: Option<(&str, bool)> = None;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Omission => (gap, bracket) = (Gap::Omission, None),
            Token::Bracket(inside) => {
                let left = index
                    .checked_sub(1)
                    .and_then(|before| tokens.get(before))
                    .is_some_and(|before| matches!(before, Token::Text(text) if text.ends_with(is_word)));
                bracket = matches!(gap, Gap::Words(0)).then_some((*inside, left));
                if let (true, Some(piece)) = (left, pieces.last_mut()) {
                    piece.changed_end = true;
                }
                gap = match gap {
                    Gap::Words(words) => Gap::Words(words.saturating_add(BRACKETED_WORDS)),
                    other => other,
                };
                if index == 0 {
                    bracket = Some((inside, false));
                }
            }
            Token::Text(text) => {
                let trimmed = text.trim_matches(' ');
                if trimmed.is_empty() {
                    continue;
                }
                let mut piece = Piece { text: trimmed.to_owned(), gap, changed_start: None, changed_end: false };
                if let Some((inside, left)) = bracket {
                    let right = text.starts_with(is_word);
                    if left && right {
                        piece.gap = Gap::Inside;
                    } else if right {
                        piece.changed_start = Some(inside.to_owned());
                        piece.gap = if gap == Gap::Omission { gap } else { Gap::Words(0) };
                    } else if left {
                        piece.gap = Gap::Words(0);
                    }
                }
                pieces.push(piece);
                (gap, bracket) = (Gap::Words(0), None);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(quote: &str) -> String {
        let pattern = Pattern::new(quote).expect("a quote");
        let shown: Vec<String> = pattern.pieces.iter().map(|piece| format!("{:?}:{}", piece.gap, piece.text)).collect();
        shown.join(" | ")
    }

    #[test]
    fn splits_at_omissions_and_brackets() {
        assert_eq!(shown("a b"), "Omission:a b");
        assert_eq!(shown("a … b"), "Omission:a | Omission:b");
        assert_eq!(shown("a ... b […] c [...] d"), "Omission:a | Omission:b | Omission:c | Omission:d");
        assert_eq!(shown("a [the new] b"), "Omission:a | Words(10):b");
        assert_eq!(shown("a [x] [y] b"), "Omission:a | Words(20):b");
        assert_eq!(shown("a [x] … b"), "Omission:a | Omission:b");
        assert_eq!(shown("… a …"), "Omission:a");
        assert_eq!(shown("[T]he end"), "Omission:he end");
        assert_eq!(shown("arrest[ed] him"), "Omission:arrest | Words(0):him");
        assert_eq!(shown("un[der]stand"), "Omission:un | Inside:stand");
        assert_eq!(shown("open [bracket"), "Omission:open [bracket");
        assert_eq!(shown("a [b [c] d] e"), "Omission:a | Words(10):e");
    }

    #[test]
    fn what_leaves_something_out_is_not_verbatim() {
        for (quote, verbatim) in
            [("a b", true), ("a.. b", true), ("a . . .", false), ("a ...", false), ("a [b]", false)]
        {
            assert_eq!(Pattern::new(quote).unwrap().is_verbatim(), verbatim, "{quote}");
        }
    }

    #[test]
    fn quotes_without_words_are_errors() {
        for quote in ["", "  \n", "\u{ad}"] {
            assert_eq!(Pattern::new(quote), Err(PatternError::Empty), "{quote:?}");
        }
        for quote in ["…", "...", "[…]", " . ", "..", "… … ...", "[words only]", ". . . ."] {
            assert_eq!(Pattern::new(quote), Err(PatternError::OnlyOmissions), "{quote:?}");
        }
    }

    #[test]
    fn rows_of_brackets_do_not_hang() {
        assert!(Pattern::new(&"[".repeat(100_000)).is_ok());
        assert!(Pattern::new(&"a[b]".repeat(50_000)).is_ok());
    }
}
