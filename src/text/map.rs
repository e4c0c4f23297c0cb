//! Offsets of a derived text (folded, decoded, taken out of a page) mapped back to where it came from.

use std::ops::Range;

/// A map from the bytes of a derived text to the bytes of its origin. Stretches that were only moved take one
/// piece; a stretch that changed its length takes one more. Offsets are kept in 32 bits: a text of more than
/// 4 GB is refused long before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where the piece starts in the derived text.
    derived: u32,
    /// Where it starts in the origin.
    origin: u32,
    /// Where it ends in the origin, for a stretch that changed as a whole; `MOVED` for one that was only moved.
    end: u32,
}

const MOVED: u32 = u32::MAX;

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX - 1)
}

impl OffsetMap {
    /// Says that from `derived` on the text is that from `origin` on, byte for byte.
    pub fn moved(&mut self, derived: usize, origin: usize) {
        let (derived, origin) = (small(derived), small(origin));
        if let Some(last) = self.pieces.last_mut() {
            if last.end == MOVED && origin.wrapping_sub(last.origin) == derived.wrapping_sub(last.derived) {
                return;
            }
            if last.derived == derived {
                *last = Piece { derived, origin, end: MOVED };
                return;
            }
        }
        self.pieces.push(Piece { derived, origin, end: MOVED });
    }

    /// Says that from `derived` on the text stands for this stretch of the origin, as a whole.
    pub fn changed(&mut self, derived: usize, origin: Range<usize>) {
        let piece = Piece { derived: small(derived), origin: small(origin.start), end: small(origin.end) };
        match self.pieces.last_mut() {
            Some(last) if last.derived == piece.derived => *last = piece,
            _ => self.pieces.push(piece),
        }
    }

    /// Says that the derived text ends here: what was said of further offsets holds no longer.
    pub fn truncate(&mut self, derived: usize) {
        while self.pieces.last().is_some_and(|last| last.derived as usize >= derived) {
            self.pieces.pop();
        }
    }

    /// Where a passage that starts at this offset of the derived text starts in the origin.
    pub fn start(&self, derived: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.derived as usize <= derived);
        match at.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            None => derived,
            Some(piece) if piece.end == MOVED => piece.origin as usize + (derived - piece.derived as usize),
            Some(piece) => piece.origin as usize,
        }
    }

    /// Where a passage that ends at this offset of the derived text ends in the origin.
    pub fn end(&self, derived: usize) -> usize {
        let at = self.pieces.partition_point(|piece| (piece.derived as usize) < derived);
        match at.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            None => self.start(derived),
            Some(piece) if piece.end == MOVED => piece.origin as usize + (derived - piece.derived as usize),
            Some(piece) => piece.end as usize,
        }
    }

    /// The stretch of the origin that a range of the derived text stands for.
    pub fn range(&self, derived: &Range<usize>) -> Range<usize> {
        let start = self.start(derived.start);
        if derived.start >= derived.end { start..start } else { start..self.end(derived.end).max(start) }
    }

    /// Whether nothing was recorded: the derived text is its origin.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_starts_and_ends_around_a_changed_stretch() {
        // origin: `ab` + three bytes + `cd`; derived: `ab` + one byte + `cd`
        let mut map = OffsetMap::default();
        map.moved(0, 0);
        map.changed(2, 2..5);
        map.moved(3, 5);
        assert_eq!(map.range(&(0..2)), 0..2);
        assert_eq!(map.range(&(2..3)), 2..5);
        assert_eq!(map.range(&(1..4)), 1..6);
        assert_eq!(map.range(&(3..5)), 5..7);
        assert_eq!(map.range(&(3..3)), 5..5);
    }

    #[test]
    fn an_end_before_something_left_out_stays_before_it() {
        // origin: `ab` + two bytes left out + `cd`
        let mut map = OffsetMap::default();
        map.moved(0, 0);
        map.moved(2, 4);
        assert_eq!(map.range(&(0..2)), 0..2);
        assert_eq!(map.range(&(2..4)), 4..6);
        assert_eq!(map.range(&(1..3)), 1..5);
    }
}
