//! Every sentence of the contract's part 6 on matching, and the search held against a slow and obvious one.

use proptest::prelude::*;

use super::*;

/// What stands at each place where a quote is found.
fn found<'t>(article: &'t str, quote: &str) -> Vec<&'t str> {
    places(&Haystack::new(article).find(&Pattern::new(quote).unwrap(), None, None))
        .into_iter()
        .map(|range| &article[range])
        .collect()
}

fn places(found: &Found) -> Vec<Range<usize>> {
    match found {
        Found::Nowhere => Vec::new(),
        Found::Once(range) => vec![range.clone()],
        Found::Several(ranges) | Found::OnlyWithoutContext(ranges) => ranges.to_vec(),
    }
}

#[track_caller]
fn stands(article: &str, quote: &str, passage: &str) {
    assert_eq!(found(article, quote), [passage], "{quote:?} in {article:?}");
}

#[track_caller]
fn nowhere(article: &str, quote: &str) {
    assert_eq!(found(article, quote), [""; 0], "{quote:?} in {article:?}");
}

#[test]
fn matches_across_lines_spaces_and_kinds_of_marks() {
    stands("of the\r\n  interim\tpresident.", "the interim president", "the\r\n  interim\tpresident");
    stands("a b", "a \n b", "a b");
    stands("«a “threat” to»", "\"a 'threat' to\"", "«a “threat” to»");
    stands("Chargé d’Affaires", "Chargé d'Affaires", "Chargé d’Affaires");
    stands("now – in 2026 — and 're‑open'", "now - in 2026 -- and ‘re-open’", "now – in 2026 — and 're‑open'");
    stands("Guaido\u{301} left", "Guaidó left", "Guaido\u{301} left");
    stands("Guaidó left", "Guaido\u{301} left", "Guaidó left");
    stands("a\u{a0}b", "a b", "a\u{a0}b");
    stands("co\u{ad}operate now", "cooperate", "co\u{ad}operate");
    stands("\u{feff}First words", "First", "First");
    stands("\u{feff}First words", "\u{feff}First words", "First words");
}

#[test]
fn case_accents_and_other_punctuation_count() {
    nowhere("Acting President", "acting President");
    nowhere("Nicolás", "Nicolas");
    nowhere("Caracas, Venezuela", "Caracas Venezuela");
    nowhere("U.S. officials", "US officials");
    nowhere("ended; it", "ended, it");
}

#[test]
fn omissions_take_the_nearest_continuation_in_order() {
    for mark in ["…", "...", "[…]", "[...]", ". . ."] {
        stands("One two three four.", &format!("One {mark} three"), "One two three");
    }
    stands("One\n\ntwo. Three", "One…Three", "One\n\ntwo. Three");
    nowhere("three One", "One … three");
    nowhere("One two", "One … two … three");
    // The shorter of two passages that end alike, and of two that begin alike.
    stands("The boats left. The boats burned and sank. They sank.", "The boats … sank", "The boats burned and sank");
    assert_eq!(found("a x b. a y b", "a … b"), ["a x b", "a y b"]);
    stands("a literal … in it", "a literal … in it", "a literal … in it");
    stands("immediately. (...) Before departure", "immediately. (...) Before", "immediately. (...) Before");
    stands("they talked.... Then", "talked…. Then", "talked.... Then");
    stands("… in it", "… in … it …", "in it");
    // Pieces do not overlap.
    nowhere("one two", "one two … two");
}

#[test]
fn brackets_match_up_to_ten_words_or_none() {
    stands("enter Palmieri, a diplomat", "enter [Francisco] Palmieri", "enter Palmieri");
    stands("enter Francisco J. Palmieri", "enter [the envoy] Palmieri", "enter Francisco J. Palmieri");
    let ten = "a 1 2 3 4 5 6 7 8 9 10 b";
    stands(ten, "a [much] b", ten);
    nowhere("a 1 2 3 4 5 6 7 8 9 10 11 b", "a [much] b");
    stands("x a y a b", "a [z] b", "a b");
    stands("said [sic] no", "said [sic] no", "said [sic] no");
    stands(
        "said [a very long remark of the editor’s own that goes on and on and on] no",
        "said [a very long remark of the editor's own that goes on and on and on] no",
        "said [a very long remark of the editor’s own that goes on and on and on] no",
    );
    stands("the president said", "[President] the president [Trump] said", "the president said");
    stands("of Nicolás Maduro’s government", "of [his]’s government", "of Nicolás Maduro’s government");
    stands("then the end", "[T]he end", "the end");
    stands("then The end", "[t]he end", "The end");
    nowhere("breathe end", "[T]he end");
    stands("they arrested him", "arrest[ed] him", "arrested him");
    stands("they arrest him", "arrest[ed] him", "arrest him");
    nowhere("they arrested and beat him", "arrest[ed] him");
    stands("they arrested", "they arrest[s]", "they arrested");
    stands("he undid it", "un[do]did it", "undid it");
}

#[test]
fn never_starts_or_ends_inside_a_word_or_number() {
    for (article, quote) in [
        ("1.5 million", "5 million"),
        ("-5%", "5%"),
        ("fell \u{2212}5% to", "5%"),
        ("fell –5% to", "5%"),
        ("1,035 boats", "35"),
        ("35.5 boats", "35"),
        ("135 boats", "35"),
        ("351", "35"),
        ("1\u{a0}035 boats", "035 boats"),
        ("1\u{202f}035 boats", "1"),
        ("chargé", "charg"),
        ("Venezuelan", "Venezuela"),
        ("isn’t", "isn"),
        ("5% off", "5"),
        ("3-5%", "-5%"),
        ("2019–2021", "-2021"),
        ("x 1.5", "x 1"),
        ("one … 1.5 million", "one … 5 million"),
        ("35.5 then x", "35 … x"),
    ] {
        nowhere(article, quote);
    }
    for (article, quote, passage) in [
        ("5 million", "5 million", "5 million"),
        ("of -5%.", "-5%", "-5%"),
        ("of \u{2212}5%.", "-5%", "\u{2212}5%"),
        ("3-5%", "5%", "5%"),
        ("3-5%", "3-5%", "3-5%"),
        ("2019–2021", "2019", "2019"),
        ("$5 million", "5 million", "5 million"),
        ("around 35, or", "35", "35"),
        ("around 35. Or", "35", "35"),
        ("Venezuela’s oil", "Venezuela", "Venezuela"),
        ("VENEZUELA'S OIL", "VENEZUELA", "VENEZUELA"),
        ("in 2019—under", "2019", "2019"),
        ("in 2019\u{a0}they", "2019", "2019"),
        ("在委内瑞拉", "委内", "委内"),
        ("ประเทศไทย", "เทศ", "เทศ"),
        ("コロンビア", "ロン", "ロン"),
        ("law-enforcement", "enforcement", "enforcement"),
    ] {
        stands(article, quote, passage);
    }
}

#[test]
fn prefix_and_suffix_choose() {
    let article = "Trump said no. Then Rodríguez said  no, twice.";
    let hay = Haystack::new(article);
    let quote = Pattern::new("said no").unwrap();
    let find = |prefix, suffix| hay.find(&quote, prefix, suffix);
    assert_eq!(places(&find(None, None)).len(), 2);
    assert_eq!(find(Some("Trump "), None), Found::Once(6..13));
    assert_eq!(find(Some("Trump"), None), Found::Once(6..13));
    assert_eq!(find(Some("Rodri\u{301}guez"), None), find(None, Some(", twice")));
    assert_eq!(find(None, Some(". Then")), Found::Once(6..13));
    assert!(matches!(find(Some("Then"), None), Found::OnlyWithoutContext(places) if places.len() == 2));
    assert!(matches!(find(Some("Trump"), Some(", twice")), Found::OnlyWithoutContext(_)));
    assert!(matches!(find(Some(""), None), Found::Several(_)));
    assert_eq!(hay.find(&Pattern::new("said yes").unwrap(), Some("Trump"), None), Found::Nowhere);
    // Of a quote with omissions, the prefix stands before its first piece and the suffix after its last.
    let hay = Haystack::new("x a b a c y");
    assert_eq!(hay.find(&Pattern::new("a … c").unwrap(), Some("x"), None), Found::Once(2..9));
    assert_eq!(hay.find(&Pattern::new("a … c").unwrap(), None, Some("y")), Found::Once(6..9));
}

#[test]
fn hostile_repetitions_do_not_hang() {
    let article = "a ".repeat(50_000);
    for quote in ["a", "a a a a … a a", "a […] a [x] a", &"a ".repeat(5_000), &"a…".repeat(100)] {
        let hay = Haystack::new(&article);
        assert!(matches!(hay.find(&Pattern::new(quote).unwrap(), None, None), Found::Several(_)), "{quote:.20}");
        assert_eq!(places(&hay.find(&Pattern::new(quote).unwrap(), Some("b"), None)).len(), MOST_PLACES, "{quote:.20}");
    }
}

#[test]
fn the_nearest_passage_is_shown_with_its_difference() {
    let article = "Now, however, enter Francisco Palmieri, a seasoned diplomat stepping in as the Chargé d'Affaires. \
                   His arrival isn't just a symbolic gesture. Some 1.5 million fled.";
    let hay = Haystack::new(article);
    let near =
        |quote: &str| hay.nearest(article, &Pattern::new(quote).unwrap()).map(|near| article[near.range].to_owned());
    assert_eq!(
        near("enter Francisco Palmeiri, a seasonal diplomat").unwrap(),
        "enter Francisco Palmieri, a seasoned diplomat"
    );
    assert_eq!(near("charge d'affaires").unwrap(), "Chargé d'Affaires");
    assert_eq!(near("5 million fled").unwrap(), "1.5 million fled");
    assert_eq!(near("Now … enter Francisco Palmeiri").unwrap(), "enter Francisco Palmieri");
    assert_eq!(near("completely unrelated words about football"), None);
    let other = "In the end the talks went on. The deal had been signed by both, and soon after that they left.";
    let near = |quote: &str| {
        let near = Haystack::new(other).nearest(other, &Pattern::new(quote).unwrap());
        near.map(|near| &other[near.range])
    };
    assert_eq!(near("the deal was signed"), Some("The deal had been signed"));
    assert_eq!(near("soon after they have left"), Some("soon after that they left"));
    assert_eq!(near("In the end talks went on"), Some("In the end the talks went on"));
    let quote = Pattern::new("a seasonal diplomat stepping in").unwrap();
    let diff = hay.nearest(article, &quote).unwrap().diff;
    let expected = [
        diff::Piece::Same("a".into()),
        diff::Piece::Removed("seasonal".into()),
        diff::Piece::Added("seasoned".into()),
        diff::Piece::Same("diplomat stepping in".into()),
    ];
    assert_eq!(diff.pieces, expected);
}

#[test]
fn long_quotes_that_are_not_found_do_not_hang() {
    let article = "The boats were bombed on a day like any other day. ".repeat(2_000);
    let quote = "The boats were bombed on a day unlike any other day. ".repeat(1_000);
    let hay = Haystack::new(&article);
    assert!(hay.nearest(&article, &Pattern::new(&quote).unwrap()).is_some());
}

use super::super::diff;

/// The slow and obvious search: tries every pair of places in an article of plain words, spaces and marks.
fn obvious(article: &str, pieces: &[(&str, Option<usize>)]) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = article.char_indices().collect();
    let same = |a: char, b: char| a == b || (matches!(a, '\'' | '’' | '"') && matches!(b, '\'' | '’' | '"'));
    // All ends of a piece that starts at `at`.
    let ends = |piece: &str, mut at: usize| {
        for c in piece.chars() {
            if c == ' ' {
                let run = chars[at..].iter().take_while(|(_, c)| c.is_whitespace()).count();
                if run == 0 {
                    return None;
                }
                at += run;
            } else if chars.get(at).is_some_and(|(_, found)| same(c, *found)) {
                at += 1;
            } else {
                return None;
            }
        }
        Some(at)
    };
    let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|(_, c)| c.is_alphanumeric());
    let bound = |at: usize| !(word(at.checked_sub(1)) && word(Some(at)));
    let piece_at = |piece: &str, at: usize| ends(piece, at).filter(|end| bound(at) && bound(*end));
    let words = |from: usize, to: usize| {
        let text: String = chars[from..to].iter().map(|(_, c)| c).collect();
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    };
    let mut windows: Vec<(usize, usize)> = Vec::new();
    for start in 0..chars.len() {
        let mut reached: Vec<usize> = piece_at(pieces[0].0, start).into_iter().collect();
        for (piece, most) in &pieces[1..] {
            let mut next = Vec::new();
            for &from in &reached {
                for at in from..chars.len() {
                    if most.is_none_or(|most| words(from, at) <= most) {
                        next.extend(piece_at(piece, at));
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            reached = next;
        }
        windows.extend(reached.iter().map(|end| (start, *end)));
    }
    let shorter = |a: &(usize, usize), b: &(usize, usize)| a != b && a.0 >= b.0 && a.1 <= b.1;
    let minimal = windows.iter().filter(|window| !windows.iter().any(|other| shorter(other, window)));
    let byte = |at: usize| chars.get(at).map_or(article.len(), |(at, _)| *at);
    minimal.map(|(start, end)| byte(*start)..byte(*end)).collect()
}

fn piece() -> impl Strategy<Value = String> {
    "[ab]{1,2}[’']?( [ab]{1,2}[’\"]?){0,2}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn the_search_agrees_with_a_slow_and_obvious_one(
        article in "([ab]{1,2}[’\"]?[ \n]{1,2}){0,12}",
        first in piece(),
        rest in proptest::collection::vec((piece(), any::<bool>()), 0..3),
    ) {
        let mut quote = first.clone();
        let mut pieces = vec![(first.as_str(), None)];
        for (piece, omission) in &rest {
            quote.push_str(if *omission { " … " } else { " [x y] " });
            quote.push_str(piece);
            pieces.push((piece, (!omission).then_some(10)));
        }
        let hay = Haystack::new(&article);
        let places = places(&hay.find(&Pattern::new(&quote).unwrap(), None, None));
        prop_assert_eq!(places, obvious(&article, &pieces), "{:?} in {:?}", quote, article);
    }

    #[test]
    fn every_passage_between_spaces_is_found_where_it_stands(
        article in "([a-c0-9é’“”%.,—-]{1,6}[ \n\u{a0}]{1,2}){1,12}", from in 0_usize..12, length in 1_usize..6,
    ) {
        let words: Vec<&str> = article.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
        let from = from % words.len();
        let passage = words[from..(from + length).min(words.len())].join(" ");
        let Ok(pattern) = Pattern::new(&passage) else { return Ok(()) };
        let hay = Haystack::new(&article);
        let found = places(&hay.find(&pattern, None, None));
        prop_assert!(!found.is_empty(), "{:?} in {:?}", passage, article);
        for range in found {
            prop_assert!(article.is_char_boundary(range.start) && article.is_char_boundary(range.end));
        }
    }

    #[test]
    fn any_quote_and_article_are_answered(article in "\\PC{0,60}", quote in "\\PC{0,20}") {
        let hay = Haystack::new(&article);
        if let Ok(pattern) = Pattern::new(&quote) {
            for range in places(&hay.find(&pattern, Some("a"), None)) {
                prop_assert!(article.get(range).is_some());
            }
            if let Some(near) = hay.nearest(&article, &pattern) {
                prop_assert!(article.get(near.range).is_some());
            }
        }
    }

    #[test]
    fn the_fewest_edits_agree_with_the_plain_dynamic_programme(pattern in "[ab]{1,150}", text in "[ab]{0,200}") {
        let plain = {
            let mut column: Vec<usize> = (0..=pattern.len()).collect();
            let mut best = pattern.len();
            for byte in text.bytes() {
                let mut diagonal = 0;
                for (at, other) in pattern.bytes().enumerate() {
                    let next = (diagonal + usize::from(byte != other)).min(column[at] + 1).min(column[at + 1] + 1);
                    diagonal = column[at + 1];
                    column[at + 1] = next;
                }
                best = best.min(column[pattern.len()]);
            }
            best
        };
        prop_assert_eq!(super::super::nearest::fewest_edits(pattern.as_bytes(), text.as_bytes().iter()).0, plain);
    }
}
