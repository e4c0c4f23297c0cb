//! Where a short text stands in another, for the very many short texts in which a claim's words are looked for.

use memchr::{memchr, memmem};

/// In longer texts a searcher is worth making.
const SHORT: usize = 512;

/// The places where `part` stands in `text`, none overlapping the one before. An empty part stands nowhere.
pub fn places<'t>(text: &'t str, part: &'t str) -> impl Iterator<Item = usize> + 't {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let mut long = (text.len() > SHORT && !part.is_empty()).then(|| memmem::find_iter(text, part));
    let mut at = 0;
    std::iter::from_fn(move || {
        if let Some(long) = &mut long {
            return long.next();
        }
        let first = *part.first()?;
        loop {
            let here = at + memchr(first, text.get(at..)?)?;
            at = here + 1;
            if text.get(here..)?.starts_with(part) {
                at = here + part.len();
                return Some(here);
            }
        }
    })
}

/// Whether `part` stands in `text`; an empty one always does.
pub fn contains(text: &str, part: &str) -> bool {
    part.is_empty() || places(text, part).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn places_are_those_of_the_standard_library(text in "[abé ]{0,20}", part in "[abé ]{1,4}", long: bool) {
            let text = if long { text.repeat(60) } else { text };
            let expected: Vec<usize> = text.match_indices(&part).map(|(at, _)| at).collect();
            proptest::prop_assert_eq!(places(&text, &part).collect::<Vec<_>>(), expected);
            proptest::prop_assert_eq!(contains(&text, &part), text.contains(&part));
        }
    }

    #[test]
    fn nothing_stands_everywhere() {
        assert!(contains("", "") && contains("a", "") && !contains("", "a"));
        assert_eq!(places("a", "").count(), 0);
    }
}
