//! Which parts of a text are quotations: what stands between quotation marks of any kind, and quoted blocks.

use std::ops::Range;

/// The bytes of all quotations with their marks: `“…”`, `«…»`, `„…“`, `"…"`, `‘…’`, also one that runs on in the next
/// paragraph (each of whose paragraphs opens anew), and blocks whose lines begin with `>`. In order, none within another.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = blocks(text);
    let mut at = 0;
    let mut pairs = Vec::new();
    while let Some((range, _)) = next(text, at, true) {
        at = range.end;
        pairs.push(range);
    }
    found.extend(pairs);
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The bytes between double quotation marks, without the marks. A text that begins before its closing mark, or ends
/// after an opening one, counts as quoted up to there: an excerpt may cut a quotation.
pub fn marked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    // A first mark that can only close: the excerpt begins inside.
    let first = text.char_indices().find(|(_, letter)| matches!(letter, '“' | '”' | '«' | '»' | '„' | '"'));
    if let Some((place, mark)) = first
        && (matches!(mark, '”' | '»') || mark == '"' && !opens(text, place))
    {
        found.push(0..place);
        at = place + mark.len_utf8();
    }
    while let Some((range, inner)) = next(text, at, false) {
        at = range.end;
        found.push(inner);
    }
    let open = text.get(at..).and_then(|rest| rest.find(['“', '«', '„', '"']));
    if let Some(offset) = open
        && opens(text, at + offset)
    {
        let mark = text.get(at + offset..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        found.push(at + offset + mark..text.len());
    }
    found.retain(|range| range.start < range.end);
    found
}

/// Whether a mark that may open or close opens: it stands at the start of a word.
fn opens(text: &str, place: usize) -> bool {
    let before = text.get(..place).and_then(|before| before.chars().next_back());
    let after = text.get(place..).and_then(|rest| rest.chars().nth(1));
    let starts = before.is_none_or(|before| before.is_whitespace() || "([{—–-“«„‘\"'".contains(before));
    starts && after.is_some_and(|after| !after.is_whitespace())
}

/// Whether a mark that may open or close closes: it stands at the end of a word.
fn closes(text: &str, place: usize) -> bool {
    let before = text.get(..place).and_then(|before| before.chars().next_back());
    let after = text.get(place..).and_then(|rest| rest.chars().nth(1));
    before.is_some_and(|before| !before.is_whitespace()) && after.is_none_or(|after| !after.is_alphanumeric())
}

/// The first bytes of marks beyond ASCII: of `“”„‘’‚`, and of `«»`.
const LEADS: [u8; 2] = [0xe2, 0xc2];

/// The next quotation from a byte on: with its marks, and without.
fn next(text: &str, from: usize, singles: bool) -> Option<(Range<usize>, Range<usize>)> {
    let rest = text.get(from..)?;
    // All marks but the straight one begin with one of two bytes.
    for offset in memchr::memchr3_iter(b'"', LEADS[0], LEADS[1], rest.as_bytes()) {
        let start = from + offset;
        let Some(mark) = text.get(start..).and_then(|rest| rest.chars().next()) else { continue };
        let ends: &[char] = match mark {
            '“' => &['”'],
            '«' => &['»'],
            '»' if opens(text, start) => &['«'],
            '„' => &['“', '”'],
            '‚' if singles => &['‘', '’'],
            '"' if opens(text, start) => &['"'],
            '‘' if singles && opens(text, start) => &['’'],
            _ => continue,
        };
        let inner = start + mark.len_utf8();
        if let Some((end, close)) = closing(text, inner, mark, ends) {
            return Some((start..end + close, inner..end));
        }
        if let Some(end) = runs_on(text, inner, mark) {
            return Some((start..end, inner..end));
        }
    }
    None
}

/// The closing mark of a quotation in the same paragraph: its place and length. A mark that opens the same kind again
/// before that leaves this one unclosed, so that a stray mark hides no more than itself (and the scan stays linear).
fn closing(text: &str, from: usize, open: char, ends: &[char]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let mut line_is_blank = false;
    for (offset, letter) in rest.char_indices() {
        let place = from + offset;
        match letter {
            '\n' if line_is_blank => return None,
            '\n' => line_is_blank = true,
            _ if letter.is_whitespace() => {}
            _ => line_is_blank = false,
        }
        let either_way = matches!(open, '"' | '‘' | '‚');
        if ends.contains(&letter) && (!either_way || closes(text, place)) {
            return Some((place, letter.len_utf8()));
        }
        if letter == open {
            return None;
        }
    }
    None
}

/// The end of the paragraph, for a quotation that goes on in the next one, which opens anew.
fn runs_on(text: &str, from: usize, open: char) -> Option<usize> {
    let rest = text.get(from..)?;
    let end = rest.find('\n')?;
    let next = rest.get(end..)?.trim_start();
    next.starts_with(open).then_some(from + end)
}

/// Blocks of lines that begin with `>`.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if memchr::memchr(b'>', text.as_bytes()).is_none() {
        return found;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_start().starts_with('>') {
            match found.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => found.push(at..end),
            }
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_of_all_kinds() {
        assert_eq!(found("He said “yes, we can” and left"), ["“yes, we can”"]);
        assert_eq!(found("a «threat» and a «regime change.»"), ["«threat»", "«regime change.»"]);
        assert_eq!(found("sie sagte „nein“ dazu"), ["„nein“"]);
        assert_eq!(found("she said \"no\" and \"yes\""), ["\"no\"", "\"yes\""]);
        assert_eq!(found("she said ‘it’s over’ today"), ["‘it’s over’"]);
        assert_eq!(found("the nation’s ‘friends’"), ["‘friends’"]);
        assert_eq!(found("it's the people's choice"), Vec::<&str>::new());
        assert_eq!(found("> quoted\n> block\nplain"), ["> quoted\n> block\n"]);
    }

    #[test]
    fn a_stray_mark_hides_nothing() {
        assert_eq!(found("a “stray mark\n\nand “a quotation” later"), ["“a quotation”"]);
        assert_eq!(found("5\" nails and 6\" nails"), Vec::<&str>::new());
    }

    #[test]
    fn a_quotation_may_run_on_in_the_next_paragraph() {
        assert_eq!(found("“First part.\n\n“Second part.” End"), ["“First part.", "“Second part.”"]);
    }

    #[test]
    fn excerpts_may_cut_a_quotation() {
        let inside = |text: &'static str| -> Vec<&str> { marked(text).into_iter().map(|range| &text[range]).collect() };
        assert_eq!(inside("We will meet,” she said, “to defend"), ["We will meet,", "to defend"]);
        assert_eq!(inside("“all of it”"), ["all of it"]);
        assert_eq!(inside("none of it"), Vec::<&str>::new());
    }

    #[test]
    fn the_first_bytes_of_marks_are_known() {
        for mark in "“”„‘’‚«»".chars() {
            assert!(LEADS.contains(&mark.to_string().as_bytes()[0]), "{mark}");
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        for text in ["“".repeat(30_000), "\" ".repeat(30_000), "‘a ".repeat(30_000), "„a\n".repeat(20_000)] {
            assert!(quotations(&text).len() <= text.len());
            assert!(marked(&text).len() <= text.len());
        }
    }
}
