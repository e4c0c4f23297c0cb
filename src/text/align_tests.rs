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

#[test]
fn a_bracket_hides_nothing_but_what_it_stands_for() {
    let cases = [
        ("we met [Ann] in the red house", "we met her in the blue house", "red", "blue"),
        ("He will [not] leave the city by May", "He will not leave the city by June", "May", "June"),
        ("they killed 35 [people] on that day", "they killed 35 people on this day", "that", "this"),
        ("we told [the minister] that we will never leave", "we told him that we will soon leave", "never", "soon"),
        ("he told [us] that the peace is over", "he told us that the war is over", "peace", "war"),
        ("we met [Ann] red roses", "we met her blue roses", "red", "blue"),
        ("we saw [the] ship today", "we saw the ship yesterday", "today", "yesterday"),
        ("I [really] resign", "I really stay", "resign", "stay"),
        ("[Ann] never lies", "Ann never cheats", "lies", "cheats"),
    ];
    for (first, second, one, other) in cases {
        assert_eq!(changes(first, second), pairs(&[(one, other)]), "{first} / {second}");
        assert_eq!(changes(second, first), pairs(&[(other, one)]), "{second} / {first}");
    }
    for (first, second) in [
        // The one ends where the other's bracket stands for its last words.
        ("We will leave [on Friday] with them", "We will leave tomorrow"),
        ("The [new] man said it", "He said that the old man said it"),
        ("[President] Maduro must go now", "President [Maduro] must go now"),
        ("I told [the] new minister", "I told the [new] minister"),
        ("I met [Maduro] in May", "I met the former president of Venezuela in May"),
    ] {
        assert_eq!(changes(first, second), [], "{first} / {second}");
        assert_eq!(changes(second, first), [], "{second} / {first}");
    }
}

#[test]
fn numbers_in_other_forms_are_the_same_and_other_numbers_are_not() {
    for (first, second) in [
        ("we sent one hundred men to the field", "we sent 100 men to the field"),
        ("it cost us five thousand in all", "it cost us 5,000 in all"),
        ("some 1.5 million people came home", "some 1,500,000 people came home"),
        ("it cost us $5m in all", "it cost us $5 million in all"),
        ("the first of our towns fell", "the 1st of our towns fell"),
        ("the cease-fire holds in the east", "the cease fire holds in the east"),
        ("the cease-fire holds in the east", "the ceasefire holds in the east"),
        ("it rose by 5 per cent in a year", "it rose by five percent in a year"),
        ("it lies 5 km from the town", "it lies 5km from the town"),
    ] {
        assert_eq!(changes(first, second), [], "{first} / {second}");
        assert_eq!(changes(second, first), [], "{second} / {first}");
    }
    for (first, second, one, other) in [
        ("it took 3-4 days to get to the place", "it took 34 days to get to the place", "3-4", "34"),
        ("it took 3–4 days to get to the place", "it took 34 days to get to the place", "3–4", "34"),
        ("it rose by .5 percent in a year", "it rose by 5 percent in a year", ".5", "5"),
        ("we met 2/3 men on that road", "we met 23 men on that road", "2/3", "23"),
        ("they say it is 20 30 or more", "they say it is 2030 or more", "20 30", "2030"),
        ("I am not able to speak of this man", "I am notable to speak of this man", "not able", "notable"),
        ("he is now here, in the city", "he is nowhere, in the city", "now here", "nowhere"),
        ("a part of our land is lost", "apart of our land is lost", "a part", "apart"),
    ] {
        assert_eq!(changes(first, second), pairs(&[(one, other)]), "{first} / {second}");
    }
}

#[test]
fn one_word_in_common_makes_no_passage() {
    for (first, second) in [
        ("They have broken each single promise", "single mothers"),
        ("we will rebuild every bridge and every school", "every church"),
        ("Every bridge will be rebuilt by us within the year", "every church"),
        ("the ship", "the boat"),
    ] {
        assert_eq!(changes(first, second), [], "{first} / {second}");
        assert_eq!(changes(second, first), [], "{second} / {first}");
    }
    for (first, second, one, other) in [
        ("35 men", "36 men", "35", "36"),
        ("35 boats", "we sank 36 boats at sea", "35", "36"),
        ("35 people were killed", "36 people", "35", "36"),
        ("never again", "never more", "again", "more"),
        ("I resign", "I stay", "resign", "stay"),
        ("$5", "$6", "5", "6"),
    ] {
        assert_eq!(changes(first, second), pairs(&[(one, other)]), "{first} / {second}");
        assert_eq!(changes(second, first), pairs(&[(other, one)]), "{second} / {first}");
    }
}

/// Wordings of a few words, in which much agrees.
pub(super) fn small() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["alpha", "beta", "gamma", "alphabeta", "the", "…", "[x]", "[x x]", "7", "not"]);
    let space = prop::sample::select(vec![" ", " ", "-"]);
    prop::collection::vec((word, space), 0..6)
        .prop_map(|words| words.iter().flat_map(|(word, space)| [*word, space]).collect())
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
    fn a_replaced_word_is_found_wherever_a_bracket_stands(
        words in prop::collection::btree_set("[a-e]{5,6}", 4..15),
        at in 0usize..15,
        bracket in 0usize..15,
        other in prop::sample::select(vec!["her", "the minister", ""]),
        literal in any::<bool>(),
    ) {
        let mut words: Vec<String> = words.into_iter().collect();
        let (at, bracket) = (at % words.len(), bracket % words.len());
        prop_assume!(at != bracket);
        let mut replaced = words.clone();
        replaced[at] = "zzzzz".into();
        if !literal && other.contains("her") {
            replaced[bracket] = other.into();
        }
        words[bracket] = format!("[{}]", words[bracket]);
        let (one, two) = (words.join(" "), replaced.join(" "));
        let found = changes(&one, &two);
        prop_assert!(!found.is_empty(), "{one} / {two}");
        prop_assert!(found.iter().any(|(one, two)| one.contains(&words[at]) || two.contains("zzzzz")), "{:?}", found);
    }

    #[test]
    fn brackets_omissions_capitals_and_punctuation_are_silent(
        words in prop::collection::btree_set("[a-e]{5,6}", 1..12),
        first in prop::collection::vec(0usize..8, 12),
        second in prop::collection::vec(0usize..8, 12),
    ) {
        let marked = |marks: &[usize]| {
            let mark = |(word, mark): (&String, &usize)| match mark {
                0 => "…".to_owned(),
                1 => format!("[{word}]"),
                2 => "[they]".to_owned(),
                3 => word.to_uppercase(),
                4 => format!("{word},"),
                5 => format!("“{word}”"),
                _ => word.clone(),
            };
            words.iter().zip(marks).map(mark).collect::<Vec<_>>().join(" ")
        };
        let (one, two) = (marked(&first), marked(&second));
        prop_assert_eq!(changes(&one, &two), [], "{} / {}", one, two);
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
