use proptest::prelude::*;

use super::*;
use crate::text::align::tests::small;
use crate::text::wording::Word;

/// What a way through both wordings scores, by the definition.
fn score(steps: &[Step], a: &Wording, b: &Wording) -> i32 {
    let (mut total, mut at, mut differs) = (0, (0, 0), false);
    for step in steps {
        total += match step.kind {
            Kind::Same => earned(&a.words[at.0..at.0 + step.first], &b.words[at.1..at.1 + step.second]),
            Kind::Other if differs => EACH,
            Kind::Other => EACH + OPEN,
            Kind::Bracketed if step.first == 0 => extra(a, at.0, step.second),
            Kind::Bracketed => extra(b, at.1, step.first),
            Kind::Free => 0,
        };
        differs = step.kind == Kind::Other;
        at = (at.0 + step.first, at.1 + step.second);
    }
    total
}

/// What words that agree earn: the same seen from either side.
fn earned(first: &[Word], second: &[Word]) -> i32 {
    let sum = |words: &[Word]| words.iter().map(|word| word.weight() * 10).sum::<i32>();
    sum(first).min(sum(second))
}

/// How many words stand in the brackets before a word.
fn inside(wording: &Wording, at: usize) -> Option<usize> {
    match wording.gaps[at] {
        Gap::Bracket(words) if at > 0 && at < wording.words.len() => Some(words.max(1)),
        _ => None,
    }
}

/// What it costs that the brackets before a word stand for so many.
fn extra(wording: &Wording, at: usize, words: usize) -> i32 {
    EXTRA * i32::try_from(words.saturating_sub(inside(wording, at).unwrap())).unwrap()
}

/// Every way that one word or several read, from a place on.
fn read(wording: &Wording, at: usize) -> Vec<(usize, &str)> {
    let readings = wording.readings.iter().filter(|reading| reading.words.start == at);
    let readings = readings.map(|reading| (reading.words.len(), &*reading.key));
    readings.chain(wording.words.get(at).map(|word| (1, &*word.key))).collect()
}

/// The best score of all ways, tried one after the other. `last` is how the way so far ends.
fn plain(a: &Wording, b: &Wording, i: usize, j: usize, last: State) -> i32 {
    let (n, m) = (a.words.len(), b.words.len());
    if i == n && j == m {
        return if matches!(last, State::InFirst | State::InSecond) { NEVER } else { 0 };
    }
    let mut best = NEVER;
    for (first, key) in read(a, i) {
        for (second, other) in read(b, j).into_iter().filter(|(_, other)| *other == key) {
            assert_eq!(key, other);
            let earned = earned(&a.words[i..i + first], &b.words[j..j + second]);
            best = best.max(earned + plain(a, b, i + first, j + second, State::Match));
        }
    }
    let run = matches!(last, State::First | State::Second);
    let cost = EACH + if run { 0 } else { OPEN };
    let bracketed = matches!(last, State::InFirst | State::InSecond);
    if i < n {
        if last != State::InSecond {
            best = best.max(cost + plain(a, b, i + 1, j, State::First));
        }
        if b.is_open(j) && !bracketed {
            best = best.max(plain(a, b, i + 1, j, State::Free));
        }
    }
    if j < m {
        if last != State::InFirst {
            best = best.max(cost + plain(a, b, i, j + 1, State::Second));
        }
        if a.is_open(i) && !bracketed {
            best = best.max(plain(a, b, i, j + 1, State::Free));
        }
    }
    best.max(in_brackets(a, b, i, j, last))
}

/// The same where brackets are next.
fn in_brackets(a: &Wording, b: &Wording, i: usize, j: usize, last: State) -> i32 {
    let (n, m) = (a.words.len(), b.words.len());
    let mut best = NEVER;
    for words in 1..=BRACKETED_WORDS {
        if let Some(inside) = inside(a, i).filter(|_| j + words <= m) {
            // Behind what was skipped free of charge, and before it.
            let fresh = words <= inside;
            if matches!(last, State::Match | State::First | State::InSecond) || fresh && last == State::Free {
                best = best.max(extra(a, i, words) + plain(a, b, i, j + words, State::InFirst));
            }
            if fresh && !matches!(last, State::Second | State::InFirst) && i < n && b.is_open(j + words) {
                best = best.max(plain(a, b, i + 1, j + words, State::Free));
            }
        }
        if let Some(inside) = inside(b, j).filter(|_| i + words <= n) {
            let fresh = words <= inside;
            if matches!(last, State::Match | State::Second | State::InFirst) || fresh && last == State::Free {
                best = best.max(extra(b, j, words) + plain(a, b, i + words, j, State::InSecond));
            }
            if fresh && !matches!(last, State::First | State::InSecond) && j < m && a.is_open(i + words) {
                best = best.max(plain(a, b, i + words, j + 1, State::Free));
            }
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
        prop_assert_eq!(score(&steps, &a, &b), plain(&a, &b, 0, 0, State::Free));
    }
}
