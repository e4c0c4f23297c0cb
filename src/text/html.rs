//! A saved page as a reader sees it: without scripts, styles, menus and tags, entities decoded.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Spanned, Token, Tokenizer};

use super::extract::Extract;

/// Elements whose content no reader of the article reads.
const LEFT_OUT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "menu", "nav", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Elements that stand in a line of text; all others end a paragraph where they begin and end.
const IN_LINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "meter", "output", "picture", "progress", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements that have no content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

enum Part {
    Start { name: String, left_out: bool, span: Range<usize> },
    End { name: String, at: usize },
    Text(Range<usize>),
}

/// Takes the text out of a page.
pub fn extract(file: &str) -> Extract {
    let mut extract = Extract::default();
    into(&mut extract, file, 0..file.len());
    extract
}

/// Takes the text out of a stretch of a file that is HTML.
pub(super) fn into(extract: &mut Extract, file: &str, range: Range<usize>) {
    let parts = parts(file.get(range.clone()).unwrap_or(""), range.start);
    let closed = closed(&parts);
    let mut preformatted = 0_usize;
    let mut index = 0;
    while let Some(part) = parts.get(index) {
        match part {
            Part::Text(range) => text(extract, file, range.clone(), preformatted > 0),
            Part::Start { name, left_out, span } => {
                // What is never closed would swallow the rest of the page.
                if let (true, Some(Some(end))) = (*left_out, closed.get(index)) {
                    index = *end;
                    continue;
                }
                match name.as_str() {
                    "br" => {
                        extract.trim_spaces();
                        extract.put("\n", span.clone());
                    }
                    "td" | "th" if !extract.after_space() => extract.put(" ", span.start..span.start),
                    "td" | "th" => {}
                    "pre" => {
                        extract.end_block(span.start);
                        preformatted += 1;
                    }
                    name if !IN_LINE.contains(&name) => extract.end_block(span.start),
                    _ => {}
                }
            }
            Part::End { name, at } => match name.as_str() {
                "pre" => {
                    extract.end_block(*at);
                    preformatted = preformatted.saturating_sub(1);
                }
                "td" | "th" => {}
                name if !IN_LINE.contains(&name) => extract.end_block(*at),
                _ => {}
            },
        }
        index += 1;
    }
}

fn parts(html: &str, offset: usize) -> Vec<Part> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut parts = Vec::new();
    let shown = |name: &HtmlString| String::from_utf8_lossy(name).into_owned();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = shown(&tag.name);
                let left_out = LEFT_OUT.contains(&name.as_str()) || is_hidden(&tag.attributes);
                parts.push(Part::Start { name, left_out, span: offset + tag.span.start..offset + tag.span.end });
            }
            Token::EndTag(tag) => parts.push(Part::End { name: shown(&tag.name), at: offset + tag.span.start }),
            Token::String(text) => parts.push(Part::Text(offset + text.span.start..offset + text.span.end)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    parts
}

/// Whether an element's attributes say that it is hidden, or is no part of the text.
fn is_hidden(attributes: &BTreeMap<HtmlString, Spanned<HtmlString, usize>>) -> bool {
    attributes.iter().any(|(name, value)| {
        let value = String::from_utf8_lossy(&value.value).to_ascii_lowercase();
        match name.0.as_slice() {
            b"hidden" => true,
            b"aria-hidden" => value == "true",
            b"role" => matches!(value.trim(), "navigation" | "menu" | "menubar" | "search" | "dialog" | "alertdialog"),
            b"style" => value.replace(' ', "").contains("display:none"),
            _ => false,
        }
    })
}

/// For each start tag, where its end tag stands.
fn closed(parts: &[Part]) -> Vec<Option<usize>> {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut closed = vec![None; parts.len()];
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Start { name, .. } if !VOID.contains(&name.as_str()) => open.entry(name).or_default().push(index),
            Part::End { name, .. } => {
                if let Some(start) = open.get_mut(name.as_str()).and_then(Vec::pop)
                    && let Some(end) = closed.get_mut(start)
                {
                    *end = Some(index);
                }
            }
            _ => {}
        }
    }
    closed
}

/// Takes running text: entities decoded, white space run together unless it is preformatted.
fn text(extract: &mut Extract, file: &str, range: Range<usize>, preformatted: bool) {
    let mut at = range.start;
    while let Some(rest) = file.get(at..range.end).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('&') {
            let length = entity(rest);
            let own = rest.get(..length).unwrap_or(rest);
            match decoded(own) {
                decoded if decoded == own => extract.keep(file, at..at + length),
                decoded => extract.put(&decoded, at..at + length),
            }
            at += length;
            continue;
        }
        // A no-break space is a character of the text; the page's own line breaks and indents are none.
        let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') && !preformatted;
        let run = rest.find(|c| !space(c)).unwrap_or(rest.len());
        if run > 0 {
            if !extract.after_space() {
                if rest.starts_with(' ') && run == 1 {
                    extract.keep(file, at..at + 1);
                } else {
                    extract.put(" ", at..at + run);
                }
            }
            at += run;
            continue;
        }
        let run = rest.find(|c| c == '&' || space(c)).unwrap_or(rest.len());
        extract.keep(file, at..at + run);
        at += run;
    }
}

/// How long the entity is that a text starts with, if it is one; at least its `&`.
fn entity(rest: &str) -> usize {
    let body = rest.get(1..).unwrap_or("");
    let digits = usize::from(body.starts_with('#'));
    let name = body.bytes().skip(digits).take(40).take_while(u8::is_ascii_alphanumeric).count();
    let end = 1 + digits + name;
    end + usize::from(rest.get(end..).is_some_and(|rest| rest.starts_with(';')))
}

/// What an entity stands for.
fn decoded(entity: &str) -> String {
    let mut decoded = String::new();
    for token in Tokenizer::new(entity) {
        let Ok(token) = token;
        if let Token::String(text) = token {
            decoded.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_what_a_reader_sees() {
        let page = "<!DOCTYPE html><html><head><title>Home | News</title><style>p{}</style></head>\r\n<body>\n\
            <nav><ul><li>World</li></ul></nav><script>if (a < b) document.write('<p>no</p>')</script>\n\
            <h1>Ties &amp; trade</h1>\n<p>Charg&eacute; d&rsquo;affaires <b>Laura</b>\n  <i>Dogu</i> arrived.<br>Then&nbsp;left.</p>\
            <ul><li>One<li>Two</ul><div hidden>gone</div><!-- no --><p>AT&T &lt;3 &unknown; &#8220;x&#x201D;</p></body></html>";
        let extract = extract(page);
        let expected = "Ties & trade\n\nChargé d’affaires Laura Dogu arrived.\nThen\u{a0}left.\n\nOne\n\nTwo\n\n\
            AT&T <3 &unknown; “x”\n\n";
        assert_eq!(extract.text, expected);
        let place = |text: &str| {
            let at = extract.text.find(text).unwrap();
            &page[extract.map.range(&(at..at + text.len()))]
        };
        assert_eq!(place("Chargé d’affaires Laura Dogu"), "Charg&eacute; d&rsquo;affaires <b>Laura</b>\n  <i>Dogu");
        assert_eq!(place("Laura"), "Laura");
        assert_eq!(place("Then\u{a0}left."), "Then&nbsp;left.");
        assert_eq!(place("“x”"), "&#8220;x&#x201D;");
    }

    #[test]
    fn spaces_that_are_taken_back_move_nothing() {
        let page = "h<pre> <b> <p>end";
        let extract = extract(page);
        let at = extract.text.find("end").unwrap();
        assert_eq!(&page[extract.map.range(&(at..at + 3))], "end");
    }

    #[test]
    fn what_is_never_closed_hides_nothing() {
        assert_eq!(extract("<nav>Menu<p>Text</p>").text, "Menu\n\nText\n\n");
        assert_eq!(extract("<title>no</title>yes").text, "yes");
        assert_eq!(extract("<pre>a\n  b</pre>").text, "a\n  b\n\n");
        assert_eq!(extract("<table><tr><td>a<td>b<tr><td>c</table>").text, "a b\n\nc\n\n");
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_answered_and_mapped(page in "(<(pre|b|br|p)>|<[a-z]{1,4}>|</[a-z]{1,4}>|&[a-z#0-9]{0,4};?|[a-z é\r\n“]{0,8}|<!--|-->|<|>){0,20}") {
            let extract = extract(&page);
            for (at, c) in extract.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
                let origin = extract.map.range(&(at..at + c.len_utf8()));
                let origin = page.get(origin).expect("on the bounds of characters");
                proptest::prop_assert!(origin == c.to_string() || origin.starts_with('&'), "{:?} from {:?}", c, origin);
            }
        }
    }
}
