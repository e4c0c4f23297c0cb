//! The parts of a quote that all stand in an article, though not as the quote has them.

use std::ops::Range;

use super::anchor::{Found, Haystack, Pattern, Search};

/// Where the parts of a quote stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Bytes of each part, in the quote's order.
    pub places: Vec<Range<usize>>,
    /// They follow each other as in the quote, with other words between.
    pub in_order: bool,
}

/// So many words of a quote without omissions are divided into parts at most, and into so many parts.
const MOST_WORDS: usize = 200;
const MOST_PARTS: usize = 4;

/// How often the article is searched for runs of words.
const SEARCHES: usize = 64;

/// Fewer words, or fewer bytes, stand anywhere.
const LEAST_WORDS: usize = 2;
const LEAST_BYTES: usize = 9;

impl Haystack {
    /// Where the parts of a quote stand that is not found as a whole: those between its omissions, or those that it
    /// falls into. Nothing where one of them stands nowhere.
    pub fn parts(&self, quote: &Pattern) -> Option<Parts> {
        let search = self.search();
        let mut places: Vec<Vec<Range<usize>>> = Vec::new();
        if quote.is_verbatim() {
            let words: Vec<&str> = quote.texts().flat_map(|text| text.split(' ')).take(MOST_WORDS + 1).collect();
            if words.len() > MOST_WORDS {
                return None;
            }
            places = divided(&search, &words, MOST_PARTS, &mut SEARCHES.to_owned())?;
        } else {
            for text in quote.texts() {
                places.push(everywhere(&search, text)?);
            }
        }
        if places.len() < 2 {
            return None;
        }
        let mut end = 0;
        let follows = |places: &Vec<Range<usize>>| {
            let next = places.iter().find(|place| place.start >= end).cloned()?;
            end = next.end;
            Some(next)
        };
        let ordered: Option<Vec<_>> = places.iter().map(follows).collect();
        let in_order = ordered.is_some();
        let places = ordered.or_else(|| places.iter().map(|places| places.first().cloned()).collect())?;
        Some(Parts { places, in_order })
    }
}

/// Words divided into runs that stand in the article, each as long as the others allow: where each stands.
fn divided(search: &Search<'_>, words: &[&str], parts: usize, left: &mut usize) -> Option<Vec<Vec<Range<usize>>>> {
    if words.is_empty() {
        return Some(Vec::new());
    }
    let stands = |count: usize, left: &mut usize| {
        *left = left.checked_sub(1)?;
        let text = words.get(..count)?.join(" ");
        // A comma between two parts is the quote's own.
        everywhere(search, text.trim_matches(['.', ',', ';', ':', ' ']))
    };
    // A run that stands there does so without its last words, too.
    let (mut longest, mut beyond) = (0, if parts == 0 { 1 } else { words.len() + 1 });
    while longest + 1 < beyond {
        let middle = longest.midpoint(beyond);
        if stands(middle, left).is_some() { longest = middle } else { beyond = middle }
    }
    // A part ends with a sentence or a clause, most likely.
    let ends = |count: &usize| {
        let word = count.checked_sub(1).and_then(|last| words.get(last));
        *count == words.len() || word.is_some_and(|word| word.ends_with(['.', ',', ';', ':', '!', '?', '-', '"', ')']))
    };
    let counts = || (LEAST_WORDS..=longest).rev();
    for count in counts().filter(ends).chain(counts().filter(|count| !ends(count))) {
        let bytes: usize = words.iter().take(count).map(|word| word.len() + 1).sum();
        if bytes <= LEAST_BYTES {
            continue;
        }
        let found = stands(count, left)?;
        if let Some(mut rest) = divided(search, words.get(count..)?, parts - 1, left) {
            rest.insert(0, found);
            return Some(rest);
        }
    }
    None
}

fn everywhere(search: &Search<'_>, text: &str) -> Option<Vec<Range<usize>>> {
    match search.find(&Pattern::new(text).ok()?, None, None) {
        Found::Once(place) => Some(vec![place]),
        Found::Several(places) | Found::OnlyWithoutContext(places) => Some(places.into_vec()),
        Found::Nowhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "The mayor, Ann Lee, opened the bridge. Crowds cheered. Later on she left the town for good. \
        Other text here. The mayor opened a school.";

    fn parts(quote: &str) -> Option<(Vec<&'static str>, bool)> {
        let parts = Haystack::new(ARTICLE).parts(&Pattern::new(quote).unwrap())?;
        Some((parts.places.into_iter().map(|place| &ARTICLE[place]).collect(), parts.in_order))
    }

    #[test]
    fn parts_in_another_order_are_found() {
        assert_eq!(parts("Later on … Crowds cheered"), Some((vec!["Later on", "Crowds cheered"], false)));
        assert_eq!(
            parts("Other text here. The mayor, Ann Lee"),
            Some((vec!["Other text here", "The mayor, Ann Lee"], false))
        );
        assert_eq!(
            parts("Crowds cheered, she left the town"),
            Some((vec!["Crowds cheered", "she left the town"], true))
        );
        assert_eq!(parts("Crowds [the people] The mayor opened"), Some((vec!["Crowds", "The mayor opened"], true)));
    }

    #[test]
    fn what_does_not_stand_there_has_no_parts() {
        for quote in
            ["Later on … nobody cheered", "The mayor, Ann Loe", "Crowds cheered", "a a a a", "school a opened the"]
        {
            assert_eq!(parts(quote), None, "{quote}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_quote_is_answered(quote in "([a-c]{1,4}[ .,…\\[\\]]{1,2}){1,12}", text in "([a-c]{1,4}[ .]{1,2}){0,30}") {
            if let Ok(pattern) = Pattern::new(&quote)
                && let Some(parts) = Haystack::new(&text).parts(&pattern)
            {
                for place in parts.places {
                    proptest::prop_assert!(text.get(place).is_some());
                }
            }
        }
    }
}
