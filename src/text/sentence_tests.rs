//! Sentences, by hand: the cases that splitters get wrong, and the project's five articles.

use super::*;

fn split(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn starters_are_sorted() {
    assert!(STARTERS.is_sorted());
}

#[test]
fn abbreviations_and_initials_end_no_sentence() {
    for one in [
        "It met the U.S. Embassy staff; the U.S. State Department was told by the U.S. Treasury.",
        "He met U.S. officials and U.S. Secretary Chris Wright in Caracas.",
        "Foreign Minister Mr. Gil spoke.",
        "John T. McNamara arrived.",
        "It is No. 5 on the list of Gen. Padrino.",
        "On Jan. 5 they met at 9 a.m. Friday.",
        "The U.N. Security Council met Dr. A. B. Smith of Acme Inc. in Bogotá.",
        "“Why now?” he asked.",
        "It rose 1.5 percent vs. 2.3 percent.",
        "Maduro et al. Were silent… until now.",
    ] {
        assert_eq!(split(one), [one]);
    }
}

#[test]
fn sentences_end_where_readers_end_them() {
    for (text, expected) in [
        ("They left the U.S. The embassy closed.", &["They left the U.S.", "The embassy closed."][..]),
        ("It is a risk for the U.S. Trump has said so.", &["It is a risk for the U.S.", "Trump has said so."]),
        ("Is it? Yes! It is.", &["Is it?", "Yes!", "It is."]),
        ("“It is over.” He left.", &["“It is over.”", "He left."]),
        ("He said no. No talks were held.", &["He said no.", "No talks were held."]),
        ("It was him and I. Then it ended.", &["It was him and I.", "Then it ended."]),
        ("In 2019. In 2020.", &["In 2019.", "In 2020."]),
        (
            "Heading\nFirst one. Second one.\n\n- item one\n- item two\n",
            &["Heading", "First one.", "Second one.", "item one", "item two"],
        ),
        ("1. First item\n2. Second item", &["1. First item", "2. Second item"]),
        ("\u{feff}Start here. End.", &["Start here.", "End."]),
        ("他来了。她走了。", &["他来了。", "她走了。"]),
        ("Leave now. (...) Before that, wait.", &["Leave now.", "(...) Before that, wait."]),
        ("", &[]),
        (" \r\n ", &[]),
    ] {
        assert_eq!(split(text), expected, "{text:?}");
    }
}

#[test]
fn text_wrapped_by_hand_is_joined() {
    let text = "The first of these lines is just about as long as lines are,\nVenezuela among them. The second one goes on in such a way that\nReaders expect of it.";
    assert_eq!(split(text).len(), 2);
    let text = "After a seven-year hiatus, Venezuela and the United States\r\nhave agreed to formally restore diplomatic relations. Then\nthey met.\n";
    assert_eq!(split(text).len(), 2);
    assert!(split(text)[0].ends_with("relations."));
}

/// Of two lines only how the first ends and the second begins tells whether somebody wrapped them.
#[test]
fn two_lines_are_one_sentence_where_the_first_does_not_end() {
    let long = "The ministry said on Tuesday that all in all the flood had killed";
    for (text, count) in [
        ("In 2020 there were\n35 men.", 1),
        ("In 2020 there were\r\n35 men.", 1),
        (&format!("{long}\n35 men."), 1),
        ("He met with Delcy Rodríguez and\nAmbassador Dogu.", 1),
        (&format!("{long}\n2. A second item"), 2),
        (&format!("{long}\nThey were men."), 2),
        ("Flood kills men\n35 of them were old.", 2),
        ("Made of the\n- 35 men", 2),
        ("He was there.\n35 men came.", 2),
    ] {
        assert_eq!(split(text).len(), count, "{text}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    for text in ["A. ".repeat(100_000), "a\n".repeat(100_000), "(...) ".repeat(50_000), ". ".repeat(100_000)] {
        assert!(!sentences(&text).is_empty());
    }
}

/// Each article's sentences by their first words, in `tests/sentences`: written down by hand, one sentence a line.
#[test]
fn the_five_articles_split_as_a_reader_splits_them() {
    for article in [
        "000_7f33bb11360180a1",
        "001_9643f1b6fcffd125",
        "002_f3edf0610ac5ac9a",
        "003_1e84b2f804093182",
        "004_868761db0afae734",
    ] {
        let read = |path: &str| std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let text = read(&format!("seeds/{article}.txt"));
        let starts = read(&format!("tests/sentences/{article}.txt"));
        let found = split(&text);
        for (sentence, start) in found.iter().zip(starts.lines()) {
            assert!(sentence.starts_with(start), "{article}: {sentence:?} instead of {start:?}");
        }
        assert_eq!(found.len(), starts.lines().count(), "{article}");
    }
}
