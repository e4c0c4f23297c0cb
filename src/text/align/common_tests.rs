use proptest::prelude::*;

use crate::text::align::align;
use crate::text::wording::Wording;

fn changes(first: &str, second: &str) -> Vec<(String, String)> {
    let (a, b) = (Wording::new(first), Wording::new(second));
    let alignment = align(&a, &b);
    alignment.changes().map(|change| (a.slice(&change.first).to_owned(), b.slice(&change.second).to_owned())).collect()
}

const LAND: &str = "We will never surrender our sovereign land to anyone";

#[test]
fn a_changed_word_beside_an_omission() {
    for (first, second, one, other) in [
        (LAND, "We will always … our sovereign land to anyone", "never", "always"),
        (LAND, "We will never surrender our … land to nobody", "anyone", "nobody"),
        (LAND, "We will … abandon our sovereign land to anyone", "surrender", "abandon"),
        ("35 boats were sunk by the navy yesterday", "36 … were sunk by the navy yesterday", "35", "36"),
        ("35 … were sunk by the navy yesterday", "36 small boats were sunk by the navy", "35", "36"),
        ("the navy sank boats, in all 35", "the navy sank … boats … in all … 36", "35", "36"),
        ("We saw 35 boats sink in the bay", "We saw … 36 … sink in the bay", "35", "36"),
        (LAND, "We … always … our sovereign land to anyone", "will never surrender", "always"),
        (LAND, "I … never surrender … their … land to anyone", "our sovereign", "their"),
    ] {
        assert_eq!(changes(first, second), [(one.to_owned(), other.to_owned())], "{first} / {second}");
        assert_eq!(changes(second, first), [(other.to_owned(), one.to_owned())], "{second} / {first}");
    }
}

#[test]
fn parts_of_other_passages_are_no_change() {
    for (first, second) in [
        (LAND, "We told them yesterday … our sovereign land to anyone"),
        (LAND, "Friends … our sovereign land to anyone"),
        (LAND, "never surrender … land to anyone … and so we shall win the long war"),
        ("35 boats were sunk by the navy yesterday", "The navy … were sunk by the navy yesterday"),
        (LAND, "land, despite … to anyone in this world"),
        ("The embassy in the city of Caracas was closed in May", "Caracas, despite … closed in May"),
        // What stands elsewhere, in the same order.
        ("We will always fight. We will never surrender our land", "We will always … our land"),
        ("35 boats were seen, and 36 were sunk by the navy", "36 … sunk by the navy"),
        (
            "the brave people of this country, as I said to all of you before, and to those who stayed at home, have \
             made peace with the United States",
            "the brave people … nothing of what I promised to my own mother as a child was … the United States",
        ),
    ] {
        assert_eq!(changes(first, second), [], "{first} / {second}");
        assert_eq!(changes(second, first), [], "{second} / {first}");
    }
}

/// A text in which runs of words are left out.
fn cut(words: &[String], left_out: &[bool]) -> String {
    let words = words.iter().zip(left_out).map(|(word, out)| if *out { "…" } else { word.as_str() });
    words.collect::<Vec<_>>().join(" ")
}

const SMALL: &[&str] = &["the", "we", "to", "land", "never", "boats", "35", "36"];

proptest! {
    #[test]
    fn omissions_alone_are_no_change(
        words in prop::collection::vec(prop::sample::select(SMALL), 3..14),
        left_out in prop::collection::vec(prop::bool::weighted(0.4), 14),
    ) {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let (whole, cut) = (words.join(" "), cut(&words, &left_out));
        prop_assert_eq!(changes(&whole, &cut), [], "{} / {}", whole, cut);
    }

    #[test]
    fn a_changed_word_is_found_wherever_omissions_stand(
        words in prop::collection::btree_set("[a-e]{5,6}", 4..12),
        at in 0_usize..12,
        left_out in prop::collection::vec(prop::bool::weighted(0.4), 12),
        number in any::<bool>(),
    ) {
        let mut words: Vec<String> = words.into_iter().collect();
        let (at, mut left_out) = (at % words.len(), left_out[..words.len()].to_vec());
        left_out[at] = false;
        let kept = |place: usize| place != at && left_out.get(place) == Some(&false);
        let from = (0..at).rev().find(|place| left_out[*place]).map_or(0, |place| place + 1);
        let to = (at..words.len()).find(|place| left_out[*place]).unwrap_or(words.len());
        let end = from == 0 || to == words.len();
        // Something agrees next to the word, or on both sides of it.
        let placed = match to - from {
            1 => number && (at == 0 || at + 1 == words.len()),
            2 => end,
            _ => true,
        };
        prop_assume!((0..words.len()).any(|place| kept(place) && kept(place + 1)));
        let before = (0..from).rev().skip_while(|place| !kept(*place)).take_while(|place| kept(*place));
        let behind = (to..words.len()).skip_while(|place| !kept(*place)).take_while(|place| kept(*place));
        prop_assume!(placed || before.count() > 1 && behind.count() > 1);
        words[at] = if number { "35".into() } else { "yyyyy".into() };
        let whole = words.join(" ");
        words[at] = if number { "36".into() } else { "zzzzz".into() };
        let found = changes(&whole, &cut(&words, &left_out));
        prop_assert_eq!(found.len(), 1, "{} / {}", whole, cut(&words, &left_out));
        prop_assert!(found[0].1.contains(&words[at]), "{:?}", found);
    }
}
