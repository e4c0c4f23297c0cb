//! From the bytes of a file to its text, whatever the encoding, with the way back to the bytes.

use arcstr::ArcStr;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::map::OffsetMap;

/// A file's text.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; a UTF-8 byte order mark is kept, so that byte offsets hold.
    pub text: ArcStr,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// From the text to the bytes on disk, where these are not UTF-8.
    pub disk: Option<OffsetMap>,
}

/// Files that people take for text, by how they begin.
const NOT_TEXT: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
];

/// Reads bytes as text: UTF-8, UTF-16 with a byte order mark, or what a page names or the bytes look like.
///
/// # Errors
/// A sentence on what is wrong with the bytes, and the mend.
pub fn decode(bytes: &[u8], page: bool) -> Result<Decoded, String> {
    if let Some((_, what)) = NOT_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(format!(
            "this is {what}, not text; save the article as plain text (.txt), Markdown (.md) or a page (.html)"
        ));
    }
    if u32::try_from(bytes.len()).is_err() {
        return Err("this file is too large (more than 4 GB); keep only the article's text".to_owned());
    }
    for (mark, encoding) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if bytes.starts_with(mark) {
            return with(encoding, bytes, mark.len())
                .ok_or_else(|| format!("this begins like {} but is not; save it as UTF-8", encoding.name()));
        }
    }
    if let Some(at) = memchr(0, bytes) {
        return Err(format!("this is no text: byte {at} is zero; save the article as plain text in UTF-8"));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: text.into(), encoding: None, disk: None }),
        Err(error) => error,
    };
    let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
    let broken =
        || format!("byte {} (line {line}) is not valid UTF-8; save the article again as UTF-8", error.valid_up_to());
    // A file that is UTF-8 but for a few bytes is damaged; guessing another encoding would garble all the rest.
    let (mut whole, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    if whole > damaged {
        return Err(broken());
    }
    let named = if page { charset(bytes) } else { None };
    if let Some(decoded) = named.and_then(|encoding| with(encoding, bytes, 0)) {
        return Ok(decoded);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    with(encoding, bytes, 0).filter(|decoded| is_plausible(&decoded.text)).ok_or_else(broken)
}

/// Whether a guessed text looks written: most of what is not ASCII are letters and marks that articles have, and a
/// script other than Latin is there in more than a stray character.
fn is_plausible(text: &str) -> bool {
    let (mut good, mut bad, mut foreign) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            // Characters that only control machines: the guess is wrong.
            '\u{80}'..='\u{9f}' => return false,
            'ÿ' | 'þ' | 'Þ' | 'ð' | 'Ð' | '¤' | '¦' | '¬' | '¨' | '¯' | '¸' | '×' | '÷' => bad += 1,
            '\u{a0}'..='\u{24f}' | '\u{2010}'..='\u{2044}' | '€' | '™' => good += 1,
            c if c.is_alphanumeric() => foreign += 1,
            _ => bad += 1,
        }
    }
    good + foreign > 2 * bad && (foreign == 0 || foreign >= 16)
}

/// The encoding that a page names for itself near its start.
fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048))?).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).next()?;
    Encoding::for_label_no_replacement(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// Decodes from an offset on, byte by byte so that each character is known by its bytes. Nothing if it can't be.
fn with(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Option<Decoded> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut map) = (String::with_capacity(bytes.len()), OffsetMap::default());
    let mut buffer = [0_u8; 32];
    let mut pending = from;
    for at in from..=bytes.len() {
        let last = at == bytes.len();
        let one = bytes.get(at..at + 1).unwrap_or(&[]);
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(one, &mut buffer, last);
        if !matches!(result, DecoderResult::InputEmpty) {
            return None;
        }
        if written > 0 {
            let end = (at + 1).min(bytes.len());
            if written == end - pending {
                map.moved(text.len(), pending);
            } else {
                map.changed(text.len(), pending..end);
            }
            text.push_str(std::str::from_utf8(buffer.get(..written)?).ok()?);
            pending = end;
        }
    }
    (!text.contains('\0')).then(|| Decoded { text: text.into(), encoding: Some(encoding.name()), disk: Some(map) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_kept_as_it_is() {
        for text in ["", "a\r\nb", "\u{feff}Caracas – “sí”"] {
            assert_eq!(decode(text.as_bytes(), false), Ok(Decoded { text: text.into(), encoding: None, disk: None }));
        }
    }

    #[test]
    fn other_encodings_are_recognised_and_named() {
        let text = "Después de siete años, Félix Plasencia volvió a Caracas – “una nueva etapa”.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let decoded = decode(&bytes, false).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, Some("windows-1252")));
        let disk = decoded.disk.unwrap();
        let at = text.find("Félix").unwrap();
        assert_eq!(&bytes[disk.range(&(at..at + "Félix".len()))], b"F\xe9lix");

        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let decoded = decode(&bytes, false).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, Some("UTF-16LE")));
        let range = decoded.disk.unwrap().range(&(at..at + "Félix".len()));
        assert_eq!(range, 2 + 2 * text[..at].chars().count()..2 + 2 * (text[..at].chars().count() + 5));

        let russian = "Венесуэла и Соединённые Штаты договорились восстановить дипломатические отношения.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(&bytes, false).unwrap().text, russian);
        let page = b"<meta charset=\"iso-8859-2\"><p>\xa3ukasz</p>";
        assert_eq!(decode(page, true).unwrap().encoding, Some("ISO-8859-2"));
    }

    #[test]
    fn what_is_no_text_is_said_with_the_mend() {
        for (bytes, word) in [
            (&b"%PDF-1.4\n"[..], "PDF"),
            (b"PK\x03\x04rest", "Word"),
            (b"text\0text", "zero"),
            (b"\xff\xfea", "UTF-16"),
            ("años y años\nañ\u{f1}".as_bytes().split_last().unwrap().1, "line 2"),
            (b"a \x81\x8d b", "UTF-8"),
            (b"broken \xff\xfe bytes", "line 1"),
        ] {
            let error = decode(bytes, false).unwrap_err();
            assert!(error.contains(word) && error.contains("save"), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            if let Ok(Decoded { text, disk: Some(disk), .. }) = decode(&bytes, true) {
                proptest::prop_assert!(disk.range(&(0..text.len())).end <= bytes.len());
            }
        }
    }
}
