use proptest::prelude::*;

use super::*;

/// The tree as JSON, to hold it against another reader.
fn plain(node: &Node<'_>) -> serde_json::Value {
    match &node.kind {
        Kind::Scalar(text, Style::Plain) => serde_json::from_str(text).unwrap(),
        Kind::Scalar(text, _) => serde_json::Value::from(text.as_ref()),
        Kind::List(items, _) => items.iter().map(plain).collect(),
        Kind::Map(map) => {
            map.entries.iter().map(|(key, value)| (key.text().unwrap_or("").to_owned(), plain(value))).collect()
        }
    }
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_another_program_writes_is_read_the_same(value in prop::collection::hash_map(any::<String>(), json(), 0..4)) {
        let value = serde_json::Value::Object(value.into_iter().collect());
        let text = value.to_string();
        let node = line(&text, 0..text.len()).unwrap().unwrap();
        prop_assert_eq!(plain(&node), value);
        prop_assert_eq!(node.range(), 0..text.len());
    }

    #[test]
    fn what_ends_plain_text_is_found_at_its_first_place(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'a'), Just(b'!'), Just(b'#'), Just(b' ')], 0..40),
    ) {
        let ends = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
        prop_assert_eq!(special(&bytes), bytes.iter().position(ends));
    }

    /// The grammar is the same as another reader's, and no text is a panic.
    #[test]
    fn any_text_is_read_or_refused(text in "[{}\\[\\]\",:0-9a-z\\\\ .eE+u-]{0,24}") {
        let text = format!("{{{text}");
        let other = serde_json::from_str::<serde_json::Value>(&text);
        prop_assert_eq!(line(&text, 0..text.len()).is_ok(), other.is_ok() , "{:?}", other);
    }
}

#[test]
fn numbers_keep_their_text_and_letters_their_meaning() {
    let text = r#"{"value": 1.20, "quote": "a \"b\" \u00e9 \ud83d\ude00 \\ \/", "not": [true, null]}"#;
    let node = line(text, 0..text.len()).unwrap().unwrap();
    let Kind::Map(map) = &node.kind else { panic!("{node:?}") };
    let values: Vec<&Node<'_>> = map.entries.iter().map(|(_, value)| value).collect();
    assert_eq!((values[0].text(), values[0].is_plain()), (Some("1.20"), true));
    assert_eq!(values[1].text(), Some("a \"b\" é 😀 \\ /"));
    assert_eq!(&text[values[2].range()], "[true, null]");
}

#[test]
fn mistakes_have_their_place_their_reason_and_their_mend() {
    for (text, at, reason, mend) in [
        (r#"{"a": 1"#, 7, "the line ends here", "`}`"),
        (r#"{"a": 1,}"#, 8, "here stands `}`", "remove the comma"),
        (r#"{"a": [1,]}"#, 9, "here stands `]`", "remove the comma"),
        (r#"{a: 1}"#, 1, "here stands `a`", "quotation marks"),
        (r#"{"a" 1}"#, 5, "colon", "\"key\": \"value\""),
        (r#"{"a": }"#, 6, "a value is expected", "leave the key out"),
        (r#"{"a": 01}"#, 6, "`01`", "\"01\""),
        (r#"{"a": .5}"#, 6, "`.5`", "\".5\""),
        (r#"{"a": True}"#, 6, "`True`", "write `true`"),
        (r#"{"a": 'b'}"#, 6, "without quotation marks", "\"double\""),
        (r#"{"a": "b}"#, 6, "no closing quotation mark", "\\\""),
        ("{\"a\": \"b\tc\"}", 8, "control character", "\\t"),
        (r#"{"a": "\x"}"#, 7, "`\\x`", "backslash"),
        (r#"{"a": "\ud800 "}"#, 7, "`\\u`", "four digits"),
        (r#"{"a": 1} {"#, 9, "the claim ends before", "new line"),
        (r#"[{"a": 1}]"#, 0, "one claim", "square brackets"),
        ("# note", 0, "comment", "`note`"),
        ("claims:", 0, "begins with `claims:`", "one line"),
    ] {
        let told = line(text, 0..text.len()).unwrap_err();
        assert_eq!(told.at.start, at, "{text} {told:?}");
        assert!(told.message.contains(reason), "{text} {told:?}");
        assert!(told.help.as_ref().unwrap().contains(mend), "{text} {told:?}");
    }
    let deep = format!("{{\"a\": {}{}}}", "[".repeat(200), "]".repeat(200));
    assert!(line(&deep, 0..deep.len()).unwrap_err().message.contains("nested"));
}

#[test]
fn parts_end_with_lines_and_lose_none() {
    let row = format!("{{\"note\": \"{}\"}}\r\n\n", "é".repeat(999));
    let text = format!("\u{feff}{}{{\"note\": 1}}", row.repeat(700));
    assert!(parts(&text).len() > 3);
    let (made, problems) = read(&text, |nodes| nodes.map(|node| node.range()).collect::<Vec<_>>());
    assert!(problems.is_empty(), "{problems:?}");
    let ranges: Vec<Range<usize>> = made.into_iter().flatten().collect();
    assert_eq!(ranges.len(), 701);
    assert!(ranges.iter().all(|range| text[range.clone()].starts_with('{') && text[range.clone()].ends_with('}')));
}
