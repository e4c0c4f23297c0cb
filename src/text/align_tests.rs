use proptest::prelude::*;

use super::*;

fn wording(text: &str) -> Wording {
    Wording::new(text)
}

fn changes(first: &str, second: &str) -> Vec<(String, String)> {
    let (a, b) = (wording(first), wording(second));
    let alignment = align(&a, &b);
    alignment.changes().map(|change| (a.slice(&change.first).to_owned(), b.slice(&change.second).to_owned())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn changed_words() {
    type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
    let cases: &[Case] = &[
        (
            "relations of friendship and good understanding",
            "relations of friendship and good intelligence",
            &[("understanding", "intelligence")],
        ),
        ("We won the election", "We lost the election", &[("won", "lost")]),
        ("We won", "We lost", &[("won", "lost")]),
        ("35 boats", "36 boats", &[("35", "36")]),
        ("they will not leave the country", "they will leave the country", &[("not", "")]),
        ("the new stage of dialogue", "the stage of dialogue", &[("new", "")]),
        (
            "Our engagement is focused on helping people",
            "Our commitment is focused on helping people",
            &[("engagement", "commitment")],
        ),
        // The first and the last words differ, and both excerpts go on.
        (
            "Today we shall fight them at sea",
            "Now we shall fight them on land",
            &[("Today", "Now"), ("at sea", "on land")],
        ),
        // A contraction and what it stands for, wherever it stands.
        ("We are not guilty", "We're not guilty", &[("We are", "We're")]),
        ("I am innocent", "I’m innocent", &[("I am", "I’m")]),
        ("it's ours", "it is ours", &[("it's", "it is")]),
        ("he said that we are not guilty", "we're not guilty", &[("we are", "we're")]),
        ("Do not forget the dead", "Don't forget the dead", &[("Do not", "Don't")]),
        ("today I am innocent", "today I'm innocent", &[("I am", "I'm")]),
    ];
    for (first, second, expected) in cases {
        assert_eq!(changes(first, second), pairs(expected), "{first} / {second}");
        let turned: Vec<_> = expected.iter().map(|(a, b)| (*b, *a)).collect();
        assert_eq!(changes(second, first), pairs(&turned), "{second} / {first}");
    }
}

#[test]
fn no_change() {
    let cases = [
        ("based on mutual respect, the sovereign equality of States", "the sovereign equality of states"),
        (
            "We will meet […] to defend our independence",
            "We will meet face-to-face in diplomacy to defend our independence",
        ),
        ("We [Venezuelans] will fight", "We will fight"),
        ("We [Venezuelans] will fight", "We the people will fight"),
        ("[Maduro] must go", "He must go"),
        // Excerpts that overlap.
        ("he came, he saw, and we all know", "and we all know the rest of it"),
        // Excerpts of different passages.
        ("emptying their prisons", "extremely well"),
        ("This step will facilitate our joint efforts", "The United States remains committed to the region"),
        ("committed to supporting the Venezuelan people", "helping the Venezuelan people move forward"),
        ("We will build new schools", "We will cut the taxes of families"),
        // The quotation is what stands between the marks.
        ("“We will never surrender,” he said, “to anyone”", "We will never surrender to anyone"),
        ("We will re-establish the embassy", "We will reestablish the embassy"),
    ];
    for (first, second) in cases {
        assert_eq!(changes(first, second), [], "{first} / {second}");
        assert_eq!(changes(second, first), [], "{second} / {first}");
    }
}

#[test]
fn words_scattered_over_a_long_text_are_no_passage() {
    let long = "We met in the morning and will after long talks with all of them in the old town hall go on to build what \
                our parents began when this country was young and poor, as my father said so often in his last years";
    assert_eq!(changes("We will build our country", long), []);
}

#[test]
fn containment() {
    let long = wording("The Bolivarian Government reaffirms its willingness to move forward");
    let short = wording("its willingness to move");
    let alignment = align(&long, &short);
    assert!(alignment.second_within && !alignment.first_within);
    let gapped = align(&wording("The Bolivarian Government … to move forward"), &long);
    assert!(gapped.first_within && !gapped.second_within);
    let same = align(&long, &long);
    assert!(same.first_within && same.second_within);
    assert!(!align(&short, &wording("its great willingness to move")).first_within);
}

#[test]
fn a_bracket_stands_for_ten_words_at_most() {
    let bracket = "They will certainly defend [all] the people of Venezuela";
    let ten = "They will certainly defend a b c d e f g h i j the people of Venezuela";
    let eleven = "They will certainly defend a b c d e f g h i j k the people of Venezuela";
    assert_eq!(changes(bracket, ten), []);
    assert_eq!(changes(bracket, eleven).len(), 1);
}

#[test]
fn a_dropped_passage_is_a_change_unless_it_is_marked() {
    let whole =
        "we offer peace to everyone who lays down arms, and so far nobody at all has answered us, we offer bread";
    let cut = "we offer peace to everyone who lays down arms, we offer bread";
    assert_eq!(changes(whole, cut).len(), 1);
    assert_eq!(changes(whole, "we offer peace to everyone who lays down arms, … we offer bread"), []);
}

#[test]
fn the_difference_shows_what_is_cut_as_dots() {
    let (a, b) =
        (wording("He said we will certainly win next year"), wording("we will certainly lose next year, she said"));
    let pieces = align(&a, &b).diff(&a, &b).pieces;
    assert_eq!(
        pieces,
        [
            Piece::Same("…".into()),
            Piece::Same("we will certainly".into()),
            Piece::Removed("win".into()),
            Piece::Added("lose".into()),
            Piece::Same("next year".into()),
            Piece::Same("…".into()),
        ]
    );
}

#[test]
fn long_wordings_are_aligned_between_anchors() {
    let words: Vec<String> = (0..4000).map(|at| format!("w{at}")).collect();
    let mut other = words.clone();
    other[2000] = "changed".into();
    other.drain(3000..3010);
    let found = changes(&words.join(" "), &other.join(" "));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], ("w2000".to_owned(), "changed".to_owned()));
    // Nothing to hold on to: no passage in common, and no hang.
    assert_eq!(changes(&"a ".repeat(60_000), &"b a ".repeat(50_000)), []);
}

#[test]
fn a_word_that_joins_two_earns_the_same_seen_from_either_side() {
    let (a, b) = (wording("alpha alphabeta beta"), wording("alpha beta"));
    let (there, back) = (align(&a, &b), align(&b, &a));
    assert_eq!((there.second_within, back.first_within), (false, false));
    let turned = back.changes().map(|change| (change.second.clone(), change.first.clone()));
    assert!(there.changes().map(|change| (change.first.clone(), change.second.clone())).eq(turned));
    // Two ways that are as good: `alpha`, or `alphabeta`.
    let (a, b) = (wording("alpha beta"), wording("alphabeta alpha"));
    assert_eq!(align(&a, &b), align(&b, &a).turned());
}

/// Wordings of a few words, in which much agrees.
pub(super) fn small() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["alpha", "beta", "gamma", "alphabeta", "the", "…", "[x]", "7", "not"]);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn turning_it_round_changes_nothing(first in small(), second in small()) {
        let (a, b) = (wording(&first), wording(&second));
        let (there, back) = (align(&a, &b), align(&b, &a));
        prop_assert_eq!(there, back.turned());
    }

    #[test]
    fn an_excerpt_lies_within(words in prop::collection::vec("[a-e]{5,6}", 1..30), from in 0usize..30, to in 0usize..30) {
        let from = from.min(words.len() - 1);
        let to = to.clamp(from + 1, words.len().max(from + 1));
        let (whole, part) = (wording(&words.join(" ")), wording(&words[from..to].join(" — ")));
        let alignment = align(&whole, &part);
        prop_assert!(alignment.second_within, "{:?}", alignment);
        prop_assert!(!alignment.differs());
    }

    #[test]
    fn punctuation_and_spacing_are_silent_and_a_digit_is_not(
        words in prop::collection::vec("[a-z]{4,8}", 4..20),
        marks in prop::collection::vec(prop::sample::select(vec![", ", "; ", " – ", "-", "  ", ". ", "” “"]), 20),
        at in 0usize..20,
    ) {
        let at = at % words.len();
        let mut words = words;
        words[at] = "1473".into();
        let plain = words.join(" ");
        let marked: String = words.iter().zip(&marks).flat_map(|(word, mark)| [word.as_str(), mark]).collect();
        prop_assert_eq!(changes(&plain, &marked.replace("-1473", " 1473")), []);
        words[at] = "1474".into();
        prop_assert_eq!(changes(&plain, &words.join(" ")).len(), 1);
    }
}
