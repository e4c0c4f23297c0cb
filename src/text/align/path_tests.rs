use proptest::prelude::*;

use super::*;
use crate::text::align::tests::small;
use crate::text::wording::Word;

/// What a way through both wordings scores, by the definition.
fn score(steps: &[Step], a: &Wording, b: &Wording) -> i32 {
    let (mut total, mut at, mut differs) = (0, (0, 0), false);
    for step in steps {
        if step.free {
            differs = false;
        } else if step.same {
            total += earned(&a.words[at.0..at.0 + step.first], &b.words[at.1..at.1 + step.second]);
            differs = false;
        } else {
            total += EACH + if differs { 0 } else { OPEN };
            differs = true;
        }
        at = (at.0 + step.first, at.1 + step.second);
    }
    total
}

/// What words that agree earn: the same seen from either side.
fn earned(first: &[Word], second: &[Word]) -> i32 {
    let sum = |words: &[Word]| words.iter().map(|word| word.weight() * 10).sum::<i32>();
    sum(first).min(sum(second))
}

/// The best score of all ways, tried one after the other.
fn plain(a: &Wording, b: &Wording, i: usize, j: usize, differs: bool) -> i32 {
    let (n, m) = (a.words.len(), b.words.len());
    if i == n && j == m {
        return 0;
    }
    let open = |wording: &Wording, at: usize| wording.gaps[at] != Gap::None;
    let mut best = NEVER;
    for (first, second) in [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)] {
        if i + first <= n && j + second <= m {
            let joins = |wording: &Wording, from: usize, count: usize| {
                (from + 1..from + count).all(|at| wording.gaps[at] == Gap::None)
            };
            let text = |wording: &Wording, from: usize, count: usize| -> String {
                wording.words[from..from + count].iter().map(|word| word.key.as_str()).collect()
            };
            if joins(a, i, first) && joins(b, j, second) && text(a, i, first) == text(b, j, second) {
                let earned = earned(&a.words[i..i + first], &b.words[j..j + second]);
                best = best.max(earned + plain(a, b, i + first, j + second, false));
            }
        }
    }
    let cost = EACH + if differs { 0 } else { OPEN };
    if i < n {
        best = best.max(cost + plain(a, b, i + 1, j, true));
        if open(b, j) {
            best = best.max(plain(a, b, i + 1, j, false));
        }
    }
    if j < m {
        best = best.max(cost + plain(a, b, i, j + 1, true));
        if open(a, i) {
            best = best.max(plain(a, b, i, j + 1, false));
        }
    }
    best
}

proptest! {
    #[test]
    fn the_best_way_is_found(first in small(), second in small()) {
        let (a, b) = (Wording::new(&first), Wording::new(&second));
        let steps = path(&a, &b);
        let taken = steps.iter().fold((0, 0), |at, step| (at.0 + step.first, at.1 + step.second));
        prop_assert_eq!(taken, (a.words.len(), b.words.len()));
        prop_assert_eq!(score(&steps, &a, &b), plain(&a, &b, 0, 0, false));
    }
}
