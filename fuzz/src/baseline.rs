//! Any bytes as a baseline.

use gainsay::triage::Baseline;

/// Takes an input: two baselines.
pub fn run(data: &[u8]) {
    let divider = b"\n=====\n";
    let at = data.windows(divider.len()).position(|window| window == divider);
    let (one, other) = at.map_or((data, &[][..]), |at| (&data[..at], &data[at + divider.len()..]));
    let [first, second] = [one, other].map(parse);
    let (Some(first), Some(second)) = (first, second) else { return };
    // Two branches: concatenated, with or without a last line break, in either order, also twice over.
    let all: Baseline = Baseline { entries: first.entries.union(&second.entries).cloned().collect() };
    let texts = [first.text(), second.text()];
    for text in [
        texts.concat(),
        format!("{}{}", texts[1], texts[0]),
        format!("{}{}{}", texts[0].trim_end(), texts[1].trim_end(), texts[0]),
        all.text().lines().rev().map(|line| format!("{line}\r\n")).collect(),
    ] {
        assert_eq!(Baseline::parse(text.as_bytes(), "b").as_ref(), Ok(&all), "{text}");
    }
    // What no finding has any more is pruned.
    assert!(all.prune(&[]).entries.is_empty());
    assert!(all.accept(&[], &[]).entries.is_empty());
}

fn parse(bytes: &[u8]) -> Option<Baseline> {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    let baseline = match Baseline::parse(bytes, "b.jsonl") {
        Ok(baseline) => baseline,
        Err(error) => {
            assert!(!error.message.is_empty() && error.help.is_some() && error.file == "b.jsonl");
            assert!((1..=lines).contains(&error.line), "{error:?}");
            return None;
        }
    };
    let blank = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().all(u8::is_ascii_whitespace);
    assert_eq!(blank, baseline.entries.is_empty(), "only what is empty is read as empty");
    let text = baseline.text();
    assert!(text.lines().is_sorted() && text.lines().count() == baseline.entries.len());
    assert_eq!(Baseline::parse(text.as_bytes(), "b").as_ref(), Ok(&baseline), "{text}");
    Some(baseline)
}
