//! A Markdown file as a reader sees it: without marks of emphasis, addresses of links and the like.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::extract::Extract;
use super::html;

/// Takes the text out of a Markdown file.
pub fn extract(file: &str) -> Extract {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let start = if file.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut extract = Extract::default();
    // Within an image or a header of settings nothing is text.
    let mut hidden = 0_usize;
    let mut page: Option<std::ops::Range<usize>> = None;
    for (event, range) in Parser::new_ext(file.get(start..).unwrap_or(""), options).into_offset_iter() {
        let range = range.start + start..range.end + start;
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => hidden = hidden.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => page = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(range) = page.take() {
                    html::into(&mut extract, file, range.clone());
                    extract.end_block(range.end);
                }
            }
            _ if hidden > 0 => {}
            Event::Text(text) => {
                if file.get(range.clone()) == Some(&*text) {
                    extract.keep(file, range);
                } else {
                    extract.put(&text, range);
                }
            }
            Event::Code(code) => {
                // The marks around it are not seen; its text mostly stands between them as it is.
                let inner = file.get(range.clone()).and_then(|own| own.find(&*code));
                match inner {
                    Some(at) => extract.keep(file, range.start + at..range.start + at + code.len()),
                    None => extract.put(&code, range),
                }
            }
            Event::SoftBreak => extract.put(" ", range),
            Event::HardBreak => extract.put("\n", range),
            Event::Rule => extract.end_block(range.start),
            Event::End(TagEnd::TableCell) => extract.put(" ", range.end..range.end),
            Event::Start(tag) if is_block(&tag.to_end()) => extract.end_block(range.start),
            Event::End(tag) if is_block(&tag) => extract.end_block(range.end),
            _ => {}
        }
    }
    extract
}

/// A passage of a Markdown file as a reader sees it. It may begin or end between two marks that belong together: what
/// is left of them is no text either.
pub fn passage(copied: &str) -> String {
    let mut read = extract(copied).text;
    for mark in ["**", "__", "~~"] {
        read = read.replace(mark, "");
    }
    read.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`')).to_owned()
}

fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::TableCell
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_sees_no_marks() {
        let file = "---\ntitle: x\n---\n# Ties *restored*\r\n\r\nAmbassador **Laura\nDogu** met [Delcy Rodríguez](https://example.org/a)\\! \
            AT&amp;T ![alt](p.png)\n\n- one\n- two `co de`\n\n> quoted\n\n<div><p>In a page</p></div>\n\nEnd[^1].\n\n[^1]: Note.\n";
        let extract = extract(file);
        let expected = "Ties restored\n\nAmbassador Laura Dogu met Delcy Rodríguez! AT&T\n\none\n\ntwo co de\n\nquoted\n\n\
            In a page\n\nEnd.\n\nNote.\n\n";
        assert_eq!(extract.text, expected);
        let place = |text: &str| {
            let at = extract.text.find(text).unwrap();
            &file[extract.map.range(&(at..at + text.len()))]
        };
        assert_eq!(place("Laura Dogu met Delcy"), "Laura\nDogu** met [Delcy");
        assert_eq!(place("In a page"), "In a page");
        assert_eq!(place("AT&T"), "AT&amp;T");
        assert_eq!(place("co de"), "co de");
    }

    #[test]
    fn a_passage_is_read_like_the_file_that_it_is_from() {
        for (copied, read) in [
            ("The **big** boat sank", "The big boat sank"),
            ("# Head", "Head"),
            ("1. one", "one"),
            ("> said [Ana](https://example.org/a)\n> today", "said Ana today"),
            ("big** boat", "big boat"),
            ("The **", "The"),
            ("*big", "big"),
            ("5 * 3", "5 * 3"),
            ("***", ""),
        ] {
            assert_eq!(passage(copied), read, "{copied}");
        }
    }

    #[test]
    fn plain_text_is_itself() {
        let text = "\u{feff}First paragraph, 35 boats.\n\nSecond — “paragraph”.\n";
        let extract = extract(text);
        assert_eq!(extract.text, "First paragraph, 35 boats.\n\nSecond — “paragraph”.\n\n");
        let at = extract.text.find("Second").unwrap();
        assert_eq!(extract.map.range(&(at..at + 6)).start, text.find("Second").unwrap());
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_answered_and_mapped(file in "([*_#>`~|!\\[\\]()-]{0,3}[a-zé &;\r\n]{0,8}){0,12}") {
            let extract = extract(&file);
            for (at, c) in extract.text.char_indices() {
                let origin = extract.map.range(&(at..at + c.len_utf8()));
                proptest::prop_assert!(file.get(origin).is_some());
            }
        }
    }
}
