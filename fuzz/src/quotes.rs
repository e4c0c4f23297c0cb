//! Any quote in any article: what is found holds the quote, and nothing that holds it is missed.

use std::ops::Range;

use gainsay::text::anchor::{Found, Haystack, MOST_PLACES, Pattern};
use gainsay::text::fold;

/// Takes an input: an article, a quote (a stretch of the article where it is left out), its prefix and its suffix.
pub fn run(data: &[u8]) {
    let [article, quote, prefix, suffix] = super::parts::<4>(data);
    let plain = Haystack::new(&article);
    let indexed = plain.indexed();
    let quotes = if quote.is_empty() { own(&article) } else { vec![quote] };
    let context = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (prefix, suffix) = (context(&prefix), context(&suffix));
    for quote in quotes {
        let Ok(pattern) = Pattern::new(&quote) else { continue };
        let found = plain.find(&pattern, None, None);
        assert_eq!(found, indexed.find(&pattern, None, None), "an index changes nothing: {quote:?} in {article:?}");
        assert_eq!(Ok(&found), plain.search().find_written(&quote, None, None).as_ref(), "{quote:?} in {article:?}");
        let within = plain.find(&pattern, prefix.as_deref(), suffix.as_deref());
        assert_eq!(within, indexed.find(&pattern, prefix.as_deref(), suffix.as_deref()));
        let all = places(&found);
        assert!(all.is_sorted_by_key(|range| (range.start, range.end)), "{all:?}");
        for range in all {
            holds(&article, range, &pattern);
        }
        for range in places(&within) {
            assert!(all.contains(range) || all.len() == MOST_PLACES || !pattern.is_verbatim(), "{within:?} {found:?}");
        }
        compare(&article, &quote, all);
        contexts(&article, &quote, &found, &within, [prefix.as_deref(), suffix.as_deref()]);
        if let Some(near) = plain.nearest(&article, &pattern) {
            let passage = article.get(near.range.clone());
            assert!(passage.is_some_and(|passage| !passage.trim().is_empty()), "{near:?}");
        }
    }
}

/// Stretches of an article as quotes: its lines, and some of its words.
fn own(article: &str) -> Vec<String> {
    let words: Vec<&str> = article.split_whitespace().take(60).collect();
    let runs = words.chunks(4).map(|words| words.join(" "));
    article.lines().take(20).map(str::to_owned).chain(runs).collect()
}

fn places(found: &Found) -> &[Range<usize>] {
    match found {
        Found::Nowhere => &[],
        Found::Once(range) => std::slice::from_ref(range),
        Found::Several(ranges) | Found::OnlyWithoutContext(ranges) => ranges,
    }
}

/// What was found holds the quote's words, folded as the contract says, in their order.
fn holds(article: &str, range: &Range<usize>, pattern: &Pattern) {
    let passage = article.get(range.clone()).unwrap_or_else(|| panic!("{range:?} is no stretch of {article:?}"));
    let folded = fold::quote(passage);
    if pattern.is_verbatim() {
        assert_eq!(folded.trim(), fold::quote(&pattern.written).trim(), "in {article:?}");
    }
    if !pattern.written.contains('[') {
        let mut rest = folded.as_str();
        for piece in pattern.texts() {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece:?} of {pattern:?} in {passage:?}"));
            rest = &rest[at + piece.len()..];
        }
    }
}

/// A text with the differences taken out that count for nothing, character by character, each with its bytes; `None`
/// where the slow search would have to know more than that.
fn obvious(text: &str) -> Option<Vec<(char, Range<usize>)>> {
    let mut out: Vec<(char, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let folded = match c {
            ' ' | '\n' | '\t' | '\r' => ' ',
            '\'' | '"' | '’' | '‘' | '“' | '”' | '«' | '»' => '\'',
            '-' | '–' | '—' => '-',
            'a'..='z' | 'A'..='Z' | '0'..='9' | 'é' | 'á' | 'ñ' | 'ü' | 'ó' => c,
            ',' | ';' | ':' | '!' | '?' | '(' | ')' | '%' | '$' | '.' | '/' => c,
            _ => return None,
        };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some((last, range)) if *last == folded && matches!(folded, ' ' | '-') => range.end = end,
            _ => out.push((folded, at..end)),
        }
    }
    let dots: String = out.iter().map(|(c, _)| c).collect();
    // An ellipsis is written in several ways.
    (!dots.contains("..") && !dots.contains(". .")).then_some(out)
}

fn trimmed(text: &[(char, Range<usize>)]) -> &[(char, Range<usize>)] {
    let start = text.iter().position(|(c, _)| *c != ' ').unwrap_or(text.len());
    let end = text.iter().rposition(|(c, _)| *c != ' ').map_or(start, |at| at + 1);
    &text[start..end]
}

fn same(a: &[(char, Range<usize>)], b: &[(char, Range<usize>)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0)
}

/// The slow and obvious search: every place of the article is compared with the quote. Between spaces it stands there
/// certainly, within a word or a number it certainly does not.
fn compare(article: &str, quote: &str, found: &[Range<usize>]) {
    let (Some(text), Some(quote)) = (obvious(article), obvious(quote)) else { return };
    let quote = trimmed(&quote);
    if quote.is_empty() || text.len() > 600 || found.len() >= MOST_PLACES {
        return;
    }
    let inside = |a: Option<char>, b: Option<char>| {
        let (Some(a), Some(b)) = (a, b) else { return false };
        a.is_alphabetic() && b.is_alphabetic() || a.is_ascii_digit() && b.is_ascii_digit()
    };
    let mut stands = Vec::new();
    for at in 0..text.len() {
        let Some(here) = text.get(at..at + quote.len()).filter(|here| same(here, quote)) else { continue };
        let range = here[0].1.start..here[here.len() - 1].1.end;
        let before = at.checked_sub(1).map(|at| text[at].0);
        let after = text.get(at + quote.len()).map(|(c, _)| *c);
        let free = |beside: Option<char>| beside.is_none_or(|c| c == ' ');
        if free(before) && free(after) {
            assert!(found.contains(&range), "{range:?} is missed: {found:?} of {article:?}");
        }
        if inside(before, Some(here[0].0)) || inside(Some(here[here.len() - 1].0), after) {
            assert!(!found.contains(&range), "{range:?} lies within a word: {article:?}");
        }
        stands.push(range);
    }
    for range in found {
        assert!(stands.contains(range), "{range:?} holds something else: {stands:?} of {article:?}");
    }
}

/// Of the places of a quote, those are taken that its prefix and suffix stand beside.
fn contexts(article: &str, quote: &str, found: &Found, within: &Found, beside: [Option<&str>; 2]) {
    let all = places(found);
    let [prefix, suffix] = beside.map(|text| obvious(text.unwrap_or("")));
    let (Some(text), Some(_), Some(prefix), Some(suffix)) = (obvious(article), obvious(quote), prefix, suffix) else {
        return;
    };
    if all.len() >= MOST_PLACES || text.len() > 600 {
        return;
    }
    let (prefix, suffix) = (trimmed(&prefix), trimmed(&suffix));
    let chosen: Vec<Range<usize>> = all
        .iter()
        .filter(|range| {
            let before: Vec<_> = text.iter().filter(|(_, at)| at.end <= range.start).cloned().collect();
            let after: Vec<_> = text.iter().filter(|(_, at)| at.start >= range.end).cloned().collect();
            let before = &before[..before.iter().rposition(|(c, _)| *c != ' ').map_or(0, |at| at + 1)];
            let after = &after[after.iter().position(|(c, _)| *c != ' ').unwrap_or(after.len())..];
            let ends = before.len().checked_sub(prefix.len()).is_some_and(|at| same(&before[at..], prefix));
            let starts = after.get(..suffix.len()).is_some_and(|after| same(after, suffix));
            (prefix.is_empty() || ends) && (suffix.is_empty() || starts)
        })
        .cloned()
        .collect();
    let expected = if chosen.is_empty() { all } else { &chosen };
    assert_eq!(places(within), expected, "{within:?} {found:?} of {article:?}");
    let lost = chosen.is_empty() && !all.is_empty();
    assert_eq!(lost, matches!(within, Found::OnlyWithoutContext(_)), "{within:?}");
}
