//! Any bytes as an article: plain text, Markdown or a page, in any encoding.

use gainsay::text::article::Article;
use gainsay::text::decode::decode;

/// Takes an input: `h` and a page, `m` and Markdown, anything else and plain text.
pub fn run(data: &[u8]) {
    let (path, bytes) = match data.split_first() {
        Some((b'h', rest)) => ("a.html", rest),
        Some((b'm', rest)) => ("a.md", rest),
        Some((_, rest)) => ("a.txt", rest),
        None => ("a.txt", data),
    };
    let article = match Article::new(path, bytes) {
        Ok(article) => article,
        Err(reason) => {
            assert!(!reason.is_empty());
            return;
        }
    };
    let file = article.file.text();
    match article.encoding {
        None => assert_eq!(file.as_bytes(), bytes, "UTF-8 stays as it is"),
        Some(name) => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).expect("an encoding's name");
            // The program names the mark at the start by its encoding, and leaves it out.
            let mark = if name.starts_with("UTF-16") { 2 } else { 0 };
            let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
            assert!(!damaged && text == file, "{name}");
        }
    }
    let decoded = decode(bytes, path == "a.html").expect("it was decoded before");
    assert_eq!(decoded.text, file);
    let text = article.text();
    let mut last = (0, 0);
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let (own, disk) = (article.in_file(&range), article.on_disk(&range));
        let origin = file.get(own.clone()).unwrap_or_else(|| panic!("{own:?} of {file:?} for {c:?} of {text:?}"));
        assert!(disk.start <= disk.end && disk.end <= bytes.len(), "{disk:?}");
        assert!(
            last.0 <= own.start && last.1 <= disk.start,
            "in the order of the file: {own:?} after {last:?} in {text:?} of {file:?}"
        );
        last = (own.start, disk.start);
        if c.is_alphanumeric() {
            assert!(origin.contains(c) || origin.contains('&'), "{c:?} out of {origin:?} of {file:?}");
        }
    }
    // All at once is from the first to the last.
    let all = article.on_disk(&(0..text.len()));
    assert!(all.start <= all.end && all.end <= bytes.len());
    for line in 1..=file.matches('\n').count() + 1 {
        let range = article.file.line(line);
        assert!(file.get(range.clone()).is_some_and(|line| !line.contains('\n')));
        assert_eq!(article.file.place(range.start).line, line);
    }
}
